"""spaCy without its command line and PyTorch: not imported, and there as soon as it is used."""

import subprocess
import sys

import pytest

LEAN = "import sys; from newsx.recognize.lean import spare_imports; spare_imports('default')\n"


def said(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", LEAN + code], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_spacy_is_imported_without_its_command_line_and_gives_it_on_demand() -> None:
    code = (
        "import spacy; print({'weasel', 'requests'}"
        " & sys.modules.keys() or 'lean', sys.modules['torch'])\n"
        "print(spacy.info(silent=True)['spacy_version'] == spacy.__version__)\n"
        "from spacy.cli import download; import spacy.cli.train; print(callable(download))"
    )
    assert said(code).split() == ["lean", "None", "True", "True"]


@pytest.mark.parametrize("statement", ["import spacy.cli.download", "from spacy.cli import info"])
def test_the_command_line_of_spacy_can_be_imported_first(statement: str) -> None:
    assert said(f"{statement}; print('weasel' in sys.modules)") == "True"


def test_what_is_imported_already_stays() -> None:
    import spacy.cli

    from newsx.recognize.lean import spare_imports

    spare_imports("default")
    assert sys.modules["spacy.cli"] is spacy.cli
