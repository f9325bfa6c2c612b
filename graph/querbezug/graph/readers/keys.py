"""Keys under which the same thing meets itself in different exports."""

from __future__ import annotations

import re
from hashlib import sha256
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit, urlunsplit

from querbezug.graph.records import Kind, Ref
from querbezug.ontology.iris import is_safe_iri, slugify

_PART = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SESSION = re.compile(r";(?:jsessionid|phpsessid)=[^/?#]*", re.IGNORECASE)
_TRACKING = re.compile(r"(?:utm_|fbclid|gclid|mc_|pk_|mtm_)", re.IGNORECASE)
_LONGEST_PART = 60


def local_id(*parts: str | int) -> str:
    """Return an identifier made of ``parts``: letters a–z, digits and single hyphens.

    Parts made of these already stay as they are; from all others a digest is added, so that
    different parts never share an identifier.

    Examples
    --------
    >>> local_id("proposal", 12)
    'proposal-12'
    """
    texts = [str(part).strip() for part in parts]
    if all(_PART.fullmatch(text) and len(text) <= _LONGEST_PART for text in texts):
        return "-".join(texts)
    digest = sha256("\x1f".join(texts).encode()).hexdigest()[:10]
    words = [slug for text in texts if (slug := _slug(text))]
    return "-".join([*words, digest])


def _slug(text: str) -> str:
    try:
        return slugify(text, max_length=_LONGEST_PART)
    except ValueError:
        return ""


def host_scope(url: str) -> str | None:
    """Return the scope of a platform's numbers: its host without ``www``, or ``None``.

    Examples
    --------
    >>> host_scope("https://www.raddialog.bonn.de/dialoge/1")
    'raddialog-bonn-de'
    """
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return _slug(host.removeprefix("www.")) or None if host else None


def is_address(url: str) -> bool:
    """Say whether ``url`` is a web address that every serialiser of the graph can write."""
    return url[:4].lower() == "http" and is_safe_iri(url)


def normal_address(url: str) -> str:
    """Return ``url`` without what does not tell pages apart.

    Scheme and host are written small and the scheme is https; session numbers, tracking parameters
    and a slash at the end fall away, and so does the part after ``#`` unless it is a path itself,
    as single-page applications have it.
    """
    parts = urlsplit(_SESSION.sub("", url))
    fragment = parts.fragment if parts.fragment[:1] in {"/", "!"} else ""
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not _TRACKING.match(name)]
    query = parts.query if len(kept) == len(pairs) else urlencode(kept)
    normal = SplitResult("https", parts.netloc.lower(), parts.path.rstrip("/") or "/", query, fragment)
    return urlunsplit(normal)


def url_ref(kind: Kind, url: str) -> Ref:
    """Return the reference to the thing that has ``url`` as its page."""
    return Ref(kind, f"url:{normal_address(url)}")
