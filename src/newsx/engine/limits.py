"""What an engine is, and what one item may take."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, Self, TypeVar

from newsx.errors import DocumentError, LimitError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import TracebackType

Item = TypeVar("Item")
Result = TypeVar("Result", covariant=True)  # noqa: PLC0105 - so it is called everywhere
Answer = TypeVar("Answer")


class EngineKind(StrEnum):
    """Where workers run: on this machine, or on those of a Ray cluster."""

    local = "local"
    ray = "ray"


@dataclass(frozen=True)
class Limits:
    """What one item may take, and how long a worker lives.

    Args:
        seconds: Time for one item; whoever takes longer is killed.
        memory_bytes: Memory a worker may take on top of what it has after loading (Linux).
        items: After so many items a worker is replaced, so that what libraries keep does not
            add up.
    """

    seconds: float = 60.0
    memory_bytes: int = 2_000_000_000
    items: int = 2000

    def exceeded(self, error: TimeoutError | MemoryError) -> LimitError:
        """Return what the error of an item that took too much is for its reader."""
        if isinstance(error, TimeoutError):
            return LimitError(
                f"it was not finished after {self.seconds:g} s; raise document_timeout_s "
                "(NEWSX_DOCUMENT_TIMEOUT_S) if it really takes longer"
            )
        return LimitError(
            f"it needs more than {self.memory_bytes:,} bytes; raise document_memory_bytes "
            "(NEWSX_DOCUMENT_MEMORY_BYTES) if it really is one article"
        )


class Stop(Protocol):
    """Tells whether to stop: a `threading.Event`."""

    def is_set(self) -> bool:
        """Tell whether to stop."""
        ...


def is_set(stop: Stop | None) -> bool:
    """Tell whether to stop, where somebody may say so."""
    return stop is not None and stop.is_set()


class Engine(Protocol[Item, Result]):
    """A pool of workers, here or elsewhere; used in a `with`."""

    def __enter__(self) -> Self:
        """Begin."""
        ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """End every worker, whatever it does."""
        ...

    def ask(self, question: Callable[..., Answer]) -> Answer:
        """Return what `question` answers when a worker calls it with its function.

        Raises:
            ConfigurationError: The function could not be made.
        """
        ...

    def run(
        self, items: Iterable[Item], *, stop: Stop | None = None
    ) -> Iterator[tuple[Item, Result | DocumentError]]:
        """Yield every item with its result, or with the error that it cost, in order.

        Args:
            items: Read only as far ahead as the workers need.
            stop: Once set, no further item is read; what is not finished by then does not come.

        Raises:
            ConfigurationError: The function could not be made.
        """
        ...
