"""Record -> who says each figure."""

from newsx.schema import Record, Source


def sources_of(record: Record) -> dict[str, Source]:
    """Return the sources by `figure_id`; what the outlet says itself is not among them."""
    claims = {claim.claim_id: claim for claim in record.claims}
    said = ((figure.figure_id, claims.get(figure.claim_id or "")) for figure in record.figures)
    return {
        key: claim.source for key, claim in said if claim is not None and claim.source is not None
    }


def source_name(source: Source | None) -> str:
    """Return the name of a source, or the words of the text for one that has none."""
    return "" if source is None else source.name or source.text
