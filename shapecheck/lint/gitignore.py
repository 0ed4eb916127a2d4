"""What `.gitignore` files leave out.

Written here, since Git need not be installed where code is linted, and a library for it would be one more dependency of
every user for some fifty lines. References: gitignore(5), for the form of patterns and which of them decides.
"""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

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
    kept = line.rstrip(" ")  # spaces at the end, unless the first has a backslash
    line = kept + " " if len(kept) < len(line) and (len(kept) - len(kept.rstrip("\\"))) % 2 else kept
    if not line or line.startswith("#"):
        return None
    negated = line.startswith("!")
    line = line.removeprefix("!")
    folders_only = line.endswith("/")
    line = line.removesuffix("/")  # one alone: no name ends with another
    if not line:
        return None
    anywhere = "/" not in line
    try:
        matches = re.compile(_expression(("**/" if anywhere else "") + line.removeprefix("/")), re.DOTALL)
    except re.error:
        return None
    return _Pattern(matches, negated, folders_only)


_PART = re.compile(
    r"(?P<slash>/)|(?P<stars>\*+)|(?P<one>\?)"
    r"|\[(?P<not>[!^]?)(?P<set>\]?(?:\\.|\[:\w+:\]|[^\]\\])*)\]|\\(?P<plain>.)|(?P<other>[^/*?\[\\]+|.)",
    re.DOTALL,
)
# Plain characters are read in one piece, as in `_PART`.
_MEMBER = re.compile(r"\[:(?P<name>\w+):\]|\\(?P<plain>.)|(?P<other>(?:[^\\\[-]|\[(?!:\w+:\]))+|.)", re.DOTALL)
_CLASSES = {
    "alnum": "a-zA-Z0-9", "alpha": "a-zA-Z", "blank": " \\t", "digit": "0-9", "lower": "a-z", "space": "\\s",
    "upper": "A-Z", "xdigit": "0-9a-fA-F", "punct": "!-/:-@\\[-`{-~",
}  # fmt: skip


def _expression(text: str) -> str:
    """Give the regular expression of a pattern.

    What stands between two stars is looked for once, from the left, and never again (an atomic group): where it is
    found first, most is left for the rest. So the time is bounded by the product of the lengths of the pattern and the
    path, however many stars there are.
    """
    *blocks, last = _split(_names(text), ["**"])
    if not blocks:
        return _path(last)
    first, *between = (f"{_path(block)}/" if block else "" for block in blocks)
    inner = "".join(f"(?>{_FOLDERS}{block})" for block in between if block)
    return first + inner + (_FOLDERS + _path(last) if last else ".+")


_FOLDERS = "(?:[^/]*/)*?"  # as few as will do


def _path(names: list[list[str]]) -> str:
    return "/".join(map(_name, names))


def _name(parts: list[str]) -> str:
    """Give the regular expression of the name of a file or folder."""
    first, *others = ("".join(chunk) for chunk in _split(parts, "*"))
    if not others:
        return first
    *between, last = others
    return f"(?>{first}{''.join(f'(?>[^/]*?{chunk})' for chunk in between if chunk)}[^/]*{last}(?=/|\\Z))"


_Item = TypeVar("_Item")


def _split(items: Iterable[_Item], mark: object) -> list[list[_Item]]:
    """Cut a list into what stands between the marks."""
    found: list[list[_Item]] = [[]]
    for item in items:
        if item == mark:
            found.append([])
        else:
            found[-1].append(item)
    return found


def _names(text: str) -> Iterator[list[str]]:
    """Give each name of a pattern as its parts: stars, and expressions for what is plain; `**` is any folders."""
    parts: list[str] = []
    for found in _PART.finditer(text):
        if found["slash"] or found["plain"] == "/":
            yield parts
            parts = []
        elif found["stars"]:
            start, end = found.span()
            alone = text[max(0, start - 1) : start] in {"", "/"} and text[end : end + 1] in {"", "/"}
            parts.append("**" if alone and len(found["stars"]) > 1 else "*")
        elif found["one"]:
            parts.append("[^/]")
        elif found["set"] is not None:
            parts.append(f"(?!/)[{'^' if found['not'] else ''}{_members(found['set'])}]")
        elif found["other"] in {"[", "\\"}:
            raise re.error("a bracket that is not closed, or a backslash at the end, matches nothing")
        else:
            parts.append(re.escape(found["plain"] or found["other"]))
    yield parts


def _members(inner: str) -> str:
    """Give a set of characters as a regular expression has it: a class, a character with a backslash, a range."""
    parts = []
    for found in _MEMBER.finditer(inner):
        if found["name"] is not None:
            parts.append(_CLASSES.get(found["name"], ""))
        else:
            parts.append("-" if found["other"] == "-" else re.escape(found["plain"] or found["other"]))
    return "".join(parts)
