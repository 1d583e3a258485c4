"""Which way a figure goes, by weight of evidence: the rules' reading, the words and tree near it.

The rules of this folder read a movement off verbs, signs and comparisons. Here their reading is one
witness among others (what the figure hangs on, the words beside it, what it measures, where the
figures beside it go, how the network takes it), and a linear model decides:
`models/scripts/directions.py` learns its weights from the train split of `models/corpus`.
"""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from newsx.knowledge import changes
from newsx.knowledge.choices import direction_weights
from newsx.knowledge.grammar_words import words
from newsx.meanings import HEARD
from newsx.resolve.sentences.page import Page, words_of
from newsx.schema import Direction, Figure

_NONE: Final = "none"
_TENTH: Final = Decimal("0.1")
_TENFOLD: Final = Decimal(10)
_AGAINST: Final = re.compile(r"\b(?:against|compared|versus|vs)\b")
# "A loss of $92 million, against a profit of $38 million": numbers of two sides say no way.
_GOOD: Final = "|".join(sorted(words("good_sides"), key=len, reverse=True))
_BAD: Final = "|".join(sorted(words("bad_sides"), key=len, reverse=True))
_SIDE: Final = re.compile(rf"\b(?:(?P<good>{_GOOD})|(?P<bad>{_BAD})) of (?:about )?$")
_OWN_SIDE: Final = re.compile(rf"\b(?:(?P<good>{_GOOD})|(?P<bad>{_BAD}|lost))\b")
_NEARBY: Final = 60
_IDIOM: Final = re.compile(r"^ (?:off|ahead)\b(?! of)")
# A part of the year that comes after the figure's own: no level that it went from.
_AFTERWARDS: Final = re.compile(
    r"^ (?:\((?:h2|q[2-4]): |in the first (?:half|quarter),?"
    r" (?:compared (?:with|to)|against|versus) [^;]{0,20} in the second\b)"
)
_YARDSTICK: Final = re.compile(
    r"^ (?:(?:above|below|behind)|(?:more|less|fewer) than) (?:(?!and |but )[a-z’']+ ){0,3}"
    rf"(?:{'|'.join(sorted(words('yardsticks')))})\b"
)
_RANGING: Final = re.compile(
    rf"\b(?:(?:{'|'.join(sorted(words('ranging')))})\b.*\bfrom"
    rf"|(?:{'|'.join(sorted(words('ranging_from')))}) from)\b.*\bto (?:[a-z]+ )?$"
)
_SIGNS: Final = {"-": "minus", "\u2212": "minus", "\u2013": "minus", "+": "plus", "(": "bracket"}
_EXACT: Final = 2
_NEAR: Final = 6
_FAR: Final = 3
_UP: Final = 4
_BEFORE: Final = 3
_SURER: Final = 150
"""What must speak, in hundredths, for another direction than one that the rules give."""
# What says more of a verb: "fell short", "set to rise", "gave up gains".
_WITH_VERB: Final = frozenset(
    {"advmod", "compound:prt", "xcomp", "obj", "obl", "aux", "ccomp", "conj"}
)


def directed(page: Page, figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures, each with the direction that most speaks for.

    Args:
        page: The article.
        figures: Its figures as rows, with the directions that the rules give, in order of the text.
    """
    page.figures = figures
    answers, table = direction_weights()
    found = []
    for number, figure in enumerate(figures):
        sums = [0] * len(answers)
        for feature in evidence(page, number):
            for place, weight in table.get(feature, ()):
                sums[place] += weight
        heard = page.heard(page.tokens(figure.start, figure.end))
        for place, weight in table.get(HEARD, ()):
            sums[place] += round(weight * heard.get(answers[place], 0.0))
        if _is_settled(page, figure):
            found.append(figure)
            continue
        found.append(_turned(figure, dict(zip(answers, sums, strict=True))))
    return list(_by_numbers(page, found))


def _is_settled(page: Page, figure: Figure) -> bool:
    """Tell where the rules know an idiom, and what most such words say weighs nothing.

    "2% off its lows" is up, "20% off top brands", "5% ahead in polls", "6% below plan", "+30
    degrees" and "priced from $5 to $9" are nothing.
    """
    behind = page.text[figure.end :][:_NEARBY].lower()
    if figure.kind in {"percent", "fraction"} and _IDIOM.match(behind):
        return True
    if figure.direction is not None:
        return False
    before = page.before(figure, _NEARBY)
    signed = figure.text[0] == "+" or before.endswith("+")
    if _AFTERWARDS.match(behind):
        return True
    return signed or _YARDSTICK.match(behind) is not None or _RANGING.search(before) is not None


def _by_numbers(page: Page, figures: Sequence[Figure]) -> Iterator[Figure]:
    """Yield the figures, those set against an earlier level with the way that the numbers go.

    "Exports averaged 2.7 million tonnes, against 2.9 million a year earlier": none went up.
    """
    for figure, following in itertools.zip_longest(figures, figures[1:]):
        way = None if following is None else _way_from(page, figure, following)
        yield figure if way is None else figure.model_copy(update={"direction": way})


def _way_from(page: Page, figure: Figure, earlier: Figure) -> Direction | None:
    """Return which way a level went from the earlier one that is told right behind it."""
    text = page.text
    if earlier.role != "from" or figure.role not in {"level", "to"}:
        return None
    if figure.sentence != earlier.sentence or not _alike(figure, earlier):
        return None
    told = figure.direction or _AGAINST.search(text, figure.end, earlier.start)
    if _are_two_sides(page, figure, earlier):
        return None
    if not told or figure.value is None or earlier.value is None or figure.value == earlier.value:
        return None
    if figure.value_max is not None or earlier.value_max is not None:
        return None
    return "up" if figure.value > earlier.value else "down"


def _are_two_sides(page: Page, figure: Figure, earlier: Figure) -> bool:
    """Tell "a loss of $92 million, against a profit of $38 million"; no side is a good one."""
    side = _SIDE.search(page.text[figure.end : earlier.start].lower())
    if side is None:
        return False
    own = list(_OWN_SIDE.finditer(page.before(figure, _NEARBY)))
    is_bad = bool(own) and own[-1]["bad"] is not None
    return is_bad is not (side["bad"] is not None)


def _alike(figure: Figure, earlier: Figure) -> bool:
    """Tell levels of one sort; the second may leave out its unit: "5 million tonnes from 4.1"."""
    if earlier.kind == "number" and figure.value and earlier.value:
        return figure.kind != "money" and _TENTH < abs(earlier.value / figure.value) < _TENFOLD
    per = figure.per == earlier.per or None in {figure.per, earlier.per}
    same = (figure.kind, figure.unit) == (earlier.kind, earlier.unit)
    return same and per and figure.currency == earlier.currency


def _turned(figure: Figure, totals: Mapping[str, int]) -> Figure:
    """Return a figure with the direction that most speaks for, or with the rules'.

    Where a movement comes `from` has its direction by our rules, as in the sets of others; our
    corpus gives it none.
    """
    best, told = max(totals, key=totals.__getitem__), figure.direction or _NONE
    least = _SURER if figure.direction is not None else 1
    if figure.role == "from" or totals[best] - totals[told] < least:
        return figure
    return figure.model_copy(update={"direction": None if best == _NONE else best})


def evidence(page: Page, number: int) -> tuple[str, ...]:
    """Return what speaks for one direction of a figure or another, each once.

    Args:
        page: The article, with its figures as rows.
        number: The figure's place among them.
    """
    return tuple(dict.fromkeys(_Sight(page, number).evidence()))


class _Sight:
    """Collects what speaks for the direction of one figure."""

    def __init__(self, page: Page, number: int) -> None:
        self._page = page
        self._number = number
        self._figure = page.figures[number]
        self._told = self._figure.direction or _NONE
        self._kind = self._figure.kind
        self._tokens = page.tokens(self._figure.start, self._figure.end)
        self._root = page.root(self._tokens)
        self._above = page.ancestors(self._root)
        self._measure = words_of(self._figure.measure)
        self._last = self._measure[-1] if self._measure else _NONE

    def evidence(self) -> Iterator[str]:
        yield "always"
        yield from self._of_rules()
        yield from self._of_figure()
        begin, end = self._page.sentences[self._figure.sentence]
        first, after = self._tokens[0], self._tokens[-1] + 1
        yield from self._beside("before", range(max(begin, first - _NEAR), first)[::-1])
        yield from self._beside("after", range(after, min(end, after + _NEAR)))
        yield from self._hanging()
        yield from self._of_verb()
        yield from self._of_neighbours()

    def _of_rules(self) -> Iterator[str]:
        told, role = self._told, self._figure.role
        yield from (
            f"rule={told}",
            f"rule, role={told}, {role}",
            f"rule, kind={told}, {self._kind}",
        )
        yield from (f"measure={self._last}", f"rule, measure={told}, {self._last}")
        yield f"role, measure={role}, {self._last}"
        yield from (f"measure word={word}" for word in self._measure[:-1])
        if goes := _goes(self._last):
            yield f"measure goes={goes}"

    def _of_figure(self) -> Iterator[str]:
        page, figure = self._page, self._figure
        yield from (f"kind={self._kind}", f"unit={figure.unit}")
        before = page.text[max(0, figure.start - 1) : figure.start]
        for place, sign in (("in", figure.text[:1]), ("before", before)):
            if name := _SIGNS.get(sign):
                yield from (f"sign {place}={name}", f"sign {place}, kind={name}, {self._kind}")
        words = (word for token in self._tokens for word in page.words[token])
        yield from (f"inside={word}" for word in words if word.isalpha())
        if figure.sentence == 0 and page.has_headline:
            yield "headline"

    def _beside(self, side: str, places: Sequence[int]) -> Iterator[str]:
        """Yield what the words on one side say, the nearest first."""
        words = [self._page.texts[place].lower() for place in places]
        for distance, word in enumerate(words[:_EXACT]):
            yield f"{side} {distance}={word}"
            yield f"{side} {distance}, kind={word}, {self._kind}"
        if len(words) >= _EXACT:
            yield f"{side} two={words[0]} {words[1]}"
        yield from (f"near {side}={word}" for word in words)
        for distance, word in enumerate(words):
            if goes := _goes(word):
                yield from (f"goes {side}={goes}", f"goes {side} {min(distance, _FAR)}={goes}")
                break
        if not words:
            yield f"nothing {side}"

    def _hanging(self) -> Iterator[str]:
        """Yield what the figure hangs on, and what hangs on it."""
        page, below = self._page, self._root
        for steps, place in enumerate(self._above[1 : 1 + _UP]):
            lemma, relation = page.lemmas[place], page.relations[below]
            yield from (f"on={lemma}", f"up {steps}={lemma}")
            if goes := _goes(lemma):
                yield f"up {steps} goes={goes}, {relation}"
            below = place
        for child in page.children(self._root):
            if child not in self._tokens:
                yield f"child={page.relations[child]} {page.lemmas[child]}"

    def _of_verb(self) -> Iterator[str]:
        page = self._page
        verb = next((one for one in self._above[1:] if page.parts[one] == "VERB"), None)
        if verb is None:
            yield "no verb"
            return
        lemma, way = page.lemmas[verb], page.path(self._root, verb)[0]
        cases = (one for one in page.children(self._root) if page.relations[one] == "case")
        case = next((page.lemmas[one] for one in cases), _NONE)
        yield from (f"verb={lemma}", f"verb, case={lemma}, {case}")
        yield f"verb, kind={lemma}, {self._kind}"
        if goes := _goes(lemma):
            yield from (f"verb goes={goes}, {case}", f"verb goes, way={goes}, {way}")
            yield f"verb goes={goes}, {self._kind}, {self._figure.role}"
            yield f"verb goes, measure={goes}, {self._last}"
        for child in page.children(verb):
            yield from self._with_verb(child)

    def _with_verb(self, child: int) -> Iterator[str]:
        relation, lemma = self._page.relations[child], self._page.lemmas[child]
        if child not in self._tokens and (goes := _goes(lemma)):
            yield f"with goes={goes}, {relation}"
        if relation in _WITH_VERB:
            yield f"with={relation} {lemma}"
        elif relation.startswith("nsubj"):
            yield f"subject={lemma}"

    def _of_neighbours(self) -> Iterator[str]:
        """Yield where the rules say that the figures beside it go, and those of the same thing."""
        figures, figure = self._page.figures, self._figure
        for side, place in (("previous", self._number - 1), ("next", self._number + 1)):
            if not 0 <= place < len(figures) or figures[place].sentence != figure.sentence:
                continue
            other = figures[place]
            alike = "alike" if other.kind == figure.kind else "unlike"
            same = "same" if other.measure == figure.measure else "other"
            yield f"{side}={other.direction}, {alike}"
            yield f"{side}={other.direction}, {other.role}, {figure.role}, {same}"
            yield f"{side}, rule={other.direction}, {figure.direction}, {alike}"
        for other in figures[max(0, self._number - _BEFORE) : self._number]:
            if other.measure == figure.measure and other.subject == figure.subject:
                yield f"twin={other.direction}, {other.role}"


def _goes(word: str) -> str | None:
    """Return which way a word of change goes by itself."""
    found = changes.words().get(word)
    return found[0].direction if found else None
