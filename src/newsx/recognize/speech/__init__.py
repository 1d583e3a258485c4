"""How a text hands over what somebody said.

The grammar reads one unit of text at a time (`reading`, with its `quotes`). `cues` are the verbs
that hand a claim over, with their `subjects` and `sources` before or behind them; `complements` are
what they hand over, past the `circumstances` between. Both make a frame (`frames`, `verb_frames`),
and the frames of a unit its `attributions`. `guidance` and `introductions` need no such verb.
`extents` says where a content ends, `utterances` what of it is one claim.

The network hears claims of its own (`heard`, `overheard`); `joining` makes one list of both.
"""
