"""Text -> the tree of a page, and the tree's text back."""

import re
from typing import Final

from lxml import etree
from lxml.etree import _Element as Element

_NEVER_READ: Final = frozenset(["script", "style", "noscript", "template", "head", "title"])
_XML_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>")


def parse_markup(text: str) -> Element | None:
    """Return the tree of a page; None when the parser finds no element in it."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    octets = _XML_DECLARATION.sub("", text).encode("utf-8", "replace")
    try:
        return etree.fromstring(octets, parser)
    except (etree.LxmlError, ValueError):
        return None


def visible_text(root: Element) -> str:
    """Return the text of the page but for scripts and styles."""
    pieces: list[str] = []
    for element in root.iter("*"):
        if element.text and element.tag not in _NEVER_READ:
            pieces.append(element.text)
        if element.tail:
            pieces.append(element.tail)
    return " ".join(" ".join(pieces).split())
