"""Whole documents: pages and flattened text, written for these tests."""

import contextlib
import json
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsx.errors import ParseError
from newsx.parse import parse
from newsx.parse.completeness import verdict
from newsx.parse.facts import Facts
from newsx.parse.sniff import kind_of
from newsx.schema import Article, Document
from newsx.settings import Settings

PARAGRAPHS = [
    "Norrland Steel AB said on Tuesday that profit fell 12% to 4.1 billion kronor in the quarter.",
    "“Demand from carmakers is the weakest since 2020,” Chief Executive Eva Lind told reporters.",
    "The shares dropped as much as 7.3% in Stockholm, the biggest fall since March this year.",
    "Analysts at Harcourt Lane had expected a profit of 4.6 billion kronor, according to a note.",
    "The company kept its forecast for the year and said that it would cut 800 of its 21,000 jobs.",
]
LINKED = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "Organization", "@id": "#org", "name": "The Ledger"},
        {"@type": "Person", "@id": "#jane", "name": "Jane Doe"},
        {
            "@type": ["NewsArticle"],
            "headline": "Norrland Steel profit falls 12%",
            "author": [{"@id": "#jane"}, {"@type": "Organization", "name": "Reuters"}],
            "publisher": {"@id": "#org"},
            "datePublished": "2024-05-07T08:30:00+02:00",
            "dateModified": "2024-05-07T09:00:00+02:00",
            "articleSection": "Markets",
            "keywords": ["steel", "Norrland"],
            "isAccessibleForFree": "True",
        },
    ],
}


def page(body: str, head: str = "") -> bytes:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Norrland Steel profit '
        f"falls 12% | The Ledger</title>{head}</head><body><nav><a href='/'>Home</a> "
        f"<a href='/m'>Markets</a></nav>{body}<footer><p>© 2024 The Ledger. All rights reserved."
        f"</p></footer></body></html>"
    ).encode()


def story(*inside: str, head: str = "") -> bytes:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return page(
        f"<main><article><h1>Norrland Steel profit falls 12%</h1><div class='article-body'>{text}"
        f"{''.join(inside)}</div></article></main>",
        head=head,
    )


def read(content: bytes, **fields: str) -> Article:
    return parse(Document(source_ref="page", content=content, **fields), settings=Settings())


def test_page_gives_its_paragraphs_and_facts() -> None:
    linked = f'<script type="application/ld+json">{json.dumps(LINKED)}</script>'
    canonical = '<link rel="canonical" href="/norrland">'
    article = read(story(head=linked + canonical), url="https://www.ledger.example/norrland?x=1")
    assert article.text.split("\n\n") == PARAGRAPHS
    assert article.headline == "Norrland Steel profit falls 12%"
    assert (article.authors, article.provider) == (("Jane Doe",), "Reuters")
    assert article.publisher.name == "The Ledger"
    assert article.publisher.domain == "ledger.example"
    assert article.canonical_url == "https://www.ledger.example/norrland"
    assert article.date_published == datetime(2024, 5, 7, 6, 30, tzinfo=UTC)
    assert article.date_published_zone_from == "markup"
    assert (article.section, article.keywords) == ("Markets", ("steel", "Norrland"))
    assert (article.in_language, article.completeness) == ("en", "full")
    assert article.is_accessible_for_free is True


@pytest.mark.parametrize(
    "foreign",
    [
        "<figure><img src='x.jpg'><figcaption>A furnace in Lulea, 61% idle.</figcaption></figure>",
        "<p><a href='/other'>Five steel funds that gained 30% this year while others fell</a></p>",
        "<form><p>Steel news for 40,000 readers.</p><input type='email'></form>",
        "<p>Read more: Rival cuts 3,000 jobs</p>",
        "<p>Reporting by Jane Doe in Stockholm; editing by Max Roe</p>",
        "<p>Jane Doe is a reporter who covers metals. Follow her on Twitter.</p>",
        "<div class='comments'><p>I sold all 500 of my shares at 90 kronor years ago.</p></div>",
        "<p style='display:none'>Hidden words about 99% of everything that none reads.</p>",
        "<script>var text = 'Revenue rose 50% to 9 billion kronor, it said.';</script>",
    ],
)
def test_what_is_not_the_article_stays_out(foreign: str) -> None:
    head = '<meta name="author" content="Jane Doe">'
    assert read(story(foreign, head=head)).text.split("\n\n") == PARAGRAPHS


def test_subheadings_lists_quotes_and_tables_stay() -> None:
    more = (
        "<h2>What the company expects</h2>"
        "<ul><li>Revenue of 60 billion kronor in 2025, up from 58 billion kronor</li>"
        "<li>Costs that fall by 2.5 billion kronor in the two years to 2026</li></ul>"
        "<blockquote><p>“We will not sell the mine, whatever the price,” she said.</p></blockquote>"
        "<p>The cuts will cost 300 million kronor, the company said in a statement on Tuesday.</p>"
        "<table><tr><th>Quarter</th><th>Profit</th></tr><tr><td>Q1</td><td>4.1</td></tr></table>"
        "<p>Its rival Kronfeld AG, which is based in Essen, will report on Thursday, May 9.</p>"
    )
    paragraphs = read(story(more)).text.split("\n\n")
    assert "What the company expects" in paragraphs
    assert "Revenue of 60 billion kronor in 2025, up from 58 billion kronor" in paragraphs
    assert "“We will not sell the mine, whatever the price,” she said." in paragraphs


def test_names_in_neighbouring_links_are_put_apart() -> None:
    links = "<a href='/a'>Nvidia Corp.</a><a href='/b'>Meta Platforms Inc.</a>"
    linked = f"<p>Shares of {links} rose on Monday.</p>"
    assert "Nvidia Corp. Meta Platforms Inc. rose" in read(story(linked)).text


def test_article_id_is_of_the_canonical_url_and_version_of_the_text() -> None:
    canonical = '<link rel="canonical" href="https://ledger.example/norrland">'
    first = read(story(head=canonical), url="https://ledger.example/norrland?a")
    second = read(story("<p>The shares closed 5% lower, it said.</p>", head=canonical))
    assert first.article_id == second.article_id
    assert first.version_id != second.version_id


def test_the_byline_of_a_desk_is_no_headline() -> None:
    head = ["Copper slips as buyers wait", "", "By Our Markets Staff", "", "7 May 2024", ""]
    article = read("\n".join([*head, *[f"{paragraph}\n" for paragraph in PARAGRAPHS]]).encode())
    assert article.headline == "Copper slips as buyers wait"
    assert article.authors == ()
    assert article.text.split("\n\n") == PARAGRAPHS


def test_flattened_page_is_told_from_its_surroundings() -> None:
    flat = "\n".join(
        [
            "• Home", "• Markets", "• Funds", "MarketsMetals", "",
            "Norrland Steel profit falls 12% as carmakers order less", "",
            "By", "Jane Doe", "Jane Doe", "and", "Bloomberg", "Bloomberg",
            "May 7, 2024, 8:30 AM CEST",
            "A furnace of Norrland Steel in Lulea, Sweden.",
            "A furnace of Norrland Steel in Lulea, Sweden.Max Roe/Bloomberg via Getty Images", "",
            *[f"{paragraph}\n" for paragraph in PARAGRAPHS],
            "The Ledger Metals Forum returns to London on Oct. 8. Register here.",
            "About the Author", "By Jane Doe", "See full bio", "", "Latest in Markets", "",
            "Funds", "Copper funds lose $3 billion in a week", "By Max RoeJune 3, 2024",
            "2 hours ago",
            "Most Popular", "Gold", "Gold rises 2% to a record", "By Ann PooleJune 2, 2024",
            "• About Us", "• Careers", "© 2024 Ledger Media Group LLC. All Rights Reserved.",
        ]
    )  # fmt: skip
    article = read(flat.encode())
    assert article.text.split("\n\n") == PARAGRAPHS
    assert article.headline == "Norrland Steel profit falls 12% as carmakers order less"
    assert (article.authors, article.provider) == (("Jane Doe",), "Bloomberg")
    assert article.date_published == datetime(2024, 5, 7, 6, 30, tzinfo=UTC)
    assert article.date_published_raw == "May 7, 2024, 8:30 AM CEST"
    assert article.publisher.name == "Ledger"
    assert article.section == "Markets/Metals"


def test_copy_that_breaks_off_is_truncated() -> None:
    flat = ["Norrland Steel profit falls 12% as car…", *PARAGRAPHS[:4], f"{PARAGRAPHS[4][:70]},…"]
    article = read("\n\n".join([*flat, "Leave a Comment", "Required fields are marked *"]).encode())
    assert article.completeness == "truncated"
    assert article.headline == "Norrland Steel profit falls 12% as car…"
    assert article.text.split("\n\n") == flat[1:]


def test_text_far_below_the_stated_length_is_truncated_or_paywalled() -> None:
    linked = {**LINKED["@graph"][2], "wordCount": 1400}  # type: ignore[dict-item]  # a node of the graph
    head = f'<script type="application/ld+json">{json.dumps(linked)}</script>'
    assert read(story(head=head)).completeness == "truncated"
    wall = "<div><p>Subscribe to continue reading.</p></div>"
    assert read(story(wall, head=head)).completeness == "paywalled"


def test_consent_wall_is_no_article() -> None:
    wall = page(
        "<div><h1>Before you continue</h1><p>We use cookies and similar technologies. We value "
        "your privacy.</p><p>Manage your consent or reject all.</p></div>"
    )
    article = read(wall)
    assert (article.completeness, article.text) == ("consent_wall", "")


def test_section_front_is_not_an_article() -> None:
    node = (
        '<script type="application/ld+json">{"@type": "CollectionPage", "name": "Markets"}</script>'
    )
    cards = "".join(
        f"<h3><a href='/{n}'>Fund {n} gains after a long wait</a></h3><p>Its holders saw {n}%.</p>"
        for n in range(8)
    )
    article = read(page(f"<main>{cards}</main>", head=node))
    assert (article.completeness, article.text, article.date_published) == (
        "not_an_article",
        "",
        None,
    )


@pytest.mark.parametrize(
    ("title", "says"),
    [
        ("404 Not Found", "Sorry, the page you are looking for does not exist. Try the search."),
        ("Page not found", "It may have moved. Go back to the front page or try the search."),
        ("Access Denied", "You don't have permission to access this page on this server today."),
        ("Just a moment...", "Checking that your connection is secure before you go on to it."),
        ("Oops! Page not found", "It may have moved. Go back to the front page or try the search."),
        ("Sorry, page not found", "It may have moved. Try the search, or go to the front page."),
        ("404 - File or directory not found.", "The resource might have been removed or renamed."),
        ("This page isn’t available", "The link may be broken, or the page may have been removed."),
        ("HTTP Error 503. The service is unavailable.", "Please come back in a few minutes."),
        (
            "403 - Forbidden: Access is denied.",
            "You have no permission to view what you asked for.",
        ),
        ("451: Unavailable due to legal reasons", "We cannot grant access from where you are now."),
        ("Page not found (404)", "It may have moved. Go back to the front page or try the search."),
        ("The page you are looking for doesn't exist", "Try the search, or go to the front page."),
        ("410 Gone", "It was taken down. Go back to the front page or try the search of the site."),
        (
            "504 Gateway Time-out",
            "The server did not answer in time. Please come back later today.",
        ),
        ("403 Forbidden - The Peel Ledger", "You have no permission to view what you asked for."),
        ("This content is not available in your region", "We are sorry, and hope to change that."),
        ("404 error page", "It may have moved. Go back to the front page or try the search."),
        ("Access Denied | The Peel Ledger", "You don't have permission to access this page today."),
        (
            "Attention Required! | peel.example",
            "Please enable cookies to go on to the page itself.",
        ),
        ("Page not found – Peel Ledger", "It may have moved. Go back to the front page or search."),
    ],
)
def test_a_page_of_an_error_is_no_article(title: str, says: str) -> None:
    page = f"<title>{title}</title><body><h1>{title}</h1><p>{says}</p></body>"
    article = read(page.encode())
    assert (article.text, article.completeness) == ("", "not_an_article")


@pytest.mark.parametrize(
    "headline",
    [
        "Access denied: how lenders shut out the poor",
        "Access denied - Peel Bank turns 400 away",
        "Access Denied | How Lenders Shut Out the Poor",
        "Are you human? Captchas get harder",
        "Service unavailable: Peel Bank app is down for hours",
        "Internal server error wipes out $3 billion at Peel",
        "450 gone as Peel shuts its Oslo plant",
        "450 gone",
        "500 - Peel Jobs Gone",
        "500 page through the files of Peel",
        "Content unavailable in China hits Peel",
        "Page not found - Peel Bank takes down its climate pledge",
        "Verification required of all lenders in Oslo",
        "Sorry",
    ],
)
def test_a_brief_whose_headline_begins_as_an_error_is_an_article(headline: str) -> None:
    said = "Peel Bank said on Monday that 400 of its customers were locked out of their accounts."
    page = f"<title>{headline}</title><body><h1>{headline}</h1><p>{said}</p></body>"
    article = read(page.encode())
    assert (article.text, article.completeness) == (said, "full")


@pytest.mark.parametrize("part", ["404 ", "page not found ", "sorry, ", "access denied | ", "| A "])
def test_a_headline_of_errors_costs_no_more_than_its_length(part: str) -> None:
    facts = Facts(headline=("404" if part[0] == "|" else "") + part * 20_000 + "!?")
    begun = time.process_time()
    verdict("", facts=facts)
    assert time.process_time() - begun < 0.5


def test_an_article_about_errors_is_one() -> None:
    said = "Access denied: that is what 400 of its customers read on Monday, Norrland Bank said. "
    page = f"<title>Access denied</title><body><h1>Access denied</h1><p>{said * 6}</p></body>"
    dated = '<meta property="article:published_time" content="2025-03-04T05:00:00Z">'
    brief = f"<head><title>Access denied</title>{dated}</head><h1>Access denied</h1><p>{said}</p>"
    assert read(page.encode()).completeness == read(brief.encode()).completeness == "full"


def test_other_languages_get_a_body_and_their_code() -> None:
    german = [
        "Der Stahlkonzern Norrland hat im ersten Quartal 4,1 Milliarden Kronen verdient.",
        "„Die Nachfrage der Autohersteller ist die schwächste seit 2020“, sagte Vorständin Lind.",
        "Die Aktie fiel um bis zu 7,3 Prozent und erholte sich danach, wie die Börse mitteilte.",
    ]
    body = "".join(f"<p>{paragraph}</p>" for paragraph in german)
    article = read(page(f"<article><h1>Norrland verdient weniger</h1>{body}</article>"))
    assert article.in_language == "de"
    assert article.text.split("\n\n") == german


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b" \n\t ", "is empty"),
        (b"%PDF-1.7 \x00\x01", "a PDF"),
        (b"PK\x03\x04\x14\x00", "ZIP"),
        (b"\x89PNG\r\n\x1a\n\x00", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"\x1f\x8b\x08\x00", "gzip data, no page or text; `newsx batch` reads it"),
        (b"WARC/1.0\r\nWARC-Type: warcinfo\r\n", "a WARC file"),
        (b"story.html".ljust(257, b"\x00") + b"ustar\x0000", "a TAR archive"),
        (b"\x00" * 8 + b"DUCK", "a DuckDB database"),
        (bytes(range(256)) * 4, "binary data, no page or text; convert it"),
        (b"<?xml version='1.0'?><rss><channel/></rss>", "a feed"),
        (b"<html><body><script>x()</script></body></html>", "without any text"),
    ],
)
def test_what_cannot_be_read_says_what_it_is(content: bytes, says: str) -> None:
    with pytest.raises(ParseError, match=says):
        read(content)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Прибыль выросла на 5%, а 株価は続落", "utf-8"),
        ("Прибыль выросла на 5%, а 株価は続落", "utf-16"),
        ("Прибыль выросла на 5%", "utf-16-le"),
        ("Sales at the café", "windows-1252"),
        ("株価は続落", "shift_jis"),
    ],
)
def test_text_in_any_encoding_is_no_binary_data(text: str, encoding: str) -> None:
    damaged = "Norrland fell\x02 5%. " * 9 + text * 40
    document = Document(source_ref="a.txt", content=damaged.encode(encoding))
    assert kind_of(document) == "text"


@pytest.mark.parametrize("charset", ["utf-16", "UTF-16LE", "unicode"])
@pytest.mark.parametrize("text", ["Οι πωλήσεις αυξήθηκαν κατά 5%. ", "Прибыль выросла на 5%. "])
def test_utf16_that_only_its_header_tells_is_no_binary_data(text: str, charset: str) -> None:
    content = (text * 20).encode("utf-16-le")
    assert read(content, charset=charset).text.startswith(text.strip())


def test_a_header_makes_no_text_of_binary_data() -> None:
    with pytest.raises(ParseError, match="binary data"):
        read(bytes(range(256)) * 4, charset="utf-16")


def test_foreign_media_type_is_refused() -> None:
    with pytest.raises(ParseError, match="image/webp"):
        read(b"\x01\x02\x03", media_type="image/webp")


def test_depth_and_size_do_no_harm() -> None:
    deep = page("<div>" * 3000 + "".join(f"<p>{p}</p>" for p in PARAGRAPHS) + "</div>" * 3000)
    assert read(deep).word_count >= 0
    assert read(page("<p>word " * 20_000)).word_count >= 0


@pytest.mark.parametrize(
    "hostile",
    [
        "<!-- a -->" * 2_000 + "<b>word</b>",
        "<!-- " * 12_000 + "<p>word",
        "<script " * 8_000 + "caf\xe9",
        "<" * 60_000 + "caf\xe9",
    ],
    ids=["comments", "open comments", "open scripts", "open tags"],
)
def test_markup_that_never_closes_costs_no_more_than_its_length(hostile: str) -> None:
    begun = time.process_time()
    with contextlib.suppress(ParseError):
        read(hostile.encode("latin-1"))
    assert time.process_time() - begun < 3


ODD_TEXTS = {
    "a rule to sign on": "_" * 34 + " (Registrant)\n" + "\n".join(PARAGRAPHS),
    "a name of many parts": "a_" * 17 + "!\n" + "\n".join(PARAGRAPHS),
    "cities": "NY/" * 25 + "\n\n" + "\n\n".join(PARAGRAPHS),
    "lines that go on": "the steel maker and its rivals in the north of the\n" * 4_000,
    "links that never close": "[" * 20_000 + "](",
    "addresses that never close": "[a](/" * 20_000,
    "addresses in addresses": "[a](/[b]" * 20_000 + "\n" + "[a](/(b)" * 20_000,
    "lines that end in hyphens": "\n".join(["a-b-c-d-" * 9] * 2_000),
    "a word without end": "the steel maker and its rivals in the north of the prof-\nit\n"
    + "a-" * 40_000,
    "lines but for a word the same": "\n".join(
        f"Norrland fell again by much more than in the week numbered {number}."
        for number in range(6_000)
    ),
}
ODD_PAGES = {
    "lines of a list": "<article><p>" + "NRLP 12.30 SEK<br>" * 6_000,
    "white space in a row": f"<table><tr><td>Sales{' ' * 30_000}1<td>{' ' * 30_000}2</table>",
    "headings": f"<title>{'a b c d ' * 200}</title><h1>{'d c b a ' * 200}</h1><p>Steel.",
    "a tag in a title": f"<title>{'&lt;a' * 20_000}</title><p>Steel.",
}


WRAPPED = """Operating profit decreased to SEK 1,160 million, corresponding to an operat-
ing margin of 9.4 percent, while third-
quarter orders fell and short- and long-
term debt grew, the company's year-
end report showed on Tuesday.

"The quarter was weaker than we had expected at its start," says Eva Lind,
President and CEO. "We are reducing our cost base by SEK 600 million a
year."
"""


def test_words_that_a_line_end_broke_are_whole() -> None:
    text = read(WRAPPED.encode()).text
    assert "an operating margin of 9.4 percent, while third-quarter orders fell" in text
    assert "short- and long-term debt grew, the company's year-end report" in text
    assert "says Eva Lind, President and CEO." in text


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("profit", "taking", "profit-taking"),
        ("bond", "buying", "bond-buying"),
        ("safe", "haven", "safe-haven"),
        ("joint", "venture", "joint-venture"),
        ("day-to", "day", "day-to-day"),
        ("opera", "tions", "operations"),
        ("mil", "lion", "million"),
        ("ship", "building", "shipbuilding"),
    ],
)
def test_a_hyphen_at_a_lines_end_is_kept_where_words_have_it(
    first: str, second: str, whole: str
) -> None:
    text = read(
        f"Shipbuilding shares in the northern half of the country fell in {first}-\n"
        f"{second} trade on Monday, Norrland Steel said in its report to the bourse.\n".encode()
    ).text
    assert f"fell in {whole} trade on Monday" in text


MARKS = {
    "Free cash flow<sup>1</sup> of $31.0 million": "Free cash flow of $31.0 million",
    "Adjusted EBITDA<sup>(2)</sup> rose": "Adjusted EBITDA rose",
    "Sales of $512.4<sup>1,2</sup> million": "Sales of $512.4 million",
    "in 2025<a href='#n'><sup>3</sup></a> alone": "in 2025 alone",
    "Norvane<sup>TM</sup> pills and profit<sup>a</sup>": "Norvane pills and profit",
    "the plant of 900 m<sup>2</sup>": "the plant of 900 m2",
    "some 10<sup>6</sup> parts, on the 21<sup>st</sup>": "some 106 parts, on the 21st",
    "a coin of 4<sup>3</sup>/<sub>8</sub> grams": "a coin of 4 3/8 grams",
    "a share at 4 <sup>3</sup>/8 dollars": "a share at 4 3/8 dollars",
    "a rise of <sup>1</sup>&frasl;<sub>2</sub> point": "a rise of 1⁄2 point",
    "revenue<sup>1</sup>/EBITDA<sup>2</sup>": "revenue/EBITDA",
    "a pill at $4<sup>99</sup> each": "a pill at $4.99 each",
    "a loss of $4<sup>12</sup> million": "a loss of $4 million",
    "a share at $4.50<sup>12</sup> in May": "a share at $4.50 in May",
    "a share at $4<sup>2</sup> in May": "a share at $4 in May",
    "in CO<sub>2</sub> of R<sup>2</sup>": "in CO2 of R2",
}


@pytest.mark.parametrize(("written", "seen"), MARKS.items())
def test_marks_of_notes_are_no_part_of_words(written: str, seen: str) -> None:
    text = read(story(f"<p>The company named {written}, it said in its report on Monday.</p>")).text
    assert f"The company named {seen}, it said" in text


def test_facts_hold_no_letters_that_nobody_sees() -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    article = read(
        f"<!doctype html><title>x</title><h1>\u200fNorr\u00adland\u2019s cafe\u0301 sold</h1>"
        f"<p class='byline'>By \u202bJane\u200b Doe\u202c</p>{body}".encode()
    )
    assert (article.headline, article.authors) == ("Norrland’s café sold", ("Jane Doe",))


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("[supplier](https://a.example/b)", "supplier"),
        ("[supplier](https://a.example/b_(c))", "supplier"),
        ("[supplier](https://a.example/?b[]=1&c[0]=2)", "supplier"),
        ('[supplier](/a "A title (1)")', "supplier"),
        ("[![supplier](/a.png)](https://a.example)", "supplier"),
        ("[supplier](then)", "[supplier](then)"),
        ("**supplier**", "supplier"),
        ("**new supplier**", "new supplier"),
        ("__supplier__", "supplier"),
        ("5**2 of 3**2", "5**2 of 3**2"),
        ("bond** and a share**", "bond** and a share**"),
    ],
)
def test_marks_of_markdown_are_not_seen(written: str, seen: str) -> None:
    first, *others = PARAGRAPHS
    lines = [f"{first} Norrland has a {written} in Kiruna.", *others]
    text = read("\n\n".join(lines).encode()).text
    assert f"Norrland has a {seen} in Kiruna." in text


def test_the_mark_of_a_quotation_is_not_seen() -> None:
    first, *others = PARAGRAPHS
    text = read("\n\n".join([first, *(f"> {one}" for one in others)]).encode()).text
    assert text == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_a_text_costs_no_more_than_its_length(text: str) -> None:
    begun = time.process_time()
    read(text.encode())
    assert time.process_time() - begun < 3


@pytest.mark.parametrize("markup", ODD_PAGES.values(), ids=ODD_PAGES)
def test_a_page_costs_no_more_than_its_length(markup: str) -> None:
    begun = time.process_time()
    read(f"<!doctype html>{markup}".encode())
    assert time.process_time() - begun < 3


@pytest.mark.parametrize(
    "stated",
    [
        '"author": ' + "[" * 900 + '"Jane Doe"' + "]" * 900,
        '"@id": ' + "[" * 900 + "]" * 900,
        '"wordCount": "\u00b2"',
        '"wordCount": "' + "9" * 5_000 + '"',
    ],
    ids=["nested author", "nested name", "superscript", "digits"],
)
def test_linked_data_that_no_site_would_write_is_passed_over(stated: str) -> None:
    linked = f'{{"@type": "NewsArticle", "headline": "Norrland Steel profit falls 12%", {stated}}}'
    article = read(story(head=f'<script type="application/ld+json">{linked}</script>'))
    assert article.text == "\n\n".join(PARAGRAPHS)


def test_same_bytes_give_the_same_article() -> None:
    assert read(story()) == read(story())


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=600), st.sampled_from([None, "text/html", "text/plain"]))
def test_no_bytes_raise_anything_but_parse_errors(content: bytes, media_type: str | None) -> None:
    document = Document(source_ref="bytes", content=content, media_type=media_type)
    try:
        article = parse(document, settings=Settings())
    except ParseError:
        return
    assert "\r" not in article.text


MARKUP = st.lists(
    st.sampled_from(
        [
            "<p>", "</p>", "<div class='comment'>", "</div>", "<table>", "<tr>", "<td>", "<li>",
            "<br>", "<a href='/'>", "</a>", "<h1>", "<span hidden>", "</span>", "<script>",
            "</script>", "&amp;", "&#0;", "<time datetime='x'>", "<input type='email'>",
            "<meta property='og:title' content='T'>", "The bank fell 5% to $3.", "©", "\u00a0",
            "…", "\x1e", "é",
        ]
    ),
    max_size=60,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(MARKUP)
def test_broken_markup_gives_clean_paragraphs(pieces: list[str]) -> None:
    try:
        article = read(("<html><body>" + "".join(pieces)).encode())
    except ParseError:
        return
    for paragraph in article.text.split("\n\n"):
        assert paragraph == paragraph.strip()
        assert "\n" not in paragraph


def test_letters_encoded_twice_in_entities_are_put_right() -> None:
    twice = "It&acirc;&euro;&trade;s the CEO&acirc;&#8364;&#8482;s third plan, analysts wrote."
    assert "It’s the CEO’s third plan" in read(story(f"<p>{twice}</p>")).text
