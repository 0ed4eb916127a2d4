"""The dimension table of a program's own network: its quantities in the notation of the lesson, and what is proved."""

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from shapecheck.core.dim import Dim, Size, index_of, substitute, symbol, symbol_in, symbols_of
from shapecheck.core.shape import Shape
from shapecheck.core.terms import Symbol
from shapecheck.core.verdict import Verdict
from shapecheck.infer.induction.asserted import Condition, conditions_of
from shapecheck.infer.induction.conditions import FAILS, IS_OPEN
from shapecheck.infer.induction.quantities import quantities_of
from shapecheck.infer.induction.quantity import LAYER, Operand, Quantity, Step, differences
from shapecheck.infer.induction.recording import Evaluated, Named
from shapecheck.infer.induction.study import Network, studied
from shapecheck.infer.induction.turns import DEPTH, LAST, entries_in
from shapecheck.language import Phrase, said, say

__all__ = ["BATCH", "CodeTable", "Instance", "Obstruction", "code_table", "instances"]

_LETTERS = "mkpqrstuvwxyzabcdefghij"  # of sizes that have no name in the program
BATCH = _LETTERS[0]
"""The name of the number of examples."""

_UNITS = "n"  # of the sizes of layers


@dataclass(frozen=True, slots=True)
class Obstruction:
    """What fails or is not proved: a line, and why in a clause."""

    line: int
    reason: str
    fails: bool


@dataclass(frozen=True, slots=True)
class CodeTable:
    """The dimension table of a function of a program.

    Parameters
    ----------
    path, function : str
        The file and the function.
    rows : tuple of Quantity
        What it assigns, in the order in which it does.
    units : tuple of str or None
        What `n[l]` stands for, and how the program writes that: `n[l]` and `layer_dims[l]`.
    arguments : tuple
        Names of arrays that it is given, with their shapes.
    conditions : tuple of Condition
        What the program asserts of its sizes: the table is of a network for which that holds.
    verdict : Verdict
        YES: no operation fails and each gradient fits, for every number of layers from `least` on and all sizes that
        fulfil the conditions.
    obstructions : tuple of Obstruction
        Why it is not YES.
    least : int
        The least number of layers.
    depth : int or None
        The number of layers that the table is of, where the layers have nothing in common.
    """

    path: str
    function: str
    rows: tuple[Quantity, ...]
    units: tuple[str, str] | None
    arguments: tuple[tuple[str, Shape], ...]
    conditions: tuple[Condition, ...]
    verdict: Verdict
    obstructions: tuple[Obstruction, ...]
    least: int
    depth: int | None

    @property
    def checks(self) -> tuple[Quantity, ...]:
        """The gradients whose shape is checked."""
        return tuple(row for row in self.rows if row.verdict is not None)

    @property
    def has_layers(self) -> bool:
        """Whether it is of any number of layers."""
        return any(row.is_family for row in self.rows) or any(own.index is not None for own in _symbols(self.rows))

    @property
    def asserted(self) -> frozenset[str]:
        """The names of sizes that the program asserts to be numbers."""
        return frozenset(own.name for each in self.conditions for own in symbols_of(each.size))

    @property
    def symbols(self) -> tuple[str, ...]:
        """What it holds for all values of: `L`, `n[l]`, `m`."""
        depth = f"{DEPTH} >= {self.least}" if self.least > 1 else DEPTH
        found: dict[str, None] = {depth: None} if self.has_layers else {}
        for own in _symbols(self.rows):
            found[f"{own.name}[l]" if own.index is not None else own.name] = None
        return tuple(sorted(found, key=lambda name: (name != depth, "[" not in name, name)))


def code_table(text: str, path: str, function: str = "", *, roots: Sequence[str] = ()) -> CodeTable:
    """Return the dimension table of a program's own network.

    Parameters
    ----------
    text, path : str
        The program, and where it is.
    function : str, optional
        The function or class that is meant.
    roots : sequence of str
        Further folders from which modules are imported.

    Raises
    ------
    shapecheck.infer.induction.study.NoNetwork
        When the program has no network, or several.
    shapecheck.infer.program.Unreadable
        When it cannot be parsed.
    """
    network = studied(text, path, function, roots=roots)
    rows = quantities_of(network.parts, network.source, [Shape(own.sizes) for own in network.arguments])
    names, units = _names(rows, network)

    def rename(shape: Shape) -> Shape:
        return shape.map(lambda size: _renamed(size, names, units))

    renamed = tuple(_mapped(row, rename) for row in rows)
    arguments = tuple((own.name, rename(Shape(own.sizes))) for own in network.arguments)
    conditions = tuple(
        replace(own, size=_renamed(own.size, names, units)) for own in conditions_of(network.parts, network.source)
    )
    obstructions = tuple(sorted(_obstructions(network, renamed), key=lambda own: own.line))
    verdict = network.verdict
    if any(row.fails for row in renamed):
        verdict = Verdict.NO
    elif verdict is Verdict.YES and any(row.verdict is Verdict.UNKNOWN for row in renamed):
        verdict = Verdict.UNKNOWN
    legend = None if units is None else (f"{_UNITS}[l]", f"{units}[l]")
    return CodeTable(
        path, network.name, renamed, legend, arguments, conditions, verdict, obstructions, network.least, network.depth
    )


def _obstructions(network: Network, rows: Sequence[Quantity]) -> Iterator[Obstruction]:
    seen: set[tuple[int, str]] = set()
    for row in rows:
        if row.verdict not in {Verdict.NO, Verdict.UNKNOWN} or any(step.verdict is Verdict.NO for step in row.steps):
            continue
        reason = _unlike(row)
        if (row.line, reason) not in seen:
            seen.add((row.line, reason))
            yield Obstruction(row.line, str(said(reason)), row.fails)
    fails = network.verdict is Verdict.NO
    for own in network.obstacles:
        line, source = getattr(own.node, "lineno", 0), own.source or network.source
        reason = own.reason
        if reason in {FAILS, IS_OPEN}:
            code = source.segment(own.node)
            if reason == FAILS:
                reason = Phrase("`{code}` fails", code=code)
            else:
                reason = Phrase("whether `{code}` succeeds is not known", code=code)
        if source is not network.source:
            line, reason = 0, Phrase("{place}: {message}", place=f"{source.path}:{line}", message=reason)
        is_told = own.reason != FAILS and line in {line for line, _ in seen}
        if (line, reason) not in seen and own.fails is fails and not is_told:
            seen.add((line, reason))
            yield Obstruction(line, str(said(reason)), own.fails)


def _unlike(row: Quantity) -> str:
    """Return how the shape of a gradient differs from what it is the gradient of, in a clause."""
    same = f"dim({row.name}) = dim({row.gradient_of})"
    if row.wanted is None or row.wanted.rank is None or row.shape.rank is None:
        if row.verdict is Verdict.UNKNOWN:
            return Phrase("whether {equation} is not known", equation=same)
        return Phrase("not {equation}", equation=same)
    shapes = Phrase(
        "{name} is {shape}, {other} is {wanted}",
        name=row.name,
        shape=row.shape,
        other=row.gradient_of,
        wanted=row.wanted,
    )
    if row.verdict is Verdict.NO:
        return shapes
    pairs = dict.fromkeys(f"{own} = {other}" for own, other in differences(row.shape, row.wanted))
    return Phrase("{equation} only if {sizes}: {shapes}", equation=same, sizes=", ".join(pairs), shapes=shapes)


def _symbols(rows: Sequence[Quantity]) -> Iterator[Symbol]:
    for row in rows:
        for size in row.shape.before:
            yield from symbols_of(size)


def _names(rows: Sequence[Quantity], network: Network) -> tuple[Mapping[Symbol, str], str | None]:
    """Return the letters of sizes that have no name, and the name of the list of the layers' sizes where there is one.

    A size that the program gives a name, as in `m = X.shape[1]`, has that.
    """
    lists: dict[str, None] = {}
    free: dict[Symbol, None] = {}
    taken: set[str] = {"l", DEPTH}
    every = [*_symbols(rows), *(own for each in network.arguments for size in each.sizes for own in symbols_of(size))]
    every += [own for row in rows for shape in _inner(row) for size in shape.before for own in symbols_of(size)]
    for own in every:
        if own.flexible:
            free[own] = None
        elif own.index is not None:
            lists[own.name] = None
        else:
            taken.add(own.name)
    units = next(iter(lists)) if len(lists) == 1 else None
    taken |= {_UNITS} if units is not None else set(lists)
    given: dict[Symbol, str] = {}
    for own, name in _names_of_sizes(network):
        if own in free and own not in given and name not in taken:
            given[own] = name
            taken.add(name)
    letters = iter([letter for letter in _LETTERS if letter not in taken])
    return {own: given.get(own) or next(letters, "size") for own in free}, None if units == _UNITS else units


def _names_of_sizes(network: Network) -> Iterator[tuple[Symbol, str]]:
    """Give the sizes that the program calls by names, as in `m = X.shape[1]`, with these."""
    for part in entries_in(network.parts):
        match part:
            case Named(name=str() as name, value=Dim() as value) | Evaluated(ast.Name(name), Dim() as value):
                own = symbol_in(value)
                if own is not None and name.isidentifier():
                    yield own, name


def _inner(row: Quantity) -> Iterator[Shape]:
    """Give the shapes in the steps of a quantity."""
    for step in row.steps:
        yield from (own.shape for own in step.operands)
        if step.result is not None:
            yield step.result


def _renamed(size: Size, names: Mapping[Symbol, str], units: str | None) -> Size:
    found: dict[Symbol | Dim, Size] = {}
    for own in symbols_of(size):
        if own.flexible:
            found[own] = symbol(names.get(own, own.name))
        elif own.index is not None and own.name == units:
            found[own] = symbol(_UNITS, index_of(own))
    return substitute(size, found) if found else size


def _mapped(row: Quantity, change: Callable[[Shape], Shape]) -> Quantity:
    steps = tuple(
        Step(
            step.text,
            tuple(
                Operand(own.text, change(own.shape), None if own.stretched is None else change(own.stretched))
                for own in step.operands
            ),
            None if step.result is None else change(step.result),
            step.verdict,
        )
        for step in row.steps
    )
    wanted = None if row.wanted is None else change(row.wanted)
    return replace(row, shape=change(row.shape), steps=steps, wanted=wanted)


@dataclass(frozen=True, slots=True)
class Instance:
    """A quantity at one layer of a network of known sizes: its name, with symbols and with the sizes."""

    name: str
    layer: int | None
    symbolic: Shape
    shape: Shape
    row: Quantity


def instances(
    table: CodeTable, sizes: Sequence[Size], batch: Size | None = None, named: Mapping[str, Size] | None = None
) -> list[Instance]:
    """Return the quantities of a network of given sizes.

    Parameters
    ----------
    table : CodeTable
        The table.
    sizes : sequence of Size
        The units of its layers, the input's first; empty where no layers are in a loop.
    batch : Size, optional
        The number of examples.
    named : mapping of str to Size, optional
        Sizes by the names that they have in the table.

    Raises
    ------
    ValueError
        When it has fewer layers than the table is of, or a size is not what the program asserts that it is.
    """
    depth = len(sizes) - 1
    if table.has_layers and depth < table.least:
        raise ValueError(say("the network has at least {least} layers (got {depth})", least=table.least, depth=depth))
    found: list[Instance] = []
    names: dict[Symbol | Dim, Size] = {symbol(_UNITS, number): size for number, size in enumerate(sizes)}
    names |= {symbol(name): size for name, size in (named or {}).items()}
    if batch is not None:
        names[symbol(BATCH)] = batch
    for condition in table.conditions:
        for size, given in condition.at(depth, names):
            if isinstance(given, int) and given != condition.number:
                raise ValueError(_asserted(condition, size, given))
    for row in table.rows:
        for layer in _layers(row, depth):
            at: dict[Symbol | Dim, Size] = {LAST: depth}
            if layer is not None:
                at[LAYER] = layer
            number = None if row.index is None else substitute(row.index, at)
            name = row.name if number is None else f"{row.name}[{number}]"
            symbolic = row.shape.substitute(at)
            own = number if isinstance(number, int) else None
            found.append(Instance(name, own, symbolic, symbolic.substitute(names), row))
    return found


def _asserted(condition: Condition, size: Size, given: int) -> str:
    """Return what is said where a size is not what the program asserts."""
    told = {"size": size, "number": condition.number, "given": given, "code": condition.text}
    if condition.line:
        return say("{size} must be {number} (got {given}): `{code}`, line {line}", line=condition.line, **told)
    return say("{size} must be {number} (got {given}): `{code}`", **told)


def _layers(row: Quantity, depth: int) -> Sequence[int | None]:
    if not row.is_family:
        return (None,)
    low, high = (substitute(end, {LAST: depth}) for end in (row.low, row.high))
    return range(low, high + 1) if isinstance(low, int) and isinstance(high, int) else ()
