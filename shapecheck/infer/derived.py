"""The contracts of functions as calls ask for them: each is derived once, by a machine that runs nothing else.

A module that was run for its importers has such a machine, and keeps its contracts for all of them. Of the file that is
being gone through, and of a module that was run in the place of its import, the definitions are run once more.
"""

import ast
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from shapecheck.infer.budget import run_parts
from shapecheck.infer.found import Found
from shapecheck.infer.frames import Frame, Names, Scope
from shapecheck.infer.machine import Machine
from shapecheck.infer.runs import Runs
from shapecheck.infer.site import Source
from shapecheck.infer.summaries import Summary, summary_of
from shapecheck.infer.values import Function

__all__ = ["Derived", "Home", "definitions"]

_MOST = 60_000  # steps for all contracts of a file
_A_LINE = 100  # steps for each line of it
_STEPS = 20_000  # for the definitions of a file


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
        self._known: dict[ast.AST, Summary | None] = {}
        self._left = _MOST + _A_LINE * source.text.count("\n")

    @contextmanager
    def silent(self) -> Iterator[None]:
        """Run something in it of which nobody is told, and that leaves its steps to nobody else."""
        machine = self.machine
        before, machine.listener = machine.listener, lambda _: None
        entered, unfinished = set(machine.entered), machine.unfinished
        try:
            with machine.quiet():
                yield
        finally:
            machine.listener, machine.entered, machine.unfinished = before, entered, unfinished

    def summary(self, node: ast.AST) -> Summary | None:
        """Return the contract of a function; None where there is none, or it takes too many steps."""
        if node not in self._known:
            self._known[node] = None  # while it is derived
            self._known[node] = self._derive(node)
        return self._known[node]

    def _derive(self, node: ast.AST) -> Summary | None:
        function = self.machine.functions.get(node)
        if function is None or "<locals>" in function.name or isinstance(node, ast.Lambda) or self._left <= 0:
            return None
        before = self.machine.steps
        runs = Runs(self.machine, self.found, self.functions, function)
        with self.silent():
            made = runs.made()
        self._left -= self.machine.steps - before
        return summary_of(self.machine, function, made, against=not runs.stated) if made else None


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

    def of(self, function: Function) -> tuple[Summary, Home] | None:
        """Return the contract of a function, with where it was derived; None where there is none."""
        source = function.frame.source
        if source.path not in self._homes:
            self._homes[source.path] = None  # while it is made
            self._homes[source.path] = self._another(source)
        home = self._homes[source.path]
        summary = None if home is None else home.summary(function.node)
        return None if home is None or summary is None else (summary, home)


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
