"""Analyses over one projection of the store; they hand out networkx graphs with reasons."""

from querbezug.graph.analysis.cities import city_network, closest_cities, ties_between
from querbezug.graph.analysis.model import TIE, CityGroup, Layer, Link, Neighbour, Neighbourhood, Reason
from querbezug.graph.analysis.neighbourhood import neighbourhood
from querbezug.graph.analysis.projecting import project
from querbezug.graph.analysis.projection import Projection
from querbezug.graph.analysis.ties import CityTies

__all__ = [
    "TIE",
    "CityGroup",
    "CityTies",
    "Layer",
    "Link",
    "Neighbour",
    "Neighbourhood",
    "Projection",
    "Reason",
    "city_network",
    "closest_cities",
    "neighbourhood",
    "project",
    "ties_between",
]
