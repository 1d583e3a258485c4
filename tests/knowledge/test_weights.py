"""Tables of learned weights: what is packed comes back, and always as the same bytes."""

import importlib
import random
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsx.knowledge.weights import Weight, joined, packed, table_of, unpacked, weight_table

NAMES = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=6)
KEYS = st.tuples(NAMES, NAMES)
WEIGHTS = st.dictionaries(KEYS, st.integers(-900, 900), min_size=1).map(
    lambda found: [Weight(thing, feature, weight) for (thing, feature), weight in found.items()]
)

LEARNED = [
    Weight("", "after \n\n", -31),
    Weight("price", "", -160),
    Weight("price", "head $, money", 45),
    Weight("rate", "head $, money", -806),
    Weight("rate", "verb rise", 0),
]


@given(WEIGHTS)
def test_what_is_packed_comes_back(weights: list[Weight]) -> None:
    assert sorted(unpacked(packed(table_of(weights)))) == sorted(weights)


def test_joined_tables_add_up_feature_by_feature() -> None:
    one = table_of([Weight("a", "x", 3), Weight("", "y", -2)])
    other = table_of([Weight("a", "x", 4), Weight("b", "x", 1)])
    assert set(joined(one, other)) == {
        Weight("a", "x", 7), Weight("", "y", -2), Weight("b", "x", 1),
    }  # fmt: skip


def test_the_same_weights_in_any_order_give_the_same_bytes() -> None:
    shuffled = random.Random(3).sample(LEARNED, len(LEARNED))
    assert packed(table_of(shuffled)) == packed(table_of(LEARNED))


def test_more_things_than_a_byte_counts_come_back() -> None:
    weights = [Weight(f"word {number:03}", "always", number) for number in range(700)]
    assert list(unpacked(packed(table_of(weights)))) == weights


def test_weights_are_rounded_to_steps() -> None:
    rounded = unpacked(packed(table_of(LEARNED), step=8))
    assert [weight.hundredths for weight in rounded] == [-160, -32, 48, -808, 0]


def test_a_name_that_would_be_parted_is_refused() -> None:
    with pytest.raises(ValueError, match=r"U\+0000"):
        packed(table_of([Weight("", "one\0two", 5)]))


def test_a_word_of_the_text_that_breaks_a_line_is_weighed() -> None:
    assert any("\n" in weight.feature for weight in weight_table("measure"))


def test_a_table_can_be_looked_into(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.syspath_prepend(str(root / "models" / "scripts"))
    table = tmp_path / "measure_weights.npz"
    table.write_bytes(packed(table_of(LEARNED)))
    monkeypatch.setattr(sys, "argv", ["weights.py", str(table), "--of", "price"])
    importlib.import_module("weights").main()
    assert (
        capsys.readouterr().out == 'of,feature,hundredths\nprice,,-160\nprice,"head $, money",45\n'
    )
