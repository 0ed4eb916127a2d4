"""Symbols for sizes that are not known: each made once, under a name that says where it comes from."""

import ast
import re
from collections.abc import Callable, Iterable, Mapping

from shapecheck.core.array import Array
from shapecheck.core.bounds import bounds
from shapecheck.core.dim import Dim, Size, index_of, minimum, substitute, symbol, symbol_in, symbols_of, terms_of
from shapecheck.core.groups import Groups
from shapecheck.core.terms import Symbol
from shapecheck.infer.values import Value

__all__ = ["Symbols"]

_ANY = "size"  # the name of a size that is not the same on all paths
_MOST_PARTS = 32  # symbols in a size: those of a convolution's rows, `n*oh*ow` with padding and stride, are 24
_NOT_IN_NAMES = re.compile(r"\W+")
_INDEXED = re.compile(r"(\w+)\[(\d+)\]")


class Symbols:
    """Makes symbols, and knows when each was made and which of them stand for sizes that differ between paths."""

    def __init__(self, birth: Callable[[], int]) -> None:
        self._birth = birth
        self._used: dict[str, int] = {}
        self._rigid: dict[str, int] = {}
        self._born: dict[Symbol, int] = {}
        self._any: set[Symbol] = set()
        self._fresh: set[Symbol] = set()  # those of sizes that depend on data
        self._agreed = Groups[str]()  # names of sizes that the program says are equal
        self.by_text: dict[str, Mapping[Symbol | Dim, Size]] | None = None  # where a text stands for one value
        self.said: set[Symbol] = set()  # those of sizes that the program gives names: `m, n = X.shape`
        self.renewals: dict[Symbol, Symbol] = {}  # numbers of later turns, with those of the first ones
        self.turning: set[Symbol] = set()  # numbers of turns that stand for all
        self._short: dict[Dim, Size] = {}
        self._plain: dict[str, str] = {}  # names with numbers that tell them from others, without these

    def named(self, name: str, *, rigid: bool = False, may_be_zero: bool = True) -> Dim:
        """Give a new symbol named after what the source calls it: `n`, and `n_2` where there is an `n` already."""
        indexed = _INDEXED.fullmatch(name)
        base = indexed[1] if indexed else _NOT_IN_NAMES.sub("_", name).strip("_") or _ANY
        if not base.isidentifier():
            base = f"_{base}"
        index = int(indexed[2]) if indexed else None
        key = base if index is None else f"{base}[{index}]"
        used = self._rigid if rigid else self._used
        count = used[key] = used.get(key, 0) + 1
        if count > 1:
            self._plain[f"{base}_{count}"] = base
            base = f"{base}_{count}"
        return self._note(symbol(base, index, flexible=not rigid, may_be_zero=may_be_zero and not rigid))

    def reserve(self, names: Iterable[str]) -> None:
        """Keep names for the sizes of what a program is given, so that none that is made here has one of them."""
        for name in names:
            for used in (self._used, self._rigid):
                used.setdefault(name, 1)

    def plain(self, name: str) -> str:
        """Give the name of a symbol as the program has it, without a number that tells it from others of the name."""
        return self._plain.get(name, name)

    def adopted(self, own: Symbol, source: "Symbols", older: int) -> Size:
        """Give the symbol of another analysis, under a name that no other one has here; it is so much `older`."""
        index = index_of(own)
        if index is not None and type(index) is not int:
            return self.size(own)
        if own in source._any:
            made = self.any()
        else:
            base = source.plain(own.name)
            name = base if index is None else f"{base}[{index}]"
            made = self.named(name, rigid=not own.flexible, may_be_zero=own.may_be_zero)
        new = symbol_in(made)
        assert new is not None
        self._born[new] = source._born.get(own, 0) - older
        if own in source.said:
            self.said.add(new)
        return made

    def take_over(self, other: "Symbols") -> None:
        """Know of which sizes another analysis says that they are equal."""
        for one, next_ in other._agreed.pairs():
            self._agreed.join(one, next_)

    def note_agreed(self, size: Size, other: Size) -> None:
        """Note that the program says of two sizes that they are equal."""
        self._agreed.join(self._called(size), self._called(other))

    def agree(self, size: Size, other: Size) -> bool:
        """Tell whether the program says anywhere that sizes called so are equal."""
        return self._agreed.same(self._called(size), self._called(other))

    def _called(self, size: Size) -> str:
        own = symbol_in(size)
        return str(size) if own is None or own.index is not None else self.plain(own.name)

    def forget_rigid(self) -> None:
        """Let sizes that the program names have their plain names once more, in a trial that meets none of before."""
        self._rigid.clear()

    def any(self) -> Dim:
        """Give a new symbol for a size that is not the same on all paths that lead here."""
        count = self._used[_ANY] = self._used.get(_ANY, 0) + 1
        made = self._note(symbol(_ANY, count, flexible=True, may_be_zero=True))
        own = symbol_in(made)
        assert own is not None
        self._any.add(own)
        return made

    def _note(self, made: Dim) -> Dim:
        own = symbol_in(made)
        assert own is not None
        self._born[own] = self._birth()
        return made

    @staticmethod
    def size(own: Symbol) -> Size:
        """Give a symbol as a size."""
        return symbol(own.name, index_of(own), flexible=own.flexible, may_be_zero=own.may_be_zero)

    def note_fresh(self, fresh: tuple[Symbol, ...]) -> dict[Symbol | Dim, Size]:
        """Give a new symbol for each one that a rule made for a size that depends on data."""
        made: dict[Symbol | Dim, Size] = {old: self.named(old.name, may_be_zero=old.may_be_zero) for old in fresh}
        self._fresh |= {own for size in made.values() for own in symbols_of(size)}
        return made

    def fresh_at(self, fresh: tuple[Symbol, ...], node: ast.AST) -> Mapping[Symbol | Dim, Size]:
        """Give `note_fresh` at a node; where the same text stands for the same data, the same for the same text."""
        if self.by_text is None:
            return self.note_fresh(fresh)
        text = ast.dump(node)
        if text not in self.by_text:
            self.by_text[text] = self.note_fresh(fresh)
        return self.by_text[text]

    def is_any(self, size: Size) -> bool:
        """Tell whether a size has a symbol in it that stands for different sizes on different paths."""
        return isinstance(size, Dim) and any(own in self._any for own in symbols_of(size))

    def is_of_data(self, size: Size) -> bool:
        """Tell whether a size has a symbol in it that stands for one which depends on data."""
        return isinstance(size, Dim) and any(own in self._fresh for own in symbols_of(size))

    def is_made_since(self, size: Dim, since: int) -> bool:
        """Tell whether a size has a symbol in it that was made after `since`."""
        return any(self._born.get(own, 0) > since for own in symbols_of(size))

    def shortened(self, size: Size) -> Size:
        """Give a symbol in place of a size that is too long to reckon with; the same size has the same symbol.

        That the size is at most some number is kept: a slice `x[i : i + 1]` has one item at most.
        """
        if not isinstance(size, Dim) or _parts(size) <= _MOST_PARTS:
            return size
        if size not in self._short:
            made, most = self.named(_ANY), bounds(terms_of(size))[1]
            self._short[size] = made if most is None or most < 1 else minimum(made, most)
        return self._short[size]

    def renewed(self, value: Value) -> Value:
        """Give a value that stands for all items of something, for one more of them."""
        own = symbol_in(value) if isinstance(value, Dim) else None
        if own is not None:
            made = self.named(own.name.rstrip("_0123456789") or own.name, may_be_zero=own.may_be_zero)
            new = symbol_in(made)
            assert new is not None
            self.renewals[new] = self.renewals.get(own, own)
            return made
        return self._with_new(value, lambda own: own in self._any)

    def turned(self, value: Value) -> Value:
        """Give a value that stands for all items, for one turn; its number is the same one in all of the turn."""
        found = self.renewed(value)
        own = symbol_in(found) if isinstance(found, Dim) else None
        if own is not None:
            self.turning.add(own)
        return found

    def refreshed(self, value: Value, since: int) -> Value:
        """Give a value with new symbols for those made after `since`.

        What a list of unknown length has as its one element stands for many: two of them need not agree in a size
        that was found while the list was filled.
        """
        return self._with_new(value, lambda own: self._born.get(own, 0) > since)

    def _with_new(self, value: Value, is_old: Callable[[Symbol], bool]) -> Value:
        names: dict[Symbol | Dim, Size] = {}

        def renew(size: Size) -> Size:
            if not isinstance(size, Dim):
                return size
            for own in symbols_of(size):
                if own not in names and is_old(own):
                    names[own] = self.any()
            return substitute(size, names) if names else size

        return _mapped(value, renew)


def _parts(size: Dim) -> int:
    """Return how many atoms and terms a size has, those inside of others included."""
    return sum(sum(atom.parts for atom, _ in monomial) or 1 for monomial, _ in size.terms)


def _mapped(value: Value, change: Callable[[Size], Size]) -> Value:
    if isinstance(value, Array):
        return value.map(change)
    if isinstance(value, Dim):
        return change(value)
    if isinstance(value, tuple) and type(value) is tuple:
        return tuple(_mapped(item, change) for item in value)
    return value
