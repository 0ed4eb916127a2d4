"""Whether a file calls NumPy, read off its text: where it does and no operation was seen, that must be told."""

import ast
from collections.abc import Iterator

from shapecheck.infer.tree import nodes_in, parse
from shapecheck.ops.namespaces import NAMESPACES, canonical, numpy_name

__all__ = ["first_call_of_numpy"]

_TOPS = frozenset(name.partition(".")[0] for name in ("numpy", *NAMESPACES))


def first_call_of_numpy(text: str) -> int | None:
    r"""Give the line of the first call of an operation of NumPy's, or None where there is no such call.

    Examples
    --------
    >>> first_call_of_numpy("import numpy as np\nx = np.zeros(3)")
    2
    >>> first_call_of_numpy("import numpy as np\nnp.random.seed(0)")
    """
    if not any(name in text for name in _TOPS):
        return None
    tree = parse(text)
    names, stars = _imported(tree)
    calls = (node for node in nodes_in(tree) if isinstance(node, ast.Call))
    return min((node.lineno for node in calls if any(map(canonical, _called(node.func, names, stars)))), default=None)


def _imported(tree: ast.Module) -> tuple[dict[str, str], tuple[str, ...]]:
    """Give the full names of what is imported by the names that it has, and the modules of star imports."""
    names: dict[str, str] = {}
    stars: list[str] = []
    for node in nodes_in(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                top = alias.name.partition(".")[0]
                names[alias.asname or top] = alias.name if alias.asname else top
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                if alias.name == "*":
                    stars.append(node.module)
                else:
                    names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return names, tuple(star for star in stars if numpy_name(star).partition(".")[0] == "numpy")


def _called(node: ast.expr, names: dict[str, str], stars: tuple[str, ...]) -> Iterator[str]:
    """Give the full names that a called expression may stand for."""
    path: list[str] = []
    while isinstance(node, ast.Attribute):
        path.append(node.attr)
        node = node.value
    if isinstance(node, ast.Name):
        tops = [names[node.id]] if node.id in names else [f"{star}.{node.id}" for star in stars]
        for top in tops:
            yield ".".join([top, *reversed(path)])
