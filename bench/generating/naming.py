"""References and labels of what is planned, the same wherever they are needed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from bench.generating.model import Measure, Plan, Planning
from bench.generating.words import words
from querbezug.graph.gazetteer import gazetteer
from querbezug.graph.identity import Identity
from querbezug.graph.records import Kind, Ref


@dataclass(frozen=True)
class Names:
    """Names everything in ``planning``; ``identity`` turns references into IRIs."""

    planning: Planning
    identity: Identity

    def iri(self, ref: Ref) -> str:
        """Return the IRI of ``ref``."""
        return self.identity.iri(ref)

    def city(self, city: int) -> Ref:
        """Return the reference of a municipality."""
        return Ref(Kind.PLACE, f"ags:{self.planning.cities.entries[city].ags}")

    def authority(self, city: int) -> tuple[Ref, str]:
        """Return the reference and the label of a municipality's authority."""
        entry = self.planning.cities.entries[city]
        kind = next((word for word in ("Stadt", "Markt") if word.lower() in entry.kind.lower()), "Gemeinde")
        slug = self.iri(self.city(city)).rsplit("/", 1)[1]
        return Ref(Kind.ORGANISATION, slug), f"{kind} {entry.label}"

    def office(self, number: int) -> tuple[Ref, str]:
        """Return the reference and the label of a planning office."""
        known = words().offices
        label = f"{known[number % len(known)]} {number // len(known) + 1}"
        return Ref(Kind.ORGANISATION, f"planungsbuero-{number + 1}"), label

    def plan(self, number: int) -> Ref:
        """Return the reference of a plan."""
        return Ref(Kind.PLAN, self.planning.plans[number].key)

    def process(self, number: int) -> Ref:
        """Return the reference of the participation on a plan."""
        return Ref(Kind.PROCESS, self.planning.plans[number].key)

    def field(self, plan: Plan, field: int) -> Ref:
        """Return the reference of a plan's field of action by its number in ``words.toml``."""
        return Ref(Kind.FIELD, f"{plan.key}/hf{field + 1}")

    def cross(self, plan: Plan, at: int) -> Ref:
        """Return the reference of a plan's cross-cutting theme by its position in the plan."""
        return Ref(Kind.CROSS_CUTTING, f"{plan.key}/qt{plan.cross[at][0] + 1}")

    def goal(self, number: int) -> Ref:
        """Return the reference of a goal."""
        return Ref(Kind.GOAL, f"{self._plan_key(self.planning.goals[number].plan)}/z{number + 1}")

    def measure(self, number: int) -> Ref:
        """Return the reference of a measure."""
        return Ref(Kind.MEASURE, f"{self._plan_key(self.planning.measures[number].plan)}/m{number + 1}")

    def example(self, measure: int) -> Ref:
        """Return the reference of a measure told of elsewhere as an example."""
        return Ref(Kind.EXAMPLE, f"vorbilder/v{measure + 1}")

    def goal_label(self, number: int) -> str:
        """Return the wording of a goal: one of several for the same aim."""
        goal = self.planning.goals[number]
        verb, noun = words().aspects[goal.aspect]
        place = self._area(self.planning.plans[goal.plan])
        return (
            words()
            .goals[goal.wording]
            .format(word=words().topics[goal.topic].word, verb=verb, noun=noun, place=place)
        )

    def measure_label(self, measure: Measure) -> str:
        """Return what a measure does and where."""
        first, *others = (self.planning.cities.entries[city].label for city in measure.cities)
        where = f"{', '.join([first, *others[:-1]])} und {others[-1]}" if others else first
        return f"{words().topics[measure.topic].things[measure.thing]} ({where})"

    def _area(self, plan: Plan) -> str:
        """Return what a plan is for, as it stands after "in"."""
        if plan.cooperation is not None:
            return f"der {self.planning.cooperations[plan.cooperation].label}"
        county = gazetteer().by_ags(plan.county) if plan.county else None
        if county is not None:
            article = "der" if county.label.startswith(("Region ", "Städteregion")) else "dem"
            return f"{article} {county.label}"
        return self.planning.cities.entries[plan.cities[0]].label

    def _plan_key(self, number: int) -> str:
        return self.planning.plans[number].key

    @cached_property
    def lands(self) -> list[str]:
        """The two-digit keys of the federal states, ascending."""
        return sorted({entry.ags[:2] for entry in self.planning.cities.entries})

    def land_of_plan(self, number: int) -> str:
        """Return the federal state a plan belongs to: that of its largest city."""
        return self.planning.cities.land(self.planning.plans[number].cities[0])
