"""NumPy expressions on shapes: each operation is looked up in the table of rules and judged.

The expression is walked with a stack of its own, so that a sum of thousands of terms is no deeper than a short one.
"""

import ast
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from shapecheck.core.array import Array
from shapecheck.core.dim import Dim
from shapecheck.core.judge import decide, first_failed
from shapecheck.core.shape import SCALAR, UNKNOWN_SHAPE, Shape
from shapecheck.core.verdict import Verdict, all_of
from shapecheck.diagnostics import Diagnostic
from shapecheck.errors import SpecError, SpecProblem, Unsupported, UnsupportedOperation
from shapecheck.expressions.advice import advice, meant
from shapecheck.expressions.names import ELEMENTWISE, GENERATORS, MODULES, Function, Module, constant, is_module
from shapecheck.expressions.python import NotFollowed, call_builtin, call_math, combine, is_builtin
from shapecheck.expressions.source import Node, Source, normal, parts
from shapecheck.expressions.steps import Explanation, Step
from shapecheck.ops.fresh import FreshSizes
from shapecheck.ops.namespaces import difference, numpy_name
from shapecheck.ops.operands import operands_of
from shapecheck.ops.provenance import origins_of
from shapecheck.ops.rule import Outcome, Rule, apply
from shapecheck.ops.table import lookup
from shapecheck.ops.values import UNKNOWN, Dtype, Unknown, Value
from shapecheck.wording import diagnose

__all__ = ["Evaluation", "Failed", "evaluate"]

_OPERATORS: Mapping[type[ast.AST], str] = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "truediv", ast.FloorDiv: "floordiv", ast.Mod: "mod",
    ast.Pow: "pow", ast.MatMult: "matmul", ast.BitAnd: "and_", ast.BitOr: "or_", ast.BitXor: "xor",
    ast.LShift: "lshift", ast.RShift: "rshift", ast.USub: "neg", ast.UAdd: "pos", ast.Invert: "invert",
    ast.Eq: "eq", ast.NotEq: "ne", ast.Lt: "lt", ast.LtE: "le", ast.Gt: "gt", ast.GtE: "ge",
}  # fmt: skip


_MOST_UNPACKED = 64  # items of an array

_OPAQUE = ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp


class Failed(Exception):
    """Signal: a step's claim fails. Carries the node, so that a caller can try to mend it."""

    def __init__(self, node: Node, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic)
        self.node = node
        self.diagnostic = diagnostic


class Evaluation:
    """One walk over an expression: its steps so far, and the value of each node."""

    def __init__(self, source: str, names: Mapping[str, Value], *, traces: bool = True) -> None:
        self.source = Source(source)
        self.traces = traces
        self.names = {normal(name): value for name, value in names.items()}
        self.indexed = any("[" in name or "." in name for name in self.names)
        self.steps: list[Step] = []
        self.nodes: list[Node] = []  # of each step
        self.values: dict[ast.AST, Any] = {}
        self.fresh = FreshSizes()
        self.root: Node = ast.Constant(None)

    def run(self, root: Node) -> Value:
        """Give the value of the expression.

        Raises
        ------
        Failed
            When a step's claim fails for all sizes.
        UnsupportedOperation
            When the expression has something that is not modelled.
        SpecError
            When it has a name that nothing is known of.
        """
        self.root = root
        for node in self._in_order(root):
            if node not in self.values:
                self.values[node] = self._value(node)
        found = self.values[root]
        if isinstance(found, (Module, Function)):
            raise self._unsupported(root, "it is not an array")
        value: Value = found
        return value

    def _in_order(self, root: Node) -> Iterator[Node]:
        """Give the nodes so that each comes after its parts; names that are looked up whole have no parts."""
        stack: list[tuple[Node, bool]] = [(root, False)]
        while stack:
            node, parts_done = stack.pop()
            if parts_done:
                yield node
                continue
            named = self._named(node)
            if named is not None:
                self.values[node] = named
                yield node
                continue
            if isinstance(node, _OPAQUE):
                raise self._unsupported(node, "loops and functions inside an expression are not followed")
            stack.append((node, True))
            stack.extend((part, False) for part in reversed(list(parts(node))))

    def _named(self, node: Node) -> Any:
        if isinstance(node, ast.Name):
            return self.names.get(node.id)
        if self.indexed and isinstance(node, (ast.Subscript, ast.Attribute)):
            return self.names.get(normal(ast.unparse(node)))
        return None

    def _value(self, node: Node) -> Any:
        match node:
            case ast.Constant(value):
                return value
            case ast.Name(identifier):
                return self._plain_name(node, identifier)
            case ast.Attribute(owner, attribute):
                return self._attribute(node, self.values[owner], attribute)
            case ast.Tuple(items):
                return tuple(self._items(items, named=False))
            case ast.List(items):
                return self._items(items, named=False)
            case ast.Slice(lower, upper, step):
                return slice(*(None if part is None else self.values[part] for part in (lower, upper, step)))
            case ast.Subscript(owner, key):
                return self._subscript(node, self.values[owner], self.values[key])
            case ast.BinOp(left, symbol, right):
                return self._operator(node, symbol, (left, right))
            case ast.UnaryOp(symbol, operand) if type(symbol) in _OPERATORS:
                return self._operator(node, symbol, (operand,))
            case ast.BoolOp(word) | ast.UnaryOp(ast.Not() as word):
                text = type(word).__name__.lower()
                raise self._unsupported(node, f"{text!r} is not followed: element by element it is np.logical_{text}")
            case ast.Compare(left, [symbol], [right]) if type(symbol) in _OPERATORS:
                return self._operator(node, symbol, (left, right))
            case ast.Call(called, arguments, keywords):
                return self._call(node, self.values[called], arguments, keywords)
            case ast.AugAssign(target, symbol, value):
                operands = self._named_operand(target), self._named_operand(value)
                if not isinstance(operands[0], Array):
                    return self._operator(node, symbol, (target, value))  # a number is not changed in place
                return self._ruled(node, f"operator.i{_OPERATORS[type(symbol)].rstrip('_')}", operands, {})
            case ast.Assign([ast.Subscript(target, key)], value):
                written = self._named_operand(target), self.values[key], self._named_operand(value)
                return self._ruled(node, "ndarray.__setitem__", written, {})
            case _:
                raise self._unsupported(node, "only operators, calls, attributes and indices can be explained")

    def _plain_name(self, node: ast.Name, identifier: str) -> Any:
        if identifier in MODULES:
            return Module(MODULES[identifier])
        if identifier == "math":
            return Module(identifier)
        if is_builtin(identifier):
            return Function(f"builtins.{identifier}")
        try:
            return constant(identifier)
        except KeyError:
            pass
        if lookup(f"numpy.{identifier}") is not None and identifier not in ELEMENTWISE:
            return Function(f"numpy.{identifier}")
        if identifier in ELEMENTWISE:
            return Function("elementwise")
        position = self.source.position(node)
        message = advice(self.root, node)
        raise SpecError(SpecProblem(self.source.whole, position, message))

    def _attribute(self, node: Node, owner: Any, attribute: str) -> Any:
        if isinstance(owner, Module) and owner.name == "math":
            found_there = getattr(math, attribute, None)
            return Function(f"math.{attribute}") if callable(found_there) else found_there
        if isinstance(owner, Module):
            name = numpy_name(full := f"{owner.name}.{attribute}")
            if (reason := difference(full)) is not None:
                raise self._unsupported(node, f"{full} is not as in NumPy: {reason}")
            if name in GENERATORS:
                return Module(GENERATORS[name])
            if lookup(name) is not None:
                return Function(name)
            if is_module(name):
                return Module(name)
            try:
                return constant(name)
            except KeyError:
                raise self._no_rule(node, name) from None
        if isinstance(owner, Function):
            return self._function(node, f"{owner.name}.{attribute}")
        if isinstance(owner, Unknown):
            return UNKNOWN
        if not isinstance(owner, Array):
            raise self._unsupported(node, f"a value of type {type(owner).__name__} has no shapes to follow")
        name = f"ndarray.{attribute}"
        found = lookup(name)
        if found is None:
            raise self._no_rule(node, name)
        if found.attribute:
            return self._apply(node, name, found, (owner,), {})
        return Function(name, (owner,))

    def _function(self, node: Node, name: str) -> Function:
        if lookup(name) is None:
            raise self._no_rule(node, name)
        return Function(name)

    def _subscript(self, node: Node, owner: Any, key: Any) -> Any:
        if isinstance(owner, Array):
            return self._ruled(node, "ndarray.__getitem__", (owner, key), {})
        if isinstance(owner, Module):
            return self._ruled(node, f"{owner.name}.__getitem__", (key,), {})  # `np.r_[a, b]`
        if isinstance(owner, Unknown) or isinstance(key, (Unknown, Dim)):
            return UNKNOWN
        try:
            return owner[key]
        except (TypeError, LookupError):
            raise self._unsupported(node, "the index does not fit") from None

    def _operator(self, node: Node, symbol: ast.AST, parts: tuple[ast.expr, ...]) -> Any:
        operands = tuple(self._named_operand(part) for part in parts)
        name = _OPERATORS[type(symbol)]
        if any(isinstance(operand, Array) for operand in operands) or name == "matmul":
            return self._ruled(node, f"operator.{name}", operands, {})
        if any(isinstance(operand, Unknown) for operand in operands):
            return UNKNOWN
        try:
            return combine(name, operands)
        except (TypeError, ValueError, ArithmeticError, MemoryError):
            if any(isinstance(operand, Dim) for operand in operands):
                return Array(SCALAR, "f")  # `1/m`: some number
            raise self._unsupported(node, "these values cannot be combined") from None

    def _named_operand(self, node: Node) -> Any:
        """Give the value of a node, an array with the node's text as its name if it has none of its own."""
        if isinstance(node, ast.Starred):
            raise self._unsupported(node, "nothing takes the items one by one here")
        value = self.values[node]
        if isinstance(value, Function) and value.name.startswith(("builtins.", "numpy.")):
            try:
                return constant(value.name.removeprefix("builtins."))  # `dtype=int`, `dtype=np.int64`
            except KeyError:
                return value
        if isinstance(value, Array) and not value.name:
            return replace(value, name=self.source.text(node))
        if isinstance(value, (tuple, list)) and isinstance(node, (ast.Tuple, ast.List)):
            return type(value)(self._items(node.elts))
        return value

    def _items(self, nodes: Sequence[ast.expr], *, named: bool = True) -> list[Any]:
        """Give the values of items or arguments, those of a starred one each by itself."""
        values: list[Any] = []
        for node in nodes:
            if isinstance(node, ast.Starred):
                values.extend(self._unpacked(node))
            else:
                values.append(self._named_operand(node) if named else self.values[node])
        return values

    def _unpacked(self, node: ast.Starred) -> Sequence[Any]:
        value = self.values[node.value]
        if isinstance(value, Array) and value.shape.before and isinstance(value.shape.before[0], int):
            first, *rest = value.shape.before
            if isinstance(first, int) and value.shape.run is None and first <= _MOST_UNPACKED:
                return [Array(Shape(tuple(rest)), value.kind) for _ in range(first)]
        if not isinstance(value, (tuple, list)):
            raise self._unsupported(node, "only a tuple, a list or an array of known size can be unpacked")
        return value

    def _call(self, node: Node, called: Any, arguments: list[ast.expr], keywords: list[ast.keyword]) -> Any:
        values = self._items(arguments)
        named: dict[str, Any] = {}
        for keyword in keywords:
            if keyword.arg is None:
                raise self._unsupported(node, "arguments given by ** are not followed")
            named[keyword.arg] = self._named_operand(keyword.value)
        if isinstance(called, Unknown):
            return UNKNOWN
        if isinstance(called, Module) and called.name in GENERATORS.values():
            return called
        if isinstance(called, Dtype):
            return self._converted(node, called, values)
        if not isinstance(called, Function):
            raise self._unsupported(node, "it is not a function")
        if called.name == "elementwise":
            return self._elementwise(node, values)
        if called.name.startswith(("builtins.", "math.")):
            return self._python(node, called.name, values, named)
        owner = tuple(
            replace(item, name=self.source.text(node.func.value))
            if isinstance(item, Array)
            and not item.name
            and isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            else item
            for item in called.owner
        )
        return self._ruled(node, called.name, (*owner, *values), named)

    def _elementwise(self, node: Node, values: list[Any]) -> Any:
        if not values or not isinstance(values[0], Array):
            return UNKNOWN
        name = self.source.text(node).partition("(")[0]
        return self._apply(node, name, Rule((name,), _same_shape, "()->()"), (values[0],), {})

    def _python(self, node: Node, name: str, values: list[Any], keywords: dict[str, Any]) -> Any:
        """Give what one of Python's own functions gives."""

        def ruled(rule: str, arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
            return self._ruled(node, rule, arguments, named)

        try:
            if name.startswith("math."):
                return call_math(name, values)
            return call_builtin(name.removeprefix("builtins."), values, keywords, ruled)
        except NotFollowed as reason:
            raise self._unsupported(node, str(reason)) from None

    def _converted(self, node: Node, dtype: Dtype, values: list[Any]) -> Any:
        """Give what an element type gives that is called: `np.float64(3)`."""
        if len(values) != 1:
            raise self._unsupported(node, "only one argument is followed")
        (value,) = values
        if isinstance(value, Array):
            name = self.source.text(node).partition("(")[0]
            rule = Rule((name,), lambda operand: Outcome(replace(operand, name="", kind=dtype.kind)), "()->()")
            return self._apply(node, name, rule, (value,), {})
        if isinstance(value, (tuple, list)):
            return self._ruled(node, "numpy.array", (value,), {})
        return Array(SCALAR, dtype.kind)

    def _ruled(self, node: Node, name: str, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
        found = lookup(name)
        if found is None:
            raise self._no_rule(node, name)
        return self._apply(node, name, found, arguments, keywords)

    def _apply(self, node: Node, name: str, rule: Rule, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
        outcome = apply(rule, arguments, keywords)
        if outcome.fresh:
            outcome = self.fresh.rename(ast.dump(node), outcome)
        result = outcome.result
        operands = operands_of(rule, (*arguments, *keywords.values()))
        if isinstance(result, Array):
            origins = origins_of(rule, arguments, keywords, result) if self.traces else ()
            result = replace(result, name="", origins=origins)
        verdicts = [decide(claim) for claim in outcome.claims]
        pending = zip(outcome.claims, verdicts, strict=True)
        step = Step(
            self.source.text(node),
            name,
            rule.form,
            operands,
            result,
            all_of(verdicts),
            tuple(claim for claim, verdict in pending if verdict is Verdict.UNKNOWN),
            node.lineno,
            node.col_offset,
            node.end_lineno or node.lineno,
            node.end_col_offset or node.col_offset,
        )
        self.steps.append(step)
        self.nodes.append(node)
        failed = first_failed(outcome.claims)
        if failed is not None:
            raise Failed(node, diagnose(failed, step.title, operands))
        return result

    def _no_rule(self, node: Node, name: str) -> UnsupportedOperation:
        return self._unsupported(node, f"there is no rule for {name}{meant(name)}")

    def _unsupported(self, node: Node, reason: str) -> UnsupportedOperation:
        return UnsupportedOperation(Unsupported(self.source.text(node), reason))


def _same_shape(operand: Array) -> Outcome:
    return Outcome(replace(operand, name=""))


def evaluate(source: str, root: Node, names: Mapping[str, Value], *, traces: bool = True) -> Explanation:
    """Evaluate a parsed expression on shapes, without looking for help where it fails.

    Sizes have no origins where nothing is traced, which takes half of the time.
    """
    walk = Evaluation(source, names, traces=traces)
    known = tuple(replace(value, name=name) for name, value in names.items() if isinstance(value, Array))
    try:
        value = walk.run(root)
    except Failed as failed:
        return Explanation(source, known, tuple(walk.steps), Array(UNKNOWN_SHAPE), failed.diagnostic)
    return Explanation(source, known, tuple(walk.steps), value)
