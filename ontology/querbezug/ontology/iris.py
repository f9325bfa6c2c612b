"""Making and checking IRIs: ``{base}/id/{kind}/{slug}`` for things, ``{base}/graph/…`` for graphs."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import urlsplit

_TRANSLITERATION = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "oe",
        "å": "aa",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ı": "i",
    }
)
_WORD = re.compile(r"[a-z0-9]+")
_SEGMENT = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_REGISTER_PART = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# RFC 3987 without square brackets, which only an IPv6 host may contain, with one fragment at most.
_UCSCHAR = (
    "\u00a1-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U0001fffd\U00020000-\U0002fffd\U00030000-\U0003fffd"
)
_IRI_BODY = re.compile(rf"(?:[A-Za-z0-9\-._~:/?@!$&'()*+,;={_UCSCHAR}]|%[0-9A-Fa-f]{{2}})+")
_HOST = re.compile(rf"(?:[A-Za-z0-9\-._~!$&'()*+,;={_UCSCHAR}]|%[0-9A-Fa-f]{{2}})+")
# RFC 3987 lets line separators and direction marks pass; a reader cannot see them.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Zs", "Zl", "Zp"})
_URN = re.compile(r"urn:[A-Za-z0-9][A-Za-z0-9-]{1,31}:[^/].*", re.DOTALL)


def slugify(text: str, max_length: int = 60) -> str:
    """Return ``text`` as lower-case ASCII words joined by hyphens.

    German letters are written out (``ä`` becomes ``ae``), other accents are dropped, and letters
    without any Latin form become their code point, so that no name is lost.

    Parameters
    ----------
    text : str
        A name in any script.
    max_length : int
        The most characters wanted; longer slugs are cut at a hyphen where there is one.

    Raises
    ------
    ValueError
        If ``text`` has neither a letter nor a digit, or ``max_length`` is below 1.

    Examples
    --------
    >>> slugify("Saalfeld/Saale, Große Kreisstadt")
    'saalfeld-saale-grosse-kreisstadt'
    """
    if max_length < 1:
        raise ValueError("max_length must be at least 1")
    composed = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).lower())
    plain = unicodedata.normalize("NFKD", composed.translate(_TRANSLITERATION)).lower()
    ascii_text = "".join(_latin(char) for char in plain.translate(_TRANSLITERATION))
    slug = "-".join(_WORD.findall(ascii_text))
    if not slug:
        raise ValueError(f"no letter or digit in {text!r}")
    return _cut(slug, max_length)


def _latin(char: str) -> str:
    if char.isascii():
        return char
    if unicodedata.combining(char):
        return ""
    return f"u{ord(char):04x}" if char.isalnum() else "-"


def _cut(slug: str, max_length: int) -> str:
    if len(slug) <= max_length:
        return slug
    head = slug[:max_length]
    if slug[max_length] != "-" and "-" in head:
        head = head.rpartition("-")[0]
    return head.rstrip("-")


def register_slug(register: str, identifier: str) -> str:
    """Return the slug of the thing ``identifier`` of a planning register.

    Neither part may contain an underscore, so different pairs never share a slug.

    Raises
    ------
    ValueError
        If a part is not made of a–z, digits and single hyphens.
    """
    for part in (register, identifier):
        if not _REGISTER_PART.fullmatch(part):
            raise ValueError(f"not a register key: {part!r}")
    return f"{register}_{identifier}"


@lru_cache(maxsize=1024)
def is_safe_iri(text: str) -> bool:
    """Say whether ``text`` is an absolute http, https or urn IRI that every serialiser can write."""
    is_plain = text.isascii() and text.isprintable()  # the one blank among these is no _IRI_BODY
    if not is_plain and any(unicodedata.category(char) in _INVISIBLE for char in text):
        return False
    body, _, fragment = text.partition("#")
    if not _IRI_BODY.fullmatch(body) or (fragment and not _IRI_BODY.fullmatch(fragment)):
        return False
    if body[:4].lower() == "urn:":
        return bool(_URN.fullmatch("urn:" + body[4:]))
    if not re.match(r"https?://[^/?]", body, re.IGNORECASE):
        return False
    return _has_valid_host(body)


def _has_valid_host(iri: str) -> bool:
    try:
        parts = urlsplit(iri)
        port_is_number = parts.port is None or parts.port >= 0
    except ValueError:
        return False
    if parts.netloc.count("@") > 1:
        return False
    return port_is_number and bool(parts.hostname) and bool(_HOST.fullmatch(parts.hostname or ""))


class IriMinter:
    """Mints the IRIs of one installation.

    Parameters
    ----------
    base : str
        Absolute http or https IRI without trailing slash, query or fragment.

    Raises
    ------
    ValueError
        If ``base`` is not such an IRI.
    """

    def __init__(self, base: str) -> None:
        if not is_safe_iri(base) or base[:4].lower() == "urn:" or base[-1] == "/" or set("?#") & set(base):
            raise ValueError(f"not an absolute web address without trailing slash: {base!r}")
        self.base = base
        self._things = f"{base}/id/"

    def thing(self, kind: str, slug: str) -> str:
        """Return the IRI of the thing ``slug`` of ``kind``.

        Raises
        ------
        ValueError
            If either is not made of a–z and digits joined by single hyphens or underscores.
        """
        return f"{self._things}{_checked(kind)}/{_checked(slug)}"

    def graph(self, *parts: str) -> str:
        """Return the IRI of the named graph ``parts``, for example ``graph("source", "key")``.

        Raises
        ------
        ValueError
            If there is no part, or a part has other characters than a slug.
        """
        if not parts:
            raise ValueError("a graph needs a name")
        return "/".join([f"{self.base}/graph", *map(_checked, parts)])

    def split(self, iri: str) -> tuple[str, str] | None:
        """Return kind and slug of a thing's ``iri``, or ``None`` if it is not one of ours."""
        if not iri.startswith(self._things):
            return None
        segments = iri[len(self._things) :].split("/")
        if len(segments) != 2 or not all(map(_SEGMENT.fullmatch, segments)):
            return None
        return segments[0], segments[1]


def _checked(segment: str) -> str:
    if not _SEGMENT.fullmatch(segment):
        raise ValueError(f"not a slug: {segment!r}")
    return segment
