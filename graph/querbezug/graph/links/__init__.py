"""Links from plain words to things: each an assessment with its evidence, never touching the wording."""
