import pytest

from newsx.resolve.measures.earnings import abbreviated

EBITDA = "interest , taxes , depreciation and amortisation ( EBITDA ) rose 12 %"


@pytest.mark.parametrize(
    ("measure", "sentence", "said"),
    [
        ("Adjusted earnings before interest", f"Adjusted earnings before {EBITDA}", "Adjusted EBITDA"),
        ("earnings before interest", "its earnings before interest and tax fell", "EBIT"),
        ("earnings before interest", "its earnings before interest fell", "earnings before interest"),
        ("depreciation and amortisation", f"Earnings before {EBITDA}", "EBITDA"),
        ("tax", "earnings before interest and tax rose , and tax was 5 million euros", "tax"),
        ("net earnings", f"net earnings and earnings before {EBITDA}", "net earnings"),
    ],
)  # fmt: skip
def test_earnings_before_more_are_called_by_their_letters(
    measure: str, sentence: str, said: str
) -> None:
    assert abbreviated(measure, sentence) == said
