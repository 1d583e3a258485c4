"""Confidence is the share of bindings, or of claims, of a sort that were right."""

import pytest

from figure_docs import read_figures
from newsx.knowledge.vocabulary import rows
from newsx.resolve.measures.confidence import calibrated, claim_confidence, sort_of
from newsx.resolve.measures.naming import Measured
from newsx.schema import ClaimForm, Reference, Source

NAMED, WORDS, NONE = Measured("net profit", "net income"), Measured("ticks"), Measured()
BANK, LENDER = Reference(text="Fell Bank", entity_id="newsx:fell"), Reference(text="lender")


@pytest.mark.parametrize("evidence", [0.0, 0.5, 0.7, 0.9])
@pytest.mark.parametrize("measure", [NAMED, WORDS, NONE])
@pytest.mark.parametrize("subject", [BANK, LENDER, None])
def test_every_sort_of_binding_has_a_share(
    evidence: float, measure: Measured, subject: Reference | None
) -> None:
    assert 0 <= calibrated(evidence, measure, subject) <= 1


def test_a_likely_measure_by_its_usual_name_is_surer_than_a_guess_in_words() -> None:
    assert calibrated(0.8, NAMED, BANK) > 2 * calibrated(0.3, WORDS, BANK)


def test_what_is_more_likely_is_surer() -> None:
    shares = [calibrated(evidence, NAMED, BANK) for evidence in (0.3, 0.5, 0.8)]
    assert shares == sorted(set(shares))


def test_shares_were_counted_on_enough_bindings() -> None:
    assert sum(int(row["seen"]) for row in rows("confidence")) > 1000


def test_figures_carry_the_share() -> None:
    (figure,), _ = read_figures("Net profit rose 5%.")
    assert figure.confidence == calibrated(0.8, NAMED, None)
    assert sort_of(0.8, NAMED, None) == ("strong", "named", "none")


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
