"""What `train_lines.py` learns from: annotated pages as lines and blocks, each with its label.

A line is the article's when six in ten of its words are matched by the one alignment of the page's
words with the annotated body's. Every page weighs the same, a line by its words.
"""

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from newsx.parse.blocks import read_blocks
from newsx.parse.body import block_columns, candidate_blocks
from newsx.parse.columns import Matrix
from newsx.parse.encoding import decode
from newsx.parse.features import describe
from newsx.parse.lines import read_lines
from newsx.parse.metadata import read_facts
from newsx.parse.trees import parse_markup
from parse_pages import Page

TOKEN = re.compile(r"\w+")
OWN = 0.6
LONGEST = 60  # words from which a longer line weighs no more


@dataclass
class Example:
    """One page in one of its forms."""

    site: str
    columns: Matrix
    mass: Matrix
    labels: Matrix
    weights: Matrix


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


def labelled(lines: list[str], body: str) -> tuple[Matrix, Matrix]:
    """Return the label and the weight of each line."""
    share = matched(lines, body)
    weights = np.array([min(len(TOKEN.findall(line)), LONGEST) + 3.0 for line in lines])
    weights[share < 0] = 0
    return (share >= OWN).astype(int), 100 * weights / weights.sum()


def block_example(page: Page) -> Example:
    """Return the page as its blocks."""
    tree = parse_markup(decode(page.content))
    blocks = candidate_blocks(read_blocks(tree))
    columns, mass = block_columns(blocks, read_facts(tree, url=page.url).headlines)
    labels, weights = labelled([block.text for block in blocks], page.body)
    return Example(page.site, columns, mass, labels, weights * page.weight)


def line_examples(page: Page, flatten: Callable[[bytes], str]) -> Iterator[Example]:
    """Yield the page as flattened lines, then in the other ways in which people copy pages."""
    lines, bullets = read_lines(flatten(page.content) if page.is_html else page.content.decode())
    labels, weights = labelled(lines, page.body)
    weights *= page.weight
    yield Example(page.site, *describe(lines, bullets), labels, weights)
    if page.origin == "odd":
        return
    for copy in (cut_short(lines, labels), copied_roughly(lines, labels)):
        if copy:
            kept, lines_kept = copy
            described = describe(lines_kept, [bullets[n] for n in kept])
            yield Example(page.site, *described, labels[kept], weights[kept])


def cut_short(lines: list[str], labels: Matrix) -> tuple[list[int], list[str]] | None:
    """Return a copy that breaks off: its body ends in an ellipsis, the rest of the page stays."""
    own = np.flatnonzero(labels)
    if len(own) < 6:
        return None
    last = own[len(own) // 2]
    words = lines[last].split()
    if len(words) < 20:
        return None
    kept = [n for n in range(len(lines)) if n <= last or not labels[n]]
    texts = [lines[n] for n in kept]
    texts[kept.index(last)] = " ".join(words[: 2 * len(words) // 3]) + "…"
    return kept, texts


def copied_roughly(lines: list[str], labels: Matrix) -> tuple[list[int], list[str]] | None:
    """Return a copy of the article with a little of what stands around it."""
    own = np.flatnonzero(labels)
    if not len(own):
        return None
    first, last = max(0, own[0] - 12), min(len(lines), own[-1] + 20)
    return list(range(first, last)), lines[first:last]
