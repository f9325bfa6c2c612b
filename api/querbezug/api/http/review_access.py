"""Who may decide: a bearer token for programs, a signed cookie for browsers; off without a token."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from fastapi import Request

from querbezug.graph.errors import QuerbezugError
from querbezug.graph.review import ROLE

COOKIE = "querbezug-pruefen"
CSRF_FIELD = "csrf"
CSRF_HEADER = "X-Querbezug-Csrf"
SHORTEST_TOKEN = 16
SECONDS = 12 * 3600
"""How long a browser stays signed in."""


class SwitchedOffError(QuerbezugError):
    """Nobody may decide: the server only reads."""


class UnauthorizedError(QuerbezugError):
    """Whoever asks has not said the token."""


class ForbiddenError(QuerbezugError):
    """The request does not come from our own page."""


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that is signed in: in which role it decides, and what its forms have to say."""

    role: str
    csrf: str


class Access:
    """Checks tokens, and signs browsers in.

    Nothing is kept: the cookie says until when it is good and in which role, signed with the
    token. A server with another token, or none, takes none of the old cookies.

    Parameters
    ----------
    token : str or None
        What has to be said to decide; None if nobody may.
    """

    def __init__(self, token: str | None) -> None:
        self.enabled = bool(token)
        self._token = hashlib.sha256((token or secrets.token_hex()).encode()).digest()
        self._key = hashlib.sha256(b"querbezug-review" + self._token).digest()

    def is_token(self, given: str) -> bool:
        """Say whether ``given`` is the token, in a time that tells nothing of it."""
        digest = hashlib.sha256(given.encode("utf-8", "surrogateescape")).digest()
        return hmac.compare_digest(digest, self._token) and self.enabled

    def sign_in(self, role: str) -> str:
        """Return the cookie of a browser that said the token."""
        named = base64.urlsafe_b64encode((role or ROLE).encode()).decode().rstrip("=")
        content = f"{int(time.time()) + SECONDS}.{secrets.token_hex(8)}.{named}"
        return f"{content}.{self._signature('cookie', content)}"

    def session(self, request: Request) -> Session | None:
        """Return the session of a browser, or None if it is not signed in."""
        cookie = request.cookies.get(COOKIE, "")
        content, _, signature = cookie.rpartition(".")
        if not self.enabled or not _equal(signature, self._signature("cookie", content)):
            return None
        expires, _, named = content.split(".")
        if int(expires) < time.time():
            return None
        role = base64.urlsafe_b64decode(named + "=" * (-len(named) % 4)).decode()
        return Session(role, self._signature("form", content))

    def demand(self, request: Request, csrf: str = "") -> str:
        """Return the role of whoever may decide.

        Parameters
        ----------
        csrf : str
            What the form said; programs of our own pages say it in a header.

        Raises
        ------
        SwitchedOffError, UnauthorizedError, ForbiddenError
            If nobody may, if the token or cookie is missing or wrong, or if another site sent this.
        """
        if not self.enabled:
            raise SwitchedOffError("review.switched-off")
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and self.is_token(given.strip()):
            return ROLE
        session = self.session(request)
        if scheme or session is None:
            raise UnauthorizedError("review.unauthorized")
        said = csrf or request.headers.get(CSRF_HEADER, "")
        if not from_here(request) or not _equal(said, session.csrf):
            raise ForbiddenError("review.foreign")
        return session.role

    def demand_from_here(self, request: Request) -> None:
        """Make sure that a form to sign in stands on a page of ours.

        Raises
        ------
        SwitchedOffError, ForbiddenError
            If nobody may decide, or another site sent this.
        """
        if not self.enabled:
            raise SwitchedOffError("review.switched-off")
        if not from_here(request):
            raise ForbiddenError("review.foreign")

    def _signature(self, use: str, content: str) -> str:
        return hmac.new(self._key, f"{use}:{content}".encode(), hashlib.sha256).hexdigest()


def from_here(request: Request) -> bool:
    """Say whether a browser sent this from a page of ours; programs that do not say so may pass."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.url.netloc


def _equal(given: str, known: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), known.encode())
