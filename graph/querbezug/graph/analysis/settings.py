"""What a person may set for groups and backbone."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def group_settings() -> Mapping[str, float]:
    """Return the numbers of ``groups.toml``."""
    return tomllib.loads(files(__package__).joinpath("groups.toml").read_text(encoding="utf-8"))
