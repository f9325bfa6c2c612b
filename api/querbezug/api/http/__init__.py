"""The doors for browsers and programs: pages, linked data, SPARQL, dumps, JSON."""

from querbezug.api.http.app import create_app

__all__ = ["create_app"]
