"""`shapecheck table FILE.py[:FUNCTION]`: the dimensions of a program's own network."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from shapecheck.architecture import parse_architecture, parse_batch
from shapecheck.cli._refused import Refused
from shapecheck.core import Verdict
from shapecheck.language import say
from shapecheck.report import writer

if TYPE_CHECKING:
    from shapecheck.core.dim import Size
    from shapecheck.infer.induction.table import CodeTable
    from shapecheck.report.code_table._rows import Sizes

__all__ = ["print_code_table"]

_DIGITS = 19  # of sizes that NumPy can have


def print_code_table(code: str, *, dims: str | None, batch: str | None, format_: str) -> int:
    """Print the dimension table of a program's own network; give the exit status, 1 where it is not right.

    Raises
    ------
    Refused
        When the file cannot be read, or has no network that could be meant.
    """
    from shapecheck.infer.induction.study import NoNetwork
    from shapecheck.infer.induction.table import code_table, instances
    from shapecheck.infer.program import Unreadable
    from shapecheck.lint.files import CannotRead, text_of

    path, function = _split(code)
    if batch is not None and dims is None:
        raise Refused(say("--batch {batch}: give the other sizes as well, with --dims", batch=batch))
    try:
        text = text_of(path)
        table = code_table(text.text, path, function)
    except CannotRead as error:
        raise Refused(f"{path}: {error.message}") from None
    except Unreadable as error:
        place = path if error.line is None else f"{path}:{error.line}"
        raise Refused(f"{place}: {error.message}") from None
    except NoNetwork as error:
        raise Refused(str(error)) from None
    sizes = None if dims is None else _sizes(table, dims, batch)
    try:
        if sizes is not None:
            instances(table, *sizes)  # before anything is written
    except ValueError as error:
        raise Refused(f"--dims: {error}") from None
    writer("code_table", format_)(table, sys.stdout, sizes=sizes)
    return 1 if table.verdict is Verdict.NO else 0


def _sizes(table: "CodeTable", dims: str, batch: str | None) -> "Sizes":
    """Read the sizes that a table is filled in with: those of layers in a loop one after the other, others by name."""
    from shapecheck.infer.induction.table import BATCH

    if not table.has_layers:
        named: dict[str, Size] = {}
        for part in dims.split(","):
            name, size = _named(table, part.strip())
            if name in named:
                problem = say("the size {name} is given twice, first as {name}={size}", name=name, size=named[name])
                raise Refused(f"--dims {part.strip()}: {problem}")
            named[name] = size
        if batch is not None and BATCH in named:
            problem = say("the size {name} is given twice, first as {name}={size}", name=BATCH, size=named[BATCH])
            raise Refused(f"--batch {batch}: {problem}")
        return (), None if batch is None else parse_batch(batch), named
    architecture = parse_architecture(dims)
    if architecture.layers < table.least or architecture.general:
        raise Refused(say("--dims: give the sizes of {count} layers or more, as in 2,3,1", count=max(table.least, 1)))
    return architecture.sizes, None if batch is None else parse_batch(batch, architecture), {}


def _named(table: "CodeTable", text: str) -> "tuple[str, Size]":
    name, equals, size = (part.strip() for part in text.partition("="))
    digits = size.removeprefix("-")
    number = int(size) if digits.isascii() and digits.isdecimal() and len(digits) < _DIGITS else None
    known = {*table.symbols, *table.asserted}
    if equals and name in known and number is not None and number < 1:
        raise Refused(f"--dims {text}: " + say("a size must be 1 or more (got {number})", number=number))
    if not equals or number is None or name not in known:
        names = ", ".join(table.symbols)
        example = ",".join(f"{own}={2 + place}" for place, own in enumerate(table.symbols[:2]))
        problem = (
            say(
                "`{function}` has no layers in a loop: its sizes are {names}, give them by name, as in {example}",
                function=table.function,
                names=names,
                example=example,
            )
            if names
            else say("`{function}` has no layers in a loop and no sizes", function=table.function)
        )
        raise Refused(f"--dims {text}: {problem}")
    return name, number


def _split(code: str) -> tuple[str, str]:
    """Give the file and the function of `FILE.py:FUNCTION`."""
    if Path(code).is_file():
        return code, ""
    path, colon, function = code.rpartition(":")
    if not colon or not Path(path).exists():
        path, function = (path, function) if colon and path.endswith((".py", ".ipynb")) else (code, "")
    if Path(path).is_dir():
        raise Refused(say("{path}: is a folder: name a file in it", path=path))
    if not Path(path).is_file():
        raise Refused(say("{path}: there is no such file", path=path))
    return path, function
