"""The interpreter, put together: which room evaluates which kind of expression, and runs which kind of statement.

A line of code loads a room when it comes to its first node for it; whole programs load all of them first (`furnish`).
"""

import ast
from collections.abc import Callable, Sequence

from shapecheck.infer.events import Event
from shapecheck.infer.machine import Expression, Machine, Statement
from shapecheck.infer.memory import Memory
from shapecheck.infer.modules import Modules
from shapecheck.infer.origins import Origins
from shapecheck.infer.rooms import door, load_all, opened
from shapecheck.infer.search import Search
from shapecheck.infer.units import Shared

__all__ = ["furnish", "make_machine"]

_EXPRESSIONS: dict[type[ast.AST], Expression] = {
    ast.Attribute: door("members", "attribute"),
    ast.Await: door("expressions", "awaited"),
    ast.BinOp: door("operators", "binary"),
    ast.BoolOp: door("operators", "boolean"),
    ast.Call: door("calls", "called"),
    ast.Compare: door("comparisons", "comparison"),
    ast.Constant: door("expressions", "constant"),
    ast.Dict: door("expressions", "dictionary"),
    ast.DictComp: door("comprehensions", "of_dictionary"),
    ast.GeneratorExp: door("comprehensions", "of_generator"),
    ast.IfExp: door("expressions", "conditional"),
    ast.JoinedStr: door("expressions", "formatted"),
    ast.Lambda: door("expressions", "lambda_"),
    ast.List: door("expressions", "listing"),
    ast.ListComp: door("comprehensions", "of_list"),
    ast.Name: door("expressions", "name"),
    ast.NamedExpr: door("expressions", "named"),
    ast.Set: door("expressions", "set_"),
    ast.SetComp: door("comprehensions", "of_set"),
    ast.Slice: door("subscripts", "slice_of"),
    ast.Subscript: door("subscripts", "subscript"),
    ast.Tuple: door("expressions", "tuple_"),
    ast.UnaryOp: door("operators", "unary"),
    ast.Yield: door("expressions", "yielded"),
    ast.YieldFrom: door("expressions", "yielded"),
}

_STATEMENTS: dict[type[ast.AST], Statement] = {
    ast.AnnAssign: door("statements", "annotated"),
    ast.Assert: door("statements", "asserting"),
    ast.Assign: door("statements", "assigned"),
    ast.AsyncFor: door("loops", "for_"),
    ast.AsyncFunctionDef: door("statements", "function"),
    ast.AsyncWith: door("branches", "with_"),
    ast.AugAssign: door("statements", "augmented"),
    ast.Break: door("statements", "breaking"),
    ast.ClassDef: door("statements", "class_"),
    ast.Continue: door("statements", "continuing"),
    ast.Delete: door("statements", "deleting"),
    ast.Expr: door("statements", "expression"),
    ast.For: door("loops", "for_"),
    ast.FunctionDef: door("statements", "function"),
    ast.Global: door("statements", "nothing"),
    ast.If: door("branches", "if_"),
    ast.Import: door("imports", "importing"),
    ast.ImportFrom: door("imports", "importing_from"),
    ast.Match: door("branches", "match_"),
    ast.Nonlocal: door("statements", "nothing"),
    ast.Pass: door("statements", "nothing"),
    ast.Raise: door("statements", "raising"),
    ast.Return: door("statements", "returning"),
    ast.Try: door("exceptions", "try_"),
    ast.TryStar: door("exceptions", "try_"),
    ast.While: door("loops", "while_"),
    ast.With: door("branches", "with_"),
}


_CALL = door("calls", "call")
_BY_CONTRACT = door("agreeing", "by_contract")
_ASSUME = door("assume", "assume")
_GO_ON = door("given_up", "go_on")
_ABANDON = door("sequences", "abandon")


def furnish() -> None:
    """Load all rooms, as whole programs need them: none is left to be loaded somewhere deep in a program."""
    load_all()
    _EXPRESSIONS.update((kind, opened(run)) for kind, run in _EXPRESSIONS.items())
    _STATEMENTS.update((kind, opened(run)) for kind, run in _STATEMENTS.items())


def make_machine(
    path: str, listen: Callable[[Event], None], roots: Sequence[str], shared: Shared | None = None
) -> Machine:
    """Give a machine for the analysis of a file, whose modules may be those that were run for others."""
    machine = _machine(listen)
    machine.modules = Modules(machine, path, Search(path, roots), shared or Shared(), _machine)
    return machine


def _machine(listen: Callable[[Event], None]) -> Machine:
    machine = Machine(listen)
    machine.expressions = _EXPRESSIONS
    machine.statements = _STATEMENTS
    machine.calling = opened(_CALL)
    machine.agreeing = opened(_BY_CONTRACT)
    machine.assuming = opened(_ASSUME)
    machine.failing = opened(_GO_ON)
    machine.abandoning = opened(_ABANDON)
    machine.origins = Origins()
    machine.memory = Memory(machine)
    return machine
