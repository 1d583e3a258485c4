"""Which spans are names, and of what: all that the gazetteer asks of the words around a name.

`listed` finds the phrases of the list and `tickers` tickers; `context` tells whether a phrase means
what the list says, `mending` puts the model's spans right, `kinds` says what a name is where the
model errs. `repeats`, `appositions` and `traded` find names that it missed: told elsewhere in the
text, by the noun before them, by their shares.
"""
