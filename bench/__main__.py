"""Run all measurements: ``make bench``, or ``python -m bench`` from the root of the repository."""

from __future__ import annotations

from bench.cities import networks
from bench.measuring import show
from bench.store import dumping, storing

if __name__ == "__main__":
    show([storing(), networks(), dumping()])
