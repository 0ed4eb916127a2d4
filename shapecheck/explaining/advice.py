"""What to do about a name that nothing is known of: say its shape, its size, or what was probably meant."""

import ast
import builtins
from difflib import get_close_matches

from shapecheck.expressions.names import MODULES
from shapecheck.language import said, say
from shapecheck.ops.table import RULES, lookup

__all__ = ["advice", "meant", "reason_of", "unknown"]

_CLOSE = 0.8  # how alike a name must be that is suggested, as `difflib` counts
_FALSE_FRIENDS = "operator."  # `sigmoid` is like `imod` only by its letters

# Functions whose arguments are sizes, by how many of the first ones are not.
_SIZED = {
    "zeros": 0, "ones": 0, "empty": 0, "full": 0, "arange": 0, "range": 0, "eye": 0, "identity": 0, "rand": 0,
    "randn": 0, "tile": 1, "repeat": 1, "broadcast_to": 1, "reshape": 1, "resize": 1,
}  # fmt: skip


def meant(name: str) -> str:
    """Give `; did you mean np.sum?` for `numpy.summ`, or nothing where no name is close.

    Examples
    --------
    >>> meant("numpy.summ"), meant("ndarray.reshap"), meant("numpy.qwertz")
    ('np.sum', '.reshape', '')
    """
    owner, _, short = name.rpartition(".")
    known = {full.rpartition(".")[2]: full for full in RULES if full.rpartition(".")[0] == owner}
    friends = sorted(RULES, reverse=True)  # so that `numpy.sum` replaces `numpy.ma.sum`
    close = get_close_matches(short, known, 1, _CLOSE)
    if not close and owner != "ndarray":
        known = {full.rpartition(".")[2]: full for full in friends if not full.startswith(_FALSE_FRIENDS)}
        close = [short] if short in known else []
    if not close:
        return ""
    full = known[close[0]]
    return full.replace("ndarray", "", 1) if full.startswith("ndarray.") else full.replace("numpy", "np", 1)


def reason_of(gap: str) -> str:
    """Give in words why something was not understood, as the interpreter says it.

    Examples
    --------
    >>> reason_of("call of numpy.summ")
    'there is no rule for numpy.summ; did you mean np.sum?'
    """
    match gap.split():
        case ["call", "of", name]:
            pass
        case ["attribute", name, "of", "an", "array"]:
            name = f"ndarray.{name}"
        case _:
            return str(said(gap))
    if close := meant(name):
        return say("there is no rule for {name}; did you mean {close}?", name=name, close=close)
    return say("there is no rule for {name}", name=name)


def unknown(tree: ast.AST) -> str:
    """Give what to say where nothing is known of what a line gives."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and hasattr(builtins, node.func.id):
            name = node.func.id
            if name in {"max", "min"} and len(node.args) > 1:
                return say("this is Python's {name}: write {instead} instead", name=name, instead=f"np.{name}imum")
            if lookup(f"numpy.{name}") is not None:
                return say("this is Python's {name}: write {instead} instead", name=name, instead=f"np.{name}")
    return say("nothing is known of what it gives")


def advice(root: ast.AST, node: ast.Name) -> str:
    """Give what to say of a name in an expression that nothing is known of."""
    parents = {child: parent for parent in ast.walk(root) for child in ast.iter_child_nodes(parent)}
    parent = parents.get(node)
    name = node.id
    if isinstance(parent, ast.Call) and parent.func is node:
        if close := meant(f"numpy.{name}"):
            return say("there is no function {name} here; did you mean {close}?", name=repr(name), close=close)
        return say("there is no function {name} here: only those of NumPy are followed", name=repr(name))
    if isinstance(parent, ast.Attribute) and lookup(f"ndarray.{parent.attr}") is None:
        called = parents.get(parent)
        if isinstance(called, ast.Call) and called.func is parent:
            return say("{name} is not known: only NumPy functions are followed, under the name np", name=repr(name))
        return _give(ast.unparse(parent))
    if isinstance(parent, ast.Subscript) and parent.value is node and isinstance(parent.slice, ast.Constant):
        text = f'{name}["{parent.slice.value}"]' if isinstance(parent.slice.value, str) else ""
        return _give(text or name)
    if _is_size(node, parents):
        return say("{name} is not known: give its value, as in {example}", name=repr(name), example=f"{name}:=7")
    return _give(name)


def _give(name: str) -> str:
    return say("{name} is not known: give its shape, as in {example}", name=repr(name), example=f"{name}=3,2")


def _is_size(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    """Tell whether a name stands where a size or an index stands: in a tuple of sizes, in brackets, below 1."""
    parent = parents.get(node)
    if isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Div) and isinstance(parent.left, ast.Constant):
        return parent.right is node
    while isinstance(parent, (ast.Tuple, ast.List, ast.BinOp)):
        node, parent = parent, parents.get(parent)
    if isinstance(parent, ast.Subscript):
        return parent.slice is node and not isinstance(parent.value, ast.Call)
    if isinstance(parent, ast.Slice):
        return True
    if not isinstance(parent, ast.Call):
        return False
    function = parent.func
    short = getattr(function, "attr", getattr(function, "id", ""))
    first = _SIZED.get(short)
    if first and isinstance(function, ast.Attribute) and not _is_numpy(function.value):
        first = 0  # `X.reshape(m, 2)`
    return first is not None and any(argument is node for argument in parent.args[first:])


def _is_numpy(node: ast.expr) -> bool:
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name) and node.id in MODULES
