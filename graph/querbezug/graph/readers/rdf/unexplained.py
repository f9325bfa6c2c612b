"""Finding the keys of a JSON-LD document that no context explains: JSON-LD passes over them silently."""

from __future__ import annotations

from collections import Counter

import ijson

_CONTEXT = "@context"
# Under such terms the keys are languages, numbers or free JSON rather than terms.
_FREE_KEYS = frozenset({"@container", "@json", "@vocab"})


def unexplained_keys(data: bytes) -> Counter[str]:
    """Return the keys outside all contexts that no context defines, with how often each occurs.

    Where a context lets keys be something else than terms, nothing can be told and nothing is returned.
    """
    found: Counter[str] = Counter()
    terms: set[str] = set()
    depth, inside = 0, 0  # `inside`: the depth at which the outermost context began
    key = ""
    for event, value in ijson.basic_parse(data):
        if event == "map_key":
            key = value
            if key in _FREE_KEYS and (inside or key == "@json"):
                return Counter()
            if inside:
                terms.add(key)
            elif not key.startswith("@") and ":" not in key:
                found[key] += 1
        elif event.startswith("start_"):
            inside = inside or (depth + 1 if key == _CONTEXT else 0)
            depth += 1
        elif event.startswith("end_"):
            inside = 0 if inside == depth else inside
            depth -= 1
            key = ""
        elif value == "@json":
            return Counter()
    return Counter({key: count for key, count in found.items() if key not in terms})
