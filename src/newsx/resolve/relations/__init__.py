"""Ties between the entities of an article.

`posts` are who leads or works where, `ties` all others: listings, owners (`ownership`), stakes and
bets (`positions`). `tie` is what those that look for ties share.
"""
