"""The format *Planungsregister*: what a region plans, in a file a city can write by hand."""

from querbezug.graph.readers.planning_register.model import FORMAT, VERSION, PlanningRegister
from querbezug.graph.readers.planning_register.reader import PlanningRegisterReader
from querbezug.graph.readers.planning_register.references import References

__all__ = ["FORMAT", "VERSION", "PlanningRegister", "PlanningRegisterReader", "References"]
