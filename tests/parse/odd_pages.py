"""Pages written for the tests, each odd in its own way: `pages/NAME.html` and `pages/NAME.txt`.

A page begins with TOML between two lines `+++`: the fields of the article that are stated, `none`
for those that must be absent, `misread` for checks that are known to fail, `fails` where there is
nothing to read, `wrapped` where paragraphs run over several lines, and `url`. In the page itself
`¶` stands before each paragraph of the body; it is taken out before the page is read.
"""

import html
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from newsx.errors import ParseError
from newsx.parse import parse
from newsx.schema import Article, Document
from newsx.settings import Settings

FOLDER = Path(__file__).parent / "pages"
_MARK = "¶"
_CELLS = re.compile(r"</t[dh]>\s*<t[dh][^>]*>", re.IGNORECASE)
_END_OF_BLOCK = re.compile(r"</(?:p|li|h\d|div|tr)>|<br", re.IGNORECASE)
_TAG = re.compile(r"<[^>]+>")
_HOW = ("fails", "misread", "none", "url", "wrapped")


@dataclass(frozen=True)
class OddPage:
    """One page and what is to be read from it."""

    name: str
    content: bytes
    paragraphs: tuple[str, ...]
    stated: dict[str, Any]

    @property
    def checks(self) -> list[str]:
        """Fields to check, and `body`."""
        if self.stated.get("fails"):
            return ["fails"]
        facts = [name for name in self.stated if name not in _HOW]
        return ["body", *facts, *self.stated.get("none", ())]


def read_odd_page(path: Path) -> OddPage:
    _, front, page = path.read_text("utf-8").split("+++\n", 2)
    stated = tomllib.loads(front)
    parts = page.split(_MARK)[1:]
    paragraphs = tuple(_plain(part, wrapped="wrapped" in stated) for part in parts)
    if path.suffix == ".txt":
        page = page.replace("• " + _MARK, "• ")
    return OddPage(path.name, page.replace(_MARK, "").encode(), paragraphs, stated)


def _plain(part: str, *, wrapped: bool) -> str:
    """Return the paragraph at the start of `part` as a reader sees it."""
    whole = part.partition("\n\n")[0] if wrapped else part.partition("\n")[0]
    block = _END_OF_BLOCK.split(_CELLS.sub(" | ", whole).replace("\t", " | "))[0]
    return " ".join(html.unescape(_TAG.sub("", block)).split()).removeprefix("• ")


@cache
def odd_pages() -> dict[str, OddPage]:
    return {path.name: read_odd_page(path) for path in sorted(FOLDER.iterdir())}


@cache
def article_of(name: str) -> Article | None:
    """Return the article of the page `name`; None where it cannot be read."""
    page = odd_pages()[name]
    document = Document(source_ref=name, content=page.content, url=page.stated.get("url"))
    try:
        return parse(document, settings=Settings())
    except ParseError:
        return None
