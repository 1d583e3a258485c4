"""Run a batch with the quick reader in a process of its own: `python run.py INPUT SINK`."""

import sys

from batch.readers import QuickReader
from newsx import Settings
from newsx.batch import Batch
from newsx.store.sinks import open_sink

if __name__ == "__main__":
    run = Batch(
        [sys.argv[1]], open_sink(sys.argv[2]), settings=Settings(), workers=2, make=QuickReader
    )
    for _ in run:
        pass
