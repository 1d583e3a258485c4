"""What sort of statement a claim is: forecast or fact, firm or hedged, good news or bad.

`rules` reads it by single words, `predicates` by tense and mood of the main verb, `tone` by what
moves where; `judgement` weighs all of it. `confidence` is how often such a claim was right.
"""
