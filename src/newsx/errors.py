"""The errors newsx raises.

    NewsxError                  anything newsx itself says went wrong
    ├── ConfigurationError      a setting, an option or an extra is wrong or missing
    │   └── GoldError               annotated articles cannot be read; names file and line
    └── DocumentError           one document failed; carries the stage and whether a retry can help
        ├── FetchError          the bytes could not be had
        │   ├── AddressRefused      the address is not public, or not one newsx dials
        │   ├── RobotsDisallowed    the site's robots.txt asks not to
        │   ├── NotFound            there is no such page (any more)
        │   ├── Blocked             a bot wall or a rate limit stands before the page
        │   ├── PaymentRequired     the site answered 402
        │   ├── FetchTimeout        no complete answer within the deadline
        │   ├── TooLarge            larger than `size_limit_bytes`, on the wire or inflated
        │   ├── WrongType           neither HTML nor text nor JSON
        │   └── Unreachable         no address, no connection, or a broken one
        ├── ParseError          the bytes hold no text at all
        ├── RecognizeError      the pipeline failed on the text
        ├── ResolveError        the doc could not be turned into a record
        ├── StoreError          a sink refused the record
        ├── LimitError          it took more time or memory than one document may
        └── CrashError          the process that read it died

In a stream a `DocumentError` becomes a `newsx.schema.Failure`; only `newsx.extract` raises it.
"""

from typing import ClassVar, Literal

Stage = Literal["fetch", "parse", "recognize", "resolve", "store", "pipeline"]


class NewsxError(Exception):
    """Base of every error that newsx raises on purpose."""


class ConfigurationError(NewsxError):
    """A setting, an option or an optional dependency is wrong or missing."""


class GoldError(ConfigurationError):
    """Annotated articles cannot be read; the message names file and line."""


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
        """Pickle with every field, so that errors survive worker processes."""
        return (_rebuild, (type(self), str(self), vars(self)))


def _rebuild(
    kind: type[DocumentError], message: str, fields: dict[str, bool | float | None]
) -> DocumentError:
    error = kind(message)
    vars(error).update(fields)
    return error


class FetchError(DocumentError):
    """The bytes of a document could not be had.

    Args:
        message: What was asked, what was found, and what to do.
        retryable: Whether the same input may succeed later.
        retry_after_s: Seconds the server asked to wait before that.
        status: Status of the answer, where there was one.
    """

    stage = "fetch"

    def __init__(
        self,
        message: str,
        *,
        retryable: bool = False,
        retry_after_s: float | None = None,
        status: int | None = None,
    ) -> None:
        super().__init__(message, retryable=retryable)
        self.retry_after_s = retry_after_s
        self.status = status


class AddressRefused(FetchError):
    """The address is not public, holds credentials, or has a scheme newsx does not dial."""


class RobotsDisallowed(FetchError):
    """The site's robots.txt asks robots not to fetch this address."""


class NotFound(FetchError):
    """There is no such page, or no longer."""


class Blocked(FetchError):
    """A bot wall, a login or a rate limit stands before the page."""


class PaymentRequired(FetchError):
    """The site answered 402."""


class FetchTimeout(FetchError):
    """No complete answer came within the deadline."""


class TooLarge(FetchError):
    """The document is larger than `size_limit_bytes`, on the wire or inflated."""


class WrongType(FetchError):
    """The document is neither HTML nor text nor JSON."""


class Unreachable(FetchError):
    """The host has no address, or the connection failed."""


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


class LimitError(DocumentError):
    """A document took more time or memory than one document may."""


class CrashError(DocumentError):
    """The process that read a document died, twice."""
