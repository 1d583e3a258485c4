"""Documents from JSON Lines: pages in a field `html`, or articles with `text`."""

import json
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from newsx.fetch.lines import JSON, read_lines
from newsx.schema import Document, Failure
from newsx.settings import Settings


def read_json_pages(
    stream: BinaryIO, name: str, *, settings: Settings, fields: Mapping[str, str]
) -> Iterator[Document | Failure]:
    """Yield a document for every line that is not blank, and a failure for one that is too long.

    Args:
        stream: The lines.
        name: How `source_ref` names the file; a line adds its number, unless it has an `id`.
        settings: `size_limit_bytes` bounds a line.
        fields: Our names to those of the lines, as in `{"html": "raw_html"}`, or with dots for what
            lies deeper (`{"url": "meta.link"}`); where there are any, nothing else is read.
    """
    for line in read_lines(stream, name, settings=settings):
        yield _document(line, fields) if isinstance(line, Document) else line


def _document(line: Document, fields: Mapping[str, str]) -> Document:
    try:
        found = json.loads(line.content)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        return line  # what is wrong with it is for the reader of articles to say
    if fields:
        named = ((ours, _value(found, theirs)) for ours, theirs in fields.items())
        found = {ours: value for ours, value in named if value is not None}
    reference = str(found.get("id") or line.source_ref)
    page = found.get("html")
    if not isinstance(page, str):
        content = json.dumps(found).encode()
        return Document(source_ref=reference, content=content, media_type=JSON)
    url = found.get("url")
    return Document(
        source_ref=reference,
        content=page.encode("utf-8", "replace"),
        url=url if isinstance(url, str) else None,
        media_type="text/html",
        charset="utf-8",
    )


def _value(found: object, name: str) -> object:
    """Return what an object holds under a name, or under a path of names with dots between them.

    >>> _value({"page": {"html": "<p>"}}, "page.html")
    '<p>'
    """
    if not isinstance(found, dict):
        return None
    if name in found:
        return found[name]
    first, _, rest = name.partition(".")
    return _value(found.get(first), rest) if rest else None
