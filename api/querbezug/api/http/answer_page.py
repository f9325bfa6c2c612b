"""From questions and answers to the models of their pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from markupsafe import Markup, escape

from querbezug.api.http.context import Paths
from querbezug.api.page_models import (
    AnswerCell,
    AnswerPage,
    AnswerTable,
    Choice,
    Entry,
    Field,
    Group,
    Link,
    QuestionsPage,
)
from querbezug.graph.answers import (
    Answer,
    Asks,
    Parameter,
    ParameterError,
    Question,
    Workbench,
    ask,
    choices_of,
    questions,
)
from querbezug.graph.answers.changes import state_label
from querbezug.graph.answers.model import Cell, Column, Form, Listing, Number, Share, Table, Term, Thing
from querbezug.graph.catalogue import name_order
from querbezug.ontology.strings import Lang, Message, Told, catalogue, text
from querbezug.visualise.page import safe_href
from querbezug.visualise.reasons import source_link

MOST_CHOICES = 400
"""Where there is more to choose from, a name is typed instead."""

MOST_ROWS = 200
"""Rows of a table that a page shows; all of them are in the download."""


def questions_page(workbench: Workbench, lang: Lang) -> QuestionsPage:
    """Return the page with all questions, by group."""
    groups: dict[str, list[Entry]] = {}
    for each in questions().values():
        fields = tuple(_field(workbench, parameter, "", lang) for parameter in each.parameters)
        entry = Entry(each.id, each.plain(lang), each.lead(lang), f"/fragen/{each.id}", fields)
        groups.setdefault(each.group, []).append(entry)
    return QuestionsPage(
        tuple(
            Group(key, text(f"questions.group_{key}", lang), tuple(entries))
            for key, entries in groups.items()
        )
    )


def answer_page(
    workbench: Workbench, question: Question, given: Mapping[str, str], lang: Lang, paths: Paths
) -> AnswerPage:
    """Return the page of a question, answered where all is chosen that it needs."""
    chosen = {name: value for name, value in given.items() if value.strip()}
    problem, answer = "", None
    if all(parameter.name in chosen for parameter in question.parameters if parameter.required):
        try:
            answer = ask(workbench, question.id, chosen)
        except ParameterError as error:
            problem = error.text(lang)
    meant = answer.given if answer else {}
    shown = chosen | {name: value.iri for name, value in meant.items() if isinstance(value, Thing)}
    fields = tuple(
        _field(workbench, parameter, shown.get(parameter.name, ""), lang) for parameter in question.parameters
    )
    words, others = (question.plain(lang), question.lead(lang)), _others(question, lang)
    page = AnswerPage(question.id, *words, fields, problem, others=others)
    return _answered(page, question, answer, chosen, lang, paths) if answer else page


def _answered(
    page: AnswerPage, question: Question, answer: Answer, chosen: Mapping[str, str], lang: Lang, paths: Paths
) -> AnswerPage:
    query = urlencode({**chosen, "lang": lang})
    address = f"/api/answers/{question.id}"
    downloads = [Link("JSON", f"{address}?{query}")]
    if answer.network is not None:
        downloads += [Link(name, f"{address}.{name.lower()}?{query}") for name in ("GraphML", "GEXF")]
    words = _Words(lang, paths)
    return AnswerPage(
        page.id,
        question.title(answer.given, lang),
        page.lead,
        page.fields,
        sentences=tuple(words.sentence(each) for each in answer.sentences),
        tables=tuple(words.table(each, f"{address}.csv?{query}") for each in answer.tables),
        notes=tuple(words.sentence(each) for each in answer.notes),
        downloads=tuple(downloads),
        query=answer.query,
        others=page.others,
        is_answered=True,
    )


def questions_on(ids: Sequence[str], city: str, label: str, lang: Lang) -> tuple[Link, ...]:
    """Return questions as links, on a city where they can be asked of one.

    Parameters
    ----------
    ids : sequence of str
        The questions; all that can be asked of a city where it is empty.
    city, label : str
        The city's IRI and name.
    """
    known = questions()
    chosen = [known[each] for each in ids if each in known] if ids else list(known.values())
    found = []
    for each in chosen:
        needed = {parameter.name for parameter in each.parameters if parameter.required}
        if _asks_of_city(each) and needed <= {"city"}:
            words = each.title({"city": Thing(city, label)}, lang)
            found.append(Link(words, f"/fragen/{each.id}?{urlencode({'city': city})}"))
        elif ids:
            found.append(Link(each.plain(lang), f"/fragen/{each.id}"))
    return tuple(found)


def _asks_of_city(question: Question) -> bool:
    return any(each.asks is Asks.CITY and each.name == "city" for each in question.parameters)


def _others(question: Question, lang: Lang) -> tuple[Link, ...]:
    """Return the other questions of the same group."""
    same = (each for each in questions().values() if each.group == question.group and each is not question)
    return tuple(Link(each.plain(lang), f"/fragen/{each.id}") for each in same)


def _field(workbench: Workbench, parameter: Parameter, value: str, lang: Lang) -> Field:
    projection = workbench.projection
    if parameter.asks is Asks.STATE:
        states = (Choice(state.version, state_label(state, lang)) for state in workbench.earlier_states())
        return Field(parameter.name, parameter.label(lang), value, tuple(states))
    is_number = parameter.asks is Asks.NUMBER
    numbers = () if is_number else choices_of(workbench, parameter.asks)
    few = numbers if len(numbers) <= MOST_CHOICES else ()
    choices = (Choice(projection.iris[n], projection.labels[n]) for n in few)
    known = projection.index.get(value)
    return Field(
        parameter.name,
        parameter.label(lang),
        value or (str(parameter.default or "") if is_number else ""),
        tuple(sorted(choices, key=lambda choice: (name_order(choice.label), choice.value))),
        value if known is None else projection.labels[known],
        parameter.required,
        is_number,
    )


class _Words:
    """Sentences and cells of one page: things become links, all else is escaped."""

    def __init__(self, lang: Lang, paths: Paths) -> None:
        self._lang, self._paths = lang, paths

    def sentence(self, sentence: Message) -> Markup:
        """Return a sentence as HTML."""
        words = escape(catalogue()[sentence.key][self._lang])
        return words.format(**{name: self._part(value) for name, value in sentence.values.items()})

    def _part(self, value: object) -> Markup:
        if isinstance(value, Thing):
            return self._link(value)
        if isinstance(value, Listing):
            return self._listing(value)
        if isinstance(value, Message):
            return self.sentence(value)
        return escape(value.text(self._lang) if isinstance(value, Told) else value)

    def _listing(self, listing: Listing) -> Markup:
        """Return a list of names: its own words hold nothing that HTML would act on."""
        phrase = listing.joined([self._part(each) for each in listing.shown], self._lang)
        return Markup(phrase)  # noqa: S704 - made of escaped parts

    def _link(self, thing: Thing) -> Markup:
        href = safe_href(self._paths.href(thing.iri))
        return Markup('<a href="{}">{}</a>').format(href, thing.label) if href else escape(thing.label)

    def table(self, table: Table, csv_href: str) -> AnswerTable:
        """Return a table as its page shows it."""
        rows = tuple(table.rows[:MOST_ROWS])
        weights = self._largest(table.columns, rows)
        return AnswerTable(
            table.name,
            table.heading.text(self._lang),
            table.note.text(self._lang) if table.note else "",
            tuple((column.heading(self._lang), column.form.value) for column in table.columns),
            tuple(self._row(table, row, weights) for row in rows),
            table.total,
            table.total - len(rows),
            f"{csv_href}&{urlencode({'table': table.name})}",
        )

    def _row(self, table: Table, row: Sequence[Cell], largest: Mapping[str, float]) -> tuple[AnswerCell, ...]:
        cells = zip(table.columns, row, strict=True)
        return tuple(self._cell(column, cell, largest.get(column.name)) for column, cell in cells)

    def _largest(self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> dict[str, float]:
        """Return the largest value of each column of numbers, which its bars are measured by."""
        found: dict[str, float] = {}
        for n, column in enumerate(columns):
            if column.form is Form.NUMBER:
                values = (cell for row in rows if isinstance(cell := row[n], int | float))
                found[column.name] = max(values, default=0.0)
        return found

    def _cell(self, column: Column, cell: Cell, largest: float | None) -> AnswerCell:
        form = column.form.value
        if cell is None or cell == "":
            return AnswerCell(form)
        if isinstance(cell, int | float):
            if column.form is Form.SHARE:
                return AnswerCell(form, Share(cell).text(self._lang), share=cell)
            digits = 2 if column.form is Form.NUMBER else 0
            return AnswerCell(
                form, Number(cell, digits).text(self._lang), share=cell / largest if largest else None
            )
        if column.form is Form.SOURCES:
            return AnswerCell(form, links=self._sources(cell))
        if isinstance(cell, Thing | tuple):
            things = cell if isinstance(cell, tuple) else (cell,)
            return AnswerCell(form, links=tuple(self._of_thing(each) for each in things))
        return AnswerCell(form, cell.text(self._lang) if isinstance(cell, Message | Term) else cell)

    def _of_thing(self, thing: Thing | str) -> Link:
        if isinstance(thing, str):
            return Link(thing, "")
        return Link(thing.label, safe_href(self._paths.href(thing.iri)), thing.kind)

    def _sources(self, cell: Cell) -> tuple[Link, ...]:
        named = cell if isinstance(cell, tuple) else ()
        found = (source_link(str(each), self._lang, self._paths.href) for each in named)
        return tuple(Link(each.label, each.href) for each in found if each)
