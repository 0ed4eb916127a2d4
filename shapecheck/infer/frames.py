"""Scopes and frames: where names are looked up, and what is known of the function being run."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from shapecheck.infer.site import Site, Source
from shapecheck.infer.tree import once, positional
from shapecheck.infer.values import ABSENT, Class, Contents, Object, Value

__all__ = ["Frame", "Lasts", "Later", "Leaving", "Names", "Receiver", "Scope", "Suspended", "find", "names_in"]


class Scope(Object):
    """The names of a module, function, class or comprehension, with their values in its cells."""

    __slots__ = ("is_class", "is_comprehension", "is_read_by_functions", "names", "parent")

    def __init__(
        self,
        born: int,
        parent: "Scope | None",
        names: "Names",
        *,
        is_class: bool = False,
        is_comprehension: bool = False,
    ) -> None:
        super().__init__(born)
        self.parent = parent
        self.names = names
        self.is_class = is_class
        self.is_comprehension = is_comprehension
        self.is_read_by_functions = parent is None or names.encloses

    def enclosing(self) -> "Scope":
        """Give the scope that a function defined here looks its names up in: a class's own names are not seen."""
        return self.parent if self.is_class and self.parent is not None else self


@dataclass(frozen=True, slots=True)
class Names:
    """Which names a body binds, and which of them it says belong elsewhere."""

    local: frozenset[str] = frozenset()
    global_: frozenset[str] = frozenset()
    nonlocal_: frozenset[str] = frozenset()
    free: tuple[str, ...] = ()  # those that it reads and does not bind
    generates: bool = False  # whether it has a `yield` of its own
    encloses: bool = False  # whether it has functions in it
    delegates: bool = False  # whether it has a `yield from`


@dataclass(slots=True, eq=False)
class Leaving:
    """A body that may be left early: how many branches were open when it began, and whether it is left from inside one.

    Where it is, what is known at its end is not all that may be so after it.
    """

    depth: int
    early: bool = False


@dataclass(slots=True, eq=False)
class Receiver:
    """Whoever takes what a generator gives.

    Parameters
    ----------
    take : callable, optional
        Goes on there with each item, while the generator is run; None where its items are gathered.
    stops : bool
        Whether the generator may be left at any of its items.
    ends : int
        How it ended.
    items : list of Value, optional
        What it gave, where that is known one by one.
    element : Value
        What stands for any of its items.
    """

    take: Callable[[Value], None] | None
    stops: bool = False
    ends: int = 0
    items: list[Value] | None = None
    element: Value = ABSENT


@dataclass(frozen=True, slots=True, eq=False)
class Suspended:
    """A call of a generator function, kept in its iterator's cells: `run` runs it, and tells how it ended."""

    run: Callable[[Callable[[Value], None]], int]


class Lasts(Enum):
    """How long the items stay what they are that an iterator has not given yet."""

    ALWAYS = "always"
    UNCHANGED = "as long as nothing that it may read is changed"
    NEVER = "never"


@dataclass(frozen=True, slots=True, eq=False)
class Later:
    """What makes the items of an iterator, kept in its cells until it is gone through."""

    make: Callable[[], Contents]


@dataclass(slots=True, eq=False)
class Frame:
    """A body that is being run.

    Parameters
    ----------
    source : Source
        The file it stands in.
    module : str
        The full name of the module.
    top : Scope
        The module's globals.
    scope : Scope
        Its own names.
    function : str
        Its qualified name, or `<module>`.
    caller : Site, optional
        The call it is run for.
    owner : Class, optional
        The class that the function was defined in, for `super()`.
    returns, yields : list
        What it has given so far.
    body : ast.AST
        The function, or the module's tree.
    outer : Frame, optional
        The body that the function was defined in.
    receiver : Receiver, optional
        Who takes what it gives, of a generator.
    """

    source: Source
    module: str
    top: Scope
    scope: Scope
    function: str = "<module>"
    caller: Site | None = None
    owner: Class | None = None
    first: Value = None
    returns: list[Value] = field(default_factory=list)
    loops: list["Leaving"] = field(default_factory=list)
    leaving: "Leaving" = field(default_factory=lambda: Leaving(0))
    yields: list[Value] = field(default_factory=list)
    body: ast.AST = field(default_factory=ast.Pass)
    outer: "Frame | None" = None
    receiver: Receiver | None = None

    def inner(self, scope: Scope) -> "Frame":
        """Give the frame of a comprehension or class body: its own names, and the rest shared."""
        return Frame(
            self.source,
            self.module,
            self.top,
            scope,
            self.function,
            self.caller,
            self.owner,
            self.first,
            self.returns,
            self.loops,
            self.leaving,
            self.yields,
            self.body,
            self.outer,
            self.receiver,
        )

    def site(self, node: ast.AST) -> Site:
        """Give the place of a node in this run."""
        return Site(self.source, node, self.function, self.caller)

    def home(self, name: str) -> Scope:
        """Give the scope in which an assignment to a name is made."""
        own = self.scope
        while own.is_comprehension and name not in own.names.local and own.parent is not None:
            own = own.parent
        names = own.names
        if name in names.global_:
            return self.top
        if name in names.nonlocal_:
            scope = own.parent
            while scope is not None:
                if name in scope.cells and not scope.is_class:
                    return scope
                scope = scope.parent
        return own


def find(frame: Frame, name: str) -> Value:
    """Give the value of a name, or ABSENT where no scope has it."""
    scope: Scope | None = frame.scope
    while scope is not None:
        if name in scope.names.global_:
            return frame.top.cells.get(name, ABSENT)
        value = scope.cells.get(name, ABSENT)
        if value is not ABSENT and (not scope.is_class or scope is frame.scope):
            return value
        scope = scope.parent
    return ABSENT


@once
def names_in(node: ast.AST) -> Names:
    """Give the names that a function or class binds, and those that it reads; inner functions only read."""
    local: set[str] = set()
    global_: set[str] = set()
    nonlocal_: set[str] = set()
    read: dict[str, None] = {}
    generates = delegates = encloses = False
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
        local.update(parameter.arg for parameter in parameters(node.args))
    for inner, own in _nodes_of(node):
        if type(inner) is ast.Name:
            if type(inner.ctx) is ast.Load:
                read[inner.id] = None
            elif own:
                local.add(inner.id)
            continue
        if not own:
            continue
        match inner:
            case ast.FunctionDef(name) | ast.AsyncFunctionDef(name) | ast.ClassDef(name):
                local.add(name)
                encloses = True
            case ast.Lambda():
                encloses = True
            case ast.Global(names):
                global_.update(names)
            case ast.Nonlocal(names):
                nonlocal_.update(names)
            case ast.Import(names) | ast.ImportFrom(_, names):
                local.update((alias.asname or alias.name.partition(".")[0]) for alias in names)
            case ast.ExceptHandler(_, str() as name) | ast.MatchAs(_, str() as name) | ast.MatchStar(str() as name):
                local.add(name)
            case ast.Yield() | ast.YieldFrom():
                generates = True
                delegates = delegates or isinstance(inner, ast.YieldFrom)
    local -= global_ | nonlocal_
    free = tuple(name for name in read if name not in local)
    return Names(frozenset(local), frozenset(global_), frozenset(nonlocal_), free, generates, encloses, delegates)


def parameters(arguments: ast.arguments) -> list[ast.arg]:
    """Give all parameters of a function."""
    found = [*positional(arguments), *arguments.kwonlyargs]
    found.extend(extra for extra in (arguments.vararg, arguments.kwarg) if extra is not None)
    return found


_OWN_SCOPE = frozenset({ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda})
_COMPREHENSIONS = frozenset({ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp})
_OTHER_SCOPE = _OWN_SCOPE | _COMPREHENSIONS
_OF_INTEREST = _OTHER_SCOPE | {
    ast.Name, ast.Global, ast.Nonlocal, ast.Import, ast.ImportFrom, ast.ExceptHandler, ast.MatchAs, ast.MatchStar,
    ast.Yield, ast.YieldFrom,
}  # fmt: skip
_LEAVES = frozenset({ast.Name, ast.Constant, ast.Global, ast.Nonlocal, ast.Import, ast.ImportFrom, ast.Pass})


def _nodes_of(node: ast.AST) -> Iterator[tuple[ast.AST, bool]]:
    """Give the nodes of a body that matter to its names, and whether they are outside of functions in it."""
    body: Any = getattr(node, "body", ())
    first: list[ast.AST] = body if isinstance(body, list) else [body]
    stack = [(inner, True) for inner in first]
    is_class = isinstance(node, ast.ClassDef)  # what its methods read is asked of each of them
    while stack:
        inner, own = stack.pop()
        kind = type(inner)
        if kind in _OF_INTEREST:
            yield inner, own
            if kind in _OTHER_SCOPE:
                own = False
        if kind in _LEAVES or (is_class and kind in _OWN_SCOPE):
            continue
        for name in inner._fields:
            value = getattr(inner, name, None)
            if type(value) is list:
                stack.extend([(item, own) for item in value if isinstance(item, ast.AST)])
            elif isinstance(value, ast.AST) and value._fields:
                stack.append((value, own))
