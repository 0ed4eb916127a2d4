"""SHP202: a gradient or an update whose shape is not that of what it updates."""

import ast
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from shapecheck.core.array import Array
from shapecheck.core.compare import compare
from shapecheck.core.dim import Size, symbol_in
from shapecheck.core.shape import Shape
from shapecheck.core.verdict import Verdict
from shapecheck.infer.events import Assigned, Operation, Updated
from shapecheck.infer.laws import parameter_of
from shapecheck.infer.lineage import Lineage
from shapecheck.infer.site import Site
from shapecheck.infer.survey import carried
from shapecheck.infer.tree import once
from shapecheck.lint.gradients import Scope, is_gradient, is_of_callee, plain, scope_of
from shapecheck.lint.memory import History, Memory, Spot, operand_nodes, spot_of
from shapecheck.lint.products import product_giving
from shapecheck.lint.rule import Basis, LintRule, Problem
from shapecheck.lint.stretching import crossed, problem
from shapecheck.ops.roles import Role, multiplies, role_of

_GATHERS = frozenset({"operator.iadd", "operator.isub"})


def _check(event: Assigned | Updated | Operation, memory: Memory) -> Problem | None:
    if isinstance(event, Operation):
        return _gathered(event)
    if isinstance(event, Updated):
        before, after = event.before, event.after
        operation = memory.operation(event.site, getattr(event.site.node, "value", event.site.node))
    else:
        # `b1 = parameters["b1"] - alpha * grads["db1"]`: the same parameter under another name
        operation = _stepped(event, memory)
        if operation is None:
            return None
        before, after = operation.arguments[0], event.value
    if operation is None or not before.shape.rank or after.shape.rank is None:
        return None
    if before.shape.before == (1,):
        return None  # a sum of a number so far
    gradient = _gradient(event.name, operation, memory)
    if not _changed(before.shape, after.shape):
        if gradient is None or not _is_difference(operation):
            return None
        return _of_another_rank(event.name, before, operation.site, *gradient)
    stretched = crossed(operation)
    if stretched is None:
        if gradient is None and not (isinstance(event, Updated) and _is_step_of_loop(event, operation)):
            return None
    elif gradient is None and stretched.is_meant():
        return None  # by name a gradient has the shape of what it updates, however it was made
    message = f"update: {event.name} {before.shape} becomes {after.shape}: the update changes its shape"
    found = replace(problem(operation, message), mendable=operation.site.node, wanted=before)
    return found if isinstance(event, Updated) else replace(found, site=operation.site)


def _gathered(event: Operation) -> Problem | None:
    """Give the problem with a product that is one number, added to every element of a gradient by name."""
    node, (before, step) = event.site.node, event.arguments[:2]
    if not isinstance(node, ast.AugAssign) or not isinstance(before, Array) or not isinstance(step, Array):
        return None
    name = event.site.source.segment(node.target)
    if event.origins is None or parameter_of(plain(name)) is None or not step.shape.rank:
        return None
    made = Lineage(event.origins).made_by(step)
    if set(step.shape.before) != {1} or made is None or role_of(made.rule) is not Role.PRODUCTS:
        return None
    if all(compare(size, 1) is not Verdict.NO for size in before.shape.before):
        return None
    text = event.site.source.segment(node.value)
    own, other = replace(step, name=text), replace(before, name=name)
    message = f"gradient: {text} {own.shape} is one number, which is added to every element of {name} {other.shape}"
    return Problem(message, (own, other))


def _is_step_of_loop(event: Updated, operation: Operation) -> bool:
    """Tell whether a loop goes on with the difference: the next turn starts from another shape.

    A sum may be broadcast on purpose, where it starts.
    """
    name = event.name
    return _is_difference(operation) and any(
        name in carried(loop) or not name.isidentifier() for loop in _loops(event.site)
    )


def _is_difference(operation: Operation) -> bool:
    return isinstance(operation.site.node, ast.BinOp) and isinstance(operation.site.node.op, ast.Sub)


def _loops(site: Site) -> tuple[ast.For | ast.AsyncFor | ast.While, ...]:
    return _around(site.source.tree).get(spot_of(site.node), ())


@once
def _around(tree: ast.Module) -> Mapping[Spot, tuple[ast.For | ast.AsyncFor | ast.While, ...]]:
    """Give the loops around each assignment of a file, those around the function that it is in left out."""
    found: dict[Spot, tuple[ast.For | ast.AsyncFor | ast.While, ...]] = {}
    pending: list[tuple[ast.AST, tuple[ast.For | ast.AsyncFor | ast.While, ...]]] = [(tree, ())]
    while pending:
        node, loops = pending.pop()
        if isinstance(node, (ast.Assign, ast.AugAssign)):
            found[spot_of(node)] = loops
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            loops = ()
        elif isinstance(node, (ast.For, ast.AsyncFor, ast.While)):
            loops = (*loops, node)
        pending += [(inner, loops) for inner in ast.iter_child_nodes(node) if not isinstance(inner, ast.expr)]
    return found


def _stepped(event: Assigned, memory: Memory) -> Operation | None:
    """Give the sum or difference that a name was assigned, if its left operand is called the same in a container."""
    if not isinstance(event.value, Array):
        return None
    node = memory.assigned_node(event)
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, (ast.Add, ast.Sub)):
        return None
    left = event.site.source.segment(node.left)
    operation = memory.operation(event.site, node)
    if left == event.name or plain(left) != plain(event.name) or operation is None:
        return None
    return operation if isinstance(operation.arguments[0], Array) else None


def _gradient(name: str, operation: Operation, memory: Memory) -> tuple[str, Array] | None:
    """Give the gradient by name of what is updated, with how it is written in the update."""
    site = operation.site
    for part in _terms(site, site.node, memory):
        inner = memory.operation(site, part)
        for node, value in () if inner is None else operand_nodes(inner):
            if isinstance(node, (ast.Name, ast.Attribute, ast.Subscript)) and isinstance(value, Array):
                text = site.source.segment(node)
                if not value.shape.rank or not is_gradient(text, name):
                    continue
                if memory.origins is None or not Lineage(memory.origins).is_made_up(value):  # else it is a step
                    return text, value
    return None


def _terms(site: Site, node: ast.AST, memory: Memory) -> Iterator[ast.AST]:
    """Yield the operations of an update element by element: what is in another one is not what is subtracted."""
    yield node
    inner: Sequence[ast.AST] = ()
    if isinstance(node, ast.BinOp):
        inner = (node.left, node.right)
    elif isinstance(node, ast.UnaryOp):
        inner = (node.operand,)
    elif isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign)) and node.value is not None:
        inner = (node.value,)
    elif isinstance(node, ast.Call):
        known = memory.operation(site, node)
        inner = node.args if known is not None and role_of(known.rule) is Role.ELEMENTWISE else ()
    for part in inner:
        if isinstance(part, (ast.BinOp, ast.UnaryOp, ast.Call)):
            yield from _terms(site, part, memory)


def _of_another_rank(name: str, before: Array, site: Site, text: str, gradient: Array) -> Problem | None:
    """Give the problem with a gradient by name in an update, which is stretched to what it is the gradient of."""
    sizes = gradient.shape.before
    if gradient.shape.rank == before.shape.rank or (before.shape.before[-len(sizes) :] == sizes and set(sizes) != {1}):
        return None  # along all last axes: a row that the same is said of in fewer axes, or a step of all rows
    own, other = replace(gradient, name=text), replace(before, name=name)
    message = f"gradient: {text} {own.shape} must have the shape of {name} {other.shape}"
    return Problem(message, (own, other), cause=f"gradient {text}", subject=text, site=site)


def _changed(before: Shape, after: Shape) -> bool:
    """Tell whether a shape is another one, unless sizes with a name of their own happen to be 1.

    What a size was computed to may well be 1: `n//n`.
    """
    if before.rank != after.rank:
        return True
    return any(
        compare(own, new) is Verdict.NO or (own == 1 and new != 1 and symbol_in(new) is not None)
        for own, new in zip(before.before, after.before, strict=True)
    )


def _unpaired(memory: Memory) -> Iterator[tuple[Assigned, Problem]]:
    """Give the gradients by name that have not the shape of what they are the gradient of.

    Only where each of the two names had one shape all along: in a loop over layers the names stand for one layer after
    the other.
    """
    named: dict[tuple[Scope, str], list[History]] = {}
    for (run, name), history in memory.assigned.items():
        named.setdefault(scope_of(run, name), []).append(history)
    for (scope, key), histories in named.items():
        parameter = parameter_of(key)
        told = _of_stated(memory, histories, scope, parameter)
        if told is not None:
            yield histories[0].first, told
            continue
        variables = None if parameter is None else named.get((scope, parameter))
        shapes = None if variables is None else (_one_shape(histories), _one_shape(variables))
        if variables is None or shapes is None or memory.origins is None:
            continue
        (own_shape, shape), event = shapes, histories[0].first
        if own_shape is None or shape is None or event.guarded or not _changed(shape, own_shape):
            continue
        if _is_taken(memory, event, shape):
            continue
        if is_of_callee(memory.assigned_node(event), event.site.source.tree, variables[0].first.name):
            continue
        lineage = Lineage(memory.origins)
        if not _is_paired(lineage, event.value, variables[0].first.value):
            continue
        if _is_reduced(lineage, event.value, variables[0].first.value):
            continue  # a distance or a length, and no gradient
        own, other = (replace(each.first.value, name=each.first.name) for each in (histories[0], variables[0]))
        message = f"gradient: {own.name} {own.shape} must have the shape of {other.name} {other.shape}"
        yield event, Problem(message, (own, other), cause=f"gradient {own.name}", subject=own.name)


def _is_reduced(lineage: Lineage, array: Array, of: Array) -> bool:
    """Tell whether an array is a reduction of another one, each changed element by element at most."""
    sources = [known.arguments[0] for known in lineage.reductions(array) if known.arguments]
    return any(
        lineage.same(own, of) for source in sources if isinstance(source, Array) for own in lineage.elementwise(source)
    )


def _of_stated(memory: Memory, histories: Sequence[History], scope: Scope, parameter: str | None) -> Problem | None:
    """Give the problem with a gradient by name that has not the shape which a docstring states of a parameter."""
    resting = next((own for run, own in memory.stated.items() if run == scope), None)
    of = None if resting is None or parameter is None else resting.arrays.get(parameter)
    own_shape, event = _one_shape(histories), histories[0].first
    if resting is None or of is None or own_shape is None or event.guarded or memory.origins is None:
        return None
    if parameter in {name for _, name in memory.assigned} or of.shape.rank is None:
        return None
    known = {*resting.sizes, 1}
    if not all(isinstance(size, int) or size in known for size in (*own_shape.before, *of.shape.before)):
        return None
    if not _changed(of.shape, own_shape) or _is_taken(memory, event, of.shape):
        return None
    lineage = Lineage(memory.origins)
    if lineage.is_made_up(event.value) or any(lineage.same(part, of) for part in lineage.handed(event.value)):
        return None
    own = replace(event.value, name=event.name)
    message = f"gradient: {own.name} {own.shape} must have the shape of {of.name} {of.shape}"
    return Problem(
        message,
        (own, of),
        cause=f"gradient {own.name}",
        subject=own.name,
        basis=Basis.of(resting, {of.name}),
        help=next(_products(memory, event, of.shape), None),
    )


def _products(memory: Memory, event: Assigned, wanted: Shape) -> Iterator[str]:
    """Give the matrix products that would have a shape, in place of products element by element."""
    node = memory.assigned_node(event)
    for part in () if node is None else _terms(event.site, node, memory):
        operation = memory.operation(event.site, part)
        found = product_giving(operation, wanted) if operation is not None and multiplies(operation.name) else None
        if found is not None:
            yield found


_TAKING = {Role.REDUCES, Role.TURNS, Role.MOVES, Role.RESHAPES, Role.INDEXES}


def _is_taken(memory: Memory, gradient: Assigned, shape: Shape) -> bool:
    """Tell whether the gradient of a variable with a shape is made of an array by that name afterwards, but for ones.

    So it is where an array has a gradient for each example, and their mean is what is subtracted.
    """
    path, own = gradient.site.source.path, plain(gradient.name)
    return any(
        isinstance(value, Array) and value.shape == gradient.value.shape and plain(text) == own
        for operation in memory.operations.values()
        if operation.site.source.path == path
        and role_of(operation.rule) in _TAKING
        and isinstance(operation.outcome.result, Array)
        and _without_ones(operation.outcome.result.shape) == _without_ones(shape)
        for text, value in ((operation.site.source.segment(node), value) for node, value in operand_nodes(operation))
    )


def _without_ones(shape: Shape) -> tuple[Size, ...]:
    return tuple(size for size in shape.before if size != 1)


def _is_paired(lineage: Lineage, array: Array, of: Array) -> bool:
    """Tell whether an array can be the gradient of another one, which then has its shape, and no step of it.

    A step is a difference, as in `dX = X[1:] - X[:-1]`; or made up, as at random; or that of one of many places, of a
    path that has them all. Matrices of which a size differs are of other data, unless one is the transpose of the other
    or would be stretched.
    """
    own, other = array.shape.before, of.shape.before
    if len(own) == len(other) > 1 and Counter(own) != Counter(other) and 1 not in (*own, *other):
        return False
    if own == other[-len(own) :] or other == own[-len(other) :] or lineage.is_made_up(array):
        return False
    if not lineage.is_initial(of) or any(lineage.same(part, of) for part in lineage.handed(array)):
        return False
    if any(lineage.same(part, array) for part in lineage.ancestors(of)):
        return False
    return len(own) > 1 or len(other) > 1 or (lineage.is_initial(of, blank=True) and lineage.is_computed(array))


def _one_shape(histories: Sequence[History]) -> Shape | None:
    """Give the shape that a name always had, unless that is not known or it is a number."""
    shapes = {history.shape for history in histories}
    (shape,) = shapes if len(shapes) == 1 else (None,)
    return shape if shape is not None and shape.rank else None


RULE = LintRule(
    code="SHP202",
    name="update-changes-shape",
    events=(Assigned, Updated, Operation),
    concerns=lambda operation: not _GATHERS.isdisjoint(operation.names),
    check=_check,
    at_end=_unpaired,
    what="""
Finds an update that changes the shape of what it updates, where it stretches both sides, where a loop goes on with it,
or where it is by the gradient `dW` of `W`; a product of vectors that is one number and is added to all of a gradient,
as in `dW += dZ.T @ h`; and a gradient `dW` whose shape is not that of `W`, stretched or transposed:
the derivative of a cost by an array has the array's shape, dim(dX) = dim(X).
""",
    why="""
`b = b - alpha * db` with `b : (n, 1)` and `db : (n,)` gives an `(n, n)` matrix without a word; only `b -= alpha * db`
would raise. The network goes on with it, and is slow and wrong.
""",
    bad="""
import numpy as np

b = np.zeros((5, 1))
dZ = np.zeros((5, 7))
db = np.sum(dZ, axis=1)
b = b - 0.1 * db
""",
    good="""
import numpy as np

b = np.zeros((5, 1))
dZ = np.zeros((5, 7))
db = np.sum(dZ, axis=1, keepdims=True)
b = b - 0.1 * db
""",
)
