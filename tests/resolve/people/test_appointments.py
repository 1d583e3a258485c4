"""Posts that a verb gives: who becomes what, and where."""

import pytest

from marked import make_names, read_marked, resolve_marked
from newsx.resolve.people.roles import find_posts

# A text, the role it gives and where; None where it is that of somebody named before.
GIVEN = [
    ("[O:Peel Bank] named [P:Ana Ruiz] as chief executive.", "chief executive", "Peel Bank"),
    ("[O:Peel Bank] has appointed [P:Ana Ruiz] finance chief.", "finance chief", "Peel Bank"),
    ("[O:Peel Bank]'s board elected Ms [P:Ruiz] chairman.", "chairman", "Peel Bank"),
    ("[O:Acme] hired [P:Ana Ruiz] from [O:Peel] as head of rates.", "head of rates", "Acme"),
    (
        "The Board of [O:Acme Oyj] has appointed [P:Ana Ruiz], M.Sc. (Eng.), as President and CEO.",
        "President and CEO",
        "Acme Oyj",
    ),
    ("[P:Ana Ruiz] was named chief executive of [O:Acme].", "chief executive", "Acme"),
    ("[P:Ana Ruiz] has been elected Chairman.", "Chairman", None),
    ("[O:Acme]: [P:Ana Ruiz] appointed President and CEO", "President and CEO", None),
    ("[P:Ana Ruiz] joined [O:Acme] in May as its head of rates.", "head of rates", "Acme"),
    ("[P:Ana Ruiz] has been chairman for 23 years.", "chairman", None),
    ("[P:Ana Ruiz], who heads the [O:Peel Guild], agreed.", "heads", "Peel Guild"),
    ("[P:Ana Ruiz], who runs hedge fund [O:Peel] in [G:Oslo], agreed.", "runs", "Peel"),
    ("[P:Ana Ruiz], who runs the bond desk at [O:Peel], left.", "runs the bond desk", "Peel"),
    ("[P:Ana Ruiz], who remains chief executive of [O:Acme], left.", "chief executive", "Acme"),
    ("said [P:Ana Ruiz], the former vet who is now chief executive.", "chief executive", None),
]

NOT_GIVEN = [
    "[O:Acme] named [P:Ana Ruiz] and others in its suit.",
    "[P:Ana Ruiz] named chief executive [P:Bo Lind] as the culprit.",
    "[P:Ana Ruiz] joined [O:Acme] as shares of rivals fell.",
    "[P:Ana Ruiz] appointed a banker as head of [O:Peel Bank].",
]


@pytest.mark.parametrize(("marked", "role", "employer"), GIVEN)
def test_post_is_read_that_a_verb_gives(marked: str, role: str, employer: str | None) -> None:
    text, names = read_marked(marked)
    mentions, _ = make_names(text, names)
    *_, post = find_posts(text, mentions)
    assert (post.role, post.employer and post.employer.text) == (role, employer)


@pytest.mark.parametrize("marked", NOT_GIVEN)
def test_no_post_is_given(marked: str) -> None:
    text, names = read_marked(marked)
    mentions, _ = make_names(text, names)
    assert not [post for post in find_posts(text, mentions) if post.person.text == "Ana Ruiz"]


def test_one_who_is_appointed_keeps_the_post_before_at_another_firm() -> None:
    _, relations = resolve_marked(
        "[O:Peel Bank] was saved. It named [P:Ana Ruiz], former deputy governor of the "
        "[O:Bank of Norland], as chairwoman."
    )
    assert {relation.role for relation in relations} == {"chairwoman", "former deputy governor"}
    assert len({relation.object_id for relation in relations}) == 2
