"""What the docstring of a function states of its parameters, as values that it may be called with.

A docstring may be wrong about code that works. So nothing that is found with its help is an error: the function is run
without it as well, and what is wrong then is one.
"""

import ast
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from shapecheck.core.array import Array, Bare, Origin
from shapecheck.core.compare import compare
from shapecheck.core.dim import Size, symbol, symbol_in
from shapecheck.core.shape import UNKNOWN_SHAPE, Shape
from shapecheck.core.verdict import Verdict
from shapecheck.infer.assume import size_of
from shapecheck.infer.contracts import declared
from shapecheck.infer.docstrings import ARRAY, Documented, Stated, documented
from shapecheck.infer.events import Resting
from shapecheck.infer.machine import Machine
from shapecheck.infer.parameters import named_with_defaults, unknown_argument, with_defaults
from shapecheck.infer.site import Site
from shapecheck.infer.told_of_texts import Returned
from shapecheck.infer.tree import nodes_in, once, returns_in
from shapecheck.infer.values import ABSENT, Assumed, Function, Opaque, Value

__all__ = [
    "Statement",
    "asks_of",
    "asks_of_arrays",
    "check_returned",
    "differs",
    "is_stated",
    "rest_on",
    "said_of",
    "statement",
]

_OF_ARRAYS = frozenset({"ArrayLike", "NDArray", "ndarray"})  # annotations that say no more than that it is an array


@dataclass(frozen=True, slots=True)
class Statement:
    """What a docstring states of the parameters of a function, for one run of it.

    Parameters
    ----------
    values : mapping of str to Value
        The parameters of which it says something.
    resting : Resting
        What is told in the run rests on that.
    """

    values: Mapping[str, Value]
    resting: Resting


def statement(machine: Machine, function: Function, given: Mapping[str, Value]) -> Statement | None:
    """Return what the docstring of a function states of its parameters; None where that is nothing.

    Parameters
    ----------
    machine : Machine
        The analysis.
    function : Function
        The function.
    given : mapping of str to Value
        Parameters that are known otherwise.
    """
    said = said_of(function).parameters
    own = _parameters(function)
    if said.keys().isdisjoint(own):
        return None
    known = {**declared(machine, function), **given}
    usable = {
        name: said[name]
        for name in own
        if name in said and name not in known and _is_usable(said[name], own[name][0], own[name][1])
    }
    if not usable:
        return None
    values: dict[str, Value] = {}
    for name, stated in usable.items():
        if stated.type != ARRAY:
            values[name] = machine.opaque(stated.type, name)
            values[name].rigid = True
    sizes = _Sizes(machine, function, values)
    for name in own.keys() - known.keys() - usable.keys():
        sizes.others[name] = own[name]
    arrays = {name: sizes.array(name, stated) for name, stated in usable.items() if stated.type == ARRAY}
    values.update(arrays)
    site = Site(function.frame.source, function.node, function.name)
    lines = {name: usable[name].line for name in arrays}
    return Statement(values, Resting(site, {size: text for text, size in sizes.made.items()}, arrays, lines))


def is_stated(function: Function) -> bool:
    """Tell whether the docstring of a function states something of its parameters."""
    return not said_of(function).parameters.keys().isdisjoint(_parameters(function))


@contextmanager
def rest_on(machine: Machine, resting: Resting) -> Iterator[None]:
    """Run something of which all that is told rests on what a docstring states."""
    machine.resting = resting
    machine.tell(resting)
    try:
        yield
    finally:
        machine.resting = None
        machine.tell(replace(resting, ends=True))


def asks_of_arrays(function: Function) -> bool:
    """Tell whether a function asks what its arguments are, so that it may do otherwise than for what is stated."""
    return asks_of(function.node)


@once
def asks_of(node: ast.AST) -> bool:
    """Tell of the body of a function whether it asks what arrays are."""
    for inner in nodes_in(node):
        match inner:
            case ast.Attribute(attr="ndim") | ast.Name("isinstance" | "hasattr" | "callable" | "type"):
                return True
            case ast.Attribute(attr="isscalar" | "issparse" | "is_scalar" | "iterable"):
                return True
            case ast.Call(ast.Name("len"), [ast.Attribute(attr="shape")]):
                return True
            case ast.Compare(ops=[ast.Is() | ast.IsNot()]):
                return True
            case ast.If(test) | ast.IfExp(test) | ast.While(test):
                if any(isinstance(part, ast.Attribute) and part.attr == "shape" for part in nodes_in(test)):
                    return True
            case ast.Try():
                return True
    return False


def said_of(function: Function) -> Documented:
    """Return what the docstring of a function states; of `__init__` it may be that of its class."""
    said = documented(function.node)
    if not said.parameters and function.owner is not None and function.name.endswith(".__init__"):
        return Documented(parameters=documented(function.owner.node).parameters)
    return said


def _parameters(function: Function) -> Mapping[str, tuple[ast.arg, Value]]:
    """Return the parameters of a function with their defaults; ABSENT where there is none."""
    return {own.arg: (own, default) for own, default in (*with_defaults(function), *named_with_defaults(function))}


def _is_usable(stated: Stated, parameter: ast.arg, default: Value) -> bool:
    """Tell whether nothing else than what is stated may be passed, as far as annotation and default say."""
    if default is not ABSENT or stated.optional:
        return False
    match parameter.annotation:
        case None:
            return True
        case ast.Subscript(ast.Name(name) | ast.Attribute(attr=name)) | ast.Name(name) | ast.Attribute(attr=name):
            return stated.type == ARRAY and name in _OF_ARRAYS
    return False


@dataclass(slots=True)
class _Sizes:
    """Makes the sizes that one docstring names: a name is one size, and that of a parameter is the parameter's."""

    machine: Machine
    function: Function
    values: dict[str, Value]
    made: dict[str, Size] = field(default_factory=dict)
    others: dict[str, tuple[ast.arg, Value]] = field(default_factory=dict)  # parameters of which nothing is stated

    def array(self, name: str, stated: Stated) -> Array:
        """Return a parameter that is stated to be an array."""
        if stated.sizes is None:
            return Array(UNKNOWN_SHAPE, stated.kind, name, bare=Bare.ARRAY)
        sizes = tuple(self._size(size) for size in stated.sizes)
        path = self.function.frame.source.path
        texts = [
            str(size) if isinstance(said, str) and said.isidentifier() else str(said)
            for size, said in zip(sizes, stated.sizes, strict=True)
        ]
        origins = tuple(
            None if said is None else Origin(text, path, stated.line)
            for text, said in zip(texts, stated.sizes, strict=True)
        )
        return Array(Shape(sizes), stated.kind, name, origins)

    def _size(self, stated: int | str | None) -> Size:
        if stated is None:
            return self.machine.symbols.any()
        if isinstance(stated, int):
            return stated
        try:
            node = ast.parse(stated, mode="eval").body
        except SyntaxError:  # words
            node = ast.Name(stated)
        return self._named(stated, node)

    def _named(self, text: str, node: ast.expr) -> Size:
        """Return the size that a text names."""
        if text not in self.made:
            made = self._evaluated(node)
            if isinstance(made, int):
                return made
            self.made[text] = made
        return self.made[text]

    def _evaluated(self, node: ast.expr) -> Size:
        match node:
            case ast.Constant(int() as value):
                return value
            case ast.BinOp(left, operator, right):
                sides = self._part(left), self._part(right)
                return _computed(sides[0], operator, sides[1])
            case ast.Subscript(ast.Name(name), index):
                own = symbol_in(self.machine.symbols.named(name))
                assert own is not None
                return symbol(own.name, self._part(index), flexible=True, may_be_zero=True)
            case ast.Name(name) if name in self.values or name in self.others:
                if name not in self.values:
                    self.values[name] = unknown_argument(self.machine, self.function, *self.others[name])
                value = self.values[name]
                if isinstance(value, Opaque) and value.kind in {None, "int", "number"}:
                    return size_of(self.machine, value)
        return self.machine.symbols.named(ast.unparse(node).rpartition(".")[2])

    def _part(self, node: ast.expr) -> Size:
        return self._named(ast.unparse(node), node)


def _computed(left: Size, operator: ast.operator, right: Size) -> Size:
    match operator:
        case ast.Add():
            return left + right
        case ast.Sub():
            return left - right
        case ast.FloorDiv() if right != 0:
            return left // right
    return left * right


# What is returned


def check_returned(machine: Machine, function: Function, result: Value) -> None:
    """Tell of a result whose shape is for certain not the one that the docstring states."""
    said = said_of(function).returned
    node = function.node
    if not said or not isinstance(node, ast.FunctionDef) or node.decorator_list:
        return
    results = result if type(result) is tuple and len(said) > 1 else (result,)
    if len(results) != len(said):
        return
    for place, (stated, value) in enumerate(zip(said, results, strict=True), 1):
        if stated is None or stated.sizes is None or not isinstance(value, Array) or isinstance(value, Assumed):
            continue
        if differs(stated.sizes, value.shape):
            places = list(returns_in(node))
            if places:
                site = Site(function.frame.source, places[-1], function.name)
                machine.tell(Returned(site, value, stated.sizes, stated.line, place if len(said) > 1 else None))
            return


def differs(stated: tuple[int | str | None, ...], shape: Shape) -> bool:
    """Tell whether a shape has another number of axes than is stated, or another size than a stated number."""
    if shape.rank is None:
        return shape.least_rank > len(stated)
    if shape.rank != len(stated):
        return True
    pairs = zip(stated, shape.before, strict=True)
    return any(isinstance(said, int) and compare(size, said) is Verdict.NO for said, size in pairs)
