"""How fast a batch is, and whether its memory and its cost stay flat.

    python tests/speed/batch.py 1000 10000 --workers 1 2 [--paragraphs 13] [--stand-in] [--rewrite]

makes that many invented pages into one TAR archive, reads it into DuckDB, and prints documents a
second (after the workers have loaded), CPU time a document, and the peak memory of the largest
worker and of the parent. With `--stand-in` the workers give golden records in turn, so that what is
left is the cost of reading archives, of packing, of the processes and of the database. `--rewrite`
puts the table into the README.
"""

import argparse
import io
import os
import platform
import re
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Measured:
    """One run."""

    documents: int
    workers: int
    seconds: float
    cpu_ms: float
    parent_ms: float
    worker_bytes: int
    parent_bytes: int

    @property
    def row(self) -> str:
        """The run as a line of the README's table."""
        return (
            f"| {self.documents:,} | {self.workers} | {self.documents / self.seconds:.1f} "
            f"| {self.documents / self.seconds / self.workers * 3600:,.0f} "
            f"| {self.cpu_ms:.1f} | {self.parent_ms:.1f} "
            f"| {self.worker_bytes >> 20} | {self.parent_bytes >> 20} |"
        )


HEAD = (
    "| documents | workers | documents a second | an hour and worker | CPU ms a document "
    "| of the parent | peak MB of a worker | of the parent |\n|---|---|---|---|---|---|---|---|"
)


def write_archive(path: Path, count: int, paragraphs: int) -> None:
    """Write a TAR archive of invented pages."""
    sys.path.insert(0, str(ROOT / "tests"))
    from speed.articles import pages

    with tarfile.open(path, "w") as archive:
        for name, content in pages(count, paragraphs=paragraphs):
            header = tarfile.TarInfo(name)
            header.size = len(content)
            archive.addfile(header, io.BytesIO(content))


def measure(
    archive: Path, count: int, workers: int, folder: Path, *, stand_in: bool, engine: str
) -> Measured:
    """Run a batch in a process of its own and watch its tree."""
    target = str(folder / f"{count}-{workers}.duckdb")
    command = [sys.executable, "-m", "newsx", "batch", str(archive), "-o", target]
    command += ["-j", str(workers), "--engine", engine]
    if stand_in:
        script = str(ROOT / "tests" / "batch" / "run.py")
        command = [sys.executable, script, str(archive), target, "SampleReader", str(workers)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "tests")}
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)
    peaks: dict[int, int] = {}
    cpu_s: dict[int, float] = {}
    done = threading.Event()
    watch = threading.Thread(target=_watch, args=(process.pid, peaks, cpu_s, done))
    watch.start()
    begun = time.monotonic()
    _, said = process.communicate()
    wall_s = time.monotonic() - begun
    done.set()
    watch.join()
    if process.returncode:
        raise SystemExit(said)
    found = re.search(r"in ([\d,]+) s", said)
    seconds = float(found[1].replace(",", "")) if found else wall_s
    return Measured(
        count,
        workers,
        seconds,
        sum(cpu_s.values()) * 1000 / count,
        cpu_s[process.pid] * 1000 / count,
        max(size for pid, size in peaks.items() if pid != process.pid),
        peaks[process.pid],
    )


def _watch(
    root: int, peaks: dict[int, int], cpu_s: dict[int, float], done: threading.Event
) -> None:
    """Keep the peak resident memory and the CPU time of every process of a tree (Linux)."""
    tick_s = 1 / os.sysconf("SC_CLK_TCK")
    while not done.wait(0.5):
        for pid in _tree(root):
            try:
                status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
                fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1]
            except OSError:
                continue
            cpu_s[pid] = sum(int(ticks) for ticks in fields.split()[11:13]) * tick_s
            found = re.search(r"VmHWM:\s+(\d+)", status)
            if found:
                peaks[pid] = max(peaks.get(pid, 0), int(found[1]) * 1024)


def _tree(root: int) -> list[int]:
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*"):
        try:
            fields = (path / "stat").read_text(encoding="utf-8").rsplit(")", 1)[1]
        except OSError:
            continue
        parents.setdefault(int(fields.split()[1]), []).append(int(path.name))
    found = [root]
    for pid in found:
        found += parents.get(pid, [])
    return found


def main() -> None:
    """Measure, print, and write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("documents", nargs="+", type=int)
    parser.add_argument("--workers", nargs="+", type=int, default=[1, 2])
    parser.add_argument("--paragraphs", type=int, default=13, help="of 45 words, in each page")
    parser.add_argument("--engine", choices=["local", "ray"], default="local")
    parser.add_argument("--stand-in", action="store_true")
    parser.add_argument("--rewrite", action="store_true")
    arguments = parser.parse_args()
    rows = [HEAD]
    sys.stdout.write(HEAD + "\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for count in arguments.documents:
            archive = folder / f"{count}.tar"
            write_archive(archive, count, arguments.paragraphs)
            for workers in arguments.workers:
                how = {"stand_in": arguments.stand_in, "engine": arguments.engine}
                rows.append(measure(archive, count, workers, folder, **how).row)
                sys.stdout.write(rows[-1] + "\n")
                sys.stdout.flush()
    if arguments.rewrite:
        path = ROOT / "README.md"
        text = path.read_text(encoding="utf-8")
        words = f"{os.cpu_count()} cores ({platform.machine()}), invented pages of 600 words."
        table = f"{words}\n\n" + "\n".join(rows)
        pattern = r"(?<=<!-- batch -->\n).*?(?=<!-- /batch -->)"
        path.write_text(
            re.sub(pattern, lambda _: table + "\n", text, flags=re.DOTALL), encoding="utf-8"
        )


if __name__ == "__main__":
    main()
