"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from querbezug.graph.errors import QuerbezugError


def replace_file(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Let ``write`` fill a new file, then put it in the place of ``path`` in one step.

    Raises
    ------
    QuerbezugError
        If the folder is missing or cannot be written; an older file is still there then.
    """
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise QuerbezugError("export.not-writable", path=path, reason=error.strerror) from error
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            write(file)
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as error:
        raise QuerbezugError("export.not-writable", path=path, reason=error.strerror) from error
    finally:
        temporary.unlink(missing_ok=True)
