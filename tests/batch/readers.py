"""Readers that stand in for newsx's own in tests of the flow: fast, or with accidents."""

import os
import random
import signal
import time
from hashlib import sha256
from pathlib import Path

from builders import make_record
from newsx import Document, Failure, Record, Settings
from newsx.errors import ParseError
from newsx.parse.articles import read_clean
from newsx.parse.document import parse
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


class SampleReader:
    """Give the golden records in turn, as if each document were another article of their weight."""

    readings = (PROVENANCE.reading,)

    def __init__(self) -> None:
        paths = sorted((Path(__file__).parents[2] / "samples" / "records").glob("*.json"))
        found = [Record.model_validate_json(path.read_bytes()) for path in paths]
        self._records = [record for record in found if record.article.word_count > 100]

    def __call__(self, document: Document) -> Record:
        """Return a record with the words of its text in another order, so that none is a copy."""
        raw_sha256 = sha256(document.content).hexdigest()
        record = self._records[int(raw_sha256, 16) % len(self._records)]
        words = record.article.text.split()
        random.Random(raw_sha256).shuffle(words)
        text = " ".join(words)
        update = {
            "article_id": digest("article", raw_sha256),
            "version_id": digest("version", raw_sha256),
            "source_ref": document.source_ref,
            "raw_sha256": raw_sha256,
            "text": text,
            "text_sha256": digest(text),
        }
        article = record.article.model_copy(update=update)
        return record.model_copy(update={"article": article, "provenance": PROVENANCE})


class PoisonedReader:
    """newsx's stage of parsing alone, which some documents stall or kill."""

    readings = (PROVENANCE.reading,)

    def __call__(self, document: Document) -> Record:
        """Have the accident that the document asks for, or parse it."""
        if b"HANG HERE" in document.content:
            time.sleep(1000)
        if b"CRASH HERE" in document.content:
            os.kill(os.getpid(), signal.SIGSEGV)
        if b"SWELL HERE" in document.content:
            bytearray(8_000_000_000)
        is_clean = document.media_type == "application/json"
        article = read_clean(document) if is_clean else parse(document, settings=Settings())
        named = {
            "source_ref": document.source_ref,
            "raw_sha256": sha256(document.content).hexdigest(),
        }
        return Record(article=article.model_copy(update=named), provenance=PROVENANCE)
