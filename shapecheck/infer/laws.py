"""The laws that dX is the gradient of X, and a cost one number: the one place where a name says what an array is."""

import ast
import re
from collections.abc import Collection, Mapping
from typing import Any

from shapecheck.infer.frames import Frame
from shapecheck.infer.survey import handed_on
from shapecheck.infer.tree import nodes_in, once, positional
from shapecheck.infer.values import Dictionary, Instance, Value

__all__ = [
    "attributes_in",
    "gradient_in",
    "is_cost",
    "made_of_gradients",
    "named_values",
    "names_gradient",
    "names_gradients",
    "parameter_of",
    "parameters_of",
    "with_gradients",
]

_OF_GRADIENTS = frozenset({"grad", "grads", "gradient", "gradients"})


def parameter_of(name: str) -> str | None:
    """Give the name that a name is that of the gradient of; None for other names.

    `grad_W` is one, and `grad_x` is not: in images that is a derivative along an axis.

    Examples
    --------
    >>> [parameter_of(name) for name in ("dW1", "db", "nabla_w", "grad_W", "W_grad")]
    ['W1', 'b', 'w', 'W', 'W']
    >>> [parameter_of(name) for name in ("W", "d", "d2", "nabla_", "grad_x", "x_grad", "gradW")]
    [None, None, None, None, None, None, None]
    """
    for word in ("d", "nabla_"):
        if name.startswith(word) and name.removeprefix(word).isidentifier():
            return name.removeprefix(word)
    rest = name.removeprefix("grad_").removesuffix("_grad")
    return rest if rest != name and rest[:1].isupper() else None


_SAID = re.compile(  # d_w, g_w, grad_w, gradW, dL_dw, dJ_d_w; w_grad, w_gradient
    r"(?:d_|g_|grad_?|gradient_|d[A-Za-z]{1,5}_d_?)(?P<behind>[A-Za-z]\w*)|(?P<before>[A-Za-z]\w*?)_(?:grad|gradient|g)"
)


def parameters_of(name: str) -> tuple[str, ...]:
    """Give the names that a name may be that of the gradient of; what else speaks for it must be asked.

    Examples
    --------
    >>> [parameters_of(name) for name in ("dW1", "d_theta", "g_offset", "w_grad", "dJ_dw", "mean")]
    [('W1',), ('_theta', 'theta'), ('offset',), ('w',), ('J_dw', 'w'), ()]
    """
    found, said = parameter_of(name), _SAID.fullmatch(name)
    names = (found, None if said is None else said["behind"] or said["before"])
    return tuple(dict.fromkeys(own for own in names if own is not None))


def names_gradient(name: str) -> bool:
    """Tell whether a name says that something is a gradient, and not of what.

    >>> names_gradient("grad"), names_gradient("grad_w")
    (True, False)
    """
    return name in _OF_GRADIENTS


@once
def with_gradients(function: ast.AST) -> frozenset[str]:
    """Return the names of which a function may have gradients, by the names, attributes and keys in it."""
    found: set[str] = set()
    for node in nodes_in(function):
        match node:
            case ast.Name(name) | ast.Attribute(_, name) | ast.Constant(str() as name):
                found.update(parameters_of(name))
    return frozenset(found)


_COST = re.compile(r"(?:\w+_)?(?:cost|loss)(?:\d*|_(?:train|test|val|total|value))")


def is_cost(name: str) -> bool:
    """Tell whether a name is that of the cost, which is one number.

    Examples
    --------
    >>> [is_cost(name) for name in ("cost", "train_loss", "cost1", "losses", "lossless", "costs", "loss_history")]
    [True, True, True, False, False, False, False]
    """
    return _COST.fullmatch(name) is not None


def gradient_in(owner: str, key: str) -> str:
    """Give the name of what a container has under a key: `dW1` for `grads["W1"]`, the key itself for other containers.

    >>> gradient_in("self.grads", "W1"), gradient_in("grads", "dW1"), gradient_in("params", "W1")
    ('dW1', 'dW1', 'W1')
    """
    of_gradients = owner.rpartition(".")[2] in _OF_GRADIENTS and parameter_of(key) is None
    return f"d{key}" if of_gradients and key.isidentifier() else key


def named_values(cells: Mapping[Any, Value]) -> Mapping[str, Value]:
    """Return the values of names, and of the keys of the dictionaries among them."""
    found: dict[str, Value] = {}
    for name, value in cells.items():
        if isinstance(value, Dictionary):
            items = {key: item for key, item in value.known.items() if isinstance(key, str)}
            found.update({gradient_in(str(name), key): item for key, item in items.items()})
    return found | {name: value for name, value in cells.items() if isinstance(name, str)}


def attributes_in(frame: Frame) -> tuple[str, Mapping[str, Value]]:
    """Return the object of a method, as it calls that, and the values of its attributes; nothing for a function.

    While the object is made, its gradients may be placeholders.
    """
    body, owner = frame.body, frame.first
    if frame.owner is None or not isinstance(owner, Instance) or frame.function.endswith(".__init__"):
        return "", {}
    if not isinstance(body, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return "", {}
    own = positional(body.args)
    return (own[0].arg if own else ""), {name: value for name, value in owner.cells.items() if type(name) is str}


@once
def names_gradients(function: ast.AST) -> bool:
    """Tell whether a function has something and its gradient, by their names, keys included."""
    names: set[str] = set()
    for node in nodes_in(function):
        match node:
            case ast.Subscript(owner, ast.Constant(str() as key)):
                names.add(gradient_in(ast.unparse(owner), key))
            case ast.Name(name) | ast.arg(name) | ast.Constant(str() as name):
                names.add(name)
    return any(parameter_of(name) in names for name in names)


def _is_called(target: ast.expr, name: str, owner: str) -> bool:
    """Tell whether a target is a name, an item with it as its key, or that attribute of an owner."""
    match target:
        case ast.Attribute(ast.Name(first), attribute) if owner:
            return (first, attribute) == (owner, name)
        case ast.Name(own):
            return own == name and not owner
        case ast.Subscript(container, ast.Constant(str() as key)):
            return gradient_in(ast.unparse(container), key) == name
    return False


def made_of_gradients(body: ast.AST | None, name: str, known: Collection[str] = (), owner: str = "") -> ast.expr | None:
    """Return the last expression that a name is given in a body, if it is made of another gradient.

    That is one of a matrix, as its name says, or of something that is `known`, as `dh` is beside `h`. An attribute of
    an `owner` needs not be made of a gradient if it is one of a matrix itself, or if the gradient of a matrix is known:
    what has both `self.W` and `self.dW` is a layer. What is made of `self.T` itself is no gradient of it, but a
    difference such as `np.diff(self.T)`. None where a turn of a loop reads what the one before it left: then it may be
    the gradient of something else by now.
    """
    parameter = parameter_of(name) or ""
    given: list[ast.Assign] = []
    for node in nodes_in(body) if body is not None else ():
        if isinstance(node, (ast.For, ast.While)) and {name, parameter} & handed_on(node) & _written(node):
            return None
        if isinstance(node, ast.Assign) and any(_is_called(to, name, owner) for to in node.targets):
            given.append(node)
        elif (
            isinstance(node, ast.AugAssign)
            and not isinstance(node.target, ast.Subscript)
            and _is_called(node.target, name, owner)
        ):
            return None
    if not given:
        return None
    last = max(given, key=lambda node: (node.lineno, node.col_offset))
    if owner:
        is_of_layer = parameter[:1].isupper() or any(own[:1].isupper() for own in known)
        is_new = not _reads(last.value, owner, parameter) and not _writes(body, owner, parameter)
        return last.value if is_of_layer and is_new else None
    names = {part.id for part in nodes_in(last.value) if isinstance(part, ast.Name)} - {name}
    is_said = any(isinstance(to, ast.Subscript) and not _has_key(to, name) for to in last.targets)  # by the container

    def is_gradient(own: str) -> bool:
        of = parameter_of(own)
        return of is not None and (is_said or of[:1].isupper() or of in known)

    return last.value if any(map(is_gradient, names)) else None


def _writes(body: ast.AST | None, owner: str, attribute: str) -> bool:
    """Tell whether a body gives an attribute of an owner another value: an update, which is looked at itself."""
    return body is not None and any(
        isinstance(part, ast.Attribute) and isinstance(part.ctx, ast.Store) and _is_called(part, attribute, owner)
        for part in nodes_in(body)
    )


def _reads(given: ast.expr, owner: str, attribute: str) -> bool:
    """Tell whether an expression has an attribute of an owner in it."""
    return any(isinstance(part, ast.Attribute) and _is_called(part, attribute, owner) for part in nodes_in(given))


@once
def _written(loop: ast.AST) -> frozenset[str]:
    """Return the names that a turn of a loop gives a value."""
    return frozenset(
        part.id for part in nodes_in(loop) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
    )


def _has_key(target: ast.Subscript, name: str) -> bool:
    return isinstance(target.slice, ast.Constant) and target.slice.value == name
