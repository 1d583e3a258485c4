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
    ("[P:Ana Ruiz] was named chairman by [O:Acme].", "chairman", "Acme"),
    ("[P:Ana Ruiz] was appointed by [O:Acme] as finance director.", "finance director", "Acme"),
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
    "[O:Acme] hired [P:Ana Ruiz] after its finance director quit.",
    "[O:Acme] picked [P:Ana Ruiz] to replace the chief executive.",
    "[O:Acme] named [P:Ana Ruiz] while its chief executive was away.",
    "[P:Ana Ruiz] confirmed the chief executive of [O:Acme] would leave.",
    "[P:Ana Ruiz] nominated the deputy governor of the [O:Peel Bank].",
    "[P:Ana Ruiz], who led protests against [O:Acme], was arrested.",
    "[P:Ana Ruiz], who led [O:Acme]'s defence, agreed.",
    "[P:Ana Ruiz] was named banker of the year by [O:Acme].",
    "[P:Ana Ruiz] joined [O:Acme] as its chief executive resigned.",
    "[O:Acme] hires [P:Ana Ruiz]\n\nChief executive to leave in May",
    "[O:Acme] hired [P:Ana Ruiz], who left [O:Peel]. In May, as chief executive, [P:Bo Lind] quit.",
]


@pytest.mark.parametrize(("marked", "role", "employer"), GIVEN)
def test_post_is_read_that_a_verb_gives(marked: str, role: str, employer: str | None) -> None:
    text, names = read_marked(marked)
    mentions, _ = make_names(text, names)
    posts = find_posts(text, mentions)
    told = {(post.role, post.employer and post.employer.text) for post in posts}
    assert told - {(None, "Peel")} == {(role, employer)}  # whom one is hired from


@pytest.mark.parametrize("marked", NOT_GIVEN)
def test_no_post_is_given(marked: str) -> None:
    text, names = read_marked(marked)
    mentions, _ = make_names(text, names)
    posts = find_posts(text, mentions)
    assert not [one for one in posts if one.person.text == "Ana Ruiz" and one.employer]
    roles = [one.role for one in posts if one.person.text == "Ana Ruiz" and one.role]
    assert all(role.startswith("led ") for role in roles)  # what somebody did, as written


def test_one_who_is_appointed_keeps_the_post_before_at_another_firm() -> None:
    _, relations = resolve_marked(
        "[O:Peel Bank] was saved. It named [P:Ana Ruiz], former deputy governor of the "
        "[O:Bank of Norland], as chairwoman."
    )
    assert {relation.role for relation in relations} == {"chairwoman", "former deputy governor"}
    assert len({relation.object_id for relation in relations}) == 2


def test_a_post_of_now_is_told_before_one_of_the_past_at_the_same_firm() -> None:
    _, relations = resolve_marked(
        "[P:Ana Ruiz], former finance chief of [O:Acme], was named chairwoman of [O:Acme]."
    )
    assert [relation.role for relation in relations] == ["chairwoman"]
