"""One Ray cluster for all tests of engines."""

from collections.abc import Iterator

import pytest

from engine.cluster import MachineCluster


@pytest.fixture(scope="session")
def cluster() -> Iterator[MachineCluster]:
    """A cluster with one machine of two processors."""
    found = MachineCluster()
    found.add_machine(2)
    yield found
    found.close()
