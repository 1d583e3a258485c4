"""The components that newsx adds to spaCy, by name: each is imported when a pipeline has one.

spaCy imports the target of every entry point `spacy_factories` when any pipeline is made. This
module is all that a pipeline which has none of them, or only the encoder, has to wait for.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

if TYPE_CHECKING:
    from newsx.recognize.encoder import Encoder
    from newsx.recognize.gazetteer import Gazetteer
    from newsx.recognize.lemmas import Lemmas

Component = Callable[[Doc], Doc]


@Language.factory("newsx_claims", assigns=["doc.spans"], requires=["doc.sents", "doc.ents"])
def make_claims(nlp: Language, name: str) -> Component:
    """Return the component that marks contents, sources and cues of claims."""
    from newsx.recognize.claims import mark_claims

    del nlp, name
    return mark_claims


@Language.factory(
    "newsx_encoder",
    assigns=[
        "doc.ents",
        "doc.sents",
        "doc.spans",
        "token.sent_start",
        "token.tag",
        "token.pos",
        "token.head",
        "token.dep",
    ],
    default_config={"threads": 1, "size": "full"},
)
def make_encoder(nlp: Language, name: str, threads: int, size: str) -> "Encoder":
    """Return an empty encoder; `from_disk` gives it its network."""
    from newsx.recognize import encoder

    return encoder.make_encoder(nlp, name, threads, size)


@Language.factory("newsx_figures", assigns=["doc.spans"])
def make_figures(nlp: Language, name: str) -> Component:
    """Return the component that writes `doc.spans["figures"]`, labelled by kind."""
    from newsx.recognize import figures

    return figures.make_figures(nlp, name)


@Language.factory(
    "newsx_gazetteer",
    assigns=["doc.ents", "token.ent_type", "token.ent_iob"],
    default_config={"kb": None},
)
def make_gazetteer(nlp: Language, name: str, kb: str | None = None) -> "Gazetteer":
    """Return the component with the knowledge base that newsx ships, and the additions in `kb`."""
    from newsx.recognize import gazetteer

    return gazetteer.make_gazetteer(nlp, name, kb)


@Language.factory("newsx_labels", assigns=["doc.ents"], requires=["doc.ents"])
def make_labels(nlp: Language, name: str) -> Component:
    """Return the component that renames what another pipeline calls its entities."""
    from newsx.recognize.labels import map_labels

    del nlp, name
    return map_labels


@Language.factory("newsx_lemmas", assigns=["token.lemma"], requires=["token.tag"])
def make_lemmas(nlp: Language, name: str) -> "Lemmas":
    """Return a lemmatiser with an empty table; `from_disk` fills it."""
    from newsx.recognize import lemmas

    return lemmas.make_lemmas(nlp, name)


@Language.factory("newsx_names", assigns=["doc.ents", "token.ent_type", "token.ent_iob"])
def make_names(nlp: Language, name: str) -> Component:
    """Return the component that guesses names from capitals."""
    from newsx.recognize.capitals import newsx_names

    del nlp, name
    return newsx_names


@Language.factory("newsx_periods", assigns=["doc.spans"])
def make_periods(nlp: Language, name: str) -> Component:
    """Return the component that writes `doc.spans["periods"]`, labelled by kind."""
    from newsx.recognize import periods

    return periods.make_periods(nlp, name)


@Language.factory("newsx_sentences", assigns=["token.is_sent_start", "doc.sents"])
def make_sentences(nlp: Language, name: str) -> Component:
    """Return the component that lets sentences begin by the rules of punctuation."""
    from newsx.recognize.sentences import split_sentences

    del nlp, name
    return split_sentences
