import pytest

from marked import make_names, read_marked, resolve_marked
from newsx.resolve.lookup import MentionIndex
from newsx.resolve.people.careers import Careers
from newsx.resolve.people.roles import find_posts
from newsx.resolve.people.speakers import Speakers

# A text, the role and the employer it tells.
POSTS = [
    ("Chief Financial Officer [P:Luis Vega] said so.", "Chief Financial Officer", None),
    ("[O:Acme] co-founder and CEO [P:Ana Ruiz] said so.", "co-founder and CEO", "Acme"),
    ("[P:Ana Ruiz], a senior analyst at [O:Peel Bank], said so.", "senior analyst", "Peel Bank"),
    (
        "[P:Ana Ruiz], head of oil research at [O:Peel Bank] in [G:Oslo].",
        "head of oil research",
        "Peel Bank",
    ),
    ("[P:Ana Ruiz], president of the [O:Millers' Guild], agreed.", "president", "Millers' Guild"),
    ("[P:Ana Ruiz], [O:Acme]'s chief executive, left.", "chief executive", "Acme"),
    (
        "[P:Ana Ruiz], 51, an economist with advisory firm [O:Peel & Co], left.",
        "economist",
        "Peel & Co",
    ),
    ("[P:Ana Ruiz], who follows miners for [O:Peel Bank], agreed.", "follows miners", "Peel Bank"),
    ("[P:Ana Ruiz], 81, of the [O:Savers' League], agreed.", None, "Savers' League"),
    ("[P:Ana Ruiz], chief business officer at [O:Acme], left.", "chief business officer", "Acme"),
    ("[O:Peel Bank]’s [P:Mike Moss] has warned.", None, "Peel Bank"),
    ("[P:Mike Moss] of [O:Peel Bank] has warned.", None, "Peel Bank"),
    (
        "[P:Bob Lee], who runs equity markets at [O:Peel & Co.], agreed.",
        "runs equity markets",
        "Peel & Co.",
    ),
    ("[P:Ana Ruiz], founder of hedge fund [O:Peel Capital], left.", "founder", "Peel Capital"),
    ("[P:Ana Ruiz], a partner at law firm [O:Peel & Co], left.", "partner", "Peel & Co"),
    (
        "[P:Ana Ruiz], senior vice-president, equities, at [O:Peel Bank], agreed.",
        "senior vice-president",
        "Peel Bank",
    ),
    (
        "[P:Ana Ruiz], a lecturer in public banking at the [O:University of Hull], agreed.",
        "lecturer in public banking",
        "University of Hull",
    ),
    ("[P:Ana Ruiz], a trader in shares of [O:Acme], agreed.", "trader", None),
    ("[P:Ana Ruiz], a manager in charge of [O:Acme], agreed.", "manager", "Acme"),
    ("[P:Ana Ruiz], a lecturer in town with [P:Bo Lind], agreed.", "lecturer", None),
    ("[P:Ana Ruiz], a lecturer in banking, agreed.", "lecturer", None),
    ("Its finance director, [P:Dale Moss], told staff.", "finance director", None),
    ("[P:Ana Ruiz], a [O:Acme] spokeswoman, agreed.", "spokeswoman", "Acme"),
    ("[O:Acme]’s [G:India] head, [P:Ana Ruiz], agreed.", "India head", "Acme"),
    (
        "“No,” said its [G:UK] managing director, [P:Ana Ruiz].",
        "UK managing director",
        None,
    ),
    ("[P:Ana Ruiz], president of [O:Oslo]-based [O:Peel Bank], agreed.", "president", "Peel Bank"),
    ("[P:Ana Ruiz], the union’s general secretary, agreed.", "general secretary", None),
    (
        "[P:Ana Ruiz], head of [O:Greater Lowland] retail research at [O:Peel Bank], agreed.",
        "head of Greater Lowland retail research",
        "Peel Bank",
    ),
    (
        "said [P:Ana Ruiz], chief Baltic economist at [O:Peel Bank] in [G:Oslo].",
        "chief Baltic economist",
        "Peel Bank",
    ),
    (
        "said [P:Ana Ruiz], head of LPG at the consultancy [O:Peel & Co.], who agreed.",
        "head of LPG",
        "Peel & Co.",
    ),
    (
        "[P:Ana Ruiz], president of [O:Acme] at the time [O:Peel Bank] bought it.",
        "president",
        "Acme",
    ),
    ("Executive chairman Sir [P:Noel Brock] left.", "Executive chairman", None),
    (
        "[P:Ana Ruiz], M.D., chief medical officer of [O:Acme], agreed.",
        "chief medical officer",
        "Acme",
    ),
    (
        "[P:Ana Ruiz], who helps oversee $19 billion as head of credit at [O:Peel & Co].",
        "head of credit",
        "Peel & Co",
    ),
    ("[P:Ana Ruiz], who will be chief executive of [O:Acme], agreed.", "chief executive", "Acme"),
    ("“Never,” a deputy governor, [P:Ana Ruiz], told us.", "deputy governor", None),
    ("A deputy governor, [P:Ana Ruiz], agreed.", "deputy governor", None),
    ("The Minister for Finance, [P:Bo Lind], agreed.", "Minister for Finance", None),
    ("[P:Ana Ruiz] of [G:Oslo] broker [O:Peel Bank] has warned.", None, "Peel Bank"),
    ("[P:Ana Ruiz] of pensioners' group [O:Peel Voice] has warned.", None, "Peel Voice"),
    ("[P:Ana Ruiz], who helps manage $9.5 billion at [O:Peel & Co], agreed.", None, "Peel & Co"),
    ("[P:Ana Ruiz], who chairs the [O:Millers' Guild], agreed.", "chairs", "Millers' Guild"),
    ("[P:Ana Ruiz], whose [O:Peel Fund] gained 9%, agreed.", None, "Peel Fund"),
    ("[P:Ana Ruiz], MD, [O:Acme].", "MD", "Acme"),
    (
        "[P:Ana Ruiz], a money manager who oversees $3.5 billion at [O:Peel & Co], agreed.",
        "money manager",
        "Peel & Co",
    ),
    (
        "[P:Ana Ruiz], who looks after €1.6 billion of shares at [O:Peel & Co], agreed.",
        "looks after €1.6 billion of shares",
        "Peel & Co",
    ),
    ("The [O:Mill Agency], whose director [P:Ana Ruiz] agreed.", "director", "Mill Agency"),
    ("[P:Ana Ruiz], a demographer at [O:Peel College], agreed.", "demographer", "Peel College"),
    ("said its property director, [P:Ana Ruiz].", "property director", None),
    ("its personnel chief [P:Ana Ruiz] left.", "personnel chief", None),
    ("[P:Ana Ruiz] ([O:Peel Row]) asked why.", None, "Peel Row"),
    ("[P:Ana Ruiz] has been chief executive of [O:Acme] since May.", "chief executive", "Acme"),
    ("[P:Ana Ruiz] kept her seat as chairman of [O:Acme] on Friday.", "chairman", "Acme"),
    ("[P:Ana Ruiz] took over as chairman of [O:Acme] on Friday.", "chairman", "Acme"),
    ("[P:Ana Ruiz] was named as head of [O:Acme].", "head", "Acme"),
    ("its billionaire founder, [P:Ana Ruiz], left.", "founder", None),
    ("its embattled director, [P:Ana Ruiz], left.", "director", None),
    ("[P:Ana Ruiz], who sells cash grain for [O:Peel Co-op], agreed.", None, "Peel Co-op"),
    ("[P:Ana Ruiz], installed as chief executive by the fund, agreed.", "chief executive", None),
    (
        "[P:Ana Ruiz], appointed as chairman of [O:Acme] in May, agreed.",
        "chairman",
        "Acme",
    ),
    ("[P:Ana Ruiz], a former pilot who took over as president, agreed.", "president", None),
    (
        "[O:Acme]’s president (farm equipment) [P:Bo Lind] agreed.",
        "president (farm equipment)",
        "Acme",
    ),
    ("[P:Ana Ruiz] at [G:Oslo]’s [O:Fell Institute] agreed.", None, "Fell Institute"),
    (
        "[P:Ana Ruiz], who has covered food for 20 years and now does so at [O:Peel & Co], agreed.",
        None,
        "Peel & Co",
    ),
    ("[P:Ana Ruiz], who has tracked it for a decade at [O:Peel & Co], agreed.", None, "Peel & Co"),
    ("[P:Ana Ruiz], who has run funds for years for [O:Peel & Co], agreed.", None, "Peel & Co"),
    ("The current boss, [P:Ana Ruiz], agreed.", "boss", None),
]

# Texts that tell of no post of the one they name.
POSTLESS = [
    "[P:Ana Ruiz], who has followed the bid for [O:Acme], agreed.",
    "[P:Ana Ruiz], who has long tracked the case for [O:Peel Fund], agreed.",
    "[P:Ana Ruiz], who has run for years against bids for [O:Peel Fund], agreed.",
    "[P:Ana Ruiz], fired as chief executive by [O:Peel Fund], agreed.",
    "[P:Ana Ruiz], who has covered her costs for 20 years, agreed with [O:Peel Fund].",
    "[O:Acme]'s shares under [P:Ana Ruiz] fell.",
    "According to a deputy governor, [P:Ana Ruiz], he said, left.",
    "They asked a deputy governor, [P:Ana Ruiz] and others.",
    "They asked a deputy governor, [P:Ana Ruiz], her brother and others.",
    "[P:Ana Ruiz] described the plan as chief among her worries.",
    "[P:Ana Ruiz] named [P:Bo Lind] as heir.",
    "[P:Ana Ruiz] ([O:Acme] fell 4%) asked why.",
    "[P:Ana Ruiz] appointed a banker as head of [O:Peel Bank].",
    "[P:Ana Ruiz] fired the founder as chief executive of [O:Acme Foods].",
    "[P:Ana Ruiz] named her son as chairman of [O:Acme Foods].",
    "[P:Ana Ruiz] was not hired as chairman of [O:Acme Foods].",
    "[P:Ana Ruiz] rejected a bid to stay on as chairman of [O:Acme Foods].",
    "[P:Ana Ruiz] resigned last year as chairman of [O:Acme Foods].",
    "[P:Ana Ruiz] bought the site as owners of [O:Acme Foods] left.",
    "[P:Ana Ruiz] stayed as owners of [O:Acme Foods] left.",
    "[P:Ana Ruiz] hailed the plan as head of [O:Acme Foods], [P:Bo Li], resigned.",
    "[P:Ana Ruiz] is chief executive, [O:Peel Bank] reported.",
]


@pytest.mark.parametrize(("marked", "role", "employer"), POSTS)
def test_post_is_read_beside_a_name(marked: str, role: str | None, employer: str | None) -> None:
    text, names = read_marked(marked)
    mentions, _ = make_names(text, names)
    (post,) = find_posts(text, mentions)
    assert post.role == role
    assert (post.employer.text if post.employer is not None else None) == employer


@pytest.mark.parametrize("marked", POSTLESS)
def test_no_post_is_made_up(marked: str) -> None:
    text, names = read_marked(marked)
    mentions, _ = make_names(text, names)
    assert not find_posts(text, mentions)


def test_people_who_share_a_title_share_their_employer() -> None:
    text, names = read_marked("analysts [P:Ana Ruiz] and [P:Bo Lind] at [O:Peel Bank] wrote")
    mentions, _ = make_names(text, names)
    posts = find_posts(text, mentions)
    assert [post.role for post in posts] == ["analysts", "analysts"]
    assert {post.employer.text for post in posts if post.employer} == {"Peel Bank"}


def test_posts_become_relations_once_each() -> None:
    _, relations = resolve_marked(
        "[O:Acme] rose. Chief Executive [P:Ana Ruiz] said costs fell. [P:Ruiz=Ana Ruiz], chief "
        "executive, said more. [P:Bo Lind], an analyst at [O:Peel Bank], agreed that costs fell."
    )
    assert [(relation.kind, relation.role) for relation in relations] == [
        ("person_role_org", "Chief Executive"),
        ("person_role_org", "analyst"),
    ]


# A text, and the employer that its last claim's source has, though no name stands beside the title.
UNNAMED = [
    (
        "[O:Millers' Council] met. [O:Acme] shut. It hurts, said [P:Ana Ruiz], chair of the council.",
        "Millers' Council",
    ),
    (
        "[O:Millers' Council] met. [O:Acme] shut. It hurts, said [P:Ana Ruiz], the council's chair.",
        "Millers' Council",
    ),
    (
        "[O:Acme] grew. [O:Peel] fell behind [O:Acme]. Its head, [P:Ana Ruiz], said it was over.",
        "Peel",
    ),
    (
        (
            "[O:Acme] fell. [O:Acme] and [O:Pine Trust] met. It hurts, said [P:Ana Ruiz], the trust's "
            "chair."
        ),
        "Pine Trust",
    ),
    (
        (
            "[O:Acme] fell. [O:Acme] misled us, [O:Peel Bank] said. It is over, said [P:Ana Ruiz], "
            "an analyst at the bank."
        ),
        "Peel Bank",
    ),
    (
        (
            "[O:Acme] fell. [O:Peel Bank] cut its target.\n\n[O:Acme] met. It hurts, said the bank's "
            "president, [P:Ana Ruiz]."
        ),
        "Peel Bank",
    ),
    (
        (
            "[O:Acme] fell. [O:Peel], a fund with 6% of [O:Acme], is not selling. It hurts, said "
            "portfolio manager [P:Ana Ruiz]."
        ),
        "Peel",
    ),
    (
        (
            "[O:Peel], whose bill [O:Acme] sends, sees its wages rise, said finance director "
            "[P:Ana Ruiz]."
        ),
        "Peel",
    ),
    (
        (
            "[O:Acme] shut a mill. “We bid for [O:Peel Cars] and [O:Peel Cars] again,” Chief "
            "Executive [P:Ana Ruiz] said."
        ),
        "Acme",
    ),
    (
        (
            "[O:Acme] grew. [O:Acme] hired.\n\nYesterday [O:Peel Cars] shut.\n\nIt hurts, said "
            "[P:Ana Ruiz], its chairman."
        ),
        "Peel Cars",
    ),
    (
        (
            "[O:Acme] grew. [O:Acme] hired.\n\n[O:Peel Cars] and [O:Fell Vans] shut.\n\nIt hurts, "
            "said [P:Ana Ruiz], its chairman."
        ),
        "Acme",
    ),
    (
        (
            "[O:Acme] grew.\n\n[O:Peel Bank] cut rates. “We have the wood,” said [P:Ana Ruiz], a "
            "manager of the Norrland bank."
        ),
        "Peel Bank",
    ),
    (
        (
            "[O:Acme] shut a mill. [O:Reuters] and [O:Reuters] were first. It is over, Chief Executive "
            "[P:Ana Ruiz] said."
        ),
        "Acme",
    ),
]


@pytest.mark.parametrize(
    ("places", "office", "state"),
    [
        ("Norway Norway Sweden", "finance minister", "Norway"),
        ("Norway Norway", "shadow chancellor", None),
        ("Norway Sweden", "finance minister", None),
        ("Hull Hull", "finance minister", None),
        ("Norway Norway Sweden / Sweden", "finance minister", "Sweden"),
        ("Norway Norway Norway Sweden / Sweden", "finance minister", "Norway"),
        ("Norway Sweden / Norway Sweden", "finance minister", None),
    ],
)
def test_bare_office_is_of_the_country_named_most(
    places: str, office: str, state: str | None
) -> None:
    text, names = read_marked(
        " ".join(f"[G:{place}]" if place != "/" else "met.\n\n" for place in places.split())
        + f". It is over, said {office} [P:Bo]."
    )
    mentions, entities = make_names(text, names)
    ids = {entity.entity_id: f"newsx:country-{entity.name}" for entity in entities}
    ids = {one: new for one, new in ids.items() if not new.endswith(("Hull", "Bo"))}
    index = MentionIndex(
        [one.model_copy(update={"entity_id": ids.get(one.entity_id, one.entity_id)})
         for one in mentions]
    )  # fmt: skip
    posts = find_posts(text, index)
    employer = Careers(posts, Speakers(text, index, entities, posts)).employer(
        posts[0].person.entity_id
    )
    assert (employer.text if employer is not None else None) == state


def test_office_of_a_state_that_is_named_is_its() -> None:
    claims, _ = resolve_marked("It is over, said [G:Norway]’s finance minister, [P:Ana Ruiz].")
    assert claims[-1].affiliation is not None
    assert claims[-1].affiliation.name == "Norway"


def test_agency_in_a_dateline_is_no_bank() -> None:
    claims, _ = resolve_marked(
        "[G:OSLO], May 3 ([O:Reuters]) - Rates stay put. It is over, governor [P:Ana Ruiz] said."
    )
    assert claims[-1].affiliation is None


@pytest.mark.parametrize("office", ["business secretary", "shadow health secretary"])
def test_secretary_of_a_state_works_for_no_company(office: str) -> None:
    claims, relations = resolve_marked(
        f"[O:Acme] and [O:Acme] again. It is over, said {office} [P:Ana Ruiz]."
    )
    assert claims[-1].affiliation is None
    assert not relations


def test_title_of_somebody_unnamed_is_told_in_full() -> None:
    claims, _ = resolve_marked("[O:Acme] fell. Sales would rise, its chief executive said.")
    assert claims[-1].role == "chief executive"
    assert claims[-1].affiliation is not None


@pytest.mark.parametrize(("marked", "employer"), UNNAMED)
def test_employer_is_known_from_what_was_said_before(marked: str, employer: str) -> None:
    claims, _ = resolve_marked(marked)
    claim = claims[-1]
    assert claim.affiliation is not None
    assert claim.affiliation.name == employer
