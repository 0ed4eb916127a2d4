"""How a function uses its arguments, as rooms tell it: a trial has no use for that, a derivation of contracts has."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from shapecheck.core.array import Array
from shapecheck.core.dim import Size
from shapecheck.infer.events import Event
from shapecheck.infer.frames import Frame
from shapecheck.infer.journal import Facts
from shapecheck.infer.site import Site
from shapecheck.infer.values import ABSENT, Function, Instance, Native, Opaque, Span, Value
from shapecheck.ops.rule import Rule

if TYPE_CHECKING:
    from shapecheck.infer.generic import Equations
    from shapecheck.infer.machine import Machine

__all__ = ["Uses", "supposing", "unheard"]


class Uses(Facts):
    """What is told of uses, and forgotten."""

    __slots__ = ("assumes",)

    def __init__(self) -> None:
        super().__init__(0)
        self.assumes = False  # whether what is found out holds only as long as a condition does

    def mark(self) -> object:
        """Return what `back_to` takes everything back to."""
        return None

    def back_to(self, mark: object) -> None:
        """Forget what was told since a mark."""

    def read(self, owner: Opaque | Instance, key: object, found: Value) -> Value:  # noqa: ARG002
        """Return what is read out of an unknown value."""
        return found

    def meeting(self, values: Sequence[Value]) -> Sequence[Value]:
        """Return what a cell has on the paths that meet."""
        return values

    def root(self, function: Function, name: str, value: Value) -> Value:  # noqa: ARG002
        """Return what may be passed for a parameter of a function."""
        return value

    def knows(self, values: Sequence[Value]) -> bool:  # noqa: ARG002
        """Tell whether a function that is given these values is run as it would be on arguments of its own."""
        return True

    def given(self, array: Array) -> Array:
        """Return an array of data that comes from outside of the program."""
        return array

    def refined(self, value: Value, made: Array) -> Array:  # noqa: ARG002
        """Return what more is known of a value by a condition or an index."""
        return made

    def unmeasured(self, site: Site) -> None:
        """Note that the length is asked of an array that may have no axes."""

    def indexed(self, sizes: Value, key: Value) -> None:
        """Note that the program reads one size of a shape, or all of them where the key is None."""

    def listed(self, value: Value) -> list[Value] | None:  # noqa: ARG002
        """Return the items of an unknown value of which a list is made; None where they are not known."""
        return None

    def unpacked(self, value: Value, count: int, node: ast.AST, *, exact: bool) -> Value:  # noqa: ARG002
        """Return what is unpacked into so many targets, or at least so many where that is not exact."""
        return value

    def operands(self, name: str, left: Value, right: Value) -> tuple[Value, Value]:  # noqa: ARG002
        """Return the operands of an operator as they are taken."""
        return left, right

    def operand(self, value: Value) -> Value:
        """Return the one operand of an operator as it is taken."""
        return value

    def linked(self, name: str, function: str) -> None:
        """Note that a parameter is given what another function returns under its name."""

    def filled(self, owner: Value, key: Value) -> Value:  # noqa: ARG002
        """Return what is written to."""
        return owner

    def numbered(self, value: Value) -> None:
        """Note that a value is used as one number."""

    def follows(self, node: ast.AST, *, early: bool) -> bool:  # noqa: ARG002
        """Tell whether a loop's second turn is made right behind its first, before one turn stands for all."""
        return False

    def counts(self, number: Size, span: Span) -> None:
        """Note that a number goes through a range."""

    def is_none(self, value: Value) -> bool | None:  # noqa: ARG002
        """Tell whether an unknown value is None; None where that is open."""
        return None

    def method(
        self,
        callee: Opaque,  # noqa: ARG002
        keywords: Mapping[str, Value],  # noqa: ARG002
        values: Sequence[Value],  # noqa: ARG002
    ) -> Native | None:
        """Return a method of an unknown value as one of an array; None where it is not known as such."""
        return None

    def answered(self, callee: Opaque, values: Sequence[Value]) -> Value:  # noqa: ARG002
        """Return what a call of a method of an unknown value gives; ABSENT where that is not known."""
        return ABSENT

    def gathered(self, owner: Value, key: Value) -> Value:  # noqa: ARG002
        """Return what is indexed."""
        return owner

    def likely(
        self,
        rule: Rule,  # noqa: ARG002
        arguments: Sequence[Any],  # noqa: ARG002
        keywords: Mapping[str, Any],  # noqa: ARG002
        result: Any,
    ) -> Any:
        """Return the result of an operation as far as it is likely."""
        return result

    def chosen(self, test: ast.expr, frame: Frame, *, alone: bool = True) -> bool | None:  # noqa: ARG002
        """Return whether a condition holds that is not decided, a statement or not; None where both ways are gone."""
        return None

    def note_computed(self, rule: Rule, values: Sequence[Value], made: Array) -> None:
        """Note what an operation gave."""

    def note_like(self, values: Sequence[Value], made: Value) -> None:
        """Note that what an operation element by element gives has the shape of the one value that is not known."""

    def refuse(self, wanted: int) -> None:
        """Note that an array cannot have the number of axes that it was supposed to have: so many are wanted."""

    def told(self, event: Event) -> None:
        """Note what is told of the run."""

    def sized(self, value: Value) -> None:
        """Note that a value is used as a size."""


@contextmanager
def unheard(machine: "Machine") -> Iterator[None]:
    """Run something of which nobody is told, and that leaves nothing behind in what is known to have been run."""
    before, machine.listener = machine.listener, lambda _: None
    entered, unfinished = set(machine.entered), machine.unfinished
    try:
        with machine.quiet():
            yield
    finally:
        machine.listener, machine.entered, machine.unfinished = before, entered, unfinished


@contextmanager
def supposing(
    machine: "Machine", generic: "Equations", steps: int, *, loops: int | None = None, hurrying: bool = True
) -> Iterator[None]:
    """Run something on what is supposed of its arguments; at the end, however it ends, all that it did is taken back.

    What it comes to must be read before the end.

    Parameters
    ----------
    machine : Machine
        What runs it.
    generic : Equations
        What is supposed.
    steps, loops, hurrying
        As in `Machine.allow`.
    """
    muted = machine.muted
    machine.allow(steps, loops=loops, hurrying=hurrying)
    machine.generic = generic
    machine.symbols.forget_rigid()
    machine.journal.begin()
    try:
        yield
    finally:
        machine.reset()
        machine.muted = muted
        machine.generic = None
