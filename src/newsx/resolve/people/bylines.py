"""Who wrote an article, where its text alone tells: a line of its own, `By Ana Ruiz`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from newsx.resolve.lookup import MentionIndex

_BYLINE: Final = re.compile(r"^By[ \t]+(?P<name>[^\n,]+?)(?:,[^\n]*)?[ \t]*$", re.MULTILINE)
_REACH: Final = 600
"""Characters: a byline stands under the headline, perhaps below a line that sums up."""


def byline_of(text: str, mentions: MentionIndex) -> str | None:
    """Return the name in the byline of a text, or None where it has none.

    Args:
        text: The article's.
        mentions: Names by place: a line that names no person is no byline.
    """
    found = _BYLINE.search(text, 0, _REACH)
    if found is None:
        return None
    inside = mentions.within(*found.span("name"))
    return found["name"] if [mention.type for mention in inside] == ["PERSON"] else None
