"""The reader of the file ``bonn_joined_pseudonymised.jsonl`` and of shares of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from querbezug.graph.readers.base import Notice, ReadOptions, SourceFile, Stream
from querbezug.graph.readers.context import SourceContext
from querbezug.graph.readers.rad_dialog.conversion import Conversion
from querbezug.graph.readers.rad_dialog.post import looks_like_post, parse_post
from querbezug.graph.records import AnyRecord
from querbezug.ontology.strings import message, text

LONGEST_LINE = 4_000_000
_BOM = b"\xef\xbb\xbf"


class RadDialogReader:
    """The Bonner Rad-Dialog: JSONL, one proposal with its comments on each line."""

    name = "rad-dialog"
    version = "1"

    def recognises(self, source: SourceFile) -> bool:
        """Say whether the first line is a proposal with its thread."""
        try:
            first = source.head.removeprefix(_BOM).lstrip().split(b"\n", 1)[0]
        except OSError:
            return False
        return first.startswith(b"{") and looks_like_post(first)

    def read(self, source: SourceFile, options: ReadOptions) -> Stream:
        """Read line by line.

        Raises
        ------
        querbezug.graph.errors.QuerbezugError
            If no key can be made from the file's name, or the note is broken.
        """
        context = SourceContext.of(source, options)
        title = text("raddialog.title", "de")
        return Stream(context.info(self.name, self.version, title=title), _items(context))


def _items(context: SourceContext) -> Iterator[AnyRecord | Notice]:
    conversion = Conversion(context)
    yield from conversion.begin()
    with context.source.open() as stream:
        for number, line in _lines(stream):
            if line is None:
                told = message("raddialog.long-line", limit=LONGEST_LINE // 1_000_000)
                yield Notice(told, line=number, left_out=True)
                continue
            post = parse_post(line, number)
            if isinstance(post, Notice):
                yield post
            else:
                yield from conversion.post(post, number)
    yield from conversion.end()


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Yield the lines that are not blank with their numbers; ``None`` for one that is too long."""
    number = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        is_long = len(line) > LONGEST_LINE
        while len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            line = stream.readline(LONGEST_LINE + 1)
        content = line.removeprefix(_BOM).strip() if number == 1 else line.strip()
        if is_long:
            yield number, None
        elif content:
            yield number, content
