"""Documents from JSON Lines: one a line, read as a stream."""

from collections.abc import Iterator
from typing import BinaryIO

from newsx.errors import FetchError
from newsx.schema import Document
from newsx.settings import Settings

JSON = "application/json"


def read_lines(stream: BinaryIO, source_ref: str, *, settings: Settings) -> Iterator[Document]:
    """Yield a document for every line that is not blank; `source_ref` gains the line number.

    Raises:
        FetchError: A line is larger than `size_limit_bytes`; what came before has been given.
    """
    number = 0
    while line := stream.readline(settings.size_limit_bytes + 1):
        number += 1
        if len(line) > settings.size_limit_bytes:
            msg = f"{source_ref}:{number} is larger than {settings.size_limit_bytes:,} bytes"
            raise FetchError(msg)
        if line.strip():
            yield Document(source_ref=f"{source_ref}:{number}", content=line, media_type=JSON)
