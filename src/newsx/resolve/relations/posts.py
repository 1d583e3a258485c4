"""Ties between people and organisations: who holds which post where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsx.pointers import EMPLOYER_LINK
from newsx.resolve.people.careers import FORMER, Careers, is_former
from newsx.resolve.people.pointed import PointedNames, implied_posts
from newsx.resolve.people.roles import find_posts
from newsx.resolve.people.speakers import Speakers
from newsx.schema import Relation, digest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from newsx.resolve.lookup import MentionIndex
    from newsx.resolve.people.roles import Post
    from newsx.schema import Article, Claim, Entity


def resolve_relations(
    doc: Doc,
    article: Article,
    *,
    mentions: MentionIndex,
    entities: Sequence[Entity],
    claims: Sequence[Claim],
) -> tuple[Relation, ...]:
    """Return one `person_role_org` for every person and post, in order of the text."""
    known = {entity.entity_id for entity in entities}
    found: dict[tuple[str, str], Relation] = {}
    posts = find_posts(article.text, mentions)
    speakers = Speakers(article.text, mentions, entities, posts)
    pointed = PointedNames(doc, mentions, EMPLOYER_LINK)
    posts = (*posts, *implied_posts(mentions, posts, pointed))
    careers = Careers(posts, speakers, pointed)
    for post in posts:
        person = post.person.entity_id
        employer = careers.employer_of(post)
        firm = employer.entity_id if employer is not None else None
        if firm is None or firm not in known or firm == person:
            continue
        last = found.get((person, firm))
        again = last is not None and last.role is not None
        if last is not None and (post.role is None or (again and not _is_past(last, post))):
            continue
        found[person, firm] = Relation(
            relation_id=digest(article.version_id, "person_role_org", person, firm),
            kind="person_role_org",
            subject_id=person,
            object_id=firm,
            role=post.role,
            start=post.start,
            end=post.end,
            claim_id=_claim_at(claims, post.start, post.end),
        )
    return tuple(sorted(found.values(), key=lambda relation: (relation.start, relation.end)))


def _is_past(last: Relation, post: Post) -> bool:
    """Tell a post of the past from one that the same person has now at the same firm."""
    before = (last.role or "").lower()
    return before.startswith(FORMER) and not is_former(post)


def _claim_at(claims: Sequence[Claim], start: int, end: int) -> str | None:
    for claim in claims:
        if claim.start <= start and end <= claim.end:
            return claim.claim_id
    return None
