"""The symbolic L-layer network: its formulas, and the table of shapes that the rules derive from them."""

from shapecheck.architecture.costs import Cost
from shapecheck.architecture.dims import Architecture, parse_architecture, parse_batch, parse_layers
from shapecheck.architecture.formulas import LAYOUTS, Layout
from shapecheck.architecture.layer import Derived, Layer
from shapecheck.architecture.table import Check, Quantity, Stretching, Table, build_table

__all__ = [
    "LAYOUTS",
    "Architecture",
    "Check",
    "Cost",
    "Derived",
    "Layer",
    "Layout",
    "Quantity",
    "Stretching",
    "Table",
    "build_table",
    "parse_architecture",
    "parse_batch",
    "parse_layers",
]
