"""SHACL before commit: what breaks a rule is told with source, place and rule, and not stored."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from graph.making import COMMENTS, dump_of, load_files, mapped, snapshot_of, source_info, thing, write_page
from ontology.mutants import MUTANTS, Mutant, mutated
from rdflib import SH, Graph

from querbezug.graph import loading
from querbezug.graph.errors import ValidationError
from querbezug.graph.mapping import MappedSource
from querbezug.graph.readers.base import ReadOptions, Stream
from querbezug.graph.records import (
    AnyRecord,
    Comment,
    Goal,
    Kind,
    Measure,
    Origin,
    Place,
    PlaceKind,
    Ref,
    Theme,
)
from querbezug.graph.store import Snapshot
from querbezug.graph.store.layout import triples_of
from querbezug.graph.validation import Validator, conforms, validate
from querbezug.ontology.resources import shapes_graph
from querbezug.ontology.terms import QUER, SHAPES

ONTOLOGY_TESTS = Path(__file__).parents[1] / "ontology"
COMMENT = Comment(ref=Ref(Kind.COMMENT, "probe/1"), origin=Origin(line=9), text="Gut.", sequence=1)
GOAL = Goal(
    ref=Ref(Kind.GOAL, "probe/ziel"), label="Ziel", themes=(Ref(Kind.CROSS_CUTTING, "probe/digital"),)
)


def without(source: MappedSource, predicate: str) -> MappedSource:
    """Return ``source`` with a gap where a rule wants something."""
    kept = frozenset(t for t in source.triples if t.predicate != ox.NamedNode(predicate))
    return replace(source, triples=kept)


def test_good_records_break_no_rule() -> None:
    assert not [f for f in validate(mapped(COMMENT, GOAL)) if f.severe]


BROKEN: dict[str, AnyRecord] = {
    "empty wording": replace(COMMENT, text="  "),
    "sequence 0": replace(COMMENT, sequence=0),
    "date that is none": replace(COMMENT, date="gestern"),
    "theme without a label": Theme(ref=Ref(Kind.FIELD, "probe/feld"), origin=Origin(path="themes/feld")),
    "label over two lines": replace(GOAL, label="Ziel\nzweite Zeile"),
    "key that is too short": Place(
        ref=Ref(Kind.PLACE, "probe/ort"), label="Ort", place_kind=PlaceKind.MUNICIPALITY, ags="1607"
    ),
    "latitude 95": Place(ref=Ref(Kind.PLACE, "probe/ort"), label="Ort", latitude=95.0, longitude=11.0),
    "measure without a label": Measure(ref=Ref(Kind.MEASURE, "probe/m"), origin=Origin(path="measures/m")),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_is_told_with_source_place_and_rule(name: str) -> None:
    severe = [f for f in validate(mapped(BROKEN[name])) if f.severe]
    assert severe
    for finding in severe:
        assert finding.rule
        sentence = finding.message.text("de")
        assert sentence.startswith("probe.json, ")
        assert f"[Regel {finding.rule}]" in sentence
        assert "http" not in sentence
        assert finding.message.text("en") != sentence


def test_the_place_is_the_line_or_the_entry() -> None:
    (line, *_) = validate(mapped(BROKEN["empty wording"]))
    assert "Zeile 9" in line.message.text("de")
    (entry, *_) = validate(mapped(BROKEN["theme without a label"]))
    assert "themes/feld" in entry.message.text("de")


def test_violations_come_before_warnings_and_in_the_order_of_the_source() -> None:
    wrong = [
        Comment(ref=Ref(Kind.COMMENT, f"probe/{n}"), origin=Origin(line=n), text=" " * n, sequence=n)
        for n in (30, 4, 12)
    ]
    findings = validate(mapped(*wrong, Measure(ref=Ref(Kind.MEASURE, "probe/m"), label="Ohne Thema")))
    assert [f.severe for f in findings] == sorted((f.severe for f in findings), reverse=True)
    lines = [f.message.text("en").partition("line ")[2].partition(":")[0] for f in findings if f.severe]
    assert [int(line) for line in lines] == sorted(int(line) for line in lines)


@pytest.mark.parametrize(
    "predicate", [QUER.sequence, QUER.authorship, QUER.publicationStatus, QUER.verbatimText]
)
def test_a_comment_needs_what_readers_of_the_graph_rely_on(predicate: str) -> None:
    assert [f for f in validate(without(mapped(COMMENT), str(predicate))) if f.severe]


def test_a_comment_must_not_name_its_author() -> None:
    source = mapped(COMMENT)
    author = ox.Triple(
        ox.NamedNode(thing("comment", "probe-01")),
        ox.NamedNode("http://purl.org/dc/terms/creator"),
        ox.Literal("Erika Musterfrau"),
    )
    assert [f for f in validate(replace(source, triples=source.triples | {author})) if f.severe]


@pytest.mark.parametrize("made_before", [True, False])
def test_what_breaks_a_rule_is_not_stored(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made_before: bool
) -> None:
    page = write_page(tmp_path / "seite.txt")
    if made_before:
        load_files(store, page)
    before = dump_of(store, "trig") if made_before else None
    opened = loading.open_file

    def broken(path: Path, options: ReadOptions | None = None) -> loading.Prepared:
        prepared = opened(path, options)
        items = [*prepared.reading.items, *BROKEN.values()]
        return replace(prepared, reading=Stream(prepared.info, items))

    monkeypatch.setattr(loading, "open_file", broken)
    with pytest.raises(ValidationError) as refused:
        load_files(store, write_page(page, [*COMMENTS, "Noch etwas."]))
    assert len(refused.value.findings) > 1
    assert "seite.txt wurde nicht geladen" in refused.value.text("de")
    assert f"{len(refused.value.findings) - 1} weitere" in refused.value.text("de")
    if before is None:
        assert not store.exists()
    else:
        assert dump_of(store, "trig") == before
        assert snapshot_of(store).graphs()


@pytest.fixture(scope="module")
def sample() -> Graph:
    return Graph().parse(ONTOLOGY_TESTS / "data" / "sample.ttl")


FAULTS = [
    mutant
    for mutant in MUTANTS
    if shapes_graph().value(SHAPES[mutant.rule], SH.severity) != SH.Info  # remarks are no faults
]


# Literals such as -1 are wrong on purpose; rdflib says so on its way.
@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("mutant", FAULTS, ids=str)
def test_the_quick_engine_overlooks_no_fault(sample: Graph, mutant: Mutant) -> None:
    """It may see one where there is none, which the slow one will tell; the other way round not."""
    assert not conforms(mutated(sample, mutant).serialize(format="nt"))


def test_the_quick_engine_passes_what_the_slow_one_passes(examples: Snapshot) -> None:
    """Otherwise it would save no time."""
    compared = set()
    for graph in examples.data_graphs():
        triples = list(triples_of(examples.store, graph))
        slow = Validator(source_info(), {}).findings(triples)
        passes = all(finding.remark for finding in slow)
        text = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
        assert conforms(text.decode()) == passes, graph
        if any(finding.remark for finding in slow):
            compared.add(passes)
    assert True in compared


def test_what_cannot_be_parsed_does_not_conform() -> None:
    assert not conforms("<https://a.de/> <https://a.de/> .")
