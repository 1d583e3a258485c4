"""What figures are bound to: invented sentences in the manner of newsrooms."""

from datetime import date

import pytest

import newsx
from figure_docs import article_of, read_figures
from newsx.resolve.periods import published_on
from newsx.resolve.subjects.spoken import Spoken
from newsx.schema import Entity, Figure, Identifiers, Mention

# sentence, figure, then what is expected of it
BOUND = [
    ("Its stake is worth nearly $13 billion.", "$13 billion", "almost"),
    ("It employs about 400 people.", "400 people", "approx"),
    ("It employs 400 people or so.", "400 people", "approx"),
    ("They expect at least 50 basis points.", "50 basis points", "ge"),
    ("It will pay up to £150m.", "£150m", "le"),
    ("Unemployment ticked up to 3.8%.", "3.8%", "eq"),
    ("Costs topped $90 million.", "$90 million", "gt"),
    ("It holds less than 10% of the shares.", "10%", "lt"),
    ("The estate is worth at least £1.4bn, or 280p a share.", "280p a share", "ge"),
    ("The deal values it at about C$2.1 billion ($1.55 billion).", "$1.55 billion", "approx"),
    ("The bank will no longer lend more than 45%.", "45%", "le"),
    ("It can’t hold less than 8%.", "8%", "ge"),
    ("It would raise up to $400 million.", "$400 million", "le"),
    ("The limit goes up to 60%.", "60%", "eq"),
    ("The bank put its cash at “no more than” 2 billion yuan.", "2 billion yuan", "le"),
    ("It beat the 3.7% analysts had forecast, more than the 2% of May.", "2%", "eq"),
    ("Growers lost up to a fifth of the crop.", "a fifth", "le"),
    ("Assets passed the £40bn mark.", "£40bn", "gt"),
    ("It beat the £40bn mark of a rival.", "£40bn", "eq"),
    ("It raised the £40bn.", "£40bn", "eq"),
    ("The claims could top $30bn.", "$30bn", "gt"),
    ("Shares came within 3% of their peak.", "3%", "lt"),
    ("The target is within the 3% limit.", "3%", "eq"),
    ("Copper sank beneath $7,000 a tonne.", "$7,000 a tonne", "lt"),
    ("It sold 31,000 vans, give or take 500.", "31,000 vans", "approx"),
    ("It sold 31,000 vans, plus or minus 500.", "31,000 vans", "approx"),
    ("It sold 31,000 vans, plus 500 trucks.", "31,000 vans", "eq"),
    ("The rate may stay at or below 2%.", "2%", "le"),
    ("The spread had been as wide as 410 basis points.", "410 basis points", "le"),
    ("The fine can reach 4% of sales.", "4%", "le"),
    ("The bill could reach $5 billion.", "$5 billion", "eq"),
    ("It kept barely half of the money.", "half", "approx"),
    ("A flat costs upwards of $900,000.", "$900,000", "ge"),
]
MOVEMENT = [
    ("Comparable sales slid 5.4% in May.", "5.4%", "down", "delta"),
    ("Revenue rose to $2.1 billion from $1.9 billion.", "$2.1 billion", "up", "to"),
    ("Revenue rose to $2.1 billion from $1.9 billion.", "$1.9 billion", "up", "from"),
    ("The bank cut its rate by 25 basis points to 4%.", "25 basis points", "down", "delta"),
    ("The bank cut its rate by 25 basis points to 4%.", "4%", "down", "to"),
    ("The index ended 0.3% lower at 13,748.83.", "0.3%", "down", "delta"),
    ("The index ended 0.3% lower at 13,748.83.", "13,748.83", "down", "to"),
    ("The shares closed up 2.6p at 271.4p.", "2.6p", "up", "delta"),
    # growth that is foreseen has not happened: the verb tells how its forecast moved
    ("Ora lowered its growth goal for 2001 to 2.8 percent from 3.3.", "2.8 percent", "down", "to"),
    (
        "He cut the bank's forecast for growth this year to 0.4 percent.",
        "0.4 percent",
        "down",
        "to",
    ),
    ("It reported growth in sales to 64.2 million pounds.", "64.2 million pounds", "up", "to"),
    ("The gauge ended flat at 7,478.19.", "7,478.19", "flat", "to"),
    ("It had revenue of $1.4 billion, up 18% from a year earlier.", "18%", "up", "delta"),
    ("It had revenue of $1.4 billion, up 18% from a year earlier.", "$1.4 billion", "up", "level"),
    ("The stock had slumped, against a 3% gain in the index.", "3%", "up", "delta"),
    ("Funds took in $42bn last week.", "$42bn", "up", "delta"),
    ("Investors withdrew $1.5 billion from the funds.", "$1.5 billion", "down", "delta"),
    ("The dividend was halved to 3.1p.", "halved", "down", "delta"),
    ("The dividend was halved to 3.1p.", "3.1p", "down", "to"),
    ("Put options make up less than 20% of open positions.", "20%", None, "level"),
    ("The fund raised just over $3.2bn.", "$3.2bn", None, "level"),
    ("Earnings were US$0.61 (RMB4.42).", "RMB4.42", None, "conversion"),
    ("The dividend, cut by half in March, was rebased.", "half", "down", "delta"),
    ("The bill is to go from £13,200 to £61,667.", "£61,667", "up", "to"),
    ("The bill is to go from £13,200 to £61,667.", "£13,200", "up", "from"),
    ("Underlying profit of £41.0m (H1 2013: £39.8m).", "£41.0m", "up", "level"),
    (
        "It sees 80 to 90 tonnes, against an earlier range of 95-99 tonnes.",
        "80 to 90 tonnes",
        "down",
        "level",
    ),
    ("About 1,905 shares advanced.", "1,905 shares", None, "level"),
    ("Its interest margin improved 11 basis points to 3.92%.", "11 basis points", "up", "delta"),
    ("Its interest margin improved 11 basis points to 3.92%.", "3.92%", "up", "to"),
    ("Its cost ratio improved to 41%.", "41%", "down", "to"),
    ("Its operating loss worsened to $41 million.", "$41 million", "up", "to"),
    ("Its debt service coverage ratio improved to 1.8.", "1.8", "up", "to"),
    ("Its loan loss coverage improved to 95%.", "95%", "up", "to"),
    ("Cost savings improved to $40m.", "$40m", "up", "to"),
    ("Debt cover improved to 3 times.", "3 times", "up", "to"),
    ("Its efficiency ratio improved to 58%.", "58%", None, "level"),
    ("Bad loans improved to 2.1%.", "2.1%", "down", "to"),
    ("The default rate improved to 2.1%.", "2.1%", "down", "to"),
    (
        "It sees profit of $5 million, up from its earlier range of $3 million to $4 million.",
        "$5 million",
        "up",
        "to",
    ),
    ("Profit fell short of $3 million.", "$3 million", None, "level"),
    ("It began a $310 million expansion.", "$310 million", None, "level"),
    ("The grower lost up to a fifth of its trees.", "a fifth", "down", "delta"),
    ("The toll went up to 60%.", "60%", "up", "to"),
    ("Shares in Lindal tacked on 5.7 percent.", "5.7 percent", "up", "delta"),
    ("The fund clawed back 4% in May.", "4%", "up", "delta"),
    ("The index is 12% in the red.", "12%", "down", "delta"),
    ("The fund was 8% in the black.", "8%", "up", "delta"),
    ("Copper is 10% adrift of its peak.", "10%", "down", "delta"),
    ("Copper trades 20% under the high of June.", "20%", "down", "delta"),
    ("It has 20% under contract.", "20%", None, "level"),
    ("Sales were 3.8% ahead.", "3.8%", "up", "delta"),
    ("Profit came in roughly $30m ahead of forecasts.", "$30m", None, "level"),
    ("Freight was 4% heavier than in May.", "4%", "up", "delta"),
    ("Volume was 4% lighter than in May.", "4%", "down", "delta"),
    ("Corn and oats were each off more than 4%.", "4%", "down", "delta"),
    ("Bookings were off by a fifth.", "a fifth", "down", "delta"),
    ("It had to pay off 300 workers.", "300 workers", None, "level"),
    ("Rates stayed at 4%.", "4%", "flat", "to"),
    ("The fee was frozen at about $40.", "$40", "flat", "to"),
    ("The fee may stay at or below $40.", "$40", None, "level"),
    ("Spreads tightened by 62 basis points.", "62 basis points", "down", "delta"),
    ("The combined ratio deteriorated to 101.9%.", "101.9%", "up", "to"),
    ("The margin deteriorated to 9%.", "9%", "down", "to"),
    ("Workers won a raise of 5%.", "5%", "up", "delta"),
    ("Payrolls: +231,000 in May.", "+231,000", "up", "delta"),
    ("Payrolls: 231,000 in May.", "231,000", None, "level"),
    (
        "Stocks are seen at 82 million tonnes (July: 79 million tonnes).",
        "79 million tonnes",
        None,
        "from",
    ),
    ("Net flows were A$310m (pcp: A$365m).", "A$365m", None, "from"),
    ("Turnover was $5 million (consensus: $4 million).", "$4 million", None, "level"),
    (
        "The oil fetches €8.29 a litre at origin, against €3.70 twelve months ago.",
        "€3.70",
        None,
        "from",
    ),
    (
        "Turnover came to $15 billion, compared with Thursday's $13 billion.",
        "$13 billion",
        None,
        "from",
    ),
    (
        "Turnover came to $15 billion, compared with Lindal's $13 billion.",
        "$13 billion",
        None,
        "level",
    ),
    (
        "It had a loss of $9 million, against a profit of $3 million in 2018.",
        "$3 million",
        None,
        "from",
    ),
    (
        "It had a loss of $9 million, against a profit of $3 million expected.",
        "$3 million",
        None,
        "level",
    ),
    ("It swung to a profit of $3 million from a loss of $11 million.", "$3 million", "up", "to"),
    ("It swung to a profit of $3 million from a loss of $11 million.", "$11 million", "up", "from"),
    (
        "It swung from a $212 million profit to a deficit of $38 million.",
        "$38 million",
        "down",
        "to",
    ),
    (
        "It swung from a $212 million profit to a deficit of $38 million.",
        "$212 million",
        "down",
        "from",
    ),
    ("It swung to a profit of $3 million on sales of $40 million.", "$40 million", None, "level"),
    (
        "Staff, which peaked at 900 workers in 2008, fell to 640 workers.",
        "900 workers",
        "down",
        "from",
    ),
    ("Staff peaked at 900 workers in 2008.", "900 workers", None, "level"),
    ("Vacancies came down from 14% in February to about 8%.", "14%", "down", "from"),
    ("Vacancies came down from 14% in February to about 8%.", "8%", "down", "to"),
    ("It picked up a 9% stake in Lindal.", "9%", None, "level"),
    ("Wages ate up 71% of sales.", "71%", None, "level"),
    ("Shipments picked up to 61,400 tonnes.", "61,400 tonnes", "up", "to"),
    ("Employers added a meagre 97,000 jobs.", "97,000 jobs", "up", "delta"),
    ("The index added a meagre 27 points.", "27 points", "up", "delta"),
    ("Footfall was 6% below plan.", "6%", None, "level"),
    ("Footfall was 6% below last season.", "6%", "down", "delta"),
    ("Its capital is 190bp above the minimum.", "190bp", None, "level"),
    ("Buyers paid 11.3% less than sellers had asked.", "11.3%", None, "level"),
    ("Buyers paid 11.3% less than a year earlier.", "11.3%", "down", "delta"),
    ("Claims were unchanged at a seasonally adjusted 214,000.", "214,000", "flat", "to"),
    ("Arrears remained at a scant 0.4%.", "0.4%", "flat", "to"),
    ("Fees range from 1% in May to 3%.", "1%", None, "level"),
]
MEASURE = [
    ("It reported a 34% year-on-year (YoY) rise in its net profit.", "34%", "net profit"),
    ("It posted a 12% (YoY) jump in revenue.", "12%", "revenue"),
    ("It posted a jump in revenue to $5 million.", "$5 million", "revenue"),
    ("Operating profit fell 5%.", "5%", "Operating profit"),
    ("The miner posted a net loss of $38 million.", "$38 million", "net loss"),
    ("The bank lifted its deposit rate to 4 percent.", "4 percent", "deposit rate"),
    ("The central bank raised interest rates by a quarter of a point.", "a quarter of a point", "interest rates"),
    ("The company announced a $10 billion buyback.", "$10 billion", "buyback"),
    ("Exports account for 62% of total revenue.", "62%", "share of total revenue"),
    ("Net cash provided by operating activities increased $242 million.", "$242 million",
     "Net cash provided by operating activities"),
    ("Operating profit more than doubled to $3bn.", "doubled", "Operating profit"),
    ("The store chain will cut 1,100 jobs.", "1,100 jobs", "jobs"),
    ("Average daily volume topped 2.1m contracts.", "2.1m contracts", "Average daily volume"),
    ("Customers accounted for 23%, 16% and 10% of revenue.", "16%", "share of revenue"),
    ("It happened to cost 3%.", "3%", None),
    ("Norrland said on Thursday that its profit rose to $41 million.", "$41 million", "profit"),
    ("Norrland said late on Thursday its profit rose to $41 million.", "$41 million", "profit"),
    ("Norrland said Thursday profit rose to $41 million.", "$41 million", "profit"),
    ("Norrland told investors on Friday that profit rose to $41 million.", "$41 million", "profit"),
    ("Norrland said in a note on Friday that profit rose to $41 million.", "$41 million", "profit"),
    ("Norrland said in a filing its profit rose to $41 million.", "$41 million", "profit"),
    ("Norrland said third-quarter profit rose to $41 million.", "$41 million", "profit"),
    ("The bridge is 1.2 km long.", "1.2 km", "length"),
    ("Output fell 200,000 barrels a day deep into May.", "200,000 barrels a day", "Output"),
    ("Output fell 3 million tonnes away from its peak.", "3 million tonnes", "Output"),
]  # fmt: skip
SUBJECT = [
    ("The airline said capacity would grow 14%.", "14%", "airline"),
    ("Germany's economy shrank 0.1%.", "0.1%", "Germany"),
    ("Dutch brewer Van Aalst said volumes fell 5.6%.", "5.6%", "Van Aalst"),
    ("Shares in the grocer closed up 2.6p.", "2.6p", "grocer"),
    ("The group said it would invest $2 billion.", "$2 billion", "group"),
    ("Assets fell by ¥120 billion at the Tokyo-based manager.", "¥120 billion", "Tokyo-based manager"),
    ("Brent crude futures settled at $90.65 a barrel.", "$90.65 a barrel", "Brent crude futures"),
    ("Consumer prices rose 0.6%.", "0.6%", None),
    ("Investors put $2 billion in bonds, the most since March, while pulling $1 billion from stocks.",
     "$1 billion", "Investors"),
]  # fmt: skip
PERIODS = [
    ("Sales fell 5% in the second quarter.", "5%", "the second quarter"),
    ("In 2022, sales were $5 million.", "$5 million", "2022"),
    ("The rate rose to 4% in May from 3% in April.", "4%", "May"),
    ("The rate rose to 4% in May from 3% in April.", "3%", "April"),
    ("Funds pulled $3bn from the strategy in July.", "$3bn", "July"),
    ("Sales fell 5% in May and profit dropped 3%.", "3%", "May"),
    ("Sales of $3 million fell in May, its worst month since March.", "$3 million", "May"),
    ("The fund returned 8.4% in the first four months.", "8.4%", "the first four months"),
    ("Bears are down $940 million over the past 12 months.", "$940 million", "the past 12 months"),
    ("Four years ago it was £19m in debt.", "£19m", "Four years ago"),
    (
        "In 2011, when cotton fell by half, more than 200 defaults were heard.",
        "200 defaults",
        "2011",
    ),
    ("It had a provision of €64m, booked in May.", "€64m", "May"),
    ("Spending will be cut to less than €200m in 2024.", "€200m", "2024"),
    ("It handled 3 tonnes of cotton and cocoa last year.", "3 tonnes", "last year"),
    ("Cash flow in May was $128 million and net profit was $86 million.", "$86 million", "May"),
    (
        "Sales fell 5% in the second quarter. Net profit was $86 million.",
        "$86 million",
        "the second quarter",
    ),
]
NO_PERIOD = [
    ("Harbour Tools, which reports on Thursday, fell 2%.", "2%"),
    ("The index gained 3%, its biggest rise since March.", "3%"),
    ("The notes due 2029 fell 4 cents.", "4 cents"),
    ("The offer is 12% above Tuesday's close.", "12%"),
    ("It handled 3 tonnes and sold two in May.", "3 tonnes"),
    ("Sales fell 5% in the second quarter. Its stake is 86%.", "86%"),
    ("Sales fell 5% in the second quarter. It expects profit of $86 million.", "$86 million"),
    ("Sales fell 5% last year. Net profit was $86 million.", "$86 million"),
    ("Norrland said on Thursday that its profit rose to $41 million.", "$41 million"),
    ("Norrland said on Thursday its profit rose to $41 million.", "$41 million"),
]
MODALITY = [
    ("The company could save as much as $310 million.", "$310 million", "possible"),
    ("Analysts expected sales of $5 billion.", "$5 billion", "expected"),
    ("It plans to open 25 depots.", "25 depots", "planned"),
    ("It had sales of $5 billion.", "$5 billion", "asserted"),
    ("Growth was 2%, below the 3% economists had forecast.", "3%", "expected"),
    ("Growth was 2%, below the 3% economists had forecast.", "2%", "asserted"),
    (
        "It expects sales of $5 billion, up from $4 billion a year earlier.",
        "$4 billion",
        "asserted",
    ),
    ("The lender, which could sell its arm, said it had 300 staff.", "300 staff", "asserted"),
]


def figure_of(sentence: str, text: str) -> Figure:
    figures, _ = read_figures(sentence)
    return next(figure for figure in figures if figure.text == text)


@pytest.mark.parametrize(("sentence", "text", "bound"), BOUND)
def test_bound(sentence: str, text: str, bound: str) -> None:
    assert figure_of(sentence, text).bound == bound


@pytest.mark.parametrize(("sentence", "text", "direction", "role"), MOVEMENT)
def test_movement(sentence: str, text: str, direction: str | None, role: str) -> None:
    figure = figure_of(sentence, text)
    assert (figure.direction, figure.role) == (direction, role)


@pytest.mark.parametrize(("sentence", "text", "measure"), MEASURE)
def test_measure(sentence: str, text: str, measure: str | None) -> None:
    assert figure_of(sentence, text).measure == measure


@pytest.mark.parametrize(("sentence", "text", "subject"), SUBJECT)
def test_subject(sentence: str, text: str, subject: str | None) -> None:
    reference = figure_of(sentence, text).subject
    assert (reference.text if reference else None) == subject


@pytest.mark.parametrize(("sentence", "text", "period"), PERIODS)
def test_period(sentence: str, text: str, period: str) -> None:
    figures, periods = read_figures(sentence)
    figure = next(figure for figure in figures if figure.text == text)
    assert [one.text for one in periods if one.period_id == figure.period_id] == [period]


@pytest.mark.parametrize(("sentence", "text"), NO_PERIOD)
def test_time_of_something_else_is_no_period(sentence: str, text: str) -> None:
    assert figure_of(sentence, text).period_id is None


@pytest.mark.parametrize(("sentence", "text", "modality"), MODALITY)
def test_modality(sentence: str, text: str, modality: str) -> None:
    assert figure_of(sentence, text).modality == modality


def test_money_aimed_at_somebody_has_an_object() -> None:
    figure = figure_of("Investors withdrew $1.5 billion from funds last week.", "$1.5 billion")
    assert figure.object is not None
    assert figure.object.text == "funds"


def test_bare_dollar_is_inferred_and_a_marked_one_is_not() -> None:
    bare, marked = read_figures("It paid $5 million, then A$3 million.")[0]
    assert (bare.currency, bare.currency_inferred) == ("USD", True)
    assert (marked.currency, marked.currency_inferred) == ("AUD", False)


def test_shared_sign_takes_the_currency_of_the_place_before_it() -> None:
    first, second = read_figures(
        "The Tokyo manager lost ¥5 billion and its Shanghai arm ¥2 billion."
    )[0]
    assert (first.currency, second.currency) == ("JPY", "CNY")


@pytest.mark.parametrize(("day", "currency"), [("1997-03-03", "FRF"), ("2015-03-03", "CHF")])
def test_shared_name_stands_for_no_money_of_another_time(day: str, currency: str) -> None:
    text = "Peel earns more\n\nPARIS, March 3 - Peel earned 1.2 billion francs."
    record = newsx.extract({"text": text, "date_published": day})
    assert [figure.currency for figure in record.figures] == [currency]


def test_bare_dollar_is_australian_where_the_american_one_is_marked_the_australian_way() -> None:
    marked, bare = read_figures("It sold the mine for $US40 million ($61 million).")[0]
    assert (marked.currency, marked.currency_inferred) == ("USD", False)
    assert (bare.currency, bare.currency_inferred) == ("AUD", True)
    assert bare.role == "conversion"


def test_kroner_are_never_swedish() -> None:
    figure = figure_of(
        "Oslo watched. Stockholm did not. A loan of 3 million kroner is big.", "3 million kroner"
    )
    assert figure.currency == "NOK"


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("2026-09-11T07:58:00+10:00", date(2026, 9, 11)),
        ("September 11, 2026, 6:30 am AEST", date(2026, 9, 11)),
        ("2026-09-10T21:58:00Z", date(2026, 9, 10)),
        ("11/09/2030", date(2026, 9, 10)),
        (None, date(2026, 9, 10)),
    ],
)
def test_day_of_publication_is_the_day_as_written(raw: str | None, day: date) -> None:
    article = article_of("Shares rose on Friday.", date(2026, 9, 10))
    assert published_on(article.model_copy(update={"date_published_raw": raw})) == day


def test_counts_without_a_noun_count_what_they_measure() -> None:
    figure = figure_of("Initial jobless claims fell by 13,000.", "13,000")
    assert figure.unit == "claim"


def test_repetition_points_at_the_first_telling() -> None:
    first, second = read_figures(
        "Short sellers gain $658 million. Short sellers made $658 million."
    )[0]
    assert (first.same_as, second.same_as) == (None, first.figure_id)


def test_repetition_in_other_words_has_the_same_usual_name() -> None:
    first, second = read_figures("Net profit rose 5%. PAT rose 5%.")[0]
    assert second.same_as == first.figure_id


def test_opposite_movements_are_two_facts() -> None:
    figures, _ = read_figures("Exports rose $658 million. Imports fell $658 million.")
    assert [figure.same_as for figure in figures] == [None, None]


def test_the_company_is_who_the_text_is_about() -> None:
    text = "Calder AG fell. The company cut its dividend to 2 euros."
    mention = Mention(
        start=0, end=9, text="Calder AG", mention_id="m", entity_id="newsx:calder", type="ORG",
        form="name", sentence=0,
    )  # fmt: skip
    entity = Entity(
        entity_id="newsx:calder", type="ORG", name="Calder AG", mention_count=1, first_start=0
    )
    (figure,) = read_figures(text, mentions=[mention], entities=[entity])[0]
    assert figure.subject is not None
    assert figure.subject.entity_id == "newsx:calder"


def test_relative_clause_is_about_the_name_before_it() -> None:
    text = "The lender will shrink, said Ora Lund of Fell Bank, which oversees $46 billion."
    start = text.index("Fell Bank")
    mention = Mention(
        start=start, end=start + 9, text="Fell Bank", mention_id="m", entity_id="newsx:fell",
        type="ORG", form="name", sentence=0,
    )  # fmt: skip
    (figure,) = read_figures(text, mentions=[mention])[0]
    assert figure.subject is not None
    assert figure.subject.entity_id == "newsx:fell"


@pytest.mark.parametrize(
    ("text", "name", "subject"),
    [
        (
            "ODENSE, Feb 3 (Agency) - The brewer cut costs, sending its shares up 4%.",
            "ODENSE",
            "brewer",
        ),
        ("The Odense-based chain had sales of $3 million.", "Odense", "Odense-based chain"),
    ],
)
def test_place_that_only_says_where_has_no_figures(text: str, name: str, subject: str) -> None:
    start = text.index(name)
    mention = Mention(
        start=start, end=start + len(name), text=name, mention_id="m", entity_id="newsx:odense",
        type="GPE", form="name", sentence=0,
    )  # fmt: skip
    (figure,) = read_figures(text, mentions=[mention])[0]
    assert figure.subject is not None
    assert figure.subject.text == subject


def test_spans_slice_back_to_their_text() -> None:
    text = "Rates: 22-$24, 3.5-4%; (1,198.2) in Q3 and ½p."
    figures, periods = read_figures(text, date(2020, 1, 1))
    assert all(text[one.start : one.end] == one.text for one in (*figures, *periods))


def test_relative_periods_need_a_day_of_publication() -> None:
    _, (period,) = read_figures("Sales fell 5% last week.", None)
    assert (period.iso, period.from_date, period.to_date) == (None, None, None)


def test_agency_of_a_story_is_not_who_it_is_about() -> None:
    agency, bank = (
        Entity(entity_id=name, type="ORG", name=name, mention_count=count, first_start=0)
        for name, count in (("Harbour Wire", 3), ("Fjord Bank", 1))
    )
    assert Spoken((agency, bank), agency="Harbour Wire").main == bank
    assert Spoken((agency, bank)).main == agency


def test_market_on_which_shares_rose_has_no_figures() -> None:
    text = "Pilgrim Iron rose 4% on the BSE to 312 rupees."
    listed = Identifiers(mic="XBOM")
    names = (("Pilgrim Iron", "i", Identifiers()), ("BSE", "m", listed))
    entities = [
        Entity(
            entity_id=entity_id, type="ORG", name=name, identifiers=identifiers, mention_count=1,
            first_start=text.index(name),
        )
        for name, entity_id, identifiers in names
    ]  # fmt: skip
    mentions = [
        Mention(
            start=one.first_start, end=one.first_start + len(one.name), text=one.name,
            mention_id=one.name, entity_id=one.entity_id, type="ORG", form="name", sentence=0,
        )
        for one in entities
    ]  # fmt: skip
    assert [Spoken(entities, mentions, text).vouches(one) for one in mentions] == [False, True]
    figures, _ = read_figures(text, mentions=mentions, entities=entities)
    assert {one.subject.entity_id for one in figures if one.subject} == {"i"}


def test_profits_of_many_are_theirs_whoever_the_text_is_about() -> None:
    text = "Fell Bank fell. There was $9 billion of short sellers’ profits emerging since May."
    bank = Entity(entity_id="b", type="ORG", name="Fell Bank", mention_count=3, first_start=0)
    mention = Mention(
        start=0, end=9, text="Fell Bank", mention_id="m", entity_id="b", type="ORG", form="name",
        sentence=0,
    )  # fmt: skip
    (figure,) = read_figures(text, mentions=[mention], entities=[bank])[0]
    assert (figure.measure, figure.subject and figure.subject.text) == ("profits", "short sellers")


def test_a_market_is_where_others_are_traded_unless_it_is_alone() -> None:
    listed = Identifiers(mic="XASX")
    market = Entity(
        entity_id="m", type="ORG", name="ASX", identifiers=listed, mention_count=5, first_start=0
    )
    miner = Entity(entity_id="i", type="ORG", name="Pilgrim Iron", mention_count=2, first_start=60)
    assert Spoken((market, miner)).main == miner
    assert Spoken((market,)).main == market


TOLD_BESIDE = [
    # text, figure, direction, role
    ("Sales were $88.7 million, 22 percent above last year.", "$88.7 million", "up", "level"),
    ("Harbour Tools was off 6p at 44p.", "6p", "down", "delta"),
    ("Harbour Tools was off 6p at 44p.", "44p", "down", "to"),
    ("Net income was $31 million, compared with $46 million a year earlier.", "$31 million", "down", "level"),
    ("Net income was $31 million, compared with $46 million a year earlier.", "$46 million", None, "from"),
    ("Sales of €1,640 million (-4.0%) fell short.", "-4.0%", "down", "delta"),
    ("Organic growth of -0.4% was poor.", "-0.4%", None, "level"),
    ("Staff is more than double its headcount in 2019.", "double", "up", "delta"),
    ("The stock trades at 12 times its earnings.", "12 times", None, "level"),
    ("The news wiped $2 billion off its market value.", "$2 billion", "down", "delta"),
    ("The stock closed 21% down at $26.50.", "21%", "down", "delta"),
    ("The yield was 4.2%, unchanged.", "4.2%", "flat", "to"),
    ("The franc traded at 1.04 marks on Tuesday, little changed.", "1.04 marks", "flat", "to"),
    ("Wheat was little changed at $5.71 a bushel.", "$5.71 a bushel", "flat", "to"),
    ("About 1.7 billion shares changed hands.", "1.7 billion shares", None, "level"),
    ("Some funds had outflows of $410 million.", "$410 million", "down", "delta"),
    ("A 9 per cent fall in annual profits to £64.2m was feared.", "£64.2m", "down", "to"),
    ("A cut in the tax to 18% from 28% would help.", "18%", "down", "to"),
    ("Earnings per share were 17.4p, against 19.6p.", "17.4p", "down", "level"),
    ("The margin was 61.6%, against 58% analysts had expected.", "61.6%", None, "level"),
    ("Net income was $9.7 million, or 22 cents a share, compared with $16.5 million, or 37 cents, a year ago.",
     "$9.7 million", "down", "level"),
    ("Net income was $9.7 million, or 22 cents a share, compared with $16.5 million, or 37 cents, a year ago.",
     "22 cents a share", "down", "level"),
    ("The yield was at 2.08%, 3 basis points lower.", "2.08%", "down", "level"),
    ("Lumen had 31.7 million users, 900,000 fewer than in May.", "31.7 million users", "down", "level"),
    ("Revenue was 7.9 per cent better at £1.94bn.", "£1.94bn", "up", "to"),
    ("Shares jumped 9% before paring gains to 4%.", "4%", "up", "delta"),
    ("Brent fell 1.7% to settle at $74.33 a barrel.", "$74.33 a barrel", "down", "to"),
    ("Core inflation went up, to 6.6%.", "6.6%", "up", "to"),
    ("The limit goes up to 60%.", "60%", "up", "to"),
    ("The board may spend up to 60%.", "60%", None, "level"),
    ("Spending fell 0.4% in October.", "0.4%", "down", "delta"),
    ("It asked to raise residential rates by 9.7%.", "9.7%", "up", "delta"),
    ("The bank will meet and lift the cash rate by 25 basis points.", "25 basis points", "up", "delta"),
    ("Bills rose 2% less in towns with mines.", "2%", "up", "delta"),
    ("The rand closed at 18.40 a dollar, stronger by 0.1%.", "0.1%", "up", "delta"),
    ("Closing numbers: bitcoin +7%.", "+7%", "up", "delta"),
    ("SAYS RAISES STAKE IN AQUAPUR TO 24.9 PCT FROM 15.1 PCT", "24.9 PCT", "up", "to"),
    ("Bond funds lost $6.8bn in the week.", "$6.8bn", "down", "delta"),
    ("It paid off $5 million of debt.", "$5 million", None, "level"),
    ("Sales grew to 8.9 billion crowns ($871 million).", "$871 million", "up", "conversion"),
    ("Pixelgrove is laying off 1,350 employees, or 12% of its staff.", "1,350 employees", "down", "delta"),
    ("Pixelgrove is laying off 1,350 employees, or 12% of its staff.", "12%", "down", "delta"),
    ("It has let go of 850 employees.", "850 employees", "down", "delta"),
    ("Hedge funds suffered $37 billion of withdrawals.", "$37 billion", "down", "delta"),
    ("About $17 billion was wiped from their value.", "$17 billion", "down", "delta"),
    ("Cocoa tops $8,700 as rain stays away.", "$8,700", "up", "level"),
    ("Assets crossed the $5 billion mark.", "$5 billion", "up", "level"),
    ("Revenue topped the $5 billion expected.", "$5 billion", None, "level"),
    ("Copper touched $7,388 a tonne, the lowest since August.", "$7,388 a tonne", "down", "level"),
    ("Inflation is 4.4%, the highest in Europe.", "4.4%", None, "level"),
    ("Inflation is 4.4%, the highest in almost three years.", "4.4%", "up", "level"),
    ("The yield is at 4.41%, its highest since October.", "4.41%", "up", "level"),
    ("The shares hit a record high of $60.", "$60", "up", "level"),
    ("Spending was £4.38, 19p better than last year.", "£4.38", "up", "level"),
    ("Spending was £4.38, 19p better than hoped.", "19p", None, "level"),
    ("Profit of €311 million is 18% less than last year.", "€311 million", "down", "level"),
    ("Terminals moved 11% more boxes.", "11%", "up", "delta"),
    ("Food +30%, menswear -6%.", "-6%", "down", "delta"),
    ("Retention was 118%, down 4 points.", "118%", "down", "level"),
    ("Bad loans are at 3.12%, against 3.41% as of June 30.", "3.12%", "down", "level"),
    ("Sales were €5 million, up 21% YoY and 8% QoQ.", "21%", "up", "delta"),
    ("Shares put on 5.6 per cent.", "5.6 per cent", "up", "delta"),
    ("The rupiah has given up 13 percent.", "13 percent", "down", "delta"),
    ("It sees the rate rising by 75 bps.", "75 bps", "up", "delta"),
    ("The bond fell, pushing its yield up to 5.8 percent.", "5.8 percent", "up", "to"),
    ("The shares lost 8%, erasing $47 billion of value.", "$47 billion", "down", "delta"),
    ("Hopes of raising $5 million faded.", "$5 million", None, "level"),
    ("Some 350 jobs will go with the plant.", "350 jobs", "down", "delta"),
    ("Some 350 jobs will go to Leeds.", "350 jobs", None, "level"),
    ("About 90 shops were shut.", "90 shops", "down", "delta"),
    ("Sales from China lower by 11%; those from Japan higher by 6%.", "6%", "up", "delta"),
    ("Orders were worth a record $640 million.", "$640 million", "up", "level"),
    ("Sensex slips below 59,900.", "59,900", "down", "to"),
    ("The bank paid a record $5 billion fine.", "$5 billion", None, "level"),
    ("Inflation hit 12% in May.", "12%", "up", "level"),
    ("The bank reached a $5 million settlement.", "$5 million", None, "level"),
    ("The club reached 12 agreements.", "12 agreements", None, "level"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "text", "direction", "role"), TOLD_BESIDE)
def test_movement_told_beside(sentence: str, text: str, direction: str | None, role: str) -> None:
    figure = figure_of(sentence, text)
    assert (figure.direction, figure.role) == (direction, role)
