"""Readers that stand in for newsx's own in tests of the flow: fast, or with accidents."""

import os
import signal
import time
from hashlib import sha256

from builders import make_record
from newsx import Document, Failure, Record, Settings
from newsx.errors import ParseError
from newsx.pipeline import Reader
from newsx.schema import Provenance, digest

PROVENANCE = Provenance(newsx_version="test", model="stand-in", settings_sha256="0" * 64)


class QuickReader:
    """Make a record by hand of any document; texts with BAD in them are failures."""

    readings = (PROVENANCE.reading,)

    def __call__(self, document: Document) -> Record | Failure:
        """Return a record with a row in every part, its text different for every document."""
        raw_sha256 = sha256(document.content).hexdigest()
        if b"BAD" in document.content:
            failed = {"raw_sha256": raw_sha256, "reading": PROVENANCE.reading}
            error = ParseError("it says BAD")
            return Failure.of(error, document.source_ref).model_copy(update=failed)
        time.sleep(0.002)
        record = make_record(document.source_ref, source_ref=document.source_ref)
        words = [digest(raw_sha256, f"{number}") for number in range(30)]
        text = f"{record.article.text} {' '.join(words)}"
        named = {"raw_sha256": raw_sha256, "text": text, "text_sha256": digest(text)}
        article = record.article.model_copy(update=named)
        return record.model_copy(update={"article": article, "provenance": PROVENANCE})


class PoisonedReader:
    """newsx's own reader, which some documents stall or kill."""

    def __init__(self) -> None:
        self._reader = Reader(Settings(model="blank"))

    @property
    def readings(self) -> tuple[str, ...]:
        """Those of newsx."""
        return self._reader.readings

    def __call__(self, document: Document) -> Record | Failure:
        """Have the accident that the document asks for, or read it."""
        if b"HANG HERE" in document.content:
            time.sleep(1000)
        if b"CRASH HERE" in document.content:
            os.kill(os.getpid(), signal.SIGSEGV)
        if b"SWELL HERE" in document.content:
            bytearray(8_000_000_000)
        return self._reader(document)
