"""Document or mapping -> Article, where the text is already clean."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from inspect import signature
from json import JSONDecodeError
from typing import Final

from pydantic import ValidationError

from newsx.errors import ParseError
from newsx.parse.clean import article_from_text
from newsx.parse.encoding import decode
from newsx.schema import Article, Document, Publisher

# Names other data sets use for our fields.
_ALIASES: Final = {
    "id": "source_ref",
    "title": "headline",
    "published": "date_published",
    "date": "date_published",
    "body": "text",
    "content": "text",
    "source": "publisher",
    "author": "authors",
    "byline": "authors",
    "tags": "keywords",
    "link": "url",
}
_BETWEEN: Final = re.compile(r"[,;]")
"""What stands between keywords that are written as one string."""
_LISTS: Final = frozenset(["authors", "keywords"])
# What else than a string a field may be, from Python.
_ALSO: Final = {
    "date_published": (date,),
    "date_retrieved": (datetime,),
    "publisher": (Publisher,),
}
_FIELDS: Final = frozenset(signature(article_from_text).parameters)
_KNOWN: Final = ", ".join(sorted({"id", *_FIELDS - {"source_ref"}}))


def read_clean(document: Document) -> Article:
    """Return the article of a document that holds clean text, or a JSON object with `text`.

    Raises:
        ParseError: The document holds no text, or JSON that is no article.
    """
    text = decode(document.content, charset=document.charset)
    if document.media_type != "application/json":
        return article_from_text(text, url=document.url, source_ref=document.source_ref)
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError) as error:
        why = f"{error.msg}, character {error.pos}" if isinstance(error, JSONDecodeError) else error
        msg = f"{document.source_ref} is not JSON ({why}); give one object a line"
        raise ParseError(msg) from error
    if not isinstance(fields, dict):
        found = text.strip()
        msg = f"{document.source_ref} holds {found:.40}, no JSON object; give one object a line"
        raise ParseError(msg)
    return article_from_mapping({"id": document.source_ref, **fields})


def article_from_mapping(fields: Mapping[str, object]) -> Article:
    """Return the article that a mapping describes, its text taken as it is.

    Args:
        fields: `text`, and any of `id`, `headline`, `url`, `date_published`, `authors`,
            `publisher` ...; `id` is carried to `source_ref`. What is None is left out, one name
            is a list of one, keywords may stand in a row (`oil, gas`), and a publisher may be an
            object with `name` and `domain`.

    Raises:
        ParseError: `text` is missing or empty, or a field is unknown or of the wrong type.
    """
    given = {_ALIASES.get(name, name): value for name, value in fields.items()}
    named = {name: _fit(name, value) for name, value in given.items() if value is not None}
    unknown = sorted(named.keys() - _FIELDS)
    if unknown:
        msg = f"unknown field {unknown[0]!r}; known fields: {_KNOWN}"
        raise ParseError(msg)
    if not isinstance(named.get("text"), str):
        msg = f"an article needs its 'text' as a string; found the fields {sorted(fields)}"
        raise ParseError(msg)
    try:
        return article_from_text(**named)  # type: ignore[arg-type]  # checked by the callee
    except (TypeError, ValueError) as error:
        msg = f"the article {named.get('source_ref')!r} cannot be read: {error}"
        raise ParseError(msg) from error


def _fit(name: str, value: object) -> object:
    """Return the value of a field as `article_from_text` takes it.

    Raises:
        ParseError: It is of another type.
    """
    if name == "source_ref":
        return str(value)
    if name in _LISTS:
        if isinstance(value, str):
            if name == "keywords":
                return tuple(filter(None, map(str.strip, _BETWEEN.split(value))))
            return (value,)
        if isinstance(value, Iterable) and not isinstance(value, Mapping):
            found = tuple(value)
            if all(isinstance(one, str) for one in found):
                return found
        raise ParseError(f"{name!r} is {value!r}; give a list of strings")
    if name == "publisher" and isinstance(value, Mapping):
        try:
            return Publisher.model_validate(value)
        except ValidationError as error:
            msg = f"{name!r} is {value!r}; give a name, or an object with 'name' and 'domain'"
            raise ParseError(msg) from error
    wanted = (str, *_ALSO.get(name, ()))
    if name in _FIELDS and not isinstance(value, wanted):
        raise ParseError(f"{name!r} is {value!r}; give a string")
    return value
