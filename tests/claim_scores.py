"""Score claims against annotated articles: which are found, whose they are, what sort they are."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from newsx.schema import Claim, Relation

Gold = Mapping[str, Any]
_MIN_OVERLAP = 0.5


def overlap(first: Iterable[Sequence[int]], second: Iterable[Sequence[int]]) -> float:
    """Return intersection over union of the characters of two lists of spans."""
    one = {place for start, end in first for place in range(start, end)}
    two = {place for start, end in second for place in range(start, end)}
    return len(one & two) / max(1, len(one | two))


def pairs_of(gold: Sequence[Gold], found: Sequence[Claim]) -> list[tuple[Gold, Claim]]:
    """Return gold and found claims that cover the same words, best overlap first, each once."""
    scored = sorted(
        (
            (-overlap(want["parts"], have.parts), i, j)
            for i, want in enumerate(gold)
            for j, have in enumerate(found)
        )
    )
    pairs: list[tuple[Gold, Claim]] = []
    taken: tuple[set[int], set[int]] = (set(), set())
    for score, i, j in scored:
        if -score >= _MIN_OVERLAP and i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            pairs.append((gold[i], found[j]))
    return pairs


def same_name(wanted: str | None, found: str | None) -> bool:
    """Tell whether two names agree, articles and remarks in parentheses apart."""
    one, two = _plain(wanted), _plain(found)
    return bool(one and two) and (one in two or two in one)


def _plain(name: str | None) -> str:
    text = re.sub(r"\(.*?\)|^(?:the|an?)\s", "", (name or "").lower())
    return " ".join(re.findall(r"\w+", text))


def count(gold: Sequence[Gold], found: Sequence[Claim]) -> Counter[str]:
    """Return the counts that `scores` makes measures of, for one article."""
    counts: Counter[str] = Counter()
    counts["gold"], counts["found"] = len(gold), len(found)
    counts["gold sourced"] = sum(want["source"] is not None for want in gold)
    counts["found sourced"] = sum(have.source is not None for have in found)
    for want in gold:
        counts[f"gold {want['kind']}"] += 1
    for want, have in pairs_of(gold, found):
        counts["matched"] += 1
        counts[f"matched {want['kind']}"] += 1
        counts["kind"] += have.kind == want["kind"] or have.kind in want["kind_ok"]
        counts["modality"] += have.modality == want["modality"]
        if want["cue"] is not None:
            counts["gold cue"] += 1
            counts["cue"] += have.cue is not None and have.cue.lemma == want["cue_lemma"]
        if want["source"] is not None and have.source is not None:
            start, end = want["source"]
            placed = have.source.start < end and start < have.source.end
            named = all(
                any(same_name(name, own) for own in (have.source.name or "").split(";"))
                for name in want["source_name"].split(";")
            )
            counts["source placed"] += placed
            counts["source named"] += placed and named
        if want["role"] or want["affiliation"]:
            own = have.affiliation.name if have.affiliation is not None else None
            right_role = not want["role"] or same_name(want["role"], have.role)
            right_firm = not want["affiliation"] or same_name(want["affiliation"], own)
            counts["gold post"] += 1
            counts["post"] += right_role and right_firm
    return counts


def count_relations(
    gold: Sequence[Mapping[str, Any]], found: Sequence[Relation], names: Mapping[str, str]
) -> Counter[str]:
    """Return counts of person-role-organisation relations for one article."""
    want = {
        (_plain(row["subject"]), _plain(row["object"]))
        for row in gold
        if row["type"] == "person_role_org"
    }
    have = {(_plain(names[row.subject_id]), _plain(names[row.object_id])) for row in found}
    return Counter(
        {"gold ties": len(want), "found ties": len(have), "matched ties": len(want & have)}
    )


def scores(counts: Mapping[str, int]) -> dict[str, float]:
    """Return the measures of issue 6 from the counts of all articles."""

    def f1(matched: str, found: str, gold: str) -> float:
        return 2 * counts[matched] / max(1, counts[found] + counts[gold])

    def share(part: str, whole: str) -> float:
        return counts[part] / max(1, counts[whole])

    measured = {
        "claims_f1": f1("matched", "found", "gold"),
        "attributed_place_f1": f1("source placed", "found sourced", "gold sourced"),
        "attributed_name_f1": f1("source named", "found sourced", "gold sourced"),
        "kind": share("kind", "matched"),
        "modality": share("modality", "matched"),
        "cue": share("cue", "gold cue"),
        "post": share("post", "gold post"),
        "relations_f1": f1("matched ties", "found ties", "gold ties"),
    }
    for kind in ("quote", "data", "forecast", "opinion", "fact"):
        measured[f"recall_{kind}"] = share(f"matched {kind}", f"gold {kind}")
    return {name: round(value, 3) for name, value in measured.items()}
