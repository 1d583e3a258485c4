"""What the network learns to point at from a figure: words that stand for what is annotated."""

import importlib
import sys
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

from newsx.evaluate.markup import CorpusArticle, parse_markup

torch = pytest.importorskip("torch", reason="of the train extra")

MARKED = """Hotels of Calder lose guests

{ORG Calder|is=Calder AG} sold rooms in May.
Its occupancy fell to {F 61%|m=occupancy rate;s=Calder AG;p=May}
and it closed {F six hotels|m=hotels;s=regional chain}. Rates rose {F 2%|m=tariff}."""


class Pieces:
    """A vocabulary in which every word is one piece."""

    begin, separator = 1, 2

    def __call__(self, word: str) -> list[int]:
        return [3 + len(word)]


@pytest.fixture(scope="module")
def scripts(root: Path) -> SimpleNamespace:
    """Return the scripts that read the corpus for training, by name."""
    names = ("pointing", "readers", "train", "windows")
    sys.path.insert(0, str(root / "models" / "scripts"))
    try:
        return SimpleNamespace(**{name: importlib.import_module(name) for name in names})
    finally:
        sys.path.remove(str(root / "models" / "scripts"))


def article(number: int = 1, split: str = "train") -> CorpusArticle:
    text, marks = parse_markup(MARKED.replace("\nIts", " Its").replace("\nand", " and"))
    return CorpusArticle(Path("x"), {"id": f"wire-{number}", "split": split}, text, marks)


def pointed(examples: list[Any]) -> list[dict[str, set[str]]]:
    """Return the words that each figure points to, by link."""
    texts = {example.number: example.words for example in examples}
    return [
        {
            name: {texts[number][place] for number, place in words}
            for name, words in one.targets.items()
        }
        for example in examples
        for one in example.figures
    ]


def test_figures_point_to_every_place_that_says_it(scripts: SimpleNamespace) -> None:
    rooms, hotels, rates = pointed(list(scripts.readers.article_examples(article())))
    assert rooms == {
        "to_measure": {"occupancy", "Rates"}, "to_subject": {"Calder"}, "to_period": {"May"},
    }  # fmt: skip
    assert hotels == {"to_measure": {"Hotels"}, "to_subject": set(), "to_period": set()}
    assert rates == {"to_measure": set(), "to_subject": set(), "to_period": set()}


def test_of_some_articles_no_figures_are_learned(scripts: SimpleNamespace) -> None:
    def count(number: int, split: str = "train") -> int:
        examples = scripts.readers.article_examples(article(number, split))
        return sum(len(example.figures) for example in examples)

    assert [count(3), count(4), count(5), count(4, "test")] == [3, 0, 3, 3]


def test_a_window_counts_what_is_in_sight_and_nowhere_is_the_first_column(
    scripts: SimpleNamespace,
) -> None:
    examples = list(scripts.readers.article_examples(article()))
    packer = scripts.windows.Packer(Pieces(), [], [])
    both = packer.window(examples, None)
    words = [both.words[column - 1] for column in both.figures[0][1]["to_subject"]]
    assert [both.words[place] for place, _ in both.figures] == ["61", "six", "2"]
    assert words == ["Calder"]
    assert both.figures[2][1] == {name: [0] for name in scripts.pointing.FIGURE_LINKS}
    alone = packer.window(examples[1:], Random(3))
    assert [alone.words[column - 1] for column in alone.figures[0][1]["to_subject"]] == ["Calder"]
    assert alone.figures[1][1]["to_measure"] == [0]  # "Hotels" is out of sight


def test_any_of_the_right_words_will_do(scripts: SimpleNamespace) -> None:
    batch = SimpleNamespace(figures=[(0, 1, {"to_measure": [2, 3]})])
    even = torch.zeros((1, 2, 4))
    told = scripts.train.pointing_loss(even, batch, "to_measure")
    assert told.item() == pytest.approx(torch.tensor(2.0).log().item())
    even[0, 1, 3] = 20.0
    assert scripts.train.pointing_loss(even, batch, "to_measure").item() == pytest.approx(
        0, abs=1e-4
    )


def test_the_network_has_not_read_the_figures_of_a_quarter_nor_of_newer_articles(
    scripts: SimpleNamespace,
) -> None:
    known = {
        name: scripts.pointing.is_held_out(name) for name in ("wire-011", "wire-012", "india-901")
    }
    assert known == {"wire-011": False, "wire-012": True, "india-901": True}
