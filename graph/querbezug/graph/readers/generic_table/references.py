"""From the cells of a row to the things they mean: by number, address, wording or official name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from querbezug.graph.readers.generic_table.model import KINDS, LETTERS, FieldMapping
from querbezug.graph.readers.generic_table.values import Values
from querbezug.graph.readers.keys import is_address, url_ref
from querbezug.graph.records import AnyRecord, Kind, Ref

_REGISTERED = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*/[a-z0-9]+(?:-[a-z0-9]+)*|ags:[0-9]{5}(?:[0-9]{3})?")
_LETTERS = re.compile(r"(?P<letters>[^\W\d_]+)[ .-]*[0-9]+")


class References:
    """The references of one record, and the records of what they name for the first time.

    Parameters
    ----------
    values : Values
        The row and its mapping.

    Attributes
    ----------
    records : list
        What has to come before the record itself.
    """

    def __init__(self, values: Values) -> None:
        self._values = values
        self._setup = values.setup
        self.records: list[AnyRecord] = []

    def many(self, key: str, kind: Kind, usual: str = "wortlaut") -> tuple[Ref, ...]:
        """Return all that ``key`` refers to, each once.

        Parameters
        ----------
        key : str
            Key of the mapping.
        kind : Kind
            What is referred to unless the mapping says otherwise.
        usual : str
            How it is referred to unless the mapping says otherwise.
        """
        found = (self._one(entry, field, kind, usual) for entry, field in self._values.entries(key))
        return tuple(dict.fromkeys(ref for ref in found if ref))

    def first(self, key: str, kind: Kind, usual: str = "kennung") -> Ref | None:
        """Return the first thing that ``key`` refers to."""
        return next(iter(self.many(key, kind, usual)), None)

    def themes(self) -> tuple[Ref, ...]:
        """Return the themes of every kind."""
        kinds = {
            "handlungsfelder": Kind.FIELD,
            "querschnittsthemen": Kind.CROSS_CUTTING,
            "themen": Kind.TOPIC,
            "kategorien": Kind.CATEGORY,
        }
        return tuple(ref for key, kind in kinds.items() for ref in self.many(key, kind))

    def places(self) -> tuple[Ref, ...]:
        """Return the places, and the municipality of the source where none is named."""
        return self.many("orte", Kind.PLACE, "ort") or self._setup.context.places

    def parent(self, kind: Kind) -> Ref | None:
        """Return what the record is a part of, never itself."""
        fields = self._values.mapping.teil_von or ()
        return self._parent(kind) if fields else None

    def _parent(self, kind: Kind) -> Ref | None:
        for entry, field in self._values.entries("teil_von"):
            above = _above(entry, field.stufen) if field.stufen else entry
            if above and (ref := self._one(above, field, kind, "kennung")):
                return ref
        return None

    def _one(self, entry: str, field: FieldMapping, kind: Kind, usual: str) -> Ref | None:
        target = KINDS[field.art] if field.art else kind
        way = field.als or usual
        if way != "wortlaut" and is_address(entry):
            return url_ref(target, entry)
        if way == "adresse":
            self._values.tell("tables.bad-address", field, entry)
            return None
        if way == "verweis":
            return self._registered(entry, field, target)
        if way == "ort":
            return self._official(entry, field)
        if way == "kennung":
            word = field.nummernkreis or self._setup.type_word(target)
            return self._setup.context.thing(target, self._setup.scope, word, entry)
        return self._worded(entry, field, target)

    def _registered(self, entry: str, field: FieldMapping, kind: Kind) -> Ref | None:
        if _REGISTERED.fullmatch(entry):
            return Ref(kind, entry)
        self._values.tell("tables.bad-reference", field, entry)
        return None

    def _official(self, entry: str, field: FieldMapping) -> Ref | None:
        found = self._setup.official_place(entry)
        if found is None:
            self._values.tell("tables.unknown-place", field, entry)
        return found

    def _worded(self, entry: str, field: FieldMapping, kind: Kind) -> Ref | None:
        label = self._values.label_of(entry, field)
        if not label:
            return None
        self.records += self._announced(kind, label, is_district=field.als == "ortsteil")
        return self._setup.worded(kind, label)

    def _announced(self, kind: Kind, label: str, *, is_district: bool) -> Iterator[AnyRecord]:
        return self._setup.announce(kind, label, self._values.origin, is_district=is_district)


def _above(identifier: str, steps: list[str]) -> str:
    """Return the identifier one level up: ``1.2.3`` → ``1.2``, ``U1`` → ``U``; ``""`` at the top."""
    cut = max((identifier.rfind(step) for step in steps if step != LETTERS), default=-1)
    if cut > 0:
        return identifier[:cut]
    found = _LETTERS.fullmatch(identifier) if LETTERS in steps else None
    return found["letters"] if found else ""
