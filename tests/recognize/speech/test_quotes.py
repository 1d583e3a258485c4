import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsx.recognize.speech.quotes import find_quotations

EXAMPLES = [
    ('"We won," he said. "Again."', ["We won,", "Again."]),
    ("“We won,” he said. “Again.”", ["We won,", "Again."]),
    (
        "'It isn't over,' she said. 'The banks' shares fell.'",
        ["It isn't over,", "The banks' shares fell."],
    ),
    ("‘It’s the banks’ fault,’ he said, ‘not ours.’", ["It’s the banks’ fault,", "not ours."]),
    ("The investors’ money and the firm's cash", []),
    ("« C'est fini », dit-il.", [" C'est fini "]),
    ("„Wir sind da“, sagte er, „und bleiben.“", ["Wir sind da", "und bleiben."]),
    ("「売上は伸びた」と社長は述べた。", ["売上は伸びた"]),
    ("He called it “a ‘big’ mess” and left", ["a ‘big’ mess"]),
    ("``We won,'' he said", ["We won,"]),
    ("''We won,'' he said", ["We won,"]),
    ('A 5" pipe and a 6" pipe', []),
    ("Back in the '90s it was rock 'n' roll", []),
    ("“First paragraph.\n\n“Second one,” she said.", ["First paragraph.", "Second one,"]),
    ("“Never closed.\n\nThe next says nothing.\n\n“Fine,” he said.", ["Fine,"]),
    ('"One, he said. "Two," she said.', ["Two,"]),
    ("He rated it ‘buy’ and them ‘sell’.", ["buy", "sell"]),
    ('Shares rose." The rest is plain.', []),
    ("It ended “the deal is off", []),
    ("“The page was cut off here", ["The page was cut off here"]),
    ("‘They said “no” and left,’ he said", ["They said “no” and left,"]),
]


@pytest.mark.parametrize(("text", "expected"), EXAMPLES)
def test_quotations_are_found(text: str, expected: list[str]) -> None:
    assert [text[q.inner_start : q.inner_end] for q in find_quotations(text)] == expected


@given(st.text(alphabet="ab.,s \n“”‘’\"'«»„「」『』`0", max_size=80))
def test_any_marks_give_quotations_in_order_within_a_paragraph(text: str) -> None:
    last = 0
    for quotation in find_quotations(text):
        assert last <= quotation.start < quotation.inner_start <= quotation.inner_end
        assert quotation.inner_end <= quotation.end <= len(text)
        assert "\n\n" not in text[quotation.start : quotation.inner_end]
        last = quotation.end
