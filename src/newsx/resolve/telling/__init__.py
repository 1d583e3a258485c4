"""How a figure is told: what the words around it say besides measure, movement and subject.

`bounds` is how exactly, `modality` how firmly, `when` and `reported` over which period, `signs` in
whose dollars or pesos. `tables` and `respective` read lists; `repeats` finds what was told before.
"""
