"""Bytes -> text. The tables go in the order in which WHATWG has browsers look."""

import codecs
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsx.parse.encoding import PRESCAN_BYTES, decode
from newsx.parse.mojibake import mended

SENTENCE = "“Shares of Nestlé fell 5% to €90 — the most since 2020,” he said."
UNUSED = {0x81, 0x8D, 0x8F, 0x90, 0x9D}
"""Octets to which windows-1252 gives no letter."""
LEGACY = "“Shares of Nestlé fell 5%,” he said – the naïve view."
RUSSIAN = "Акции банка выросли на 5% после отчёта, сообщила компания в понедельник."
JAPANESE = "日経平均株価は続落した。終値は前日比で百二十円安となった。"
CHINESE = "上证指数周一收盘下跌百分之五，成交量萎缩，分析师表示将继续震荡。"
TAIWANESE = "台積電週一表示，第三季營收成長百分之十二，優於分析師預期。"
KOREAN = "코스피 지수가 월요일 하락 마감했다. 외국인 투자자들이 순매도에 나섰다."


def page(text: str, charset: str) -> str:
    return f'<html><head><meta charset="{charset}"><title>x</title></head><p>{text}</p></html>'


# 1. The byte order mark goes before whatever header and page say.
@pytest.mark.parametrize("label", [None, "iso-8859-1", "utf-8", "gbk", "utf-16be"])
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_byte_order_mark_goes_first(mark: bytes, encoding: str, label: str | None) -> None:
    text = page(SENTENCE, "windows-1251")
    assert decode(mark + text.encode(encoding), charset=label) == text


# 2. The header goes before what the page says.
@pytest.mark.parametrize(
    ("header", "meta", "text"),
    [
        ("windows-1252", "windows-1251", LEGACY),
        ("koi8-r", "windows-1251", RUSSIAN),
        ("windows-1251", "koi8-r", RUSSIAN),
        ("gbk", "big5", CHINESE),
        ("shift_jis", "euc-jp", JAPANESE),
        ("utf-8", "iso-8859-1", SENTENCE),
    ],
)
def test_header_goes_before_meta(header: str, meta: str, text: str) -> None:
    whole = page(text, meta)
    assert decode(whole.encode(header), charset=header) == whole


# 3. What the page says goes before what its bytes look like.
@pytest.mark.parametrize(
    "declaration",
    [
        '<meta charset="windows-1251">',
        "<META CHARSET=windows-1251>",
        "<meta charset='windows-1251' />",
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">',
        '<?xml version="1.0" encoding="windows-1251"?>',
        '<!-- <meta charset="shift_jis"> --><meta charset="windows-1251">',
        f'<script>{"x" * 2000}</script><meta charset="windows-1251">',
        f'<style>{"x" * 20_000}</style><meta charset="windows-1251">',
    ],
)
@pytest.mark.parametrize("header", [None, "", "x-unknown", "none"])
def test_meta_is_read_where_the_header_is_silent(declaration: str, header: str | None) -> None:
    whole = f"{declaration}<p>{RUSSIAN}</p>"
    assert decode(whole.encode("windows-1251"), charset=header) == whole


def test_no_charset_is_looked_for_in_the_depths_of_a_page() -> None:
    far = f'<p>{"x" * PRESCAN_BYTES}</p><p>{LEGACY}</p><meta charset="windows-1251">'
    assert decode(far.encode("cp1252")) == far


# 4. Bytes that nobody labels.
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_unlabelled_western_text_is_read(encoding: str) -> None:
    text = SENTENCE if encoding == "utf-8" else LEGACY
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("windows-1251", RUSSIAN),
        ("koi8-r", RUSSIAN),
        ("shift_jis", JAPANESE),
        ("gb18030", CHINESE),
        ("big5", TAIWANESE),
        ("euc-kr", KOREAN),
    ],
)
def test_unlabelled_scripts_are_told_by_their_statistics(encoding: str, text: str) -> None:
    whole = f'<div class="article-content"><p>{text} {text}</p></div>'
    assert decode(whole.encode(encoding)) == whole


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("label", [None, "utf-8", "iso-8859-1"])
def test_utf16_without_a_mark_is_found(encoding: str, label: str | None) -> None:
    text = page(SENTENCE, "utf-8")  # what the page says cannot be so: it was read as UTF-16
    assert decode(text.encode(encoding), charset=label) == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_of_another_script_is_read_by_its_header(encoding: str) -> None:
    assert decode(JAPANESE.encode(encoding), charset=encoding.replace("16-", "16")) == JAPANESE


def test_tags_that_never_close_cost_no_more_than_their_length() -> None:
    whole = f"<p title='a < b'>{RUSSIAN}</p>{'<' * 600_000}"
    begun = time.process_time()
    assert decode(whole.encode("windows-1251")) == whole
    assert time.process_time() - begun < 1.5


# Labels that do not mean what they say.
@pytest.mark.parametrize(
    "label", ["iso-8859-1", "latin1", "us-ascii", "windows-1252", "x-cp1252", "iso88591", "cp819"]
)
def test_latin_labels_mean_windows_1252(label: str) -> None:
    assert decode(LEGACY.encode("cp1252"), charset=label) == LEGACY
    assert LEGACY in decode(page(LEGACY, label).encode("cp1252"))


@pytest.mark.parametrize(
    ("label", "encoding", "text"),
    [
        ("shift_jis", "cp932", "㈱日立は①月に発表した。" + JAPANESE),
        ("x-sjis", "cp932", JAPANESE),
        ("windows-31j", "cp932", JAPANESE),
        ("x-euc-jp", "euc-jp", JAPANESE),
        ("iso-2022-jp", "iso-2022-jp", JAPANESE),
        ("gb2312", "gb18030", "朱镕基谈€汇率，" + CHINESE),
        ("gb_2312-80", "gb18030", CHINESE),
        ("x-gbk", "gb18030", CHINESE),
        ("hz-gb-2312", "hz", CHINESE),
        ("big5", "big5hkscs", "香港嘅股市" + TAIWANESE),
        ("x-x-big5", "big5hkscs", TAIWANESE),
        ("euc-kr", "cp949", "똠방각하 " + KOREAN),
        ("ks_c_5601-1987", "cp949", KOREAN),
        ("windows-949", "cp949", KOREAN),
        ("iso-2022-kr", "iso-2022-kr", KOREAN),
        ("koi8-r", "koi8-r", RUSSIAN),
        ("koi8", "koi8-r", RUSSIAN),
        ("koi8-u", "koi8-u", "Акції банку зросли на 5% після звіту"),
        ("x-cp1251", "cp1251", RUSSIAN),
        ("windows-1251", "cp1251", RUSSIAN),
        ("x-mac-cyrillic", "mac-cyrillic", RUSSIAN.replace("ё", "е")),
        ("iso-8859-9", "cp1254", "Türk Lirası %5 düştü, “şok” yaşandı"),
        ("tis-620", "cp874", "หุ้นธนาคารปิดลบ “ร้อยละห้า”"),
        ("iso-8859-8-i", "iso8859-8", "מניות הבנק ירדו ביום שני"),
        ("macintosh", "mac-roman", "“Shares of Nestlé fell 5%,” he said."),
        (" UTF8 ", "utf-8", SENTENCE),
        ("unicode-1-1-utf-8", "utf-8", SENTENCE),
    ],
)
def test_label_is_read_as_its_superset(label: str, encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), charset=label) == text


@pytest.mark.parametrize(
    "label", ["", "x-unknown", "none", "hex", "rot13", "idna", "utf-7", "\x00", "ü", "a" * 300]
)
def test_label_of_no_encoding_is_passed_over(label: str) -> None:
    assert decode(LEGACY.encode("cp1252"), charset=label) == LEGACY
    assert decode(SENTENCE.encode(), charset=label) == SENTENCE


# Labels that are wrong.
@pytest.mark.parametrize(
    "label",
    ["iso-8859-1", "windows-1252", "ascii", "windows-1251", "koi8-r", "iso-8859-15", "utf-16"],
)
def test_utf8_under_another_label_is_utf8(label: str) -> None:
    assert decode(SENTENCE.encode(), charset=label) == SENTENCE
    assert SENTENCE in decode(page(SENTENCE, label).encode())


@pytest.mark.parametrize("label", ["gbk", "shift_jis", "big5", "euc-kr", "gb18030"])
@pytest.mark.parametrize("text", [RUSSIAN, JAPANESE, CHINESE, KOREAN])
def test_much_utf8_under_a_label_of_two_bytes_is_utf8(label: str, text: str) -> None:
    assert decode(text.encode(), charset=label) == text


@pytest.mark.parametrize("label", ["utf-8", "utf-16", "shift_jis", None])
def test_windows_1252_under_another_label_keeps_its_letters(label: str | None) -> None:
    assert decode(LEGACY.encode("cp1252"), charset=label) == LEGACY


def test_wrong_header_loses_to_a_page_that_is_right() -> None:
    whole = page(CHINESE, "gbk")
    assert decode(whole.encode("gbk"), charset="utf-8") == whole


def test_declared_utf16_in_ascii_bytes_is_utf8() -> None:
    assert "Nestlé" in decode('<meta charset="utf-16"><p>Nestlé</p>'.encode())


def test_letters_of_windows_1252_pasted_into_utf8_are_read() -> None:
    pasted = (SENTENCE * 20).encode() + b" \x93Caf\xe9\x94 " + SENTENCE.encode()
    assert decode(pasted, charset="utf-8") == f"{SENTENCE * 20} “Café” {SENTENCE}"


# Bytes that break off.
@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", SENTENCE + "€"),
        ("utf-8", JAPANESE),
        ("utf-8", RUSSIAN[:-1]),
        ("gbk", CHINESE),
        ("shift_jis", JAPANESE),
        ("utf-16-le", page(SENTENCE, "utf-8")),
    ],
)
def test_letter_cut_in_two_at_the_end_is_left_out(encoding: str, text: str) -> None:
    cut = (text * 4).encode(encoding)[:-1]
    read = decode(cut)
    assert decode(cut, charset=encoding) == read
    assert read == (text * 4)[: len(read)]
    assert len(read) >= len(text * 4) - 1


# Text that was encoded twice.
def misread(text: str) -> str:
    """Return the text as an editor has it that takes its UTF-8 for windows-1252."""
    return "".join(
        bytes([octet]).decode("cp1252" if octet not in UNUSED else "latin-1")
        for octet in text.encode()
    )


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        "‘It’s’ — €5 to £7, up 3½% at 5°…",
        "Crédit Agricole, Société Générale and Børsen",
        RUSSIAN,
        JAPANESE,
        CHINESE,
    ],
)
@pytest.mark.parametrize("times", [1, 2])
def test_double_encoding_is_undone(text: str, times: int) -> None:
    wrong = text
    for _ in range(times):
        wrong = misread(wrong)
    assert decode(wrong.encode(), charset="utf-8") == text


@pytest.mark.parametrize("times", [1, 2])
def test_double_encoding_is_undone_beside_text_that_is_right(times: int) -> None:
    wrong = misread(SENTENCE) if times == 1 else misread(misread(SENTENCE))
    assert decode(f"<p>{LEGACY}</p>\n<p>{wrong}</p>".encode()) == (
        f"<p>{LEGACY}</p>\n<p>{SENTENCE}</p>"
    )


@pytest.mark.parametrize(
    "text",
    [
        "SÃO PAULO — AÇÕES: Ã, Â e â são letras",
        "„Spaß“, sagte er. „Ä“ und “Ü” und ‘É’ …",
        "À LA UNE : ÉTÉ… « Â »",
        "ÆØÅ AS steg 5 prosent – Øyvind Åsen",
        "CAÑÓN Ñ” y Ó…",
        "ÐÆLI og Þór",
    ],
)
def test_accented_capitals_survive_the_repair(text: str) -> None:
    assert decode(text.encode(), charset="utf-8") == text


def test_control_characters_are_dropped() -> None:
    assert decode(b"Shares\x00 fell\x0b 5%\x1f.\n") == "Shares fell 5%.\n"


@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "utf-16", "hex", "gbk", "\u0000"]))
def test_no_bytes_raise(content: bytes, charset: str | None) -> None:
    decode(content, charset=charset)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), max_size=200))
def test_utf8_comes_back(text: str) -> None:
    plain = text.replace("\ufeff", "")
    assert decode(plain.encode(), charset="utf-8") == mended(plain)


WORDS = [
    *("„Spaß“", "‘naïve’", "“É", "la", "carte”", "Übernahme,", "crème…", "—", "€5", "£3½"),
    *("São", "Ålesund", "Nestlé’s", "Ñandú", "œuvre", "5°C"),
]


@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_western_text_is_never_taken_for_damaged(chosen: list[str]) -> None:
    assert mended(" ".join(chosen)) == " ".join(chosen)
