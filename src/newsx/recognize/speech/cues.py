"""Cue verbs in a text: whether a word hands a claim over here, and how it is inflected."""

from dataclasses import dataclass
from typing import Final

from newsx.knowledge.function_words import words_of
from newsx.knowledge.speech import CueVerb, cue_verbs, source_nouns
from newsx.recognize.speech.reading import (
    ADVERBS,
    AUXILIARIES,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    MODALS,
    NEGATIONS,
    POSSESSIVE_MARKS,
    PREPOSITIONS,
    PRONOUNS,
    WEEKDAYS,
    Reading,
)

_HOMOGRAPHS: Final = words_of("homographs")
_NOT_AFTER_NOUN: Final = words_of("not_after_noun")
_KEEPS_NEGATION: Final = words_of("keeps_negation")
_WITHHELD: Final = words_of("withheld")
_DENIABLE: Final = frozenset(["confirm", "rule", "exclude"])
_WITHHOLDING: Final = words_of("withholding")
_REFUSALS: Final = frozenset(["would", "will", "wo", "could"])
_PLURAL_PRONOUNS: Final = words_of("plural_quantifiers")
_AFTER_PARTICIPLE: Final = frozenset(["by", "from", "for", "of", "as", "and", ";", ":"])
_BASE_FORMS: Final = frozenset(
    ["forecast", "put", "show", "say", "expect", "estimate", "predict", "see"]
)
_NOUNS_TOO: Final = _HOMOGRAPHS - {"show", "shows"}
_HAVE: Final = frozenset(["has", "have", "had", "having", "'ve", "’ve", "'s", "’s", "'d", "’d"])
_BARE_PARTICIPLES: Final = frozenset(["written", "foreseen", "seen", "shown"])
# What is done at a place is no hope: "banks on Oslo's main street".
_DONE_SOMEWHERE: Final = frozenset(["bank on"])
_STREETS: Final = words_of("streets")
_STREET_REACH: Final = 4
_UNIT_NOUNS: Final = frozenset(["basis", "percentage", "index"])
_HEARD: Final = 0.6
_HEARD_TAKES: Final = frozenset("qcsa")
_NEVER_HEARD: Final = (
    ADVERBS | PREPOSITIONS | CONJUNCTIONS | PRONOUNS | DETERMINERS | NEGATIONS | MODALS
    | words_of("moves") | words_of("rating_verbs")
    | {"emerged", "emerges", "transpired", "means", "mean", "meant"}  # of nobody: `it emerged`
)  # fmt: skip
# To be "pleased to announce" something is to announce it.
_PLEASED: Final = frozenset(["pleased", "proud", "delighted", "used", "regrets", "regretted"])


@dataclass(frozen=True, slots=True)
class CueUse:
    """One use of a cue verb, by token."""

    verb: CueVerb
    start: int
    stop: int
    """One past the verb and its particle."""
    begin: int
    """The first of its auxiliaries and adverbs."""
    gerund: bool
    negated: bool

    def takes(self, complement: str) -> bool:
        """Tell whether the verb takes a complement of this sort."""
        return complement in self.verb.complements


def cue_at(reading: Reading, start: int, index: int, end: int) -> CueUse | None:
    """Return the use of a cue verb at `index`, or None where the word hands nothing over."""
    found = _verb_at(reading, index, end)
    if found is None:
        return None
    verb, stop = found
    if verb.lemma in _DONE_SOMEWHERE and _is_street(reading, stop, end):
        return None
    begin, helpers = _helpers(reading, start, index)
    gerund = reading.words[index].endswith("ing")
    pleased = begin > start and reading.words[begin - 1] in _PLEASED and "to" in helpers
    if pleased:
        begin, _ = _helpers(reading, start, begin - 1)
        helpers = frozenset()
    lemma = verb.lemma.split()[0]
    negated = bool(helpers & NEGATIONS)
    refused = negated and _is_refusal(lemma, helpers & MODALS)
    if (helpers & MODALS - {"'d", "’d"} and not refused) or (helpers & BE and not gerund):
        return None
    if reading.words[index] in _BARE_PARTICIPLES and not helpers & _HAVE:
        return None
    if negated and not refused and lemma not in _KEEPS_NEGATION:
        return None
    if "w" in verb.complements and not refused and not _withholds(reading, stop, end):
        return None
    return CueUse(verb, index, stop, begin, gerund and not helpers & BE, negated)


def _is_street(reading: Reading, index: int, end: int) -> bool:
    """Tell a street of a place from the place: `banks on Oslo's main street`, `on Asia`."""
    place = reading.names_in(index, index + 1, "GPE", "LOC")
    after = place[0].end + _STREET_REACH if place else index
    return not _STREETS.isdisjoint(reading.words[index : min(after, end)])


def _is_refusal(lemma: str, modals: frozenset[str]) -> bool:
    """Tell `would not say`, `did not confirm` from `did not say`, which is no answer at all."""
    return lemma in _WITHHELD and modals <= _REFUSALS and (bool(modals) or lemma in _DENIABLE)


def _withholds(reading: Reading, index: int, end: int) -> bool:
    """Tell whether telling is what is refused: `declined to comment`, not `declined to 4%`."""
    to, told = [*reading.words[index : min(end, index + 2)], "", ""][:2]
    return to == "to" and told in _WITHHOLDING


def _verb_at(reading: Reading, index: int, end: int) -> tuple[CueVerb, int] | None:
    return _listed_verb(reading, index, end) or _heard_verb(reading, index)


def _heard_verb(reading: Reading, index: int) -> tuple[CueVerb, int] | None:
    """Return the verb that the network hears as a cue, where no list has it."""
    if not is_heard(reading, index):
        return None
    return CueVerb(reading.lemma(index), _HEARD_TAKES, ""), index + 1


def is_heard(reading: Reading, index: int) -> bool:
    """Tell whether the network hears a verb at `index` that hands over what follows.

    Auxiliaries (`has said`) are not the verb; acts on forecasts and ratings (`cut its target`) have
    a grammar of their own.
    """
    if reading.network is None or reading.network.cue[index] < _HEARD:
        return False
    word = reading.words[index]
    if word in _NEVER_HEARD or not word[0].isalpha() or word.endswith("ing"):
        return False
    if reading.is_noun(index):
        return False
    return word not in AUXILIARIES or not _goes_on(reading, index + 1)


def _goes_on(reading: Reading, index: int) -> bool:
    """Tell whether a verb goes on at `index`: `has said`, `do n't say`, `had quickly expected`."""
    return index < len(reading.words) and (
        reading.words[index] in NEGATIONS | AUXILIARIES | ADVERBS or reading.is_verb(index)
    )


def _listed_verb(reading: Reading, index: int, end: int) -> tuple[CueVerb, int] | None:
    words = reading.words
    verbs = cue_verbs()
    if index + 1 < end:
        pair = verbs.get(f"{words[index]} {words[index + 1]}")
        if pair is not None and not _measures(reading, index):
            return pair, index + 2
    verb = verbs.get(words[index])
    if verb is None:
        return None
    if words[index] in _HOMOGRAPHS and not _is_verbal(reading, index, end):
        return None
    return verb, index + 1


def _measures(reading: Reading, index: int) -> bool:
    """Tell whether `points to` follows a number: `rose 2 basis points to 4%`."""
    before = reading.words[index - 1] if index else ""
    return before in _UNIT_NOUNS or before[-1:].isdigit()


def _is_verbal(reading: Reading, index: int, end: int) -> bool:
    """Guess from its neighbours whether a word that is a noun as often is a verb here."""
    words = reading.words
    if index == 0:
        return False
    word, before = words[index], words[index - 1]
    after = words[index + 1] if index + 1 < end else "."
    if before in DETERMINERS - _PLURAL_PRONOUNS - {"this", "that"}:
        return False
    if before in PREPOSITIONS or before in POSSESSIVE_MARKS:
        return False
    past = word.endswith("ed")
    if after in (_AFTER_PARTICIPLE if past else _NOT_AFTER_NOUN):
        return word in {"show", "shows"} and after in {".", ","}
    if after in BE or (after in cue_verbs() and after not in _NOUNS_TOO):
        return False
    if before in PRONOUNS | AUXILIARIES | ADVERBS | CONJUNCTIONS | WEEKDAYS or before in {",", ")"}:
        return True
    if before.endswith("ly"):
        return True
    if reading.name_of[index - 1] is not None:
        return past or word[-1] == "s" or word in _BASE_FORMS
    known = before in source_nouns() or before in _PLURAL_PRONOUNS
    return known and _agrees(before, word)


def _agrees(noun: str, verb: str) -> bool:
    """Tell whether a noun and a verb agree in number, as subject and predicate do."""
    if verb.endswith("ed") or verb in {"forecast", "put", "bet"}:
        return True
    plural = noun.endswith("s") or noun in {"people", "data"} or noun in _PLURAL_PRONOUNS
    return plural != verb.endswith("s")


def _helpers(reading: Reading, start: int, index: int) -> tuple[int, frozenset[str]]:
    """Return (first token, words) of the auxiliaries, negations and adverbs before a verb."""
    found = set()
    while index > start and reading.quoted[index - 1] < 0:
        word = reading.words[index - 1]
        if word in AUXILIARIES or word in NEGATIONS or word == "to":
            if word in POSSESSIVE_MARKS and reading.name_of[index - 1] is not None:
                break
            found.add(word)
        elif word == "no" and reading.words[index] == "longer":
            found.add("not")
        elif word not in ADVERBS and not (
            word.endswith("ly") and reading.name_of[index - 1] is None
        ):
            break
        index -= 1
    return index, frozenset(found)
