"""What formats and licences are called where people read of them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from querbezug.ontology.strings import Lang, catalogue


def format_name(reader: str, lang: Lang = "de") -> str:
    """Return what the format of a reader is called.

    Parameters
    ----------
    reader : str
        The reader's short name; one that is not known any more is returned as it is.
    """
    told = catalogue().get(f"formats.{reader}")
    return told[lang] if told else reader


def licence_name(address: str) -> str:
    """Return the usual short name of the licence at ``address``, else the address."""
    return _licences().get(address, address)


@cache
def _licences() -> Mapping[str, str]:
    text = files("querbezug.api").joinpath("licences.toml").read_text(encoding="utf-8")
    return {str(address): str(name) for name, address in tomllib.loads(text).items()}
