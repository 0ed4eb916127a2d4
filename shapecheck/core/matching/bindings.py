"""What the names of specs stand for: sizes, runs of axes and whole arrays, each with where it was bound."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from shapecheck.core.array import Array, Origin
from shapecheck.core.compare import at_least, compare
from shapecheck.core.dim import Dim, Size, index_of, substitute, symbol_in, symbols_of, terms_of
from shapecheck.core.matching.solve import occurs, solve
from shapecheck.core.shape import Shape
from shapecheck.core.terms import Symbol
from shapecheck.core.verdict import Verdict
from shapecheck.errors import UnsupportedOperation
from shapecheck.language import Phrase, say

__all__ = ["Bindings", "Bound", "BoundRun", "print_symbol"]


@dataclass(frozen=True, slots=True)
class Bound:
    """A size, and where it was bound."""

    size: Size
    origin: Origin


@dataclass(frozen=True, slots=True)
class BoundRun:
    """The axes that a run `*s` stands for.

    Parameters
    ----------
    shape : Shape
        The axes; with a run of its own where the array's rank is not known.
    origin : Origin
        Where it was bound.
    stretchable : bool
        Whether only `#*s` has been seen, so that the sizes may still grow by broadcasting.
    """

    shape: Shape
    origin: Origin
    stretchable: bool = False


class Bindings:
    """An immutable map from symbols to sizes, from names of runs to axes, and from names to arrays.

    Each change gives new bindings; who drops them after a failed check has bound nothing.

    Examples
    --------
    >>> from shapecheck.core.dim import symbol
    >>> n, m = symbol("n"), symbol("m")
    >>> bindings = Bindings().bind(n, 4, Origin("axis 0 of W"))
    >>> bindings.resolve(2 * n + m), str(bindings.origin(n))
    (m+8, 'axis 0 of W')
    >>> verdict, more = bindings.unify(n + 2 * m, 10, Origin("axis 1 of X"))
    >>> verdict.value, more.resolve(m), bindings.resolve(m)
    ('yes', 3, m)
    """

    __slots__ = ("_arrays", "_runs", "_sizes")

    def __init__(self) -> None:
        self._sizes: dict[Symbol, Bound] = {}
        self._runs: dict[str, BoundRun] = {}
        self._arrays: dict[str, Array] = {}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Bindings) and self._state() == other._state()

    def __hash__(self) -> int:
        return hash((frozenset(self._sizes.items()), frozenset(self._runs.items()), frozenset(self._arrays.items())))

    def __repr__(self) -> str:
        sizes = [f"{print_symbol(name)} = {bound.size}" for name, bound in self]
        runs = [f"*{name} = {self.resolve_shape(run.shape)}" for name, run in self._runs.items()]
        return f"<Bindings {', '.join(sizes + runs) or 'empty'}>"

    def __iter__(self) -> Iterator[tuple[Symbol, Bound]]:
        """Give each bound symbol with its binding, in the order of binding."""
        return iter([(name, replace(bound, size=self.resolve(bound.size))) for name, bound in self._sizes.items()])

    def __contains__(self, name: object) -> bool:
        return (symbol_in(name) if isinstance(name, Dim) else name) in self._sizes

    def __len__(self) -> int:
        return len(self._sizes)

    def _state(self) -> tuple[object, ...]:
        return self._sizes, self._runs, self._arrays

    def _changed(self) -> "Bindings":
        copy = Bindings()
        copy._sizes, copy._runs, copy._arrays = self._sizes, self._runs, self._arrays
        return copy

    def resolve(self, size: Size) -> Size:
        """Give the size with all that is bound put in, in indices too.

        Raises
        ------
        ZeroDivisionError
            When a divisor becomes zero.
        UnsupportedOperation
            When the size grows too large.
        """
        while isinstance(size, Dim) and self._sizes:
            values: dict[Symbol | Dim, Size] = {
                name: value for name in symbols_of(size) if (value := self._value(name)) is not None
            }
            if not values:
                return size
            size = substitute(size, values)
        return size

    def _value(self, name: Symbol) -> Size | None:
        """Give what a symbol is replaced by, or None when it stays."""
        if name in self._sizes:
            return self._sizes[name].size
        index = index_of(name)
        resolved = None if index is None else self.resolve(index)
        if resolved is None or resolved == index:
            return None
        indexed = Symbol(name.name, terms_of(resolved), name.flexible, name.may_be_zero)
        return self._sizes[indexed].size if indexed in self._sizes else _dim(indexed)

    def resolve_shape(self, shape: Shape) -> Shape:
        """Give the shape with all that is bound put in."""
        return shape.map(self.resolve) if self._sizes else shape

    def bound(self, name: Symbol | Dim) -> Bound | None:
        """Give the binding of a symbol, its index resolved, or None when it is not bound."""
        wanted = name if isinstance(name, Symbol) else symbol_in(name)
        if wanted is None:
            return None
        if wanted not in self._sizes and (index := index_of(wanted)) is not None:
            wanted = Symbol(wanted.name, terms_of(self.resolve(index)), wanted.flexible, wanted.may_be_zero)
        found = self._sizes.get(wanted)
        return None if found is None else replace(found, size=self.resolve(found.size))

    def origin(self, name: Symbol | Dim) -> Origin | None:
        """Give where a symbol was bound, or None when it is not."""
        found = self.bound(name)
        return None if found is None else found.origin

    def explain(self, size: Size) -> str:
        """Tell what a size is and where what is in it was bound: `n[1]+1, n[1] = 4 bound by axis 0 of W`.

        Empty for a number: it explains itself.
        """
        if not isinstance(size, Dim):
            return ""
        told = whole = str(size)
        for name in symbols_of(size):
            bound = self.bound(name)
            if bound is not None:
                text, origin = print_symbol(name), bound.origin.words
                if text == whole:
                    told = Phrase("{told}, bound by {origin}", told=told, origin=origin)
                else:
                    told = Phrase(
                        "{told}, {name} = {size} bound by {origin}",
                        told=told,
                        name=text,
                        size=bound.size,
                        origin=origin,
                    )
        return told

    def bind(self, name: Symbol | Dim, size: Size, origin: Origin) -> "Bindings":
        """Give the bindings with one more.

        Raises
        ------
        ValueError
            When the symbol is bound already, or would be part of its own size, or the size is less than it can be.
        """
        target = name if isinstance(name, Symbol) else symbol_in(name)
        if target is None:
            raise ValueError(say("only a symbol can be bound (got {name})", name=name))
        if target in self._sizes:
            raise ValueError(
                say(
                    "{name} is bound already, by {origin}",
                    name=print_symbol(target),
                    origin=self._sizes[target].origin.words,
                )
            )
        resolved = self.resolve(size)
        if occurs(target, terms_of(resolved)):
            raise ValueError(
                say(
                    "{name} cannot be bound to {resolved}, which contains it",
                    name=print_symbol(target),
                    resolved=resolved,
                )
            )
        least = 0 if target.may_be_zero else 1
        if at_least(resolved, least) is Verdict.NO:
            raise ValueError(
                say(
                    "{name} must be at least {least} (got {resolved})",
                    name=print_symbol(target),
                    least=least,
                    resolved=resolved,
                )
            )
        copy = self._changed()
        copy._sizes = {**self._sizes, target: Bound(resolved, origin)}
        return copy

    def run(self, name: str) -> BoundRun | None:
        """Give what a run stands for, its sizes resolved, or None when it is not bound."""
        found = self._runs.get(name)
        return None if found is None else replace(found, shape=self.resolve_shape(found.shape))

    def bind_run(self, name: str, shape: Shape, origin: Origin, *, stretchable: bool = False) -> "Bindings":
        """Give the bindings with a run bound, or a stretchable one replaced.

        Raises
        ------
        ValueError
            When the run is bound already and is not stretchable.
        """
        found = self._runs.get(name)
        if found is not None and not found.stretchable:
            raise ValueError(say("*{name} is bound already, by {origin}", name=name, origin=found.origin.words))
        copy = self._changed()
        copy._runs = {**self._runs, name: BoundRun(shape, origin, stretchable)}
        return copy

    def array(self, name: str) -> Array | None:
        """Give the array that was seen under a name: `W`, `grads["dW1"]`."""
        return self._arrays.get(name)

    def with_array(self, name: str, array: Array) -> "Bindings":
        """Give the bindings with an array under a name, for specs that say `=name`."""
        copy = self._changed()
        copy._arrays = {**self._arrays, name: array}
        return copy

    def unify(self, left: Size, right: Size, origin: Origin) -> "tuple[Verdict, Bindings]":
        """Make two sizes equal, by binding one symbol where only one value of it does.

        A flexible symbol is bound to any size, a rigid one to a number only: two names of the user's are never made
        the same.

        Returns
        -------
        verdict : Verdict
            YES: they are equal, under the new bindings. NO: they never are. UNKNOWN: several values would do, or none
            was found; nothing is bound then.
        bindings : Bindings
            These, or these with one symbol more.
        """
        try:
            return self._unify(self.resolve(left), self.resolve(right), origin)
        except ZeroDivisionError:
            return Verdict.NO, self  # a size that does not exist
        except UnsupportedOperation:
            return Verdict.UNKNOWN, self

    def _unify(self, left: Size, right: Size, origin: Origin) -> "tuple[Verdict, Bindings]":
        same = compare(left, right)
        if same is not Verdict.UNKNOWN:
            return same, self
        for name, size in solve(left, right):
            allowed = at_least(size, 0 if name.may_be_zero else 1)
            if allowed is Verdict.NO:
                return Verdict.NO, self
            if allowed is Verdict.YES and (name.flexible or not isinstance(size, Dim)):
                return Verdict.YES, self.bind(name, size, origin)
        return Verdict.UNKNOWN, self


def _dim(name: Symbol) -> Dim:
    return Dim(((((name, 1),), 1),))


def print_symbol(name: Symbol) -> str:
    """Return a symbol as sizes print it: `n[l-1]`."""
    return str(_dim(name))
