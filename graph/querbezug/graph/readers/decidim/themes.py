"""Categories, scopes and taxonomies: what a thing is about, in both generations of headers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from querbezug.graph.readers.base import Notice
from querbezug.graph.readers.decidim.columns import identifier, identifiers, names, spoken
from querbezug.graph.readers.decidim.conversion import DecidimConversion, Told
from querbezug.graph.readers.decidim.joined import JOINT, told_apart
from querbezug.graph.readers.wording import label
from querbezug.graph.records import Kind, Origin, Ref, Theme
from querbezug.ontology.strings import message, text

_TAXONOMIES = "taxonomies/name"


@dataclass(frozen=True, slots=True)
class _Used:
    """Where a theme was first met, and its number."""

    number: str
    origin: Origin


class Themes:
    """Finds the themes of a row and describes each once.

    A theme with a number is known by it; its name may come later, or not at all.

    Parameters
    ----------
    conversion : DecidimConversion
        The export they stand in.
    """

    def __init__(self, conversion: DecidimConversion) -> None:
        self._conversion = conversion
        self._names: dict[Ref, str] = {}
        self._nameless: dict[Ref, _Used] = {}
        self._joined: dict[tuple[str, ...], tuple[str, Origin]] = {}

    def of(self, told: Told) -> tuple[Ref, ...]:
        """Return the themes of a row: category and scope, or taxonomies."""
        found = [*self._single(told, "category"), *self._single(told, "scope"), *self._taxonomies(told)]
        return tuple(dict.fromkeys(found))

    def end(self) -> Iterator[Theme | Notice]:
        """Yield the themes whose names could be told only after the last row.

        A theme that has none is called by its number, since nothing may point to a thing without
        a name.
        """
        for numbers, names_of in self._settled():
            for number, name in zip(numbers, names_of, strict=True):
                yield from self._described(self._numbered(number), name, self._joined[numbers][1])
        for numbers, (cell, origin) in self._joined.items():
            if any(self._numbered(number) not in self._names for number in numbers):
                what = message("decidim.names-with-commas", column=_TAXONOMIES, names=cell[:200])
                yield Notice(what, row=origin.row, field=_TAXONOMIES)
        for ref, used in self._nameless.items():
            if ref not in self._names:
                name = text("decidim.category", number=used.number[:80])
                yield Theme(
                    ref=ref,
                    label=label(name, used.origin).text,
                    origin=used.origin,
                    inferred=frozenset({"label"}),
                )

    def _settled(self) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Yield what the cells left over turn out to say, as each name found helps with others."""
        left = dict(self._joined)
        found = True
        while found:
            found = False
            for numbers, (cell, _) in list(left.items()):
                apart = self._apart(numbers, cell)
                if apart:
                    found = True
                    del left[numbers]
                    yield numbers, apart

    def _single(self, told: Told, column: str) -> list[Ref]:
        name = spoken(told.row, f"{column}/name")
        return self._one(told, column, identifier(told.row, f"{column}/id"), name.text, name.column)

    def _taxonomies(self, told: Told) -> list[Ref]:
        numbers = identifiers(told.row, "taxonomies/id")
        written = names(told.row, _TAXONOMIES)
        if not numbers:
            return self._unnumbered(told, written)
        if written and len(written) != len(numbers):
            written = self._apart(numbers, JOINT.join(written)) or ()
            if not written:
                cell = JOINT.join(names(told.row, _TAXONOMIES))
                self._joined.setdefault(numbers, (cell, told.row.origin()))
        wanted = zip(numbers, written or ("",) * len(numbers), strict=True)
        return [
            ref for number, name in wanted for ref in self._one(told, "taxonomy", number, name, _TAXONOMIES)
        ]

    def _unnumbered(self, told: Told, written: tuple[str, ...]) -> list[Ref]:
        if len(written) == 1 and JOINT in written[0]:
            self._conversion.once(told, "decidim.names-without-numbers", _TAXONOMIES, names=written[0][:200])
        return [ref for name in written for ref in self._one(told, "taxonomy", "", name, _TAXONOMIES)]

    def _apart(self, numbers: tuple[str, ...], cell: str) -> tuple[str, ...] | None:
        return told_apart(cell, [self._names.get(self._numbered(number), "") for number in numbers])

    def _numbered(self, number: str) -> Ref:
        return self._conversion.thing(Kind.CATEGORY, "taxonomy", number)

    def _one(self, told: Told, word: str, number: str, name: str, column: str | None) -> list[Ref]:
        """Return the theme with this number or name, describing it when its name is first met."""
        origin = told.row.origin()
        if number:
            ref = self._conversion.thing(Kind.CATEGORY, word, number)
            self._nameless.setdefault(ref, _Used(number, origin))
        elif wording := label(name, origin, column).text:
            ref = self._conversion.context.worded(Kind.CATEGORY, wording, self._conversion.scope)
        else:
            return []
        for item in self._described(ref, name, origin):
            told.add(item)
        return [ref]

    def _described(self, ref: Ref, name: str, origin: Origin) -> Iterator[Theme | Notice]:
        if ref in self._names or not name:
            return
        masked = label(name, origin)
        if masked.text:
            self._names[ref] = name
            yield from masked.notices
            yield Theme(ref=ref, label=masked.text, origin=origin)
