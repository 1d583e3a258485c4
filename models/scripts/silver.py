r"""Let a trained network tag and parse news of our own and of the open sets: the step `silver`.

Treebanks hold little news. What a trained network is sure of there, and what agrees with the tags
that the treebanks give a word, keeps the next training from unlearning it; the rest stays unknown.

python models/scripts/silver.py --network models/work/start.pt \
    --examples models/assets/examples.pkl --output models/assets/silver.pkl
"""

from __future__ import annotations

import argparse
import pickle
import random
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from labels import IGNORED
from likeness import within_sentences
from market_trees import market_sentences
from network import Network
from train import minilm_folder
from windows import Packer, Window, WordPieces, batches, collate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from readers import Example
    from torch import Tensor

SHARES = {"fire": 409, "sentfin": 2500, "finance_templates": 1200, "gmb": 6000}
"""How many training examples of each open set are parsed."""

SURE_TAG, SURE_HEAD, SURE_RELATION = 0.8, 0.85, 0.8
OFTEN = 5
MARKET_SENTENCES = 4000


def tags_seen(sentences: Iterable[Example]) -> dict[str, set[str]]:
    """Return the Penn tags that the treebanks give each word that they hold often."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for word, tag in zip(sentence.words, sentence.xpos, strict=True):
            seen[word.lower()][tag] += 1
    return {
        word: {tag for tag, count in tags.items() if count > 0.01 * tags.total()}
        for word, tags in seen.items()
        if tags.total() >= OFTEN
    }


class Annotator:
    """Write what a network is sure of into examples."""

    def __init__(self, network: Network, packer: Packer, kept: dict[str, Any]) -> None:
        self.network = network.eval()
        self.packer = packer
        self.xpos, self.relations = kept["xpos"], kept["relations"]
        self.seen = tags_seen(kept["treebank"]["train"])

    def annotate(self, examples: Sequence[Example]) -> None:
        """Fill tags, heads and relations in place; what is unsure becomes unknown."""
        places: dict[int, Example] = {}
        windows: list[Window] = []
        for example in examples:
            window = self.packer.window([example], None)
            if len(window.starts) == len(example.words):
                windows.append(window)
                places[id(window)] = example
        for group in batches(windows, 3000, None):
            batch = collate(group)
            with torch.no_grad():
                words = self.network.words(batch.pieces, batch.shapes, batch.starts, batch.mask)
                tags = [
                    self.network.classify(name, words).softmax(-1).max(-1)
                    for name in ("upos", "xpos")
                ]
                begins = self.network.classify("sentence", words).argmax(-1)
            for row, window in enumerate(group):
                example = places[id(window)]
                length = len(example.words)
                starts = begins[row, :length].tolist()
                example.parts = numbered(example.sentence_starts, starts, length)
                self._tag(example, [(t[0][row], t[1][row]) for t in tags])
                self._parse(example, words[row : row + 1, :length])

    def _tag(self, example: Example, tags: list[tuple[Tensor, Tensor]]) -> None:
        (sure, upos), (sure_x, xpos) = tags
        known = []
        for place, word in enumerate(example.words):
            tag = self.xpos[int(xpos[place])]
            fits = tag in self.seen.get(word.lower(), {tag})
            known.append(fits and float(sure_x[place]) > SURE_TAG)
        example.xpos = [self.xpos[int(t)] if k else "" for t, k in zip(xpos, known, strict=False)]
        example.upos = [
            int(u) if k and float(s) > SURE_TAG else IGNORED
            for u, s, k in zip(upos, sure, known, strict=False)
        ]

    def _parse(self, example: Example, words: Tensor) -> None:
        with torch.no_grad():
            parts = torch.tensor([example.parts])
            arcs = (self.network.arcs(words) + within_sentences(parts))[0].softmax(-1)
            sure, heads = arcs.max(-1)
            named, relations = self.network.relations(words, heads[None])[0].softmax(-1).max(-1)
        tagged = [bool(tag) for tag in example.xpos]
        example.heads, example.relations = [], []
        for place, head in enumerate(heads.tolist()):
            good = tagged[place] and (head == 0 or tagged[head - 1])
            good = good and float(sure[place]) > SURE_HEAD
            example.heads.append(head if good else IGNORED)
            good = good and float(named[place]) > SURE_RELATION
            relation = self.relations[int(relations[place])]
            example.relations.append(
                relation if good and (relation == "root") == (head == 0) else ""
            )


def numbered(known: Sequence[int], guessed: Sequence[int], length: int) -> list[int]:
    """Return the number of each word's sentence: begun where known, where open as guessed."""
    if not known:
        return [0] * length
    number, parts = -1, []
    for begin, guess in zip(known, guessed, strict=True):
        number += (guess if begin == IGNORED else begin) == 1
        parts.append(max(number, 0))
    return parts


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--network", type=Path, required=True)
    parser.add_argument("--examples", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=5)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    kept = pickle.loads(arguments.examples.read_bytes())
    packer = Packer(WordPieces.read(minilm_folder() / "vocab.txt"), kept["xpos"], kept["relations"])
    annotator = Annotator(Network.load(arguments.network), packer, kept)
    rng = random.Random(arguments.seed)
    chosen = {"corpus": kept["corpus"]["train"]}
    for name, count in SHARES.items():
        examples = kept["names"]["train"][name]
        chosen[name] = rng.sample(examples, min(count, len(examples)))
    for name, examples in chosen.items():
        annotator.annotate(examples)
        words = sum(len(example.words) for example in examples)
        tags = sum(bool(tag) for example in examples for tag in example.xpos)
        heads = sum(head != IGNORED for example in examples for head in example.heads)
        print(
            f"{name}: {words} words, {tags / words:.3f} tagged, {heads / words:.3f} parsed",
            flush=True,
        )
    kept["market"] = market_sentences(MARKET_SENTENCES, rng)
    arguments.output.write_bytes(pickle.dumps(kept))


if __name__ == "__main__":
    main()
