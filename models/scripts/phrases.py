"""Phrases that carry their tree: words put together with tags, heads and relations."""

from __future__ import annotations

from dataclasses import dataclass

UNIVERSAL = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "JJ": "ADJ", "JJR": "ADJ",
    "JJS": "ADJ", "RB": "ADV", "RBR": "ADV", "RP": "ADP", "IN": "ADP", "DT": "DET", "CD": "NUM",
    "VBD": "VERB", "VBZ": "VERB", "VBP": "VERB", "VB": "VERB", "VBN": "VERB", "VBG": "VERB",
    "MD": "AUX", "TO": "PART", "PRP": "PRON", "PRP$": "PRON", "POS": "PART", "$": "SYM",
    "HYPH": "PUNCT", ",": "PUNCT", ".": "PUNCT", "``": "PUNCT", "''": "PUNCT", "CC": "CCONJ",
}  # fmt: skip


@dataclass(slots=True)
class Phrase:
    """Words with their tags, heads (places in the phrase; -1 the phrase's own head), relations."""

    words: list[str]
    tags: list[tuple[str, str]]
    heads: list[int]
    relations: list[str]

    @property
    def head(self) -> int:
        """The place of the phrase's own head."""
        return self.heads.index(-1)


def word(form: str, tag: str, universal: str = "") -> Phrase:
    """Return a phrase of one word; its universal tag follows from the Penn tag if not given.

    >>> word("sales", "NNS").tags
    [('NNS', 'NOUN')]
    """
    return Phrase([form], [(tag, universal or UNIVERSAL[tag])], [-1], [""])


def join(*parts: tuple[Phrase, str]) -> Phrase:
    """Return one phrase of several; all hang on the part whose relation is empty.

    >>> join((word("net", "JJ"), "amod"), (word("sales", "NNS"), "")).heads
    [1, -1]
    """
    starts, size = [], 0
    for part, _ in parts:
        starts.append(size)
        size += len(part.words)
    chief = next(
        start + part.head for start, (part, relation) in zip(starts, parts, strict=True)
        if not relation
    )  # fmt: skip
    joined = Phrase([], [], [], [])
    for start, (part, relation) in zip(starts, parts, strict=True):
        joined.words += part.words
        joined.tags += part.tags
        for head, inner in zip(part.heads, part.relations, strict=True):
            is_head = head == -1
            joined.heads.append(start + head if not is_head else (chief if relation else -1))
            joined.relations.append(relation if is_head and relation else inner)
    return joined


def tagged(text: str) -> list[tuple[Phrase, str]]:
    """Return the parts of a line of `form/TAG/relation`, the head's relation left empty.

    >>> [relation for _, relation in tagged("net/JJ/amod sales/NNS/")]
    ['amod', '']
    """
    parts = []
    for item in text.split():
        form, tag, relation = item.rsplit("/", 2)
        universal = "AUX" if relation.startswith(("aux", "cop")) else ""
        if tag == "IN" and relation == "mark":
            universal = "SCONJ"
        parts.append((word(form, tag, universal), relation))
    return parts


def on_number(amount: Phrase, adverb: Phrase) -> Phrase:
    """Return the amount with an adverb before it that hangs on its number."""
    number = next(place for place, (tag, _) in enumerate(amount.tags) if tag == "CD")
    while amount.relations[number] == "compound":
        number = amount.heads[number]
    size = len(adverb.words)
    return Phrase(
        adverb.words + amount.words,
        adverb.tags + amount.tags,
        [head if head != -1 else number + size for head in adverb.heads]
        + [head + size if head != -1 else -1 for head in amount.heads],
        [relation or "advmod" for relation in adverb.relations] + amount.relations,
    )
