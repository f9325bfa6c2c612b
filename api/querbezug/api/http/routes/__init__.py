"""The routes, one module a door; each parses, asks a lower floor, and answers."""
