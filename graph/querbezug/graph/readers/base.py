"""What every reader offers, and what reading a source yields."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from querbezug.graph.records import AnyRecord
from querbezug.ontology.strings import Message


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The bytes of one source and where they came from."""

    name: str
    data: bytes
    path: Path | None = None

    @classmethod
    def from_path(cls, path: Path) -> SourceFile:
        """Read the file at ``path``.

        Raises
        ------
        OSError
            If it cannot be read.
        """
        return cls(name=path.name, data=path.read_bytes(), path=path)

    @property
    def sha256(self) -> str:
        """The checksum of the bytes, 64 hexadecimal digits."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceInfo:
    """What is known about a source: its identity, title, address and rights.

    Attributes
    ----------
    key : str
        Identity of the source; loading a source with the same key replaces it. Letters a–z,
        digits and hyphens.
    key_is_guessed : bool
        Whether the key merely comes from the file's name, which another file may share.
    """

    key: str
    title: str
    file_name: str
    sha256: str
    reader: str
    reader_version: str
    url: str | None = None
    publisher: str | None = None
    license: str | None = None
    rights: str | None = None
    date: str | None = None
    note: str | None = None
    key_is_guessed: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader wants the user to know: a line passed over, a guess not made."""

    message: Message
    line: int | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True)
class ReadResult:
    """Everything one source says."""

    source: SourceInfo
    records: Sequence[AnyRecord]
    notices: Sequence[Notice] = ()


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the user may say to a reader.

    Attributes
    ----------
    allow_no_comments : bool
        Take a participation page without comments for its goals alone.
    source_key : str or None
        Identity of the source, instead of the one its note or its file name gives.
    """

    allow_no_comments: bool = False
    source_key: str | None = None


class Reader(Protocol):
    """One format."""

    @property
    def name(self) -> str:
        """Short name of the format, as shown to users and kept as provenance."""

    @property
    def version(self) -> str:
        """Version of the reader; a new one when its records change."""

    def recognises(self, source: SourceFile) -> bool:
        """Say whether the content (not the extension) looks like this format."""

    def read(self, source: SourceFile, options: ReadOptions) -> ReadResult:
        """Read all of ``source``.

        Raises
        ------
        querbezug.graph.errors.SourceError
            If the content is broken; the sentence says where and what to do.
        """
