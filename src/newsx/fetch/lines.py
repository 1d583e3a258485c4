"""The lines of JSON Lines, one after the other, each within the limit of a document."""

from collections.abc import Iterator
from typing import BinaryIO, Final

from newsx.errors import TooLarge
from newsx.schema import Document, Failure
from newsx.settings import Settings

JSON: Final = "application/json"

_WINDOW: Final = 1 << 20


def read_lines(stream: BinaryIO, name: str, *, settings: Settings) -> Iterator[Document | Failure]:
    """Yield a document for every line that is not blank, and a failure for one that is too long.

    Args:
        stream: The lines.
        name: How `source_ref` names the file; a line adds its number.
        settings: `size_limit_bytes` bounds a line.
    """
    limit = settings.size_limit_bytes
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        reference = f"{name}:{number}"
        if len(line) > limit:
            while line and not line.endswith(b"\n"):
                line = stream.readline(_WINDOW)
            yield Failure.of(TooLarge(f"{reference} is larger than {limit:,} bytes"), reference)
        elif line.strip():
            yield Document(source_ref=reference, content=line, media_type=JSON)
