"""What tests build: a record by hand, a web server on loopback."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from newsx.schema import (
    Affiliation,
    Article,
    Claim,
    Cue,
    Entity,
    Figure,
    Identifiers,
    Mention,
    Period,
    Provenance,
    Publisher,
    Record,
    Reference,
    Relation,
    Source,
    digest,
)

TEXT = "Short sellers made nearly $13 billion this year, said Ida Roth of Quill Data LLC."


def make_record(headline: str, *, source_ref: str = "made-by-hand") -> Record:
    """Return a record with a row in every part; another headline is another article."""
    article_id = digest("article", headline)
    version_id = digest(article_id, TEXT)

    def place(text: str) -> dict[str, int | str]:
        start = TEXT.index(text)
        return {"start": start, "end": start + len(text), "text": text}

    def ends(text: str) -> dict[str, int]:
        start = TEXT.index(text)
        return {"start": start, "end": start + len(text)}

    person, company = digest("entity", "PERSON", "ida roth"), "newsx:quill-data"
    return Record(
        article=Article(
            article_id=article_id,
            version_id=version_id,
            headline=headline,
            authors=("Noor Vance", "Béla O'Hara"),
            publisher=Publisher(name="The Ledger", domain="ledger.example"),
            date_published=datetime(2023, 9, 10, 21, 58, tzinfo=UTC),
            date_published_precision="minute",
            word_count=14,
            text=TEXT,
            text_sha256="0" * 64,
            source_ref=source_ref,
        ),
        entities=(
            Entity(
                entity_id=person, type="PERSON", name="Ida Roth", mention_count=1, first_start=54
            ),
            Entity(
                entity_id=company,
                type="ORG",
                name="Quill Data LLC",
                identifiers=Identifiers(ticker="QDAT", mic="XNAS"),
                linked=True,
                link_score=0.9,
                mention_count=1,
                first_start=66,
            ),
        ),
        mentions=(
            Mention(
                mention_id=digest(version_id, "mention", "54"),
                entity_id=person,
                type="PERSON",
                form="name",
                sentence=0,
                **place("Ida Roth"),
            ),
        ),
        figures=(
            Figure(
                figure_id=digest(version_id, "figure", "26"),
                sentence=0,
                kind="money",
                value=Decimal(13_000_000_000),
                unit="currency",
                currency="USD",
                currency_inferred=True,
                bound="almost",
                measure="made",
                subject=Reference(text="Short sellers"),
                period_id=digest(version_id, "period", "38"),
                attributed_to=person,
                claim_id=digest(version_id, "claim", "0"),
                **place("$13 billion"),
            ),
        ),
        periods=(
            Period(
                period_id=digest(version_id, "period", "38"),
                kind="period",
                iso="2023",
                from_date=date(2023, 1, 1),
                to_date=date(2023, 12, 31),
                **place("this year"),
            ),
        ),
        claims=(
            Claim(
                claim_id=digest(version_id, "claim", "0"),
                parts=((0, 47),),
                sentence=0,
                kind="data",
                form="indirect",
                source=Source(
                    text="Ida Roth",
                    entity_id=person,
                    name="Ida Roth",
                    type="person",
                    **ends("Ida Roth"),
                ),
                affiliation=Affiliation(name="Quill Data LLC", entity_id=company),
                cue=Cue(lemma="say", **ends("said")),
                figure_ids=(digest(version_id, "figure", "26"),),
                entity_ids=(company,),
                **place(TEXT[:47]),
            ),
        ),
        relations=(
            Relation(
                relation_id=digest(version_id, "relation", "54"),
                kind="person_role_org",
                subject_id=person,
                object_id=company,
                start=54,
                end=80,
            ),
        ),
        provenance=Provenance(newsx_version="0", model="by-hand", settings_sha256="0" * 64),
    )


Answer = Callable[[BaseHTTPRequestHandler], None]


def redirect_to(address: str) -> Answer:
    """Return an answer that sends to another address."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(302)
        handler.send_header("location", address)
        handler.send_header("content-length", "0")
        handler.end_headers()

    return answer


def nobody() -> str:
    """Return an address on loopback where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}"


class Site:
    """A web server on loopback: `site.pages["/path"] = answer`, `site.url("/path")`."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self._scheme = "http" if tls is None else "https"
        self.pages: dict[str, Answer] = {}
        self.asked: list[str] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                answer = site.pages.get(self.path)
                if answer is None:
                    self.send_error(404)
                else:
                    answer(self)

            def handle(self) -> None:
                # Clients that hang up are what many tests are about.
                with contextlib.suppress(OSError):
                    super().handle()

            def log_message(self, *_: object) -> None:
                """Keep the test output clean."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.01,), daemon=True
        )
        self._thread.start()

    def url(self, path: str) -> str:
        """Return the address of a page."""
        return f"{self._scheme}://127.0.0.1:{self._server.server_port}{path}"

    def serve(self, path: str, body: bytes, **headers: str) -> str:
        """Answer `path` with a body, and return its address."""

        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(200)
            for name, value in {"content_type": "text/html; charset=utf-8", **headers}.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.send_header("content-length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)

        self.pages[path] = answer
        return self.url(path)

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def unnamed(record: Record, words: str) -> Record:
    """Return the record with a source that has no name for its first claim and figure."""
    [claim, *claims], [figure, *figures] = record.claims, record.figures
    assert claim.source is not None
    source = claim.source.model_copy(
        update={"text": words, "name": None, "entity_id": None, "type": "anonymous"}
    )
    return record.model_copy(
        update={
            "claims": (claim.model_copy(update={"source": source}), *claims),
            "figures": (figure.model_copy(update={"attributed_to": None}), *figures),
        }
    )
