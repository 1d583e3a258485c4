from pathlib import Path

import pytest

from newsx.errors import FetchError
from newsx.fetch.targets import Opener, expand
from newsx.schema import Failure
from newsx.settings import Settings

SETTINGS = Settings()


def test_a_folder_gives_its_pages_sorted(tmp_path: Path) -> None:
    for name in ("b.html", "a.txt", "deep/c.htm", "skipped.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [Path(one).name for one in expand(tmp_path)] == ["a.txt", "b.html", "c.htm"]


def test_a_folder_without_pages_says_so(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match=r"no \.html or \.txt"):
        list(expand(tmp_path))


def test_a_file_keeps_its_bytes_and_names_its_type(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(b"<p>\xff")
    with Opener(SETTINGS) as opener:
        document = opener.open(tmp_path / "page.html", url="https://news.example/a")
    assert document.content == b"<p>\xff"
    assert (document.media_type, document.url) == ("text/html", "https://news.example/a")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("missing.html", None, "no file or folder"),
        ("empty.html", b" \n", "is empty"),
        ("large.html", b"x" * 2_000, "larger than 1,000 bytes"),
    ],
)
def test_a_file_that_cannot_be_used_says_what_to_do(
    tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    small = SETTINGS.model_copy(update={"size_limit_bytes": 1_000})
    with Opener(small) as opener, pytest.raises(FetchError, match=message):
        opener.open(tmp_path / name)


def test_lines_are_documents_with_their_number(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_bytes(b'{"text": "a"}\n\n{"text": "b"}\n')
    with Opener(SETTINGS) as opener:
        found = list(opener.lines(path))
    assert [one.source_ref for one in found] == [f"{path}:1", f"{path}:3"]


def test_a_line_that_is_too_long_is_a_failure_and_the_others_go_on(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_bytes(b'{"text": "' + b"a" * 5_000 + b'"}\n{"text": "b"}\n')
    small = SETTINGS.model_copy(update={"size_limit_bytes": 1_000})
    with Opener(small) as opener:
        lost, kept = opener.lines(path)
    assert isinstance(lost, Failure)
    assert (lost.source_ref, lost.error_type) == (f"{path}:1", "TooLarge")
    assert kept.source_ref == f"{path}:2"


def test_a_file_of_no_lines_is_told_as_an_empty_page_is(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_bytes(b"\n")
    with Opener(SETTINGS) as opener, pytest.raises(FetchError, match="is empty"):
        list(opener.lines(path))
