"""`models/project.yml` says what each step reads and runs: else it would not run when it must."""

import re
from pathlib import Path
from typing import Any

import srsly  # type: ignore[import-untyped]  # ships no types

MODELS = Path(__file__).parents[1] / "models"
PROJECT: dict[str, Any] = srsly.read_yaml(MODELS / "project.yml")
COMMANDS: list[dict[str, Any]] = PROJECT["commands"]


def outputs(command: dict[str, Any]) -> list[str]:
    return [*command.get("outputs", []), *command.get("outputs_no_cache", [])]


def imported(script: str) -> set[str]:
    """Return a script and all scripts beside it that it imports, directly or not."""
    found, waiting = set[str](), [script]
    while waiting:
        name = waiting.pop()
        if name not in found and (MODELS / name).is_file():
            found.add(name)
            text = (MODELS / name).read_text(encoding="utf-8")
            waiting += [
                f"scripts/{module}.py"
                for module in re.findall(r"^\s*(?:from|import) (\w+)", text, re.MULTILINE)
            ]
    return found


def test_every_step_declares_the_scripts_it_runs_and_what_they_import() -> None:
    for command in COMMANDS:
        ran = re.findall(r"scripts/\w+\.py", " ".join(command["script"]))
        needed = set[str]().union(*map(imported, ran))
        assert ran, command["name"]
        assert needed <= set(command["deps"]), command["name"]


def test_everything_a_step_depends_on_is_there_or_made_by_another() -> None:
    made = {output for command in COMMANDS for output in outputs(command)}
    for command in COMMANDS:
        for dependency in command["deps"]:
            assert dependency in made or (MODELS / dependency).exists(), command["name"]


def filled(line: str) -> str:
    """Return a line of a step with the variables of the project in it."""
    return re.sub(r"\$\{vars\.(\w+)\}", lambda match: str(PROJECT["vars"][match[1]]), line)


def test_every_option_that_a_step_gives_is_one_its_script_knows() -> None:
    for command in COMMANDS:
        for line in map(filled, command["script"]):
            for script, options in re.findall(r"(scripts/\w+\.py)([^&;]*)", line):
                sources = [(MODELS / one).read_text(encoding="utf-8") for one in imported(script)]
                for option in re.findall(r"(?<= )--[a-z0-9-]+", options):
                    assert f'"{option}"' in "".join(sources), (command["name"], option)


def test_every_workflow_is_of_steps_that_there_are() -> None:
    steps = {command["name"] for command in COMMANDS}
    for name, workflow in PROJECT["workflows"].items():
        assert set(workflow) <= steps, name
