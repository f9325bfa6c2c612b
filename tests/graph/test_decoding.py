"""From bytes to text: nothing is guessed silently, and each refusal says what to do."""

from __future__ import annotations

import gzip
import io
import sqlite3
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from querbezug.graph.errors import SourceError
from querbezug.graph.readers import decoding
from querbezug.graph.readers.base import SourceFile
from querbezug.graph.readers.decoding import Decoded, decode, split_lines

TEXT = "Können wir für „Köditz“\nGrößeres wagen – ja!\n"


def decoded(data: bytes) -> Decoded:
    return decode(SourceFile("datei.txt", data))


def refusal(data: bytes) -> SourceError:
    with pytest.raises(SourceError) as caught:
        decoded(data)
    assert "datei.txt" in caught.value.text("de")
    assert "datei.txt" in caught.value.text("en")
    return caught.value


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_without_a_notice(codec: str) -> None:
    assert decoded(TEXT.encode(codec)).text == TEXT
    assert decoded(TEXT.encode(codec)).notices == ()


def test_windows_1252_is_read_with_a_notice() -> None:
    result = decoded(TEXT.encode("cp1252"))
    assert (result.text, result.encoding) == (TEXT, "Windows-1252")
    assert [notice.message.key for notice in result.notices] == ["reading.windows-1252"]


def test_empty_and_blank_files_are_refused() -> None:
    assert refusal(b"").message.key == "reading.empty"
    for blank in (b" \n\t\r\n", b"\xef\xbb\xbf", "\u2003\n".encode(), b"\x0c\n"):
        assert refusal(blank).message.key == "reading.blank"


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"%PDF-1.4\n%\xe2\xe3", "is-pdf"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "is-spreadsheet"),
        (zipped("[Content_Types].xml", "word/document.xml"), "is-document"),
        (zipped("readme.txt"), "is-archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "is-office"),
        (b"{\\rtf1\\ansi Text}", "is-document"),
        (gzip.compress(b"Text", mtime=0), "is-archive"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "is-image"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "is-image"),
        (b"\x7fELF\x02\x01", "is-program"),
        (b"abc\ndef\x00ghi", "binary"),
        ("Grüße\n".encode("utf-16-le"), "utf16-without-bom"),
        (b"\x01\x02\x03\x04 text", "binary"),
    ],
)
def test_binary_files_are_told_by_their_beginning(data: bytes, key: str) -> None:
    assert refusal(data).message.key == f"reading.{key}"


def test_a_database_is_told(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "x.db") as connection:
        connection.execute("CREATE TABLE t (a)")
    connection.close()
    assert refusal((tmp_path / "x.db").read_bytes()).message.key == "reading.is-database"


def test_broken_bytes_are_told_with_byte_and_line() -> None:
    error = refusal("für\nalle\nund ".encode() + b"\xff\xfc\n")
    assert error.message.key == "reading.mixed-encoding"
    assert (error.message.values["line"], error.message.values["offset"]) == (3, 15)
    assert refusal("für\nfü".encode()[:-1]).message.values["line"] == 2
    assert refusal(b"\xff\xfea\x00b").message.key == "reading.broken-encoding"


@pytest.mark.parametrize("codec", ["cp850", "mac_roman", "cp1251"])
def test_other_encodings_are_refused_rather_than_misread(codec: str) -> None:
    text = "Привет мир" if codec == "cp1251" else "Können für Größe"
    assert refusal(text.encode(codec)).message.key == "reading.unknown-encoding"


@pytest.mark.parametrize("garbled", ["fÃ¼r alle", "SpielplÃ¤tze", "GrÃ¶ÃŸe", "â€žZitatâ€œ", "StraÃ\u009fe"])
def test_broken_umlauts_are_refused_with_the_line(garbled: str) -> None:
    error = refusal(f"erste Zeile\n{garbled}\n".encode())
    assert error.message.key == "reading.mojibake"
    assert error.message.values["line"] == 2
    assert "UTF-8" in error.text("de")


def test_one_broken_umlaut_among_sound_ones_is_a_notice() -> None:
    result = decoded("Für und über Köditz\nZitat: fÃ¼r\n".encode())
    assert [(notice.message.key, notice.line) for notice in result.notices] == [("reading.mojibake-line", 2)]


def test_portuguese_and_french_are_no_broken_umlauts() -> None:
    assert decoded("São Paulo, Âge d’or, ÃO\n".encode()).notices == ()


def test_lost_and_invisible_characters_are_told() -> None:
    result = decoded(
        "gut\nf\ufffdr alle, die hier wohnen und arbeiten\nein\x0bs und noch viel mehr\n".encode()
    )
    assert result.lines[2] == "eins und noch viel mehr"
    assert [(notice.message.key, notice.line) for notice in result.notices] == [
        ("reading.replacement-character", 2),
        ("reading.control-character", 3),
    ]


def test_large_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "MAX_BYTES", 1_000_000)
    assert decoded(b"a" * 1_000_000).text
    assert "1 MB" in refusal(b"a" * 1_000_001).text("de")


def test_a_large_file_is_told_by_its_beginning_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "gross.txt"
    path.write_bytes(b"Text\n" * 300_000)
    source = SourceFile.from_path(path)
    decoding.refuse_binary(source)
    assert "data" not in vars(source)
    monkeypatch.setattr(decoding, "MAX_BYTES", 1_000_000)
    with pytest.raises(SourceError, match="1 MB"):
        decode(source)


def test_office_files_are_told_by_the_directory_at_their_end() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("docProps/thumbnail.jpeg", bytes(range(256)) * 1000)
        archive.writestr("xl/workbook.xml", "x")
    assert refusal(buffer.getvalue()).message.key == "reading.is-spreadsheet"


@pytest.mark.parametrize("text", ["Größe für Straßen", "„Übermorgen“ – schön", "Köditz, Saalfeld"])
@pytest.mark.parametrize("codec", ["cp1252", "latin-1"])
def test_broken_umlauts_are_mended_when_asked_for(text: str, codec: str) -> None:
    if codec == "latin-1":
        text = text.translate(dict.fromkeys(map(ord, "„“–ß")))
    garbled = f"eins\r\n{text}\nzwei".encode().decode(codec, errors="replace").encode()
    if "\ufffd" in garbled.decode():
        return
    assert refusal(garbled).message.key == "reading.mojibake"
    assert "--repair" in refusal(garbled).text("de")
    result = decode(SourceFile("datei.txt", garbled), repair=True)
    assert result.text == f"eins\r\n{text}\nzwei"
    assert [(n.message.key, n.line, n.message.values["count"]) for n in result.notices] == [
        ("reading.repaired", 2, 1)
    ]


def test_mending_leaves_sound_text_alone() -> None:
    text = "Größe für São Paulo, Âge d’or … ﬁn — „Zitat“\n&amp; <b>fett</b>\n"
    result = decode(SourceFile("datei.txt", text.encode()), repair=True)
    assert (result.text, result.notices) == (text, ())


def test_lines_end_where_editors_end_them() -> None:
    assert split_lines("a\nb\r\nc\rd") == ["a", "b", "c", "d"]
    assert split_lines("a\u2028b\x85c\x1cd\x0ce\n") == ["a\u2028b\x85c\x1cd\x0ce"]
    assert split_lines("a\n\n") == ["a", ""]
    assert split_lines("") == []


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=60))
def test_utf8_comes_back_letter_by_letter(text: str) -> None:
    if text.strip() and not text.startswith("\ufeff"):
        assert decoded(("Über " + text).encode()).text == "Über " + text


@given(st.binary(min_size=1, max_size=200))
def test_any_bytes_give_text_or_a_sentence(data: bytes) -> None:
    text = text_or_sentence(data)
    assert text.strip()
    assert "\x00" not in text


def text_or_sentence(data: bytes) -> str:
    """Return the text or the refusal; any other exception fails the test."""
    try:
        return decode(SourceFile("datei.txt", data)).text
    except SourceError as error:
        return error.text("de")
