"""`.pt` and `.pth`, as `torch.save(model.state_dict(), path)` writes them: tensors only, mapped and not read."""

import warnings
import zipfile
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

from shapecheck.weights.stored import CannotRead, LeftOut, Saved, Stored, checked_shape, printable

__all__ = ["SUFFIXES", "read"]

SUFFIXES = (".pt", ".pth")


def read(path: Path) -> Saved:
    """Read what a checkpoint has in it, nested dicts and lists included; only tensors are ever unpickled."""
    try:
        torch: Any = import_module("torch")
    except ModuleNotFoundError:
        raise CannotRead("this needs PyTorch: pip install 'shapecheck-numpy[torch]'") from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about old formats
            # Files of the old format, which are not zip files, cannot be mapped.
            content = torch.load(path, map_location="meta", weights_only=True, mmap=zipfile.is_zipfile(path))
    except UnpicklingError:
        message = "it has more in it than tensors, or is damaged: save with torch.save(model.state_dict(), path)"
        raise CannotRead(message) from None
    except Exception as error:  # PyTorch says in many ways that a file is damaged
        said = " ".join(str(error).split())[:100] or type(error).__name__
        raise CannotRead(f"it is no whole file of PyTorch ({said})") from None
    arrays: list[Stored] = []
    left_out: list[LeftOut] = []
    for name, value in _leaves(content):
        if isinstance(value, torch.Tensor):
            arrays.append(Stored(name, checked_shape(name, tuple(value.shape))))
        else:
            left_out.append(LeftOut(name, None, "no tensor"))
    return Saved(tuple(arrays), tuple(left_out))


def _leaves(content: object) -> Iterator[tuple[str, object]]:
    """Give what is in nested dicts and lists, with the path to it: `model.fc1.weight`; each dict and list once."""
    seen: set[int] = set()
    pending: list[tuple[str, object]] = [("", content)]
    while pending:
        name, value = pending.pop()
        if isinstance(value, Mapping):
            items: list[tuple[object, object]] = list(value.items())
        elif isinstance(value, (list, tuple)):
            items = list(enumerate(value))
        else:
            yield name or "the content", value
            continue
        if id(value) not in seen:
            seen.add(id(value))
            pending += reversed([(f"{name}.{printable(key)}" if name else printable(key), item) for key, item in items])
