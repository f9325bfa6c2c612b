"""What the administration answered to a proposal."""

from __future__ import annotations

from collections.abc import Iterator

from querbezug.graph.readers.decidim.codes import State, state
from querbezug.graph.readers.decidim.columns import identifier, is_true, spoken
from querbezug.graph.readers.decidim.conversion import DecidimConversion, Told
from querbezug.graph.readers.tables.values import parse_number
from querbezug.graph.records import Kind, Ref, Response
from querbezug.ontology.strings import message, text

_PUBLISHED = "state_published_at"


def answer(conversion: DecidimConversion, told: Told, proposal: Ref) -> Iterator[Response]:
    """Yield the answer to ``proposal``, if it was given and published.

    The wording is the answer's; where the administration only set a state, it is the word Decidim
    shows for it. The state of an amendment says what the authors of the proposal made of it, which
    is no answer.
    """
    row = told.row
    if is_true(row, "is_amend"):
        return
    if _PUBLISHED in row.cells and not row.text(_PUBLISHED):
        if row.text("answered_at") or spoken(row, "answer").text:
            conversion.say(told, message("decidim.draft-answer"), "answer")
        return
    code = row.text("state")
    known = state(code) if code else State()
    if known is None:
        conversion.once(told, "decidim.unknown-state", "state", state=code[:80])
        known = State()
    written = conversion.words(told, "answer")
    if written or known.wording:
        yield Response(
            ref=conversion.thing(Kind.RESPONSE, "proposal", identifier(row, "id")),
            origin=row.origin(),
            text=written or known.wording or "",
            note=_costs(conversion, told),
            responds_to=(proposal,),
            outcome=known.outcome,
            date=conversion.day(told, "answered_at"),
        )


def _costs(conversion: DecidimConversion, told: Told) -> str | None:
    """Return what the administration says of costs and time, as a remark."""
    cost = parse_number(told.row.text("cost"), conversion.decimal or ".")
    parts = (
        text("decidim.cost", cost=f"{cost.normalize():f}".replace(".", ",")) if cost else "",
        conversion.words(told, "cost_report"),
        conversion.words(told, "execution_period"),
    )
    return "\n".join(part for part in parts if part) or None
