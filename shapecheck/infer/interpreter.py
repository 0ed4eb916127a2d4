"""The interpreter, put together: which room evaluates which kind of expression, and runs which kind of statement."""

import ast
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from shapecheck.infer import (
    branches,
    comparisons,
    comprehensions,
    exceptions,
    expressions,
    imports,
    loops,
    operators,
    statements,
    subscripts,
)
from shapecheck.infer.assume import assume
from shapecheck.infer.calls import call, called
from shapecheck.infer.events import Event
from shapecheck.infer.given_up import go_on
from shapecheck.infer.machine import Expression, Machine, Statement
from shapecheck.infer.members import attribute
from shapecheck.infer.memory import Memory
from shapecheck.infer.modules import Modules
from shapecheck.infer.origins import Origins
from shapecheck.infer.search import Search
from shapecheck.infer.sequences import abandon
from shapecheck.infer.units import Shared
from shapecheck.infer.values import Value

__all__ = ["make_machine"]

_EXPRESSIONS: Mapping[type[ast.AST], Expression] = {
    ast.Attribute: attribute,
    ast.Await: expressions.awaited,
    ast.BinOp: operators.binary,
    ast.BoolOp: operators.boolean,
    ast.Call: called,
    ast.Compare: comparisons.comparison,
    ast.Constant: expressions.constant,
    ast.Dict: expressions.dictionary,
    ast.DictComp: comprehensions.of_dictionary,
    ast.GeneratorExp: comprehensions.of_generator,
    ast.IfExp: expressions.conditional,
    ast.JoinedStr: expressions.formatted,
    ast.Lambda: expressions.lambda_,
    ast.List: expressions.listing,
    ast.ListComp: comprehensions.of_list,
    ast.Name: expressions.name,
    ast.NamedExpr: expressions.named,
    ast.Set: expressions.set_,
    ast.SetComp: comprehensions.of_set,
    ast.Slice: subscripts.slice_of,
    ast.Subscript: subscripts.subscript,
    ast.Tuple: expressions.tuple_,
    ast.UnaryOp: operators.unary,
    ast.Yield: expressions.yielded,
    ast.YieldFrom: expressions.yielded,
}

_STATEMENTS: Mapping[type[ast.AST], Statement] = {
    ast.AnnAssign: statements.annotated,
    ast.Assert: statements.asserting,
    ast.Assign: statements.assigned,
    ast.AsyncFor: loops.for_,
    ast.AsyncFunctionDef: statements.function,
    ast.AsyncWith: branches.with_,
    ast.AugAssign: statements.augmented,
    ast.Break: statements.breaking,
    ast.ClassDef: statements.class_,
    ast.Continue: statements.continuing,
    ast.Delete: statements.deleting,
    ast.Expr: statements.expression,
    ast.For: loops.for_,
    ast.FunctionDef: statements.function,
    ast.Global: statements.nothing,
    ast.If: branches.if_,
    ast.Import: imports.importing,
    ast.ImportFrom: imports.importing_from,
    ast.Match: branches.match_,
    ast.Nonlocal: statements.nothing,
    ast.Pass: statements.nothing,
    ast.Raise: statements.raising,
    ast.Return: statements.returning,
    ast.Try: exceptions.try_,
    ast.TryStar: exceptions.try_,
    ast.While: loops.while_,
    ast.With: branches.with_,
}


def make_machine(
    path: str, listen: Callable[[Event], None], roots: Sequence[str], shared: Shared | None = None
) -> Machine:
    """Give a machine for the analysis of a file, whose modules may be those that were run for others."""
    machine = _machine(listen)
    machine.modules = Modules(machine, path, Search(path, roots), shared or Shared(), _machine)
    return machine


def _by_contract(*given: Any) -> Value:
    from shapecheck.infer.agreeing import by_contract  # it takes time to load, and a line of code has no functions

    return by_contract(*given)


def _machine(listen: Callable[[Event], None]) -> Machine:
    machine = Machine(listen)
    machine.expressions = _EXPRESSIONS
    machine.statements = _STATEMENTS
    machine.calling = call
    machine.agreeing = _by_contract
    machine.assuming = assume
    machine.failing = go_on
    machine.abandoning = abandon
    machine.origins = Origins()
    machine.memory = Memory(machine)
    return machine
