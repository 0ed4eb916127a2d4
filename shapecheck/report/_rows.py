"""What of a dimension table is printed: the layers and the direction asked for, each quantity beside its gradient."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from shapecheck.architecture import Architecture, Check, Cost, Quantity, Stretching, Table
from shapecheck.core import Dim, Size, Verdict
from shapecheck.core.dim import symbols_of
from shapecheck.core.terms import of_atom
from shapecheck.language import say
from shapecheck.report._words import counted

__all__ = [
    "Layers",
    "Row",
    "arranged",
    "hidden",
    "human_bytes",
    "left_out",
    "number",
    "parts_of",
    "selected",
    "selected_rows",
    "shortened",
    "symbols",
    "title",
    "verdict_line",
]

_LONG = 12  # layers; of a longer table only the ends are printed
_ENDS = 3  # layers at each end
_ARROW = " \N{RIGHTWARDS ARROW} "

Layers = tuple[int, int] | None  # the first and the last layer to print; None for all


class Row(NamedTuple):
    """A quantity, its gradient, and the verdict on `dim(dX) = dim(X)`; what is not asked for is None."""

    layer: int | str
    quantity: Quantity | None
    gradient: Quantity | None = None
    verdict: Verdict | None = None
    broadcast: Stretching | None = None

    @property
    def known(self) -> Quantity:
        """The quantity, or its gradient where only that is printed."""
        known = self.quantity or self.gradient
        assert known is not None
        return known


def parts_of(architecture: Architecture, layers: Layers) -> list[Layers]:
    """Give the ranges of layers to print in a terminal: those asked for, or the ends of a long network."""
    last = architecture.layers
    if layers is not None or architecture.general or last <= _LONG:
        return [layers]
    return [(0, _ENDS), (last - _ENDS + 1, last)]


def left_out(architecture: Architecture) -> str:
    """Say which layers of a long network are not printed, and how to see them."""
    low, high, last = _ENDS + 1, architecture.layers - _ENDS, architecture.layers
    return say(
        "Layers {low} to {high} of {last} are not shown: {option} shows the first of them.",
        low=f"{low:,}",
        high=f"{high:,}",
        last=f"{last:,}",
        option=f"--layers {low}:{min(high, low + 9)}",
    )


def shortened(sizes: Sequence[str]) -> list[str]:
    """Give the sizes of all layers, of a long network those at its ends."""
    return list(sizes) if len(sizes) <= _LONG + 1 else [*sizes[: _ENDS + 1], "...", *sizes[-_ENDS:]]


def selected(
    table: Table, show: str, layers: Layers
) -> tuple[Sequence[Quantity], Sequence[Check], Sequence[Stretching], Sequence[Cost]]:
    """Give the quantities, checks, broadcasts and costs of the layers and the direction asked for."""
    quantities: Sequence[Quantity] = table.quantities
    checks: Sequence[Check] = table.checks
    broadcasts: Sequence[Stretching] = table.broadcasts
    costs: Sequence[Cost] = table.costs
    if layers is not None:
        quantities = [item for item in quantities if _inside(item.layer, layers)]
        checks = [check for check in checks if _inside(check.layer, layers)]
        broadcasts = [item for item in broadcasts if _inside(item.layer, layers)]
        costs = [cost for cost in costs if _inside(cost.layer, layers)]
    backward = show == "backward"
    if show != "all":
        quantities = [item for item in quantities if (item.gradient_of is not None) is backward]
        checks = [check for check in checks if not check.quantity or check.quantity.startswith("d") is backward]
    return quantities, checks, broadcasts, costs


def _inside(layer: int | str | None, layers: tuple[int, int]) -> bool:
    return isinstance(layer, int) and layers[0] <= layer <= layers[1]


def selected_rows(table: Table, show: str, layers: Layers) -> Iterator[Row]:
    """Give the rows asked for, in forward order, each quantity with its gradient."""
    quantities, checks, broadcasts, _ = selected(table, "all", layers)
    gradients = {item.gradient_of: item for item in quantities if item.gradient_of is not None}
    verdicts = {check.quantity: check.verdict for check in checks}
    stretched = {item.operand: item for item in broadcasts}
    for item in quantities:
        if item.gradient_of is not None:
            continue
        gradient = gradients.pop(item.name, None) if show != "forward" else None
        if show == "backward":
            if gradient is not None:
                yield Row(item.layer, None, gradient, verdicts[gradient.name])
            continue
        verdict = verdicts.get(gradient.name if gradient else item.name)
        yield Row(item.layer, item, gradient, verdict, stretched.get(item.name))
    if show != "forward":
        # The gradient of the loss, where the general form has no A[L] to pair it with.
        for left in gradients.values():
            yield Row(left.layer, None, left, verdicts[left.name])


def title(table: Table, *, sizes: bool = True) -> str:
    """Say what network this is, of how many layers, and how its examples stand."""
    examples = arranged(table.batch, table.layout.name)
    if table.architecture.general:
        return say("Layer l = 1, ..., L of any network, {examples}", examples=examples)
    layers = table.architecture.layers
    count = say("1 layer") if layers == 1 else say("{number} layers", number=f"{layers:,}")
    if not sizes:
        return say("{layers}, {examples}", layers=count, examples=examples)
    units = _ARROW.join(shortened([number(size) for size in table.architecture.sizes]))
    return say("{sizes}: {layers}, {examples}", sizes=units, layers=count, examples=examples)


def arranged(batch: Size, layout: str) -> str:
    """Return how many examples there are, and how they stand: `m examples, one per column`."""
    count = number(batch)
    match layout:
        case "columns" if batch == 1:
            return say("1 example, one per column")
        case "columns":
            return say("{count} examples, one per column", count=count)
        case "rows" if batch == 1:
            return say("1 example, one per row")
        case "rows":
            return say("{count} examples, one per row", count=count)
    return say("1 example, a column")


def verdict_line(table: Table) -> str:
    """Give the closing line: `26 checks: 26 yes`."""
    counts = dict.fromkeys(Verdict, 0)
    for check in table.checks:
        counts[check.verdict] += 1
    return say("{count} checks: {verdicts}", count=number(len(table.checks)), verdicts=counted(counts))


def hidden(show: str, layers: Layers, *, shortened: bool = False) -> str:
    """Say that the checks are those of the whole table, where not all of it is printed."""
    match layers is not None or shortened, show != "all":
        case True, True:
            return say(" (all layers and both passes, shown or not)")
        case True, False:
            return say(" (all layers, shown or not)")
        case False, True:
            return say(" (both passes, shown or not)")
    return ""


_NUMBER = re.compile(r"(?<![\w\[])\d{4,}(?![\w\]])")  # not part of a name or an index


_MOST_TERMS = 4  # of a sum that is written out


def number(size: Size, *, whole: bool = False) -> str:
    """Give a number with its thousands set apart, or an expression with room around its sums, a long one cut."""
    if not isinstance(size, Dim):
        return f"{size:,}"
    if len(size.terms) > _MOST_TERMS and not whole:
        return say("{start} + ... ({count} terms)", start=number(Dim(size.terms[:2])), count=f"{len(size.terms):,}")
    text = _NUMBER.sub(lambda found: f"{int(found[0]):,}", str(size))
    return text if len(size.terms) == 1 else text.replace("+", " + ")


def symbols(table: Table) -> tuple[str, ...]:
    """Give the names that the sizes of the table have in them, those of the architecture first."""
    sizes = (*table.architecture.sizes, table.batch)
    return tuple(dict.fromkeys(str(Dim(of_atom(found))) for size in sizes for found in symbols_of(size)))


_UNITS = ("KiB", "MiB", "GiB", "TiB", "PiB", "EiB")


def human_bytes(size: Size, *, whole: bool = False) -> str:
    """Give an amount of memory: `72 B`, `1.5 MiB`; with symbols, in bytes, a long sum cut unless it is wanted whole.

    Examples
    --------
    >>> human_bytes(72), human_bytes(1_600_000)
    ('72 B', '1.53 MiB')
    """
    if isinstance(size, Dim):
        text = number(size, whole=whole)
        return f"{text} B" if len(size.terms) == 1 else f"({text}) B"
    if size < 1024:
        return f"{size} B"
    amount, unit = size / 1024, 0
    while amount >= 1023.95 and unit < len(_UNITS) - 1:
        amount, unit = amount / 1024, unit + 1
    digits = max(0, 2 - (amount >= 10) - (amount >= 100))
    return f"{amount:,.{digits}f} {_UNITS[unit]}"
