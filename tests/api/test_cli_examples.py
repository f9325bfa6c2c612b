"""The example regions are listed with their rights, and loaded by name."""

import json

import pytest
from doors import EXAMPLES, querbezug

REGIONS = sorted(path.name for path in EXAMPLES.iterdir() if path.is_dir())


def test_each_region_is_listed_with_licence_source_and_size():
    shown = querbezug("examples").stdout.decode()
    listed = json.loads(querbezug("examples", "--json").stdout)
    assert [region["name"] for region in listed] == REGIONS
    for region in listed:
        assert region["name"] in shown.splitlines()
        for source in region["sources"]:
            assert source["license"] or source["rights"]
            assert source["size"] == (EXAMPLES / region["name"] / source["file"]).stat().st_size
    licences = {region["name"]: region["sources"][0]["license"] for region in listed}
    assert licences["bonn"] == "https://creativecommons.org/licenses/by-sa/4.0/"
    for told in ("CC BY-SA 4.0", "Apache-2.0", "MIT", "CC BY 4.0", "591,3 kB", "Bundesstadt Bonn"):
        assert told in shown


def test_the_list_comes_in_english_too():
    shown = querbezug("examples", QUERBEZUG_LANG="en").stdout.decode()
    assert "591.3 kB" in shown
    assert "example regions" in shown


def test_the_three_cities_are_loaded_in_full(tmp_path):
    loaded = querbezug("examples", "load", "bonn", "muenster", "mainz", "--json", folder=tmp_path)
    assert loaded.returncode == 0, loaded.stderr.decode()
    now = {source["key"]: source["now"] for source in json.loads(loaded.stdout)["sources"]}
    bonn = now["bonn-raddialog-2017"]
    assert (bonn["Idea"], bonn["Comment"], bonn["Category"]) == (300, 299, 8)
    muenster = now["muenster-klimaschutzkonzept"]
    assert [muenster[name] for name in ("FieldOfAction", "Measure", "StatusReport")] == [5, 54, 216]
    mainz = now["mainz-localzero"]
    # 55 nodes, one of them a page about the monitoring itself.
    assert mainz["FieldOfAction"] + mainz["Measure"] + mainz["Idea"] == 54
    again = querbezug("examples", "load", "mainz", folder=tmp_path)
    assert "Nichts geändert" in again.stdout.decode()


def test_a_region_that_is_not_there_is_told_with_those_that_are(tmp_path):
    ended = querbezug("examples", "load", "bonn", "köln", folder=tmp_path)
    assert ended.returncode == 1
    assert "„köln“" in ended.stderr.decode()
    assert "muenster" in ended.stderr.decode()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("width", [80, 120])
def test_words_are_whole_and_lines_fit(tmp_path, width):
    shown = querbezug("examples", "load", "--all", folder=tmp_path, COLUMNS=str(width)).stdout.decode()
    lines = [line.rstrip() for line in shown.splitlines()]
    header = lines[0].split()
    assert header[:4] == ["Quelle", "Format", "Einträge", "neu"]
    assert max(map(len, lines)) <= width
    text = " ".join(lines)
    for word in (
        "Gebietskörperschaft,",
        "Beteiligungsverfahren,",
        "LocalZero-Monitoring",
        "Sachstandsbericht,",
    ):
        assert word in text
    assert not any(line.endswith("×") for line in lines)
