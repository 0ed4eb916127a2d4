"""Gradients, by their names, and what they are the gradients of: pairs whose shapes differ."""

import ast
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TypeAlias

from shapecheck.core.array import Array
from shapecheck.core.dim import Size
from shapecheck.core.shape import Shape
from shapecheck.infer.events import Assigned, Operation
from shapecheck.infer.laws import names_gradient, parameter_of, parameters_of
from shapecheck.infer.lineage import Lineage, arrays_of
from shapecheck.infer.site import Site
from shapecheck.infer.told_of_calls import Named
from shapecheck.infer.tree import nodes_in
from shapecheck.infer.written import operand_nodes
from shapecheck.lint.changes import is_changed
from shapecheck.lint.gradients import Scope, is_of_callee, mentions, plain, scope_of, terms
from shapecheck.lint.memory import History, Memory, Run, run_of
from shapecheck.lint.products import product_giving
from shapecheck.lint.rule import Basis, Problem
from shapecheck.lint.sentences import must_match
from shapecheck.ops.roles import Algebra, Role, algebra_of, multiplies, role_of

__all__ = ["unpaired"]

# A gradient: where its name stands, what it was given, and what its variable was given.
_Pair: TypeAlias = tuple[tuple[Scope, str], Sequence[History], Sequence[History]]
_Names: TypeAlias = Mapping[tuple[Scope, str], Sequence[History]]


def unpaired(memory: Memory) -> Iterator[tuple[Assigned | Named, Problem]]:
    """Give the gradients by name that have not the shape of what they are the gradient of.

    Only where each of the two names had one shape all along: in a loop over layers the names stand for one layer after
    the other.
    """
    assigned = _by_scope(memory.assigned)
    told: set[tuple[Scope, str]] = set()
    for (scope, key), histories in assigned.items():
        parameter, event = parameter_of(key), histories[0].first
        problem = _of_stated(memory, histories, scope, parameter)
        if problem is None and parameter is not None and (scope, parameter) in assigned:
            problem = _compared(memory, histories, assigned[scope, parameter])
        if problem is not None:
            told.add((scope, key))
            yield event, problem
    if memory.origins is not None:
        pairs = _Pairs(memory, Lineage(memory.origins), assigned)
        for at, event, problem in pairs.problems():
            if at not in told:
                yield event, problem


def _by_scope(histories: Mapping[tuple[Run, str], History]) -> _Names:
    named: dict[tuple[Scope, str], list[History]] = {}
    for (run, name), history in histories.items():
        named.setdefault(scope_of(run, name), []).append(history)
    return named


def _compared(memory: Memory, histories: Sequence[History], variables: Sequence[History]) -> Problem | None:
    """Give the problem with a gradient whose variable is assigned beside it."""
    (own_shape, shape), event = map(_one_shape, (histories, variables)), histories[0].first
    if own_shape is None or shape is None or event.guarded or memory.origins is None:
        return None
    if not is_changed(shape, own_shape) or _is_taken(memory, event, shape):
        return None
    of = variables[0].first
    if is_of_callee(memory.assigned_node(event), event.site.source.tree, of.name):
        return None
    lineage = Lineage(memory.origins)
    if not _is_paired(lineage, event.value, of.value) or _is_reduced(lineage, event.value, of.value):
        return None  # a distance or a length is no gradient
    return _worded(event, of)


def _worded(event: Assigned | Named, of: Assigned | Named) -> Problem:
    own, other = replace(event.value, name=event.name), replace(of.value, name=of.name)
    message = must_match(own, other)
    made = event.value if isinstance(event.value, Array) else None
    return Problem(message, (own, other), made=made, wanted=other, cause=f"gradient {own.name}", subject=own.name)


class _Pairs:
    """Gradients of what a function is given, those that are one number, and those whose names alone say too little.

    Something else must speak for them: a step `b - rate * db`, or another gradient that is made of the same arrays.

    Parameters
    ----------
    memory : Memory
        What was seen.
    lineage : Lineage
        How arrays were made.
    assigned : mapping
        What was assigned to each name.
    """

    def __init__(self, memory: Memory, lineage: Lineage, assigned: _Names) -> None:
        self._memory, self._lineage = memory, lineage
        self._named: dict[tuple[Scope, str], list[History]] = {key: list(found) for key, found in assigned.items()}
        for key, found in _by_scope(memory.named).items():
            self._named[key] = [*found, *self._named.get(key, ())]
        self._pairs: dict[object, list[_Pair]] = {}
        made = [*assigned.items(), *((scope_of(*key), (found,)) for key, found in memory.named.items())]
        for at, histories in made:
            variables = self._variables(at, histories[0].first.site)
            if variables is not None and isinstance(histories[0].first.value, Array):
                run = run_of(histories[0].first.site)
                self._pairs.setdefault(run, []).append((at, histories, variables))

    def _variables(self, at: tuple[Scope, str], site: Site) -> Sequence[History] | None:
        """Return what is known of what a name may be that of the gradient of, where the name stands or around it."""
        (scope, key), path = at, site.source.path
        nearest = (run_of(site), scope) if scope == (path,) else (scope, run_of(site))
        scopes = (*nearest, (path, site.function.rpartition(".")[0]), (path,))
        module = (path, "<module>", id(None))
        for parameter in parameters_of(key) or self._stepped(path, key):
            is_meant = site.function == "<module>" or mentions(site.source.tree, site.function, parameter)
            found = (self._named.get((own, parameter)) for own in (*scopes, *((module,) if is_meant else ())))
            known = next((one for one in found if one is not None), None)
            if known is not None:
                return known
        return None

    def _stepped(self, path: str, key: str) -> Sequence[str]:
        """Return the name of the one variable that a gradient with no other name is subtracted from."""
        found = [of for own, of, name in self._steps if own == path and name == key] if names_gradient(key) else []
        return found if len(found) == 1 else ()

    def problems(self) -> Iterator[tuple[tuple[Scope, str], Assigned | Named, Problem]]:
        """Give each problem with where its name stands, and what gave it its value."""
        for pairs in self._pairs.values():
            for pair in pairs:
                at, histories, variables = pair
                event, of = histories[0].first, variables[0].first
                if self._differ(histories, variables) and (
                    self._is_step(event, of) or self._has_kin(pair, pairs) or self._is_subtracted(event.value, of.value)
                ):
                    cause = f"gradient {event.name} in {event.site.function}"
                    part = _mendable(self._memory, event, of.value.shape)
                    yield at, event, replace(_worded(event, of), cause=cause, mendable=part)

    def _differ(self, histories: Sequence[History], variables: Sequence[History]) -> bool:
        """Tell whether what looks like a gradient has another shape than its variable, and no reason for that."""
        event, of, memory = histories[0].first, variables[0].first, self._memory
        shapes = {history.shape for history in histories}
        own_shape, shape = shapes.pop() if len(shapes) == 1 else None, _one_shape(variables)
        if (
            own_shape is None
            or own_shape.rank is None
            or shape is None
            or event.guarded
            or not is_changed(shape, own_shape)
        ):
            return False
        if set(shape.before) <= {1} or not isinstance(of.value, Array) or _is_taken(memory, event, shape):
            return False
        if is_of_callee(memory.assigned_node(event), event.site.source.tree, plain(of.name)):
            return False
        if own_shape.rank:
            return _is_paired(self._lineage, event.value, of.value) and not _is_reduced(
                self._lineage, event.value, of.value
            )
        return self._is_sum(event.value, of.value)

    def _is_sum(self, number: Array, of: Array) -> bool:
        """Tell whether a number is a sum or a product of arrays, and not one of its variable alone."""
        made = [known for known in map(self._lineage.made_by, self._lineage.elementwise(number, numbers=True)) if known]
        if not any(role_of(known.rule) in {Role.REDUCES, Role.PRODUCTS} for known in made):
            return False
        behind = list(self._lineage.ancestors(number, numbers=True))
        before = [known for known in map(self._lineage.made_by, behind) if known is not None]
        if any(role_of(known.rule) is Role.DIFFERENCES for known in before):
            return False
        leaves = [own for own in behind if self._lineage.made_by(own) is None or not _operands(self._lineage, own)]
        return any(not self._lineage.same(own, of) for own in leaves) and not any(
            self._lineage.same(own, number) for own in self._lineage.ancestors(of)
        )

    def _is_step(self, event: Assigned | Named, of: Assigned | Named) -> bool:
        """Tell whether a number times the gradient is subtracted from the variable."""
        return (event.site.source.path, plain(of.name), plain(event.name)) in self._steps

    def _is_subtracted(self, gradient: Array, of: Array) -> bool:
        """Tell whether the gradient is subtracted from the variable, which keeps its shape, under any name.

        In a loop another turn may have done it, and on what the turn before it left.
        """
        same, made_by = self._lineage.same, self._lineage.made_by
        made = made_by(gradient)
        for operation, left, right in self._differences:
            before = made_by(left)
            is_carried = before is not None and before.site.node is operation.site.node
            if left.shape != of.shape or not (is_carried or same(left, of)):
                continue
            for part in self._lineage.elementwise(right, numbers=True):
                known = made_by(part)
                if same(part, gradient) or (made and known and made.site.node is known.site.node):
                    return True
        return False

    @cached_property
    def _differences(self) -> list[tuple[Operation, Array, Array]]:
        """The differences of an array and a product with a number that keep the shape, with both operands."""
        found = []
        for operation in self._memory.operations.values():
            left, right = (*operation.arguments, None, None)[:2]
            if algebra_of(operation.name, operation.arguments) is not Algebra.SUBTRACTS:
                continue
            if not isinstance(left, Array) or not isinstance(right, Array):
                continue
            made, result = self._lineage.made_by(right), operation.outcome.result
            scaled = made is not None and algebra_of(made.name, made.arguments) in _SCALES
            if scaled and isinstance(result, Array) and result.shape == left.shape:
                found.append((operation, left, right))
        return found

    @cached_property
    def _steps(self) -> set[tuple[str, str, str]]:
        """Each variable with what a number times of it is subtracted, by their names in a file."""
        found: set[tuple[str, str, str]] = set()
        for operation in self._memory.operations.values():
            if algebra_of(operation.name, operation.arguments) is not Algebra.SUBTRACTS:
                continue
            source, match = operation.site.source, operation.site.node
            sides = (match.left, match.right) if isinstance(match, ast.BinOp) else ()
            sides = (match.target, match.value) if isinstance(match, ast.AugAssign) else sides
            if sides and isinstance(sides[1], ast.BinOp) and isinstance(sides[1].op, (ast.Mult, ast.Div)):
                names = (source.segment(part) for part in nodes_in(sides[1]) if isinstance(part, _PLACES))
                found.update((source.path, plain(source.segment(sides[0])), plain(name)) for name in names)
        return found

    def _has_kin(self, pair: _Pair, pairs: Iterable[_Pair]) -> bool:
        """Tell whether another gradient in the same run is made of an array that this one is made of."""
        _, histories, variables = pair
        own, of = histories[0].first.value, variables[0].first.value
        for _, others, other_variables in pairs:
            other, other_of = others[0].first.value, other_variables[0].first.value
            if other_of is of:
                continue
            made = self._lineage.keys(other) | self._lineage.keys(others[0].last.value)
            common = self._lineage.keys(own) & made
            if common - {self._lineage.key(variable) for variable in (of, other_of) if isinstance(variable, Array)}:
                return True
        return False


_SCALES = frozenset({Algebra.MULTIPLIES, Algebra.DIVIDES})
_PLACES = (ast.Name, ast.Attribute, ast.Subscript)


def _operands(lineage: Lineage, array: Array) -> list[Array]:
    known = lineage.made_by(array)
    return [] if known is None else arrays_of(known, numbers=True)


def _is_reduced(lineage: Lineage, array: Array, of: Array) -> bool:
    """Tell whether an array is a reduction of another one, each changed element by element at most.

    What is left of a product, `W @ X + b - Y`, is no distance.
    """
    for known in lineage.reductions(array):
        source = known.arguments[0] if known.arguments else None
        parts = list(lineage.elementwise(source)) if isinstance(source, Array) else []
        made = (lineage.made_by(part) for part in parts)
        if any(lineage.same(part, of) for part in parts) and not any(
            one is not None and role_of(one.rule) is Role.PRODUCTS for one in made
        ):
            return True
    return False


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
    if not is_changed(of.shape, own_shape) or _is_taken(memory, event, of.shape):
        return None
    lineage = Lineage(memory.origins)
    if lineage.is_made_up(event.value) or any(lineage.same(part, of) for part in lineage.handed(event.value)):
        return None
    own = replace(event.value, name=event.name)
    message = must_match(own, of)
    return Problem(
        message,
        (own, of),
        cause=f"gradient {own.name}",
        subject=own.name,
        basis=Basis.of(resting, {of.name}),
        made=event.value,
        wanted=of,
        mendable=_mendable(memory, event, of.shape),
    )


def _mendable(memory: Memory, event: Assigned | Named, wanted: Shape) -> ast.AST | None:
    """Give what a change is looked for in: a product element by element of what would be a matrix product; or all."""
    node = memory.assigned_node(event)
    for part in () if node is None else terms(event.site, node, memory):
        operation = memory.operation(event.site, part)
        if operation is not None and multiplies(operation.name) and product_giving(operation, wanted):
            return part
    return node if event.value.shape.rank else None  # of a number, its sum is changed where it was made


_TAKING = {Role.REDUCES, Role.TURNS, Role.MOVES, Role.RESHAPES, Role.INDEXES}


def _is_taken(memory: Memory, gradient: Assigned | Named, shape: Shape) -> bool:
    """Tell whether the gradient of a variable with a shape is made of an array by that name afterwards, but for ones.

    So it is where an array has a gradient for each example, and their mean is what is subtracted.
    """
    path, own = gradient.site.source.path, plain(gradient.name)
    made: set[ast.AST] = set()  # what is made of it, step by step: `dW.transpose(1, 0).reshape(n, c, h, w)`
    for operation in memory.operations.values():
        if operation.site.source.path != path or role_of(operation.rule) not in _TAKING:
            continue
        if any(
            node in made
            or (
                isinstance(value, Array)
                and value.shape == gradient.value.shape
                and plain(operation.site.source.segment(node)) == own
            )
            for node, value in operand_nodes(operation)
        ):
            made.add(operation.site.node)
            result = operation.outcome.result
            if isinstance(result, Array) and _without_ones(result.shape) == _without_ones(shape):
                return True
    return False


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
