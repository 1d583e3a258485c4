"""What one sentence tells of its figures: what each is bound to, how it moved, how exactly."""

import itertools
from collections.abc import Sequence

from newsx.resolve.measures.binder import Binder
from newsx.resolve.measures.naming import Measured
from newsx.resolve.movements.comparisons import settle
from newsx.resolve.movements.mover import Mover
from newsx.resolve.telling.bounds import bound_of
from newsx.resolve.telling.reported import is_result
from newsx.resolve.telling.when import period_of
from newsx.schema import Bound, Period


class OneSentence:
    """Reads the figures of one sentence, in order.

    Args:
        binder: Its words, and what its figures are bound to.
        lowered: The text in lower case.
    """

    def __init__(self, binder: Binder, lowered: str) -> None:
        self.binder = binder
        self.mover = Mover(binder)
        self._period: Period | None = None
        self.has_times = any(word.what == "time" for word in binder.words)
        self.places = [place for place, word in enumerate(binder.words) if word.what == "figure"]
        for place in self.places:
            binder.bind(place)
            self.mover.movement(place)
        self.bounds: dict[int, Bound] = {
            place: binder.amounts[binder.words[place].row].vague
            or bound_of(lowered, binder.words[place].start, binder.words[place].end)
            for place in self.places
        }
        for source, target in binder.share_lists():
            told = self.mover.found
            if told[source].direction is None and told[target].direction is not None:
                self.mover.share(target, source)  # "up 21% YoY and 8% QoQ"
            else:
                self.mover.share(source, target)
        settle(binder, self.places, self.mover.found)
        _share_bounds(binder, self.places, self.bounds)
        self._bound_again()

    def period(self, place: int, measure: Measured, periods: Sequence[Period]) -> Period | None:
        """Return the period of a figure; what follows in its sentence goes on with it.

        "Sales fell 5% in May and profit 3%" is all of May, and so is "$5 million, or 3 cents".
        """
        role = self.mover.final(place).role
        period = period_of(self.binder, place, periods, role)
        if period is not None:
            self._period = period
            return period
        previous = self.binder.previous(place)
        again = previous is not None and self.binder.is_apposition(place, previous)
        goes_on = role in {"delta", "to"} or again or (role == "level" and is_result(measure))
        return self._period if goes_on else None

    def _bound_again(self) -> None:
        """Give a figure told twice one bound: "at least £1.4bn, or 280p a share"."""
        for place, following in itertools.pairwise(self.places):
            again = self.mover.found[following].role == "conversion"
            again = again or self.binder.is_apposition(following, place)
            if again and self.bounds[following] == "eq":
                self.bounds[following] = self.bounds[place]


def _share_bounds(binder: Binder, places: Sequence[int], bounds: dict[int, Bound]) -> None:
    """Give the bound of a list's first figure to all: "about 23%, 16% and 12%"."""
    for place, following in itertools.pairwise(places):
        between = {word.text for word in binder.words[place + 1 : following]}
        kinds = {binder.amounts[binder.words[i].row].kind for i in (place, following)}
        if (
            between
            and between <= {",", "and"}
            and kinds in ({"percent"}, {"money"})
            and bounds[following] == "eq"
        ):
            bounds[following] = bounds[place]
