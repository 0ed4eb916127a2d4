"""What a file of weights has in it: names and shapes, never the numbers."""

from dataclasses import dataclass

from shapecheck.language import say

__all__ = ["CannotRead", "LeftOut", "Saved", "Stored", "checked_shape", "printable"]

_LONGEST_NAME = 1_000  # characters
_LARGEST = 2**63 - 1  # the largest index that NumPy has


class CannotRead(Exception):
    """A file has no weights that could be read; carries the reason."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class Stored:
    """An array of a file: its name there, and its shape."""

    name: str
    shape: tuple[int, ...]

    def __str__(self) -> str:
        return f"{self.name} {self.shape}"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is no layer of the network, with its shape where it has one, and why."""

    name: str
    shape: tuple[int, ...] | None
    reason: str

    def __str__(self) -> str:
        shape = "" if self.shape is None else f" {self.shape}"
        return say("{place}: {message}", place=f"{self.name}{shape}", message=self.reason)


@dataclass(frozen=True, slots=True)
class Saved:
    """What a file has in it, in the order of the file.

    `ordered` says whether those who write such files keep the order in which the layers were made.
    """

    arrays: tuple[Stored, ...]
    left_out: tuple[LeftOut, ...] = ()
    ordered: bool = True


def checked_shape(name: str, shape: object) -> tuple[int, ...]:
    """Give a shape that a file states, as a tuple of sizes that an array can have.

    Raises
    ------
    CannotRead
        If no array can have it.
    """
    sizes = tuple(shape) if isinstance(shape, (tuple, list)) else (None,)
    if not all(type(size) is int and 0 <= size <= _LARGEST for size in sizes):
        raise CannotRead(
            say(
                "the sizes of {name} must be from 0 to {largest} (got {shape})",
                name=name,
                largest=_LARGEST,
                shape=str(shape)[:60],
            )
        )
    return tuple(size for size in sizes if size is not None)


def printable(name: object) -> str:
    """Give a name without what would move the cursor of a terminal.

    Raises
    ------
    CannotRead
        If it is longer than any name of an array.
    """
    text = str(name)
    if len(text) > _LONGEST_NAME:
        raise CannotRead(say("a name in it has {count} characters", count=f"{len(text):,}"))
    return text if text.isprintable() else ascii(text)[1:-1]
