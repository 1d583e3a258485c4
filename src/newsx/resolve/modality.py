"""How firmly a figure is stated: asserted, estimated, expected, planned, possible."""

from newsx.knowledge import modalities
from newsx.resolve.binding import Binder
from newsx.schema import Modality

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


def modality_of(binder: Binder, index: int) -> Modality:
    """Return the modality that the nearest word before the figure gives it."""
    number = binder.sentence.clause_of(index)
    clauses = binder.sentence.clauses
    begin = clauses[number].begin
    if number and any(binder.words[verb].verb == "say" for verb in clauses[number - 1].verbs):
        begin = clauses[number - 1].begin
    for place in range(index - 1, begin - 1, -1):
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
