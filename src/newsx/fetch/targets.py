"""What a person names on the command line, opened: URLs, files, folders, standard input."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from newsx.errors import FetchError
from newsx.fetch.files import read_file, read_stream, walk
from newsx.fetch.lines import read_lines
from newsx.schema import Document, Failure
from newsx.settings import Settings

if TYPE_CHECKING:
    from types import TracebackType

    from newsx.fetch.http import Client

STDIN: Final = "-"


def is_url(target: str | Path) -> bool:
    """Tell whether a target is an address rather than a path: it has a scheme and `://`."""
    return isinstance(target, str) and "://" in target


def expand(target: str | Path) -> Iterator[str | Path]:
    """Yield the single targets a target stands for: a folder gives its pages, sorted.

    Raises:
        FetchError: The folder holds no page and no text, or the target is empty.
    """
    if target == "":  # to `Path` the present folder, to its user a variable that is not set
        raise FetchError("'' names nothing; give a URL, a file or a folder, '.' for this one")
    if is_url(target) or target == STDIN or not Path(target).is_dir():
        yield target
        return
    empty = True
    for path in walk(Path(target)):
        empty = False
        yield path
    if empty:
        msg = (
            f"the folder {str(target)!r} holds no .html or .txt file; `newsx batch` reads archives "
            "and compressed pages"
        )
        raise FetchError(msg)


def holds_lines(target: str | Path) -> bool:
    """Tell whether a target is JSON Lines: by its name, or what is waiting on standard input."""
    if target == STDIN:
        head = getattr(sys.stdin.buffer, "peek", lambda _: b"")(64)
        return bool(head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"))
    return not is_url(target) and Path(target).suffix.lower() in {".jsonl", ".ndjson"}


def holds_json(target: str | Path) -> bool:
    """Tell whether a target is a file of one JSON object, by its name."""
    return not is_url(target) and Path(target).suffix.lower() == ".json"


class Opener:
    """Open targets. One opener, with one HTTP client, serves a whole run; use it in a `with`.

    Args:
        settings: Limits and politeness.
        save_raw: A new `.warc.gz` that keeps every page fetched.
    """

    def __init__(self, settings: Settings, *, save_raw: Path | None = None) -> None:
        self._settings = settings
        self._save_raw = save_raw
        self._stack = contextlib.ExitStack()
        self._client: Client | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._stack.close()

    def open(self, target: str | Path, *, url: str | None = None) -> Document:
        """Return the document a URL, a file or `-` names.

        Args:
            target: A single target, as `expand` gives them.
            url: Address a saved page came from.

        Raises:
            FetchError: It cannot be read; the message says why and what to do.
        """
        if is_url(target):
            return self.client.fetch(str(target))
        if target == STDIN:
            return read_stream(sys.stdin.buffer, STDIN, url=url, settings=self._settings)
        return read_file(Path(target), url=url, settings=self._settings)

    def fetch_all(self, urls: Iterable[str]) -> Iterator[tuple[str, Document | FetchError]]:
        """Yield every address with its document or its error, as they come; each exactly once."""
        from newsx.fetch.crowd import fetch_all

        return fetch_all(urls, self.client, self._settings)

    def lines(self, target: str | Path) -> Iterator[Document | Failure]:
        """Yield the lines of a JSON Lines file, or of standard input, as documents.

        Raises:
            FetchError: The file cannot be read or has no line.
        """
        if target == STDIN:
            yield from read_lines(sys.stdin.buffer, STDIN, settings=self._settings)
            return
        empty = True
        try:
            with Path(target).open("rb") as stream:
                for found in read_lines(stream, str(target), settings=self._settings):
                    empty = False
                    yield found
        except OSError as error:
            msg = f"cannot read {str(target)!r}: {error.strerror}; check the path"
            raise FetchError(msg) from error
        if empty:
            raise FetchError(f"{str(target)!r} is empty; give one object a line")

    @property
    def client(self) -> Client:
        """The HTTP client, made when first needed.

        Raises:
            ConfigurationError: The file of `save_raw` exists or cannot be written, or the cache
                cannot be kept in its folder.
        """
        if self._client is None:
            # httpx costs a tenth of a second to import, which files and folders need not pay.
            from newsx.fetch.http import Client
            from newsx.fetch.warc import WarcFile

            keep = None
            if self._save_raw is not None:
                keep = self._stack.enter_context(WarcFile(self._save_raw)).keep
            self._client = self._stack.enter_context(Client(self._settings, keep=keep))
        return self._client
