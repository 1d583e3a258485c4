"""Facts and text -> Article: ids, hashes, dateline, counts."""

import hashlib
from dataclasses import replace
from datetime import datetime

from newsx.parse.bylines import Byline, provider_of
from newsx.parse.datelines import agency_of, day_of
from newsx.parse.dates import Stamp, find_stamp
from newsx.parse.text import word_count
from newsx.schema import Article, Completeness, Publisher, digest


def with_agency(byline: Byline, text: str, *, publisher: str | None) -> Byline:
    """Add the agency that the dateline names to a byline that names none."""
    if byline.provider:
        return byline
    return replace(byline, provider=provider_of(agency_of(text), publisher=publisher))


def build_article(
    *,
    text: str,
    url: str | None = None,
    canonical_url: str | None = None,
    headline: str | None = None,
    alternative_headline: str | None = None,
    description: str | None = None,
    byline: Byline,
    publisher: Publisher,
    section: str | None = None,
    keywords: tuple[str, ...] = (),
    dateline: str | None = None,
    in_language: str | None = None,
    published: Stamp | None = None,
    modified: Stamp | None = None,
    date_retrieved: datetime | None = None,
    completeness: Completeness = "full",
    is_accessible_for_free: bool | None = None,
    source_ref: str | None = None,
    raw_sha256: str | None = None,
) -> Article:
    """Return the article with its ids, hashes and counts.

    Where no day of publication is given, it is that of a dateline that gives one in full.
    """
    published = published or find_stamp(day_of(text) or "")
    article_id = digest("article", canonical_url or url or text or raw_sha256 or "")
    return Article(
        article_id=article_id,
        version_id=digest(article_id, text),
        url=url,
        canonical_url=canonical_url,
        headline=headline,
        alternative_headline=alternative_headline,
        description=description,
        authors=byline.authors,
        publisher=publisher,
        provider=byline.provider,
        section=section,
        dateline=dateline,
        keywords=keywords,
        in_language=in_language,
        date_published=published.moment if published else None,
        date_published_raw=published.raw if published else None,
        date_published_precision=published.precision if published else None,
        date_published_zone_from=published.zone_from if published else None,
        date_modified=modified.moment if modified else None,
        date_retrieved=date_retrieved,
        completeness=completeness,
        is_accessible_for_free=is_accessible_for_free,
        word_count=word_count(text),
        text=text,
        text_sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        raw_sha256=raw_sha256,
        source_ref=source_ref,
    )
