"""Pages that a script draws: their article is in the data that the page carries."""

import json
from typing import Any

import pytest

from newsx.parse import parse
from newsx.schema import Article, Document
from newsx.settings import Settings

HEADLINE = "Quantock Energy buys wind farms off Jutland for 640 mln euros"
STORY = [
    "Quantock Energy has agreed to buy two wind farms off Jutland, the company said on Tuesday.",
    "The farms have 84 turbines with a capacity of 710 megawatts, enough for 600,000 households.",
    "“This gives us earnings from the first day,” said Chidi Okonkwo, finance director.",
    "The seller, a fund of the Danish insurer Strandby, had owned the farms since 2019.",
]
FOOTER = (
    "© 2026 Channel Desk. All rights reserved. By using this site you agree to our terms of use "
    "and our privacy policy, which explain how we process what you tell us about yourself. "
) * 6
TEASERS = [
    {
        "headline": f"Turbine maker cuts {number}00 jobs in Aalborg",
        "url": f"/{number}",
        "text": f"The maker of turbines said that it would cut {number}00 jobs at its plant in "
        "Aalborg, where orders have dried up since the spring of last year.",
    }
    for number in range(2, 30)
]


def page(script: str, *, kind: str = "", linked: dict[str, Any] | None = None) -> bytes:
    article = {"@type": "NewsArticle", "headline": HEADLINE, "datePublished": "2026-02-03"}
    stated = json.dumps(article if linked is None else linked)
    return (
        f'<!doctype html><html lang="en"><head><title>{HEADLINE}</title>'
        f'<script type="application/ld+json">{stated}</script></head><body>'
        f'<div id="root"><div class="skeleton"></div></div>'
        f"<noscript>You need to enable JavaScript to run this app.</noscript>"
        f"<script {kind}>{script}</script></body></html>"
    ).encode()


def read(content: bytes) -> Article:
    return parse(Document(source_ref="page", content=content), settings=Settings())


def state(body: object) -> dict[str, object]:
    return {
        "nav": [{"title": "Markets", "href": "/markets"}],
        "page": {"article": {"headline": HEADLINE, "body": body}, "more": TEASERS},
        "footer": {"text": FOOTER},
    }


BODIES = {
    "a list of paragraphs": [{"type": "text", "html": f"<p>{part}</p>"} for part in STORY],
    "a list of strings": STORY,
    "one string of markup": "".join(f"<p>{part}</p>" for part in STORY),
    "one string of lines": "\n\n".join(STORY),
    "fragments of rich text": [
        {
            "children": [
                {"text": part[:20]},
                {"text": part[20:30], "bold": True},
                {"text": part[30:]},
            ]
        }
        for part in STORY
    ],
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
@pytest.mark.parametrize(
    ("before", "kind"),
    [
        ("", 'id="__NEXT_DATA__" type="application/json"'),
        ("window.__INITIAL_STATE__ = ", ""),
        ("var Page = ", 'type="text/javascript"'),
    ],
)
def test_body_is_read_from_the_data_for_the_script(body: object, before: str, kind: str) -> None:
    article = read(page(before + json.dumps(state(body)) + ";" * bool(before), kind=kind))
    assert article.text.split("\n\n") == STORY
    assert article.headline == HEADLINE


def test_body_that_the_linked_data_give_is_read_where_the_page_shows_none() -> None:
    linked = {"@type": "NewsArticle", "headline": HEADLINE, "articleBody": "\n".join(STORY)}
    assert read(page("", linked=linked)).text.split("\n\n") == STORY


def test_stories_that_a_front_page_links_to_are_no_article() -> None:
    front = {"@type": "WebSite", "name": "Channel Desk"}
    article = read(
        page(json.dumps({"stories": TEASERS}), kind='type="application/json"', linked=front)
    )
    assert (article.text, article.completeness) == ("", "not_an_article")


@pytest.mark.parametrize("script", ["{", "window.a = {]}", "[" * 400, '{"a": ' * 300, "x" * 300])
def test_data_that_are_none_are_passed_over(script: str) -> None:
    assert read(page(script)).text == ""
