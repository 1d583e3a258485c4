import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from newsx.knowledge.base import default
from newsx.recognize.gazetteer import Gazetteer

# (text, what the list finds in it); every bug adds its row first
FOUND = [
    ("The S&P 500 rose 1%.", [("S&P 500", "INDEX")]),
    ("The Russell 2000 fell 2%.", [("Russell 2000", "INDEX")]),
    ("The Dow fell 80 points.", [("Dow", "INDEX")]),
    ("The Dow is a plant of the region.", []),
    ("The Nasdaq rose 2% and the Dow gained 1%.", [("Nasdaq", "INDEX"), ("Dow", "INDEX")]),
    ("Its shares trade on the Nasdaq exchange.", [("Nasdaq", "ORG")]),
    ("the CAC 40 in Paris", [("CAC 40", "INDEX"), ("Paris", "GPE")]),
    ("Spot gold eased 0.9% to $1,949.90 an ounce.", [("gold", "COMMODITY")]),
    ("She won a gold medal.", []),
    ("Wheat was little changed at $5.71-1/2 a bushel.", [("Wheat", "COMMODITY")]),
    ("He paid 150 yen for it.", []),
    ("The yen rose against the dollar.", [("yen", "CURRENCY"), ("dollar", "CURRENCY")]),
    ("Every dollar goes to the crews.", []),
    ("Inflation in the euro zone fell.", [("euro zone", "LOC")]),
    ("It cost 60.35 U.S. cents.", []),
    ("Bitcoin slid below $29,000.", [("Bitcoin", "CRYPTO")]),
    ("The Official Cash Rate is 5.25%.", [("Official Cash Rate", "RATE")]),
    ("The Renaissance IPO ETF gained.", [("Renaissance IPO ETF", "INSTRUMENT")]),
    ("(NASDAQ: CWRB)", [("NASDAQ", "ORG"), ("CWRB", "TICKER")]),
    ("Morgan Stanley <MS.N> fell.", [("Morgan Stanley", "ORG"), ("MS.N", "TICKER")]),
    ("He bought $TSLA calls.", [("TSLA", "TICKER")]),
    ("It cost $5 (about half).", []),
    ("Barclays (BARC.L) rose.", [("Barclays", "ORG"), ("BARC.L", "TICKER")]),
    ("It trades under the symbol HLYD.", [("HLYD", "TICKER")]),
    ("LONDON, Nov 8 - Oil fell", [("LONDON", "GPE")]),
    ("Analysts in the City expected more.", [("City", "ORG")]),
    ("American and Chinese officials met.", [("American", "NORP"), ("Chinese", "NORP")]),
    ("the Middle East and Saudi Arabia", [("Middle East", "LOC"), ("Saudi Arabia", "GPE")]),
    ("Regulators in New Zealand’s capital", [("New Zealand", "GPE")]),
    ("Oracle shares jumped 13% and stock in Target fell.",
     [("Oracle", "ORG"), ("Target", "ORG")]),
    ("Block shares rose as block trades fell. Energy shares fell, too.", []),
    ("The Economist said so in The Hague.", [("Economist", "ORG"), ("The Hague", "GPE")]),
]  # fmt: skip

# (text, the model's spans, what is left of them)
MENDED = [
    ("Texas Instruments rose.", [("Texas Instruments", "ORG")], [("Texas Instruments", "ORG")]),
    ("The Russell 2000 Index fund", [("Russell", "PERSON")], [("Russell 2000 Index", "INDEX")]),
    ("AI demand grew.", [("AI", "ORG")], []),
    ("Nvidia and Tesla", [("Nvidia and Tesla", "ORG")], [("Nvidia", "ORG"), ("Tesla", "ORG")]),
    (
        "AT&T's Time Warner",
        [("AT&T's Time Warner", "ORG")],
        [("AT&T", "ORG"), ("Time Warner", "ORG")],
    ),
    ("He sold Moody's Corp. stock.", [("Moody's Corp.", "ORG")], [("Moody's Corp.", "ORG")]),
    ("It broke the Port Levy Act.", [("Port Levy Act", "ORG")], []),
    ("Marks and Spencer fell.", [("Marks and Spencer", "ORG")], [("Marks and Spencer", "ORG")]),
    ("Rival Norden AB rose.", [("Rival Norden AB", "ORG")], [("Norden AB", "ORG")]),
    (
        "The San Jose, California-based company said",
        [("California-based company", "ORG")],
        [("San Jose", "GPE"), ("California", "GPE")],
    ),
    ("Sir Ivo Keane left.", [("Ivo Keane", "PERSON")], [("Sir Ivo Keane", "PERSON")]),
    ("Miss Coe left.", [("Miss Coe", "PERSON")], [("Coe", "PERSON")]),
    ("the swaps market", [("swaps", "ORG")], []),
    ("Fighting in Orakzai went on.", [("Orakzai", "LOC")], [("Orakzai", "GPE")]),
    ("Ships in the Coral Sea", [("Coral Sea", "LOC")], [("Coral Sea", "LOC")]),
    # the legal form is part of the name
    ("Minhaek Semi Co. shares rose.", [("Minhaek Semi", "ORG")], [("Minhaek Semi Co.", "ORG")]),
    ("Kasslin Bio, Inc., raised it.", [("Kasslin Bio", "ORG")], [("Kasslin Bio, Inc.", "ORG")]),
    ("Aldermoor, Ltd fell.", [("Aldermoor", "ORG")], [("Aldermoor, Ltd", "ORG")]),
    ("Aldermoor, led by Ines Coe,", [("Aldermoor", "ORG")], [("Aldermoor", "ORG")]),
    # what is written as no name is, is what the list has
    ("A weaker krona helped.", [("krona", "ORG")], [("krona", "CURRENCY")]),
    ("It paid 540 million ringgit.", [("ringgit", "COMMODITY")], []),
    ("It reports in SEK.", [("SEK", "ORG")], [("SEK", "CURRENCY")]),
    ("Sales (SEK million); profit, SEK", [("SEK", "ORG")] * 2, [("SEK", "CURRENCY")] * 2),
    ("SEK said it sold bonds.", [("SEK", "ORG")], [("SEK", "ORG")]),
    ("Shares of AMD rose to AMD 5.", [("AMD", "ORG")] * 2, [("AMD", "ORG")] * 2),
    # pictures are no part of a name
    ("Ana Varo \U0001f680 said so.", [("Ana Varo \U0001f680", "PERSON")], [("Ana Varo", "PERSON")]),
    ("\U0001f4c8 Norden AB rose.", [("\U0001f4c8 Norden AB", "ORG")], [("Norden AB", "ORG")]),
    # who is a firm's is a person, what is a country's need not be
    (
        "Tarn Rock's Elio Varga",
        [("Tarn Rock", "ORG"), ("Elio Varga", "ORG")],
        [("Tarn Rock", "ORG"), ("Elio Varga", "PERSON")],
    ),
    (
        "Israel's Shin Bet",
        [("Israel", "LOC"), ("Shin Bet", "ORG")],
        [("Israel", "GPE"), ("Shin Bet", "ORG")],
    ),
    # a surname that is a company's name too
    (
        "Elio Santos sold. Santos said so.",
        [("Elio Santos", "PERSON"), ("Santos", "PERSON")],
        [("Elio Santos", "PERSON"), ("Santos", "PERSON")],
    ),
    # but the list knows companies with the name of a person
    ("Eli Lilly rose.", [("Eli Lilly", "PERSON")], [("Eli Lilly", "ORG")]),
    # a person, whoever else is called so
    ("Mr Santander and Mrs. Paris", [("Paris", "GPE")], [("Paris", "PERSON")]),
    # a company is no place and no person, if what stands beside it is said of companies
    ("Shares in Tarvale fell.", [("Tarvale", "GPE")], [("Tarvale", "ORG")]),
    ("Shares in Germany fell.", [("Germany", "GPE")], [("Germany", "GPE")]),
    ("The tyre maker Ana Varo rose.", [("Ana Varo", "PERSON")], [("Ana Varo", "ORG")]),
    ("The builder Ana Varo rose.", [("Ana Varo", "PERSON")], [("Ana Varo", "PERSON")]),
    ("Ana Varo's chairman", [("Ana Varo", "PERSON")], [("Ana Varo", "ORG")]),
    ("Ana Varo, the tyre maker, sold.", [("Ana Varo", "PERSON")], [("Ana Varo", "ORG")]),
    ("Ana Varo, an aide at the bank, sold.", [("Ana Varo", "PERSON")], [("Ana Varo", "PERSON")]),
    (
        "Tarvale's chairman quit. Ask Tarvale.",
        [("Tarvale", "PERSON"), ("Tarvale", "PERSON")],
        [("Tarvale", "ORG"), ("Tarvale", "ORG")],
    ),
    # the first words of a longer name are it, unless something happens there
    (
        "Tarvale Homes fell. Tarvale said so in Tarvale.",
        [("Tarvale Homes", "ORG"), ("Tarvale", "GPE"), ("Tarvale", "GPE")],
        [("Tarvale Homes", "ORG"), ("Tarvale", "ORG"), ("Tarvale", "GPE")],
    ),
    # and the last word of a person's
    (
        "Ana Varo left. Varo was ill.",
        [("Ana Varo", "PERSON"), ("Varo", "ORG")],
        [("Ana Varo", "PERSON"), ("Varo", "PERSON")],
    ),
    (
        "Ana Varo left Varo Steel. Varo rose.",
        [("Ana Varo", "PERSON"), ("Varo Steel", "ORG"), ("Varo", "ORG")],
        [("Ana Varo", "PERSON"), ("Varo Steel", "ORG"), ("Varo", "ORG")],
    ),
    ("It fetched 61 cents on the dollar, up from 55.", [], []),
    ("GOLD PRICES FALL, BRENT BELOW $70", [("BRENT", "ORG")],
     [("GOLD", "COMMODITY"), ("BRENT", "COMMODITY")]),
    # storms and ships have the names of people and of companies
    (
        "Hurricane Ida and Typhoon Sol came. Ida cost most.",
        [("Ida", "PERSON"), ("Typhoon Sol", "ORG"), ("Ida", "PERSON")],
        [("Hurricane Ida", "EVENT"), ("Typhoon Sol", "EVENT"), ("Ida", "EVENT")],
    ),
    ("The tanker Sol Varo sank.", [("Sol Varo", "PERSON")], [("Sol Varo", "PRODUCT")]),
    ("South Korea won it.", [("South Korea", "LOC")], [("South Korea", "GPE")]),
    ("It cost 71 Swiss francs. The Swiss left.", [("Swiss", "NORP")], [("Swiss", "NORP")]),
    # a name that ends so
    ("Moody's rates Tesco's debt.", [("Moody", "ORG"), ("Tesco", "ORG")],
     [("Moody's", "ORG"), ("Tesco", "ORG")]),
    # a place is no company that would be joined to one
    ("Lima and Otis Rail", [("Lima and Otis Rail", "ORG")], [("Lima and Otis Rail", "ORG")]),
    ("Thanks @varga_news for it", [("@varga_news", "PERSON")], [("@varga_news", "PERSON")]),
    ("Arrow Co NV sank.", [("Arrow Co", "ORG"), ("NV", "GPE")], [("Arrow Co NV", "ORG")]),
    # an abbreviation of words that are no name is none either
    ("Net interest income (NII) grew. NII rose.", [("NII", "ORG"), ("NII", "ORG")], []),
    ("The ratio of bad loans (RBL) grew.", [("RBL", "ORG")], []),
    ("The Ruritanian Board of Loans (RBL) met.", [("RBL", "ORG")], [("RBL", "ORG")]),
    # what a company is tells that it is one, but not in a headline, nor before a day
    ("Couriers at the parcel firm Quietly walked out.", [], [("Quietly", "ORG")]),
    ("Parcel firm Quietly grows\nIt did.", [], []),
    ("Staff of the union Monday voted for the chain President Ito runs.", [], []),
    # what a headline glues to a name
    (
        "Housebuilder Tarn Vale cuts jobs\nTarn Vale plc said so. It owns Tarn Vale Land.",
        [("Housebuilder Tarn Vale", "ORG"), ("Tarn Vale plc", "ORG"), ("Tarn Vale Land", "ORG")],
        [("Tarn Vale", "ORG"), ("Tarn Vale plc", "ORG"), ("Tarn Vale Land", "ORG")],
    ),
    (
        "Lenders Circle Ferrow as Bonds Sink\nFerrow Paper Inc. is up for sale.",
        [("Circle Ferrow", "ORG"), ("Ferrow Paper Inc.", "ORG")],
        [("Ferrow", "ORG"), ("Ferrow Paper Inc.", "ORG")],
    ),
    (
        "Tarn Bio banks $175 million\nTarn Bio, Inc. raised it.",
        [("Tarn Bio banks", "ORG"), ("Tarn Bio, Inc.", "ORG")],
        [("Tarn Bio", "ORG"), ("Tarn Bio, Inc.", "ORG")],
    ),
    # and what is part of the name: nothing tells that the short form is the whole
    (
        "Grupo Ferrow cuts jobs\nShares of Ferrow fell.",
        [("Grupo Ferrow", "ORG"), ("Ferrow", "ORG")],
        [("Grupo Ferrow", "ORG"), ("Ferrow", "ORG")],
    ),
    ("Paris Whitcombe said so.", [("Paris Whitcombe", "PERSON")], [("Paris Whitcombe", "PERSON")]),
    (
        "U.S. West Texas Intermediate crude",
        [("U.S. West Texas Intermediate", "ORG")],
        [("U.S.", "GPE"), ("West Texas Intermediate", "COMMODITY")],
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(default())


def _names(doc: Doc) -> list[tuple[str, str]]:
    return [(span.text, span.label_) for span in doc.ents]


@pytest.mark.parametrize(("text", "found"), FOUND)
def test_the_list_finds_names_where_they_are_meant(
    nlp: Language, gazetteer: Gazetteer, text: str, found: list[tuple[str, str]]
) -> None:
    assert _names(gazetteer(nlp(text))) == found


@pytest.mark.parametrize(("text", "model", "left"), MENDED)
def test_spans_of_a_model_are_put_right(
    nlp: Language,
    gazetteer: Gazetteer,
    text: str,
    model: list[tuple[str, str]],
    left: list[tuple[str, str]],
) -> None:
    doc = nlp(text)
    spans, after = [], 0
    for name, label in model:
        start = text.index(name, after)
        after = start + len(name)
        spans.append(doc.char_span(start, after, label=label))
    doc.ents = tuple(span for span in spans if span is not None)
    assert _names(gazetteer(doc)) == left


def test_the_factory_is_registered_and_says_what_it_assigns() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("newsx_gazetteer")
    assert "doc.ents" in nlp.get_pipe_meta("newsx_gazetteer").assigns


def test_an_empty_text_has_no_names(nlp: Language, gazetteer: Gazetteer) -> None:
    assert _names(gazetteer(nlp(""))) == []
