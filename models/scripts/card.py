"""Write the model card from what the other steps measured: the step `card`.

python models/scripts/card.py --metrics models/metrics.json --speed models/speed.json \
    --curve models/curve.json --output models/README.md
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from string import Template
from typing import Any

TEMPLATE = Path(__file__).with_name("card.md")


def table(header: list[str], rows: list[list[object]]) -> str:
    """Return a table in Markdown."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def label_rows(scores: dict[str, dict[str, float]]) -> list[list[object]]:
    """Return a row a label: precision, recall, F and how many there are."""
    return [
        [label, *(f"{numbers[key]:.3f}" for key in ("precision", "recall", "f")), numbers["wanted"]]
        for label, numbers in scores.items()
    ]


def tables(metrics: dict[str, Any], speed: dict[str, Any], curve: dict[str, Any]) -> str:
    """Return the sections of scores."""
    columns = ["label", "precision", "recall", "F", "wanted"]
    articles, own, grammar = metrics["articles_dev"], metrics["own_test"], metrics["ewt_test"]
    market = dict(metrics["market"])
    parts = [
        "### Names in `articles_dev` (GPE and LOC as one)",
        table(columns, label_rows(articles["labels"])),
        with_gazetteer(metrics["articles_dev_with_gazetteer"]),
        "### Names in the tenth of our own corpus kept for testing",
        table(columns, label_rows(own["names"])),
        with_gazetteer(metrics["own_test_with_gazetteer"]),
        "By house (PERSON, ORG, LOC, INDEX; F):",
        table(["house", "F"], [[house, f"{score:.3f}"] for house, score in own["houses"].items()]),
        "### Parts of claims, exact spans, same articles",
        table(columns, label_rows(own["claim_parts"])),
        f"Kind of a claim whose content is exactly right: {own['claim_kind']:.3f}.",
        "### Names on development parts of the open sets (PERSON, ORG, LOC; F)",
        "In the domain of the training: not an estimate for other news.",
        table(
            ["set", "F"],
            [[name, f"{score:.3f}"] for name, score in metrics["open_sets_dev"].items()],
        ),
        "### Grammar, UD English EWT test, gold words",
        table(
            ["measure", "score"],
            [
                ["UPOS / Penn tags", f"{grammar['upos']:.4f} / {grammar['xpos']:.4f}"],
                ["LAS / UAS, punctuation left out", f"{grammar['las']:.4f} / {grammar['uas']:.4f}"],
                ["LAS / UAS, all words", f"{grammar['las_all']:.4f} / {grammar['uas_all']:.4f}"],
                [
                    "LAS / UAS, all words, own sentences",
                    f"{grammar['las_own_sentences']:.4f} / {grammar['uas_own_sentences']:.4f}",
                ],
                ["sentence starts, F", f"{grammar['sentence_f']:.4f}"],
            ],
        ),
        "### Market sentences",
        (
            f"Of {market.pop('sentences')} sentences of ours, none of them trained on "
            "(`tests/quality/market_sentences.txt`)."
        ),
        table(["part", "right"], [[part, f"{score:.3f}"] for part, score in market.items()]),
        "### Speed, one thread",
        *speed_lines(speed),
        "### Smaller and larger",
        curve["curve_note"],
        table(*curve["curve"]),
    ]
    return "\n\n".join(parts)


def with_gazetteer(scores: dict[str, dict[str, float]]) -> str:
    """Return the scores of the same articles with the rest of newsx behind the model."""
    listed = ", ".join(f"{label} {row['f']:.3f}" for label, row in scores.items())
    return f"With the gazetteer of newsx behind it, as `newsx extract` runs it (F): {listed}."


def speed_lines(speed: dict[str, Any]) -> list[str]:
    """Return what a CPU second gives, what loading costs, and where that was measured."""
    rows = [
        [
            f"`{name}`",
            f"{read['words_per_cpu_second']:,}",
            read["of_default"],
            read["tokenizer_share"],
            load["cpu_ms"],
            load["of_import_spacy"],
        ]
        for (name, read), load in zip(
            speed["reading"].items(), speed["loading"].values(), strict=True
        )
    ]
    header = ["model", "words a CPU second", "of default", "tokeniser's part of it"]
    return [
        table([*header, "loading, CPU ms", "of `import spacy`"], rows),
        (
            f"All heads, tokeniser included, on {speed['machine']}. A CPU second gives less where "
            "others work too: what counts are the ratios, taken in turns in one run."
        ),
    ]


def is_trained_on(article: Path) -> bool:
    """Return whether an article of our corpus is no test article."""
    return "\nsplit: train\n" in article.read_text(encoding="utf-8")


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--metrics", type=Path, required=True, help="what evaluate.py wrote")
    parser.add_argument("--speed", type=Path, required=True, help="what costs.py wrote")
    parser.add_argument("--curve", type=Path, required=True, help="what curve.py wrote")
    parser.add_argument("--output", type=Path, required=True)
    arguments = parser.parse_args()
    metrics, speed, curve = (
        json.loads(path.read_text(encoding="utf-8"))
        for path in (arguments.metrics, arguments.speed, arguments.curve)
    )
    folder = arguments.output.parent
    size = sum(path.stat().st_size for path in (folder / "en_newsx").rglob("*") if path.is_file())
    lemmas = json.loads((folder / "en_newsx/newsx_lemmas/lemmas.json").read_text(encoding="utf-8"))
    arguments.output.write_text(
        Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
            tables=tables(metrics, speed, curve),
            sentences=metrics["sentences"]["sentences"],
            sentences_f=f"{metrics['sentences']['default']:.3f}",
            sentences_f_fast=f"{metrics['sentences']['fast']:.3f}",
            size=round(size / 1e6, 1),
            exceptions=sum(map(len, lemmas.values())),
            articles=sum(map(is_trained_on, (folder / "corpus").glob("*/*.txt"))),
        ),
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
