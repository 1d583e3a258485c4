"""Tell why each name of an article was linked as it was: what `newsx kb explain` prints."""

from typing import TYPE_CHECKING, NamedTuple

from newsx.knowledge.base import KnowledgeBase
from newsx.knowledge.tables import SecurityRow
from newsx.resolve.entities import Reading
from newsx.resolve.names.linking import Verdict
from newsx.schema import Article, EntityType

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Explanation(NamedTuple):
    """What linking thought of one cluster of names."""

    forms: tuple[str, ...]
    """The different writings, in order of the text."""
    type: EntityType
    start: int
    """Where it is first named."""
    verdicts: tuple[Verdict, ...]
    """One a candidate, in the order they were asked; the first with a score is the link."""
    traded: SecurityRow | None
    """The listing that the article means."""


def explain_links(
    doc: "Doc", article: Article, *, knowledge: KnowledgeBase
) -> tuple[Explanation, ...]:
    """Return an explanation for each cluster of names, by first mention.

    Args:
        doc: The recognized text: sentences and entities set.
        article: What the doc was made of.
        knowledge: Who there is.
    """
    read = Reading(doc, article, knowledge)
    found = []
    for number, cluster in enumerate(read.clusters):
        # Somebody may go by a name in two writings of it.
        verdicts = tuple(dict.fromkeys(read.linker.weigh(cluster, read.printed[number])))
        link = next((verdict for verdict in verdicts if verdict.score), None)
        found.append(
            Explanation(
                forms=tuple(cluster.forms),
                type=cluster.label,
                start=cluster.names[0].start,
                verdicts=verdicts,
                traded=read.traded(number, link),
            )
        )
    return tuple(found)
