"""What looks like a movement and is none, each beside one that is."""

import time

import pytest

from figure_docs import read_figures
from newsx import extract

# Text, figure, direction, role: by the rules alone.
RULES = [
    ("Sales were 6% below last year and missed the target.", "6%", "down", "delta"),
    ("Profit was 8% above last year and above the target.", "8%", "up", "delta"),
    ("It will invest 20% more than in 2022 under a plan to grow.", "20%", "up", "delta"),
    ("Prices are 3% above last year as required by law.", "3%", "up", "delta"),
    ("The van costs 6% more than its predecessor.", "6%", "up", "delta"),
    ("The van costs 6% more than buyers had hoped.", "6%", None, "level"),
    ("The index closed 2% off its lows.", "2%", "up", "delta"),
    ("The index closed 2% off its record high.", "2%", "down", "delta"),
    ("The builder has 20% under contract for 2024.", "20%", None, "level"),
    ("The shop offers 20% off record players.", "20%", None, "level"),
    ("Shoppers get 20% off top brands.", "20%", None, "level"),
    ("Employees work 20% off site on Friday.", "20%", None, "level"),
    ("The bank sees inflation of 3% ahead.", "3%", None, "level"),
    ("The team is 5% ahead in polls.", "5%", None, "level"),
    ("Shares in Lindal closed 2% ahead at 418p.", "2%", "up", "delta"),
    (
        "Sales were $5 million in the first half, compared with $6 million in the second.",
        "$5 million",
        None,
        "level",
    ),
    (
        "Sales were $5 million in the second half, compared with $6 million in the first.",
        "$5 million",
        "down",
        "level",
    ),
    ("It forecast revenue of $6 billion (2025: $8 billion).", "$6 billion", None, "level"),
    ("It forecast revenue of $6 billion (2025: $8 billion).", "$8 billion", None, "level"),
    ("First-half sales were $5 million (H2: $7 million).", "$5 million", None, "level"),
    ("First-half sales were $5 million (H2: $7 million).", "$7 million", None, "level"),
    ("Second-half sales were $5 million (H1: $7 million).", "$7 million", None, "from"),
    ("Sales were $5 million (2019: $4 million).", "$4 million", None, "from"),
    ("It bought Lindal (2019, $5 million).", "$5 million", None, "level"),
    ("Sales were $15 million, compared with Faraday's $13 million.", "$15 million", None, "level"),
    ("Sales were $15 million, compared with Workday's $13 million.", "$15 million", None, "level"),
    ("Shares, which peaked at $90 in 2021, rose to $40.", "$90", None, "level"),
    ("Shares, which peaked at $90 in 2021, fell to $40.", "$90", "down", "from"),
    ("Spread tightening of 10 basis points lifted bonds.", "10 basis points", "down", "delta"),
    ("It closed a Series B raise of $30 million.", "$30 million", None, "level"),
    ("Hackers hacked $600 million from the bridge.", "$600 million", None, "level"),
    ("The pump drains 5 million litres a day.", "5 million litres a day", None, "level"),
    ("The bank clawed back $60 million in bonuses.", "$60 million", None, "level"),
    ("The government lifted a temporary 25% tariff.", "25%", None, "level"),
    ("The state lifted a controversial 20% tax on wine.", "20%", None, "level"),
    ("The index added a disappointing 2% on Friday.", "2%", "up", "delta"),
    ("It was +30 degrees Celsius.", "+30 degrees Celsius", None, "level"),
    ("The Chiefs were at +150.", "+150", None, "level"),
    ("Guests stayed at 40 hotels in May.", "40 hotels", None, "level"),
    ("Tickets are priced from $50 to about $300.", "$300", None, "level"),
    ("Tickets cost from $50 in May to about $300.", "$300", None, "level"),
    ("Prices differ from $5 in May to $9 in June.", "$9", None, "level"),
    ("Tolls vary a lot, from $5 at night to $9.", "$9", None, "level"),
    ("The fee is to go from $5 to $9.", "$9", "up", "to"),
]

# The same by the whole pipeline.
WHOLE = [
    ("Outflows ended and total assets reached $5 billion.", "$5 billion", "up", "level"),
    (
        "Despite the outflows assets under management hit $90 billion.",
        "$90 billion",
        "up",
        "level",
    ),
    ("Gift card redemptions totalled $300 million.", "$300 million", None, "level"),
    ("Weekly redemptions from the Lindal fund hit $1.9bn.", "$1.9bn", "down", "delta"),
    ("Redemptions hit $1.9bn, while inflows were a paltry $45m.", "$1.9bn", "down", "delta"),
    ("Net inflows into bond funds in May totalled $2bn.", "$2bn", "up", "delta"),
    ("Shoppers get 20% off top brands.", "20%", None, "level"),
    ("The index closed 2% off its lows.", "2%", "up", "delta"),
    ("First-half sales were $5 million (H2: $7 million).", "$5 million", None, "level"),
    (
        "Sales were $5 million in the first half, compared with $6 million in the second.",
        "$5 million",
        None,
        "level",
    ),
    ("Sales were 6% below plan.", "6%", None, "level"),
    ("Prices differ from $5 in May to $9 in June.", "$9", None, "level"),
    (
        "Net income was $5 million, compared with a profit of $3 million a year earlier.",
        "$5 million",
        "up",
        "level",
    ),
    (
        "It had a profit of $9 million. Its loss was $3 million, against a profit of $8 million.",
        "$3 million",
        None,
        "level",
    ),
]

# Text, figure, bound.
BOUNDS = [
    ("The House passed $40 billion in aid.", "$40 billion", "eq"),
    ("Lawmakers passed 40 bills.", "40 bills", "eq"),
    ("The company passed $3 million to charities.", "$3 million", "eq"),
    ("Retailers passed 5% of the rise on.", "5%", "eq"),
    ("Its own count had passed 13 million.", "13 million", "gt"),
    ("Assets surpassed the $5 billion milestone.", "$5 billion", "gt"),
    ("Customers can pick up to five films.", "five films", "le"),
    ("The tax break goes mostly to top 1% of earners.", "1%", "eq"),
    ("Sales are set to top $5 billion.", "$5 billion", "gt"),
    ("The budget deficit must stay within 3% of GDP.", "3%", "le"),
]


@pytest.mark.parametrize(("text", "figure", "direction", "role"), RULES)
def test_rules(text: str, figure: str, direction: str | None, role: str) -> None:
    found = {one.text: one for one in read_figures(text)[0]}
    assert (found[figure].direction, found[figure].role) == (direction, role)


@pytest.mark.model
@pytest.mark.parametrize(("text", "figure", "direction", "role"), WHOLE)
def test_whole(text: str, figure: str, direction: str | None, role: str) -> None:
    found = {one.text: one for one in extract({"text": text}).figures}
    assert (found[figure].direction, found[figure].role) == (direction, role)


@pytest.mark.parametrize(("text", "figure", "bound"), BOUNDS)
def test_bound(text: str, figure: str, bound: str) -> None:
    found = {one.text: one.bound for one in read_figures(text)[0]}
    assert found[figure] == bound


@pytest.mark.model
def test_year_after_publication_is_no_earlier_one() -> None:
    text = "Revenue was $6 billion (2025: $8 billion)."
    for published, role in (("2024-05-01", "level"), ("2026-05-01", "from")):
        found = extract({"text": text, "date_published": published}).figures
        assert found[1].role == role


def test_many_days_cost_no_time() -> None:
    begun = time.perf_counter()
    read_figures(f"Sales were $5 million, compared with {'day' * 8000}'s $6 million.")
    assert time.perf_counter() - begun < 2
