"""Sizes, shapes and contracts as text: reads and prints the notation of specs."""

from shapecheck.core.notation.contract import CallSpec, Contract
from shapecheck.core.notation.parse_call import parse_call, parse_contract
from shapecheck.core.notation.parse_size import parse_size
from shapecheck.core.notation.parse_spec import parse_spec
from shapecheck.core.notation.spec import Spec, shape_of_spec

__all__ = [
    "CallSpec",
    "Contract",
    "Spec",
    "parse_call",
    "parse_contract",
    "parse_size",
    "parse_spec",
    "shape_of_spec",
]
