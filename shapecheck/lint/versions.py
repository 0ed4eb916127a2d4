"""Which versions of NumPy a file is meant for: by the settings, else by what its project requires, else NumPy 2.

References
----------
PyPA, "Dependency specifiers" and "Version specifiers"; Poetry, "Dependency specification" (the caret).
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from shapecheck.ops.history import NEWEST, VERSIONS, Version

__all__ = ["named", "range_of", "versions_of"]

_CLAUSE = re.compile(r"(?P<how>>=|<=|==|!=|~=|>|<|\^|)\s*(?P<version>\d+(?:\.\d+)*)(?P<rest>\.\*)?(?:[a-z.+-].*)?")
_REQUIREMENT = re.compile(r"numpy(?![\w.-])\s*(?:\[[^\]]*\])?\s*\(?(?P<spec>[^;)]*)\)?\s*(?:;.*)?", re.IGNORECASE)


def range_of(spec: str) -> tuple[Version, ...]:
    """Return the versions that a specifier such as `>=1.26,<2.3` takes, of those that are known here.

    Raises
    ------
    ValueError
        When it is no specifier, or takes none of them.
    """
    found = VERSIONS
    for part in filter(None, (clause.strip() for clause in spec.split(","))):
        clause = _CLAUSE.fullmatch(part)
        if clause is None:
            raise ValueError(f"{part!r} is no version of NumPy such as '>=1.26'")
        numbers = tuple(map(int, clause["version"].split(".")))
        found = tuple(version for version in found if _takes(clause["how"], numbers, version, clause["rest"]))
    if not found:
        first, last = VERSIONS[0], VERSIONS[-1]
        raise ValueError(f"{spec!r} takes no version from {named((first,))} to {named((last,))}")
    return found


def _takes(how: str, wanted: tuple[int, ...], version: Version, any_rest: str | None) -> bool:
    """Tell whether a clause takes any release of a minor version."""
    minor = (*wanted, 0)[:2]
    match how:
        case ">=" | ">":
            return version >= minor
        case "<":
            return version < minor or (version == minor and any(wanted[2:]))
        case "<=":
            return version <= minor
        case "~=":
            return version == minor if len(wanted) > 2 else version[0] == wanted[0] and version >= minor
        case "^":
            return version[0] == wanted[0] and version >= minor
        case "!=":
            return version != minor or len(wanted) > 2
    return version[: len(wanted)] == wanted[: len(version)] if any_rest or len(wanted) < 2 else version == minor


def named(versions: tuple[Version, ...]) -> str:
    """Return versions in words: `2.0`, `1.26`, `2.0 and newer`.

    Examples
    --------
    >>> named(((1, 26),)), named(VERSIONS[1:]), named(VERSIONS[:3])
    ('1.26', '2.0 and newer', '1.26 to 2.1')
    """
    first, last = (f"{major}.{minor}" for major, minor in (versions[0], versions[-1]))
    if versions[-1] == VERSIONS[-1]:
        return f"{first} and newer"
    return first if first == last else f"{first} to {last}"


def versions_of(path: str) -> tuple[Version, ...]:
    """Return the versions that the project of a file requires: those of NumPy 2 where it says none.

    Empty where it takes none of those that are known here: then nothing is said of versions.
    """
    for folder in () if path.startswith("<") else Path(path).absolute().parents:
        found = _required_in(folder)
        if found is not None:
            return found
    return NEWEST


@lru_cache(maxsize=1024)
def _required_in(folder: Path) -> tuple[Version, ...] | None:
    import tomllib

    try:
        project = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    specs = list(_specifiers(project))
    if not specs:
        return None
    found: set[Version] = set()
    for spec in specs:  # one for each version of Python, perhaps
        with suppress(ValueError):
            found.update(range_of(spec))
    return tuple(sorted(found))  # none, where only versions are taken that are not known here


def _specifiers(project: Mapping[str, Any]) -> Iterator[str]:
    own = project.get("project")
    for requirement in own.get("dependencies", ()) if isinstance(own, dict) else ():
        found = _REQUIREMENT.fullmatch(requirement) if isinstance(requirement, str) else None
        spec = "" if found is None else found["spec"].strip()
        if spec and all(_CLAUSE.fullmatch(part.strip()) for part in spec.split(",")):
            yield spec
    tool = project.get("tool")
    poetry = tool.get("poetry") if isinstance(tool, dict) else None
    dependencies = poetry.get("dependencies") if isinstance(poetry, dict) else None
    wanted = dependencies.get("numpy") if isinstance(dependencies, dict) else None
    if isinstance(wanted, dict):
        wanted = wanted.get("version")
    if isinstance(wanted, str) and wanted != "*":
        yield wanted
