"""Names that come again where the model missed them: `Wattlebrook` after `Wattlebrook Health`.

An article introduces a company by its name and a person by both names, and then says one word of
it. That word is the same name wherever it stands, unless it is a word of the language too, or of
two names. And a headline glues to a name what stands beside it, `Housebuilder Alder Vale`, `Funds
Circle Ferrant`: the rest of the text tells what the name is.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from spacy.tokens import Doc, Token

from newsx.knowledge.cues import cue_words
from newsx.tokens import tokens_of

_NO_NAMES: Final = cue_words("no_names") | cue_words("weekdays")
_FORMS: Final = cue_words("guess_legal_forms")
_SHORTEST: Final = 4
# As what a name is tagged, or where nothing is; one that stood alone before may be anything.
_PROPER: Final = frozenset({"", "PROPN"})


class Name(NamedTuple):
    """A name that was found: its tokens, and what it is."""

    start: int
    end: int
    label: str


def repeated(doc: Doc, found: Sequence[Name], is_listed: Callable[[str], bool]) -> Iterator[Name]:
    """Yield the places where one word stands for a name found elsewhere, and no name was found.

    Args:
        doc: The text, with parts of speech if the pipeline has them.
        found: Names of the text, of all sorts.
        is_listed: Whether a list has a word as a name of its own.
    """
    short = _short_forms(doc, found)
    if not short:
        return
    taken = {place for name in found for place in range(name.start, name.end)}
    texts = tokens_of(doc).texts
    alone = {texts[name.start] for name in found if name.end - name.start == 1}
    small = {word for word in texts if word.islower()}
    for place, word in enumerate(texts):
        label = short.get(word)
        if label is None or place in taken or word.casefold() in small:
            continue
        tagged = word in alone or doc[place].pos_ in _PROPER
        if tagged and not is_listed(word) and _stands_alone(doc, doc[place]):
            yield Name(place, place + 1, label)


def bared(doc: Doc, found: Sequence[Name], is_known: Callable[[str], bool]) -> Iterator[Name]:
    """Yield the names, without the word beside one that the rest of the text writes without it.

    Args:
        doc: The text; its first line is the headline.
        found: Names of the text, of all sorts.
        is_known: Whether the knowledge base has a name.
    """
    texts = [doc[name.start : name.end].text for name in found]
    headline = tokens_of(doc).text.find("\n")
    least = {"ORG": 1, "PERSON": 2}  # words left: Ana Varo is no Varo, though she led Varo Steel
    for name, text in zip(found, texts, strict=True):
        start, end, label = name
        if end - start > 1 and label in least and texts.count(text) == 1:
            opens = doc[start].is_sent_start or doc[start].idx < headline
            opens = opens and end - start > least[label]
            last = doc[end - 1].text
            is_word = last.islower() and last not in _FORMS
            if is_word and _stands(doc[start : end - 1].text, texts):
                end -= 1
            elif opens and not is_known(text) and _begins(doc[start + 1 : end].text, texts):
                start += 1
        yield Name(start, end, label)


def _stands(rest: str, texts: Sequence[str]) -> bool:
    """Return whether the rest of a name is one elsewhere, with or without more behind it."""
    return any(text == rest or text.startswith((f"{rest} ", f"{rest},")) for text in texts)


def _begins(rest: str, texts: Sequence[str]) -> bool:
    """Return whether the rest of a name is sure to be a whole one: of two words, or their first."""
    return _stands(rest, [text for text in texts if " " in text])


def _short_forms(doc: Doc, found: Sequence[Name]) -> dict[str, str]:
    """Return the words that stand for one name alone, with what it is."""
    texts = tokens_of(doc).texts
    owners: dict[str, set[str]] = {}
    labels: dict[str, str] = {}
    for name in found:
        words = texts[name.start : name.end]
        for word in words:
            owners.setdefault(word, set()).add(words[0] if len(words) == 1 else " ".join(words))
        if name.label in {"ORG", "PERSON"}:
            labels.setdefault(words[0] if name.label == "ORG" else words[-1], name.label)
    return {
        word: label
        for word, label in labels.items()
        if len(word) >= _SHORTEST and word.isalpha() and word[0].isupper() and not word.isupper()
        and word not in _NO_NAMES and len(owners[word] - {word}) <= 1
    }  # fmt: skip


def _stands_alone(doc: Doc, token: Token) -> bool:
    """Return whether a word is no part of a longer name, by the words beside it."""
    before = doc[token.i - 1] if token.i else None
    after = doc[token.i + 1] if token.i + 1 < len(doc) else None
    return not (_leans(before) and not token.is_sent_start) and not _leans(after)


def _leans(beside: Token | None) -> bool:
    """Return whether the word beside one may belong to the same name."""
    return beside is not None and (beside.text in {"-", "&"} or beside.text[:1].isupper())
