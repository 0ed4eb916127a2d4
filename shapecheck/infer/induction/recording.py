"""The trace of a run: each value that an expression gives, each operation, each assignment, loops turn by turn.

A trace has no objects of the run, so that it can be compared with those of other runs: arrays are their shapes, and of
a list or a dictionary there is which one it is, how many items it has, and how far the numbers in its keys go.
"""

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, TypeAlias

from shapecheck.core.array import Array
from shapecheck.core.dim import Dim, symbol_in
from shapecheck.core.judge import decide_all, first_failed
from shapecheck.core.verdict import Verdict
from shapecheck.infer.events import Assigned, Event, Failed, Noticed, Operation, Passed, Unmodelled
from shapecheck.infer.induction.equations import LayerEquations
from shapecheck.infer.merging import length_of
from shapecheck.infer.site import Site
from shapecheck.infer.told_of_sizes import Forced, Unlike
from shapecheck.infer.values import Dictionary, Function, Listing, Opaque, Value
from shapecheck.language import Phrase
from shapecheck.ops.completions import answer
from shapecheck.ops.roles import Role, role_of
from shapecheck.ops.values import Unknown

__all__ = [
    "Called",
    "Done",
    "Entry",
    "Evaluated",
    "Held",
    "Named",
    "Required",
    "Shaped",
    "Trace",
    "Trouble",
    "Turns",
    "parts_of",
]

_NUMBERED = re.compile(r"(\D*)(\d+)(\D*)")


class Held(NamedTuple):
    """An object that is told by its identity: of a container, how many items it has, and the numbers in its keys."""

    identity: int
    kind: str
    count: Any = None
    keys: tuple[tuple[str, Any, Any], ...] = ()  # the words around a number, with the least and the greatest number


class Shaped(NamedTuple):
    """An array: its sizes, in front of unknown axes and behind them where there are such."""

    kind: str
    before: tuple[Any, ...]
    run: bool = False
    after: tuple[Any, ...] = ()


class Evaluated(NamedTuple):
    """An expression was evaluated."""

    node: ast.AST
    value: Any


class Called(NamedTuple):
    """A function that is not of the program was called."""

    node: ast.AST
    name: str
    values: tuple[Any, ...]


class Done(NamedTuple):
    """An operation of NumPy's was applied."""

    node: ast.AST
    site: Site
    name: str
    values: tuple[Any, ...]  # of its arguments
    nodes: tuple[ast.expr | None, ...]
    result: Any
    verdict: Verdict


class Named(NamedTuple):
    """A variable, attribute or item was given a value."""

    node: ast.AST
    site: Site
    name: Any  # a text
    value: Any


class Required(NamedTuple):
    """The program asserts that a size which it names is a number."""

    node: ast.AST
    site: Site
    size: Any
    number: int


class Trouble(NamedTuple):
    """Something fails, or was not understood, so that nothing is proved."""

    node: ast.AST
    site: Site
    reason: str
    fails: bool


@dataclass(slots=True)
class Turns:
    """The turns of one loop; what is asked before a turn belongs to it, and what is asked behind the last is `rest`."""

    node: ast.AST
    turns: "list[list[Entry]]" = field(default_factory=list)
    rest: "list[Entry]" = field(default_factory=list)


Entry: TypeAlias = Evaluated | Called | Done | Named | Required | Trouble | Turns


class Trace:
    """Records one run on generic arguments.

    Parameters
    ----------
    generic : LayerEquations
        What the run supposes: sizes are written down as they are known at its end.
    """

    def __init__(self, generic: LayerEquations) -> None:
        self.entries: list[Entry] = []
        self._generic = generic
        self._lists = [self.entries]
        self._loops: list[Turns] = []
        self._kept: list[Value] = []  # so that no other object gets the identity of one

    @property
    def loop(self) -> ast.AST | None:
        """The innermost loop that is gone through."""
        return self._loops[-1].node if self._loops else None

    # What the machine tells

    def value(self, node: ast.AST, value: Value) -> None:
        """Write down what an expression gives."""
        self._lists[-1].append(Evaluated(node, self.plain(value)))

    def called(self, node: ast.AST, name: str, values: Sequence[Value]) -> None:
        """Write down that a function outside of the program is called."""
        self._lists[-1].append(Called(node, name, tuple(map(self.plain, values))))

    def begin_loop(self, node: ast.AST) -> None:
        """Write down that a loop begins."""
        loop = Turns(node)
        self._lists[-1].append(loop)
        self._loops.append(loop)
        self._lists.append(loop.rest)

    def end_turn(self) -> None:
        """Write down that a turn of the innermost loop is over."""
        loop = self._loops[-1]
        loop.turns.append(loop.rest)
        loop.rest = self._lists[-1] = []

    def end_loop(self) -> None:
        """Write down that the innermost loop is over."""
        self._loops.pop()
        self._lists.pop()

    def required(self, site: Site, left: Sequence[Value], right: Sequence[Value]) -> None:
        """Write down which sizes that the program names must be numbers, so that two shapes are equal."""
        for pair in zip(left, right, strict=False):
            for size, number in (pair, pair[::-1]):
                own = symbol_in(size) if isinstance(size, Dim) else None
                if own is not None and not own.flexible and type(number) is int:
                    self._lists[-1].append(Required(site.node, site, size, number))

    def listen(self, event: Event) -> None:
        """Write down what is told of the run."""
        here = self._lists[-1]
        match event:
            case Operation():
                here.append(self._judged(event))  # now, as a branch or loop around it takes back what it supposes
            case Assigned():
                here.append(Named(event.site.node, event.site, event.name, self.plain(event.value)))
            case Unmodelled():
                reason = event.lost or Phrase("an operation that is not understood")
                here.append(Trouble(event.site.node, event.site, reason, False))
            case Unlike():
                reason = Phrase("{name} has another shape than {other}", name=event.name, other=event.other_name)
                here.append(Trouble(event.site.node, event.site, reason, True))
            case Forced():
                here.append(Trouble(event.site.node, event.site, Phrase("it fits special sizes only"), True))
            case Failed():
                here.append(Trouble(event.site.node, event.site, Phrase("it is not understood"), False))
            case Noticed(site, Passed.UNFINISHED, message):
                here.append(Trouble(site.node, site, message, False))

    def conclude(self) -> None:
        """Write sizes as they are known at the end of the run."""
        self.entries[:] = self._concluded(self.entries)

    # Values as they are compared

    def plain(self, value: Value) -> Any:
        """Return a value as the trace has it."""
        kind = type(value)
        if kind in {int, float, bool, str, bytes, type(None)}:
            return value
        if isinstance(value, Array):
            shape = self._generic.solved(value).shape
            return Shaped(kind.__name__, shape.before, shape.run is not None, shape.after)
        if isinstance(value, Dim):
            return self._generic.size(value)
        if kind in {tuple, list}:  # the latter as a rule takes it
            return tuple(map(self.plain, value))
        if kind is slice:
            return "slice", *map(self.plain, (value.start, value.stop, value.step))
        if kind is range:
            return "range", value.start, value.stop, value.step
        self._kept.append(value)
        if isinstance(value, Listing):
            length = length_of(value.contents) if value.kind != "generator" else None
            return Held(id(value), value.kind, self.plain(length))
        if isinstance(value, Dictionary):
            return Held(id(value), "dict", len(value.known), tuple(_extents(value)))
        if isinstance(value, Function):
            return Held(id(value.node), "function")
        if isinstance(value, Opaque) and value.size is not None:
            return "a number", self._generic.size(value.size)
        return Held(id(value), value.kind or "?" if isinstance(value, Opaque) else kind.__name__)

    def _judged(self, event: Operation) -> Done:
        solved = self._generic.solved
        given = [_deeply(value, solved) for value in event.arguments]
        named = {name: _deeply(value, solved) for name, value in event.keywords.items()}
        verdict, result = event.verdict, _deeply(event.outcome.result, solved)
        if event.failed is not None:
            arrays = [value for value in (*given, *named.values()) if isinstance(value, Array)]
            verdict = Verdict.NO if all(map(self._generic.is_followed, arrays)) else Verdict.UNKNOWN
        else:
            claims = answer(event.rule, given, named).claims
            verdict = Verdict.NO if first_failed(claims) is not None else decide_all(claims)
        if isinstance(result, Array) and role_of(event.rule) is Role.PRODUCTS:
            self._generic.carry(result.shape)
        values = tuple(map(self.plain, (*given, *named.values())))
        return Done(event.site.node, event.site, event.name, values, event.nodes, self.plain(result), verdict)

    def _concluded(self, entries: Sequence[Entry]) -> list[Entry]:
        found: list[Entry] = []
        for entry in entries:
            if isinstance(entry, Turns):
                turns = [self._concluded(turn) for turn in entry.turns]
                found.append(replace(entry, turns=turns, rest=self._concluded(entry.rest)))
            elif isinstance(entry, (Evaluated, Named)):
                found.append(entry._replace(value=self._known(entry.value)))
            elif isinstance(entry, Called):
                found.append(entry._replace(values=self._known(entry.values)))
            elif isinstance(entry, Done):
                found.append(entry._replace(values=self._known(entry.values), result=self._known(entry.result)))
            else:
                found.append(entry)
        return found

    def _known(self, value: Any) -> Any:
        if isinstance(value, Dim):
            return self._generic.size(value)
        if isinstance(value, Shaped):
            return value._replace(before=self._known(value.before), after=self._known(value.after))
        return tuple(map(self._known, value)) if type(value) is tuple else value


def parts_of(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Give all entries of a trace, those of turns included."""
    for entry in entries:
        yield entry
        if isinstance(entry, Turns):
            for turn in (*entry.turns, entry.rest):
                yield from parts_of(turn)


def _extents(value: Dictionary) -> Iterator[tuple[str, int, int]]:
    """Give the words around the numbers in keys, each with the least and the greatest number there."""
    found: dict[str, tuple[int, int]] = {}
    for key in value.known:
        word, number = _numbered(key)
        if number is not None:
            least, most = found.get(word, (number, number))
            found[word] = min(least, number), max(most, number)
    yield from ((word, *found[word]) for word in sorted(found))


def _numbered(key: Value) -> tuple[str, int | None]:
    """Return a key with `{}` in place of the one number in it, and that; None where there is not one."""
    if type(key) is int:
        return "{}", key
    if isinstance(key, str):
        match = _NUMBERED.fullmatch(key)
        return (f"{match[1]}{{}}{match[3]}", int(match[2])) if match else (key, None)
    if type(key) is not tuple:
        return "", None
    parts = [_numbered(part) if isinstance(part, (str, int)) else ("", None) for part in key]
    numbers = [number for _, number in parts if number is not None]
    return repr(tuple(word for word, _ in parts)), numbers[0] if len(numbers) == 1 else None


def _deeply(value: Any, change: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return type(value)(_deeply(item, change) for item in value) if type(value) in {list, tuple} else value
    return value if isinstance(value, Unknown) else change(value)
