"""Document -> Article: strip everything that is not the article; who wrote it, when, where."""

from newsx.parse.clean import article_from_text
from newsx.parse.document import parse

__all__ = ["article_from_text", "parse"]
