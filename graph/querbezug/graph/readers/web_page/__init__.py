"""The format *Webseite*: saved pages of plans and of participation, their text, and feeds."""

from querbezug.graph.readers.web_page.feeds import FeedReader
from querbezug.graph.readers.web_page.reader import WebPageReader

__all__ = ["FeedReader", "WebPageReader"]
