"""Fixtures of the doors: a store with the example regions, a real server on it, a browser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import stores
from doors import CHROMIUM, CHROMIUM_FLAGS, querbezug, serving
from hostile import hostile_register
from hypothesis import settings

# How long a machine takes is no promise of ours: nothing is asserted of it.
settings.register_profile("querbezug", deadline=None)
settings.load_profile("querbezug")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without Chromium: skip what needs it, but never where CI relies on it."""
    if CHROMIUM is not None:
        return
    needing = [item for item in items if item.get_closest_marker("browser")]
    if needing and os.environ.get("CI") == "true":
        raise pytest.UsageError("the browser tests need Chromium, and CI must not skip them")
    for item in needing:
        item.add_marker(pytest.mark.skip(reason="needs Chromium"))


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with all example regions. Not to be written to."""
    return stores.regions(tmp_path_factory)


@pytest.fixture(scope="session")
def whole_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with all that ships, Bonn, Mainz and Münster too, and a paper of a council."""
    return stores.everything(tmp_path_factory)


@pytest.fixture(scope="session")
def whole_site(whole_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server on all that ships, checked at the end for tracebacks in its log."""
    log = tmp_path_factory.mktemp("whole-server") / "log.txt"
    with serving(whole_store, log) as address:
        yield address
    assert "Traceback" not in log.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the server of `site` has printed so far."""
    return tmp_path_factory.mktemp("server") / "log.txt"


@pytest.fixture(scope="session")
def site(store: Path, log: Path) -> Iterator[str]:
    """The address of a real server on the examples, checked at the end for tracebacks in its log."""
    with serving(store, log) as address:
        yield address
    assert "Traceback" not in log.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def client(site: str) -> Iterator[httpx.Client]:
    """Ask `site` without following redirects."""
    with httpx.Client(base_url=site, timeout=30) as opened:
        yield opened


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on a store whose labels are what an attacker would write."""
    folder = tmp_path_factory.mktemp("hostile")
    register, path = folder / "register.json", folder / "querbezug.db"
    register.write_text(hostile_register(), encoding="utf-8")
    loaded = querbezug("load", register, "--store", path)
    assert loaded.returncode == 0, loaded.stderr.decode()
    with serving(path, folder / "log.txt") as address:
        yield address
    assert "Traceback" not in (folder / "log.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One Chromium for all tests."""
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        yield started
        started.close()
