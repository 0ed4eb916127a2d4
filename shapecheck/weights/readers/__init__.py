"""Files of weights: one reader a format. Shapes are read, not the numbers, as far as the format allows.

A reader is a module with `SUFFIXES` and `read(path)`, which gives a `Saved` or raises `CannotRead`; adding the file is
all that it takes.
"""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import MappingProxyType

from shapecheck.language import say
from shapecheck.weights.stored import CannotRead, Saved

__all__ = ["SUFFIXES", "read"]


def _suffixes() -> Mapping[str, str]:
    """Find which module reads which suffix."""
    names = sorted(info.name for info in iter_modules(__path__))
    modules = {name: import_module(f"{__name__}.{name}") for name in names}
    return MappingProxyType({suffix: name for name, module in modules.items() for suffix in module.SUFFIXES})


SUFFIXES = _suffixes()
"""The module that reads a file, by the file's suffix."""


def read(path: Path) -> Saved:
    """Read the names and shapes of the arrays in a file.

    Raises
    ------
    CannotRead
        If the file is no file of weights, or is damaged, or the library that reads it is not installed.
    """
    reader = SUFFIXES.get(path.suffix.lower())
    if reader is None:
        raise CannotRead(
            say(
                "its name must end in {names} (got {suffix})",
                names=", ".join(SUFFIXES),
                suffix=path.suffix or "no suffix",
            )
        )
    if path.stat().st_size == 0:
        raise CannotRead(say("the file is empty"))
    saved: Saved = import_module(f"{__name__}.{reader}").read(path)
    return saved
