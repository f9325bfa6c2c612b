"""Making up data that look like all of Germany; ``bench.generate`` is the door."""
