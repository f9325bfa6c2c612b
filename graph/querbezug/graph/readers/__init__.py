"""The formats that can be read, and the choice among them by content."""

from __future__ import annotations

import json

from querbezug.graph.errors import SourceError
from querbezug.graph.readers.adhocracy import AdhocracyReader
from querbezug.graph.readers.base import Reader, ReadOptions, SourceFile
from querbezug.graph.readers.consul import ConsulJsonReader, ConsulTableReader
from querbezug.graph.readers.decidim import (
    DecidimComments,
    DecidimProcesses,
    DecidimProjects,
    DecidimProposals,
    DecidimResults,
    DecidimTaxonomies,
)
from querbezug.graph.readers.decoding import decode, refuse_binary
from querbezug.graph.readers.dipas import DipasCommentsReader, DipasContributionsReader, DipasLayerReader
from querbezug.graph.readers.generic_table import GenericTableReader
from querbezug.graph.readers.localzero import LocalZeroReader
from querbezug.graph.readers.oparl import OParlReader
from querbezug.graph.readers.participation_page import ParticipationPageReader
from querbezug.graph.readers.plan_table import PlanTableReader
from querbezug.graph.readers.planning_register import PlanningRegisterReader
from querbezug.graph.readers.polis import PolisCommentsReader, PolisSummaryReader
from querbezug.graph.readers.rad_dialog import RadDialogReader
from querbezug.graph.readers.rdf import RdfReader
from querbezug.graph.readers.web_page import FeedReader, WebPageReader

__all__ = ["READERS", "reader_for"]

_TABLE = GenericTableReader()

# The more telling a format is, the earlier it is asked: trees before flat lists, the exports of
# platforms before tables of any kind, tables before prose.
READERS: tuple[Reader, ...] = (
    PlanningRegisterReader(),
    RdfReader(),
    OParlReader(),
    LocalZeroReader(),
    ConsulJsonReader(),
    DipasLayerReader(),
    RadDialogReader(),
    DecidimProposals(),
    DecidimResults(),
    DecidimProjects(),
    DecidimComments(),
    DecidimTaxonomies(),
    DecidimProcesses(),
    ConsulTableReader(),
    AdhocracyReader(),
    DipasContributionsReader(),
    DipasCommentsReader(),
    PolisCommentsReader(),
    PolisSummaryReader(),
    PlanTableReader(),
    _TABLE,
    FeedReader(),
    WebPageReader(),
    ParticipationPageReader(),
)


def reader_for(source: SourceFile, options: ReadOptions | None = None) -> Reader:
    """Return the reader whose format ``source`` has, told by its content.

    A mapping file, beside the source or named by the user, says that it is a table.

    Raises
    ------
    SourceError
        If the source is empty or binary, or no reader recognises it; the sentence says what it
        seems to be and what can be read.
    """
    if (options and options.mapping) or _TABLE.has_mapping(source):
        return _TABLE
    for reader in READERS:
        if reader.recognises(source):
            return reader
    refuse_binary(source)
    raise _unknown(source)


def _unknown(source: SourceFile) -> SourceError:
    try:
        start = decode(source).text.lstrip()
    except SourceError as error:
        return error
    if start.startswith(("{", "[")) and (refusal := _json_refusal(source.name, start)):
        return refusal
    if start.startswith("<"):
        return SourceError("reading.markup", file=source.name)
    return SourceError("reading.unknown-format", file=source.name)


def _json_refusal(file: str, text: str) -> SourceError | None:
    """Tell JSON of no known kind, and broken JSON, from text that begins with a bracket."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        if not text.startswith("{"):
            return None
        return SourceError("reading.json-broken", file=file, line=error.lineno, column=error.colno)
    except (RecursionError, ValueError):
        pass  # nested too deep, or a number too long: JSON all the same
    return SourceError("reading.json-unknown", file=file)
