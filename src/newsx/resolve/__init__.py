"""Doc -> Record: what the spans mean, for whom, over which period, on whose authority.

`record` puts the parts together, and each part that every record has is a module here: `entities`,
`periods` (with `fiscal`), `figures` (with `one_sentence`), `claims`. `explain` tells why names
were linked as they were. What they ask of the text lies in folders, a question each:

    names        who a name is in the world, or that it cannot be known
    people       who holds which post, and who "she" or "the bank" is that speaks
    relations    who owns, leads, lists or holds what
    sentences    how a sentence reads: words, verbs, clauses, phrases
    measures     what a figure measures
    movements    which way it moved
    subjects     whose it is
    telling      how it is told: how exactly, how firmly, when, in which currency, again
    statements   what sort of statement a claim is

`readings` and `lookup` find the amounts, times and names of a stretch of text.
"""
