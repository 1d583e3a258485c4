"""The day of a move of what is traded, where its sentence tells none."""

from datetime import date

import pytest

from newsx import extract
from newsx.grammar.amounts import scan
from newsx.resolve.measures.naming import Measured
from newsx.resolve.telling.sessions import session_of
from newsx.resolve.telling.time_cues import Timed
from newsx.schema import FigureRole, Modality, Period

TEXT = "Calder met on Tuesday. On Monday it was quiet. Shares fell 3%. Results come on Friday."
PUBLISHED = date(2023, 9, 13)


def _period(text: str, day: date) -> Period:
    start = TEXT.index(text)
    return Period(
        start=start, end=start + len(text), text=text, period_id=text, kind="date",
        iso=day.isoformat(), from_date=day, to_date=day,
    )  # fmt: skip


PERIODS = (
    _period("Tuesday", date(2023, 9, 12)),
    _period("Monday", date(2023, 9, 11)),
    _period("Friday", date(2023, 9, 15)),
)


def _found(
    *,
    measure: str = "share price",
    published: date = PUBLISHED,
    role: FigureRole = "delta",
    modality: Modality = "asserted",
) -> str | None:
    (amount,) = scan(TEXT)
    timed = Timed(amount, 2, Measured(measure, measure), role, modality, None, None)
    period = session_of(timed, PERIODS, published)
    return None if period is None else period.text


def test_what_is_traded_moved_on_the_latest_day_told_before() -> None:
    assert _found() == "Tuesday"


def test_what_is_hoped_for_or_no_move_is_of_no_session() -> None:
    assert _found(modality="expected") is None
    assert _found(role="level") is None


def test_what_is_not_traded_or_long_past_is_of_no_session() -> None:
    assert _found(measure="revenue") is None
    assert _found(published=date(2023, 9, 20)) is None


def test_nothing_is_traded_on_a_saturday() -> None:
    saturday = PERIODS[1].model_copy(
        update={"from_date": date(2023, 9, 16), "to_date": date(2023, 9, 16), "iso": "2023-09-16"}
    )
    (amount,) = scan(TEXT)
    timed = Timed(
        amount, 2, Measured("share price", "share price"), "delta", "asserted", None, None
    )
    assert session_of(timed, (saturday,), date(2023, 9, 17)) is None


@pytest.mark.model
@pytest.mark.parametrize(
    ("told", "is_dated"),
    [
        ("The shares fell 4%.", True),
        ("A merger usually lifts a target's shares 20% or more.", False),
    ],
)
def test_spans_and_habits_are_of_no_session(told: str, *, is_dated: bool) -> None:
    text = f"Kestrel\n\nKestrel Foods plc issued a warning on Tuesday.\n\nIt was late.\n\n{told}"
    record = extract({"text": text, "date_published": "2024-05-01"})
    assert any(one.period_id is not None for one in record.figures) == is_dated
