"""Record -> rows: the star schema every tabular sink shares, and its SQL.

Facts (`figures`, `claims`, `mentions` ...) carry the `version_id` of the text they point into.
`entities` and `securities` are shared by all articles; `sources` is the ledger of inputs.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal, TypeAlias

from newsx.schema import SCHEMA_VERSION, Failure, Record

ColumnType = Literal[
    "TEXT",
    "INTEGER",
    "DOUBLE PRECISION",
    "DECIMAL(38, 9)",
    "BOOLEAN",
    "DATE",
    "TIMESTAMPTZ",
    "JSON",
]
Cell: TypeAlias = str | int | float | bool | None
Row: TypeAlias = Mapping[str, object]


@dataclass(frozen=True)
class Column:
    """A column: its name and its SQL type, understood by DuckDB and PostgreSQL alike."""

    name: str
    type: ColumnType


@dataclass(frozen=True)
class Table:
    """A table: what it holds, its columns and its primary key.

    `shared` tables are not owned by one article: their rows stay when an article is replaced.
    """

    name: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: Callable[[Record], Iterator[Row]]
    shared: bool = False

    @property
    def ddl(self) -> str:
        """The statement that creates the table where it is missing."""
        lines = [f"    {column.name} {column.type}" for column in self.columns]
        lines.append(f"    PRIMARY KEY ({', '.join(self.key)})")
        body = ",\n".join(lines)
        return f"-- {self.about}\nCREATE TABLE IF NOT EXISTS {self.name} (\n{body}\n);"


def _columns(text: str) -> tuple[Column, ...]:
    """Read `name TYPE` lines; a bare name is TEXT."""
    found = []
    for line in text.strip().splitlines():
        name, _, kind = line.strip().partition(" ")
        found.append(Column(name, kind or "TEXT"))  # type: ignore[arg-type]  # checked by the tests
    return tuple(found)


def _own(record: Record, items: Iterable[Row]) -> Iterator[Row]:
    """Give every row the version and the article it belongs to."""
    article = record.article
    for item in items:
        yield {"version_id": article.version_id, "article_id": article.article_id, **item}


def _reference(prefix: str, value: object) -> Row:
    return {
        f"{prefix}_text": getattr(value, "text", None),
        f"{prefix}_id": getattr(value, "entity_id", None),
    }


def _articles(record: Record) -> Iterator[Row]:
    article = record.article
    row = article.model_dump(exclude={"publisher"})
    made_by = record.provenance.model_dump(exclude={"schema_version"})
    yield {
        **row,
        "publisher_name": article.publisher.name,
        "publisher_domain": article.publisher.domain,
        "schema_version": record.schema_version,
        **made_by,
    }


def _sources(record: Record) -> Iterator[Row]:
    article = record.article
    yield {
        "source_ref": article.source_ref or article.article_id,
        "raw_sha256": article.raw_sha256,
        "article_id": article.article_id,
        "version_id": article.version_id,
        "newsx_version": record.provenance.newsx_version,
        "settings_sha256": record.provenance.settings_sha256,
    }


def _entities(record: Record) -> Iterator[Row]:
    for entity in record.entities:
        yield {**entity.model_dump(exclude={"identifiers"}), **entity.identifiers.model_dump()}


def _securities(record: Record) -> Iterator[Row]:
    for entity in record.entities:
        if entity.identifiers.ticker is not None:
            yield {"entity_id": entity.entity_id, **entity.identifiers.model_dump()}


def _article_entities(record: Record) -> Iterator[Row]:
    return _own(record, (entity.model_dump() for entity in record.entities))


def _figures(record: Record) -> Iterator[Row]:
    for figure in record.figures:
        row = figure.model_dump(exclude={"subject", "object"})
        subject = _reference("subject", figure.subject)
        yield from _own(record, [{**row, **subject, **_reference("object", figure.object)}])


def _claims(record: Record) -> Iterator[Row]:
    for claim in record.claims:
        row = claim.model_dump(exclude={"source", "affiliation", "via", "cue"})
        source, cue = claim.source, claim.cue
        yield from _own(
            record,
            [
                {
                    **row,
                    "source_start": source and source.start,
                    "source_end": source and source.end,
                    "source_text": source and source.text,
                    "source_id": source and source.entity_id,
                    "source_name": source and source.name,
                    "source_type": source and source.type,
                    "affiliation_name": claim.affiliation and claim.affiliation.name,
                    "affiliation_id": claim.affiliation and claim.affiliation.entity_id,
                    "via_name": claim.via and claim.via.name,
                    "via_id": claim.via and claim.via.entity_id,
                    "cue_start": cue and cue.start,
                    "cue_end": cue and cue.end,
                    "cue_lemma": cue and cue.lemma,
                }
            ],
        )


def _claim_figures(record: Record) -> Iterator[Row]:
    for claim in record.claims:
        rows = [{"claim_id": claim.claim_id, "figure_id": one} for one in claim.figure_ids]
        yield from _own(record, rows)


def _claim_entities(record: Record) -> Iterator[Row]:
    for claim in record.claims:
        rows = [{"claim_id": claim.claim_id, "entity_id": one} for one in claim.entity_ids]
        yield from _own(record, rows)


_SPAN = "start_offset INTEGER\nend_offset INTEGER\ntext\nsentence INTEGER\n"
_OWNER = "version_id\narticle_id\n"

TABLES = (
    Table(
        "sources",
        "The ledger: which input gave which article. Failed inputs are in `failures`.",
        _columns("source_ref\nraw_sha256\narticle_id\nversion_id\nnewsx_version\nsettings_sha256"),
        ("source_ref",),
        _sources,
    ),
    Table(
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
        _articles,
    ),
    Table(
        "entities",
        "Who and what is named anywhere, once.",
        _columns("entity_id\ntype\nname\nlegal_name\nlinked BOOLEAN\ncountry\nlei\ncik\nwikidata"),
        ("entity_id",),
        _entities,
        shared=True,
    ),
    Table(
        "securities",
        "Listings of entities, as valid on the publication dates seen.",
        _columns("entity_id\nticker\nmic\nisin"),
        ("entity_id", "ticker"),
        _securities,
        shared=True,
    ),
    Table(
        "article_entities",
        "How much an article is about an entity.",
        _columns(
            _OWNER + "entity_id\nname\nrelevance DOUBLE PRECISION\nmention_count INTEGER\n"
            "first_start INTEGER\nin_headline BOOLEAN\nlink_score DOUBLE PRECISION"
        ),
        ("version_id", "entity_id"),
        _article_entities,
    ),
    Table(
        "mentions",
        "Every place a name stands.",
        _columns(
            "mention_id\n" + _OWNER + _SPAN + "entity_id\ntype\nform\nconfidence DOUBLE PRECISION"
        ),
        ("mention_id",),
        lambda record: _own(record, (row.model_dump() for row in record.mentions)),
    ),
    Table(
        "periods",
        "Every date, period and duration.",
        _columns(
            "period_id\n" + _OWNER + "start_offset INTEGER\nend_offset INTEGER\ntext\nkind\niso\n"
            "from_date DATE\nto_date DATE\nvalue DECIMAL(38, 9)\nunit"
        ),
        ("period_id",),
        lambda record: _own(record, (row.model_dump() for row in record.periods)),
    ),
    Table(
        "figures",
        "Every figure, bound to what it means.",
        _columns(
            "figure_id\n" + _OWNER + _SPAN + "kind\nvalue DECIMAL(38, 9)\n"
            "value_max DECIMAL(38, 9)\nunit\ncurrency\ncurrency_inferred BOOLEAN\nper\nbound\n"
            "direction\nrole\nmeasure\nsubject_text\nsubject_id\nobject_text\nobject_id\n"
            "period_id\nattributed_to\nclaim_id\nsame_as\nmodality\nconfidence DOUBLE PRECISION"
        ),
        ("figure_id",),
        _figures,
    ),
    Table(
        "claims",
        "Every claim, and who makes it.",
        _columns(
            "claim_id\n" + _OWNER + _SPAN + "parts JSON\nkind\nform\nsource_start INTEGER\n"
            "source_end INTEGER\nsource_text\nsource_id\nsource_name\nsource_type\nrole\n"
            "affiliation_name\naffiliation_id\nvia_name\nvia_id\ncue_start INTEGER\n"
            "cue_end INTEGER\ncue_lemma\nmodality\nnegated BOOLEAN\nforward_looking BOOLEAN\n"
            "polarity\ngroup_id\nconfidence DOUBLE PRECISION"
        ),
        ("claim_id",),
        _claims,
    ),
    Table(
        "claim_figures",
        "Which figures stand in which claims.",
        _columns("claim_id\nfigure_id\n" + _OWNER),
        ("claim_id", "figure_id"),
        _claim_figures,
    ),
    Table(
        "claim_entities",
        "Which entities stand in which claims.",
        _columns("claim_id\nentity_id\n" + _OWNER),
        ("claim_id", "entity_id"),
        _claim_entities,
    ),
    Table(
        "relations",
        "Ties between entities, with their evidence.",
        _columns(
            "relation_id\n" + _OWNER + "kind\nsubject_id\nobject_id\nrole\n"
            "start_offset INTEGER\nend_offset INTEGER\nclaim_id\nconfidence DOUBLE PRECISION"
        ),
        ("relation_id",),
        lambda record: _own(record, (row.model_dump() for row in record.relations)),
    ),
)

FAILURES = Table(
    "failures",
    "Inputs that gave no record, and why.",
    _columns("source_ref\nstage\nerror_type\nmessage\nretryable BOOLEAN"),
    ("source_ref",),
    lambda _: iter(()),
)

_STORED_AS = {"start_offset": "start", "end_offset": "end"}


def rows(table: Table, records: Iterable[Record]) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows of a table, cells in the order of its columns, each key once (the last).

    Decimals, dates and moments come as ISO text and JSON as its text: sinks cast them.
    """
    found: dict[tuple[Cell, ...], tuple[Cell, ...]] = {}
    places = [index for index, column in enumerate(table.columns) if column.name in table.key]
    for record in records:
        for row in table.rows(record):
            cells = _cells(table, row)
            found[tuple(cells[place] for place in places)] = cells
    yield from found.values()


def failure_rows(failures: Iterable[Failure]) -> Sequence[tuple[Cell, ...]]:
    """Return the rows of `failures`, the last for each input."""
    return list({one.source_ref: _cells(FAILURES, one.model_dump()) for one in failures}.values())


def ddl() -> str:
    """Return the SQL that creates every table and view, for DuckDB and PostgreSQL."""
    views = (files("newsx.store") / "views.sql").read_text(encoding="utf-8")
    head = f"-- newsx schema {SCHEMA_VERSION}"
    return "\n\n".join([head, *(table.ddl for table in (*TABLES, FAILURES)), views.strip()])


def _cells(table: Table, row: Row) -> tuple[Cell, ...]:
    return tuple(
        _cell(row.get(_STORED_AS.get(column.name, column.name)), column.type)
        for column in table.columns
    )


def _cell(value: object, kind: ColumnType) -> Cell:
    if kind == "JSON":
        import json

        return json.dumps(value, ensure_ascii=False)
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return str(value)
