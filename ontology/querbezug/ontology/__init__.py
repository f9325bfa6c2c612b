"""The ontology floor: what things are, what they are called, and which rules their data keep."""
