"""Names: found where they stand, as what they are, and under the name they mean."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from newsx.evaluate.gold import GoldName
from newsx.evaluate.tally import Tally
from newsx.schema import Entity, Mention

_NAMED: Final = frozenset({"name", "short_name", "ticker"})
"""Pronouns and descriptions are no names."""


def score_names(
    golds: Sequence[GoldName],
    mentions: Sequence[Mention],
    entities: Iterable[Entity],
    *,
    types: Collection[str],
) -> Tally:
    """Return the counts of one article.

    Args:
        golds: The names wanted; no two overlap.
        mentions: The names found.
        entities: Whom they mean.
        types: Those that the gold marks at all: a name of another type is not counted.
    """
    tally = Tally.of("span_type_f1", "canonical", "distinct_f1", *sorted(types))
    by_id = {entity.entity_id: entity for entity in entities}
    found = {
        (one.start, one.end, one.type): one
        for one in mentions
        if one.form in _NAMED and one.type in types
    }
    wanted = {(one.start, one.end, one.type): one for one in golds}
    right = found.keys() & wanted.keys()
    tally.compare("span_type_f1", right=len(right), wanted=len(wanted), found=len(found))
    for start, end, kind in sorted(wanted.keys() - right):
        told = f"{wanted[start, end, kind].canonical} [{kind}]"
        tally.missed("span_type_f1", (start, end), wanted=told, found=None)
    for start, end, kind in sorted(found.keys() - right):
        tally.missed("span_type_f1", (start, end), wanted=None, found=f"[{kind}]")
    _score_canonical(golds, mentions, by_id, tally)
    for kind in sorted({one.type for one in golds}):
        tally.compare(
            kind,
            right=sum(key[2] == kind for key in right),
            wanted=sum(key[2] == kind for key in wanted),
            found=sum(key[2] == kind for key in found),
        )
    return tally


def _score_canonical(
    golds: Sequence[GoldName],
    mentions: Sequence[Mention],
    by_id: Mapping[str, Entity],
    tally: Tally,
) -> None:
    """Count whom names mean, where they are found; and the names of the article, each once."""
    places = {(gold.start, gold.end): gold.canonical for gold in golds}
    for mention in mentions:
        place = (mention.start, mention.end)
        if place in places and mention.form != "nominal":
            name = by_id[mention.entity_id].name
            tally.ask("canonical", name == places[place], place, places[place], name)
    named = {entity.name for entity in by_id.values() if entity.type != "NORP"}
    wanted = set(places.values())
    tally.compare("distinct_f1", right=len(named & wanted), wanted=len(wanted), found=len(named))
