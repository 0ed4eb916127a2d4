"""Variables that are computed anew from themselves: whether a shape changes, and whether a loop goes on with it."""

import ast
from collections.abc import Mapping
from typing import TypeAlias

from shapecheck.core.compare import compare
from shapecheck.core.dim import symbol_in
from shapecheck.core.shape import Shape
from shapecheck.core.verdict import Verdict
from shapecheck.infer.site import Site
from shapecheck.infer.survey import carried
from shapecheck.infer.tree import once
from shapecheck.lint.memory import Spot, spot_of

__all__ = ["is_carried", "is_changed"]

_Loop: TypeAlias = ast.For | ast.AsyncFor | ast.While


def is_changed(before: Shape, after: Shape) -> bool:
    """Tell whether a shape is another one, unless sizes with a name of their own happen to be 1.

    What a size was computed to may well be 1: `n//n`.
    """
    if before.rank != after.rank:
        return True
    return any(
        compare(own, new) is Verdict.NO or (own == 1 and new != 1 and symbol_in(new) is not None)
        for own, new in zip(before.before, after.before, strict=True)
    )


def is_carried(site: Site, name: str) -> bool:
    """Tell whether a loop around an assignment, or the target of one, goes on with what is assigned."""
    loops = _around(site.source.tree).get(spot_of(site.node), ())
    return any(name in carried(loop) or not name.isidentifier() for loop in loops)


@once
def _around(tree: ast.Module) -> Mapping[Spot, tuple[_Loop, ...]]:
    """Give the loops around each assignment of a file, and around its targets.

    Those around the function that it is in are left out.
    """
    found: dict[Spot, tuple[_Loop, ...]] = {}
    pending: list[tuple[ast.AST, tuple[_Loop, ...]]] = [(tree, ())]
    while pending:
        node, loops = pending.pop()
        if isinstance(node, (ast.Assign, ast.AugAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found.update((spot_of(part), loops) for part in (node, *targets))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            loops = ()
        elif isinstance(node, (ast.For, ast.AsyncFor, ast.While)):
            loops = (*loops, node)
        pending += [(inner, loops) for inner in ast.iter_child_nodes(node) if not isinstance(inner, ast.expr)]
    return found
