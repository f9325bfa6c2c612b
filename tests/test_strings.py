"""The one catalogue of sentences is whole and used, and the repository names nothing foreign."""

import re
import string
import subprocess
from pathlib import Path

import pytest

from querbezug.ontology.strings import LANGUAGES, catalogue

ROOT = Path(__file__).parents[1]
FLOORS = ("ontology", "graph", "visualise", "api")
SENTENCES = sorted(catalogue())
AREAS = sorted({key.partition(".")[0] for key in SENTENCES})
CODE = {
    path: path.read_text(encoding="utf-8")
    for floor in FLOORS
    for path in (ROOT / floor).rglob("*")
    if path.suffix in {".py", ".html", ".js"}
}
# A key is written whole ("cli.rows"), or its end is put in ("cli.col-{column}").
LITERAL = re.compile(rf"""["']((?:{"|".join(AREAS)})\.[a-z][a-z0-9_-]*[a-z0-9])["']""")
COMPOSED = re.compile(rf"""["']((?:{"|".join(AREAS)})\.(?:[a-z0-9_-]*[_-])?)(?:\{{|["'])""")
FILES = re.compile(r"\.(css|csv|db|html|js|json|jsonld|md|nt|py|rq|svg|toml|trig|ttl|txt)$")
MESSAGES_OF_SERVERS = {"http.request", "http.disconnect"}
ALL_USED = ("api", "cli", "graph", "http", "sparql", "store")


def placeholders(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("area", AREAS)
def test_each_sentence_is_whole_in_each_language(area):
    for key in (key for key in SENTENCES if key.startswith(f"{area}.")):
        texts = catalogue()[key]
        assert set(texts) == set(LANGUAGES), key
        assert all(text.strip() for text in texts.values()), key
        assert placeholders(texts["de"]) == placeholders(texts["en"]), key


def test_german_is_written_as_german():
    for key in SENTENCES:
        text = catalogue()[key]["de"]
        assert not re.search(r"\b(fuer|ueber|koennen|muessen|naechste|groesser|schliessen)\b", text), key
        assert text.count("„") == text.count("“"), key


def is_counted(key):
    """Say whether a sentence has its forms for one and for many, as counting needs them."""
    return {f"{key}_one", f"{key}_many"} <= catalogue().keys()


def test_each_key_in_the_code_is_in_the_catalogue():
    for path, text in CODE.items():
        for key in LITERAL.findall(text):
            is_other = FILES.search(key) or key in MESSAGES_OF_SERVERS
            assert key in catalogue() or is_counted(key) or is_other, f"{path}: {key}"
        for start in COMPOSED.findall(text):
            assert any(key.startswith(start) for key in SENTENCES), f"{path}: {start}"


@pytest.mark.parametrize("area", ALL_USED)
def test_no_sentence_is_left_over(area):
    written = {key for text in CODE.values() for key in LITERAL.findall(text)}
    starts = tuple(start for text in CODE.values() for start in COMPOSED.findall(text))
    mentioned = "\n".join(CODE.values())
    left = [
        key
        for key in SENTENCES
        if key.startswith(f"{area}.")
        and key not in written
        and not any(key.startswith(start) and start != f"{area}." for start in starts)
        and not _named_alone(key, mentioned, starts)
    ]
    assert left == []


def _named_alone(key, mentioned, starts):
    """Say whether `key` is put together from its area and a word that the code has in quotes."""
    area, _, name = key.partition(".")
    return f"{area}." in starts and re.search(rf"""["']{re.escape(name)}["']""", mentioned) is not None


def tracked():
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


# Written in pieces, so that this file does not hold what it looks for.
FOREIGN = {
    "a package registry": (
        "pypi" + r"\.org",
        r"files\.python" + "hosted",
        r"registry\.npm" + "js",
        "index" + "-url",
    ),
    "a delivery network": ("cdn" + r"\.", "jsde" + "livr", "unp" + r"kg\.com", r"fonts\.google" + "apis"),
    "a path of one machine": (
        "/home/" + "[a-z]",
        "/roo" + "t/",
        "/wor" + "k/",
        "/tm" + "p/",
        r"C:\\Us" + "ers",
    ),
}


@pytest.mark.parametrize("what", FOREIGN)
def test_the_repository_names_nothing_foreign(what):
    pattern = re.compile("|".join(FOREIGN[what]), re.IGNORECASE)
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found = pattern.search(text)
        assert not found, f"{path.relative_to(ROOT)}: {found.group() if found else ''}"
