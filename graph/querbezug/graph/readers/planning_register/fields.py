"""The plain values a Planungsregister is made of: identifiers, wordings, addresses, dates."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated
from urllib.parse import urlsplit, urlunsplit

from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from querbezug.ontology.iris import is_safe_iri

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
AGS_PATTERN = r"^[0-9]{5}([0-9]{3})?$"
_YEAR = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
_DATE = re.compile(rf"{_YEAR}")

NAME_LENGTH = 500
PROSE_LENGTH = 10_000
ADDRESS_LENGTH = 2_000


def is_date(value: str) -> bool:
    """Say whether ``value`` is a year, a month or a day that exists in the calendar."""
    if not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(f"{value}-01-01"[:10])
    except ValueError:
        return False
    return True


def is_address(value: str) -> bool:
    """Say whether ``value`` is a web address that every serialiser of the graph can write."""
    return value[:4].lower() == "http" and is_safe_iri(value)


def address_key(address: str) -> str:
    """Return the key under which a thing known by its web address meets itself in other sources.

    Scheme and host are written small and the part after ``#`` falls away; a missing path is ``/``.
    """
    parts = urlsplit(address)
    return "url:" + urlunsplit(
        (parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", parts.query, "")
    )


def _one_line(value: str) -> str:
    return " ".join(value.split())


def _check_address(value: str) -> str:
    if not is_address(value):
        raise PydanticCustomError("register.bad_url", "no web address", {"value": value})
    return value


def _check_date(value: str) -> str:
    if not is_date(value):
        raise PydanticCustomError("register.bad_date", "no date", {"value": value})
    return value


def _check_day(value: str) -> str:
    if len(value) != 10 or not is_date(value):
        raise PydanticCustomError("register.bad_day", "no day", {"value": value})
    return value


def _check_period(value: str) -> str:
    begin, slash, end = value.partition("/")
    if not is_date(begin) or (slash and end != ".." and not is_date(end)):
        raise PydanticCustomError("register.bad_period", "no period", {"value": value})
    if slash and end != ".." and end < begin[: len(end)]:
        raise PydanticCustomError("register.bad_period", "ends before it begins", {"value": value})
    return value


Identifier = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=60)]
Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=NAME_LENGTH),
    AfterValidator(_one_line),
]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=PROSE_LENGTH)]
Address = Annotated[
    str,
    StringConstraints(max_length=ADDRESS_LENGTH),
    AfterValidator(_check_address),
    WithJsonSchema(
        {
            "type": "string",
            "format": "uri",
            "pattern": r"^[Hh][Tt][Tt][Pp][Ss]?://\S+$",
            "maxLength": ADDRESS_LENGTH,
        }
    ),
]
Day = Annotated[
    str,
    AfterValidator(_check_day),
    WithJsonSchema({"type": "string", "format": "date", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
]
Date = Annotated[
    str, AfterValidator(_check_date), WithJsonSchema({"type": "string", "pattern": f"^{_YEAR}$"})
]
Period = Annotated[
    str,
    AfterValidator(_check_period),
    WithJsonSchema({"type": "string", "pattern": rf"^{_YEAR}(/({_YEAR}|\.\.))?$"}),
]
Reference = Annotated[str, StringConstraints(min_length=1, max_length=ADDRESS_LENGTH)]
OfficialKey = Annotated[str, StringConstraints(pattern=AGS_PATTERN)]
Count = Annotated[int, Field(ge=0, le=1_000_000_000)]
Euro = Annotated[int, Field(ge=0, le=1_000_000_000_000)]
Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
