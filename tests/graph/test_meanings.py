"""A language model on the machine: opened from a folder, never fetched, and never sure alone."""

from __future__ import annotations

import socket
from importlib.metadata import EntryPoint
from pathlib import Path

import numpy as np
import pytest
from graph.making import identity, mapped
from model2vec import StaticModel
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.normalizers import Lowercase
from tokenizers.pre_tokenizers import Whitespace

from querbezug.graph.errors import ModelError
from querbezug.graph.links import models, relevance
from querbezug.graph.links.corpus import Found, TextUnit
from querbezug.graph.links.linking import link_all
from querbezug.graph.links.meanings import MEANING_AT_MOST, Meanings
from querbezug.graph.links.models import VARIABLE, Model, chosen_model
from querbezug.graph.links.planned import PlanningThing
from querbezug.graph.links.relevance import LEAST, RelevanceFinder
from querbezug.graph.links.semantic import fused
from querbezug.graph.records import Comment, Goal, Kind, Measure, Ref
from querbezug.graph.statements import InMemory
from querbezug.ontology.terms import METHOD, QUER, SCHEMA

SCOPE = frozenset({"urn:source:here"})
MEANINGS = ({"schwimmen", "freibad", "becken"}, {"rad", "velo"}, {"museum"})


def plan(*labels: str) -> list[PlanningThing]:
    return [PlanningThing(f"urn:{n:02d}", (label,), scopes=SCOPE) for n, label in enumerate(labels)]


def text(wording: str) -> TextUnit:
    return TextUnit("urn:comment", wording, SCOPE, frozenset(), is_comment=True, is_contribution=True)


def found(things: list[PlanningThing], unit: TextUnit, model: Model | None = None) -> list[Found]:
    (links,) = RelevanceFinder(things, model=model).find_batch([unit])
    return links


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a real model that knows six words, and which of them mean the same."""
    words = sorted(set().union(*MEANINGS))
    tokenizer = Tokenizer(
        WordLevel({"[UNK]": 0, **{w: n for n, w in enumerate(words, 1)}}, unk_token="[UNK]")  # noqa: S106
    )
    tokenizer.pre_tokenizer, tokenizer.normalizer = Whitespace(), Lowercase()
    rows = [[float(word in meaning) for meaning in MEANINGS] for word in ("", *words)]
    place = tmp_path_factory.mktemp("models") / "sechs-woerter"
    StaticModel(np.array(rows, dtype=np.float32), tokenizer, config={"normalize": False}).save_pretrained(
        place
    )
    return place


@pytest.fixture
def model(folder: Path) -> Model:
    chosen = chosen_model(str(folder))
    assert chosen is not None
    return chosen


def test_a_model_says_what_it_is(folder: Path, model: Model) -> None:
    again = chosen_model(str(folder))
    assert again is not None
    assert (again.name, again.digest) == (model.name, model.digest) == ("sechs-woerter", model.digest)
    assert model.software.startswith("model2vec ")
    assert len(model.digest) == 64


def test_another_model_has_another_digest(folder: Path, model: Model, tmp_path: Path) -> None:
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    config = tmp_path / "config.json"
    config.write_text(config.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    other = chosen_model(str(tmp_path))
    assert other is not None
    assert other.digest != model.digest


def test_the_environment_names_the_model(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert chosen_model() is None
    monkeypatch.setenv(VARIABLE, str(folder))
    chosen = chosen_model()
    assert chosen is not None
    assert chosen.name == folder.name


def test_nothing_is_fetched(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert chosen_model(str(folder)) is not None
    with pytest.raises(ModelError, match="minishlab/potion-base-8M"):
        chosen_model("minishlab/potion-base-8M")
    with pytest.raises(ModelError, match=r"config\.json"):
        chosen_model(str(tmp_path))


def test_a_damaged_model_is_told_in_one_sentence(folder: Path, tmp_path: Path) -> None:
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "model.safetensors").write_bytes(b"no vectors")
    with pytest.raises(ModelError, match="lässt sich nicht öffnen"):
        chosen_model(str(tmp_path))


def test_a_missing_library_is_told_with_what_to_install(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "model2vec", None)
    with pytest.raises(ModelError, match=r"querbezug\[semantic\]"):
        chosen_model(str(folder))


def test_an_installed_package_may_offer_a_model(monkeypatch: pytest.MonkeyPatch) -> None:
    offer = EntryPoint("deutsch", "graph.test_meanings:Lengths", models.GROUP)
    monkeypatch.setattr(models, "entry_points", lambda group: [offer])
    monkeypatch.setattr(EntryPoint, "load", lambda _self: Lengths)
    chosen = chosen_model("deutsch")
    assert chosen is not None
    assert chosen.encode(["abc"]).tolist() == [[3.0, 1.0]]


class Lengths:
    def encode(self, texts: list[str], /) -> np.ndarray:
        return np.array([[len(each), 1.0] for each in texts])


def test_a_model_finds_what_shares_no_word_but_never_surely(model: Model) -> None:
    things = plan("Freibad", "Museum", "Rathaus")
    unit = text("Schwimmen ist gesund")
    assert found(things, unit) == []
    (link,) = found(things, unit, model)
    assert (link.body, link.quote, link.method) == ("urn:00", unit.text, relevance.MEANING)
    assert LEAST <= link.confidence <= MEANING_AT_MOST < 0.5


def test_what_words_and_model_agree_on_comes_first(model: Model) -> None:
    things = plan("Museum", "Freibad", "Becken")
    unit = text("Das Freibad ist kein Museum. Schwimmen!")
    alone = {link.body: link.confidence for link in found(things, unit)}
    links = found(things, unit, model)
    assert links[0].body == "urn:01"
    assert links[0].method == relevance.METHOD
    assert links[0].confidence == round(alone["urn:01"] + 0.05, 2)
    assert {link.body for link in links} == {"urn:00", "urn:01", "urn:02"}


def test_a_text_without_a_known_word_is_like_nothing(model: Model) -> None:
    assert found(plan("Freibad", "Museum"), text("Xylophon"), model) == []


def test_where_all_things_are_alike_likeness_says_little(model: Model) -> None:
    some = Meanings(model, plan(*["Freibad und Becken"] * 30))
    (alike,) = some.of(["Schwimmen mit Velo"])
    assert alike == []


def test_the_same_model_finds_the_same_alone_and_among_others(model: Model) -> None:
    units = [text(each) for each in ("Velo", "Schwimmen", "Museum und Becken", "nichts")]
    finder = RelevanceFinder(plan("Freibad", "Radweg am Rad", "Museum"), model=model)
    together = list(finder.find_batch(units))
    assert together == [links for unit in units for links in finder.find_batch([unit])]


def test_links_are_looked_for_anew_with_another_model(model: Model) -> None:
    things = plan("Freibad")
    prints = {RelevanceFinder(things, model=each).fingerprint(text("Velo")) for each in (None, model)}
    assert len(prints) == 2


def test_a_run_says_which_model_it_used(folder: Path, model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(folder))
    goal = Goal(ref=Ref(Kind.GOAL, "x#freibad"), label="Freibad")
    measure = Measure(ref=Ref(Kind.MEASURE, "x#haus"), label="Rathaus")
    comment = Comment(
        ref=Ref(Kind.COMMENT, "x#1"), text="Schwimmen ist gesund", sequence=1, about=measure.ref
    )
    links = set(link_all(InMemory(mapped(goal, measure, comment).triples), identity()))
    runs = {
        t.subject
        for t in links
        if t.predicate.value == str(QUER.method) and t.object.value == str(METHOD["meaning-likeness"])
    }
    told = {
        t.object.value
        for t in links
        if t.subject in runs and t.predicate.value == str(SCHEMA.softwareVersion)
    }
    assert model.told in told


def test_rankings_are_joined_by_rank() -> None:
    scores = fused([7, 8], [8, 9])
    assert sorted(scores, key=lambda number: -scores[number]) == [8, 7, 9]
