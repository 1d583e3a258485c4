"""What a measure is called, in words and by its usual name: invented sentences."""

import pytest

from figure_docs import read_figures
from newsx.resolve.measures.naming import Measured, expected, is_price_name

# sentence, figure, measure, usual name
NAMED = [
    ("Shares in the grocer fell 3%.", "3%", "share price", "share price"),
    ("The stock closed at $31.20.", "$31.20", "share price", "share price"),
    ("Harbour Tools fell 2.1% to £8.74.", "£8.74", "share price", "share price"),
    ("It bought 3 million shares.", "3 million shares", "shares", "shares"),
    ("Ora Lund owns 6.8% of the shares.", "6.8%", "stake", "stake"),
    ("Exports make up 62% of revenue.", "62%", "share of revenue", "share"),
    ("Brent crude settled at $84.10 a barrel.", "$84.10 a barrel", "Brent crude price",
     "commodity price"),
    ("Sterling fell to $1.2445.", "$1.2445", "Sterling exchange rate", "exchange rate"),
    ("The Nasdaq Composite ended 0.3% lower.", "0.3%", "Nasdaq Composite level", "index level"),
    ("Average selling prices fell 14%.", "14%", "Average selling prices", "price"),
    ("Average earnings slipped 3%.", "3%", "Average earnings", "wages"),
    ("Ten-year notes yielded 4.2%.", "4.2%", "yield", "yield"),
    ("Its 8.25% notes due 2031 fell.", "8.25%", "coupon", "coupon"),
    ("Net income was $31 million, or 39 cents per share.", "39 cents per share",
     "earnings per share", "earnings per share"),
    ("The maker employs 1,100 people.", "1,100 people", "employees", "employees"),
    ("She cut her target to $52 from $60.", "$60", "price target", "price target"),
    ("The stock trades at 15 times forward earnings.", "15 times", "multiple of forward earnings",
     "valuation multiple"),
    ("Consolidated net profit rose to $5 million.", "$5 million", "Consolidated net profit",
     "net income"),
    ("Revenue was $5 billion. Analysts had expected $6 billion.", "$6 billion",
     "expected Revenue", "revenue"),
    # lists, labels and clauses without a verb
    ("The S&P 500 gained 1.2% and the Dow just 0.6%.", "0.6%", "Dow level", "index level"),
    ("Revenue: $1.09 billion", "$1.09 billion", "Revenue", "revenue"),
    ("Profit before tax £6.4m", "£6.4m", "Profit before tax", "pre-tax profit"),
    ("It happened to cost 3%.", "3%", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "text", "measure", "name"), NAMED)
def test_measure_and_its_name(
    sentence: str, text: str, measure: str | None, name: str | None
) -> None:
    figure = next(figure for figure in read_figures(sentence)[0] if figure.text == text)
    assert (figure.measure, figure.measure_name) == (measure, name)


def test_a_list_without_verbs_moves_as_its_first() -> None:
    figures, _ = read_figures("The S&P 500 gained 1.2% and the Dow just 0.6%.")
    assert [figure.direction for figure in figures] == ["up", "up"]


@pytest.mark.parametrize(
    ("told", "hoped"),
    [
        ("revenue", "expected revenue"),
        ("revenue forecast", "expected revenue"),
        ("previous revenue forecast", "expected revenue"),
        ("expected revenue", "expected revenue"),
        ("target", "expected target"),
    ],
)
def test_what_is_expected_is_the_quantity_and_no_outlook_on_it(told: str, hoped: str) -> None:
    assert expected(Measured(told)).text == hoped


def test_a_loan_to_value_is_no_price() -> None:
    measures = ["share price", "market value", "Loan to value", "stake"]
    assert list(filter(is_price_name, measures)) == ["share price", "market value"]
