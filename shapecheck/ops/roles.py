"""What an operation does with the elements of its arrays: how an array was made is read here, never from a name."""

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum, auto
from types import MappingProxyType
from typing import Any

from shapecheck.ops.families.einsum import ranks_asked
from shapecheck.ops.rule import Rule
from shapecheck.ops.table import FAMILIES, RULES

__all__ = [
    "Algebra",
    "Role",
    "adds_up",
    "algebra_of",
    "averages",
    "broadcasts",
    "compares",
    "drops_ones",
    "flattens",
    "gives_index",
    "goes_through_parts",
    "hands_through",
    "is_blank",
    "is_extreme",
    "is_inner_product",
    "is_matrix_product",
    "is_of_quadratic_form",
    "is_random",
    "is_sized",
    "is_symmetric_maker",
    "keeps_symmetry",
    "makes_parts",
    "multiplies",
    "needs_items",
    "of_all_pairs",
    "operand_ranks",
    "role_of",
    "shortens",
    "takes_matrices",
    "takes_square",
]


class Role(Enum):
    """What becomes of the elements of the arrays that an operation is given.

    ELEMENTWISE: the result has for each place what was computed of the elements there; arrays are broadcast.
    TURNS: the elements are the same ones, on axes that change places.
    MOVES: the elements are the same ones, on axes that are added or dropped, or in another order.
    INDEXES: some of the elements are taken, by their place or a condition; an index may add axes.
    RESHAPES: the elements are the same ones, and all axes are written anew.
    REDUCES: an axis is summed up; with `keepdims` a size of 1 stays.
    PRODUCTS: the elements of two arrays are multiplied, and mostly summed up.
    DIFFERENCES: the result has what neighbours on an axis differ by.
    GRIDS: the result has for each argument an axis of its own, to be combined with the others.
    FILLS: the elements are put into places of an array that keeps its shape.
    PLACES: the result has places on an axis, made of numbers alone.
    OTHER: anything else.
    """

    ELEMENTWISE = auto()
    TURNS = auto()
    MOVES = auto()
    INDEXES = auto()
    RESHAPES = auto()
    REDUCES = auto()
    PRODUCTS = auto()
    DIFFERENCES = auto()
    GRIDS = auto()
    FILLS = auto()
    PLACES = auto()
    OTHER = auto()


_NAMES: Mapping[Role, str] = {
    Role.ELEMENTWISE: """numpy.copy ndarray.copy ndarray.astype numpy.astype numpy.require numpy.asarray_chkfinite
        numpy.ascontiguousarray numpy.asfortranarray numpy.asfarray ndarray.view""",
    Role.INDEXES: "ndarray.__getitem__ operator.getitem",
    Role.MOVES: """numpy.array numpy.asarray numpy.atleast_1d numpy.atleast_2d numpy.atleast_3d numpy.stack numpy.vstack
        numpy.dstack numpy.column_stack numpy.c_.__getitem__ numpy.r_.__getitem__ numpy.expand_dims
        numpy.squeeze ndarray.squeeze numpy.flip numpy.flipud numpy.fliplr numpy.roll numpy.rot90
        numpy.broadcast_to""",
    Role.RESHAPES: "numpy.reshape ndarray.reshape numpy.ravel ndarray.ravel ndarray.flat",
    Role.REDUCES: "numpy.product numpy.alltrue ndarray.ptp numpy.argmax",
    Role.FILLS: """ndarray.__setitem__ operator.setitem operator.iadd operator.isub operator.imul operator.itruediv
        operator.ifloordiv operator.imod operator.ipow operator.iand operator.ior operator.ixor""",
    Role.DIFFERENCES: "numpy.diff numpy.ediff1d numpy.gradient",
    Role.GRIDS: "numpy.meshgrid numpy.ix_ numpy.ogrid.__getitem__ numpy.mgrid.__getitem__ numpy.indices",
    Role.PLACES: """numpy.arange numpy.linspace numpy.logspace numpy.geomspace numpy.fft.fftfreq
        numpy.fft.rfftfreq""",
}
_OF_FAMILY = {
    "axes": Role.TURNS,
    "einsum": Role.PRODUCTS,
    "norms": Role.REDUCES,
    "products": Role.PRODUCTS,
    "reductions": Role.REDUCES,
    "statistics": Role.REDUCES,
}


def _roles(families: Mapping[str, Iterable[Rule]]) -> Mapping[int, Role]:
    roles = {id(rule): role for family, role in _OF_FAMILY.items() for rule in families[family]}
    for role, names in _NAMES.items():
        roles.update((id(RULES[name]), role) for name in names.split())
    return MappingProxyType(roles)


_ROLES = _roles(FAMILIES)


def role_of(rule: Rule) -> Role:
    """Give the role of an operation."""
    return _ROLES.get(id(rule)) or (Role.ELEMENTWISE if rule.form.startswith("()") else Role.OTHER)


def broadcasts(form: str) -> bool:
    """Tell by its form whether an operation broadcasts two or more operands, element by element.

    Examples
    --------
    >>> broadcasts("(),()->()"), broadcasts("()->()"), broadcasts("(n?,k),(k,m?)->(n?,m?)")
    (True, False, False)
    """
    return form.startswith("(),()")


class Algebra(Enum):
    """What an operation element by element is in an expression: which laws its operands follow.

    ADDS, MULTIPLIES, SUBTRACTS, DIVIDES, NEGATES: as in arithmetic.
    COMMUTES: the operands may change places.
    EVEN, ODD: of an operand with the other sign the result is the same, or has the other sign too.
    NONE: nothing of that.
    """

    ADDS = auto()
    MULTIPLIES = auto()
    SUBTRACTS = auto()
    DIVIDES = auto()
    NEGATES = auto()
    COMMUTES = auto()
    EVEN = auto()
    ODD = auto()
    NONE = auto()


_ALGEBRA: Mapping[str, Algebra] = {
    name: algebra
    for algebra, names in {
        Algebra.ADDS: "numpy.add operator.add operator.iadd",
        Algebra.MULTIPLIES: "numpy.multiply operator.mul operator.imul",
        Algebra.SUBTRACTS: "numpy.subtract operator.sub operator.isub",
        Algebra.DIVIDES: "numpy.divide numpy.true_divide operator.truediv operator.itruediv",
        Algebra.NEGATES: "numpy.negative operator.neg",
        Algebra.COMMUTES: """numpy.maximum numpy.minimum numpy.fmax numpy.fmin numpy.hypot numpy.logaddexp
            numpy.logaddexp2 numpy.equal numpy.not_equal numpy.logical_and numpy.logical_or numpy.logical_xor
            numpy.bitwise_and numpy.bitwise_or numpy.bitwise_xor numpy.gcd numpy.lcm operator.eq operator.ne
            operator.and_ operator.or_ operator.xor operator.iand operator.ior operator.ixor""",
        Algebra.EVEN: "numpy.abs numpy.absolute numpy.fabs operator.abs numpy.square numpy.cos numpy.cosh",
        Algebra.ODD: """numpy.reciprocal numpy.sin numpy.tan numpy.arcsin numpy.asin numpy.arctan numpy.atan numpy.sinh
            numpy.tanh numpy.arcsinh numpy.asinh numpy.cbrt numpy.sign numpy.rint""",
    }.items()
    for name in names.split()
}
_POWERS = frozenset({"numpy.power", "numpy.pow", "numpy.float_power", "operator.pow", "operator.ipow"})


def algebra_of(name: str, arguments: Sequence[Any]) -> Algebra:
    """Give the laws that a call of an operation element by element, by its full name, follows.

    Examples
    --------
    >>> from shapecheck.core.array import Array
    >>> from shapecheck.core.shape import Shape
    >>> algebra_of("numpy.subtract", ()), algebra_of("operator.pow", (Array(Shape((3,))), 2))
    (<Algebra.SUBTRACTS: 3>, <Algebra.EVEN: 7>)
    """
    if name in _POWERS and len(arguments) == 2 and isinstance(arguments[1], (int, float)):
        return Algebra.EVEN if arguments[1] % 2 == 0 else Algebra.NONE
    return _ALGEBRA.get(name, Algebra.NONE)


_HAND_THROUGH = frozenset(
    id(RULES[name])
    for name in """numpy.copy ndarray.copy ndarray.astype numpy.astype numpy.require numpy.asarray_chkfinite
    numpy.ascontiguousarray numpy.asfortranarray ndarray.view numpy.array numpy.asarray numpy.atleast_1d
    numpy.atleast_2d numpy.atleast_3d numpy.expand_dims numpy.squeeze ndarray.squeeze numpy.reshape ndarray.reshape
    numpy.ravel ndarray.ravel""".split()
)
_SYMMETRIC = frozenset(id(RULES[f"numpy.{name}"]) for name in "cov corrcoef eye identity diag diagflat".split())
_KEEP_SYMMETRY = frozenset(id(RULES[f"numpy.linalg.{name}"]) for name in "inv pinv matrix_power".split())


def hands_through(rule: Rule) -> bool:
    """Tell whether the result of an operation has the elements of its first operand in their order."""
    return id(rule) in _HAND_THROUGH or role_of(rule) is Role.TURNS


def of_all_pairs(name: str) -> str | None:
    """Give the operation that is done on all pairs of elements: `numpy.add` by `numpy.add.outer`; None for others."""
    own = name.removesuffix(".outer")
    return own if own != name and own in RULES else None


def is_symmetric_maker(rule: Rule, arguments: Sequence[Any], keywords: Mapping[str, Any]) -> bool:
    """Tell whether the matrix that a call gives is its own transpose, whatever it is made of."""
    if id(rule) not in _SYMMETRIC:
        return False
    offset = rule.given(arguments, keywords).arguments.get("k", 0)
    return type(offset) is int and offset == 0


def keeps_symmetry(rule: Rule) -> bool:
    """Tell whether of a matrix that is its own transpose an operation gives one that is so too."""
    return id(rule) in _KEEP_SYMMETRY


_MULTIPLY = frozenset({"numpy.multiply", "operator.mul"})
_SQUEEZES = frozenset({id(RULES["numpy.squeeze"]), id(RULES["ndarray.squeeze"])})
_COMPARISONS = frozenset(
    f"{of}.{name}"
    for of, names in (
        ("numpy", "equal greater greater_equal less less_equal not_equal"),
        ("operator", "eq ge gt le lt ne"),
    )
    for name in names.split()
)
_BLANK = frozenset({"numpy.zeros", "numpy.empty", "numpy.zeros_like", "numpy.empty_like"})
_SIZED = _BLANK | frozenset({"numpy.eye", "numpy.full", "numpy.identity", "numpy.ones", "numpy.tri"})


_RANDOM = frozenset(id(rule) for family in ("distributions", "sampling") for rule in FAMILIES[family])


def is_random(rule: Rule) -> bool:
    """Tell whether an operation draws random numbers, which stand for data."""
    return id(rule) in _RANDOM


def is_blank(name: str) -> bool:
    """Tell whether an operation, by its full name, makes an array that is filled later: of zeros, or of nothing."""
    return name in _BLANK


def is_sized(rule: Rule) -> bool:
    """Tell whether an operation makes an array of the sizes that it is given, of random numbers or of equal ones."""
    return is_random(rule) or not _SIZED.isdisjoint(rule.names)


_EXTREMES = frozenset(f"{space}.{name}" for space in ("numpy", "ndarray") for name in ("amax", "amin", "max", "min"))


def is_extreme(rule: Rule) -> bool:
    """Tell whether an operation takes the greatest or the least element: of a row of scores, and hardly of a graph."""
    return not _EXTREMES.isdisjoint(rule.names)


def compares(name: str) -> bool:
    """Tell whether an operation, by its full name, compares elements with each other."""
    return name in _COMPARISONS


def multiplies(name: str) -> bool:
    """Tell whether an operation, by its full name, is the product element by element."""
    return name in _MULTIPLY


def drops_ones(rule: Rule) -> bool:
    """Tell whether an operation drops the axes of size 1."""
    return id(rule) in _SQUEEZES


_INNER = frozenset({"numpy.dot", "numpy.inner", "numpy.matmul"})


def is_inner_product(name: str) -> bool:
    """Tell whether an operation, by its full name, is a product of two arrays along one axis of each."""
    return name in _INNER


_MATRIX_PRODUCTS = frozenset({"ndarray.dot", "numpy.dot", "numpy.matmul", "operator.matmul"})


def is_matrix_product(rule: Rule) -> bool:
    """Tell whether an operation is `dot` or `@`, under any name."""
    return not _MATRIX_PRODUCTS.isdisjoint(rule.names)


def takes_square(rule: Rule) -> bool:
    """Tell whether an operation takes a square matrix, and no other one: `inv`, `det`, `solve`."""
    return rule.form.startswith("(n,n)")


_TRANSPOSING = frozenset({"numpy.transpose", "numpy.permute_dims", "ndarray.transpose"})


def operand_ranks(rule: Rule, arguments: Sequence[Any], keywords: Mapping[str, Any]) -> Sequence[int | None]:
    """Give how many axes an operation asks of each argument: the subscripts of `einsum`, the axes of `transpose`.

    It is empty where none is asked for.
    """
    if rule is RULES["numpy.einsum"]:
        ranks = ranks_asked(arguments)
        return (None, *ranks) if ranks else ()
    if not _TRANSPOSING.isdisjoint(rule.names):
        axes = arguments[1:] or (keywords.get("axes"),)
        order = axes[0] if len(axes) == 1 else axes
        return (len(order),) if isinstance(order, (tuple, list)) else ()
    return ()


_SHORTENING = frozenset({"numpy.diff", "numpy.ediff1d"})


def shortens(name: str) -> bool:
    """Tell whether an operation, by its full name, gives what neighbours differ by: one fewer along an axis."""
    return name in _SHORTENING


_THROUGH_PARTS = frozenset(
    f"numpy.{name}"
    for name in """block column_stack concat concatenate dstack histogramdd hstack linalg.multi_dot row_stack select
    stack unstack vstack""".split()
)
_TELLING_LISTS = frozenset({"numpy.block", "numpy.histogramdd"})
_NEEDING_ITEMS = frozenset(
    f"numpy.{name}" for name in "column_stack concat concatenate dstack hstack row_stack stack vstack".split()
)
_MAKING_PARTS = frozenset(f"numpy.{name}" for name in "array_split choose dsplit hsplit piecewise split vsplit".split())
_OF_MATRICES = frozenset(f"numpy.{name}" for name in "array asarray ascontiguousarray shape ndim".split())


def goes_through_parts(name: str) -> bool:
    """Tell whether an operation, by its full name, takes the parts of its first operand one by one, as operands."""
    return name in _THROUGH_PARTS


def tells_lists(name: str) -> bool:
    """Tell whether an operation, by its full name, does something else with a list than with the array of its items."""
    return name in _TELLING_LISTS


def needs_items(name: str) -> bool:
    """Tell whether an operation, by its full name, fails where it is given a list of nothing."""
    return name in _NEEDING_ITEMS


def makes_parts(name: str) -> bool:
    """Tell whether an operation, by its full name, has as many parts as the operand behind the first says."""
    return name in _MAKING_PARTS


def takes_matrices(name: str) -> bool:
    """Tell whether an operation, by its full name, gives for a `numpy.matrix` what it gives for any array."""
    return name in _OF_MATRICES


_FLATTENING = frozenset(id(RULES[f"numpy.{name}"]) for name in ("append", "delete", "insert"))
_SUMS = frozenset({"numpy.nansum", "numpy.sum", "ndarray.sum"})
_OF_FORMS = frozenset({"numpy.cov", "numpy.linalg.inv", "numpy.linalg.pinv"})
_MEANS = frozenset({"numpy.average", "numpy.mean", "numpy.nanmean", "ndarray.mean"})
_INDEX_GIVING = frozenset({id(RULES["numpy.argmax"])})  # one rule with `argmin`, the methods and those without NaN


def flattens(rule: Rule, arguments: Sequence[Any], keywords: Mapping[str, Any]) -> bool:
    """Tell whether a call joins, or takes apart, all elements of an array in one row, as no axis is given."""
    if id(rule) not in _FLATTENING:
        return False
    return rule.given(arguments, keywords).arguments.get("axis") is None


def adds_up(rule: Rule) -> bool:
    """Tell whether an operation gives sums."""
    return not _SUMS.isdisjoint(rule.names)


def averages(rule: Rule) -> bool:
    """Tell whether an operation gives means."""
    return not _MEANS.isdisjoint(rule.names)


def is_of_quadratic_form(rule: Rule) -> bool:
    """Tell whether an operation gives the matrix of a quadratic form: a covariance, or the inverse of one."""
    return not _OF_FORMS.isdisjoint(rule.names)


def gives_index(rule: Rule) -> bool:
    """Tell whether an operation tells where the greatest or the least element is."""
    return id(rule) in _INDEX_GIVING
