"""Run a batch with a stand-in in its own process: `run.py INPUT SINK READER WORKERS [BATCH]`."""

import sys

from batch import readers
from newsx import Settings
from newsx.batch import Batch
from newsx.store.sinks import open_sink

if __name__ == "__main__":
    source, target, reader, workers, *batch = sys.argv[1:]
    sink = open_sink(target)
    if batch:
        vars(sink)["batch_size"] = int(batch[0])
    run = Batch(
        [source],
        sink,
        settings=Settings(),
        workers=int(workers),
        make=getattr(readers, reader),
    )
    for _outcome in run:
        pass
