"""Find who `the company`, `the regulator` and `the Phoenix-based lender` are, where that is plain.

A noun of a trade means the one organisation that goes by it: by its name, by what the knowledge
base knows, or because the text introduced it so. `The company` means the one company in sight, or
the one the article is about if no other came between. All else is left alone.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from newsx.knowledge.base import KnowledgeBase
from newsx.resolve.names.cast import GENERIC, Cast, Spot
from newsx.resolve.names.clusters import Cluster
from newsx.resolve.names.descriptions import nouns


@lru_cache(maxsize=1)
def _described() -> re.Pattern[str]:
    """Return the pattern of a description: article, place, up to two more words, and the noun."""
    heads = "|".join(sorted(nouns() | GENERIC, key=len, reverse=True))
    return re.compile(
        r"\b[Tt]he ((?:[A-Z][\w.]*(?:,? [A-Z][\w.]*){0,4}-based )?)"
        r"(?:(?!(?:other|same|combined|merged|new|median|average|target|parent|rival)\b)"
        rf"[a-z\d]+[ -]){{0,2}}?({heads}|[a-z]+-?maker)\b(?![-\w])"
        r"(?! (?:that|which|of|in|said to)\b)(?! [A-Z])"
    )


class Nominal(NamedTuple):
    """A description in the text, and the cluster it stands for."""

    start: int
    end: int
    sentence: int
    cluster: int


def nominals(
    clusters: Sequence[Cluster],
    text: str,
    sentences: Sequence[int],
    knowledge: KnowledgeBase,
) -> Iterator[Nominal]:
    """Yield the descriptions that stand for one of the clusters, in order of the text.

    Args:
        clusters: Names of the article that mean the same.
        text: The article's text.
        sentences: Where each sentence starts.
        knowledge: Tells companies from markets and ministries.
    """
    organisations = {n: cluster for n, cluster in enumerate(clusters) if cluster.label == "ORG"}
    if not organisations:
        return
    cast = Cast(organisations, text, sentences, knowledge)
    taken = sorted((name.start, name.end) for cluster in clusters for name in cluster.names)
    starts = [start for start, _ in taken]
    for match in _described().finditer(text):
        start = match.start(2) if match[1] else match.start()
        place = bisect_right(starts, start) - 1
        if place >= 0 and _stands_beside(taken[place][1], start, match.end(), text):
            continue
        sentence = bisect_right(sentences, match.start()) - 1
        spot = Spot(match.start(), sentence, sentences[sentence], bool(match[1]))
        found = cast.who(match[2], spot)
        if found is not None:
            yield Nominal(start, match.end(), sentence, found)


def _stands_beside(name_end: int, start: int, end: int, text: str) -> bool:
    """Return whether a description is part of the name before it, or describes that."""
    is_possessive = text[end : end + 1] in {"'", "’"}
    return name_end > start or (text[name_end:start] == ", " and not is_possessive)
