import gzip
import random
import signal
import subprocess
import sys
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import httpx
import pytest
from warcio.archiveiterator import ArchiveIterator

from builders import Site
from newsx.errors import ConfigurationError, NotFound
from newsx.fetch.http import Client
from newsx.fetch.inputs import Inputs
from newsx.fetch.targets import Opener
from newsx.fetch.warc import WarcFile
from newsx.schema import Document
from newsx.settings import Settings

OPEN = Settings(allow_private=True, cache=False, robots=False, retries=0)


def test_what_was_fetched_is_read_back_by_another_library(site: Site, tmp_path: Path) -> None:
    body = "<p>naïve café".encode()
    plain = site.serve("/plain", body)
    packed = site.serve("/packed", gzip.compress(body), content_encoding="gzip")
    path = tmp_path / "kept.warc.gz"
    with WarcFile(path) as archive, Client(OPEN, keep=archive.keep) as client:
        client.fetch(plain)
        client.fetch(packed)
        with pytest.raises(NotFound):
            client.fetch(site.url("/missing"))
    with path.open("rb") as file:
        records = [
            (
                record.rec_type,
                record.rec_headers.get_header("WARC-Target-URI"),
                record.http_headers and record.http_headers.get_statuscode(),
                record.content_stream().read(),
            )
            for record in ArchiveIterator(file, check_digests="raise")
        ]
    assert records[0][0] == "warcinfo"
    assert records[1:] == [
        ("response", plain, "200", body),
        ("request", plain, "/plain", b""),
        ("response", packed, "200", body),
        ("request", packed, "/packed", b""),
    ]


def checked(path: Path) -> int:
    """Let warcio's own checker judge an archive: 0 is valid."""
    program = [sys.executable, "-m", "warcio.cli", "check", "-v", str(path)]
    ended = subprocess.run(program, capture_output=True, text=True, check=False)
    assert "digest pass" in ended.stdout
    assert "digest failed" not in ended.stdout
    assert "no digest to check" not in ended.stdout
    return ended.returncode


def test_request_and_answer_are_a_pair_that_a_checker_passes(site: Site, tmp_path: Path) -> None:
    url = site.serve("/", b"<p>x", set_cookie="a=1; Path=/", x_long="y" * 2_000)
    path = tmp_path / "kept.warc.gz"
    with WarcFile(path) as archive, Client(OPEN, keep=archive.keep) as client:
        client.fetch(url)
        client.fetch(url)
    with path.open("rb") as file:
        heads = [
            (record.rec_type, dict(record.rec_headers.headers), record.http_headers)
            for record in ArchiveIterator(file)
        ]
    _, (_, answered, _), (kind, asked, question), *_ = heads
    assert kind == "request"
    assert asked["WARC-Concurrent-To"] == answered["WARC-Record-ID"]
    assert answered["WARC-IP-Address"] == "127.0.0.1"
    assert {"WARC-Block-Digest", "WARC-Payload-Digest"} <= answered.keys()
    assert question.get_header("user-agent").startswith("newsx/")
    assert heads[4][2].get_header("cookie") == "a=1"
    assert checked(path) == 0


def test_headers_are_kept_as_they_came(site: Site, tmp_path: Path) -> None:
    url = site.serve("/", gzip.compress(b"<p>x"), Content_Encoding="gzip", X_Odd="Caf\xe9")
    path = tmp_path / "kept.warc.gz"
    with WarcFile(path) as archive, Client(OPEN, keep=archive.keep) as client:
        client.fetch(url)
    content = gzip.decompress(path.read_bytes())
    assert b"\r\nX-Odd: Caf\xe9\r\n" in content
    assert b"\r\nX-Archive-Orig-Content-Encoding: gzip\r\n" in content
    assert b"\r\ncontent-length: 4\r\n" in content


def test_a_header_cannot_end_the_head_and_begin_another_page(tmp_path: Path) -> None:
    """HTTP/2 carries line breaks in headers; in an archive they would forge what was fetched."""

    class Forger(httpx.BaseTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            forged = (b"x-a", b"b\r\n\r\n<p>forged")
            headers = [(b"content-type", b"text/html"), forged]
            return httpx.Response(
                200, headers=headers, stream=httpx.ByteStream(b"<p>true"), request=request
            )

    path = tmp_path / "kept.warc.gz"
    with (
        WarcFile(path) as archive,
        Client(OPEN, keep=archive.keep, transport=Forger()) as client,
    ):
        client.fetch("http://news.example/")
    with Opener(OPEN) as opener:
        [item] = list(Inputs([str(path)], opener=opener, settings=OPEN))
    assert isinstance(item, Document)
    assert item.content == b"<p>true"


def test_what_was_kept_before_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "kept.warc.gz"
    path.write_bytes(b"evidence")
    with pytest.raises(ConfigurationError, match="is not written over; name another file"):
        WarcFile(path)
    assert path.read_bytes() == b"evidence"


def test_a_name_that_batch_would_not_know_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"must end in \.warc\.gz"):
        WarcFile(tmp_path / "kept.gz")
    assert list(tmp_path.iterdir()) == []


def test_a_page_from_the_cache_is_kept_with_the_date_it_was_fetched(
    site: Site, tmp_path: Path
) -> None:
    date = "Tue, 12 Mar 2024 09:30:00 GMT"
    page = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 4\r\n"
    page += b"cache-control: max-age=999999999\r\ndate: %s\r\n\r\n<p>x" % date.encode()

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(page)

    site.pages["/"] = answer
    cached = OPEN.model_copy(update={"cache": True, "cache_dir": tmp_path / "cache"})
    for name in ("first.warc.gz", "second.warc.gz"):
        with WarcFile(tmp_path / name) as archive, Client(cached, keep=archive.keep) as client:
            client.fetch(site.url("/"))
    assert len(site.asked) == 1
    with (tmp_path / "second.warc.gz").open("rb") as file:
        kinds = [
            (record.rec_type, record.rec_headers.get_header("WARC-Date"))
            for record in ArchiveIterator(file)
        ]
    assert kinds[1:] == [("response", "2024-03-12T09:30:00Z")]


def test_pages_that_come_after_the_end_are_left_and_the_archive_stays_whole(
    site: Site, tmp_path: Path
) -> None:
    url = site.serve("/", b"<p>x")
    path = tmp_path / "kept.warc.gz"
    with WarcFile(path) as archive:
        client = Client(OPEN, keep=archive.keep)
        client.fetch(url)
    size = path.stat().st_size
    with client:
        client.fetch(url)
    assert path.stat().st_size == size
    assert checked(path) == 0


PROGRAM = """
import sys
from newsx.fetch.targets import Opener
from newsx.settings import Settings
from pathlib import Path
settings = Settings(allow_private=True, cache=False, robots=False, host_delay_s=0.0)
with Opener(settings, save_raw=Path(sys.argv[1])) as opener:
    for url, _ in opener.fetch_all(f"{sys.argv[2]}{number}" for number in range(10_000)):
        print(url, flush=True)
"""


@pytest.mark.parametrize("signal_sent", [signal.SIGINT, signal.SIGKILL])
def test_a_run_that_is_broken_off_leaves_an_archive_that_can_be_read(
    site: Site, tmp_path: Path, signal_sent: signal.Signals
) -> None:
    body = b"<p>" + random.Random(0).randbytes(50_000).hex().encode()
    for number in range(300):
        site.serve(f"/{number}", body)
    path = tmp_path / "kept.warc.gz"
    run = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(path), site.url("/")],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert run.stdout is not None
    try:
        seen = [run.stdout.readline() for _ in range(20)]
        run.send_signal(signal_sent)
        run.stdout.close()
        run.wait(timeout=60)
    finally:
        run.kill()
        run.wait()
    with Opener(OPEN) as opener:
        items = list(Inputs([str(path)], opener=opener, settings=OPEN))
    pages = [item for item in items if isinstance(item, Document)]
    assert len(seen) == 20
    assert len(pages) >= 20
    assert {item.content for item in pages} == {body}
    if signal_sent is signal.SIGINT:
        assert len(pages) == len(items)
        assert checked(path) == 0


def test_every_record_is_a_gzip_member_of_its_own(site: Site, tmp_path: Path) -> None:
    url = site.serve("/", b"<p>x")
    path = tmp_path / "kept.warc.gz"
    with WarcFile(path) as archive, Client(OPEN, keep=archive.keep) as client:
        client.fetch(url)
        client.fetch(url)
    with path.open("rb") as file:
        archive_iterator = ArchiveIterator(file)
        offsets = [archive_iterator.get_record_offset() for _ in archive_iterator]
    content = path.read_bytes()
    assert len(set(offsets)) == 5
    assert all(content[offset : offset + 2] == b"\x1f\x8b" for offset in offsets)


def test_a_folder_that_is_not_there_is_a_setting_to_mend(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="check the folder"):
        WarcFile(tmp_path / "nowhere" / "kept.warc.gz")


def test_what_was_kept_is_read_back_by_batch(site: Site, tmp_path: Path) -> None:
    url = site.serve("/story", "<p>naïve café".encode())
    path = tmp_path / "kept.warc.gz"
    with WarcFile(path) as archive, Client(OPEN, keep=archive.keep) as client:
        fetched = client.fetch(url)
    with Opener(OPEN) as opener:
        [item] = list(Inputs([str(path)], opener=opener, settings=OPEN))
    assert isinstance(item, Document)
    assert (item.url, item.content) == (url, fetched.content)
