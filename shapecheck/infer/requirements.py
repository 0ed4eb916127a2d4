"""What operations need of the sizes of arguments: solved, needed by the contract, or not proved."""

import ast
from collections.abc import Container, Sequence
from typing import Any

from shapecheck.core.array import Array
from shapecheck.core.claims import Agree, AtLeast, Broadcastable, Claim, Divides, InRange, IsOne, StretchesTo
from shapecheck.core.compare import at_least
from shapecheck.core.dim import Dim, Size, substitute, symbol_in, symbols_of
from shapecheck.core.judge import decide
from shapecheck.core.terms import Symbol
from shapecheck.core.verdict import Verdict
from shapecheck.infer.asked import Asked
from shapecheck.infer.events import Event, Unpacked
from shapecheck.infer.frames import Frame
from shapecheck.infer.hints import Doubtful, Hints, Needed, grown, plain_name, reduced, solution
from shapecheck.infer.laws import named_values, parameter_of
from shapecheck.infer.machine import Machine
from shapecheck.infer.site import Site
from shapecheck.infer.values import Function, Opaque, Span, Value
from shapecheck.language import Phrase
from shapecheck.ops.rule import Rule

__all__ = ["Requirements"]


class Requirements(Asked):
    """What one run of a function needs, and what it leaves open."""

    __slots__ = ("_at", "_followed", "_spans", "_unsized", "alike", "bound", "doubtful", "failed", "links", "needs")

    def __init__(self, machine: Machine, function: Function, hints: Hints, count: int) -> None:
        super().__init__(machine, function, hints, count)
        self.bound: list[tuple[Symbol, Size, int]] = []  # every size that was solved, in whatever branch, with its line
        self.needs: list[Needed] = []
        self.doubtful: dict[Doubtful, None] = {}
        self.failed: list[Doubtful] = []
        self.alike: dict[str, str] = {}  # what is only supposed to have the shape of its gradient
        self.links: dict[str, str] = {}  # parameters with the functions that return what they are given
        self._at: Site | None = None  # the operation whose claims are solved
        self._unsized = False  # whether an integer of which nothing is known is used as a size
        self._spans: dict[Symbol, Span] = {}  # what loops go through
        self._followed: set[ast.AST] = set()  # loops whose second turns were made

    @property
    def path(self) -> str:
        """The file of the function."""
        return self._function.frame.source.path

    def is_any(self, size: Size) -> bool:
        """Tell whether a size stands for different ones: of several paths, or of the turns of a loop."""
        symbols = self._machine.symbols
        return symbols.is_any(size) or any(own in symbols.turning for own in symbols_of(size))

    @property
    def has_followed(self) -> bool:
        """Whether a loop was gone through of which each turn must fit what the one before it has left."""
        return bool(self._followed)

    def unmeasured(self, site: Site) -> None:
        """Note that the length is asked of an array that may have no axes."""
        self.doubtful[Doubtful(site.line, _as_written(site, "len"), site.source.path)] = None

    def leave_open(self) -> None:
        """Note that of the operation which is done nothing is known."""
        self._unsized = True

    # Claims

    def judged(self, rule: Rule, claims: Sequence[Claim], failed: Claim | None, site: Site) -> Claim | None:
        """Solve what claims need; what cannot be solved is needed, or not proved. Return the claim that cannot hold."""
        name = _as_written(site, rule.names[0].rpartition(".")[2])
        if failed is not None:
            self.refuted(failed)
            self.failed.append(Doubtful(site.line, name, site.source.path))
            return failed
        if self._unsized:
            self.doubtful[Doubtful(site.line, name, site.source.path)] = None
            self._unsized = False
        self._at = site
        for claim in claims:
            if decide(claim) is not Verdict.YES:
                self._solve(claim, name, site)
        self._at = None
        return None

    def mark(self) -> object:
        """Return what `back_to` takes everything back to."""
        reads = {owner: dict(own) for owner, own in self.reads.items()}
        bounds = {run: dict(own) for run, own in self.bounds_of.items()}
        lists = len(self.bound), len(self.bound_runs), len(self.needs), len(self.failed), len(self.together)
        known = dict(self.supposed), dict(self.doubtful), dict(self.alike), dict(self._made_of), dict(self._counted)
        return lists, (*known, reads, bounds)

    def back_to(self, mark: Any) -> None:
        """Forget what was told since a mark."""
        lists, tables = mark
        held = self.bound, self.bound_runs, self.needs, self.failed, self.together
        for own, count in zip(held, lists, strict=True):
            del own[count:]  # type: ignore[attr-defined]
        self.supposed, self.doubtful, self.alike, self._made_of, self._counted, self.reads, self.bounds_of = tables

    def linked(self, name: str, function: str) -> None:
        """Note that a parameter is given what another function returns under its name."""
        self.links[name] = function

    def sized(self, value: Value) -> None:
        """Learn that a value is an integer, as it is used as a size; one of which nothing is known may be negative."""
        super().sized(value)
        value = self.current(value)
        if isinstance(value, Opaque) and value.size is None and self.path_of(value) is None:
            self._unsized = True

    def told(self, event: Event) -> None:
        """Note what fails and is no operation: what is unpacked has another number of items."""
        if isinstance(event, Unpacked):
            self.failed.append(Doubtful(event.site.line, "unpacking", event.site.source.path))

    def unpacked(self, value: Value, count: int, node: ast.AST, *, exact: bool) -> Value:
        """Return what is unpacked into so many targets: its first axis has as many parts."""
        array = self.solved(self.current(value))
        if not isinstance(array, Array) or not array.shape.before or not isinstance(array.shape.before[0], Dim):
            return value
        line = getattr(node, "lineno", 0)
        if not exact:
            self.needs.append(Needed(array.shape.before[0], ">=", count, line))
            return value
        self._equate(array.shape.before[0], count, line)
        return self.solved(array)

    def _solve(self, claim: Claim, name: str, site: Site) -> None:
        match claim:
            case Agree(left, right):
                self._equate(left.size, right.size, site.line)
            case Broadcastable(left, right):
                self._equate(left.size, right.size, site.line, exact=False)
            case StretchesTo(source, target):
                self._equate(source.size, target.size, site.line, exact=self.size(target.size) == 1)
            case IsOne(value):
                self._equate(value.size, 1, site.line)
            case Divides(divisor, dividend):
                self.needs.append(Needed(reduced(dividend.size % divisor.size), "=", 0, site.line))
            case AtLeast(value, least):
                self.needs.append(Needed(value.size, ">=", least, site.line))
            case InRange(value, low, high):
                first, last = self._ends(value)
                for end in first:
                    if at_least(end, low) is not Verdict.YES:
                        self.needs.append(Needed(end, ">=", low, site.line))
                for end in last:
                    if at_least(high, end + 1) is not Verdict.YES:
                        self.needs.append(Needed(end, "<", high, site.line))
            case _:
                self.doubtful[Doubtful(site.line, name, site.source.path)] = None

    def follows(self, node: ast.AST, *, early: bool) -> bool:
        """Tell whether a loop's second turn is made right behind its first: what one leaves, the next one must fit."""
        known = early and node in self._followed  # what it needs is known by then
        self._followed.add(node)
        return not known

    def counts(self, number: Size, span: Span) -> None:
        """Note that a number goes through a range."""
        own = symbol_in(number) if isinstance(number, Dim) else None
        if own is not None and span.step == 1:
            self._spans[own] = span

    def _ends(self, size: Size) -> tuple[list[Size], list[Size]]:
        """Return the least and the greatest that a size is in the turns of loops, where it grows evenly in them."""
        least, most = [size], [size]
        for own in symbols_of(size):
            span = self._spans.get(self._machine.symbols.renewals.get(own, own))
            if span is None:
                continue
            first: dict[Symbol | Dim, Size] = {own: span.start}
            last: dict[Symbol | Dim, Size] = {own: span.stop - 1}
            steps = [substitute(end, {own: span.start + 1}) - substitute(end, first) for end in (*least, *most)]
            if all(at_least(step, 0) is Verdict.YES for step in steps):
                least = [substitute(end, first) for end in least]
                most = [substitute(end, last) for end in most]
            else:
                least = most = [substitute(end, at) for end in (*least, *most) for at in (first, last)]
        return least, most

    def _equate(self, left: Size, right: Size, line: int, *, exact: bool = True) -> None:
        left, right = self.size(left), self.size(right)
        if left == right or (not exact and 1 in {left, right}):
            return None
        if any(map(self._machine.symbols.is_any, (left, right))):
            # It is another one on each path that leads here: what one of them needs is not what all need.
            self.doubtful[Doubtful(line, Phrase("sizes of several paths"), self.path)] = None
            return None
        found = solution(left, right)
        if found is None:
            sides = grown(left), grown(right)
            if sides != (left, right):  # what is cut off is there
                for size, other in zip((left, right), sides, strict=True):
                    if size != other:
                        self.needs.append(Needed(other, ">=", 0, line))
                return self._equate(*sides, line, exact=exact)
        of_data = any(map(self._machine.symbols.is_of_data, (left, right)))  # which nobody can choose
        if found is None or of_data or (isinstance(found[1], int) and found[1] < 0):
            self.needs.append(Needed(left, "=", right, line))
        else:
            self._bind(*found)
        return None

    def _bind(self, own: Symbol, size: Size) -> None:
        self.bound.append((own, size, 0 if self._at is None else self._at.line))
        super()._bind(own, size)

    def agree(self, left: Sequence[Value], right: Sequence[Value], numbers: Container[int] = ()) -> bool:  # noqa: ARG002
        """Solve that two shapes are equal, as an assertion says; tell whether they can be."""
        if len(left) == len(right) and all(isinstance(size, (int, Dim)) for size in (*left, *right)):
            for own, other in zip(left, right, strict=True):
                self._equate(own, other, 0)
        return True

    def conclude(self) -> None:
        """Let what was solved in a branch hold throughout."""
        for run, shape in self.bound_runs:
            if ("run", run) not in self.cells and self.solved(Array(shape)).shape.run != run:
                self._machine.journal.write(self, ("run", run), shape)
        for own, size, line in list(self.bound):
            self._equate(self._machine.symbols.size(own), size, line)
        for own, _, _ in self.bound:
            kept = self.size(self._machine.symbols.size(own))
            other = symbol_in(kept) if isinstance(kept, Dim) else None
            if other is not None and other != own:
                said = [(plain_name(own), True)] if own in self._machine.symbols.said else []
                self.names.setdefault(other, []).extend([*self.names.get(own, ()), *said])

    # Names and laws

    def recovered(self, name: str, value: Value, frame: Frame) -> Value:
        """Return a value that gets a name, and note the name where it is a size."""
        own = symbol_in(value) if isinstance(value, Dim) else None
        if own is not None:
            self.names.setdefault(own, []).append((name, frame.body is self._function.node))
        return value

    def compare_gradients(self, frame: Frame) -> None:
        """Suppose that what nothing else is known of has the shape of its gradient: b that of db."""
        cells = named_values(frame.scope.cells)
        for name, value in cells.items():
            parameter = parameter_of(name)
            found = self.solved(self.current(value))
            if parameter is None or parameter not in cells or not isinstance(found, Array) or not found.shape.rank:
                continue
            own = self.solved(self.current(cells[parameter]))
            if self.is_free(own) and not self.reads.get(id(own)):
                self.hold(own, Array(found.shape, name=own.name))
                self.alike[parameter] = name
            elif isinstance(own, Array) and own.shape.rank == found.shape.rank and own.shape != found.shape:
                pairs = [pair for pair in zip(own.shape.before, found.shape.before, strict=True) if pair[0] != pair[1]]
                if all(self._is_nameless(size) for pair in pairs for size in pair):
                    for pair in pairs:
                        self._equate(*pair, 0)
                    self.alike[parameter] = name

    def _is_nameless(self, size: Size) -> bool:
        """Tell whether a size is one of an argument's that the program does not call by a name of its own."""
        own = symbol_in(size)
        return own is not None and own.flexible and own not in self.names and own not in self._machine.symbols.said


def _as_written(site: Site, name: str) -> str:
    """Return how the source calls an operation: `np.ones`, `W.dot`, `+`; its name where the source has none."""
    match site.node:
        case ast.Call(func=callee):
            return site.source.segment(callee) or name
        case ast.BinOp(op=op) | ast.AugAssign(op=op):
            whole = ast.unparse(ast.BinOp(ast.Name("_"), op, ast.Name("_")))
            return whole.strip("_ ")
        case ast.Subscript(value=owner):
            return f"{site.source.segment(owner)}[...]"
    return name
