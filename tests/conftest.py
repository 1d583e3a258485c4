"""Fixtures that every folder shares."""

import os
import shutil
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
import trustme

from builders import Site, make_record
from engine.cluster import MachineCluster
from newsx.schema import Record
from servers import PostgresServer, postgres_binary

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[1]

# The machine is shared and noisy: how long an example takes says nothing.
hypothesis.settings.register_profile("newsx", deadline=None)
hypothesis.settings.load_profile("newsx")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite",
        action="store_true",
        help="Write golden records and generated tables anew; review the diff like code.",
    )


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def newsx_data() -> Path:
    """The development data, which are not in the repository."""
    folder = os.environ.get("NEWSX_DATA")
    if not folder or not Path(folder).is_dir():
        pytest.skip("NEWSX_DATA does not name the folder of the development data")
    return Path(folder)


@pytest.fixture
def record() -> Record:
    """A record with a row in every part."""
    return make_record("Short sellers gain")


@pytest.fixture
def site() -> Iterator[Site]:
    """A web server on loopback."""
    server = Site()
    yield server
    server.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A private PostgreSQL."""
    if postgres_binary("initdb") is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    server = PostgresServer()
    yield server
    server.close()


@pytest.fixture(scope="session")
def cluster() -> Iterator[MachineCluster]:
    """A Ray cluster with one machine of two processors."""
    found = MachineCluster()
    found.add_machine(2)
    yield found
    found.close()


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    """A certificate authority that nobody trusts by default."""
    return trustme.CA()


@pytest.fixture
def tls_site(authority: trustme.CA) -> Iterator[Site]:
    """A web server on loopback that speaks TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    server = Site(context)
    yield server
    server.close()


# Nothing but what a test serves may be asked for: Chromium's own errands stay at home.
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """The system's Chromium."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=30_000)  # the machine is shared: how long a page takes says nothing
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium, args=CHROMIUM, timeout=180_000
        )
        yield started
        started.close()


@pytest.fixture(scope="session")
def axe() -> Callable[["Page"], str]:
    """A check of accessibility (axe-core): what is wrong with a page, or nothing."""
    from axe_playwright_python.sync_playwright import Axe

    def report(page: "Page") -> str:
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        return "\n".join(
            f"{one['id']}: {one['help']}: {[node['html'][:90] for node in one['nodes'][:3]]}"
            for one in found
        )

    return report
