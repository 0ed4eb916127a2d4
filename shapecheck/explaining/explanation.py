"""The public face of the explainer: a line of code and shapes in, an explanation out."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NoReturn, TypeAlias

from shapecheck.core.array import ANY, Array, Bare, Origin
from shapecheck.core.claims import Depends
from shapecheck.core.dim import Dim, Size, symbols_of
from shapecheck.core.notation.parse_spec import parse_spec
from shapecheck.core.notation.spec import shape_of_spec
from shapecheck.core.shape import Shape
from shapecheck.core.terms import of_atom
from shapecheck.diagnostics import Diagnostic
from shapecheck.errors import SpecError, SpecProblem, Unsupported, UnsupportedOperation
from shapecheck.explaining.advice import advice, reason_of, unknown
from shapecheck.expressions.names import is_known
from shapecheck.expressions.source import Node, parse_lines, shortened_text
from shapecheck.expressions.steps import Explanation, Remark, Step
from shapecheck.infer.events import Gap, Operation, Unmodelled
from shapecheck.infer.lines import PATH, Walk, tree_of, walk
from shapecheck.language import say
from shapecheck.ops.values import Unknown, Value
from shapecheck.wording import condition

__all__ = ["Given", "explain", "explain_node", "named_array"]

Given: TypeAlias = "str | tuple[Size, ...] | Shape | Array | int | Dim"

_MOST_MENDED = 5  # remarks for which a change is looked for: each is tried on the whole expression


def explain(expression: str, names: Mapping[str, Given] | None = None, /, **more: Given) -> Explanation:
    """Go through an expression or a line of code on shapes, step by step.

    Parameters
    ----------
    expression : str
        A Python expression over `np` and the names given, or statements: what the last one computes is explained, and
        where it is unpacked, whether there are as many values as names.
    names : mapping, optional
        What is known of names that are no identifiers, as in `{'parameters["W1"]': "3,2"}`.
    **more : str or tuple or Shape or Array or int
        The shape of each array, `"3,2"`, `"n[l] m"`, `(3, 2)`, or the number that a name stands for, `m=7`. Sizes that
        stand in a shape, as `m` in `"2,m"`, are known in the expression.

    Returns
    -------
    Explanation
        The steps, the result, remarks, and the failure, if any, with a help line where a change was found that fits.

    Raises
    ------
    SpecError
        When the expression or a shape cannot be read, or a name has no shape.
    UnsupportedOperation
        When the expression has something that is not modelled.

    Examples
    --------
    >>> print(explain("np.dot(W, A) + b", W="3,2", A="2,m", b="3,1").result.shape)
    (3, m)
    """
    known: dict[str, Value] = {}
    for name, given in (*(names or {}).items(), *more.items()):
        known[name] = given if isinstance(given, (int, Dim, Array)) else named_array(name, given)
    return _explained(expression.strip(), {**dict(_sizes_in(known)), **known})


def _sizes_in(known: Mapping[str, Value]) -> Iterator[tuple[str, Value]]:
    """Give the symbols of all shapes by name: `1/m` knows the m of `A : (n, m)`."""
    for value in known.values():
        if isinstance(value, Array):
            for size in (*value.shape.before, *value.shape.after):
                for found in symbols_of(size):
                    symbol = Dim(of_atom(found))
                    if not is_known(str(symbol)):
                        yield str(symbol), symbol


def named_array(name: str, shape: str | tuple[Size, ...] | Shape, kind: str | None = None) -> Array:
    """Give the array of a name, each of its sizes coming from its own axis."""
    if isinstance(shape, str):
        shape = shape_of_spec(parse_spec(shape))
    elif not isinstance(shape, Shape):
        shape = Shape(tuple(shape))
    axes = range(len(shape.before)) if shape.run is None else ()
    bare = Bare.ARRAY if shape.rank == 0 else ANY
    return Array(shape, kind, name, tuple(Origin.of_axis(axis, name) for axis in axes), bare=bare)


def explain_node(text: str, root: Node | ast.If, names: Mapping[str, Value]) -> Explanation:
    """Explain an expression or a statement of a file; where it fails, with the help that the linter gives.

    Parameters
    ----------
    text : str
        The file that the places in the tree refer to.
    root : Node or ast.If
        The expression or statement; a condition whose body is left out.
    names : mapping
        What is known of its names.

    Raises
    ------
    UnsupportedOperation
        Where something in it is not understood, and nothing fails.
    """
    found = walk(text, tree_of(root), names)
    if found.failed is None:
        return found.explanation(text, names)
    segment = found.source.segment(root.test if isinstance(root, ast.If) else root)
    try:
        parse_lines(segment)
    except SpecError:
        segment = ast.unparse(root)  # what stands on several lines has its brackets around it
    else:
        segment = f"if {segment}: pass" if isinstance(root, ast.If) else segment
    return found.explanation(text, names, _failure(found, segment, names))


def _explained(text: str, names: Mapping[str, Value]) -> Explanation:
    """Explain a line; where it fails, with the help that the linter gives.

    Raises
    ------
    SpecError
        When it cannot be read, or a name is not known.
    UnsupportedOperation
        When it has something that is not modelled.
    """
    found = walk(text, parse_lines(text), names)
    tree = found.source.tree
    failure = None if found.failed is None else _failure(found, text, names)
    if failure is not None:
        return found.explanation(text, names, failure)
    for gap in found.unknown:
        _refuse(gap, tree)
    if isinstance(found.value, Unknown):
        raise UnsupportedOperation(Unsupported(shortened_text(text), unknown(tree)))
    return replace(found.explanation(text, names), remarks=tuple(_remarks(found, tree, names)))


def _failure(found: Walk, text: str, names: Mapping[str, Value]) -> Diagnostic | None:
    """Word what fails, with the help that the linter gives for it; None where no rule says what is wrong."""
    # Imported here, as most lines fit and the rules take time to load.
    from shapecheck.lint.lines import findings_in

    findings = [own for own in findings_in(text, names, PATH) if own.severity == "error"]
    help_line = next((own.help for own in findings if own.help is not None), None)
    if found.failure is not None:
        return replace(found.failure, help=help_line)
    for own in findings:
        operation, problem = (*re.split(": |：", own.message, maxsplit=1), "")[:2]
        return Diagnostic(operation, problem, own.operands, help_line)
    return None


def _refuse(gap: Gap | Unmodelled, tree: ast.Module) -> NoReturn:
    """Say what was not understood.

    Raises
    ------
    SpecError
        Where it is a name of which nothing is known.
    UnsupportedOperation
        Where it is anything else.
    """
    node, source = gap.site.node, gap.site.source
    if isinstance(gap, Gap) and isinstance(node, ast.Name) and gap.reason == f"name {node.id}":
        before = source.lines[: node.lineno - 1]
        position = sum(len(line) + 1 for line in before) + gap.site.column - 1
        raise SpecError(SpecProblem(source.text, position, advice(tree, node)))
    reason = gap.reason if isinstance(gap, Gap) else gap.lost
    raise UnsupportedOperation(Unsupported(shortened_text(gap.site.text), reason_of(reason or "")))


def _remarks(found: Walk, tree: ast.Module, names: Mapping[str, Value]) -> Iterator[Remark]:
    """Give what each step depends on, and warn where both operands are stretched."""
    mended = 0
    said: set[tuple[str, bool]] = set()
    open_steps = sum(1 for step in found.steps if step.undecided)
    for step, event in zip(found.steps, found.operations, strict=True):
        asked = list(_kinds_asked(step))
        texts = [(condition(claim), False) for claim in step.conditions if not (asked and isinstance(claim, Depends))]
        if step.both_stretched:
            texts.append((step.stretched_text, True))
        for text, warning in dict.fromkeys(texts):
            if (text, warning) in said and not warning:
                continue
            said.add((text, warning))
            mended += 1
            change = _change(found, event, tree, names, open_steps - 1) if mended <= _MOST_MENDED else None
            yield Remark(step, text, warning, change)
        for text in asked:
            yield Remark(step, text, False)


def _change(found: Walk, event: Operation, tree: ast.Module, names: Mapping[str, Value], undecided: int) -> str | None:
    """Give a change of an operation with which fewer steps are open; it is tried on the whole line."""
    from shapecheck.lint.mending.place import fitting

    node = event.site.node
    if not isinstance(node, (ast.expr, ast.AugAssign, ast.Assign)):
        return None
    first = next(fitting(tree, node, names, found.values, undecided), None)
    return None if first is None else first.sentence


def _kinds_asked(step: Step) -> Iterator[str]:
    """Ask what an index array holds, where that decides the shape."""
    if step.title == "index" and isinstance(step.result, Array) and step.result.shape.rank is None:
        for index in step.operands[1:]:
            if index.kind is None and index.shape.rank is not None:
                yield say(
                    "the elements of {name} decide the shape, numbers or a mask: write {numbers} or {mask}",
                    name=index.name,
                    numbers=f"{index.name}:int",
                    mask=f"{index.name}:bool",
                )
