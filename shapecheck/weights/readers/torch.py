"""`.pt` and `.pth`, as `torch.save(model.state_dict(), path)` writes them: names and shapes, without PyTorch.

The file says how its objects are made by the names of functions, which are looked up in a table of what makes tensors
and dicts of them and nothing else. Any other name stands for an object that is left out; no code of the file is run,
and none of the numbers is read.

References
----------
PyTorch, "Serialization semantics"; Python, `pickle`, "Restricting globals".
"""

import io
import pickle
import pickletools
import zipfile
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO, Self

from shapecheck.language import Phrase, say
from shapecheck.weights.pickles import check
from shapecheck.weights.stored import CannotRead, LeftOut, Saved, Stored, checked_shape, printable

__all__ = ["SUFFIXES", "read"]

SUFFIXES = (".pt", ".pth")

_LARGEST = 32 * 2**20  # bytes of the names and shapes; a tensor has about two hundred
_MOST_PACKED = 8  # bytes for one of the file: PyTorch does not pack them at all
_MAGIC = 0x1950A86A20F9469CFC6C  # of the format before PyTorch 1.6
_ADVICE = Phrase("save with torch.save(model.state_dict(), path)")


def read(path: Path) -> Saved:
    """Read what a checkpoint has in it, nested dicts and lists included."""
    try:
        with path.open("rb") as file:
            content = _of_zip(file) if zipfile.is_zipfile(file) else _of_old_format(file)
        return _saved(content)
    except (CannotRead, OSError):
        raise
    except (Exception, MemoryError) as error:  # a damaged pickle fails in many ways
        said = " ".join(str(error).split())[:100] or type(error).__name__
        raise CannotRead(say("it is not a complete PyTorch file ({said})", said=printable(said))) from None


def _saved(content: object) -> Saved:
    """Tell the tensors of what a file has in it from everything else."""
    if isinstance(content, _Other):
        raise CannotRead(say("it has a whole object instead of a dict of tensors: {advice}", advice=_ADVICE))
    arrays: list[Stored] = []
    left_out: list[LeftOut] = []
    for name, value in _leaves(content):
        if isinstance(value, _Tensor):
            arrays.append(Stored(name, checked_shape(name, value.shape)))
        else:
            left_out.append(LeftOut(name, None, Phrase("no tensor")))
    return Saved(tuple(arrays), tuple(left_out))


class _Tensor:
    """A tensor of the file: its shape."""

    def __init__(self, shape: object) -> None:
        self.shape = shape

    def __setstate__(self, state: object) -> None:
        """Leave attributes of the user's out."""


class _Other:
    """An object of any other kind; what the file would put into it is left out."""

    def __new__(cls, *_: object, **__: object) -> Self:
        """Take whatever the file would make it of."""
        return super().__new__(cls)

    def __init__(self, *_: object, **__: object) -> None: ...

    def __setstate__(self, state: object) -> None: ...

    def __setitem__(self, key: object, value: object) -> None: ...

    def append(self, item: object) -> None: ...

    def extend(self, items: object) -> None: ...

    def add(self, item: object) -> None: ...


def _third(*arguments: Any) -> _Tensor:
    """Make a tensor of `(storage, offset, size, ...)`."""
    return _Tensor(arguments[2])


def _second(*arguments: Any) -> _Tensor:
    """Make a tensor of `(dtype, size, ...)`."""
    return _Tensor(arguments[1])


def _first(*arguments: Any) -> object:
    """Make a parameter of `(tensor, requires_grad, hooks)`."""
    return arguments[0]


def _of_type(*arguments: Any) -> object:
    """Make a tensor of a class of the user's, `(function, class, arguments, state)`."""
    return arguments[0](*arguments[2])


class _Maker:
    """A function that a file may call, and whose attributes it may not set."""

    __slots__ = ("_make",)

    def __init__(self, make: Callable[..., object]) -> None:
        self._make = make

    def __call__(self, *arguments: object) -> object:
        """Make an object of the file."""
        return self._make(*arguments)

    def __setstate__(self, state: object) -> None:
        """Refuse a state: the same function makes the objects of other files."""
        raise CannotRead(say("it changes what makes its tensors"))


_FUNCTIONS: Mapping[tuple[str, str], Callable[..., object]] = MappingProxyType(
    {
        ("torch._utils", "_rebuild_tensor"): _third,
        ("torch._utils", "_rebuild_tensor_v2"): _third,
        ("torch._utils", "_rebuild_tensor_v3"): _third,
        ("torch._utils", "_rebuild_qtensor"): _third,
        ("torch._utils", "_rebuild_meta_tensor_no_storage"): _second,
        ("torch._utils", "_rebuild_parameter"): _first,
        ("torch._utils", "_rebuild_parameter_with_state"): _first,
        ("torch._tensor", "_rebuild_from_type_v2"): _of_type,
    }
)
_CLASSES: Mapping[tuple[str, str], type] = MappingProxyType(
    {("collections", "OrderedDict"): OrderedDict, ("torch", "Size"): tuple}
)


class _Unpickler(pickle.Unpickler):
    """Makes tensors without numbers, and dicts and lists of them."""

    def find_class(self, module: str, name: str) -> Any:
        """Give what takes the place of a function or a class of the file."""
        function = _FUNCTIONS.get((module, name))
        return _CLASSES.get((module, name), _Other) if function is None else _Maker(function)

    def persistent_load(self, pid: object) -> object:  # noqa: ARG002  (the numbers, which are not read)
        """Give what takes the place of the numbers of a tensor."""
        return _Other()


def _of_zip(file: BinaryIO) -> object:
    with zipfile.ZipFile(file) as archive:
        members = [member for member in archive.infolist() if member.filename.rpartition("/")[2] == "data.pkl"]
        if not members:
            raise CannotRead(say("it is a zip file without data.pkl, which PyTorch's have"))
        if any("/code/" in name for name in archive.namelist()):
            raise CannotRead(say("it is a TorchScript program: {advice}", advice=_ADVICE))
        if members[0].file_size > _LARGEST:
            raise CannotRead(say("its names and shapes take more than {largest} bytes", largest=f"{_LARGEST:,}"))
        if members[0].file_size > _MOST_PACKED * max(members[0].compress_size, 1):
            raise CannotRead(say("its names and shapes are packed as PyTorch does not pack them"))
        with archive.open(members[0]) as stream:
            content = stream.read(_LARGEST)
    return _unpickled(io.BytesIO(content))


def _of_old_format(file: BinaryIO) -> object:
    file.seek(0)
    content = file.read(_LARGEST)  # what comes first is what is wanted; the numbers come last
    if content.startswith(b"PK"):
        raise CannotRead(say("it is not a complete zip file: it is cut off or damaged"))
    stream = io.BytesIO(content)
    if _unpickled(stream) != _MAGIC:
        raise CannotRead(say("it was not written by torch.save"))
    _unpickled(stream)  # the version
    _unpickled(stream)  # the machine
    return _unpickled(stream)


def _unpickled(stream: io.BytesIO) -> object:
    """Load one pickle, after a look at what it would have Python reserve memory for."""
    start = stream.tell()
    check((operation, argument) for operation, argument, _ in pickletools.genops(stream))
    stream.seek(start)
    return _Unpickler(stream, encoding="utf-8").load()


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
