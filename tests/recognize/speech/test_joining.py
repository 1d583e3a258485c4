"""What the network hears, and how it is joined to what the grammar finds."""

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from hearing import Part, make_heard
from newsx.recognize.claims import mark_claims
from newsx.recognize.sentences import split_sentences
from newsx.recognize.speech.heard import hear
from newsx.recognize.speech.overheard import linked
from newsx.recognize.speech.reading import Reading

# (text, what the network hears, [(form, source, cue, content), ...])
EXAMPLES = [
    pytest.param(
        "[P:Ana Ruiz] moots a merger of both banks.",
        [
            Part("source", "Ana Ruiz"),
            Part("cue", "moots"),
            Part("content", "a merger of both banks"),
        ],
        [("indirect", "Ana Ruiz", "moots", "a merger of both banks")],
        id="a cue that no list has",
    ),
    pytest.param(
        "[P:Ana Ruiz] moots a merger of both banks.",
        [
            Part("source", "Ana Ruiz"),
            Part("cue", "moots", sure=0.4),
            Part("content", "a merger of both banks"),
        ],
        [("indirect", "Ana Ruiz", "moots", "a merger of both banks")],
        id="a cue it is not sure of, beside its source",
    ),
    pytest.param(
        "[P:Bo Lind] left. The regulator mooted a merger of both banks.",
        [
            Part("source", "Bo Lind"),
            Part("cue", "mooted"),
            Part("content", "a merger of both banks"),
        ],
        [("indirect", "The regulator", "mooted", "a merger of both banks")],
        id="a source in another sentence than the cue, which has a subject",
    ),
    pytest.param(
        "[P:Ana Ruiz] promised that the price would rise; traders doubt it.",
        [
            Part("source", "Ana Ruiz"),
            Part("cue", "promised"),
            Part("content", "the price would rise"),
        ],
        [("indirect", "Ana Ruiz", "promised", "the price would rise")],
        id="a content that ends before its sentence",
    ),
    pytest.param(
        "[P:Bo Lind] of [O:Peel] was of another mind: a big step will mean a lower peak.",
        [
            Part("source", "Bo Lind"),
            Part("content", "a big step will mean a lower peak", claim="2"),
        ],
        [("indirect", "Bo Lind", "was of another mind", "a big step will mean a lower peak")],
        id="a colon that gives the word to whom the sentence is about",
    ),
    pytest.param(
        "Another analyst was kinder: trucks can be seized and driven away.",
        [
            Part("source", "Another analyst"),
            Part("content", "trucks can be seized and driven away", claim="2"),
        ],
        [("indirect", "Another analyst", "was kinder", "trucks can be seized and driven away")],
        id="a colon after what somebody sounded like",
    ),
    pytest.param(
        "[P:Bo Lind] had two jobs left: he sold the shops and closed the mill.",
        [Part("content", "Bo Lind had two jobs left: he sold the shops and closed the mill")],
        [
            (
                "outlet",
                None,
                None,
                "Bo Lind had two jobs left: he sold the shops and closed the mill",
            )
        ],
        id="a colon after what somebody did, whom nobody hears speak",
    ),
    *(
        pytest.param(
            f"[P:{source}] {before}: {after}.",
            [Part("source", source), Part("content", f"{source} {before}: {after}", claim="2")],
            [("outlet", None, None, f"{source} {before}: {after}")],
            id=name,
        )
        for source, before, after, name in (
            (
                "Bo Lind",
                "has a plan",
                "the shops are sold and 300 staff stay",
                "a colon after what somebody heard has",
            ),
            (
                "Bo Lind",
                "took another way",
                "he sells the shops and keeps 300 staff",
                "a colon before what somebody heard does",
            ),
            (
                "Ana Ruiz",
                "was bolder",
                "her shops are sold and 300 staff go",
                "a colon before what becomes of somebody’s own",
            ),
        )
    ),
    pytest.param(
        "[P:Bo Lind] had been of another mind: a big step will mean a lower peak.",
        [
            Part("source", "Bo Lind"),
            Part("content", "a big step will mean a lower peak", claim="2"),
        ],
        [
            (
                "indirect",
                "Bo Lind",
                "had been of another mind",
                "a big step will mean a lower peak",
            )
        ],
        id="a colon after what somebody had been",
    ),
    pytest.param(
        "Traders count on a cut in rates.",
        [
            Part("source", "Traders"),
            Part("cue", "count"),
            Part("content", "on a cut in rates"),
        ],
        [("indirect", "Traders", "count on", "a cut in rates")],
        id="a particle of the cue that the network takes for content",
    ),
    pytest.param(
        "Traders count on the shelf and wait.",
        [Part("source", "Traders", sure=0.1), Part("content", "and wait", sure=0.1)],
        [],
        id="no view of the one who counts on a shelf",
    ),
    pytest.param(
        "It fell. For [P:Ana Ruiz] of [O:Peel] the loophole is what matters to those who wrote.",
        [
            Part("content", "It fell", claim="2"),
            Part("source", "Ana Ruiz"),
            Part("cue", "For"),
            Part("content", "the loophole is what matters to those who wrote"),
        ],
        [
            (
                "indirect",
                "Ana Ruiz",
                "For",
                "the loophole is what matters to those who wrote",
            )
        ],
        id="a turn of phrase that no grammar has",
    ),
    pytest.param(
        "[P:Ana Ruiz] left it there. The loophole matters to those who wrote.",
        [
            Part("source", "Ana Ruiz"),
            Part("cue", "left it there"),
            Part("content", "The loophole matters to those who wrote"),
        ],
        [("outlet", None, None, "The loophole matters to those who wrote")],
        id="a source and a cue in another sentence",
    ),
    pytest.param(
        "[P:Bo Lind] said sales fell. [P:Ana Ruiz] pressed on prices: “At what point do you stop?”",
        [
            Part("content", "At what point do you stop?"),
            Part("source", "Bo Lind"),
            Part("cue", "said"),
        ],
        [("direct", "Ana Ruiz", None, "At what point do you stop?")],
        id="a quotation that a colon gives to another than who spoke before",
    ),
    pytest.param(
        "[P:Bo Lind] said sales fell.\n\n“It was a hard year.”\n\n[P:Ana Ruiz] left it there.",
        [
            Part("source", "Bo Lind"),
            Part("cue", "said"),
            Part("content", "sales fell"),
            Part("content", "It was a hard year.", claim="2"),
            Part("source", "Ana Ruiz", claim="2"),
            Part("cue", "left it there", claim="2"),
        ],
        [
            ("indirect", "Bo Lind", "said", "sales fell"),
            ("direct", "Ana Ruiz", "left it there", "It was a hard year."),
        ],
        id="a speaker named after the quotation, not before",
    ),
    pytest.param(
        "[P:Bo Lind] said sales fell in both of the last two years.",
        [
            Part("source", "Bo Lind"),
            Part("cue", "said"),
            Part("content", "sales fell in both of the last two years"),
            Part("source", "sales", claim="2"),
            Part("cue", "fell", claim="2"),
            Part("content", "in both of the last two", claim="2"),
        ],
        [("indirect", "Bo Lind", "said", "sales fell in both of the last two years")],
        id="no content inside one that the grammar is sure of",
    ),
    pytest.param(
        "[P:Ana Ruiz] eyes a merger of both banks.",
        [
            Part("source", "Ana Ruiz", claim=""),
            Part("cue", "eyes", claim=""),
            Part("content", "a merger of both banks"),
        ],
        [("indirect", "Ana Ruiz", "eyes", "a merger of both banks")],
        id="source and cue that the network links to nothing",
    ),
    pytest.param(
        "[P:Bo Lind] reckoned that sales fell. [P:Ana Ruiz] eyes a merger of both banks.",
        [
            Part("source", "Bo Lind", claim="2"),
            Part("cue", "reckoned", claim="2"),
            Part("content", "sales fell", claim="2"),
            Part("source", "Ana Ruiz", claim=""),
            Part("cue", "eyes", claim=""),
            Part("content", "a merger of both banks", sure=0.9),
        ],
        [("indirect", "Ana Ruiz", "eyes", "a merger of both banks")],
        id="a cue that serves another claim is not taken again",
    ),
    *(
        pytest.param(
            f"{before}, {pronoun} cut the price target to $9 from $11.",
            [],
            [("indirect", source, "cut", "cut the price target to $9 from $11")],
            id=name,
        )
        for before, pronoun, source, name in (
            ("[P:Ana Ruiz] of [O:Peel Bank] left", "who", "who", "a verb before who"),
            ("They met [P:Ana Ruiz] of [O:Peel Bank]", "who", "Ana Ruiz", "who behind a firm"),
            ("They met [P:Bo Lind], a broker", "who", "Bo Lind", "who behind what somebody is"),
            ("They met [O:Peel Bank], a broker", "which", "Peel Bank", "which behind a firm"),
            ("They met [P:Ana Ruiz]'s brokers", "who", "who", "who behind somebody’s own"),
            ("They met [P:Ana Ruiz]", "which", "which", "which behind a person"),
        )
    ),
]


def claims_of(marked: str, parts: list[Part]) -> list[tuple[str, str | None, str | None, str]]:
    doc = mark_claims(make_heard(marked, parts))

    def text(key: str, number: str) -> str | None:
        return next((span.text for span in doc.spans[key] if span.id_ == number), None)

    return [
        (
            span.label_,
            text("claim_sources", span.id_),
            text("claim_cues", span.id_),
            span.text,
        )
        for span in doc.spans["claims"]
    ]


@pytest.mark.parametrize(("marked", "parts", "expected"), EXAMPLES)
def test_network_and_grammar_are_joined(
    marked: str, parts: list[Part], expected: list[tuple[str, str | None, str | None, str]]
) -> None:
    found = claims_of(marked, parts)
    assert [claim for claim in expected if claim not in found] == []
    assert len({content for *_, content in found}) == len(found)


def test_part_of_a_source_is_not_what_it_says() -> None:
    found = claims_of(
        "A spokesperson for the firm, which has lost money this year, declined to comment.",
        [
            Part("source", "A"),
            Part("cue", "declined"),
            Part("content", "the firm, which has lost money this year"),
        ],
    )
    assert ("indirect", "A spokesperson for the firm", "declined", "to comment") in found
    assert not any(content.startswith("the firm") for *_, content in found)


@pytest.mark.parametrize(
    ("source", "cue", "told"),
    [
        ("The bridge", 0.95, "a merger of both banks"),
        ("Ana Ruiz", 0.6, "a merger of both banks"),
        ("Ana Ruiz", 0.95, "a merger"),
    ],
    ids=["nobody who can say it", "a cue it is not sure of", "too few words"],
)
def test_attribution_that_nothing_bears_out_is_left_alone(
    source: str, cue: float, told: str
) -> None:
    text = "[P:Ana Ruiz] left. The bridge eyes a merger of both banks."
    if source == "Ana Ruiz":
        text = "[P:Ana Ruiz] eyes a merger of both banks."
    doc = make_heard(
        text,
        [
            Part("source", source, claim=""),
            Part("cue", "eyes", claim="", sure=cue),
            Part("content", told),
        ],
    )
    reading = Reading(doc)
    heard = hear(doc, reading)
    assert tuple(linked(reading, heard, taken=())) == heard


def test_apposition_of_a_source_is_not_said_by_it() -> None:
    text = "[O:Acme], a maker of sensors for farms and mills, announced that sales fell."
    heard = [
        Part("source", "Acme"),
        Part("cue", "announced"),
        Part("content", "sensors for farms and mills"),
    ]
    assert [content for *_, content in claims_of(text, heard)] == ["sales fell"]


def test_sentence_that_the_network_finds_empty_is_no_claim() -> None:
    text = (
        "That is a long story for another day. [O:Acme] opened a second plant in [G:Oslo] in May."
    )
    told = Part("content:fact", "Acme opened a second plant in Oslo in May")
    assert [content for *_, content in claims_of(text, [told])] == [told.words]


def test_quotation_is_heard_whole() -> None:
    doc = make_heard(
        "“We have never sold a single share,” [P:Ana Ruiz] said.",
        [Part("content:quote", "have never sold a single share"), Part("source", "Ana Ruiz")],
    )
    (claim,) = hear(doc, Reading(doc))
    assert doc[slice(*claim.content)].text == "We have never sold a single share,"
    assert claim.attributed == 0.0


def test_nothing_is_heard_without_a_network() -> None:
    doc = make_heard("Sales fell.", [])
    del doc.spans["claim_parts"]
    reading = Reading(doc)
    assert hear(doc, reading) == ()
    assert reading.network is None


@pytest.mark.parametrize("short", ["The bears are unimpressed", "Rates have followed"])
def test_short_sentence_is_news_where_the_network_hears_it(short: str) -> None:
    text = f"{short}. Sales at [O:Acme] fell 4% in May."
    sales = Part("content:data", "Sales at Acme fell 4% in May")
    heard = Part("content:fact", short, claim="2")
    assert [content for *_, content in claims_of(text, [heard, sales])] == [short, sales.words]
    assert [content for *_, content in claims_of(text, [sales])] == [sales.words]


def test_verb_that_tells_nothing_is_no_cue() -> None:
    text = "[P:Ana Ruiz] keeps her bills in a shoe box."
    heard = [Part("source", "Ana Ruiz"), Part("cue", "keeps"), Part("content", "her")]
    assert {source for _, source, _, _ in claims_of(text, heard)} <= {None}


def test_clause_of_few_words_is_known_by_the_tag_of_its_verb() -> None:
    words = ["Ana", "Ruiz", "said", "talks", "start", "on", "Monday", "."]
    tags = ["NNP", "NNP", "VBD", "NNS", "VBP", "IN", "NNP", "."]
    whole = "Ana Ruiz said talks start on Monday"
    for tagged, expected in ((tags, ["talks start on Monday"]), (None, [whole])):
        made = split_sentences(
            Doc(Vocab(), words=words, tags=tagged, ents=["B-PERSON", "I-PERSON", *["O"] * 6])
        )
        assert [span.text for span in mark_claims(made).spans["claims"]] == expected


def test_shared_subject_ends_before_a_verb_that_looks_like_a_noun() -> None:
    words = [
        "The",
        "governor",
        "signals",
        "more",
        "cuts",
        "but",
        "warns",
        "that",
        "rents",
        "rise",
        "fast",
        ".",
    ]
    tags = ["DT", "NN", "VBZ", "JJR", "NNS", "CC", "VBZ", "IN", "NNS", "VBP", "RB", "."]
    made = mark_claims(split_sentences(Doc(Vocab(), words=words, tags=tags)))
    assert [span.text for span in made.spans["claim_sources"]] == ["The governor"]
