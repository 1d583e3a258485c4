"""Learn which lines of a page are the article's, and write `src/newsx/parse/weights.json`.

    export NEWSX_DATA=../shared/data
    python models/scripts/train_lines.py            # cross-validate by site, then write
    python models/scripts/train_lines.py --measure  # cross-validate alone

Pages and their annotated bodies come from `html_dev` (see its README; nothing of them is stored
here but the weights). Each page gives two examples: its blocks, and its lines after
`tools/flatten_page.py`, which lies beside the data. A line is the article's when six in ten of its
words are matched by the one alignment of the page's words with the annotated body's. Every page
weighs the same, a line by its words.

Two logistic regressions a kind (`newsx.parse.model`): the second sees what the first made of the
lines around; it is trained on first looks from inner folds, so that it knows how far they can be
trusted. Needs scikit-learn; half a minute on one core; the same bytes on every run.
"""

import argparse
import difflib
import gzip
import importlib.util
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

from newsx.parse.blocks import Block, read_blocks
from newsx.parse.body import block_columns, candidate_blocks, evened
from newsx.parse.document import parse_markup
from newsx.parse.encoding import decode
from newsx.parse.features import NAMES, Matrix, describe
from newsx.parse.flattened import read_lines
from newsx.parse.lines import before_comments
from newsx.parse.markup import NAMES as MARKUP_NAMES
from newsx.parse.metadata import read_facts
from newsx.parse.model import SECOND_NAMES, second_look

WEIGHTS = Path(__file__).parents[2] / "src/newsx/parse/weights.json"
STRENGTH = {"first": 0.01, "second": 0.003}
THRESHOLD = 0.45
FOLDS, INNER_FOLDS = 10, 5
TOKEN = re.compile(r"\w+")
# Sites of one publisher share a template: they must not stand on both sides of a fold.
PUBLISHERS = {
    "ctpost.com": "hearst", "sfgate.com": "hearst", "chron.com": "hearst",
    "timesunion.com": "hearst",
    "nj.com": "advance", "cleveland.com": "advance", "oregonlive.com": "advance",
    "foxbusiness.com": "fox", "foxnews.com": "fox",
    "livescience.com": "future", "space.com": "future", "techradar.com": "future",
}  # fmt: skip


@dataclass
class Example:
    """One page in one of its two forms."""

    site: str
    origin: str
    body: str
    lines: list[str]
    columns: Matrix
    mass: Matrix
    labels: Matrix
    weights: Matrix
    blocks: list[Block] | None = None

    def settled(self, likely: Matrix) -> Matrix:
        """Return the likelihoods as the parse stage uses them."""
        if self.blocks is None:
            return before_comments(self.lines, likely)
        return evened(self.blocks, likely)


def pages(root: Path) -> Iterator[tuple[str, str, bytes, str]]:
    """Yield (origin, url, page, body) of every annotated page, in order of its name."""
    folder = root / "html_dev/scrapinghub"
    for name, row in sorted(json.loads((folder / "ground-truth.json").read_text("utf-8")).items()):
        page = gzip.decompress((folder / f"{name}.html.gz").read_bytes())
        yield "scrapinghub", row["url"], page, row["articleBody"]
    folder = root / "html_dev/fundus"
    for name, row in sorted(json.loads((folder / "expected.json").read_text("utf-8")).items()):
        page = gzip.decompress((folder / f"{name}.html.gz").read_bytes())
        parts = list(row["body"]["summary"])
        for section in row["body"]["sections"]:
            parts += [*section["headline"], *section["paragraphs"]]
        yield "fundus", row["url"], page, "\n".join(parts)


def site_of(url: str) -> str:
    host = ".".join((urlsplit(url).hostname or "").split(".")[-2:])
    return PUBLISHERS.get(host, host)


def matched(lines: list[str], body: str) -> Matrix:
    """Return the share of each line's words that are matched in the body; -1 without words."""
    words, owners = [], []
    for number, line in enumerate(lines):
        for word in TOKEN.findall(line.lower()):
            words.append(word)
            owners.append(number)
    hits, totals = Counter(), Counter(owners)
    matcher = difflib.SequenceMatcher(None, words, TOKEN.findall(body.lower()), autojunk=False)
    for start, _, size in matcher.get_matching_blocks():
        hits.update(owners[start : start + size])
    return np.array([hits[n] / totals[n] if totals[n] else -1.0 for n in range(len(lines))])


def example(
    origin: str,
    url: str,
    body: str,
    lines: list[str],
    columns: Matrix,
    mass: Matrix,
    blocks: list[Block] | None = None,
) -> Example:
    share = matched(lines, body)
    weights = np.array([min(len(TOKEN.findall(line)), 60) + 3.0 for line in lines])
    weights[share < 0] = 0
    return Example(
        site_of(url),
        origin,
        body,
        lines,
        columns,
        mass,
        (share >= 0.6).astype(int),
        100 * weights / weights.sum(),
        blocks,
    )


def examples(root: Path) -> dict[str, list[Example]]:
    """Return the examples of each kind."""
    spec = importlib.util.spec_from_file_location(
        "flatten_page", root.parent / "tools/flatten_page.py"
    )
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    made = {"lines": [], "blocks": []}
    for origin, url, page, body in pages(root):
        tree = parse_markup(decode(page))
        blocks = candidate_blocks(read_blocks(tree))
        columns, mass = block_columns(blocks, read_facts(tree, url=url).headlines)
        made["blocks"].append(
            example(origin, url, body, [b.text for b in blocks], columns, mass, blocks)
        )
        lines, bullets = read_lines(tool.flatten(page))
        described = describe(lines, bullets)
        made["lines"].append(example(origin, url, body, lines, *described))
    return made


def cut_short(item: Example) -> Example | None:
    """Return the page as a copy that breaks off: its body ends in an ellipsis, the rest stays."""
    own = np.flatnonzero(item.labels)
    if len(own) < 6:
        return None
    last = own[len(own) // 2]
    words = item.lines[last].split()
    if len(words) < 20:
        return None
    keep = [n for n in range(len(item.lines)) if n <= last or not item.labels[n]]
    lines = [item.lines[n] for n in keep]
    lines[keep.index(last)] = " ".join(words[: 2 * len(words) // 3]) + "…"
    columns, mass = describe(lines, [bool(item.columns[n, NAMES.index("bullet")]) for n in keep])
    return Example(
        item.site, "cut", item.body, lines, columns, mass, item.labels[keep], item.weights[keep]
    )


def fit(columns: Matrix, labels: Matrix, weights: Matrix, strength: float) -> Matrix:
    """Return the weights of a logistic regression over raw columns, the bias first."""
    scaler = StandardScaler().fit(columns)
    learnt = LogisticRegression(C=strength, max_iter=1000).fit(
        scaler.transform(columns), labels, sample_weight=weights
    )
    slope = learnt.coef_[0] / scaler.scale_
    return np.concatenate([[learnt.intercept_[0] - slope @ scaler.mean_], slope])


def likelihood(vector: Matrix, columns: Matrix) -> Matrix:
    return 1 / (1 + np.exp(-np.clip(columns @ vector[1:] + vector[0], -30, 30)))


def stack(
    items: list[Example], columns: list[Matrix] | None = None
) -> tuple[Matrix, Matrix, Matrix]:
    chosen = columns if columns is not None else [item.columns for item in items]
    return (
        np.vstack(chosen),
        np.concatenate([i.labels for i in items]),
        np.concatenate([i.weights for i in items]),
    )


def train(items: list[Example]) -> tuple[Matrix, Matrix]:
    """Return the two weight vectors learnt from `items`."""
    inner = [None] * len(items)
    sites = [item.site for item in items]
    for seen, unseen in GroupKFold(INNER_FOLDS).split(items, groups=sites):
        vector = fit(*stack([items[n] for n in seen]), STRENGTH["first"])
        for number in unseen:
            inner[number] = likelihood(vector, items[number].columns)
    first = fit(*stack(items), STRENGTH["first"])
    looked = [
        np.hstack([i.columns, second_look(p, i.mass)]) for i, p in zip(items, inner, strict=True)
    ]
    return first, fit(*stack(items, looked), STRENGTH["second"])


def judge(vectors: tuple[Matrix, Matrix], item: Example) -> Matrix:
    first, second = vectors
    likely = likelihood(first, item.columns)
    return likelihood(second, np.hstack([item.columns, second_look(likely, item.mass)]))


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = TOKEN.findall(text)
    return (
        Counter(tuple(words[n : n + 4]) for n in range(max(1, len(words) - 3)))
        if words
        else Counter()
    )


def measure(items: Iterable[Example], kept: Iterable[Matrix]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of 4-gram shingles, means over pages."""
    precisions, recalls = [], []
    for item, keep in zip(items, kept, strict=True):
        gold, got = (
            shingles(item.body),
            shingles("\n".join(line for line, k in zip(item.lines, keep, strict=True) if k)),
        )
        common = (gold & got).total()
        if got:
            precisions.append(common / got.total())
        recalls.append(common / gold.total())
    p, r = np.mean(precisions), np.mean(recalls)
    return round(float(p), 4), round(float(r), 4), round(float(2 * p * r / (p + r)), 4)


def paragraphs(items: Iterable[Example], kept: Iterable[Matrix]) -> float:
    """Return the mean F1 of whole paragraphs."""
    scores = []
    for item, keep in zip(items, kept, strict=True):
        gold = Counter(" ".join(line.split()) for line in item.body.split("\n") if line.strip())
        got = Counter(line for line, k in zip(item.lines, keep, strict=True) if k)
        common = (gold & got).total()
        scores.append(2 * common / max(gold.total() + got.total(), 1))
    return round(float(np.mean(scores)), 4)


def widened(items: list[Example], chosen: Callable[[Example], bool]) -> list[Example]:
    """Return the chosen pages, and every third flattened one again as a copy that breaks off."""
    seen = [item for item in items if chosen(item)]
    cut = [cut_short(item) for item in seen[::3] if item.blocks is None]
    return seen + [item for item in cut if item is not None]


def cross_validate(items: list[Example]) -> list[Matrix]:
    """Return for each page what a model says that has not seen its site."""
    sites = sorted({item.site for item in items})
    np.random.RandomState(0).shuffle(sites)
    fold = {site: number % FOLDS for number, site in enumerate(sites)}
    said = [None] * len(items)
    for number in range(FOLDS):
        vectors = train(widened(items, lambda item, number=number: fold[item.site] != number))
        for at, item in enumerate(items):
            if fold[item.site] == number:
                said[at] = item.settled(judge(vectors, item))
    return said


def report(kind: str, items: list[Example], said: list[Matrix], title: str) -> None:
    for threshold in (0.4, 0.45, 0.5) if title not in {"everything", "one rule"} else (0.5,):
        kept = [likely >= threshold for likely in said]
        hub = [(i, k) for i, k in zip(items, kept, strict=True) if i.origin == "scrapinghub"]
        fundus = [(i, k) for i, k in zip(items, kept, strict=True) if i.origin == "fundus"]
        print(
            f"{kind:7}{title:12} at {threshold}: all pages {measure(items, kept)}  scrapinghub "
            f"{measure(*zip(*hub, strict=True))}  fundus paragraphs "
            f"{paragraphs(*zip(*fundus, strict=True))}"
        )


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument(
        "--measure", action="store_true", help="cross-validate alone, write nothing"
    )
    options.add_argument("--worst", type=int, default=0, help="name the worst pages of each kind")
    chosen = options.parse_args()
    if "NEWSX_DATA" not in os.environ:
        sys.exit("set NEWSX_DATA to the folder that holds html_dev")
    made = examples(Path(os.environ["NEWSX_DATA"]).resolve())
    written = {}
    for kind, items in made.items():
        names = [*NAMES, *(MARKUP_NAMES if kind == "blocks" else ())]
        said = cross_validate(items)
        assert len(set(names)) == len(names) == items[0].columns.shape[1]
        report(kind, items, [np.ones(len(item.lines)) for item in items], "everything")
        rule = [
            np.array([len(x) >= 80 and x.rstrip("\"'”’)")[-1:] in ".!?。" for x in item.lines])
            for item in items
        ]
        report(kind, items, rule, "one rule")
        report(kind, items, said, "unseen site")
        if chosen.worst:
            ranked = sorted(
                zip(
                    [measure([i], [s >= THRESHOLD]) for i, s in zip(items, said, strict=True)],
                    items,
                    strict=True,
                ),
                key=lambda x: x[0][2],
            )
            for score, item in ranked[: chosen.worst]:
                print("   ", score, item.origin, item.site, item.body[:50].replace("\n", " "))
        vectors = train(widened(items, lambda _: True))
        report(kind, items, [item.settled(judge(vectors, item)) for item in items], "seen")
        columns = {"first": ["bias", *names], "second": ["bias", *names, *SECOND_NAMES]}
        written[kind] = {
            look: {
                name: float(f"{value:.5g}")
                for name, value in zip(columns[look], vector, strict=True)
            }
            for look, vector in zip(("first", "second"), vectors, strict=True)
        }
    if not chosen.measure:
        WEIGHTS.write_text(json.dumps(written, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
