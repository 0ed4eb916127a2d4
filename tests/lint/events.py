"""Operations as the interpreter tells of them, made from a line of code and the shapes of its names."""

import ast

from shapecheck.core.array import Array
from shapecheck.core.judge import decide_all, first_failed
from shapecheck.core.notation.parse_spec import parse_spec
from shapecheck.core.notation.spec import shape_of_spec
from shapecheck.infer.events import Operation
from shapecheck.infer.site import Site, Source
from shapecheck.ops.rule import apply
from shapecheck.ops.table import RULES


def array(name: str, spec: str, kind: str = "f") -> Array:
    """Give an array with a name and a shape."""
    return Array(shape_of_spec(parse_spec(spec)), kind, name)


def operation(name: str, *arguments, text: str = "the_call", **keywords) -> Operation:
    """Give the event of an operation on these arguments."""
    rule = RULES[name]
    outcome = apply(rule, arguments, keywords)
    site = Site(Source("f.py", text, ast.parse(text)), ast.parse(text, mode="eval").body)
    return Operation(
        site, name, rule, arguments, keywords, (), outcome, decide_all(outcome.claims), first_failed(outcome.claims)
    )
