"""What a figure measures.

`binder` reads the words around the figures of a sentence: `verbs`, `agents`, `verbless` and
`beside` are the places it looks at, a `binding` is what it finds; `carried` is for figures that
point at the one before. `naming` says what the measure is called. Where there are trees,
`rewording` says it anew, with `words` weighed one by one and put into likely `phrases`.
`confidence` is how often such was right.
"""
