"""The flow in one place: fetch, parse, recognize, resolve.

Document -> Article -> Doc -> Record        and a Failure wherever one of them gives up
"""

import logging
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from newsx.engine.alarm import limited
from newsx.engine.limits import Limits
from newsx.errors import DocumentError, FetchError, ParseError
from newsx.fetch.targets import Opener, expand, holds_json, holds_lines, is_url
from newsx.parse.articles import article_from_mapping, read_clean
from newsx.parse.document import parse
from newsx.reader import extractor, stage
from newsx.schema import Article, Document, Failure, Record
from newsx.settings import Settings

if TYPE_CHECKING:
    from newsx.resolve.explain import Explanation

logger = logging.getLogger(__name__)

Source = str | Path | Document | Article | Mapping[str, object]
"""A URL, a path, `-`, bytes already fetched, text already clean, or a mapping with `text`."""
# The same, for callers whom no type checker tells.
_SOURCES: Final[tuple[type, ...]] = (str, Path, Document, Article, Mapping)


def extract(
    source: Source, *, url: str | None = None, clean: bool = False, settings: Settings | None = None
) -> Record:
    """Return the record of one article.

    Args:
        source: A URL, a path, `-` for standard input, a `Document`, an `Article`, or a mapping
            with `text` and what else is known (`id`, `headline`, `date_published`, ...), whose
            text is taken as already clean.
        url: Address a saved page came from.
        clean: Whether a file or standard input is article text already, not a page.
        settings: How newsx runs; read from `newsx.toml` and `NEWSX_*` when absent.

    Raises:
        DocumentError: The source gave no record; the subclass names the stage.
        ConfigurationError: A setting is wrong.

    >>> record = extract({"text": "Norrland Paper AB fell 4% on Monday."})
    >>> [figure.text for figure in record.figures]
    ['4%']
    """
    settings = settings or Settings()
    with Opener(settings) as opener:
        items = list(islice(_items(source, opener, clean=clean), 2))
        if len(items) != 1:
            msg = f"{source!r} holds several articles; use newsx.extract_many"
            raise FetchError(msg)
        item = items[0]
        if isinstance(item, Failure):
            raise FetchError(item.message)
        return _record(item, opener, url=url, clean=clean, settings=settings)


def extract_many(
    sources: Iterable[Source],
    *,
    url: str | None = None,
    clean: bool = False,
    save_raw: Path | None = None,
    limits: Limits | None = None,
    settings: Settings | None = None,
) -> Iterator[Record | Failure]:
    """Yield a record or a failure for every article, in the order of the sources.

    Addresses that follow each other are fetched together, and come as they are fetched: a slow
    site does not hold up the others.

    Args:
        sources: As for `extract`; a folder gives every page below it, a clean JSON Lines file
            every line.
        url: Address a saved page came from.
        clean: Whether files and standard input are article text already, not pages.
        save_raw: A new `.warc.gz` file that keeps every page fetched.
        limits: How many seconds of the processor an article may take once it is fetched; needs
            the main thread, whose SIGPROF it uses. Nothing is limited without.
        settings: How newsx runs; read from `newsx.toml` and `NEWSX_*` when absent.

    Raises:
        ConfigurationError: A setting is wrong. Nothing else is raised.
    """
    settings = settings or Settings()
    read = partial(_outcome, clean=clean, limits=limits, settings=settings)
    with Opener(settings, save_raw=save_raw) as opener:
        for of_web, group in groupby(sources, key=_is_url):
            if of_web:
                for address, document in opener.fetch_all(cast("Iterator[str]", group)):
                    yield read(document, address, opener)
                continue
            for source in group:
                try:
                    for item in _items(source, opener, clean=clean):
                        if isinstance(item, Failure):
                            yield item
                        else:
                            yield read(item, _reference(item), opener, url=url)
                except DocumentError as error:
                    yield Failure.of(error, _reference(source))


def _is_url(source: Source) -> bool:
    return isinstance(source, str) and is_url(source)


def _outcome(
    item: Source | FetchError,
    reference: str,
    opener: Opener,
    *,
    url: str | None = None,
    clean: bool,
    limits: Limits | None,
    settings: Settings,
) -> Record | Failure:
    """Return the record of one article, or the failure it ended in."""
    try:
        if isinstance(item, FetchError):
            raise item
        return _record(item, opener, url=url, clean=clean, limits=limits, settings=settings)
    except DocumentError as error:
        return Failure.of(error, reference)


def _items(source: Source, opener: Opener, *, clean: bool) -> Iterator[Source | Failure]:
    """Yield what a source stands for, one article each.

    Raises:
        FetchError: A folder or a file of lines cannot be read.
    """
    if not isinstance(source, str | Path):
        yield source
        return
    for target in expand(source):
        if clean and holds_lines(target):
            yield from opener.lines(target)
            continue
        if not clean and (holds_lines(target) or holds_json(target)):
            logger.warning(
                "%s holds JSON and is read as a page; `newsx extract --clean` (clean=True) takes "
                "an object, of JSON Lines each line, for an article",
                target,
            )
        yield target


def _record(
    item: Source,
    opener: Opener,
    *,
    url: str | None,
    clean: bool,
    limits: Limits | None = None,
    settings: Settings,
) -> Record:
    """Return the record of one article.

    Raises:
        DocumentError: A stage gave up on it.
    """
    had = _fetched(item, opener, url=url)
    with limited(limits):
        article = _article(had, clean=clean, settings=settings)
    reader = extractor(settings)  # what is loaded once is no article's time
    with limited(limits):
        return reader.record(article)


def _fetched(
    item: Source, opener: Opener, *, url: str | None
) -> Document | Article | Mapping[str, object]:
    if not isinstance(item, _SOURCES):
        msg = (
            f"{item!r:.60} is no source; give an address, a path, a mapping with 'text', a "
            "Document or an Article"
        )
        raise FetchError(msg)
    if not isinstance(item, str | Path):
        return item
    with stage(FetchError, _reference(item)):
        return opener.open(item, url=url)


def _article(
    item: Document | Article | Mapping[str, object], *, clean: bool, settings: Settings
) -> Article:
    if isinstance(item, Article):
        return item
    with stage(ParseError, _reference(item)):
        if isinstance(item, Mapping):
            return article_from_mapping(item)
        return read_clean(item) if clean else parse(item, settings=settings)


def _reference(item: Source) -> str:
    """Return the name by which a caller knows an input."""
    if isinstance(item, Document):
        return item.source_ref
    if isinstance(item, Article):
        return item.source_ref or item.article_id
    if isinstance(item, Mapping):
        return str(item.get("id", "mapping"))
    return str(item)


def explain(
    text: str,
    *,
    date_published: str | None = None,
    dateline: str | None = None,
    settings: Settings | None = None,
) -> "tuple[Explanation, ...]":
    """Return why each name of a text is linked as it is, by first mention.

    Args:
        text: A sentence or an article.
        date_published: ISO date on which names and listings have to hold; None takes all.
        dateline: Place it is filed from, as printed.
        settings: How newsx runs; read from `newsx.toml` and `NEWSX_*` when absent.
    """
    settings = settings or Settings()
    told = {"text": text, "date_published": date_published}
    article = article_from_mapping({key: value for key, value in told.items() if value})
    filed = article.model_copy(update={"dateline": dateline}) if dateline else article
    return extractor(settings).explain(filed)
