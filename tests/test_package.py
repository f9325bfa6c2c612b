"""What is installed: the namespace package alone, with all the data files it needs."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = ("ontology", "graph", "visualise", "api")
DATA = {
    ".css",
    ".csv",
    ".html",
    ".js",
    ".json",
    ".jsonld",
    ".md",
    ".rq",
    ".svg",
    ".toml",
    ".ttl",
    ".typed",
    ".png",
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    [path] = folder.iterdir()
    return path


@pytest.fixture(scope="module")
def names(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def test_only_the_namespace_is_installed(names):
    tops = {name.partition("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"querbezug"}
    assert {name.split("/")[1] for name in names if name.startswith("querbezug/")} == set(FLOORS)
    assert not [name for name in names if "/tests/" in name or name.endswith((".pyc", ".db"))]


def test_every_file_of_the_floors_is_in_it(names):
    for floor in FLOORS:
        for path in (ROOT / floor / "querbezug").rglob("*"):
            if path.suffix in DATA | {".py", ".typed"}:
                assert path.relative_to(ROOT / floor).as_posix() in names


def test_the_examples_travel_along(names):
    for path in (ROOT / "examples").rglob("*"):
        if path.is_file():
            assert f"querbezug/api/{path.relative_to(ROOT).as_posix()}" in names


def test_the_installed_command_finds_its_examples(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    program = "from querbezug.api.settings import example_files; print(*example_files(), sep='\\n')"
    shown = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    found = [Path(line) for line in shown.stdout.splitlines()]
    assert len(found) >= 9
    assert all(path.is_file() and path.is_relative_to(tmp_path) for path in found)


def test_its_description_names_the_command_and_the_licences(wheel):
    with zipfile.ZipFile(wheel) as archive:
        info = {Path(n).name: archive.read(n).decode() for n in archive.namelist() if ".dist-info/" in n}
    assert "querbezug = querbezug.api.cli:main" in info["entry_points.txt"]
    assert "License-Expression: EUPL-1.2" in info["METADATA"]
    assert "Requires-Python: >=3.11" in info["METADATA"]
