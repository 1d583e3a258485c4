import numpy as np

from newsx.recognize.network.bioes import NameDecoder

LABELS = ["O", *(f"{position}-{name}" for name in ("ORG", "PERSON") for position in "BIES")]


def scores(*labels: str, second: dict[int, str] | None = None) -> np.ndarray:
    table = np.zeros((len(labels), len(LABELS)), dtype=np.float32)
    for row, label in enumerate(labels):
        table[row, LABELS.index(label)] = 5.0
    for row, label in (second or {}).items():
        table[row, LABELS.index(label)] = 4.0
    return table


def spans(table: np.ndarray) -> list[tuple[int, int, str]]:
    return [(span.start, span.end, span.label) for span in NameDecoder(LABELS).spans(table)]


def test_well_formed_labels_become_spans() -> None:
    table = scores("B-ORG", "I-ORG", "E-ORG", "O", "S-PERSON")
    assert spans(table) == [(0, 3, "ORG"), (4, 5, "PERSON")]


def test_a_broken_sequence_is_repaired_by_the_next_best() -> None:
    table = scores("O", "B-ORG", "E-PERSON", "O", second={1: "B-PERSON"})
    assert spans(table) == [(1, 3, "PERSON")]


def test_a_name_that_never_ends_is_closed() -> None:
    assert spans(scores("O", "B-ORG", second={1: "S-ORG"})) == [(1, 2, "ORG")]


def test_a_name_that_never_began_is_opened() -> None:
    assert spans(scores("E-ORG", "O", second={0: "S-ORG"})) == [(0, 1, "ORG")]


def test_no_words_no_names() -> None:
    assert spans(np.zeros((0, len(LABELS)), dtype=np.float32)) == []


def test_confidence_is_that_of_the_least_sure_word() -> None:
    table = scores("B-ORG", "E-ORG")
    table[1] /= 2
    (span,) = NameDecoder(LABELS).spans(table)
    assert 0.5 < span.confidence < 0.7
