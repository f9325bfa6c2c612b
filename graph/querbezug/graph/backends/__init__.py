"""Faster ways of computing what networkx computes, found by networkx through its entry points.

Nothing is imported here: networkx reads :mod:`querbezug.graph.backends.info` whenever it is imported.
"""
