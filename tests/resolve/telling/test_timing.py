"""Periods of figures, weighed: a small tree built by hand, the rules told."""

from collections.abc import Callable
from datetime import date

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from newsx.grammar.amounts import scan
from newsx.knowledge.choices import time_weights
from newsx.pointers import Pointer, write_pointers
from newsx.resolve.measures.naming import Measured
from newsx.resolve.sentences.page import Page
from newsx.resolve.telling.brackets import Brackets
from newsx.resolve.telling.time_cues import Timed
from newsx.resolve.telling.time_sorts import sort_of_time
from newsx.resolve.telling.timing import NONE, Option, Timing
from newsx.schema import Period

PUBLISHED = date(2023, 9, 13)
# Calder sold more in August; its revenue rose 12%: two lines, the first the headline.
# of the figure and the two times of each bracket below
BRACKETS = [
    ("Cash flow was -16 million (H1 2005: 4 million)", "H1 2005", "4", True, True),
    ("Cash flow was -16 million (H1 2005: 4 million)", "H1 2005", "-16", False, False),
    ("It sold 16 million (4 million in H1 2005)", "H1 2005", "16", False, False),
    ("It sold 16 million (4 million in H1 2005)", "H1 2005", "4", True, False),
    # a time alone in its bracket is of the figure before it
    ("It sold 16 million (H1 2005)", "H1 2005", "16", True, False),
]


@pytest.mark.parametrize(("text", "when", "figure", "may", "labels"), BRACKETS)
def test_a_bracket_with_a_figure_keeps_its_time(
    text: str, when: str, figure: str, *, may: bool, labels: bool
) -> None:
    first = date(2005, 1, 1)
    brackets = Brackets(text, [_period(when, text.index(when), first, first)])
    place = text.index(figure)
    assert brackets.keeps_from(0, place) is not may
    assert brackets.labels(0, place) is labels


_WORDS = ["Calder", "sold", "more", "in", "August", ".", "\n", "Its", "revenue", "rose", "12%", "."]
_PARTS = ["PROPN", "VERB", "ADJ", "ADP", "PROPN", "PUNCT", "SPACE", "PRON", "NOUN", "VERB", "NUM",
          "PUNCT"]  # fmt: skip
_HEADS = [1, 1, 1, 4, 1, 1, 5, 8, 9, 9, 9, 9]
_DEPS = ["nsubj", "root", "obj", "case", "obl", "punct", "dep", "nmod:poss", "nsubj", "root", "obl",
         "punct"]  # fmt: skip
_STARTS: list[bool | int | None] = [place in {0, 7} for place in range(len(_WORDS))]


def _period(text: str, start: int, first: date, last: date) -> Period:
    return Period(
        start=start, end=start + len(text), text=text, period_id=f"{text} {start}", kind="period",
        iso=text, from_date=first, to_date=last,
    )  # fmt: skip


def _timing(
    *others: str, write: Callable[[Doc], None] = lambda _: None
) -> tuple[Timing, Timed, Period]:
    """Return the times of the article, among them August and other words for it, and its figure."""
    doc = Doc(
        Vocab(), words=_WORDS, pos=_PARTS, tags=_PARTS, lemmas=[word.lower() for word in _WORDS],
        heads=_HEADS, deps=_DEPS, sent_starts=_STARTS,
    )  # fmt: skip
    write(doc)
    amounts = list(scan(doc.text))
    *same, august = (
        _period(word, doc.text.index(word), date(2023, 8, 1), date(2023, 8, 31))
        for word in (*others, "August")
    )
    timed = Timed(amounts[-1], 1, Measured("revenue", "revenue"), "delta", "asserted", None, None)
    return Timing(Page(doc, amounts, ()), [*same, august], PUBLISHED), timed, august


def test_a_time_of_the_sentence_before_is_weighed_with_where_it_stands() -> None:
    timing, timed, august = _timing()
    (option,), nothing = timing.options(timed)
    assert isinstance(option, Option)
    assert option.period is august
    assert {
        "back",
        "back 1 lines 1",
        "headline",
        "is month",
        "is month, revenue",
    } <= option.features
    assert {NONE, "none, unruled", "none, verb rose", "none, here 0"} <= nothing


def test_the_heaviest_is_chosen_and_none_where_none_is_heavier(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = {NONE: 0, "back 1 lines 1": 5}
    monkeypatch.setattr("newsx.resolve.telling.timing.time_weights", lambda: table)
    timing, timed, august = _timing()
    assert timing.choose(timed) is august
    table["none, percent"] = 5
    assert timing.choose(timed) is None


def test_of_mentions_of_one_time_the_nearest_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsx.resolve.telling.timing.time_weights", lambda: {"back": 5})
    timing, timed, august = _timing("sold")
    assert timing.choose(timed) is august


def test_a_figure_after_another_may_go_on_with_its_time() -> None:
    timing, timed, august = _timing()
    timing.options(timed._replace(own=august))
    (option,), _ = timing.options(timed)
    assert {"figure 0 same", "figure 0 same alike"} <= option.features


@pytest.mark.parametrize(
    ("text", "first", "last", "name", "age"),
    [
        ("the third quarter", date(2023, 7, 1), date(2023, 9, 30), "quarter", "now"),
        ("last year", date(2022, 1, 1), date(2022, 12, 31), "year", "last year"),
        ("a year earlier", date(2022, 7, 1), date(2022, 9, 30), "earlier", "last year"),
        ("2030", date(2030, 1, 1), date(2030, 12, 31), "year", "to come"),
        ("Tuesday", date(2023, 9, 12), date(2023, 9, 12), "weekday", "just"),
        ("since March", date(2023, 3, 1), date(2023, 9, 13), "since", "now"),
    ],
)
def test_sorts_of_times(text: str, first: date, last: date, name: str, age: str) -> None:
    sort = sort_of_time(_period(text, 0, first, last), PUBLISHED)
    assert (sort.name, sort.age) == (name, age)


def test_one_time_by_two_names_has_one_key() -> None:
    one = _period("the third quarter", 0, date(2023, 7, 1), date(2023, 9, 30))
    other = _period("Q3", 40, date(2023, 7, 1), date(2023, 9, 30))
    assert sort_of_time(one, PUBLISHED).key == sort_of_time(other, PUBLISHED).key


def test_weights_tell_what_no_time_must_be_outweighed_by() -> None:
    assert NONE in time_weights()
    assert time_weights()["rule"] > 0


def test_where_the_network_points_speaks_for_a_time() -> None:
    def pointing_at(places: list[int], shares: list[float], nowhere: float) -> set[str]:
        def write(doc: Doc) -> None:
            pointers = [Pointer(10, "to_period", 0, 12, nowhere, places, shares)]
            write_pointers(doc, pointers)

        timing, timed, _ = _timing(write=write)
        (option,), nothing = timing.options(timed)
        return {one for one in option.features | nothing if "pointed" in one or "most" in one}

    assert pointing_at([4], [0.9], 0.05) == {
        "pointed 8", "pointed most", "none, pointed 3", "none, most 8",
    }  # fmt: skip
    assert pointing_at([], [], 1.0) == {"pointed 0", "none, pointed 9", "none, most 0"}


def test_a_time_out_of_the_window_is_afar() -> None:
    def write(doc: Doc) -> None:
        write_pointers(doc, [Pointer(10, "to_period", 7, 12, 1.0, [], [])])

    timing, timed, _ = _timing(write=write)
    (option,), _ = timing.options(timed)
    assert {one for one in option.features if "pointed" in one} == {"pointed afar"}
