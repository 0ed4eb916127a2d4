"""The architecture as the user writes it: `2,3,5,4,2,1`, `n_x,4,n_y`, or in general `n[0],...,n[L]`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from shapecheck.core.compare import at_least
from shapecheck.core.dim import Dim, Size, symbol, symbol_in, symbols_of
from shapecheck.core.notation.parse_size import parse_size
from shapecheck.core.verdict import Verdict
from shapecheck.errors import SpecError, SpecProblem
from shapecheck.language import say

__all__ = ["Architecture", "parse_architecture", "parse_batch", "parse_layers"]

_GENERAL = re.compile(r"n\[0\](,n\[\d+\])*,(\.\.\.|…),n\[L\]")
_MARKS = re.compile(r"[\[(,)\]]")
_EXAMPLES = symbol_in(symbol("m"))
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
    """Read the units of each layer; brackets around them, as Python prints a list, may be there.

    Raises
    ------
    SpecError
        With the place of what cannot be read.

    Examples
    --------
    >>> parse_architecture("n_x, 4, 1").sizes
    (n_x, 4, 1)
    """
    inner = text
    if text.strip()[:1] + text.strip()[-1:] in {"[]", "()"}:
        start, end = len(text) - len(text.lstrip()), len(text.rstrip())
        inner = f"{text[:start]} {text[start + 1 : end - 1]}"
    if not inner.strip():
        raise _error(text, 0, say("the sizes are missing: write those of all layers, such as 2,3,1"))
    if _GENERAL.fullmatch(inner.replace(" ", "")):
        return Architecture("n[0],...,n[L]", ())
    sizes = tuple([_layer_size(text, start, item) for start, item in _items(inner)])
    if len(sizes) == 1:
        message = say("one size is no network: write the input's and each layer's, such as 2,3,1")
        raise _error(text, len(text), message)
    return Architecture(",".join(map(str, sizes)), sizes)


def parse_batch(text: str, architecture: Architecture | None = None) -> Size:
    """Read the number of examples: a positive number, or a name such as `m`, which no layer of the network has.

    Raises
    ------
    SpecError
        With the place of what cannot be read, or of a name with a second meaning.
    """
    try:
        size = _size(text, 0, text)
    except SpecError as error:
        inner = error.payload
        raise _error(text, inner.position, say("the number of examples: {message}", message=inner.message)) from None
    if isinstance(size, Dim):
        position = len(text) - len(text.lstrip())
        if not text.strip().isidentifier():
            raise _error(
                text,
                position,
                say("the number of examples is a number or one name: write m, say (got {size})", size=size),
            )
        if text.strip() in {"l", "L"}:
            raise _error(
                text, position, say("{size} numbers the layers: give the number of examples another name", size=size)
            )
        taken = {found for layer in architecture.sizes for found in symbols_of(layer)} if architecture else set()
        if taken & set(symbols_of(size)):
            raise _error(
                text,
                position,
                say("{size} is the size of a layer: give the number of examples another name", size=size),
            )
    return size


def parse_layers(text: str, architecture: Architecture) -> tuple[int, int]:
    """Read which layers to print: `5:20`, both included; `5`, `5:` and `:20` as one expects; 0 is the input.

    Raises
    ------
    SpecError
        With the place of what cannot be read, or of a layer that is not there.

    Examples
    --------
    >>> parse_layers("2:", parse_architecture("2,3,5,4,2,1"))
    (2, 5)
    """
    if architecture.general:
        raise _error(text, 0, say("the general form has one layer, l: leave --layers out"))
    first, colon, last = text.partition(":")
    low = 0 if colon and not first.strip() else _layer(text, 0, first, architecture.layers)
    if not colon:
        return low, low
    high = architecture.layers if not last.strip() else _layer(text, len(first) + 1, last, architecture.layers)
    if low > high:
        raise _error(
            text,
            len(first) + 1,
            say("the last layer must not be before the first one (got {high} after {low})", high=high, low=low),
        )
    return low, high


def _layer(text: str, start: int, item: str, layers: int) -> int:
    position = start + len(item) - len(item.lstrip())
    number = item.strip()
    if not (number.isascii() and number.isdecimal()):
        raise _error(text, position, say("layers are written A:B, two numbers such as 5:20"))
    if len(number) > len(str(_LARGEST)) or int(number) > layers:
        raise _error(
            text, position, say("a layer must be from 0 to {layers} (got {number})", layers=layers, number=number[:20])
        )
    return int(number)


def _items(text: str) -> Iterator[tuple[int, str]]:
    """Give the parts between commas, those inside brackets left whole, and where each starts."""
    start = depth = 0
    for found in _MARKS.finditer(text):
        depth += (found[0] in "([") - (found[0] in ")]")
        if found[0] == "," and depth == 0:
            yield start, text[start : found.start()]
            start = found.end()
    yield start, text[start:]


def _layer_size(text: str, start: int, item: str) -> Size:
    words = item.split()
    if len(words) > 1 and all(word.isalnum() for word in words):
        place = start + item.index(words[0]) + len(words[0])
        raise _error(text, place, say("sizes are separated by commas: write one here, or remove the space"))
    size = _size(text, start, item)
    if isinstance(size, Dim) and _EXAMPLES in tuple(symbols_of(size)):
        position = start + item.index("m")
        raise _error(text, position, say("m is the number of examples: give this size another name"))
    return size


def _size(text: str, start: int, item: str) -> Size:
    stripped = item.strip()
    position = start + len(item) - len(item.lstrip())
    if not stripped:
        raise _error(text, start, say("a size is missing here: write a number or a name"))
    if stripped in {"...", "…"}:
        raise _error(text, position, say("'...' stands only in the general form: write n[0],...,n[L]"))
    digits = stripped.removeprefix("-")
    if digits.isdecimal() and digits.isascii() and len(digits) <= len(str(_LARGEST)):
        size: Size = int(stripped)
    else:
        try:
            size = parse_size(stripped)
        except SpecError as error:
            inner = error.payload
            raise _error(text, position + inner.position, inner.message) from None
    if at_least(size, 1) is Verdict.NO or (not isinstance(size, Dim) and size > _LARGEST):
        raise _error(
            text, position, say("a size must be from 1 to {largest} (got {size})", largest=_LARGEST, size=size)
        )
    return size


def _error(text: str, position: int, message: str) -> SpecError:
    return SpecError(SpecProblem(text, position, message))
