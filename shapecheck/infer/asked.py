"""What uses ask of arguments: how many axes there are, that a value is an integer, or one number."""

from dataclasses import replace

from shapecheck.core.array import Array
from shapecheck.core.claims import Chooses, Claim, InRange, RankIs
from shapecheck.core.dim import symbols_of
from shapecheck.core.shape import Shape
from shapecheck.infer.arguments import MATRICES, Arguments
from shapecheck.infer.hints import Learned, solution
from shapecheck.infer.values import Opaque, Value
from shapecheck.ops.table import lookup

__all__ = ["Asked"]

_ELSEWHERE = frozenset(dir(list)) | frozenset(dir(dict))  # names that are no sign of an array


class Asked(Arguments):
    """What is learned of arguments by what is done with them."""

    __slots__ = ()

    def refined(self, value: Value, made: Array) -> Array:
        """Return what more is known of a value by a condition or an index, for all who have it."""
        own = self.solved(self.current(value))
        path = self.path_of(own) or self.path_of(value)
        if path is not None:
            self.supposed.pop(path, None)
        shape = made.shape
        if self.assumes and isinstance(own, Array) and own.shape.rank == shape.rank is not None:
            for pair in zip(own.shape.before, shape.before, strict=True):  # as long as the condition holds
                found = solution(*map(self.size, pair))
                if found is not None:
                    self._machine.journal.write(self, *found)
        known = own.shape if isinstance(own, Array) else Shape((), "...")
        if known.run not in {None, "..."} and known.least_rank <= shape.least_rank:
            first, last = len(known.before), len(known.after)
            if shape.run is None:
                self.bind_run(known.run, Shape(shape.before[first : len(shape.before) - last]))
            else:
                inner = Shape(shape.before[first:], self._new_run(), shape.after[: len(shape.after) - last])
                self.bind_run(known.run, inner)
                shape = Shape(shape.before, inner.run, shape.after)
        elif shape.run == "...":
            shape = Shape(shape.before, self._new_run(), shape.after)
        if shape.run is not None and len(shape.before) >= MATRICES:
            # Who names a second axis names all that there are; an index of one more is learned of.
            wanted = self.hints.ranks.get(path or (), 0) - shape.least_rank
            more = self._new_sizes(max(wanted, 0), made.name)
            self.bind_run(shape.run, Shape(more))
            shape = Shape((*shape.before, *more, *shape.after))
        made = Array(shape, made.kind, made.name, made.origins, made.bare)
        self._sizes.update(part for size in (*shape.before, *shape.after) for part in symbols_of(size))
        if value is not own and not isinstance(own, Opaque):
            self.hold(own, made, lasts=not self.assumes)
        return self.hold(value, made, lasts=not self.assumes)

    def owner(self, owner: Value, name: str) -> Value:
        """Return what has an attribute: what has one of an array's is an array."""
        if name in {"T", "dot"}:
            owner = self.as_array(owner)
        elif name not in _ELSEWHERE and self.is_free(owner):
            owner = self.with_run(owner) if name == "shape" or lookup(f"ndarray.{name}") is not None else owner
        owner = self.solved(owner)
        if name == "shape" and isinstance(owner, Array) and owner.shape.rank:
            self._shapes[id(owner.shape.before)] = owner
        return owner

    def indexed(self, sizes: Value, key: Value) -> None:
        """Note that the program names an axis: it is no longer supposed that there are so many."""
        array = self._shapes.get(id(sizes))
        if array is None:
            return
        if type(key) is int:
            self.has_axes(array, key + 1)
        path = self.path_of(array)
        if path is not None and (key is None or (type(key) is int and key + 1 >= self.supposed.get(path, 0))):
            self.supposed.pop(path, None)

    def has_axes(self, array: Array, rank: int) -> None:
        """Learn that an array has more axes than it was supposed to have."""
        path = self.path_of(array)
        if path is not None and (array.shape.rank or rank) < rank and self.hints.ranks.get(path, 0) < rank:
            self.hints.ranks[path] = rank
            raise Learned

    def refuted(self, claim: Claim) -> None:
        """Learn that an array has another number of axes than it was supposed to have, as an operation on it fails."""
        match claim:
            case RankIs(operand, least, most):
                rank = least if most is None or (operand.shape.rank or 0) < least else most
            case InRange(int() as axis, of=Array() as operand, chooses=Chooses.AXIS):
                rank = axis + 1 if axis >= 0 else -axis
            case _:
                return
        path = self.path_of(operand)
        if path in self.supposed and self.hints.ranks.get(path or (), 0) < rank != operand.shape.rank:
            self.hints.ranks[path or ()] = rank
            raise Learned

    def with_rank(self, value: Value, rank: int) -> Value:
        """Return an operand with as many axes as an operation asks of it, whatever is passed."""
        value = self.solved(self.current(value))
        path = self.path_of(value)
        if isinstance(value, Array) and value.shape.rank is not None:
            if path in self.supposed and value.shape.rank != rank and self.hints.ranks.get(path) != rank:
                self.hints.ranks[path] = rank
                raise Learned
            self.supposed.pop(path or (), None)
            return value
        if not self.is_unknown(value):
            return value
        array: Array = self.solved(self.with_run(value))
        if array.shape.rank is not None or array.shape.least_rank > rank:
            return array
        new = self._new_sizes(rank - array.shape.least_rank, array.name)
        return self.refined(array, replace(array, shape=Shape((*array.shape.before, *new, *array.shape.after))))

    def with_last_axes(self, value: Value, count: int) -> Value:
        """Return an operand that has so many axes at its end, and any in front of them if none of them is named."""
        value = self.solved(self.current(value))
        if not self.is_unknown(value) or self.path_of(value) in self.hints.ranks:
            return self.as_array(value, count)
        array: Array = self.solved(self.with_run(value))
        if array.shape.before or len(array.shape.after) >= count or array.shape.rank is not None:
            return array if len(array.shape.after) >= count else self.as_array(array, count)
        new = self._new_sizes(count - len(array.shape.after), array.name)
        shape = Shape((), "...", (*new, *array.shape.after))
        return self.refined(array, replace(array, shape=shape))

    def with_axes(self, array: Array, count: int) -> Array:
        """Return an array of unknown axes as one that has so many at least."""
        new = self._new_sizes(count - len(array.shape.before), array.name)
        shape = Shape((*array.shape.before, *new), "...", array.shape.after)
        return self.refined(array, replace(array, shape=shape))

    def sized(self, value: Value) -> None:
        """Learn that a value is an integer, as it is used as a size."""
        value = self.current(value)
        is_number = isinstance(value, Opaque) and value.kind == "int" and value.size is None
        if is_number or (isinstance(value, Array) and value.shape.run not in {None, "..."}):
            paths = set(self.paths_of_run(value)) - self.hints.integers
            if paths:
                self.hints.integers |= paths
                raise Learned

    def numbered(self, value: Value) -> None:
        """Learn that a value has no axes, as it is used as one number."""
        if isinstance(value, Array) and value.shape.run not in {None, "..."}:
            paths = set(self.paths_of_run(value)) - self.hints.scalars
            if paths:
                self.hints.scalars |= paths
                raise Learned
