"""What the types cannot say: every id once, every reference to something, no circles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from querbezug.graph.readers.planning_register.content import ExampleEntry
from querbezug.graph.readers.planning_register.entry import Entry, Strict
from querbezug.graph.readers.planning_register.fields import address_key
from querbezug.graph.readers.planning_register.frame import CooperationEntry, OrganisationEntry, PlaceEntry
from querbezug.graph.readers.planning_register.model import LISTS, PlanningRegister
from querbezug.graph.readers.planning_register.problems import Places
from querbezug.graph.readers.planning_register.references import (
    ALLIANCE,
    REGION,
    RESERVED,
    References,
    UnresolvedReferenceError,
)
from querbezug.graph.records import Kind, Ref
from querbezug.ontology.strings import Message, message

_UPWARD = {"orte": "teil_von", "ziele": "teil_von", "massnahmen": "teil_von", "plaene": "ersetzt"}


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry, the list it stands in and its number there (from 1); the Verbund has neither."""

    name: str
    number: int | None
    entry: Strict


def entries(register: PlanningRegister) -> Iterator[Placed]:
    """Yield the Verbund, all listed things and the relations, in the order their records come."""
    if register.verbund is not None:
        yield Placed("verbund", None, register.verbund)
    for name in (*LISTS, "beziehungen"):
        for number, entry in enumerate(getattr(register, name), 1):
            yield Placed(name, number, entry)


def ref_of(register: str, kind: Kind, entry: Entry | CooperationEntry) -> Ref:
    """Return the reference under which ``entry`` is known everywhere.

    A place with an official key and an organisation or example with a web address are the same
    thing in every register; all others belong to theirs.
    """
    if isinstance(entry, PlaceEntry) and entry.ags:
        return Ref(kind, f"ags:{entry.ags}")
    if isinstance(entry, OrganisationEntry | ExampleEntry) and entry.webseite:
        return Ref(kind, address_key(entry.webseite))
    return Ref(kind, f"{register}/{entry.id}")


@dataclass
class Checked:
    """What checking a register found: its things by id, and what is wrong with it."""

    things: dict[str, Ref] = field(default_factory=dict)
    findings: list[Message] = field(default_factory=list)


def check(register: PlanningRegister, places: Places) -> Checked:
    """Return the things of ``register`` by id and every broken rule."""
    checked = Checked()
    _collect(register, places, checked)
    references = References(register.kennung, checked.things)
    for placed in entries(register):
        checked.findings.extend(_dangling(placed, references, places))
    for name, key in _UPWARD.items():
        checked.findings.extend(_circles(name, key, register, references, places))
    return checked


def _collect(register: PlanningRegister, places: Places, checked: Checked) -> None:
    """Gather the things of ``register`` by id, and every id or address given twice."""
    if register.verbund is not None:
        for word in (ALLIANCE, REGION):
            checked.things[word] = Ref(RESERVED[word], f"{register.kennung}/{word}")
    owners: dict[str | Ref, Placed] = {}
    for placed in entries(register):
        if not isinstance(placed.entry, Entry | CooperationEntry):
            continue
        identifier = placed.entry.id
        ref = ref_of(register.kennung, LISTS[placed.name], placed.entry)
        twice = _twice(placed, identifier, ref, owners, places)
        if twice is not None:
            checked.findings.append(twice)
        owners.setdefault(ref, placed)
        owners.setdefault(identifier, placed)
        if identifier not in RESERVED:
            checked.things.setdefault(identifier, ref)


def _twice(
    placed: Placed, identifier: str, ref: Ref, owners: Mapping[str | Ref, Placed], places: Places
) -> Message | None:
    """Return what is wrong if the id or the place or address behind it is taken."""
    place = _at(placed, places)
    if identifier in RESERVED:
        return message("register.reserved_id", place=place, value=identifier)
    owner = owners.get(identifier)
    if owner is not None:
        other = places.path(owner.name, owner.number)
        return message("register.duplicate_id", place=place, value=identifier, other=other)
    owner = owners.get(ref)
    if owner is None:
        return None
    key = "register.duplicate_ags" if ref.kind is Kind.PLACE else "register.duplicate_url"
    other = places.path(owner.name, owner.number)
    return message(key, place=place, value=ref.key.partition(":")[2], other=other)


def _at(placed: Placed, places: Places) -> Message:
    return places.place(placed.name, placed.number)


def written(entry: Strict, name: str) -> tuple[str, ...]:
    """Return the references written under the key ``name``, one or many alike."""
    value = getattr(entry, name)
    if isinstance(value, str):
        return (value,)
    return tuple(value or ())


def _dangling(placed: Placed, references: References, places: Places) -> Iterator[Message]:
    for name, key in placed.entry.keys.items():
        if not key.kinds:
            continue
        for text in written(placed.entry, name):
            try:
                references.resolve(text, key.kinds)
            except UnresolvedReferenceError as problem:
                yield message("register.in_key", place=_at(placed, places), key=name, fault=problem.message)


def _circles(
    name: str, key: str, register: PlanningRegister, references: References, places: Places
) -> Iterator[Message]:
    """Yield one sentence for each circle of entries that are part of, or replace, one another."""
    listed = getattr(register, name)
    above = {
        ref_of(register.kennung, LISTS[name], entry): target
        for entry in listed
        for target in _targets(entry, key, references)
    }
    entry_of = {ref_of(register.kennung, LISTS[name], entry): entry.id for entry in listed}
    numbers = {ref: number for number, ref in enumerate(entry_of, 1)}
    done: set[Ref] = set()
    for start in above:
        trail: list[Ref] = []
        current = start
        while current in above and current not in done and current not in trail:
            trail.append(current)
            current = above[current]
        if current in trail:
            ring = " → ".join(entry_of[ref] for ref in [*trail[trail.index(current) :], current])
            yield message("register.circle", place=places.place(name, numbers[current]), key=key, ring=ring)
        done.update(trail)


def _targets(entry: Strict, key: str, references: References) -> Iterator[Ref]:
    for text in written(entry, key):
        with suppress(UnresolvedReferenceError):
            yield references.resolve(text, entry.keys[key].kinds)
