"""Run a batch with the quick reader in a process of its own: `run.py INPUT SINK [WORKERS]`."""

import sys

from batch.readers import QuickReader
from newsx import Settings
from newsx.batch import Batch
from newsx.store.sinks import open_sink

if __name__ == "__main__":
    source, target, *rest = sys.argv[1:]
    run = Batch(
        [source],
        open_sink(target),
        settings=Settings(),
        workers=int(rest[0]) if rest else 2,
        make=QuickReader,
    )
    for _outcome in run:
        pass
