"""Pictures of the graph: networks, layout and pages. Knows neither HTTP nor RDF."""
