"""The reader of the format *Planungsregister*."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError as PydanticError

from querbezug.graph.errors import SourceError
from querbezug.graph.gazetteer import gazetteer
from querbezug.graph.readers.base import Notice, ReadOptions, ReadResult, SourceFile, SourceInfo
from querbezug.graph.readers.planning_register.checks import check
from querbezug.graph.readers.planning_register.conversion import Converter
from querbezug.graph.readers.planning_register.frame import PlaceEntry
from querbezug.graph.readers.planning_register.model import FORMAT, VERSION, PlanningRegister
from querbezug.graph.readers.planning_register.parsing import check_format, decode, looks_like_register, parse
from querbezug.graph.readers.planning_register.problems import Places, invalid, translate
from querbezug.ontology.strings import message

# Germany with a margin: a point outside is most often latitude and longitude in the wrong order.
_NORTH, _SOUTH, _EAST, _WEST = 56.0, 46.0, 16.0, 5.0


class PlanningRegisterReader:
    """Reads what a region plans from a file that a city may have written by hand."""

    name = FORMAT
    version = VERSION

    def recognises(self, source: SourceFile) -> bool:
        """Say whether the content is a Planungsregister, or the beginning of one."""
        try:
            data = source.data
        except SourceError:
            data = source.head  # too large to be taken in; a register as large is refused when it is read
        return looks_like_register(data)

    def read(self, source: SourceFile, options: ReadOptions | None = None) -> ReadResult:
        """Read all of ``source``.

        Raises
        ------
        querbezug.graph.errors.SourceError
            If the bytes are not a complete JSON object of this format, or the user wants another
            key for it than its own.
        querbezug.graph.errors.ValidationError
            If what it says breaks rules of the format; every fault is among its findings.
        """
        text = decode(source.data)
        value = parse(text)
        check_format(value)
        places = Places(text, value)
        try:
            register = PlanningRegister.model_validate(value)
        except PydanticError as error:
            raise invalid(translate(error, PlanningRegister, places), error.error_count()) from None
        if options and options.source_key not in (None, register.kennung):
            raise SourceError("register.own_key", key=options.source_key, own=register.kennung)
        checked = check(register, places)
        if checked.findings:
            raise invalid(checked.findings)
        return ReadResult(
            source=_info(register, source),
            records=tuple(Converter(register, checked.things, places).records()),
            notices=tuple(_notices(register, places)),
        )


def _info(register: PlanningRegister, source: SourceFile) -> SourceInfo:
    return SourceInfo(
        key=register.kennung,
        title=register.titel,
        file_name=source.name,
        sha256=source.sha256,
        reader=FORMAT,
        reader_version=VERSION,
        url=register.quelle,
        publisher=register.herausgeber,
        license=register.lizenz,
        date=register.stand,
        note=register.hinweis,
    )


def _notices(register: PlanningRegister, places: Places) -> Iterator[Notice]:
    for number, entry in enumerate(register.orte, 1):
        for key, value in _doubts(entry):
            yield Notice(
                message=message(key, place=places.place("orte", number), name=entry.name, value=value),
                line=places.line("orte", number),
                path=places.path("orte", number),
            )


def _doubts(entry: PlaceEntry) -> Iterator[tuple[str, str]]:
    if entry.ags and gazetteer().by_ags(entry.ags) is None:
        yield "register.unknown_ags", entry.ags
    if entry.breite is None or entry.laenge is None:
        return
    if not (_SOUTH <= entry.breite <= _NORTH and _WEST <= entry.laenge <= _EAST):
        yield "register.outside_germany", f"{entry.breite}, {entry.laenge}"
