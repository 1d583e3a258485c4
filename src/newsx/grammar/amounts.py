"""Amounts: a number with its sign, currency, scale, unit and what it is per, ranges included.

One compiled scanner finds where a number begins; the composer takes what belongs to it. The
longest reading wins.
"""

import re
from collections.abc import Iterator

from newsx.grammar.amount import Amount
from newsx.grammar.composer import Composer
from newsx.grammar.numerals import FRACTION_SIGNS, NUMBER_WORDS, PARTS, WORDS
from newsx.grammar.ranges import extend
from newsx.knowledge import multiples

_ALONE = (
    rf"(?:an?[ ]couple[ ]of[ ]|(?:tens|hundreds)[ ]of[ ]"
    rf"|(?:{'|'.join(multiples.words())})(?![a-z])|(?:{PARTS}|{WORDS})(?![a-z]))"
)
_OPENINGS = {word[:2] for word in (*multiples.words(), *NUMBER_WORDS, "tens")} | {"a ", "an"}
# A set of first characters lets the engine skip to where a number can begin; what is no digit is
# then looked at from behind, its first two letters before the whole of it.
_SCANNER = re.compile(
    rf"[\d.{FRACTION_SIGNS}{''.join(sorted({opening[0] for opening in _OPENINGS}))}]"
    rf"(?:(?<=[\d{FRACTION_SIGNS}])"
    rf"|(?<![a-z].)(?<=(?=(?:{'|'.join(sorted(_OPENINGS))}))(?={_ALONE}).)"
    r"|(?<=\.)(?<![\w.]\.)(?=\d))"
)
_DIGIT_RUN = re.compile(r"[\w.,]*\w")


def scan(text: str) -> Iterator[Amount]:
    """Yield every amount of a text in order; amounts never overlap.

    Everything that is written as a number is read, so bare numbers and years come too: which of
    them are figures is for the recognizer to say.

    >>> [(amount.currency, amount.value) for amount in scan("US$1.2bn, or 61 cents a share")]
    [('USD', Decimal('1200000000.0')), ('USD', Decimal('0.61'))]
    """
    composer = Composer(text)
    position = 0
    while match := _SCANNER.search(composer.lowered, position):
        start = match.start()
        amount = composer.read(start, floor=position)
        if amount is None:
            run = _DIGIT_RUN.match(text, start)
            position = run.end() if run is not None else match.end()
            continue
        amount = extend(composer, amount, floor=position)
        position = amount.end
        yield amount
