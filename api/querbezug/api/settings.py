"""What the environment says: where the store is and which language people want."""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from querbezug.ontology.strings import LANGUAGES, Lang

DEFAULT_STORE = Path("querbezug.db")
VERSION = version("querbezug")

_NOT_DATA = ("README.md", "LICENSE", "NOTICE")
_NOTE = ".quelle.json"
_REGISTER = "planungsregister.json"


def default_store() -> Path:
    """Return the store that the environment names, else the one in the current folder."""
    return Path(os.environ.get("QUERBEZUG_STORE") or DEFAULT_STORE)


def preferred_language() -> Lang:
    """Return the language of the command line: ``QUERBEZUG_LANG``, else German."""
    wanted = os.environ.get("QUERBEZUG_LANG", "de").lower()[:2]
    return next((lang for lang in LANGUAGES if lang == wanted), "de")


def examples_folder() -> Path:
    """Return the folder of the example regions: in the source tree, or in the package.

    The tree comes first: an installation from it may hold a copy of how they were then.
    """
    here = Path(__file__)
    in_tree = here.parents[3] / "examples"
    if here.parents[2].name == "api" and in_tree.is_dir():
        return in_tree
    return Path(str(files("querbezug.api").joinpath("examples")))


def example_regions() -> Mapping[str, list[Path]]:
    """Return the files of each example region by the name of its folder, in order."""
    folders = sorted(folder for folder in examples_folder().iterdir() if folder.is_dir())
    return {folder.name: _data_of(folder) for folder in folders}


def example_files() -> list[Path]:
    """Return the files of all example regions."""
    return [path for paths in example_regions().values() for path in paths]


def _data_of(folder: Path) -> list[Path]:
    """Return what is to be loaded, a register first: notes are read with the file beside them."""
    found = (
        path
        for path in folder.iterdir()
        if path.is_file() and path.name not in _NOT_DATA and not path.name.endswith(_NOTE)
    )
    return sorted(found, key=lambda path: (path.name != _REGISTER, path.name))
