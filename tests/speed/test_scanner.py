"""The scanner and composer of amounts, against Python's own pass over the same characters."""

import re
import time
from collections.abc import Callable

import pytest

from newsx.grammar import amounts

TEXT = (
    "Operating profit rose 12.4% to $1.92 billion in the second quarter, or 61 cents a share, from "
    "$1.7 billion a year earlier, while the group said it would cut about 1,100 jobs in Leeds. The "
    "shares closed up 2.6p at 271.4p, and analysts at the bank expect margins of 3.5-4% next year "
    "as the company, which is based in the north of the country, hands out more of what it earns. "
) * 800


def cpu_seconds(work: Callable[[], object]) -> float:
    times = []
    for _ in range(3):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.slow
def test_scanner_stays_near_a_plain_pass() -> None:
    """A ratio within one run: this machine's speed does not matter."""
    word = re.compile(r"\w+")
    plain = cpu_seconds(lambda: sum(1 for _ in word.finditer(TEXT)))
    scanned = cpu_seconds(lambda: sum(1 for _ in amounts.scan(TEXT)))
    assert scanned < 60 * plain, f"{len(TEXT) / scanned / 1e6:.2f} million characters a CPU second"
