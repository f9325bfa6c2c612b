"""How good the links are: against annotated texts, beside simple baselines."""
