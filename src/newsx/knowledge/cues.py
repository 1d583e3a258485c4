"""Words that tell what is meant: `own/cues.toml`, one list a rule."""

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache(maxsize=1)
def _lists() -> dict[str, Any]:
    text = files("newsx.knowledge").joinpath("own/cues.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@lru_cache
def cue_words(name: str) -> frozenset[str]:
    """Return the words, or the keys, of one list.

    >>> "shares" in cue_words("guess_never")
    False
    """
    lists = _lists()
    found = lists.get(name) or lists["phrases"][name]
    return frozenset(found.split() if isinstance(found, str) else found)
