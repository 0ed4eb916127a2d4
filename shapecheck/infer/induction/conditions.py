"""Where the number of a layer may go to in a program that does the same at each layer, and where it may not.

A trace that is the same from layer to layer says so of the layers that were gone through. It is so at each further
layer where the program cannot tell layers apart but at its ends: their numbers go to keys and subscripts, are moved on
by adding, and are compared with one another. Where they are compared with a number, or moved by one, more layers than
that are gone through.
"""

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from shapecheck.core.dim import Dim, Size, symbols_of
from shapecheck.core.verdict import Verdict
from shapecheck.infer.induction.families import Moving, Text, numbers_in
from shapecheck.infer.induction.recording import Called, Done, Evaluated, Held, Shaped, Trouble, Turns
from shapecheck.infer.induction.turns import DEPTH, Layers, Part
from shapecheck.infer.site import Source
from shapecheck.language import Phrase
from shapecheck.ops.roles import Role, role_of
from shapecheck.ops.table import lookup

__all__ = ["FAILS", "IS_OPEN", "Obstacle", "examined"]

FAILS = Phrase("fails")
"""Why nothing is proved: the operation at the node fails."""

IS_OPEN = Phrase("whether it succeeds is not known")
"""Why nothing is proved: the operation at the node may fail."""

_FREE = frozenset(
    """builtins.dict builtins.enumerate builtins.float builtins.int builtins.isinstance builtins.iter builtins.len
    builtins.list builtins.map builtins.print builtins.range builtins.reversed builtins.str builtins.tuple builtins.zip
    dict.copy dict.get dict.items dict.keys dict.setdefault dict.update dict.values list.append list.copy list.extend
    list.insert list.pop list.reverse numpy.random.seed str.format""".split()
)
_OF_TEXTS = frozenset(
    """builtins.isinstance builtins.print builtins.str dict.get dict.setdefault list.append list.insert
    str.format""".split()
)
_GROWS = frozenset({"list.append", "list.extend", "list.insert"})
_WITH_ITEMS = frozenset({"dict", "generator", "list", "set", "view"})
_DIGITS = re.compile(r"\d{1,6}")
_PADDED = re.compile(r"%[^a-zA-Z%]|\{[^}]*:(?!d?\})")


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why nothing is proved: at a node, in another file where `source` is one; `fails` where the program is wrong."""

    node: ast.AST
    reason: str
    fails: bool = False
    source: Source | None = None


@dataclass(slots=True)
class _Found:
    obstacles: list[Obstacle] = field(default_factory=list)
    reach: int = 0


def examined(parts: Sequence[Part]) -> tuple[list[Obstacle], int]:
    """Return what stands against a proof, and the greatest number that those of layers are compared or moved by."""
    looking = _Looking()
    looking.parts(parts)
    return looking.found.obstacles, looking.found.reach


class _Looking:
    """Goes through a trace with the values that expressions had last."""

    def __init__(self) -> None:
        self.found = _Found()
        self._values: dict[ast.AST, Any] = {}

    def parts(self, parts: Sequence[Part]) -> None:
        for part in parts:
            match part:
                case Layers():
                    self._goes_through(part.node)
                    for turn in (*part.before, part.turn, *part.after, part.rest):
                        self.parts(turn)
                    self._queues(part)
                case Turns():
                    self._goes_through(part.node)
                    for inner in (*part.turns, part.rest):
                        self.parts(inner)
                case Evaluated(node, value):
                    self._reach(value)
                    reason = self._of_expression(node, value)
                    self._values[node] = value
                    self._note(node, reason)
                case Called(node, name, values):
                    if any(map(_moves, values)):  # what has a fixed length beside that ends what is gone through
                        self._reaches(*map(_length, values), *_integers(_placing(name, values)))
                    self._note(node, _of_call(name, values))
                case Done():
                    self._of_operation(part)
                case Trouble(node, site, reason, fails):
                    self.found.obstacles.append(Obstacle(node, reason, fails, site.source))

    def _note(self, node: ast.AST, reason: str | None) -> None:
        if reason is not None:
            self.found.obstacles.append(Obstacle(node, reason))

    def _goes_through(self, node: ast.AST) -> None:
        if isinstance(self._values.get(getattr(node, "iter", node)), Text):
            self._note(node, Phrase("a text with the number of a layer is gone through"))

    def _reaches(self, *numbers: int) -> None:
        self.found.reach = max(self.found.reach, *map(abs, (0, *numbers)))

    def _reach(self, value: Any) -> None:
        self._reaches(*(_constant(number) for number in numbers_in(value)))
        if isinstance(value, Held) and _moves(value.keys):
            self._reaches(*_integers(value.keys))

    def _of_operation(self, part: Done) -> None:
        if part.verdict is Verdict.NO:
            self.found.obstacles.append(Obstacle(part.node, FAILS, True, part.site.source))
        elif part.verdict is Verdict.UNKNOWN:
            self.found.obstacles.append(Obstacle(part.node, IS_OPEN, False, part.site.source))
        elif any(True for _ in numbers_in(part.values)):
            rule = lookup(part.name)
            if rule is None or role_of(rule) is not Role.ELEMENTWISE:
                self._note(part.node, Phrase("the number of a layer is used in an operation on arrays"))

    def _queues(self, loop: Layers) -> None:
        """Note lists from which items are taken that the same turn adds: what is taken later was not seen yet."""
        calls = [part for part in _flat(loop.turn) if isinstance(part, Called)]
        taken = {_identity(part) for part in calls if part.name == "list.pop"}
        for part in calls:
            if part.name in _GROWS and _identity(part) in taken:
                self._note(part.node, Phrase("a list is added to and taken from at each layer"))

    def _of_expression(self, node: ast.AST, value: Any) -> str | None:
        match node:
            case ast.BinOp():
                return self._of_operator(node, value)
            case ast.Compare():
                return self._of_comparison(node)
            case ast.UnaryOp(ast.Invert(), operand) if _moves(self._values.get(operand)):
                return Phrase("the number of a layer is used bit by bit")
            case ast.Subscript(owner, key):
                of, at = self._values.get(owner), self._values.get(key)
                if isinstance(of, Held) and (_moves(of) or of.kind == "?"):
                    self._reaches(*_integers(at))
                return _of_item(of, at)
            case ast.Set(items) if any(_moves(self._values.get(item)) for item in items):
                return Phrase("the number of a layer is put in a set")
            case ast.JoinedStr(parts):
                for part in parts:
                    if isinstance(part, ast.FormattedValue) and _moves(self._values.get(part.value)):
                        text = part.format_spec
                        plain = text is None or (isinstance(text, ast.JoinedStr) and ast.unparse(text) == "f'd'")
                        if not plain or part.conversion not in {-1, 115}:
                            return Phrase("the number of a layer is written with a width")
        return None

    def _of_operator(self, node: ast.BinOp, value: Any) -> str | None:
        if isinstance(value, (Held, Shaped, Text)) or not self._has_moving(node):
            if isinstance(value, Text) and isinstance(node.op, ast.Mod):
                form = self._values.get(node.left)
                return Phrase("the number of a layer is written with a width") if _is_padded(form) else None
            return None
        number = self._term(node)
        plain = value.size if isinstance(value, Moving) else value
        if number is None or plain != number:
            return Phrase("the number of a layer is used in another way than by adding to it")
        return None

    def _has_moving(self, node: ast.expr) -> bool:
        if isinstance(node, ast.BinOp) and node.left not in self._values:
            return self._has_moving(node.left) or _moves(self._values.get(node.right))
        if isinstance(node, ast.BinOp):
            return _moves(self._values.get(node.left)) or _moves(self._values.get(node.right))
        return _moves(self._values.get(node))

    def _term(self, node: ast.expr, whole: bool = True) -> Size | None:
        """Return the number that an expression is, as far as it follows from those of layers by rules."""
        if isinstance(node, ast.BinOp) and (whole or node not in self._values):
            left, right = self._term(node.left, False), self._term(node.right, False)
            if left is None or right is None:
                return None
            self._reaches(_constant(left), _constant(right))
            return _combined(node.op, left, right)
        value = self._values.get(node)
        if isinstance(value, Moving):
            return value.size
        if isinstance(value, float) and value.is_integer():
            return int(value)
        return value if type(value) is int else None

    def _of_comparison(self, node: ast.Compare) -> str | None:
        operands = [self._values.get(part) for part in (node.left, *node.comparators)]
        for left, right, op in zip(operands, operands[1:], node.ops, strict=False):
            if isinstance(op, (ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE)) and _has_items(left, right):
                return Phrase("what is in a list is compared as a whole")
            if not (_moves(left) or _moves(right)):
                continue
            if isinstance(op, (ast.Is, ast.IsNot)):
                if isinstance(right, (bool, Held)) or right is None:
                    continue
                return Phrase("what has the number of a layer is compared as an object")
            if isinstance(op, (ast.In, ast.NotIn)):
                reason = self._of_membership(left, right)
                if reason is not None:
                    return reason
            elif not self._is_measured(left, right):
                return Phrase("what has the number of a layer is compared with something else than a number")
        return None

    def _of_membership(self, left: Any, right: Any) -> str | None:
        if type(right) is tuple and all(self._is_measured(left, item) for item in right):
            return None
        if isinstance(right, Held) and _moves(right):
            self._reaches(*_integers(left))
        if not _moves(left) or (isinstance(right, Held) and right.kind == "?"):
            return None
        if isinstance(right, Held) and right.kind == "dict" and isinstance(left, (Moving, Text)):
            number = left.size if isinstance(left, Moving) else next(part for part in left.parts if type(part) is Dim)
            ends = next((ends for own, *ends in right.keys if own == _word(left)), [])
            if all(self._is_measured(Moving(number), end) for end in ends):
                return None
        return Phrase("the number of a layer is looked for among others")

    def _is_measured(self, left: Any, right: Any) -> bool:
        """Tell whether two values are numbers that can be compared, and note how far they reach."""
        sizes = [part.size if isinstance(part, Moving) else part for part in (left, right)]
        if not all(isinstance(size, (int, Dim)) for size in sizes):
            return False
        self._reaches(_constant(sizes[0] - sizes[1]))
        return True


def _of_call(name: str, values: Sequence[Any]) -> str | None:
    if name == "str.format" and values and _is_padded(values[0]) and any(map(_moves, values[1:])):
        return Phrase("the number of a layer is written with a width")
    if any(isinstance(value, Text) for value in values) and name not in _OF_TEXTS:
        return Phrase("a text with the number of a layer is given to `{function}`", function=name.rpartition(".")[2])
    if name in {"dict.get", "dict.setdefault"} and len(values) > 1:
        return _of_item(values[0], values[1])
    if name in _FREE or (name.startswith(("numpy.", "ndarray.")) and not any(map(_is_growing, values))):
        return None  # of numbers the operation itself is asked
    short = name.rpartition(".")[2]
    if any(isinstance(value, Held) and value.kind in _WITH_ITEMS for value in values):
        return Phrase("`{function}` goes through all layers at once", function=short)
    if any(map(_moves, values)):
        return Phrase("the number of a layer is given to `{function}`", function=short)
    return None


def _of_item(owner: Any, key: Any) -> str | None:
    """Return why reading an item says nothing of further layers; None where it does."""
    if type(key) is tuple and key[:1] == ("slice",) and not isinstance(owner, Text):
        inner = {own.name for number in numbers_in(key) for own in symbols_of(number)} - {DEPTH}
        return Phrase("a part is cut by the number of a layer") if inner and not isinstance(owner, Shaped) else None
    if isinstance(owner, Text):
        return Phrase("a text with the number of a layer is taken apart")
    if not _moves(key) or isinstance(owner, Shaped):
        return None
    if isinstance(owner, Held):
        if owner.kind == "dict":
            word = _word(key)
            ends = next((list(numbers_in(tuple(ends))) for own, *ends in owner.keys if own == word), [])
            if ends:
                return None
        elif owner.kind not in {"list", "tuple"} or _moves(owner.count):
            return None
    return Phrase("an item is read by the number of a layer, of as many as there are at any depth")


def _word(key: Any) -> str:
    """Return a key as it stands among those of a dictionary."""
    if type(key) is tuple:
        return repr(tuple(map(_word, key)))
    return key.word if isinstance(key, Text) else "{}" if isinstance(key, (Moving, int)) else str(key)


def _combined(op: ast.operator, left: Size, right: Size) -> Size | None:
    match op:
        case ast.Add():
            return left + right
        case ast.Sub():
            return left - right
        case ast.Mult() if type(left) is int or type(right) is int:
            return left * right
        case ast.FloorDiv() | ast.Div() | ast.Mod() if type(right) is int and right > 0:
            if any(factor % right for monomial, factor in _terms(left) if monomial):
                return None
            if isinstance(op, ast.Div) and _constant(left) % right:
                return None
            return left % right if isinstance(op, ast.Mod) else left // right
    return None


def _terms(size: Size) -> Any:
    return size.terms if isinstance(size, Dim) else ()


def _constant(size: Size) -> int:
    """Return what a number is where those of turns and of layers are 0."""
    if isinstance(size, int):
        return size
    return sum(factor for monomial, factor in size.terms if not monomial)


def _moves(value: Any) -> bool:
    return any(True for _ in numbers_in(value))


def _is_growing(value: Any) -> bool:
    return isinstance(value, Held) and _moves(value)


def _has_items(*values: Any) -> bool:
    return any(isinstance(value, Held) and value.kind in _WITH_ITEMS for value in values)


def _is_padded(form: Any) -> bool:
    return not isinstance(form, str) or _PADDED.search(form) is not None


def _length(value: Any) -> int:
    """Return the fixed number of items that a value has; 0 where it has none, or not a fixed one."""
    if type(value) is tuple:
        return len(value)
    return value.count if isinstance(value, Held) and type(value.count) is int else 0


def _placing(name: str, values: Sequence[Any]) -> Any:
    """Return those arguments that say which items are meant, or how many."""
    if name in {"builtins.range", "builtins.enumerate"}:
        return tuple(values)
    return tuple(values[1:2]) if name in {"dict.get", "dict.setdefault", "list.insert", "list.pop"} else ()


def _integers(value: Any) -> Iterator[int]:
    """Give the fixed numbers in a value, those in texts included."""
    if type(value) is int:
        yield value
    elif isinstance(value, str):
        yield from map(int, _DIGITS.findall(value))
    for item in value if type(value) is tuple else ():
        yield from _integers(item)


def _identity(part: Called) -> int | None:
    owner = part.values[0] if part.values else None
    return owner.identity if isinstance(owner, Held) else None


def _flat(parts: Sequence[Part]) -> Iterator[Part]:
    for part in parts:
        yield part
        if isinstance(part, Layers):
            for turn in (*part.before, part.turn, *part.after, part.rest):
                yield from _flat(turn)
        elif isinstance(part, Turns):
            for inner in (*part.turns, part.rest):
                yield from _flat(inner)
