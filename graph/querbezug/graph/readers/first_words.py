"""A heading for what has none: its first words."""

from __future__ import annotations

LONGEST_HEADING = 80


def first_words(text: str) -> str:
    """Return the beginning of ``text`` as a heading of at most :data:`LONGEST_HEADING` characters.

    Examples
    --------
    >>> first_words("Mehr Bänke im Park!")
    'Mehr Bänke im Park!'
    """
    line = " ".join(text.split())
    if len(line) <= LONGEST_HEADING:
        return line
    cut = line[: LONGEST_HEADING - 1]
    # The cut may fall right behind a word; otherwise the last piece of one falls away.
    whole = cut if line[len(cut)] == " " else cut.rpartition(" ")[0] or cut
    return whole.rstrip(" ,;:–-") + "…"
