"""Through whom a claim comes: who is cited for it, who was told, who has seen the paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from newsx.knowledge.names import has_legal_form
from newsx.knowledge.speech import is_body_or_firm, is_medium
from newsx.schema import Affiliation
from newsx.tokens import tokens_of

if TYPE_CHECKING:
    from spacy.tokens import Span

    from newsx.resolve.lookup import MentionIndex
    from newsx.resolve.people.speakers import Speakers
    from newsx.schema import Mention

_MEDIUM_REACH: Final = 40
# Whom a medium owes something hears it, "told Reuters’ owners", not its "Opening Tape" or Ana Ruiz.
_ANOTHER_HEARS: Final = re.compile(r"[’']s?\s+[a-z]")
_THE_PRESS: Final = re.compile(
    r"\s+(?:(?:an?|the|local|state|business|trade|weekly|daily|sunday|financial|radio|television|tv)\s+)*"
    r"(?P<press>(?:newspaper|paper|daily|weekly|magazine|journal|newsletter|website|broadcaster|"
    r"channel|station|programme|program|podcast|news agency|agency|wire),?\s+)?",
    re.IGNORECASE,
)
_ASSURING: Final = frozenset({"tell", "assure", "inform"})
_HEARS: Final = re.compile(r"\b(?:told|tells|telling|tell)\s+(?:[a-z]+\s+){0,3}$")
_TOLD_REACH: Final = 40
# What may follow a hearer: a noun would make a name no more than part of its phrase.
_ENDS: Final = re.compile(
    r"[^\w\s’']|\s*$|\s*\n|\s(?:on|in|at|that|this|last|late|earlier|yesterday|after|before|by|"
    r"from|and|but|as|if|he|she|it|they|the|a|his|her|its|their|there|over|during|when)\b"
)
# "told state radio", "told the local paper": a medium that is not named.
# Behind it stands no noun: "told state television bosses" names whom it employs.
_UNNAMED: Final = re.compile(
    r"\s+(?:the\s+)?(?P<medium>(?:(?:local|state|national|public|trade|business|evening|daily|weekly)"
    r"\s+)*(?:newspaper|paper|magazine|radio|television|broadcaster|news agency|programme))\b(?!-)"
    rf"(?:{_ENDS.pattern}|\s(?:of|about|with|why|how|what|today|(?:Mon|Tues|Wednes|Thurs|Fri)day)\b)"
)
_SHOWN: Final = re.compile(r",?\s(?:seen|reviewed|obtained|viewed) by (?:the )?")
_SHOWN_REACH: Final = 20
# "told suppliers in a letter seen by Reuters"
_SHOWN_THERE: Final = re.compile(
    r"(?: \w+){0,4} in an? (?:\w+ ){0,2}(?:letter|memo|note|e-?mail|message|document|filing|report)"
    r"(?: to \w+)?,? (?:seen|reviewed|obtained|viewed) by (?:the )?"
)
_PRESS_REACH: Final = 120


def second_hand(
    cited: Span | None,
    source: Span | None,
    cue: Span | None,
    mentions: MentionIndex,
    speakers: Speakers,
) -> Affiliation | None:
    """Return the second-hand source of a claim, or None where it has none.

    Whom the source cites goes before the medium that was told or has the paper.

    Args:
        cited: Whom the source cites: `strategists, citing DataHub`.
        source: Who makes the claim.
        cue: What hands it over.
        mentions: Names by place.
        speakers: Knows whom words stand for.
    """
    if cited is not None:
        found = speakers.peek(cited.start_char, cited.end_char)
        return Affiliation(name=found.name or found.text, entity_id=found.entity_id)
    medium = _told(cue, mentions) or _shown(source, mentions) or _shown_to(cue, mentions)
    if medium is None:
        return _told_unnamed(cue, speakers)
    return Affiliation(name=speakers.name_of(medium), entity_id=medium.entity_id)


def _told(cue: Span | None, mentions: MentionIndex) -> Mention | None:
    """Return the medium that a source told it to: `Ruiz told Reuters`, `told the Daily Ledger`."""
    if cue is None or cue.label_ != "tell":
        return None
    text, after = tokens_of(cue.doc).text, cue.end_char
    heard = next(iter(mentions.within(after, after + _MEDIUM_REACH)), None)
    if heard is None or heard.type != "ORG":
        return None
    between = _THE_PRESS.fullmatch(text[after : heard.start])
    if between is None or _ANOTHER_HEARS.match(text, heard.end) is not None:
        return None
    is_press = between["press"] is not None or is_medium(heard.text)
    if is_press or (_ENDS.match(text, heard.end) and _only_hears(heard, text, mentions)):
        return heard
    return None


def _told_unnamed(cue: Span | None, speakers: Speakers) -> Affiliation | None:
    """Return the medium that was told and has no name here: `told state radio`, `told the paper`.

    `The paper` is one that was named before; an adjective alone says which the others are.
    """
    if cue is None or cue.label_ not in _ASSURING:
        return None
    heard = _UNNAMED.match(tokens_of(cue.doc).text, cue.end_char, cue.end_char + _MEDIUM_REACH)
    if heard is None:
        return None
    if " " in heard["medium"]:
        return Affiliation(name=heard["medium"])
    found = speakers.peek(heard.start("medium") - len("the "), heard.end("medium"))
    if found.entity_id is None or not is_medium(found.name or ""):
        return None
    return Affiliation(name=found.name or found.text, entity_id=found.entity_id)


def _only_hears(heard: Mention, text: str, mentions: MentionIndex) -> bool:
    """Tell a medium by its part in the article: it is told things, and does nothing else.

    No list has all newspapers; but an organisation that an article names only to say that somebody
    spoke to it, and that is no public body, bank or other firm by its name, is one of the press.
    """
    own = [one for one in mentions if one.entity_id == heard.entity_id]
    if any(not _HEARS.search(text, max(0, one.start - _TOLD_REACH), one.start) for one in own):
        return False
    return not (has_legal_form(heard.text) or is_body_or_firm(heard.text))


def _shown(source: Span | None, mentions: MentionIndex) -> Mention | None:
    """Return the medium that has a source's paper: `according to a memo seen by Reuters`."""
    if source is None:
        return None
    start, end = source.start_char, source.end_char
    shown = _SHOWN.search(tokens_of(source.doc).text, start, end + _SHOWN_REACH)
    if shown is None or shown.start() > end + 1:
        return None
    return _medium_at(shown.end(), mentions)


def _shown_to(cue: Span | None, mentions: MentionIndex) -> Mention | None:
    """Return the medium that has what was written: `told staff in a letter seen by Reuters`."""
    if cue is None:
        return None
    text, after = tokens_of(cue.doc).text, cue.end_char
    shown = _SHOWN_THERE.match(text, after, after + _PRESS_REACH)
    return _medium_at(shown.end(), mentions) if shown is not None else None


def _medium_at(start: int, mentions: MentionIndex) -> Mention | None:
    medium = next(iter(mentions.within(start, start + _MEDIUM_REACH)), None)
    if medium is None or medium.start != start or not is_medium(medium.text):
        return None
    return medium
