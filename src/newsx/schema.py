"""The shapes that travel between stages, and the record that comes out.

    Document -> Article -> (spaCy Doc) -> Record        a failed input ends as a Failure

Names follow schema.org NewsArticle, W3C text selectors, ISO 4217 and xBRL-JSON. Fields are only
added within a major `SCHEMA_VERSION`. Offsets count code points of `Article.text` (NFC), `start`
inclusive, `end` exclusive, so that `article.text[start:end] == text` for every row. Every id is a
hash of content: the same input gives the same ids.
"""

import hashlib
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any, Final, Literal, Self

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    model_validator,
)

from newsx.descriptions import describe
from newsx.errors import DocumentError, Stage
from newsx.tables import Tabular

SCHEMA_VERSION: Final = "1.1"

# Span groups in a Doc: the label holds a row's kind, `id_` links the parts of one row.
FIGURES: Final = "figures"
PERIODS: Final = "periods"
CLAIMS: Final = "claims"
CLAIM_SOURCES: Final = "claim_sources"
CLAIM_CUES: Final = "claim_cues"
CLAIM_VIAS: Final = "claim_vias"

EntityType = Literal[
    "PERSON",
    "ORG",
    "GPE",
    "LOC",
    "NORP",
    "INDEX",
    "TICKER",
    "PRODUCT",
    "EVENT",
    "COMMODITY",
    "CURRENCY",
    "CRYPTO",
    "INSTRUMENT",
    "RATE",
]
MentionForm = Literal["name", "short_name", "ticker", "nominal", "pronoun"]
FigureKind = Literal[
    "money", "percent", "count", "quantity", "multiple", "fraction", "ratio", "index", "number"
]
Bound = Literal["eq", "approx", "almost", "lt", "le", "gt", "ge"]
Direction = Literal["up", "down", "flat"]
FigureRole = Literal["level", "delta", "from", "to", "conversion"]
PeriodKind = Literal["date", "period", "duration"]
ClaimKind = Literal["quote", "forecast", "data", "opinion", "indirect", "fact"]
ClaimForm = Literal["direct", "mixed", "indirect", "outlet", "author"]
Modality = Literal[
    "asserted",
    "estimated",
    "expected",
    "planned",
    "projected",
    "possible",
    "probable",
    "improbable",
    "conditional",
    "hedged",
    "normative",
    "alleged",
    "denied",
    "obligation",
]
Polarity = Literal["positive", "negative", "neutral"]
SourceType = Literal["person", "org", "document", "anonymous", "group", "outlet"]
RelationKind = Literal[
    "person_role_org", "company_ticker", "subsidiary_of", "member_of_index", "position"
]
Completeness = Literal["full", "truncated", "paywalled", "consent_wall", "not_an_article", "empty"]
DatePrecision = Literal["year", "month", "day", "hour", "minute", "second"]
ZoneFrom = Literal["markup", "text", "publisher", "unknown"]


def digest(*parts: str) -> str:
    """Return the content hash all ids are made of: 16 hex digits of SHA-256 over the parts.

    >>> digest("figure", "918", "929")
    'fb324d3e6e3c378d'
    """
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def printable(text: str) -> str:
    """Return a text without the lone surrogates that Python keeps for bytes of no UTF-8.

    No JSON and no database takes them: they become `?`.
    """
    return text.encode("utf-8", "replace").decode()


Printable = Annotated[str, AfterValidator(printable)]
"""How an input is called, which may be a path of bytes that are no UTF-8, and what names it."""


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _plain(amount: Decimal) -> int | float | str:
    """Write a Decimal as a JSON number when that loses nothing, else as a string."""
    if amount == amount.to_integral_value() and abs(amount) < 2**53:
        return int(amount)
    as_float = float(amount)
    return as_float if Decimal(repr(as_float)) == amount else str(amount)


Moment = Annotated[AwareDatetime, PlainSerializer(_utc, return_type=str, when_used="json")]
Amount = Annotated[
    Decimal, PlainSerializer(_plain, return_type=int | float | str, when_used="json")
]
Confidence = Annotated[float, Field(ge=0, le=1)]


class Shape(BaseModel):
    """Base of every shape: frozen, closed, documented."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def model_json_schema(cls, *args: Any, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401 - as pydantic has it
        """Return the JSON Schema, its fields described by the docstrings beneath them."""
        return describe(super().model_json_schema(*args, **kwargs), cls)


class Document(Shape):
    """The bytes of one input, before anything is read from them."""

    source_ref: Printable
    """Where it came from: a path, a URL, or an archive member with its offset."""
    content: bytes
    """The bytes as they came, after transfer and content decoding."""
    url: str | None = None
    """Address of the page, absolute."""
    media_type: str | None = None
    """Media type without parameters, from the header or the file name (`text/html`)."""
    charset: str | None = None
    """Charset the HTTP header names."""
    date_retrieved: Moment | None = None
    """When the bytes were fetched."""


class Publisher(Shape):
    """Who published the page."""

    name: str | None = None
    """Name of the publication."""
    domain: str | None = None
    """Registrable host of its site, without `www.`."""


class Article(Shape):
    """The article of a page, and nothing but the article."""

    article_id: str
    """Hash of the canonical URL, or of the text where there is none."""
    version_id: str
    """Hash of `article_id` and the text: another wording is another version."""
    url: str | None = None
    """Address the page was read from."""
    canonical_url: str | None = None
    """Address the page says is its own."""
    headline: str | None = None
    """Headline as a reader sees it."""
    alternative_headline: str | None = None
    """Another headline the markup gives, where it differs."""
    description: str | None = None
    """Standfirst or summary."""
    authors: tuple[str, ...] = ()
    """People who wrote it, in the order of the byline; agencies are in `provider`."""
    publisher: Publisher = Publisher()
    """Who published the page."""
    provider: str | None = None
    """Agency whose story it is, where that is not the publisher (Fortune carries Bloomberg)."""
    section: str | None = None
    """Section of the publication."""
    dateline: str | None = None
    """Place the story is filed from, as written."""
    keywords: tuple[str, ...] = ()
    """Keywords or tags the page gives."""
    in_language: str | None = None
    """ISO 639-1 code of the language of the text."""
    date_published: Moment | None = None
    """When it was published, UTC."""
    date_published_raw: str | None = None
    """The publication date as the page writes it."""
    date_published_precision: DatePrecision | None = None
    """How exactly the page states the publication date."""
    date_published_zone_from: ZoneFrom | None = None
    """What told the time zone."""
    date_modified: Moment | None = None
    """When it was last changed, UTC."""
    date_retrieved: Moment | None = None
    """When it was fetched, UTC."""
    completeness: Completeness = "full"
    """Verdict on whether `text` is the whole article."""
    is_accessible_for_free: bool | None = None
    """Whether the markup says that everybody may read it."""
    word_count: int = 0
    """Words in `text`."""
    text: str
    """The article without its headline: NFC, paragraphs parted by an empty line."""
    text_sha256: str
    """SHA-256 of `text` in UTF-8."""
    raw_sha256: str | None = None
    """SHA-256 of the bytes it was read from."""
    source_ref: Printable | None = None
    """Where it came from: a file, an archive member with its offset, a caller's id."""


class Span(Shape):
    """A place in `Article.text`."""

    start: int = Field(ge=0)
    """First code point."""
    end: int = Field(ge=0)
    """One past the last code point."""
    text: str
    """The characters between: `article.text[start:end]`."""

    @model_validator(mode="after")
    def _lengths_agree(self) -> Self:
        if self.end - self.start != len(self.text):
            msg = f"span {self.start}..{self.end} does not hold {self.text!r}"
            raise ValueError(msg)
        return self


class Reference(Shape):
    """Somebody or something named by words, and by an entity where one is known."""

    text: str
    """The words, or the canonical name."""
    entity_id: str | None = None
    """The entity meant."""


class Affiliation(Shape):
    """An organisation a source belongs to or speaks through."""

    name: str
    """Name of the organisation, canonical where known."""
    entity_id: str | None = None
    """The entity meant."""


class Identifiers(Shape):
    """Names that other data sets know an entity by."""

    ticker: str | None = None
    """Ticker valid on the publication date."""
    mic: str | None = None
    """ISO 10383 code of the market of `ticker`."""
    isin: str | None = None
    """ISO 6166 code."""
    lei: str | None = None
    """ISO 17442 code."""
    cik: str | None = None
    """SEC issuer number, ten digits."""
    wikidata: str | None = None
    """Wikidata item."""
    symbol: str | None = None
    """How market data writes what is no share: `^RUT` an index, `BZ=F` a future, `EUR`, `BTC`."""


class Entity(Shape):
    """Somebody or something the article names, once."""

    entity_id: str
    """`cik:`, `lei:`, `wd:`, `isin:` or `newsx:` id when linked, else a hash; never the ticker."""
    type: EntityType
    """What it is."""
    name: str
    """Canonical name."""
    legal_name: str | None = None
    """Registered name, where known."""
    identifiers: Identifiers = Identifiers()
    """Names that other data sets know it by."""
    linked: bool = False
    """Whether it was found in the knowledge base."""
    link_score: Confidence | None = None
    """How sure the link is."""
    relevance: Confidence = 0.0
    """How much the article is about it, 0 to 1."""
    mention_count: int = Field(ge=1)
    """Mentions in the text."""
    first_start: int = Field(ge=0)
    """Offset of the first mention."""
    in_headline: bool = False
    """Whether the headline names it."""
    country: str | None = None
    """ISO 3166-1 alpha-2 code."""


class Mention(Span):
    """One place where an entity is named."""

    mention_id: str
    """Content hash."""
    entity_id: str
    """The entity meant."""
    type: EntityType
    """What it is."""
    form: MentionForm
    """How it is named here."""
    sentence: int = Field(ge=0)
    """Number of the sentence, from 0."""
    confidence: Confidence = 1.0
    """How sure the recognizer is."""


class Figure(Span):
    """One figure, normalised, and bound to what it means."""

    figure_id: str
    """Content hash."""
    sentence: int = Field(ge=0)
    """Number of the sentence, from 0."""
    kind: FigureKind
    """What sort of figure it is."""
    value: Amount | None = None
    """The number: money in the major unit, 5% as 5; the lower end of a range."""
    value_max: Amount | None = None
    """The upper end of a range."""
    unit: str | None = None
    """`percent`, `percentage_point`, `basis_point`, a physical unit, or the noun counted."""
    currency: str | None = None
    """ISO 4217 code."""
    currency_inferred: bool = False
    """Whether a bare sign (`$`) was read by default or by the dateline."""
    per: str | None = None
    """What it is per: `share`, `barrel`, `day`."""
    bound: Bound = "eq"
    """How the text bounds it: nearly is `almost`, at least is `ge`."""
    direction: Direction | None = None
    """Which way the measure moved, where the text says so."""
    role: FigureRole = "level"
    """A level, a change, the start or end of one, or a `conversion` of the figure before."""
    measure: str | None = None
    """What is measured: in the words of the text, or in usual ones where it is only implied."""
    measure_name: str | None = None
    """The usual name of the measure, to join on: net profit and PAT are `net income`."""
    subject: Reference | None = None
    """Of whom or what."""
    object: Reference | None = None
    """At whom or what the subject's act is aimed (`withdrew $1.5 billion from funds`)."""
    period_id: str | None = None
    """Over which period, or when."""
    attributed_to: str | None = None
    """Entity that vouches for it; where there is none, `claim_id` tells: a source without a name
    (`people familiar with the matter`), or no source, and then the outlet itself."""
    claim_id: str | None = None
    """The innermost claim it stands in."""
    same_as: str | None = None
    """`figure_id` of the first telling of the same fact."""
    modality: Modality = "asserted"
    """How it is stated."""
    confidence: Confidence = 1.0
    """How sure the binding is: the share of such bindings right on the newsx corpus."""


class Period(Span):
    """A date, a period or a duration, resolved against the publication date."""

    period_id: str
    """Content hash."""
    kind: PeriodKind
    """A day, a stretch of time with ends, or a length of time."""
    iso: str | None = None
    """EDTF; ISO 8601 for durations."""
    from_date: date | None = None
    """First day."""
    to_date: date | None = None
    """Last day."""
    value: Amount | None = None
    """Length of a duration."""
    unit: str | None = None
    """Unit of a duration: `day`, `week`, `month`, `quarter`, `year` ..."""


class Source(Shape):
    """Who makes a claim, where the text says so."""

    start: int = Field(ge=0)
    """First code point."""
    end: int = Field(ge=0)
    """One past the last code point."""
    text: str
    """The words that name the source here."""
    entity_id: str | None = None
    """The entity meant."""
    name: str | None = None
    """Canonical name: `he` is Rob Haworth."""
    type: SourceType
    """What sort of source it is."""


class Cue(Shape):
    """The words that hand the claim to its source."""

    start: int = Field(ge=0)
    """First code point."""
    end: int = Field(ge=0)
    """One past the last code point."""
    lemma: str
    """Base form: `say`, `accord to`."""


class Claim(Span):
    """Something somebody states, and who."""

    claim_id: str
    """Content hash."""
    parts: tuple[tuple[int, int], ...]
    """The real pieces where `said X` interrupts it."""
    sentence: int = Field(ge=0)
    """Number of its first sentence, from 0."""
    kind: ClaimKind
    """The first that fits of quote, forecast, data, opinion, indirect, fact."""
    form: ClaimForm
    """How it is told."""
    source: Source | None = None
    """Who makes it; null is the outlet itself."""
    role: str | None = None
    """Role of the source, as written."""
    affiliation: Affiliation | None = None
    """Organisation of the source."""
    via: Affiliation | None = None
    """Second-hand source: B in `A, citing B`, `A told B`, `a memo of A seen by B`."""
    cue: Cue | None = None
    """The words that hand it to the source."""
    modality: Modality = "asserted"
    """How it is stated."""
    negated: bool = False
    """Whether it is denied."""
    forward_looking: bool = False
    """Whether it is about the future."""
    polarity: Polarity = "neutral"
    """Good or bad for its subject."""
    group_id: str | None = None
    """The same for the pieces of one utterance."""
    figure_ids: tuple[str, ...] = ()
    """Figures inside."""
    entity_ids: tuple[str, ...] = ()
    """Entities inside."""
    confidence: Confidence = 1.0
    """How sure the reading is."""


class Relation(Shape):
    """A tie between two entities, with its evidence."""

    relation_id: str
    """Content hash."""
    kind: RelationKind
    """What ties them."""
    subject_id: str
    """Entity the tie starts from."""
    object_id: str
    """Entity it leads to."""
    role: str | None = None
    """Words of the tie: a job title, `bets_against`."""
    start: int = Field(ge=0)
    """First code point of the evidence."""
    end: int = Field(ge=0)
    """One past its last code point."""
    claim_id: str | None = None
    """Claim it is stated in."""
    confidence: Confidence = 1.0
    """How sure the reading is."""


class Provenance(Shape):
    """What made the record."""

    newsx_version: str
    """Version of newsx."""
    schema_version: str = SCHEMA_VERSION
    """Version of this schema."""
    model: str | None
    """Name and version of the pipeline; null where nothing was recognized: not English."""
    model_sha256: str | None = None
    """Digest of its files."""
    kb_version: str | None = None
    """Version of the knowledge base."""
    settings_sha256: str
    """Digest of the settings that can change a record."""

    @property
    def reading(self) -> str:
        """Digest of all of it: the same bytes under the same reading give the same record."""
        return digest(*(str(value) for value in self.model_dump().values()))


class Record(Shape, Tabular):
    """Everything newsx reads from one article."""

    schema_version: str = SCHEMA_VERSION
    """Version of this schema."""
    article: Article
    """The article."""
    entities: tuple[Entity, ...] = ()
    """Who and what is named, once each, by first mention."""
    mentions: tuple[Mention, ...] = ()
    """Every place a name stands, in order of the text."""
    figures: tuple[Figure, ...] = ()
    """Every figure, in order of the text."""
    periods: tuple[Period, ...] = ()
    """Every date, period and duration, in order of the text."""
    claims: tuple[Claim, ...] = ()
    """Every claim, in order of the text."""
    relations: tuple[Relation, ...] = ()
    """Ties between entities."""
    provenance: Provenance
    """What made the record."""

    def to_json(self, *, indent: int | None = None) -> str:
        """Return the record as JSON, the same bytes for the same record."""
        return self.model_dump_json(indent=indent)


class Failure(Shape):
    """An input that gave no record, and why."""

    source_ref: Printable
    """The input, as named by the caller."""
    stage: Stage
    """Where it failed."""
    error_type: str
    """Class of the error."""
    message: Printable
    """What was asked, what was found, and what to do."""
    retryable: bool = False
    """Whether the same input may succeed later."""
    raw_sha256: str | None = None
    """SHA-256 of the bytes that failed; null where none could be had."""
    reading: str | None = None
    """Digest of the versions it failed under, `Provenance.reading`."""

    @classmethod
    def of(cls, error: DocumentError, source_ref: str) -> Self:
        """Return the failure that `error` means for the input `source_ref`."""
        return cls(
            source_ref=source_ref,
            stage=error.stage,
            error_type=type(error).__name__,
            message=str(error),
            retryable=error.retryable,
        )

    def to_json(self) -> str:
        """Return the failure as one line of JSON."""
        return self.model_dump_json()
