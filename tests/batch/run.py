"""Run a batch with the quick reader in its own process: `run.py INPUT SINK [WORKERS] [BATCH]`."""

import sys

from batch.readers import QuickReader
from newsx import Settings
from newsx.batch import Batch
from newsx.store.sinks import open_sink

if __name__ == "__main__":
    source, target, *rest = sys.argv[1:]
    sink = open_sink(target)
    if len(rest) > 1:
        vars(sink)["batch_size"] = int(rest[1])
    run = Batch(
        [source],
        sink,
        settings=Settings(),
        workers=int(rest[0]) if rest else 2,
        make=QuickReader,
    )
    for _outcome in run:
        pass
