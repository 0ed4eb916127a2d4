"""SHP214: a walk over two arrays or lists side by side that ends with the shorter one."""

import ast
from dataclasses import replace
from itertools import combinations, permutations, product
from typing import Any

from shapecheck.core.array import Array
from shapecheck.display import shortened
from shapecheck.infer.lineage import Lineage, axis_reduced
from shapecheck.infer.told_of_calls import Zipped
from shapecheck.infer.tree import nodes_in, once
from shapecheck.language import Phrase, say
from shapecheck.lint.memory import Memory
from shapecheck.lint.rule import LintRule, Problem
from shapecheck.ops.roles import Role, role_of
from shapecheck.wording import listed

_MOST_TIMES = 3  # that the longer one is longer where the shorter one is no choice of some of its items


def _check(event: Zipped, memory: Memory) -> Problem | None:
    if len(set(event.lengths)) == 1 or 0 in event.lengths or any(map(_is_part, event.nodes)):
        return None
    lineage = None if memory.origins is None else Lineage(memory.origins)
    pairs = [
        (short, few, long, many)
        for pair in combinations(zip(event.values, event.lengths, strict=True), 2)
        for (short, few), (long, many) in permutations(pair)
        if few < many
    ]
    if lineage is None or not any(_is_of_columns(lineage, *pair) for pair in permutations(event.values, 2)):
        names = [_names(node) - _imported(event.site.source.tree) for node in event.nodes]
        if len(frozenset().union(*names)) < sum(map(len, names)):
            return None  # one of them is made of another one: `zip(x, x[1:])`
        if any(_is_meant(*pair) for pair in pairs):
            return None
        if lineage is not None and any(_are_of_one(lineage, short, long) for short, _, long, _ in pairs):
            return None
        if not any(isinstance(long, Array) for _, _, long, _ in pairs):
            return None  # numbers that are written out, such as widths of lines, may be more than are needed
    if not any(isinstance(value, Array) for value in event.values):
        return None
    texts = [shortened(event.site.source.segment(node)) for node in event.nodes]
    lengths = listed(
        say("{size} ({place})", size=length, place=text) for length, text in zip(event.lengths, texts, strict=True)
    )
    sides = list(zip(event.values, texts, event.nodes, strict=True))
    message = say(
        "{operation}: lengths differ: {lengths}; the rest of the longer one is left out",
        operation=_called(event),
        lengths=lengths,
    )
    return Problem(
        message,
        tuple(replace(value, name=text) for value, text, _ in sides if isinstance(value, Array)),
        tuple((node, value) for value, _, node in sides if isinstance(value, Array)),
    )


def _called(event: Zipped) -> str:
    node = event.site.node
    return event.site.source.segment(node.func) if isinstance(node, ast.Call) else "zip"


def _is_part(node: ast.expr) -> bool:
    """Tell whether a part of something is taken right there: `x[:3]`, `x[1:]`."""
    return any(isinstance(part, ast.Slice) for part in ast.walk(node))


def _names(node: ast.expr) -> frozenset[str]:
    return frozenset(part.id for part in ast.walk(node) if isinstance(part, ast.Name))


@once
def _imported(tree: ast.Module) -> frozenset[str]:
    imports = (node for node in nodes_in(tree) if isinstance(node, (ast.Import, ast.ImportFrom)))
    return frozenset(name.asname or name.name.partition(".")[0] for node in imports for name in node.names)


def _is_meant(short: Any, few: int, long: Any, many: int) -> bool:
    """Tell whether one of two is longer on purpose: words and colours, of which there are more than are needed."""
    if _are_texts(long):
        return True
    if isinstance(long, Array) and long.shape.before[1:2] == (few,):
        return False  # rows for columns
    return many > _MOST_TIMES * few


def _are_texts(value: Any) -> bool:
    if isinstance(value, str) or (isinstance(value, Array) and value.kind == "U"):
        return True
    items = value if isinstance(value, tuple) else getattr(value, "items", None)
    return bool(items) and not isinstance(value, Array) and all(isinstance(item, str) for item in items or ())


def _is_of_columns(lineage: Lineage, vector: Any, matrix: Any) -> bool:
    """Tell whether one array has a number for each column of the other one, as `x.mean(axis=0)` has."""
    if (
        not isinstance(vector, Array)
        or not isinstance(matrix, Array)
        or vector.shape.rank != 1
        or matrix.shape.rank != 2
    ):
        return False
    known = lineage.made_by(vector)
    if known is None or role_of(known.rule) is not Role.REDUCES or axis_reduced(known) != 0:
        return False
    return isinstance(known.arguments[0], Array) and lineage.same(known.arguments[0], matrix)


def _are_of_one(lineage: Lineage, short: Any, long: Any) -> bool:
    """Tell whether two arrays come from one, or one of them is a part or has the places between."""
    arrays = [value for value in (short, long) if isinstance(value, Array)]
    for array in arrays:
        made = lineage.made_by(array)
        if made is not None and role_of(made.rule) in {Role.INDEXES, Role.PLACES, Role.DIFFERENCES}:
            return True
    if len(arrays) < 2:
        return False
    ancestors = [list(lineage.ancestors(array)) for array in arrays]
    return any(lineage.same(*pair) for pair in product(*ancestors))


RULE = LintRule(
    code="SHP214",
    name="zip-of-unequal-lengths",
    events=(Zipped,),
    check=_check,
    what=Phrase(
        "Finds a `zip` of an array and of other arrays, lists or tuples whose lengths are known and differ. "
        "Nothing is reported where `strict` is given; where one of them is a part of the other, `zip(x, "
        "x[1:])`, or is computed from it; where `range` counts; and where the longer one has only words, such "
        "as colours, of which there may be more than needed."
    ),
    why=Phrase(
        "`zip` ends silently with the shorter one: the last rows are never used. Often rows are mistaken for columns."
    ),
    bad="""
import numpy as np

hours = (4, 10)
levels = np.zeros((3, 2))
for hour, level in zip(hours, levels):
    print(hour, level)
""",
    good="""
import numpy as np

hours = (4, 10)
levels = np.zeros((3, 2))
for hour, level in zip(hours, levels.T):
    print(hour, level)
""",
)
