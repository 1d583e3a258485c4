import pytest

from newsx.parse.boilerplate import is_boilerplate, without_boilerplate

FOREIGN = [
    "Read more: Five funds to watch this winter",
    "Sign up for our newsletter",
    "Get the Morning Ledger newsletter delivered to your inbox every day.",
    "Follow Jane Doe on Twitter",
    "© 2025 Ledger Media. All rights reserved.",
    "Reporting by Jane Doe in Paris; editing by Max Roe",
    "—With assistance from Tomasz Lindqvist.",
    "(With inputs from PTI)",
    "Jane Doe contributed to this report.",
    "Our Standards: The Ledger Charter of Accuracy.",
    "Join us at the Ledger Summit in Houston, where 300 chiefs debate. Apply here.",
    "Already a subscriber? Sign in",
    "Photo: Getty Images",
    "Your email address will not be published. Required fields are marked *",
    "ALSO READ | Steel stocks to buy",
    "Published: 7:05pm, 26 Aug 2026",
    "01:58",
    "Your browser does not support the video tag.",
    "Advertisement - story continues below",
    "Advertisement 4",
    "Story continues",
    "Article continues",
    "(With inputs from PTI; headline by the desk.)",
    "With assistance from Jane Doe and the London bureau.",
    "With files from agencies and the Ledger’s Jane Doe.",
    "Associated Press writers Jane Doe in London and Max Roe in Paris contributed.",
    "Jane Doe reported from London, and Max Roe from Paris.",
    "Tickets start at $99. Book here.",
    "Stay ahead of the market. Register now!",
    "Do not sell or share my personal information",
    "Get the numbers before others do. Sign up",
    "She has no position in any of the shares mentioned.",
]
OWN = [
    "Shares of the bank fell 5% on Monday.",
    "“Follow the money,” he said.",
    "Read the minutes of the Federal Reserve and you see a divided committee.",
    "Photographs of the plant showed damage, the company said.",
    "The company will share its plans in March.",
    "Subscribers rose 12% to 4 million, the newspaper said.",
    "Orders on hold",
    "Advertisement revenue fell 12% to $4 billion.",
    "Advertisement spending in Europe rose for a third year.",
    "With help from a weaker yen, exports rose 5% in March.",
    "With reports of losses from lenders mounting, shares fell.",
    "With contributions from all three mills, Norrland made 900,000 tonnes.",
    "Reuters reporters saw 20 tankers off the port on Monday.",
    "The Associated Press writers guild won a rise of 4%.",
    "Rivals reported from 2% to 5% more sales.",
    "Norrland Paper reported from its mills a fall of 5% in output.",
    "Airline tickets cost 12% more than a year ago, the government said.",
    "About 4,000 childcare places are to be cut by 2027.",
    "Shareholders of Norrland Paper will vote today.",
    "Holders have until March to register now.",
    "Investors who do not sell in a crash do better, the study found.",
    "It took the bank a year to get a million customers to sign up.",
    "He has a long position in Norrland, a filing showed.",
    "Follow the money on Wall Street and you find three banks.",
    "Reach an agreement on debt or face default, lenders told the country.",
    "Already a member of the index, Norrland gained 4%.",
    "Story continues to unfold in Norrland, where two mills stand still.",
    "Share on share, the offer is worth 12% more.",
    "Watch on Friday for the jobs report.",
    "It has 2 million subscribers who pay $10 for six months of access, according to its filing.",
]


@pytest.mark.parametrize("paragraph", FOREIGN)
def test_foreign_paragraph_goes(paragraph: str) -> None:
    assert is_boilerplate(paragraph)


@pytest.mark.parametrize("paragraph", OWN)
def test_own_paragraph_stays(paragraph: str) -> None:
    assert not is_boilerplate(paragraph)


def test_headline_repeated_at_the_top_goes() -> None:
    assert without_boilerplate(["Bank Falls", "It fell 5%."], headline="Bank falls") == [
        "It fell 5%."
    ]


def test_pull_quote_goes_with_the_name_below_it() -> None:
    body = "The union said: ‘They load it up with borrowing, sell the shops and call it growth.’"
    pulled = [
        "“They load it up with borrowing, sell the shops and call it growth",
        "Jane Doe, union leader",
    ]
    assert without_boilerplate([body, *pulled, "Shares fell on Monday after the talks."]) == [
        body,
        "Shares fell on Monday after the talks.",
    ]


def test_note_about_the_author_goes_from_the_end_only() -> None:
    note = "Jane Doe is a reporter in Paris who covers banks."
    kept = without_boilerplate(["A.", note, "B.", "C.", "D.", "E.", note], authors=["Jane Doe"])
    assert kept == ["A.", note, "B.", "C.", "D.", "E."]


@pytest.mark.parametrize(
    ("author", "last"),
    [
        ("May Tan", "May sales rose 3%, an analyst at Norrland said."),
        ("Will Hunter", "Will the bank cut again? No analyst thinks so."),
        ("Grant Ellis", "Grant Norrland, the auditor, could not be reached at its office."),
    ],
)
def test_what_only_begins_with_a_name_of_the_author_stays(author: str, last: str) -> None:
    assert without_boilerplate(["A.", last], authors=[author]) == ["A.", last]


@pytest.mark.parametrize(
    "note",
    [
        "May Tan is a reporter in Paris who covers banks.",
        "May Tan, a columnist, writes every Tuesday.",
        "May covers banks and insurers.",
        "Tan joined in 2019.",
        "— May has been a correspondent in Lima.",
        "By May Tan: reach her, our reporter, at the desk.",
        "May can be reached at may.tan@ledger.example.",
    ],
)
def test_every_way_of_telling_of_the_author_is_a_note(note: str) -> None:
    assert without_boilerplate(["A.", note], authors=["May Tan"]) == ["A."]


def test_closing_sections_of_an_announcement_go() -> None:
    text = (
        "Revenue rose 8% to $214.6 million in the quarter, the company said in a statement today."
    )
    closing = [
        "About Oakhollow Devices",
        "Oakhollow makes sensors.",
        "Forward-Looking Statements",
        "Risks.",
    ]
    story = [f"{number}. {text}" for number in range(9)]
    assert without_boilerplate(story + closing) == story


def test_about_heading_early_in_a_story_stays() -> None:
    text = (
        "Revenue rose 8% to $214.6 million in the quarter, the company said in a statement today."
    )
    rest = [f"{number}. {text}" for number in range(4)]
    story = ["About Schmidt", "Schmidt is the man who built it all from one shop.", *rest]
    assert without_boilerplate(story) == story


@pytest.mark.parametrize(
    ("last", "own"),
    [
        ("The stock fell 2%. PTI KRS ANU ANU", "The stock fell 2%."),
        ("“We wait,” he said. PTI", "“We wait,” he said."),
        ("The rate stays at 4%. (ANI)", "The rate stays at 4%."),
        ("Talks go on. IANS RVT/HS", "Talks go on."),
        ("Talks go on. - Reuters", "Talks go on."),
    ],
)
def test_the_signature_of_an_agency_goes_from_the_end(last: str, own: str) -> None:
    assert without_boilerplate(["A.", last]) == ["A.", own]


def test_a_signature_that_stands_alone_goes_whole() -> None:
    assert without_boilerplate(["A. PTI", "B.", "PTI KRS ANU"]) == ["A. PTI", "B."]


@pytest.mark.parametrize(
    "last", ["It belongs to PTI", "It sold its stake. AP Moller gained.", "He told PTI.", "(AFP)s"]
)
def test_what_is_no_signature_stays_at_the_end(last: str) -> None:
    assert without_boilerplate(["A.", last]) == ["A.", last]


def test_a_byline_below_the_key_points_goes() -> None:
    told = ["Profit fell 5%", "By May Tan and Will Hunter", "Norrland fell."]
    kept = without_boilerplate(told, authors=["May Tan", "Will Hunter"])
    assert kept == ["Profit fell 5%", "Norrland fell."]


@pytest.mark.parametrize(
    "own", ["By May Tan’s count, 5% are left.", "By Norrland", "By Max Roe", "By May, Tan said."]
)
def test_what_is_no_byline_of_the_authors_stays(own: str) -> None:
    assert without_boilerplate(["A.", own, "B."], authors=["May Tan"]) == ["A.", own, "B."]


@pytest.mark.parametrize(
    "note",
    [
        "(Adds CEO comment, updates shares)",
        "(Updates with close, in paragraph 3)",
        "(Recasts, adds analyst)",
        "(Corrects day of the week in first paragraph.)",
    ],
)
def test_what_a_newer_wording_has_more_is_no_part_of_it(note: str) -> None:
    assert without_boilerplate([note, "A.", "B."]) == ["A.", "B."]


@pytest.mark.parametrize(
    "own", ["Adds CEO comment to the file, the court said.", "(Added value is 5%.)", "(Up 5%)"]
)
def test_other_words_in_parentheses_stay(own: str) -> None:
    assert without_boilerplate([own, "A.", "B."]) == [own, "A.", "B."]
