"""Posts that a verb gives: `Acme named Ana Ruiz chief executive`, `Bo Lind joined Peel as head`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from newsx.knowledge.courtesies import COURTESY
from newsx.knowledge.function_words import words_of
from newsx.knowledge.roles import role_heads, role_modifiers
from newsx.resolve.people.employers import AT_WORD, employer_after
from newsx.resolve.people.head_nouns import WORD
from newsx.resolve.people.titles import DESCRIPTION, clean, is_of_several, title_end

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsx.schema import Mention

GIVEN: Final = (
    r"(?:re-?)?(?:named|appointed|elected|hired|promoted|confirmed|chosen|picked|tapped|installed"
    r"|nominated|selected|recruited|poached)"
)
"""How a verb stands that has given somebody a post."""
_GIVES: Final = re.compile(
    rf"\b(?:{GIVEN}|names|appoints|elects|hires|promotes|picks|taps|chose|chooses|installs"
    r"|nominates|selects|recruits|poaches) "
    rf"(?:{COURTESY} )?$"
)
_ITS: Final = r"(?:(?P<its>its|their) )?(?:(?:an?|the) )?(?:(?:new|next|first) )?"
_AS: Final = r"(?:as|to be|to become)"
_LED: Final = re.compile(rf"\b{_AS}\b")
_WAS: Final = r"(?:was|is|were|has been|had been|will be)"
# A stop ends an aside, but not that of "M.Sc. (Eng.)".
_ASIDE: Final = r"(?:[^.;\n]|\.(?! +[A-Z]))"
# "Acme named Ana Ruiz, 52, as its chief executive"; behind an aside it takes a word to go on.
_GIVEN_TO: Final = re.compile(
    rf"(?: from [^,.;\n]{{2,40}}?)?(?: (?:{_AS} )?|,{_ASIDE}{{3,80}}?, {_AS} ){_ITS}"
)
_WAS_GIVEN: Final = re.compile(rf"(?:,{_ASIDE}{{3,80}}?,)? {_WAS} {GIVEN} (?:{_AS} )?{_ITS}")
# A headline leaves out the verb: "Ana Ruiz appointed CEO"; "Ana Ruiz picked the CEO" says who did.
_HEADED: Final = re.compile(
    r" (?:re-?)?(?:named|appointed|elected|promoted) (?:as )?(?P<its>)"
    r"(?!(?:an?|the|its|their|his|her)\b)"
)
_BY: Final = re.compile(rf" {_WAS} {GIVEN} by ")
_GIVEN_BY: Final = re.compile(rf" by {DESCRIPTION}")
_JOINS: Final = re.compile(r" (?:(?:has|had|will) )?(?:(?:re)?join(?:s|ed)?|moved to|moves to) ")
_DESCRIBED: Final = re.compile(DESCRIPTION)
_DONE_AS: Final = re.compile(rf"(?: in [\w ]{{2,30}})?,? {_AS} {_ITS}")
# Between a firm and its verb: "Acme has named", "Acme's board on Monday appointed".
_FIRM_DOES: Final = re.compile(
    r"(?: \([^)]*\))?(?:[’']s board)? (?:(?:has|have|had|will|also|today|yesterday|on [A-Z]\w+) )*"
)
_IT_DOES: Final = re.compile(r"\b[Ii]t (?:(?:has|had|will|also) )*$")
# What may follow a title; no verb does: "joined as its chief executive resigned".
_ENDS: Final = re.compile(
    r"[.,;:)\n”\"]|$| (?:of|at|for|in|on|from|with|by|to|and|after|before|when|while|until|last"
    r"|this|next|effective|starting|as|under)\b"
)
_OF_THE_YEAR: Final = re.compile(r"of the (?:year|month|week|decade|century)\b")
_AS_FAR: Final = 40
_NO_TITLES: Final = words_of("prepositions") | words_of("conjunctions") | {"to", "not"}


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
    for verb in (_JOINS, _BY):
        done = verb.match(text, person.end)
        firm = None if done is None else employer_after(text, done.end(), after, _DESCRIBED)
        lead = None if firm is None else _DONE_AS.match(text, firm.end)
        found = None if lead is None else _title(text, lead, after)
        if found is not None:
            return found._replace(employer=firm, is_its=False)
    begin = max(0, person.start - _AS_FAR)
    given = _GIVES.search(text, begin, person.start)
    if given is None:
        lead = _WAS_GIVEN.match(text, person.end) or _HEADED.match(text, person.end)
        return None if lead is None else _title(text, lead, after)
    lead = _GIVEN_TO.match(text, person.end)
    found = None if lead is None else _title(text, lead, after)
    if found is None or found.employer is not None:
        return found
    firm = next((one for one in reversed(before) if one.end <= given.start()), None)
    gap = None if firm is None else _FIRM_DOES.fullmatch(text, firm.end, given.start())
    if firm is not None and firm.type == "ORG" and gap is not None:
        return found._replace(employer=firm)
    it_does = _IT_DOES.search(text, begin, given.start()) is not None
    return found._replace(is_its=found.is_its or it_does)


def _title(text: str, lead: re.Match[str], after: Sequence[Mention]) -> Appointment | None:
    """Return the title that begins where a lead ends; that of somebody named next is theirs.

    Without a word that leads to it, it has to be all of words that titles are made of: no "Acme
    hired Ana Ruiz after its chief executive quit".
    """
    stop = title_end(text, lead.end())
    role = clean(text[lead.end() : stop]) if stop > lead.end() else None
    if role is None or is_of_several(role) or _OF_THE_YEAR.search(text, lead.end(), stop + 12):
        return None
    told = [word.lower() for word in WORD.findall(re.split(r" (?:of|for) ", role)[0])]
    if told[0] in _NO_TITLES or (not _LED.search(lead.group()) and not _is_plain_title(told)):
        return None
    if _ENDS.match(text, stop) is None or any(
        one.type == "PERSON" and stop <= one.start <= stop + 2 for one in after
    ):
        return None
    employer = employer_after(text, stop, after, AT_WORD)
    employer = employer or employer_after(text, stop, after, _GIVEN_BY)
    return Appointment(role, employer, stop, bool(lead["its"]))


def _is_plain_title(words: Sequence[str]) -> bool:
    return all(word in role_heads() or word in role_modifiers() or word == "and" for word in words)


__all__ = ["GIVEN", "Appointment", "appointment"]
