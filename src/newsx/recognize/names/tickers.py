"""Tickers of a text: behind the name of their company, after a dollar sign, called a symbol."""

import re
from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc

from newsx.knowledge.base import KnowledgeBase
from newsx.recognize.names.repeats import Name
from newsx.tokens import tokens_of

_BEHIND: Final = re.compile(
    r"[(\[<]\s*(?:(?P<market>[A-Z][A-Za-z]+(?: (?:American|Arca|GM|GS|CM))?)\s?:\s?)?"
    r"(?:(?:ticker|symbol)(?: symbol)?:?\s)?"
    r"(?P<ticker>\$?[A-Z0-9]{1,6}(?:[.-][A-Z]{1,3})?)(?P<more>[;,/][^)\]>]{0,40})?\s*[)\]>]"
)
_CASHTAG: Final = re.compile(r"(?<![\w$])\$(?P<ticker>[A-Z]{1,5}(?:\.[A-Z])?)(?![\w$])")
_SYMBOL: Final = re.compile(
    r"\b(?:under|with)\s+(?:the\s+)?(?:ticker\s+)?(?:symbols?|tickers?)\s+(?:symbol\s+)?"
    r"[“\"'‘]?(?P<ticker>[A-Z]{1,5}(?:\.[A-Z])?)\b"
)


def tickers_of(doc: Doc, knowledge: KnowledgeBase) -> Iterator[Name]:
    """Yield `CWRB` of `(NASDAQ: CWRB)`, `TSLA` of `$TSLA`, `MS.N` of `<MS.N>`.

    Args:
        doc: The text.
        knowledge: Which exchanges there are, and whose a ticker is.
    """
    text = tokens_of(doc).text
    for match in _BEHIND.finditer(text):
        market, ticker = match["market"], match["ticker"]
        if market:
            if knowledge.exchange(market) is None:
                continue
        elif not _looks_listed(text, match, knowledge):
            continue
        start = match.start("ticker") + ticker.startswith("$")
        span = doc.char_span(start, match.end("ticker"))
        if span is not None:
            yield Name(span.start, span.end, "TICKER")
    for pattern in (_CASHTAG, _SYMBOL):
        for match in pattern.finditer(text):
            span = doc.char_span(match.start("ticker"), match.end("ticker"))
            if span is not None and match["ticker"] not in {"US", "A", "C", "HK"}:
                yield Name(span.start, span.end, "TICKER")


def _looks_listed(text: str, match: re.Match[str], knowledge: KnowledgeBase) -> bool:
    """Return whether a bare `(TSLA)` or `<MS.N>` is a ticker of the name before it."""
    ticker = match["ticker"].lstrip("$")
    _, dot, suffix = ticker.partition(".")
    if text[match.start()] == "<":
        return bool(dot)
    if dot and knowledge.exchange(suffix) is not None:
        return True
    if not ticker.isalpha():
        return False
    before = text[max(0, match.start() - 60) : match.start()].rstrip()
    name = re.search(r"((?:[A-Z][\w.&’'-]*[ ,]*){1,6})$", before)
    if name is None:
        return False
    wanted = {row.entity_id for row in knowledge.issuers(ticker)}
    words = name[1].replace(",", "").split()
    return any(
        row.entity_id in wanted
        for first in range(len(words))
        for row in knowledge.aliases(" ".join(words[first:]))
    )
