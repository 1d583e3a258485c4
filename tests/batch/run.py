"""Run a batch with the quick reader in a process of its own: `run.py INPUT SINK [WORKERS]`."""

import sys

from batch.readers import QuickReader
from newsx import Settings
from newsx.batch import Batch
from newsx.store.sinks import open_sink

if __name__ == "__main__":
    _, source, target, *rest = sys.argv
    run = Batch(
        [source],
        open_sink(target),
        settings=Settings(),
        workers=int(rest[0]) if rest else 2,
        make=QuickReader,
    )
    for _ in run:
        pass
