"""From references to IRIs: the same thing gets the same IRI, in whatever order sources come.

Every IRI is a pure function of its key, with two exceptions that the store's ledger remembers: a
comment known by its wording keeps the number it had when its source was first read, and a thing
with several keys (a platform's number and a web address) has one of them for its IRI, whichever
was met first.
"""

from __future__ import annotations

import hmac
from collections import Counter
from hashlib import sha256
from urllib.parse import urlsplit

from querbezug.graph.gazetteer import gazetteer
from querbezug.graph.ledger import Ledger
from querbezug.graph.records import Comment, Kind, Ref
from querbezug.ontology.iris import IriMinter, register_slug, slugify

_CACHED = 50_000
_DIGEST_LENGTH = 8


class Identity:
    """Gives each reference its IRI.

    Parameters
    ----------
    minter : IriMinter
        Knows the base and the pattern of the IRIs.
    ledger : Ledger
        Remembers what cannot be computed.
    salt : str
        Secret of the store: the ledger must not let anybody guess a wording.
    """

    def __init__(self, minter: IriMinter, ledger: Ledger, salt: str) -> None:
        self.minter = minter
        self.ledger = ledger
        self.salt = salt.encode()
        self._resolved: dict[Ref, str] = {}

    def iri(self, ref: Ref) -> str:
        """Return the IRI of ``ref``."""
        known = self._resolved.get(ref)
        if known is None:
            if len(self._resolved) >= _CACHED:
                self._resolved.clear()
            known = self._resolved[ref] = self.ledger.canonical(self.own_iri(ref))
        return known

    def own_iri(self, ref: Ref) -> str:
        """Return the IRI that ``ref`` has by itself, whatever else names the same thing."""
        scheme, _, rest = ref.key.partition(":")
        if scheme == "ags":
            return self.minter.thing(ref.kind, gazetteer().slug_of(rest))
        if scheme == "url":
            parts = urlsplit(rest)
            return self._worded(ref, "", f"{parts.hostname} {parts.path} {parts.query}")
        scope, hash_sign, wording = ref.key.partition("#")
        if hash_sign:
            return self._worded(ref, f"{scope}_", wording)
        scope, _, name = ref.key.partition("/")
        if ref.kind is Kind.COMMENT and name.isdecimal():
            return self.comment(scope, int(name))
        return self.minter.thing(ref.kind, register_slug(scope, name) if name else scope)

    def comment(self, source_key: str, ordinal: int) -> str:
        """Return the IRI of the comment that was number ``ordinal`` when it was first read."""
        return self.minter.thing(Kind.COMMENT, f"{source_key}-{ordinal:02d}")

    def comments(self, source_key: str) -> CommentIris:
        """Return what gives the comments of one source their IRIs."""
        return CommentIris(self, source_key)

    def claim(self, own: str, same_as: tuple[Ref, ...]) -> None:
        """Take down that a source gives the thing with the IRI ``own`` other keys, too."""
        for other in same_as:
            self.ledger.claim(self.own_iri(other), own)

    def settle(self) -> list[str]:
        """Accept the claims of the source just read; return the keys that it gave to two things.

        A key that one source gives to several things (the address of a list, say) identifies none.
        """
        refused = self.ledger.settle()
        self._resolved.clear()
        return refused

    def _worded(self, ref: Ref, prefix: str, wording: str) -> str:
        """Return an IRI that shows ``wording`` and is given to no other key."""
        digest = sha256(f"{ref.kind}:{ref.key}".encode()).hexdigest()[:_DIGEST_LENGTH]
        return self.minter.thing(ref.kind, f"{prefix}{_slug_or(ref.kind, wording)}-{digest}")


class CommentIris:
    """The IRIs of one source's comments.

    A comment that its platform numbers has the number in its IRI. One that is known by its wording
    only keeps its IRI when others come before it, and two with the same words stay two.
    """

    def __init__(self, identity: Identity, source_key: str) -> None:
        self._identity = identity
        self._source_key = source_key
        self._seen: Counter[bytes] = Counter()

    def counts(self, comment: Comment) -> bool:
        """Say whether ``comment`` is known by its wording, and has a number only by counting."""
        return comment.ref.key.partition("/")[2].isdecimal()

    def iri(self, comment: Comment) -> str:
        """Return the IRI of ``comment``; to be asked in the order of the source."""
        if not self.counts(comment):
            return self._identity.iri(comment.ref)
        digest = hmac.new(self._identity.salt, comment.text.encode(), sha256)
        self._seen[digest.digest()[:12]] += 1
        ordinal = self._seen[digest.digest()[:12]]
        key = f"comment:{self._source_key}#{digest.hexdigest()}#{ordinal}"
        ledger = self._identity.ledger
        return ledger.find(key) or self._next(key, comment.sequence)

    def _next(self, key: str, number: int) -> str:
        ledger = self._identity.ledger
        while ledger.taken(iri := self._identity.comment(self._source_key, number)):
            number += 1
        return ledger.remember(key, iri)


def _slug_or(kind: Kind, wording: str) -> str:
    """Return the slug of ``wording``, or the kind's name where there is no letter in it."""
    try:
        return slugify(wording)
    except ValueError:
        return kind.value
