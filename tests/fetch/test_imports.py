"""What reading a file costs, and what a fetch costs beside: modules are imported when used."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from builders import Site

# httpcore imports h2 itself where it is installed.
HEAVY = ("httpcore", "h2", "hishel", "protego", "stamina", "fastwarc", "warcio", "anyio")


def imported(program: str, *arguments: str) -> set[str]:
    """Return the modules of `HEAVY` that a program has imported at its end."""
    ending = f"\nimport json, sys\nprint(json.dumps([m for m in {HEAVY!r} if m in sys.modules]))"
    ended = subprocess.run(
        [sys.executable, "-c", program + ending, *arguments],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return set(json.loads(ended.stdout.splitlines()[-1]))


def test_a_file_is_opened_without_the_web(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>x")
    program = """
import sys
from pathlib import Path
import newsx.cli, newsx.pipeline
from newsx.fetch.targets import Opener
from newsx.settings import Settings
with Opener(Settings()) as opener:
    assert opener.open(Path(sys.argv[1])).content == b"<p>x"
"""
    assert imported(program, str(tmp_path / "page.html")) == set()


@pytest.mark.parametrize(
    ("cache", "robots", "extra"),
    [(False, False, set()), (False, True, {"protego"}), (True, False, {"hishel"})],
)
def test_a_fetch_imports_what_it_uses(
    site: Site,
    tmp_path: Path,
    cache: bool,  # noqa: FBT001 - a column of the table
    robots: bool,  # noqa: FBT001 - a column of the table
    extra: set[str],
) -> None:
    url = site.serve("/", b"<p>x")
    program = f"""
import sys
from newsx.fetch.targets import Opener
from newsx.settings import Settings
settings = Settings(
    allow_private=True, cache={cache}, robots={robots}, cache_dir=sys.argv[1], retries=0
)
with Opener(settings) as opener:
    assert opener.open(sys.argv[2]).content == b"<p>x"
"""
    site.serve("/robots.txt", b"User-agent: *\nDisallow: /x\n")
    found = imported(program, str(tmp_path), url)
    assert found & {"protego", "hishel", "fastwarc", "warcio"} == extra
