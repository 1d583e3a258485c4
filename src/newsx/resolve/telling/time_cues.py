"""What speaks for a time of a figure's own sentence to be the figure's: sides, words, trees."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from newsx.grammar.amount import Amount, sort_of
from newsx.knowledge.measures import owner_of
from newsx.resolve.measures.naming import Measured
from newsx.resolve.sentences.page import Page, step
from newsx.schema import FigureRole, Modality, Period

_LONG: Final = 5
_DETERMINERS: Final = frozenset({"the", "a", "an", "its", "their", "this", "that"})
_PARTING: Final = frozenset({"from", "versus", "vs", "vs.", "compared", "than", "against"})
_JOINING: Final = frozenset(
    {"and", "but", "while", "whereas", "which", "who", "that", "after", "as"}
)


class Timed(NamedTuple):
    """A figure whose period is asked for, and what the rules say of it."""

    amount: Amount
    sentence: int
    measure: Measured
    role: FigureRole
    modality: Modality
    own: Period | None
    """The time that the rules find in its sentence."""
    reported: Period | None
    """The time that its article reports on, by the rules."""


class Untimed:
    """A figure whose time is asked for: what is known of it, whatever the time."""

    def __init__(self, page: Page, timed: Timed) -> None:
        self.timed = timed
        self.begin, self.stop = page.sentences[timed.sentence]
        self.tokens = page.tokens(timed.amount.start, timed.amount.end)
        self.root = page.root(self.tokens)
        self.above = page.ancestors(self.root)
        self.sort = sort_of(timed.amount)
        self.role = timed.role
        self.modality = timed.modality
        measure = timed.measure.name or ("words" if timed.measure.text else "none")
        owner = owner_of(timed.measure.name) or "open"
        self.head = f"head {(timed.measure.text or 'none').lower().rpartition(' ')[2]}"
        self.kinds = (self.sort, measure, timed.role, f"{owner} {self.sort}", timed.modality)
        verbs = (place for place in self.above if page.parts[place] in {"VERB", "AUX"})
        verb = next(verbs, None)
        self.tense = "none" if verb is None else page.tags[verb]
        self.verb = "none" if verb is None else page.lemmas[verb]


class Place(NamedTuple):
    """The tokens of a time, and the one that the others hang on."""

    tokens: range
    root: int

    @classmethod
    def of(cls, page: Page, period: Period) -> "Place":
        """Return the place of a time."""
        tokens = page.tokens(period.start, period.end)
        return cls(tokens, page.root(tokens))


def beside(
    page: Page, place: Place, times: Sequence[Place], asked: Untimed, sort: str
) -> Iterator[str]:
    """Yield what speaks for a time of the figure's own sentence.

    Args:
        page: The doc, with trees.
        place: The time.
        times: All times of the sentence.
        asked: The figure.
        sort: What sort of time it is.
    """
    tokens, root = place
    side = "before" if tokens[0] < asked.tokens[0] else "after"
    first, last = sorted((tokens, asked.tokens), key=lambda one: one[0])
    between = range(first[-1] + 1, max(last[0], first[-1] + 1))
    said = {page.texts[one].lower() for one in between}
    figures = page.begun[between.stop] - page.begun[between.start]
    commas = page.commas[between.stop] - page.commas[between.start]
    verbs = page.verbs[between.stop] - page.verbs[between.start]
    timed = sum(other.root in between for other in times if other.root != root)
    lead = _lead(page, tokens[0], asked.begin)
    following = page.texts[tokens[-1] + 1].lower() if tokens[-1] + 1 < asked.stop else ""
    part = page.parts[tokens[-1] + 1] if tokens[-1] + 1 < asked.stop else "end"
    way, up, down = page.path(asked.root, root)
    way = way if up + down <= _LONG else "long"
    relation, head = page.relations[root], page.heads[root]
    parted = next(iter(sorted(said & _PARTING)), "joined")
    joined = next(iter(sorted(said & _JOINING)), "one")
    yield from (
        "here", f"here {side}", f"here {side} {step(len(between))}", f"here {side}, {asked.role}",
        f"here {side} {min(figures, 3)} figures", f"here {side} {min(timed, 3)} times",
        f"here {side} {min(verbs, 3)} verbs", f"here {side} {min(commas, 3)} commas",
        f"here {side} {min(figures, 2)} figures {min(timed, 1)} times {min(commas, 2)} commas",
        f"here {side} {parted}", f"here {side} {parted}, {asked.role}",
        f"here {side} {joined}", f"here {side} {joined} {min(figures, 2)} figures",
        f"here lead {lead}", f"here lead {lead} {side}", f"here lead {lead}, {sort}",
        f"here lead {lead}, {asked.role}", f"here part {part} {side}",
        f"here followed {following}", f"here opens {tokens[0] - asked.begin < _LONG} {side}",
        f"tree {way}", f"tree up {up} down {down} {side}", f"tree {relation} {side}",
        f"tree {relation}, {sort}", f"tree {relation} of {page.parts[head]}",
        f"tree on {page.lemmas[head]}", f"tree {relation} of {page.lemmas[head]}",
        f"here {side} {sort}", f"here {side}, {asked.sort}",
    )  # fmt: skip
    if head in asked.above:
        yield from (f"hangs above {min(asked.above.index(head), _LONG)}", f"hangs above {side}")
    if head in asked.tokens:
        yield "hangs on it"
    if len(times) == 1:
        yield from ("only time here", f"only time here {side}", f"only time here, {asked.sort}")


def _lead(page: Page, place: int, begin: int) -> str:
    """Return the word before a time: "in" of "in the third quarter"."""
    place -= 1
    while place >= begin and page.texts[place].lower() in _DETERMINERS:
        place -= 1
    return page.texts[place].lower() if place >= begin else "nothing"
