"""Measure time: ``make bench``, or ``python -m bench``; measure links: ``python -m bench links``.

``python -m bench linking`` measures how fast many comments are linked, ``python -m bench loading
10000 100000`` how fast tables of so many rows are loaded, and in how much memory. ``python -m
bench generate -o STORE`` writes a store of made-up data that look like all of Germany, ``python -m bench
analysis`` measures all analyses on such stores.
"""

from __future__ import annotations

import sys

from bench.analysis import main as analysis
from bench.cities import networks
from bench.generate import main as generate
from bench.linking import main as linking
from bench.links.__main__ import main as links
from bench.loading import main as loading
from bench.measuring import show
from bench.store import dumping, storing

if __name__ == "__main__":
    if sys.argv[1:2] == ["links"]:
        links(sys.argv[2:])
    elif sys.argv[1:2] == ["linking"]:
        linking(sys.argv[2:])
    elif sys.argv[1:2] == ["loading"]:
        loading(sys.argv[2:])
    elif sys.argv[1:2] == ["generate"]:
        generate(sys.argv[2:])
    elif sys.argv[1:2] == ["analysis"]:
        analysis(sys.argv[2:])
    else:
        show([storing(), networks(), dumping()])
