"""One-edit mutants of programs: the mistakes that people make with shapes, each put where it could have been made."""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["KINDS", "Mutant", "mutants"]

MODULES = {"np", "numpy"}
CREATION = set(
    "zeros ones empty full normal uniform standard_normal random random_sample randint integers choice".split()
)
BY_SIZES = {"rand", "randn"}
REDUCTIONS = set("sum mean max min std var argmax argmin cumsum prod any all median".split())
PRODUCTS = {"dot", "matmul"}
OTHER_STACK = {"hstack": "vstack", "vstack": "hstack", "column_stack": "vstack", "c_": "r_", "r_": "c_"}
LISTS_OF_SIZES = re.compile(r"dims|sizes|layers|n_h|shapes", re.IGNORECASE)
ATOMS = (ast.Name, ast.Attribute, ast.Call, ast.Subscript, ast.Constant)

Edit = tuple[int, int, str]
"""From this byte to that one, what stands there instead."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A program with one edit: `text` is what `file` of `program` holds then; `old` and `new` are the lines edited."""

    program: Path
    file: Path
    kind: str
    line: int
    text: str
    old: str
    new: str


class Program:
    """A parsed file, with what the makers of mutants ask about it."""

    def __init__(self, text: str) -> None:
        self.bytes = text.encode()
        self.tree = ast.parse(text)
        self.starts = [0]
        for line in self.bytes.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))
        self.parents = {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}

    def span(self, node: ast.AST) -> tuple[int, int]:
        """Give the bytes of a node, without parentheses around it."""
        start = self.starts[node.lineno - 1] + node.col_offset  # type: ignore[attr-defined]
        end = self.starts[node.end_lineno - 1] + node.end_col_offset  # type: ignore[attr-defined]
        return start, end

    def text(self, node: ast.AST) -> str:
        """Give the source of a node."""
        start, end = self.span(node)
        return self.bytes[start:end].decode()

    def operand(self, node: ast.expr) -> str:
        """Give the source of a node in parentheses where it may need them."""
        return self.text(node) if isinstance(node, ATOMS) else f"({self.text(node)})"

    def put(self, node: ast.AST, text: str) -> list[Edit]:
        """Give the edit that puts a text in place of a node."""
        return [(*self.span(node), text)]

    def swap(self, one: ast.AST, other: ast.AST) -> list[Edit]:
        """Give the edit that swaps two nodes; none where they are the same."""
        texts = self.text(one), self.text(other)
        return [] if texts[0] == texts[1] else [(*self.span(one), texts[1]), (*self.span(other), texts[0])]

    def cut(self, node: ast.AST) -> list[Edit]:
        """Give the edit that takes an argument out, with the comma before it."""
        start, end = self.span(node)
        comma = self.bytes.rfind(b",", 0, start)
        if comma >= 0 and not self.bytes[comma + 1 : start].strip():
            start = comma
        return [(start, end, "")]

    def edited(self, edits: list[Edit]) -> str:
        """Give the text with edits made."""
        text = self.bytes
        for start, end, new in sorted(edits, reverse=True):
            text = text[:start] + new.encode() + text[end:]
        return text.decode()

    def function_of(self, node: ast.AST) -> ast.AST:
        """Give the function or module a node stands in."""
        while node in self.parents:
            node = self.parents[node]
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                break
        return node

    def within_subscript(self, node: ast.AST) -> bool:
        """Whether a node is part of an index that is no slice."""
        while (parent := self.parents.get(node)) is not None and isinstance(parent, (ast.expr, ast.FormattedValue)):
            if isinstance(parent, ast.Subscript):
                return node is parent.slice
            node = parent
        return False


def called(node: ast.AST) -> str:
    """Give the name of a called function or method, or nothing."""
    match node:
        case ast.Call(func=ast.Attribute(attr=name)) | ast.Call(func=ast.Name(id=name)):
            return name
    return ""


def of_module(node: ast.Call) -> bool:
    """Whether a call is one of NumPy's functions, not of a method."""
    match node.func:
        case ast.Attribute(value=ast.Name(id=name)):
            return name in MODULES
        case ast.Attribute():
            return False
    return True


def product(node: ast.AST) -> tuple[ast.expr, ast.expr] | None:
    """Give the operands of a matrix product."""
    match node:
        case ast.BinOp(left=left, op=ast.MatMult(), right=right):
            return left, right
        case ast.Call(args=[left, right]) if called(node) in PRODUCTS and of_module(node):
            return left, right
        case ast.Call(func=ast.Attribute(value=left), args=[right]) if called(node) == "dot" and not of_module(node):
            return left, right
    return None


def size_pairs(node: ast.AST, names: set[str]) -> Iterator[tuple[list[ast.expr], ast.Tuple | None]]:
    """Give the sizes written in a call of one of these names: as a tuple, or as arguments and no tuple."""
    if not isinstance(node, ast.Call) or called(node) not in names:
        return
    values = [*node.args, *(word.value for word in node.keywords if word.arg in {"size", "shape"})]
    tuples = [value for value in values if isinstance(value, ast.Tuple) and len(value.elts) >= 2]
    for value in tuples:
        yield value.elts, value
    if not tuples and called(node) in {*BY_SIZES, "reshape"}:
        sizes = node.args[1:] if called(node) == "reshape" and of_module(node) else node.args
        if len(sizes) >= 2 and not any(isinstance(size, ast.Starred) for size in sizes):
            yield sizes, None


def swapped_operands(program: Program, node: ast.AST) -> Iterator[list[Edit]]:
    """`W @ X` as `X @ W`."""
    if pair := product(node):
        left, right = pair
        match node:
            case ast.BinOp():
                yield program.put(node, f"{program.operand(right)} @ {program.operand(left)}")
            case ast.Call() if of_module(node):
                yield program.swap(left, right)
            case ast.Call():
                yield program.put(node, f"{program.operand(right)}.dot({program.text(left)})")


def dropped_transpose(program: Program, node: ast.AST) -> Iterator[list[Edit]]:
    """`A.T` as `A`."""
    match node:
        case ast.Attribute(attr="T", value=value):
            yield program.put(node, program.operand(value))
        case ast.Call(func=ast.Attribute(attr="transpose", value=value), args=[]):
            yield program.put(node, program.operand(value))
        case ast.Call(args=[value]) if called(node) == "transpose" and of_module(node):
            yield program.put(node, program.operand(value))


def added_transpose(program: Program, node: ast.AST) -> Iterator[list[Edit]]:
    """`W @ X` as `W.T @ X` and as `W @ X.T`."""
    for operand in product(node) or ():
        if not (isinstance(operand, ast.Attribute) and operand.attr == "T"):
            yield program.put(operand, f"{program.operand(operand)}.T")


def flipped_axis(program: Program, node: ast.AST) -> Iterator[list[Edit]]:
    """`axis=1` as `axis=0`, and back."""
    if not isinstance(node, ast.Call):
        return
    axes = [word.value for word in node.keywords if word.arg == "axis"]
    if called(node) in REDUCTIONS and not axes:
        axes = node.args[1:2] if of_module(node) else node.args[:1]
    for axis in axes:
        text = program.text(axis)
        if text in {"0", "1", "-1"}:
            yield program.put(axis, "1" if text == "0" else "0")


def dropped_keepdims(program: Program, node: ast.AST) -> Iterator[list[Edit]]:
    """`sum(axis=1, keepdims=True)` without keepdims."""
    if isinstance(node, ast.Call):
        for word in node.keywords:
            if word.arg == "keepdims":
                yield program.cut(word)


def swapped_sizes(program: Program, node: ast.AST) -> Iterator[list[Edit]]:
    """`zeros((n, m))` as `zeros((m, n))`."""
    for sizes, _ in size_pairs(node, CREATION | BY_SIZES):
        yield program.swap(sizes[0], sizes[1])


def swapped_reshape(program: Program, node: ast.AST) -> Iterator[list[Edit]]:
    """`reshape(n, -1)` as `reshape(-1, n)`."""
    for sizes, _ in size_pairs(node, {"reshape"}):
        yield program.swap(sizes[0], sizes[1])


def flat_for_column(program: Program, node: ast.AST) -> Iterator[list[Edit]]:
    """`zeros((n, 1))` as `zeros((n,))`."""
    for sizes, whole in size_pairs(node, CREATION | BY_SIZES | {"reshape"}):
        if len(sizes) == 2 and program.text(sizes[1]) == "1":
            yield program.cut(sizes[1]) if whole is None else program.put(whole, f"({program.text(sizes[0])},)")


def layer_shift(program: Program, node: ast.AST) -> Iterator[list[Edit]]:
    """`A[l - 1]` as `A[l]`, and `layer_dims[l]` as `layer_dims[l - 1]`."""
    match node:
        case ast.BinOp(left=ast.Name(id=name), op=ast.Add() | ast.Sub(), right=ast.Constant(value=1)):
            if program.within_subscript(node) and program.text(node).replace(" ", "") == ast.unparse(node).replace(
                " ", ""
            ):
                yield program.put(node, name)  # compared since Python 3.11 misplaces some nodes of f-strings
        case ast.Subscript(value=value, slice=ast.Name(id=name) as index):
            if LISTS_OF_SIZES.search(program.text(value)):
                yield program.put(index, f"{name} - 1")
        case ast.Call(func=ast.Name(id="str"), args=[ast.Name(id=name) as index]):
            if program.within_subscript(node):
                yield program.put(index, f"{name} - 1")
        case ast.FormattedValue(value=ast.Name(id=name) as index):
            if program.within_subscript(node) and program.text(index) == name:
                yield program.put(index, f"{name} - 1")


def last_for_layer(program: Program, node: ast.AST) -> Iterator[list[Edit]]:
    """`W[l]` as `W[L]`, where there is an `L`."""
    match node:
        case ast.Name(id=name, ctx=ast.Load()) if len(name) == 1 and name.islower() and program.text(node) == name:
            scopes = {program.function_of(node), program.tree}
            if program.within_subscript(node) and any(name.upper() in bound(scope) for scope in scopes):
                yield program.put(node, name.upper())


def star_for_product(program: Program, node: ast.AST) -> Iterator[list[Edit]]:
    """`W @ X` as `W * X`."""
    if pair := product(node):
        left, right = map(program.operand, pair)
        yield program.put(node, f"({left} * {right})" if isinstance(node, ast.Call) else f"{left} * {right}")


def product_for_star(program: Program, node: ast.AST) -> Iterator[list[Edit]]:
    """`dA * g` as `dA @ g`."""
    match node:
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            if not any(isinstance(side, ast.Constant) for side in (left, right)):
                yield program.put(node, f"{program.operand(left)} @ {program.operand(right)}")
        case ast.Call(args=[left, right]) if called(node) == "multiply" and of_module(node):
            yield program.put(node, f"({program.operand(left)} @ {program.operand(right)})")


def other_array(program: Program, node: ast.AST) -> Iterator[list[Edit]]:
    """`dZ @ A_prev.T` as `dZ @ X.T`: another array of the same function."""
    for operand in product(node) or ():
        target = operand.value if isinstance(operand, ast.Attribute) and operand.attr == "T" else operand
        if isinstance(target, (ast.Name, ast.Subscript)):
            own = program.text(target)
            others = sorted(array_names(program.function_of(node)) - {own})
            if others:
                yield program.put(target, random.Random(f"{program.text(node)}:{own}").choice(others))


def other_stack(program: Program, node: ast.AST) -> Iterator[list[Edit]]:
    """`hstack` as `vstack`, and back; `c_` as `r_`."""
    match node:
        case ast.Attribute(attr=name, value=value) if name in OTHER_STACK:
            yield program.put(node, f"{program.text(value)}.{OTHER_STACK[name]}")


def moved_newaxis(program: Program, node: ast.AST) -> Iterator[list[Edit]]:
    """`x[:, None]` as `x[None, :]`, and back."""
    match node:
        case ast.Subscript(slice=ast.Tuple(elts=[first, second])):
            if any(program.text(part) in {"None", "np.newaxis"} for part in (first, second)):
                yield program.swap(first, second)


def other_shape_axis(program: Program, node: ast.AST) -> Iterator[list[Edit]]:
    """`X.shape[1]` as `X.shape[0]`, and back."""
    match node:
        case ast.Subscript(value=ast.Attribute(attr="shape"), slice=ast.Constant(value=0 | 1 as axis) as index):
            yield program.put(index, str(1 - axis))


def bound(scope: ast.AST) -> set[str]:
    """Give the names that are assigned in a function or module, its arguments included."""
    names = {node.id for node in ast.walk(scope) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return names | {node.arg for node in ast.walk(scope) if isinstance(node, ast.arg)}


def array_names(scope: ast.AST) -> set[str]:
    """Give the names of a function or module that are used as only arrays are."""
    found: set[str] = set()
    for node in ast.walk(scope):
        operands = list(product(node) or ())
        if isinstance(node, ast.Attribute) and node.attr in {"T", "shape"}:
            operands.append(node.value)
        found.update(operand.id for operand in operands if isinstance(operand, ast.Name) and operand.id not in MODULES)
    return found


Maker = Callable[[Program, ast.AST], Iterator[list[Edit]]]

KINDS: dict[str, Maker] = {
    "swapped-operands": swapped_operands,
    "dropped-T": dropped_transpose,
    "added-T": added_transpose,
    "flipped-axis": flipped_axis,
    "dropped-keepdims": dropped_keepdims,
    "swapped-sizes": swapped_sizes,
    "swapped-reshape": swapped_reshape,
    "flat-for-column": flat_for_column,
    "layer-shift": layer_shift,
    "L-for-l": last_for_layer,
    "star-for-product": star_for_product,
    "product-for-star": product_for_star,
    "other-array": other_array,
    "other-stack": other_stack,
    "moved-newaxis": moved_newaxis,
    "other-shape-axis": other_shape_axis,
}


def parses(text: str) -> bool:
    """Whether a text is Python."""
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


def mutants(program: Path, file: Path) -> list[Mutant]:
    """Give the mutants of one file of a program, each text once, in the order of the source."""
    text = file.read_text(encoding="utf-8")
    parsed = Program(text)
    lines = text.splitlines()
    found: dict[str, Mutant] = {}
    for node in ast.walk(parsed.tree):
        for kind, maker in KINDS.items():
            for edits in maker(parsed, node):
                changed = parsed.edited(edits)
                if changed == text or not parses(changed):
                    continue
                mutated = changed.splitlines()
                first = next((at for at, (a, b) in enumerate(zip(lines, mutated, strict=False)) if a != b), 0)
                found.setdefault(
                    changed,
                    Mutant(program, file, kind, first + 1, changed, lines[first].strip(), mutated[first].strip()),
                )
    return sorted(found.values(), key=lambda mutant: (mutant.line, mutant.kind, mutant.new, mutant.text))
