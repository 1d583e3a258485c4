"""The body of an HTML page: its paragraphs, in order."""

from copy import copy

from lxml.html import HtmlElement

from newsx.parse.text import one_line


def read_body(root: HtmlElement, *, url: str | None) -> list[str]:
    """Return the paragraphs, subheadings and list items of the article; empty when there are none."""
    paragraphs = _extracted(root, url=url, precise=True)
    if sum(map(len, paragraphs)) < 600:
        more = _extracted(root, url=url, precise=False)
        if sum(map(len, more)) > sum(map(len, paragraphs)):
            return more
    return paragraphs


def _extracted(root: HtmlElement, *, url: str | None, precise: bool) -> list[str]:
    from trafilatura import bare_extraction

    found = bare_extraction(
        copy(root),
        url=url,
        fast=precise,
        favor_precision=precise,
        include_comments=False,
        with_metadata=False,
    )
    text = getattr(found, "text", None) or ""
    return [line for line in map(one_line, text.split("\n")) if line]
