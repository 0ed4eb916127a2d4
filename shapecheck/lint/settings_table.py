"""What `[tool.shapecheck]` of a pyproject.toml has, checked value by value."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from shapecheck.language import say
from shapecheck.lint.table import LINT_RULES, RULE_NAMES
from shapecheck.lint.versions import range_of
from shapecheck.ops.history import Version

__all__ = [
    "SELECTIONS",
    "SEVERITIES",
    "SettingsError",
    "checked",
    "code_of",
    "more",
    "per_file",
    "strings",
    "table_of",
    "versions",
]

SELECTIONS = ("select", "extend-select", "ignore", "extend-ignore")
_SWITCHES = ("fix", "help", "respect-gitignore", "unsafe-fixes")
_KEYS = (
    *SELECTIONS, *_SWITCHES, "exclude", "extend-exclude", "min-severity", "numpy", "per-file-ignores", "src",
)  # fmt: skip
SEVERITIES = ("warning", "error")  # from the one that is left out first


class SettingsError(ValueError):
    """What the linter is asked to do cannot be done: the message says in one sentence what is wrong with the call.

    There is no such file, folder or rule, or a setting or a baseline cannot be read. What is wrong with a program that
    is read is never an error.
    """


def code_of(name: str) -> str:
    """Give the code of a rule by its name; a code, its beginning and `ALL` as they are.

    Raises
    ------
    SettingsError
        When no rule has that name, or a code that begins so.

    Examples
    --------
    >>> code_of("both-stretched"), code_of("shp1")
    ('SHP201', 'SHP1')
    """
    upper = name.upper()
    if upper == "ALL" or (upper and any(code.startswith(upper) for code in LINT_RULES)):
        return upper
    if name.lower() in RULE_NAMES:
        return RULE_NAMES[name.lower()]
    from difflib import get_close_matches  # where all is right it is not needed

    near = get_close_matches(name.lower(), RULE_NAMES, 1)
    if near:
        raise SettingsError(
            say(
                "no rule has a code that starts with {name}, or that name, did you mean {near}?",
                name=name,
                near=near[0],
            )
        )
    raise SettingsError(
        say("no rule has a code that starts with {name}, or that name: `shapecheck rule` lists them", name=name)
    )


def table_of(path: Path, *, required: bool) -> Mapping[str, Any]:
    """Return the table of a file; an empty one where there is none and none is required."""
    import tomllib

    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(say("{path} cannot be read: {error}", path=path, error=error.strerror)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(say("{path} cannot be read: {error}", path=path, error=error)) from None
    tool = found.get("tool", {})
    table = tool.get("shapecheck") if isinstance(tool, dict) else None
    if table is None:
        if required:
            raise SettingsError(say("{path} has no [tool.shapecheck]", path=path))
        return {}
    if not isinstance(table, dict):
        raise SettingsError(say("{path}: tool.shapecheck must be a table", path=path))
    for key in table:
        if key not in _KEYS:
            raise SettingsError(
                say(
                    "{path}: [tool.shapecheck] has no setting {key!r}: it may have {keys}",
                    path=path,
                    key=key,
                    keys=", ".join(_KEYS),
                )
            )
    return table


def versions(value: object, path: Path) -> tuple[Version, ...]:
    """Return the versions of NumPy that a setting names."""
    if not isinstance(value, str):
        raise SettingsError(
            say("{path}: numpy must be versions such as '>=1.26' (got {value!r})", path=path, value=value)
        )
    try:
        return range_of(value)
    except ValueError as error:
        raise SettingsError(say("{path}: numpy: {error}", path=path, error=error)) from None


def more(table: Mapping[str, Any], path: Path | None) -> dict[str, Any]:
    """Read the settings that are one value each."""
    found: dict[str, Any] = {}
    if "min-severity" in table:
        if table["min-severity"] not in SEVERITIES:
            raise SettingsError(
                say(
                    "{path}: min-severity must be one of {severities} (got {value!r})",
                    path=path,
                    severities=", ".join(map(repr, SEVERITIES)),
                    value=table["min-severity"],
                )
            )
        found["min_severity"] = table["min-severity"]
    for name in _SWITCHES:
        if name in table:
            if not isinstance(table[name], bool):
                raise SettingsError(
                    say("{path}: {name} must be true or false (got {value!r})", path=path, name=name, value=table[name])
                )
            found[name.replace("-", "_")] = table[name]
    return found


def strings(table: Mapping[str, Any], key: str, path: Path | None) -> tuple[str, ...]:
    """Return the list of strings of a setting; an empty one where it is not set."""
    return checked(table.get(key, []), key, path)


def checked(value: Any, key: str, path: Path | None) -> tuple[str, ...]:
    """Return a list of strings, if a value is one."""
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise SettingsError(
            say("{path}: {key} must be a list of strings (got {value!r})", path=path, key=key, value=value)
        )
    return tuple(value)


def per_file(table: Mapping[str, Any], path: Path | None) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the codes that are ignored in files, by the patterns of their names."""
    value = table.get("per-file-ignores", {})
    if not isinstance(value, dict):
        raise SettingsError(
            say(
                "{path}: per-file-ignores must be a table of patterns with lists of codes (got {value!r})",
                path=path,
                value=value,
            )
        )
    return tuple(
        (pattern, tuple(map(code_of, checked(codes, say("per-file-ignores of {pattern!r}", pattern=pattern), path))))
        for pattern, codes in value.items()
    )
