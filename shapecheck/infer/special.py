"""Which sizes of an array are special: those that are equal or 1 where nothing else asks them to be so."""

from collections.abc import Collection

from shapecheck.core.array import Array
from shapecheck.core.dim import Size, substitute, symbol_in, symbols_of
from shapecheck.core.shape import SCALAR
from shapecheck.core.terms import Symbol
from shapecheck.infer.numbers import is_plain_number
from shapecheck.infer.values import Value

__all__ = ["are_named", "counted", "is_number", "is_special"]


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
    return _is_suspect(tuple(size for _, size in pairs)) or any(
        size == 1 != was or _is_made_of_others(was, size, said) or _is_another(was, size, said, given)
        for was, size in pairs
    )


def _is_made_of_others(was: Size, now: Size, said: Collection[Symbol]) -> bool:
    """Tell whether a size that the program names must be several other ones of these together: `n` is `c*h*w`."""
    own, parts = tuple(symbols_of(was)), tuple(symbols_of(now))
    return was != now and len(own) == 1 and len(parts) > 1 and all(part in said for part in (*own, *parts))


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
