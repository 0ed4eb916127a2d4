"""Data from outside of the program: what the functions give that read files. No file is opened.

How many axes an array has is said only where its reader says so; each size is one of its own, which nothing ties, and
is called after the variable that the array is assigned to.

References: the API documentation of NumPy (`load`, `loadtxt`, `genfromtxt`), h5py (datasets), SciPy (`io.loadmat`,
which gives arrays with two axes at least), Matplotlib, imageio, OpenCV and Pillow (images).
"""

import ast
from collections.abc import Mapping, Sequence

from shapecheck.core.array import Array, Bare
from shapecheck.core.shape import UNKNOWN_SHAPE, Shape
from shapecheck.infer.frames import Frame
from shapecheck.infer.machine import Builtin, Machine
from shapecheck.infer.records import VALUES, is_table
from shapecheck.infer.ruled import apply_ruled
from shapecheck.infer.tree import named_after
from shapecheck.infer.values import Library, Native, Opaque, Rows, Value
from shapecheck.ops.values import Dtype

__all__ = ["MAKING_ARRAYS", "READERS", "as_array", "data", "item_of", "member_of", "with_axes"]

MAKING_ARRAYS = frozenset(f"numpy.{name}" for name in "array asarray asfarray ascontiguousarray copy".split())
_FILE, _DATASET, _ARCHIVE, _MATLAB = "h5py.File()", "h5py.Dataset()", "numpy.lib.npyio.NpzFile()", "scipy.io.loadmat()"
_IMAGE, _GREY, _COLOUR = "PIL.Image.Image()", "PIL.Image.Image(L)", "PIL.Image.Image(RGB)"
_PICTURES = """matplotlib.pyplot.imread matplotlib.image.imread pylab.imread imageio.imread imageio.v2.imread
    imageio.v3.imread skimage.io.imread scipy.misc.imread scipy.ndimage.imread"""
_MODES = {"1": _GREY, "F": _GREY, "I": _GREY, "L": _GREY, "RGB": _COLOUR}
_KEEPING_MODE = "copy crop filter point resize rotate transpose"  # methods of an image that give one of its mode
_PLAIN_TEXTS = frozenset({"comments", "delimiter", "encoding", "filling_values", "fname", "max_rows", "skip_footer",
    "skip_header", "skiprows", "usecols", "converters", "missing_values"})  # fmt: skip


def data(
    machine: Machine,
    sizes: Sequence[int | None],
    node: ast.AST,
    frame: Frame,
    *,
    more: bool = False,
    kind: str | None = None,
    supposed: bool = False,
) -> Array:
    """Return an array of data from outside.

    Parameters
    ----------
    machine : Machine
        The analysis.
    sizes : sequence of (int or None)
        Those that its reader says; None for one that the data decides.
    node : ast.AST
        Where it is read: its sizes are called after what that is assigned to.
    frame : Frame
        The body being run.
    more : bool
        Whether it may have more axes behind these.
    kind : str, optional
        The kind of its elements.
    supposed : bool
        Whether it most likely has no more.
    """
    name = named_after(frame.source.tree).get(node, "")
    own = tuple(
        machine.symbols.named(f"{name or 'data'}_{axis}") if size is None else size for axis, size in enumerate(sizes)
    )
    shape = Shape(own, "..." if more else None)
    made = Array(shape, kind, name, bare=Bare.ARRAY, supposed=Shape(own) if more and supposed else None)
    return noted(machine, made)


def with_axes(machine: Machine, array: Array, rank: int) -> Array:
    """Return an array of data that is used as one with so many axes."""
    sizes = tuple(machine.symbols.named(f"{array.name or 'data'}_{axis}", may_be_zero=False) for axis in range(rank))
    return noted(machine, Array(Shape(sizes), array.kind, array.name, bare=Bare.ARRAY))


def noted(machine: Machine, array: Array) -> Array:
    """Return an array of data from outside; in a trial it is one of those whose sizes are asked about."""
    machine.has_data = True
    return array if machine.generic is None else machine.generic.given(array)


def item_of(machine: Machine, owner: Library, key: Value, node: ast.expr, frame: Frame) -> Value | None:
    """Return what an open file has at a key; None for anything else than such a file."""
    if owner.name == _FILE:
        return Library(_DATASET)  # or a group of these
    if owner.name == _DATASET:
        if isinstance(key, (str, Opaque)):
            return owner
        if key == slice(None):
            return data(machine, (None,), node, frame, more=True)
        whole = data(machine, (), node, frame, more=True)
        if key in ((), ...):
            return whole
        with machine.quiet():
            found = apply_ruled(machine, "ndarray.__getitem__", (whole, key), {}, node, frame)
        if isinstance(found, Array) and found.shape.rank is None:
            return noted(machine, Array(found.shape, name=whole.name))
        return found
    if owner.name == _ARCHIVE:
        return data(machine, (), node, frame, more=True)
    if owner.name == _MATLAB:
        if not isinstance(key, str) or key.startswith("__"):
            return machine.opaque()
        return data(machine, (None, None), node, frame, more=True, supposed=True)
    return None


def member_of(machine: Machine, owner: Library, name: str, node: ast.expr, frame: Frame) -> Value | None:
    """Return what an open file or a data set in it has under a name; None where nothing is known of that."""
    if owner.name == _DATASET:
        match name:
            case "value":
                return data(machine, (), node, frame, more=True)
            case "shape":
                return machine.opaque("shape")
            case "ndim" | "size":
                return machine.opaque("int")
    return None


def as_array(machine: Machine, value: Value, node: ast.expr, frame: Frame) -> Value:
    """Return the array that NumPy makes of a table, an image or a data set; any other value as it is."""
    if is_table(value):
        return value.cells[VALUES]
    if not isinstance(value, Library):
        return value
    match value.name:
        case "h5py.Dataset()":
            return data(machine, (), node, frame, more=True)
        case "PIL.Image.Image()":
            return data(machine, (None, None), node, frame, more=True)
        case "PIL.Image.Image(L)":
            return data(machine, (None, None), node, frame)
        case "PIL.Image.Image(RGB)":
            return data(machine, (None, None, 3), node, frame)
    return value


def _opened(name: str) -> Builtin:
    def run(machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
        del values, keywords
        machine.has_data = True
        return Library(name)

    return run


def _load(
    machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], node: ast.expr, frame: Frame
) -> Value:
    """Return what `np.load` gives, where the name of the file says which of the two it is."""
    name = values[0] if values else keywords.get("file")
    if isinstance(name, str) and name.endswith(".npz"):
        return Library(_ARCHIVE)
    if not (isinstance(name, str) and name.endswith(".npy")):
        return machine.opaque()
    may_be_objects = keywords.get("allow_pickle", values[2] if len(values) > 2 else False) is not False
    return data(machine, (), node, frame, more=True, kind="O" if may_be_objects else None)


def _text(
    machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], node: ast.expr, frame: Frame
) -> Value:
    """Return numbers that are read from the lines of a text: they have two axes at most, or those asked for."""
    rank = keywords.get("ndmin", 0)
    others = keywords.keys() - _PLAIN_TEXTS - {"ndmin", "unpack"}
    if len(values) != 1 or (others and not (others == {"dtype"} and _is_plain(keywords["dtype"]))):
        return machine.opaque()
    if "unpack" in keywords and type(keywords["unpack"]) is not bool:
        return machine.opaque()
    kind = None if "dtype" in keywords else "f"
    if rank == 2:
        return data(machine, (None, None), node, frame, kind=kind)
    label = named_after(frame.source.tree).get(node, "")
    return noted(machine, Rows(UNKNOWN_SHAPE, kind, label, bare=Bare.ARRAY))


def _is_plain(dtype: Value) -> bool:
    """Tell whether a type of elements is one of numbers: others may have fields, or be found out from the text."""
    if isinstance(dtype, Dtype):
        return dtype.kind is not None and dtype.kind in "fiuc"
    return isinstance(dtype, Native) and dtype.name in {"builtins.float", "builtins.int", "builtins.complex"}


def _matlab(machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    """Return what a file of MATLAB's has: arrays with two axes at least, unless they are squeezed."""
    del values
    machine.has_data = True
    plain = keywords.keys() <= {"file_name", "mdict", "appendmat", "mat_dtype", "chars_as_strings", "variable_names"}
    return Library(_MATLAB) if plain else machine.opaque()


def _picture(
    machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], node: ast.expr, frame: Frame
) -> Value:
    """Return an image as an array: rows and columns, and colours where it has some."""
    del values, keywords
    return data(machine, (None, None), node, frame, more=True)


def _picture_of_opencv(
    machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], node: ast.expr, frame: Frame
) -> Value:
    """Return an image as OpenCV reads it: in three colours, unless it is asked for another way."""
    flags = values[1] if len(values) > 1 else keywords.get("flags", 1)
    if flags == 1 or flags == Native("cv2.IMREAD_COLOR"):
        return data(machine, (None, None, 3), node, frame)
    grey = (type(flags) is int and flags == 0) or flags == Native("cv2.IMREAD_GRAYSCALE")
    return data(machine, (None, None), node, frame, more=not grey)


def _converted(_m: Machine, values: Sequence[Value], keywords: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    """Return an image of Pillow's in another mode."""
    mode = values[0] if values else keywords.get("mode")
    return Library(_MODES.get(mode, _IMAGE) if isinstance(mode, str) else _IMAGE)


def _readers() -> Mapping[str, Builtin]:
    found: dict[str, Builtin] = {
        "numpy.load": _load, "numpy.loadtxt": _text, "numpy.genfromtxt": _text,
        "h5py.File": _opened(_FILE), "scipy.io.loadmat": _matlab, "cv2.imread": _picture_of_opencv,
        "PIL.Image.open": _opened(_IMAGE),
        **dict.fromkeys(_PICTURES.split(), _picture),
    }  # fmt: skip
    for image in (_IMAGE, _GREY, _COLOUR):
        found[f"{image}.convert"] = _converted
        found |= {f"{image}.{name}": _opened(image) for name in _KEEPING_MODE.split()}
    return found


READERS: Mapping[str, Builtin] = _readers()
