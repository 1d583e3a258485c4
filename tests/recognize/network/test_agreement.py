import pytest

from newsx.recognize.network.agreement import Words, agreed_labels

EXAMPLES: list[tuple[list[tuple[Words, str, float]], list[str]]] = [
    ([], []),
    ([(("Tessera", "Inc."), "ORG", 0.9), (("Tessera",), "PERSON", 0.4)], ["ORG", "ORG"]),
    ([(("Rob", "Haworth"), "PERSON", 0.9), (("Haworth",), "ORG", 0.5)], ["PERSON", "PERSON"]),
    # as sure of the one as of the other: both stay
    ([(("Henry", "Ford"), "PERSON", 0.9), (("Ford",), "ORG", 0.9)], ["PERSON", "ORG"]),
    # a place stays a place though a firm is named after it
    ([(("China", "Mobile"), "ORG", 0.9)] * 3 + [(("China",), "GPE", 0.5)], ["ORG"] * 3 + ["GPE"]),
]


@pytest.mark.parametrize(("names", "labels"), EXAMPLES)
def test_short_names_agree_with_full_ones(
    names: list[tuple[Words, str, float]], labels: list[str]
) -> None:
    assert agreed_labels(names) == labels
