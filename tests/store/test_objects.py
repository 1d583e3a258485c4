"""Object storage spoken to as S3, by a server on loopback: in, out, and on from a killed run."""

from collections.abc import Iterator

import duckdb
import pytest
from moto.server import ThreadedMotoServer

from builders import make_record
from fetch.archives import json_lines, page, warc_members
from newsx import Settings
from newsx.batch import load
from newsx.errors import ConfigurationError
from newsx.fetch.inputs import Inputs
from newsx.fetch.targets import Opener
from newsx.places import find, storage
from newsx.schema import Document, Record
from newsx.store.lines import records_in
from newsx.store.sinks import Writer, open_sink

BUCKET = "s3://newsroom"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Return the address of the server."""
    found = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    found.start()
    _, port = found.get_host_and_port()
    yield f"http://127.0.0.1:{port}"
    found.stop()


@pytest.fixture
def bucket(server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return a bucket that is reached by the environment, as a user reaches his."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", server)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "nobody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "nothing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
    system, path = storage(BUCKET)
    if system.exists(path):
        system.rm(path, recursive=True)
    system.mkdir(path)
    return BUCKET


def put(address: str, content: bytes) -> None:
    system, path = storage(address)
    system.pipe_file(path, content)


def read(*targets: str) -> list[str]:
    """Return the names of the documents behind some targets; failures are not expected."""
    settings = Settings()
    with Opener(settings) as opener:
        found = list(Inputs(targets, opener=opener, settings=settings))
    assert all(isinstance(one, Document) for one in found), found
    return [one.source_ref for one in found]


def test_archives_are_read_from_a_bucket(bucket: str) -> None:
    members = warc_members(3)
    put(f"{bucket}/2024/a.warc.gz", b"".join(members))
    put(f"{bucket}/2024/rows.jsonl", json_lines([{"text": "Profit rose."}, {"text": "It fell."}]))
    put(f"{bucket}/2024/photo.jpg", b"no page")
    put(f"{bucket}/2024/page.html", page(1))
    offsets = [0, len(members[0]), len(members[0]) + len(members[1])]
    expected = [f"{bucket}/2024/a.warc.gz#{offset}" for offset in offsets]
    expected += [f"{bucket}/2024/page.html"]
    expected += [f"{bucket}/2024/rows.jsonl:{number}" for number in (1, 2)]
    assert read(f"{bucket}/2024") == expected
    assert read(f"{bucket}/*/*.warc.gz") == expected[:3]
    assert read(f"{bucket}/2024/page.html") == [expected[3]]


def test_bytes_of_a_bucket_are_counted_for_the_bar(bucket: str) -> None:
    put(f"{bucket}/page.html", page(1))
    settings = Settings()
    with Opener(settings) as opener:
        inputs = Inputs([bucket], opener=opener, settings=settings)
        assert inputs.size_bytes == len(page(1))
        list(inputs)
        assert inputs.read_bytes == len(page(1))


def test_parquet_in_a_bucket_is_read_by_duckdb(bucket: str) -> None:
    target = f"{bucket}/news.parquet"
    for headline in ("One", "Two", "One"):
        with Writer(open_sink(target)) as writer:
            writer.write(make_record(headline, source_ref=headline))
    system, path = storage(target)
    with duckdb.connect() as connection:
        connection.register_filesystem(system)
        connection.execute(system.cat_file(f"{path}/views.sql").decode())
        found = connection.execute("SELECT headline FROM articles ORDER BY 1").fetchall()
    assert found == [("One",), ("Two",)]
    # What the second reading replaced is gone, and so is its part.
    names = {one.name.rpartition("/")[2] for one in find(f"{target}/sources")}
    assert names == {"part-000002.parquet", "part-000003.parquet"}


def test_json_lines_in_a_bucket_load_as_one_file(bucket: str) -> None:
    target = f"{bucket}/records.jsonl"
    one, two = (make_record(headline, source_ref=headline) for headline in ("One", "Two"))
    list(load([one, two], open_sink(target)))
    list(load([one], open_sink(target)))
    found = list(records_in([target]))
    assert all(isinstance(record, Record) for record in found)
    assert sorted(str(record.article.headline) for record in found) == ["One", "Two"]  # type: ignore[union-attr]  # just asserted


def test_what_the_storage_answers_is_told(bucket: str) -> None:
    assert find(f"{bucket}/nothing/*.html") == []
    with pytest.raises(ConfigurationError, match=r"cannot open 'nosuch://x'.*fsspec and a driver"):
        storage("nosuch://x")
