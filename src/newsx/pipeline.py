"""The flow in one place: fetch, parse, recognize, resolve.

Document -> Article -> Doc -> Record        and a Failure wherever one of them gives up
"""

import contextlib
import logging
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, cast

from newsx import __version__
from newsx.errors import (
    DocumentError,
    FetchError,
    NewsxError,
    ParseError,
    RecognizeError,
    ResolveError,
)
from newsx.fetch.targets import Opener, expand, holds_lines, is_url
from newsx.parse.articles import article_from_mapping, read_clean
from newsx.parse.document import parse
from newsx.schema import Article, Document, Failure, Provenance, Record
from newsx.settings import Settings

if TYPE_CHECKING:
    from newsx.resolve.explain import Explanation

logger = logging.getLogger(__name__)

Source = str | Path | Document | Article | Mapping[str, object]
"""A URL, a path, `-`, bytes already fetched, text already clean, or a mapping with `text`."""

RECOGNIZED_LANGUAGE = "en"


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
        return _record(items[0], opener, url=url, clean=clean, settings=settings)


def extract_many(
    sources: Iterable[Source],
    *,
    url: str | None = None,
    clean: bool = False,
    save_raw: Path | None = None,
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
        settings: How newsx runs; read from `newsx.toml` and `NEWSX_*` when absent.

    Raises:
        ConfigurationError: A setting is wrong. Nothing else is raised.
    """
    settings = settings or Settings()
    with Opener(settings, save_raw=save_raw) as opener:
        for of_web, group in groupby(sources, key=_is_url):
            if of_web:
                for address, document in opener.fetch_all(cast("Iterator[str]", group)):
                    yield _outcome(document, address, opener, clean=clean, settings=settings)
                continue
            for source in group:
                try:
                    for item in _items(source, opener, clean=clean):
                        name = _reference(item)
                        yield _outcome(item, name, opener, url=url, clean=clean, settings=settings)
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
    settings: Settings,
) -> Record | Failure:
    """Return the record of one article, or the failure it ended in."""
    try:
        if isinstance(item, FetchError):
            raise item
        return _record(item, opener, url=url, clean=clean, settings=settings)
    except DocumentError as error:
        return Failure.of(error, reference)


def _items(source: Source, opener: Opener, *, clean: bool) -> Iterator[Source]:
    """Yield what a source stands for, one article each.

    Raises:
        FetchError: A folder or a file of lines cannot be read.
    """
    if not isinstance(source, str | Path):
        yield source
        return
    for target in expand(source):
        if not holds_lines(target):
            yield target
        elif clean:
            yield from opener.lines(target)
        else:
            logger.warning(
                "%s holds JSON Lines and is read as one page; with --clean (clean=True) each line "
                "is an article",
                target,
            )
            yield target


def _record(
    item: Source, opener: Opener, *, url: str | None, clean: bool, settings: Settings
) -> Record:
    """Return the record of one article.

    Raises:
        DocumentError: A stage gave up on it.
    """
    article = _article(item, opener, url=url, clean=clean, settings=settings)
    return _extractor(settings).record(article)


def _article(
    item: Source, opener: Opener, *, url: str | None, clean: bool, settings: Settings
) -> Article:
    if isinstance(item, Article):
        return item
    reference = _reference(item)
    if isinstance(item, Mapping):
        with _stage(ParseError, reference):
            return article_from_mapping(item)
    if isinstance(item, Document):
        document = item
    else:
        with _stage(FetchError, reference):
            document = opener.open(item, url=url)
    with _stage(ParseError, reference):
        return read_clean(document) if clean else parse(document, settings=settings)


def _reference(item: Source) -> str:
    """Return the name by which a caller knows an input."""
    if isinstance(item, Document):
        return item.source_ref
    if isinstance(item, Article):
        return item.source_ref or item.article_id
    if isinstance(item, Mapping):
        return str(item.get("id", "mapping"))
    return str(item)


class Reader:
    """Document -> Record or Failure, with everything loaded once: what a worker process holds.

    Args:
        settings: How newsx runs.
        clean: Whether documents are article text already; JSON always is.

    Raises:
        ConfigurationError: A setting is wrong.
    """

    def __init__(self, settings: Settings, *, clean: bool = False) -> None:
        self._settings = settings
        self._clean = clean
        self._extractor = _Extractor(settings)

    @property
    def readings(self) -> tuple[str, ...]:
        """The readings its records may carry: in English, and in a language not recognized."""
        made_by = self._extractor.provenance
        return made_by.reading, _unrecognized(made_by).reading

    def __call__(self, document: Document) -> Record | Failure:
        """Return the record of a document under the name and digest of its bytes, or its failure.

        Raises:
            MemoryError: It needs more memory than there is.
        """
        raw_sha256 = sha256(document.content).hexdigest()
        reference = document.source_ref
        try:
            with _stage(ParseError, reference):
                clean = self._clean or document.media_type == "application/json"
                parsed = read_clean(document) if clean else parse(document, settings=self._settings)
            named = {"source_ref": reference, "raw_sha256": raw_sha256}
            return self._extractor.record(parsed.model_copy(update=named))
        except DocumentError as error:
            if isinstance(error.__cause__, MemoryError):
                raise MemoryError from error  # noqa: TRY004 - it is not a wrong type
            failed = {"raw_sha256": raw_sha256, "reading": self.readings[0]}
            return Failure.of(error, reference).model_copy(update=failed)


def _unrecognized(provenance: Provenance) -> Provenance:
    """Return the provenance of a record in whose text nothing was recognized."""
    return provenance.model_copy(update={"model": None, "model_sha256": None})


class _Extractor:
    """What is loaded once and serves every article: the pipeline and the knowledge base."""

    def __init__(self, settings: Settings) -> None:
        from newsx.knowledge.base import with_additions
        from newsx.recognize.pipeline import load, model_name, model_sha256

        self._settings = settings
        self._nlp = load(settings)
        self._knowledge = with_additions(settings.kb)
        self.provenance = Provenance(
            newsx_version=__version__,
            model=model_name(self._nlp),
            model_sha256=model_sha256(settings),
            kb_version=self._knowledge.version,
            settings_sha256=settings.sha256,
        )

    def record(self, article: Article) -> Record:
        """Return the record of an article.

        Raises:
            RecognizeError: The pipeline failed on the text.
            ResolveError: Its spans could not be read.
        """
        from newsx.recognize.pipeline import recognize
        from newsx.resolve.record import resolve

        reference = _reference(article)
        if article.in_language not in {None, RECOGNIZED_LANGUAGE}:
            logger.warning(
                "%s is in %r; newsx recognizes English, so the record holds the article alone",
                reference,
                article.in_language,
            )
            return Record(article=article, provenance=_unrecognized(self.provenance))
        with _stage(RecognizeError, reference):
            doc = recognize(article, self._nlp)
        with _stage(ResolveError, reference):
            return resolve(
                doc,
                article,
                knowledge=self._knowledge,
                provenance=self.provenance,
                settings=self._settings,
            )

    def explain(self, article: Article) -> "tuple[Explanation, ...]":
        """Return why each name of an article is linked as it is."""
        from newsx.recognize.pipeline import recognize
        from newsx.resolve.explain import explain_links

        return explain_links(recognize(article, self._nlp), article, knowledge=self._knowledge)


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
    return _extractor(settings).explain(filed)


@lru_cache(maxsize=2)
def _extractor(settings: Settings) -> _Extractor:
    return _Extractor(settings)


@contextlib.contextmanager
def _stage(kind: type[DocumentError], reference: str) -> Iterator[None]:
    """Let no error of one document pass as anything but a `DocumentError` of its stage.

    What is wrong with the settings is no fault of the document, and passes as it is.
    """
    try:
        yield
    except NewsxError:
        raise
    except Exception as error:
        logger.debug("%s failed on %s", kind.stage, reference, exc_info=True)
        msg = f"{kind.stage} failed on {reference!r}: {error!r}; please report this document"
        raise kind(msg) from error
