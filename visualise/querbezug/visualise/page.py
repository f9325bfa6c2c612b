"""Pages: what every page knows, the one template environment, and rendering of views."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from querbezug.ontology.strings import LANGUAGES, Lang, text
from querbezug.visualise.network import script_json
from querbezug.visualise.palette import kind_mark, palette, signal_mark, status_mark
from querbezug.visualise.view import View

HERE = Path(__file__).parent
STATIC = HERE / "static"
"""The folder the door serves as ``/static``."""

SAFE_SCHEMES = ("http", "https")

Href = Callable[[str], str]
"""Turns the IRI of a thing into the address of its page; leaves web addresses as they are."""

SCRIPT_STRINGS = (
    "added",
    "all_shown",
    "expand",
    "expand_failed",
    "expanding",
    "inferred",
    "link_copied",
    "link_shown",
    "links",
    "more_remaining",
    "not_found",
    "select",
    "source",
)
"""The sentences of ``views.script_…`` that scripts put on the page."""

REVIEW_STRINGS = ("decide", "open_text", "why")
"""Those of ``review.script_…``: what a link rests on."""


@dataclass(frozen=True, slots=True)
class PageContext:
    """What every page knows.

    Attributes
    ----------
    lang : {"de", "en"}
        The language of the page.
    path : str
        Path and query of the page, for the language switch.
    active : str
        Key of the navigation entry the page belongs to: ``start``, ``staedteverbund``, ``suche``,
        ``sparql``, ``daten``, ``ontologie`` or empty.
    version : str
        Version of the program; also makes addresses of static files change with it.
    carry_lang : bool
        Whether links on the page repeat the language, because the reader chose it.
    updated : str
        Date of the data, written for readers; empty when unknown.
    """

    lang: Lang
    path: str = "/"
    active: str = ""
    version: str = ""
    carry_lang: bool = False
    updated: str = ""

    def t(self, key: str, **values: object) -> str:
        """Return the sentence ``key`` of the catalogue in the page's language."""
        return text(key, self.lang, **values)

    def kind(self, kind: str, *, plural: bool = False) -> str:
        """Return the name of a kind of things."""
        return kind_label(kind, self.lang, plural=plural)

    def number(self, value: float | None) -> str:
        """Return a whole number as it is written in the page's language."""
        return number(value, self.lang)

    def url(self, href: str) -> str:
        """Return a link that is safe to follow, with the language where the reader chose one."""
        href = safe_href(href)
        return _with_lang(href, self.lang) if self.carry_lang and href.startswith("/") else href

    def lang_href(self, lang: Lang) -> str:
        """Return the address of this page in another language."""
        return _with_lang(self.path, lang)

    def static(self, name: str) -> str:
        """Return the address of a static file."""
        return f"/static/{name}?v={quote(self.version)}" if self.version else f"/static/{name}"


def _with_lang(href: str, lang: Lang) -> str:
    parts = urlsplit(href)
    query = [(key, value) for key, value in parse_qsl(parts.query, True) if key != "lang"]
    return urlunsplit(("", "", parts.path or "/", urlencode([*query, ("lang", lang)]), parts.fragment))


def number(value: float | None, lang: Lang) -> str:
    """Return a number with the thousands separated as the language does it; a dash for none."""
    if value is None:
        return "–"
    written = f"{round(value):,}"
    return written.replace(",", "." if lang == "de" else ",")


def kind_label(kind: str, lang: Lang, *, plural: bool = False) -> str:
    """Return the name of a kind of things in a language."""
    ending = "_many" if plural else ""
    try:
        return text(f"views.kind_{kind}{ending}", lang)
    except KeyError:
        return kind


def safe_href(address: str) -> str:
    """Return the address if a reader may follow it (this site, http, https), else nothing."""
    if address.startswith("/") and not address.startswith(("//", "/\\")):
        return address
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in SAFE_SCHEMES and parts.netloc else ""


def percent(share: float, lang: Lang) -> str:
    """Return a share between 0 and 1 in per cent."""
    return f"{round(100 * share)} %" if lang == "de" else f"{round(100 * share)}%"


def decimal(value: float, lang: Lang, digits: int | None = None) -> str:
    """Return a number with its decimals, as many as ``digits``, or as few as it needs."""
    written = f"{value:g}" if digits is None else f"{value:.{digits}f}"
    return written.replace(".", ",") if lang == "de" else written


def file_size(size: int, lang: Lang) -> str:
    """Return a number of bytes in the unit a reader expects."""
    units = ("B", "kB", "MB", "GB")
    value, unit = float(size), 0
    while value >= 1000 and unit < len(units) - 1:
        value, unit = value / 1000, unit + 1
    written = f"{value:.0f}" if value >= 100 or not unit else f"{value:.1f}"
    return f"{written.replace('.', ',') if lang == 'de' else written} {units[unit]}"


@cache
def environment(*folders: Path) -> Environment:
    """Return the template environment: this floor's templates, and the ``folders`` before them."""
    loader = FileSystemLoader([*folders, HERE / "templates"])
    found = Environment(
        loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )
    found.globals.update(
        languages=LANGUAGES,
        decimal=decimal,
        kind_mark=kind_mark,
        signal_mark=signal_mark,
        status_mark=status_mark,
        kinds=tuple(palette().kinds),
        file_size=file_size,
        percent=percent,
        script_json=_script_markup,
    )
    found.filters["safe_href"] = safe_href
    return found


def _script_markup(value: object) -> Markup:
    return Markup(script_json(value))  # noqa: S704 - script_json leaves no sign HTML would act on


def render(template: str, page: PageContext, folders: Sequence[Path] = (), **context: object) -> str:
    """Render a template found in ``folders`` or on this floor."""
    return environment(*folders).get_template(template).render(page=page, **context)


def render_view(view: View, page: PageContext) -> str:
    """Render the whole page of a view.

    Parameters
    ----------
    view : View
        The picture with its legend, facts and table.
    page : PageContext
        Language, path and version of the page.
    """
    return render("view.html", page, view=view, data=view_data(view, page))


def view_data(view: View, page: PageContext) -> dict[str, object]:
    """Return what the scripts of a view's page work with."""
    return {
        "key": view.key,
        "title": view.title,
        "lang": view.lang,
        "carry": view.lang if page.carry_lang else "",
        "nodes": view.nodes,
        "edges": view.edges,
        "options": view.options,
        "frame": [view.frame.width, view.frame.height],
        "portrait": [view.portrait.width, view.portrait.height],
        "discs": [[disc.node, disc.fill, disc.radius] for disc in view.discs],
        "center": view.center,
        "expand": view.expand_url,
        "foot": view.foot,
        "strings": {name: page.t(f"views.script_{name}") for name in SCRIPT_STRINGS}
        | {name: page.t(f"review.script_{name}") for name in REVIEW_STRINGS},
    }
