"""Masking personal data in citizens' comments before anything is stored.

Rules, not a model, and precision first: what is masked was an address, a number or a name for
certain, so that years, prices, house numbers and web addresses stay as they were written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import phonenumbers
from stdnum import iban

from querbezug.graph.readers.names import name_spans
from querbezug.ontology.strings import text


class Finding(StrEnum):
    """The kinds of personal data that are masked."""

    EMAIL = "email"
    PHONE = "phone"
    IBAN = "iban"
    NAME = "name"

    @property
    def mask(self) -> str:
        """What stands in the comment instead; German, as the comments are."""
        return text(f"reading.masked-{self.value}", "de")


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without personal data, and the kinds found in it (each once, in a fixed order)."""

    text: str
    findings: tuple[Finding, ...] = ()


_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_AT = r"(?:\s?@\s?|\s?[(\[{]\s?(?:at|ät)\s?[)\]}]\s?)"
_DOT = r"(?:\.|\s?[(\[{]\s?(?:dot|punkt)\s?[)\]}]\s?)"
_EMAIL = re.compile(
    rf"(?<![\w.+-])[\w.+%-]{{1,64}}{_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{0,6}}{_DOT}[^\W\d_]{{2,24}}",
    re.IGNORECASE,
)
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30}(?!\w)", re.IGNORECASE)
_SHORTEST_IBAN = 15

# A number that can be a telephone number begins with +, 00, 0 or a bracketed 0.
_PHONE = re.compile(r"(?<![\w.,/:#§-])(?:\+|0|\((?:\+|0))(?:[ ()/.\u2013-]{0,3}\d){5,60}(?!\w)")
# Two numbers in a row: "03671 598123 / 0171 1234567".
_NEXT_PHONE = re.compile(r" ?[/\u2013-]? ?(?=\+|0\d\d)(?<!\d)(?<!\()")
_PHONE_CUE = re.compile(
    r"\b(?:Tel(?:efon)?|Handy|Mobil(?:funk)?|Fax|Telefax|Ruf|Festnetz|WhatsApp)(?:-?nummer|-?nr)?\.?"
    r"(?P<colon>\s?:)?\s?(?P<number>[+(]?\d[\d ()/.\u2013-]{2,24}\d)(?!\w)",
    re.IGNORECASE,
)
_NO_PHONE_BEFORE = re.compile(
    r"(?:\b(?:Nr|Nummer|Az|Aktenzeichen|Drucksache|Drs|Vorlage|Beschluss|Antrag|Anfrage|Flurstück|Flur|Artikel|ID|PLZ|ISBN|Konto)\.?:?|§)\s?$",
    re.IGNORECASE,
)
_NO_PHONE_AFTER = re.compile(r"\s?(?:€|Euro|EUR|%|Prozent|km|m²|qm|Einwohner|Uhr|Meter)", re.IGNORECASE)
_DATE_OR_TIME = re.compile(
    r"0?\d[./-]\s?[01]?\d[./-]|\d\d?[.:]\d\d\s?(?:[-–]|Uhr)|0?\d/(?:19|20)\d\d|0\.\d", re.IGNORECASE
)
# A postal code such as 07318 with years or thousands after it.
_POSTAL_CODE = re.compile(r"0\d{4}(?:\s(?:[-–]\s)?(?:(?:19|20)\d\d|\d{1,3}\.\d{3}))+$")
# "07318 (16": a bracket inside a number holds a 0 or belongs to the sentence.
_STRAY_BRACKET = re.compile(r".+\((?!0\))")
_NO_PHONE = (_DATE_OR_TIME, _POSTAL_CODE, _STRAY_BRACKET)
# Every address has one of these between its parts; accounts and telephones have digits.
_NEEDED = {
    Finding.EMAIL: re.compile(r"[@(\[{]"),
    Finding.IBAN: re.compile(r"\d"),
    Finding.PHONE: re.compile(r"\d"),
}
_FEWEST_PHONE_DIGITS = 7
_FEWEST_CUED_DIGITS = 5
_FEWEST_LABELLED_DIGITS = 4


def mask(comment: str) -> Masked:
    """Return ``comment`` with e-mail addresses, telephone numbers, IBANs and names masked.

    Examples
    --------
    >>> mask("Rufen Sie an: 03671 598-0. Gruß Max").text
    'Rufen Sie an: [Telefonnummer entfernt]. Gruß [Name entfernt]'
    """
    found: list[Finding] = []
    rules: Sequence[tuple[Finding, Callable[[str], Iterator[tuple[int, int]]]]] = (
        (Finding.EMAIL, _emails),
        (Finding.IBAN, _ibans),
        (Finding.PHONE, _phones),
        (Finding.NAME, name_spans),
    )
    for finding, spans_of in rules:
        spans = list(spans_of(comment)) if _may_hold(finding, comment) else []
        if spans:
            found.append(finding)
            comment = _replace(comment, spans, finding.mask)
    return Masked(comment, tuple(found))


def _may_hold(finding: Finding, comment: str) -> bool:
    """Say whether ``comment`` has the one character without which no rule for ``finding`` matches."""
    needed = _NEEDED.get(finding)
    return needed is None or needed.search(comment) is not None


def _replace(comment: str, spans: list[tuple[int, int]], by: str) -> str:
    parts: list[str] = []
    done = 0
    for start, end in sorted(spans):
        if start >= done:
            parts += [comment[done:start], by]
            done = end
    return "".join([*parts, comment[done:]])


def _emails(comment: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _EMAIL.finditer(comment))


def _ibans(comment: str) -> Iterator[tuple[int, int]]:
    for match in _IBAN.finditer(comment):
        for end in range(match.end(), match.start() + _SHORTEST_IBAN - 1, -1):
            if comment[end - 1].isalnum() and iban.is_valid(comment[match.start() : end]):
                yield match.start(), end
                break


def _phones(comment: str) -> Iterator[tuple[int, int]]:
    urls = [match.span() for match in _URL.finditer(comment)]
    for match in _PHONE_CUE.finditer(comment):
        fewest = _FEWEST_LABELLED_DIGITS if match["colon"] else _FEWEST_CUED_DIGITS
        if _digits(match["number"]) >= fewest and not _overlaps(match.span(), urls):
            yield match.span("number")
    for match in _PHONE.finditer(comment):
        if not _overlaps(match.span(), urls):
            yield from (span for span in _pieces(match) if _is_phone(comment, *span))


def _pieces(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    start, end = match.span()
    for gap in _NEXT_PHONE.finditer(match.string, start + 1, end):
        yield start, gap.start()
        start = gap.end()
    yield start, end


def _is_phone(comment: str, start: int, end: int) -> bool:
    number = comment[start:end]
    if _digits(number) < _FEWEST_PHONE_DIGITS or any(rule.match(number) for rule in _NO_PHONE):
        return False
    if _NO_PHONE_BEFORE.search(comment[max(0, start - 20) : start]) or _NO_PHONE_AFTER.match(
        comment[end : end + 12]
    ):
        return False
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(number, "DE"))
    except phonenumbers.NumberParseException:
        return False


def _digits(number: str) -> int:
    return sum(character.isdigit() for character in number)


def _overlaps(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)
