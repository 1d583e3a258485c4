"""Give companies their LEI: where one record alone has the legal name and the country."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from newsx.knowledge.names import words
from newsx.knowledge.rows import Rows
from newsx.knowledge.tables import IdentifierRow

_FIRMS: Final = frozenset({"issuer", "company", "bank", "insurer", "asset_manager", "broker"})
# Legal forms that records spell out and news copy does not.
_FORMS: Final = {
    "incorporated": "inc",
    "corporation": "corp",
    "company": "co",
    "limited": "ltd",
    "aktiengesellschaft": "ag",
}


def identify(rows: Rows, records: Iterable[tuple[str, str, str]]) -> None:
    """Put the LEI on the companies whose legal name one record of their country has.

    Args:
        rows: The gathered rows; those of kind company are completed.
        records: (LEI, legal name, ISO 3166-1 country) of GLEIF.
    """
    wanted: dict[tuple[tuple[str, ...], str], set[str]] = defaultdict(set)
    for row in rows.entities.values():
        if row.type == "ORG" and row.kind in _FIRMS and row.country:
            for name in {row.legal_name, row.name} - {""}:
                key = _formal(name)
                if len(key) > 1:
                    wanted[key, row.country].add(row.entity_id)
    found: dict[str, set[str]] = defaultdict(set)
    for lei, name, country in records:
        for entity_id in wanted.get((_formal(name or ""), country), ()):
            found[entity_id].add(lei)
    for entity_id, leis in found.items():
        if len(leis) == 1:
            rows.identifiers.append(IdentifierRow(entity_id, min(leis), ""))


def _formal(name: str) -> tuple[str, ...]:
    """Return the words of a legal name, its form in one spelling."""
    parts = words(name.casefold().replace("public limited company", "plc"))
    return tuple(filter(None, (_FORMS.get(word, word) for word in parts)))
