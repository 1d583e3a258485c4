"""What sort of statement a claim is: kind, modality, negation, time, colour."""

import re
from typing import Final, NamedTuple

from newsx.knowledge.speech import cue_verbs
from newsx.knowledge.statements import senses, signs
from newsx.schema import ClaimForm, ClaimKind, Modality, Polarity

_NEGATION: Final = re.compile(
    r"\b(?:not|never|no longer|cannot|nobody|none)\b|n[’']t\b", re.IGNORECASE
)
_CONDITION: Final = re.compile(r"(?:^|[,;]\s*)(?:if|unless|provided)\b|\bif\b", re.IGNORECASE)
_PAST_WOULD: Final = re.compile(r"\bwould have\b", re.IGNORECASE)
_ORDER: Final = (
    "planned",
    "projected",
    "expected",
    "estimated",
    "improbable",
    "probable",
    "possible",
)
_FORWARD: Final = frozenset({"future", "planned", "expected", "projected", "horizon"})


class Statement(NamedTuple):
    """How one claim is meant."""

    kind: ClaimKind
    modality: Modality
    negated: bool
    forward_looking: bool
    polarity: Polarity


def read_statement(
    text: str, *, form: ClaimForm, lemma: str, has_figure: bool, negated_cue: bool = False
) -> Statement:
    """Return how a claim is meant, from its words, its cue and whether it holds a figure."""
    found = {sense for _, sense in senses(text)}
    cue_modality = _cue_modality(lemma)
    forward = bool(found & _FORWARD) and not _PAST_WOULD.search(text)
    forward = forward or cue_modality in {"expected", "planned", "projected"}
    if "possible" in found and form != "outlet":
        forward = True
    modality = _modality(text, found, cue_modality, lemma)
    return Statement(
        kind=_kind(form, found, forward=forward, has_figure=has_figure),
        modality=modality,
        negated=negated_cue or modality == "denied" or _NEGATION.search(text) is not None,
        forward_looking=forward,
        polarity=_polarity(text),
    )


def _cue_modality(lemma: str) -> str:
    for form in (lemma, lemma + "s"):
        verb = cue_verbs().get(form)
        if verb is not None and verb.modality:
            return verb.modality
    return "expected" if lemma in {"forecast", "guidance", "outlook", "target"} else ""


def _kind(form: ClaimForm, found: set[str], *, forward: bool, has_figure: bool) -> ClaimKind:
    if form == "direct":
        return "quote"
    if forward:
        return "forecast"
    if "opinion" in found and not (has_figure and form == "outlet"):
        return "opinion"
    if has_figure:
        return "data"
    return "fact" if form == "outlet" else "indirect"


def _modality(text: str, found: set[str], cue_modality: str, lemma: str) -> Modality:
    if cue_modality in {"denied", "alleged", "normative"}:
        return _as_modality(cue_modality)
    if _CONDITION.search(text[:40]):
        return "conditional"
    if "possible" in found:
        return "possible"
    for name in ("improbable", "probable"):
        if name in found:
            return _as_modality(name)
    if cue_modality:
        return _as_modality(cue_modality)
    for name in _ORDER:
        if name in found:
            return _as_modality(name)
    if "future" in found:
        return "planned" if "would" in text or lemma == "say" else "expected"
    if "normative" in found:
        return "normative"
    for name in ("alleged", "hedged"):
        if name in found:
            return _as_modality(name)
    return "asserted"


def _as_modality(name: str) -> Modality:
    known: dict[str, Modality] = {
        "estimated": "estimated",
        "expected": "expected",
        "planned": "planned",
        "projected": "projected",
        "possible": "possible",
        "probable": "probable",
        "improbable": "improbable",
        "conditional": "conditional",
        "hedged": "hedged",
        "normative": "normative",
        "alleged": "alleged",
        "denied": "denied",
        "obligation": "obligation",
    }
    return known.get(name, "asserted")


def _polarity(text: str) -> Polarity:
    total = sum(sign for _, sign in signs(text))
    if total == 0:
        return "neutral"
    return "positive" if total > 0 else "negative"
