"""Learn the table of lemma exceptions from the treebanks: what the endings alone get wrong.

python models/scripts/lemmas.py --shared /path/to/data --output models/assets/lemmas.json
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))
from newsx.recognize.lemmas import lemma_of


def rows(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield word, tag and lemma of every word of a CoNLL-U file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = line.rstrip("\n").split("\t")
            if row[0].isdigit():
                yield row[1], row[4], row[2]


def learn(paths: list[Path]) -> dict[str, dict[str, str]]:
    """Return the exceptions: a word and tag whose most frequent lemma the endings miss."""
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for path in paths:
        for word, tag, lemma in rows(path):
            if tag not in {"NNP", "NNPS", "CD", "ADD", "FW", "GW"} and lemma != "_":
                seen[tag, word.lower().replace("’", "'")][lemma] += 1
    table: dict[str, dict[str, str]] = defaultdict(dict)
    for (tag, word), lemmas in sorted(seen.items()):
        lemma, count = lemmas.most_common(1)[0]
        inflected = tag.startswith(("V", "N")) or tag in {"JJR", "JJS", "RBR", "RBS"}
        if lemma_of(word, tag, {}) != lemma and (inflected or count > 1):
            table[tag][word] = lemma
    return dict(table)


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=os.environ.get("NEWSX_DATA"))
    parser.add_argument("--output", type=Path, required=True)
    arguments = parser.parse_args()
    folder = Path(arguments.shared) / "ud"
    table = learn([folder / f"{name}-train.conllu.gz" for name in ("en_ewt", "en_gum_open")])
    arguments.output.write_text(
        json.dumps(table, ensure_ascii=False, sort_keys=True), encoding="utf-8"
    )
    test = [row for row in rows(folder / "en_ewt-test.conllu.gz") if row[2] != "_"]
    right = sum(lemma_of(word, tag, table) == lemma for word, tag, lemma in test)
    plain = sum(lemma_of(word, tag, {}) == lemma for word, tag, lemma in test)
    print(
        f"{sum(map(len, table.values()))} exceptions; EWT test with gold tags: "
        f"{right / len(test):.4f}, by endings alone {plain / len(test):.4f}"
    )
    wrong = Counter(
        (word.lower(), tag, lemma, lemma_of(word, tag, table))
        for word, tag, lemma in test
        if lemma_of(word, tag, table) != lemma
    )
    for entry, count in wrong.most_common(12):
        print(count, *entry)


if __name__ == "__main__":
    main()
