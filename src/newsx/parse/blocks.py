"""A page as the blocks a reader sees: one per paragraph, heading, list item or table row."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml.etree import _Element as Element
from lxml.etree import iterwalk

from newsx.parse.text import BLANKS, SENTENCE_END, one_line
from newsx.parse.unwrap import preformatted

_NEVER_SHOWN: Final = frozenset(
    [
        "head", "script", "style", "noscript", "template", "svg", "iframe", "object", "canvas",
        "select", "option", "textarea", "audio", "video", "map", "math", "datalist", "title",
    ]
)  # fmt: skip
_INLINE: Final = frozenset(
    [
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn",
        "em", "font", "i", "img", "ins", "kbd", "label", "mark", "nobr", "output", "q", "ruby",
        "rb", "rp", "rt", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
        "tt", "u", "var", "wbr", "input", "source", "picture", "amp-img",
    ]
)  # fmt: skip
_REGIONS: Final = frozenset(
    [
        "nav", "header", "footer", "aside", "form", "article", "main", "figure", "figcaption",
        "button", "table", "blockquote", "ul", "ol",
    ]
)  # fmt: skip
_ROLES: Final = {
    "navigation": "nav",
    "complementary": "aside",
    "contentinfo": "footer",
    "banner": "header",
    "dialog": "form",
    "search": "form",
}
_CELLS: Final = frozenset(["td", "th"])
_LAYOUT: Final = (
    "p",
    "div",
    "table",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "section",
    "article",
    "tr",
)
_HIDDEN_STYLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_UNSEEN: Final = re.compile(
    r"(?:^|[\s_-])(?:sr-only|screen-?reader(?:-text)?|visually-?hidden|visuallyhidden|a11y-?hidden|"
    r"tool-?tip|pop-?over|rollover)",
    re.IGNORECASE,
)
_COMMENTS: Final = re.compile(
    r"(?:^|\s)(?:(?:article-|post-|reader-|user-)?comments?"
    r"(?:-?(?:list|area|section|content|body|wrap\w*|thread|container))?|"
    r"commentlist|disqus_thread|dsq\S*|livefyre\S*|fb-comments)(?=\s|$)"
)
_EMAIL: Final = re.compile(r"\be-?mail", re.IGNORECASE)
_EMPTY_CELLS: Final = re.compile(r"\s*\|(?:\s*\|)+\s*")
_CELL_AFTER: Final = re.compile(r"\s*\|\s*([)%])(?=\s*(?:\||$))")
_CELL_BEFORE: Final = re.compile(r"(?<![^\s|])([$€£¥(]+)\s*\|\s*")
_BREAK_NAME: Final = re.compile(r"(?:^|\s)(?:br|break|line-?break)(?:\s|$)", re.IGNORECASE)
_NOTE: Final = re.compile(r"[(\[]?\d{1,2}(?:[,–-] ?\d{1,2})*[)\]]?|[*†‡§]{1,3}")
_LETTER: Final = re.compile(r"[(\[]?[a-z][)\]]?|TM|SM")
# A letter or two is a unit or a variable, and ten and two are raised to powers.
_NOTED: Final = re.compile(r"(?:[^\W\d_]{3}|[)%.,;:!?”\"’])$")
_NOTED_NUMBER: Final = re.compile(r"(?<![\d.,])(?!(?:10|2)$)\d[\d.,]*$")
_BASE: Final = 12
"""Characters before a number set high that tell what it is."""
_PRICE: Final = re.compile(r"[$€£¥]\s?\d[\d,]*$")
_CENTS: Final = 2
_SCALE: Final = re.compile(r"\s*(?:thousand|(?:m|b|tr)illion|[kmb]n?)\b", re.IGNORECASE)
_STROKES: Final = ("", "/", "⁄")  # the stroke of fractions is meant
_SENTENCE_LINE: Final = 40
_BREAK: Final = "\x1e"  # marks a `<br>`; decoding leaves no such character in a page


@dataclass(slots=True, eq=False)
class Frame:
    """A block element around text: what it is and what stands above it."""

    tag: str
    name: str
    """Its `class` and `id`, lower case."""
    above: "Frame | None"
    depth: int
    regions: frozenset[str]
    """Tags and roles of the regions it stands in: `nav`, `aside`, `article` ..."""
    hidden: bool
    body: bool
    """Whether markup calls it the body of the article (`itemprop=articleBody`)."""
    comments: bool
    """Whether it stands among readers' comments."""
    size: int = 0
    """Characters of text inside."""
    asks_address: bool = False
    """Whether a field inside asks for an e-mail address."""

    def upward(self) -> "Iterator[Frame]":
        """Yield this element and those above it, the nearest first."""
        at: Frame | None = self
        while at is not None:
            yield at
            at = at.above


@dataclass(slots=True)
class Block:
    """A run of text between two block boundaries."""

    text: str
    """One line."""
    frame: Frame
    linked: int
    """Characters inside links."""
    bold: int
    """Characters in bold."""


def read_blocks(root: Element) -> list[Block]:
    """Return the blocks of the page in order, hidden ones and captions included."""
    return list(_Walker().walk(root))


class _Walker:
    """Walks the tree once and cuts its text at the boundaries of blocks."""

    def __init__(self) -> None:
        self._frame = Frame(
            "html", "", None, 0, frozenset(), hidden=False, body=False, comments=False
        )
        self._pieces: list[str] = []
        self._linked = self._bold = 0
        self._links = self._bolds = 0
        self._breaks = 0
        self._in_row = False
        self._after_link = False

    def walk(self, root: Element) -> Iterator[Block]:
        skipped: Element | None = None
        for event, element in iterwalk(root, events=("start", "end")):
            tag = element.tag
            if skipped is not None:
                if event == "end" and element is skipped:
                    skipped = None
                    self._add(element.tail)
            elif event == "start":
                if _is_unseen(element, tag) or (tag == "sup" and self._marks_note(element)):
                    skipped = element
                else:
                    yield from self._open(element, tag)
                    if tag == "sup":
                        self._add(self._parting(element))
                    self._add(element.text)
            else:
                yield from self._close(element, tag)
                if element is not root:
                    self._add(element.tail)
        yield from self._cut()

    def _open(self, element: Element, tag: str) -> Iterator[Block]:
        if tag == "br":
            self._breaks += 1
            self._pieces.append(_BREAK)
            if self._breaks > 1:
                yield from self._cut()
        elif tag == "a":
            if self._after_link:
                self._pieces.append(" ")
            self._links += _leads_away(element)
        elif tag in ("b", "strong"):
            self._bolds += 1
        elif tag == "input":
            if _EMAIL.search(" ".join(map(str, element.attrib.values()))):
                self._frame.asks_address = True
        elif tag in _INLINE or _is_inline_custom(element, tag):
            pass
        elif self._in_row:
            if tag in _CELLS and any(not piece.isspace() for piece in self._pieces):
                self._pieces.append(" | ")
        else:
            yield from self._cut()
            self._frame = _frame(element, tag, self._frame)
            self._in_row = tag == "tr" and next(element.iterdescendants(*_LAYOUT), None) is None

    def _close(self, element: Element, tag: str) -> Iterator[Block]:
        if tag == "span":
            if element.text is None and len(element) == 0 and self._is_break(element):
                self._breaks += 1
                self._pieces.append(_BREAK)
                if self._breaks > 1:
                    yield from self._cut()
        elif tag == "a":
            self._links -= _leads_away(element)
            self._after_link = True
        elif tag in ("b", "strong"):
            self._bolds -= 1
        elif tag == "br" or tag in _INLINE or _is_inline_custom(element, tag):
            pass
        elif not self._in_row or tag == "tr":
            yield from self._cut()
            self._in_row = False
            closed, above = self._frame, self._frame.above
            if above is not None:
                above.size += closed.size
                above.asks_address |= closed.asks_address
                self._frame = above

    def _marks_note(self, element: Element) -> bool:
        """Return whether what is set high marks a note: `cash flow¹`, and not `m²` or `10⁶`."""
        before = self._pieces[-1].rstrip()[-_BASE:] if self._pieces else ""
        mark = "".join(map(str, element.itertext())).strip()
        if self._parting(element):
            return False
        if _NOTED_NUMBER.search(before):
            return _NOTE.fullmatch(mark) is not None
        return _NOTED.search(before) is not None and bool(
            _NOTE.fullmatch(mark) or _LETTER.fullmatch(mark)
        )

    def _parting(self, element: Element) -> str:
        """Return what parts a number from what is set high: `4 3/8`, and `$4.99` of a price tag."""
        before = self._pieces[-1].rstrip()[-_BASE:] if self._pieces else ""
        mark = "".join(map(str, element.itertext())).strip()
        if not mark.isdecimal():
            return ""
        if _is_numerator(element):
            return " "
        is_price = _PRICE.search(before) is not None and len(mark) == _CENTS
        return "." if is_price and not _SCALE.match(element.tail or "") else ""

    def _is_break(self, element: Element) -> bool:
        """Return whether an empty span parts two lines: by its name, or between two sentences."""
        if _BREAK_NAME.search(element.get("class") or ""):
            return True
        before = self._pieces[-1] if self._pieces else ""
        return bool(SENTENCE_END.search(before) and (element.tail or " ")[0].isupper())

    def _add(self, text: str | None) -> None:
        if not text:
            return
        self._pieces.append(text)
        if not text.isspace():
            self._breaks = 0
            if self._links:
                self._linked += len(text)
            if self._bolds:
                self._bold += len(text)
        self._after_link = False

    def _cut(self) -> Iterator[Block]:
        """Yield what has gathered: one block, or more where single line breaks part sentences."""
        whole = "".join(self._pieces)
        linked, bold = self._linked, self._bold
        self._pieces.clear()
        self._linked = self._bold = self._breaks = 0
        self._after_link = False
        if not whole.strip():
            return
        if self._frame.tag == "pre":
            texts = preformatted(whole.replace(_BREAK, "\n"))
        else:
            texts = _parted(_tidy_row(whole) if self._in_row else whole)
        for text in texts:
            self._frame.size += len(text)
            yield Block(text, self._frame, min(linked, len(text)), min(bold, len(text)))


def _leads_away(element: Element) -> bool:
    """Return whether a link leads anywhere but to a place in this page."""
    target = element.get("href")
    return target is not None and target != "" and not target.startswith("#")


def _tidy_row(row: str) -> str:
    """Put signs that stand in cells of their own beside their numbers, and drop empty cells.

    >>> _tidy_row("Net loss | | $ | (7,300 | ) | | 12 | %")
    'Net loss | $(7,300) | 12%'
    """
    closed = _CELL_AFTER.sub(r"\1", _EMPTY_CELLS.sub(" | ", BLANKS.sub(" ", row)))
    return _CELL_BEFORE.sub(r"\1", closed).strip(" |\xa0")


def _is_unseen(element: Element, tag: object) -> bool:
    """Return whether no reader sees the element as part of the text around it."""
    if not isinstance(tag, str) or tag in _NEVER_SHOWN:
        return True
    if tag == "button":
        return True
    if tag == "nav":
        return next(element.iterdescendants("p", "h1", "article"), None) is None
    if tag in _INLINE and _is_hidden(element):
        return True
    name = element.get("class")
    return bool(name and tag in ("span", "a", "div") and _UNSEEN.search(name))


def _is_hidden(element: Element) -> bool:
    return (
        "hidden" in element.attrib
        or element.get("aria-hidden") == "true"
        or bool(_HIDDEN_STYLE.search(element.get("style") or ""))
    )


def _is_inline_custom(element: Element, tag: str) -> bool:
    """Return whether an element of a site's own (`<x-source>`) stands inside a line of text."""
    return "-" in tag and next(element.iterdescendants(*_LAYOUT), None) is None


def _frame(element: Element, tag: str, above: Frame) -> Frame:
    name = f"{element.get('class') or ''} {element.get('id') or ''}".strip().lower()
    region = _ROLES.get(element.get("role") or "", tag if tag in _REGIONS else "")
    return Frame(
        tag=tag,
        name=name,
        above=above,
        depth=above.depth + 1,
        regions=above.regions | {region} if region else above.regions,
        hidden=above.hidden or _is_hidden(element),
        body=above.body or "articlebody" in (element.get("itemprop") or "").lower(),
        comments=above.comments or bool(name and _COMMENTS.search(name)),
    )


def _is_numerator(element: Element) -> bool:
    """Return whether what is set high stands over another number: `<sup>3</sup>/<sub>8</sub>`."""
    tail, beneath = (element.tail or "").strip(), element.getnext()
    if tail not in _STROKES:
        return tail[0] in _STROKES and tail[1:].lstrip()[:1].isdecimal()
    return beneath is not None and beneath.tag == "sub" and (beneath.text or "").strip().isdecimal()


def _parted(whole: str) -> Iterator[str]:
    """Split at single line breaks (`<br>`) that follow a full sentence; join the others."""
    gathered: list[str] = []
    for line in filter(None, map(one_line, whole.split(_BREAK))):
        gathered.append(line)
        if SENTENCE_END.search(line):
            text = " ".join(gathered)
            if len(text) >= _SENTENCE_LINE:
                yield text
                gathered = []
    if gathered:
        yield " ".join(gathered)
