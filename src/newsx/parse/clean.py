"""Text that is already clean -> Article, its characters kept so that the caller's offsets hold."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from newsx.parse.addresses import domain_of
from newsx.parse.build import build_article, with_agency
from newsx.parse.bylines import read_byline
from newsx.parse.completeness import verdict
from newsx.parse.datelines import dateline_of
from newsx.parse.dates import read_stamp
from newsx.parse.language import language_of
from newsx.parse.text import SENTENCE_END
from newsx.schema import Article, Publisher

_LONGEST_HEADLINE: Final = 200
_NEWLINES: Final = re.compile(r"\r\n?")


def article_from_text(
    text: str,
    *,
    headline: str | None = None,
    url: str | None = None,
    date_published: str | date | datetime | None = None,
    date_retrieved: datetime | None = None,
    authors: Iterable[str] = (),
    publisher: str | Publisher | None = None,
    section: str | None = None,
    keywords: Iterable[str] = (),
    language: str | None = None,
    source_ref: str | None = None,
    raw_sha256: str | None = None,
) -> Article:
    """Return an article of text that needs no parsing.

    The text is kept as it is, but for NFC and line ends: offsets into `article.text` are offsets
    into the NFC form of what was given. Without a headline, a short first paragraph that does not
    close like a sentence is taken for it, and stays in the text.

    Args:
        text: Paragraphs parted by an empty line.
        headline: Headline, when known.
        url: Address it was published at.
        date_published: ISO 8601 or words; a moment without a zone is taken as UTC, and said so.
        date_retrieved: When it was fetched, aware.
        authors: Bylines or names; agencies among them become the provider.
        publisher: Name of the publication, or a Publisher.
        section: Section of the publication.
        keywords: Keywords or tags.
        language: ISO 639-1 code; read from the text when absent.
        source_ref: The caller's name for it.
        raw_sha256: SHA-256 of the bytes it was read from.
    """
    kept = unicodedata.normalize("NFC", _NEWLINES.sub("\n", text))
    given = publisher.name if isinstance(publisher, Publisher) else publisher
    byline = with_agency(read_byline(authors, publisher=given), kept, publisher=given)
    named = (
        publisher
        if isinstance(publisher, Publisher)
        else Publisher(name=publisher, domain=domain_of(url))
    )
    return build_article(
        text=kept,
        url=url,
        headline=headline if headline is not None else _first_line_headline(kept),
        byline=byline,
        publisher=named,
        section=section,
        keywords=tuple(keywords),
        dateline=dateline_of(kept),
        in_language=language or language_of(kept),
        published=read_stamp(date_published) if date_published else None,
        date_retrieved=date_retrieved,
        completeness=verdict(kept),
        source_ref=source_ref,
        raw_sha256=raw_sha256,
    )


def _first_line_headline(text: str) -> str | None:
    first, _, rest = text.strip().partition("\n")
    line = first.strip()
    if rest.strip() and line and len(line) <= _LONGEST_HEADLINE and not SENTENCE_END.search(line):
        return line
    return None
