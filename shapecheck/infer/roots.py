"""Where the modules that a file imports are looked for: what Python's path would be, read off the files around it.

The current folder decides nothing: all of it is found from the file itself. Folders are named as the file is, relative
to the same place, so that what is found in them is.
"""

import os
from collections.abc import Iterator
from functools import lru_cache

__all__ = ["folders_above", "is_script", "roots_of"]

_MARKS = ("pyproject.toml", "setup.py", "setup.cfg", ".git")  # of a project's own folder
_FARTHEST = 4  # folders above a file of no project in which modules are looked for
_INSTALLED = frozenset({"site-packages", "dist-packages"})


def is_script(folder: str) -> bool:
    """Tell whether the files in a folder are run as scripts, which have their folder first on Python's path."""
    return not _has(folder, "__init__.py") and os.path.basename(os.path.abspath(folder)) not in _INSTALLED


def roots_of(folder: str) -> tuple[str, ...]:
    """Return the folders from which a file in a folder imports modules, the most likely first.

    These are the folder itself where it is no package, the one that the whole package is in, folders above with a
    `conftest.py`, `src` of the project and the project itself, and last, for want of anything better, all folders
    between, and a `src` in one of them. The nearest project decides, so that those in one repository do not see each
    other.

    Parameters
    ----------
    folder : str
        The folder of the file.
    """
    above = list(folders_above(folder))
    inside = next((at for at, path in enumerate(above) if not _has(path, "__init__.py")), 0)
    found = [above[inside], *(path for path in above[inside + 1 :] if _has(path, "conftest.py"))]
    if any(_has(above[-1], mark) for mark in _MARKS):
        source = os.path.join(above[-1], "src")
        found += [os.path.normpath(source)] if os.path.isdir(source) else []
        found.append(above[-1])
    sources = [os.path.normpath(os.path.join(path, "src")) for path in above[inside:] if _has(path, "src")]
    return tuple(dict.fromkeys((*found, *above, *filter(os.path.isdir, sources))))


def folders_above(folder: str) -> Iterator[str]:
    """Yield a folder and those above it, up to that of the project, or a few where there is none."""
    inside = _has(folder, "__init__.py")
    left = _FARTHEST
    while True:
        yield folder
        if any(_has(folder, mark) for mark in _MARKS) or not left:
            return
        upper = os.path.normpath(os.path.join(folder, os.pardir))
        if os.path.abspath(upper) == os.path.abspath(folder):
            return
        inside = inside and _has(upper, "__init__.py")
        left -= not inside
        folder = upper


def _has(folder: str, name: str) -> bool:
    path = os.path.join(folder, name)
    try:
        return _exists(path, os.stat(os.path.abspath(folder)).st_mtime_ns)
    except OSError:
        return False


@lru_cache(maxsize=4096)
def _exists(path: str, changed: int) -> bool:
    del changed  # a folder's time tells its states apart
    return os.path.exists(path)
