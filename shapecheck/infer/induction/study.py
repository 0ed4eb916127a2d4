"""A function of a program on any number of layers: it is run at several depths, and its runs are written as one.

Nobody says which function of a file is the network: it is the one that is run on layers, and runs the others.
"""

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from shapecheck.core.dim import Dim, Size, substitute, symbols_of
from shapecheck.core.notation.forms import Form, ShapeForm
from shapecheck.core.notation.spec import Sized
from shapecheck.core.terms import Symbol
from shapecheck.core.verdict import Verdict
from shapecheck.infer.calls import run_function
from shapecheck.infer.entry import first_of
from shapecheck.infer.found import Found
from shapecheck.infer.induction.absent import NoNetwork
from shapecheck.infer.induction.candidates import Candidate, Covered, candidates, covered, networks, outermost
from shapecheck.infer.induction.conditions import Obstacle, examined
from shapecheck.infer.induction.equations import LayerEquations
from shapecheck.infer.induction.families import Differs, Place, common
from shapecheck.infer.induction.recording import Done, Entry, Trace, parts_of
from shapecheck.infer.induction.turns import DEPTH, LAST, Irregular, Part, common_trace
from shapecheck.infer.links import linked_arguments
from shapecheck.infer.machine import BudgetSpent, Machine, Raised
from shapecheck.infer.members import WITHOUT_OBJECT, decorators
from shapecheck.infer.parameters import further_arguments
from shapecheck.infer.program import prepared
from shapecheck.infer.runs import COUNTS, Runs
from shapecheck.infer.site import Source
from shapecheck.infer.tree import positional
from shapecheck.infer.uses import supposing, unheard
from shapecheck.infer.values import ABSENT, Function, Instance, Value
from shapecheck.language import Phrase

__all__ = ["Argument", "Network", "NoNetwork", "proved", "studied"]

_PROVED = 12  # functions of one file, where all are asked
_STEPS = 60_000  # for one run
_FEW_STEPS = 15_000  # for one in which networks are looked for
_SHALLOW = 3  # the depth at which networks are looked for
_LEAST = 6  # the least depth at which runs are compared
_MOST = 14  # and the greatest
_DEPTHS = 3  # that are compared
_FORCED = Phrase("it fits only where sizes of the arguments are equal, or are 1")
_MATRIX = 2  # axes of what is given
_BEYOND = 4  # layers behind the last that the program may tell from others


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
    forced: bool = False


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
                network = study.network(name) if study.has_layers(name) else None
                if network is not None and network.verdict is Verdict.YES:
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
        self._axes: dict[str, Sequence[Size | None]] = {}  # of what the functions are given, as their contracts say
        self._depth = 0
        self._given: dict[str, Value] = {}

    def network(self, name: str) -> Network:
        """Return the network of the file, or the one that is named."""
        return self._proved(self._chosen(name))

    def has_layers(self, name: str) -> bool:
        """Tell whether a function goes through layers of different sizes in a loop."""
        covered = self._covered(self._chosen(name))
        return covered is not None and covered.has_layers

    # Which function

    def _chosen(self, name: str) -> Candidate:
        known = {own.name: own for own in candidates(self._functions)}
        path, names = self._source.path, list(known)
        if name:
            if name not in known:
                raise NoNetwork.named(path, name, names)
            return known[name]
        found = self._networks(outermost(self._functions, known))
        if not any(own.gradients and own.has_layers for own in found.values()):
            inner = self._networks(known)  # what calls it may have layers of its own, or say how many there are
            joined = any(own.gradients and own.has_layers for own in inner.values())
            if joined or not any(own.gradients for own in found.values()):
                found = inner or found
        if not found:
            raise NoNetwork.at_all(path, names)
        first, *apart = networks(found, known, self._functions)
        if apart:
            raise NoNetwork.among(path, [first, *apart])
        return known[first]

    def _networks(self, known: Mapping[str, Candidate]) -> dict[str, Covered]:
        """Return what goes through layers in a loop, else what has gradients of its arrays, with what that is."""
        covered = {own.name: self._covered(own) for own in known.values()}
        found = {own: whole for own, whole in covered.items() if whole is not None and whole.has_layers}
        if not found:  # layers that are written out one by one
            found = {own: whole for own, whole in covered.items() if whole is not None and whole.gradients}
        for own in [own for own in found if known[own].is_method and known[own].owner_name in found]:
            del found[own]  # the object is meant, with all of its methods
        return found

    def _covered(self, candidate: Candidate) -> Covered | None:
        """Return what a run goes through; None where it takes too long."""
        found = self._run(candidate, _SHALLOW, _FEW_STEPS)
        return None if found is None else covered(found.entries, _SHALLOW)

    # Running

    def _call(self, function: Function, first: Value = ABSENT) -> None:
        machine = self._machine
        plain = self._functions if first is ABSENT else ()
        values = linked_arguments(machine, function, plain, first, self._given)
        for place, own in enumerate(positional(function.node.args)):
            if own.arg in self._axes and isinstance(machine.generic, LayerEquations):
                axes = [None if size is None else _at((size,), self._depth)[0] for size in self._axes[own.arg]]
                values[place] = machine.generic.with_axes(own.arg, values[place], axes)
        run_function(machine, function, values, further_arguments(machine, function), None, None)

    def _go_through(self, candidate: Candidate) -> None:
        if candidate.owner is None:
            self._call(*candidate.functions)
            return
        made = Instance(self._machine.journal.birth(), candidate.owner)
        for function in candidate.functions:
            is_plain = function.name.endswith(".__init__") or WITHOUT_OBJECT.isdisjoint(decorators(function))
            self._call(function, made if is_plain else first_of(self._found, function))

    def _run(self, candidate: Candidate, depth: int, steps: int = _STEPS, *, asks: bool = False) -> _Run | None:
        """Run something at a depth; None where it is not gone through to its end."""
        machine = self._machine
        generic = LayerEquations(machine, depth + 1, asks=asks)
        self._depth = depth
        trace = Trace(generic)
        listener, unfinished = machine.listener, machine.unfinished
        machine.unfinished = False
        try:
            with supposing(machine, generic, steps):
                machine.trace, machine.listener = trace, trace.listen
                self._given = {own.name: generic.supposed(own.name, _at(own.sizes, depth)) for own in self._asked}
                try:
                    self._go_through(candidate)
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
        return (
            _Run(tuple(trace.entries), tuple(arguments.values()), generic.failures > 0, generic.is_forced)
            if whole
            else None
        )

    # The proof

    def _ask(self, candidate: Candidate) -> None:
        """Find what is asked of arrays that are given, at two depths, so that each turn of a loop knows it."""
        self._axes = {name: axes for own in candidate.functions for name, axes in self._axes_of(own)}
        self._asked = self._asked_by(candidate)
        if self._axes and self._fails(candidate):
            kept = self._axes, self._asked
            self._axes = {}  # what uses make of an argument need not be what its contract says in a run on layers
            self._asked = self._asked_by(candidate)
            if self._fails(candidate):
                self._axes, self._asked = kept

    def _fails(self, candidate: Candidate) -> bool:
        """Tell whether an operation fails with what was asked."""
        run = self._run(candidate, _SHALLOW)
        parts = () if run is None else parts_of(run.entries)
        return any(isinstance(part, Done) and part.verdict is Verdict.NO for part in parts)

    def _asked_by(self, candidate: Candidate) -> tuple[Argument, ...]:
        """Return what is asked of arrays that are given."""
        self._asked = ()
        depths = (_SHALLOW, _SHALLOW + 1)
        runs = [self._run(candidate, depth, asks=True) for depth in depths]
        asked = [{own.name: own for own in run.arguments} for run in runs if run is not None]
        found: list[Argument] = []
        places = [Place({DEPTH: depth}) for depth in depths]
        for name in asked[0] if len(asked) == len(depths) else ():
            each = [own[name].sizes for own in asked if name in own]
            if len(each) == len(depths) and name in self._parameters:
                with suppress(Differs):
                    found.append(Argument(name, common(each, places)))
        order = [own.arg for each in self._functions for own in positional(each.node.args)]
        return tuple(sorted(found, key=lambda own: order.index(own.name) if own.name in order else len(order)))

    def _axes_of(self, function: Function) -> Iterator[tuple[str, Sequence[Size | None]]]:
        """Give the arrays that a function is given, each with the sizes that its contract says, None for any others."""
        with unheard(self._machine):
            made = Runs(self._machine, self._found, self._functions, function).made()
        fits = bool(made) and not made[0].found.failed and not made[0].needs
        for name, form in made[0].given.items() if fits else ():
            sizes = _sizes_of(form)
            if len(sizes) < _MATRIX:
                continue  # what is supposed to be a vector may be a matrix in a network
            other = _sizes_of(made[-1].given.get(name))
            pairs = zip(sizes, other if len(other) == len(sizes) else [None] * len(sizes), strict=True)
            yield name, [_of_all(pair) for pair in pairs]

    def _proved(self, candidate: Candidate) -> Network:
        self._ask(candidate)
        runs: dict[int, _Run | None] = {}

        def at(depth: int) -> _Run | None:
            if depth not in runs:
                runs[depth] = self._run(candidate, depth)
            return runs[depth]

        depth, reach = _LEAST, 0
        obstacles: list[Obstacle] = []
        parts: tuple[Part, ...] = ()
        while depth <= _MOST:
            depths = range(depth, depth + _DEPTHS)
            found = [at(each) for each in depths]
            if None in found:
                obstacles = [Obstacle(self._source.tree, Phrase("it takes too many steps"))]
                break
            try:
                parts = common_trace([each.entries for each in found if each is not None], depths)
            except Irregular as problem:
                parts, obstacles = (), [Obstacle(problem.node, problem.reason)]
                failing, _ = examined(next(each for each in found if each is not None).entries)
                obstacles = [each for each in failing if each.fails] or obstacles
                break
            obstacles, reach = examined(parts)
            if any(each.forced for each in found if each is not None):
                obstacles = [*obstacles, Obstacle(self._source.tree, _FORCED)]
            if reach + _BEYOND <= depth:
                break
            depth = reach + _BEYOND
        else:
            reason = Phrase("the number of a layer is compared with {reach}", reach=reach)
            obstacles = [*obstacles, Obstacle(self._source.tree, reason)]
        one = at(_LEAST)
        least = self._least(at, depth) if not obstacles else 0
        if not obstacles and least is None:
            obstacles = [Obstacle(self._source.tree, Phrase("it does not succeed with few layers"))]
        fails = any(each.fails for each in obstacles)
        verdict = Verdict.NO if fails else Verdict.UNKNOWN if obstacles else Verdict.YES
        shown = parts or (() if one is None else one.entries)
        of_depth = None if parts else _LEAST
        return Network(
            candidate.name, self._source, verdict, tuple(obstacles), least or 0, shown, of_depth, self._asked
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


def _sizes_of(form: Form | None) -> Sequence[Size]:
    """Return the sizes of an array in a contract; nothing for what is none, or of any number of axes."""
    axes = form.spec.axes if isinstance(form, ShapeForm) and form.spec.run is None else ()
    found = [axis.size for axis in axes if isinstance(axis, Sized) and not axis.broadcastable]
    return found if len(found) == len(axes) else ()


def _of_all(sizes: Sequence[Size | None]) -> Size | None:
    """Return the size that two of the two runs of a contract are, if the program names it."""
    places = [Place({DEPTH: count - 1}) for count in COUNTS]
    if any(own is None or any(part.flexible for part in symbols_of(own)) for own in sizes):
        return None
    with suppress(Differs):
        found = common(list(sizes), places)
        return found if isinstance(found, (int, Dim)) else None
    return None


def _at(sizes: Sequence[Size], depth: int) -> tuple[Size, ...]:
    names: dict[Symbol | Dim, Size] = {LAST: depth}
    return tuple(substitute(size, names) for size in sizes)
