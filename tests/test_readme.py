"""The README tells the truth: its tables are made from the code, its Python runs.

`pytest tests/test_readme.py --rewrite` writes the tables anew.
"""

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import UnionType
from typing import Literal, Union, get_args, get_origin

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from newsx import extract, schema
from newsx.cli.group import application
from newsx.cli.overview import OPTIONS
from newsx.descriptions import description
from newsx.evaluate.gold import read_gold
from newsx.schema import Record, Shape
from newsx.settings import Settings

PARTS: dict[str, type[Shape]] = {
    "article": schema.Article,
    "entities[]": schema.Entity,
    "mentions[]": schema.Mention,
    "figures[]": schema.Figure,
    "periods[]": schema.Period,
    "claims[]": schema.Claim,
    "relations[]": schema.Relation,
    "provenance": schema.Provenance,
}


def vocabulary(annotation: object) -> list[str]:
    """Return the closed vocabulary of a field, or nothing."""
    if get_origin(annotation) is Literal:
        return [str(word) for word in get_args(annotation)]
    if get_origin(annotation) in {Union, UnionType}:
        return [word for one in get_args(annotation) for word in vocabulary(one)]
    return []


def field_lines(shape: type[Shape]) -> Iterator[str]:
    for name, field in shape.model_fields.items():
        about = description(shape, name).replace("\n", " ").replace("|", "\\|")
        words = vocabulary(field.annotation)
        if words:
            about += " " + " ".join(f"`{word}`" for word in words)
        yield f"| `{name}` | {about} |"


def record_tables() -> str:
    lines = []
    for part, shape in PARTS.items():
        about = description(Record, part.removesuffix("[]"))
        summary = f"<summary><code>{part}</code> {about}</summary>"
        lines += [f"<details>{summary}", "", "| field | meaning |", "|---|---|"]
        lines += [*field_lines(shape), "", "</details>", ""]
    return "\n".join(lines).strip()


def settings_table() -> str:
    lines = ["| setting | default | meaning |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        lines.append(f"| `{name}` | `{field.default}` | {field.description} |")
    return "\n".join(lines)


def pinned(part: str, value: object) -> Iterator[str]:
    """Yield a row for every number that a file of floors pins, however it groups them."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from pinned(part if name in {"floors", "scores"} else f"{part}, {name}", inner)
    elif isinstance(value, int | float):
        part, _, name = part.rpartition(", ")
        yield f"| {part.replace('_', ' ')} | {name.replace('_', ' ')} | {value} |"


def quality_table() -> str:
    """Return the floors of every gate, by the file that pins them."""
    lines = ["| part | measure | pinned |", "|---|---|---|"]
    for path in sorted((Path(__file__).parent / "quality").glob("*_floors.json")):
        floors = json.loads(path.read_text(encoding="utf-8"))
        lines += pinned(path.stem.removesuffix("_floors"), floors)
    return "\n".join(lines)


def example() -> str:
    """Return the first figure and the first attributed claim of the sample, as printed."""
    name = "samples/articles/01-short-sellers-utilities.txt"
    record = extract(Path(__file__).parents[1] / name)
    figure = next(one for one in record.figures if one.attributed_to and one.period_id)
    claim = next(one for one in record.claims if one.source and one.affiliation)
    shown = {
        "article": record.article.model_dump(
            mode="json",
            include={"headline", "authors", "publisher", "provider", "date_published"},
        ),
        "figures": [figure.model_dump(mode="json", exclude_none=True)],
        "claims": [claim.model_dump(mode="json", exclude_none=True)],
    }
    return f"```json\n{json.dumps(shown, indent=1, ensure_ascii=False)}\n```"


@pytest.mark.model
@pytest.mark.parametrize(
    ("section", "make"),
    [
        ("record", record_tables),
        ("settings", settings_table),
        ("quality", quality_table),
        ("example", example),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_generated_sections_are_up_to_date(
    root: Path, request: pytest.FixtureRequest, section: str, make: Callable[[], str]
) -> None:
    path = root / "README.md"
    text = path.read_text(encoding="utf-8")
    pattern = re.compile(f"(?<=<!-- {section} -->\n).*?(?=<!-- /{section} -->)", re.DOTALL)
    [found] = pattern.findall(text)
    if request.config.getoption("--rewrite"):
        path.write_text(pattern.sub(lambda _: make() + "\n", text), encoding="utf-8")
        return
    assert found.strip() == make(), "run pytest tests/test_readme.py --rewrite"


@pytest.mark.model
def test_the_python_examples_run(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (root / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert blocks
    (tmp_path / "samples").symlink_to(root / "samples")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, "README.md", "exec"), names)


def test_the_gold_that_the_readme_shows_is_gold(root: Path, tmp_path: Path) -> None:
    text = (root / "README.md").read_text(encoding="utf-8")
    [shown] = re.findall(r"```json\n(\{\"id\".*?)```", text, re.DOTALL)
    path = tmp_path / "gold.json"
    path.write_text(shown, encoding="utf-8")
    [gold] = read_gold(path)
    assert gold.entities and gold.figures and gold.claims and gold.relations  # noqa: PT018 - all of them


def console_calls(root: Path) -> list[str]:
    """Return every call of newsx that the README shows, pipes and comments taken away."""
    text = (root / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```(?:console|sh|crontab)\n(.*?)```", text, re.DOTALL)
    lines = [line.partition("  #")[0] for block in blocks for line in block.splitlines()]
    parts = [part.strip(" $") for line in lines for part in re.split(r"\||&&|>", line)]
    return [part for part in parts if part.startswith("newsx ")]


def test_every_call_that_the_readme_shows_is_one_that_newsx_takes(root: Path) -> None:
    calls = console_calls(root)
    assert len(calls) > 20
    for call in calls:
        _, name, *words = shlex.split(call)
        if name in OPTIONS:
            continue
        command = get_command(application([name]))
        assert isinstance(command, TyperGroup)
        command.commands[name].make_context(name, words)


def run_block(block: str, root: Path, folder: Path) -> str:
    """Run lines of a shell in a folder beside the samples, and return what they print."""
    (folder / "samples").symlink_to(root / "samples")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", block],
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.model
def test_the_tour_runs_as_it_is_written(root: Path, tmp_path: Path) -> None:
    text = (root / "README.md").read_text(encoding="utf-8")
    [tour] = re.findall(r"## Five minutes\n.*?```sh\n(.*?)```", text, re.DOTALL)
    assert "currency" in run_block(tour, root, tmp_path)
    assert "Tulkens Coatings" in (tmp_path / "story.html").read_text(encoding="utf-8")
    assert "Most mentioned organisations" in (tmp_path / "report.html").read_text(encoding="utf-8")


@pytest.mark.model
def test_names_of_ones_own_are_added_as_it_is_written(root: Path, tmp_path: Path) -> None:
    text = (root / "README.md").read_text(encoding="utf-8")
    [block] = re.findall(r"## Extend it\n.*?```sh\n(.*?)```", text, re.DOTALL)
    *_, record = run_block(block, root, tmp_path).splitlines()
    [company] = [one for one in json.loads(record)["entities"] if one["type"] == "ORG"]
    assert (company["name"], company["identifiers"]["ticker"]) == ("Norrland Paper AB", "NRLP")
