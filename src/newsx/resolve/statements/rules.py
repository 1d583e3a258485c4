"""What sort of statement a claim is: kind, modality, negation, time, colour."""

import re
from functools import lru_cache
from typing import Final, NamedTuple, cast, get_args

from newsx.knowledge.speech import cue_verbs
from newsx.knowledge.statements import senses
from newsx.resolve.statements.tone import tones
from newsx.schema import ClaimForm, ClaimKind, Modality, Polarity

_NEGATION: Final = re.compile(
    r"\b(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should)(?:\s+not\b|n[’']t\b)"
    r"|\b(?:cannot|no longer|never)\b",
    re.IGNORECASE,
)
_CONDITION: Final = re.compile(r"^\W*(?:if|unless|provided)\b", re.IGNORECASE)
_UNREAL: Final = re.compile(r"\b(?:would|could|might|may) have\b", re.IGNORECASE)
# Where the main clause ends: what follows explains, compares or reports, and sets no time.
_SUBORDINATE: Final = re.compile(
    r",?\s(?:after|which|who|whose|because|although|though|than|compared|when|whereas)\s"
    r"|,\s(?:as|while|well|below|above|short|reversing|with|and that)\s",
    re.IGNORECASE,
)
_COMPARISON: Final = re.compile(
    r"(?:\b(?:as|than|the|a|its|their|that|analysts|economists)|[’']s|[\d%])\s+$", re.IGNORECASE
)
_PROJECTIONS: Final = re.compile(r"\b(?:projections?|forecasts?)$", re.IGNORECASE)
_WE: Final = re.compile(r"\bwe\b")
# What comes about by itself, as against what somebody will do.
_HAPPENS: Final = re.compile(
    r"\b(?:will|would|shall|[’']ll|going to)\s(?:not\s|also\s|still\s|only\s|probably\s|\w+ly\s)?"
    r"(?:rise|fall|drop|grow|increase|decrease|decline|slip|climb|improve|worsen|weaken|strengthen|"
    r"recover|remain|stay|drift|reach|hit|exceed|top|narrow|widen|shrink|slow|ease|feel|suffer|"
    r"benefit|need|come|keep|be (?:[\d“\"‘']|higher|lower|less|more|below|above|in|over)|"
    r"roll|happen|take|last|mean|prove|lead|cost|struggle|lose|outpace|peak|average)\b"
)
_MIN_CLAUSE: Final = 25
_FORWARD: Final = frozenset(
    {"future", "planned", "expected", "projected", "possible", "chance", "probable", "improbable"}
)
_BY_RANK: Final = (
    "possible", "improbable", "probable", "planned", "projected", "expected", "estimated",
    "normative", "alleged", "hedged",
)  # fmt: skip
_DECISIVE: Final = frozenset({"denied", "alleged", "normative"})
_GUIDANCE: Final = frozenset(
    {"forecast", "guidance", "outlook", "target", "projection", "view", "expectation"}
)
_JUDGING: Final = frozenset(
    {"rate", "call", "describe", "dub", "brand", "liken", "criticise", "criticize", "praise",
     "blame", "label", "call for", "call on", "recommend", "urge", "want"}
)  # fmt: skip
_TELLING: Final = frozenset({"warn", "urge", "advise", "tell", "ask", "caution", "remind"})
# "asked the board to cut its dividend", and neither "what to do" nor "about plans to sell".
_ADDRESSING: Final = frozenset({"advise", "ask"})
_TO_DO: Final = re.compile(
    r"(?!(?:if|whether|how|why|what|when|where|who|which|about|for|of)\b)"
    r"(?:[\w’'&.-]+ ){1,6}?to [a-z“\"‘]",
    re.IGNORECASE,
)
_EXCLUDING: Final = "rule out"
_MODALITIES: Final = frozenset(get_args(Modality))


class Statement(NamedTuple):
    """How one claim is meant."""

    kind: ClaimKind
    modality: Modality
    negated: bool
    forward_looking: bool
    polarity: Polarity


def read_statement(
    text: str,
    *,
    form: ClaimForm,
    lemma: str | None,
    has_figure: bool,
    source: str = "",
    cue_negated: bool = False,
) -> Statement:
    """Return how a claim is meant.

    Args:
        text: Its words.
        form: How it is told.
        lemma: Base form of its cue; None where no word hands it over.
        has_figure: Whether a figure stands in it.
        source: The words that name its source, since projections look forward whatever they show.
        cue_negated: Whether the source is said not to say it: `does not expect`.

    >>> read_statement("costs will rise", form="indirect", lemma="say", has_figure=False).kind
    'forecast'
    """
    main = main_clause(text) if form != "direct" else text
    everywhere = senses_of(text)
    every_sense = {sense for _, sense in everywhere}
    found = {sense for start, sense in everywhere if start < len(main)}
    by_cue = "projected" if _PROJECTIONS.search(source) else _cue_modality(lemma)
    forward = by_cue in _FORWARD or (bool(found & _FORWARD) and not _UNREAL.search(main))
    modality = _modality(text, found, by_cue, form, lemma, cue_negated=cue_negated)
    return Statement(
        kind=_kind(text, every_sense, form, lemma, forward=forward, has_figure=has_figure),
        modality=modality,
        negated=(cue_negated != (lemma == _EXCLUDING))
        or modality == "denied"
        or _is_negated(main, form),
        forward_looking=forward,
        polarity=_polarity(text, main),
    )


def _is_negated(main: str, form: ClaimForm) -> bool:
    """Tell whether the predicate of a main clause is negated; quotations are left as they are."""
    return form != "direct" and _NEGATION.search(main) is not None


def main_clause(text: str) -> str:
    """Return a statement up to the first clause that explains or compares."""
    end = _SUBORDINATE.search(text, min(_MIN_CLAUSE, len(text)))
    return text[: end.start()] if end is not None else text


@lru_cache(maxsize=16)
def senses_of(text: str) -> tuple[tuple[int, str], ...]:
    """Return (offset, sense) of the words that tell how a statement is meant, nouns left out."""
    found = []
    for start, sense in senses(text):
        if sense.startswith("verb"):  # a noun or participle as often
            if _COMPARISON.search(text, 0, start) is None:
                found.append((start, sense.removeprefix("verb")))
        elif text[start : start + 3] != "May" or start == 0:  # else the month
            found.append((start, sense))
    return tuple(found)


def _cue_modality(lemma: str | None) -> str:
    if lemma is None:
        return ""
    if lemma in _GUIDANCE:
        return "expected"
    verb = cue_verbs().get(lemma)
    return verb.modality if verb is not None else ""


def _kind(
    text: str,
    found: set[str],
    form: ClaimForm,
    lemma: str | None,
    *,
    forward: bool,
    has_figure: bool,
) -> ClaimKind:
    if form == "direct":
        return "quote"
    attributed = form != "outlet"
    if _is_counsel(text, form, lemma):
        return "opinion"
    if attributed and (lemma is None or lemma in _JUDGING):
        return "opinion"
    if forward:
        return "forecast"
    if "opinion" in found and (attributed or not has_figure):
        return "opinion"
    if has_figure:
        return "data"
    return "indirect" if attributed else "fact"


def _modality(
    text: str,
    found: set[str],
    by_cue: str,
    form: ClaimForm,
    lemma: str | None,
    *,
    cue_negated: bool,
) -> Modality:
    if _is_counsel(text, form, lemma):
        return "normative"
    if lemma == _EXCLUDING:
        return "possible" if cue_negated else "improbable"
    if by_cue in _DECISIVE:
        return cast("Modality", by_cue)
    if _CONDITION.search(text):
        return "conditional"
    if "chance" in found:
        found = found | {"possible"}
    for name in _BY_RANK[:3]:
        if name in found:
            return cast("Modality", name)
    if by_cue in _MODALITIES:
        return cast("Modality", by_cue)
    for name in _BY_RANK[3:]:
        if name in found:
            return cast("Modality", name)
    if "future" in found:
        happens = form == "direct" or _WE.search(text) or _HAPPENS.search(text)
        return "expected" if happens else "planned"
    return "asserted"


def _is_counsel(text: str, form: ClaimForm, lemma: str | None) -> bool:
    """Tell what somebody is to do: `(told clients) to sell`, `(asked) the board to sell`."""
    if lemma not in _TELLING:
        return False
    addressed = lemma in _ADDRESSING and form != "direct" and _TO_DO.match(text) is not None
    return addressed or text.startswith("to ")


def _polarity(text: str, main: str) -> Polarity:
    total = sum(tone.sign for tone in tones(text) if tone.start < len(main))
    if total == 0:
        return "neutral"
    return "positive" if total > 0 else "negative"
