"""Claims as the network hears them: contents with the source and the cue they are linked to."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Span

from newsx.knowledge.speech import cue_phrases, cue_verbs
from newsx.recognize.network.parts import CLAIM_PARTS
from newsx.recognize.speech.reading import Reading, Tokens
from newsx.recognize.speech.utterances import inner_of

_MOSTLY: Final = 0.7
_ARTICLES: Final = frozenset({"a", "an", "the"})


@dataclass(frozen=True, slots=True)
class Linked:
    """A source or a cue that a content is linked to, and how sure the network is of both."""

    tokens: Tokens
    sure: float


@dataclass(frozen=True, slots=True)
class Heard:
    """One claim of the network, by token."""

    content: Tokens
    """Without outer quotation marks; a quotation heard for the most part is heard whole."""
    sure: float
    source: Linked | None
    cue: Linked | None
    lemma: str
    """Of the cue."""

    @property
    def attributed(self) -> float:
        """How sure the network is who says it: 0 where either source or cue is missing."""
        return self.source.sure * self.cue.sure if self.source and self.cue else 0.0


def hear(doc: Doc, reading: Reading) -> tuple[Heard, ...]:
    """Return the claims of `doc.spans["claim_parts"]`, in order; none where there is no network."""
    if CLAIM_PARTS not in doc.spans:
        return ()
    group = doc.spans[CLAIM_PARTS]
    shares = group.attrs.get("confidence") or [1.0] * len(group)
    linked: dict[tuple[str, str], tuple[Span, float]] = {}
    contents: list[tuple[Span, float]] = []
    for span, share in zip(group, shares, strict=True):
        label = span.label_.partition(":")[0]
        key = (label, span.id_)
        if label == "content":
            contents.append((span, share))
        elif span.id_ and (key not in linked or share > linked[key][1]):
            linked[key] = (span, share)
    return tuple(_heard(reading, linked, *content) for content in contents)


def _heard(
    reading: Reading, linked: dict[tuple[str, str], tuple[Span, float]], span: Span, sure: float
) -> Heard:
    found = {}
    for part in ("source", "cue"):
        target = linked.get((part, span.id_))
        found[part] = Linked(_bare(reading, target[0]), target[1]) if target else None
    source = found["source"]
    if source is not None and all(reading.words[at] in _ARTICLES for at in range(*source.tokens)):
        found["source"] = None  # "A" of "A spokesperson for the firm, which has lost 6%"
    cue = linked.get(("cue", span.id_))
    lemma = _lemma(cue[0]) if cue is not None else ""
    content = _whole(reading, (span.start, span.end))
    return Heard(content, sure, found["source"], found["cue"], lemma)


def _bare(reading: Reading, span: Span) -> Tokens:
    """Return a source or a cue without the adverb between the two: `the bank unexpectedly`."""
    start, end = span.start, span.end
    while (
        end - 1 > start
        and reading.words[end - 1].endswith("ly")
        and reading.name_of[end - 1] is None
    ):
        end -= 1
    return start, end


def _whole(reading: Reading, content: Tokens) -> Tokens:
    """Return the quotation that a content is most of, or else the content."""
    for number in dict.fromkeys(reading.quoted[content[0] : content[1]]):
        if number >= 0:
            start, end = inner_of(reading, number)
            shared = min(end, content[1]) - max(start, content[0])
            if shared >= _MOSTLY * max(end - start, content[1] - content[0]):
                return start, end
    return content


def _lemma(cue: Span) -> str:
    """Return the lemma of a cue: as the lists have it, or else that of its first verb."""
    return next(_listed(cue), None) or next(
        (token.lemma_.lower() for token in cue if token.pos_ == "VERB"), cue[0].lemma_.lower()
    )


def _listed(cue: Span) -> Iterator[str]:
    text = cue.text.lower()
    if text in cue_verbs():
        yield cue_verbs()[text].lemma
    for phrase in cue_phrases().get(cue[0].lower_, ()):
        if text == " ".join(phrase.words):
            yield phrase.lemma
    for token in cue:
        if token.lower_ in cue_verbs():
            yield cue_verbs()[token.lower_].lemma
