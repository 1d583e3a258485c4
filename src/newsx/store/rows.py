"""Record -> rows: the cells of every table, in the order of its columns.

Texts, integers, doubles and booleans are cells as they are; the rest travels as text, and the
database casts it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from typing import Final, TypeAlias

from newsx.schema import Failure, Record, digest
from newsx.store import tables
from newsx.store.signatures import bands
from newsx.store.tables import FAILURES, ColumnType, Table

Cell: TypeAlias = str | int | float | bool | None
Row: TypeAlias = Mapping[str, object]
Cells: TypeAlias = tuple[Cell, ...]

_STORED_AS: Final = {"start_offset": "start", "end_offset": "end"}


def record_rows(table: Table, record: Record) -> list[Cells]:
    """Return the rows that a record has in a table, each key once."""
    return last_rows(table, (_cells(table, row) for row in _ROWS[table.name](record)))


def last_rows(table: Table, rows: Iterable[Cells]) -> list[Cells]:
    """Return the last row of each key of a table."""
    places = [index for index, column in enumerate(table.columns) if column.name in table.key]
    found = {tuple(row[place] for place in places): row for row in rows}
    return list(found.values())


def failure_rows(failures: Iterable[Failure]) -> list[Cells]:
    """Return the rows of `failures`, the last for each input."""
    found = {}
    for failure in failures:
        key = source_id(failure.source_ref, failure.raw_sha256)
        found[key] = _cells(FAILURES, {"source_id": key, **vars(failure)})
    return list(found.values())


def source_id(source_ref: str, raw_sha256: str | None) -> str:
    """Return the key of the ledger: these bytes under this name."""
    return digest("source", source_ref, raw_sha256 or "")


def record_source(record: Record) -> tuple[str, str]:
    """Return the name and the digest of the bytes that a record was read from."""
    article = record.article
    return article.source_ref or article.article_id, article.raw_sha256 or article.text_sha256


def _cells(table: Table, row: Row) -> Cells:
    return tuple([_cell(row.get(name), kind) for name, kind in _names(table)])


@cache
def _names(table: Table) -> tuple[tuple[str, ColumnType], ...]:
    """Return the names under which rows hold the columns of a table, with their types."""
    return tuple(
        (_STORED_AS.get(column.name, column.name), column.type) for column in table.columns
    )


def _cell(value: object, kind: ColumnType) -> Cell:
    if kind == "JSON":
        return json.dumps(value, ensure_ascii=False)
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return str(value)


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
    yield {
        **vars(article),
        "publisher_name": article.publisher.name,
        "publisher_domain": article.publisher.domain,
        **vars(record.provenance),
    }


def _sources(record: Record) -> Iterator[Row]:
    source_ref, raw_sha256 = record_source(record)
    yield {
        "source_id": source_id(source_ref, raw_sha256),
        "source_ref": source_ref,
        "raw_sha256": raw_sha256,
        "article_id": record.article.article_id,
        "version_id": record.article.version_id,
        "reading": record.provenance.reading,
        "newsx_version": record.provenance.newsx_version,
    }


def _entities(record: Record) -> Iterator[Row]:
    for entity in record.entities:
        known = vars(entity.identifiers)
        # The market of a listing stands with the listing; a market is its own.
        yield {**vars(entity), **known, "mic": None if known["ticker"] else known["mic"]}


def _securities(record: Record) -> Iterator[Row]:
    for entity in record.entities:
        if entity.identifiers.ticker is not None:
            yield {"entity_id": entity.entity_id, **vars(entity.identifiers)}


def _figures(record: Record) -> Iterator[Row]:
    for figure in record.figures:
        subject = _reference("subject", figure.subject)
        aim = _reference("object", figure.object)
        yield from _own(record, [{**vars(figure), **subject, **aim}])


def _claims(record: Record) -> Iterator[Row]:
    for claim in record.claims:
        source, cue = claim.source, claim.cue
        told_by = {
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
        yield from _own(record, [{**vars(claim), **told_by}])


def _claim_figures(record: Record) -> Iterator[Row]:
    for claim in record.claims:
        rows = [{"claim_id": claim.claim_id, "figure_id": one} for one in claim.figure_ids]
        yield from _own(record, rows)


def _claim_entities(record: Record) -> Iterator[Row]:
    for claim in record.claims:
        rows = [{"claim_id": claim.claim_id, "entity_id": one} for one in claim.entity_ids]
        yield from _own(record, rows)


def _signatures(record: Record) -> Iterator[Row]:
    return _own(record, ({"band": band} for band in bands(record.article.text)))


_ROWS: Final[Mapping[str, Callable[[Record], Iterator[Row]]]] = {
    tables.ARTICLES.name: _articles,
    tables.SOURCES.name: _sources,
    tables.ENTITIES.name: _entities,
    tables.SECURITIES.name: _securities,
    tables.ARTICLE_ENTITIES.name: lambda record: _own(record, map(vars, record.entities)),
    tables.MENTIONS.name: lambda record: _own(record, map(vars, record.mentions)),
    tables.PERIODS.name: lambda record: _own(record, map(vars, record.periods)),
    tables.FIGURES.name: _figures,
    tables.CLAIMS.name: _claims,
    tables.CLAIM_FIGURES.name: _claim_figures,
    tables.CLAIM_ENTITIES.name: _claim_entities,
    tables.RELATIONS.name: lambda record: _own(record, map(vars, record.relations)),
    tables.SIGNATURES.name: _signatures,
}
