"""Which names of a body its values come from, read off its text: what is assigned to each, not what that gives.

A *token* is a name, or an attribute of the object that a method belongs to: `self.dim`.
"""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from shapecheck.infer.tree import nodes_in, once, positional

__all__ = ["Flow", "flow_of", "passed", "rewritten_in", "tokens"]

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_OWN = (*_FUNCTIONS, ast.ClassDef)
_COUNTING = frozenset({"range", "enumerate", "count"})


@dataclass(frozen=True, slots=True)
class Flow:
    """How values go from name to name in a body.

    Parameters
    ----------
    parameters : frozenset of str
        The parameters of the function; none for a module.
    owner : str
        The parameter that is the object of a method: `self`; empty for any other function.
    assigned : mapping of str to tuple of ast.expr
        The expressions that each token is assigned from, wherever in the body.
    counters : frozenset of str
        The names that count turns of loops: `i` of `for i in range(n)`.
    """

    parameters: frozenset[str]
    owner: str
    assigned: Mapping[str, tuple[ast.expr, ...]]
    counters: frozenset[str]
    _made_of: dict[str, frozenset[str]] = field(default_factory=dict, init=False, repr=False)

    def made_of(self, token: str) -> frozenset[str]:
        """Return the tokens that a token is assigned from, wherever in the body."""
        found = self._made_of.get(token)
        if found is None:
            found = self._made_of[token] = frozenset(tokens(self.assigned.get(token, ()), self.owner))
        return found


@once
def flow_of(body: ast.AST) -> Flow:
    """Return how values go from name to name in a function or a module, functions inside it left out."""
    arguments = body.args if isinstance(body, _FUNCTIONS) else None
    names = [] if arguments is None else [one.arg for one in positional(arguments)]
    others = [] if arguments is None else [*arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
    parameters = frozenset((*names, *(one.arg for one in others if one is not None)))
    owner = names[0] if names and names[0] in {"self", "cls"} else ""
    assigned: dict[str, list[ast.expr]] = {}
    counters: set[str] = set()
    for node in _statements(body):
        for target, value in _assignments(node):
            for token in _targets(target, owner):
                assigned.setdefault(token, []).append(value)
        if isinstance(node, (ast.For, ast.AsyncFor, ast.comprehension)) and _counts(node.iter):
            first = node.target.elts[0] if isinstance(node.target, ast.Tuple) and node.target.elts else node.target
            counters.update(_targets(first, owner))
    return Flow(parameters, owner, {name: tuple(found) for name, found in assigned.items()}, frozenset(counters))


def _statements(body: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes of a body, those of functions and classes inside it left out."""
    inner = getattr(body, "body", [])
    stack: list[ast.AST] = [*inner] if isinstance(inner, list) else [inner]
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, _OWN):
            stack.extend(ast.iter_child_nodes(node))


def _assignments(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Yield the targets of a statement with what they are assigned from; an item or a call changes its owner."""
    match node:
        case ast.Assign(targets, value):
            for target in targets:
                pairs = _paired(target, value)
                yield from pairs
        case ast.AnnAssign(target, _, ast.expr() as value) | ast.AugAssign(target, _, value):
            yield target, value
        case ast.NamedExpr(target, value):
            yield target, value
        case ast.For(target, source) | ast.AsyncFor(target, source) | ast.comprehension(target, source):
            yield target, source
        case ast.withitem(source, ast.expr() as target):
            yield target, source
        case ast.Call(ast.Attribute(owner, _), arguments):  # such as `rows.append(row)`
            for argument in arguments:
                yield owner, argument


def rewritten_in(loop: ast.AST, owner: str) -> frozenset[str]:
    """Return the tokens that are given another value, or are changed, in a loop or a comprehension."""
    return frozenset(
        token for node in nodes_in(loop) for target, _ in _assignments(node) for token in _targets(target, owner)
    )


def _paired(target: ast.expr, value: ast.expr) -> list[tuple[ast.expr, ast.expr]]:
    same = (
        isinstance(target, (ast.Tuple, ast.List))
        and isinstance(value, (ast.Tuple, ast.List))
        and len(target.elts) == len(value.elts)
        and not any(isinstance(part, ast.Starred) for part in (*target.elts, *value.elts))
    )
    if not same:
        return [(target, value)]
    assert isinstance(target, (ast.Tuple, ast.List))
    assert isinstance(value, (ast.Tuple, ast.List))
    return [pair for parts in zip(target.elts, value.elts, strict=True) for pair in _paired(*parts)]


def _targets(target: ast.expr, owner: str) -> Iterator[str]:
    """Yield the tokens that an assignment changes."""
    match target:
        case ast.Name(name):
            yield name
        case ast.Attribute(ast.Name(name), attribute) if name == owner:
            yield f"{name}.{attribute}"
        case ast.Attribute(inner, _) | ast.Subscript(inner, _) | ast.Starred(inner):
            yield from _targets(inner, owner)
        case ast.Tuple(parts) | ast.List(parts):
            for part in parts:
                yield from _targets(part, owner)


def _counts(source: ast.expr) -> bool:
    name = source.func if isinstance(source, ast.Call) else None
    return getattr(name, "id", getattr(name, "attr", "")) in _COUNTING


def tokens(nodes: Iterable[ast.AST], owner: str) -> set[str]:
    """Return the names that expressions read, attributes of the object of a method apart: `self.dim`."""
    found: set[str] = set()
    stack = list(nodes)
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and owner and node.value.id == owner:
            found.add(f"{owner}.{node.attr}")
        elif isinstance(node, ast.Name):
            found.add(node.id)
        else:
            stack.extend(ast.iter_child_nodes(node))
    return found


def passed(call: ast.AST, function: ast.AST, parameters: Iterable[str]) -> list[ast.expr]:
    """Return the arguments of a call that parameters of a function may have; all where that cannot be told."""
    if not isinstance(call, ast.Call) or not isinstance(function, _FUNCTIONS):
        return [node for node in nodes_in(call) if isinstance(node, ast.expr)]
    names = [one.arg for one in positional(function.args)]
    owner = [call.func.value] if isinstance(call.func, ast.Attribute) else []
    whole = [*call.args, *(keyword.value for keyword in call.keywords), *owner]
    if any(isinstance(part, ast.Starred) for part in call.args) or any(part.arg is None for part in call.keywords):
        return whole
    found: list[ast.expr] = []
    for parameter in parameters:
        by_name = [keyword.value for keyword in call.keywords if keyword.arg == parameter]
        if by_name or parameter not in names:
            found.extend(by_name or whole)
            continue
        place = names.index(parameter)
        if names[0] in {"self", "cls"}:  # the object may stand before the call, or be made by it
            found.extend(owner if place == 0 else call.args[place - 1 : place])
            found.extend(call.args[place : place + 1] if len(call.args) == len(names) else ())
        else:
            found.extend(call.args[place : place + 1])
    return found
