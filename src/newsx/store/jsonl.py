"""Records into JSON Lines: one flushed line each, failures among them where asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from newsx.errors import ConfigurationError
from newsx.schema import Failure, Record

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType


class JsonlSink:
    """Write records to a file, one JSON object a line; failures are left to `--errors`.

    Args:
        path: The file; replaced when it exists.

    Raises:
        ConfigurationError: The file cannot be written.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._file = path.open("w", encoding="utf-8", newline="\n")
        except OSError as error:
            msg = f"cannot write {str(path)!r}: {error.strerror}; check the folder"
            raise ConfigurationError(msg) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._file.close()

    def write(self, outcome: Record | Failure) -> None:
        """Write one outcome and flush it, so that readers of the file never wait."""
        if isinstance(outcome, Record):
            self._file.write(outcome.to_json() + "\n")
            self._file.flush()
