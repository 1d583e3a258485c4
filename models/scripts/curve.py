"""Compare pipelines of other sizes and precisions with the one that ships: the step `curve`.

python models/scripts/curve.py --shared /path/to/data --corpus models/corpus \
    --output models/curve.json "6 layers=models/en_newsx" "4 layers=models/work/en_newsx_four"
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

import spacy
from evaluate import measure_speed, score_articles, score_grammar, score_open_sets, score_own
from readers import read_treebank

HEADER = ["pipeline", "MB", "words a CPU second", "names: articles", "open sets", "own test", "LAS"]


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pipelines", nargs="+", help="name=path")
    parser.add_argument("--shared", type=Path, default=os.environ.get("NEWSX_DATA"))
    parser.add_argument("--corpus", type=Path, action="append", default=[])
    parser.add_argument("--output", type=Path, required=True)
    arguments = parser.parse_args()
    shared = Path(arguments.shared)
    sentences = list(read_treebank(shared / "ud/en_ewt-test.conllu.gz"))[:700]
    paths = sorted((shared / "articles_dev").glob("dev_*.json"))
    texts = [json.loads(path.read_text(encoding="utf-8"))["text"] for path in paths] * 4
    rows: list[list[object]] = []
    for pair in arguments.pipelines:
        name, _, path = pair.partition("=")
        nlp = spacy.load(path)
        size = sum(file.stat().st_size for file in Path(path).rglob("*") if file.is_file())
        open_sets = score_open_sets(nlp, shared / "ner")
        rows.append(
            [
                name,
                round(size / 1e6, 1),
                measure_speed(nlp, texts)["words_per_cpu_second"],
                score_articles(nlp, shared / "articles_dev", verbose=False)["f"],
                round(sum(open_sets.values()) / len(open_sets), 4),
                score_own(nlp, arguments.corpus, "test")["names"]["all"]["f"],
                score_grammar(nlp, sentences)["las"],
            ]
        )
        print(rows[-1], flush=True)
    note = (
        "Same data, same run: F of names in `articles_dev`, mean over the development parts of the "
        "open sets, our own test articles; LAS on the first 700 sentences of EWT test."
    )
    content = {"curve": [HEADER, rows], "curve_note": note}
    arguments.output.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
