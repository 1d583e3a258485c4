"""Whose a figure is: a phrase of its sentence, or who the text is speaking of."""

from collections.abc import Sequence

from newsx.knowledge.grammar_words import words
from newsx.resolve.binding import Binder, Binding
from newsx.resolve.owners import Owners, Phrase
from newsx.resolve.sentences import Sentence
from newsx.schema import Entity, Mention, Reference

_PLURAL = frozenset({"they", "group"})


class Subjects:
    """Turns phrases into references, and remembers who the text is about.

    Args:
        entities: The entities of the article.
        agency: The agency whose story it is: named at its head, it is not what it is about.
    """

    def __init__(self, entities: Sequence[Entity], agency: str | None = None) -> None:
        self._entities = {entity.entity_id: entity for entity in entities}
        companies = [
            entity for entity in entities if entity.type == "ORG" and entity.name != agency
        ]
        self._agency = agency
        self.main = max(
            companies, key=lambda entity: (entity.mention_count, -entity.first_start), default=None
        )
        self._last: Entity | None = None
        self._before: Entity | None = None
        self._earlier: Sentence | None = None

    def recall(self, earlier: Sentence) -> None:
        """Take the sentence before, in whose subject "they" may be named."""
        self._earlier = earlier

    def enter(self, names: Sequence[Mention]) -> None:
        """Begin a sentence: the company it names first is the one spoken of next."""
        self._before = self._last
        for mention in names:
            entity = self._entities.get(mention.entity_id)
            if entity is not None and entity.type == "ORG" and entity.name != self._agency:
                self._last = entity
                break

    def subject(
        self, binder: Binder, binding: Binding, names: Sequence[Mention], measure: str | None
    ) -> Reference | None:
        """Return whose the figure is; "the company" is the one spoken of before."""
        phrase = binding.subject
        if phrase is None:
            return self._spoken_of() if self._is_companys(measure) else None
        head = binder.words[phrase[1] - 1]
        if head.what == "word" and head.lower in words("generic_owners"):
            # "the FTSE 250 group" is no index
            inside = [
                names[word.row].type for word in binder.words[slice(*phrase)] if word.what == "name"
            ]
            if not set(inside) - {"INDEX", "GPE", "LOC", "NORP"}:
                plural = head.lower in _PLURAL and self._subject_before()
                return plural or self._spoken_of() or self._plain(binder, phrase)
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
        return Reference(text=text) if text else None

    def _subject_before(self) -> Reference | None:
        """Return the group of people the sentence before is about: "Short sellers ... They"."""
        if self._earlier is None:
            return None
        owners = Owners(self._earlier)
        for clause in self._earlier.clauses[:2]:
            phrase = owners.own_subject(clause)
            if phrase is not None and owners.is_owner(*phrase):
                head = self._earlier.words[phrase[1] - 1]
                if head.what == "word" and head.lower.endswith("s"):
                    return Reference(text=self._earlier.say(*phrase))
        return None

    def _is_companys(self, measure: str | None) -> bool:
        """Tell what a company has, by the head of the phrase: "net profit before tax"."""
        tokens = (measure or "").lower().split()
        cut = next(
            (place for place, token in enumerate(tokens) if token in words("prepositions")),
            len(tokens),
        )
        return any(token in words("company_measures") for token in tokens[max(0, cut - 1) : cut])

    def _spoken_of(self) -> Reference | None:
        entity = self.main or self._before
        if entity is None:
            return None
        return Reference(text=entity.name, entity_id=entity.entity_id)
