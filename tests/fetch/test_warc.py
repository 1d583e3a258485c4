import gzip
from pathlib import Path

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
    assert records[1:] == [("response", plain, "200", body), ("response", packed, "200", body)]


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
    assert len(set(offsets)) == 3
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
