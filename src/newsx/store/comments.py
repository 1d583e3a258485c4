"""What each table and column means, as `COMMENT ON`: a database explains itself to who opens it.

The words are those of the record's schema; here are only the columns that a record has not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from newsx import schema
from newsx.descriptions import description
from newsx.store.tables import TABLES, VERSION_TABLE, Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic import BaseModel

_MODELS: Final[Mapping[str, tuple[type[BaseModel], ...]]] = {
    "articles": (schema.Article, schema.Provenance),
    "sources": (schema.Article, schema.Provenance),
    "entities": (schema.Entity, schema.Identifiers),
    "securities": (schema.Entity, schema.Identifiers),
    "article_entities": (schema.Entity,),
    "mentions": (schema.Mention,),
    "periods": (schema.Period,),
    "figures": (schema.Figure,),
    "claims": (schema.Claim,),
    "relations": (schema.Relation,),
    "failures": (schema.Failure,),
}
# What a column is called here whose words stand under another name there.
_PARTS: Final[Mapping[str, tuple[type[BaseModel], str]]] = {
    "publisher_name": (schema.Publisher, "name"),
    "publisher_domain": (schema.Publisher, "domain"),
}
_WORDS: Final = {
    "version_id": "The wording it stands in: articles.version_id.",
    "article_id": "The article it stands in: articles.article_id.",
    "start_offset": "First code point of the span in articles.text, from 0.",
    "end_offset": "One past the last code point of the span.",
    "claim_id": "Which claim: claims.claim_id.",
    "figure_id": "Which figure: figures.figure_id.",
    "entity_id": "Which entity: entities.entity_id.",
    "subject_text": "Of whom or what, in the words of the text.",
    "subject_id": "Of whom or what: entities.entity_id; null where nobody known is meant.",
    "object_text": "At whom or what the act of the subject is aimed, in the words of the text.",
    "object_id": "The same as entities.entity_id.",
    "source_start": "First code point of the words that name the source.",
    "source_end": "One past the last code point of these words.",
    "source_text": "The words that name the source.",
    "source_id": "Who says it: entities.entity_id; null is the outlet itself.",
    "source_name": "Who says it, by the full name.",
    "source_type": "What the source is: person, org, document, anonymous, group or outlet.",
    "affiliation_name": "Organisation of the source.",
    "affiliation_id": "The same as entities.entity_id.",
    "via_name": "Second-hand source: B in `A, citing B`, `A told B`, `a memo of A seen by B`.",
    "via_id": "The same as entities.entity_id.",
    "cue_start": "First code point of the words that hand the claim to its source.",
    "cue_end": "One past the last code point of these words.",
    "cue_lemma": "The verb or phrase of these words in its base form.",
    "band": "Hash of a part of the MinHash signature: copies share one.",
    "duplicate_group": "The first version_id of the copies of one story; null where it has none.",
    "duplicate_of": "The copy to read instead: the fullest, then the earliest; null is this one.",
    "novelty": "Share of the text that no earlier copy has, 0 to 1.",
    "reading": "Digest of newsx, model and settings: what makes a later run read it again.",
}
_OF_THE_LEDGER: Final = "Digest of the name and the bytes of an input."


def comments() -> Iterator[str]:
    """Yield a statement for every table and column, for DuckDB and PostgreSQL."""
    yield f"COMMENT ON TABLE {VERSION_TABLE} IS 'The schema these tables have.'"
    for table in TABLES:
        yield f"COMMENT ON TABLE {table.name} IS {_quoted(table.about)}"
        for column in table.columns:
            about = _quoted(_about(table, column))
            yield f"COMMENT ON COLUMN {table.name}.{column.name} IS {about}"


def _about(table: Table, column: Column) -> str:
    name = column.name
    if name == "source_id" and table.role == "ledger":
        return _OF_THE_LEDGER
    if name in _PARTS:
        model, name = _PARTS[name]
        return description(model, name)
    for model in _MODELS.get(table.name, ()):
        if name in model.model_fields:
            return description(model, name)
    return _WORDS[name]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
