"""Enciphered text is refused; whatever a person can read is not."""

from __future__ import annotations

import base64
import codecs
import hashlib
import string
from collections.abc import Callable

import pytest
from graph.making import EXAMPLES, SEED_PAGE
from hypothesis import given
from hypothesis import strategies as st

from querbezug.graph.errors import SourceError
from querbezug.graph.readers.base import SourceFile
from querbezug.graph.readers.decoding import decode
from querbezug.graph.readers.legibility import enciphered_line

PROSE = (
    "Der Stadtrat hat am Donnerstag beschlossen, dass die Brücke über die Saale bis zum Herbst neu wird. "
    "Viele Bürgerinnen und Bürger hatten sich bei der Beteiligung dafür ausgesprochen, den Radverkehr nicht "
    "länger auf den schmalen Gehweg zu schicken. Nach Angaben der Verwaltung kostet das Vorhaben mehr als "
    "zwei Millionen Euro, von denen das Land einen großen Teil übernimmt. Während der Bauzeit soll eine "
    "Behelfsbrücke für Menschen zu Fuß und mit dem Rad offen bleiben. Der Autoverkehr wird über die "
    "Umgehungsstraße geleitet, was in den Ortsteilen auf Kritik stößt. Anwohner fürchten Lärm und Staus."
)


def mirrored(text: str) -> str:
    letters = string.ascii_lowercase + string.ascii_uppercase
    back = string.ascii_lowercase[::-1] + string.ascii_uppercase[::-1]
    return text.translate(str.maketrans(letters, back))


def rotated(places: int) -> Callable[[str], str]:
    small, large = string.ascii_lowercase, string.ascii_uppercase
    by = str.maketrans(small + large, small[places:] + small[:places] + large[places:] + large[:places])
    return lambda text: text.translate(by)


def moved(places: int) -> Callable[[str], str]:
    return lambda text: "".join(chr(ord(letter) + places) if letter > " " else letter for letter in text)


CIPHERS: dict[str, Callable[[str], str]] = {
    "rot13": lambda text: codecs.encode(text, "rot13"),
    "mirrored": mirrored,
    **{f"rotated {places}": rotated(places) for places in (1, 3, 7, 25)},
    **{f"moved {places}": moved(places) for places in (-1, 1, 2)},
}


@pytest.mark.parametrize("name", CIPHERS)
@pytest.mark.parametrize("words", [25, 50, 1000])
def test_shifted_prose_is_told_with_its_line(name: str, words: int) -> None:
    hidden = CIPHERS[name](" ".join(PROSE.split()[:words]))
    assert enciphered_line([PROSE, "Weiterlesen mit Plus", "", hidden]) in {2, 4}
    wrapped = [hidden[start : start + 70] for start in range(0, len(hidden), 70)]
    assert enciphered_line([PROSE, *wrapped]) == 2


@pytest.mark.parametrize("seed", range(5))
def test_long_prose_with_letters_swapped_at_random_is_told(seed: int) -> None:
    # Swaps that make rare letters of the common ones: by chance alone a few would pass, which is meant.
    rare, common = list("qxyjvpkz"), list("enisratd")
    rare = rare[seed:] + rare[:seed]
    table = dict(zip(map(ord, common + rare), rare + common, strict=True))
    assert enciphered_line([PROSE.lower().translate(table)]) == 1


def test_the_refusal_says_what_it_is_and_what_to_do() -> None:
    with pytest.raises(SourceError) as caught:
        decode(SourceFile("otz.txt", f"Titel\n{moved(1)(PROSE)}\n".encode()))
    assert caught.value.message.key == "reading.enciphered"
    assert "otz.txt" in caught.value.text("de")
    assert "Zeile 1" in caught.value.text("de") or "Zeile 2" in caught.value.text("de")


READABLE = {
    "keywords": ["Radweg", "Spielplatz", "Sitzbank", "Baumpflanzung", "Zebrastreifen", "Tempolimit"] * 40,
    "keywords in a line": [
        "Verkehr, Klima, Wohnen, Bildung, Kultur, Sport, Freizeit, Energie, Wirtschaft, Handel, "
    ]
    * 9,
    "names": [
        "Saalfeld Rudolstadt Blankenburg Königsee Unterwellenborn Leutenberg Kaulsdorf Uhlstädt Kirchhasel "
    ]
    * 20,
    "codes": ["W1 HF-6 I-M3 A2 KG17 ABC-DEF xq-7 vzt krk strč prst skrz krk"] * 30,
    "numbers": ["1;2,5;3.700;18.10.2017;07318;10%"] * 200,
    "table": ["id;name;strasse;plz;ort", *(f"{n};Halle;Bahnhofstr. {n};07318;Saalfeld" for n in range(200))],
    "acronyms": ["ÖPNV SPNV MIV KSK REK ISEK INSEK BauGB FNP LEP RROP VGem KomBus"] * 30,
    "lorem": [
        "Lorem ipsum dolor sit amet consectetur adipiscing elit sed eiusmod tempor incididunt labore magna"
    ]
    * 9,
    "polish": [
        "Mieszkańcy miasta proszą o budowę nowych ścieżek rowerowych oraz lepsze połączenia między "
        "dzielnicami ponieważ obecnie podróż trwa zbyt długo wszystkich mieszkańców przyszłość"
    ]
    * 9,
    "turkish": [
        "Belediye meclisi yeni bisiklet yolları için karar aldı ve vatandaşların görüşleri önümüzdeki hafta "
        "toplanacak çünkü kent merkezinde trafik yoğunluğu giderek artıyor"
    ]
    * 9,
    "somali": [
        "Dadka magaalada waxay rabaan waddooyin cusub baaskiil gaadiid dadweyne wanaagsan xaafadaha "
        "sababtoo safarku waqti dheer"
    ]
    * 9,
    "russian": ["Жители города просят построить новые велосипедные дорожки и улучшить движение автобусов"]
    * 20,
    "base64": [base64.b64encode(hashlib.sha512(b"%d" % n).digest()).decode() for n in range(200)],
    "base64 in words": [" ".join(["kKsdQ+zZ/qqXw", "Fgh=", "data:image/png;base64,iVBORw0KGgo"] * 20)] * 20,
    "short cipher": ["Qmbz", "Fjof Csüdlf"],
}


@pytest.mark.parametrize("name", READABLE)
def test_lists_names_codes_and_other_languages_are_no_cipher(name: str) -> None:
    assert enciphered_line(READABLE[name]) is None


@pytest.mark.parametrize("words", [1, 5, 15, 16, 30, 60, 1000])
def test_prose_of_any_length_is_no_cipher(words: int) -> None:
    assert enciphered_line([" ".join(PROSE.split()[:words])]) is None
    assert enciphered_line([PROSE.upper(), PROSE.lower(), *PROSE.split()]) is None


@pytest.mark.parametrize(
    "path", [*EXAMPLES.rglob("*.txt"), SEED_PAGE, *EXAMPLES.rglob("*.json")], ids=lambda p: p.name
)
def test_the_examples_are_no_cipher(path: object) -> None:
    assert enciphered_line(str(path.read_text(encoding="utf-8")).split("\n")) is None  # type: ignore[attr-defined]


@given(st.lists(st.text(max_size=200), max_size=20))
def test_any_lines_have_an_answer(lines: list[str]) -> None:
    assert enciphered_line(lines) in {None, *range(1, len(lines) + 1)}
