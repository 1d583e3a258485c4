from datetime import UTC, datetime

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from newsx.knowledge.base import default
from newsx.resolve.entities import resolve_entities
from newsx.schema import Article, Entity, Mention


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


def _resolve(
    nlp: Language,
    text: str,
    names: list[tuple[str, str]],
    *,
    headline: str | None = None,
    on: datetime | None = None,
) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    """Resolve a text with these names marked, each where it comes next."""
    doc, last, spans = nlp(text), 0, []
    for name, label in names:
        start = text.index(name, last)
        last = start + len(name)
        spans.append(doc.char_span(start, last, label=label, alignment_mode="expand"))
    doc.ents = tuple(span for span in spans if span is not None)
    article = Article(
        article_id="a", version_id="v", headline=headline, date_published=on, text=text,
        text_sha256="",
    )  # fmt: skip
    return resolve_entities(doc, article, knowledge=default())


# (text, names, canonical name of each mention)
SAME = [
    ("S3 Partners LLC counted. S3 said so.", ["S3 Partners LLC", "S3"], ["S3 Partners LLC"] * 2),
    (
        "Bank of America Corp. fell. BofA and Bank of America agree.",
        ["Bank of America Corp.", "BofA", "Bank of America"],
        ["Bank of America Corp."] * 3,
    ),
    ("BofA fell.", ["BofA"], ["Bank of America Corp."]),
    (
        "RBNZ waits. The Reserve Bank of New Zealand held.",
        ["RBNZ", "Reserve Bank of New Zealand"],
        ["Reserve Bank of New Zealand"] * 2,
    ),
    (
        "The Central Statistical Office (GUS) said so. GUS said more.",
        ["Central Statistical Office", "GUS", "GUS"],
        ["Central Statistical Office"] * 3,
    ),
    (
        "Shares of Halden Mining Works (NYSE) fell. NYSE shut.",
        ["Halden Mining Works", "NYSE", "NYSE"],
        ["Halden Mining Works", "NYSE", "NYSE"],
    ),
    (
        "Credit Market Analysis Ltd (CMA) was sold.",
        ["Credit Market Analysis Ltd", "CMA"],
        ["Credit Market Analysis Ltd"] * 2,
    ),
    (
        "Morgan Stanley rose. Morgan Stanley Wealth Management hired.",
        ["Morgan Stanley", "Morgan Stanley Wealth Management"],
        ["Morgan Stanley", "Morgan Stanley Wealth Management"],
    ),
    (
        "Tessera Systems Corp. fell. Tessera cut jobs.",
        ["Tessera Systems Corp.", "Tessera"],
        ["Tessera Systems Corp."] * 2,
    ),
    (
        "Maison Orlec SA fell. Orlec cut jobs.",
        ["Maison Orlec SA", "Orlec"],
        ["Maison Orlec SA"] * 2,
    ),
    (
        "Maison Orlec fell. Orlec Corp. cut jobs.",
        ["Maison Orlec", "Orlec Corp."],
        ["Maison Orlec", "Orlec Corp."],
    ),
    (
        "PT Sari Angin Timur fell. Sari Angin cut jobs.",
        ["PT Sari Angin Timur", "Sari Angin"],
        ["PT Sari Angin Timur"] * 2,
    ),
    (
        "The Pilots of Corvane met. Corvane cut jobs.",
        ["Pilots of Corvane", "Corvane"],
        ["Pilots of Corvane", "Corvane"],
    ),
    (
        "Stanmore & Rydal fell. Rydal cut jobs.",
        ["Stanmore & Rydal", "Rydal"],
        ["Stanmore & Rydal", "Rydal"],
    ),
    (
        "The New York Fed counted. The Fed waits.",
        ["New York Fed", "Fed"],
        ["Federal Reserve Bank of New York", "Federal Reserve"],
    ),
    (
        "Pallow Reinsurance Holdings rose. Pallow Re hired. Brade Tel fell, Brade Telephones said.",
        ["Pallow Reinsurance Holdings", "Pallow Re", "Brade Tel", "Brade Telephones"],
        ["Pallow Reinsurance Holdings"] * 2 + ["Brade Telephones"] * 2,
    ),
    *(
        (f"{full} fell. Its rival {other} rose.", [full, other], [full, other])
        for full, other in (
            ("Kestrel Renewable Energy", "Kestrel Energy"),
            ("Kestrel Renewable Energy", "Kestrel Re"),
            ("Hanmaek Savings Bank", "Hanmaek Bank"),
            ("Kestrel Oilfield Services", "Kestrel Oil"),
            ("Peel Evening Standard", "Standard"),
            ("Peel Hurst Capital Partners", "Hurst Capital"),
        )
    ),
    (
        "National Australia Bank fell. National Bank of Peel rose. National Bank cut jobs.",
        ["National Australia Bank", "National Bank of Peel", "National Bank"],
        ["National Australia Bank", "National Bank of Peel", "National Bank"],
    ),
    (
        "Werkhaus Orlec AG fell. Orlec cut jobs.",
        ["Werkhaus Orlec AG", "Orlec"],
        ["Werkhaus Orlec AG"] * 2,
    ),
    ("Banco Orlec fell. Orlec cut jobs.", ["Banco Orlec", "Orlec"], ["Banco Orlec"] * 2),
    (
        "Pallow Reinsurance Holdings rose. Pallow Marine hired.",
        ["Pallow Reinsurance Holdings", "Pallow Marine"],
        ["Pallow Reinsurance Holdings", "Pallow Marine"],
    ),
    (
        "Stanmore & Ridley Gold fell. S&R cut jobs.",
        ["Stanmore & Ridley Gold", "S&R"],
        ["Stanmore & Ridley Gold"] * 2,
    ),
    (
        "Union of Shop Hands (Ushand) met. Ushand voted.",
        ["Union of Shop Hands", "Ushand", "Ushand"],
        ["Union of Shop Hands"] * 3,
    ),
    (
        "Port Benefit Corporation will pay. The PBC has funds.",
        ["Port Benefit Corporation", "PBC"],
        ["Port Benefit Corporation"] * 2,
    ),
    (
        "Stanmore & Ridley Gold rivals G&V (Oslo Gold Ltd).",
        ["Stanmore & Ridley Gold", "G&V", "Oslo Gold Ltd"],
        ["Stanmore & Ridley Gold", "G&V", "Oslo Gold Ltd"],
    ),
    (
        "Peel Small Finance Bank rose. Peel SFB hired.",
        ["Peel Small Finance Bank", "Peel SFB"],
        ["Peel Small Finance Bank"] * 2,
    ),
    (
        "Peel Investment Trust rose. Peel IT hired.",
        ["Peel Investment Trust", "Peel IT"],
        ["Peel Investment Trust", "Peel IT"],
    ),
    (
        "Peel Small Finance Bank rose. Peel SB and Hurst SFB hired.",
        ["Peel Small Finance Bank", "Peel SB", "Hurst SFB"],
        ["Peel Small Finance Bank", "Peel SB", "Hurst SFB"],
    ),
    (
        "Compagnie de Maraval rose. Maraval hired.",
        ["Compagnie de Maraval", "Maraval"],
        ["Compagnie de Maraval"] * 2,
    ),
    (
        "Amis de Maraval met. Maraval hired.",
        ["Amis de Maraval", "Maraval"],
        ["Amis de Maraval", "Maraval"],
    ),
    ("The Fed waits.", ["Fed"], ["Federal Reserve"]),
    ("Goldman Sachs estimates.", ["Goldman Sachs"], ["Goldman Sachs"]),
]


@pytest.mark.parametrize(("text", "names", "canonical"), SAME)
def test_long_and_short_names_are_one_organisation(
    nlp: Language, text: str, names: list[str], canonical: list[str]
) -> None:
    entities, mentions = _resolve(nlp, text, [(name, "ORG") for name in names])
    by_id = {entity.entity_id: entity.name for entity in entities}
    assert [by_id[mention.entity_id] for mention in mentions] == canonical


def test_surnames_find_their_person_and_honours_are_no_name(nlp: Language) -> None:
    text = "Rob Haworth met Sir Alastair Keane. Haworth left; Keane and Mr. Haworth stayed."
    names = [(n, "PERSON") for n in ("Rob Haworth", "Sir Alastair Keane", "Haworth", "Keane")]
    entities, mentions = _resolve(nlp, text, [*names, ("Haworth", "PERSON")])
    by_id = {entity.entity_id: entity.name for entity in entities}
    assert [by_id[m.entity_id] for m in mentions] == [
        "Rob Haworth", "Alastair Keane", "Rob Haworth", "Alastair Keane", "Rob Haworth",
    ]  # fmt: skip
    assert [m.form for m in mentions][2:] == ["short_name"] * 3


def test_two_people_of_one_name_are_told_apart_by_who_came_last(nlp: Language) -> None:
    text = "Ann Lee spoke. Then Bo Lee spoke. Lee left."
    entities, mentions = _resolve(
        nlp, text, [("Ann Lee", "PERSON"), ("Bo Lee", "PERSON"), ("Lee", "PERSON")]
    )
    assert len(entities) == 2
    assert mentions[2].entity_id == mentions[1].entity_id


def test_a_printed_ticker_of_an_unknown_company_is_kept(nlp: Language) -> None:
    text = "Calloway Robotics Inc. (NASDAQ: CWRB) rose."
    entities, _ = _resolve(
        nlp, text, [("Calloway Robotics Inc.", "ORG"), ("NASDAQ", "ORG"), ("CWRB", "TICKER")]
    )
    company = entities[0]
    assert not company.linked
    assert (company.identifiers.ticker, company.identifiers.mic) == ("CWRB", "XNAS")
    assert company.identifiers.cik is None


def test_a_printed_ticker_refutes_a_namesake(nlp: Language) -> None:
    text = "Carvana Mining (NYSE: ZQXW) fell. Tesla (NASDAQ: QQZZ) fell."
    names = [("Carvana Mining", "ORG"), ("NYSE", "ORG"), ("ZQXW", "TICKER")]
    names += [("Tesla", "ORG"), ("NASDAQ", "ORG"), ("QQZZ", "TICKER")]
    entities, _ = _resolve(nlp, text, names)
    assert {e.name for e in entities if e.linked} == {"NYSE", "NASDAQ"}


def test_ids_are_open_or_ours_and_never_the_ticker(nlp: Language) -> None:
    text = "Nvidia Corp. fell. S3 Partners said so. Bexley Partners agreed."
    names = [("Nvidia Corp.", "ORG"), ("S3 Partners", "ORG"), ("Bexley Partners", "ORG")]
    entities, _ = _resolve(nlp, text, names)
    assert [e.entity_id for e in entities][:2] == ["cik:0001045810", "newsx:s3-partners-llc"]
    assert entities[0].identifiers.ticker == "NVDA"
    assert entities[0].link_score is not None
    assert len(entities[2].entity_id) == 16
    assert (entities[2].linked, entities[2].link_score) == (False, None)


def test_the_headline_names_entities_by_any_of_their_names(nlp: Language) -> None:
    text = "Tessera Systems Corp. fell after Nvidia Corp. and Bexley Partners agreed."
    names = [(n, "ORG") for n in ("Tessera Systems Corp.", "Nvidia Corp.", "Bexley Partners")]
    entities, _ = _resolve(nlp, text, names, headline="Tessera slides with chipmaker NVIDIA")
    in_headline = {e.name: e.in_headline for e in entities}
    # `Tessera` alone is in the headline and not in the text: the long name's first word
    assert in_headline == {
        "Tessera Systems Corp.": True, "Nvidia Corp.": True, "Bexley Partners": False,
    }  # fmt: skip
    assert entities[1].relevance > entities[2].relevance


def test_the_company_is_the_company_where_that_is_plain(nlp: Language) -> None:
    text = "Tessera Systems Corp. fell. Tessera cut jobs. The company has 9 labs. The bank left."
    names = [("Tessera Systems Corp.", "ORG"), ("Tessera", "ORG")]
    entities, mentions = _resolve(nlp, text, names)
    assert [(m.text, m.form) for m in mentions][2:] == [("The company", "nominal")]
    assert entities[0].mention_count == 3


@pytest.mark.parametrize(("day", "ticker"), [("2020-05-04", "FB"), ("2023-09-10", "META")])
def test_the_ticker_is_that_of_the_day(nlp: Language, day: str, ticker: str) -> None:
    on = datetime.fromisoformat(day).replace(tzinfo=UTC)
    entities, _ = _resolve(
        nlp, "Meta Platforms Inc. fell.", [("Meta Platforms Inc.", "ORG")], on=on
    )
    assert entities[0].identifiers.ticker == ticker


@given(st.text(st.characters(codec="utf-8"), max_size=80))
@settings(max_examples=60, deadline=None)
def test_any_text_resolves_and_every_span_slices_back(text: str) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    doc = nlp(text)
    doc.ents = tuple(doc[i : i + 1] for i in range(0, len(doc), 2))
    for number, span in enumerate(doc.ents):
        span.label_ = ("ORG", "PERSON", "GPE", "INDEX")[number % 4]
    article = Article(article_id="a", version_id="v", text=text, text_sha256="")
    entities, mentions = resolve_entities(doc, article, knowledge=default())
    assert {m.entity_id for m in mentions} == {e.entity_id for e in entities}
    last = 0
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.text
        assert mention.start >= last
        last = mention.end


# (text, name, label, the identifier that is no share's)
SYMBOLS = [
    ("The Russell 2000 fell.", "Russell 2000", "INDEX", "^RUT"),
    ("Brent fell.", "Brent", "COMMODITY", "BZ=F"),
    ("The yen fell.", "yen", "CURRENCY", "JPY"),
    ("Bitcoin fell.", "Bitcoin", "CRYPTO", "BTC"),
]


@pytest.mark.parametrize(("text", "name", "label", "symbol"), SYMBOLS)
def test_what_is_no_share_has_its_symbol(
    nlp: Language, text: str, name: str, label: str, symbol: str
) -> None:
    entities, _ = _resolve(nlp, text, [(name, label)])
    assert entities[0].identifiers.symbol == symbol
    assert entities[0].identifiers.ticker is None


def test_a_market_has_its_mic_and_a_country_its_item(nlp: Language) -> None:
    entities, _ = _resolve(nlp, "Nasdaq opened in Chile.", [("Nasdaq", "ORG"), ("Chile", "GPE")])
    assert (entities[0].identifiers.mic, entities[0].identifiers.symbol) == ("XNAS", None)
    assert entities[1].identifiers.wikidata == "Q298"


# (text, names, ids: whose money or ministry it is)
OF_COUNTRIES = [
    ("Egypt devalued the pound.", [("Egypt", "GPE"), ("pound", "CURRENCY")], "EGP"),
    ("Argentina let the peso fall.", [("Argentina", "GPE"), ("peso", "CURRENCY")], "ARS"),
    ("The pound fell.", [("pound", "CURRENCY")], "GBP"),
    ("The peso fell.", [("peso", "CURRENCY")], "MXN"),
]


@pytest.mark.parametrize(("text", "names", "symbol"), OF_COUNTRIES)
def test_money_is_that_of_the_country_beside_it(
    nlp: Language, text: str, names: list[tuple[str, str]], symbol: str
) -> None:
    entities, _ = _resolve(nlp, text, names)
    assert entities[-1].identifiers.symbol == symbol


@pytest.mark.parametrize(
    ("text", "name", "ticker"),
    [
        ("Macy's said so.", "Macy's", "M"),
        ("Kohl led the country.", "Kohl", None),
        ("Ford said in his memoir that he had no regrets.", "Ford", None),
        ("Ford said its trucks sold well.", "Ford", "F"),
        ("Berkshire Hathway sold shares.", "Berkshire Hathway", "BRK.B"),
        ("Tim Cook spoke. Apple surprised.", "Apple", "AAPL"),
        ("Apple surprised.", "Apple", None),
    ],
)
def test_a_name_is_linked_as_it_is_spoken_of(
    nlp: Language, text: str, name: str, ticker: str | None
) -> None:
    names = [("Tim Cook", "PERSON")] if "Tim Cook" in text else []
    entities, mentions = _resolve(
        nlp, text, [*names, (name, "ORG")], on=datetime(2024, 5, 3, tzinfo=UTC)
    )
    assert entities[-1].identifiers.ticker == ticker
    assert mentions[-1].text == name
