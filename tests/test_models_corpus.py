"""The check of our own corpus names what an article's front matter gets wrong."""

import importlib
from pathlib import Path

import pytest

from newsx.evaluate.markup import read_article


def messages(root: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, *front: str) -> list[str]:
    """Return what the check says of an article with some lines of front matter."""
    monkeypatch.syspath_prepend(root / "models" / "scripts")
    path = folder / "wire" / "001-mills.txt"
    path.parent.mkdir()
    head = ("id: wire-001", "house: wire", "date: 2019-03-12", "zone: UTC", *front)
    path.write_text("\n".join(head) + "\n\nMills idle\n", encoding="utf-8")
    return list(importlib.import_module("corpus").errors_of(read_article(path)))


@pytest.mark.parametrize(
    ("front", "named"),
    [
        (("split: train",), []),
        (("split: train", "unusual: measures, subjects"), []),
        (("split: train", "unusual: colours"), ["unusual 'colours' is not of"]),
        (("split: train", "unusual:"), ["unusual '' is not of"]),
        (("split: test", "unusual: subjects"), ["unusual leaves an article out"]),
        (("split: train", "unusal: subjects"), ["unknown key 'unusal'; known: id, house"]),
    ],
)
def test_front_matter_says_what_is_unusual_or_is_named(
    root: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    front: tuple[str, ...],
    named: list[str],
) -> None:
    found = messages(root, tmp_path, monkeypatch, *front)
    assert len(found) == len(named)
    assert all(one.startswith(start) for one, start in zip(found, named, strict=True))
