"""Currencies: how newsrooms write them, and what a bare sign stands for where."""

from datetime import date
from functools import cache
from typing import NamedTuple

from newsx.knowledge.vocabulary import Phrases, rows

# ISO codes that are English words in capitals, and so never stand for money by themselves.
_WORD_CODES = frozenset({"ALL", "TOP", "CUP", "MOP", "PEN", "SOS", "MAD", "GEL"})
# Codes that writers also put in lower case.
_LOWER_CODES = ("usd", "eur", "gbp", "jpy", "cny", "inr", "cad", "aud", "chf", "sgd", "hkd", "nzd")
_MILLION_CODES = ("USD", "EUR", "GBP", "SEK", "NOK", "DKK", "CHF", "PLN", "CAD", "AUD")


class Currency(NamedTuple):
    """What a written form stands for."""

    code: str
    """ISO 4217."""
    minor: bool = False
    """Whether the form names the hundredth: cents, pence."""
    family: str | None = None
    """Currencies that share the form; None where the form is unmistakable."""
    glued: bool = False
    """Whether the form counts only without a space between it and the number."""
    scale: int = 0
    """Power of ten inside the form: MUSD is a million dollars."""
    large: bool = False
    """Whether the form counts only in sums and rates of exchange: 40 marks may be points."""


def _family_of() -> dict[str, str]:
    return {
        form: row["family"] for row in rows("currency_families") for form in row["forms"].split()
    }


@cache
def before() -> dict[str, Currency]:
    """Return the forms that stand before a number, as written; all-letter codes in capitals."""
    found = dict(_written("before"))
    for code in _codes():
        found.setdefault(code, Currency(code))
    for code in _LOWER_CODES:
        found[code] = Currency(code.upper())
    for code in _MILLION_CODES:
        found["M" + code] = Currency(code, scale=6)
    for form, currency in list(found.items()):
        if "$" in form:
            found.setdefault(form.lower(), currency)
    return found


@cache
def after() -> Phrases[Currency]:
    """Return the names and signs that stand after a number, in lower case."""
    found: dict[str, Currency] = {}
    shared = _family_of()
    for row in rows("currencies"):
        for name in (row["singular"], row["plural"]):
            found[name.lower()] = Currency(row["code"])
            last = name.lower().rsplit(" ", 1)[-1]
            found[last] = Currency("" if last in found else row["code"])
    found = {
        form: currency
        for form, currency in found.items()
        if currency.code and (" " in form or form not in shared) and form not in _NAMES_TOO_COMMON
    }
    found |= {form.lower(): currency for form, currency in _written("after")}
    return Phrases(found)


# Last words of currency names that are everyday words.
_NAMES_TOO_COMMON = frozenset(
    {"mark", "marks", "units", "unit", "real", "sol", "loti", "lek", "top"}
)


@cache
def codes_after() -> dict[str, Currency]:
    """Return the codes that stand after a number: `115USD`, `48.5 MGBP`."""
    found = {code: Currency(code) for code in _codes()}
    found |= {code: Currency(code.upper()) for code in _LOWER_CODES}
    found |= {"M" + code: Currency(code, scale=6) for code in _MILLION_CODES}
    return found


@cache
def places() -> dict[str, str]:
    """Return places and nationalities with the code of their currency."""
    return {row["place"]: row["code"] for row in rows("currency_places")}


@cache
def members(family: str) -> tuple[str, ...]:
    """Return the codes that share the forms of a family, the default first."""
    return {row["family"]: tuple(row["codes"].split()) for row in rows("currency_families")}[family]


@cache
def ends() -> dict[str, date]:
    """Return the last days on which retired currencies that share a form were money, by code."""
    return {row["code"]: date.fromisoformat(row["last_day"]) for row in rows("currency_ends")}


def _codes() -> tuple[str, ...]:
    return tuple(row["code"] for row in rows("currencies") if row["code"] not in _WORD_CODES)


def _written(place: str) -> list[tuple[str, Currency]]:
    shared = _family_of()
    return [
        (
            row["form"],
            Currency(
                row["code"],
                row["minor"] == "1",
                shared.get(row["form"]),
                row["only"] == "glued",
                large=row["only"] == "large",
            ),
        )
        for row in rows("currency_forms")
        if row["place"] in {place, "both"}
    ]
