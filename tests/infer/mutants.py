"""Faults planted one by one into the code that joins, narrows and settles: which no program of the ledger tells of.

`python tests/infer/mutants.py [MODULE]...` goes through the modules that are named (`merging`, `loops`, ...) and prints
each mutant that survives: the line, as it is and as it would be. A mutant takes some seconds; `--every N` takes every
so many of them.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib
import signal
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType

from ledger import Program, annotated, observe, programs_of, topics
from truth import Truth

MODULES = ("merging", "assume", "loops", "branches")
SECONDS = 60  # that a mutant may take for a program

SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one fault."""

    line: int
    was: str
    now: str
    tree: ast.Module


def mutants(source: str) -> Iterator[Mutant]:
    """Give a module with each of the faults: other operators, conditions that always hold, statements left out."""
    tree = ast.parse(source)
    for number, node in enumerate(ast.walk(tree)):
        for change in changes(node):
            whole = copy.deepcopy(tree)
            twin = next(one for place, one in enumerate(ast.walk(whole)) if place == number)
            was = ast.unparse(_shown(node))
            change(twin)
            yield Mutant(getattr(node, "lineno", 0), was, ast.unparse(_shown(twin)), ast.fix_missing_locations(whole))


def _shown(node: ast.AST) -> ast.AST:
    return node.test if isinstance(node, (ast.If, ast.While)) else node


def changes(node: ast.AST) -> Iterator[Callable[[ast.AST], None]]:
    """Give the faults that can be planted at a place; each changes the twin of the node."""
    match node:
        case ast.Compare(_, [operator]) if type(operator) in SWAPPED:
            yield lambda twin: setattr(twin, "ops", [SWAPPED[type(operator)]()])
        case ast.BoolOp(operator) | ast.BinOp(_, operator) if type(operator) in SWAPPED:
            yield lambda twin: setattr(twin, "op", SWAPPED[type(operator)]())
        case ast.If() | ast.IfExp():
            yield lambda twin: setattr(twin, "test", ast.Constant(True))
            yield lambda twin: setattr(twin, "test", ast.Constant(False))
        case ast.Expr(ast.Call()):
            yield lambda twin: setattr(twin, "value", ast.Constant(None))
        case ast.AugAssign():
            yield lambda twin: setattr(twin, "value", ast.BinOp(twin.value, ast.Mult(), ast.Constant(0)))  # type: ignore[attr-defined]
        case _:
            pass


def functions(module: ModuleType) -> dict[str, FunctionType]:
    """Give the functions and methods of a module, by qualified name."""
    found: dict[str, FunctionType] = {}
    for value in vars(module).values():
        own = [value, *vars(value).values()] if isinstance(value, type) else [value]
        for one in own:
            inner = one.fget if isinstance(one, property) else one
            if isinstance(inner, FunctionType) and inner.__module__ == module.__name__:
                found[inner.__qualname__] = inner
    return found


def codes(code: CodeType) -> Iterator[CodeType]:
    """Give all codes in a code."""
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from codes(constant)


class Ledger:
    """The programs, each run once, and asked first what told of a fault last."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.truths: dict[str, Truth] = {}
        self.programs = [program for file in topics() for program in programs_of(file)]

    def tells(self) -> str | None:
        """Give a program whose notes are not what the engine says now."""
        for place, program in enumerate(self.programs):
            if self._differs(program):
                self.programs.insert(0, self.programs.pop(place))
                return program.name
        return None

    def _differs(self, program: Program) -> bool:
        signal.alarm(SECONDS)
        try:
            observed = observe(program.text, self.folder / f"{program.name}.py", self.truths.get(program.name))
            self.truths[program.name] = observed.truth
            return annotated(program, observed) != program
        except (Exception, TooLong):
            return True
        finally:
            signal.alarm(0)


class TooLong(BaseException):
    """A mutant that does not end."""


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise TooLong


def survivors(name: str, ledger: Ledger, every: int) -> Iterator[tuple[Mutant, bool]]:
    """Give the mutants of a module, and whether they survive."""
    module = importlib.import_module(f"shapecheck.infer.{name}")
    source = Path(str(module.__file__)).read_text(encoding="utf-8")
    own = functions(module)
    for number, mutant in enumerate(mutants(source)):
        if number % every:
            continue
        new = {code.co_qualname: code for code in codes(compile(mutant.tree, str(module.__file__), "exec"))}
        before = {qualname: function.__code__ for qualname, function in own.items()}
        changed = [
            qualname
            for qualname, function in own.items()
            if qualname in new and new[qualname].co_freevars == function.__code__.co_freevars
        ]
        for qualname in changed:
            own[qualname].__code__ = new[qualname]
        try:
            yield mutant, ledger.tells() is None
        finally:
            for qualname in changed:
                own[qualname].__code__ = before[qualname]


def main(arguments: Sequence[str] | None = None) -> int:
    """Go through the mutants of some modules."""
    parser = argparse.ArgumentParser(description="Faults of the engine that no program of the ledger tells of.")
    parser.add_argument("modules", nargs="*", default=MODULES, metavar="MODULE", help="by default merging, assume, ...")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="take every so many of the mutants")
    options = parser.parse_args(arguments)
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGALRM, _stop)
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger(Path(folder))
        told = ledger.tells()
        if told is not None:
            print(f"the ledger is not up to date: {told}")
            return 1
        for name in options.modules:
            tried = alive = 0
            for mutant, survives in survivors(name, ledger, options.every):
                tried += 1
                alive += survives
                if survives:
                    print(f"{name}.py:{mutant.line}: {mutant.was[:100]}\n    -> {mutant.now[:100]}", flush=True)
            print(f"{name}: {tried} mutants, {alive} survive", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
