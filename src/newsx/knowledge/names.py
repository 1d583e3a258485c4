"""Bring names into the form they are looked up in.

Two writings of one name give one key: case, accents, dots, the leading article, `&` and the legal
form do not count. Legal forms are those of the ISO 20275 list that news copy uses.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from newsx.knowledge.cues import cue_words

_LEGAL_FORMS: Final = cue_words("legal_forms")
_STRIPPED_ALONE: Final = _LEGAL_FORMS - {"de", "sl", "dd", "cv", "pt"}
_SEC_STATE: Final = re.compile(r"\s*[/\\][A-Z ]{2,12}[/\\]?\s*$")
_REGISTERED_IN: Final = re.compile(
    r"\s*[/\\]\s*(?:[a-z.]{2,12}|(?:cayman|marshall) islands)?[/\\]?\s*$", re.IGNORECASE
)
_DROPPED: Final = re.compile(r"[.'’‘`´®™*!\"“”]")
_PARTED: Final = re.compile(r"[^\w&+]+|_+")
_SMALL: Final = frozenset({"and", "of", "the", "for", "de", "in", "on"})
_LEGAL_WRITING: Final = {
    "inc": "Inc.",
    "corp": "Corp.",
    "co": "Co.",
    "ltd": "Ltd.",
    "cos": "Cos.",
    "plc": "PLC",
    "llc": "LLC",
    "lp": "LP",
    "sa": "SA",
    "ag": "AG",
    "nv": "NV",
    "se": "SE",
}
_INITIALS: Final = 2
_HONG_KONG_DIGITS: Final = 4
_POSSESSIVE: Final = re.compile(r"(?:['’]s|(?<=s)['’])$")
_APOSTROPHES: Final = ("'s", "’s", "'", "’")


@lru_cache(maxsize=65536)
def words(name: str) -> tuple[str, ...]:
    """Return the words of a name: lower case, without accents, dots and the leading article.

    >>> words("The Société Générale S.A.")
    ('societe', 'generale', 'sa')
    """
    plain = name
    if not name.isascii():
        plain = unicodedata.normalize("NFKD", name)
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = _DROPPED.sub("", strip_possessive(_SEC_STATE.sub("", plain).strip())).casefold()
    found = [word for word in _PARTED.split(plain.replace("&", " and ")) if word]
    if len(found) > 1 and found[0] == "the":
        del found[0]
    return tuple(found)


@lru_cache(maxsize=65536)
def normalise(name: str) -> str:
    """Return the key a name is looked up by: its words without the legal form.

    >>> normalise("Nvidia Corp."), normalise("JPMorgan Chase & Co."), normalise("The Gap, Inc.")
    ('nvidia', 'jpmorgan chase', 'gap')
    """
    found = list(words(name))
    cut = _cut(found)
    return " ".join(found[:cut])


def has_legal_form(name: str) -> bool:
    """Return whether a name ends in a legal form: `Target Corp.` does, `Target` does not."""
    found = list(words(name))
    return _cut(found) < len(found)


def _cut(found: list[str]) -> int:
    end = len(found)
    while end > 1 and found[end - 1] in _LEGAL_FORMS:
        end -= 1
    if end == len(found) - 1 and found[-1] not in _STRIPPED_ALONE:
        end += 1
    if 1 < end < len(found) and found[end - 1] == "and":
        end -= 1
    return end


def legal_form(name: str) -> str:
    """Return the first word of the legal form a name ends in, or an empty string.

    >>> legal_form("Delta Corp"), legal_form("Delta Air Lines")
    ('corp', '')
    """
    found = list(words(name))
    cut = _cut(found)
    if cut < len(found) and found[cut] == "and":
        cut += 1
    return found[cut] if cut < len(found) else ""


def slug(name: str) -> str:
    """Return a name as a stable identifier: lower case words joined by hyphens.

    >>> slug("S&P 500")
    's-and-p-500'
    """
    return "-".join(words(name))


def strip_possessive(name: str) -> str:
    """Return a name without a closing `'s`, or `'` behind an `s`."""
    return _POSSESSIVE.sub("", name) if name.endswith(_APOSTROPHES) else name


def market_ticker(ticker: str, mic: str) -> str:
    """Return a ticker as market data joins on it: Hong Kong's codes have four digits.

    >>> market_ticker("700", "XHKG"), market_ticker("00700", "XHKG"), market_ticker("BARC", "XLON")
    ('0700', '0700', 'BARC')
    """
    if mic == "XHKG" and ticker.isdigit():
        return ticker.lstrip("0").zfill(_HONG_KONG_DIGITS)
    return ticker


def tidy(name: str) -> str:
    """Return an SEC name in the case of news copy, without the place it is registered in.

    >>> tidy("BANK OF AMERICA CORP /DE/"), tidy("Meta Platforms, Inc."), tidy("AMETEK INC/")
    ('Bank of America Corp.', 'Meta Platforms, Inc.', 'Ametek Inc.')
    >>> tidy("Troops, Inc. /Cayman Islands/"), tidy("DATA I/O CORP"), tidy("CULLEN/FROST BANKERS")
    ('Troops, Inc.', 'Data I/O Corp.', 'Cullen/Frost Bankers')
    """
    name = _REGISTERED_IN.sub("", name).strip()
    if name != name.upper():
        return name
    out: list[str] = []
    for word in name.split():
        bare = word.strip(".,").casefold()
        if out and bare in _SMALL:
            out.append(bare)
        else:
            plain = word if len(word) <= _INITIALS else _capitalised(word)
            out.append(_LEGAL_WRITING.get(bare, plain))
    return " ".join(out)


def _capitalised(word: str) -> str:
    return "/".join(part.capitalize() for part in word.split("/"))
