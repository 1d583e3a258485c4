"""Who holds which post, and who is meant by those who speak.

`titles` finds where a job title begins and ends, `roles` whose it is, `careers` what of both is
known of a source. `speakers` traces a source to an entity; what `she`, `the chief executive` and
`the bank` stand for is told by `referents`, by who spoke or was named before (`antecedents`), by
the offices (`holders`) and firms (`firms`) of the article, and by the noun that heads the phrase
(`head_nouns`).
"""
