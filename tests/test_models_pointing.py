"""What the network learns of figures and claims: the words that they point at, what they mean."""

import importlib
import sys
from dataclasses import replace
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
    names = ("augment", "labels", "network", "pointing", "readers", "train", "windows")
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
        for one in example.pointings
    ]


def test_figures_point_to_every_place_that_says_it(scripts: SimpleNamespace) -> None:
    rooms, hotels, rates = pointed(list(scripts.readers.article_examples(article())))
    assert rooms == {
        "to_measure": {"occupancy", "Rates"}, "to_subject": {"Calder"}, "to_period": {"May"},
    }  # fmt: skip
    assert hotels == {"to_measure": {"Hotels"}, "to_subject": set(), "to_period": set()}
    assert rates == {"to_measure": set(), "to_subject": set(), "to_period": set()}


def test_a_country_is_the_same_by_any_of_its_names(scripts: SimpleNamespace) -> None:
    marked = """Jobs in {GPE U.S.} rise

{GPE Britain} added {F 3%|m=jobs;s=United Kingdom}, {GPE U.S.} firms {F 2%|s=United States}."""
    text, marks = parse_markup(marked)
    told = CorpusArticle(Path("x"), {"id": "wire-1", "split": "train"}, text, marks)
    britain, states = pointed(list(scripts.readers.article_examples(told)))
    assert britain["to_subject"] == {"Britain"}
    assert states["to_subject"] == {"U.S."}


def test_of_some_articles_no_figures_are_learned(scripts: SimpleNamespace) -> None:
    def count(number: int, split: str = "train", *, whole: bool = False) -> int:
        examples = scripts.readers.article_examples(article(number, split), whole=whole)
        return sum(len(example.pointings) for example in examples)

    assert [count(3), count(4), count(5), count(4, "test")] == [3, 0, 3, 3]
    assert count(4, whole=True) == 3


def test_a_window_counts_what_is_in_sight_and_nowhere_is_the_first_column(
    scripts: SimpleNamespace,
) -> None:
    examples = list(scripts.readers.article_examples(article()))
    packer = scripts.windows.Packer(Pieces(), [], [])
    both = packer.window(examples, None)
    words = [both.words[column - 1] for column in both.pointings[0][1]["to_subject"]]
    assert [both.words[place] for place, _ in both.pointings] == ["61", "six", "2"]
    assert words == ["Calder"]
    assert both.pointings[2][1] == {name: [0] for name in scripts.pointing.FIGURE_LINKS}
    alone = packer.window(examples[1:], Random(3))
    assert [alone.words[column - 1] for column in alone.pointings[0][1]["to_subject"]] == ["Calder"]
    assert alone.pointings[1][1]["to_measure"] == [0]  # "Hotels" is out of sight


def test_later_windows_begin_with_how_the_article_does(scripts: SimpleNamespace) -> None:
    first, second, *_ = scripts.readers.article_examples(article())
    third = replace(second, number=2)
    packer = scripts.windows.Packer(Pieces(), [], [])
    windows = [packer.window([third], Random(seed), [first, second]) for seed in range(60)]
    opened = [one for one in windows if one.words[0].lower() == "hotels"]
    assert len(windows) * 0.5 < len(opened) < len(windows)
    for one in opened:
        count = len(first.words)
        assert one.pieces[1 + count] == packer.pieces.separator
        assert set(one.labels["names"][:count]) == {scripts.labels.IGNORED}
        figures = [one.words[place].lower() for place, _ in one.pointings]
        assert figures == ["61", "six", "2"]
        columns = one.pointings[1][1]["to_measure"]
        assert [one.words[column - 1].lower() for column in columns] == ["hotels"]
    alone = packer.window([first, second], Random(1), [first, second])
    assert len(alone.words) == len(first.words) + len(second.words)


def test_a_name_is_swapped_alike_throughout_an_article(scripts: SimpleNamespace) -> None:
    text, marks = parse_markup(
        "{ORG Calder} loses guests\n\n{ORG Calder Inns} said {ORG Calder} and {ORG Peel} fell."
    )
    told = {"id": "wire-1", "split": "train"}
    examples = list(scripts.readers.article_examples(CorpusArticle(Path("x"), told, text, marks)))
    others = parse_markup("{ORG Norrland Paper} and {ORG Firth} met {ORG Loch}.")
    named = CorpusArticle(Path("y"), told, *others)
    pool = scripts.augment.NamePool(scripts.readers.article_examples(named))
    first, second = scripts.augment.swap_names(examples, pool, Random(2), labels=frozenset({"ORG"}))
    assert first.words[0] == "Norrland"
    assert second.words[:5] == ["Norrland", "Paper", "said", "Norrland", "and"]
    assert second.words[5] in {"Firth", "Loch"}


def test_a_place_inside_the_name_of_a_firm_is_swapped_as_a_place(scripts: SimpleNamespace) -> None:
    def read(text: str) -> list[Any]:
        told = {"id": "wire-1", "split": "train"}
        article = CorpusArticle(Path("x"), told, *parse_markup(text))
        return list(scripts.readers.article_examples(article))

    pool = scripts.augment.NamePool(read("{ORG Firth Paper Inns} left {GPE Norrland}."))
    labels = frozenset({"ORG", "GPE"})
    examples = read("{ORG Bank of Orlia} rose\n\nExports to {GPE Orlia} fell, {ORG Bank} said.")
    first, second = scripts.augment.swap_names(examples, pool, Random(1), labels=labels)
    assert first.words == ["Firth", "Paper", "Inns", "rose"]
    assert second.words[:4] == ["Exports", "to", "Norrland", "fell"]
    assert second.words[5:] == ["Firth", "said", "."]


def test_any_of_the_right_words_will_do(scripts: SimpleNamespace) -> None:
    batch = SimpleNamespace(pointings=[(0, 1, {"to_measure": [2, 3]})])
    even = torch.zeros((1, 2, 4))
    told = scripts.train.pointing_loss(even, batch, "to_measure")
    assert told.item() == pytest.approx(torch.tensor(2.0).log().item())
    even[0, 1, 3] = 20.0
    assert scripts.train.pointing_loss(even, batch, "to_measure").item() == pytest.approx(
        0, abs=1e-4
    )


def test_the_network_has_not_read_the_figures_of_a_quarter(
    scripts: SimpleNamespace,
) -> None:
    known = {
        name: scripts.pointing.is_held_out(name) for name in ("wire-011", "wire-012", "india-904")
    }
    assert known == {"wire-011": False, "wire-012": True, "india-904": True}


SPOKEN = """{S1 {ORG Calder AG}} {Q1 said} {C1 rooms sold|k=data;pol=positive}. \
{S2 It|is=Calder AG} {Q2 expects} {C2 more|k=forecast;mod=expected;fwd=1}, {S3 analysts} {Q3 think}.

{S4 The firm|is=Calder AG} {Q4 said} {C4 rates {F rose|d=up} {F 2%|m=rate;d=up} to \
{F 9 euros|m=rate}|k=data;pol=negative}."""


def spoken(scripts: SimpleNamespace, number: int = 1) -> list[Any]:
    text, marks = parse_markup(SPOKEN)
    told = {"id": f"wire-{number}", "split": "train"}
    return list(scripts.readers.article_examples(CorpusArticle(Path("x"), told, text, marks)))


def test_words_for_a_source_point_to_the_names_of_whom_they_mean(scripts: SimpleNamespace) -> None:
    examples = spoken(scripts)
    texts = {example.number: example.words for example in examples}
    found = [
        (example.words[one.place], {texts[n][place] for n, place in one.targets["to_speaker"]})
        for example in examples
        for one in example.pointings
        if "to_speaker" in one.targets
    ]
    firm = {"Calder", "AG"}  # a name itself points nowhere: who it is, is plain
    assert found == [("It", firm), ("analysts", set()), ("The", firm), ("firm", firm)]


def test_every_word_of_a_claim_bears_what_is_meant(scripts: SimpleNamespace) -> None:
    labels = scripts.labels
    _, second = spoken(scripts)
    told = dict(zip(second.words, second.claims["polarity"], strict=True))
    negative = labels.MEANINGS["polarity"].index("negative")
    assert {told[word] for word in ("rates", "to", "euros")} == {negative}
    assert told["said"] == labels.IGNORED
    going = dict(zip(second.words, second.claims["direction"], strict=True))
    wanted = labels.MEANINGS["direction"]
    assert (going["2"], going["9"]) == (wanted.index("up"), wanted.index("none"))
    assert going["rates"] == labels.IGNORED
    held_out = spoken(scripts, 4)[1].claims
    assert set(held_out["polarity"] + held_out["direction"]) == {labels.IGNORED}


def test_the_words_of_each_claim_are_scored_together(scripts: SimpleNamespace) -> None:
    packer = scripts.windows.Packer(Pieces(), [], [])
    batch = scripts.windows.collate([packer.window(spoken(scripts), None)])
    labels = batch.labels["kind"]
    scores = torch.arange(labels.numel(), dtype=torch.float32).view(*labels.shape, 1)
    means, answers = scripts.windows.by_claim(scores, labels, batch)
    kinds = [scripts.labels.CLAIM_KINDS[answer] for answer in answers.tolist()]
    assert kinds == ["data", "forecast", "data"]
    assert means[0].item() == 3.5  # "rooms sold" are words 3 and 4


def test_a_figure_learns_the_words_of_its_measure(scripts: SimpleNamespace) -> None:
    examples = list(scripts.readers.article_examples(article()))
    packer = scripts.windows.Packer(Pieces(), [], [], ["hotels", "occupancy", "rate", "tariff"])
    windows = [packer.window([one], None) for one in examples]
    batch = scripts.windows.collate(windows)
    told = [(windows[number].words[place], words) for number, place, words in batch.measures]
    assert told == [("61", [1, 2]), ("six", [0]), ("2", [3])]
    scores = torch.full((*batch.labels["upos"].shape, 4), -4.0)
    surprised = scripts.train.measure_loss(scores, batch)
    for number, place, words in batch.measures:
        scores[number, place, words] = 4.0
    assert surprised > 5
    assert scripts.train.measure_loss(scores, batch) < 0.1
    held_out = scripts.readers.article_examples(article(4))
    assert not [packer.window([one], None).measures for one in held_out if one.pointings]


def test_dropout_takes_its_share_and_keeps_the_mean(scripts: SimpleNamespace) -> None:
    dropout = scripts.network.dropout
    values = torch.ones((200, 301))
    torch.manual_seed(1)
    left = dropout(values, 0.25, training=True)
    torch.manual_seed(1)
    assert torch.equal(left, dropout(values, 0.25, training=True))
    assert (left == 0).float().mean().item() == pytest.approx(0.25, abs=0.01)
    assert left.unique().tolist() == pytest.approx([0, 4 / 3])
    assert dropout(values, 0.25, training=False) is values


def test_people_point_to_those_for_whom_they_work(scripts: SimpleNamespace) -> None:
    text, marks = parse_markup(
        "{ORG Calder} names {PERSON Ana Ruiz}\n\n"
        "{PERSON Ruiz|is=Ana Ruiz}, its {R head|who=Ana Ruiz;at=Calder}, met {PERSON Bo Lind} and "
        "{PERSON Eva Holm|at=Peel} of {ORG Peel}."
    )
    told = {"id": "wire-1", "split": "train"}
    examples = list(scripts.readers.article_examples(CorpusArticle(Path("x"), told, text, marks)))
    found = [
        (example.words[one.place], {examples[n].words[place] for n, place in places})
        for example in examples
        for one in example.pointings
        for places in [one.targets["to_employer"]]
    ]
    assert found == [("Ana", {"Calder"}), ("Ruiz", {"Calder"}), ("Bo", set()), ("Eva", {"Peel"})]
