"""Documents from files, folders and streams."""

import mimetypes
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from newsx.errors import FetchError, TooLarge
from newsx.schema import Document
from newsx.settings import Settings

# What a folder is searched for; a file named outright is read whatever its name.
ARTICLE_SUFFIXES: Final = frozenset({".html", ".htm", ".xhtml", ".txt", ".md"})


def read_file(path: Path, *, url: str | None = None, settings: Settings) -> Document:
    """Return the document in a file.

    Args:
        path: The file.
        url: Address the page was saved from.
        settings: `size_limit_bytes` bounds what is read.

    Raises:
        TooLarge: The file is.
        FetchError: It is missing, not readable, or empty.
    """
    try:
        with path.open("rb") as file:
            content = file.read(settings.size_limit_bytes + 1)
    except FileNotFoundError as error:
        msg = f"no file or folder {str(path)!r}; a URL begins with http:// or https://"
        raise FetchError(msg) from error
    except OSError as error:
        reason = error.strerror or repr(error)
        msg = f"cannot read {str(path)!r}: {reason}; check the path and its permissions"
        raise FetchError(msg) from error
    return _document(content, str(path), path.name, url, settings)


def read_stream(
    stream: BinaryIO, source_ref: str, *, url: str | None = None, settings: Settings
) -> Document:
    """Return the document on a stream, read to its end.

    Raises:
        TooLarge: Too much came.
        FetchError: Nothing came.
    """
    content = stream.read(settings.size_limit_bytes + 1)
    return _document(content, source_ref, "", url, settings)


def walk(folder: Path) -> Iterator[Path]:
    """Yield the article files below a folder, sorted by path, so that runs repeat."""
    for path in sorted(folder.rglob("*")):
        is_page = path.suffix.lower() in ARTICLE_SUFFIXES and not is_shadow(path.name)
        if is_page and not path.is_dir():
            yield path


def is_shadow(name: str) -> bool:
    """Tell what macOS puts beside a file on foreign disks and in archives: no page, for its name.

    >>> is_shadow("__MACOSX/pages/._story.html"), is_shadow("pages/.story.html")
    (True, False)
    """
    return Path(name).name.startswith("._")


def _document(
    content: bytes, source_ref: str, name: str, url: str | None, settings: Settings
) -> Document:
    if len(content) > settings.size_limit_bytes:
        msg = (
            f"{source_ref!r} is larger than {settings.size_limit_bytes:,} bytes; "
            "raise size_limit_bytes (NEWSX_SIZE_LIMIT_BYTES) if it really is one article"
        )
        raise TooLarge(msg)
    if not content.strip():
        msg = f"{source_ref!r} is empty; give a page or a text"
        raise FetchError(msg)
    media_type = mimetypes.guess_type(name)[0]
    return Document(source_ref=source_ref, content=content, url=url, media_type=media_type)
