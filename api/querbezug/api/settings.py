"""What the environment says: where the store is and which language people want."""

from __future__ import annotations

import os
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from querbezug.ontology.strings import LANGUAGES, Lang

DEFAULT_STORE = Path("querbezug.db")
VERSION = version("querbezug")


def default_store() -> Path:
    """Return the store that the environment names, else the one in the current folder."""
    return Path(os.environ.get("QUERBEZUG_STORE") or DEFAULT_STORE)


def preferred_language() -> Lang:
    """Return the language of the command line: ``QUERBEZUG_LANG``, else German."""
    wanted = os.environ.get("QUERBEZUG_LANG", "de").lower()[:2]
    return next((lang for lang in LANGUAGES if lang == wanted), "de")


def examples_folder() -> Path:
    """Return the folder of the example regions: in the package, or in the source tree beside it."""
    installed = Path(str(files("querbezug.api").joinpath("examples")))
    return installed if installed.is_dir() else Path(__file__).parents[3] / "examples"


def example_files() -> list[Path]:
    """Return the files of the example regions, in the order of their paths."""
    folder = examples_folder()
    return sorted(p for p in folder.rglob("*") if p.suffix in {".json", ".txt"} and p.is_file())
