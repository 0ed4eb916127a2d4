"""Which versions of NumPy a file is meant for: by the settings, else by what its project requires, else NumPy 2.

References
----------
PyPA, "Dependency specifiers" and "Version specifiers"; Poetry, "Dependency specification" (the caret).
"""

import ast
import configparser
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Any, TypeAlias

from shapecheck.infer.roots import folders_above
from shapecheck.language import say
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
            raise ValueError(say("{part!r} is no version of NumPy such as '>=1.26'", part=part))
        numbers = tuple(map(int, clause["version"].split(".")))
        found = tuple(version for version in found if _takes(clause["how"], numbers, version, clause["rest"]))
    if not found:
        first, last = VERSIONS[0], VERSIONS[-1]
        raise ValueError(
            say("{spec!r} takes no version from {first} to {last}", spec=spec, first=_number(first), last=_number(last))
        )
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
    first, last = map(_number, (versions[0], versions[-1]))
    if versions[-1] == VERSIONS[-1]:
        return say("{version} and newer", version=first)
    return first if first == last else say("{first} to {last}", first=first, last=last)


def _number(version: Version) -> str:
    return ".".join(map(str, version))


def versions_of(path: str) -> tuple[Version, ...]:
    """Return the versions that the project of a file requires: those of NumPy 2 where it says none.

    The nearest file that says it is taken, of one folder `pyproject.toml` before `setup.cfg`, `setup.py`,
    `requirements.txt` and conda's `environment.yml`; folders above the project are not looked at. Empty where it
    takes none of those that are known here: then nothing is said of versions.
    """
    for folder in () if path.startswith("<") else folders_above(os.path.dirname(os.path.abspath(path))):
        for name, read in _READERS.items():
            file = os.path.join(folder, name)
            try:
                changed = os.stat(file).st_mtime_ns
            except OSError:
                continue
            found = _required_in(file, changed, read)
            if found is not None:
                return found
    return NEWEST


@lru_cache(maxsize=1024)
def _required_in(file: str, changed: int, read: "_Reader") -> tuple[Version, ...] | None:
    """Return the versions that a file requires, None where it says nothing of NumPy."""
    del changed  # it tells the states of the file apart
    try:
        with open(file, encoding="utf-8") as opened:
            specs = list(read(opened.read(_LARGEST)))
    except (OSError, SyntaxError, ValueError, RecursionError, configparser.Error):
        return None
    if not specs:
        return None
    found: set[Version] = set()
    for spec in specs:  # one for each version of Python, perhaps
        with suppress(ValueError):
            found.update(range_of(spec))
    return tuple(sorted(found))  # none, where only versions are taken that are not known here


_LARGEST = 1_000_000  # characters of a file that are read
_Reader: TypeAlias = Callable[[str], Iterator[str]]


def _of_requirements(requirements: Iterable[Any]) -> Iterator[str]:
    """Yield the specifiers of NumPy in lines such as `numpy>=1.26; python_version < "3.13"`."""
    for requirement in requirements:
        found = _REQUIREMENT.fullmatch(requirement.strip()) if isinstance(requirement, str) else None
        spec = "" if found is None else found["spec"].strip()
        if spec and all(_CLAUSE.fullmatch(part.strip()) for part in spec.split(",")):
            yield spec


def _of_pyproject(text: str) -> Iterator[str]:
    """Yield the specifiers of a `pyproject.toml`: of the project, or as Poetry has them."""
    import tomllib

    project = tomllib.loads(text)
    own, tool = project.get("project"), project.get("tool")
    if isinstance(own, dict) and isinstance(own.get("dependencies"), list):
        yield from _of_requirements(own["dependencies"])
    poetry = tool.get("poetry") if isinstance(tool, dict) else None
    dependencies = poetry.get("dependencies") if isinstance(poetry, dict) else None
    wanted = dependencies.get("numpy") if isinstance(dependencies, dict) else None
    for one in wanted if isinstance(wanted, list) else [wanted]:
        spec = one.get("version") if isinstance(one, dict) else one
        if isinstance(spec, str) and spec != "*":
            yield spec


def _of_setup_cfg(text: str) -> Iterator[str]:
    """Yield the specifiers of `install_requires` in a `setup.cfg`."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.read_string(text)
    yield from _of_requirements(parser.get("options", "install_requires", fallback="").splitlines())


def _of_setup(text: str) -> Iterator[str]:
    """Yield the specifiers of `install_requires` in a `setup.py`, where that is a list written out."""
    tree = ast.parse(text)
    lists = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "install_requires":
            value = lists.get(node.value.id) if isinstance(node.value, ast.Name) else node.value
            parts = value.elts if isinstance(value, (ast.List, ast.Tuple)) else ()
            yield from _of_requirements(part.value for part in parts if isinstance(part, ast.Constant))


def _of_lines(text: str) -> Iterator[str]:
    """Yield the specifiers of a `requirements.txt`: without comments, and options such as `--hash`."""
    yield from _of_requirements(re.split(r"\s#|^#|\s--|\\$", line)[0] for line in text.splitlines())


def _of_conda(text: str) -> Iterator[str]:
    """Yield the specifiers of an `environment.yml` of conda's, where `numpy=1.26` is any 1.26."""
    for line in text.splitlines():
        found = _OF_CONDA.fullmatch(line)
        if found is not None:
            spec = f"=={found['exact']}.*" if found["exact"] else found["spec"]
            yield from _of_requirements([f"numpy{spec}"])


_OF_CONDA = re.compile(
    r"""\s*-\s*["']?(?:[\w-]+::)?numpy\s*(?:=?\s*(?P<exact>\d+(?:\.\d+)?)(?:[.*][\w.*]*)?(?:=\S*)?"""
    r"""|(?P<spec>[<>=!~][^"'#]*?))["']?\s*(?:\#.*)?"""
)
_READERS: Mapping[str, _Reader] = {
    "pyproject.toml": _of_pyproject,
    "setup.cfg": _of_setup_cfg,
    "setup.py": _of_setup,
    "requirements.txt": _of_lines,
    "environment.yml": _of_conda,
    "environment.yaml": _of_conda,
}
