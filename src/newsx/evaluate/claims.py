"""Claims: which are found, whose they are, what sort they are."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from newsx.evaluate.gold import GoldClaim, GoldRelation, Place
from newsx.evaluate.tally import Tally
from newsx.evaluate.words import plain, same_name
from newsx.schema import Claim, Relation

_MIN_OVERLAP: Final = 0.5
_KINDS: Final = ("quote", "data", "forecast", "opinion", "indirect", "fact")
MEASURES: Final = (
    *("claims_f1", "attributed_place_f1", "attributed_name_f1", "kind", "modality", "cue", "post"),
    *("via", "polarity", "negated", "forward_looking"),
    *(f"recall_{kind}" for kind in _KINDS),
)
_RELATIONS: Final = {"subsidiary": "subsidiary_of"}
"""What other sets call our kinds."""


def score_claims(
    golds: Sequence[GoldClaim], claims: Sequence[Claim], *, ignored: Iterable[Place] = ()
) -> Tally:
    """Return the counts of one article.

    A claim is found where it shares half of its words with the one wanted. Its sort is asked of
    claims that are found; sources are an F1 over all that have one.

    Args:
        golds: The claims wanted.
        claims: The claims found.
        ignored: Places where claims are neither required nor punished.
    """
    tally = Tally.of(*MEASURES)
    spared = tuple(ignored)
    found = [one for one in claims if not any(a <= one.start < b for a, b in spared)]
    pairs = pairs_of(golds, found)
    tally.compare("claims_f1", right=len(pairs), wanted=len(golds), found=len(found))
    sources = {
        "wanted": sum(one.source is not None for one in golds),
        "found": sum(one.source is not None for one in found),
    }
    for measure in ("attributed_place_f1", "attributed_name_f1"):
        tally.compare(measure, right=0, **sources)
    for gold, claim in pairs:
        _score_source(gold, claim, tally)
        _score_sort(gold, claim, tally)
    _note_missed(golds, found, pairs, tally)
    matched = [id(gold) for gold, _ in pairs]
    for kind in _KINDS:
        wanted = [one for one in golds if one.kind == kind]
        tally.wanted[f"recall_{kind}"] += len(wanted)
        tally.right[f"recall_{kind}"] += sum(id(one) in matched for one in wanted)
    return tally


def pairs_of(golds: Sequence[GoldClaim], found: Sequence[Claim]) -> list[tuple[GoldClaim, Claim]]:
    """Return gold and found claims that cover the same words, best overlap first, each once."""
    scored = sorted(
        (-shared(want.parts, have.parts), i, j)
        for i, want in enumerate(golds)
        for j, have in enumerate(found)
    )
    pairs: list[tuple[GoldClaim, Claim]] = []
    taken: tuple[set[int], set[int]] = (set(), set())
    for score, i, j in scored:
        if -score >= _MIN_OVERLAP and i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            pairs.append((golds[i], found[j]))
    return pairs


def shared(first: Iterable[Sequence[int]], second: Iterable[Sequence[int]]) -> float:
    """Return intersection over union of the characters of two lists of spans."""
    one = {place for start, end in first for place in range(start, end)}
    two = {place for start, end in second for place in range(start, end)}
    return len(one & two) / max(1, len(one | two))


def _score_source(gold: GoldClaim, claim: Claim, tally: Tally) -> None:
    if gold.source is None:
        return
    told = None if claim.source is None else claim.source.name or claim.source.text
    start, end = gold.source
    placed = claim.source is not None and claim.source.start < end and start < claim.source.end
    named = placed and all(
        any(same_name(name, own) for own in (told or "").split(";"))
        for name in (gold.source_name or "").split(";")
    )
    for measure, right in (("attributed_place_f1", placed), ("attributed_name_f1", named)):
        tally.compare(measure, right=right, wanted=0, found=0)
    if not named:
        measure = "attributed_name_f1" if placed else "attributed_place_f1"
        tally.missed(measure, gold.source, wanted=gold.source_name, found=told)


def _score_sort(gold: GoldClaim, claim: Claim, tally: Tally) -> None:
    """Ask a claim that is found for everything but its source."""
    place = (claim.start, claim.end)
    right_kind = claim.kind == gold.kind or claim.kind in gold.kind_ok
    tally.ask("kind", right_kind, place, gold.kind, claim.kind)
    tally.ask("modality", claim.modality == gold.modality, place, gold.modality, claim.modality)
    if gold.cue is not None:
        cue = claim.cue
        if gold.cue_lemma is not None:
            right = cue is not None and cue.lemma == gold.cue_lemma
        else:
            right = cue is not None and cue.start < gold.cue[1] and gold.cue[0] < cue.end
        tally.ask("cue", right, place, gold.cue_lemma or "a cue", cue.lemma if cue else None)
    if gold.role or gold.affiliation:
        own = claim.affiliation.name if claim.affiliation is not None else None
        right_role = not gold.role or same_name(gold.role, claim.role)
        right_firm = not gold.affiliation or same_name(gold.affiliation, own)
        wanted, found = (
            ", ".join(filter(None, pair))
            for pair in ((gold.role, gold.affiliation), (claim.role, own))
        )
        tally.ask("post", right_role and right_firm, place, wanted, found or None)
    if gold.via:
        via = claim.via.name if claim.via is not None else None
        tally.ask("via", same_name(gold.via, via), place, gold.via, via)
    for fact in ("polarity", "negated", "forward_looking"):
        wanted, found = getattr(gold, fact), getattr(claim, fact)
        if wanted is not None:
            tally.ask(fact, wanted == found, place, str(wanted).lower(), str(found).lower())


def _note_missed(
    golds: Sequence[GoldClaim],
    claims: Sequence[Claim],
    pairs: Sequence[tuple[GoldClaim, Claim]],
    tally: Tally,
) -> None:
    """Keep the claims that were not found, and those found that nobody makes."""
    wanted, found = {id(gold) for gold, _ in pairs}, {id(claim) for _, claim in pairs}
    for gold in golds:
        if id(gold) not in wanted:
            place = (gold.parts[0][0], gold.parts[-1][1])
            tally.missed("claims_f1", place, wanted=f"[{gold.kind}]", found=None)
    for claim in claims:
        if id(claim) not in found:
            place = (claim.start, claim.end)
            tally.missed("claims_f1", place, wanted=None, found=f"[{claim.kind}]")


def score_relations(
    golds: Sequence[GoldRelation], relations: Sequence[Relation], names: Mapping[str, str]
) -> Tally:
    """Return the counts of the ties of one article, by their kind.

    A tie is found where both its ends are, by names that agree: "Peel Gakki Co Ltd" is Peel Gakki.

    Args:
        golds: The ties wanted. Kinds that the gold does not have are not counted.
        relations: The ties found.
        names: Entity to its name.
    """
    tally = Tally()
    kinds = {_RELATIONS.get(row.type, row.type) for row in golds}
    for kind in sorted(kinds | {"person_role_org"}):
        want = {
            (plain(row.subject), plain(row.object))
            for row in golds
            if _RELATIONS.get(row.type, row.type) == kind
        }
        have = {
            (plain(names.get(row.subject_id)), plain(names.get(row.object_id))): row
            for row in relations
            if row.kind == kind
        }
        found = set(have)
        for tie in sorted(want):
            near = sorted(found, key=lambda one: (one != tie, one))
            match = next((one for one in near if _same_tie(tie, one)), None)
            tally.compare(kind, right=match is not None, wanted=1, found=0)
            if match is not None:
                found.discard(match)
            else:
                tally.missed(kind, (0, 0), wanted=" - ".join(tie), found=None)
        tally.compare(kind, right=0, wanted=0, found=len(have))
        for tie in sorted(found):
            place = (have[tie].start, have[tie].end)
            tally.missed(kind, place, wanted=None, found=" - ".join(tie))
    return tally


def _same_tie(wanted: tuple[str, str], found: tuple[str, str]) -> bool:
    return all(same_name(one, two) for one, two in zip(wanted, found, strict=True))
