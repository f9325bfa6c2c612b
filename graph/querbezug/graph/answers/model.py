"""What an answer is made of: sentences a mayor understands, tables, and a network for other programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar, overload

from querbezug.ontology.resources import labels
from querbezug.ontology.strings import Lang, Message, catalogue, message, text

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing of the graph in an answer; pages make a link of it.

    ``kind`` is a :class:`querbezug.graph.records.Kind` value, empty for codes and web addresses.
    """

    iri: str
    label: str
    kind: str = ""

    def text(self, lang: Lang = "de") -> str:  # noqa: ARG002 - names are the same in each language
        """Return the name."""
        return self.label


@dataclass(frozen=True, slots=True)
class Term:
    """A class, property or code of the ontology, called by its name in each language."""

    iri: str

    def text(self, lang: Lang = "de") -> str:
        """Return its name, the end of its IRI where it has none."""
        return labels().label(self.iri, lang) or self.iri.rpartition("#")[2].rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Number:
    """A number as people write it: 12.345 in German, 12,345 in English."""

    value: float
    digits: int = 0

    def text(self, lang: Lang = "de") -> str:
        """Return the number in ``lang``."""
        written = f"{self.value:,.{self.digits}f}"
        return written.translate(str.maketrans(",.", ".,")) if lang == "de" else written


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, between 0 and 1."""

    value: float

    def text(self, lang: Lang = "de") -> str:
        """Return it in per cent."""
        return f"{round(100 * self.value)} %" if lang == "de" else f"{round(100 * self.value)}%"


Value = Thing | Term | Number | Share | Message | str


@dataclass(frozen=True, slots=True)
class Listing:
    """Several things in a sentence: „A, B und C“; the rest is counted where there are many."""

    items: tuple[Value, ...]
    most: int = 5

    @property
    def shown(self) -> tuple[Value, ...]:
        """What is named."""
        return self.items if len(self.items) <= self.most else self.items[: self.most]

    @property
    def rest(self) -> int:
        """How many more there are."""
        return len(self.items) - len(self.shown)

    def text(self, lang: Lang = "de") -> str:
        """Return the names in one phrase."""
        return self.joined([each if isinstance(each, str) else each.text(lang) for each in self.shown], lang)

    def joined(self, names: Sequence[str], lang: Lang) -> str:
        """Return ``names``, one for each of :attr:`shown`, in one phrase."""
        parts = [*names]
        if self.rest:
            parts.append(text("questions.more", lang, n=Number(self.rest).text(lang)))
        if len(parts) < 2:
            return "".join(parts)
        return text("questions.list_end", lang, first=", ".join(parts[:-1]), last=parts[-1])


class Form(StrEnum):
    """How the cells of a column are shown, and what they hold."""

    TEXT = "text"
    """A string, a :class:`Message` or a :class:`Term`."""
    QUOTE = "quote"
    """Words of a source."""
    NUMBER = "number"
    """A float."""
    COUNT = "count"
    """A whole number."""
    SHARE = "share"
    """A float between 0 and 1."""
    THING = "thing"
    """A :class:`Thing`."""
    THINGS = "things"
    """A tuple of :class:`Thing`."""
    SOURCES = "sources"
    """A tuple of IRIs or web addresses that state the row."""


Cell = str | int | float | Thing | Term | Message | tuple[Thing, ...] | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column; its heading is the sentence ``questions.col_{name}``."""

    name: str
    form: Form = Form.TEXT

    def heading(self, lang: Lang = "de") -> str:
        """Return what stands above it."""
        return text(f"questions.col_{self.name}", lang)


Row = tuple[Cell, ...]
Item = TypeVar("Item")


class Rows(Sequence[Row]):
    """Rows that are made when somebody looks at them: there may be very many, and few are shown.

    Parameters
    ----------
    items : sequence
        What each row is of, the most important first.
    make : callable
        Makes the row of one of them.
    """

    def __init__(self, items: Sequence[Item], make: Callable[[Item], Row]) -> None:
        self._items: Sequence[Any] = items
        self._make: Callable[[Any], Row] = make

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Rows: ...
    def __getitem__(self, index: int | slice) -> Row | Rows:
        found = self._items[index]
        return Rows(found, self._make) if isinstance(index, slice) else self._make(found)

    def __len__(self) -> int:
        return len(self._items)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(tuple(self))


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of an answer.

    Attributes
    ----------
    name : str
        Of the table, for programs.
    heading : Message
        What it shows.
    columns : tuple of Column
        As many as each row has cells.
    rows : sequence of tuple of Cell
        The most important first.
    total : int
        How many rows there are; more than are here where only the strongest were looked for.
    note : Message, optional
        How to read it.
    """

    name: str
    heading: Message
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    total: int = -1
    note: Message | None = None

    def __post_init__(self) -> None:
        """Count the rows where nobody has."""
        if self.total < 0:
            object.__setattr__(self, "total", len(self.rows))


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question.

    Attributes
    ----------
    question : str
        Its id.
    given : mapping of str to Thing or int
        What was chosen for the question's parameters.
    sentences : tuple of Message
        The answer in words; :class:`Thing` and :class:`Listing` among the values become links.
    tables : tuple of Table
        The reasons.
    notes : tuple of Message
        How it was worked out, and what data are missing.
    network : networkx.Graph, optional
        For GraphML and GEXF; nodes have ``label`` and ``kind``, edges ``weight`` and ``reasons``.
    query : str
        The SPARQL query behind it, if there is one.
    """

    question: str
    sentences: tuple[Message, ...]
    tables: tuple[Table, ...] = ()
    notes: tuple[Message, ...] = ()
    given: Mapping[str, Thing | int] = field(default_factory=dict)
    network: nx.Graph[str] | None = None
    query: str = ""


def counted(key: str, count: int, /, **values: object) -> Message:
    """Return the sentence for so many: ``key_none``, ``key_one`` or ``key_many``, with ``n`` filled in.

    ``key_none`` may be missing; then ``key_many`` serves.
    """
    form = "none" if count == 0 and f"{key}_none" in catalogue() else "one" if count == 1 else "many"
    return message(f"{key}_{form}", n=Number(count), **values)
