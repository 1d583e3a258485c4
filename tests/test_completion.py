"""What a shell completes, asked of a real bash with the script that newsx gives it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ASK = """
eval "$(newsx --show-completion)"
complete_line() {
    COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
    "$(complete -p newsx | sed 's/.*-F \\([^ ]*\\).*/\\1/')" newsx
    echo "${COMPREPLY[*]}"
}
"""


def test_bash_completes_commands_options_formats_places_and_models(tmp_path: Path) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not installed")
    command = tmp_path / "newsx"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m newsx "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    expected = {
        'newsx ex""': "extract",
        'newsx kb sh""': "show",
        "newsx extract --f": "--format --from",
        "newsx extract -f t": "table",
        "newsx extract page.html -o post": "postgresql://",
        "newsx extract page.html -o news": "",  # the shell goes on with files
        "newsx batch --model d": "default",
    }
    script = ASK + "".join(f"complete_line {line}\n" for line in expected)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [bash, "--norc", "-c", script],
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split("\n")[:-1] == list(expected.values()), done.stderr
