"""The component `newsx_lemmas`: lemmas by tag, from a table of exceptions and a few endings.

The table is learned from the treebanks (`models/scripts/lemmas.py`): the words that the endings
below get wrong. Penn tags say which ending there is to take off.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, Self

from spacy.language import Language
from spacy.tokens import Doc, Token

from newsx.errors import ConfigurationError

_TABLE: Final = "lemmas.json"
_KEPT: Final = 100_000
_VOWELS: Final = frozenset("aeiou")
_INFLECTED: Final = {
    "NNS": "s",
    "VBZ": "s",
    "VBD": "ed",
    "VBN": "ed",
    "VBG": "ing",
    "JJR": "er",
    "RBR": "er",
    "JJS": "est",
    "RBS": "est",
}

Table = Mapping[str, Mapping[str, str]]


def lemma_of(word: str, tag: str, table: Table) -> str:
    """Return the lemma of a word by its Penn tag.

    >>> lemma_of("Shares", "NNS", {}), lemma_of("falling", "VBG", {}), lemma_of("IBM", "NNP", {})
    ('share', 'fall', 'IBM')
    """
    if tag in {"NNP", "NNPS"}:
        return word
    lowered = word.lower().replace("’", "'")
    known = table.get(tag, {}).get(lowered)
    if known is not None:
        return known
    ending = _INFLECTED.get(tag)
    if ending is None:
        return word if tag in {"ADD", "FW", "SYM", "LS"} else lowered
    return _without(lowered, ending)


def _without(word: str, ending: str) -> str:
    if ending == "s":
        return _singular(word)
    if not word.endswith(ending) or len(word) < len(ending) + 2:
        return word
    stem = word[: -len(ending)]
    if ending != "ing" and stem.endswith("i"):
        return stem[:-1] + "y"
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "lsfz":  # noqa: PLR2004
        return stem[:-1]
    return stem + "e" if _wants_e(stem) else stem


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:  # noqa: PLR2004 - "ties", "dies"
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _wants_e(stem: str) -> bool:
    """Guess from its last letters whether a stem lost an e ("rais", "guid", "chang")."""
    if not _VOWELS & set(stem) and "y" not in stem:
        return True
    if stem.endswith(("at", "iz", "ut", "bl", "tl", "pl", "dl", "gl")) and len(stem) > 3:  # noqa: PLR2004
        return not stem.endswith(("eat", "oat", "out"))
    return stem[-1] in "cuv" or stem.endswith(
        ("rs", "ns", "ls", "us", "as", "is", "dg", "rg", "ag")
    )


def make_lemmas(nlp: Language, name: str) -> "Lemmas":
    """Return a lemmatiser with an empty table; `from_disk` fills it."""
    del nlp
    return Lemmas(name)


class Lemmas:
    """Write the lemma of every token.

    Args:
        name: The component's name in its pipeline.
    """

    def __init__(self, name: str = "newsx_lemmas") -> None:
        self.name = name
        self._table: Table = {}
        self._known: dict[tuple[int, int], int] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Write the lemmas.

        Raises:
            ConfigurationError: No token has a tag: nothing before it writes them.
        """
        if not doc.has_annotation("TAG") and not all(token.is_space for token in doc):
            msg = (
                f"{self.name} reads tags and found none: put a tagger before it, "
                "or use the pipeline that newsx ships"
            )
            raise ConfigurationError(msg)
        words = doc.to_array(["ORTH", "TAG"]).tolist()
        for token, (word, tag) in zip(doc, words, strict=True):
            token.lemma = self._lemma(token, word, tag)
        return doc

    def _lemma(self, token: Token, word: int, tag: int) -> int:
        """Return the lemma of a token as a number of the pipeline's strings."""
        known = self._known.get((word, tag))
        if known is None:
            lemma = lemma_of(token.text, token.tag_, self._table)
            known = token.vocab.strings.add(lemma)
            if len(self._known) < _KEPT:
                self._known[word, tag] = known
        return known

    def read(self, path: Path) -> Self:
        """Read the table of exceptions: tag, then lower-case word, then lemma."""
        return self.from_bytes(path.read_bytes())

    def to_disk(self, path: Path | str, exclude: Iterable[str] = ()) -> None:
        """Write the table into a folder."""
        del exclude
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        content = json.dumps(self._table, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        (folder / _TABLE).write_text(content + "\n", encoding="utf-8")

    def from_disk(self, path: Path | str, exclude: Iterable[str] = ()) -> Self:
        """Read what `to_disk` wrote."""
        del exclude
        return self.read(Path(path) / _TABLE)

    def to_bytes(self, exclude: Iterable[str] = ()) -> bytes:
        """Return the table as JSON."""
        del exclude
        return json.dumps(self._table).encode()

    def from_bytes(self, content: bytes, exclude: Iterable[str] = ()) -> Self:
        """Read what `to_bytes` gave."""
        del exclude
        self._table = json.loads(content)
        self._known.clear()
        return self
