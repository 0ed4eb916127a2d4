"""Output: one folder for each thing that is printed, one file in it for each format.

A format is a module with `write(value, out, **options)`; adding the file is all that it takes to offer it.
"""

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

__all__ = ["formats", "is_binary", "is_for_machines", "writer"]


def formats(kind: str) -> tuple[str, ...]:
    """Give the formats in which a kind of thing (`table`, `explain`, `trace`) can be printed, in sorted order."""
    package = import_module(f"{__name__}.{kind}")
    return tuple(sorted(info.name for info in iter_modules(package.__path__) if not info.name.startswith("_")))


def writer(kind: str, format: str) -> Callable[..., None]:  # noqa: A002
    """Give the function `write(value, out, **options)` that prints a kind of thing in a format."""
    write: Callable[..., Any] = import_module(f"{__name__}.{kind}.{format}").write
    return write


def is_binary(kind: str, format: str) -> bool:  # noqa: A002
    """Tell whether `write(value, out)` wants a stream of bytes: the format's module says so by `BINARY`."""
    return bool(getattr(import_module(f"{__name__}.{kind}.{format}"), "BINARY", False))


def is_for_machines(kind: str, format: str) -> bool:  # noqa: A002
    """Tell whether programs read a format, in English unless they ask: its module says so by `FOR_MACHINES`."""
    return bool(getattr(import_module(f"{__name__}.{kind}.{format}"), "FOR_MACHINES", False))
