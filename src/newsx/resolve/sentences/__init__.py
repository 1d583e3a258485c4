"""How a sentence reads: by its surface, which every pipeline has, and by its tree, which ours has.

By the surface, `sentence` cuts words (`verb_forms` says which are verbs) and `clauses`, `owners`
finds who acts and whose a phrase is, `layout` where figures, times and names stand. By the tree,
`page` holds tags and relations of a whole doc, and `nounphrases` the phrases in it.
"""
