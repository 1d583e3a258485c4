"""Learn which lines of a page are the article's; write the weights and `models/lines.json`.

    export NEWSX_DATA=../shared/data
    python models/scripts/train_lines.py            # learn, cross-validate, write both
    python models/scripts/train_lines.py --report   # the code changed, the weights did not
    python models/scripts/train_lines.py --measure  # print what would be reported, write nothing

Pages and their annotated bodies come from `html_dev` (see its README; nothing of them is stored
here but the weights), and at a fifth of the weight from the pages written for the tests, each a
site of its own. Each page gives examples of two kinds: its blocks, and its lines after
`tools/flatten_page.py`, which lies beside the data (`example_lines.py`).

Two logistic regressions a kind (`newsx.parse.model`): the second sees what the first made of the
lines around; it is trained on first looks from inner folds, so that it knows how far they can be
trusted. The report says what the whole parse stage reads of sites that the weights have not seen:
ten folds by site, in five shuffles, each fold read by `newsx.parse.parse` with weights learnt from
the others. Needs scikit-learn; four minutes on one core; the same bytes on every run.
"""

import argparse
import json
import os
import statistics
import sys
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from unittest.mock import patch

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

REPOSITORY = Path(__file__).parents[2]
sys.path.append(str(REPOSITORY / "tests"))

from example_lines import Example, block_example, line_examples  # noqa: E402

from newsx.parse import model, parse  # noqa: E402
from newsx.parse.features import BLOCK_NAMES, NAMES, Matrix  # noqa: E402
from newsx.parse.markup import NAMES as MARKUP_NAMES  # noqa: E402
from newsx.parse.model import SECOND_NAMES, second_look  # noqa: E402
from newsx.schema import Document  # noqa: E402
from newsx.settings import Settings  # noqa: E402
from parse_pages import (  # noqa: E402
    REPORT,
    Page,
    corpus_digest,
    flattener,
    paragraphs_f1,
    read_own_pages,
    read_pages,
    reader_digest,
    shingle_f1,
)  # fmt: skip

WEIGHTS = REPOSITORY / "src/newsx/parse/weights.json"
STRENGTH = {"first": 0.01, "second": 0.003}
FOLDS, INNER_FOLDS, SHUFFLES = 10, 3, 5
Looks = tuple[Matrix, Matrix]


def fit(columns: Matrix, labels: Matrix, weights: Matrix, strength: float) -> Matrix:
    """Return the weights of a logistic regression over raw columns, the bias first."""
    scaler = StandardScaler().fit(columns)
    scaled = scaler.transform(columns).astype(np.float32)  # half the time, the same F1
    learnt = LogisticRegression(C=strength, max_iter=1000).fit(
        scaled, labels, sample_weight=weights.astype(np.float32)
    )
    slope = learnt.coef_[0] / scaler.scale_
    return np.concatenate([[learnt.intercept_[0] - slope @ scaler.mean_], slope])


def likelihood(vector: Matrix, columns: Matrix) -> Matrix:
    return 1 / (1 + np.exp(-np.clip(columns @ vector[1:] + vector[0], -30, 30)))


def stack(items: list[Example], columns: list[Matrix]) -> tuple[Matrix, Matrix, Matrix]:
    return (
        np.vstack(columns),
        np.concatenate([item.labels for item in items]),
        np.concatenate([item.weights for item in items]),
    )


def learn(items: list[Example]) -> Looks:
    """Return the two weight vectors learnt from `items`."""
    columns = [item.columns for item in items]
    inner = [np.zeros(0)] * len(items)
    sites = [item.site for item in items]
    for seen, unseen in GroupKFold(INNER_FOLDS).split(items, groups=sites):
        chosen = stack([items[n] for n in seen], [columns[n] for n in seen])
        vector = fit(*chosen, STRENGTH["first"])
        for number in unseen:
            inner[number] = likelihood(vector, columns[number])
    first = fit(*stack(items, columns), STRENGTH["first"])
    looked = [
        np.hstack([item.columns, second_look(likely, item.mass)])
        for item, likely in zip(items, inner, strict=True)
    ]
    return first, fit(*stack(items, looked), STRENGTH["second"])


def learn_both(examples: Mapping[str, list[Example]], sites: set[str]) -> dict[str, Looks]:
    """Return what is learnt for lines and for blocks from the pages of `sites`."""
    return {
        kind: learn([item for item in items if item.site in sites])
        for kind, items in examples.items()
    }


def read_texts(pages: Iterable[Page], data: Path, looks: Mapping[str, Looks]) -> list[list[str]]:
    """Return what the parse stage reads with the weights `looks`: of each page, and flattened."""
    flatten = flattener(data)
    with patch.object(model, "learnt", lambda: looks):
        return [
            [text_of(page.content, page.url), text_of(flatten(page.content).encode(), None)]
            if page.origin != "odd"
            else [text_of(page.content, page.facts.get("url"))]
            for page in pages
        ]


def text_of(content: bytes, url: str | None) -> str:
    return parse(Document(source_ref="page", content=content, url=url), settings=Settings()).text


def measures(pages: list[Page], texts: list[list[str]]) -> dict[str, float]:
    """Return the measures of the gate, by name."""
    rows = [row for row in zip(pages, texts, strict=True) if row[0].origin != "odd"]
    own = [(page, text[0]) for page, text in zip(pages, texts, strict=True) if page.origin == "odd"]
    return {
        "pages_shingle_f1": shingle_f1(
            (page.body, text) for page, (text, _) in rows if page.origin == "scrapinghub"
        ),
        "paragraphs_f1": paragraphs_f1(
            (page.paragraphs, text) for page, (text, _) in rows if page.origin == "fundus"
        ),
        "flattened_shingle_f1": shingle_f1((page.body, text) for page, (_, text) in rows),
        "own_pages_exact": statistics.fmean(
            [part for part in text.split("\n\n") if part] == list(page.paragraphs)
            for page, text in own
        ),
    }


def shuffled(seed: int, data: Path, examples: Mapping[str, list[Example]]) -> dict[str, float]:
    """Return the measures over pages of unseen sites, the sites dealt into folds by `seed`."""
    pages = [*read_pages(data), *read_own_pages()]
    sites = sorted({page.site for page in pages})
    np.random.RandomState(seed).shuffle(sites)
    texts = [[""]] * len(pages)
    for fold in range(FOLDS):
        unseen = set(sites[fold::FOLDS])
        looks = learn_both(examples, set(sites) - unseen)
        chosen = [number for number, page in enumerate(pages) if page.site in unseen]
        read = read_texts([pages[number] for number in chosen], data, looks)
        for number, text in zip(chosen, read, strict=True):
            texts[number] = text
    return measures(pages, texts)


def named(looks: Mapping[str, Looks]) -> dict[str, dict[str, dict[str, float]]]:
    """Return the weights by kind, look and name of the column."""
    rows: dict[str, dict[str, dict[str, float]]] = {}
    for kind, (first, second) in looks.items():
        features = (*BLOCK_NAMES, *MARKUP_NAMES) if kind == "blocks" else NAMES
        names = ["bias", *features]
        rows[kind] = {
            look: {name: float(f"{value:.5g}") for name, value in zip(columns, vector, strict=True)}
            for look, columns, vector in (
                ("first", names, first),
                ("second", [*names, *SECOND_NAMES], second),
            )
        }
    return rows


def report(data: Path, examples: Mapping[str, list[Example]], workers: int) -> dict[str, object]:
    """Return what `models/lines.json` says."""
    with ProcessPoolExecutor(workers) as pool:
        told = list(pool.map(partial(shuffled, data=data, examples=examples), range(SHUFFLES)))
    pages = [*read_pages(data), *read_own_pages()]
    seen = measures(pages, read_texts(pages, data, model.learnt()))
    return {
        "reader_sha256": reader_digest(),
        "corpus_sha256": corpus_digest(data),
        "folds": FOLDS,
        "shuffles": SHUFFLES,
        "unseen_sites": {name: spread([one[name] for one in told]) for name in seen},
        "seen_sites": {name: round(value, 4) for name, value in seen.items()},
    }


def spread(values: list[float]) -> dict[str, float | list[float]]:
    return {
        "mean": round(statistics.fmean(values), 4),
        "deviation": round(statistics.stdev(values), 4),
        "each": [round(value, 4) for value in values],
    }


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--report", action="store_true", help="keep the weights, report anew")
    options.add_argument("--measure", action="store_true", help="write nothing, print the report")
    options.add_argument("--workers", type=int, default=1, help="shuffles measured at a time")
    chosen = options.parse_args()
    if "NEWSX_DATA" not in os.environ:
        sys.exit("set NEWSX_DATA to the folder that holds html_dev")
    data = Path(os.environ["NEWSX_DATA"]).resolve()
    pages = [*read_pages(data), *read_own_pages()]
    examples = {
        "lines": [each for page in pages for each in line_examples(page, flattener(data))],
        "blocks": [block_example(page) for page in pages if page.is_html],
    }
    if not (chosen.report or chosen.measure):
        written = named(learn_both(examples, {page.site for page in pages}))
        WEIGHTS.write_text(json.dumps(written, indent=1) + "\n", "utf-8")
        model.learnt.cache_clear()
    said = json.dumps(report(data, examples, chosen.workers), indent=1) + "\n"
    if not chosen.measure:
        REPORT.write_text(said, "utf-8")
    sys.stdout.write(said)


if __name__ == "__main__":
    main()
