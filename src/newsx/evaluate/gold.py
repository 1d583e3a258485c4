"""Annotated articles -> gold: what a reader should have found, from JSON or from our own markup.

    *.json    one article     text, and any of entities, figures, claims, relations
    *.jsonl   one a line      the same
    *.txt     one article     the markup of `models/corpus`

A part that is absent is not scored; one that is empty says that there is nothing to find. Offsets
count code points, `end` exclusive. What newsx does not know of a row is passed over.
"""

import json
import unicodedata
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError, model_validator

from newsx.errors import GoldError
from newsx.schema import (
    Bound,
    ClaimKind,
    Direction,
    EntityType,
    FigureKind,
    FigureRole,
    Modality,
    PeriodKind,
    Polarity,
)

Place = tuple[Annotated[int, Field(ge=0)], Annotated[int, Field(ge=0)]]
"""Start and end."""


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Span(_Row):
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str | None = None
    """The characters between, as a check; may be left out."""


class GoldName(_Span):
    """A name: where it stands, what it is, whom it means."""

    type: EntityType
    canonical: str


class GoldFigure(_Span):
    """A figure, or a date or period: a fact that is None is not asked for."""

    kind: Literal[FigureKind, PeriodKind] | None = None
    value: float | None = None
    value_max: float | None = None
    unit: str | None = None
    currency: str | None = None
    bound: Bound | None = None
    direction: Direction | None = None
    role: FigureRole | None = None
    measure: str | None = None
    subject: str | None = None
    period: str | None = None
    source: str | None = None
    iso: str | None = None
    optional: bool = False
    """Neither required nor punished."""


class GoldClaim(_Row):
    """A claim: where it stands, who makes it, what sort it is."""

    parts: tuple[Place, ...] = Field(min_length=1)
    source: Place | None = None
    source_name: str | None = None
    """Canonical; several are parted by `;`."""
    role: str | None = None
    affiliation: str | None = None
    cue: Place | None = None
    cue_lemma: str | None = None
    kind: ClaimKind
    kind_ok: tuple[ClaimKind, ...] = ()
    """Further kinds that are accepted."""
    modality: Modality = "asserted"
    polarity: Polarity | None = None
    negated: bool | None = None
    forward_looking: bool | None = None
    via: str | None = None


class GoldRelation(_Row):
    """A tie between two names."""

    type: str
    subject: str
    object: str


class GoldArticle(_Row):
    """An annotated article, its headline the first line of its text."""

    id: str
    path: str = ""
    """The file it was read from."""
    text: str
    headline: str | None = Field(None, validation_alias=AliasChoices("headline", "title"))
    published: str | None = Field(
        None, validation_alias=AliasChoices("published", "date_published", "ref_date")
    )
    split: str | None = None
    """What it is kept for: `train`, `test`."""
    ignore_claims: tuple[Place, ...] = ()
    """Places where claims are neither required nor punished."""
    entities: tuple[GoldName, ...] | None = None
    figures: tuple[GoldFigure, ...] | None = None
    claims: tuple[GoldClaim, ...] | None = None
    relations: tuple[GoldRelation, ...] | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if unicodedata.normalize("NFC", self.text) != self.text:
            msg = "the text is not in Unicode NFC, and offsets into it would not hold"
            raise ValueError(msg)
        return self

    def as_input(self) -> dict[str, object]:
        """Return the article as `newsx.extract` takes it."""
        told = {"id": self.id, "headline": self.headline, "date_published": self.published}
        return {"text": self.text, **{name: value for name, value in told.items() if value}}

    def names(self) -> Iterator[GoldName]:
        """Yield the outermost names in reading order: no two overlap."""
        reached = 0
        for name in sorted(self.entities or (), key=lambda one: (one.start, -one.end)):
            if name.start >= reached:
                reached = name.end
                yield name


_DATED: Final = frozenset({"date", "period", "duration"})


def is_time(figure: GoldFigure) -> bool:
    """Tell whether a row is a date, a period or a duration."""
    return figure.kind in _DATED


def gold_sha256(golds: Iterable[GoldArticle]) -> str:
    """Return a digest of annotated articles, wherever they lie: scores hold for these alone."""
    rows = (gold.model_dump_json(exclude={"path"}, exclude_defaults=True) for gold in golds)
    return sha256("\n".join(rows).encode()).hexdigest()


def read_gold(place: Path) -> Iterator[GoldArticle]:
    """Yield the articles of a file, or of every file below a folder, in the order of their paths.

    Raises:
        GoldError: There are none, or one cannot be read; the message names file and line.
    """
    if place.is_dir():
        paths = sorted(p for kind in ("json", "jsonl", "txt") for p in place.rglob(f"*.{kind}"))
    else:
        paths = [place]
    none = True
    for path in paths:
        for article in _of_file(path):
            none = False
            yield article
    if none:
        msg = f"{place}: no annotated article; name a folder or file of .json, .jsonl or .txt"
        raise GoldError(msg)


def _of_file(path: Path) -> Iterator[GoldArticle]:
    if path.suffix == ".txt":
        from newsx.evaluate.marked import gold_of
        from newsx.evaluate.markup import read_article

        yield gold_of(read_article(path))
        return
    try:
        content = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        msg = f"cannot read {str(path)!r}: {why}; check the path"
        raise GoldError(msg) from error
    if path.suffix != ".jsonl":
        yield _of_json(content, path, name=path.stem)
        return
    for number, line in enumerate(content.split("\n"), start=1):
        if line.strip():
            yield _of_json(line, path, name=f"{path.stem}:{number}", first_line=number)


def _of_json(content: str, path: Path, *, name: str, first_line: int = 1) -> GoldArticle:
    """Return the article of a JSON object.

    Raises:
        GoldError: It is none.
    """
    try:
        found = json.loads(content)
    except json.JSONDecodeError as error:
        msg = f"{path}:{first_line + error.lineno - 1}: no JSON: {error.msg}"
        raise GoldError(msg) from error
    if not isinstance(found, dict):
        msg = f"{path}:{first_line}: a JSON object with 'text' is wanted, found {found!r:.40}"
        raise GoldError(msg)
    try:
        article = GoldArticle.model_validate({"id": name, **found, "path": str(path)})
    except ValidationError as error:
        first = error.errors()[0]
        what = ".".join(map(str, first["loc"])) or "article"
        line = first_line + line_of(content, first["loc"])
        given = "" if first["type"] == "missing" else f" ({first['input']!r:.60})"
        msg = f"{path}:{line}: {what}: {first['msg'].removeprefix('Value error, ')}{given}"
        raise GoldError(msg) from error
    for loc, fault in _faults(article):
        msg = f"{path}:{first_line + line_of(content, loc)}: {'.'.join(map(str, loc))}: {fault}"
        raise GoldError(msg)
    return article


def _faults(article: GoldArticle) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield what the offsets get wrong, and where."""
    for part, rows in (("entities", article.entities), ("figures", article.figures)):
        for index, row in enumerate(rows or ()):
            found = article.text[row.start : row.end]
            if not found or (row.text is not None and row.text != found):
                wanted = f", not {row.text!r}" if row.text is not None else ""
                yield (part, index), f"{row.start}..{row.end} is {found!r}{wanted}"
    for index, claim in enumerate(article.claims or ()):
        for start, end in (*claim.parts, *filter(None, (claim.source, claim.cue))):
            if not start < end <= len(article.text):
                yield ("claims", index), f"{start}..{end} is no place in the text"


def line_of(content: str, loc: tuple[str | int, ...]) -> int:
    r"""Return the line, from 0, on which the value at a path of keys begins; or of its parent.

    >>> line_of('{"figures": [\n {"value": 1},\n {"value": "x"}]}', ("figures", 1, "value"))
    2
    """
    position = _skip(content, 0)
    for key in loc:
        child = _child(content, position, key)
        if child is None:
            break
        position = child
    return content.count("\n", 0, position)


def _child(content: str, position: int, key: str | int) -> int | None:
    """Return where a member of the object or array at a position begins, if it has it."""
    decode: Any = json.JSONDecoder().raw_decode
    opening, index = content[position], 0
    position = _skip(content, position + 1)
    while opening in "{[" and content[position] not in "}]":
        name: str | int = index
        if opening == "{":
            name, position = decode(content, position)
            position = _skip(content, _skip(content, position) + 1)
        if name == key:
            return position
        _, position = decode(content, position)
        position = _skip(content, position)
        if content[position] == ",":
            position = _skip(content, position + 1)
        index += 1
    return None


def _skip(content: str, position: int) -> int:
    """Return the next position that holds no white space."""
    while content[position : position + 1] in {" ", "\t", "\n", "\r"}:
        position += 1
    return position
