"""The generated data is a store like a loaded one, looks like Germany, and holds what was planted."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import networkx as nx
import numpy as np
import pyoxigraph as ox
import pytest
from bench.generate import generate, main, planted_file
from bench.generating.planted import Planted
from bench.generating.whole import Size

from querbezug.graph.identity import Identity
from querbezug.graph.ledger import Ledger
from querbezug.graph.links.corpus import Found
from querbezug.graph.links.describing import Describer
from querbezug.graph.links.finders import Link
from querbezug.graph.nodes import node
from querbezug.graph.readers.base import SourceInfo
from querbezug.graph.store import ReadStore, Snapshot
from querbezug.graph.store.layout import ONTOLOGY_GRAPH, as_stored, ontology_triples, triples_of
from querbezug.graph.store.plan import MODULUS
from querbezug.graph.validation import Validator, conforms
from querbezug.ontology.resources import integrity_queries
from querbezug.ontology.terms import DCTERMS, OA, QUER, RDF, STANCE, WGS84

SIZE = Size(comments=3_000, goals=240, measures=900, cities=400)
DEFAULT = ox.DefaultGraph()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Planted]:
    path = tmp_path_factory.mktemp("generated") / "store"
    return path, generate(path, SIZE)


@pytest.fixture(scope="module")
def snapshot(made: tuple[Path, Planted]) -> Snapshot:
    return ReadStore(made[0]).snapshot()


@pytest.fixture(scope="module")
def planted(made: tuple[Path, Planted]) -> Planted:
    return made[1]


def pairs(snapshot: Snapshot, predicate: str) -> Iterator[tuple[str, str]]:
    for quad in snapshot.store.quads_for_pattern(None, node(predicate), None, DEFAULT):
        yield quad.subject.value, quad.object.value


def of(snapshot: Snapshot, cls: str) -> set[str]:
    return {s for s, o in pairs(snapshot, RDF.type) if o == str(cls)}


def test_there_is_as_much_as_was_asked_for(snapshot: Snapshot) -> None:
    wanted = {
        QUER.Comment: SIZE.comments,
        QUER.Goal: SIZE.goals,
        QUER.Measure: SIZE.measures,
        QUER.Municipality: SIZE.cities,
    }
    assert {cls: len(of(snapshot, cls)) for cls in wanted} == wanted


def test_the_version_is_that_of_the_content(snapshot: Snapshot) -> None:
    total = 0
    for graph in snapshot.graphs():
        for quad in snapshot.store.quads_for_pattern(None, None, None, graph):
            total += int.from_bytes(hashlib.sha256(str(quad).encode()).digest(), "big")
    assert snapshot.version == f"{total % MODULUS:064x}"


def test_the_default_graph_is_the_merge_of_all_graphs(snapshot: Snapshot) -> None:
    graphs = (set(triples_of(snapshot.store, graph)) for graph in snapshot.graphs())
    assert set(triples_of(snapshot.store, DEFAULT)) == set().union(*graphs)
    assert set(triples_of(snapshot.store, ONTOLOGY_GRAPH)) == as_stored(ontology_triples())


def test_the_same_seed_makes_the_same_version(tmp_path: Path) -> None:
    small = replace(SIZE, comments=300, goals=60, measures=120, cities=120)
    versions = []
    for number, size in enumerate((small, small, replace(small, seed=7))):
        generate(tmp_path / str(number), size)
        versions.append(ReadStore(tmp_path / str(number)).snapshot().version)
    assert versions[0] == versions[1] != versions[2]


def test_no_rule_is_broken(snapshot: Snapshot) -> None:
    info = SourceInfo(key="x", title="x", file_name="x", sha256="0" * 64, reader="x", reader_version="1")
    for graph in snapshot.data_graphs():
        triples = list(triples_of(snapshot.store, graph))
        text = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
        if not conforms(text.decode()):
            found = Validator(info, {}).findings(triples)
            assert not [each.message.text("en") for each in found if not each.remark], graph


@pytest.mark.parametrize("query", integrity_queries(), ids=lambda query: query.id)
def test_the_graph_is_consistent(snapshot: Snapshot, query: object) -> None:
    assert not list(snapshot.store.query(query.text))


def test_assessments_are_stated_as_linking_states_them(snapshot: Snapshot) -> None:
    links = set(triples_of(snapshot.store, snapshot.layout.links))
    about: dict[ox.NamedNode, dict[str, str]] = defaultdict(dict)
    for triple in links:
        about[triple.subject][triple.predicate.value] = triple.object.value
    found = [facts for facts in about.values() if str(QUER.assesses) in facts]
    describer = Describer(Identity(snapshot.layout.minter, Ledger(ox.Store()), ""))
    described = {triple for facts in found for triple in describer.links([_link(facts)])}
    assert len(found) > SIZE.comments / 4
    assert as_stored(described) == links


_PLAIN = {str(STANCE.support): (QUER.supports,), str(STANCE.objection): (QUER.opposes,)}
_BY_METHOD = {
    "place-name": (QUER.mentions,),
    "example-cue": (QUER.mentions, QUER.refersToExample),
    "topic-word": (QUER.theme,),
}


def _link(facts: dict[str, str]) -> Link:
    """Return what the linking would have found to state ``facts``."""
    method = facts[str(QUER.method)].rsplit("/", 1)[1]
    codes = (str(OA.hasBody), str(QUER.stance), str(QUER.contributionFunction))
    body = next(facts[code] for code in codes if code in facts)
    start, end, sure = (
        int(facts[str(QUER.start)]),
        int(facts[str(QUER.end)]),
        float(facts[str(QUER.confidence)]),
    )
    found = Found(facts[str(QUER.assesses)], method, body, facts[str(QUER.quote)], start, end, sure)
    plain = _PLAIN.get(body, _BY_METHOD.get(method, ()))
    return Link(found, facts[str(RDF.type)], plain, facts.get(str(QUER.stanceTarget), ""))


def areas(snapshot: Snapshot, cls: str) -> dict[str, set[str]]:
    """Return the municipalities that each thing of a class is planned for."""
    cities, things = of(snapshot, QUER.Municipality), of(snapshot, cls)
    found: dict[str, set[str]] = defaultdict(set)
    for thing, place in pairs(snapshot, QUER.planningArea):
        if thing in things and place in cities:
            found[thing].add(place)
    return found


def test_joint_measures_stay_in_one_group_but_for_the_bridges(snapshot: Snapshot, planted: Planted) -> None:
    group = {city: number for number, cities in enumerate(planted.groups) for city in cities}
    joint = {thing: cities for thing, cities in areas(snapshot, QUER.Measure).items() if len(cities) > 1}
    assert {len(cities) for cities in joint.values()} <= set(range(2, 9))
    across = {thing for thing, cities in joint.items() if len({group[city] for city in cities}) > 1}
    assert across == set(planted.bridges)
    network = nx.Graph((thing, city) for thing, cities in joint.items() for city in cities)
    assert set(planted.bridges) <= set(nx.articulation_points(network))


def test_gaps_are_where_they_were_planted(snapshot: Snapshot, planted: Planted) -> None:
    goals, measures = of(snapshot, QUER.Goal), of(snapshot, QUER.Measure)
    serves = nx.DiGraph(pairs(snapshot, QUER.contributesTo))
    served = {goal for measure in measures & set(serves) for goal in nx.descendants(serves, measure)}
    aimless = measures - set(serves)
    assert set(planted.goals_without_measures) == goals - served
    assert set(planted.measures_without_goals) == aimless
    assert 0.05 < len(aimless) / len(measures) < 0.25
    used = {theme for _, theme in pairs(snapshot, QUER.theme)}
    assert set(planted.on_paper) == of(snapshot, QUER.CrossCuttingTheme) - used
    assert set(planted.empty_fields) == of(snapshot, QUER.FieldOfAction) - used
    assert planted.on_paper
    assert planted.goals_without_measures


def test_nothing_concerns_the_uncovered_places_but_ideas(snapshot: Snapshot, planted: Planted) -> None:
    concerned = {
        place for cls in (QUER.Measure, QUER.Goal, QUER.PlanDocument) for _, place in _area(snapshot, cls)
    }
    concerned |= {city for _, city in pairs(snapshot, QUER.hasMemberMunicipality)}
    within = {city for city, county in pairs(snapshot, DCTERMS.isPartOf) if county in concerned}
    assert set(planted.uncovered) == of(snapshot, QUER.Municipality) - concerned - within
    ideas = Counter(place for _, place in _area(snapshot, QUER.Idea))
    asked = [ideas[place] for place in planted.asked_for]
    assert set(planted.asked_for) <= set(planted.uncovered)
    assert sum(asked) > 0.2 * ideas.total()


def _area(snapshot: Snapshot, cls: str) -> Iterator[tuple[str, str]]:
    things = of(snapshot, cls)
    return ((thing, place) for thing, place in pairs(snapshot, QUER.planningArea) if thing in things)


def test_opinions_are_divided_where_they_were_planted(snapshot: Snapshot, planted: Planted) -> None:
    supports = Counter(thing for _, thing in pairs(snapshot, QUER.supports))
    opposes = Counter(thing for _, thing in pairs(snapshot, QUER.opposes))

    def against(goals: list[str]) -> float:
        no, yes = (sum(votes[goal] for goal in goals) for votes in (opposes, supports))
        return no / (no + yes)

    assert 0.35 < against(planted.contested) < 0.65
    assert against(planted.agreed) < 0.1
    assert not set(planted.contested) & set(planted.agreed)


def test_questions_are_partly_answered(snapshot: Snapshot) -> None:
    asking = {"?" in text for _, text in pairs(snapshot, QUER.verbatimText)}
    questions = {s for s, text in pairs(snapshot, QUER.verbatimText) if "?" in text}
    answered = {comment for _, comment in pairs(snapshot, QUER.respondsTo)}
    assert asking == {True, False}
    assert answered < questions
    assert 0.2 < len(answered) / len(questions) < 0.6


def test_comments_and_assessments_keep_to_their_budgets(snapshot: Snapshot) -> None:
    comments, links = of(snapshot, QUER.Comment), snapshot.layout.links
    size: Counter[str] = Counter()
    for quad in snapshot.store.quads_for_pattern(None, None, None, None):
        if quad.graph_name not in (links, DEFAULT):
            size[quad.subject.value] += 1
    assert max(size[comment] for comment in comments) <= 15
    about = Counter(triple.subject.value for triple in triples_of(snapshot.store, links))
    assert max(count for subject, count in about.items() if "/assessment/" in subject) <= 12


def test_large_cities_have_more_of_everything(snapshot: Snapshot) -> None:
    cities = of(snapshot, QUER.Municipality)
    population = {s: int(n) for s, n in pairs(snapshot, QUER.population) if s in cities}
    assert len(population) == SIZE.cities
    measures = Counter(city for cities in areas(snapshot, QUER.Measure).values() for city in cities)
    ranked = sorted(population, key=lambda city: -population[city])
    tenth = len(ranked) // 10
    of_large, of_small = (
        sum(measures[city] for city in part) for part in (ranked[:tenth], ranked[-5 * tenth :])
    )
    assert of_large > of_small  # a tenth of the cities has more than the smaller half


def test_what_is_talked_of_is_spread_unevenly(snapshot: Snapshot) -> None:
    counts = np.array(
        sorted(Counter(thing for _, thing in pairs(snapshot, QUER.about)).values(), reverse=True)
    )
    top = counts[: max(1, len(counts) // 20)].sum() / counts.sum()
    assert top > 0.2  # a twentieth of the goals and measures has more than a fifth of the comments


def test_neighbours_do_things_together(snapshot: Snapshot, planted: Planted) -> None:
    latitude = {s: float(v) for s, v in pairs(snapshot, WGS84.lat)}
    joint = areas(snapshot, QUER.Measure).values()
    spread = [
        max(latitude[c] for c in cities) - min(latitude[c] for c in cities)
        for cities in joint
        if len(cities) > 1
    ]
    assert np.median(spread) < 0.3  # degrees: some thirty kilometres
    assert max(latitude.values()) - min(latitude.values()) > 0.5


def test_the_command_writes_the_store_and_what_was_planted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "store"
    sizes = ["--comments", "100", "--goals", "60", "--measures", "100", "--cities", "100"]
    main([*sizes, "-o", str(path)])
    assert "100 comments" in capsys.readouterr().out
    assert json.loads(planted_file(path).read_text())["groups"]
    assert [each.name for each in sorted(tmp_path.iterdir())] == ["store", "store.planted.json"]
    with pytest.raises(SystemExit, match="already"):
        main([*sizes, "-o", str(path)])
