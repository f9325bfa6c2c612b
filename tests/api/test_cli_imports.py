"""A command imports what it needs, not what the other commands need, so that it starts at once."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from doors import environment

READERS = {"querbezug.graph.readers", "openpyxl", "ftfy", "phonenumbers", "selectolax"}
RULES = {"pyshacl", "pyrudof"}
NUMERICS = {"numpy", "scipy", "networkx", "igraph", "rapidfuzz"}
WEB = {"fastapi", "starlette", "uvicorn", "jinja2", "pyvis"}
HEAVY = READERS | RULES | NUMERICS | WEB

# What a command may import to explain itself, of all that is heavy.
ALLOWED = {
    "": set(),
    "serve": set(),
    "backup": set(),
    "analyse cities": set(),
    "analyse gaps": NUMERICS,
    "load": READERS | {"pyrudof"} | NUMERICS,
}

SCRIPT = """
import json, sys
from querbezug.api.cli import main
try:
    main()
except SystemExit as ended:
    assert not ended.code, ended.code
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


def imported(*arguments: object) -> set[str]:
    """Return the names of all modules that a call of the command line ends with."""
    command = [sys.executable, "-c", SCRIPT, *map(str, arguments)]
    ended = subprocess.run(command, capture_output=True, env=environment(), timeout=120, check=True)
    return set(json.loads(ended.stderr.splitlines()[-1]))


@pytest.mark.parametrize("command", ALLOWED)
def test_a_command_leaves_alone_what_it_does_not_need(command: str) -> None:
    assert imported(*command.split(), "--help") & HEAVY <= ALLOWED[command]


def test_a_query_and_a_dump_get_along_without_readers_rules_and_numerics(store, tmp_path) -> None:
    assert not imported("query", "ASK {}", "--store", store) & HEAVY
    assert not imported("dump", "--store", store, "-o", tmp_path / "graph.ttl") & HEAVY


def test_a_list_of_reviews_gets_along_without_readers_rules_and_numerics(store) -> None:
    assert not imported("review", "list", "--store", store) & HEAVY
