"""One OParl object, and what can be asked of it whatever stands in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from querbezug.graph.readers.base import Notice
from querbezug.graph.readers.keys import is_address, url_ref
from querbezug.graph.readers.tables.values import parse_date
from querbezug.graph.readers.wording import label, wording
from querbezug.graph.records import Kind, Origin, Ref
from querbezug.ontology.strings import message

_TYPE = re.compile(r"https?://schema\.oparl\.org/[\w.]{1,10}/(\w{1,40})")
_CODE = re.compile(r"(?:[^\W\d_]{1,6}[ /-]?)?[0-9]{1,6}(?:[./ -][0-9]{1,6}){0,3}(?:[ /-]?[^\W\d_]{1,6})?")
_LONGEST_PATH = 200


@dataclass
class Thing:
    """An object with the notices its texts leave behind."""

    content: dict[str, object]
    position: int
    notices: list[Notice] = field(default_factory=list)

    @property
    def type(self) -> str:
        """``Paper``, ``Meeting`` …; as written if it is none of OParl's."""
        written = self.text("type")
        found = _TYPE.fullmatch(written)
        return found[1] if found else written[:60]

    @cached_property
    def id(self) -> str | None:
        """Its address, which is its identity."""
        return self.address("id")

    @cached_property
    def origin(self) -> Origin:
        """Where it stands: under its own address, else at its position in the list."""
        return Origin(path=(self.id or f"[{self.position}]")[:_LONGEST_PATH])

    def is_true(self, key: str) -> bool:
        """Say whether ``key`` is set to true."""
        return self.content.get(key) is True or self.text(key).casefold() == "true"

    def is_false(self, key: str) -> bool:
        """Say whether ``key`` is set to false."""
        return self.content.get(key) is False or self.text(key).casefold() == "false"

    def text(self, key: str) -> str:
        """Return the text under ``key``; empty if there is none."""
        value = self.content.get(key)
        return value.strip() if isinstance(value, str) else ""

    def label(self, *keys: str) -> str:
        """Return the first text under ``keys`` as one line, masked."""
        for key in keys:
            found = label(self.text(key), self.origin, key)
            self.notices += found.notices
            if found.text:
                return found.text
        return ""

    def code(self, key: str) -> str:
        """Return a number such as ``0943/2020``, which looks like a telephone number and is none."""
        written = self.text(key)
        return written if _CODE.fullmatch(written) else self.label(key)

    def words(self, key: str) -> str:
        """Return the text under ``key``, plain and masked."""
        found = wording(self.text(key), self.origin, key)
        self.notices += found.notices
        return found.text

    def address(self, key: str) -> str | None:
        """Return the web address under ``key``."""
        written = self.text(key)
        return written if is_address(written) else None

    def page(self, *keys: str) -> str | None:
        """Return the first web address under ``keys``."""
        return next((found for key in keys if (found := self.address(key))), None)

    def date(self, key: str) -> str | None:
        """Return the day under ``key``, without its time."""
        written = self.text(key)
        found = parse_date(written) if written else None
        if written and found is None:
            self.tell("oparl.no-date", key, value=written[:40])
        return found

    def inside(self, key: str) -> list[Thing]:
        """Return the objects embedded under ``key``: one, several or none."""
        value = self.content.get(key)
        values = value if isinstance(value, list) else [value]
        return [Thing(one, self.position, self.notices) for one in values if isinstance(one, dict)]

    def refs(self, key: str, kind: Kind) -> tuple[Ref, ...]:
        """Return references to the things under ``key``, given as addresses or embedded."""
        value = self.content.get(key)
        values = value if isinstance(value, list) else [value]
        addresses = (one.get("id") if isinstance(one, dict) else one for one in values)
        found = (url_ref(kind, one) for one in addresses if isinstance(one, str) and is_address(one))
        return tuple(dict.fromkeys(found))

    def tell(self, key: str, field: str | None = None, *, left_out: bool = False, **values: object) -> None:
        """Leave a notice."""
        self.notices.append(
            Notice(message(key, **values), path=self.origin.path, field=field, left_out=left_out)
        )
