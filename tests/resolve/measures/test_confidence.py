"""Confidence is the share of bindings of a sort that were right."""

import pytest

from figure_docs import read_figures
from newsx.knowledge.vocabulary import rows
from newsx.resolve.measures.confidence import calibrated, sort_of
from newsx.resolve.measures.naming import Measured
from newsx.schema import Reference

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
