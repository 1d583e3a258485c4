"""Market sentences with their trees, put together by a small grammar: the step `corpus`.

Treebanks hold hardly any ("Net sales rose 2.4% to $1.2 billion"), and a network that trains on
them alone forgets how such a sentence is built. Every phrase here carries its tree, by the
conventions of UD English EWT: an amount hangs on its `%` or `$`, a bare extent is `obl:unmarked`,
"a share" after an amount is `nmod:unmarked`, a title before a name is `nmod:desc`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from labels import UPOS
from market_nouns import WORDS, Nouns
from phrases import Phrase, join, on_number, word
from readers import Example

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random


class MarketGrammar:
    """Make sentences at random; the same generator gives the same sentences."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.nouns = Nouns(rng)

    def sentence(self) -> Example:
        """Return one sentence with tags and tree."""
        shapes: Sequence[tuple[Callable[[], Phrase], int]] = (
            (self.moved, 30),
            (self.was_adverbial, 6),
            (self.predicate, 6),
            (self.deal, 14),
            (self.said, 12),
            (self.quoted, 8),
            (self.expected, 8),
            (self.takes, 6),
            (self.multiplied, 8),
            (self.passive, 6),
            (self.plans, 6),
            (self.edged, 6),
        )
        made, *_ = self.rng.choices([s for s, _ in shapes], [w for _, w in shapes])
        clause = made()
        if self.rng.random() < 0.2:
            clause = join(
                (self.opening(), self.opening_relation), (word(",", ","), "punct"), (clause, "")
            )
        whole = join((clause, ""), (word(".", "."), "punct"))
        words = list(whole.words)
        words[0] = words[0][:1].upper() + words[0][1:]
        return Example(
            words,
            "market",
            upos=[UPOS.index(universal) for _, universal in whole.tags],
            xpos=[tag for tag, _ in whole.tags],
            heads=[head + 1 for head in whole.heads],
            relations=[relation or "root" for relation in whole.relations],
        )

    # -- what may follow or open a clause -------------------------------------------------------

    def trail(self) -> list[tuple[Phrase, str]]:
        """Return what follows an amount: "to X", "from Y", "in the quarter", "on Monday"."""
        parts: list[tuple[Phrase, str]] = []
        rng = self.rng
        if rng.random() < 0.4:
            parts.append(
                (
                    self.nouns.under(rng.choice(("to", "to", "at", "from")), self.nouns.amount()),
                    "obl",
                )
            )
        if rng.random() < 0.15:
            parts.append((self.nouns.under("from", self.nouns.money()), "obl"))
        draw = rng.random()
        if draw < 0.2:
            parts.append(
                (self.nouns.under("in", self.nouns.the(self.nouns.pick(WORDS["spans"]))), "obl")
            )
        elif draw < 0.3:
            last = join(
                (word(rng.choice(("last", "this", "next")), "JJ"), "amod"),
                (self.nouns.pick(WORDS["spans"]), ""),
            )
            parts.append((last, "obl:unmarked"))
        elif draw < 0.4:
            parts.append((self.nouns.under("on", word(rng.choice(WORDS["days"]), "NNP")), "obl"))
        elif draw < 0.48:
            year = join((word("a", "DT"), "det"), (word("year", "NN"), ""))
            parts.append(
                (
                    self.nouns.under(
                        "from", join((year, "obl:unmarked"), (word("earlier", "RBR"), ""))
                    ),
                    "obl",
                )
            )
        elif draw < 0.55:
            helped = join(
                (word(rng.choice(("helped", "hurt", "led", "driven")), "VBN"), ""),
                (self.nouns.under("by", self.nouns.measure()), "obl:agent"),
            )
            parts += [(join((word(",", ","), "punct"), (helped, "")), "advcl")]
        return parts

    opening_relation = "obl"

    def opening(self) -> Phrase:
        """Return what may stand before a clause: "In the quarter", "On Monday"."""
        draw = self.rng.random()
        if draw < 0.4:
            return self.nouns.under(
                self.rng.choice(("in", "for", "during")),
                self.nouns.the(self.nouns.pick(WORDS["spans"])),
            )
        if draw < 0.6:
            return self.nouns.under("on", word(self.rng.choice(WORDS["days"]), "NNP"))
        if draw < 0.8:
            trade = join(
                (word(self.rng.choice(("early", "late", "morning", "Asian")), "JJ"), "amod"),
                (word(self.rng.choice(("trading", "trade", "dealings")), "NN"), ""),
            )
            return self.nouns.under("in", trade)
        return self.nouns.under("in", word(self.rng.choice(WORDS["places"]), "NNP"))

    # -- clauses --------------------------------------------------------------------------------

    def subject(self) -> Phrase:
        """Return what moves."""
        return self.nouns.measure() if self.rng.random() < 0.55 else self.nouns.thing()

    def moved(self) -> Phrase:
        """Return "net sales rose 2.4 % to $ 3 billion"."""
        rng = self.rng
        before: list[tuple[Phrase, str]] = []
        past, _, done = rng.choice(WORDS["moves"]).partition("/")
        draw = rng.random()
        if draw < 0.65:
            verb = word(past, "VBD")
        elif draw < 0.8:
            has = rng.choice((("has", "VBZ"), ("had", "VBD"), ("have", "VBP")))
            verb, before = word(done, "VBN"), [(word(*has, "AUX"), "aux")]
        else:
            modal = rng.choice(("will", "could", "may", "would", "should", "might"))
            verb, before = word(rng.choice(WORDS["base_moves"]), "VB"), [(word(modal, "MD"), "aux")]
        if rng.random() < 0.12:
            before.append((word(rng.choice(WORDS["adverbs"]), "RB"), "advmod"))
        after: list[tuple[Phrase, str]] = []
        draw = rng.random()
        if draw < 0.55:
            after.append((self._up_to(self.nouns.amount()), "obl:unmarked"))
        elif draw < 0.7:
            after.append((self.nouns.under("by", self.nouns.amount()), "obl"))
        elif draw < 0.78:
            after.append(
                (word(rng.choice(("sharply", "slightly", "further", "again")), "RB"), "advmod")
            )
        return join((self.subject(), "nsubj"), *before, (verb, ""), *after, *self.trail())

    def _up_to(self, amount: Phrase) -> Phrase:
        draw = self.rng.random()
        if draw < 0.08:
            much = join(
                (word("as", "RB"), ""),
                (word("much", "JJ", "ADV"), "fixed"),
                (word("as", "IN"), "fixed"),
            )
            return on_number(amount, much)
        if draw < 0.16:
            return join(
                (word(self.rng.choice(("a", "another")), "DT"), "det"),
                (word(self.rng.choice(("further", "mere", "solid")), "JJ"), "amod"),
                (amount, ""),
            )
        return amount

    def takes(self) -> Phrase:
        """Return "the yen gained 0.4 % against the euro": the amount is the object."""
        clause = [
            (self.nouns.thing(), "nsubj"),
            (word(self.rng.choice(WORDS["takes"]), "VBD"), ""),
            (self.nouns.amount(), "obj"),
        ]
        if self.rng.random() < 0.3:
            clause.append(
                (
                    self.nouns.under("against", self.nouns.the(self.nouns.pick(WORDS["things"]))),
                    "obl",
                )
            )
        return join(*clause, *self.trail())

    def multiplied(self) -> Phrase:
        """Return "orders more than doubled", "profit almost halved to X"."""
        draw = self.rng.random()
        verb = word(self.rng.choice(WORDS["multiples"]), "VBD")
        before: list[tuple[Phrase, str]] = []
        if draw < 0.4:
            before = [
                (join((word("more", "JJR", "ADJ"), ""), (word("than", "IN"), "fixed")), "advmod")
            ]
        elif draw < 0.75:
            adverb = self.rng.choice(("nearly", "almost", "roughly", "about"))
            before = [(word(adverb, "RB"), "advmod")]
        return join((self.nouns.measure(), "nsubj"), *before, (verb, ""), *self.trail())

    def edged(self) -> Phrase:
        """Return "the index closed up 0.4 %", "stocks edged higher", "it ended flat"."""
        rng = self.rng
        verb = rng.choice(
            ("ended", "closed", "edged", "traded", "opened", "finished", "inched", "settled")
        )
        way, tag = rng.choice(
            (("up", "RB"), ("down", "RB"), ("higher", "JJR"), ("lower", "JJR"), ("flat", "JJ"))
        )
        after = word(way, tag, "ADV" if tag == "RB" else "ADJ")
        if tag != "JJ" and rng.random() < 0.6:
            extent = self.nouns.percent()
            parts = (
                ((after, ""), (extent, "obl:unmarked"))
                if tag == "RB"
                else ((extent, "obl:unmarked"), (after, ""))
            )
            after = join(*parts)
        relation = "advmod" if tag == "RB" else "xcomp"
        trail = self.trail() if rng.random() < 0.5 else []
        return join(
            (self.nouns.thing(), "nsubj"), (word(verb, "VBD"), ""), (after, relation), *trail
        )

    def was_adverbial(self) -> Phrase:
        """Return "shares were up 3 %", "profit was little changed", "sales were flat"."""
        rng = self.rng
        draw = rng.random()
        subject = self.subject()
        was = word(_agrees(subject), _agrees_tag(subject), "AUX")
        if draw < 0.6:
            way = word(rng.choice(("up", "down")), rng.choice(("RB", "IN")), "ADV")
            body: list[tuple[Phrase, str]] = [(way, "")]
            if rng.random() < 0.85:
                body.append((self.nouns.amount(), "obl:unmarked"))
            return join((subject, "nsubj"), (was, "cop"), *body, *self.trail())
        if draw < 0.8:
            changed = join((word("little", "RB"), "advmod"), (word("changed", "JJ"), ""))
            return join((subject, "nsubj"), (was, "cop"), (changed, ""), *self.trail())
        state = rng.choice(("flat", "steady", "unchanged", "stable", "volatile", "higher", "lower"))
        tag = "JJR" if state.endswith("er") else "JJ"
        return join((subject, "nsubj"), (was, "cop"), (word(state, tag), ""), *self.trail())

    def predicate(self) -> Phrase:
        """Return "net income was $ 3 million", "the stake is worth 20 million euros"."""
        subject = (
            self.nouns.measure()
            if self.rng.random() < 0.7
            else self.nouns.the(self.nouns.pick(WORDS["things"]))
        )
        was = word(_agrees(subject), _agrees_tag(subject), "AUX")
        if self.rng.random() < 0.2:
            body = join((word("worth", "JJ", "ADJ"), ""), (self.nouns.money(), "obj"))
        else:
            body = self.nouns.amount()
        return join((subject, "nsubj"), (was, "cop"), (body, ""), *self.trail())

    def deal(self) -> Phrase:
        """Return "the retailer cut its forecast", "higher costs hurt margins"."""
        rng = self.rng
        subject = self.nouns.measure() if rng.random() < 0.35 else self.nouns.actor()
        target = self.nouns.pick(WORDS["objects"])
        if rng.random() < 0.5:
            target = self.nouns.modified(target)
        if target.tags[target.head][0] == "NN":
            first = rng.choice(("its", "its", "the", "a"))
            det = word(first, "PRP$" if first == "its" else "DT")
            target = join((det, "nmod:poss" if first == "its" else "det"), (target, ""))
        before = []
        if rng.random() < 0.1:
            more = join((word("more", "JJR", "ADJ"), ""), (word("than", "IN"), "fixed"))
            before = [(more, "advmod")]
        return join(
            (subject, "nsubj"),
            *before,
            (self.nouns.pick(WORDS["deals"]), ""),
            (target, "obj"),
            *self.trail(),
        )

    def said(self) -> Phrase:
        """Return "the bank said on Monday that it expects profit to rise", "X said sales fell"."""
        rng = self.rng
        verb = word(rng.choice(WORDS["says"]), "VBD")
        parts: list[tuple[Phrase, str]] = [(self.nouns.actor(), "nsubj"), (verb, "")]
        if rng.random() < 0.3:
            parts.append((self.nouns.under("on", word(rng.choice(WORDS["days"]), "NNP")), "obl"))
        inner = rng.choice((self.moved, self.moved, self.it_expects, self.was_adverbial))()
        if rng.random() < 0.3:
            inner = join((word("that", "IN", "SCONJ"), "mark"), (inner, ""))
        return join(*parts, (inner, "ccomp"))

    def it_expects(self) -> Phrase:
        """Return "it expects sales of $ 2 billion"."""
        verb, tag = self.rng.choice(
            (("expects", "VBZ"), ("forecasts", "VBZ"), ("expected", "VBD"), ("sees", "VBZ"))
        )
        what = join(
            (self.nouns.measure(), ""), (self.nouns.under("of", self.nouns.amount()), "nmod")
        )
        return join((word("it", "PRP"), "nsubj"), (word(verb, tag), ""), (what, "obj"))

    def quoted(self) -> Phrase:
        """Return a clause and who says so behind it: "..., the company said", "..., said X"."""
        rng = self.rng
        inner = rng.choice((self.moved, self.deal, self.was_adverbial))()
        verb = word(rng.choice(("said", "said", "added", "wrote", "noted")), "VBD")
        who = self.nouns.actor()
        if rng.random() < 0.3:
            mark = rng.choice((("“", "”"), ('"', '"')))
            inner = join(
                (word(mark[0], "``"), "punct"),
                (inner, ""),
                (word(",", ","), "punct"),
                (word(mark[1], "''"), "punct"),
            )
        else:
            inner = join((inner, ""), (word(",", ","), "punct"))
        if rng.random() < 0.5:
            return join((inner, "ccomp"), (who, "nsubj"), (verb, ""))
        return join((inner, "ccomp"), (verb, ""), (who, "nsubj"))

    def expected(self) -> Phrase:
        """Return "analysts had expected a loss of 14 cents a share"."""
        rng = self.rng
        verb = rng.choice(("expected", "forecast", "predicted", "projected", "estimated"))
        had = [(word("had", "VBD", "AUX"), "aux")] if rng.random() < 0.6 else []
        tag = "VBN" if had else "VBD"
        noun = self.nouns.pick(
            (
                "loss/NN",
                "drop/NN",
                "rise/NN",
                "increase/NN",
                "profit/NN",
                "gain/NN",
                "decline/NN",
                "fall/NN",
            )
        )
        if rng.random() < 0.4:
            what = join((word("a", "DT"), "det"), (self.nouns.percent(), "compound"), (noun, ""))
        else:
            what = join(
                (word("a", "DT"), "det"),
                (noun, ""),
                (self.nouns.under("of", self.nouns.amount()), "nmod"),
            )
        who = self.nouns.actor()
        return join((who, "nsubj"), *had, (word(verb, tag), ""), (what, "obj"))

    def passive(self) -> Phrase:
        """Return "trading in the shares was halted", "2,000 jobs will be cut"."""
        rng = self.rng
        done = rng.choice(
            ("halted", "suspended", "cut", "hit", "sold", "expected", "priced", "raised", "delayed")
        )
        subject = (
            self.nouns.measure()
            if rng.random() < 0.6
            else self.nouns.the(self.nouns.pick(WORDS["objects"]))
        )
        if rng.random() < 0.4:
            aux = [
                (word(rng.choice(("will", "could")), "MD"), "aux"),
                (word("be", "VB", "AUX"), "aux:pass"),
            ]
        else:
            aux = [(word(_agrees(subject), _agrees_tag(subject), "AUX"), "aux:pass")]
        after: list[tuple[Phrase, str]] = []
        if done == "expected":
            rise = join(
                (word("to", "TO"), "mark"),
                (word(rng.choice(WORDS["base_moves"]), "VB"), ""),
                (self.nouns.amount(), "obl:unmarked"),
            )
            after = [(rise, "xcomp")]
        elif rng.random() < 0.4:
            after = [(self.nouns.under("by", self.nouns.measure()), "obl:agent")]
        return join((subject, "nsubj:pass"), *aux, (word(done, "VBN"), ""), *after)

    def plans(self) -> Phrase:
        """Return "the airline plans to cut 900 jobs", "X agreed to buy Y for $ 3 million"."""
        rng = self.rng
        verb = self.nouns.pick(
            (
                "plans/VBZ",
                "agreed/VBD",
                "expects/VBZ",
                "intends/VBZ",
                "aims/VBZ",
                "declined/VBD",
                "wants/VBZ",
                "pledged/VBD",
                "offered/VBD",
            )
        )
        act = self.nouns.pick(
            ("buy/VB", "sell/VB", "cut/VB", "raise/VB", "close/VB", "acquire/VB", "list/VB")
        )
        what = (
            self.nouns.firm()
            if rng.random() < 0.5
            else join(
                (word(self.nouns.number(), "CD"), "nummod"),
                (self.nouns.pick(("jobs/NNS", "stores/NNS", "shares/NNS")), ""),
            )
        )
        inner = [(word("to", "TO"), "mark"), (act, ""), (what, "obj")]
        if rng.random() < 0.5:
            inner.append((self.nouns.under("for", self.nouns.money()), "obl"))
        who = (
            self.nouns.firm()
            if rng.random() < 0.5
            else self.nouns.the(self.nouns.pick(WORDS["actors"]))
        )
        return join((who, "nsubj"), (verb, ""), (join(*inner), "xcomp"))


def _agrees(subject: Phrase) -> str:
    return "were" if subject.tags[subject.head][0] == "NNS" else "was"


def _agrees_tag(subject: Phrase) -> str:
    del subject
    return "VBD"


def market_sentences(count: int, rng: Random) -> list[Example]:
    """Return that many sentences, each other than all before."""
    grammar = MarketGrammar(rng)
    made: dict[tuple[str, ...], Example] = {}
    while len(made) < count:
        example = grammar.sentence()
        made.setdefault(tuple(example.words), example)
    return list(made.values())
