"""Sizes and shapes as text: reads and prints the notation of shape specs."""

from shapecheck.core.notation.parse_call import parse_call
from shapecheck.core.notation.parse_size import parse_size
from shapecheck.core.notation.parse_spec import parse_spec
from shapecheck.core.notation.spec import CallSpec, Spec, shape_of_spec

__all__ = ["CallSpec", "Spec", "parse_call", "parse_size", "parse_spec", "shape_of_spec"]
