"""Specs as straight-line Python: shapes unpacked into integers, and one chain of comparisons.

What passes is right by the meaning of the spec. What does not pass is looked at in full by `boundary`, so a spec whose
names have to be solved for in a way that is not known here has no straight-line code, and none is guessed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import assert_never

from shapecheck.core.dim import symbol, symbol_in, symbols_of, terms_of
from shapecheck.core.matching.parts import Families, Holder, Item, Number, Part
from shapecheck.core.matching.solve import solve
from shapecheck.core.notation.contract import Need
from shapecheck.core.notation.paths import Attribute, Path
from shapecheck.core.notation.spec import AnyAxis, AnyRun, Like, Packed, Run, Sized
from shapecheck.core.terms import Kind, Operation, Symbol, Terms

__all__ = ["NotStraight", "StraightLine", "access"]

_FREE = symbol("unknown")  # stands for the size of an axis where a spec is solved for a name


class NotStraight(Exception):
    """Signal: a spec has no straight-line code."""


class StraightLine:
    """Builds the lines that check some arrays.

    Parameters
    ----------
    prefix : str
        In front of every name made here, so that none is a parameter's.
    """

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._count = 0
        self._names: dict[Symbol, str] = {}
        self._runs: dict[str, str] = {}
        self._done: set[Need] = set()
        self.lines: list[str] = []
        self.conditions: list[str] = []

    def check(self, parts: Sequence[Part], roots: Mapping[str, str], needs: Sequence[Need]) -> None:
        """Add the checks of some values; `roots` has the expression of each root that is none of the parameters.

        A need is checked as soon as all of its names are bound, and no more than that.

        Raises
        ------
        NotStraight
            Where one of them has no straight-line code.
        """
        late: list[tuple[str, Sized | Packed]] = []
        for part in parts:
            place = access(part.path, roots)
            match part:
                case Item(each=True) | Families():
                    raise NotStraight
                case Item() if part.spec.like is not None:
                    self.conditions.append(f"{place}.shape == {access(part.spec.like, roots)}.shape")
                case Item():
                    late += self._unpacked(part, place)
                case Number(_, size):
                    name = self._fresh()
                    self.lines.append(f"{name} = {place}")
                    self.conditions += [f"{self._prefix}type({name}) is {self._prefix}int", f"{name} >= 0"]
                    late += self._sized(name, Sized(size))
                case Holder(_, count):
                    self.conditions.append(f"{self._prefix}isinstance({place}, {self._prefix}sequences)")
                    self.conditions.append(f"{self._prefix}len({place}) == {count}")
                case _:
                    assert_never(part)
        for name, pattern in late:
            self._late(name, pattern)
        for need in needs:
            sizes = need.left, need.right
            known = all(atom in self._names or _is_lookup(atom) for size in sizes for atom in symbols_of(size))
            if known and need not in self._done:
                self._done.add(need)
                left, right = (self._text(terms_of(size)) for size in sizes)
                self.conditions.append(f"{left} {'==' if need.relation == '=' else need.relation} {right}")

    def _unpacked(self, item: Item, place: str) -> list[tuple[str, Sized | Packed]]:
        """Unpack a shape, bind or compare the plain names, and give the other axes."""
        axes = item.spec.axes
        run = item.spec.run
        names: list[str] = [self._fresh() for _ in axes]
        if run is None:
            if names:
                self.lines.append(f"{', '.join(names)}, = {place}.shape")
            else:
                self.conditions.append(f"{place}.shape == ()")
        else:
            # A list is made of what the star takes; a tuple compares with what another array's star took.
            self.lines.append(f"{', '.join(f'*{n}' if i == run else n for i, n in enumerate(names))}, = {place}.shape")
        late: list[tuple[str, Sized | Packed]] = []
        for name, pattern in zip(names, axes, strict=True):
            match pattern:
                case Sized() | Packed():
                    late += self._sized(name, pattern)
                case Run(run_name, False):
                    if run_name in self._runs:
                        self.conditions.append(f"{name} == {self._runs[run_name]}")
                    else:
                        self._runs[run_name] = name
                case AnyAxis() | AnyRun():
                    pass
                case Run() | Like():
                    raise NotStraight
        return late

    def _sized(self, name: str, pattern: Sized | Packed) -> list[tuple[str, Sized | Packed]]:
        """Bind or compare a plain name; give any other size to be looked at later."""
        found = None if isinstance(pattern, Packed) or pattern.broadcastable else symbol_in(pattern.size)
        if found is None or _is_lookup(found):
            return [(name, pattern)]
        if found in self._names:
            self.conditions.append(f"{name} == {self._names[found]}")
        else:
            self._names[found] = name
        return []

    def _late(self, name: str, pattern: Sized | Packed) -> None:
        """Compare an axis with an expression, after solving it for a name where that is possible."""
        size = pattern.size
        unbound = [atom for atom in symbols_of(size) if atom not in self._names and not _is_lookup(atom)]
        if not unbound:
            text = self._text(terms_of(size))
            equal = f"{name} == {text}"
            self.conditions.append(f"({equal} or {name} == 1)" if pattern.broadcastable else equal)
            return
        if len(unbound) > 1 or pattern.broadcastable:
            raise NotStraight
        solution = next((value for found, value in solve(size, _FREE) if found == unbound[0]), None)
        free = symbol_in(_FREE)
        if solution is None or free is None:
            raise NotStraight
        self._names[free] = name
        bound = self._fresh()
        self.lines.append(f"{bound} = {self._text(terms_of(solution))}")
        self.conditions.append(f"{bound} >= 0")
        self._names[unbound[0]] = bound
        del self._names[free]

    def _fresh(self) -> str:
        self._count += 1
        return f"{self._prefix}{self._count}"

    def _text(self, terms: Terms) -> str:
        """Give a polynomial as Python."""
        if not terms:
            return "0"
        parts = []
        for monomial, coefficient in terms:
            factors = [str(coefficient)] if coefficient != 1 or not monomial else []
            for atom, exponent in monomial:
                factors += [self._atom(atom)] * exponent
            parts.append("*".join(factors))
        return f"({' + '.join(parts)})" if len(parts) > 1 else parts[0]

    def _atom(self, atom: Symbol | Operation) -> str:
        if isinstance(atom, Symbol):
            if _is_lookup(atom):
                return atom.name[1:-1]
            return self._names[atom]
        arguments = [self._text(argument) for argument in atom.arguments]
        match atom.kind:
            case Kind.FLOOR_DIVIDE | Kind.MODULO:
                return f"(({arguments[0]}) {atom.kind.value} ({arguments[1]}))"
            case Kind.MINIMUM | Kind.MAXIMUM:
                return f"{self._prefix}{atom.kind.value}({', '.join(arguments)})"
        raise NotStraight


def access(path: Path, roots: Mapping[str, str]) -> str:
    """Give the expression that reads the value at a path."""
    text = roots.get(path.root, path.root)
    for step in path.steps:
        text += f".{step.name}" if isinstance(step, Attribute) else f"[{step.value!r}]"
    return text


def _is_lookup(atom: Symbol) -> bool:
    return atom.name.startswith("{")
