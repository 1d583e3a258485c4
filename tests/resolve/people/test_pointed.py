import pytest
import spacy
from spacy.tokens import Doc

from marked import make_doc, make_names, read_marked
from newsx.pointers import EMPLOYER_LINK, SOURCE_LINK, Pointer, write_pointers
from newsx.resolve.lookup import MentionIndex
from newsx.resolve.people.careers import Careers
from newsx.resolve.people.pointed import PointedNames, implied_posts
from newsx.resolve.people.roles import find_posts
from newsx.resolve.people.speakers import Speakers
from newsx.schema import Mention

TEXT = "Peel and Acme met . The agency agreed , it said ."
FIRST, END = TEXT.index("The"), TEXT.index(" agreed")


def mention(name: str, sort: str = "ORG") -> Mention:
    start = TEXT.index(name)
    return Mention(
        start=start, end=start + len(name), text=name, mention_id=name, entity_id=name,
        type=sort, form="name", sentence=0,
    )  # fmt: skip


@pytest.fixture
def doc() -> Doc:
    return Doc(spacy.blank("en").vocab, words=TEXT.split())


def pointed(doc: Doc, *shares: tuple[int, float, float], sort: str = "ORG") -> PointedNames:
    """Return what words at these places point at: shares of Peel and of Acme."""
    write_pointers(
        doc,
        [
            Pointer(place, "to_speaker", 0, len(doc), 1 - peel - acme, [0, 2], [peel, acme])
            for place, peel, acme in shares
        ],
    )
    index = MentionIndex([mention("Peel"), mention("Acme", sort)])
    return PointedNames(doc, index, SOURCE_LINK)


def test_words_mean_whom_they_point_at_together(doc: Doc) -> None:
    found = pointed(doc, (5, 0.5, 0.3), (6, 0.8, 0.1)).meant(FIRST, END)
    assert found == mention("Peel")


def test_of_two_that_they_point_at_neither_is_meant(doc: Doc) -> None:
    assert pointed(doc, (5, 0.5, 0.4), (6, 0.5, 0.5)).meant(FIRST, END) is None


def test_words_that_point_nowhere_mean_nobody(doc: Doc) -> None:
    assert pointed(doc, (5, 0.1, 0.1), (6, 0.0, 0.0)).meant(FIRST, END) is None
    assert pointed(doc).meant(FIRST, END) is None


@pytest.mark.parametrize(
    ("words", "sure", "sort", "name"),
    [
        ("The agency", 0.9, "ORG", "agency"),  # nothing that Acme is called
        ("The filing", 0.9, "ORG", "Acme"),
        ("The filing", 0.3, "ORG", "filing"),
        ("The filing", 0.9, "COMMODITY", "filing"),
    ],
)
def test_a_noun_that_no_rule_knows_is_whom_the_network_means(
    doc: Doc, words: str, sure: float, sort: str, name: str
) -> None:
    told = pointed(doc, (5, 0.0, sure), (6, 0.0, sure), sort=sort)
    text = TEXT.replace("The agency", words)
    source = Speakers(text, MentionIndex([]), [], [], None, told).resolve(FIRST, END)
    assert source.name == name


@pytest.mark.parametrize(
    ("words", "sort", "sure", "name"),
    [
        ("The company", "ORG", 0.95, "Acme"),
        ("The company", "ORG", 0.85, "Peel"),  # the rules' own
        ("it", "ORG", 0.95, "Acme"),
        ("it", "PERSON", 0.95, "Peel"),
        ("she", "PERSON", 0.85, "Acme"),
        ("she", "PERSON", 0.75, "Peel"),
        ("she", "ORG", 0.95, "Peel"),
        ("The directors", "ORG", 0.95, "Peel"),
    ],
)
def test_where_the_network_is_surer_than_rules_can_be_it_decides(
    doc: Doc, words: str, sort: str, sure: float, name: str
) -> None:
    told = pointed(doc, (5, 0.0, sure), (6, 0.0, sure), sort=sort)
    text = TEXT.replace("The agency", words)
    names = [mention("Peel", "PERSON" if words == "she" else "ORG"), mention("Acme", sort)]
    speakers = Speakers(text, MentionIndex(names), [], [], None, told)
    if words == "she":
        speakers.resolve(0, 4)  # has just spoken
    assert speakers.resolve(FIRST, FIRST + len(words)).name == name


@pytest.mark.parametrize(
    ("title", "share", "employer"),
    [
        (", its chairman,", 0.8, "Acme"),  # by the rules it would be Peel's
        (", its chairman,", 0.3, "Peel"),
        (", chairman of [O:Peel],", 0.8, "Peel"),  # as it says
    ],
)
def test_the_network_knows_where_somebody_works_whose_title_does_not_say_it(
    title: str, share: float, employer: str
) -> None:
    text, names = read_marked(f"[O:Peel] fell. It met [O:Acme]. [P:Ana Ruiz]{title} agreed.")
    doc = make_doc(text, names)
    ana, acme = (next(token.i for token in doc if token.text == one) for one in ("Ana", "Acme"))
    pointer = Pointer(ana, "to_employer", 0, len(doc), 1 - share, [acme], [share])
    write_pointers(doc, [pointer])
    index, entities = make_names(text, names)
    posts = find_posts(text, index)
    speakers = Speakers(text, index, entities, posts)
    careers = Careers(posts, speakers, PointedNames(doc, index, EMPLOYER_LINK))
    found = careers.employer(posts[0].person.entity_id)
    assert found is not None
    assert found.text == employer


@pytest.mark.parametrize(("share", "found"), [(0.9, [("Ana Ruiz", "Acme")]), (0.7, [])])
def test_somebody_without_a_post_works_where_the_network_is_sure(
    share: float, found: list[tuple[str, str]]
) -> None:
    text, names = read_marked(
        "[O:Acme] sent [P:Ana Ruiz] and [P:Bo Lind], an analyst, to [O:Peel]."
    )
    doc = make_doc(text, names)
    people = [token.i for token in doc if token.text in {"Ana", "Bo"}]
    acme = next(token.i for token in doc if token.text == "Acme")
    write_pointers(
        doc,
        [Pointer(one, "to_employer", 0, len(doc), 1 - share, [acme], [share]) for one in people],
    )
    index, _ = make_names(text, names)
    told = implied_posts(index, find_posts(text, index), PointedNames(doc, index, EMPLOYER_LINK))
    assert [(one.person.text, one.employer and one.employer.text) for one in told] == found
