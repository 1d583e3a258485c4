"""Add the names that lists know better than a model, and put the model's spans right.

    doc.ents of the model  ->  indices, commodities, currencies, coins, rates, instruments and
                               tickers added; LOC parted into GPE and LOC; joined names parted;
                               words that are no names taken out; short forms that it missed added

A phrase of the list wins over pieces of it, and loses to a longer name of the model around it,
unless it is an index: `Texas Instruments` is no place.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc, Span

from newsx.knowledge.base import KnowledgeBase, with_additions
from newsx.knowledge.cues import cue_words
from newsx.recognize.names.appositions import apposed
from newsx.recognize.names.context import is_meant, is_unit
from newsx.recognize.names.kinds import as_told, surnames
from newsx.recognize.names.listed import Listed
from newsx.recognize.names.mending import Words, is_name, is_seam, relabelled, trimmed
from newsx.recognize.names.repeats import Name, bared, repeated
from newsx.recognize.names.tickers import tickers_of
from newsx.recognize.names.traded import traded

_REGIONS: Final = cue_words("loc_words")
_PLACES: Final = frozenset({"GPE", "LOC"})
_POSSESSIVE: Final = ("'s", "’s")


class Gazetteer:
    """The component: a `Doc` in, the same `Doc` with its names put right out.

    Args:
        knowledge: Where the phrases come from.
    """

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self._knowledge = knowledge
        self._list = Listed(knowledge)

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc.ents` anew."""
        tickers = list(tickers_of(doc, self._knowledge))
        taken = {place for found in tickers for place in range(found.start, found.end)}
        phrases = [
            found for found in self._list.of(doc)
            if not taken.intersection(range(found.start, found.end))
        ]  # fmt: skip
        kept = self._merge(doc, list(self._mended(doc, taken)), phrases)
        kept = list(as_told(doc, list(bared(doc, kept, self._is_known)), self._list.has))
        kept.extend(tickers)
        kept.extend(list(apposed(doc, kept)))
        kept.extend(list(traded(doc, kept, self._is_issuer)))
        kept.extend(list(repeated(doc, kept, self._list.has)))
        kept.sort()
        doc.ents = tuple(Span(doc, found.start, found.end, label=found.label) for found in kept)
        return doc

    def _mended(self, doc: Doc, taken: set[int]) -> Iterator[Name]:
        """Yield the model's spans, parted and cleaned."""
        words = Words(doc)
        reached = 0  # a name may have taken in the legal form that the model gave for another
        for span in doc.ents:
            for piece in self._parted(doc, span):
                start, end, label = trimmed(doc, *piece, span.label_)
                places = range(max(start, reached), end)
                free = [place for place in places if place not in taken]
                if not free or free[-1] - free[0] >= len(free):
                    continue
                start, end = free[0], free[-1] + 1
                end += label == "ORG" and self._owns_nothing(doc, start, end)
                if self._is_other_word(doc, start, end, label):
                    continue
                label = self._of_word(doc, start, end, label, words)
                if not self._is_known(doc[start:end].text):
                    label = relabelled(doc, start, end, label)
                if label and is_name(doc, start, end, label, self._is_known, words):
                    reached = end
                    yield Name(start, end, label)

    def _owns_nothing(self, doc: Doc, start: int, end: int) -> bool:
        """Return whether the `'s` behind a name is part of it: `Moody's rates` it."""
        if end == len(doc) or doc[end].text not in _POSSESSIVE:
            return False
        known = self._knowledge.aliases(doc[start:end].text)
        return bool(known) and all(row.surface.endswith(_POSSESSIVE) for row in known)

    def _is_other_word(self, doc: Doc, start: int, end: int, label: str) -> bool:
        """Return whether a name of the list is none here: `fed up` at the head of a sentence."""
        phrase = self._list.phrase(doc[start:end].text)
        return (
            phrase is not None
            and phrase.label == label == "ORG"
            and not is_meant(doc, start, end, label)
        )

    def _of_word(self, doc: Doc, start: int, end: int, label: str, words: Words) -> str:
        """Return the label of what is written as no name is: `krona`, `SEK` are no companies.

        The unit of a figure, `5 million krona`, has none.
        """
        text = doc[start:end].text
        if text.islower():
            found = self._knowledge.aliases(text)
            labels = {self._knowledge.type_of(row.entity_id) for row in found}
            if len(labels) != 1 or label in labels:
                return label
            listed = labels.pop()
            return listed if is_meant(doc, start, end, listed) else ""
        is_code = not self._is_known(text) and is_unit(doc, start, end, words.units)
        return "CURRENCY" if is_code else label

    def _is_known(self, name: str, label: str = "") -> bool:
        """Return whether a name is listed; as an organisation, if that is what is asked for."""
        found = self._knowledge.aliases(name)
        return any(
            label != "ORG" or self._knowledge.type_of(row.entity_id) == "ORG" for row in found
        )

    def _is_issuer(self, name: str) -> bool:
        """Return whether a name is a listed company's."""
        rows = map(self._knowledge.entity, {row.entity_id for row in self._knowledge.aliases(name)})
        return any(row is not None and row.kind == "issuer" for row in rows)

    def _parted(self, doc: Doc, span: Span) -> Iterator[tuple[int, int]]:
        """Yield the pieces of a span: `Nvidia and Tesla` is two, `Marks and Spencer` one."""
        start = span.start
        if not self._is_known(span.text):
            for place in range(span.start + 1, span.end - 1):
                owns = doc[place].text in {"'s", "’s"} and self._is_known(
                    doc[place + 1 : span.end].text
                )
                joins = owns or doc[place].text in {"and", "."}
                if joins and self._is_known(doc[start:place].text, span.label_):
                    yield start, place
                    start = place + 1
                elif doc[place].text.endswith(".") and (
                    doc[place + 1].is_sent_start or is_seam(doc, place, span.end)
                ):
                    yield start, place + 1
                    start = place + 1
        yield start, span.end

    def _merge(self, doc: Doc, model: list[Name], phrases: list[Name]) -> list[Name]:
        """Return spans that do not overlap: see the rule at the top of the module."""
        kept: list[Name] = []
        owner = [-1] * len(doc)
        for number, span in enumerate(model):
            for place in range(span.start, span.end):
                owner[place] = number
        of_people = surnames(doc, model)
        inside: list[tuple[Name, int]] = []
        dropped: set[int] = set()
        for phrase in phrases:
            touched = {owner[p] for p in range(phrase.start, phrase.end)} - {-1}
            around = [model[n] for n in touched]
            is_person = any(span.label == "PERSON" for span in around)
            if is_person and (phrase.label in _PLACES or _text(doc, phrase) in of_people):
                continue
            if not _is_stronger(phrase) and any(_is_within(phrase, span) for span in around):
                inside.append((phrase, touched.pop()))
                continue
            dropped |= touched
            kept.append(phrase)
        kept.extend(phrase for phrase, number in inside if number in dropped)
        kept.extend(self._typed(doc, span) for n, span in enumerate(model) if n not in dropped)
        return sorted(kept)

    def _typed(self, doc: Doc, span: Name) -> Name:
        """Return a model's span under our labels: places no list knows are GPE by default."""
        if span.label != "LOC":
            return span
        words = set(doc[span.start : span.end].text.split())
        return span if words & _REGIONS else span._replace(label="GPE")


def _text(doc: Doc, name: Name) -> str:
    return doc[name.start : name.end].text


def _is_stronger(phrase: Name) -> bool:
    """Return whether a phrase wins even over a longer name of the model around it."""
    is_long = phrase.end - phrase.start > 1
    return phrase.label == "INDEX" or (is_long and phrase.label in {"COMMODITY", "RATE"})


def _is_within(inner: Name, outer: Name) -> bool:
    """Return whether a span lies in a longer one."""
    return (
        outer.start <= inner.start
        and inner.end <= outer.end
        and outer.end - outer.start > inner.end - inner.start
    )


def make_gazetteer(nlp: Language, name: str, kb: str | None = None) -> Gazetteer:
    """Return the component with the knowledge base that newsx ships, and the additions in `kb`."""
    del nlp, name
    return Gazetteer(with_additions(Path(kb) if kb else None))
