"""Document -> Article: pages and flattened text; one parse of the markup, shared by all readers."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from newsx.errors import ParseError
from newsx.parse.addresses import domain_of
from newsx.parse.body import read_body
from newsx.parse.boilerplate import without_boilerplate
from newsx.parse.build import build_article, with_agency
from newsx.parse.bylines import Byline
from newsx.parse.completeness import verdict
from newsx.parse.datelines import dateline_of
from newsx.parse.encoding import decode
from newsx.parse.facts import Facts
from newsx.parse.flattened import read_flattened
from newsx.parse.language import language_of
from newsx.parse.metadata import read_facts
from newsx.parse.mojibake import mended
from newsx.parse.scripted import scripted_body
from newsx.parse.second_opinion import second_opinion
from newsx.parse.sniff import kind_of
from newsx.parse.text import joined, put_apart
from newsx.parse.trees import parse_markup, visible_text
from newsx.schema import Article, Document, Publisher
from newsx.settings import Settings

_NO_ARTICLE: Final = frozenset(["consent_wall", "not_an_article"])
"""Verdicts under which the words of a page are none of an article's."""


def parse(document: Document, *, settings: Settings) -> Article:
    """Return the article of a page or of a flattened page.

    Whatever holds text gives an Article; whether it is a whole one is told by `completeness`.

    Raises:
        ParseError: The bytes are empty, hold no text at all, or are of a type newsx does not read.
    """
    kind = kind_of(document)
    text = decode(document.content, charset=document.charset)
    if not text.strip():
        raise ParseError(f"{document.source_ref!r} holds no text at all; check the download")
    root = parse_markup(text) if kind == "html" else None
    if root is None:
        facts, found = read_flattened(text, day_first=settings.day_first)
        return _assembled(document, facts, found, lambda: text)
    facts = read_facts(root, url=document.url, day_first=settings.day_first)
    found = read_body(root, headlines=facts.headlines, stated=facts.stated_body)
    if not found and facts.is_of_article:
        found = scripted_body(root, stated=facts.stated_body)
    if not found:
        found = second_opinion(root)
    if not found and not facts.headline and not visible_text(root):
        raise ParseError(
            f"{document.source_ref!r} is a page without any text; if a script draws it, "
            "save it from a browser and pass the file"
        )
    return _assembled(document, facts, found, lambda: visible_text(root))


def _assembled(
    document: Document, facts: Facts, found: list[str], page_text: Callable[[], str]
) -> Article:
    paragraphs = [
        put_apart(mended(paragraph))  # what was encoded twice may be written in entities
        for paragraph in without_boilerplate(
            found, headline=facts.headline, authors=facts.byline.authors
        )
    ]
    body = joined(paragraphs)
    facts = replace(facts, headline=mended(facts.headline or "") or None)
    completeness = verdict(body, page_text=page_text, facts=facts)
    if completeness in _NO_ARTICLE:
        body = ""
        facts = replace(facts, byline=Byline(), published=None, modified=None, section=None)
    publisher = facts.publisher
    if publisher.domain is None and document.url:
        publisher = Publisher(name=publisher.name, domain=domain_of(document.url))
    return build_article(
        text=body,
        url=document.url,
        canonical_url=facts.canonical_url,
        headline=facts.headline,
        alternative_headline=facts.alternative_headline,
        description=facts.description,
        byline=with_agency(facts.byline, body, publisher=facts.publisher.name),
        publisher=publisher,
        section=facts.section,
        keywords=facts.keywords,
        dateline=dateline_of(body),
        in_language=language_of(body, stated=facts.language),
        published=facts.published,
        modified=facts.modified,
        date_retrieved=document.date_retrieved,
        completeness=completeness,
        is_accessible_for_free=facts.accessible_for_free,
        source_ref=document.source_ref,
        raw_sha256=hashlib.sha256(document.content).hexdigest(),
    )
