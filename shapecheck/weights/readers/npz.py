"""`.npz`, as `numpy.savez` writes it: a zip file of `.npy` files, of which the headers are read and nothing else."""

import io
import lzma
import struct
import tokenize
import warnings
import zipfile
import zlib
from pathlib import Path

from shapecheck.language import Phrase, say
from shapecheck.weights.stored import CannotRead, LeftOut, Saved, Stored, checked_shape, printable

__all__ = ["SUFFIXES", "read"]

SUFFIXES = (".npz",)

_LONGEST_HEADER = 65_536  # bytes; those of arrays of numbers have about a hundred
_NO_NUMBERS = {
    "O": Phrase("an array of Python objects, which is not loaded: save with np.savez(path, **parameters)"),
    "V": Phrase("an array with named fields"),
    "U": Phrase("an array of text"),
    "S": Phrase("an array of text"),
    "M": Phrase("an array of dates"),
    "m": Phrase("an array of times"),
}
_DAMAGE = (
    zipfile.BadZipFile,
    OSError,  # a place before the start of the file
    struct.error,
    tokenize.TokenError,  # of a header that Python 2 may have written
    LookupError,
    OverflowError,
    AttributeError,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    ValueError,
    TypeError,
    RuntimeError,  # encrypted
    NotImplementedError,  # a kind of compression that Python does not know
    RecursionError,
    MemoryError,
)


def read(path: Path) -> Saved:
    """Read the headers. An array of objects is a pickle: it is never loaded."""
    with path.open("rb") as file:
        try:
            with zipfile.ZipFile(file) as archive:
                return _members(archive)
        except _DAMAGE as error:
            said = " ".join(str(error).split())[:100] or "damaged"
            raise CannotRead(say("it is not a complete .npz file ({said})", said=said)) from None


def _members(archive: zipfile.ZipFile) -> Saved:
    arrays: list[Stored] = []
    left_out: list[LeftOut] = []
    for member in archive.infolist():
        name = printable(member.filename.removesuffix(".npy"))
        if not member.filename.endswith(".npy"):
            left_out.append(LeftOut(name, None, Phrase("no array")))
            continue
        stated, kind = _header(archive, member)
        shape = None if stated is None else checked_shape(name, stated)
        if shape is None or kind in _NO_NUMBERS:
            left_out.append(LeftOut(name, shape, _NO_NUMBERS[kind]))
        else:
            arrays.append(Stored(name, shape))
    return Saved(tuple(arrays), tuple(left_out))


def _header(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> tuple[object, str]:
    """Give the shape that a member's header states, and the kind of its elements; None and `V` for named fields."""
    from numpy.lib import format as npy

    with archive.open(member) as file:
        start = io.BytesIO(file.read(_LONGEST_HEADER))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about headers that Python 2 wrote
        version = npy.read_magic(start)
        if version == (3, 0):
            return None, "V"
        reader = npy.read_array_header_1_0 if version == (1, 0) else npy.read_array_header_2_0
        shape, _, dtype = reader(start)
    return shape, "O" if dtype.hasobject else str(dtype.kind)
