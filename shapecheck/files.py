"""Files that are written whole or not at all."""

import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

__all__ = ["replace_file"]


def replace_file(path: Path, content: bytes) -> None:
    """Write a file; one that is there stays as it is until the new one is whole, whatever happens before.

    What is there and is no ordinary file, such as `/dev/null` or a named pipe, is never replaced but written to.

    Raises
    ------
    OSError
        If it cannot be written: the disk is full, or the folder is not there or not ours. The message says so.
    """
    # What a link points to is replaced, not the link.
    target = Path(os.path.realpath(path))
    temporary = None
    try:
        if path.exists() and not path.is_file():
            # A device or a pipe is written to: putting a file in its place would take it from everybody else.
            path.write_bytes(content)
            return
        with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as out:
            temporary = Path(out.name)
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        temporary.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_mask())
        temporary.replace(target)
    except BaseException as error:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink()
        if isinstance(error, OSError):
            raise OSError(f"{path}: cannot be written: {error.strerror or error}") from None
        raise


def _mask() -> int:
    """Give the permissions that new files do not get."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
