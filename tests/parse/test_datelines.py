import pytest

from newsx.parse.clean import article_from_text
from newsx.parse.datelines import agency_of, dateline_of

WRITTEN = [
    ("NEW YORK (AP) — Stocks fell.", "NEW YORK", "AP"),
    ("LONDON, Feb 12 (Reuters) - Sterling rose.", "LONDON", "Reuters"),
    ("NEW YORK--(BUSINESS WIRE)--Corvane Inc. said", "NEW YORK", "BUSINESS WIRE"),
    ("AUSTIN, Texas, Aug. 4, 2026 /PRNewswire/ -- Penhallow said", "AUSTIN, Texas", "PRNewswire"),
    (
        "TORONTO, ON / ACCESS Newswire / June 5, 2025 / Corvane said",
        "TORONTO, ON",
        "ACCESS Newswire",
    ),
    ("SAN DIEGO, May 09, 2024 (GLOBE NEWSWIRE) -- Corvane said", "SAN DIEGO", "GLOBE NEWSWIRE"),
    ("New Delhi, Jul 3 (PTI) The rupee fell.", "New Delhi", "PTI"),
    ("July 3 (Reuters) - Shares of the bank fell.", None, "Reuters"),
    ("FRANKFURT/PARIS, 4 August 2026 (dpa) – Banks", "FRANKFURT/PARIS", "dpa"),
    ("Frankfurt — The bank said", "Frankfurt", None),
    ("WASHINGTON — The Federal Reserve", "WASHINGTON", None),
    ("Shares of Nestlé (NESN) - the largest - fell.", None, None),
    ("The bank (a lender) fell on July 3 (Friday) as rates rose.", None, None),
    ("IBM, the computer maker, said profit fell - again.", None, None),
    ("Output fell by a tenth.\n\nShares rose 2%.\n\nOSLO (AP) — The firm said", "OSLO", "AP"),
    ("", None, None),
]


@pytest.mark.parametrize(("text", "place", "agency"), WRITTEN)
def test_dateline_gives_place_and_agency(text: str, place: str | None, agency: str | None) -> None:
    assert (dateline_of(text), agency_of(text)) == (place, agency)


def test_a_dateline_in_full_tells_the_day_where_nothing_else_does() -> None:
    text = "AUSTIN, Texas, Aug. 4, 2026 /Newsbeat/ -- Sales rose 5%, Norrland said."
    assert str(article_from_text(text).date_published) == "2026-08-04 00:00:00+00:00"
    told = article_from_text(text, date_published="2026-08-05")
    assert str(told.date_published) == "2026-08-05 00:00:00+00:00"
    assert article_from_text(text.replace(", 2026", "")).date_published is None
