"""The errors newsx raises.

    NewsxError                  anything newsx itself says went wrong
    ├── ConfigurationError      a setting, an option or an extra is wrong or missing
    └── DocumentError           one document failed; carries the stage and whether a retry can help
        ├── FetchError          the bytes could not be had
        ├── ParseError          the bytes hold no text at all
        ├── RecognizeError      the pipeline failed on the text
        ├── ResolveError        the doc could not be turned into a record
        └── StoreError          a sink refused the record

In a stream a `DocumentError` becomes a `newsx.schema.Failure`; only `newsx.extract` raises it.
"""

from typing import ClassVar, Literal

Stage = Literal["fetch", "parse", "recognize", "resolve", "store", "pipeline"]


class NewsxError(Exception):
    """Base of every error that newsx raises on purpose."""


class ConfigurationError(NewsxError):
    """A setting, an option or an optional dependency is wrong or missing."""


class DocumentError(NewsxError):
    """One document failed.

    Args:
        message: What was asked, what was found, and what to do.
        retryable: Whether the same input may succeed later.
    """

    stage: ClassVar[Stage] = "pipeline"

    def __init__(self, message: str, *, retryable: bool = False) -> None:
        super().__init__(message)
        self.retryable = retryable

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle with `retryable`, so that errors survive worker processes."""
        return (_rebuild, (type(self), str(self), self.retryable))


def _rebuild(kind: type[DocumentError], message: str, retryable: bool) -> DocumentError:  # noqa: FBT001 - pickle passes arguments by place
    return kind(message, retryable=retryable)


class FetchError(DocumentError):
    """The bytes of a document could not be had."""

    stage = "fetch"


class ParseError(DocumentError):
    """The bytes hold no text at all, or are of a type newsx does not read."""

    stage = "parse"


class RecognizeError(DocumentError):
    """The pipeline failed on the text of an article."""

    stage = "recognize"


class ResolveError(DocumentError):
    """A recognized doc could not be turned into a record."""

    stage = "resolve"


class StoreError(DocumentError):
    """A sink could not take a record."""

    stage = "store"
