"""What a page seems to be that has none of the known shapes; said, so that nobody has to guess."""

from __future__ import annotations

from querbezug.graph.errors import SourceError
from querbezug.graph.readers.participation_page.vocabulary import vocabulary
from querbezug.graph.readers.web_page.blocks import Page, Role
from querbezug.graph.readers.web_page.shapes.facts import facts

_FEWEST_TEASERS = 3
_LEAST_PROSE = 3
_LEAST_SHARE = 0.5


def refusal(file: str, page: Page) -> SourceError:
    """Return the error that says what ``page`` seems to be."""
    told = seems(page)
    if told:
        return SourceError(told, file=file)
    return SourceError("webpage.no-shape", file=file, lines=len(page.content))


def seems(page: Page) -> str | None:
    """Return the key of the sentence that says what ``page`` seems to be."""
    teasers = page.passed.count("teaser")
    if page.html and not page.content and page.passed.count("cookie"):
        return "webpage.seems-script"
    if not page.content:
        return "webpage.seems-one-line" if page.passed.count("too-long") else "webpage.seems-empty"
    found = facts(page)
    if found and found.known >= len(page.content) * _LEAST_SHARE:
        return "webpage.seems-facts"
    if teasers >= _FEWEST_TEASERS:
        return "webpage.seems-teasers"
    prose = sum(block.role is Role.TEXT and vocabulary().ends_sentence(block.text) for block in page.content)
    mostly = prose / len(page.content) >= _LEAST_SHARE
    if page.passed.count("dated") and mostly:
        return "webpage.seems-news"
    return "webpage.seems-prose" if prose >= _LEAST_PROSE and mostly else None
