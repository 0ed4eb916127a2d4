"""What docstrings and comments say of the shapes of values, compared with these values.

A docstring says what a call gives a function, what it gives back and which attributes an object has; a comment at the
end of an assignment says what the variable has: `W = rng.random((n_h, n_x))  # (n_h, n_x)`. A value that is not known
is supposed to be what is said. One that is known, and for certain something else, is told of: then what is said is
wrong. Names of sizes are those of one docstring, or of one comment, alone.
"""

import ast
import io
import re
import tokenize
from collections.abc import Iterator, Mapping, Sequence

from shapecheck.core.array import Array, Axis, Place, Quantity
from shapecheck.core.claims import Agree, Claim, RankIs
from shapecheck.core.compare import compare
from shapecheck.core.dim import Dim, Size, product
from shapecheck.core.judge import first_failed
from shapecheck.core.shape import UNKNOWN_SHAPE, Shape
from shapecheck.core.verdict import Verdict
from shapecheck.infer.docstrings import ARRAY, Stated, documented
from shapecheck.infer.fitting import given, operands_of
from shapecheck.infer.frames import Frame, find
from shapecheck.infer.lowering import is_faulty
from shapecheck.infer.machine import Machine
from shapecheck.infer.site import Site, Source
from shapecheck.infer.sizes_in_words import MOST_AXES, sizes_in
from shapecheck.infer.stated import asks_of, differs, said_of
from shapecheck.infer.told_of_texts import CalledOtherwise, Commented, Returned
from shapecheck.infer.tree import nodes_in, once
from shapecheck.infer.values import ABSENT, Assumed, Class, Function, Instance, Opaque, Value
from shapecheck.language import Phrase

__all__ = ["check_attributes", "compare_call", "compare_with_comment", "supposed_attribute", "supposed_result"]

# What takes arrays of any number of axes, and makes those that are wanted of them.
_MAKING = frozenset(
    """atleast_1d atleast_2d atleast_3d broadcast_arrays broadcast_to check_array check_X_y expand_dims flatten ravel
    reshape squeeze validate_data _validate_data vectorize""".split()
)


# Calls


def compare_call(
    machine: Machine,
    function: Function,
    values: Sequence[Value],
    keywords: Mapping[str, Value],
    node: ast.AST,
    frame: Frame,
) -> None:
    """Tell of a call with arrays that are for certain not what the docstring of the function says of them."""
    said = said_of(function).parameters
    if not said or machine.generic is not None or machine.muted or not _is_plain(function.node):
        return
    claims = tuple(_claims(machine, said, given(function, values, keywords)))
    failed = first_failed(claims)
    if failed is None:
        return
    operand = operands_of(failed)[-1]
    guarded = machine.is_guarded or not machine.expected.isdisjoint({"ValueError", "TypeError"})
    path, line = function.frame.source.path, said[operand.name].line
    machine.tell(CalledOtherwise(frame.site(node), function.name, failed, operand, path, line, guarded, machine.doubt))


@once
def _is_plain(node: ast.AST) -> bool:
    """Tell whether a function takes its arguments as they are: it does not ask what they are, nor shape them first."""
    if getattr(node, "decorator_list", ()):
        return False
    names = (inner.attr if isinstance(inner, ast.Attribute) else getattr(inner, "id", "") for inner in nodes_in(node))
    return not asks_of(node) and _MAKING.isdisjoint(names)


def _claims(machine: Machine, said: Mapping[str, Stated], arguments: Mapping[str, Value]) -> Iterator[Claim]:
    """Give what a docstring asks of the arguments of a call: so many axes, numbers, one size for one name."""
    bound: dict[str, Place] = {}
    for name, value in arguments.items():
        if type(value) is int or isinstance(value, Dim):
            bound[name] = Quantity(value, name)
    for name, stated in said.items():
        value = arguments.get(name, ABSENT)
        if stated.type != ARRAY or stated.sizes is None or not _is_array(value):
            continue
        array = Array(value.shape, value.kind, name, machine.origins.trace(value))
        machine.origins.hand_on(value, array)
        yield RankIs(array, len(stated.sizes), len(stated.sizes))
        if value.shape.rank != len(stated.sizes):
            continue
        for axis, size in enumerate(stated.sizes):
            place = Axis(array, axis)
            if isinstance(size, int):
                yield Agree(place, Quantity(size, Phrase("the size in its docstring")))
            elif size is not None and place.size != 1:
                if size in bound:
                    yield Agree(bound[size], place, Phrase("sizes {size}", size=size))
                elif size.isidentifier():
                    bound[size] = place


def _is_array(value: Value) -> bool:
    """Tell whether a value is an array of NumPy's for certain, and has axes."""
    return isinstance(value, Array) and not isinstance(value, Assumed) and not value.may_be_bare


def supposed_result(machine: Machine, function: Function, result: Value) -> Value:
    """Return what a function gives; what is not known of it has most likely the shape that its docstring says."""
    said = said_of(function).returned if machine.generic is None else ()
    if not said or not isinstance(function.node, ast.FunctionDef):
        return result
    if len(said) == 1 and said[0] is not None:
        return _supposed(machine, result, said[0])
    if type(result) is tuple and len(result) == len(said):
        return tuple(
            value if stated is None else _supposed(machine, value, stated)
            for value, stated in zip(result, said, strict=True)
        )
    return result


def _supposed(machine: Machine, value: Value, stated: Stated) -> Value:
    """Return a value of which nothing is known as an array that most likely has the shape that is said."""
    if stated.type != ARRAY or stated.sizes is None or not _is_unknown(value):
        return value
    names: dict[str, Size] = {}
    sizes: list[Size] = []
    for size in stated.sizes:
        if isinstance(size, int):
            sizes.append(size)
        else:
            key = size or f"{len(sizes)}"
            names.setdefault(key, machine.symbols.named(key if size and size.isidentifier() else "size"))
            sizes.append(names[key])
    kind = stated.kind if isinstance(value, Opaque) else value.kind
    return Assumed(UNKNOWN_SHAPE, kind, getattr(value, "name", ""), supposed=Shape(tuple(sizes)))


def _is_unknown(value: Value) -> bool:
    if isinstance(value, Opaque):
        return value.kind is None and not value.cells and not is_faulty(value)
    return isinstance(value, Assumed) and value.shape == UNKNOWN_SHAPE and value.supposed is None


# Attributes


def supposed_attribute(machine: Machine, owner: Class, name: str, value: Value) -> Value:
    """Return an attribute; what is not known of it has most likely the shape that the docstring of the class says."""
    for base in owner.lineage() if machine.generic is None else ():
        stated = documented(base.node).attributes.get(name)
        if stated is not None:
            return _supposed(machine, value, stated)
    return value


def check_attributes(machine: Machine, function: Function, owner: Value) -> None:
    """Tell of an attribute that a public method leaves with another shape than the docstring of its class says."""
    name = function.name.rpartition(".")[2]
    if not isinstance(owner, Instance) or function.owner is None or (name[:1] == "_" and name != "__init__"):
        return
    stated = documented(function.owner.node).attributes
    for attribute, node in _written(function.node).items() if stated else ():
        said, value = stated.get(attribute), owner.cells.get(attribute, ABSENT)
        if said is None or said.sizes is None or not _is_array(value) or not differs(said.sizes, value.shape):
            continue
        site = Site(function.frame.source, node, f"{function.owner.name}.{attribute}")
        machine.tell(Returned(site, value, said.sizes, said.line, is_attribute=True))


@once
def _written(node: ast.AST) -> Mapping[str, ast.AST]:
    """Return the attributes that a method gives its object, each with the last place."""
    found: dict[str, ast.AST] = {}
    for inner in nodes_in(node):
        if isinstance(inner, ast.Assign):
            for target in inner.targets:
                if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name):
                    before = found.get(target.attr)
                    if before is None or getattr(before, "lineno", 0) < inner.lineno:
                        found[target.attr] = inner
    return found


# Comments

_GROUP = r"[(\[](?P<sizes>[^()\[\]]+)[)\]]"
_SAYS_SHAPE = re.compile(
    rf"(?:(?:->|=>)\s*)?(?:(?P<name>(?!(?:shape|dims?|dimensions?)\b)\w+)(?:\.shape)?\s*(?:[:=]|==|is|has shape)\s*)?"
    rf"(?P<word>(?:of\s+)?(?:shape|dims?|dimensions?)\s*(?:is|[:=]|==|of)?\s*)?{_GROUP}\.?",
    re.IGNORECASE,
)
_TIMES = re.compile(rf"(?P<sizes>\w+(?:\s+[xX×]\s+\w+){{1,{MOST_AXES - 1}}})")
_SEVERAL = 2
_Sizes = tuple[int | str | None, ...]


def compare_with_comment(machine: Machine, node: ast.Assign, value: Value, frame: Frame) -> Value:
    """Return what is assigned to a variable, and tell of it where the comment beside it says another shape."""
    source = frame.source
    line = node.end_lineno or node.lineno
    if line > len(source.lines) or "#" not in source.lines[line - 1] or machine.generic is not None:
        return value
    match node.targets:
        case [ast.Name(name)]:
            pass
        case _:
            return value
    said = _said_beside(source, line, name, frame)
    if said is None:
        return value
    sizes, is_sure = said
    if _is_unknown(value):
        return _supposed(machine, value, Stated(line, ARRAY, sizes))
    if not _is_array(value) or (not is_sure and _may_be_contents(value.shape, sizes)):
        return value
    wrong = differs(sizes, value.shape) or _are_unequal(sizes, value.shape)
    fits = machine.fitting_comments
    if not wrong:
        fits.add(node)
    elif not machine.muted:
        site = frame.site(node)
        event = Commented(site, name, value, sizes, lambda: node in fits, machine.is_guarded, machine.doubt)
        machine.tell(event)
    return value


def _said_beside(source: Source, line: int, name: str, frame: Frame) -> tuple[_Sizes, bool] | None:
    """Return the sizes that the comment of a line says, and whether it says that they are a shape; None for others.

    It is one as well where the sizes are numbers, or one of them is a variable that holds a number.
    """
    text = _comments(source.tree, source.text).get(line, "").strip("# \t")
    found = _SAYS_SHAPE.fullmatch(text) or _TIMES.fullmatch(text)
    if found is None:
        return None
    sizes = sizes_in(found["sizes"])
    named = found.groupdict().get("name")
    if sizes is None or (named and named != name):
        return None
    if found.groupdict().get("word") or named:
        return sizes, True
    if len(sizes) < _SEVERAL and not found["sizes"].rstrip().endswith(","):
        return None
    numbers = [isinstance(size, int) for size in sizes]
    held = [find(frame, size) for size in sizes if isinstance(size, str) and size.isidentifier()]
    is_of_sizes = any(type(value) is int or isinstance(value, Dim) for value in held)
    return (sizes, False) if all(numbers) or is_of_sizes else None


def _may_be_contents(shape: Shape, sizes: _Sizes) -> bool:
    """Tell whether what a comment lists may be the elements of a vector, or of each row, `(x, y)`, or two ends."""
    numbers = [size for size in sizes if isinstance(size, int)]
    if shape.rank is None or 0 in numbers:
        return True
    if shape.rank == len(sizes):
        return False
    if len(numbers) == len(sizes) and compare(product(shape.before), product(tuple(numbers))) is not Verdict.YES:
        return True
    return compare(shape.before[-1], len(sizes)) is not Verdict.NO


def _are_unequal(stated: Sequence[int | str | None], shape: Shape) -> bool:
    """Tell whether two sizes that are called the same are for certain not equal."""
    seen: dict[str, Size] = {}
    for said, size in zip(stated, shape.before, strict=False) if shape.rank == len(stated) else ():
        if isinstance(said, str) and compare(seen.setdefault(said, size), size) is Verdict.NO:
            return True
    return False


@once
def _comments(tree: ast.Module, text: str) -> Mapping[int, str]:
    """Return the comments of a file by their lines."""
    del tree
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    except (tokenize.TokenError, SyntaxError):
        return {}
    return {token.start[0]: token.string for token in tokens if token.type == tokenize.COMMENT}
