"""A language model on this machine, for whoever has one: opened from a folder, never fetched.

The library is model2vec (Tulkens and van Dongen, 2024): a table of vectors, one for each piece of a
word; a text's vector is their mean. That runs on any machine, and gives the same numbers each time.
It comes with ``pip install 'querbezug[semantic]'``; the model itself is a folder that a person put
there.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points, version
from pathlib import Path

import numpy as np
import numpy.typing as npt

from querbezug.graph.errors import ModelError
from querbezug.graph.links.semantic import GROUP, Embedder

VARIABLE = "QUERBEZUG_MODEL"
"""Environment variable with the folder of a model, or the name of an embedder that a package offers."""

_LIBRARY = "model2vec"
_VECTORS = "*.safetensors"
_NEEDED = ("config.json", "tokenizer.json", _VECTORS)
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Model:
    """A model ready for use.

    Attributes
    ----------
    name : str
        What its folder is called, or the embedder of a package.
    software : str
        Library or package with its version: ``model2vec 0.10.0``.
    digest : str
        SHA-256 of its files; of name and software for the embedder of a package.
    embedder : Embedder
        What turns texts into vectors.
    """

    name: str
    software: str
    digest: str
    embedder: Embedder

    @property
    def told(self) -> str:
        """What a run says of the model it used."""
        return f"{self.name}, {self.software}, sha256:{self.digest}"

    def encode(self, texts: list[str], /) -> npt.NDArray[np.floating]:
        """Return one row for each text."""
        return self.embedder.encode(texts)


def chosen_model(where: str | None = None) -> Model | None:
    """Return the model that this machine is told to use, or None.

    Parameters
    ----------
    where : str, optional
        Folder of a model2vec model, or name of an embedder that an installed package offers under the
        entry point group :data:`~querbezug.graph.links.semantic.GROUP`; by default what the
        environment variable :data:`VARIABLE` says.

    Raises
    ------
    ModelError
        If there is no such folder or embedder, the library is missing, or the model cannot be opened.
    """
    told = os.environ.get(VARIABLE, "") if where is None else where
    if not told:
        return None
    folder = Path(told).expanduser()
    if folder.is_dir():
        return _of_folder(folder)
    offer = next((each for each in entry_points(group=GROUP) if each.name == told), None)
    if offer is None:
        raise ModelError("links.model-missing", folder=told, variable=VARIABLE)
    return _of_package(offer)


def _of_package(offer: EntryPoint) -> Model:
    made_by = f"{offer.dist.name} {offer.dist.version}" if offer.dist else offer.value
    digest = hashlib.sha256(f"{offer.name}\n{made_by}".encode()).hexdigest()
    return Model(offer.name, made_by, digest, offer.load()())


def _of_folder(folder: Path) -> Model:
    files = _files(folder)
    embedder = _Static(folder)
    return Model(folder.resolve().name, f"{_LIBRARY} {version(_LIBRARY)}", _digest(files), embedder)


def _files(folder: Path) -> list[Path]:
    """Return the files that a model is made of; all of them must be there, for none is fetched."""
    for pattern in _NEEDED:
        if not any(folder.glob(pattern)):
            raise ModelError("links.model-incomplete", folder=folder, file=pattern)
    return sorted(path for pattern in _NEEDED for path in folder.glob(pattern))


def _digest(files: Sequence[Path]) -> str:
    told = hashlib.sha256()
    for path in files:
        told.update(f"{path.name}\n{path.stat().st_size}\n".encode())
        with path.open("rb") as file:
            while piece := file.read(_CHUNK):
                told.update(piece)
    return told.hexdigest()


class _Static:
    """A model2vec model; texts are encoded one process, in their order."""

    def __init__(self, folder: Path) -> None:
        try:
            from model2vec import StaticModel
        except ImportError as error:
            raise ModelError("links.model-library", folder=folder) from error
        try:
            self._model = StaticModel.from_pretrained(folder)
        except Exception as error:  # three libraries read the files, each with its own errors
            raise ModelError("links.model-broken", folder=folder) from error

    def encode(self, texts: list[str], /) -> npt.NDArray[np.floating]:
        """Return one row for each text."""
        return np.asarray(self._model.encode(texts, use_multiprocessing=False))
