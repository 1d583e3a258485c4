import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsx.parse.encoding import decode

SENTENCE = "“Shares of Nestlé fell 5% to €90 — the most since 2020,” he said."
UNUSED = {0x81, 0x8D, 0x8F, 0x90, 0x9D}
"""Octets to which windows-1252 gives no letter."""
LEGACY = "“Shares of Nestlé fell 5%,” he said – the naïve view."


@pytest.mark.parametrize(
    ("encoding", "prefix"),
    [("utf-8-sig", ""), ("utf-16", ""), ("utf-32", "")],
)
def test_byte_order_mark_wins_over_a_wrong_header(encoding: str, prefix: str) -> None:
    assert decode((prefix + SENTENCE).encode(encoding), charset="iso-8859-1") == SENTENCE


@pytest.mark.parametrize(
    "label", ["iso-8859-1", "latin1", "us-ascii", "windows-1252", "x-unknown", ""]
)
def test_latin_labels_mean_windows_1252(label: str) -> None:
    assert decode(LEGACY.encode("cp1252"), charset=label or None) == LEGACY


def test_header_wins_over_meta() -> None:
    page = f'<meta charset="windows-1251"><p>{LEGACY}</p>'
    assert LEGACY in decode(page.encode("cp1252"), charset="windows-1252")


@pytest.mark.parametrize(
    "declaration",
    [
        '<meta charset="windows-1251">',
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">',
        '<?xml version="1.0" encoding="windows-1251"?>',
    ],
)
def test_meta_is_read_where_the_header_is_silent(declaration: str) -> None:
    text = "Акции Сбербанка выросли на 5% после отчёта"
    assert text in decode(f"{declaration}<p>{text}</p>".encode("windows-1251"))


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "ascii", None])
def test_utf8_under_a_latin_label_is_utf8(charset: str | None) -> None:
    assert decode(SENTENCE.encode(), charset=charset) == SENTENCE


@pytest.mark.parametrize("charset", ["utf-8", None])
def test_windows_1252_under_a_utf8_label_keeps_its_letters(charset: str | None) -> None:
    assert decode(LEGACY.encode("cp1252"), charset=charset) == LEGACY


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_found(encoding: str) -> None:
    text = "Shares of the bank fell five percent on Monday. " * 4
    assert decode(text.encode(encoding)) == text


def test_declared_utf16_in_ascii_bytes_is_utf8() -> None:
    assert "Nestlé" in decode('<meta charset="utf-16"><p>Nestlé</p>'.encode())


def test_double_encoding_is_undone() -> None:
    misread = "".join(
        bytes([octet]).decode("cp1252" if octet not in UNUSED else "latin-1")
        for octet in SENTENCE.encode()
    )
    assert decode(misread.encode(), charset="utf-8") == SENTENCE


def test_accented_capitals_survive_the_repair() -> None:
    text = "SÃO PAULO — AÇÕES: Ã, Â e â são letras"
    assert decode(text.encode(), charset="utf-8") == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("shift_jis", "日経平均株価は続落した。終値は前日比で下げた。"),
        ("gb18030", "上证指数周一收盘下跌百分之五，成交量萎缩。"),
        ("euc-kr", "코스피 지수가 월요일 하락 마감했다."),
    ],
)
def test_declared_east_asian_encodings(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), charset=encoding) == text


def test_control_characters_are_dropped() -> None:
    assert decode(b"Shares\x00 fell\x0b 5%\x1f.\n") == "Shares fell 5%.\n"


@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "utf-16", "hex", "gbk", "\u0000"]))
def test_no_bytes_raise(content: bytes, charset: str | None) -> None:
    decode(content, charset=charset)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), max_size=200))
def test_utf8_comes_back(text: str) -> None:
    plain = text.replace("\ufeff", "")
    if not any(sign in plain for sign in ("Ã", "Â", "â€")):
        assert decode(plain.encode(), charset="utf-8") == plain
