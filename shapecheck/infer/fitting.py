"""What a call gives against what is said of the arguments of a function: which sizes are bound, and what must hold."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import assert_never

from shapecheck.core.array import Array, Axis, Place, Quantity
from shapecheck.core.claims import Agree, AtLeast, Broadcastable, Claim, Distinct, RankIs, Valid
from shapecheck.core.dim import Dim, Size, substitute, symbol_in, symbols_of
from shapecheck.core.matching.parts import Counted, Families, Holder, Item, Number, Part
from shapecheck.core.matching.solve import solve
from shapecheck.core.notation.contract import Need
from shapecheck.core.notation.forms import ListForm
from shapecheck.core.notation.paths import Attribute, Key, Path
from shapecheck.core.notation.spec import Packed, Sized, Spec, lookups
from shapecheck.core.terms import Symbol
from shapecheck.infer.machine import Machine
from shapecheck.infer.tree import positional
from shapecheck.infer.values import ABSENT, Assumed, Dictionary, Function, Instance, Listing, Value
from shapecheck.language import Phrase

__all__ = ["Fitting", "given", "operands_of"]


def given(function: Function, values: Sequence[Value], keywords: Mapping[str, Value]) -> dict[str, Value]:
    """Return the arguments of a call by the names of their parameters."""
    names = [parameter.arg for parameter in positional(function.node.args)]
    return {**dict(zip(names, values, strict=False)), **keywords}


def operands_of(claim: Claim) -> tuple[Array, ...]:
    """Return the arguments that a claim is about."""
    match claim:
        case RankIs(operand):
            return (operand,)
        case Agree(left, right):
            return tuple(place.operand for place in (left, right) if isinstance(place, Axis))
    return ()


class Fitting:
    """What a call gives, with what it must be.

    Parameters
    ----------
    machine : Machine
        Of the run.
    stretches : bool
        Whether `#n` is read as well: what it says of an array that fewer axes may do for.
    """

    def __init__(self, machine: Machine, *, stretches: bool = False) -> None:
        self._machine = machine
        self._stretches = stretches
        self.bound: dict[Symbol, Place] = {}
        self.stretched: list[tuple[Axis, Size]] = []
        self.claims: list[Claim] = []
        self.numbers: list[tuple[Place, Size]] = []
        self.axes: list[tuple[Place, Size]] = []

    def read(self, part: Part | Counted, name: str, root: Value) -> None:
        """Note what one part of an argument says; what is not known of the argument says nothing."""
        if isinstance(part, Counted):
            self.numbers.append((Quantity(part.value, name), part.size))
            return
        value = _value_at(root, part.path)
        match part:
            case Item(_, spec):
                self.array(name, spec, value)
            case Number(_, size):
                if isinstance(value, Dim) or type(value) is int:
                    self.numbers.append((Quantity(value, name), size))
            case Holder(_, count):
                items = _items(value)
                if items is not None and len(items) != count:
                    self.claims.append(
                        Valid(
                            Phrase(
                                "{name} must be {count} values (got {given})", name=name, count=count, given=len(items)
                            )
                        )
                    )
            case Families(form=ListForm()):
                items = _items(value)
                for inner, own in part.of_length(len(items), name) if items is not None else ():
                    self.read(inner, own, root)
            case Families():
                if isinstance(value, Dictionary) and not value.is_open:
                    for inner, own in part.of_keys(tuple(value.known), name):
                        self.read(inner, own, root)
            case _:
                assert_never(part)

    def array(self, name: str, spec: Spec, value: Value) -> None:
        """Note how many axes an array must have, and the sizes of its axes."""
        if not isinstance(value, Array) or isinstance(value, Assumed) or spec.like is not None:
            return
        array = replace(value, name=name, origins=self._machine.origins.trace(value))
        self._machine.origins.hand_on(value, array)
        if self._stretches and spec.axes and all(isinstance(own, Sized) and own.broadcastable for own in spec.axes):
            self._stretch(array, spec)
            return
        least = len(spec.axes) - (spec.run is not None)
        self.claims.append(RankIs(array, least, None if spec.run is not None else least))
        if value.shape.rank is not None and value.shape.rank >= least:
            self.axes += _sized(array, value.shape.rank, spec)

    def _stretch(self, array: Array, spec: Spec) -> None:
        """Note what broadcasts to sizes, counted from the last ones."""
        rank = array.shape.rank or 0
        for behind, own in enumerate(reversed(spec.axes), start=1):
            if isinstance(own, Sized) and behind <= rank:
                self.stretched.append((Axis(array, rank - behind), own.size))

    def equations(self, needs: Sequence[Need]) -> Iterator[Claim]:
        """Give what must hold of the sizes: those of one name are equal, and what else is needed."""
        bound = self.bound
        late: list[tuple[Place, Size]] = []
        for place, size in (*self.numbers, *self.axes):
            counted: dict[Symbol | Dim, Size] = {own: at.size for own, at in bound.items() if isinstance(at, Quantity)}
            own = symbol_in(size)
            if own is not None and own.index is not None and own not in bound:
                size = substitute(size, counted)  # noqa: PLW2901 - `n[L]`, where it is known what L is
                own = symbol_in(size)
            if own is None:
                late.append((place, size))
                open_ = [name for name in symbols_of(size) if name not in bound]
                if isinstance(place, Quantity) and len(open_) == 1:
                    for name, value in solve(substitute(size, counted), place.size):
                        bound.setdefault(name, Quantity(value, place.what))
            elif own in bound:
                yield Agree(bound[own], place, Phrase("sizes {size}", size=size))
            else:
                bound[own] = place
        known, quantity = self._is_known, self._quantity
        for place, size in late:
            if known(size):
                yield Agree(place, quantity(size))
        for axis, size in self.stretched:
            own = symbol_in(size)
            other = None if own is None else bound.get(own)
            if isinstance(other, Axis):
                yield Broadcastable(axis, other)
        for need in needs:
            if known(need.left, need.right):
                left, right = quantity(need.left), quantity(need.right)
                match need.relation:
                    case "=":
                        yield Agree(left, right)
                    case "!=":
                        yield Distinct(
                            (left.size, right.size), Phrase("{left} and {right}", left=need.left, right=need.right)
                        )
                    case ">=" | ">":
                        yield AtLeast(left, right.size + int(need.relation == ">"))
                    case "<=" | "<":
                        yield AtLeast(right, left.size + int(need.relation == "<"))
                    case _:
                        assert_never(need.relation)

    def sizes(self) -> dict[Symbol | Dim, Size]:
        """Return what each name stands for, where the arguments say that; `equations` must have been gone through."""
        return {own: place.size for own, place in self.bound.items()}

    def _is_known(self, *wanted: Size) -> bool:
        return all(own in self.bound for size in wanted for own in symbols_of(size))

    def _quantity(self, size: Size) -> Quantity:
        return Quantity(substitute(size, self.sizes()), f"{size}" if isinstance(size, Dim) else "the size in the spec")


def _value_at(value: Value, path: Path) -> Value:
    """Give the value at a path in an argument; ABSENT where it is not known, or not there."""
    for step in path.steps:
        items = _items(value)
        match step:
            case Key(int() as place) if items is not None:
                value = items[place] if -len(items) <= place < len(items) else ABSENT
            case Key(key) if isinstance(value, Dictionary):
                value = value.known.get(key, ABSENT)
            case Attribute(name) if isinstance(value, Instance):
                value = value.cells.get(name, ABSENT)
            case _:
                return ABSENT
    return value


def _items(value: Value) -> tuple[Value, ...] | None:
    """Give the items of a tuple or a list, where they are known one by one."""
    if type(value) is tuple:
        return value
    return value.items if isinstance(value, Listing) and value.kind == "list" else None


def _sized(array: Array, rank: int, spec: Spec) -> Iterator[tuple[Place, Size]]:
    """Give the axes of an array with the sizes that its spec has for them; those that it leaves open are left out."""
    looked_up = {own for own, _ in lookups(spec.sizes)}
    for place, pattern in enumerate(spec.axes):
        axis = place if spec.run is None or place < spec.run else place - len(spec.axes) + rank
        if not isinstance(pattern, (Packed, Sized)) or pattern.broadcastable:
            continue
        if looked_up.isdisjoint(symbols_of(pattern.size)):
            yield Axis(array, axis), pattern.size
