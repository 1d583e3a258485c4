"""Words that tell what is meant: `own/cues.toml`, one list a rule."""

import tomllib
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def _lists() -> dict[str, str]:
    text = files("newsx.knowledge").joinpath("own/cues.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@lru_cache
def cue_words(name: str) -> frozenset[str]:
    """Return the words of one list.

    >>> "shares" in cue_words("guess_never")
    False
    """
    return frozenset(_lists()[name].split())
