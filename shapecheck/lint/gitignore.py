"""What `.gitignore` files leave out.

Written here, since Git need not be installed where code is linted, and a library for it would be one more dependency of
every user for some fifty lines. References: gitignore(5), for the form of patterns and which of them decides.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Ignores", "repository_of"]


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A line: what it matches, as seen from the folder of its file, and whether it takes back what others ignore."""

    matches: re.Pattern[str]
    negated: bool
    folders_only: bool


@dataclass(frozen=True, slots=True)
class Ignores:
    """The patterns that hold in a folder: those of its own file, and those of the folders above it."""

    levels: tuple[tuple[str, tuple[_Pattern, ...]], ...] = ()  # a folder and its patterns, the outermost first

    @classmethod
    def above(cls, folder: Path) -> "Ignores":
        """Give the patterns that hold in a folder, which are those of its repository."""
        top = repository_of(folder)
        if top is None:
            return cls().within(folder)
        found = cls(_level(str(top), str(top / ".git" / "info" / "exclude")))
        for inner in (top, *(top / part for part in _ancestry(top, folder))):
            found = found.within(inner)
        return found

    def within(self, folder: Path) -> "Ignores":
        """Give the patterns that hold in a folder inside."""
        level = _level(str(folder), str(folder / ".gitignore"))
        return Ignores((*self.levels, *level)) if level else self

    def ignores(self, path: Path, *, is_folder: bool) -> bool:
        """Tell whether a file or folder is left out: the last pattern that matches decides, innermost file first."""
        full = path.as_posix()
        for folder, patterns in reversed(self.levels):
            inside = full[len(folder) + 1 :] if folder != "/" else full[1:]
            for pattern in reversed(patterns):
                if (is_folder or not pattern.folders_only) and pattern.matches.fullmatch(inside):
                    return not pattern.negated
        return False


def repository_of(folder: Path) -> Path | None:
    """Give the folder of the repository that a folder is in, if it is in one."""
    return next((here for here in (folder, *folder.parents) if (here / ".git").exists()), None)


def _ancestry(top: Path, folder: Path) -> Iterator[Path]:
    parts = folder.relative_to(top).parts
    return (Path(*parts[:count]) for count in range(1, len(parts) + 1))


def _level(folder: str, file: str) -> tuple[tuple[str, tuple[_Pattern, ...]], ...]:
    """Give the patterns of a file as a level, or nothing where it has none."""
    try:
        text = Path(file).read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return ()
    patterns = tuple(pattern for line in text.splitlines() if (pattern := _pattern(line)) is not None)
    return ((folder.replace(os.sep, "/").rstrip("/") or "/", patterns),) if patterns else ()


def _pattern(line: str) -> _Pattern | None:
    """Read a line; None where it has no pattern."""
    line = re.sub(r"(?<!\\)((?:\\\\)*) +$", r"\1", line)  # spaces at the end, unless the first has a backslash
    if not line or line.startswith("#"):
        return None
    negated = line.startswith("!")
    line = line.removeprefix("!")
    folders_only = line.endswith("/")
    line = line.rstrip("/") if folders_only else line
    if not line:
        return None
    anywhere = "/" not in line
    try:
        matches = re.compile(("(?:.*/)?" if anywhere else "") + _expression(line.removeprefix("/")), re.DOTALL)
    except re.error:
        return None
    return _Pattern(matches, negated, folders_only)


_PART = re.compile(
    r"(?P<start>^\*\*/)|(?P<end>/\*\*$)|(?P<middle>/\*\*/)|(?P<stars>\*+)|(?P<one>\?)"
    r"|\[(?P<not>[!^]?)(?P<set>\]?(?:\\.|\[:\w+:\]|[^\]\\])*)\]|\\(?P<plain>.)|(?P<other>.)",
    re.DOTALL,
)
_ALIKE = {"start": "(?:.*/)?", "end": "/.*", "middle": "/(?:.*/)?", "stars": "[^/]*", "one": "[^/]"}
_CLASSES = {
    "alnum": "a-zA-Z0-9", "alpha": "a-zA-Z", "blank": " \\t", "digit": "0-9", "lower": "a-z", "space": "\\s",
    "upper": "A-Z", "xdigit": "0-9a-fA-F", "punct": "!-/:-@\\[-`{-~",
}  # fmt: skip


def _expression(text: str) -> str:
    """Give the regular expression of a pattern."""
    parts = []
    for found in _PART.finditer(text):
        kind = found.lastgroup or ""
        if kind in _ALIKE:
            parts.append(_ALIKE[kind])
        elif found["set"] is not None:
            parts.append(f"(?!/)[{'^' if found['not'] else ''}{_members(found['set'])}]")
        elif found["other"] in {"[", "\\"}:
            raise re.error("a bracket that is not closed, or a backslash at the end, matches nothing")
        else:
            parts.append(re.escape(found["plain"] or found["other"]))
    return "".join(parts)


def _members(inner: str) -> str:
    """Give a set of characters as a regular expression has it: a class, a character with a backslash, a range."""
    parts = []
    for found in re.finditer(r"\[:(?P<name>\w+):\]|\\(?P<plain>.)|(?P<other>.)", inner, re.DOTALL):
        if found["name"] is not None:
            parts.append(_CLASSES.get(found["name"], ""))
        else:
            parts.append("-" if found["other"] == "-" else re.escape(found["plain"] or found["other"]))
    return "".join(parts)
