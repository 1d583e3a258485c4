"""Confidence is the share of claims of a sort that were right."""

import pytest

from newsx.resolve.statements.confidence import claim_confidence
from newsx.schema import ClaimForm, Source

SPEAKER = Source(start=0, end=2, text="he", entity_id="newsx:ana", name="Ana", type="person")


@pytest.mark.parametrize("form", ["direct", "mixed", "indirect", "outlet", "author"])
@pytest.mark.parametrize("figures", [0, 3])
@pytest.mark.parametrize("source", [SPEAKER, SPEAKER.model_copy(update={"entity_id": None}), None])
def test_every_sort_of_claim_has_a_share(
    form: ClaimForm, figures: int, source: Source | None
) -> None:
    assert 0 < claim_confidence(form, figures, source) < 1


def test_a_quotation_of_somebody_known_is_surer_than_hearsay() -> None:
    hearsay = SPEAKER.model_copy(update={"entity_id": None})
    assert claim_confidence("direct", 0, SPEAKER) > claim_confidence("indirect", 0, hearsay) + 0.2
