"""The linter from Python: for tools, tests, notebooks, and a page in a browser.

A program given as text is read in this process, and needs neither files nor other processes.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from shapecheck.infer.applied import Applied
from shapecheck.infer.shapes import Sizes, Variable, annotated, inferred
from shapecheck.infer.summaries import Summary
from shapecheck.language import said, say
from shapecheck.lint.examine import notices_of
from shapecheck.lint.files import CannotRead, Text, decoded, text_of
from shapecheck.lint.fixing.contents import with_edits
from shapecheck.lint.fixing.rounds import fixed
from shapecheck.lint.notice import Notice
from shapecheck.lint.outcome import Outcome, Unread
from shapecheck.lint.runner import lint_paths, lint_text, unreadable
from shapecheck.lint.settings import Layer, Nearest, Settings, SettingsError, chosen

__all__ = ["FixedText", "Shapes", "Source", "find_faults", "fix_faults", "infer_shapes", "shapes_of"]

Source: TypeAlias = str | os.PathLike[str] | Sequence[os.PathLike[str]]
"""A program as text; or a file or folder, or several of them, as `pathlib.Path`."""

TEXT = "<text>"  # what a text is called that has no path


def find_faults(
    source: Source, *, path: str = TEXT, select: Sequence[str] | None = None, ignore: Sequence[str] = ()
) -> Outcome:
    """Find shape errors in NumPy code without running it: what `shapecheck lint` finds, as data.

    Parameters
    ----------
    source : str, path or sequence of paths
        A program as text; or a file or folder, or several of them, as `pathlib.Path`.
    path : str
        What findings call a text; modules that it imports are looked for beside it. A text whose path ends with
        `.ipynb` is a notebook.
    select : sequence of str, optional
        The rules that are asked, by names, codes or their beginnings; all of them if it is not said.
    ignore : sequence of str
        The rules that are not asked.

    Returns
    -------
    Outcome
        The findings, the notices, the files that could not be read, and the summary. Going through it gives the
        findings.

    Raises
    ------
    shapecheck.SettingsError
        When there is no such rule, file or folder, a setting cannot be read, or a text is the name of a file; a
        `ValueError`.

    Examples
    --------
    >>> program = '''
    ... import numpy as np
    ... W = np.zeros((5, 4))
    ... Z = W @ np.zeros((3, 7))
    ... '''
    >>> for finding in find_faults(program):
    ...     print(finding.line, finding.code, finding.message)
    4 SHP101 matmul: inner sizes differ: 4 (axis 1 of W) != 3 (axis 0 of np.zeros((3, 7)))
    """
    options = Layer(None if select is None else _rules(select), ignore=_rules(ignore))
    if isinstance(source, str):
        try:
            return lint_text(_text(source, path), path, Settings(chosen([options])))
        except CannotRead as error:
            return unreadable(path, error)
    return lint_paths([_path(one) for one in _several(source)], Nearest(options), processes=1)


@dataclass(frozen=True, slots=True)
class FixedText:
    """A program to which fixes were applied.

    Parameters
    ----------
    text : str
        The program with the fixes.
    left : Outcome
        What is found in it still; `left.summary.fixed` says how many findings were fixed.
    """

    text: str
    left: Outcome


def fix_faults(
    source: str,
    *,
    path: str = TEXT,
    select: Sequence[str] | None = None,
    ignore: Sequence[str] = (),
    unsafe: bool = False,
) -> FixedText:
    """Fix shape errors in a program: what `shapecheck lint --fix` makes of it. Nothing is written.

    Parameters
    ----------
    source : str
        A program; or the text of a notebook, where the path ends with `.ipynb`.
    path : str
        What findings call it; modules that it imports are looked for beside it.
    select, ignore : sequence of str
        The rules that are asked, and those that are not, as in `find_faults`.
    unsafe : bool
        Whether other fixes than those that change no value are applied too.

    Returns
    -------
    FixedText
        The program with the fixes, and what is found in it still.

    Raises
    ------
    shapecheck.SettingsError
        When there is no such rule, or the text is no program but the name of a file; a `ValueError`.

    Examples
    --------
    >>> program = '''
    ... import numpy as np
    ... b = np.zeros((5, 1))
    ... b -= 0.1 * np.sum(np.ones((5, 7)), axis=1)
    ... '''
    >>> fixed = fix_faults(program)
    >>> print(fixed.text.splitlines()[-1])
    b -= 0.1 * np.sum(np.ones((5, 7)), axis=1, keepdims=True)
    >>> print(fixed.left.summary.fixed, len(fixed.left))
    1 0
    """
    if not isinstance(source, str):
        raise SettingsError(say("a program that is fixed must be text (got {kind})", kind=type(source).__name__))

    def again(contents: Mapping[str, bytes]) -> Outcome:
        return find_faults(_as_text(contents[path]), path=path, select=select, ignore=ignore)

    content = source.encode("utf-8", "surrogatepass")
    found = again({path: content})
    done = fixed(
        found,
        {path: content},
        again,
        lambda own: own.fix is not None and (own.fix.is_safe or unsafe),
        lambda _, before, edits: with_edits(before, edits, notebook=path.endswith(".ipynb"), encoding="utf-8"),
    )
    if not done:
        return FixedText(source, found.counted(lambda _: unsafe, 0))
    after = _as_text(done[0].after)
    return FixedText(after, again({path: done[0].after}).counted(lambda _: unsafe, done[0].number))


@dataclass(frozen=True, slots=True, repr=False)
class Shapes:
    """The shapes of a program's variables. It prints as the source with the shapes beside the assignments.

    Parameters
    ----------
    text : str
        The source as its author wrote it; of a notebook that of its code cells, one behind the other.
    path : str
        What it is called.
    variables : tuple of Variable
        An entry for each variable and assignment, those of the files that it imports as well.
    notices : tuple of Notice
        What the reader must know, such as that it was not gone through to the end.
    unread : Unread or None
        Why it could not be read, if that is so.
    code : str
        The source without what is no Python, line by line: of a notebook without magics.
    contracts : tuple of Summary
        What each function takes and gives, in the order of the file.
    operations : tuple of Applied
        The operations on arrays, with the shapes before and after them.
    """

    text: str
    path: str
    variables: tuple[Variable, ...] = ()
    notices: tuple[Notice, ...] = ()
    unread: Unread | None = None
    code: str = ""
    contracts: tuple[Summary, ...] = ()
    operations: tuple[Applied, ...] = ()

    def __iter__(self) -> Iterator[Variable]:
        """Give the variables."""
        return iter(self.variables)

    def __len__(self) -> int:
        """Give how many entries there are."""
        return len(self.variables)

    def __getitem__(self, name: str) -> tuple[Sizes | None, ...]:
        """Give the shapes that a variable of the file was seen with where it is assigned last.

        Raises
        ------
        KeyError
            When it has no such variable.
        """
        for variable in reversed(self.variables):
            if variable.name == name and variable.path == self.path:
                return variable.shapes
        raise KeyError(name)

    def __repr__(self) -> str:
        if self.unread is not None:
            return str(self.unread)
        return "\n".join(annotated(self.text, self.variables, self.path, self.code, self.contracts))

    def _repr_html_(self) -> str:
        from html import escape  # only notebooks ask

        return f"<pre>{escape(repr(self))}</pre>"


def infer_shapes(source: str | os.PathLike[str], *, path: str = TEXT) -> Shapes:
    r"""Give the shape of each variable of a program without running it: what `shapecheck infer` prints, as data.

    Parameters
    ----------
    source : str or path
        A program as text, or a file as `pathlib.Path`.
    path : str
        What a text is called; modules that it imports are looked for beside it.

    Returns
    -------
    Shapes
        The variables with their shapes. Going through it gives the variables.

    Raises
    ------
    shapecheck.SettingsError
        When there is no such file, or a text is the name of a file; a `ValueError`.

    Examples
    --------
    >>> shapes = infer_shapes("import numpy as np\nn = int(input())\nX = np.zeros((n, 3))\ny = X.sum(axis=0)")
    >>> shapes
    import numpy as np
    n = int(input())
    X = np.zeros((n, 3))  # X (n, 3)
    y = X.sum(axis=0)     # y (3,)
    >>> shapes["X"]
    (('n', 3),)
    """
    if not isinstance(source, str):
        path = _path(source)
        if not os.path.isfile(path):
            raise SettingsError(
                say("{path} is no file", path=path)
                if os.path.exists(path)
                else say("there is no file {path}", path=path)
            )
    try:
        text = _text(source, path) if isinstance(source, str) else text_of(path)
    except CannotRead as error:
        return Shapes("", path, unread=Unread(path, error.line, str(said(error.message))))
    return shapes_of(text, path)


def shapes_of(text: Text, path: str) -> Shapes:
    """Give the shapes of the variables of a text that was read already."""
    from shapecheck.infer.program import Unreadable

    try:
        found = inferred(text.text, path, with_contracts=True, shown=text.shown)
    except Unreadable as error:
        cell, line = (None, None) if error.line is None else text.cell_at(error.line)
        return Shapes(text.written, path, unread=Unread(path, line, str(said(error.message)), cell))
    told = {Notice(own.site.source.path, own.kind, str(said(own.message)), own.site.line) for own in found.notices}
    notices = notices_of(told, text, path, finished=found.finished)
    return Shapes(
        text.written,
        path,
        found.variables,
        notices,
        code=text.text,
        contracts=found.contracts,
        operations=found.operations,
    )


def _rules(names: Sequence[str]) -> tuple[str, ...]:
    """Give names of rules; one that stands alone is one, not its letters.

    Raises
    ------
    SettingsError
        When a name is no text.
    """
    found = tuple(names) if isinstance(names, Iterable) and not isinstance(names, str) else (names,)
    for name in found:
        if not isinstance(name, str):
            raise SettingsError(
                say("a rule must be its name, its code or the beginning of a code (got {name!r})", name=name)
            )
    return found


def _several(source: object) -> Iterable[object]:
    """Give files and folders one by one."""
    if isinstance(source, Iterable) and not isinstance(source, (bytes, os.PathLike)):
        return source
    return (source,)


def _path(source: object) -> str:
    """Give the name of a file or folder.

    Raises
    ------
    SettingsError
        When it is neither.
    """
    found = os.fspath(source) if isinstance(source, (str, os.PathLike)) else None
    if not isinstance(found, str):
        raise SettingsError(
            say(
                "a program must be text, a file or folder must be a pathlib.Path (got {kind})",
                kind=type(source).__name__,
            )
        )
    return found


def _as_text(content: bytes) -> str:
    return content.decode("utf-8", "surrogatepass")


def _text(source: str, path: str) -> Text:
    """Give a text that is a program, or the code of a notebook.

    Raises
    ------
    SettingsError
        When it is the name of a file or folder: that of a file is no program, and nothing would be found in it.
    CannotRead
        When it is no notebook, and its path says that it is one.
    """
    name = source.strip()
    if name and "\n" not in name and (name.endswith((".py", ".ipynb")) or os.path.exists(name)):
        raise SettingsError(say("{name!r} is no program: write a file or folder as pathlib.Path", name=name))
    return decoded(source.encode("utf-8", "surrogatepass"), notebook=True) if path.endswith(".ipynb") else Text(source)
