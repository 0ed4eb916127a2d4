"""The shapes of a program's variables: what `shapecheck infer` prints."""

import tokenize
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any, TypeAlias

from shapecheck.core.array import Array
from shapecheck.core.dim import Dim
from shapecheck.core.shape import Shape
from shapecheck.display import display_width, printable
from shapecheck.infer.applied import Applied, Operations
from shapecheck.infer.events import Assigned, Event, Failed, Noticed
from shapecheck.infer.lowering import is_faulty
from shapecheck.infer.program import interpret
from shapecheck.infer.records import MATRIX
from shapecheck.infer.shown import Shown
from shapecheck.infer.summaries import Summary
from shapecheck.infer.values import Opaque
from shapecheck.language import say
from shapecheck.ops.values import Flat

__all__ = ["Inferred", "Sizes", "Variable", "annotated", "infer", "inferred"]

Sizes: TypeAlias = tuple[int | str, ...]
_MOST = 12  # different shapes that are listed for one assignment
_FURTHEST = 72  # the column behind which shapes are not pushed by a long line
_MOST_SHOWN = 4  # shapes of one variable that stand beside its assignment


@dataclass(frozen=True, slots=True)
class Variable:
    """What one assignment gives a variable.

    Parameters
    ----------
    path : str
        The file.
    function : str
        The qualified name of the function, or `<module>`.
    line : int
        The line, from 1.
    name : str
        The variable as it is written.
    shapes : tuple
        Each shape that it was seen with: sizes as integers or text, `"..."` for axes that are not known; None where
        nothing is known of the shape.
    rank : int or None
        How many axes, where that is the same each time.
    certain : tuple
        The same shapes without what is only supposed of them, as that `n` in `np.ones(n)` is an integer.
    """

    path: str
    function: str
    line: int
    name: str
    shapes: tuple[Sizes | None, ...]
    rank: int | None
    certain: tuple[Sizes | None, ...]


@dataclass(frozen=True, slots=True)
class Inferred:
    """The variables of a program, an entry for each assignment, what was noticed, and contracts of its functions."""

    variables: tuple[Variable, ...]
    notices: tuple[Noticed, ...] = ()
    finished: bool = True
    contracts: tuple[Summary, ...] = ()
    operations: tuple[Applied, ...] = ()


def infer(text: str, path: str, *, roots: Sequence[str] = ()) -> list[Variable]:
    """Give the variables of a program that are arrays or may be, as `inferred` does."""
    return list(inferred(text, path, roots=roots).variables)


def inferred(
    text: str, path: str, *, roots: Sequence[str] = (), with_contracts: bool = False, shown: Sequence[Shown] = ()
) -> Inferred:
    """Give the variables of a program that are arrays or may be, what was noticed, and contracts where they are wanted.

    Arrays of which nothing else is known have the shapes that stored outputs have `shown`.

    Raises
    ------
    shapecheck.infer.program.Unreadable
        When the source cannot be parsed.
    """
    found: dict[tuple[str, str, int, str], dict[Sizes | None, Sizes | None]] = {}
    arrays: set[tuple[str, str, int, str]] = set()

    noticed: list[Noticed] = []
    contracts: list[Summary] = []
    operations = Operations()

    def listen(event: Event) -> None:
        if isinstance(event, Failed):
            raise event.error
        if isinstance(event, Noticed):
            noticed.append(event)
        operations.listen(event)
        if not isinstance(event, Assigned):
            return
        site = event.site
        key = (site.source.path, site.function, site.line, event.name)
        value: Any = event.value
        if isinstance(value, Array) and not isinstance(value, Flat):
            arrays.add(key)
            seen, shown, certain = found.setdefault(key, {}), _sizes(value.likely), _sizes(value.shape)
            seen[shown] = certain if seen.get(shown, certain) == certain else None
        elif (isinstance(value, Opaque) and value.kind in {None, MATRIX}) or is_faulty(value):
            found.setdefault(key, {})[None] = None

    summarised = contracts.append if with_contracts else None
    complete = interpret(text, path, listen, roots=roots, summarised=summarised, shown=shown)
    if not complete:
        for seen in found.values():
            seen[None] = None
    entries = sorted(found.items(), key=lambda item: _order(item[0]))
    return Inferred(
        tuple(_variable(key, tuple(seen), tuple(seen.values())) for key, seen in entries),
        tuple(noticed),
        complete,
        tuple(contracts),
        tuple(operations.found()),
    )


def _order(key: tuple[str, str, int, str]) -> tuple[str, int, str, str]:
    path, function, line, name = key
    return path, line, name, function


def _variable(
    key: tuple[str, str, int, str], shapes: tuple[Sizes | None, ...], certain: tuple[Sizes | None, ...]
) -> Variable:
    path, function, line, name = key
    if len(shapes) > _MOST:
        shapes, certain = (*shapes[:_MOST], None), (*certain[:_MOST], None)
    ranks = {None if shape is None or "..." in shape else len(shape) for shape in shapes}
    return Variable(path, function, line, name, shapes, ranks.pop() if len(ranks) == 1 else None, certain)


def _sizes(shape: Shape) -> Sizes | None:
    """Give the sizes of a shape as numbers and text; None where nothing is known."""
    if shape.run is not None and not shape.least_rank:
        return None
    run = () if shape.run is None else ("...",)
    sizes = (*shape.before, *run, *shape.after)
    return tuple(str(size) if isinstance(size, Dim) else size for size in sizes)


def annotated(
    text: str,
    variables: Sequence[Variable],
    path: str,
    code: str = "",
    contracts: Sequence[Summary] = (),
    operations: Sequence[Applied] = (),
) -> Iterator[str]:
    """Give each line of the source of a file, behind those that assign the names with their shapes.

    Above a function stands its contract.

    Parameters
    ----------
    text : str
        The source as it is shown.
    variables : sequence of Variable
        The variables of the file, and others, which are left out.
    path : str
        The file.
    code : str
        The same lines without what is no Python, where that is another text.
    contracts : sequence of Summary
        The contracts of its functions.
    operations : sequence of Applied
        Operations whose shapes are written below their lines.
    """
    ends = _ends(code or text)
    beside: dict[int, dict[str, None]] = {}
    for variable in variables:
        if variable.path == path:  # and not in a file that it imports
            at = ends[bisect_left(ends, variable.line)] if ends and variable.line <= ends[-1] else variable.line
            beside.setdefault(at, {})[printable(f"{variable.name} {_shown(variable)}")] = None
    lines = [printable(line.expandtabs()) for line in _lines(text)]
    widths = {at: display_width(lines[at - 1]) for at in beside}
    width = max((own for own in widths.values() if own < _FURTHEST), default=0)
    above: dict[int, list[str]] = {}
    for summary in contracts:
        above.setdefault(_first_line(lines, summary.line), []).append(printable(str(summary.contract)))
    below: dict[int, dict[str, None]] = {}
    for own in operations:
        if own.path == path:
            at = ends[bisect_left(ends, own.line)] if ends and own.line <= ends[-1] else own.line
            below.setdefault(at, {})[printable(f"{own.expression} : {'; '.join(own.shapes)}")] = None
    for number, line in enumerate(lines, 1):
        indent = line[: len(line) - len(line.lstrip())]
        yield from (f"{indent}# {contract}" for contract in above.get(number, ()))
        shown = ", ".join(beside.get(number, ()))
        yield f"{line}{' ' * (width - widths[number])}  # {shown}" if shown else line
        yield from (f"{indent}#     {operation}" for operation in below.get(number, ()))


def _first_line(lines: Sequence[str], line: int) -> int:
    """Give the line where a function begins with its decorators."""
    while line > 1 and lines[line - 2].lstrip().startswith("@"):
        line -= 1
    return line


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")


def _ends(code: str) -> list[int]:
    """Give the lines behind which a comment may stand: neither in a text nor behind a backslash."""
    lines = iter([f"{line}\n" for line in _lines(code)])
    found = []
    try:
        for token in tokenize.generate_tokens(lambda: next(lines, "")):
            if token.type in {tokenize.NEWLINE, tokenize.NL}:
                found.append(token.start[0])
    except (tokenize.TokenError, SyntaxError):
        pass  # up to there
    return found


def _shown(variable: Variable) -> str:
    """Give the shapes that a variable was seen with: `(5, 4) or (3, 4)`."""
    shapes = [_of_sizes(shape) for shape in variable.shapes]
    if len(shapes) > _MOST_SHOWN:
        shapes[_MOST_SHOWN:] = [say("{count} more", count=len(shapes) - _MOST_SHOWN)]
    return reduce(_or, shapes) if shapes else "?"


def _or(left: str, right: str) -> str:
    return say("{left} or {right}", left=left, right=right)


def _of_sizes(shape: Sequence[int | str] | None) -> str:
    if shape is None:
        return "?"
    return f"({shape[0]},)" if len(shape) == 1 else f"({', '.join(map(str, shape))})"
