"""Who holds which post, and who is meant by those who speak.

`titles` finds where a job title begins and ends, `roles` whose it is, `careers` what of both is
known of a source. `speakers` traces a source to an entity; what `she`, `the chief executive` and
`the bank` stand for is told by `referents`, `holders` and `firms`, by the noun that heads the
phrase (`head_nouns`).
"""
