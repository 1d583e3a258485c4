"""What a page says about its article, beside the text."""

from dataclasses import dataclass, field

from newsx.parse.bylines import Byline
from newsx.parse.dates import Stamp
from newsx.parse.linked_data import ARTICLE_TYPES
from newsx.schema import Publisher


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page says about its article, beside the text."""

    headline: str | None = None
    alternative_headline: str | None = None
    description: str | None = None
    byline: Byline = field(default_factory=Byline)
    publisher: Publisher = field(default_factory=Publisher)
    section: str | None = None
    keywords: tuple[str, ...] = ()
    language: str | None = None
    published: Stamp | None = None
    modified: Stamp | None = None
    canonical_url: str | None = None
    accessible_for_free: bool | None = None
    stated_words: int | None = None
    """Words the markup says the article has."""
    stated_body: str | None = None
    """The body the markup gives; sometimes a stub."""
    headlines: frozenset[str] = frozenset()
    """Everything the page gives as its headline, case-folded."""
    types: frozenset[str] = frozenset()
    """Types of the page's nodes and `og:type`, lower case."""

    @property
    def is_of_article(self) -> bool:
        """Whether the page calls itself an article, or says when it was published."""
        return bool(self.types & ARTICLE_TYPES or self.published)
