"""A page as flattened text (navigation, captions, footer and all) -> body and facts."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from newsx.parse.boilerplate import is_boilerplate
from newsx.parse.bylines import Byline, has_role, is_person, read_byline
from newsx.parse.dates import DayFirst, Stamp, find_stamp
from newsx.parse.facts import Facts
from newsx.parse.line import is_caption, is_interface
from newsx.parse.lines import body_lines, read_lines
from newsx.parse.text import SENTENCE_END
from newsx.parse.vocabulary import words
from newsx.schema import Publisher

_BY_ALONE: Final = re.compile(r"(?:written |reported |published |posted )?by:?$", re.IGNORECASE)
_BY_NAMES: Final = re.compile(
    r"(?:written |reported |published |posted )?by:? (?=\S)", re.IGNORECASE
)
_MODIFIED: Final = re.compile(r"(?:last )?(?:updated|modified|edited|revised)\b", re.IGNORECASE)
_CRUMBS: Final = re.compile(r"\s+[>›»/]\s+")
_JOINT: Final = re.compile(r"[,;&|]|and|with", re.IGNORECASE)
_COPYRIGHT: Final = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*(?:copyright\s*)?"
    r"(?:\d{4}(?:\s*[-–]\s*\d{4})?,?\s*)?(?:by\s+)?(?P<name>[A-Z][^.|,©]{1,60}?)"
    r"(?=\s*(?:\.|\||,|©|\d{4}|all rights|$))",
    re.IGNORECASE,
)
_RUN_TOGETHER: Final = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_NAME_ALONE: Final = re.compile(r"[^\W\d_][\w.’'-]*(?: [^\W\d_][\w.’'-]*){1,3}")
_NO_BODY: Final = frozenset(["website"])
"""What a page is that holds no paragraph: a front page, a list of headlines."""
_HEAD_LINES: Final = 60
_LONGEST_HEADLINE: Final = 220
_LEAST_WORDS: Final = 4
_LABEL: Final = 160
_LONGEST_LABEL: Final = 40
_LONGEST_BYLINE: Final = 24
"""Lines that a byline may take, a name each."""
_NEAR_BYLINE: Final = 26
_NEAR_DATE: Final = 4


def read_flattened(text: str, *, day_first: DayFirst = "auto") -> tuple[Facts, list[str]]:
    """Return what a flattened page says about its article, and the article's paragraphs."""
    lines, bullets = read_lines(text)
    kept = body_lines(lines, bullets)
    start = kept.index(True) if True in kept else len(lines)
    head = lines[max(0, start - _HEAD_LINES) : start]
    byline_at, byline = _byline(head)
    dates = _dates(head, byline_at, day_first)
    marks = [at for at in (byline_at, *dates) if at is not None]
    headline_at = _headline(head, min(marks, default=len(head)))
    headline = head[headline_at] if headline_at is not None else None
    if start < len(lines) and _opens_like_headline(lines[start], after=headline):
        headline, kept[start] = lines[start], False
    facts = Facts(
        headline=headline,
        byline=byline,
        publisher=Publisher(name=_publisher(lines)),
        section=_section(head, headline_at),
        published=_published(head, dates),
        types=frozenset() if True in kept else _NO_BODY,
        modified=next((stamp for at, stamp in dates.items() if _MODIFIED.match(head[at])), None),
    )
    return facts, [line for line, keep in zip(lines, kept, strict=True) if keep]


def _byline(head: Sequence[str]) -> tuple[int | None, Byline]:
    """Return where the first byline stands and whom it names."""
    for number, line in enumerate(head):
        if _BY_ALONE.match(line):
            names = _names_after(head[number + 1 :])
        elif _BY_NAMES.match(line) and len(line) < _LABEL:
            names = [line]
        else:
            continue
        byline = read_byline([", ".join(names)])
        if byline.known:
            return number, byline
    return _bare_byline(head)


def _bare_byline(head: Sequence[str]) -> tuple[int | None, Byline]:
    """Return a name that stands alone under a headline, its office or the date after it."""
    for number in range(1, len(head) - 1):
        line, after = head[number], head[number + 1 : number + 3]
        if (
            _NAME_ALONE.fullmatch(line)
            and not is_interface(line)
            and is_person(line)
            and len(head[number - 1].split()) >= _LEAST_WORDS
            and (_tells_office(after[0]) or any(map(_is_date_line, after)))
        ):
            return number, read_byline([line])
    return None, Byline()


def _tells_office(line: str) -> bool:
    return len(line) <= _LONGEST_LABEL and has_role(line) and not is_interface(line)


def _is_date_line(line: str) -> bool:
    stamp = find_stamp(line) if len(line) < _LABEL else None
    return stamp is not None and len(stamp.raw) * 2 > len(line)


def _names_after(lines: Sequence[str]) -> list[str]:
    names: list[str] = []
    for line in lines[:_LONGEST_BYLINE]:
        if _JOINT.fullmatch(line):
            continue
        known = read_byline([line])
        if not (known.provider or (known.authors and is_person(line))):
            break
        names.append(line)
    return names


def _dates(head: Sequence[str], byline_at: int | None, day_first: DayFirst) -> dict[int, Stamp]:
    """Return the dates about the byline, or the last before the body; others are the site's."""
    found = {
        number: stamp
        for number, line in enumerate(head)
        if len(line) < _LABEL
        and not is_caption(line)
        and (stamp := find_stamp(line, day_first=day_first))
    }
    if not found:
        return {}
    anchor = byline_at if byline_at is not None else max(found)
    reach = _NEAR_BYLINE if byline_at is not None else _NEAR_DATE
    return {
        number: stamp
        for number, stamp in found.items()
        if anchor - _NEAR_DATE <= number <= anchor + reach
    }


def _published(head: Sequence[str], dates: Mapping[int, Stamp]) -> Stamp | None:
    """Return the date of publication: with a zone before without, the finer before the coarser."""
    told = [stamp for at, stamp in dates.items() if not _MODIFIED.match(head[at])]
    return max(
        told or dates.values(),
        key=lambda stamp: (stamp.zone_from == "text", stamp.exactness),
        default=None,
    )


def _headline(head: Sequence[str], before: int) -> int | None:
    """Return the line nearest above byline and dates that is long enough to be a headline."""
    for number in range(before - 1, -1, -1):
        line = head[number]
        if (
            len(line.split()) >= _LEAST_WORDS
            and len(line) <= _LONGEST_HEADLINE
            and not find_stamp(line)
            and not _CRUMBS.search(line)
            and not (_BY_NAMES.match(line) and has_role(line))  # "By Our Economics Staff"
            and not is_boilerplate(line)
        ):
            return number
    return None


def _opens_like_headline(line: str, *, after: str | None) -> bool:
    """Return whether a body's first line is its headline: short, and no closed sentence."""
    cut = line.endswith(("…", "..."))
    if len(line) > _LONGEST_HEADLINE or len(line.split()) < _LEAST_WORDS:
        return False
    return cut or (after is None and not SENTENCE_END.search(line))


def _section(head: Sequence[str], headline_at: int | None) -> str | None:
    """Return the label above the headline: the last crumbs of the way to it, or a word or two."""
    if not headline_at:
        return None
    line = head[headline_at - 1]
    crumbs = [crumb for crumb in map(str.strip, _CRUMBS.split(line)) if crumb]
    if len(crumbs) > 1:
        return crumbs[1] if crumbs[0].casefold() == "home" else crumbs[0]
    if len(line) > _LONGEST_LABEL or not line[:1].isupper() or find_stamp(line):
        return None
    if len(line.split()) >= _LEAST_WORDS or is_interface(line):
        return None
    return _RUN_TOGETHER.sub("/", line) if " " not in line else line


def _publisher(lines: Sequence[str]) -> str | None:
    """Return the name in the copyright line, without its corporate tail."""
    for line in reversed(lines):
        found = _COPYRIGHT.search(line)
        if found:
            name = _without_corporate_tail(found["name"].strip())
            if name and not name.lower().startswith("all rights"):
                return name
    return None


def _without_corporate_tail(name: str) -> str:
    """Return the name of a publication from that of its company.

    >>> _without_corporate_tail("Fortune Media IP Limited")
    'Fortune'
    """
    parts = name.split()
    tails = words("vocabulary", "corporate")
    while len(parts) > 1 and parts[-1].strip(".,").casefold() in tails:
        parts.pop()
    return " ".join(parts).strip(" ,")
