"""The four floors: imports only go down, and `querbezug` stays a namespace shared by all."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = ("ontology", "graph", "visualise", "api")
WEB = ("fastapi", "starlette", "uvicorn", "typer")


def test_imports_only_go_down():
    linter = Path(sys.executable).with_name("lint-imports")
    ended = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout
    assert "1 kept, 0 broken" in ended.stdout


def test_the_contract_names_every_floor_in_order():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    [contract] = settings["contracts"]
    assert contract["layers"] == [f"querbezug.{floor}" for floor in ("api", "visualise", "graph", "ontology")]
    assert set(settings["root_packages"]) == set(contract["layers"])


def test_no_floor_owns_the_namespace():
    for floor in FLOORS:
        assert [path.name for path in (ROOT / floor / "querbezug").iterdir() if path.name[0] not in "._"] == [
            floor
        ]
        assert not (ROOT / floor / "querbezug" / "__init__.py").exists()


@pytest.mark.parametrize("floor", ["ontology", "graph", "visualise"])
def test_only_the_doors_know_the_web_and_the_command_line(floor):
    imports = re.compile(rf"^\s*(?:from|import)\s+({'|'.join(WEB)})\b", re.MULTILINE)
    for path in (ROOT / floor).rglob("*.py"):
        assert not imports.search(path.read_text(encoding="utf-8")), path


def test_files_stay_small():
    for floor in FLOORS:
        for path in (ROOT / floor).rglob("*.py"):
            assert path.read_text(encoding="utf-8").count("\n") <= 300, path
