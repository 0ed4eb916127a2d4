"""Where sizes come from: every array remembers the operation that gave it, and is traced back when somebody asks."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from shapecheck.core.array import Array, Origin
from shapecheck.core.dim import Dim, symbol
from shapecheck.infer.frames import Frame, find
from shapecheck.infer.site import Site
from shapecheck.infer.values import Value
from shapecheck.ops.provenance import origins_of
from shapecheck.ops.roles import broadcasts
from shapecheck.ops.rule import Rule

__all__ = ["Derivation", "Origins"]

_FURTHEST = 40  # operations back
_CALLERS = 4  # calls that an operation is in


@dataclass(frozen=True, slots=True)
class Derivation:
    """The operation that gave an array."""

    result: Array
    name: str  # in full
    rule: Rule
    arguments: tuple[Any, ...]
    keywords: Mapping[str, Any]
    site: Site
    indices: tuple[tuple[str, int], ...]  # the plain numbers among the names of the line, as they were
    told_at: Site  # where an event told of it: in a call that is not made again, where the first one was


@dataclass(frozen=True, slots=True)
class _Repetition:
    """A call that is not made again: for each array of the call before that of this one, and where this one is."""

    arrays: dict[int, Any]
    site: Site | None


class Origins:
    """The derivations of the arrays of one analysis, by identity."""

    def __init__(self) -> None:
        self._of: dict[int, Derivation] = {}
        self._same: dict[int, tuple[Array, Array]] = {}  # arrays under another name for their sizes, with what they are
        self._repeated: dict[int, tuple[Array, Array, _Repetition]] = {}
        self._traced_before: dict[int, tuple[Origin | None, ...]] = {}

    def note(
        self,
        result: Array,
        name: str,
        rule: Rule,
        arguments: tuple[Any, ...],
        keywords: Mapping[str, Any],
        node: ast.AST,
        frame: Frame,
    ) -> None:
        """Remember what gave an array; one that an operation handed through keeps its derivation."""
        own = self.same(result)  # before sizes of it were solved
        given = (self.same(value) for value in arguments if isinstance(value, Array))
        if result.shape.rank is not None and not any(own is value for value in given):
            site = frame.site(node)
            self._of[id(own)] = Derivation(result, name, rule, arguments, keywords, site, _numbers(node, frame), site)

    def hand_on(self, array: Array, made: Array) -> None:
        """Remember that an array of which more or less is known now is the one that it was before."""
        if array is not made:
            self._same[id(made)] = made, self.same(array)

    def take_over(self, other: "Origins") -> None:
        """Know how the arrays of another analysis were made, which are the same ones here."""
        self._of.update(other._of)
        self._same.update(other._same)
        self._repeated.update(other._repeated)

    def leave_out(self, other: "Origins") -> None:
        """Forget what was taken over from another analysis: who takes this over has that one too."""
        for mine, others in ((self._of, other._of), (self._same, other._same), (self._repeated, other._repeated)):
            for key in others:
                mine.pop(key, None)

    def same(self, array: Array) -> Array:
        """Give the array that one is, as it was first known."""
        found = self._same.get(id(array))
        return array if found is None else found[1]

    def repeat(self, old: Value, new: Value, given: Mapping[int, Value], site: Site | None) -> Value:
        """Give the result of a call that is not made again, as made of this call's arguments.

        Parameters
        ----------
        old : Value
            What the call gave before.
        new : Value
            What it gives now: the same, with other sizes.
        given : mapping of int to Value
            For each argument of the call before, by its identity, that of this one.
        site : Site, optional
            Where this call is.
        """
        return self._again(old, new, _Repetition(dict(given), site))

    def _again(self, old: Value, new: Value, repetition: "_Repetition") -> Value:
        if isinstance(old, Array) and isinstance(new, Array):
            known = repetition.arrays.get(id(old))
            if known is None and self.derivation(old) is None:
                return new
            if known is None:
                known = repetition.arrays[id(old)] = replace(new)
                self._repeated[id(known)] = known, self.same(old), repetition
            return known
        if type(old) is tuple and type(new) is tuple:
            return tuple(self._again(*pair, repetition) for pair in zip(old, new, strict=True))
        if isinstance(old, list) and isinstance(new, list):
            return [self._again(*pair, repetition) for pair in zip(old, new, strict=True)]
        return new

    def derivation(self, array: Array) -> Derivation | None:
        """Give the operation that gave an array, if one is known."""
        array = self.same(array)
        found = self._of.get(id(array))
        if found is None and id(array) in self._repeated:
            _, old, repetition = self._repeated[id(array)]
            known = self.derivation(old)
            if known is not None:
                found = self._of[id(array)] = replace(
                    known,
                    result=array,
                    arguments=self._again(known.arguments, known.arguments, repetition),
                    keywords={key: self._again(value, value, repetition) for key, value in known.keywords.items()},
                    site=known.site if repetition.site is None else replace(known.site, caller=repetition.site),
                )
        return found

    def places(self, array: Array) -> tuple[int, ...]:
        """Give where an array was made, the calls that led there included: the same in each turn of a loop."""
        known = self.derivation(array)
        if known is None:
            return ()
        here: Site | None = known.site
        found: list[int] = []
        while here is not None and len(found) < _CALLERS:
            found.append(id(here.node))
            here = here.caller
        return tuple(found)

    def trace(self, array: Array, depth: int = 0) -> tuple[Origin | None, ...]:
        """Give for each axis where its size comes from: the place where it was first written."""
        known = self.derivation(array)
        if known is None or depth > _FURTHEST:
            return array.origins
        if id(array) not in self._traced_before:
            self._traced_before[id(array)] = ()  # what an array that comes from itself would have
            self._traced_before[id(array)] = _created(known) or self._through(known, depth)
        return self._traced_before[id(array)]

    def _through(self, known: Derivation, depth: int) -> tuple[Origin | None, ...]:
        """Give the origins that an operation hands on from its operands."""
        traced = tuple(self._traced(value, depth) for value in known.arguments)
        named = {key: self._traced(value, depth) for key, value in known.keywords.items()}
        try:
            found = origins_of(known.rule, traced, named, known.result)
        except (ArithmeticError, RecursionError, NotImplementedError):
            return ()
        return _told_apart(known, traced, found)

    def _traced(self, value: Any, depth: int) -> Any:
        if isinstance(value, Array):
            return replace(value, name="", origins=self.trace(value, depth + 1))
        if isinstance(value, (list, tuple)) and len(value) <= 16:
            return type(value)(self._traced(item, depth) for item in value)
        return value


def _told_apart(
    known: Derivation, operands: tuple[Any, ...], origins: tuple[Origin | None, ...]
) -> tuple[Origin | None, ...]:
    """Give origins in which an axis that was made with size 1 got another one where all operands are stretched.

    `b - rate * db` may be `(5, 5)` where `b` was made as `(5, 1)`, and the other 5 is that of `b` as well, on a long
    way: one line did not make both.
    """
    arrays = [own for own in operands if isinstance(own, Array)]
    if len(set(origins)) == len(origins) or not arrays or not broadcasts(known.rule.form):
        return origins
    if any(own.shape == known.result.shape for own in arrays):
        return origins
    found = list(origins)
    for axis, origin in enumerate(origins):
        size = known.result.shape.before[axis]
        made = any(_is_made_as_one(own, axis, len(origins)) for own in arrays)
        if made and origin is not None and size != 1 and found.count(origin) > 1:
            found[axis] = Origin(str(size), known.site.source.path, known.site.line)
    return tuple(found)


def _is_made_as_one(array: Array, axis: int, rank: int) -> bool:
    """Tell whether an axis of an operand was made with size 1 by an operation that names it."""
    own = axis - (rank - (array.shape.rank or 0))
    return own >= 0 and array.shape.before[own] == 1 and array.origin(own) is not None


def _numbers(node: ast.AST, frame: Frame) -> tuple[tuple[str, int], ...]:
    if not isinstance(node, ast.Call):
        return ()
    names = _index_names(node)
    found = ((name, find(frame, name)) for name in names)
    return tuple((name, value) for name, value in found if type(value) is int)


def _index_names(node: ast.Call) -> tuple[str, ...]:
    """Give the names that stand in indices of a call's arguments."""
    found: dict[str, None] = {}
    for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
        for part in (argument, *(argument.elts if isinstance(argument, (ast.Tuple, ast.List)) else ())):
            if isinstance(part, ast.Subscript):
                for inner in ast.walk(part.slice):
                    if isinstance(inner, ast.Name):
                        found[inner.id] = None
    return tuple(found)


def _created(known: Derivation) -> tuple[Origin | None, ...]:
    """Give the origins of an array that was made of sizes: the texts of the arguments that they were written as."""
    call = known.site.node
    if not isinstance(call, ast.Call) or any(isinstance(value, Array) for value in known.arguments):
        return ()
    places: dict[int, ast.expr] = {}
    count = 0

    def tag(value: Any, node: ast.expr | None) -> Any:
        nonlocal count
        if (
            isinstance(value, (list, tuple))
            and isinstance(node, (ast.List, ast.Tuple))
            and len(node.elts) == len(value)
        ):
            return type(value)(tag(item, part) for item, part in zip(value, node.elts, strict=True))
        if node is None or (type(value) is not int and not isinstance(value, Dim)):
            return value
        places[count] = node
        made = symbol("origin", count)
        count += 1
        return made

    try:
        arguments = [
            tag(value, call.args[place] if place < len(call.args) else None)
            for place, value in enumerate(known.arguments)
        ]
        written = {keyword.arg: keyword.value for keyword in call.keywords}
        keywords = {key: tag(value, written.get(key)) for key, value in known.keywords.items()}
        result = known.rule(*arguments, **keywords).result
    except (ArithmeticError, RecursionError, NotImplementedError, ValueError, TypeError):
        return ()
    if not isinstance(result, Array) or result.shape.rank != known.result.shape.rank:
        return ()
    tags = {symbol("origin", number): node for number, node in places.items()}
    return tuple(_origin(known, tags.get(size)) if isinstance(size, Dim) else None for size in result.shape.before)


def _origin(known: Derivation, node: ast.expr | None) -> Origin | None:
    if node is None:
        return None
    text = known.site.source.segment(node)
    if isinstance(node, ast.Subscript) and not isinstance(node.slice, ast.Constant):
        value = _computed(node.slice, dict(known.indices))
        if value is not None:
            text = f"{known.site.source.segment(node.value)}[{value}]"
    return Origin(text, known.site.source.path, known.site.line)


def _computed(node: ast.expr, names: Mapping[str, int]) -> int | None:
    """Give the number that an index is: a name, or one plus or minus a number."""
    match node:
        case ast.Constant(int() as value):
            return value
        case ast.Name(name):
            return names.get(name)
        case ast.BinOp(left, (ast.Add() | ast.Sub()) as operator, right):
            values = _computed(left, names), _computed(right, names)
            if values[0] is None or values[1] is None:
                return None
            return values[0] + values[1] if isinstance(operator, ast.Add) else values[0] - values[1]
        case ast.UnaryOp(ast.USub(), inner):
            positive = _computed(inner, names)
            return None if positive is None else -positive
    return None
