"""Text that was encoded twice ("â€™" for "’") -> as it was written."""

import re
from typing import Final

_LEADS: Final = "ÂÃÄÅÐÑØÙàâãäåæçèéêëìíï"
"""What the first bytes of letters look like when UTF-8 is read as windows-1252, by script: Latin,
Cyrillic, Arabic; Indian, signs of punctuation, Chinese, Japanese and Korean."""
_TWICE: Final = re.compile(f"[{_LEADS}][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")


def mended(text: str) -> str:
    """Return the text with what was encoded as UTF-8 twice, or more often, put right.

    ftfy judges not single letters but how probable a line is as it stands: "SÃO PAULO" stays.

    >>> mended("Itâ€™s 5Â°")
    'It’s 5°'
    """
    if text.isascii() or not _TWICE.search(text):
        return text
    from ftfy import TextFixerConfig, fix_text

    only_encoding = TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        normalization=None,
        explain=False,
    )
    whole: str = fix_text(text, only_encoding)
    return whole
