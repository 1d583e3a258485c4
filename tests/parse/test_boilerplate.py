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
]
OWN = [
    "Shares of the bank fell 5% on Monday.",
    "“Follow the money,” he said.",
    "Read the minutes of the Federal Reserve and you see a divided committee.",
    "Photographs of the plant showed damage, the company said.",
    "The company will share its plans in March.",
    "Subscribers rose 12% to 4 million, the newspaper said.",
    "Orders on hold",
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
