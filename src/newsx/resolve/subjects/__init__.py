"""Whose a figure is.

`references` turns the phrase of a sentence into an entity, `spoken` knows whom the text is speaking
of. `whose` weighs all `candidates`, by their `nearness` on the surface and their `seats` in the
tree.
"""
