"""The network's two ends: words that go in, and spans, tags and trees that its scores mean.

`windows` cuts a doc into stretches that fit, `wordpiece` turns their words into ids. Of the scores
that come back, `bioes` makes names, whose labels `agreement` lets agree; `syntax` puts sentences,
tags and `trees` together; `parts` finds sources, cues and contents of claims, `pointers` what a
number measures, whose it is and when. `nounchunks` is what spaCy needs to know of our trees.
"""
