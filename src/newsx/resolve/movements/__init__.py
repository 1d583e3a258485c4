"""Which way the figures of a sentence moved, and whether a figure is the level or the change.

`mover` decides, by `change_cues` at the figure, by what `leads` from a verb to it, by `flows` of
money; `comparisons` looks again at figures that are told beside another of the same measure.
"""
