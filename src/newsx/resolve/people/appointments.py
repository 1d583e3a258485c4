"""Posts that a verb gives: `Acme named Ana Ruiz chief executive`, `Bo Lind joined Peel as head`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from newsx.knowledge.courtesies import COURTESY
from newsx.resolve.people.employers import AT_WORD, employer_after
from newsx.resolve.people.titles import DESCRIPTION, clean, is_of_several, title_end

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsx.schema import Mention

GIVEN: Final = (
    r"(?:re-?)?(?:named|appointed|elected|hired|promoted|confirmed|chosen|picked|tapped|installed"
    r"|nominated|selected|recruited|poached)"
)
_GIVES: Final = re.compile(
    rf"\b(?:{GIVEN}|names|appoints|elects|hires|promotes|picks|taps|chose|chooses|installs"
    r"|nominates|selects|recruits|poaches)\s+"
    rf"(?:{COURTESY}\s+)?$"
)
_ITS: Final = r"(?:(?P<its>its|their)\s+)?(?:(?:an?|the)\s+)?(?:(?:new|next|first)\s+)?"
# "Acme named Ana Ruiz, 52, as its chief executive"; behind an aside it takes a word to go on.
_GIVEN_TO: Final = re.compile(
    rf"(?:\s+from\s+[^,.;]{{2,40}}?)?(?:\s+(?:as|to\s+be(?:come)?)\s+|\s+"
    rf"|,\s+[^;\n]{{2,80}}?,\s+(?:as|to\s+be(?:come)?)\s+){_ITS}"
)
# A headline leaves out the verb, "Ana Ruiz appointed CEO"; "appointed a banker" is what she does.
_WAS_GIVEN: Final = re.compile(
    rf"\s+(?:(?:was|is|were|has\s+been|had\s+been|will\s+be)\s+{GIVEN}\s+"
    rf"(?:as\s+|to\s+be\s+|to\s+become\s+)?{_ITS}|{GIVEN}\s+(?:as\s+)?(?!an?\s))"
)
_JOINS: Final = re.compile(
    r"\s+(?:(?:has|had|will)\s+)?(?:(?:re)?join(?:s|ed)?|moved\s+to|moves\s+to)\s+"
)
_DESCRIBED: Final = re.compile(DESCRIPTION)
_JOINED_AS: Final = re.compile(rf"(?:\s+in\s+[\w ]{{2,30}})?,?\s+as\s+{_ITS}")
# Between a firm and its verb: "Acme has named", "Acme's board on Monday appointed".
_FIRM_DOES: Final = re.compile(
    r"(?:\s+\([^)]*\))?(?:[’']s\s+board)?\s+(?:(?:has|have|had|will|also|today|yesterday"
    r"|on\s+[A-Z]\w+)\s+)*"
)
_IT_DOES: Final = re.compile(r"\b[Ii]t\s+(?:(?:has|had|will|also)\s+)*$")


class Appointment(NamedTuple):
    """A title that a verb gives to a person."""

    role: str
    employer: Mention | None
    end: int
    is_its: bool
    """Whether it is one at a firm named before: `it named her its chief executive`."""


def appointment(
    text: str, person: Mention, before: Sequence[Mention], after: Sequence[Mention]
) -> Appointment | None:
    """Return the post that somebody is given beside their name, or None.

    Args:
        text: The article's.
        person: Whose name it stands beside.
        before: The names before it, in order.
        after: The names behind it.
    """
    joined = _joined(text, person, after)
    if joined is not None:
        return joined
    given = _GIVES.search(text, max(0, person.start - 40), person.start)
    lead = (_GIVEN_TO if given is not None else _WAS_GIVEN).match(text, person.end)
    if lead is None:
        return None
    found = _title(text, lead, after)
    if found is None or found.employer is not None or given is None:
        return found
    firm = next((one for one in reversed(before) if one.end <= given.start()), None)
    gap = None if firm is None else _FIRM_DOES.fullmatch(text, firm.end, given.start())
    if firm is not None and firm.type == "ORG" and gap is not None:
        return found._replace(employer=firm)
    return found._replace(
        is_its=found.is_its or _IT_DOES.search(text, 0, given.start()) is not None
    )


def _joined(text: str, person: Mention, after: Sequence[Mention]) -> Appointment | None:
    joins = _JOINS.match(text, person.end)
    firm = None if joins is None else employer_after(text, joins.end(), after, _DESCRIBED)
    lead = None if firm is None else _JOINED_AS.match(text, firm.end)
    found = None if lead is None else _title(text, lead, after)
    return None if found is None else found._replace(employer=firm, is_its=False)


def _title(text: str, lead: re.Match[str], after: Sequence[Mention]) -> Appointment | None:
    """Return the title that begins where a lead ends; that of somebody named next is theirs."""
    stop = title_end(text, lead.end())
    role = clean(text[lead.end() : stop]) if stop > lead.end() else None
    if role is None or is_of_several(role):
        return None
    if any(one.type == "PERSON" and stop <= one.start <= stop + 2 for one in after):
        return None
    employer = employer_after(text, stop, after, AT_WORD)
    return Appointment(role, employer, stop, lead["its"] is not None)


__all__ = ["Appointment", "appointment"]
