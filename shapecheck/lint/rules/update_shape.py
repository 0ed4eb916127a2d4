"""SHP202: a gradient or an update whose shape is not that of what it updates."""

import ast
from dataclasses import replace

from shapecheck.core.array import Array
from shapecheck.core.compare import compare
from shapecheck.core.verdict import Verdict
from shapecheck.infer.events import Assigned, Operation, Updated
from shapecheck.infer.laws import parameter_of
from shapecheck.infer.lineage import Lineage
from shapecheck.infer.site import Site
from shapecheck.infer.written import operand_nodes
from shapecheck.language import Phrase, say
from shapecheck.lint.changes import is_carried, is_changed
from shapecheck.lint.gradients import is_gradient, plain, terms
from shapecheck.lint.memory import Memory
from shapecheck.lint.pairing import unpaired
from shapecheck.lint.rule import LintRule, Problem
from shapecheck.lint.sentences import must_match
from shapecheck.lint.stretching import crossed, problem
from shapecheck.ops.roles import Role, role_of

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
    if not is_changed(before.shape, after.shape):
        if gradient is None or not _is_difference(operation):
            return None
        return _of_another_rank(event.name, before, operation.site, *gradient)
    stretched = crossed(operation)
    if stretched is None:
        if gradient is None and not (isinstance(event, Updated) and _is_step_of_loop(event, operation)):
            return None
    elif gradient is None and stretched.is_meant():
        return None  # by name a gradient has the shape of what it updates, however it was made
    message = say(
        "update: {name} {before} becomes {after}: the update changes its shape",
        name=event.name,
        before=before.shape,
        after=after.shape,
    )
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
    message = say(
        "gradient: {code} {shape} is one number, which is added to every element of {name} {wanted}",
        code=text,
        shape=own.shape,
        name=name,
        wanted=other.shape,
    )
    return Problem(message, (own, other))


def _is_step_of_loop(event: Updated, operation: Operation) -> bool:
    """Tell whether a loop goes on with the difference: the next turn starts from another shape.

    A sum may be broadcast on purpose, where it starts.
    """
    return _is_difference(operation) and is_carried(event.site, event.name)


def _is_difference(operation: Operation) -> bool:
    return isinstance(operation.site.node, ast.BinOp) and isinstance(operation.site.node.op, ast.Sub)


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
    for part in terms(site, site.node, memory):
        inner = memory.operation(site, part)
        for node, value in () if inner is None else operand_nodes(inner):
            if isinstance(node, (ast.Name, ast.Attribute, ast.Subscript)) and isinstance(value, Array):
                text = site.source.segment(node)
                if not value.shape.rank or not is_gradient(text, name):
                    continue
                if memory.origins is None or not Lineage(memory.origins).is_made_up(value):  # else it is a step
                    return text, value
    return None


def _of_another_rank(name: str, before: Array, site: Site, text: str, gradient: Array) -> Problem | None:
    """Give the problem with a gradient by name in an update, which is stretched to what it is the gradient of."""
    sizes = gradient.shape.before
    if gradient.shape.rank == before.shape.rank or (before.shape.before[-len(sizes) :] == sizes and set(sizes) != {1}):
        return None  # along all last axes: a row that the same is said of in fewer axes, or a step of all rows
    own, other = replace(gradient, name=text), replace(before, name=name)
    message = must_match(own, other)
    return Problem(
        message, (own, other), made=gradient, wanted=before, cause=f"gradient {text}", subject=text, site=site
    )


RULE = LintRule(
    code="SHP202",
    name="update-changes-shape",
    events=(Assigned, Updated, Operation),
    concerns=lambda operation: not _GATHERS.isdisjoint(operation.names),
    check=_check,
    at_end=unpaired,
    what=Phrase(
        "Finds an update that changes the shape of its variable, where it stretches both sides, where a loop "
        "goes on with it, or where it uses the gradient `dW` of `W`; a product of vectors that is one number "
        "and is added to all of a gradient, as in `dW += dZ.T @ h`; and a gradient `dW` whose shape is not "
        "that of `W`, stretched or transposed: the derivative of a cost with respect to an array has the shape "
        "of the array, dim(dX) = dim(X). An array that is one number, or has another name such as `d_w`, "
        "`w_grad` or `g_w`, counts as the gradient where a number times it is subtracted from `w`, or where "
        "another gradient is computed from the same arrays."
    ),
    why=Phrase(
        "`b = b - alpha * db` with `b : (n, 1)` and `db : (n,)` results silently in an `(n, n)` matrix; only "
        "`b -= alpha * db` would raise an error. The network goes on with it, and is slow and wrong."
    ),
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
