"""How names and figures stand to each other in a sentence, as far as that speaks for ownership."""

from newsx.knowledge.grammar_words import words
from newsx.resolve.measures.binder import Binder
from newsx.resolve.measures.binding import Binding
from newsx.resolve.sentences.clauses import Clause
from newsx.resolve.sentences.verb_forms import Word


def verb_of(binder: Binder, clause: Clause, place: int) -> str:
    """Return the class of the last full verb before a word of a clause."""
    kinds = [binder.words[verb].verb for verb in clause.verbs if verb < place]
    return next((kind for kind in reversed(kinds) if kind != "auxiliary"), "none")


def beside(binder: Binder, place: int, kind: str, side: str) -> list[str]:
    """Return what the words before and after a name say of it."""
    features = []
    if place + 1 < len(binder.words):
        following = binder.words[place + 1]
        if following.what == "possessive":
            features += ["owns", f"owns {kind}", f"owns {side}"]
        told = following.what == "word" and (
            following.verb or following.lower in words("prepositions")
        )
        features.append(f"next {following.lower if told else following.what}")
        if following.verb:
            features.append(f"next verb {following.verb} {kind}")
    if place:
        leading = binder.words[place - 1]
        if leading.lower in words("determiners") and place > 1:
            leading = binder.words[place - 2]
        told = leading.lower in words("prepositions")
        features.append(f"after {leading.lower if told else leading.what} {side}")
    else:
        features.append("at the start")
    return features


def by_measure(binder: Binder, binding: Binding, place: int, kind: str) -> list[str]:
    """Return how a name stands to the phrase that is measured: its owner, in it, after it."""
    if binding.measure is None:
        return []
    first, end = binding.measure
    if first <= place < end:
        how = "in"
    elif place < first and all(_leads(word) for word in binder.words[place + 1 : first]):
        how = "before"
    elif end <= place and all(_leads(word) for word in binder.words[end:place]):
        how = f"after {binder.words[end].lower}" if end < place else "after"
    else:
        return []
    return [f"{how} measure", f"{how} measure {kind}"]


def _leads(word: Word) -> bool:
    return (
        word.what == "possessive"
        or word.lower in words("determiners")
        or word.lower in words("prepositions")
    )


def since(binder: Binder, place: int) -> str:
    """Return what stands between the figure before and this one: a name, a verb, or neither."""
    previous = binder.previous(place)
    between = binder.words[0 if previous is None else previous + 1 : place]
    named = any(word.what == "name" for word in between)
    verb = next((word.verb for word in reversed(between) if word.verb), "no verb")
    return f"{'named' if named else 'unnamed'} {verb}"
