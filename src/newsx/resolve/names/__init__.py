"""Who a name is in the world, or that it cannot be known.

`labels` lets all mentions of a name be of one kind, `clusters` gathers those that mean the same.
`linking` weighs whom the knowledge base has of that name, by `setting` (where the article plays)
and `witness` (whether the word is a name here at all); `listings` chooses a ticker, `identity` says
what the entity is called. `nominals` finds who `the company` is, of the `cast` of the article and
its `descriptions`. `relevance` says how much the article is about each.
"""
