"""Personal data leaves the wording; years, prices, numbers of houses and web addresses stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from querbezug.graph.readers import privacy
from querbezug.graph.readers.names import author_line, is_greeting
from querbezug.graph.readers.privacy import Finding, mask

EMAIL, PHONE, IBAN, NAME = (
    finding.mask for finding in (Finding.EMAIL, Finding.PHONE, Finding.IBAN, Finding.NAME)
)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Schreiben Sie an max.muster@web.de.", f"Schreiben Sie an {EMAIL}."),
        ("info(at)verein-saalfeld.de oder info [at] x [dot] org", f"{EMAIL} oder {EMAIL}"),
        ("mailto:anna_s+rad@müller.example", f"mailto:{EMAIL}"),
        ("Mail: a@b.museum, danke", f"Mail: {EMAIL}, danke"),
    ],
)
def test_email_addresses_are_masked(text: str, masked: str) -> None:
    assert mask(text).text == masked
    assert mask(text).findings == (Finding.EMAIL,)


@pytest.mark.parametrize(
    "number",
    [
        "03671 598-0",
        "03671/598123",
        "(03671) 59 81 23",
        "+49 3671 598123",
        "+49 (0) 171 1234567",
        "0049 171 1234567",
        "0171-1234567",
        "01711234567",
        "030 12345678",
        "0361.123.456",
    ],
)
@pytest.mark.parametrize("around", ["Ruft mich an: {} (abends)", "{}", "Tel. {}, danke", "Handy:{}."])
def test_telephone_numbers_are_masked(number: str, around: str) -> None:
    assert mask(around.format(number)).text == around.format(PHONE)


def test_two_telephone_numbers_in_a_row_are_both_masked() -> None:
    assert mask("03671 598123 / 0171 1234567").text == f"{PHONE} / {PHONE}"
    assert mask("+49 3671 598123, 01711234567 abends").text == f"{PHONE}, {PHONE} abends"


def test_a_short_number_is_masked_only_after_a_telling_word() -> None:
    assert mask("Tel.: 598123").text == f"Tel.: {PHONE}"
    assert mask("Telefonnummer 59 81 23").text == f"Telefonnummer {PHONE}"
    assert mask("Es sind 598123 Menschen").text == "Es sind 598123 Menschen"
    assert mask("Projekt Mobil 2030").text == "Projekt Mobil 2030"


@pytest.mark.parametrize(
    "iban", ["DE89 3704 0044 0532 0130 00", "DE89370400440532013000", "de89370400440532013000"]
)
def test_ibans_are_masked_and_what_follows_stays(iban: str) -> None:
    assert mask(f"Spenden an {iban} Danke sehr").text == f"Spenden an {IBAN} Danke sehr"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (
            "Guter Plan. Mit freundlichen Grüßen, Max Mustermann",
            f"Guter Plan. Mit freundlichen Grüßen, {NAME}",
        ),
        ("Danke! Gruß Max", f"Danke! Gruß {NAME}"),
        ("Weiter so. MfG Dr. E. Schmidt-Meier.", f"Weiter so. MfG {NAME}."),
        ("Viele Grüße aus Rudolstadt, Anna", f"Viele Grüße aus Rudolstadt, {NAME}"),
        ("LG Anna aus Bad Blankenburg", f"LG {NAME} aus Bad Blankenburg"),
        ("Wir freuen uns. Ihre Anna Schmidt", f"Wir freuen uns. Ihre {NAME}"),
        ("Sehr geehrte Frau Schmidt, danke", f"Sehr geehrte Frau {NAME}, danke"),
        ("Fragen Sie Herrn Dr. Müller-Lüdenscheidt dazu", f"Fragen Sie Herrn {NAME} dazu"),
        ("Mein Name ist Max Mustermann, ich wohne hier.", f"Mein Name ist {NAME}, ich wohne hier."),
    ],
)
def test_names_are_masked_where_a_cue_tells_them(text: str, masked: str) -> None:
    assert mask(text).text == masked
    assert mask(text).findings == (Finding.NAME,)


@pytest.mark.parametrize(
    "text",
    [
        "Forschungsprojekt https://www.uni-jena.de/200525_WeCare - Schwarzburg nimmt teil",
        "Siehe https://example.org/0361123456/03671598123?tel=01711234567",
        "https://www.example.org/maps/@50.6481,11.3542,15z",
        "Von 1995 bis 2002 und 2020-2030, Stand 01.02.2021",
        "Vom 01.02.-03.04.2021 und am 03.04. 2022 um 08.00 - 18.00 Uhr",
        "Das kostet 1.200.000 Euro oder 0,5 Mio. €, im Jahr 2020 5.000 €",
        "Marktstraße 12-14, 07318 Saalfeld/Saale und 07407 Rudolstadt",
        "Flurstück 0123/456789 und Drucksache 0123/2021, Vorlage 07318 12 34",
        "Die Buslinien 0815 und 4711, Gleis 01 02 03",
        "Postleitzahlen 07318 07407, 07318 2030, 07318 – 5.000, 07318 (16)",
        "Gruß an alle, Viele Grüße aus Saalfeld",
        "Mit freundlichen Grüßen",
        "Ihre Stadtverwaltung Saalfeld",
        "Frau Bürgermeisterin und Herr Landrat sollten handeln",
        "Ich heiße das Vorhaben gut, @alle: Treffen um 8",
        "Grußkarten Max Verlag, Ihr Anna-Seghers-Platz",
        "Interessante Beispiele aus St. Gallen",
        "Von Bad Blankenburg nach Saalfeld fehlt ein Radweg",
    ],
)
def test_what_is_no_personal_data_stays_as_it_was_written(text: str) -> None:
    assert mask(text).text == text
    assert mask(text).findings == ()


def test_all_kinds_in_one_comment() -> None:
    masked = mask("max@web.de, 03671 598123, DE89370400440532013000. Gruß Max")
    assert masked.text == f"{EMAIL}, {PHONE}, {IBAN}. Gruß {NAME}"
    assert set(masked.findings) == set(Finding)


@given(
    st.text(alphabet=st.sampled_from("aA1 0.@-+/()[]GrußMax,dDEe8:\n"), max_size=80) | st.text(max_size=60)
)
def test_masking_twice_changes_nothing_more(text: str) -> None:
    once = mask(text).text
    assert mask(once).text == once


@given(st.text(alphabet=st.characters(categories=["Ll", "Zs"]), max_size=80))
def test_text_of_small_letters_alone_is_never_touched(text: str) -> None:
    assert mask(text).text == text


@pytest.mark.parametrize(
    "line",
    [
        "von Max Mustermann",
        "Von Max Mustermann am 12.03.2021, 14:05 Uhr",
        "von Max M. vor 3 Tagen",
        "Max M. schrieb am 12.03.2021:",
        "maxi77 schrieb am 12. März 2021 um 9:15 Uhr:",
        "Anna Schmidt kommentierte vor 2 Stunden",
        "Anna Schmidt schreibt:",
        "Verfasst von maxi77",
        "Geschrieben von Max Mustermann am 2021-03-12",
        "Autor: Dr. Max Mustermann",
        "Verfasserin: Anna",
        "Max Mustermann, 12.03.2021",
        "12.03.2021 | Max Mustermann",
        "Max | 12.03.2021",
        "Anna Schmidt am 12.03.2021:",
        "Anna Schmidt",
    ],
)
def test_lines_that_name_an_author_are_told(line: str) -> None:
    found = author_line(line)
    assert found is not None
    assert found.rest == ""


@pytest.mark.parametrize(
    "line",
    [
        "Von Saalfeld nach Rudolstadt fehlt ein Radweg",
        "von wegen",
        "Vorschlag von mir",
        "Interessante Beispiele aus St. Gallen",
        "Guter Ansatz",
        "Digitale Infrastruktur",
        "Wer sagt: das geht nicht?",
        "Die Stadt schrieb am 12.03.2021, dass es bald losgeht",
        "Die Zeitung schrieb: es wird teuer",
        "Sitzung am 12.03.2021",
        "Idee: Ladesäulen am Markt",
        "Autor und Leser treffen sich",
        "Handlungsfeld Mobilität",
    ],
)
def test_lines_that_only_look_so_stay(line: str) -> None:
    assert author_line(line) is None


def test_the_wording_after_an_author_is_kept() -> None:
    found = author_line("Max M. schrieb am 12.03.2021: Am 1.1. ging es los: gut!")
    assert found is not None
    assert found.rest == "Am 1.1. ging es los: gut!"


@pytest.mark.parametrize(
    "line", ["Viele Grüße", "MfG,", "mit freundlichen Grüßen", "Viele Grüße aus Saalfeld!"]
)
def test_a_closing_formula_alone_is_told(line: str) -> None:
    assert is_greeting(line)
    assert not is_greeting(f"{line} und viel Erfolg beim Radweg")


PIECES = ["@", "(at)", "[dot]", ".", "max", "muster", "de", "DE89 3704 0044 0532 0130 00", "0171 1234567",
          "Tel.", " ", ":", "٣٤٥٦٧", "+49", "Gruß Max Muster", "\n", "{ät}", "12", "Ⅷ", "²"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_looking_for_a_needed_character_first_misses_nothing(comment: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(privacy, "_may_hold", lambda _finding, _comment: True)
        thorough = mask(comment)
    assert mask(comment) == thorough
