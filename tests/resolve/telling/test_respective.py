"""Lists told side by side: the nth figure is the nth company's. Invented sentences."""

import pytest

from newsx import extract
from newsx.resolve import figures

# text -> figures as (text, usual name of the measure, subject, period)
LISTS = [
    (
        (
            "Gains\nArdennes Lacquer SA (ARDL.BR) and Kronfeld AG (KFDG.DE) gained 3.1% and 2.2%, "
            "respectively."
        ),
        [
            ("3.1%", "share price", "Ardennes Lacquer SA", None),
            ("2.2%", "share price", "Kronfeld AG", None),
        ],
    ),
    (
        "The unemployment rates of Germany, France and Spain were 3.2%, 7.4% and 5.1% respectively.",
        [
            ("3.2%", "unemployment rate", "Germany", None),
            ("7.4%", "unemployment rate", "France", None),
            ("5.1%", "unemployment rate", "Spain", None),
        ],
    ),
    (
        "Movers\n\nArdennes Lacquer and Kronfeld gained 3.1% and 2.2%.",
        [
            ("3.1%", "share price", "Ardennes Lacquer", None),
            ("2.2%", "share price", "Kronfeld", None),
        ],
    ),
    (
        "Norrland Paper posted losses of $3 million and $4 million in 2023 and 2022.",
        [
            ("$3 million", "loss", "Norrland Paper", "2023"),
            ("$4 million", "loss", "Norrland Paper", "2022"),
        ],
    ),
    (
        "Revenue and net profit rose 12% and 8%, respectively, Norrland Paper said.",
        [("12%", "revenue", "Norrland Paper", None), ("8%", "net income", "Norrland Paper", None)],
    ),
    (
        "Norrland Paper posted losses of $3 million and $4 million for 2023 and 2022, respectively.",
        [
            ("$3 million", "loss", "Norrland Paper", "2023"),
            ("$4 million", "loss", "Norrland Paper", "2022"),
        ],
    ),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_every_figure_of_a_list_has_its_own(
    text: str, expected: list[tuple[str, str, str, str | None]]
) -> None:
    record = extract({"text": text, "date_published": "2024-05-02"})
    isos = {period.period_id: period.iso for period in record.periods}
    told = [
        (
            one.text,
            one.measure_name,
            one.subject and one.subject.text,
            isos.get(one.period_id or ""),
        )
        for one in record.figures
    ]
    assert told == expected


@pytest.mark.model
def test_a_list_says_once_what_is_counted_and_analysts_own_nothing() -> None:
    text = "Ford and General Motors sold 150,000 and 210,000 vehicles respectively."
    first, last = extract({"text": text}).figures
    assert (first.kind, first.unit) == (last.kind, last.unit) == ("count", "vehicle")
    assert (first.subject and first.subject.text, last.subject and last.subject.text) == (
        "Ford",
        "General Motors",
    )
    text = "Analysts at UBS and Citigroup expect sales to rise 3% and 4%, respectively."
    subjects = [one.subject and one.subject.text for one in extract({"text": text}).figures]
    assert "UBS Group AG" not in subjects
    assert "UBS" not in subjects


@pytest.mark.model
def test_the_direction_of_a_list_is_that_of_its_first() -> None:
    text = "Shares in Toyota, Honda and Nissan lost 1.2%, 2.3% and 4.1%."
    told = [(one.direction, one.role) for one in extract({"text": text}).figures]
    assert told == [("down", "delta")] * 3


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        # of two lists nobody knows which is meant
        "Ford and General Motors earned $3 billion and $4 billion in 2022 and 2023.",
        "Ardennes Lacquer and Kronfeld rose 3.1% and closed at 20 euros.",
    ],
)
def test_what_is_no_list_beside_another_stays_as_it_was(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = extract({"text": text}).figures
    monkeypatch.setattr(figures, "with_respective", lambda _, found, **__: found)
    assert extract({"text": text}).figures == found
