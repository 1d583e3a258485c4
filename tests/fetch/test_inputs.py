"""Everything a batch reads, whole and damaged: good documents come out, bad ones are named."""

import bz2
import gc
import gzip
import io
import lzma
import sys
import tarfile
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest

from builders import Site
from fetch.archives import (
    json_lines,
    page,
    tar_bytes,
    warc_members,
    warc_record,
    zip_bytes,
)
from newsx import Document, Failure, Settings
from newsx.errors import ParseError
from newsx.fetch.files import walk
from newsx.fetch.inputs import Inputs
from newsx.fetch.members import tar_members
from newsx.fetch.targets import Opener
from newsx.parse.articles import read_clean

SETTINGS = Settings(size_limit_bytes=200_000, allow_private=True, robots=False, cache=False)
PAGES = {f"pages/{number}.html": page(number) for number in range(4)}


def read(*targets: str | Path, fields: dict[str, str] | None = None) -> list[Document | Failure]:
    with Opener(SETTINGS) as opener:
        inputs = Inputs(
            [str(one) for one in targets], opener=opener, settings=SETTINGS, fields=fields
        )
        return list(inputs)


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def contents(found: list[Document | Failure]) -> list[bytes]:
    return [one.content for one in found if isinstance(one, Document)]


def failures(found: list[Document | Failure]) -> list[Failure]:
    return [one for one in found if isinstance(one, Failure)]


def test_a_folder_gives_pages_and_what_archives_in_it_hold(tmp_path: Path) -> None:
    put(tmp_path, "b/one.html", page(1))
    put(tmp_path, "a/two.zip", zip_bytes({"two.html": page(2), "photo.jpg": b"\xff\xd8"}))
    put(tmp_path, "c/three.html.gz", gzip.compress(page(3)))
    put(tmp_path, "notes.pdf", b"%PDF")
    found = read(tmp_path)
    assert contents(found) == [page(2), page(1), page(3)]
    assert [one.source_ref for one in found] == [
        f"{tmp_path}/a/two.zip!two.html",
        f"{tmp_path}/b/one.html",
        f"{tmp_path}/c/three.html.gz",
    ]


def test_a_pattern_gives_its_matches_and_one_without_any_is_a_failure(tmp_path: Path) -> None:
    put(tmp_path, "one.html", page(1))
    put(tmp_path, "deep/two.html", page(2))
    assert len(contents(read(f"{tmp_path}/**/*.html"))) == 2
    [failure] = failures(read(f"{tmp_path}/*.nothing"))
    assert "no file, folder or match" in failure.message


def test_a_folder_without_anything_to_read_is_named_as_one(tmp_path: Path) -> None:
    put(tmp_path, "notes.docx", b"")
    [failure] = failures(read(tmp_path))
    assert "holds no file that newsx reads" in failure.message


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_tar_archives_give_their_pages(tmp_path: Path, mode: str) -> None:
    suffix = mode.removeprefix("w").replace(":", ".")
    found = read(put(tmp_path, f"pages.tar{suffix}", tar_bytes(PAGES, mode)))
    assert contents(found) == list(PAGES.values())
    assert failures(found) == []


def test_the_headers_of_a_tar_are_not_kept() -> None:
    """There may be a million, at a kilobyte each."""
    files = {f"{number}.html": b"page" for number in range(50)}
    for seen, _ in enumerate(tar_members(io.BytesIO(tar_bytes(files)), "pages.tar"), start=1):
        held = [one.name for one in gc.get_objects() if type(one) is tarfile.TarInfo]
        assert len(held) <= 2, (seen, held)


def test_a_tar_cut_short_gives_what_it_has_and_says_so(tmp_path: Path) -> None:
    whole = tar_bytes(PAGES)
    for kept in (len(whole) // 2 - 3000, 2 * 3584, 5000):
        found = read(put(tmp_path, "pages.tar", whole[:kept]))
        assert failures(found), kept
        assert contents(found) == list(PAGES.values())[: len(contents(found))]


def test_a_tar_with_a_damaged_header_gives_the_files_after_it(tmp_path: Path) -> None:
    whole = bytearray(tar_bytes(PAGES))
    second = whole.index(b"pages/1.html")
    whole[second : second + 400] = b"\xff" * 400
    found = read(put(tmp_path, "pages.tar", bytes(whole)))
    assert contents(found) == [page(0), page(2), page(3)]
    assert ["damaged header" in one.message for one in failures(found)] == [True]


def test_a_zip_with_a_damaged_member_gives_the_others(tmp_path: Path) -> None:
    whole = bytearray(zip_bytes(PAGES))
    second = whole.index(b"pages/1.html")
    whole[second + 40 : second + 60] = bytes(20)
    found = read(put(tmp_path, "pages.zip", bytes(whole)))
    assert contents(found) == [page(0), page(2), page(3)]
    [failure] = failures(found)
    assert failure.source_ref.endswith("pages.zip!pages/1.html")


def test_a_zip_cut_short_is_a_failure(tmp_path: Path) -> None:
    [failure] = failures(read(put(tmp_path, "pages.zip", zip_bytes(PAGES)[:-40])))
    assert "no ZIP archive, or cut short" in failure.message


def test_a_bomb_is_stopped_at_the_limit(tmp_path: Path) -> None:
    bomb = bytes(50_000_000)
    found = read(
        put(tmp_path, "1.zip", zip_bytes({"bomb.html": bomb, "good.html": page(1)})),
        put(tmp_path, "2.tar.gz", tar_bytes({"bomb.html": bomb, "good.html": page(2)}, "w:gz")),
        put(tmp_path, "3.html.gz", gzip.compress(bomb)),
        put(tmp_path, "4.jsonl", b'{"text": "' + bomb + b'"}\n' + json_lines([{"text": "a b"}])),
    )
    assert len(failures(found)) == 4
    assert all("larger than" in one.message for one in failures(found))
    assert {one.error_type for one in failures(found)} == {"TooLarge"}
    assert contents(found)[:2] == [page(1), page(2)]
    assert len(contents(found)) == 3


@pytest.mark.parametrize("together", [False, True], ids=["by record", "as a whole"])
@pytest.mark.parametrize("compress", [gzip.compress, bytes], ids=["gz", "plain"])
def test_warc_files_give_their_pages(
    tmp_path: Path, *, together: bool, compress: type[bytes]
) -> None:
    records = [warc_record(number, page(number)) for number in range(3)]
    whole = compress(b"".join(records)) if together else b"".join(map(compress, records))
    name = "pages.warc.gz" if whole.startswith(b"\x1f\x8b") else "pages.warc"
    found = read(put(tmp_path, name, whole))
    assert contents(found) == [page(0), page(1), page(2)]
    first = found[0]
    assert isinstance(first, Document)
    assert (first.url, first.media_type, first.charset) == (
        "https://ledger.example/0",
        "text/html",
        "utf-8",
    )
    assert first.date_retrieved is not None
    assert len({one.source_ref for one in found}) == 3


def test_what_is_no_page_is_skipped_and_counted(tmp_path: Path) -> None:
    records = [
        warc_record(0, page(0)),
        warc_record(1, page(1), status="404 Not Found"),
        warc_record(2, b"\x89PNG", headers={"Content-Type": "image/png"}),
        warc_record(3, b"", kind="request"),
    ]
    path = put(tmp_path, "pages.warc", b"".join(records))
    with Opener(SETTINGS) as opener:
        inputs = Inputs([str(path)], opener=opener, settings=SETTINGS)
        assert contents(list(inputs)) == [page(0)]
        assert dict(inputs.skipped) == {"status 404": 1, "type image/png": 1}
        assert inputs.read_bytes == inputs.size_bytes == path.stat().st_size


def test_what_macos_puts_beside_files_is_no_page(tmp_path: Path) -> None:
    shadow = b"\0\x05\x16\x07\0\2\0\0Mac OS X        " + bytes(80)
    inside = {**PAGES, "__MACOSX/pages/._0.html": shadow, "._pages.zip": shadow}
    put(tmp_path, "pages.zip", zip_bytes(inside))
    put(tmp_path, "._pages.zip", shadow)
    put(tmp_path, "._a.html", shadow)
    put(tmp_path, "a.html", page(9))
    assert list(walk(tmp_path)) == [tmp_path / "a.html"]
    with Opener(SETTINGS) as opener:
        inputs = Inputs([str(tmp_path)], opener=opener, settings=SETTINGS)
        assert sorted(contents(list(inputs))) == sorted([*PAGES.values(), page(9)])
    assert inputs.skipped == {"file ._ of macOS": 2}


def test_a_warc_cut_short_gives_every_whole_record_and_one_failure(tmp_path: Path) -> None:
    members = warc_members(4)
    whole = b"".join(members)
    ends = [sum(map(len, members[:count])) for count in range(5)]
    for kept in [*range(ends[1] + 1, len(whole), 97), ends[3] + 5, ends[3] + 20, len(whole) - 1]:
        found = read(put(tmp_path, "pages.warc.gz", whole[:kept]))
        complete = max(count for count in range(5) if ends[count] <= kept)
        # Where only the check sum is missing, the page is whole.
        complete += kept == len(whole) - 1
        assert contents(found) == [page(one) for one in range(complete)], kept
        expected = 0 if kept in ends else 1
        assert len(failures(found)) == expected, kept


def test_reading_goes_on_after_a_damaged_record(tmp_path: Path) -> None:
    for place in range(4):
        for start, fill in ((0, b"garbage "), (12, bytes(30)), (200, bytes(30))):
            members = warc_members(4)
            damaged = bytearray(members[place])
            damaged[start : start + len(fill)] = fill
            members[place] = bytes(damaged)
            found = read(put(tmp_path, "pages.warc.gz", b"".join(members)))
            others = [page(one) for one in range(4) if one != place]
            assert contents(found) == others, (place, start)
            assert len(failures(found)) == 1, (place, start)


def test_a_plain_warc_cut_short_says_so(tmp_path: Path) -> None:
    whole = b"".join(warc_record(number, page(number)) for number in range(3))
    found = read(put(tmp_path, "pages.warc", whole[:-500]))
    assert contents(found) == [page(0), page(1)]
    assert "cut short" in failures(found)[0].message


def test_codings_of_bodies_are_undone_within_limits(tmp_path: Path) -> None:
    half = len(page(0)) // 2
    chunked = b"%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (
        half,
        page(0)[:half],
        len(page(0)) - half,
        page(0)[half:],
    )
    coded = {
        "gzip": gzip.compress(page(0)),
        "deflate": zlib.compress(page(0)),
        "br": brotli.compress(page(0)),
        "identity": page(0),
        "x-gzip": page(0),  # undone by the archive, its header left
    }
    records = [
        warc_record(n, body, headers={"Content-Encoding": name})
        for n, (name, body) in enumerate(coded.items())
    ]
    records.append(warc_record(8, chunked, headers={"Transfer-Encoding": "chunked"}))
    for name, press in (("gzip", gzip.compress), ("br", brotli.compress)):
        records.append(warc_record(9, press(bytes(9_000_000)), headers={"Content-Encoding": name}))
    records.append(warc_record(10, page(0), headers={"Content-Encoding": "zip"}))
    found = read(put(tmp_path, "pages.warc", b"".join(records)))
    assert contents(found) == [page(0)] * 6
    assert [one.error_type for one in failures(found)] == ["TooLarge", "TooLarge", "FetchError"]


def test_a_record_larger_than_any_article_is_passed_over(tmp_path: Path) -> None:
    large = warc_record(1, b"<p>word</p>" * 100_000)
    records = [warc_record(0, page(0)), large, warc_record(2, page(2))]
    found = read(put(tmp_path, "a.warc.gz", b"".join(gzip.compress(one) for one in records)))
    assert contents(found) == [page(0), page(2)]
    assert [one.error_type for one in failures(found)] == ["TooLarge"]


def test_a_wacz_gives_the_pages_of_its_warc(tmp_path: Path) -> None:
    archive = zip_bytes(
        {"archive/data.warc.gz": b"".join(warc_members(3)), "datapackage.json": b"{}"}
    )
    found = read(put(tmp_path, "crawl.wacz", archive))
    assert contents(found) == [page(0), page(1), page(2)]
    assert found[1].source_ref.startswith(f"{tmp_path}/crawl.wacz!archive/data.warc.gz#")


def test_an_archive_three_deep_is_left_alone(tmp_path: Path) -> None:
    inner = zip_bytes({"page.html": page(0)})
    outer = zip_bytes({"b.zip": zip_bytes({"c.zip": inner}), "d.zip": inner})
    found = read(put(tmp_path, "a.zip", outer))
    assert contents(found) == [page(0)]
    assert "unpack it" in failures(found)[0].message


@pytest.mark.parametrize("name", ["bomb.zip", "-"])
def test_an_archive_that_swells_inside_another_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    swollen = zip_bytes({"inner.tar": tar_bytes({"a.html": bytes(150_000_000)}), **PAGES})
    path = put(tmp_path, "bomb.zip", swollen)
    with path.open() as file:
        monkeypatch.setattr(sys, "stdin", file)
        found = read(name if name == "-" else path)
    assert sorted(contents(found)) == sorted(PAGES.values())
    [failure] = failures(found)
    assert failure.source_ref.endswith("!inner.tar")
    assert failure.error_type == "TooLarge"


def test_an_archive_inside_another_may_hold_more_than_the_other_takes(tmp_path: Path) -> None:
    plain = tar_bytes({f"{one}.html": page(1, words=2000) for one in range(30)})
    path = put(tmp_path, "outer.zip", zip_bytes({"inner.tar": plain}))
    assert len(plain) > max(4 * path.stat().st_size, SETTINGS.size_limit_bytes)
    assert len(contents(read(path))) == 30
    assert not failures(read(path))


def test_mhtml_gives_the_page_and_its_address(tmp_path: Path) -> None:
    text = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://ledger.example/a\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="B"\r\n'
        "\r\n--B\r\nContent-Type: text/html; charset=utf-8\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>caf=C3=A9 =3D 5</p>\r\n"
        "--B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBO\r\n"
        "--B--\r\n"
    )
    [document] = read(put(tmp_path, "a.mhtml", text.encode()))
    assert isinstance(document, Document)
    assert document.content.strip() == "<p>café = 5</p>".encode()
    assert document.url == "https://ledger.example/a"
    [failure] = failures(read(put(tmp_path, "b.mht", b"Content-Type: text/plain\r\n\r\nhello")))
    assert "holds no page" in failure.message


DAMAGED_HEADERS = [
    b"Content-Type: text/html; charset*=",
    b"Content-Location: =?utf-8?Q?=",
    b"\xff:",
]


@pytest.mark.parametrize("header", DAMAGED_HEADERS)
def test_an_mhtml_with_damaged_headers_ends_nothing(tmp_path: Path, header: bytes) -> None:
    text = b"MIME-Version: 1.0\r\nContent-Type: text/html;\r\n" + header + b"\r\n\r\n<p>a</p>"
    found = read(put(tmp_path, "a.mhtml", text), put(tmp_path, "b.html", page(1)))
    assert contents(found)[-1] == page(1)


@pytest.mark.parametrize(("suffix", "press"), [("bz2", bz2.compress), ("xz", lzma.compress)])
def test_lines_and_pages_may_be_compressed_in_other_ways(
    tmp_path: Path, suffix: str, press: Callable[[bytes], bytes]
) -> None:
    rows = json_lines([{"text": "Profit rose 5%."}, {"text": "Sales fell 2%."}])
    found = read(
        put(tmp_path, f"a.html.{suffix}", press(page(1))),
        put(tmp_path, f"b.jsonl.{suffix}", press(rows)),
        put(tmp_path, f"c.html.{suffix}", press(bytes(1_000) + page(2))[:-9]),
    )
    assert contents(found)[0] == page(1)
    assert len(contents(found)) == 3
    assert "damaged or cut short" in failures(found)[0].message


def test_what_zstandard_compressed_is_named_once(tmp_path: Path) -> None:
    [failure] = read(put(tmp_path, "rows.jsonl.zst", b"(\xb5/\xfd" + bytes(range(256)) * 9))
    assert isinstance(failure, Failure)
    assert "compressed by Zstandard" in failure.message


def test_json_lines_hold_pages_or_articles(tmp_path: Path) -> None:
    rows = [
        {"id": "a-1", "html": "<p>café</p>", "url": "https://ledger.example/a"},
        {"text": "Profit rose 5%.", "url": "https://ledger.example/b"},
    ]
    path = put(tmp_path, "rows.jsonl.gz", gzip.compress(json_lines(rows) + b"\nnot json\n"))
    first, second, third = read(path)
    assert isinstance(first, Document)
    assert (first.source_ref, first.url) == ("a-1", "https://ledger.example/a")
    assert first.content.decode() == "<p>café</p>"
    assert (second.source_ref, third.source_ref) == (f"{path}:2", f"{path}:4")
    assert isinstance(second, Document)
    assert second.media_type == "application/json"


def test_a_map_names_the_fields_and_nothing_else_is_read(tmp_path: Path) -> None:
    rows = [{"key": 7, "body": "Profit rose.", "link": "https://ledger.example/b", "score": 3}]
    path = put(tmp_path, "rows.jsonl", json_lines(rows))
    [document] = read(path, fields={"id": "key", "text": "body", "url": "link"})
    assert isinstance(document, Document)
    assert document.source_ref == "7"
    assert b"score" not in document.content
    assert b"Profit rose." in document.content


def test_a_map_reaches_what_lies_deeper(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"page": {"html": "<p>One", "meta": {"link": "https://a.example/1"}}},
        {"page": {"html": None, "meta": 5}},
        {"page.html": "<p>Two", "page": {"html": "<p>not this"}},
    ]
    path = put(tmp_path, "rows.jsonl", json_lines(rows))
    one, none, two = read(path, fields={"html": "page.html", "url": "page.meta.link"})
    assert isinstance(one, Document)
    assert isinstance(none, Document)
    assert isinstance(two, Document)
    assert (one.content, one.url) == (b"<p>One", "https://a.example/1")
    assert (none.content, none.media_type) == (b"{}", "application/json")
    assert two.content == b"<p>Two"


def test_a_line_nested_too_deep_costs_no_other(tmp_path: Path) -> None:
    path = put(tmp_path, "rows.jsonl", b"[" * 100_000 + b"\n" + json_lines([{"text": "a b"}]))
    deep, good = read(path)
    assert isinstance(deep, Document)
    assert isinstance(good, Document)
    with pytest.raises(ParseError, match="is not JSON"):
        read_clean(deep)
    assert read_clean(good).text == "a b"


def test_a_warc_that_is_one_gzip_member_is_whole_or_cut_short(tmp_path: Path) -> None:
    whole = gzip.compress(b"".join(map(gzip.decompress, warc_members(3))))
    assert all(isinstance(one, Document) for one in read(put(tmp_path, "a.warc.gz", whole)))
    *_, last = read(put(tmp_path, "b.warc.gz", whole[:-40]))
    assert isinstance(last, Failure)
    assert "cut short" in last.message


def test_lines_cut_short_by_a_damaged_gzip_come_as_far_as_they_go(tmp_path: Path) -> None:
    rows = json_lines(
        {"text": f"Profit rose {number}% to {number * 37}."} for number in range(2000)
    )
    path = put(tmp_path, "rows.jsonl.gz", gzip.compress(rows)[:-4000])
    found = read(path)
    assert len(contents(found)) > 100
    assert "damaged or cut short" in failures(found)[0].message


def test_a_list_of_addresses_is_fetched(tmp_path: Path, site: Site) -> None:
    address = site.serve("/a", page(1))
    listed = f"# from the desk\n{address}\n{site.url('/missing')}\n"
    found = read(put(tmp_path, "urls.txt", listed.encode()))
    assert contents(found) == [page(1)]
    assert [one.error_type for one in failures(found)] == ["NotFound"]


@pytest.mark.parametrize(
    ("content", "count"),
    [
        (b"".join(warc_members(2)), 2),
        (zip_bytes(PAGES), 4),
        (tar_bytes(PAGES), 4),
        (json_lines([{"text": "a"}, {"text": "b"}]), 2),
        (page(1), 1),
    ],
    ids=["warc", "zip", "tar", "lines", "page"],
)
def test_standard_input_is_what_its_first_bytes_say(
    monkeypatch: pytest.MonkeyPatch, content: bytes, count: int
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert len(contents(read("-"))) == count


def test_a_file_that_cannot_be_read_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "gone.html").symlink_to(tmp_path / "nowhere")
    put(tmp_path, "empty.html", b"")
    put(tmp_path, "fine.html", page(1))
    found = read(tmp_path)
    assert contents(found) == [page(1)]
    assert [one.stage for one in failures(found)] == ["fetch", "fetch"]


def test_an_unknown_compression_inside_a_name_does_not_hide_the_kind(tmp_path: Path) -> None:
    found = read(put(tmp_path, "pages.tar.bz2", bz2.compress(tar_bytes(PAGES))))
    assert len(contents(found)) == 4
