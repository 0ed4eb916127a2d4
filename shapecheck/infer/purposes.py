"""Which matrices a function treats as square ones on purpose: nothing is said of these, whatever a change would free.

A graph's or a chain's matrix is put together with its own sums, `np.diag(A.sum(axis=0)) @ A`, or inverted beside an
identity, `np.linalg.inv(np.eye(n) - A)`.
"""

import ast
import re
from collections.abc import Callable, Collection, Sequence

from shapecheck.core.array import Array, Axis
from shapecheck.core.claims import Agree, Broadcastable, Claim
from shapecheck.core.dim import Size
from shapecheck.core.shape import Shape
from shapecheck.infer.lineage import Lineage, axis_reduced
from shapecheck.infer.origins import Origins
from shapecheck.infer.tree import nodes_in, once
from shapecheck.ops.roles import Role, is_extreme, is_matrix_product, role_of, takes_square
from shapecheck.ops.rule import Rule

__all__ = ["Purposes", "goes_with_tables", "states_square"]

_NAME = r"([A-Za-z](?:_\w+|\w)?)"  # of a size; no word, as in "step-by-step"
_STATED = re.compile(  # (n, n), n x n, n-by-n, a square matrix
    r"[(\[]\s*([A-Za-z_]\w*)\s*,\s*\1\s*[)\]]"
    rf"|\b{_NAME}\s*(?:\bx\b|×|-by-)\s*\2\b"
    r"|\b(?i:square matri(?:x|ces)|symmetric)\b",
)


_SCALES = frozenset({"operator.truediv", "operator.sub", "numpy.divide", "numpy.subtract"})
_OF_TABLES = frozenset({"columns", "div", "groupby", "iloc", "loc", "to_numpy", "values"})


def goes_with_tables(body: ast.AST) -> bool:
    """Tell whether a function uses a table of pandas', which is aligned by its labels."""
    return any(isinstance(node, ast.Attribute) and node.attr in _OF_TABLES for node in nodes_in(body))


def states_square(body: ast.AST) -> bool:
    """Tell whether a function says that something in it is a square matrix, in its docstring or by comparing sizes."""
    if not isinstance(body, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return False
    return _STATED.search(ast.get_docstring(body) or "") is not None or _compares_sizes(body)


@once
def _compares_sizes(body: ast.AST) -> bool:
    """Tell whether two sizes of one array are compared: `rows, columns = A.shape` and `if rows != columns`."""
    owners: dict[str, str] = {}
    nodes = list(nodes_in(body))
    for node in nodes:
        match node:
            case ast.Assign([ast.Tuple(targets)], ast.Attribute(owner, "shape")):
                owners.update({part.id: ast.unparse(owner) for part in targets if isinstance(part, ast.Name)})
            case ast.Assign([ast.Name(name)], ast.Subscript(ast.Attribute(owner, "shape"))):
                owners[name] = ast.unparse(owner)

    def owner_of(side: ast.expr) -> str | None:
        match side:
            case ast.Name(name):
                return owners.get(name)
            case ast.Subscript(ast.Attribute(owner, "shape")):
                return ast.unparse(owner)
        return None

    for node in nodes:
        match node:
            case ast.Compare(left, [ast.Eq() | ast.NotEq()], [right]):
                own = owner_of(left)
                if own is not None and own == owner_of(right) and ast.unparse(left) != ast.unparse(right):
                    return True
    return False


class Purposes:
    """The operations of one trial that say of a matrix that it is a square one.

    Parameters
    ----------
    origins : Origins
        Where arrays come from.
    """

    def __init__(self, origins: Origins) -> None:
        self._lineage = Lineage(origins)
        self._pairs: list[tuple[ast.AST, Array, Array]] = []
        self._scaled: list[tuple[Array, Array]] = []
        self._products: list[tuple[ast.AST, Array, Array]] = []
        self._squares: list[Array] = []

    def note(self, rule: Rule, claims: Sequence[Claim], node: ast.AST) -> None:
        """Note what an operation puts together."""
        if role_of(rule) in {Role.PRODUCTS, Role.ELEMENTWISE}:
            for claim in claims:
                match claim:
                    case Agree(Axis() as left, Axis() as right) | Broadcastable(Axis() as left, Axis() as right):
                        self._pairs.append((node, left.operand, right.operand))
                        if rule.names[0] in _SCALES:
                            self._scaled.append((left.operand, right.operand))
                        if is_matrix_product(rule):
                            self._products.append(self._pairs[-1])

    def note_operand(self, rule: Rule, value: object = None) -> None:
        """Note what is given to an operation of square matrices."""
        if takes_square(rule) and isinstance(value, Array):
            self._squares.append(value)

    def squares(self, size: Callable[[Size], Size]) -> set[ast.AST]:
        """Return the matrix products of which each operand has two equal sizes, with what is known of sizes by now."""

        def is_square(array: Array) -> bool:
            sizes = list(map(size, array.shape.before))
            return len(sizes) > 1 and sizes[-1] == sizes[-2]

        return {node for node, *operands in self._products if all(map(is_square, operands))}

    def nodes(self) -> set[ast.AST]:
        """Return the operations of an array with sums of its own."""
        return {node for node, left, right in self._pairs if self._is_of_own_sums(left, right)}

    def both_ways(self) -> set[ast.AST]:
        """Return the operations of an array with sums of its own along several axes: one that may be symmetric."""
        return {node for node, left, right in self._pairs if len(self._axes(left) | self._axes(right)) > 1}

    def _axes(self, array: Array) -> set[int]:
        """Return the axes along which what an array was made of was summed up."""
        made = [known for known in map(self._lineage.made_by, self._lineage.ancestors(array)) if known is not None]
        reduced = [known for known in made if role_of(known.rule) is Role.REDUCES]
        return {axis for axis in map(axis_reduced, reduced) if axis is not None}

    def has_reduced(self, arguments: Collection[Shape]) -> bool:
        """Tell whether one of the arguments, given by their shapes, is divided by a vector of its own sums.

        That may go along the wrong axis.

        What is computed in other ways than element by element may be square, or symmetric, by the way in which it is.
        """
        return any(
            (left.shape.rank or 0) - 1 == (right.shape.rank or 0) > 0
            and self._is_of_own_sums(left, right)
            and self._is_of_arguments(left, arguments)
            for left, right in self._scaled
        )

    def _is_of_arguments(self, array: Array, arguments: Collection[Shape]) -> bool:
        known = [(own, self._lineage.made_by(own)) for own in (array, *self._lineage.ancestors(array))]
        return all(
            role_of(made.rule) in {Role.ELEMENTWISE, Role.REDUCES}
            if made is not None
            else not own.shape.rank or own.shape in arguments
            for own, made in known
        )

    def is_square(self, array: Array) -> bool:
        """Tell whether the elements of an array are in one that only a square matrix may be."""
        parts = (part for own in self._squares for part in self._lineage.handed(own))
        return any(part.shape == array.shape or self._lineage.same(part, array) for part in parts)

    def is_of_scores(self, rule: Rule, array: object = None) -> bool:
        """Tell whether an operation sums up scores, or takes the greatest: what came of those is no square matrix."""
        if is_extreme(rule):
            return True
        made = map(self._lineage.made_by, self._lineage.ancestors(array)) if isinstance(array, Array) else ()
        return any(known is not None and is_extreme(known.rule) for known in made)

    def _is_of_own_sums(self, left: Array, right: Array) -> bool:
        """Tell whether two operands come from one array, by sums of it, and by no product."""
        lineage = self._lineage
        if not lineage.are_of_one(left, right):
            return False
        made = [lineage.made_by(own) for side in (left, right) for own in lineage.ancestors(side)]
        rules = [known.rule for known in made if known is not None]
        roles = set(map(role_of, rules))
        if any(map(is_extreme, rules)):
            return False  # scores of a row, or what a softmax makes of them
        return Role.REDUCES in roles and Role.PRODUCTS not in roles
