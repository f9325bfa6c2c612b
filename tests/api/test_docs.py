"""The documentation names every command and every address."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from querbezug.api.cli.commands import COMMANDS
from querbezug.api.http import create_app
from querbezug.api.naming import format_name
from querbezug.graph.readers import READERS
from querbezug.graph.readers.base import Reader
from querbezug.ontology.strings import LANGUAGES

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *(ROOT / "examples").rglob("*.md")])

ROUTES = sorted(create_app(Path("nowhere")).openapi()["paths"])


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_each_command_has_a_heading(command: str) -> None:
    headings = [line for line in (DOCS / "cli.md").read_text().splitlines() if line.startswith("## ")]
    assert any(line.startswith(f"## querbezug {command}") for line in headings)


@pytest.mark.parametrize("route", ROUTES)
def test_each_address_is_described(route: str) -> None:
    assert f"`{route}" in (DOCS / "http.md").read_text()


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_each_format_has_a_row_a_page_and_a_name(reader: Reader) -> None:
    rows = (DOCS / "formats" / "README.md").read_text(encoding="utf-8").splitlines()
    (row,) = [line for line in rows if line.startswith(f"| `{reader.name}` |")]
    pages = re.findall(r"\]\(([a-z-]+\.md)\)", row)
    assert pages
    assert all((DOCS / "formats" / page).is_file() for page in pages)
    for lang in LANGUAGES:
        assert format_name(reader.name, lang) != reader.name or reader.name == "rdf"


def test_no_page_of_a_format_is_left_out() -> None:
    listed = (DOCS / "formats" / "README.md").read_text(encoding="utf-8")
    pages = {path.name for path in (DOCS / "formats").glob("*.md")} - {"README.md"}
    assert {page for page in pages if f"({page})" not in listed} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_each_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        path, _, anchor = target.partition("#")
        if "://" in path:
            continue
        found = page.parent / path if path else page
        assert found.exists(), target
        assert not anchor or anchor in anchors(found), target


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, made as code forges make them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_there_are_commands_and_addresses() -> None:
    assert len(COMMANDS) >= 9
    assert len(ROUTES) >= 20
