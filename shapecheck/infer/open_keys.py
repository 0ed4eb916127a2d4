"""Keys of which not all is known: a text with holes such as `"W" + str(l)`, an unknown value, a tuple with one in it.

Whether two of them are the same key is known where their holes are the same values and the words between them too. They
are different ones where their words never meet: no number makes `W{l}` of `b{l}`. Else it is not known.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from shapecheck.core.compare import compare
from shapecheck.core.dim import Dim
from shapecheck.core.verdict import Verdict

__all__ = ["Hole", "OpenKey", "Parts", "are_same"]


@dataclass(frozen=True, slots=True)
class Hole:
    """A place in a text where a value is written, or that value itself.

    Parameters
    ----------
    value : object
        A size, or an unknown value, which is told by its identity.
    is_integer : bool
        Whether it is known to be an integer.
    form : str
        How it is written: `02d`.
    """

    value: object
    is_integer: bool
    form: str = ""


Parts: TypeAlias = tuple[str | Hole, ...]  # of a text: no two words in a row


@dataclass(frozen=True, slots=True)
class OpenKey:
    """A key of which not all is known: a text by its `parts`, a tuple by its `items`, or one value by its `hole`."""

    parts: Parts = ()
    items: tuple[object, ...] | None = None
    hole: Hole | None = None


def are_same(left: object, right: object) -> bool | None:
    """Tell whether two keys are the same; None where that is not known."""
    if not isinstance(left, OpenKey) and not isinstance(right, OpenKey):
        return left == right
    if left == right:
        return True
    if isinstance(left, OpenKey) and left.hole is not None:
        return _is_value(left.hole, right)
    if isinstance(right, OpenKey) and right.hole is not None:
        return _is_value(right.hole, left)
    items, others = _items(left), _items(right)
    if items is not None and others is not None:
        if len(items) != len(others):
            return False
        found = [are_same(*pair) for pair in zip(items, others, strict=True)]
        return False if False in found else True if all(found) else None
    parts, other = _parts(left), _parts(right)
    if parts is None or other is None:
        return False  # a text is no tuple and no number
    return _are_same_texts(parts, other)


def _items(key: object) -> Sequence[object] | None:
    if isinstance(key, OpenKey):
        return key.items
    return key if isinstance(key, tuple) else None


def _parts(key: object) -> Parts | None:
    if isinstance(key, OpenKey):
        return None if key.items is not None else key.parts
    return (key,) if isinstance(key, str) else None


def _is_value(hole: Hole, other: object) -> bool | None:
    """Tell whether the value of a hole is another key."""
    if isinstance(other, OpenKey):
        if other.hole is None:
            return False if hole.is_integer else None
        return _are_equal(hole, other.hole)
    if hole.is_integer and not isinstance(other, (int, float, Dim)):
        return False
    if isinstance(hole.value, Dim) and isinstance(other, (int, Dim)):
        verdict = compare(hole.value, other)
        return None if verdict is Verdict.UNKNOWN else verdict is Verdict.YES
    return None


def _are_equal(left: Hole, right: Hole) -> bool | None:
    if left.value is right.value:
        return True
    if isinstance(left.value, Dim) and isinstance(right.value, Dim):
        verdict = compare(left.value, right.value)
        return None if verdict is Verdict.UNKNOWN else verdict is Verdict.YES
    return None


def _are_same_texts(left: Parts, right: Parts) -> bool | None:
    if all(isinstance(part, str) for part in right):
        return None if re.fullmatch(_pattern(left), "".join(map(str, right)), re.DOTALL) else False
    if all(isinstance(part, str) for part in left):
        return _are_same_texts(right, left)
    if _are_apart(left, right) or _are_apart(left[::-1], right[::-1], backwards=True):
        return False
    words = [tuple(part if isinstance(part, str) else part.form for part in own) for own in (left, right)]
    holes = [[part for part in own if isinstance(part, Hole)] for own in (left, right)]
    if words[0] == words[1] and len(holes[0]) == len(holes[1]) == 1:
        equal = _are_equal(holes[0][0], holes[1][0])
        return equal if equal is not None and all(own[0].is_integer for own in holes) else None
    return None


def _pattern(parts: Parts) -> str:
    """Return the pattern of all texts that one with holes may be."""
    return "".join(
        re.escape(part) if isinstance(part, str) else r" *-?\d+ *" if part.is_integer else ".*" for part in parts
    )


def _are_apart(left: Parts, right: Parts, *, backwards: bool = False) -> bool:
    """Tell whether two texts begin in another way, whatever is in their holes; or end so, where `backwards`."""
    words = [part if isinstance(part, str) else "" for part in (left[0], right[0])]
    one, other = (word[::-1] for word in words) if backwards else words
    common = min(len(one), len(other))
    if one[:common] != other[:common]:
        return True
    rest = one[common:] or other[common:]
    shorter = left if len(one) < len(other) else right
    hole = shorter[1] if isinstance(shorter[0], str) and len(shorter) > 1 else shorter[0]
    return bool(rest) and isinstance(hole, Hole) and hole.is_integer and rest[0] not in " -0123456789"
