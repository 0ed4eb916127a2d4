"""What is known of the names of an expression, as written on the command line: `W=3,2`, `mask:bool=7,`, `m:=7`."""

import ast
from collections.abc import Iterable

from shapecheck.core.array import Array
from shapecheck.core.dim import Dim, Size, symbols_of
from shapecheck.core.notation.parse_size import parse_size
from shapecheck.core.notation.parse_spec import parse_spec
from shapecheck.core.notation.spec import shape_of_spec
from shapecheck.core.terms import Symbol
from shapecheck.errors import SpecError, SpecProblem
from shapecheck.explaining.explanation import named_array
from shapecheck.expressions.source import normal
from shapecheck.language import say

__all__ = ["parse_given"]

_KINDS = {"bool": "b", "int": "i", "float": "f", "complex": "c"}


def parse_given(texts: Iterable[str]) -> dict[str, Array | Size]:
    """Read what names stand for.

    `NAME=SHAPE` is an array: `W=3,2`, `b=n[l] 1`, `x=7` and `x=7,` with one axis, `alpha=()` with none. The name may be
    one that an expression looks up, `parameters["W1"]` or `self.W`, and `NAME:KIND=SHAPE` says what the array holds:
    bool, int, float or complex. `NAME:=SIZE` is a number, which also replaces the name in all shapes: `m:=7`.

    Raises
    ------
    SpecError
        With the place of what cannot be read, of a name that is given twice, or of one that is an array and a size.

    Examples
    --------
    >>> {name: str(getattr(value, "shape", value)) for name, value in parse_given(["A=2,m", "m:=7"]).items()}
    {'A': '(2, 7)', 'm': '7'}
    """
    found: dict[str, Array | Size] = {}
    sizes: dict[Symbol | Dim, Size] = {}
    arrays: dict[str, str] = {}
    for text in texts:
        name, start, kind, is_size = _head(text)
        if name in found:
            raise _error(text, 0, say("{name} is given twice: leave one of the two out", name=name))
        value = text[start:]
        if is_size:
            size = _size(text, start, value)
            found[name] = size
            sizes[Symbol(name)] = size
        else:
            found[name] = _array(text, start, name, value, kind)
            arrays[name] = text
    used = {symbol.name: text for name, text in arrays.items() for symbol in _symbols(found[name])}
    for name, text in arrays.items():
        if name in used:
            raise _error(
                text,
                0,
                say(
                    "{name} is an array here and a size in {used}: write {name}:=7 for the size 7",
                    name=name,
                    used=used[name],
                ),
            )
    return {
        name: Array(value.shape.substitute(sizes), value.kind, value.name, value.origins)
        if isinstance(value, Array)
        else value
        for name, value in found.items()
    }


def _head(text: str) -> tuple[str, int, str | None, bool]:
    """Read what stands in front of the shape: the name, where the shape starts, the kind, whether it is a size."""
    place = _equals(text)
    head = text[:place]
    if head.endswith(":"):
        return _name(text, head[:-1]), place + 1, None, True
    name, colon, kind = head.rpartition(":") if ":" in head else (head, "", "")
    if colon and kind.strip() not in _KINDS:
        raise _error(
            text,
            len(name) + 1,
            say("an array holds {names}: write one of these after the colon", names=", ".join(_KINDS)),
        )
    return _name(text, name), place + 1, _KINDS.get(kind.strip()), False


def _equals(text: str) -> int:
    """Give where the `=` between name and shape stands."""
    depth = 0
    for place, character in enumerate(text):
        depth += (character in "([") - (character in ")]")
        if character == "=" and depth == 0:
            return place
    raise _error(text, len(text), say("a name and its shape have `=` between them: write them as in W=3,2"))


def _name(text: str, name: str) -> str:
    """Give the name in the spelling of `normal`, if it is one that can stand in an expression."""
    if not name.strip():
        raise _error(text, 0, say("a name is missing in front of the shape: write it, as in W=3,2"))
    try:
        tree = ast.parse(name.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        tree = ast.Constant(None)
    if not isinstance(tree, (ast.Name, ast.Attribute, ast.Subscript)):
        raise _error(
            text,
            0,
            say('`{strip}` is not a name: write one such as W, self.W or parameters["W1"]', strip=name.strip()[:40]),
        )
    return normal(ast.unparse(tree))


def _size(text: str, start: int, value: str) -> Size:
    try:
        return parse_size(value)
    except SpecError as error:
        raise _error(text, start + error.payload.position, error.payload.message) from None


def _array(text: str, start: int, name: str, value: str, kind: str | None) -> Array:
    try:
        spec = parse_spec(value)
    except SpecError as error:
        raise _error(text, start + error.payload.position, error.payload.message) from None
    try:
        return named_array(name, shape_of_spec(spec), kind)
    except SpecError as error:
        raise _error(text, start, error.payload.message) from None


def _symbols(value: Array | Size) -> set[Symbol]:
    sizes = (*value.shape.before, *value.shape.after) if isinstance(value, Array) else ()
    return {symbol for size in sizes for symbol in symbols_of(size) if symbol.index is None}


def _error(text: str, position: int, message: str) -> SpecError:
    return SpecError(SpecProblem(text, position, message))
