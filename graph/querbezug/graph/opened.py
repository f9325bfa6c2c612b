"""Opening the files to load, each with the reader its content asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from querbezug.graph.errors import SourceError
from querbezug.graph.intake import telling
from querbezug.graph.readers import reader_for
from querbezug.graph.readers.base import Reading, ReadOptions, SourceFile, SourceInfo

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Prepared:
    """One file that a reader has opened."""

    file: SourceFile
    reading: Reading

    @property
    def info(self) -> SourceInfo:
        """What is known of the source."""
        return self.reading.source


def open_file(path: Path, options: ReadOptions | None = None) -> Prepared:
    """Open the file at ``path`` with the reader its content asks for.

    Raises
    ------
    SourceError, ValidationError
        If it cannot be read; the sentence says what is wrong, where, and what to do.
    """
    options = options or ReadOptions()
    if options.source_key is not None and not _KEY.fullmatch(options.source_key):
        raise SourceError("graph.bad-key", key=options.source_key)
    try:
        file = SourceFile.from_path(path)
    except FileNotFoundError as error:
        raise SourceError("graph.file-missing", path=path) from error
    except IsADirectoryError as error:
        raise SourceError("graph.file-folder", path=path) from error
    except OSError as error:
        raise SourceError("graph.file-unreadable", path=path, reason=error.strerror) from error
    return Prepared(file, _read(file, options))


def _read(file: SourceFile, options: ReadOptions) -> Reading:
    """Open a file; whatever is wrong with it is told with its name."""
    with telling(file):
        return reader_for(file, options).read(file, options)
