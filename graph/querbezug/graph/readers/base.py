"""What every reader offers, and what reading a source yields."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, Protocol

from querbezug.graph.errors import SourceError
from querbezug.graph.records import AnyRecord
from querbezug.ontology.strings import Message

HEAD_BYTES = 65_536
WHOLE_LIMIT = 50_000_000
"""The most bytes that are taken into memory at once; formats that stream go beyond it."""

_CHUNK = 1 << 20


class SourceFile:
    """One source: its name, its bytes, and where they came from.

    Parameters
    ----------
    name : str
        The file's name, for sentences and provenance.
    data : bytes, optional
        The content, where it is in memory already.
    path : Path, optional
        Where the content is, or where it came from.

    Attributes
    ----------
    consumed : int
        How many bytes have been read through :meth:`open`; for progress bars.
    """

    def __init__(self, name: str, data: bytes | None = None, path: Path | None = None) -> None:
        self.name = name
        self.path = path
        self.consumed = 0
        self._data = data

    @classmethod
    def from_path(cls, path: Path) -> SourceFile:
        """Return the file at ``path``; its content is read when it is needed.

        Raises
        ------
        OSError
            If it cannot be read.
        """
        source = cls(name=path.name, path=path)
        with path.open("rb") as stream:
            source.head = stream.read(HEAD_BYTES)
        return source

    def open(self) -> BinaryIO:
        """Open the content for reading from its beginning, without taking it into memory."""
        raw: BinaryIO = io.BytesIO(self._data) if self._data is not None else self._path_stream()
        self.consumed = 0
        return io.BufferedReader(_Counted(raw, self), _CHUNK)

    @cached_property
    def head(self) -> bytes:
        """The first bytes, enough to tell what the content is."""
        if self._data is not None:
            return self._data[:HEAD_BYTES]
        with self._path_stream() as stream:
            return stream.read(HEAD_BYTES)

    @cached_property
    def data(self) -> bytes:
        """The whole content, for formats that cannot be streamed.

        Raises
        ------
        SourceError
            If it is larger than :data:`WHOLE_LIMIT`.
        """
        if self.size > WHOLE_LIMIT:
            raise SourceError("reading.too-large", file=self.name, limit=WHOLE_LIMIT // 1_000_000)
        if self._data is not None:
            return self._data
        with self._path_stream() as stream:
            return stream.read()

    @cached_property
    def size(self) -> int:
        """Number of bytes."""
        if self._data is not None:
            return len(self._data)
        return self.path.stat().st_size if self.path else 0

    @cached_property
    def sha256(self) -> str:
        """The checksum of the bytes, 64 hexadecimal digits."""
        if self._data is not None:
            return hashlib.sha256(self._data).hexdigest()
        with self._path_stream() as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()

    def _path_stream(self) -> io.BufferedReader:
        assert self.path is not None  # noqa: S101 - without data there is always a path
        return self.path.open("rb")


class _Counted(io.RawIOBase):
    """Passes bytes on and tells the source how many."""

    def __init__(self, stream: BinaryIO, source: SourceFile) -> None:
        self._stream = stream
        self._source = source

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        chunk = self._stream.read(len(buffer))
        buffer[: len(chunk)] = chunk
        self._source.consumed += len(chunk)
        return len(chunk)

    def close(self) -> None:
        self._stream.close()
        super().close()


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
    """Something the reader wants the user to know: a line passed over, a guess not made.

    Attributes
    ----------
    line, path, row : int or str, optional
        Where in the source: a text's line, a path in a tree, a table's row. At most one is needed.
    field : str or None
        Column or key, as the source calls it.
    left_out : bool
        Whether what stands there could not be read and is not in the graph; with ``--strict``
        the first such notice ends the load.
    personal : bool
        Whether personal data was masked there: something to look at before publishing.
    """

    message: Message
    line: int | None = None
    path: str | None = None
    row: int | None = None
    field: str | None = None
    left_out: bool = False
    personal: bool = False


class Reading(Protocol):
    """A source being read: what is known of it, and a stream of what it says."""

    @property
    def source(self) -> SourceInfo:
        """Identity and rights."""

    @property
    def items(self) -> Iterable[AnyRecord | Notice]:
        """Records and notices in the order of the source; to be gone through once."""


@dataclass(frozen=True, slots=True)
class ReadResult:
    """A small source, read as a whole."""

    source: SourceInfo
    records: Sequence[AnyRecord]
    notices: Sequence[Notice] = ()

    @property
    def items(self) -> Iterator[AnyRecord | Notice]:
        """The notices, then the records."""
        yield from self.notices
        yield from self.records


@dataclass(frozen=True, slots=True)
class Stream:
    """A source of any size, read while it is gone through."""

    source: SourceInfo
    items: Iterable[AnyRecord | Notice]


def collect(reading: Reading) -> ReadResult:
    """Go through ``reading`` and return everything at once; for small sources and for tests.

    Raises
    ------
    querbezug.graph.errors.SourceError
        If the content is broken.
    """
    records: list[AnyRecord] = []
    notices: list[Notice] = []
    for item in reading.items:
        if isinstance(item, Notice):
            notices.append(item)
        else:
            records.append(item)
    return ReadResult(reading.source, records, notices)


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the user may say to a reader.

    Attributes
    ----------
    allow_no_comments : bool
        Take a participation page without comments for its goals alone.
    source_key : str or None
        Identity of the source, instead of the one its note or its file name gives.
    mapping : Path or None
        The mapping file that says what the columns of a table mean.
    repair : bool
        Repair text that was decoded wrongly on its way here ("StraÃŸe") instead of refusing it.
    """

    allow_no_comments: bool = False
    source_key: str | None = None
    mapping: Path | None = None
    repair: bool = False


class Reader(Protocol):
    """One format."""

    @property
    def name(self) -> str:
        """Short name of the format, as shown to users and kept as provenance."""

    @property
    def version(self) -> str:
        """Version of the reader; a new one when its records change."""

    def recognises(self, source: SourceFile) -> bool:
        """Say whether the content (not the extension) looks like this format.

        Looks at the beginning only where that is enough, and never raises.
        """

    def read(self, source: SourceFile, options: ReadOptions) -> Reading:
        """Read all of ``source``.

        Raises
        ------
        querbezug.graph.errors.SourceError
            If the content is broken; the sentence says where and what to do. A stream may raise
            it while it is gone through.
        """
