"""Measure what reading and loading cost, one thread: the step `speed`.

A CPU second gives less where others work on the machine, so what counts are the ratios: all that
is compared is measured in turns, in one run.

python models/scripts/costs.py models/en_newsx --shared /path/to/data --output models/speed.json
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import spacy

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language

SIZES = {"default": "full", "fast": "fast"}
"""What `Settings.model` calls each graph of the encoder."""

ROUNDS = 5

LOADING = """
import sys, time
sys.modules["torch"] = None  # spaCy imports it where it is installed; newsx has no use for it
begun = time.process_time()
import spacy
imported = time.process_time()
spacy.load(sys.argv[1], config={"components": {"newsx_encoder": {"size": sys.argv[2]}}})
print(imported - begun, time.process_time() - imported)
"""


def load(path: Path, size: str) -> Language:
    """Return a pipeline that runs the graph of a size."""
    return spacy.load(path, config={"components": {"newsx_encoder": {"size": size}}})


def article_texts(shared: Path) -> list[str]:
    """Return the texts of the development articles."""
    paths = sorted((shared / "articles_dev").glob("dev_*.json"))
    return [json.loads(path.read_text(encoding="utf-8"))["text"] for path in paths]


def words_of(texts: list[str]) -> int:
    """Return how many words and marks the texts have."""
    blank = spacy.blank("en")
    return sum(not token.is_space for text in texts for token in blank.make_doc(text))


def speeds(readers: dict[str, Callable[[str], object]], texts: list[str]) -> dict[str, float]:
    """Return CPU seconds of each reader, text by text in turns: all meet the same noise.

    They read every text `ROUNDS` times, after a first time that does not count.
    """
    spent = dict.fromkeys(readers, 0.0)
    for number in range(ROUNDS + 1):
        for text in texts:
            for name, read in readers.items():
                begun = time.process_time()
                read(text)
                spent[name] += time.process_time() - begun if number else 0.0
    return spent


def reading(path: Path, texts: list[str]) -> dict[str, dict[str, float]]:
    """Return words a CPU second of each size, and of its CPU the part that cuts into words."""
    pipelines = {name: load(path, size) for name, size in SIZES.items()}
    cutting = {f"{name} cuts": nlp.make_doc for name, nlp in pipelines.items()}
    spent = speeds({**pipelines, **cutting}, texts)
    words = ROUNDS * words_of(texts)
    return {
        name: {
            "words_per_cpu_second": round(words / spent[name]),
            "of_default": round(spent["default"] / spent[name], 2),
            "tokenizer_share": round(spent[f"{name} cuts"] / spent[name], 3),
        }
        for name in SIZES
    }


def loading(path: Path) -> dict[str, dict[str, float]]:
    """Return CPU milliseconds that `spacy.load` takes in a fresh process, beside `import spacy`."""
    runs: dict[str, list[tuple[float, float]]] = {name: [] for name in SIZES}
    for _ in range(ROUNDS):
        for name, size in SIZES.items():
            command = [sys.executable, "-c", LOADING, str(path), size]
            imported, loaded = map(float, subprocess.check_output(command, text=True).split())
            runs[name].append((imported, loaded))
    least = {name: tuple(map(min, zip(*found, strict=True))) for name, found in runs.items()}
    return {
        name: {
            "cpu_ms": round(1000 * loaded),
            "import_spacy_cpu_ms": round(1000 * imported),
            "of_import_spacy": round(loaded / imported, 2),
        }
        for name, (imported, loaded) in least.items()
    }


def machine() -> str:
    """Return what it was measured on."""
    cpuinfo = Path("/proc/cpuinfo")
    text = cpuinfo.read_text(encoding="utf-8") if cpuinfo.is_file() else ""
    model = re.search(r"model name\s*: (.+)", text)
    flags = re.search(r"flags\s*: (.+)", text)
    wide = set(flags[1].split()) if flags else set[str]()
    integers = "VNNI" if wide & {"avx512_vnni", "avx_vnni"} else "no VNNI"
    return (
        f"{model[1] if model else platform.machine()}, {os.cpu_count()} cores ({integers}), "
        f"onnxruntime {version('onnxruntime')}, spaCy {version('spacy')}"
    )


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pipeline", type=Path)
    parser.add_argument("--shared", type=Path, default=os.environ.get("NEWSX_DATA"))
    parser.add_argument("--output", type=Path, required=True)
    arguments = parser.parse_args()
    content = {
        "reading": reading(arguments.pipeline, article_texts(Path(arguments.shared))),
        "loading": loading(arguments.pipeline),
        "machine": machine(),
    }
    print(json.dumps(content, indent=1))
    arguments.output.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
