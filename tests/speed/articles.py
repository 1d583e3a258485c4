"""Articles by the thousand: invented pages of financial news, no two alike, always the same."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

_SYLLABLES = (  # noqa: SIM905 - twenty of them
    "nor tul kes ver mar lin dal bro hal sten vik ros per cor fen gar len mil ost ran"
).split()
_KINDS = ("AB", "plc", "Inc.", "Corp.", "NV", "SA", "Ltd.", "Holdings", "Group", "Energy")
_FIRST = ("Anna", "Ida", "Jorrit", "Noor", "Béla", "Marijke", "Anselm", "Priya", "Tomas", "Grace")
_THINGS = (
    "revenue", "net income", "operating profit", "orders", "free cash flow", "deposits", "sales"
)  # fmt: skip
_PERIODS = ("the first quarter", "the year", "May", "the six months to June", "fiscal 2024", "2023")
_UP = ("rose", "climbed", "jumped", "grew", "increased")
_DOWN = ("fell", "slid", "dropped", "declined", "sank")
_SAID = ("said", "told investors", "wrote in a note", "said in an interview")
_SENTENCES = (
    "{firm} {said} that {thing} {moved} {percent}% to ${money} million in {period}.",
    "Analysts had expected {thing} of ${money} million, according to {other}.",
    "“We did not see {word} and {word2} coming,” said {person}, the chief executive of {firm}.",
    "Shares of {firm} {moved} {percent}% in {city}, the most since {year}.",
    "{person} of {other} expects {thing} to reach €{small} billion by the end of {year2}.",
    "The company would cut about {count} jobs in {city} and close {few} of its {dozen} sites.",
    "{firm} bought {other} for £{small} billion, nearly {times} times its {thing}.",
    "Investors pulled ${small} billion out of {word} funds in {period}, data from {other} show.",
    "Yields on the {word} bond were up {few} basis points at {small}%, while {word2} held steady.",
    "The board, which {person} joined in {year}, is to decide on the {word} plan in {period}.",
)


def _name(chance: random.Random, syllables: int = 3) -> str:
    return "".join(chance.choices(_SYLLABLES, k=syllables)).capitalize()


def _sentence(chance: random.Random, firm: str, people: list[str]) -> str:
    return chance.choice(_SENTENCES).format(
        firm=firm,
        other=f"{_name(chance, 2)} {chance.choice(_KINDS)}",
        person=chance.choice(people),
        said=chance.choice(_SAID),
        thing=chance.choice(_THINGS),
        moved=chance.choice(_UP + _DOWN),
        percent=chance.randrange(1, 400) / 10,
        money=chance.randrange(20, 9000),
        small=chance.randrange(10, 900) / 10,
        count=chance.randrange(2, 90) * 50,
        few=chance.randrange(2, 9),
        dozen=chance.randrange(10, 40),
        times=chance.choice(("two", "three", "four", "five")),
        period=chance.choice(_PERIODS),
        city=_name(chance, 2),
        word=_name(chance).lower(),
        word2=_name(chance).lower(),
        year=chance.randrange(1998, 2022),
        year2=chance.randrange(2025, 2031),
    )


def pages(count: int, *, start: int = 0, paragraphs: int = 13) -> Iterator[tuple[str, bytes]]:
    """Yield names and pages of some 45 words a paragraph; page `n` is the same in every run."""
    for number in range(start, start + count):
        chance = random.Random(number)
        firm = f"{_name(chance)} {chance.choice(_KINDS)}"
        people = [f"{chance.choice(_FIRST)} {_name(chance, 2)}" for _ in range(4)]
        when = datetime(2024, 1, 1, 8, tzinfo=UTC) + timedelta(minutes=number * 37)
        title = f"{firm} {chance.choice(_UP + _DOWN)} as {_name(chance).lower()} turns"
        told = "".join(
            f"<p>{' '.join(_sentence(chance, firm, people) for _ in range(3))}</p>"
            for _ in range(paragraphs)
        )
        page = (
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
            f'<meta property="og:site_name" content="The Ledger"><meta name="author" content='
            f'"{people[0]}"><meta property="article:published_time" content="{when.isoformat()}">'
            '</head><body><nav><a href="/">Home</a> <a href="/markets">Markets</a></nav>'
            f"<article><h1>{title}</h1>{told}</article><footer>© 2024</footer></body></html>"
        )
        yield f"{number:06}.html", page.encode()
