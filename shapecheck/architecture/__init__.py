"""The symbolic L-layer network: its formulas, and the table of shapes that the rules derive from them."""

from shapecheck.architecture.dims import Architecture, parse_architecture, parse_batch
from shapecheck.architecture.formulas import LAYOUTS, Layout
from shapecheck.architecture.table import Check, Cost, Quantity, Stretching, Table, build_table

__all__ = [
    "LAYOUTS",
    "Architecture",
    "Check",
    "Cost",
    "Layout",
    "Quantity",
    "Stretching",
    "Table",
    "build_table",
    "parse_architecture",
    "parse_batch",
]
