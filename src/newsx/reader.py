"""What is loaded once and serves every article: the pipeline, the knowledge base, the settings.

Article -> Record               `Extractor`
Document -> Record or Failure   `Reader`, what a worker process holds
"""

import contextlib
import logging
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from newsx import __version__
from newsx.errors import DocumentError, NewsxError, ParseError, RecognizeError, ResolveError
from newsx.parse.articles import read_clean
from newsx.parse.document import parse
from newsx.schema import Article, Document, Failure, Provenance, Record
from newsx.settings import Settings

if TYPE_CHECKING:
    from newsx.resolve.explain import Explanation

logger = logging.getLogger(__name__)

RECOGNIZED_LANGUAGE = "en"


class Extractor:
    """Article -> Record, with the pipeline and the knowledge base that it needs.

    Args:
        settings: How newsx runs.

    Raises:
        ConfigurationError: A setting is wrong.
    """

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

        reference = article.source_ref or article.article_id
        if article.in_language not in {None, RECOGNIZED_LANGUAGE}:
            logger.warning(
                "%s is in %r; newsx recognizes English, so the record holds the article alone",
                reference,
                article.in_language,
            )
            return Record(article=article, provenance=_unrecognized(self.provenance))
        with stage(RecognizeError, reference):
            doc = recognize(article, self._nlp)
        with stage(ResolveError, reference):
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


def _unrecognized(provenance: Provenance) -> Provenance:
    """Return the provenance of a record in whose text nothing was recognized."""
    return provenance.model_copy(update={"model": None, "model_sha256": None})


@lru_cache(maxsize=2)
def extractor(settings: Settings) -> Extractor:
    """Return the extractor of these settings; the two that were asked for last are kept."""
    return Extractor(settings)


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
        self._extractor = Extractor(settings)

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
            with stage(ParseError, reference):
                clean = self._clean or document.media_type == "application/json"
                parsed = read_clean(document) if clean else parse(document, settings=self._settings)
            named = {"source_ref": reference, "raw_sha256": raw_sha256}
            return self._extractor.record(parsed.model_copy(update=named))
        except DocumentError as error:
            if isinstance(error.__cause__, MemoryError):
                raise MemoryError from error  # noqa: TRY004 - it is not a wrong type
            failed = {"raw_sha256": raw_sha256, "reading": self.readings[0]}
            return Failure.of(error, reference).model_copy(update=failed)


@contextlib.contextmanager
def stage(kind: type[DocumentError], reference: str) -> Iterator[None]:
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
