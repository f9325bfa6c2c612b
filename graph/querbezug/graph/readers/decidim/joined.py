"""Names joined with commas in one cell, and told apart by what is known of them."""

from __future__ import annotations

from collections.abc import Sequence

JOINT = ", "
LONGEST = 5_000
MOST_PARTS = 60

_Solutions = list[tuple[str, ...]]
_AMBIGUOUS = 2


def told_apart(cell: str, known: Sequence[str]) -> tuple[str, ...] | None:
    """Return the names in ``cell``, if there is only one way to read it.

    Decidim joins names with ``", "``, and a name may have that in itself.

    Parameters
    ----------
    cell : str
        The names in one text.
    known : sequence of str
        One entry for each name that stands there, in the same order: the name itself where it is
        known from elsewhere, else an empty text.

    Returns
    -------
    tuple of str or None
        As many names as ``known`` has; ``None`` if there is no way to read it, or more than one.

    Examples
    --------
    >>> told_apart("Rad, Fuß und Roller, Sicherheit", ["", "Sicherheit"])
    ('Rad, Fuß und Roller', 'Sicherheit')
    """
    parts = cell.split(JOINT)
    if len(cell) > LONGEST or not len(known) <= len(parts) <= MOST_PARTS:
        return None
    # From the last name to the first: in how many ways the parts from each position on can be read.
    ways: list[_Solutions] = [[] for _ in parts] + [[()]]
    for name in reversed(known):
        ways = [_ways(parts, start, name, ways) for start in range(len(parts) + 1)]
    return ways[0][0] if len(ways[0]) == 1 else None


def _ways(parts: Sequence[str], start: int, name: str, rest: Sequence[_Solutions]) -> _Solutions:
    """Return up to two ways in which ``name`` (any, if it is empty) begins at ``start``."""
    found: _Solutions = []
    for end in range(start + 1, len(parts) + 1):
        candidate = JOINT.join(parts[start:end])
        if rest[end] and (not name or candidate == name):
            found.extend((candidate, *others) for others in rest[end])
        if len(found) >= _AMBIGUOUS:
            break
    return found[:_AMBIGUOUS]
