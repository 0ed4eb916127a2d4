"""Shapes that the source itself states of parameters: jaxtyping's annotations, `Annotated`, and `checked` specs."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from shapecheck.core.array import Array
from shapecheck.core.dim import Dim, Size, symbol
from shapecheck.core.notation.contract import CallSpec
from shapecheck.core.notation.parse_call import parse_call
from shapecheck.core.notation.parse_size import MakeSymbol
from shapecheck.core.notation.parse_spec import parse_spec
from shapecheck.core.notation.spec import AnyAxis, AnyRun, Sized, Spec, shape_of_spec
from shapecheck.errors import SpecError
from shapecheck.infer.machine import Machine
from shapecheck.infer.values import Function

__all__ = ["Declared", "call_of", "declared", "specs_of"]

# jaxtyping's names for arrays with elements of a kind.
_KINDS = {"Float": "f", "Int": "i", "Integer": "i", "UInt": "u", "Bool": "b", "Complex": "c"}
_OTHERS = frozenset(
    """Annotated BFloat16 Float16 Float32 Float64 Inexact Int8 Int16 Int32 Int64 Num Real Shaped UInt8 UInt16 UInt32
    UInt64""".split()
)


@dataclass(frozen=True, slots=True)
class Declared:
    """What a source declares of one parameter: its shape, the kind of its elements, and the text that says so."""

    spec: Spec
    kind: str | None
    text: str


def declared(machine: Machine, function: Function) -> Mapping[str, Array]:
    """Give the parameters whose shapes are stated, each as an array of that shape; a name is one size in all of them.

    A text that cannot be read states nothing; an axis that may have any size, and axes of which it is open how many
    there are, leave so much unknown.
    """
    names = _Sizes(machine)
    arrays = {name: _shaped(own.spec, names, name, own.kind) for name, own in specs_of(function.node, names).items()}
    return {name: array for name, array in arrays.items() if array is not None}


def specs_of(node: ast.AST, names: MakeSymbol = symbol) -> Mapping[str, Declared]:
    """Give what decorators and annotations declare of the parameters of a function, by their names."""
    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return {}
    found: dict[str, Declared] = {}
    for mark in node.decorator_list:
        text = _text_of_checked(mark)
        if text is not None:
            found.update(_of_call(text, names))
    for parameter in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs):
        stated = _of_annotation(parameter.annotation)
        spec = None if stated is None else _read(stated[0], names)
        if stated is not None and spec is not None:
            found[parameter.arg] = Declared(spec, stated[1], f"{parameter.arg}: {stated[0]}")
    return found


class _Sizes:
    """Makes the symbols of one function: each name once, and apart from those of other functions."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._made: dict[str, Dim] = {}

    def __call__(self, name: str, index: Size | None = None) -> Dim:
        if index is not None:
            return symbol(name, index)
        if name not in self._made:
            self._made[name] = self._machine.symbols.named(name, rigid=True)
        return self._made[name]

    def any(self) -> Dim:
        """Give a size of which nothing is known: `_`, and `#n`, which is n or 1."""
        return self._machine.symbols.any()


def _text_of_checked(mark: ast.expr) -> str | None:
    """Give the spec of `@shapecheck.checked("...")`."""
    match mark:
        case ast.Call(ast.Attribute(attr="checked") | ast.Name("checked"), [ast.Constant(str() as text), *_]):
            return text
    return None


def call_of(node: ast.AST) -> tuple[CallSpec, str] | None:
    """Give what `@shapecheck.checked` says of the calls of a function, and its text; None where it says nothing."""
    marks = node.decorator_list if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) else []
    for text in map(_text_of_checked, marks):
        call = None if text is None else _read_call(text)
        if text is not None and call is not None:
            return call, text
    return None


def _read_call(text: str, names: MakeSymbol = symbol) -> CallSpec | None:
    try:
        return parse_call(text, names)
    except SpecError:
        return None


def _of_call(text: str, names: MakeSymbol) -> Mapping[str, Declared]:
    call = _read_call(text, names)
    if call is None:
        return {}
    specs = {argument.path.root: argument.spec for argument in call.arguments if not argument.path.steps}
    return {name: Declared(spec, None, text) for name, spec in specs.items() if spec is not None}


def _of_annotation(annotation: ast.expr | None) -> tuple[str, str | None] | None:
    """Give the text and the kind of `Float[np.ndarray, "n m"]`."""
    match annotation:
        case ast.Subscript(ast.Name(name) | ast.Attribute(attr=name), ast.Tuple([_, ast.Constant(str() as text), *_])):
            return (text, _KINDS.get(name)) if name in _KINDS or name in _OTHERS else None
    return None


def _read(text: str, names: MakeSymbol) -> Spec | None:
    try:
        return parse_spec(text, names)
    except SpecError:
        return None


def _shaped(spec: Spec, names: _Sizes, name: str, kind: str | None) -> Array | None:
    axes = tuple(
        Sized(names.any()) if isinstance(axis, AnyAxis) or getattr(axis, "broadcastable", False) is True else axis
        for axis in spec.axes
    )
    if spec.run is not None:  # how many axes it has is not known, whatever its name is
        axes = (*axes[: spec.run], AnyRun(), *axes[spec.run + 1 :])
    try:
        return Array(shape_of_spec(Spec(axes)), kind, name)
    except SpecError:
        return None
