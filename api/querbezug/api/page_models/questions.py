"""Models of the pages with planners' questions and their answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from querbezug.api.page_models.parts import Choice, Link


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter of a question to be chosen in a form.

    Attributes
    ----------
    name, label : str
        In the address, and what stands beside it.
    value : str
        What was chosen: an IRI, a number, or what was typed.
    choices : tuple of Choice
        What may be chosen; empty where there is too much for a list or a number is asked.
    shown : str
        The name of what was chosen, for a field without choices.
    required : bool
        Whether the question makes no sense without it.
    is_number : bool
        Whether it is a number.
    """

    name: str
    label: str
    value: str = ""
    choices: tuple[Choice, ...] = ()
    shown: str = ""
    required: bool = False
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A question in the list: its words, what one learns, and its fields."""

    id: str
    words: str
    lead: str
    href: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Questions under one heading."""

    key: str
    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class QuestionsPage:
    """The page with all questions."""

    groups: tuple[Group, ...]

    template: ClassVar[str] = "questions.html"
    active: ClassVar[str] = "fragen"


@dataclass(frozen=True, slots=True)
class AnswerCell:
    """A cell: text, links, or words of a source; ``share`` of 1 draws a bar."""

    form: str
    text: str = ""
    links: tuple[Link, ...] = ()
    share: float | None = None


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """A table of an answer; ``rest`` counts the rows that are not on the page."""

    name: str
    heading: str
    note: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[AnswerCell, ...], ...]
    total: int
    rest: int
    csv_href: str


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """The page of one question, with its answer where all is chosen that it needs.

    ``sentences`` and ``notes`` hold safe HTML; ``problem`` says what is wrong with a choice.
    """

    id: str
    title: str
    lead: str
    fields: tuple[Field, ...]
    problem: str = ""
    sentences: tuple[Markup, ...] = ()
    tables: tuple[AnswerTable, ...] = ()
    notes: tuple[Markup, ...] = ()
    downloads: tuple[Link, ...] = ()
    query: str = ""
    others: tuple[Link, ...] = ()
    is_answered: bool = False

    template: ClassVar[str] = "answer.html"
    active: ClassVar[str] = "fragen"
