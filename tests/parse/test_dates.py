from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsx.parse.dates import DayFirst, find_stamp, read_stamp, zones

# (as markup writes it, UTC, precision, where the zone came from)
MARKUP = [
    ("2023-09-10T17:58:00-04:00", "2023-09-10T21:58:00", "second", "markup"),
    ("2023-09-10T21:58:00.000Z", "2023-09-10T21:58:00", "second", "markup"),
    ("2023-09-10T21:58Z", "2023-09-10T21:58:00", "minute", "markup"),
    ("2023-09-10 21:58", "2023-09-10T21:58:00", "minute", "unknown"),
    ("2023-09-10T21:58:12+0530", "2023-09-10T16:28:12", "second", "markup"),
    ("2023-09-10", "2023-09-10T00:00:00", "day", "unknown"),
    ("2023-09", "2023-09-01T00:00:00", "month", "unknown"),
    ("20230910T215800Z", "2023-09-10T21:58:00", "second", "markup"),
    ("1694383080", "2023-09-10T21:58:00", "second", "markup"),
    ("1694383080000", "2023-09-10T21:58:00", "second", "markup"),
    ("Sun, 10 Sep 2023 21:58:00 GMT", "2023-09-10T21:58:00", "second", "markup"),
    ("Mon, 20 Jul 2026 17:48 IST", "2026-07-20T12:18:00", "minute", "markup"),
]
# (as a reader sees it, UTC, precision, where the zone came from)
VISIBLE = [
    ("September 10, 2023, 5:58 PM ET", "2023-09-10T21:58:00", "minute", "text"),
    ("Sept. 10, 2023 at 5:58 p.m. EDT", "2023-09-10T21:58:00", "minute", "text"),
    ("10 September 2023 21:58 GMT", "2023-09-10T21:58:00", "minute", "text"),
    ("03 Nov 2025 | 16:52 UTC", "2025-11-03T16:52:00", "minute", "text"),
    ("Published: 7:05pm, 26 Aug 2026", "2026-08-26T19:05:00", "minute", "unknown"),
    ("Thursday, January 5, 2023 12:00 AM EST", "2023-01-05T05:00:00", "minute", "text"),
    ("5 January 2023, 12:30 pm BST", "2023-01-05T12:30:00", "minute", "text"),
    ("January 15, 2024 3 PM PT", "2024-01-15T23:00:00", "hour", "text"),
    ("Posted on March 3rd, 2024", "2024-03-03T00:00:00", "day", "unknown"),
    ("2024-03-03 14:00 UTC+5:30", "2024-03-03T08:30:00", "minute", "text"),
    ("25/12/2023", "2023-12-25T00:00:00", "day", "unknown"),
    ("3.4.2023", "2023-04-03T00:00:00", "day", "unknown"),
]


@pytest.mark.parametrize(("written", "utc", "precision", "zone_from"), MARKUP)
def test_markup_is_read(written: str, utc: str, precision: str, zone_from: str) -> None:
    stamp = read_stamp(written)
    assert stamp is not None
    assert stamp.moment == datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert (stamp.precision, stamp.zone_from) == (precision, zone_from)
    assert stamp.raw == written


@pytest.mark.parametrize(("written", "utc", "precision", "zone_from"), VISIBLE)
def test_words_are_read(written: str, utc: str, precision: str, zone_from: str) -> None:
    stamp = find_stamp(written)
    assert stamp is not None
    assert stamp.moment == datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert (stamp.precision, stamp.zone_from) == (precision, zone_from)


@pytest.mark.parametrize(
    ("day_first", "expected"), [("yes", date(2023, 4, 3)), ("no", date(2023, 3, 4))]
)
def test_day_first_decides_what_03_04_means(day_first: DayFirst, expected: date) -> None:
    stamp = find_stamp("03/04/2023", day_first=day_first)
    assert stamp is not None
    assert stamp.moment.date() == expected


@pytest.mark.parametrize(
    "text", ["27 minutes ago", "S&P 500", "May", "13/13/2023", "2023", "version 1.2.3", ""]
)
def test_what_is_no_date_gives_none(text: str) -> None:
    assert find_stamp(text) is None


def test_callers_moments_keep_their_zone() -> None:
    aware = read_stamp(datetime(2023, 9, 10, 21, 58, tzinfo=UTC))
    naive = read_stamp(datetime(2023, 9, 10, 21, 58))  # noqa: DTZ001 - a caller without a zone
    day = read_stamp(date(2023, 9, 10))
    assert aware is not None
    assert naive is not None
    assert day is not None
    assert [stamp.zone_from for stamp in (aware, naive, day)] == ["markup", "unknown", "unknown"]
    assert day.precision == "day"


def test_every_abbreviation_names_a_zone() -> None:
    for abbreviation in zones():
        stamp = find_stamp(f"January 5, 2024, 5:58 PM {abbreviation}")
        assert stamp is not None
        assert stamp.zone_from == "text", abbreviation


@given(st.text(max_size=60))
def test_no_text_raises(text: str) -> None:
    read_stamp(text)
    find_stamp(text)


@given(st.datetimes(min_value=datetime(1700, 1, 1), max_value=datetime(2099, 1, 1)))  # noqa: DTZ001
def test_iso_comes_back(moment: datetime) -> None:
    aware = moment.replace(microsecond=0, tzinfo=UTC)
    stamp = read_stamp(aware.isoformat())
    assert stamp is not None
    assert stamp.moment == aware
