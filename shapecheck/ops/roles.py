"""What an operation does with the elements of its arrays: how an array was made is read here, never from a name."""

from collections.abc import Iterable, Mapping
from enum import Enum, auto
from types import MappingProxyType

from shapecheck.ops.rule import Rule
from shapecheck.ops.table import FAMILIES, RULES

__all__ = ["Role", "drops_ones", "is_blank", "multiplies", "role_of"]


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


_MULTIPLY = frozenset({"numpy.multiply", "operator.mul"})
_SQUEEZES = frozenset({id(RULES["numpy.squeeze"]), id(RULES["ndarray.squeeze"])})
_BLANK = frozenset({"numpy.zeros", "numpy.empty", "numpy.zeros_like", "numpy.empty_like"})


def is_blank(name: str) -> bool:
    """Tell whether an operation, by its full name, makes an array that is filled later: of zeros, or of nothing."""
    return name in _BLANK


def multiplies(name: str) -> bool:
    """Tell whether an operation, by its full name, is the product element by element."""
    return name in _MULTIPLY


def drops_ones(rule: Rule) -> bool:
    """Tell whether an operation drops the axes of size 1."""
    return id(rule) in _SQUEEZES
