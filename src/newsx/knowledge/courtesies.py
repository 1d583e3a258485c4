"""How people are addressed before their names: `Mr`, `Dame`, `Datuk`."""

from typing import Final

from newsx.knowledge.cues import cue_words

HERS: Final = cue_words("courtesies_hers")
"""How women are addressed."""
OF_EITHER: Final = "|".join(sorted(HERS | cue_words("courtesies_his")))
"""Alternatives of a pattern: the forms that tell whether a woman is meant or a man."""
COURTESY: Final = rf"(?:{OF_EITHER}|{'|'.join(sorted(cue_words('courtesies_of_all')))})\.?"
"""A pattern for any form, with or without a stop."""
