"""The documentation names every command and every address."""

from __future__ import annotations

from pathlib import Path

import pytest

from querbezug.api.cli.commands import app as cli
from querbezug.api.http import create_app

DOCS = Path(__file__).parents[2] / "docs"

COMMANDS = sorted(command.name or "" for command in [*cli.registered_commands, *cli.registered_groups])
ROUTES = sorted(create_app(Path("nowhere")).openapi()["paths"])


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_a_heading(command: str) -> None:
    headings = [line for line in (DOCS / "cli.md").read_text().splitlines() if line.startswith("## ")]
    assert any(line.startswith(f"## querbezug {command}") for line in headings)


@pytest.mark.parametrize("route", ROUTES)
def test_each_address_is_described(route: str) -> None:
    assert f"`{route}" in (DOCS / "http.md").read_text()


def test_there_are_commands_and_addresses() -> None:
    assert len(COMMANDS) >= 9
    assert len(ROUTES) >= 20
