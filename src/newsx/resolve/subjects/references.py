"""Whose a figure is: a phrase of its sentence, or who the text is speaking of."""

from collections.abc import Callable, Sequence

from newsx.grammar.nouns import is_plural
from newsx.knowledge.countries import bodies_of_many, lands_of_bodies, regions
from newsx.knowledge.cues import cue_words
from newsx.knowledge.grammar_words import words
from newsx.knowledge.measures import name_of, owner_of
from newsx.knowledge.vocabulary import lower
from newsx.resolve.measures.binder import Binder
from newsx.resolve.measures.binding import Binding
from newsx.resolve.measures.naming import Measured
from newsx.resolve.sentences.owners import Owners, Phrase
from newsx.resolve.sentences.sentence import Sentence
from newsx.resolve.subjects.lands import Lands
from newsx.resolve.subjects.spoken import Spoken
from newsx.schema import Entity, Mention, Reference

_PLURAL = frozenset({"they", "group"})


class Subjects:
    """Turns phrases into references.

    Args:
        entities: The entities of the article.
        spoken: Whom the text is speaking of.
        lands: The countries it is speaking of.
    """

    def __init__(self, entities: Sequence[Entity], spoken: Spoken, lands: Lands) -> None:
        self._entities = {entity.entity_id: entity for entity in entities}
        self._spoken = spoken
        self._lands = lands
        self._earlier: Callable[[], Sentence] | None = None

    def recall(self, earlier: Callable[[], Sentence]) -> None:
        """Take the sentence before, in whose subject "they" may be named; read when needed."""
        self._earlier = earlier

    def subject(
        self,
        binder: Binder,
        binding: Binding,
        names: Sequence[Mention],
        measure: Measured,
        *,
        is_expected: bool = False,
    ) -> Reference | None:
        """Return whose the figure is; "the company" is the one spoken of before."""
        told = self._by_words(binder, binding, names, measure)
        owner = self._spoken.banks.owner(measure, told, names, is_expected=is_expected)
        return owner or told

    def _by_words(
        self, binder: Binder, binding: Binding, names: Sequence[Mention], measure: Measured
    ) -> Reference | None:
        """Return whom the sentence tells to have a figure, or else whom the text speaks of."""
        phrase = binding.subject
        owner = owner_of(measure.name)
        if phrase is None or self._is_measure(binder, phrase):
            if owner == "economy":
                return self._economy(names)
            if owner or self._is_companys(measure.text):
                return self._spoken_of()
            told = measure.text is not None and measure.name is None
            return self._spoken_of() if told and self._spoken.is_about_one else None
        named = self._of_phrase(binder, phrase, names, owner)
        if measure.name in words("of_nations"):
            return self._nation(named, binder.sentence.say(*phrase), names)
        return named

    def _of_phrase(
        self, binder: Binder, phrase: Phrase, names: Sequence[Mention], owner: str
    ) -> Reference | None:
        """Return whom a phrase names, which is told to have the figure."""
        if self._only_tells(binder, phrase, names, owner):
            return self._spoken_of() or self._mention(binder, phrase, names)
        head = binder.words[phrase[1] - 1]
        people = self._subject_before() if head.lower in _PLURAL else None
        if people is not None:
            return people
        if self._is_the_company(binder, phrase):
            named = self._spoken_of() or _reference(self._spoken.nearest)
            return named or self._plain(binder, phrase)
        if head.what == "word" and head.lower in words("generic_owners"):
            # "the FTSE 250 group" is no index
            inside = [
                names[word.row].type for word in binder.words[slice(*phrase)] if word.what == "name"
            ]
            if not set(inside) - {"INDEX", "GPE", "LOC", "NORP"}:
                return self._spoken_of() or self._plain(binder, phrase)
        return self._mention(binder, phrase, names) or self._plain(binder, phrase)

    def named(
        self, binder: Binder, phrase: Phrase | None, names: Sequence[Mention]
    ) -> Reference | None:
        """Return a phrase as a reference, with its entity where it names one."""
        if phrase is None:
            return None
        return self._mention(binder, phrase, names) or self._plain(binder, phrase)

    def _mention(
        self, binder: Binder, phrase: Phrase, names: Sequence[Mention]
    ) -> Reference | None:
        inside = [names[word.row] for word in binder.words[slice(*phrase)] if word.what == "name"]
        if not inside:
            return None
        if binder.words[phrase[1] - 1].lower in words("agents") and all(
            name.type in {"GPE", "LOC", "NORP"} for name in inside
        ):
            # "US large-cap stock funds" are funds, not the US
            return None
        # "U.S. West Texas Intermediate crude": the place only says which
        mention = next(
            (name for name in inside if name.type not in {"GPE", "LOC", "NORP"}), inside[0]
        )
        entity = self._entities.get(mention.entity_id)
        name = entity.name if entity is not None else mention.text
        return Reference(text=name, entity_id=mention.entity_id)

    def _plain(self, binder: Binder, phrase: Phrase) -> Reference | None:
        first, end = phrase
        while first < end and binder.words[first].lower in words("determiners"):
            first += 1
        text = binder.sentence.say(first, end) or binder.sentence.say(*phrase)
        if not text or lower(text) in words("pronouns") | words("possessives"):
            return None  # "she", of whom nothing else is known; "our"
        if lower(text).rpartition(" ")[2] in words("judges"):
            return None  # "analysts forecast a 3% rise in sales"
        return Reference(text=text)

    def _subject_before(self) -> Reference | None:
        """Return the group of people the sentence before is about: "Short sellers ... They"."""
        if self._earlier is None:
            return None
        earlier = self._earlier()
        owners = Owners(earlier)
        for clause in earlier.clauses[:2]:
            phrase = owners.own_subject(clause)
            if phrase is not None and owners.is_owner(*phrase):
                head = earlier.words[phrase[1] - 1]
                if head.what == "word" and head.lower.endswith("s"):
                    return Reference(text=earlier.say(*phrase))
        return None

    def _is_companys(self, measure: str | None) -> bool:
        """Tell what a company has, by the head of the phrase: "net profit before tax"."""
        tokens = (measure or "").lower().split()
        cut = next(
            (place for place, token in enumerate(tokens) if token in words("prepositions")),
            len(tokens),
        )
        return any(token in words("company_measures") for token in tokens[max(0, cut - 1) : cut])

    def _is_the_company(self, binder: Binder, phrase: Phrase) -> bool:
        """Tell "the miner", "the Phoenix-based lender", "our": the company, by what it does."""
        first, end = phrase
        led = first > 0 and binder.words[first - 1].lower == "the"
        return (
            led
            and binder.words[end - 1].lower in cue_words("company_nouns") | words("company_words")
            and not any(word.what == "name" for word in binder.words[first:end])
        ) or binder.words[first].lower in {"our", "ours", "we", "us"}

    def _is_measure(self, binder: Binder, phrase: Phrase) -> bool:
        """Tell a phrase that is a measure itself: "Total revenue was $156 million"."""
        if any(word.what == "name" for word in binder.words[slice(*phrase)]):
            return False
        return not binder.owners.is_traded(*phrase) and bool(
            owner_of(name_of(binder.sentence.say(*phrase)))
        )

    def _only_tells(
        self, binder: Binder, phrase: Phrase, names: Sequence[Mention], owner: str
    ) -> bool:
        """Tell who tells of a figure, or where, from whose it is: a person, a rater, a place."""
        inside = [names[word.row] for word in binder.words[slice(*phrase)] if word.what == "name"]
        types = {name.type for name in inside}
        if owner == "rated":
            main = self._spoken.company()
            return main is not None and all(name.entity_id != main.entity_id for name in inside)
        if owner == "company":
            return bool(types) and types <= {"PERSON", "GPE", "NORP", "LOC"}
        return owner == "either" and types == {"PERSON"}

    def _economy(self, names: Sequence[Mention]) -> Reference | None:
        """Return whose an economy's figure is: of the place named here, or where all is set."""
        place, land = self._spoken.place, self._spoken.land()
        if place is not None:
            return self._lands.of(place)
        return (
            self._land_of_body(names)
            or self._lands.main()
            or _reference(self._spoken.economy())
            or (Reference(text=land) if land else None)
        )

    def _land_of_body(self, names: Sequence[Mention]) -> Reference | None:
        """Return whose central bank or office is named: the Bank of England's land is Britain."""
        named = (self._entities.get(mention.entity_id) for mention in names)
        codes = (lands_of_bodies().get(one.name) for one in named if one is not None)
        return self._lands.land(next(filter(None, codes), None))

    def _nation(
        self, named: Reference | None, phrase: str, names: Sequence[Mention]
    ) -> Reference | None:
        """Return whose a nation's figure is, whoever only tells it: "the bank sees inflation"."""
        entity = self._entities.get(named.entity_id or "") if named is not None else None
        if entity is not None and (
            entity.type in {"GPE", "LOC"} or entity.name in bodies_of_many()
        ):
            return named
        region = _region(phrase)
        return Reference(text=region) if region else self._economy(names) or named

    def _spoken_of(self) -> Reference | None:
        return _reference(self._spoken.company())


def _reference(entity: Entity | None) -> Reference | None:
    return None if entity is None else Reference(text=entity.name, entity_id=entity.entity_id)


def _region(phrase: str) -> str:
    """Return where a phrase opens by saying that it is: "Euro zone GDP growth"."""
    tokens = phrase.split()
    opening = (" ".join(tokens[:count]) for count in (3, 2, 1))
    return next((text for text in opening if text.lower() in regions()), "")


def is_owned_by_many(binder: Binder, binding: Binding, told: Reference | None) -> bool:
    """Tell "$9.7 billion of short sellers' profits": many of a sort, and said to have it.

    Whoever else the text is about, it is theirs.
    """
    phrase, measure = binding.subject, binding.measure
    if told is None or told.entity_id is not None or phrase is None or measure is None:
        return False
    found = binder.words
    beside = phrase[1] + 1 == measure[0] and found[phrase[1]].what == "possessive"
    return beside and is_plural(found[phrase[1] - 1].lower)
