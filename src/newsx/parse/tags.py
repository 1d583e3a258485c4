"""What meta tags and elements say, as plain text: what all readers of metadata share."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from lxml.etree import _Element as Element

from newsx.parse.text import one_line

Meta: TypeAlias = Mapping[str, list[str]]
"""The contents of meta tags by name, lower case."""

_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]*>")


def meta_values(meta: Meta, names: Iterable[str]) -> list[str]:
    """Return the contents of the meta tags `names`, in that order."""
    return [value for name in names for value in meta.get(name, ())]


def one_of(meta: Meta, names: Iterable[str]) -> str | None:
    """Return the content of the first of the meta tags `names` that the page has."""
    return first_of(meta_values(meta, names))


def first_of(values: Iterable[str]) -> str | None:
    """Return the first of `values`, None of none."""
    return next(iter(values), None)


def clean(text: str | None) -> str | None:
    """Return one line of plain text: entities read, tags and doubled spaces gone."""
    if not text:
        return None
    plain = html.unescape(text)
    if "<" in plain:
        plain = _TAG.sub(" ", plain)
    return one_line(plain) or None


def text_of(element: Element) -> str:
    """Return the text of an element on one line."""
    return one_line("".join(map(str, element.itertext())))


def called(root: Element, pattern: re.Pattern[str]) -> Iterator[Element]:
    """Yield the elements whose `class` or `id` says something."""
    for element in root.iter("*"):
        name = element.get("class") or element.get("id")
        if name and pattern.search(name):
            yield element
