"""What market sentences are about: measures, firms, people, things that trade, and amounts."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from augment import FAMILY, GIVEN
from phrases import Phrase, join, on_number, tagged, word

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random


def read_words() -> dict[str, list[str]]:
    """Return the lists of `market_words.toml`."""
    with Path(__file__).with_name("market_words.toml").open("rb") as file:
        lists = tomllib.load(file)
    return {
        name: words if isinstance(words, list) else words.split() for name, words in lists.items()
    }


WORDS = read_words()


class Nouns:
    """Make noun phrases and amounts at random."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng

    def pick(self, entries: Sequence[str]) -> Phrase:
        """Return one entry of a list of `form/TAG`."""
        form, _, tag = self.rng.choice(entries).rpartition("/")
        return word(form, tag)

    # -- noun phrases ---------------------------------------------------------------------------

    def measure(self) -> Phrase:
        """Return what is measured: "net sales", "the group's gross margin", "sales in China"."""
        head = self.pick(WORDS["measures"])
        if self.rng.random() < 0.75:
            head = self.modified(head)
        draw = self.rng.random()
        if draw < 0.10:
            head = join((self.owner(), "nmod:poss"), (head, ""))
        elif draw < 0.22:
            head = join(
                (head, ""),
                (
                    self.under(
                        self.rng.choice(("in", "at", "of", "to", "from")), self.place_or_part()
                    ),
                    "nmod",
                ),
            )
        return head

    def modified(self, head: Phrase) -> Phrase:
        """Return the noun with what kind of it is meant: \"net sales\", \"higher fuel costs\"."""
        if self.rng.random() < 0.12:
            order = self.rng.choice(("first", "second", "third", "fourth"))
            span = join(
                (word(order, "JJ"), "amod"),
                (word("-", "HYPH"), "punct"),
                (word("quarter", "NN"), ""),
            )
            return join((span, "compound"), (head, ""))
        kind = self.rng.choice(WORDS["kinds"])
        form, _, tag = kind.rpartition("/")
        if "-" in form:
            left, _, right = form.partition("-")
            first = ("JJ", "amod") if left in {"first", "same", "full"} else ("NN", "compound")
            both = join(
                (word(left, first[0]), first[1]),
                (word("-", "HYPH"), "punct"),
                (word(right, "NN"), ""),
            )
            return join((both, "compound"), (head, ""))
        modifier = word(form, tag, "ADJ" if tag in {"JJ", "VBN"} else "")
        relation = "compound" if tag == "NN" else "amod"
        phrase = join((modifier, relation), (head, ""))
        if self.rng.random() < 0.2:
            more = self.rng.choice(("higher", "lower", "weaker", "stronger"))
            phrase = join((word(more, "JJR"), "amod"), (phrase, ""))
        return phrase

    def firm(self) -> Phrase:
        """Return the name of a company; its last word is its head."""
        name = word(self.rng.choice(WORDS["firms"]), "NNP")
        if self.rng.random() < 0.6:
            name = join((name, "compound"), (word(self.rng.choice(WORDS["firm_ends"]), "NNP"), ""))
        return name

    def owner(self) -> Phrase:
        """Return a possessor: "the bank's", "Altamira's", "its"."""
        if self.rng.random() < 0.3:
            return word(self.rng.choice(("its", "their")), "PRP$")
        owner = self.firm() if self.rng.random() < 0.5 else self.the(self.pick(WORDS["actors"]))
        return join((owner, ""), (word(self.rng.choice(("'s", "’s")), "POS"), "case"))

    def the(self, noun: Phrase) -> Phrase:
        """Return the noun with an article."""
        return join((word("the", "DT"), "det"), (noun, ""))

    def actor(self) -> Phrase:
        """Return who acts: a company by name, "the lender", "analysts", a person with a title."""
        draw = self.rng.random()
        if draw < 0.4:
            return self.firm()
        if draw < 0.7:
            return self.the(self.pick(WORDS["actors"]))
        if draw < 0.9:
            people = self.pick(WORDS["people"])
            draw = self.rng.random()
            if draw < 0.2:
                people = join(
                    (
                        self.pick(("most/JJS", "some/DT", "many/JJ", "short/JJ", "foreign/JJ")),
                        "amod",
                    ),
                    (people, ""),
                )
            elif draw < 0.4:
                polled = join(
                    (word("polled", "VBN"), ""), (self.under("by", self.firm()), "obl:agent")
                )
                people = join((people, ""), (polled, "acl"))
            elif draw < 0.55:
                people = join((people, ""), (self.under("at", self.firm()), "nmod"))
            return people
        return self.person()

    def person(self) -> Phrase:
        """Return a name, perhaps behind a title."""
        name = join(
            (word(self.rng.choice(GIVEN), "NNP"), ""),
            (word(self.rng.choice(FAMILY), "NNP"), "flat"),
        )
        if self.rng.random() < 0.5:
            *before, last = tagged(self.rng.choice(WORDS["titles"]))
            title = join(*before, (last[0], ""))
            name = join((title, "nmod:desc"), (name, ""))
        return name

    def thing(self) -> Phrase:
        """Return what trades: "the stock", "shares of the miner", "copper", "oil prices"."""
        draw = self.rng.random()
        if draw < 0.3:
            return self.the(self.pick(WORDS["things"]))
        if draw < 0.55:
            whose = self.firm() if self.rng.random() < 0.6 else self.the(self.pick(WORDS["actors"]))
            shares = self.pick(("shares/NNS", "stock/NN", "shares/NNS", "bonds/NNS"))
            if self.rng.random() < 0.3:
                owner = join((whose, ""), (word("'s", "POS"), "case"))
                return join((owner, "nmod:poss"), (shares, ""))
            return join((shares, ""), (self.under(self.rng.choice(("of", "in")), whose), "nmod"))
        stuff = word(self.rng.choice(WORDS["stuff"]), "NN")
        if draw < 0.75:
            return stuff
        what = self.pick(("prices/NNS", "futures/NNS", "price/NN", "contract/NN"))
        return join((stuff, "compound"), (what, ""))

    def place_or_part(self) -> Phrase:
        """Return a place or a part of a business."""
        if self.rng.random() < 0.5:
            return word(self.rng.choice(WORDS["places"]), "NNP")
        part = self.pick(
            ("unit/NN", "division/NN", "arm/NN", "mine/NN", "stores/NNS", "plants/NNS")
        )
        return join((word("its", "PRP$"), "nmod:poss"), (part, ""))

    @staticmethod
    def under(preposition: str, noun: Phrase) -> Phrase:
        """Return the noun with a preposition before it."""
        return join((word(preposition, "IN"), "case"), (noun, ""))

    # -- amounts --------------------------------------------------------------------------------

    def number(self) -> str:
        """Return a number in digits."""
        draw = self.rng.random()
        if draw < 0.5:
            return f"{self.rng.uniform(0, 60):.1f}"
        if draw < 0.8:
            return str(self.rng.randint(2, 990))
        return (
            f"{self.rng.uniform(0, 9):.2f}" if draw < 0.9 else f"{self.rng.randint(1000, 99999):,}"
        )

    def percent(self) -> Phrase:
        """Return "2.4 %" or "2.4 percent"."""
        number = word(self.number(), "CD")
        draw = self.rng.random()
        if draw < 0.65:
            return self._vague(join((number, "nummod"), (word("%", "NN", "SYM"), "")))
        if draw < 0.85:
            return self._vague(join((number, "nummod"), (word("percent", "NN"), "")))
        unit = join((word("basis", "NN"), "compound"), (word("points", "NNS"), ""))
        small = word(self.rng.choice(("two", "five", "12", "30", "eight")), "CD")
        return join((small, "nummod"), (unit, ""))

    def money(self) -> Phrase:
        """Return "$ 1.2 billion", "3.4 million euros", "£ 6bn"."""
        draw = self.rng.random()
        number = word(self.number(), "CD")
        scaled = join(
            (number, "compound"), (word(self.rng.choice(("million", "billion")), "CD"), "")
        )
        if draw < 0.15:
            mark = word(self.rng.choice("$£€"), "$")
            glued = f"{self.number()}{self.rng.choice(('bn', 'm', 'mn'))}"
            amount = join((mark, ""), (word(glued, "CD"), "nummod"))
        elif draw < 0.6:
            mark = word(self.rng.choice(("$", "$", "$", "£", "€", "US$", "C$")), "$")
            amount = join((mark, ""), (scaled if self.rng.random() < 0.7 else number, "nummod"))
        else:
            counted = scaled if self.rng.random() < 0.8 else number
            amount = join(
                (counted, "nummod"), (word(self.rng.choice(WORDS["currencies"]), "NNS"), "")
            )
        if self.rng.random() < 0.2:
            per = self.the_unit()
            amount = join((amount, ""), (per, "nmod:unmarked"))
        return self._vague(amount)

    def the_unit(self) -> Phrase:
        """Return "a share", "an ounce"."""
        unit = self.rng.choice(("share", "barrel", "tonne", "ounce", "bushel", "unit"))
        return join((word("an" if unit == "ounce" else "a", "DT"), "det"), (word(unit, "NN"), ""))

    def _vague(self, amount: Phrase) -> Phrase:
        if self.rng.random() < 0.15:
            about = self.rng.choice(("about", "nearly", "almost", "around", "roughly"))
            amount = on_number(amount, word(about, "RB"))
        elif self.rng.random() < 0.08:
            more = join(
                (word(self.rng.choice(("more", "less")), "JJR"), ""), (word("than", "IN"), "fixed")
            )
            amount = on_number(amount, more)
        return amount

    def amount(self) -> Phrase:
        """Return a percentage or a sum of money."""
        return self.percent() if self.rng.random() < 0.6 else self.money()
