"""The command that shows everything at once: ``querbezug demo``."""

from __future__ import annotations

from querbezug.api.cli.console import StoreOption
from querbezug.api.cli.loading import load_into
from querbezug.api.cli.networks import print_ties
from querbezug.api.cli.publishing import publish_into
from querbezug.api.cli.reports import print_report
from querbezug.api.cli.serving import Host, Port, check_port, serve
from querbezug.api.settings import example_files
from querbezug.graph.analysis import city_network, project
from querbezug.graph.load_report import LoadOptions
from querbezug.graph.store import ReadStore


def demo(store: StoreOption, host: Host = "127.0.0.1", port: Port = 8000) -> None:
    """Load the example regions, link and analyse them, publish what ties the cities, and serve them."""
    check_port(host, port)
    report = load_into(store, example_files(), LoadOptions())
    print_report(report, store)
    publish_into(store)
    print_ties(city_network(project(ReadStore(store).snapshot())), most=5)
    serve(store, host, port)
