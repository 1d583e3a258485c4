"""The tokenizer of the pipeline that ships: spaCy's for English, built once.

`spacy.load` makes a tokenizer from the rules of its language and then reads the one that was saved:
1,347 exceptions twice, a third of all loading. This one reads only what differs from what it is.
"""

from collections.abc import Callable, Iterable
from typing import Self

from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # compiled, no stub
from spacy.util import (
    compile_infix_regex,
    compile_prefix_regex,
    compile_suffix_regex,
    registry,
)


class EnglishTokenizer(Tokenizer):  # type: ignore[misc]  # compiled, no stub
    """spaCy's tokenizer, which knows when there is nothing to read."""

    def from_bytes(self, bytes_data: bytes, *, exclude: Iterable[str] = ()) -> Self:
        """Become what the bytes say, unless they say what it is."""
        exclude = tuple(exclude)
        if bytes_data != self.to_bytes(exclude=exclude):
            super().from_bytes(bytes_data, exclude=exclude)
        return self


@registry.tokenizers("newsx.English.v1")  # type: ignore[untyped-decorator]  # catalogue has no types
def make_tokenizer() -> Callable[[Language], EnglishTokenizer]:
    """Return what makes the tokenizer of a pipeline from the rules of its language."""

    def tokenizer(nlp: Language) -> EnglishTokenizer:
        rules = nlp.Defaults
        return EnglishTokenizer(
            nlp.vocab,
            rules=rules.tokenizer_exceptions,
            prefix_search=compile_prefix_regex(rules.prefixes or ()).search,
            suffix_search=compile_suffix_regex(rules.suffixes or ()).search,
            infix_finditer=compile_infix_regex(rules.infixes or ()).finditer,
            token_match=rules.token_match,
            url_match=rules.url_match,
        )

    return tokenizer
