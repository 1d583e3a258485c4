"""Find who `the company`, `the bank` and `the Phoenix-based lender` are, where that is plain.

Plain is: the company named last before is the one the article is most about, or the only one named
in the sentence and the one before; and it is named more than once. All else is left alone.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from newsx.knowledge.base import KnowledgeBase
from newsx.knowledge.cues import cue_words
from newsx.resolve.clusters import Cluster, best_alias

_NOUN: Final = re.compile(
    r"\b[Tt]he ((?:[A-Z][\w.]*(?:,? [A-Z][\w.]*){0,4}-based )?)"
    r"(?:[a-z]+[ -]){0,2}?(central bank|[a-z]+)\b(?![-’'\w])"
)
_KINDS: Final = {
    "central bank": cue_words("central_bank_words"),
    "bank": cue_words("bank_words"),
    "lender": cue_words("bank_words"),
}
_NOUNS: Final = cue_words("company_nouns")
_NEVER: Final = frozenset(
    {"exchange", "publisher", "news_agency", "ministry", "government", "court", "party",
     "international", "data_vendor", "statistics", "regulator", "market"}
)  # fmt: skip


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
    companies = {
        number: kind
        for number, cluster in enumerate(clusters)
        if cluster.label == "ORG" and (kind := _kind(cluster, knowledge)) not in _NEVER
    }
    if not companies:
        return
    counts = {number: len(clusters[number].names) for number in companies}
    main = max(companies, key=lambda number: counts[number])
    places = sorted((name.start, number) for number in companies for name in clusters[number].names)
    starts = [start for start, _ in places]
    taken = sorted((name.start, name.end) for cluster in clusters for name in cluster.names)
    for match in _NOUN.finditer(text):
        noun = match[2]
        if noun not in _NOUNS or text[match.end() : match.end() + 6] == " that ":
            continue
        before = bisect_right(starts, match.start())
        sentence = bisect_right(sentences, match.start()) - 1
        start = match.start(2) if match[1] else match.start()
        if before == 0 or any(s < match.end() and start < e for s, e in taken):
            continue
        recent = sentences[max(0, sentence - 1)]
        near = {number for place, number in places[:before] if place >= recent}
        last = places[before - 1][1]
        if counts[last] == 1 or (last != main and near != {last}):
            continue
        if _fits(noun, clusters[last], companies[last]):
            yield Nominal(start, match.end(), sentence, last)


def _kind(cluster: Cluster, knowledge: KnowledgeBase) -> str:
    for form in cluster.forms:
        row = knowledge.entity(best_alias(form, "ORG", knowledge, None))
        if row is not None:
            return row.kind
    return ""


def _fits(noun: str, cluster: Cluster, kind: str) -> bool:
    """Return whether a cluster can be called by a noun: `the bank` has a bank's name."""
    wanted = _KINDS.get(noun)
    if wanted is None:
        return kind != "central_bank"
    if noun == "central bank":
        return kind == "central_bank"
    found = {word for form in cluster.forms for word in form.split()}
    return kind in {"bank", "central_bank"} or not wanted.isdisjoint(found)
