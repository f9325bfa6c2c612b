"""vis-network's options shared by all views: no physics, plain text tooltips, our own font."""

from __future__ import annotations

from querbezug.visualise.view import Json

FACE = "Inter, Segoe UI, Noto Sans, Helvetica, Arial, sans-serif"
INK = "#1b2733"
FONT_SIZE = 14


def picture_options() -> Json:
    """Return the options of a picture whose positions are computed beforehand."""
    return {
        "autoResize": True,
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "interaction": {
            "hover": True,
            "tooltipDelay": 250,
            "dragNodes": True,
            "multiselect": False,
            "keyboard": {"enabled": False},
            "zoomSpeed": 0.6,
        },
        "nodes": {
            "borderWidth": 1.5,
            "borderWidthSelected": 3,
            "font": {
                "face": FACE,
                "size": FONT_SIZE,
                "color": INK,
                "strokeWidth": 4,
                "strokeColor": "#ffffff",
            },
        },
        "edges": {
            "smooth": {"enabled": True, "type": "curvedCW", "roundness": 0.14},
            "selectionWidth": 2,
            "hoverWidth": 1,
            "arrows": {"to": {"enabled": False}},
        },
    }
