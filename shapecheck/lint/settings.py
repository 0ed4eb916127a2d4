"""The linter's settings: which rules are asked of which files. `[tool.shapecheck]` of pyproject.toml, then options."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from pathlib import Path, PurePath

from shapecheck.language import say
from shapecheck.lint.settings_table import (
    SELECTIONS,
    SEVERITIES,
    SettingsError,
    code_of,
    more,
    per_file,
    strings,
    table_of,
    versions,
)
from shapecheck.lint.table import LINT_RULES
from shapecheck.ops.history import NEWEST, Version

__all__ = [
    "DEFAULT_EXCLUDE",
    "SEVERITIES",
    "Layer",
    "Nearest",
    "Settings",
    "SettingsError",
    "chosen",
    "code_of",
    "read_settings",
]

# The rules that are asked where nobody chooses; those in preview must be named in full.
DEFAULT_CODES = frozenset(code for code, rule in LINT_RULES.items() if not rule.preview)
# What ruff leaves out as well.
DEFAULT_EXCLUDE = tuple(
    """.bzr .direnv .eggs .git .git-rewrite .hg .ipynb_checkpoints .mypy_cache .nox .pants.d .pyenv .pytest_cache
    .pytype .ruff_cache .svn .tox .venv .vscode __pycache__ __pypackages__ _build buck-out build dist node_modules
    site-packages venv""".split()
)


@dataclass(frozen=True, slots=True)
class Layer:
    """A choice of rules by names, codes and beginnings of codes: the longest decides, and ignoring before selecting.

    `select` and the fields behind `ignore` are None where the choice of the layer below is kept.
    """

    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    min_severity: str | None = None
    respect_gitignore: bool | None = None
    fix: bool | None = None
    unsafe_fixes: bool | None = None
    help: bool | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What the linter is told.

    Parameters
    ----------
    codes : frozenset of str
        The codes of the rules that are asked.
    exclude : tuple of str
        Names and patterns of files and folders that are left out when a folder is gone through.
    per_file_ignores : tuple of (str, tuple of str)
        Patterns of files, each with the beginnings of codes that are ignored there.
    root : str
        The folder that patterns are relative to.
    respect_gitignore : bool
        Whether what `.gitignore` files name is left out too.
    src : tuple of str
        Folders from which modules are imported, besides those that the layout of the files says.
    numpy : tuple of Version, optional
        The versions of NumPy that are meant; where it is left out, those that the project of a file requires.
    fix, unsafe_fixes : bool
        Whether the command applies safe fixes, and the other ones too.
    help : bool
        Whether it is looked for what may be written instead.
    """

    codes: frozenset[str] = DEFAULT_CODES
    exclude: tuple[str, ...] = DEFAULT_EXCLUDE
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    root: str = field(default_factory=lambda: str(Path.cwd()))
    respect_gitignore: bool = True
    src: tuple[str, ...] = ()
    numpy: tuple[Version, ...] | None = None
    fix: bool = False
    unsafe_fixes: bool = False
    help: bool = True

    def of(self, path: str | Path) -> "Settings":  # noqa: ARG002  (as `Nearest` has it)
        """Give the settings of a file or folder: these."""
        return self

    def excludes(self, path: Path) -> bool:
        """Tell whether a file or folder is left out."""
        return any(self._matches(path, pattern) for pattern in self.exclude)

    def leaves_out(self, path: str) -> bool:
        """Tell whether a file that nobody named is left out, itself or with a folder that it is in."""
        full = Path(path).absolute()
        return any(self.excludes(part) for part in (full, *full.parents))

    def enabled(self, code: str, path: str) -> bool:
        """Tell whether a rule is asked about a file."""
        if code not in self.codes:
            return False
        return not any(
            code.startswith(prefix)
            for pattern, prefixes in self.per_file_ignores
            if self._matches(Path(path), pattern)
            for prefix in prefixes
        )

    def _matches(self, path: Path, pattern: str) -> bool:
        """Tell whether a pattern is a path's name, or the path itself as seen from the root."""
        pattern = pattern.rstrip("/")
        if fnmatch(path.name, pattern):
            return True
        return fnmatch(path.absolute().as_posix(), _whole(Path(self.root), pattern))


def _whole(root: PurePath, pattern: str) -> str:
    """Give a pattern as seen from everywhere, with slashes: one with a drive or a share is so already."""
    return (root / pattern).as_posix()


def chosen(layers: Iterable[Layer]) -> frozenset[str]:
    """Give the codes that the layers choose, the last one last.

    Raises
    ------
    SettingsError
        When a beginning is that of no code.
    """
    codes: frozenset[str] = DEFAULT_CODES
    least = SEVERITIES[0]
    for layer in layers:
        ignored = tuple(map(code_of, layer.ignore))
        taken = tuple(map(code_of, (*(layer.select or ()), *layer.extend_select)))
        base = codes if layer.select is None else frozenset()
        codes = frozenset(
            code
            for code, rule in LINT_RULES.items()
            if _takes(code, base, taken, ignored) and (not rule.preview or code in {*taken, *base})
        )
        least = layer.min_severity or least
    told = SEVERITIES[SEVERITIES.index(least) :]
    return frozenset(code for code in codes if LINT_RULES[code].severity in told)


def _takes(code: str, base: frozenset[str], taken: Sequence[str], ignored: Sequence[str]) -> bool:
    def longest(prefixes: Sequence[str]) -> int:
        return max((0 if p == "ALL" else len(p) for p in prefixes if p == "ALL" or code.startswith(p)), default=-1)

    inside, outside = longest(taken), longest(ignored)
    if outside >= 0 and outside >= inside:
        return False
    return inside >= 0 or code in base


def read_settings(
    first: Path,
    config: Path | None = None,
    options: Layer | None = None,
    exclude: Sequence[str] = (),
    *,
    isolated: bool = False,
) -> Settings:
    """Give the settings for a run.

    Parameters
    ----------
    first : Path
        The first file or folder to lint: the nearest pyproject.toml with `[tool.shapecheck]` above it is read.
    config : Path, optional
        The file to read instead.
    options : Layer, optional
        The choice of the command line, which wins.
    exclude : sequence of str
        More to leave out.
    isolated : bool
        Whether no file is read.

    Raises
    ------
    SettingsError
        When a setting cannot be read.
    """
    path = None if isolated else config or _nearest(first)
    table = {} if path is None else table_of(path, required=config is not None)
    selections = {name: strings(table, name, path) for name in SELECTIONS}
    below = Layer(
        selections["select"] if "select" in table else None,
        selections["extend-select"],
        (*selections["ignore"], *selections["extend-ignore"]),
    )
    below = replace(below, **more(table, path))
    options = options or Layer()
    if below.fix and below.help is False:
        raise SettingsError(say("{path}: fix = true needs the fixes that help = false does not look for", path=path))
    has_help = _last(options.help, options.fix or None, below.help, True)
    settings = Settings(
        chosen([below, options]),
        (
            *(strings(table, "exclude", path) if "exclude" in table else DEFAULT_EXCLUDE),
            *strings(table, "extend-exclude", path),
            *exclude,
        ),
        per_file(table, path),
        respect_gitignore=_last(options.respect_gitignore, below.respect_gitignore, True),
        fix=has_help and _last(options.fix, below.fix, False),
        unsafe_fixes=_last(options.unsafe_fixes, below.unsafe_fixes, False),
        help=has_help,
    )
    if path is None:
        return replace(settings, numpy=NEWEST) if isolated else settings
    if "numpy" in table:
        settings = replace(settings, numpy=versions(table["numpy"], path))
    root = path.absolute().parent
    return replace(settings, root=str(root), src=tuple(str(root / folder) for folder in strings(table, "src", path)))


def _last(*values: bool | None) -> bool:
    """Return the first of some values that was said, that of the last layer first."""
    return next(value for value in values if value is not None)


class Nearest:
    """The settings of each file: those of the nearest pyproject.toml above it, and the options of the command line.

    Parameters
    ----------
    options : Layer, optional
        The choice of the command line, which wins.
    exclude : sequence of str
        More to leave out.
    """

    def __init__(self, options: Layer | None = None, exclude: Sequence[str] = ()) -> None:
        self._options = options
        self._exclude = tuple(exclude)
        self._files: dict[Path, Path | None] = {}  # the pyproject.toml of each folder
        self._settings: dict[Path | None, Settings] = {}

    def of(self, path: str | Path) -> Settings:
        """Give the settings of a file or folder.

        Raises
        ------
        SettingsError
            When they cannot be read.
        """
        start = Path(path).absolute()
        file = self._file_of(start if start.is_dir() else start.parent)
        if file not in self._settings:
            found = read_settings(start, file, self._options, self._exclude, isolated=file is None)
            self._settings[file] = replace(found, numpy=None) if file is None else found
        return self._settings[file]

    def _file_of(self, folder: Path) -> Path | None:
        if folder not in self._files:
            file = folder / "pyproject.toml"
            above = folder.parent
            self._files[folder] = file if _has_settings(file) else None if above == folder else self._file_of(above)
        return self._files[folder]


def _nearest(first: Path) -> Path | None:
    return next((file for file in _above(first) if _has_settings(file)), None)


def _above(path: Path) -> Iterator[Path]:
    start = path.absolute()
    return (folder / "pyproject.toml" for folder in (start, *start.parents))


def _has_settings(file: Path) -> bool:
    """Tell whether a pyproject.toml has a table of ours; one that cannot be read and speaks of it is said to."""
    import tomllib

    try:
        text = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
        tool = tomllib.loads(text).get("tool") if "shapecheck" in text else None
    except OSError:
        return False
    except tomllib.TOMLDecodeError:
        return "tool.shapecheck" in text
    return isinstance(tool, dict) and "shapecheck" in tool
