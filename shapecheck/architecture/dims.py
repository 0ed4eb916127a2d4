"""The architecture as the user writes it: `2,3,5,4,2,1`, `n_x,4,n_y`, or in general `n[0],...,n[L]`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from shapecheck.core.dim import Dim, Size
from shapecheck.core.parse_size import parse_size
from shapecheck.errors import SpecError, SpecProblem

__all__ = ["Architecture", "parse_architecture", "parse_batch"]

_GENERAL = re.compile(r"n\[0\](,n\[\d+\])*,(\.\.\.|…),n\[L\]")
_LARGEST = 2**63 - 1  # the largest index that NumPy has


@dataclass(frozen=True, slots=True)
class Architecture:
    """The number of units of each layer, the input features first.

    Parameters
    ----------
    text : str
        As the user wrote it.
    sizes : tuple of Size
        `n[0], ..., n[L]`; empty in general form.
    """

    text: str
    sizes: tuple[Size, ...]

    @property
    def general(self) -> bool:
        """Whether this is the general form, any number of layers of any size."""
        return not self.sizes

    @property
    def layers(self) -> int:
        """The number of layers L; the input does not count as one."""
        return len(self.sizes) - 1


def parse_architecture(text: str) -> Architecture:
    """Read the units of each layer.

    Raises
    ------
    SpecError
        With the place of what cannot be read.

    Examples
    --------
    >>> parse_architecture("n_x, 4, 1").sizes
    (n_x, 4, 1)
    """
    if not text.strip():
        raise SpecError(SpecProblem(text, 0, "the sizes are missing: write those of all layers, such as 2,3,1"))
    if _GENERAL.fullmatch(text.replace(" ", "")):
        return Architecture("n[0],...,n[L]", ())
    sizes = tuple(_size(text, start, item) for start, item in _items(text))
    if len(sizes) == 1:
        message = "one size is no network: write the input's and each layer's, such as 2,3,1"
        raise SpecError(SpecProblem(text, len(text), message))
    return Architecture(",".join(map(str, sizes)), sizes)


def parse_batch(text: str) -> Size:
    """Read the number of examples: a positive number, or a symbol such as `m`."""
    return _size(text, 0, text)


def _items(text: str) -> Iterator[tuple[int, str]]:
    """Give the parts between commas, those inside brackets left whole, and where each starts."""
    start = depth = 0
    for position, character in enumerate(text):
        depth += (character in "([") - (character in ")]")
        if character == "," and depth == 0:
            yield start, text[start:position]
            start = position + 1
    yield start, text[start:]


def _size(text: str, start: int, item: str) -> Size:
    stripped = item.strip()
    position = start + len(item) - len(item.lstrip())
    if not stripped:
        raise SpecError(SpecProblem(text, start, "a size is missing here: write a number or a name"))
    if stripped in {"...", "…"}:
        message = "'...' stands only in the general form: write n[0],...,n[L]"
        raise SpecError(SpecProblem(text, position, message))
    if stripped.isdecimal() and stripped.isascii() and len(stripped) <= len(str(_LARGEST)):
        size: Size = int(stripped)
    else:
        try:
            size = parse_size(stripped)
        except SpecError as error:
            inner = error.payload
            raise SpecError(SpecProblem(text, position + inner.position, inner.message)) from None
    if not isinstance(size, Dim) and not 1 <= size <= _LARGEST:
        message = f"a size must be from 1 to {_LARGEST} (got {size})"
        raise SpecError(SpecProblem(text, position, message))
    return size
