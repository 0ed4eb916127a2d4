"""The flow of one step of gradient descent: blocks of each layer, and what goes from one to the other.

Which quantity goes where is read off the generic layer: what it takes, holds, gives and needs again on the way back.
The shapes are those of the table.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

from shapecheck.architecture.formulas import UPDATE, numbered
from shapecheck.architecture.instantiate import LAYER
from shapecheck.architecture.table import Quantity, Stretching, Table
from shapecheck.core.dim import symbol
from shapecheck.core.shape import Shape
from shapecheck.language import Phrase

__all__ = ["Arrow", "ArrowKind", "Block", "BlockKind", "Flow", "Step", "build_flow"]

_MOST = 8  # layers that a folded flow shows one by one
_ENDS = 3  # layers at each end of a folded one


class BlockKind(Enum):
    """What a block does."""

    INPUT = "input"
    PARAMETERS = "parameters"
    FORWARD = "forward"
    LOSS = "loss"
    BACKWARD = "backward"
    UPDATE = "update"
    INPUT_GRADIENT = "input gradient"


class ArrowKind(Enum):
    """Why a quantity goes from one block to another."""

    FORWARD = "forward"
    PARAMETER = "parameter"
    CACHE = "cache"
    BACKWARD = "backward"
    GRADIENT = "gradient"
    UPDATE = "update"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the flow.

    Parameters
    ----------
    key : str
        Which no other block has: `forward-3`.
    kind : BlockKind
        What it does.
    layer : int or str or None
        The layer's number, `l` in general form; None for what is of no one layer.
    title : str
        `forward 3`, a phrase unless it is a name.
    layers : Phrase or None
        Of a block that stands for several layers: `layers 4 to 17`. Such a block has no inside.
    """

    key: str
    kind: BlockKind
    layer: int | str | None
    title: str
    layers: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Arrow:
    """One quantity on its way from a block to another, or to a later line of the same block.

    Parameters
    ----------
    source, target : str
        The keys of the blocks.
    kind : ArrowKind
        Why it goes there.
    name : str
        `A[3]`.
    symbolic, shape : Shape
        As the table has them: `(n[3], m)`, and with the sizes.
    formula : str
        What gives it; empty for what is given.
    stretching : Stretching or None
        How the forward block broadcasts it.
    """

    source: str
    target: str
    kind: ArrowKind
    name: str
    symbolic: Shape
    shape: Shape
    formula: str
    stretching: Stretching | None = None

    @property
    def inner(self) -> bool:
        """Whether it stays inside of its block, as `dZ[l]` does."""
        return self.source == self.target


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the computation: the block that works, and the arrows that it takes and gives."""

    block: Block
    arrows: tuple[Arrow, ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """The flow of one step of gradient descent.

    Parameters
    ----------
    table : Table
        From which it is read.
    columns : tuple of int or str or None
        The layers in forward order; None where layers are left out.
    blocks : tuple of Block
        In the order in which they work.
    arrows : tuple of Arrow
        In the order in which their sources work.
    left_out : (int, int) or None
        The first and the last layer that are not shown one by one.
    """

    table: Table
    columns: tuple[int | str | None, ...]
    blocks: tuple[Block, ...]
    arrows: tuple[Arrow, ...]
    left_out: tuple[int, int] | None = None

    def steps(self) -> tuple[Step, ...]:
        """Give the steps in order: forward, the loss, backward, the updates; what waits or is given takes none."""
        idle = {BlockKind.INPUT, BlockKind.INPUT_GRADIENT, BlockKind.PARAMETERS}
        touching: dict[str, list[Arrow]] = {block.key: [] for block in self.blocks}
        for arrow in self.arrows:
            for key in dict.fromkeys((arrow.source, arrow.target)):
                touching[key].append(arrow)
        return tuple([Step(block, tuple(touching[block.key])) for block in self.blocks if block.kind not in idle])


def build_flow(table: Table, *, folded: bool = False) -> Flow:
    """Read the flow off a table.

    Parameters
    ----------
    table : Table
        Of any architecture; the general form gives layer l between those before and after it.
    folded : bool
        Whether of many layers only the first and the last ones are shown one by one.
    """
    layers = table.architecture.layers
    if table.architecture.general:
        return _Builder(table, (None, "l", None), None).flow()
    if folded and layers > _MOST:
        ends: tuple[int | str | None, ...] = (*range(1, _ENDS + 1), None, *range(layers - _ENDS + 1, layers + 1))
        return _Builder(table, ends, (_ENDS + 1, layers - _ENDS)).flow()
    return _Builder(table, tuple(range(1, layers + 1)), None).flow()


class _Builder:
    """Puts the blocks and arrows of the columns together."""

    def __init__(self, table: Table, columns: tuple[int | str | None, ...], left_out: tuple[int, int] | None) -> None:
        self.table = table
        self.columns = columns
        self.left_out = left_out
        self.general = table.architecture.general
        self.layer = table.generic
        self.quantities = {item.name: item for item in table.quantities}
        self.stretched = {item.operand: item for item in table.broadcasts}
        self.blocks: dict[str, Block] = {}
        self.arrows: list[Arrow] = []
        if self.general:
            output = self.quantities[self.layer.forward[-1].name]
            last = _of_last(output)
            self.quantities[last.name] = last

    def flow(self) -> Flow:
        order = [column for column in self.columns if column is not None]
        self._add_blocks(order)
        places = range(len(self.columns))
        if not self.general:
            first = self._key(BlockKind.FORWARD, 0)
            source = self._named(self.layer.source.name, order[0])
            self._add("input", first, ArrowKind.FORWARD, source)
        for column in order:
            for item in self.layer.given:
                self._of_layer(ArrowKind.PARAMETER, (BlockKind.PARAMETERS, BlockKind.FORWARD), item.name, column)
        for place in places:
            self._forward(place)
        top = self._named(self.layer.loss.name, order[-1])
        self._add("loss", self._key(BlockKind.BACKWARD, len(self.columns) - 1), ArrowKind.BACKWARD, top)
        for place in reversed(places):
            self._backward(place)
        for column in order:
            for name, formula in UPDATE:
                self._of_layer(ArrowKind.UPDATE, (BlockKind.UPDATE, BlockKind.PARAMETERS), name, column, formula)
        return Flow(self.table, self.columns, tuple(self.blocks.values()), tuple(self.arrows), self.left_out)

    def _add_blocks(self, order: Iterable[int | str]) -> None:
        """Add the blocks in the order in which they work."""
        order = list(order)
        source = "X" if self.layer.capital else "x"
        if not self.general:
            self._block("input", BlockKind.INPUT, None, source)
        for layer in order:
            self._block(f"parameters-{layer}", BlockKind.PARAMETERS, layer, Phrase("parameters {layer}", layer=layer))
        self._add_chain(BlockKind.FORWARD, range(len(self.columns)))
        self._block("loss", BlockKind.LOSS, None, Phrase("loss"))
        self._add_chain(BlockKind.BACKWARD, reversed(range(len(self.columns))))
        for layer in order:
            self._block(f"update-{layer}", BlockKind.UPDATE, layer, Phrase("update {layer}", layer=layer))
        if not self.general:
            self._block("input-gradient", BlockKind.INPUT_GRADIENT, None, f"d{source}")

    def _add_chain(self, kind: BlockKind, places: Iterable[int]) -> None:
        for place in places:
            layer, key = self.columns[place], self._key(kind, place)
            if layer is None:
                title = Phrase("forward") if kind is BlockKind.FORWARD else Phrase("backward")
                self._block(key, kind, None, title, self._gap(place))
            elif kind is BlockKind.FORWARD:
                self._block(key, kind, layer, Phrase("forward {layer}", layer=layer))
            else:
                self._block(key, kind, layer, Phrase("backward {layer}", layer=layer))

    def _block(
        self, key: str, kind: BlockKind, layer: int | str | None, title: str, layers: Phrase | None = None
    ) -> None:
        self.blocks[key] = Block(key, kind, layer, title, layers)

    def _gap(self, place: int) -> Phrase:
        """Say which layers a block stands for."""
        if self.left_out is not None:
            first, last = (f"{end:,}" for end in self.left_out)
        elif place:
            first, last = "l+1", "L"
        else:
            first, last = "1", "l-1"
        return Phrase("layers {first} to {last}", first=first, last=last)

    def _forward(self, place: int) -> None:
        """Add what a forward block gives: its output, and the cache."""
        layer, last = self.columns[place], place == len(self.columns) - 1
        key = self._key(BlockKind.FORWARD, place)
        target = "loss" if last else self._key(BlockKind.FORWARD, place + 1)
        if layer is None and last:
            output = self.quantities[_last_name(self.layer.forward[-1].name)]
        elif layer is None:
            output = self._named(self.layer.source.name, self.columns[place + 1])
        else:
            output = self._named(self.layer.forward[-1].name, layer)
        self._add(key, target, ArrowKind.FORWARD, output)
        if layer is not None:
            for item in (self.layer.source, *self.layer.given, *self.layer.forward[:-1]):
                self._of_layer(ArrowKind.CACHE, (BlockKind.FORWARD, BlockKind.BACKWARD), item.name, layer)

    def _backward(self, place: int) -> None:
        """Add what a backward block gives: the gradients of what its layer was given."""
        layer, key = self.columns[place], self._key(BlockKind.BACKWARD, place)
        before = self._key(BlockKind.BACKWARD, place - 1) if place else "input-gradient"
        if layer is None:
            if place:
                output = f"d{self.layer.forward[-1].name}"
                self._add(key, before, ArrowKind.BACKWARD, self._named(output, self.columns[place - 1]))
            return
        given = {item.name for item in self.layer.given}
        for item in self.layer.backward:
            quantity = self._named(item.name, layer)
            if item.name[1:] in given:
                self._add(key, f"update-{layer}", ArrowKind.GRADIENT, quantity)
            elif item.name[1:] == self.layer.source.name:
                self._add(key, before, ArrowKind.BACKWARD, quantity)
            else:
                self._add(key, key, ArrowKind.BACKWARD, quantity)

    def _key(self, kind: BlockKind, place: int) -> str:
        layer = self.columns[place]
        if layer is not None:
            return f"{kind.value}-{layer}"
        return f"{kind.value}-{'rest' if self.left_out is not None else 'after' if place else 'before'}"

    def _named(self, name: str, layer: int | str | None) -> Quantity:
        """Give a quantity of the generic layer in a layer."""
        return self.quantities[_numbered(name, layer)]

    def _of_layer(
        self, kind: ArrowKind, ends: tuple[BlockKind, BlockKind], name: str, layer: int | str, formula: str = ""
    ) -> None:
        quantity = self._named(name, layer)
        if formula:
            quantity = replace(quantity, formula=_numbered(formula, layer))
        source, target = (f"{end.value}-{layer}" for end in ends)
        self._add(source, target, kind, quantity)

    def _add(self, source: str, target: str, kind: ArrowKind, item: Quantity) -> None:
        stretching = self.stretched.get(item.name) if kind is not ArrowKind.UPDATE else None
        self.arrows.append(Arrow(source, target, kind, item.name, item.symbolic, item.shape, item.formula, stretching))


def _numbered(text: str, layer: int | str | None) -> str:
    """Give a text of the generic layer with a layer's number, if it has one."""
    return numbered(text, layer) if isinstance(layer, int) else text


def _of_last(item: Quantity) -> Quantity:
    """Give a quantity of layer l as one of layer L."""
    symbolic, shape = (found.substitute({LAYER: symbol("L")}) for found in (item.symbolic, item.shape))
    return Quantity(_last_name(item.name), "L", symbolic, shape, _last_name(item.formula), item.gradient_of)


def _last_name(text: str) -> str:
    return text.replace("[l]", "[L]")
