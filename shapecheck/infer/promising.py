"""What a trial on generic arguments may say more of: operations that make arrays of arguments, or equate sizes."""

from collections.abc import Iterator, Mapping, Sequence

from shapecheck.core.array import Array
from shapecheck.core.claims import Agree, Broadcastable, Claim, StretchesTo
from shapecheck.core.dim import Size
from shapecheck.infer.lowering import parameter_at
from shapecheck.infer.values import Opaque, Tensor, Value
from shapecheck.ops.parameters import takes_sizes_apart
from shapecheck.ops.roles import Role, goes_through_parts, is_matrix_product, is_random, operand_ranks, role_of
from shapecheck.ops.rule import Rule
from shapecheck.ops.table import lookup

__all__ = [
    "OF_MATRICES",
    "drawn_by",
    "gathers",
    "is_along_axis",
    "is_judged",
    "is_open",
    "is_promising",
    "is_promising_method",
    "least_rank_asked",
    "pairs",
]

OF_MATRICES = frozenset({"T", "dot"})  # attributes that a trial takes matrices for


def is_open(value: Value) -> bool:
    """Tell whether a trial may take a value as an array, if it is one of the arguments or a part of one."""
    if isinstance(value, Opaque):
        return value.kind is None and value.lost is None
    return isinstance(value, Array) and value.shape.rank is None and not isinstance(value, Tensor)


def is_promising(
    rule: Rule, arguments: Sequence[Value], keywords: Mapping[str, Value], claims: Sequence[Claim]
) -> bool:
    """Tell whether a trial may say more of an operation that is undecided: it makes an array, or solves a claim."""
    role = role_of(rule)
    if is_matrix_product(rule) or role is Role.TURNS or (role is Role.REDUCES and is_along_axis(arguments, keywords)):
        return any(map(is_open, arguments[:2])) or any(True for claim in claims for _ in pairs(claim))
    if role is Role.INDEXES and is_open(arguments[0]) and gathers(arguments[1]):
        return True
    if role is Role.ELEMENTWISE and any(map(is_open, arguments)) and any(map(_has_axes, arguments)):
        return True  # what is not known beside an array is taken as a number, and the result is known
    return (is_judged(rule) or role is Role.FILLS) and any(True for claim in claims for _ in pairs(claim))


def is_promising_method(callee: Opaque, values: Sequence[Value], keywords: Mapping[str, Value]) -> bool:
    """Tell whether a trial may say more of a call of a method of an unknown value: an array's, or a generator's."""
    owner, name = callee.of, callee.name.rpartition(".")[2]
    if not isinstance(owner, Opaque) or not is_open(owner):
        return False
    rule = lookup(f"ndarray.{name}")
    role = None if rule is None else role_of(rule)
    along = role is Role.REDUCES and is_along_axis((owner, *values), keywords)
    return along or role in {Role.TURNS, Role.PRODUCTS} or bool(drawn_by(name, values, keywords))


def gathers(key: Value) -> bool:
    """Tell whether an index has a part for each of several axes, one of them an array: `[np.arange(n), y]`."""
    parts = [part for part in key if part is not None] if type(key) is tuple else []
    return len(parts) > 1 and ... not in parts and any(map(_has_axes, parts))


def _has_axes(value: Value) -> bool:
    return isinstance(value, Array) and bool(value.shape.rank)


def is_judged(rule: Rule) -> bool:
    """Tell whether what a rule needs of sizes is told of: it is what programs are written around."""
    return role_of(rule) in {Role.PRODUCTS, Role.ELEMENTWISE} or goes_through_parts(rule.names[0])


def drawn_by(name: str, values: Sequence[Value], keywords: Mapping[str, Value]) -> str:
    """Return the method of a random generator that a method of an unknown value is, as it is given a size; or nothing.

    `rng.normal(size=(n, m))`, `rng.randn(n, m)`; of what arrays have too, as `rng.choose(...)`, nothing is said.
    """
    for full in (f"numpy.random.{owner}.{name}" for owner in ("Generator", "RandomState")):
        rule = lookup(full)
        if rule is not None and is_random(rule) and lookup(f"ndarray.{name}") is None:
            given = {parameter_at(rule, place) for place in range(len(values))} | set(keywords)
            return full if "size" in given or (takes_sizes_apart(rule) and values) else ""
    return ""


def pairs(claim: Claim) -> Iterator[tuple[Size, Size, bool]]:
    """Give the sizes that a claim needs to be equal, and whether neither may be 1 instead."""
    match claim:
        case Agree(left, right):
            yield left.size, right.size, True
        case Broadcastable(left, right):
            yield left.size, right.size, False
        case StretchesTo(source, target):
            yield source.size, target.size, False


def is_along_axis(given: Sequence[Value], named: Mapping[str, Value]) -> bool:
    """Tell whether a reduction is along one axis, which it says."""
    return type(_axis(given, named)) is int


def _axis(given: Sequence[Value], named: Mapping[str, Value]) -> Value:
    return named.get("axis", given[1] if len(given) > 1 else None)


def least_rank_asked(rule: Rule, given: Sequence[Value], named: Mapping[str, Value]) -> int:
    """Return how many axes an operation that turns or sums up its operand says that this has at least."""
    if role_of(rule) is Role.REDUCES:
        axis = _axis(given, named)
        return max(axis + 1, -axis) if type(axis) is int else 0
    return next(iter(operand_ranks(rule, given, named)), None) or 0
