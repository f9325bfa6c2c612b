"""The format *Beteiligungsseite*: a page on which citizens comment on goals, saved as text."""

from querbezug.graph.readers.participation_page.lines import LineInfo, Role
from querbezug.graph.readers.participation_page.reader import ParticipationPageReader, describe_lines

__all__ = ["LineInfo", "ParticipationPageReader", "Role", "describe_lines"]
