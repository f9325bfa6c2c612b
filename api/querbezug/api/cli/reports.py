"""Reports of loading, for people and for programs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.table import Table

from querbezug.api.cli.console import broken, number, out, paragraph, say, tell
from querbezug.api.cli.review_runs import run_data, run_table
from querbezug.api.naming import format_name
from querbezug.api.settings import preferred_language
from querbezug.graph.intake import place_of
from querbezug.graph.load_report import LoadReport, SourceReport
from querbezug.graph.readers.base import Notice
from querbezug.graph.validation import Finding
from querbezug.ontology.resources import labels
from querbezug.ontology.strings import Message
from querbezug.ontology.terms import ORG, QUER

_CLASS_OF = {"Organization": ORG.Organization}
_MOST_NOTICES = 12
_NARROWEST = 12
_COLUMNS: Mapping[str, Callable[[SourceReport], int]] = {
    "things": lambda source: sum(source.changes.now.values()),
    "came": lambda source: sum(source.changes.came.values()),
    "changed": lambda source: sum(source.changes.changed.values()),
    "went": lambda source: sum(source.changes.went.values()),
    "left-out": lambda source: source.left_out,
    "personal": lambda source: source.personal,
}
"""The columns of numbers; those that are nought for every source are not shown."""


def class_name(name: str) -> str:
    """Return what a class is called in the interface."""
    iri = str(_CLASS_OF.get(name) or f"{QUER._NS}{name}")
    return labels().label(iri, preferred_language()) or name


def changes_text(counts: Mapping[str, int]) -> str:
    """Return counts by class as one line: ``16 × Kommentar, 1 × Ziel``.

    A number and what it counts stay in one line.
    """
    return ", ".join(
        f"{number(count)} × {class_name(name)}".replace(" ", "\N{NO-BREAK SPACE}")
        for name, count in counts.items()
    )


def print_report(report: LoadReport, store: Path) -> None:
    """Print what was loaded: a table of the sources, what they hold, and the notices below."""
    out.print(_table(report.sources))
    content: Counter[str] = Counter()
    for source in {source.key: source for source in report.sources}.values():
        content.update(source.changes.now)
        _print_changes(source)
    unchanged = [source.key for source in report.sources if source.same_as is None and source.changes.nothing]
    if 0 < len(unchanged) < len(report.sources):
        paragraph(say("cli.unchanged", sources=", ".join(unchanged)))
    if content:
        paragraph(say("cli.content", things=changes_text(dict(content.most_common()))))
    for source in report.sources:
        print_notices(source.file_name, source.notices, source.notice_count)
        if source.left_out:
            tell(say("cli.left-out", source=source.key, count=number(source.left_out)))
        if source.personal:
            tell(say("cli.personal", source=source.key, count=number(source.personal)))
    _print_warnings(report.sources)
    if any(tally.new or tally.gone for tally in report.run.methods.values()):
        out.print(run_table(report.run.methods))
    key = "cli.loaded" if report.added or report.removed else "cli.loaded-nothing"
    added, removed, links = map(number, (report.added, report.removed, report.links))
    paragraph(say(key, added=added, removed=removed, links=links, store=store))
    if report.ties_removed:
        tell(say("publishing.gone-with-load"))


def _table(sources: Sequence[SourceReport]) -> Table:
    numbers = {
        name: counts
        for name, count in _COLUMNS.items()
        if any(counts := [count(source) for source in sources])
    }
    names = {name: say(f"cli.col-{name}") for name in numbers}
    formats = [format_name(source.reader, preferred_language()) for source in sources]
    taken = sum(len(name) + 2 for name in names.values()) + max(map(_longest_word, formats), default=0) + 2
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold", pad_edge=False)
    table.add_column(say("cli.col-source"))
    table.add_column(say("cli.col-format"))
    for name in names.values():
        table.add_column(name, justify="right", no_wrap=True)
    width = max(out.width - taken, _NARROWEST)
    for row, source in enumerate(sources):
        shown = [number(counts[row]) if counts[row] else "–" for counts in numbers.values()]
        table.add_row(broken(source.key, width), formats[row], *shown)
    return table


def _longest_word(text: str) -> int:
    return max(map(len, text.split()), default=0)


def _print_changes(source: SourceReport) -> None:
    """Say what changed of a source that was there before, or that its bytes were."""
    changes = source.changes
    if source.same_as is not None:
        paragraph(say("cli.same-as", source=source.key, key=source.same_as))
    elif changes.came != changes.now and not changes.nothing:
        parts = (("came", changes.came), ("changed", changes.changed), ("went", changes.went))
        told = "; ".join(say(f"cli.{word}", things=changes_text(counts)) for word, counts in parts if counts)
        paragraph(f"{source.key}: {told}")


def _print_warnings(sources: Iterable[SourceReport]) -> None:
    """Say which rules are bent, how often and by which sources."""
    bent: dict[str, list[tuple[str, Finding]]] = defaultdict(list)
    for source in sources:
        for warning in source.warnings:
            bent[warning.rule].append((source.key, warning))
    for found in bent.values():
        problem = found[0][1].message.values["problem"]
        told = problem.text(preferred_language()) if isinstance(problem, Message) else str(problem)
        keys = ", ".join(dict.fromkeys(key for key, _ in found))
        tell(say("cli.warnings", problem=told, count=number(len(found)), sources=keys))


def print_notices(name: str, notices: Sequence[Notice], count: int | None = None) -> None:
    """Print the first notices, with their places, and how many more there are."""
    for notice in notices[:_MOST_NOTICES]:
        told = notice.message.text(preferred_language())
        where = _where(notice, told)
        tell(f"{name}, {where}: {told}" if where else f"{name}: {told}")
    more = (len(notices) if count is None else count) - _MOST_NOTICES
    if more > 0:
        tell(say("cli.more-notices", count=number(more)))


def _where(notice: Notice, told: str) -> str:
    """Return where a notice points; nothing if only a column is known that the sentence names itself."""
    if notice.line is None and notice.row is None and not notice.path:
        is_named = not notice.field or f"„{notice.field}“" in told or f"“{notice.field}”" in told
        return "" if is_named else say("cli.place-column", field=notice.field)
    place = place_of(notice)
    return place.text(preferred_language()) if isinstance(place, Message) else place


def notice_data(notice: Notice) -> dict[str, Any]:
    """Return a notice as plain data; it never holds what was masked."""
    return {
        "line": notice.line,
        "row": notice.row,
        "path": notice.path,
        "field": notice.field,
        "leftOut": notice.left_out,
        "personal": notice.personal,
        "message": notice.message.text(preferred_language()),
    }


def report_data(report: LoadReport) -> dict[str, Any]:
    """Return a load report as plain data."""
    lang = preferred_language()
    return {
        "added": report.added,
        "removed": report.removed,
        "links": report.links,
        "tiesRemoved": report.ties_removed,
        "run": run_data(report.run),
        "sources": [
            {
                "file": source.file_name,
                "key": source.key,
                "title": source.title,
                "reader": source.reader,
                "format": format_name(source.reader, lang),
                "sameAs": source.same_as,
                "now": dict(source.changes.now),
                "came": dict(source.changes.came),
                "went": dict(source.changes.went),
                "changed": dict(source.changes.changed),
                "records": source.records,
                "leftOut": source.left_out,
                "personal": source.personal,
                "noticeCount": source.notice_count,
                "notices": [notice_data(notice) for notice in source.notices],
                "warnings": [{"rule": w.rule, "message": w.message.text(lang)} for w in source.warnings],
            }
            for source in report.sources
        ],
    }
