"""Comparisons: of plain values as Python decides them, of sizes for all values of their symbols, of arrays by rule."""

import ast

from shapecheck.core.array import Array
from shapecheck.core.compare import at_least, compare
from shapecheck.core.dim import Dim
from shapecheck.core.verdict import Verdict
from shapecheck.expressions.python import combine
from shapecheck.infer.element_types import are_equal
from shapecheck.infer.frames import Frame
from shapecheck.infer.lost import heir, may_be_arrays, unmodelled
from shapecheck.infer.lowering import ERROR, is_faulty
from shapecheck.infer.machine import Machine
from shapecheck.infer.merging import kind_of
from shapecheck.infer.operators import NAMES, PLAIN, REFUSALS, asked, of_objects
from shapecheck.infer.ruled import apply_ruled
from shapecheck.infer.sequences import searched
from shapecheck.infer.tables import of_operator
from shapecheck.infer.values import Dictionary, Instance, Library, Listing, Native, Opaque, Value
from shapecheck.language import Phrase
from shapecheck.ops.values import Dtype

__all__ = ["comparison", "equal"]

_OF_PYTHON = frozenset("bool dict float int list number set shape str tuple".split())  # kinds that answer with a bool
_EQUAL = frozenset({"eq", "ne"})
_MIRRORED = {"lt": "gt", "gt": "lt", "le": "ge", "ge": "le", "eq": "eq", "ne": "ne"}


def comparison(machine: Machine, node: ast.expr, frame: Frame) -> Value:
    """Evaluate a comparison, also a chained one."""
    assert isinstance(node, ast.Compare)
    left, left_node = machine.evaluate(node.left, frame), node.left
    result: Value = True
    for operator, right_node in zip(node.ops, node.comparators, strict=True):
        right = machine.evaluate(right_node, frame)
        whole = (
            node if len(node.ops) == 1 else ast.copy_location(ast.Compare(left_node, [operator], [right_node]), node)
        )
        found = _compared(machine, operator, left, right, whole, (left_node, right_node), frame)
        if found is False:
            return False
        of_arrays = isinstance(found, Array) or isinstance(result, Array)  # one of them is what is given
        result = found if result is True else machine.opaque(None if of_arrays else "bool")
        if right_node is not node.comparators[-1]:
            asked(machine, found, whole, frame)
        left, left_node = right, right_node
    return result


def _compared(
    machine: Machine,
    operator: ast.cmpop,
    left: Value,
    right: Value,
    node: ast.AST,
    nodes: tuple[ast.expr, ast.expr],
    frame: Frame,
) -> Value:
    if isinstance(operator, (ast.Is, ast.IsNot)):
        same = _identical(left, right)
        if same is None and machine.generic is not None and (left is None or right is None):
            same = machine.generic.is_none(right if left is None else left)
        return machine.opaque("bool") if same is None else same == isinstance(operator, ast.Is)
    if isinstance(operator, (ast.In, ast.NotIn)):
        if isinstance(right, Listing) and right.kind == "generator":
            inside = searched(machine, right, lambda item: _decided("eq", left, item))
        elif isinstance(right, Instance):
            machine.lose(right)  # a method of its own answers
            inside = None
        else:
            inside = _contained(left, right)
        return machine.opaque("bool") if inside is None else inside == isinstance(operator, ast.In)
    name = NAMES[type(operator)]
    if machine.generic is not None:
        left, right = machine.generic.operands(name, left, right)
    if isinstance(left, Array) or isinstance(right, Array):
        if any(isinstance(value, (str, Instance, Dictionary, type(None))) for value in (left, right)):
            return unmodelled(
                machine, (left, right), node, frame, reason=Phrase("an array compared with a text or an object")
            )
        for one, other in ((left, right), (right, left)):
            if (
                name in _EQUAL
                and isinstance(one, (Listing, tuple))
                and isinstance(other, Array)
                and other.may_be_number
            ):
                return machine.opaque()  # a number of Python's equals no list
        return apply_ruled(machine, f"operator.{name}", (left, right), {}, node, frame, nodes)
    if isinstance(left, Instance) or isinstance(right, Instance):
        return of_objects(machine, name, left, right, node, frame)
    decided = _decided(name, left, right)
    if decided is None:
        if is_faulty(left) or is_faulty(right):
            return machine.opaque(ERROR)
        whole = of_operator(machine, left, right)
        if whole is not None:
            return whole
        # What is not known may be an array, and then so is the answer.
        if may_be_arrays((left, right)):
            return unmodelled(machine, (left, right), node, frame)
        return heir(machine, (left, right), "bool" if {kind_of(left), kind_of(right)} <= _OF_PYTHON else None)
    return decided


def _decided(name: str, left: Value, right: Value) -> bool | None:
    """Tell whether a comparison of plain values, sizes or tuples of them holds, or None where that is not known."""
    if isinstance(left, tuple) and isinstance(right, tuple) and name in {"eq", "ne"}:
        equal = _equal_tuples(left, right)
        return equal if equal is None or name == "eq" else not equal
    if isinstance(left, (Dim, int)) and isinstance(right, (Dim, int)) and not isinstance(left and right, bool):
        return _compared_sizes(name, left, right)
    if isinstance(left, Dtype) or isinstance(right, Dtype):
        same = are_equal(left, right) if name in {"eq", "ne"} else None
        return None if same is None else same == (name == "eq")
    if isinstance(left, (*PLAIN, Dtype, type(None))) and isinstance(right, (*PLAIN, Dtype, type(None))):
        try:
            return bool(combine(name, (left, right)))
        except REFUSALS:
            return None
    if {kind_of(left), kind_of(right)} == {None, "str"} and name in {"eq", "ne"} and None in (left, right):
        return name == "ne"
    return None


def equal(left: Value, right: Value) -> bool | None:
    """Tell whether two values are equal, or None where that is not known."""
    return _decided("eq", left, right)


def _equal_tuples(left: tuple[Value, ...], right: tuple[Value, ...]) -> bool | None:
    if len(left) != len(right):
        return False
    answers = [_decided("eq", *pair) for pair in zip(left, right, strict=True)]
    return False if False in answers else None if None in answers else True


def _compared_sizes(name: str, left: Dim | int, right: Dim | int) -> bool | None:
    left, right = (int(size) if isinstance(size, bool) else size for size in (left, right))
    if name in {"lt", "le"}:
        return _compared_sizes(_MIRRORED[name], right, left)
    if name in {"eq", "ne"}:
        verdict = compare(left, right)
        return None if verdict is Verdict.UNKNOWN else (verdict is Verdict.YES) == (name == "eq")
    verdict = at_least(left, right if name == "ge" else right + 1)
    return None if verdict is Verdict.UNKNOWN else verdict is Verdict.YES


def _identical(left: Value, right: Value) -> bool | None:
    """Tell whether two values are the same object, where one of them is None, True or False."""
    for one, other in ((left, right), (right, left)):
        if one is None or isinstance(one, bool):
            if isinstance(other, (Library, Native)) and not other.name.startswith(("builtins.", "numpy.", "math.")):
                return None
            if isinstance(other, Dtype) and other.kind is None:
                return None  # of an object that may have none
            if isinstance(other, Opaque):
                return None if one is None and other.kind is None else None if one is not None else False
            return other is one
    return True if left is right and not isinstance(left, (Array, Dim, int, str, float)) else None


def _is_settled(value: Value) -> bool:
    """Tell whether it is known which value it is: no size with a symbol in it, down to the items of a tuple."""
    if isinstance(value, tuple):
        return all(map(_is_settled, value))
    return not isinstance(value, (Opaque, Array, Dim))


def _contained(item: Value, owner: Value) -> bool | None:
    if isinstance(owner, Dictionary):
        if not _is_settled(item) or not all(map(_is_settled, owner.known)):
            return None
        try:
            return (item in owner.known) if not owner.is_open else None
        except TypeError:
            return None
    if isinstance(owner, str) and isinstance(item, str):
        return item in owner
    items = owner if isinstance(owner, tuple) else owner.items if isinstance(owner, Listing) else None
    if items is not None and isinstance(item, (*PLAIN, type(None))):
        answers = [_decided("eq", item, other) for other in items]
        return True if True in answers else None if None in answers else False
    if isinstance(owner, range) and type(item) is int:
        return item in owner
    return None
