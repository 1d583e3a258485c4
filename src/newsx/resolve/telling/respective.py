"""Lists told side by side: "A and B gained 3.1% and 2.2%, respectively".

The nth figure is the nth company's, of the nth period, or of the nth measure. Without the word a
list of names has the figures that its verb leads to: "inflation in A and B was 3.1% and 2.2%".
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

from newsx.knowledge.measures import name_of
from newsx.schema import Entity, Figure, Mention, Period, Reference, Span
from newsx.tokens import tokens_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Sentence

_SAID = re.compile(r"\brespectively\b", re.IGNORECASE)
# What stands between two of a list, each perhaps with a bracket: "A (A.N) and about B".
_JOINT = re.compile(
    r"(?: ?\([^()]*\))?(?:, (?:and |or )?| (?:and|or|&) )"
    r"(?:(?:the|in|at|for|to|from|on|by|a|an|about|nearly|almost|around|roughly|some|over) )*"
)
# Those who tell are not those of whom it is told.
_TELLERS = re.compile(
    r"(?:according to|told|said|(?:analyst|economist|strategist|trader|broker|official)s?"
    r"(?: (?:at|from|of|with))?) (?:the )?$",
    re.IGNORECASE,
)
# Characters that these words have at most.
_TELLING = 40
# Who can have a figure each; what parts a list from figures that another clause has.
_HAVING = frozenset({"GPE", "INDEX", "LOC", "ORG", "PERSON", "PRODUCT", "CURRENCY", "COMMODITY"})
_PARTED = re.compile(r"[,;:()“”\"]|\b(?:and|but|that|which|who|while|as|both|each|between)\b|\d")
_FAR = 6
_LINK = re.compile(r" (?:in|for|at|on|during|over) (?:the )?")
_BESIDE = frozenset({"compound", "amod", "nmod", "nummod", "flat"})
_NOUNS = frozenset({"NOUN", "PROPN"})

S = TypeVar("S", bound=Span)


def with_respective(
    doc: "Doc",
    figures: Sequence[Figure],
    *,
    mentions: Sequence[Mention],
    entities: Mapping[str, Entity],
    periods: Sequence[Period],
) -> Sequence[Figure]:
    """Return the figures, those of a list beside another each with its own of that.

    Args:
        doc: The doc, with trees where measures are to be told apart, too.
        figures: Its figures, in order of the text.
        mentions: The names in it.
        entities: Whom they mean, by id.
        periods: The periods in it.
    """
    text = tokens_of(doc).text
    found = list(figures)
    place_of = {one.figure_id: place for place, one in enumerate(figures)}
    names = [one for one in mentions if one.type != "TICKER" and one.form != "pronoun"]
    sentences = tuple(doc.sents)
    told = [one for one in figures if one.role != "conversion"]
    for number, inside in groupby(told, key=lambda one: one.sentence):
        sentence = sentences[number]
        is_said = _SAID.search(text, sentence.start_char, sentence.end_char) is not None
        for run in _runs(text, list(inside)):
            if is_said or _led_to(text, sentence, run, names, periods):
                own = _own(text, sentence, run, names, entities, periods)
                for figure, update in zip(run, own, strict=True):
                    found[place_of[figure.figure_id]] = figure.model_copy(update=update)
    return found


def _led_to(
    text: str,
    sentence: "Sentence",
    run: Sequence[Figure],
    names: Sequence[Mention],
    periods: Sequence[Period],
) -> bool:
    """Tell whether a run of figures of one sort is told of a list, though nobody says respectively.

    One verb leads to them from as many names of one type, or they are followed by as many periods;
    of two lists nobody knows which is meant.
    """
    if len({(one.kind, one.unit, one.currency) for one in run}) > 1:
        return False
    times = _beside(text, sentence, run, periods)
    listed = _beside(text, sentence, run, names)
    if times:
        return not listed and _LINK.fullmatch(text, run[-1].end, times[0].start) is not None
    if not listed or listed[0].type not in _HAVING or len({one.type for one in listed}) > 1:
        return False
    between = text[listed[-1].end : run[0].start]
    is_near = listed[-1].end < run[0].start and len(between.split()) <= _FAR
    return is_near and _PARTED.search(between) is None


def _own(
    text: str,
    sentence: "Sentence",
    run: Sequence[Figure],
    names: Sequence[Mention],
    entities: Mapping[str, Entity],
    periods: Sequence[Period],
) -> list[dict[str, Any]]:
    """Return what each figure of a run has for itself, by field."""
    own = [_counted(one, run[-1]) for one in run]
    times = _beside(text, sentence, run, periods)
    for update, period in zip(own, times, strict=False):
        update["period_id"] = period.period_id
    owners = _beside(text, sentence, run, names)
    if owners and not _TELLERS.search(text, max(0, owners[0].start - _TELLING), owners[0].start):
        alike = _measure_of_all(run)
        moved = {"direction": run[0].direction, "role": run[0].role}
        for update, mention in zip(own, owners, strict=True):
            entity = entities[mention.entity_id]
            whose = Reference(text=entity.name, entity_id=entity.entity_id)
            update.update(alike, subject=whose)
        for update, figure in zip(own, run, strict=True):
            own_way = figure.direction in {None, run[0].direction} and figure.role == "level"
            if own_way and figure.kind == run[0].kind:
                update.update(moved)  # "lost 1.2%, 2.3% and 4.1%"
        return own
    subject = next((one.subject for one in run if one.subject is not None), None)
    named = {place for one in names for place in range(one.start, one.end)}
    for update, figure, measure in zip(own, run, _measures(sentence, run, named), strict=False):
        update["measure"], update["measure_name"] = measure, name_of(measure)
        update["subject"] = figure.subject or subject
    return own


def _counted(figure: Figure, last: Figure) -> dict[str, Any]:
    """Return what the last of a list says for all: "150,000 and 210,000 vehicles"."""
    if last.kind != "count" or not figure.text[-1].isdigit():
        return {}
    return {"kind": "count", "unit": last.unit}


def _measure_of_all(run: Sequence[Figure]) -> dict[str, Any]:
    """Return the measure of most figures of a list, where they are of one kind."""
    if _counted(run[0], run[-1]):
        return {"measure": run[-1].measure, "measure_name": run[-1].measure_name}
    if len({one.kind for one in run}) > 1:
        return {}
    (measure, name), _ = Counter((one.measure, one.measure_name) for one in run).most_common(1)[0]
    return {"measure": measure, "measure_name": name}


def _beside(
    text: str, sentence: "Sentence", run: Sequence[Figure], spans: Sequence[S]
) -> Sequence[S]:
    """Return the list of a sentence that is as long as a run of figures, and nearest to it.

    Spans are in order of the text.
    """
    begin, stop = sentence.start_char, sentence.end_char
    first = bisect_left(spans, begin, key=attrgetter("start"))
    after = bisect_left(spans, stop, key=attrgetter("start"))
    inside = [one for one in spans[first:after] if one.end <= stop]
    alike = [one for one in _runs(text, inside) if len(one) == len(run)]
    return min(alike, key=lambda one: _distance(one, run), default=())


def _distance(one: Sequence[Span], other: Sequence[Span]) -> int:
    return max(other[0].start - one[-1].end, one[0].start - other[-1].end)


def _runs(text: str, spans: Sequence[S]) -> Iterator[list[S]]:
    """Yield lists of two or more spans with nothing between them but what joins a list."""
    run: list[S] = []
    for span in spans:
        if run and not _JOINT.fullmatch(text, run[-1].end, span.start):
            if len(run) > 1:
                yield run
            run = []
        run.append(span)
    if len(run) > 1:
        yield run


def _measures(sentence: "Sentence", run: Sequence[Figure], named: Collection[int]) -> list[str]:
    """Return the nouns of a list before a run of figures, by the tree; none where none is."""
    before = [token for token in sentence if token.idx + len(token) <= run[0].start]
    for token in reversed(before):
        others = [
            child for child in token.children if child.dep_ == "conj" and child.idx < run[0].start
        ]
        listed = [token, *others]
        nouns = all(one.pos_ in _NOUNS and one.idx not in named for one in listed)
        if nouns and len(listed) == len(run):
            return [_phrase(one) for one in listed]
    return []


def _phrase(noun: "Token") -> str:
    """Return a noun with what stands closely before it: "net profit"."""
    first = noun.i
    while first > noun.sent.start:
        left = noun.doc[first - 1]
        if left.dep_ not in _BESIDE or left.head.i < left.i or left.head.i > noun.i:
            break
        first -= 1
    return noun.doc[first : noun.i + 1].text
