"""Claims: who says what, in which words, on whose authority."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, cast

from newsx.knowledge.function_words import words_of
from newsx.meanings import Meanings
from newsx.pointers import EMPLOYER_LINK, SOURCE_LINK
from newsx.resolve.people.bylines import byline_of
from newsx.resolve.people.careers import Careers
from newsx.resolve.people.pointed import PointedNames, implied_posts
from newsx.resolve.people.roles import find_posts
from newsx.resolve.people.second_hand import second_hand
from newsx.resolve.people.speakers import Speakers
from newsx.resolve.periods import published_on
from newsx.resolve.statements.confidence import claim_confidence
from newsx.resolve.statements.judgement import is_column, judge
from newsx.resolve.statements.predicates import predicate, timing
from newsx.resolve.statements.told import Told, heard_of
from newsx.schema import (
    CLAIM_CUES,
    CLAIM_SOURCES,
    CLAIM_VIAS,
    CLAIMS,
    Claim,
    ClaimForm,
    Cue,
    Figure,
    Period,
    digest,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Span

    from newsx.resolve.lookup import MentionIndex
    from newsx.schema import Article, Entity

_NEGATION_REACH: Final = 2
_OUTLOOKS: Final = words_of("forecasts") | words_of("views")
_STAGE_DIRECTIONS: Final = (
    "declined to",
    "asked not to be",
    "contributed to this report",
    "reporting by",
    "editing by",
)


@dataclass(slots=True)
class _Marked:
    """The spans of one claim."""

    parts: list[Span] = field(default_factory=list)
    source: Span | None = None
    cue: Span | None = None
    via: Span | None = None


def resolve_claims(
    doc: Doc,
    article: Article,
    *,
    mentions: MentionIndex,
    entities: Sequence[Entity],
    figures: Sequence[Figure],
    periods: Sequence[Period] = (),
) -> tuple[Claim, ...]:
    """Return the claims of a doc, in order of the text.

    Args:
        doc: Carries the span groups of claims, and sentences.
        article: Whose text the doc holds, offset for offset.
        mentions: Names by place.
        entities: Everything named.
        figures: In order of the text.
        periods: In order of the text; they tell what lies ahead.
    """
    posts = find_posts(article.text, mentions)
    author = article.authors[0] if len(article.authors) == 1 else None
    if not article.authors:
        author = byline_of(article.text, mentions)
    pointed = PointedNames(doc, mentions, SOURCE_LINK)
    speakers = Speakers(article.text, mentions, entities, posts, author, pointed)
    works = PointedNames(doc, mentions, EMPLOYER_LINK)
    careers = Careers((*posts, *implied_posts(mentions, posts, works)), speakers, works)
    sentence_of = _sentence_numbers(doc)
    claims = []
    gathered = _gather(doc)
    spoken = [_bounds(one) for one in gathered if one.parts[0].label_ == "direct"]
    column = is_column(article.text, spoken)
    starts = [figure.start for figure in figures]
    times = [period.start for period in periods]
    published = published_on(article)
    meanings = Meanings(doc)
    for marked in gathered:
        near = figures[slice(*(bisect_left(starts, place) for place in _bounds(marked)))]
        dated = periods[slice(*(bisect_left(times, place) for place in _bounds(marked)))]
        spans = [(part.start_char, part.end_char) for part in marked.parts]
        claim = _claim(
            doc,
            marked,
            article,
            mentions,
            near,
            speakers,
            careers,
            sentence_of,
            timing(dated, spans, published),
            meanings,
            column=column,
        )
        if claim is not None:
            claims.append(claim)
    return tuple(sorted(_grouped(claims), key=lambda claim: (claim.start, claim.end)))


def attribute_figures(figures: Sequence[Figure], claims: Sequence[Claim]) -> tuple[Figure, ...]:
    """Return the figures with the claim each stands in, and who vouches for it.

    Args:
        figures: In order of the text.
        claims: In order of the text.
    """
    attributed = []
    around: list[Claim] = []
    ahead = deque(claims)
    for figure in figures:
        while ahead and ahead[0].start <= figure.start:
            around.append(ahead.popleft())
        around = [claim for claim in around if figure.start < claim.end]
        inside = [
            claim
            for claim in around
            if any(start <= figure.start and figure.end <= end for start, end in claim.parts)
        ]
        if not inside:
            attributed.append(figure)
            continue
        inner = min(inside, key=lambda claim: claim.end - claim.start)
        attributed.append(
            figure.model_copy(
                update={
                    "claim_id": inner.claim_id,
                    "attributed_to": inner.source.entity_id if inner.source else None,
                    "modality": inner.modality,
                }
            )
        )
    return tuple(attributed)


def _gather(doc: Doc) -> list[_Marked]:
    """Return the spans claim by claim, in the order of their numbers."""
    found: dict[str, _Marked] = {}
    for span in doc.spans.get(CLAIMS, ()):
        found.setdefault(span.id_, _Marked()).parts.append(span)
    for key, place in ((CLAIM_SOURCES, "source"), (CLAIM_CUES, "cue"), (CLAIM_VIAS, "via")):
        for span in doc.spans.get(key, ()):
            if span.id_ in found:
                setattr(found[span.id_], place, span)
    return list(found.values())


def _bounds(marked: _Marked) -> tuple[int, int]:
    return marked.parts[0].start_char, marked.parts[-1].end_char


def _sentence_numbers(doc: Doc) -> list[int]:
    numbers = []
    for number, sentence in enumerate(doc.sents):
        numbers.extend([number] * len(sentence))
    return numbers


def _claim(
    doc: Doc,
    marked: _Marked,
    article: Article,
    mentions: MentionIndex,
    figures: Sequence[Figure],
    speakers: Speakers,
    careers: Careers,
    sentence_of: Sequence[int],
    when: tuple[str, ...],
    meanings: Meanings,
    *,
    column: bool,
) -> Claim | None:
    parts = tuple((span.start_char, span.end_char) for span in marked.parts)
    start, end = parts[0][0], parts[-1][1]
    text = article.text
    words = " ".join(text[first:last] for first, last in parts)
    form = cast("ClaimForm", marked.parts[0].label_)
    inside = [f for f in figures if any(a <= f.start and f.end <= b for a, b in parts)]
    if form == "outlet" and _is_stage_direction(words):
        return None
    lemma = marked.cue.label_ if marked.cue is not None else None
    source = None
    if marked.source is not None:
        source = speakers.resolve(marked.source.start_char, marked.source.end_char)
    statement = judge(
        Told(
            words,
            form,
            _handed_over(marked, lemma),
            len(inside),
            source=source.text if source is not None else "",
            cue_negated=marked.cue is not None and _is_negated(doc, marked.cue),
            column=column,
            grammar=predicate(marked.parts),
            timing=when,
            heard=heard_of(marked.parts, meanings),
        )
    )
    role, affiliation = careers.of(source)
    named = dict.fromkeys(
        mention.entity_id for first, last in parts for mention in mentions.within(first, last)
    )
    return Claim(
        start=start,
        end=end,
        text=text[start:end],
        claim_id=digest(article.version_id, "claim", str(start), str(end)),
        parts=parts,
        sentence=sentence_of[marked.parts[0].start],
        kind=statement.kind,
        form=form,
        source=source,
        role=role,
        affiliation=affiliation,
        via=second_hand(marked.via, marked.source, marked.cue, mentions, speakers),
        cue=_cue(marked.cue),
        modality=statement.modality,
        negated=statement.negated,
        forward_looking=statement.forward_looking,
        polarity=statement.polarity,
        figure_ids=tuple(figure.figure_id for figure in inside),
        entity_ids=tuple(named),
        confidence=claim_confidence(form, len(inside), source),
    )


def _is_negated(doc: Doc, cue: Span) -> bool:
    """Tell whether a cue is denied: `does not expect`."""
    before = doc[max(0, cue.start - _NEGATION_REACH) : cue.start]
    return any(token.lower_ in {"not", "n't", "n’t", "never"} for token in before)


def _handed_over(marked: _Marked, lemma: str | None) -> str | None:
    """Return the lemma of a cue that hands its claim over, None of an act that is the claim.

    `Peel cut the stock to "sell"` says what it does; `Peel cut its outlook` is known by the noun.
    """
    if marked.cue is None or lemma is None or lemma in _OUTLOOKS:
        return lemma
    inside = any(part.start <= marked.cue.start < part.end for part in marked.parts)
    return None if inside else lemma


def _is_stage_direction(words: str) -> bool:
    """Tell whether a sentence without a source says nothing a reader would count as news."""
    lowered = words.lower()
    return any(phrase in lowered for phrase in _STAGE_DIRECTIONS)


def _cue(span: Span | None) -> Cue | None:
    if span is None:
        return None
    return Cue(start=span.start_char, end=span.end_char, lemma=span.label_)


def _grouped(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims with one group for quotations of the same utterance."""
    found: list[Claim] = []
    for claim in claims:
        last = found[-1] if found else None
        if (
            last is not None
            and claim.form == last.form == "direct"
            and claim.source is not None
            and last.source is not None
            and (claim.source.start, claim.source.end) == (last.source.start, last.source.end)
        ):
            group = last.group_id or digest("group", last.claim_id)
            found[-1] = last.model_copy(update={"group_id": group})
            found.append(claim.model_copy(update={"group_id": group}))
        else:
            found.append(claim)
    return found
