"""How a figure is told: what the words around it say besides measure, movement and subject.

`bounds` is how exactly, `modality` how firmly, `signs` in whose dollars or pesos. Over which
period: `when` and `reported` are rules, `timing` weighs what they say among all times. `tables` and
`respective` read lists; `repeats` finds what was told before.
"""
