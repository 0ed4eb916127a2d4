"""The contracts of functions as calls ask for them: each is derived once, by a machine that runs nothing else.

A module that was run for its importers has such a machine, and keeps its contracts for all of them. Of the file that is
being gone through, and of a module that was run in the place of its import, the definitions are run once more. Who asks
pays the steps of what is asked for, whoever asked first: so it does not depend on others how much may be asked.
"""

import ast
from collections.abc import Callable, Mapping
from typing import NamedTuple

from shapecheck.core.terms import Symbol
from shapecheck.infer.budget import run_parts
from shapecheck.infer.confirming import Failing, failing
from shapecheck.infer.found import Found
from shapecheck.infer.frames import Frame, Names, Scope
from shapecheck.infer.machine import Machine
from shapecheck.infer.memory import Key
from shapecheck.infer.runs import Runs
from shapecheck.infer.site import Source
from shapecheck.infer.summaries import Summary, derive, has_contract
from shapecheck.infer.uses import unheard
from shapecheck.infer.values import Function, Value

__all__ = ["Derived", "Home", "definitions"]

_MOST = 60_000  # steps for all that the calls of one machine ask for
_CASES = 12_000  # steps of one contract after which no other numbers of axes are tried
_STEPS = 20_000  # for the definitions of a file


class _Known(NamedTuple):
    """A contract, or what fails in a call, and the steps that it took."""

    summary: Summary | None
    failing: Failing | None
    steps: int


class Home:
    """The functions of one file, in a machine that runs nothing else.

    Parameters
    ----------
    machine : Machine
        The machine, which has run the definitions.
    source : Source
        The file.
    top : Scope
        What its definitions have left.
    """

    def __init__(self, machine: Machine, source: Source, top: Scope) -> None:
        self.machine = machine
        self.source = source
        self.functions = [own for own in machine.functions.values() if own.frame.source is source]
        self.found = Found(machine, source, top)
        self._contracts: dict[ast.AST, _Known] = {}
        self._calls: dict[object, _Known] = {}

    def contract(self, node: ast.AST) -> _Known:
        """Return the contract of a function, if there is one, and it does not take too many steps."""
        if node not in self._contracts:
            before = self.machine.steps
            summary = self._derive(node)
            self._contracts[node] = _Known(summary, None, self.machine.steps - before)
        return self._contracts[node]

    def call(self, function: Function, known: Mapping[str, Value]) -> _Known:
        """Return what fails in each call of a function with the arguments that are known."""
        key = Key([function, *(part for pair in known.items() for part in pair)])
        parts = key.parts, tuple(own.flexible for own in key.symbols if isinstance(own, Symbol))
        if parts not in self._calls:
            before = self.machine.steps
            with unheard(self.machine):
                found = failing(self.machine, function, known)
            self._calls[parts] = _Known(None, found, self.machine.steps - before)
        return self._calls[parts]

    def _derive(self, node: ast.AST) -> Summary | None:
        function = self.machine.functions.get(node)
        if function is None or not has_contract(function):
            return None
        with unheard(self.machine):
            return derive(Runs(self.machine, self.found, self.functions, function, most=_CASES))


class Derived:
    """The contracts of the functions that one machine knows.

    Parameters
    ----------
    another : callable
        Gives for a file a home in which its definitions were run; None where there is none.
    """

    def __init__(self, another: Callable[[Source], Home | None]) -> None:
        self._another = another
        self._homes: dict[str, Home | None] = {}
        self._left = _MOST

    def of(self, function: Function) -> tuple[Summary, Home] | None:
        """Return the contract of a function, with where it was derived; None where there is none."""
        source = function.frame.source
        if self._left <= 0:
            return None
        if source.path not in self._homes:
            self._homes[source.path] = None  # while it is made
            self._homes[source.path] = self._another(source)
        home = self._homes[source.path]
        if home is None:
            return None
        known = home.contract(function.node)
        self._left -= known.steps
        return None if known.summary is None else (known.summary, home)

    def failing(self, home: Home, function: Function, known: Mapping[str, Value]) -> Failing | None:
        """Return what fails in each call of a function with some arguments; None where that is not certain."""
        if self._left <= 0:
            return None
        found = home.call(function, known)
        self._left -= found.steps
        return found.failing


def definitions(machine: Machine, source: Source) -> Home:
    """Run the definitions of a file, and what does no more than import and give names to values."""
    top = Scope(machine.journal.birth(), None, Names())
    frame = Frame(source, "__main__", top, top, body=source.tree)
    machine.frames.append(frame)
    with machine.quiet():
        run_parts(machine, [node for node in source.tree.body if _defines(node)], frame, _STEPS)
    return Home(machine, source, top)


def _defines(node: ast.stmt) -> bool:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)):
        return True
    if isinstance(node, ast.Try):
        return all(map(_defines, node.body))
    is_assignment = isinstance(node, (ast.Assign, ast.AnnAssign))
    return is_assignment and not any(isinstance(inner, ast.Call) for inner in ast.walk(node))
