"""Turn financial news into data: figures, claims and names as records tied to the text.

>>> from newsx import extract
>>> record = extract({"text": "Short sellers made $13 billion this year, S3 Partners LLC said."})
>>> figure = record.figures[0]
>>> figure.value, figure.currency, record.article.text[figure.start : figure.end]
(Decimal('13000000000'), 'USD', '$13 billion')
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsx.errors import ConfigurationError, DocumentError, NewsxError
    from newsx.pipeline import extract, extract_many
    from newsx.schema import Article, Document, Failure, Record
    from newsx.settings import Settings

__version__ = "0.1.0"

__all__ = [
    "Article",
    "ConfigurationError",
    "Document",
    "DocumentError",
    "Failure",
    "NewsxError",
    "Record",
    "Settings",
    "extract",
    "extract_many",
]

_HOME = {
    "Article": "newsx.schema",
    "ConfigurationError": "newsx.errors",
    "Document": "newsx.schema",
    "DocumentError": "newsx.errors",
    "Failure": "newsx.schema",
    "NewsxError": "newsx.errors",
    "Record": "newsx.schema",
    "Settings": "newsx.settings",
    "extract": "newsx.pipeline",
    "extract_many": "newsx.pipeline",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used: `newsx --help` needs none of them."""
    if name not in _HOME:
        msg = f"module 'newsx' has no attribute {name!r}"
        raise AttributeError(msg)
    return getattr(import_module(_HOME[name]), name)
