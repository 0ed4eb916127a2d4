"""A function of a program on any number of layers: it is run at several depths, and its runs are written as one.

Nobody says which function of a file is the network: it is the one that is run on layers, and runs the others.
"""

import ast
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from shapecheck.core.dim import Dim, Size, substitute, symbol, symbols_of
from shapecheck.core.terms import Symbol
from shapecheck.core.verdict import Verdict
from shapecheck.infer.calls import run_function
from shapecheck.infer.entry import first_of
from shapecheck.infer.found import Found
from shapecheck.infer.induction.conditions import Obstacle, examined
from shapecheck.infer.induction.equations import LayerEquations
from shapecheck.infer.induction.families import Differs, Place, common
from shapecheck.infer.induction.recording import Entry, Evaluated, Named, Shaped, Trace, parts_of
from shapecheck.infer.induction.turns import DEPTH, Irregular, Part, common_trace
from shapecheck.infer.links import linked_arguments
from shapecheck.infer.machine import BudgetSpent, Machine, Raised
from shapecheck.infer.members import WITHOUT_OBJECT, decorators
from shapecheck.infer.parameters import further_arguments
from shapecheck.infer.program import prepared
from shapecheck.infer.site import Source
from shapecheck.infer.survey import called_in
from shapecheck.infer.tree import nodes_in, positional
from shapecheck.infer.uses import supposing
from shapecheck.infer.values import ABSENT, Class, Function, Instance, Value

__all__ = ["Argument", "Network", "NoNetwork", "proved", "studied"]

_PROVED = 12  # functions of one file, where all are asked
_LOOPS = (ast.For, ast.While, ast.comprehension)
_STEPS = 60_000  # for one run
_FEW_STEPS = 15_000  # for one in which networks are looked for
_SHALLOW = 3  # the depth at which networks are looked for
_LEAST = 6  # the least depth at which runs are compared
_MOST = 14  # and the greatest
_DEPTHS = 3  # that are compared
_BEYOND = 4  # layers behind the last that the program may tell from others

_WITHOUT = "no network of layers in a loop (`shapecheck contracts` has the shapes of functions without one)"


class NoNetwork(Exception):
    """A file has no network that could be meant, or several; the text says so in one sentence."""


@dataclass(frozen=True, slots=True)
class Argument:
    """What a function is given that is used as an array: its name and the shape that it must have."""

    name: str
    sizes: tuple[Size, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """A function of a program, run on any number of layers.

    Parameters
    ----------
    name : str
        The function.
    source : Source
        Its file.
    verdict : Verdict
        YES: it succeeds for every number of layers from `least` on and all sizes. NO: it fails. UNKNOWN: not known.
    obstacles : tuple of Obstacle
        What fails, or stands against a proof.
    least : int
        The least number of layers with which it succeeds.
    parts : tuple
        The one trace of its runs at all depths; where there is none, that of one run.
    depth : int or None
        The number of layers in that one run; None where the trace is of all.
    arguments : tuple of Argument
        What is asked of what it is given.
    """

    name: str
    source: Source
    verdict: Verdict
    obstacles: tuple[Obstacle, ...]
    least: int
    parts: tuple[Part, ...]
    depth: int | None
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class _Run:
    entries: tuple[Entry, ...]
    arguments: tuple[Argument, ...]
    failed: bool


def studied(text: str, path: str, name: str = "", *, roots: Sequence[str] = ()) -> Network:
    """Return the network of a program, proved for every number of layers where it can be.

    Parameters
    ----------
    text, path : str
        The program, and where it is.
    name : str, optional
        The function or class that is meant.
    roots : sequence of str
        Further folders from which modules are imported.

    Raises
    ------
    NoNetwork
        When there is none, or several.
    shapecheck.infer.program.Unreadable
        When the source cannot be parsed.
    """
    with prepared(text, path, roots) as (machine, source, found):
        return _Study(machine, source, found).network(name)


def proved(text: str, path: str, names: Sequence[str], *, roots: Sequence[str] = ()) -> dict[str, int]:
    """Return which functions of a program succeed for every number of layers, each with the least number.

    Raises
    ------
    shapecheck.infer.program.Unreadable
        When the source cannot be parsed.
    """
    found: dict[str, int] = {}
    with prepared(text, path, roots) as (machine, source, settled):
        study = _Study(machine, source, settled)
        for name in names[:_PROVED]:
            with suppress(NoNetwork):
                network = study.network(name)
                if network.verdict is Verdict.YES:
                    found[name] = network.least
    return found


class _Study:
    """Runs the functions of one file."""

    def __init__(self, machine: Machine, source: Source, found: Found) -> None:
        self._machine = machine
        self._source = source
        self._found = found
        own = [function for function in machine.functions.values() if function.frame.source is source]
        self._functions = [function for function in own if not isinstance(function.node, ast.Lambda)]
        self._parameters = {own.arg for function in self._functions for own in positional(function.node.args)}
        self._asked: tuple[Argument, ...] = ()  # of what functions are given, as far as that is known by now
        self._given: dict[str, Value] = {}

    def network(self, name: str) -> Network:
        """Return the network of the file, or the one that is named."""
        return self._proved(*self._chosen(name))

    # Which function

    def _chosen(self, name: str) -> tuple[str, Callable[[], None]]:
        runs = dict(self._runs())
        names = ", ".join(f"`{own}`" for own in runs)
        having = f"it has {names}" if names else "it has no functions"
        if name:
            if name not in runs:
                raise NoNetwork(f"{self._source.path} has no function `{name}`: {having}")
            if self._layered(runs[name]) is None:
                raise NoNetwork(f"`{name}` of {self._source.path} is {_WITHOUT}: {having}")
            return name, runs[name]
        called = called_in(self._source.tree)
        first = {own: run for own, run in runs.items() if own.rpartition(".")[2] not in called}
        covered = {own: self._layered(run) for own, run in (first or runs).items()}
        found = {own: names for own, names in covered.items() if names is not None}
        if not found:
            raise NoNetwork(f"{self._source.path} has {_WITHOUT}: {having}")
        most = max(found, key=lambda own: len(found[own]))
        looping = {own.name for own in self._functions if any(isinstance(part, _LOOPS) for part in nodes_in(own.node))}
        apart = [own for own in found if not found[own] & looping <= found[most]]
        if apart:
            several = ", ".join(f"`{own}`" for own in (most, *apart))
            raise NoNetwork(
                f"{self._source.path} has several networks: {several}; name one of them, {self._source.path}:{most}"
            )
        return most, runs[most]

    def _layered(self, run: Callable[[], None]) -> frozenset[str] | None:
        """Return the functions that a run goes through, or None where it has no layers of different sizes."""
        found = self._run(run, _SHALLOW, _FEW_STEPS)
        if found is None:
            return None
        indices: dict[str, set[object]] = {}
        names: set[str] = set()
        for entry in parts_of(found.entries):
            if isinstance(entry, Named):
                names.add(entry.site.function)
            if isinstance(entry, (Evaluated, Named)) and isinstance(entry.value, Shaped):
                for size in entry.value.before:
                    for own in symbols_of(size):
                        if own.index is not None and not own.flexible:
                            indices.setdefault(own.name, set()).add(own.index)
        return frozenset(names) if any(len(own) > _SHALLOW for own in indices.values()) else None

    def _runs(self) -> Iterator[tuple[str, Callable[[], None]]]:
        """Give what can be run, by name: functions, methods, and classes with all their methods."""
        classes: dict[Class, list[Function]] = {}
        for function in self._functions:
            if "<locals>" in function.name:
                continue
            if function.owner is None:
                yield function.name, lambda own=function: self._call(own)  # type: ignore[misc]
            else:
                classes.setdefault(function.owner, []).append(function)
        for owner, methods in classes.items():
            made = next((own for own in methods if own.name.endswith(".__init__")), None)
            if made is None:
                continue
            others = [own for own in methods if not own.name.rpartition(".")[2].startswith("_")]
            called = {name for own in methods for name in _methods_called(own.node)}
            first = [own for own in others if own.name.rpartition(".")[2] not in called] or others
            yield owner.name, lambda own=owner, init=made, then=first: self._use(own, init, then)  # type: ignore[misc]
            for own in others:
                yield own.name, lambda own=own, of=owner, init=made: self._use(of, init, [own])  # type: ignore[misc]

    # Running

    def _call(self, function: Function, first: Value = ABSENT) -> None:
        machine = self._machine
        plain = self._functions if first is ABSENT else ()
        values = linked_arguments(machine, function, plain, first, self._given)
        run_function(machine, function, values, further_arguments(machine, function), None, None)

    def _use(self, owner: Class, init: Function, methods: Sequence[Function]) -> None:
        made = Instance(self._machine.journal.birth(), owner)
        for function in (init, *methods):
            is_plain = function.name.endswith(".__init__") or WITHOUT_OBJECT.isdisjoint(decorators(function))
            self._call(function, made if is_plain else first_of(self._found, function))

    def _run(self, run: Callable[[], None], depth: int, steps: int = _STEPS) -> _Run | None:
        """Run something at a depth; None where it is not gone through to its end."""
        machine = self._machine
        generic = LayerEquations(machine, count=depth + 1)
        trace = Trace(generic)
        listener, unfinished = machine.listener, machine.unfinished
        machine.unfinished = False
        try:
            with supposing(machine, generic, steps):
                machine.trace, machine.listener = trace, trace.listen
                self._given = {own.name: generic.supposed(own.name, _at(own.sizes, depth)) for own in self._asked}
                try:
                    run()
                finally:
                    trace.conclude()
        except Raised:
            pass
        except BudgetSpent:
            return None
        except Exception as error:  # ours
            machine.listener = listener
            machine.failed(error, self._source.tree, machine.frames[0])
            return None
        finally:
            whole = not machine.unfinished
            machine.trace = None
            machine.listener, machine.unfinished = listener, unfinished
        arguments = {
            array.name: Argument(array.name, generic.asked(array)) for array in reversed(generic.made) if array.name
        }
        return _Run(tuple(trace.entries), tuple(arguments.values()), generic.failures > 0) if whole else None

    # The proof

    def _ask(self, run: Callable[[], None]) -> None:
        """Find what is asked of arrays that are given, at two depths, so that each turn of a loop knows it."""
        self._asked = ()
        depths = (_SHALLOW, _SHALLOW + 1)
        runs = [self._run(run, depth) for depth in depths]
        asked = [{own.name: own for own in run.arguments} for run in runs if run is not None]
        found = []
        places = [Place({DEPTH: depth}) for depth in depths]
        for name in asked[0] if len(asked) == len(depths) else ():
            each = [own[name].sizes for own in asked if name in own]
            if len(each) == len(depths) and name in self._parameters:
                with suppress(Differs):
                    found.append(Argument(name, common(each, places)))
        self._asked = tuple(found)

    def _proved(self, name: str, run: Callable[[], None]) -> Network:
        self._ask(run)
        runs: dict[int, _Run | None] = {}

        def at(depth: int) -> _Run | None:
            if depth not in runs:
                runs[depth] = self._run(run, depth)
            return runs[depth]

        depth, reach = _LEAST, 0
        obstacles: list[Obstacle] = []
        parts: tuple[Part, ...] = ()
        while depth <= _MOST:
            depths = range(depth, depth + _DEPTHS)
            found = [at(each) for each in depths]
            if None in found:
                obstacles = [Obstacle(self._source.tree, "it takes too many steps")]
                break
            try:
                parts = common_trace([each.entries for each in found if each is not None], depths)
            except Irregular as problem:
                parts, obstacles = (), [Obstacle(problem.node, problem.reason)]
                failing, _ = examined(next(each for each in found if each is not None).entries)
                obstacles = [each for each in failing if each.fails] or obstacles
                break
            obstacles, reach = examined(parts)
            if reach + _BEYOND <= depth:
                break
            depth = reach + _BEYOND
        else:
            obstacles = [*obstacles, Obstacle(self._source.tree, f"the number of a layer is compared with {reach}")]
        one = at(_LEAST)
        least = self._least(at, depth) if not obstacles else 0
        if not obstacles and least is None:
            obstacles = [Obstacle(self._source.tree, "it does not succeed with few layers")]
        fails = any(each.fails for each in obstacles)
        verdict = Verdict.NO if fails else Verdict.UNKNOWN if obstacles else Verdict.YES
        arguments = self._asked
        shown = parts or (() if one is None else one.entries)
        return Network(
            name, self._source, verdict, tuple(obstacles), least or 0, shown, None if parts else _LEAST, arguments
        )

    def _least(self, at: Callable[[int], _Run | None], depth: int) -> int | None:
        """Return the least number of layers from which on all runs succeed up to a depth."""
        least = None
        for layers in reversed(range(depth)):
            run = at(layers)
            if run is None or run.failed or examined(run.entries)[0]:
                break
            least = layers
        return least


def _at(sizes: Sequence[Size], depth: int) -> tuple[Size, ...]:
    names: dict[Symbol | Dim, Size] = {symbol(DEPTH, may_be_zero=True): depth}
    return tuple(substitute(size, names) for size in sizes)


def _methods_called(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute):
            yield part.func.attr
