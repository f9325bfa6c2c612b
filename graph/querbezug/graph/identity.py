"""From references to IRIs: the same thing gets the same IRI, in whatever order sources come.

Things of a Planungsregister, municipalities and counties have IRIs that are pure functions of
their keys. Everything else (a comment known by its wording, a goal a page merely names, a web
address) is minted once and remembered in the store's ledger, so a slug never changes afterwards
and is never given twice.
"""

from __future__ import annotations

import hmac
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from urllib.parse import urlsplit

import pyoxigraph as ox

from querbezug.graph.gazetteer import gazetteer
from querbezug.graph.records import Comment, Kind, Ref
from querbezug.graph.store.layout import LEDGER, LEDGER_KEY
from querbezug.ontology.iris import IriMinter, register_slug, slugify


class Ledger:
    """The memory of minted IRIs, read from the store and added to in this run.

    Parameters
    ----------
    store : pyoxigraph.Store
        Where earlier runs left their entries.
    """

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._fresh: dict[str, str] = {}
        self._given: set[str] = set()

    def find(self, key: str) -> str | None:
        """Return the IRI minted for ``key``, or None."""
        if key in self._fresh:
            return self._fresh[key]
        for quad in self._store.quads_for_pattern(None, LEDGER_KEY, ox.Literal(key), LEDGER):
            if isinstance(quad.subject, ox.NamedNode):
                return quad.subject.value
        return None

    def taken(self, iri: str) -> bool:
        """Say whether ``iri`` has been given to anything."""
        if iri in self._given:
            return True
        return any(self._store.quads_for_pattern(ox.NamedNode(iri), LEDGER_KEY, None, LEDGER))

    def remember(self, key: str, iri: str) -> str:
        """Give ``iri`` to ``key`` for good."""
        self._fresh[key] = iri
        self._given.add(iri)
        return iri

    def entries(self) -> list[ox.Triple]:
        """Return what this run has added."""
        return [ox.Triple(ox.NamedNode(iri), LEDGER_KEY, ox.Literal(key)) for key, iri in self._fresh.items()]


class Identity:
    """Gives each reference its IRI.

    Parameters
    ----------
    minter : IriMinter
        Knows the base and the pattern of the IRIs.
    ledger : Ledger
        Remembers what was minted.
    salt : str
        Secret of the store: the ledger must not let anybody guess a wording.
    """

    def __init__(self, minter: IriMinter, ledger: Ledger, salt: str) -> None:
        self.minter = minter
        self.ledger = ledger
        self._salt = salt.encode()

    def iri(self, ref: Ref) -> str:
        """Return the IRI of ``ref``."""
        scheme, _, rest = ref.key.partition(":")
        if scheme == "ags":
            return self.minter.thing(ref.kind, gazetteer().slug_of(rest))
        if scheme == "url":
            parts = urlsplit(rest)
            return self._minted(ref, _slug_or(ref.kind, f"{parts.hostname} {parts.path} {parts.query}"))
        scope, hash_sign, wording = ref.key.partition("#")
        if hash_sign:
            return self._minted(ref, f"{scope}_{_slug_or(ref.kind, wording)}")
        scope, _, name = ref.key.partition("/")
        if ref.kind is Kind.COMMENT:
            return self.comment(scope, int(name))
        return self.minter.thing(ref.kind, register_slug(scope, name) if name else scope)

    def comment(self, source_key: str, ordinal: int) -> str:
        """Return the IRI of the comment that was number ``ordinal`` when it was first read."""
        return self.minter.thing(Kind.COMMENT, f"{source_key}-{ordinal:02d}")

    def comments(self, source_key: str, comments: Sequence[Comment]) -> dict[Ref, str]:
        """Return the IRIs of a page's comments, which are known by their wording only.

        A comment keeps its IRI when others come before it, and two comments with the same words
        stay two.
        """
        seen: Counter[str] = Counter()
        iris: dict[Ref, str] = {}
        for comment in comments:
            seen[comment.text] += 1
            digest = hmac.new(self._salt, comment.text.encode(), sha256).hexdigest()
            key = f"comment:{source_key}#{digest}#{seen[comment.text]}"
            iris[comment.ref] = self.ledger.find(key) or self._next_comment(key, source_key, comment.sequence)
        return iris

    def _next_comment(self, key: str, source_key: str, ordinal: int) -> str:
        while self.ledger.taken(iri := self.comment(source_key, ordinal)):
            ordinal += 1
        return self.ledger.remember(key, iri)

    def _minted(self, ref: Ref, proposal: str) -> str:
        """Return the IRI remembered for ``ref``, else mint one from ``proposal``."""
        key = f"{ref.kind}:{ref.key}"
        known = self.ledger.find(key)
        if known:
            return known
        iri = self.minter.thing(ref.kind, proposal)
        if self.ledger.taken(iri):
            iri = self.minter.thing(ref.kind, f"{proposal}-{sha256(key.encode()).hexdigest()[:8]}")
        return self.ledger.remember(key, iri)


def _slug_or(kind: Kind, wording: str) -> str:
    """Return the slug of ``wording``, or the kind's name where there is no letter in it."""
    try:
        return slugify(wording)
    except ValueError:
        return kind.value
