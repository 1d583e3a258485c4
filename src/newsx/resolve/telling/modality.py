"""How firmly a figure is stated: asserted, estimated, expected, planned, possible."""

from newsx.knowledge import modalities
from newsx.resolve.measures.binder import Binder
from newsx.schema import FigureRole, Modality

# These only count where they stand as a verb or right at the figure.
_NEED_VERB = frozenset(
    {
        "set",
        "sees",
        "targets",
        "plan",
        "plans",
        "aim",
        "forecast",
        "forecasts",
        "estimate",
        "estimates",
        "agreed",
    }
)


def modality_of(binder: Binder, index: int, role: FigureRole = "level") -> Modality:
    """Return the modality that the nearest word gives the figure that is word `index`.

    What something was before ("from $4 billion") is asserted, whatever it is expected to become.
    """
    if _is_past(binder, index, role):
        return "asserted"
    if _is_expected(binder, index):
        return "expected"
    for place in range(index - 1, _begin(binder, index) - 1, -1):
        word = binder.words[place]
        modality = modalities.words().get(word.lower)
        if modality is None:
            continue
        if (
            word.lower in _NEED_VERB
            and not word.verb
            and word.lower not in {"forecast", "estimate"}
        ):
            continue
        return modality
    return "asserted"


def _begin(binder: Binder, index: int) -> int:
    """Return where the words that can say how firmly begin: at the verb of saying before it."""
    number = binder.sentence.clause_of(index)
    clauses = binder.sentence.clauses
    if number:
        saying = [verb for verb in clauses[number - 1].verbs if binder.words[verb].verb == "say"]
        if saying:
            return saying[-1]
    return clauses[number].begin


def _is_past(binder: Binder, index: int, role: FigureRole) -> bool:
    if role != "from":
        return False
    after = binder.words[index + 1 : index + 5]
    return any(
        word.what == "time" and word.lower.endswith(("earlier", "ago", "before", "last year"))
        for word in after
    )


def _is_expected(binder: Binder, index: int) -> bool:
    """Tell "the 3.6% economists had forecast", "the $5 billion expected by analysts"."""
    after = [word.lower for word in binder.words[index + 1 : index + 4]]
    if not after:
        return False
    if after[0] in _EXPECTED:
        return True
    return after[0] in _FORECASTERS and bool(_EXPECTED & set(after[1:]))


_EXPECTED = frozenset(
    {"expected", "forecast", "predicted", "projected", "estimated", "anticipated"}
)
_FORECASTERS = frozenset({"analysts", "economists", "investors", "traders", "forecasters", "they"})
