"""SHP212: a row that is appended without an axis, so that a matrix becomes one long row."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from shapecheck.core.array import Array
from shapecheck.core.judge import decide_all
from shapecheck.core.shape import Shape
from shapecheck.core.verdict import Verdict
from shapecheck.expressions.steps import title_of
from shapecheck.infer.events import Assigned, Operation
from shapecheck.infer.lineage import Lineage, arrays_of
from shapecheck.infer.origins import Derivation
from shapecheck.infer.site import Site
from shapecheck.infer.written import operand_nodes
from shapecheck.language import Phrase, say
from shapecheck.lint.gradients import plain
from shapecheck.lint.memory import Memory, spot_of
from shapecheck.lint.rule import LintRule, Problem
from shapecheck.ops.roles import Role, flattens, role_of
from shapecheck.ops.rule import apply
from shapecheck.wording import fits


def _check(event: Assigned, memory: Memory) -> Problem | None:
    before, after = event.before, event.value
    if not isinstance(before, Array) or (before.shape.rank or 0) < 2 or after.shape.rank != 1 or not memory.origins:
        return None
    lineage = Lineage(memory.origins)
    known = lineage.made_by(after)
    if known is None or not flattens(known.rule, known.arguments, known.keywords):
        return None
    source = known.arguments[0] if known.arguments else known.keywords.get("arr")
    if not isinstance(source, Array) or not source.shape.rank:
        return None
    if not any(lineage.same(part, before) for own in arrays_of(known) for part in lineage.elementwise(own)):
        return None
    fitting = next(_along(known, source), None)
    if fitting is None:
        return None
    title, name = title_of(known.name), event.name
    message = say(
        "{operation}: without an axis all elements go into one row: {name} {before} becomes {after}",
        operation=title,
        name=name,
        before=before.shape,
        after=after.shape,
    )
    return Problem(
        message,
        (replace(before, name=name),),
        help=fitting,
        site=known.site,
        unless=partial(_is_meant, known, name, memory),
    )


def _along(known: Derivation, source: Array) -> Iterator[str]:
    """Give the calls along an axis that fit, in words: with the values as they are, or with an axis of their own."""
    bound = known.rule.given(known.arguments, known.keywords)
    values, node = bound.arguments.get("values"), known.site.node
    for axis in range(len(source.shape.before)):
        bound.arguments["axis"] = axis
        for wrapped in (False, True) if "values" in bound.arguments else (False,):
            made = _with_axis(values, axis) if wrapped else values
            if wrapped and made is None:
                continue
            given = {**bound.arguments, "values": made} if "values" in bound.arguments else bound.arguments
            outcome = apply(known.rule, (), given)
            if decide_all(outcome.claims) is Verdict.YES and isinstance(outcome.result, Array):
                call = _written(node, known.site, axis, wrapped)
                yield fits(call, outcome.result.shape)


def _with_axis(values: Any, axis: int) -> Any:
    """Give values with one more axis; None where they are no array of one axis."""
    if isinstance(values, (list, tuple)):
        return [values] if axis == 0 and not any(isinstance(item, (list, tuple, Array)) for item in values) else None
    if not isinstance(values, Array) or values.shape.rank != 1:
        return None
    sizes = list(values.shape.before)
    sizes.insert(axis, 1)
    return replace(values, shape=Shape(tuple(sizes)))


def _written(node: ast.AST, site: Site, axis: int, wrapped: bool) -> str:
    """Give a call with an axis, its last argument with an axis of its own if it needs one."""
    if not isinstance(node, ast.Call) or node.keywords or any(isinstance(part, ast.Starred) for part in node.args):
        return f"axis={axis}"
    *first, last = map(site.source.segment, node.args)
    if wrapped:
        last = f"[{last}]" if axis == 0 else f"np.expand_dims({last}, {axis})"
    return f"{site.source.segment(node.func)}({', '.join((*first, last))}, axis={axis})"


def _is_meant(known: Derivation, name: str, memory: Memory) -> bool:
    """Tell whether the long row is given axes afterwards, or only statistics of all its elements are computed."""

    def is_it(text: str, value: Any) -> bool:
        return isinstance(value, Array) and value.shape.rank == 1 and plain(text) == plain(name)

    uses = [
        operation
        for operation in memory.operations.values()
        if operation.site.source is known.site.source and spot_of(operation.site.node) != spot_of(known.site.node)
        for node, value in operand_nodes(operation)
        if is_it(operation.site.source.segment(node), value)
    ]
    if any(role_of(use.rule) is Role.RESHAPES for use in uses):
        return True
    return bool(uses) and all(role_of(use.rule) is Role.REDUCES and not _has_axis(use) for use in uses)


def _has_axis(operation: Operation) -> bool:
    """Tell whether a reduction was told an axis."""
    try:
        return operation.rule.given(operation.arguments, operation.keywords).arguments.get("axis") is not None
    except TypeError:
        return True


RULE = LintRule(
    code="SHP212",
    name="append-without-axis",
    events=(Assigned,),
    check=_check,
    what=Phrase(
        "Finds `x = np.append(x, row)` where the array has two or more axes; also `np.insert` and `np.delete`. "
        "Without an axis all elements go into one row. Nothing is reported where the result is reshaped "
        "afterwards, or where the call fits along no axis."
    ),
    why=Phrase(
        "NumPy flattens both arrays silently. The next row is appended to a vector, and the code after it "
        "takes numbers for rows."
    ),
    bad="""
import numpy as np

route = np.zeros((1, 2))
for _ in range(3):
    route = np.append(route, np.ones((1, 2)))
""",
    good="""
import numpy as np

route = np.zeros((1, 2))
for _ in range(3):
    route = np.append(route, np.ones((1, 2)), axis=0)
""",
)
