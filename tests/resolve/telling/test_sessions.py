"""The day of a move of what is traded, where its sentence tells none."""

from datetime import date

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
