"""The exports of Decidim: proposals, results, projects, comments, taxonomies, processes and events.

Each export is one table, whether CSV, XLSX or JSON; each has a reader of its own, which tells it
by its columns.
"""

from __future__ import annotations

from querbezug.graph.readers.decidim.comments import DecidimComments
from querbezug.graph.readers.decidim.processes import DecidimProcesses
from querbezug.graph.readers.decidim.projects import DecidimProjects
from querbezug.graph.readers.decidim.proposals import DecidimProposals
from querbezug.graph.readers.decidim.results import DecidimResults
from querbezug.graph.readers.decidim.taxonomies import DecidimTaxonomies

__all__ = [
    "DecidimComments",
    "DecidimProcesses",
    "DecidimProjects",
    "DecidimProposals",
    "DecidimResults",
    "DecidimTaxonomies",
]
