"""What the command line costs before it does anything: CPU over an idle Python, in one run."""

import resource
import subprocess
import sys

import pytest

RUNS = 9


def cpu_ms(*arguments: str) -> float:
    """Return the CPU that a process of this Python takes, in milliseconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


@pytest.mark.slow
def test_help_costs_less_than_80_ms_over_an_idle_python() -> None:
    idle, said = [], []
    for _ in range(RUNS):  # side by side: what else the machine does falls on both
        idle.append(cpu_ms("-c", "pass"))
        said.append(cpu_ms("-m", "newsx", "--help"))
    assert min(said) - min(idle) <= 80, (
        f"python -c pass {min(idle):.0f} ms, newsx --help {min(said):.0f} ms"
    )


@pytest.mark.slow
@pytest.mark.model
def test_a_cold_extraction_costs_little_over_importing_spacy() -> None:
    spacy, cold = [], []
    for _ in range(3):
        spacy.append(cpu_ms("-c", "import spacy"))
        page = "samples/articles/03-tulkens-earnings.html"
        cold.append(cpu_ms("-m", "newsx", "extract", page))
    assert min(cold) <= 1.7 * min(spacy), (
        f"import spacy {min(spacy):.0f} ms, a cold extract {min(cold):.0f} ms"
    )


LOADING = """
import sys, time
sys.modules["torch"] = None  # spaCy imports it where it is installed
before = time.process_time()
import spacy
between = time.process_time()
spacy.load("models/en_newsx")
print((time.process_time() - between) / (between - before))
"""


@pytest.mark.slow
@pytest.mark.model
def test_loading_the_pipeline_costs_less_than_importing_spacy() -> None:
    shares = [
        float(subprocess.check_output([sys.executable, "-c", LOADING], text=True)) for _ in range(3)
    ]
    assert min(shares) <= 0.45, f"of the import: {shares}"


READING = """
import sys, time
sys.modules["torch"] = None
import spacy
nlp = spacy.load("models/en_newsx")
text = "Norrland Paper AB said on Tuesday it expects profit to fall 3%, more than in May. " * 300
nlp(text[:1000])
process, thread = time.process_time(), time.thread_time()
nlp(text)
print((time.process_time() - process) / (time.thread_time() - thread))
"""


@pytest.mark.slow
@pytest.mark.model
def test_reading_wakes_no_thread_of_blas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody sets OMP_NUM_THREADS; a product shared out over the cores costs fifty times itself."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        monkeypatch.delenv(name, raising=False)
    ratio = float(subprocess.check_output([sys.executable, "-c", READING], text=True))
    assert ratio <= 1.03
