"""Which sizes of an array are special: those that are equal or 1 where nothing else asks them to be so.

Besides, what equal sizes say of the symbols in them.
"""

from collections.abc import Callable, Collection, Sequence

from shapecheck.core.array import Array
from shapecheck.core.dim import Dim, Size, cancelled, substitute, symbol_in, symbols_of
from shapecheck.core.shape import SCALAR
from shapecheck.core.terms import Symbol
from shapecheck.infer.numbers import is_plain_number
from shapecheck.infer.values import Value

__all__ = ["are_named", "are_of_each_other", "counted", "is_number", "is_special", "is_turned", "solved_from"]


def is_special(
    array: Array,
    now: tuple[Size, ...],
    said: Collection[Symbol],
    read: Collection[Symbol] | None,
    given: Collection[str] = (),
) -> bool:
    """Tell whether an array must have special sizes: two of them are equal, one is 1, or one is made of others.

    Data may well have a single column, or as many as rows: of it those sizes alone are asked about that the program
    reads, as it would not read them if it knew them. And it may have to have any other number of them.

    Parameters
    ----------
    array : Array
        The array as it was before anything was asked of it.
    now : tuple of Size
        What its sizes must be.
    said : collection of Symbol
        The sizes that the program gives names.
    read : collection of Symbol, optional
        The sizes that the program reads, where the array is data; None where it is an argument.
    given : collection of str
        The names of the arguments of the function.
    """
    pairs = list(zip(array.shape.before, now, strict=True))
    if read is not None:
        if any(type(size) is int and size > 1 and size != was for was, size in pairs):
            return True
        pairs = [(was, size) for was, size in pairs if any(own in read for own in symbols_of(was))]
    sizes = tuple(size for _, size in pairs)
    return (
        _is_suspect(sizes)
        or are_of_each_other(pairs)
        or any(
            size == 1 != was or _is_made_of_others(was, size, said) or _is_another(was, size, said, given)
            for was, size in pairs
        )
    )


def is_turned(sizes: tuple[Size, ...], other: tuple[Size, ...]) -> bool:
    """Tell whether an array has an axis as long as another axis of its like, and none as long as the same axis."""
    if len(sizes) != len(other) or any(
        isinstance(own, Dim) and own == like for own, like in zip(sizes, other, strict=True)
    ):
        return False
    return any(isinstance(own, Dim) and own in other for own in sizes)


def _is_made_of_others(was: Size, now: Size, said: Collection[Symbol]) -> bool:
    """Tell whether a size that the program names must be several other ones of these together: `n` is `c*h*w`."""
    own, parts = tuple(symbols_of(was)), tuple(symbols_of(now))
    return was != now and len(own) == 1 and len(parts) > 1 and all(part in said for part in (*own, *parts))


def are_of_each_other(pairs: Sequence[tuple[Size, Size]]) -> bool:
    """Tell whether an array must have one axis more than it has of another one, or the like, where nothing says so."""
    own = [(set(symbols_of(size)), size != was) for was, size in pairs]
    return any(
        bound and parts & others
        for place, (parts, bound) in enumerate(own)
        for others in (parts for at, (parts, _) in enumerate(own) if at != place)
    )


def _is_another(was: Size, size: Size, said: Collection[Symbol], given: Collection[str]) -> bool:
    """Tell whether a size that the program names must be another one, which the function is given as a number."""
    own, other = symbol_in(was), symbol_in(size)
    is_given = other is not None and not other.flexible and other.index is None and other.name in given
    return is_given and own in said


def _is_suspect(sizes: tuple[Size, ...]) -> bool:
    """Tell whether two sizes of an array are equal, or are both named by the program."""
    symbols = [symbol_in(size) for size in sizes]
    known = [own for own in symbols if own is not None]
    if len(set(known)) < len(known):
        return True
    return sum(not own.flexible for own in known) > 1


def are_named(*sizes: Size) -> bool:
    """Tell whether all sizes are made of those that the program names as something of their own."""
    return not any(own.flexible for size in sizes for own in symbols_of(size))


def counted(size: Size, each: int) -> int:
    """Return how many something is where each size of it that is not known is taken as so many."""
    found = substitute(size, dict.fromkeys(symbols_of(size), each))
    return found if isinstance(found, int) else each


def is_number(value: Value) -> bool:
    """Tell whether a value is a number."""
    return value.shape == SCALAR if isinstance(value, Array) else is_plain_number(value)


def solved_from(left: Size, right: Size, size_of: Callable[[Symbol], Size]) -> tuple[Size, Size] | None:
    """Return what must be equal where two sizes are that are made of others: a symbol and a size; None if it is open.

    `n*k*k` and `c*k*k` are equal where n and c are, and `n + k` and `c` where the one of them that is free is so.
    """
    one, other = cancelled(left, right)
    if (one, other) not in {(left, right), (right, left)} and (symbol_in(one) or symbol_in(other)):
        return one, other
    free = {own for size in (one, other) for own in symbols_of(size) if own.flexible}
    if len(free) != 1:
        return None
    (own,) = free
    for size, rest in ((one, other), (other, one)):
        found = rest - (size - size_of(own))
        if own not in symbols_of(found):
            return size_of(own), found
    return None
