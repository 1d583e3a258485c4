"""The house rules: what is public, what is documented, what `--help` may import."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.main import get_command

import newsx
from newsx.cli.group import Command, application
from newsx.cli.overview import COMMANDS, OPTIONS, overview
from newsx.settings import Settings

TOP_LEVEL = {"pyproject.toml", "src", "models", "tests", "samples", "README.md", "LICENSE"}
APPLICATION = get_command(application(list(COMMANDS)))
COMMANDS_BY_NAME = [
    (name, APPLICATION.get_command(typer.Context(APPLICATION), name))  # type: ignore[attr-defined]  # it is a group
    for name in COMMANDS
]


def test_public_names_are_sorted_few_and_real() -> None:
    assert sorted(newsx.__all__) == newsx.__all__
    assert len(newsx.__all__) <= 12
    for name in newsx.__all__:
        assert getattr(newsx, name) is not None
    with pytest.raises(AttributeError, match="nosuch"):
        newsx.nosuch  # noqa: B018 - what is tested


def test_nothing_else_lies_at_the_top(root: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=root, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    top = {line.split("/")[0] for line in listed.stdout.splitlines()}
    assert {name for name in top if not name.startswith(".")} == TOP_LEVEL


@pytest.mark.parametrize(
    "arguments", [["--help"], ["extract", "--help"], ["schema"], ["schema", "--sql"]]
)
def test_help_and_schema_do_not_import_spacy(arguments: list[str]) -> None:
    code = (
        "import sys; from newsx.cli import main\n"
        f"sys.argv = ['newsx', *{arguments!r}]\n"
        "try: main()\n"
        "except SystemExit as stop: assert not stop.code, stop.code\n"
        "heavy = {'spacy', 'trafilatura', 'duckdb', 'httpx', 'rich'} & sys.modules.keys()\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_import_newsx_is_light() -> None:
    code = (
        "import sys, newsx\n"
        "heavy = {'spacy', 'pydantic', 'typer'} & sys.modules.keys()\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_help_of_newsx_itself_is_what_typer_would_list() -> None:
    said = {
        "/".join((*parameter.opts, *parameter.secondary_opts)) for parameter in APPLICATION.params
    }
    assert said | {"-h, --help"} == set(OPTIONS)
    assert all(name in overview() for name in (*COMMANDS, *OPTIONS))


@pytest.mark.parametrize(("name", "command"), COMMANDS_BY_NAME)
def test_every_command_and_option_has_help(name: str, command: Command) -> None:
    assert command.name == name
    assert command.help == COMMANDS[name], "the list of commands says something else"
    assert command.examples[0].startswith(f"newsx {name}")
    for parameter in command.params:
        assert getattr(parameter, "help", None), f"{name} {parameter.name}"


def test_help_begins_with_what_it_does_and_an_example() -> None:
    for name, command in COMMANDS_BY_NAME:
        words = command.get_help(typer.Context(command, info_name=f"newsx {name}"))
        assert re.match(rf"{re.escape(COMMANDS[name])} Examples?: newsx ", " ".join(words.split()))
        assert "Options:" in words
        assert not re.search(r"<(?:list|str|path|int)\b", words), "types are Python's words"


def test_every_setting_is_described() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_sources_hold_no_print_and_no_assert(root: Path) -> None:
    for path in (root / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not isinstance(node, ast.Assert), path
            called = node.func if isinstance(node, ast.Call) else None
            assert not (isinstance(called, ast.Name) and called.id == "print"), path


def test_the_readme_names_every_command_and_every_part(root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    for name in COMMANDS:
        assert f"newsx {name}" in readme
    for part in newsx.Record.model_fields:
        assert re.search(rf"`{part}[\[`]", readme), part
