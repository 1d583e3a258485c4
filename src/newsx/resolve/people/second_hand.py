"""Through whom a claim comes: who is cited for it, who was told, who has seen the paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from newsx.knowledge.speech import is_medium
from newsx.schema import Affiliation

if TYPE_CHECKING:
    from spacy.tokens import Span

    from newsx.resolve.lookup import MentionIndex
    from newsx.resolve.people.speakers import Speakers
    from newsx.schema import Mention

_MEDIUM_REACH: Final = 40
# Whom a medium owes something hears it, "told Reuters’ owners", not its "Opening Tape" or Ana Ruiz.
_ANOTHER_HEARS: Final = re.compile(r"[’']s?\s+[a-z]")
_SHOWN: Final = re.compile(r",?\s(?:seen|reviewed|obtained|viewed) by (?:the )?")
_SHOWN_REACH: Final = 20


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
    medium = _told(cue, mentions) or _shown(source, mentions)
    if medium is None:
        return None
    return Affiliation(name=speakers.name_of(medium), entity_id=medium.entity_id)


def _told(cue: Span | None, mentions: MentionIndex) -> Mention | None:
    """Return the medium that a source told it to: `Ruiz told Reuters`, `told the Daily Ledger`."""
    if cue is None or cue.label_ != "tell":
        return None
    text, after = cue.doc.text, cue.end_char
    heard = next(iter(mentions.within(after, after + _MEDIUM_REACH)), None)
    if heard is None or heard.type != "ORG":
        return None
    between = text[after : heard.start].strip().lower()
    is_other = _ANOTHER_HEARS.match(text, heard.end) is not None
    return heard if between in {"", "the"} and is_medium(heard.text) and not is_other else None


def _shown(source: Span | None, mentions: MentionIndex) -> Mention | None:
    """Return the medium that has a source's paper: `according to a memo seen by Reuters`."""
    if source is None:
        return None
    start, end = source.start_char, source.end_char
    shown = _SHOWN.search(source.doc.text, start, end + _SHOWN_REACH)
    if shown is None or shown.start() > end + 1:
        return None
    medium = next(iter(mentions.within(shown.end(), shown.end() + _MEDIUM_REACH)), None)
    if medium is None or medium.start != shown.end() or not is_medium(medium.text):
        return None
    return medium
