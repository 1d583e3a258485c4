"""Marked article -> gold: what the inline markup of `models/corpus` says of names, figures, claims.

The markup tells no value, unit or kind of a figure, and no lemma of a cue: those are not asked for.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from pydantic import ValidationError

from newsx.errors import GoldError
from newsx.evaluate.gold import GoldArticle, GoldClaim, GoldFigure, GoldName, GoldRelation
from newsx.evaluate.markup import CorpusArticle, Mark


def gold_of(article: CorpusArticle) -> GoldArticle:
    """Return the gold of a marked article; claims of its headline are not marked, hence ignored.

    Raises:
        GoldError: An attribute holds a word that is not of the vocabulary.
    """
    headline = article.text.partition("\n")[0]
    posts = [mark for mark in article.marks if mark.tag == "R"]
    firms = _firms(article)
    try:
        return GoldArticle(
            id=article.metadata.get("id", article.path.stem),
            path=str(article.path),
            text=article.text,
            headline=headline,
            published=article.metadata.get("date"),
            split=article.metadata.get("split"),
            ignore_claims=((0, len(headline)),),
            entities=tuple(
                GoldName.model_validate(
                    {**_place(mark), "type": mark.tag, "canonical": article.canonical(mark)}
                )
                for mark in article.names()
            ),
            figures=tuple(_figure(mark) for mark in article.marks if mark.tag == "F"),
            claims=tuple(_claims(article, posts, firms)),
            relations=tuple(
                GoldRelation(type="person_role_org", subject=who, object=at)
                for who, at in sorted({(who, at) for who in firms for at in firms[who]})
            ),
        )
    except ValidationError as error:
        first = error.errors()[0]
        msg = f"{article.path}: {first['loc'][-1]}: {first['msg']} ({first['input']!r})"
        raise GoldError(msg) from error


def _place(mark: Mark) -> dict[str, int]:
    return {"start": mark.start, "end": mark.end}


def _figure(mark: Mark) -> GoldFigure:
    told = mark.attributes
    named = {"measure": "m", "subject": "s", "period": "p", "source": "src", "direction": "d"}
    facts = {name: told[key] for name, key in named.items() if key in told}
    return GoldFigure.model_validate({**_place(mark), **facts, "bound": told.get("b")})


def _firms(article: CorpusArticle) -> dict[str, list[str]]:
    """Return whom each person works for: as their role says, or the mark of their name."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for mark in article.marks:
        who = article.canonical(mark) if mark.tag == "PERSON" else mark.attributes.get("who")
        if who is not None and "at" in mark.attributes:
            found[who].append(mark.attributes["at"])
    return dict(found)


def _firm(names: Sequence[str], firms: Mapping[str, Sequence[str]]) -> str | None:
    return next((firm for name in names for firm in firms.get(name, ())), None)


def _claims(
    article: CorpusArticle, posts: list[Mark], firms: Mapping[str, Sequence[str]]
) -> Iterator[GoldClaim]:
    """Yield the claims in the order of their first words."""
    by_tag: dict[str, defaultdict[int, list[Mark]]] = {tag: defaultdict(list) for tag in "CSQV"}
    for mark in article.marks:
        for number in mark.claims:
            by_tag[mark.tag][number].append(mark)
    for number, contents in by_tag["C"].items():
        told = {key: value for mark in contents for key, value in mark.attributes.items()}
        sources, cues = by_tag["S"][number], by_tag["Q"][number]
        names = [article.canonical(mark) for mark in sources]
        source = _nearest(sources, cues or contents, names)
        post = next((one for one in posts if one.attributes.get("who") in names), None)
        facts = {
            "parts": [(mark.start, mark.end) for mark in contents],
            "source": (source.start, source.end) if source is not None else None,
            "source_name": ";".join(dict.fromkeys(names)) or None,
            "role": article.marked_text(post) if post else None,
            "affiliation": post.attributes.get("at") if post else _firm(names, firms),
            "cue": (cues[0].start, cues[0].end) if cues else None,
            "kind": told.get("k"),
            "modality": told.get("mod", "asserted"),
            "polarity": told.get("pol", "neutral"),
            "negated": "neg" in told,
            "forward_looking": "fwd" in told,
            "via": next((article.canonical(mark) for mark in by_tag["V"][number]), None),
        }
        yield GoldClaim.model_validate(facts)


def _nearest(sources: Sequence[Mark], beside: Sequence[Mark], names: Sequence[str]) -> Mark | None:
    """Return the mark of a source; of two that are one and the same, that where the claim is made.

    `said {S1,2 Ana Ruiz}. {S2 She} denies {C2 ...}`: the pronoun is where the second claim is made.
    """
    if len(set(names)) != 1 or not beside:
        return sources[0] if sources else None
    return min(sources, key=lambda mark: abs(mark.start - beside[0].start))
