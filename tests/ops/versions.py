"""What NumPys do otherwise than the rules: such calls are kept from them."""

from collections.abc import Callable
from fnmatch import fnmatch
from math import prod
from typing import Any

import numpy as np
from oracle import Call

from shapecheck.core import Array

VERSION = tuple(int(part) for part in np.__version__.split(".")[:2])


def _sizes(value: Any) -> tuple[int, ...]:
    return value.shape.sizes if isinstance(value, Array) else ()


def _given(*names: str) -> Callable[[Call], bool]:
    return lambda made: any(name in made.keywords for name in names)


def _first_rank(rank: int) -> Callable[[Call], bool]:
    return lambda made: len(_sizes(made.arguments[0])) == rank


def _any(test: Callable[[Any], bool]) -> Callable[[Call], bool]:
    return lambda made: any(map(test, (*made.arguments, *made.keywords.values())))


_empty = _any(lambda value: isinstance(value, Array) and 0 in value.shape.sizes)
_one_element = _any(lambda value: isinstance(value, Array) and bool(_sizes(value)) and prod(_sizes(value)) == 1)


def _mixed_index(made: Call) -> bool:
    key = made.arguments[1]
    return isinstance(key, tuple) and any(isinstance(part, slice) for part in key)


def _unbounded(made: Call) -> bool:
    given = [value for name, value in made.keywords.items() if name in {"a_min", "a_max"}]
    bounds = [*made.arguments[1:3], *given]
    return len(bounds) != 2 or bounds == [None, None] or "min" in made.keywords or "max" in made.keywords


def _not_of_a_vector(made: Call) -> bool:
    return not _first_rank(1)(made) or "axis" in made.keywords or made.keywords.get("trim") == "x"


def _axis_of_a_vector(made: Call) -> bool:
    return _first_rank(1)(made) and "axis" in made.keywords


# The version since which NumPy does as the rules say, 2.4 where only that is known; names;
# for which calls it did otherwise before; and what.
QUIRKS: tuple[tuple[tuple[int, int], str, Callable[[Call], bool], str], ...] = (
    ((2, 0), "*.*sort", _given("stable"), "there was no keyword stable"),
    ((2, 0), "*.std *.var *.nanstd *.nanvar", _given("mean", "correction"), "there were no such keywords"),
    ((2, 0), "*.percentile *.quantile *.nanp* *.nanq*", _given("weights"), "there was no keyword weights"),
    ((2, 0), "*.pinv *.matrix_rank", _given("rtol"), "there was no keyword rtol"),
    ((2, 0), "*.cholesky", _given("upper"), "there was no keyword upper"),
    ((2, 0), "*.asarray *.array", _given("copy"), "copy had another meaning, or was no keyword"),
    ((2, 1), "*.asanyarray", _given("copy"), "there was no keyword copy"),
    ((2, 0), "numpy.fft.*", _given("out"), "there was no keyword out"),
    ((2, 0), "numpy.fft.*", _any(lambda value: isinstance(value, Array) and value.kind == "c"), "kinds were cast"),
    ((2, 2), "numpy.trim_zeros", _not_of_a_vector, "vectors only, and trim was not looked at"),
    ((2, 4), "numpy.trim_zeros", _axis_of_a_vector, "the one axis of a vector was not looked at"),
    ((2, 4), "numpy.size", _any(lambda value: isinstance(value, (tuple, list))), "axis was one integer"),
    ((2, 1), "*.clip", _unbounded, "a bound had to be given, and numpy.clip called it a_min or a_max"),
    ((2, 4), "numpy.broadcast_shapes", lambda made: None in made.arguments, "None was ()"),
    ((2, 4), "*.percentile *.quantile *.nanp* *.nanq*", _any(lambda q: len(_sizes(q)) > 1), "q was read otherwise"),
    ((2, 1), "*.nonzero numpy.where", _first_rank(0), "a number had one axis"),
    ((2, 4), "*item__ *.getitem *.setitem *.at", _empty, "an index of an empty array was not looked at"),
    ((2, 3), "ndarray.__*item__ operator.*item *.at", _mixed_index, "an index beside an empty slice was taken"),
    ((2, 4), "*.__setitem__ *.setitem *.fill *.random_integers", _one_element, "an array of one was a number"),
    ((2, 4), "numpy.empty numpy.ones numpy.zeros numpy.full numpy.ndarray", lambda made: None in made.arguments, "()"),
    ((2, 4), "numpy.double numpy.float64 numpy.float_", _one_element, "an array of one was a number"),
    ((2, 4), "numpy.fromiter", lambda made: not _first_rank(1)(made), "an array of one was a number"),
    ((2, 0), "numpy.average", _first_rank(0), "a number had axis 0"),
    ((2, 0), "numpy.average", lambda made: type(made.keywords.get("axis")) is tuple, "weights were of one axis"),
    ((2, 4), "numpy.cov numpy.corrcoef *.nanp* *.nanq*", _empty, "what has no elements was read otherwise"),
    ((2, 4), "numpy.cov numpy.corrcoef", _given("rowvar"), "one row was one variable"),
    ((2, 0), "numpy.fft.*", lambda made: -1 in (made.keywords.get("s") or ()), "-1 in s was an error"),
    ((2, 0), "numpy.linalg.*", _empty, "empty matrices were refused more often"),
    ((2, 3), "numpy.linalg.*norm", _empty, "nothing had no greatest element, and so no norm"),
    ((2, 4), "numpy.linalg.matrix_rank", _empty, "an empty matrix had no rank"),
    ((2, 0), "numpy.linalg.solve", lambda made: not _first_rank(2)(made), "b was a stack of vectors"),
    ((2, 4), "*.put", _empty, "values were looked at before the indices"),
    ((2, 1), "numpy.roll", _any(lambda value: isinstance(value, float)), "shifts were integers"),
    ((2, 0), "numpy.unique*", _given("return_inverse"), "the inverse had one axis"),
    ((2, 4), "numpy.pad", _any(lambda value: isinstance(value, dict)), "widths were no mapping"),
    ((2, 4), "*.choice", _empty, "nothing was drawn from nothing less often"),
)


# The version since which NumPy does otherwise than the rules, which stay with what more versions do; and what it does.
CHANGES: tuple[tuple[tuple[int, int], str, Callable[[Call], bool], str], ...] = (
    ((2, 5), "*.accumulate numpy.fft.*", _given("out"), "an output that is empty or too large is refused"),
    ((2, 5), "numpy.cross numpy.linalg.cross", lambda made: 2 in _all_sizes(made), "vectors of two are refused"),
    ((2, 5), "numpy.interp", _empty, "no sample points are taken where nothing is asked for"),
    ((2, 5), "*.percentile *.quantile numpy.median", _empty, "what has no elements is read otherwise"),
)


def _all_sizes(made: Call) -> set[int]:
    """Give all sizes of a call's arrays."""
    return {size for value in made.arguments for size in _sizes(value)}


def _in_force(name: str) -> list[Callable[[Call], bool]]:
    quirks = [(names, when) for since, names, when, _ in QUIRKS if since > VERSION]
    changes = [(names, when) for since, names, when, _ in CHANGES if since <= VERSION]
    return [when for names, when in (*quirks, *changes) if any(fnmatch(name, pattern) for pattern in names.split())]


def differs(name: str, made: Call) -> bool:
    """Tell whether the NumPy installed does otherwise than the rule as far as this call goes."""
    return any(when(made) for when in _in_force(name))


def has_quirks(name: str) -> bool:
    return bool(_in_force(name))
