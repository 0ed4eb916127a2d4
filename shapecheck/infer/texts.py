"""Texts with holes: `"W" + str(l)`, `f"W{l}"`, `"W%d" % l` and `"W{}".format(l)` where l is not known."""

import re
from collections.abc import Iterable, Sequence

from shapecheck.core.dim import Dim, symbols_of
from shapecheck.infer.lost import heir
from shapecheck.infer.machine import Machine
from shapecheck.infer.open_keys import Hole, Parts
from shapecheck.infer.values import Opaque, Value

__all__ = ["Written", "added", "hole_of", "parts_of", "written", "written_by"]

_LONGEST = 32  # parts of one text
_MARKS = {"mod": re.compile(r"%([sdi])"), "format": re.compile(r"\{\}")}
_OTHERS = {"mod": "%", "format": "{}"}  # that have a meaning of their own


class Written(Opaque):
    """A text of which some is known; its `parts` are words and holes."""

    __slots__ = ("parts",)

    def __init__(self, born: int, parts: Parts) -> None:
        super().__init__(born, kind="str")
        self.parts = parts


def hole_of(machine: Machine, value: Value, form: str = "") -> Hole | None:
    """Return the hole that a value leaves in a text; None where it is not the same value whenever it is met.

    That holds of what a function is given, and in a turn of a loop of the number of that turn.
    """
    if isinstance(value, Opaque):
        is_one = value.rigid and not value.is_many and value.lost is None and value.kind in {None, "int", "str"}
        return Hole(value, value.kind == "int", form) if is_one else None
    if isinstance(value, Dim):
        lasting = all(not own.flexible or own in machine.symbols.turning for own in symbols_of(value))
        return Hole(value, True, form) if lasting else None
    return None


def parts_of(machine: Machine, value: Value, form: str = "") -> Parts | None:
    """Return the parts of a value that is written in a text; None where they are not known."""
    if isinstance(value, (str, int)) and not form:
        return (str(value),)
    if isinstance(value, Written):
        return None if value.is_many or form else value.parts
    hole = hole_of(machine, value, form)
    return None if hole is None else (hole,)


def written(machine: Machine, parts: Iterable[Parts | None], values: Sequence[Value] = ()) -> Opaque:
    """Return a text of some parts; a text of which nothing is known where one of them is not."""
    joined: list[str | Hole] = []
    for own in parts:
        if own is None or len(joined) > _LONGEST:
            return heir(machine, values, "str")
        for part in own:
            if isinstance(part, str) and joined and isinstance(joined[-1], str):
                joined[-1] += part
            elif part != "":
                joined.append(part)
    return Written(machine.journal.birth(), tuple(joined)) if joined else heir(machine, values, "str")


def added(machine: Machine, left: Value, right: Value) -> Opaque:
    """Return the text that two texts are together."""
    return written(machine, [parts_of(machine, value) for value in (left, right)], (left, right))


def written_by(machine: Machine, way: str, form: Value, values: Sequence[Value]) -> Opaque:
    """Return the text that a form with marks gives: `way` is `mod` for `%` and `format` for the method."""
    if not isinstance(form, str):
        return heir(machine, (form, *values), "str")
    words = _MARKS[way].split(form)
    marks = words[1::2] if way == "mod" else [""] * (len(words) - 1)
    words = words[::2] if way == "mod" else words
    if len(marks) != len(values) or any(mark in word for word in words for mark in _OTHERS[way]):
        return heir(machine, values, "str")
    parts: list[Parts | None] = [(words[0],)]
    for value, word in zip(values, words[1:], strict=True):
        parts += [parts_of(machine, value), (word,)]
    return written(machine, parts, values)
