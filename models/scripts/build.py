r"""Read all sources once and keep the tokenised examples: the step ``corpus``.

python models/scripts/build.py --shared /path/to/data --corpus models/corpus \
    --output models/assets/examples.pkl
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from readers import NER_SETS, read_corpus, read_names, read_sentences, read_treebank

from newsx.evaluate import markup
from newsx.resolve.sentences.page import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

OFTEN = 20
"""Figures that must measure something called by a word, for the network to learn the word."""
TREEBANKS = ("en_ewt", "en_gum_open")


def measure_words(folders: Iterable[Path]) -> list[str]:
    """Return the words that measures of the train split often have, in order of the alphabet."""
    told = (
        mark.attributes["m"]
        for folder in folders
        for article in markup.read_corpus(folder)
        if article.metadata["split"] == "train"
        for mark in article.marks
        if "m" in mark.attributes
    )
    seen = Counter(word for measure in told for word in set(words_of(measure)))
    return sorted(word for word, count in seen.items() if count >= OFTEN)


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=os.environ.get("NEWSX_DATA"))
    parser.add_argument("--corpus", type=Path, action="append", default=[])
    parser.add_argument("--sentences", type=Path, action="append", default=[])
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument(
        "--only-corpus",
        action="store_true",
        help="keep the open sets, and what was added to them, that the output already holds",
    )
    parser.add_argument(
        "--whole",
        action="store_true",
        help="with what is meant by claims and figures in articles that are else held out of that",
    )
    parser.add_argument(
        "--words",
        type=Path,
        help="labels of a network: the words of measures are those that it has learned",
    )
    arguments = parser.parse_args()
    if arguments.only_corpus:
        kept = pickle.loads(arguments.output.read_bytes())
    else:
        shared = Path(arguments.shared)
        kept = {
            "names": {
                split: {
                    name: list(read_names(shared / f"ner/{name}.jsonl.gz", split))
                    for name in NER_SETS
                }
                for split in ("train", "dev")
            },
            "treebank": {
                split: [
                    sentence
                    for name in TREEBANKS
                    for sentence in read_treebank(shared / f"ud/{name}-{split}.conllu.gz")
                ]
                for split in ("train", "dev")
            },
        }
        sentences = kept["treebank"]["train"]
        kept["xpos"] = sorted({tag for sentence in sentences for tag in sentence.xpos})
        seen = Counter(name for sentence in sentences for name in sentence.relations)
        kept["relations"] = sorted(name for name, count in seen.items() if count >= 5)
    kept["corpus"] = {
        split: [
            example
            for folder in arguments.corpus
            for example in read_corpus(folder, split, whole=arguments.whole)
        ]
        + [example for folder in arguments.sentences for example in read_sentences(folder, split)]
        for split in ("train", "test")
    }
    if arguments.words is not None:
        kept["measure_words"] = json.loads(arguments.words.read_text("utf-8"))["measure_words"]
    else:
        kept["measure_words"] = measure_words(arguments.corpus)
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_bytes(pickle.dumps(kept))
    for split, sets in kept["names"].items():
        print(split, {name: len(examples) for name, examples in sets.items()})
    print(
        {split: len(sentences) for split, sentences in kept["treebank"].items()},
        len(kept["xpos"]),
        "tags",
    )
    print(
        len(kept["relations"]),
        "relations,",
        len(kept["measure_words"]),
        "words of measures;",
        {split: len(examples) for split, examples in kept["corpus"].items()},
    )


if __name__ == "__main__":
    main()
