"""Whose a figure is where its sentence does not say: invented texts with names marked."""

from datetime import date

import pytest

from figure_docs import read_figures
from marked import make_names, read_marked
from newsx import extract
from newsx.resolve.subjects.labels import is_rating

ABOUT = "[O:Calder AG] cuts its outlook\n[O:Calder AG] makes pumps. [O:Calder=Calder AG] is old. "

# text after ABOUT, figure, whose it is
SUBJECTS = [
    ("Net sales rose 5%.", "5%", "Calder AG"),
    ("The miner sold 40 mines.", "40 mines", "Calder AG"),
    ("Total revenue was $5 million.", "$5 million", "Calder AG"),
    ("[P:Ora Lund] said revenue was $5 million.", "$5 million", "Calder AG"),
    ("[P:Ora Lund] paid $40 for lunch.", "$40", "Ora Lund"),
    # who rates is not who is rated, and who is only cited is not spoken of
    ("[O:Fell Research] cut its price target to $52.", "$52", "Calder AG"),
    ("Net income fell 3%, according to [O:Fell Data].", "3%", "Calder AG"),
    # the measure of an economy is the economy's
    ("[G:Norway] watched. Inflation in [G:Norway] eased. Unemployment rose to 4%.", "4%", "Norway"),
    ("[O:Reserve Bank of Australia] met. Inflation rose to 4%.", "4%", "Australia"),
    ("[G:Norway] watched [G:Norway]. [O:Fell Bank] put inflation at 4%.", "4%", "Norway"),
    # what trades in the name of an index
    ("Futures on the [O:Nasdaq 100] fell 2%.", "2%", "Nasdaq 100"),
]  # fmt: skip


def subject_of(marked: str, figure: str) -> str | None:
    text, names = read_marked(marked)
    mentions, entities = make_names(text, names)
    figures, _ = read_figures(text, mentions=tuple(mentions), entities=entities)
    found = next(one for one in figures if one.text == figure)
    return found.subject.text if found.subject else None


@pytest.mark.parametrize(("rest", "figure", "subject"), SUBJECTS)
def test_subject_is_whose_the_figure_is(rest: str, figure: str, subject: str) -> None:
    assert subject_of(ABOUT + rest, figure) == subject


ITEMS = (
    "Movers\n[O:Calder AG] — The pump maker rose 9%. Profit hit $5 million.\n"
    "[O:Lund Rail] (LNDR) — Shares surged 40% after [O:Fell Co] bid $3 a share. It has 22 trains.\n"
)


@pytest.mark.parametrize(
    ("figure", "subject"),
    [("9%", "Calder AG"), ("$5 million", "Calder AG"), ("22 trains", "Lund Rail")],
)
def test_what_an_item_tells_is_told_of_its_label(figure: str, subject: str) -> None:
    assert subject_of(ITEMS, figure) == subject


def test_who_else_acts_in_an_item_may_have_its_figures() -> None:
    assert subject_of(ITEMS.replace("Shares surged 40% after ", ""), "$3 a share") == "Fell Co"


ROUND_UP = (
    "Brokers\n[O:Calder AG]: [O:Fell Bank] to sell from hold, target $27. Profit hit $5 million.\n"
    "[O:Lund Rail]: fair value $11.\n[G:Dale Vale] — [P:Ora Lind] of [O:Peel Hurst] goes to "
    "neutral. Net debt fell 9%.\n[O:Ferrand] — [O:Orlec Foods] bid $3 a share.\n"
)


@pytest.mark.parametrize(
    ("figure", "subject"),
    [
        ("$27", "Calder AG"),
        ("$5 million", "Calder AG"),
        ("$11", "Lund Rail"),
        ("9%", "Dale Vale"),
        ("$3 a share", "Orlec Foods"),
    ],
)
def test_who_rates_the_label_of_an_item_has_nothing_of_it(figure: str, subject: str) -> None:
    assert subject_of(ROUND_UP, figure) == subject


@pytest.mark.model
@pytest.mark.parametrize(
    ("told", "subject"),
    [
        ("cuts to hold from buy, after $300 million of losses", "Calder AG"),
        ("starts at 'buy', with $300 million of sales ahead", "Calder AG"),
        ("raises target to $300", "Calder AG"),
        ("downgrades on a loss of $300 million", "Calder AG"),
        ("keeps its neutral rating and sees profit of $300 million", "Calder AG"),
    ],
)
def test_who_rates_gives_a_grade_or_a_target(told: str, subject: str) -> None:
    text = f"Brokers\n\nCalder AG: Fell Bank {told}.\nLund Rail: Profit rose 4%.\n"
    figures = extract({"text": text.replace(" ,", ",")}).figures
    found = next(one.subject for one in figures if one.text.startswith("$300"))
    assert found is not None
    assert found.text == subject


@pytest.mark.parametrize(
    ("labels", "subject"),
    [
        (("Hull", "Cargo", "[O:Fell Co]"), "Cargo"),
        (("Net sales", "Cargo", "Employees", "[O:Fell Co]"), "Calder AG"),
        # with no name they may be parts of the one that the article is about
        (("Hull", "Cargo", "Offshore energy"), "Calder AG"),
        (("Worst case", "Base case", "[O:Fell Co]"), "Calder AG"),
        (("Yes", "Don't know", "[O:Fell Co]"), "Calder AG"),
    ],
)
def test_a_list_tells_of_the_labels_of_its_lines(labels: tuple[str, ...], subject: str) -> None:
    lines = "".join(f"{label}: +{number}.5%\n" for number, label in enumerate(labels, 1))
    assert subject_of(f"{ABOUT}\n{lines}", "+2.5%") == subject


@pytest.mark.model
@pytest.mark.parametrize(
    ("lines", "subjects"),
    [
        ("Nikkei 225: -2%\nHang Seng: +1.4%\nKospi: -0.3%", 3),
        ("January: +3.1%\nFebruary: -0.4%\nMarch: +1.2%", 0),
        ("Target: 340p\nPrevious: 310p\nUpside: 12%", 0),
        ("Full year: 4.5%\nPrevious guidance: 3.5%\nConsensus: 3.9%", 0),
    ],
)
def test_times_and_outlooks_are_whose_nothing_is(lines: str, subjects: int) -> None:
    labels = [line.partition(":")[0] for line in lines.split("\n")]
    figures = extract({"text": f"Moves\n\nTraders were asked in Lund.\n\n{lines}"}).figures
    found = [one.subject.text for one in figures if one.subject is not None]
    assert sum(text in labels for text in found) == subjects


def test_where_nobody_rates_the_labels_a_broker_may_be_one() -> None:
    marked = (
        "[O:Calder AG] sinks\n[O:Calder AG] makes pumps. [O:Calder=Calder AG] is old.\n"
        "[O:Fell Bank]: target cut to $27.\n[O:Peel Hurst]: target cut to $31."
    )
    assert subject_of(marked, "$27") == "Calder AG"


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (
            "• Kestrel Rock: Oil rose 3 percent.\n• Orlec Foods: The Swedish krona fell 3 percent.",
            {"Kestrel Rock", "Orlec Foods"},
        ),
        (
            "Reuters: Rice rose 3 percent.\nBloomberg: Peas fell 2 percent.",
            {"Reuters", "Bloomberg"},
        ),
    ],
)
def test_what_is_traded_is_no_labels_and_a_medium_is_no_label(text: str, labels: set[str]) -> None:
    found = {one.subject.text if one.subject else None for one in extract({"text": text}).figures}
    assert not found & labels


def test_a_label_alone_is_no_item() -> None:
    marked = "Movers\n[O:Calder AG] - Prices of rice rose 9%.\n[G:Oslo] - Prices of oats rose 7%."
    assert subject_of(marked, "7%") != "Calder AG"


def test_who_is_only_cited_is_never_the_subject() -> None:
    marked = "Sales rose 5%, according to [O:Fell Data]. [O:Fell Data] figures are old."
    assert subject_of(marked, "5%") is None


def test_who_published_a_report_is_only_cited() -> None:
    marked = "A survey is out.\nRenters spend 31% of income, says a report published Tuesday by [O:Fell Institute]."
    assert subject_of(marked, "31%") == "Renters"


@pytest.mark.parametrize("paper", ["an upbeat report", "an earnings report", "commercial paper"])
def test_whose_own_report_it_is_may_be_the_subject(paper: str) -> None:
    marked = (
        f"Calder\nInvestors liked {paper} from [O:Calder AG], whose revenue rose to $30 billion."
    )
    assert subject_of(marked, "$30 billion") == "Calder AG"


@pytest.mark.model
def test_the_company_is_the_one_just_named_where_nobody_else_is_spoken_of() -> None:
    text = "Mills\n\nCosts rise, says Ora Lund, director of Brenner. The company sold 40 mills."
    (figure,) = extract({"text": text}).figures
    assert figure.subject is not None
    assert figure.subject.text == "Brenner"


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("SANTIAGO, Nov 5 - Chilean inflation rose to 4%.", "Chile"),
        ("SANTIAGO, Nov 5 - Shops in Santiago were quiet. Inflation rose to 4%.", "Chile"),
        ("Chile and Peru trade. Chile sells. Inflation in Peru rose to 4%.", "Peru"),
    ],
)
def test_an_economy_is_of_the_country_a_people_or_a_town_is_of(text: str, subject: str) -> None:
    (figure,) = extract({"text": text}).figures
    assert figure.subject is not None
    assert figure.subject.text == subject


@pytest.mark.model
def test_a_rate_is_measured_and_has_no_figure() -> None:
    (figure,) = extract({"text": "The Bank of Canada's policy rate was cut to 2%."}).figures
    assert figure.subject is not None
    assert (figure.measure, figure.subject.text) == ("policy rate", "Bank of Canada")


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "subject"),
    [
        (
            "LIMA - Peru raised its reference rate to 4.5%.\nThe Central Reserve Bank of Peru met.",
            "Central Reserve Bank of Peru",
        ),
        (
            "The Riksbank waits, traders say. Fell Research now sees its policy rate at 4.5%.",
            "Riksbank",
        ),
        (
            "The Riksbank waits, traders say. Dale Bank raised its interest rate on loans to 4.5%.",
            "Dale Bank",
        ),
        (
            "The Riksbank meets. Analysts at Fell Bank expect the base rate to be 4.5% by June.",
            "Riksbank",
        ),
        # a land decides, whatever bank it is set beside
        ("While the Federal Reserve waits, Mexico cut its benchmark rate to 4.5%.", "Mexico"),
        ("Unlike the Bank of Japan, Turkey raised its policy rate to 4.5%.", "Turkey"),
        (
            "The Federal Reserve met. The Bank of Canada met too. Canada cut its key rate to 4.5%.",
            "Bank of Canada",
        ),
        # what a firm charges or pays
        ("The Riksbank meets on Thursday. Ferrand Bank cut its base rate to 4.5%.", "Ferrand Bank"),
        (
            "The Riksbank meets. Hurst Finance Bank raised its benchmark lending rate to 4.5%.",
            "Hurst Finance Bank",
        ),
        (
            "The Riksbank is patient. Kestrel Foods plc pays an average interest rate of 4.5%.",
            "Kestrel Foods plc",
        ),
    ],
)
def test_a_policy_rate_is_the_central_banks(text: str, subject: str) -> None:
    (figure,) = extract({"text": text}).figures
    assert figure.subject is not None
    assert figure.subject.text == subject


def test_among_many_companies_none_is_guessed() -> None:
    marked = "Meetings\n[O:Ora] met [O:Lund]. [O:Fell] met [O:Dale]. The average basket grew 3.6%."
    assert subject_of(marked, "3.6%") is None


def test_a_company_named_only_later_is_not_whom_a_text_is_speaking_of() -> None:
    marked = (
        "Short sellers are cheerful.\nThe group made a profit of $3 billion. Losses were $5 million."
        "\n[O:Fell Bank] opened. [O:Fell Bank] closed. [O:Dale] moved. [O:Ora] met [O:Dale]."
    )
    assert subject_of(marked, "$3 billion") == "Short sellers"
    assert subject_of(marked, "$5 million") in {None, "Short sellers"}


def test_a_pronoun_of_which_nothing_is_known_is_nobody() -> None:
    (figure,), _ = read_figures("She expects the economy to grow by 0.5% in May.", date(2024, 3, 1))
    assert figure.subject is None


NORWAY = "Norway fell and Norway slowed. "


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("EU inflation rose to 4.1 percent in May.", "European Union"),
        ("G7 inflation rose to 4.1 percent.", "Group of Seven"),
        ("Euro zone GDP growth slowed to 0.2 percent.", "Euro zone"),
        ("The Bank of England sees inflation at 4.1 percent.", "United Kingdom"),
        ("The Bank of Japan sees inflation at 4.1 percent.", "Japan"),
        # who only tells of it has none, be it from elsewhere
        ("Fell Bank sees inflation at 4.1 percent.", "Norway"),
        ("The bank sees inflation at 4.1 percent.", "Norway"),
        ("Food inflation rose to 4.1 percent.", "Norway"),
    ],
)
def test_a_bloc_and_a_central_bank_have_an_economy_of_their_own(text: str, subject: str) -> None:
    record = extract({"text": NORWAY + text})
    *_, figure = record.figures
    assert figure.subject is not None
    names = {entity.entity_id: entity.name for entity in record.entities}
    assert names.get(figure.subject.entity_id or "", figure.subject.text) == subject


@pytest.mark.parametrize(
    ("told", "rates"),
    [
        ("to buy a stake for $300 million", False),
        ("puts talks on hold, and cuts its debt", False),
        (", which will hold talks, reported a loss of $300 million", False),
        (", a takeover target, had revenue of $300 million", False),
        ("to sell from hold, target $27", True),
        ("goes to neutral", True),
    ],
)
def test_what_is_a_grade(told: str, *, rates: bool) -> None:
    assert is_rating(told) == rates
