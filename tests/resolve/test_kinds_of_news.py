"""Whose figures are in news of other kinds than results: statistics, crops, courts, funds, polls.

Each text is invented. A figure is of the country, the market, the crop or the party it tells of,
never of the office, the association or the broker that counts it.
"""

import pytest

from figure_docs import read_figures
from marked import make_names, read_marked
from newsx.schema import Figure

# text, figure, subject, direction, period
TOLD = [
    ("The statistics office said retail sales in [G:Norland] rose 0.4% in April.",
     "0.4%", "Norland", "up", "April"),
    ("[G:Norland]'s statistics office said on Wednesday that retail sales rose 0.4% in April.",
     "0.4%", "Norland", "up", "April"),
    ("Consumer prices in [G:Norland] climbed 3.1% in April, the [O:National Statistics Institute] said.",
     "3.1%", "Norland", "up", "April"),
    ("[G:Norland]'s budget deficit widened to 4.2% of output last year, the [O:Ministry of Finance] said.",
     "4.2%", "Norland", "up", "last year"),
    ("Industrial output in [G:Norland] fell 1.3% in March, the economy ministry said on Friday.",
     "1.3%", "Norland", "down", "March"),
    ("New car registrations in [G:Norland] rose 8.6% to 24,310 vehicles in April, the [O:Road Traffic Authority] said.",
     "24,310 vehicles", "Norland", "up", "April"),
    ("Car sales in [G:Germany] fell 6.2% in May, the [O:Fahrverein] importers' association said.",
     "6.2%", "Germany", "down", "May"),
    ("The [O:Fahrverein] association said car sales in [G:Germany] fell 6.2% in May.",
     "6.2%", "Germany", "down", "May"),
    ("[O:Velmora Motors] sold 12,400 vehicles in [G:Norland] last month, up 9% from a year earlier.",
     "12,400 vehicles", "Velmora Motors", "up", "last month"),
    ("The [O:Cocoa Board] said deliveries in [G:Norland] reached 1.46 million tonnes by May 12.",
     "1.46 million tonnes", "Norland", None, "May 12"),
    ("The [O:Port of Halden] handled 310,000 containers in April.",
     "310,000 containers", "Port of Halden", None, "April"),
    ("House prices in [G:Norland] rose 1.8% in the first quarter, mortgage lender [O:Fennick] said.",
     "1.8%", "Norland", "up", "the first quarter"),
    ("Tourist arrivals in [G:Norland] jumped 34% to 1.1 million in April, the [O:Tourism Board] said.",
     "1.1 million", "Norland", "up", "April"),
    ("A jury told [O:Tarn Automotive] to pay $86 million to a former engineer.",
     "$86 million", "Tarn Automotive", None, None),
    ("The court awarded [O:Fennick Bank] 45 million euros in damages.",
     "45 million euros", "Fennick Bank", None, None),
    ("The unemployment rate in [G:Norland] edged down to 4.1% in March, the [O:Labour Department] said.",
     "4.1%", "Norland", "down", "March"),
    ("[O:Oberon Group] agreed to pay a $500 million fine to the [O:Labour Department].",
     "$500 million", "Oberon Group", None, None),
    ("[O:Velmora Motors] will spend $500 million on two plants, [P:Ana Ruiz] said.",
     "$500 million", "Velmora Motors", None, None),
    ("[G:Norland]'s exports fell 3.2% in April while imports rose 1.1%, the [O:Customs Bureau] said.",
     "1.1%", "Norland", "up", "April"),
    ("[G:Norland]'s trade surplus narrowed to $3.4 billion in April from $4.1 billion in March.",
     "$4.1 billion", "Norland", "down", "March"),
    ("Rents in [G:Halden] climbed 6.5% last year, property portal [O:Hemly] said.",
     "6.5%", "Halden", "up", "last year"),
    ("[G:Norland]'s debt will rise to 68% of output by 2026, the [O:Monetary Council] said.",
     "68%", "Norland", "up", "2026"),
    ("Steel output in [G:Norland] dropped 5.4% in April, the [O:World Steel Association] said.",
     "5.4%", "Norland", "down", "April"),
    ("The airline body [O:Aeria] said passenger traffic in [G:Norland] grew 11% in March.",
     "11%", "Norland", "up", "March"),
    ("The [O:Reserve Bank of Norland] raised its key rate by 25 basis points to 4.75%.",
     "4.75%", "Reserve Bank of Norland", "up", None),
    ("The [O:Reserve Bank of Norland] said inflation in [G:Norland] would slow to 2.5% in 2026.",
     "2.5%", "Norland", "down", "2026"),
    ("Power\n\nPower demand in [G:Norland] rose 2.2% in July, grid operator [O:Netz] said.",
     "2.2%", "Norland", "up", "July"),
    ("[O:Oberon Group] won a tender to build the line for 210 million euros.",
     "210 million euros", "Oberon Group", None, None),
    ("Gold imports into [G:Norland] rose 12% in May, the [O:Bullion Association] said.",
     "12%", "Norland", "up", "May"),
    ("The [O:Chamber of Shipping] said port traffic in [G:Norland] shrank 3% in 2022.",
     "3%", "Norland", "down", "2022"),
    ("Coffee exports from [G:Norland] fell 9% in May, the [O:Coffee Federation] said.",
     "9%", "Norland", "down", "May"),
    ("Wages in [G:Norland] rose 5.1% in the year to March, the [O:Office of Labour Statistics] said.",
     "5.1%", "Norland", "up", "the year to March"),
    ("Bankruptcies in [G:Norland] rose to 1,204 in the second quarter, the [O:Statistics Bureau] said.",
     "1,204", "Norland", "up", "the second quarter"),
    ("Unsold homes in [G:Halden] rose to 9,310 in May, the [O:Housing Observatory] said.",
     "9,310", "Halden", "up", "May"),
    ("[O:Velmora] forecast sales of $3 billion this year, the company said.",
     "$3 billion", "Velmora", None, "this year"),
    ("Imports of steel into [G:Norland] doubled to 2.2 million tonnes in 2022, the ministry said.",
     "2.2 million tonnes", "Norland", "up", "2022"),
    ("Debt of farms in [G:Norland] fell by 3% in 2022, broker [O:Hale Re] said.",
     "3%", "Norland", "down", "2022"),
]  # fmt: skip


def read(marked: str, figure: str) -> tuple[Figure, str | None]:
    text, names = read_marked(marked)
    mentions, entities = make_names(text, names)
    figures, periods = read_figures(text, mentions=tuple(mentions), entities=entities)
    found = next(one for one in figures if one.text == figure)
    return found, next((p.text for p in periods if p.period_id == found.period_id), None)


@pytest.mark.parametrize(("text", "figure", "subject", "direction", "period"), TOLD)
def test_a_figure_is_of_what_it_tells_of(
    text: str, figure: str, subject: str, direction: str | None, period: str | None
) -> None:
    found, when = read(text, figure)
    told = found.subject.text if found.subject is not None else None
    assert (told, found.direction, when) == (subject, direction, period)
