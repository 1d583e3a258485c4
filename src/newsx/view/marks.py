"""Article.text and the spans in it -> paragraphs of nested markup, whatever overlaps whatever.

HTML elements nest and spans need not: where two cross, the inner one is closed and opened again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from markupsafe import Markup

from newsx.view.page import visible

Layer = Literal["claim", "name", "period", "figure"]

_ORDER: Final = ("claim", "name", "period", "figure")
# The word joiner keeps the handle on the line of the last word.
_HANDLE: Final = Markup('\u2060<a class="handle"{} data-row="{}" href="#{}" aria-label="{}"></a>')
_PARAGRAPH: Final = re.compile(r"[^\n](?:[^\n]|\n(?!\s*\n))*")


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to show: where, of which layer, which row it leads to, and what sort it is."""

    start: int
    end: int
    layer: Layer
    row: str
    """Fragment of the row it leads to: `figure-1f2e...`."""
    place: str
    """Fragment of the mark itself, where it is the first of its row; else empty."""
    sort: str
    """Kind or type, for filters and style."""
    label: str = ""
    """What a claim's handle says to a screen reader."""
    speaker: str = ""
    """Fragment of who makes a claim."""


def paragraphs(text: str, marks: Iterable[Mark]) -> list[Markup]:
    """Return each paragraph of a text as markup with its marks; everything else is escaped."""
    waiting = sorted(marks, key=lambda mark: mark.start)
    found = []
    for match in _PARAGRAPH.finditer(text):
        start, end = match.span()
        inside = [mark for mark in waiting if mark.start < end and mark.end > start]
        found.append(Markup("").join(_pieces(text, start, end, inside)))
        waiting = [mark for mark in waiting if mark.end > end]
    return found


def _pieces(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[Markup]:
    """Yield the markup of `text[start:end]`, from edge to edge of the marks."""
    edges = {start, end}
    edges |= {min(max(edge, start), end) for mark in marks for edge in (mark.start, mark.end)}
    stack: list[Mark] = []
    begun: set[Mark] = set()
    for here, following in pairwise([*sorted(edges), end]):
        wanted = [mark for mark in marks if mark.start <= here < min(mark.end, end)]
        wanted.sort(key=_depth)
        kept = _shared(stack, wanted)
        yield from _closing(stack, kept, here)
        yield from _opening(wanted, kept, begun)
        stack = wanted
        yield Markup("{}").format(visible(text[here:following]))


def _shared(one: Sequence[Mark], other: Sequence[Mark]) -> int:
    """Return how many marks two stacks have in common, from the outside in."""
    depth = 0
    while depth < min(len(one), len(other)) and one[depth] == other[depth]:
        depth += 1
    return depth


def _depth(mark: Mark) -> tuple[bool, int, int, int]:
    """Order from the outside in: claims hold links, never the reverse: their handles are links."""
    return (mark.layer != "claim", mark.start, -mark.end, _ORDER.index(mark.layer))


def _links(stack: Sequence[Mark]) -> bool:
    """Tell whether one of these is a link: a link within a link is none."""
    return any(mark.layer != "claim" for mark in stack)


def _opening(wanted: Sequence[Mark], kept: int, begun: set[Mark]) -> Iterator[Markup]:
    """Yield the tags that open all marks but the first `kept`."""
    for depth in range(kept, len(wanted)):
        mark = wanted[depth]
        first = mark not in begun
        begun.add(mark)
        if mark.layer == "claim":
            yield Markup('<span class="claim{} {}" data-row="{}" data-speaker="{}">').format(
                " first" if first else "", mark.sort, mark.row, mark.speaker
            )
            continue
        place = Markup(' id="{}"').format(mark.place) if mark.place and first else ""
        rest = Markup('class="mark {} {}"{} data-row="{}"').format(
            mark.layer, mark.sort, place, mark.row
        )
        if _links(wanted[:depth]):
            yield Markup("<span {}>").format(rest)
        else:
            yield Markup('<a {} href="#{}">').format(rest, mark.row)


def _closing(stack: Sequence[Mark], kept: int, here: int) -> Iterator[Markup]:
    """Yield the tags that close all marks but the first `kept`; a claim that ends has a handle."""
    for depth in reversed(range(kept, len(stack))):
        mark = stack[depth]
        if mark.layer != "claim":
            yield Markup("</span>") if _links(stack[:depth]) else Markup("</a>")
            continue
        if mark.end <= here:
            place = Markup(' id="{}"').format(mark.place) if mark.place else ""
            yield _HANDLE.format(place, mark.row, mark.row, visible(mark.label))
        yield Markup("</span>")
