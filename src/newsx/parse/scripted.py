"""The body of a page that a script draws, from the data the page carries for its script."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from lxml.etree import _Element as Element

from newsx.parse.blocks import read_blocks
from newsx.parse.linked_data import Json, load_json
from newsx.parse.text import SENTENCE_END, one_line
from newsx.parse.trees import parse_markup

_STATE: Final = re.compile(r"(?:(?:window|self|var|let|const)\b)?[\w.\[\]\"' $]*=\s*(?=[{\[])")
_LEAST: Final = 250
"""Characters of prose that make a body."""
_PROSE: Final = 60
_LONGEST_WORD: Final = 15
"""Mean characters of a word from which a text is none: addresses, keys."""
_DEEPEST: Final = 24
_OWN_KEYS: Final = re.compile(r"body|content|paragraph|blocks|story|article", re.IGNORECASE)
_FOREIGN_KEYS: Final = re.compile(
    r"relat|recommend|latest|trend|teaser|promo|summary|descri|excerpt|comment|footer|header|nav|"
    r"bio|seo|meta|legal|cookie|consent|messag|translat|config|i18n|popular|sidebar|author",
    re.IGNORECASE,
)
_OWN, _FOREIGN = 2.0, 0.1
_TITLES, _ADDRESSES = ("headline", "title"), ("url", "slug", "link", "href", "canonical_url")

Place = tuple[str, ...]


class _Leaf(NamedTuple):
    """One string of the data."""

    pattern: Place
    """The keys on the way to it, `*` for the items of a list."""
    items: tuple[int, ...]
    """Which item of each list."""
    text: str


def scripted_body(root: Element, *, stated: str | None = None) -> list[str]:
    """Return the paragraphs of the article in the page's data; empty where it carries none.

    Args:
        root: The whole page.
        stated: The body that the linked data give.
    """
    if stated and len(stated) >= _LEAST:
        return _paragraphs(stated)
    groups: dict[Place, list[_Leaf]] = defaultdict(list)
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            for leaf in _leaves(_data_of(script.text or ""), (), ()):
                groups[leaf.pattern].append(leaf)
    if not groups:
        return []
    bodies = {pattern: _joined(leaves) for pattern, leaves in groups.items()}
    best = max(bodies, key=lambda pattern: _weight(pattern, bodies[pattern]))
    return bodies[best] if _weight(best, bodies[best]) >= _LEAST else []


def _data_of(script: str) -> Json:
    """Return the data that a script is, or that it gives a name; None of other scripts."""
    source = script.strip()
    named = _STATE.match(source)
    source = source[named.end() :] if named else source
    return load_json(source) if len(source) >= _LEAST and source[0] in "{[" else None


def _leaves(value: Json, pattern: Place, items: tuple[int, ...]) -> Iterator[_Leaf]:
    """Yield the strings of the data in order, but those of stories the page links to."""
    if len(pattern) > _DEEPEST:
        return
    if isinstance(value, str):
        yield _Leaf(pattern, items, value)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            if len(value) == 1 or not (isinstance(item, dict) and _is_story(item)):
                yield from _leaves(item, (*pattern, "*"), (*items, number))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, (*pattern, key), items)


def _is_story(item: Mapping[str, Json]) -> bool:
    """Return whether an item of a list has a title and an address, as stories linked to have."""
    return any(key in item for key in _TITLES) and any(key in item for key in _ADDRESSES)


def _weight(pattern: Place, paragraphs: list[str]) -> float:
    """Return how much prose there is, by what the keys on the way to it say."""
    foreign = any(map(_FOREIGN_KEYS.search, pattern))
    own = any(map(_OWN_KEYS.search, pattern))
    prose = sum(len(paragraph) for paragraph in paragraphs if _is_prose(paragraph))
    return prose * (_FOREIGN if foreign else 1.0) * (_OWN if own else 1.0)


def _is_prose(text: str) -> bool:
    return (
        len(text) >= _PROSE
        and (text.count(" ") > len(text) / _LONGEST_WORD or not text.isascii())
        and SENTENCE_END.search(text) is not None
    )


def _joined(leaves: list[_Leaf]) -> list[str]:
    """Return the paragraphs of strings of one pattern, fragments of one paragraph put together."""
    whole = sum(bool(SENTENCE_END.search(leaf.text.rstrip())) for leaf in leaves)
    if whole > len(leaves) / 2 or leaves[0].pattern.count("*") < 2 or "<" in leaves[0].text:  # noqa: PLR2004
        texts = [leaf.text for leaf in leaves]
    else:
        outer: dict[tuple[int, ...], list[str]] = defaultdict(list)
        for leaf in leaves:
            outer[leaf.items[:-1]].append(leaf.text)
        texts = ["".join(fragments) for fragments in outer.values()]
    return [paragraph for text in texts for paragraph in _paragraphs(text)]


def _paragraphs(text: str) -> list[str]:
    tree = parse_markup(f"<div>{text}</div>") if "</" in text or "<br" in text else None
    if tree is None:
        return [line for line in map(one_line, text.splitlines()) if line]
    return [block.text for block in read_blocks(tree)]
