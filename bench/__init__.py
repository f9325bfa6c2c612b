"""Measurements against peers; see README.md. Nothing here is run by the tests."""
