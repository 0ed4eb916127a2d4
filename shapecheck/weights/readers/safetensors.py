"""`.safetensors`: the header at the start of the file has the names and shapes; the rest is not read."""

from importlib import import_module
from pathlib import Path
from typing import Any

from shapecheck.language import say
from shapecheck.weights.stored import CannotRead, Saved, Stored, checked_shape, printable

__all__ = ["SUFFIXES", "read"]

SUFFIXES = (".safetensors",)


def read(path: Path) -> Saved:
    """Read the header."""
    try:
        library: Any = import_module("safetensors")
    except ModuleNotFoundError:
        raise CannotRead(say("this needs safetensors: pip install safetensors")) from None
    try:
        with library.safe_open(path, framework="numpy") as file:
            found = [(name, file.get_slice(name).get_shape()) for name in file.keys()]  # noqa: SIM118  (not a mapping)
    except library.SafetensorError as error:
        raise CannotRead(
            say("it is not a complete .safetensors file ({names})", names=" ".join(str(error).split())[:100])
        ) from None
    # Those who write such files sort the tensors by type and name.
    arrays = tuple(Stored(printable(name), checked_shape(printable(name), shape)) for name, shape in found)
    return Saved(arrays, ordered=False)
