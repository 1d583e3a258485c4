"""Document -> Article: strip everything that is not the article; who wrote it, when, where."""
