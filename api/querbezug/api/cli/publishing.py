"""Publishing what ties the cities, on the command line."""

from __future__ import annotations

from pathlib import Path

from querbezug.api.cli.console import number, paragraph, print_json, say
from querbezug.api.cli.interrupting import interruptible
from querbezug.graph.publication import publish_ties, remove_ties
from querbezug.graph.store import ReadStore, WriteStore


def publish_into(store: Path, *, as_json: bool = False) -> None:
    """Put what ties the cities into the store, and say how much that is.

    Raises
    ------
    StoreError
        If there is no store, another program is writing to it, or it cannot be written.
    """
    ReadStore(store).snapshot()
    with interruptible(), WriteStore(store) as target:
        done = publish_ties(target)
        graph = target.layout.ties.value
    if as_json:
        print_json(
            {"graph": graph, "ties": done.ties, "reasons": done.reasons, "changed": not done.change.nothing}
        )
        return
    key = "publishing.unchanged" if done.change.nothing else "publishing.published"
    paragraph(say(key, ties=number(done.ties), reasons=number(done.reasons), graph=graph))


def remove_from(store: Path, *, as_json: bool = False) -> None:
    """Take the published ties out of the store, and say so.

    Raises
    ------
    StoreError
        If there is no store, another program is writing to it, or it cannot be written.
    """
    ReadStore(store).snapshot()
    with interruptible(), WriteStore(store) as target:
        change = remove_ties(target)
        graph = target.layout.ties.value
    if as_json:
        print_json({"graph": graph, "removed": change.removed})
        return
    key = "publishing.nothing" if change.nothing else "publishing.removed"
    paragraph(say(key, graph=graph))
