"""The parts of ``python -m bench analysis``: steps in one process, and plain implementations."""
