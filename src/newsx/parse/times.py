"""When a page says its article was published, and changed."""

import re
from collections.abc import Iterable
from typing import Final

from lxml.etree import _Element as Element

from newsx.parse.dates import DayFirst, Stamp, find_stamp, read_stamp
from newsx.parse.linked_data import Node, texts
from newsx.parse.tags import Meta, called, meta_values, text_of

_PUBLISHED: Final = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "pubdate", "publishdate",
    "publish-date", "publish_date", "publication_date", "dc.date.issued", "dcterms.created",
    "dcterms.date", "dc.date", "date", "article_date_original", "originalpublicationdate",
    "citation_publication_date", "og:pubdate", "rnews:datepublished", "displaydate",
    "iso-8601-publish-date",
)  # fmt: skip
_MODIFIED: Final = (
    "article:modified_time", "og:updated_time", "article:updated", "datemodified", "last-modified",
    "lastmod", "dcterms.modified", "dc.date.modified", "revised", "article_date_updated",
)  # fmt: skip
_DATE_CLASS: Final = re.compile(r"date|time|publish|posted|stamp|meta", re.IGNORECASE)
_LONGEST: Final = 160
"""Characters of the longest element that is a date and little else."""


def published_at(root: Element, node: Node, meta: Meta, day_first: DayFirst) -> Stamp | None:
    """Return the finest telling of the first publication that anything in the markup gives."""
    stated = _stamp(texts(node.get("datePublished")) or texts(node.get("dateCreated")))
    tagged = _stamp(meta_values(meta, _PUBLISHED))
    if stated and tagged and tagged.exactness > stated.exactness and _same_day(tagged, stated):
        return tagged
    return stated or tagged or _visible_date(root, day_first)


def modified_at(node: Node, meta: Meta) -> Stamp | None:
    """Return when the markup says the article was last changed."""
    return _stamp(texts(node.get("dateModified"))) or _stamp(meta_values(meta, _MODIFIED))


def _same_day(one: Stamp, other: Stamp) -> bool:
    return abs((one.moment - other.moment).total_seconds()) < 36 * 3600


def _visible_date(root: Element, day_first: DayFirst) -> Stamp | None:
    for tag in root.iter("time"):
        stamp = _stamp([tag.get("datetime") or ""]) or find_stamp(text_of(tag), day_first=day_first)
        if stamp:
            return stamp
    for tag in root.iter("span", "p", "div", "meta", "abbr"):
        if tag.get("itemprop") == "datePublished":
            stamp = _stamp([tag.get("content") or tag.get("datetime") or text_of(tag)])
            if stamp:
                return stamp
    for tag in called(root, _DATE_CLASS):
        written = text_of(tag)
        if len(written) <= _LONGEST:
            stamp = find_stamp(written, day_first=day_first)
            if stamp:
                return stamp
    return None


def _stamp(values: Iterable[str]) -> Stamp | None:
    return next(
        (stamp for stamp in (read_stamp(value) for value in values if value) if stamp), None
    )
