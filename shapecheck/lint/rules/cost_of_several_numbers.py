"""SHP217: a cost, by its name, that is no single number."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from shapecheck.core.array import Array
from shapecheck.core.dim import Size, symbol_in
from shapecheck.infer.events import Assigned
from shapecheck.infer.laws import is_cost
from shapecheck.infer.lineage import Lineage, axis_reduced
from shapecheck.infer.origins import Derivation
from shapecheck.infer.tree import function_around, once
from shapecheck.language import Phrase, say
from shapecheck.lint.memory import Memory
from shapecheck.lint.rule import LintRule, Problem
from shapecheck.ops.roles import Algebra, Role, algebra_of, averages, role_of

_SCALES = frozenset({Algebra.MULTIPLIES, Algebra.DIVIDES})


def _check(event: Assigned, memory: Memory) -> Problem | None:
    value = event.value
    if not value.shape.rank or not is_cost(event.name) or memory.origins is None or not _is_several(value):
        return None
    uses = _uses_of(event)
    if not uses or None in uses:
        return None
    known = next(_makers(Lineage(memory.origins), value, in_list=any(uses)), None)
    if known is None:
        return None
    own = replace(value, name=event.name)
    message = say(
        "cost: {name} {shape} is not a single number, and is kept or printed as one",
        name=event.name,
        shape=value.shape,
    )
    return Problem(
        message,
        (own,),
        site=known.site,
        cause=f"cost {event.name} at {known.site.line}",
        unless=partial(_is_computed_with, {owner for owner in uses if owner}, event, memory),
    )


def _is_several(value: Array) -> bool:
    """Tell whether an array has several elements, unless a size with a name happens to be 1."""
    sizes = value.shape.before
    return 0 not in sizes and any(_is_named(size) or (type(size) is int and size > 1) for size in sizes)


def _is_named(size: Size) -> bool:
    own = symbol_in(size)
    return own is not None and not own.flexible


def _makers(lineage: Lineage, value: Array, *, in_list: bool) -> Iterator[Derivation]:
    """Give what makes a mean of an array that leaves an axis: a sum that is scaled, a product of matrices, a mean.

    So does what is divided by the number of its own elements. The mean of each row may be printed on purpose.
    """
    made = [known for known in map(lineage.made_by, lineage.elementwise(value)) if known is not None]
    divisors = [divisor for known in made for divisor in _divisors(known)]
    for known in made:
        if known.result.shape != value.shape:
            continue
        role = role_of(known.rule)
        along = role is Role.REDUCES and axis_reduced(known) is not None
        is_mean = averages(known.rule)
        is_product = role is Role.PRODUCTS and _is_square(value)
        if (along and is_mean and in_list) or (divisors and ((along and not is_mean) or is_product)):
            yield known
    if made and any(type(divisor) is int and divisor > 1 and divisor in value.shape.before for divisor in divisors):
        yield made[0]


def _is_square(value: Array) -> bool:
    sizes = value.shape.before
    return len(sizes) == 2 and sizes[0] == sizes[1] != 1


def _divisors(known: Derivation) -> Iterator[object]:
    """Give the number that an array is multiplied with, or divided by."""
    if algebra_of(known.name, known.arguments) in _SCALES and len(known.arguments) == 2:
        yield from (part for part in known.arguments if not isinstance(part, Array) or part.shape.rank == 0)


def _uses_of(event: Assigned) -> list[str | None]:
    """Give what is done with a name in the body where it is assigned, as `_uses` does."""
    tree, name = event.site.source.tree, event.site.node
    if not isinstance(name, ast.Name):
        return []
    home = function_around(tree, name.lineno)
    return [kept for use, kept in _uses(tree).get(name.id, ()) if function_around(tree, use.lineno) is home]


def _is_computed_with(owners: set[str], event: Assigned, memory: Memory) -> bool:
    """Tell whether an operation is given a list that a cost is appended to: the costs of all examples, perhaps."""
    source = event.site.source
    return any(
        node is not None and source.segment(node) in owners
        for operation in memory.operations.values()
        if operation.site.source is source
        for node in operation.nodes
    )


@once
def _uses(tree: ast.Module) -> Mapping[str, list[tuple[ast.Name, str | None]]]:
    """Return where each name of a cost is read, with the list that it is appended to there.

    An empty text stands for what is printed, and None for anything else.
    """
    found: dict[str, list[tuple[ast.Name, str | None]]] = {}
    pending: list[tuple[ast.AST, str | None]] = [(tree, None)]
    while pending:
        node, kept = pending.pop()
        match node:
            case ast.Name(name, ast.Load()) if is_cost(name):
                found.setdefault(name, []).append((node, kept))
            case ast.Call(ast.Attribute(owner, "append")):
                kept = ast.unparse(owner)
            case ast.Call(ast.Name("print")) | ast.Call(ast.Attribute(_, "format" | "write")) | ast.JoinedStr():
                kept = ""
            case ast.Call() | ast.Compare() | ast.Subscript() | ast.Attribute():
                kept = None
            case ast.BinOp(op=operator) if not isinstance(operator, (ast.Mod, ast.Add)):
                kept = None
        pending += [(inner, kept) for inner in ast.iter_child_nodes(node)]
    return found


RULE = LintRule(
    code="SHP217",
    name="cost-of-several-numbers",
    preview=True,
    events=(Assigned,),
    check=_check,
    what=Phrase(
        "Finds a cost or a loss, by its name, that is only appended to a list or printed and is not a single "
        "number: a sum along one axis divided by a number, the product of a column and a row, an array divided "
        "by the number of its elements and not summed, or a mean along one axis that is appended. Nothing is "
        "reported where the list is used in computations."
    ),
    why=Phrase(
        "The cost of all examples is one number. Here one number per class or example is kept: a plot of the "
        "cost has many lines, and a comparison with the previous cost fails."
    ),
    bad="""
import numpy as np

rng = np.random.default_rng(0)
Y, A = rng.random((4, 9)), rng.random((4, 9))
costs = []
for _ in range(3):
    cost = -np.sum(Y * np.log(A), axis=1) / 9
    costs.append(cost)
""",
    good="""
import numpy as np

rng = np.random.default_rng(0)
Y, A = rng.random((4, 9)), rng.random((4, 9))
costs = []
for _ in range(3):
    cost = -np.sum(Y * np.log(A)) / 9
    costs.append(cost)
""",
)
