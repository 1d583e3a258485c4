"""Bytes of any kind: hypothesis in every run, atheris for five minutes under the mark `slow`.

`python tests/parse/test_fuzz.py SECONDS` is the harness that atheris drives: its coverage of the
parse stage guides it away from what it has seen, beginning with the pages written for the tests.
"""

import importlib.util
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.append(str(Path(__file__).parents[1]))

from newsx.errors import ParseError
from newsx.parse import parse
from newsx.schema import Article, Document
from newsx.settings import Settings
from parse.odd_pages import odd_pages

FUZZED_S = int(os.environ.get("NEWSX_FUZZ_S", "300"))
CHARSETS = (None, "utf-8", "windows-1252", "utf-16", "shift_jis", "x-unknown", "idna", "\x00")
MEDIA_TYPES = (None, "text/html", "text/plain")


def read(content: bytes, charset: str | None, media_type: str | None) -> Article | None:
    """Return the article; None where the one error that is allowed says why there is none."""
    document = Document(source_ref="bytes", content=content, charset=charset, media_type=media_type)
    with suppress(ParseError):
        return parse(document, settings=Settings())
    return None


def holds(content: bytes, charset: str | None, media_type: str | None) -> None:
    article = read(content, charset, media_type)
    if article is not None:
        assert article == read(content, charset, media_type)
        assert "\r" not in article.text
        article.text.encode()


@given(
    st.binary(max_size=400), st.sampled_from(CHARSETS), st.sampled_from(MEDIA_TYPES)
)  # fmt: skip
def test_bytes_of_any_kind_give_an_article_or_say_why_not(
    content: bytes, charset: str | None, media_type: str | None
) -> None:
    holds(content, charset, media_type)


@given(
    st.sampled_from(sorted(odd_pages())),
    st.integers(0, 4000),
    st.integers(0, 400),
    st.binary(max_size=12),
    st.sampled_from(CHARSETS),
)
def test_damaged_pages_are_read(
    name: str, start: int, size: int, put: bytes, charset: str | None
) -> None:
    page = odd_pages()[name].content
    holds(page[:start] + put + page[start + size :], charset, None)


@pytest.mark.slow
@pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None, reason="atheris is not installed (extra: fuzz)"
)
def test_five_minutes_of_fuzzing_find_nothing(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, __file__, str(FUZZED_S)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-3000:]
    assert "Done " in run.stderr, run.stderr[-3000:]


def main(seconds: int) -> None:
    import atheris

    seeds = Path("seeds")
    seeds.mkdir(exist_ok=True)
    for name in sorted(odd_pages()):
        (seeds / name).write_bytes(bytes((0, 1)) + odd_pages()[name].content)

    def one(octets: bytes) -> None:
        charset = CHARSETS[octets[0] % len(CHARSETS)] if octets else None
        media_type = MEDIA_TYPES[octets[1] % len(MEDIA_TYPES)] if len(octets) > 1 else None
        holds(octets[2:], charset, media_type)

    for name in [name for name in sys.modules if name.startswith("newsx.parse.")]:
        module = sys.modules[name]
        for key, value in list(vars(module).items()):
            if callable(value) and getattr(value, "__module__", None) == name:
                with suppress(Exception):
                    setattr(module, key, atheris.instrument_func(value))
    atheris.Setup(
        [sys.argv[0], str(seeds), f"-max_total_time={seconds}", "-max_len=6000", "-timeout=60"],
        one,
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main(int(sys.argv[1]))
