"""From assessments and decisions to what ``/pruefen`` shows."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import Request

from querbezug.api.http.context import Paths, language
from querbezug.api.http.labels import written_date
from querbezug.api.http.review_desk import Desk, Meant
from querbezug.api.page_models import TEMPLATES
from querbezug.api.page_models.parts import Choice, Link
from querbezug.api.page_models.review import DecisionEntry, MeantEntry, Narrowing, ReviewItem, ReviewPage
from querbezug.graph.errors import NotFoundError
from querbezug.graph.links.claims import Claim
from querbezug.graph.links.cue_reasons import CueReason, Judged, cue_reasons
from querbezug.graph.links.decisions import Decision, Decisions
from querbezug.graph.review import Assessment, Counts, Filter, Reading
from querbezug.graph.store import Snapshot
from querbezug.graph.store.layout import triples_of
from querbezug.ontology.resources import labels
from querbezug.ontology.strings import Lang, catalogue, text
from querbezug.ontology.terms import METHOD, TOPIC
from querbezug.visualise.page import PageContext, decimal
from querbezug.visualise.page import render as render_template

MOST_DECISIONS = 100

_SURE, _QUITE, _HALF = 0.9, 0.7, 0.5


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of the page asks for."""

    wanted: Filter
    after: str = ""
    id: str = ""
    last: str = ""
    query: str = ""
    correcting: bool = False
    decisions: bool = False
    back: str = ""

    def address(self, after: str = "") -> str:
        """Return the address of the page with these filters, without what only this one shows.

        Parameters
        ----------
        after : str
            Id of the assessment after which to go on; by default as it is.
        """
        pairs = {
            "art": self.wanted.kind,
            "methode": self.wanted.method,
            "quelle": self.wanted.source,
            "nach": after or self.after,
        }
        query = urlencode({name: value for name, value in pairs.items() if value})
        return f"/pruefen?{query}" if query else "/pruefen"


def review_page(request: Request, desk: Desk, asked: Asked, problem: str = "") -> ReviewPage:
    """Return the model of the page.

    Raises
    ------
    NotFoundError
        If a single assessment is asked for that is not there.
    """
    queue, snapshot, lang = desk.queue(), desk.snapshot(), language(request)
    shown = Shown(snapshot, lang)
    session = desk.access.session(request)
    counts = queue.counts()
    piece = queue.page(asked.wanted, shown.reading.iri_of(asked.after) if asked.after else "", 1)
    found = shown.reading.assessment(shown.reading.iri_of(asked.id)) if asked.id else None
    if found is None and piece.items and not asked.decisions:
        found = piece.items[0]
    meant = desk.meant(found, asked.query) if found and asked.correcting else []
    return ReviewPage(
        here=asked.address(),
        open=counts.open,
        decided=counts.decided,
        matching=piece.total,
        writable=desk.access.enabled,
        signed_in=session is not None,
        role=session.role if session else "",
        csrf=session.csrf if session else "",
        item=shown.item(found) if found else None,
        skip=asked.address(after=found.id) if found else "",
        narrowings=_narrowings(counts, asked.wanted, lang),
        last=shown.last(asked.last),
        correcting=asked.correcting,
        query=asked.query,
        meant=tuple(MeantEntry(each.iri, each.label, where(each, lang)) for each in meant),
        decisions=shown.decisions() if asked.decisions else None,
        problem=problem,
        back=asked.back,
    )


def render_review(model: ReviewPage, page: PageContext) -> str:
    """Render the page."""
    return render_template(model.template, page, (TEMPLATES,), model=model)


class Shown:
    """Puts assessments and decisions into words.

    Parameters
    ----------
    snapshot : Snapshot
        The store.
    lang : {"de", "en"}
        The language of the page.
    """

    def __init__(self, snapshot: Snapshot, lang: Lang) -> None:
        self.reading = Reading(snapshot.store, snapshot.layout)
        self._snapshot = snapshot
        self._paths = Paths(snapshot.layout.minter)
        self._lang: Lang = lang

    def item(self, found: Assessment) -> ReviewItem:
        """Return an assessment as it is shown."""
        passage, method = self.reading.passage(found), str(METHOD[found.method])
        unit, body = found.claim.unit, found.claim.target or found.claim.body
        return ReviewItem(
            id=found.id,
            kind=found.kind,
            says=self.says(found.kind, found.claim),
            before=passage.before,
            quote=passage.quote,
            after=passage.after,
            unit=Link(_short(self.reading.label(unit, self._lang)), self._paths.href(unit)),
            body=Link(_short(self.reading.label(body, self._lang)), self._href(body)),
            method=labels().label(method, self._lang) or found.method,
            rule=labels().definition(method, self._lang) or "",
            confidence=found.confidence,
            sureness=text(f"review.sure-{sureness(found.confidence)}", self._lang),
            status=found.status,
            correctable=found.kind != "identity",
            sources=tuple(self.reading.sources(unit)),
            cues=self._cues(found),
        )

    def _cues(self, found: Assessment) -> tuple[str, ...]:
        """Return in words what of the rules applied: the cues of a function or stance, a distance."""
        if found.kilometres is not None:
            return (text("cues.distance", self._lang, kilometres=decimal(found.kilometres, self._lang)),)
        if found.kind not in ("function", "stance"):
            return ()
        code = found.claim.body.rsplit("/", 1)[-1]
        target = self.reading.label(found.claim.target) if found.claim.target else ""
        wordings = self.reading.wordings(found.claim.unit)
        texts = (each for each in wordings if each[found.start : found.end] == found.quote)
        judged = (Judged(each, found.method, code, found.start, found.end, target) for each in texts)
        reasons = next((cues for each in judged if (cues := cue_reasons(each))), ())
        told = (in_words(each, self._lang) for each in reasons)
        return tuple(words for words in told if words)

    def says(self, kind: str, claim: Claim) -> str:
        """Return what is claimed as a sentence."""
        thing = _short(self.reading.label(claim.body, self._lang))
        other = _short(self.reading.label(claim.target or claim.unit, self._lang))
        key = kind
        if kind == "identity" and claim.body.startswith(TOPIC):
            key = "topic"
        elif kind == "identity" and thing == other:
            key = "same-name"
        return text(f"review.says-{key}", self._lang, thing=thing, other=other)

    def last(self, name: str) -> DecisionEntry | None:
        """Return the decision called ``name``, or None."""
        if not name:
            return None
        found = (each for each in self._all() if each.known_as.rsplit("/", 1)[-1] == name)
        return next((self._entry(each) for each in found), None)

    def decisions(self) -> tuple[DecisionEntry, ...]:
        """Return the decisions that hold, the newest first."""
        newest = sorted(self._all(), key=lambda each: (each.created, each.known_as), reverse=True)
        return tuple(self._entry(each) for each in newest[:MOST_DECISIONS])

    def _all(self) -> Decisions:
        return Decisions.of(triples_of(self._snapshot.store, self._snapshot.layout.decisions))

    def _entry(self, decision: Decision) -> DecisionEntry:
        return DecisionEntry(
            id=decision.known_as.rsplit("/", 1)[-1],
            status=decision.status,
            says=self.says(self._kind(decision), decision.claim),
            quote=decision.quote,
            role=decision.role,
            date=written_date(decision.created, self._lang),
            note=decision.note,
            corrected_to=self.reading.label(decision.corrected_to, self._lang)
            if decision.corrected_to
            else "",
        )

    def _kind(self, decision: Decision) -> str:
        """Return what sort of claim was decided on."""
        try:
            return self.reading.assessment(decision.review_of).kind
        except NotFoundError:  # no method finds it any more
            return "identity" if decision.is_identity else self.reading.kind_of(decision.claim.body)

    def _href(self, iri: str) -> str:
        has_page = iri.startswith(TOPIC) or self._snapshot.layout.minter.split(iri)
        return self._paths.href(iri) if has_page else ""


def in_words(reason: CueReason, lang: Lang) -> str:
    """Return what a cue tells, with the words that show it."""
    key = f"cues.{reason.name}"
    meaning = text(key, lang) if key in catalogue() else ""
    if reason.words:
        return text("cues.said" if meaning else "cues.said-only", lang, words=reason.words, meaning=meaning)
    return text("cues.shape", lang, meaning=meaning) if meaning else ""


def where(meant: Meant, lang: Lang) -> str:
    """Return what tells a thing from others of its name: its sort and its sources."""
    return " · ".join(filter(None, (text(f"review.kind-{meant.kind}", lang), meant.where)))


def sureness(confidence: float) -> str:
    """Return how sure a method is, in a word."""
    if confidence >= _SURE:
        return "high"
    if confidence >= _QUITE:
        return "good"
    return "half" if confidence >= _HALF else "low"


def _narrowings(counts: Counts, wanted: Filter, lang: Lang) -> tuple[Narrowing, ...]:
    known = labels()
    kinds = {kind: text(f"review.kind-{kind}", lang) for kind in counts.kinds}
    methods = {code: known.label(str(METHOD[code]), lang) or code for code in counts.methods}
    return (
        Narrowing("art", wanted.kind, _choices(kinds, counts.kinds)),
        Narrowing("methode", wanted.method, _choices(methods, counts.methods)),
        Narrowing("quelle", wanted.source, _choices({key: key for key in counts.sources}, counts.sources)),
    )


def _choices(names: dict[str, str], numbers: dict[str, int]) -> tuple[Choice, ...]:
    return tuple(Choice(code, f"{name} ({numbers[code]})") for code, name in names.items())


def _short(words: str, longest: int = 90) -> str:
    return words if len(words) <= longest else words[:longest].rpartition(" ")[0] + " …"
