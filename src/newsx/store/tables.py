"""The star schema that every tabular sink shares, and its SQL.

Facts (`figures`, `claims`, `mentions` ...) carry the `version_id` of the text they point into.
`entities` and `securities` are shared by all articles. `sources` is the ledger: which bytes, under
which reading, gave which version.
"""

import re
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from typing import Final, Literal, get_args

from newsx.schema import SCHEMA_VERSION

ColumnType = Literal[
    "TEXT",
    "INTEGER",
    "BIGINT",
    "DOUBLE PRECISION",
    "DECIMAL(38, 9)",
    "BOOLEAN",
    "DATE",
    "TIMESTAMPTZ",
    "JSON",
]
Role = Literal["ledger", "document", "fact", "shared", "derived"]


@dataclass(frozen=True)
class Column:
    """A column: its name and its SQL type, understood by DuckDB and PostgreSQL alike."""

    name: str
    type: ColumnType


@dataclass(frozen=True, eq=False)
class Table:
    """A table: what it holds, its columns, its primary key and its part in the scheme.

    The role says whose its rows are: `document` has one row for each version of an article, `fact`
    rows come and go with their version, `shared` rows stay when an article is replaced, `ledger`
    rows tell what was done to an input, `derived` rows are computed from the others.
    """

    name: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    role: Role = "fact"

    @property
    def owned(self) -> bool:
        """Whether the rows go when the version they belong to goes."""
        return self.role in {"document", "fact", "derived"}

    def ddl(self, *, keyed: bool) -> str:
        """Return the statement that creates the table where it is missing.

        Args:
            keyed: Whether it gets its primary key. That serves lookups by row; where rows are read
                by the column it is a cost that grows with the archive.
        """
        lines = [f"    {column.name} {column.type}" for column in self.columns]
        if keyed:
            lines.append(f"    PRIMARY KEY ({', '.join(self.key)})")
        body = ",\n".join(lines)
        return f"-- {self.about}\nCREATE TABLE IF NOT EXISTS {self.name} (\n{body}\n);"


def _columns(text: str) -> tuple[Column, ...]:
    r"""Read `name TYPE` lines; a bare name is TEXT.

    >>> _columns("url\nwords INTEGER")[1]
    Column(name='words', type='INTEGER')
    """
    types: dict[str, ColumnType] = {kind: kind for kind in get_args(ColumnType)}
    found = []
    for line in text.strip().splitlines():
        name, _, kind = line.strip().partition(" ")
        found.append(Column(name, types[kind or "TEXT"]))
    return tuple(found)


_OWNER: Final = "version_id\narticle_id\n"
_PLACE: Final = "start_offset INTEGER\nend_offset INTEGER\n"
_SPAN: Final = _PLACE + "text\nsentence INTEGER\n"

SOURCES: Final = Table(
    "sources",
    "The ledger: which bytes, under which reading, gave which version of which article.",
    _columns("source_id\nsource_ref\nraw_sha256\narticle_id\nversion_id\nreading\nnewsx_version"),
    ("source_id",),
    "ledger",
)
FAILURES: Final = Table(
    "failures",
    "Inputs that gave no record, and why.",
    _columns(
        "source_id\nsource_ref\nraw_sha256\nstage\nerror_type\nmessage\nretryable BOOLEAN\nreading"
    ),
    ("source_id",),
    "ledger",
)
ARTICLES: Final = Table(
    "articles",
    "One row for each wording of each article.",
    _columns(
        "version_id\narticle_id\nurl\ncanonical_url\nheadline\nalternative_headline\n"
        "description\nauthors JSON\npublisher_name\npublisher_domain\nprovider\nsection\n"
        "dateline\nkeywords JSON\nin_language\ndate_published TIMESTAMPTZ\n"
        "date_published_raw\ndate_published_precision\ndate_published_zone_from\n"
        "date_modified TIMESTAMPTZ\ndate_retrieved TIMESTAMPTZ\ncompleteness\n"
        "is_accessible_for_free BOOLEAN\nword_count INTEGER\ntext\ntext_sha256\nraw_sha256\n"
        "source_ref\nschema_version\nnewsx_version\nmodel\nmodel_sha256\nkb_version\n"
        "settings_sha256"
    ),
    ("version_id",),
    "document",
)
ENTITIES: Final = Table(
    "entities",
    "Who and what is named anywhere, once.",
    _columns(
        "entity_id\ntype\nname\nlegal_name\nlinked BOOLEAN\ncountry\nlei\ncik\nwikidata\n"
        "symbol\nmic"
    ),
    ("entity_id",),
    "shared",
)
SECURITIES: Final = Table(
    "securities",
    "Listings of entities, as valid on the publication dates seen.",
    _columns("entity_id\nticker\nmic\nisin"),
    ("entity_id", "ticker"),
    "shared",
)
ARTICLE_ENTITIES: Final = Table(
    "article_entities",
    "How much an article is about an entity.",
    _columns(
        _OWNER + "entity_id\nname\nrelevance DOUBLE PRECISION\nmention_count INTEGER\n"
        "first_start INTEGER\nin_headline BOOLEAN\nlink_score DOUBLE PRECISION"
    ),
    ("version_id", "entity_id"),
)
MENTIONS: Final = Table(
    "mentions",
    "Every place a name stands.",
    _columns(
        "mention_id\n" + _OWNER + _SPAN + "entity_id\ntype\nform\nconfidence DOUBLE PRECISION"
    ),
    ("version_id", "mention_id"),
)
PERIODS: Final = Table(
    "periods",
    "Every date, period and duration.",
    _columns(
        "period_id\n" + _OWNER + _PLACE + "text\nkind\niso\nfrom_date DATE\nto_date DATE\n"
        "value DECIMAL(38, 9)\nunit"
    ),
    ("version_id", "period_id"),
)
FIGURES: Final = Table(
    "figures",
    "Every figure, bound to what it means.",
    _columns(
        "figure_id\n" + _OWNER + _SPAN + "kind\nvalue DECIMAL(38, 9)\n"
        "value_max DECIMAL(38, 9)\nunit\ncurrency\ncurrency_inferred BOOLEAN\nper\nbound\n"
        "direction\nrole\nmeasure\nmeasure_name\nsubject_text\nsubject_id\nobject_text\nobject_id\n"
        "period_id\nattributed_to\nclaim_id\nsame_as\nmodality\nconfidence DOUBLE PRECISION"
    ),
    ("version_id", "figure_id"),
)
CLAIMS: Final = Table(
    "claims",
    "Every claim, and who makes it.",
    _columns(
        "claim_id\n" + _OWNER + _SPAN + "parts JSON\nkind\nform\nsource_start INTEGER\n"
        "source_end INTEGER\nsource_text\nsource_id\nsource_name\nsource_type\nrole\n"
        "affiliation_name\naffiliation_id\nvia_name\nvia_id\ncue_start INTEGER\n"
        "cue_end INTEGER\ncue_lemma\nmodality\nnegated BOOLEAN\nforward_looking BOOLEAN\n"
        "polarity\ngroup_id\nconfidence DOUBLE PRECISION"
    ),
    ("version_id", "claim_id"),
)
CLAIM_FIGURES: Final = Table(
    "claim_figures",
    "Which figures stand in which claims.",
    _columns("claim_id\nfigure_id\n" + _OWNER),
    ("version_id", "claim_id", "figure_id"),
)
CLAIM_ENTITIES: Final = Table(
    "claim_entities",
    "Which entities stand in which claims.",
    _columns("claim_id\nentity_id\n" + _OWNER),
    ("version_id", "claim_id", "entity_id"),
)
RELATIONS: Final = Table(
    "relations",
    "Ties between entities, with their evidence.",
    _columns(
        "relation_id\n" + _OWNER + "kind\nsubject_id\nobject_id\nrole\n" + _PLACE + "claim_id\n"
        "confidence DOUBLE PRECISION"
    ),
    ("version_id", "relation_id"),
)
SIGNATURES: Final = Table(
    "signatures",
    "Bands of the MinHash signatures: texts that share one may be copies of each other.",
    _columns("version_id\nband BIGINT"),
    ("version_id", "band"),
)
DUPLICATES: Final = Table(
    "duplicates",
    "Copies: the group of a version, the copy to read instead of it, how much of it is new.",
    _columns("version_id\nduplicate_group\nduplicate_of\nnovelty DOUBLE PRECISION"),
    ("version_id",),
    "derived",
)

# What one record gives rows to, the ledger last: where tables cannot be written in one
# transaction, a document counts only once its ledger row is there.
RECORD_TABLES: Final = (
    ARTICLES,
    ENTITIES,
    SECURITIES,
    ARTICLE_ENTITIES,
    MENTIONS,
    PERIODS,
    FIGURES,
    CLAIMS,
    CLAIM_FIGURES,
    CLAIM_ENTITIES,
    RELATIONS,
    SIGNATURES,
    SOURCES,
)
TABLES: Final = (*RECORD_TABLES, DUPLICATES, FAILURES)

VERSION_TABLE: Final = "newsx_schema"


def ddl(*, keyed: bool = True) -> str:
    """Return the SQL that creates every table and view, for DuckDB and PostgreSQL.

    Args:
        keyed: Whether tables get their primary keys.
    """
    version = (
        f"-- The schema these tables have, and a digest of the definitions of the views.\n"
        f"CREATE TABLE IF NOT EXISTS {VERSION_TABLE} (\n"
        f"    schema_version TEXT PRIMARY KEY,\n    views_sha256 TEXT\n);\n"
        f"INSERT INTO {VERSION_TABLE} VALUES ('{SCHEMA_VERSION}', '{views_sha256()}') "
        "ON CONFLICT DO NOTHING;"
    )
    tables = (table.ddl(keyed=keyed) for table in TABLES)
    return "\n\n".join([version, *tables, views()])


def views() -> str:
    """Return the SQL that creates the views, for DuckDB and PostgreSQL."""
    return (files("newsx.store") / "views.sql").read_text(encoding="utf-8").strip()


def views_sha256() -> str:
    """Return the digest by which a database tells whether its views are those of `views`."""
    return sha256(views().encode()).hexdigest()


def view_names() -> list[str]:
    """Return the names of the views, each after those that it reads."""
    return re.findall(r"^CREATE OR REPLACE VIEW (\w+)", views(), re.MULTILINE)
