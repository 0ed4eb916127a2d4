"""Things that are said to be equal, pair by pair."""

from collections.abc import Hashable
from typing import Generic, TypeVar

__all__ = ["Groups"]

_Member = TypeVar("_Member", bound=Hashable)


class Groups(Generic[_Member]):
    """What is said to be equal, and what follows from it.

    Examples
    --------
    >>> sizes = Groups()
    >>> sizes.join("n", "k")
    >>> sizes.join("k", "m")
    >>> sizes.same("n", "m"), sizes.same("n", "j")
    (True, False)
    """

    __slots__ = ("_next",)

    def __init__(self) -> None:
        self._next: dict[_Member, _Member] = {}  # each with another one of its group, but for one

    def join(self, one: _Member, other: _Member) -> None:
        """Note that two are equal."""
        first, last = self._root(one), self._root(other)
        if first != last:
            self._next[first] = last

    def same(self, one: _Member, other: _Member) -> bool:
        """Tell whether two are equal by all that was noted."""
        return self._root(one) == self._root(other)

    def pairs(self) -> list[tuple[_Member, _Member]]:
        """Give pairs from which all that is equal follows."""
        return list(self._next.items())

    def _root(self, own: _Member) -> _Member:
        while own in self._next:
            own = self._next[own]
        return own
