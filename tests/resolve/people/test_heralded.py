"""Whom a lead tells of by title before it names them."""

import pytest

from marked import resolve_marked

TOLD = "Tram strike ends\n\n[O:Acme] will run trams again, its chief executive said on Monday.\n\n"
BANK = "Rates rise\n\nPrices will fall, the deputy governor of the [O:Bank of Ruria] said.\n\n"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (TOLD + "“It is over,” [P:Ana Ruiz] said.", "Ana Ruiz"),
        (TOLD + "“It is over,” Chief Executive [P:Ana Ruiz] said.", "Ana Ruiz"),
        (BANK + "“They have to,” said [P:Bo Lind].", "Bo Lind"),
        # another office, somebody who only is named, somebody named long after
        (TOLD + "“It is over,” analyst [P:Ana Ruiz] said.", "Acme"),
        (TOLD + "Trams were built by [P:Ana Ruiz] in 1990, he said.", "Acme"),
        (TOLD + "It rained.\n\nIt snowed.\n\n“It is over,” [P:Ana Ruiz] said.", "Acme"),
        (TOLD + "“I missed it,” [P:Bo Lind], a passenger, said.", "Acme"),
        (TOLD + "Others disagreed. “That is wrong,” said [P:Ana Ruiz].", "Acme"),
        (BANK + "“No,” said [P:Ana Ruiz] of [O:Lindal Bank].", "Bank of Ruria"),
        (
            BANK + "“No,” said [P:Bo Lind], deputy governor of the [O:Bank of Uria].",
            "Bank of Ruria",
        ),
    ],
)
def test_a_title_in_the_lead_is_who_speaks_next(text: str, name: str) -> None:
    claims, _ = resolve_marked(text)
    source = claims[0].source
    assert source is not None
    assert source.name == name
