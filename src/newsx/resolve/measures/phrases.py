"""A phrase for a measure, of the words that are likely in it: one that a reader would write.

The phrases of the sentence, what the rules say, measures by their usual names, and these with a
modifier or a head that the text implies ("expected sales", "cotton price") are candidates. The one
is taken whose words are expected to agree best with the measure's: the words two phrases share are
counted as `newsx.evaluate.words.overlap` does.
"""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import pairwise, repeat
from typing import Final, NamedTuple

from newsx.grammar.nouns import singular
from newsx.knowledge import changes
from newsx.knowledge.choices import measure_phrases
from newsx.knowledge.grammar_words import words
from newsx.knowledge.measures import name_of, needs, usual_names
from newsx.resolve.measures import naming
from newsx.resolve.measures.words import Chances
from newsx.resolve.sentences.page import Page, Run, words_of

_NOUNS: Final = frozenset({"NOUN", "PROPN"})
_NOMINAL: Final = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
_PARTICIPLES: Final = frozenset({"VBN", "VBG"})
_JOINTS: Final = frozenset({"-", "–", "/", "&"})
_LONGEST = 6
_PER: Final = "per"
_NET: Final = "net"
_KEPT: Final = 1 << 14
_LEAST = 0.12
"""How likely the words of a phrase have to be, on average; of one from another sentence, more."""
_LEAST_AFAR = 0.3
_LEAST_ADDED = 0.15
_UNSEEN = 0.3
"""Words that measures have and no list or sentence shows, for each figure."""
_OF_RULES = 0.07
"""What the rules' own phrase is worth beside one as likely: it was read as a whole."""
_COMPOSED = 0.87
"""What a phrase keeps that stands nowhere."""

Spoken = tuple[str, ...]
"""The words of a phrase, in lower case."""

Likely = Mapping[str, float]
"""How likely each word is one of the measure's, where that is worth a thought."""


class Wording(NamedTuple):
    """A phrase for a measure."""

    text: str
    worth: float
    """The share of its words, and of the measure's, expected to be the same."""


def best_wording(page: Page, number: int, chances: Chances) -> Wording | None:
    """Return the phrase that says best what a figure measures; None where no word is likely."""
    total = max(1.0, chances.total + _UNSEEN)
    may_be_price = naming.may_be_price(page.figures[number])
    chance_of = chances.of.get
    best, most = "", 0.0
    for text, spoken, factor, extra in _candidates(page, number, chances.of):
        shared = sum(map(chance_of, _distinct(spoken), repeat(0.0)))
        worth = 2 * shared / (len(spoken) + total) * factor + extra
        better = worth > most or (worth == most and _in_order(page, text) > _in_order(page, best))
        if better and (may_be_price or not naming.is_price_name(text)):
            best, most = text, worth
    return Wording(best, most) if best else None


def _in_order(page: Page, text: str) -> tuple[int, str]:
    """Return how many pairs of a phrase's words the text has side by side, and the phrase.

    It decides between "price target" and "target price"; the letters, where it does not.
    """
    article, spoken = page.text.lower(), text.lower().split(" ")
    return sum(f"{one} {two}" in article for one, two in pairwise(spoken)), text


@lru_cache(_KEPT)
def _distinct(spoken: Spoken) -> Spoken:
    """Return the words of a phrase, each once, in an order of their own."""
    return tuple(sorted(set(spoken)))


def _candidates(
    page: Page, number: int, likely: Likely
) -> Iterator[tuple[str, Spoken, float, float]]:
    """Yield candidates, each with what its worth is multiplied by and what is added to it."""
    figure = page.figures[number]
    near: dict[str, Spoken] = {}
    if figure.measure is not None and (told := words_of(figure.measure)):
        yield figure.measure, told, 1.0, _OF_RULES
        near[figure.measure] = told
    for sentence in sorted({0, figure.sentence - 1, figure.sentence} - {-1}):
        least = _LEAST if sentence == figure.sentence else _LEAST_AFAR
        for first, end in _spans(page, sentence, likely, least):
            text, spoken = page.phrase(first, end)
            near[text] = spoken
    added = [word for word, chance in likely.items() if chance >= _LEAST_ADDED]
    for word in added:
        near |= {
            text: spoken for text, spoken in known().get(word, ())
            if _mean(spoken, likely) >= _LEAST_ADDED and _is_told(text, spoken, page)
        }  # fmt: skip
    modifiers = sorted(words("measure_modifiers").intersection(added))
    heads = sorted(words("measure_heads").intersection(added))
    for text, spoken in near.items():
        yield text, spoken, 1.0, 0.0
        before = [word for word in modifiers if word not in spoken and _leads(word, spoken)]
        after = [
            word for word in heads
            if word not in spoken and _follows(word, text, spoken)
            and _pairs(page, spoken[-1], word)
        ]  # fmt: skip
        for modifier in before:
            yield f"{modifier} {text}", (modifier, *spoken), _COMPOSED, 0.0
        for head in after:
            yield f"{text} {head}", (*spoken, head), _COMPOSED, 0.0
            for modifier in before:
                if _leads(modifier, (*spoken, head)):
                    yield f"{modifier} {text} {head}", (modifier, *spoken, head), _COMPOSED, 0.0


def _leads(modifier: str, spoken: Spoken) -> bool:
    """Tell whether a modifier can lead: a forecast is expected of something, and not itself.

    Net are the few that usually are, which the text need not say of profits: no "net losses".
    """
    if modifier == _NET and (modifier, spoken[0]) not in _usual_pairs():
        return False
    return modifier not in words("measure_hopes") or spoken[-1] not in words("measure_outlooks")


def _follows(head: str, text: str, spoken: Spoken) -> bool:
    """Tell whether a head can follow: none follows "cost of fuel", and no price a valuation."""
    if not words("measure_links").isdisjoint(spoken) or spoken[-1] in words("measure_outlooks"):
        return False
    if spoken[-1] in changes.nouns() and spoken[-1] not in words("nouns_of_change"):
        return False  # a rise has no yield
    if head in words("measure_outlooks"):  # "expected revenue" is a forecast already
        return words("measure_hopes").isdisjoint(spoken)
    return spoken[-1] not in words("measure_heads") and name_of(text) is None


def _pairs(page: Page, noun: str, head: str) -> bool:
    """Tell whether a head goes with a noun: what trades has one, others as usual or in the text."""
    pair = (noun, head)
    return noun in words("traded") or pair in _usual_pairs() or pair in page.neighbours


@cache
def _usual_pairs() -> frozenset[tuple[str, str]]:
    """Return the words that stand side by side in measures as they usually go."""
    return frozenset(pair for rows in known().values() for _, one in rows for pair in pairwise(one))


@cache
def known() -> dict[str, list[tuple[str, Spoken]]]:
    """Return measures as they usually go, by each of their words."""
    found: dict[str, list[tuple[str, Spoken]]] = {}
    for text in dict.fromkeys((*usual_names(), *measure_phrases())):
        spoken = words_of(text)
        for word in dict.fromkeys(spoken):
            found.setdefault(word, []).append((text, spoken))
    return found


@lru_cache(_KEPT)
def things_of(spoken: Spoken) -> frozenset[str]:
    """Return what a phrase is of, as nouns in the singular: the bitcoin of "cost per bitcoin".

    No figure tells of what its text never speaks; what is measured may go without saying, and so
    may all that has a usual name ("index level").
    """
    for called, nouns in needs().items():
        if called.issubset(spoken):
            return nouns
    if " ".join(spoken) in usual_names():
        return frozenset()
    traded = words("traded").intersection(spoken)
    per = spoken[spoken.index(_PER) + 1 :] if _PER in spoken else ()
    things = map(singular, traded.union(per))
    return frozenset(things) - _usual_words() - words("measure_heads")


@cache
def _usual_words() -> frozenset[str]:
    """Return the words of the usual names of measures: shares of "per share", no things."""
    return frozenset(word for text in usual_names() for word in words_of(text))


def _is_told(text: str, spoken: Spoken, page: Page) -> bool:
    """Tell a usual phrase that a text may imply; alone, a sentence says the words of most."""
    if not page.has_headline and text not in usual_names():
        return page.nouns.issuperset(map(singular, spoken))
    return things_of(spoken) <= page.nouns


def _mean(spoken: Spoken, likely: Likely) -> float:
    return sum(map(likely.get, spoken, repeat(0.0))) / len(spoken) if spoken else 0.0


def _spans(page: Page, sentence: int, likely: Likely, least: float) -> Iterator[tuple[int, int]]:
    """Yield the noun phrases of a sentence whose words are likely, and pairs with `of` and such."""
    stop = page.sentences[sentence][1]
    starting: dict[int, list[int]] = {}
    enough = {word for word, chance in likely.items() if chance >= least}
    for run in _runs(page, sentence):
        if not run.words.isdisjoint(enough):
            for one in run.begins:
                ends = list(_likely_ends(page, run, one, likely, least))
                if ends:
                    starting[one] = ends
    links = words("measure_links")
    for one, ends in starting.items():
        for end in ends:
            yield one, end
            if end < stop and page.texts[end].lower() in links:
                following = end + 1
                while following < stop and page.parts[following] == "DET":
                    following += 1
                for last in starting.get(following, ()):
                    yield one, last


def _likely_ends(page: Page, run: Run, first: int, likely: Likely, least: float) -> Iterator[int]:
    """Yield where phrases from a token may end whose words are likely enough on average."""
    total, count = 0.0, 0
    for place in range(first, min(run.end, first + _LONGEST)):
        for word in page.words[place]:
            total += likely.get(word, 0.0)
            count += 1
        if place + 1 in run.ends and count and total / count >= least:
            yield place + 1


def _runs(page: Page, sentence: int) -> tuple[Run, ...]:
    """Return the stretches of nouns of a sentence, found once for all its figures."""
    known = page.runs.get(sentence)
    if known is None:
        known = page.runs[sentence] = tuple(_found_runs(page, *page.sentences[sentence]))
    return known


def _found_runs(page: Page, begin: int, stop: int) -> Iterator[Run]:
    first = begin
    for place in range(begin, stop + 1):
        if place == stop or not _is_nominal(page, place):
            if place > first:
                yield Run(
                    first,
                    place,
                    frozenset(page.phrase(first, place)[1]),
                    tuple(one for one in range(first, place) if _may_begin(page, one)),
                    frozenset(e for e in range(first + 1, place + 1) if _may_end(page, e, stop)),
                )
            first = place + 1


def _is_nominal(page: Page, place: int) -> bool:
    if place in page.figure_of:
        return False
    text = page.texts[place]
    if text in _JOINTS or text == "%":
        return True
    if page.parts[place] in _NOMINAL:
        return text[0].isalnum()
    return page.tags[place] in _PARTICIPLES and page.relations[place] in {"amod", "compound"}


def _may_begin(page: Page, first: int) -> bool:
    """Tell whether a phrase beginning at a token cuts no name and no compound in two."""
    texts = page.texts
    if first in page.inside or texts[first] in _JOINTS or texts[first] == "%":
        return False
    return not (first and texts[first - 1] in _JOINTS)


def _may_end(page: Page, end: int, stop: int) -> bool:
    """Tell whether a phrase ending before a token ends in a noun and cuts nothing in two."""
    texts = page.texts
    if end in page.inside or texts[end - 1] in _JOINTS:
        return False
    return not (end < stop and texts[end] in _JOINTS) and page.parts[end - 1] in _NOUNS
