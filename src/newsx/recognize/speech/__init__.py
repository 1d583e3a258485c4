"""How a text hands over what somebody said.

The grammar reads one unit of text at a time (`reading`, with its `quotes`). `cues` are the verbs
that hand a claim over, with their `subjects` and `sources` before or behind them; `complements` are
what they hand over behind them, past the `circumstances` between, `preceding` what stands before.
They make frames (`frames`, `verb_frames`), those of a unit its `attributions`; `guidance`,
`views` and `introductions` need no such verb. `edges` and `extents` say where a content begins and
ends, `utterances` what of it is one claim.

The network hears claims of its own (`heard`, `overheard`); `joining` makes one list of both.
"""
