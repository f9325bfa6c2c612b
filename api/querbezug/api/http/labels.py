"""What properties and codes are called on pages."""

from __future__ import annotations

from collections.abc import Callable

from querbezug.graph.analysis import TIE
from querbezug.ontology.resources import labels
from querbezug.ontology.strings import Lang, text


def property_labels(lang: Lang) -> Callable[[str], str]:
    """Return a function that names a property, read forwards."""
    known, tie = labels(), text("api.tie", lang)
    return lambda iri: tie if iri == TIE else known.label(iri, lang) or local_name(iri)


def inverse_labels(lang: Lang) -> Callable[[str], str]:
    """Return a function that names a property, read backwards."""
    known = labels()
    return lambda iri: known.inverse_label(iri, lang) or f"← {known.label(iri, lang) or local_name(iri)}"


def local_name(iri: str) -> str:
    """Return the last part of an IRI."""
    return iri.rstrip("/").rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def written_date(value: str, lang: Lang) -> str:
    """Return an ISO date as people write it; a year or anything else stays as it is."""
    parts = value.split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return value
    year, month, day = parts
    return f"{int(day)}.{int(month)}.{year}" if lang == "de" else value
