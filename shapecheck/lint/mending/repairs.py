"""Repairs: what may be written instead where something does not fit, in the order of what people mean."""

import ast
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import chain, islice
from typing import Any

from shapecheck.core.array import Array
from shapecheck.errors import SpecError, UnsupportedOperation
from shapecheck.infer.events import Operation
from shapecheck.infer.lineage import Lineage, axis_reduced
from shapecheck.infer.site import Site
from shapecheck.infer.tree import nodes_in
from shapecheck.lint.memory import Memory, is_within, spot_of
from shapecheck.lint.mending.candidates import transposed
from shapecheck.lint.mending.copying import Copy
from shapecheck.lint.mending.elsewhere import Ancestry, Fits, evaluated, fits_again, of_calls, of_names, reason_of
from shapecheck.lint.mending.makers import Replay, done, with_axes
from shapecheck.lint.mending.place import Fitting, fitting
from shapecheck.lint.mending.repair import Kind, Repair, Repairs
from shapecheck.lint.mending.rewriting import TextEdit, merged, offsets_of, rewritten
from shapecheck.lint.mending.scope import Scope, around
from shapecheck.lint.mending.statements import of_keys, of_loops, of_targets, of_truth
from shapecheck.lint.mending.turns import of_turns
from shapecheck.ops.roles import Role, broadcasts, role_of

__all__ = ["changed_in_place", "repairs", "written"]

_MOST_NODES = 200  # of an expression that is tried
_MOST = 20  # repairs of one finding


def repairs(
    memory: Memory, site: Site, node: ast.AST, wanted: Array | None = None, *, of: Array | None = None
) -> Iterator[Repair]:
    """Yield what may be written instead, that what is most often meant first.

    Parameters
    ----------
    memory : Memory
        What was seen: it knows the values of the operation's parts.
    site : Site
        Where something does not fit.
    node : ast.AST
        The operation.
    wanted : Array, optional
        An array whose shape the changed operation must give.
    of : Array, optional
        An array that must have the shape instead, where nothing was done with it there.
    """
    told: set[TextEdit] = set()
    try:
        for each in _each(memory, site, node, wanted, of):
            if each.edit not in told:
                told.add(each.edit)
                yield each
            if len(told) == _MOST:
                break
    except (SpecError, UnsupportedOperation, RecursionError, MemoryError, ValueError, TypeError):
        pass


def changed_in_place(memory: Memory, site: Site) -> Iterator[Repair]:
    """Yield changes of an operation itself with which it always fits."""
    with suppress(SpecError, UnsupportedOperation, RecursionError, MemoryError, ValueError, TypeError):
        yield from _of_place(memory, Scope(memory, site), site.node, None)


def written(site: Site, text: str) -> tuple[Repair, ...]:
    """Return the repair that writes an expression in place of another one, none where it cannot be written."""
    try:
        new = ast.parse(text, mode="eval").body
    except SyntaxError:
        return ()
    for own in ast.walk(new):
        for name in ("lineno", "col_offset", "end_lineno", "end_col_offset"):
            if hasattr(own, name):  # else it were what stands there in the file
                delattr(own, name)
    repair = _repair(site, new, None, Kind.PLACE)
    return () if repair is None else (replace(repair, is_told=True),)


def _each(memory: Memory, site: Site, node: ast.AST, wanted: Array | None, of: Array | None) -> Iterator[Repair]:
    operation = memory.operation(site, node)
    asked = (of,) if of is not None else () if operation is None else operation.operands

    def fits(again: Replay) -> bool:
        return _fits(operation, again, wanted) if of is None else _has_shape(again.of(of), wanted)

    makers: list[Repair] = []
    # An axis is missing only where arrays meet element by element, or where a shape is wanted.
    if of is not None or wanted is not None or (operation is not None and _meets_elements(operation)):
        makers = list(_of_makers(memory, asked, fits, replace(site, node=node), is_wanted=wanted is not None))
    yield from (own for own in makers if own.kind is Kind.KEEPS)
    calls = list(of_calls(memory, site, _repair, asked))
    yield from (own for told, own in calls if told)
    yield from of_loops(memory, site, node, _repair)
    yield from of_truth(site, node, _repair)
    scope = Scope(memory, site)
    yield from of_turns(scope, node, _repair)
    places = Repairs(islice(_of_place(memory, scope, node, wanted), 6))
    is_stored = isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store)
    yield from (own for own in places if not is_stored and not _is_remade(own, node))
    before = Ancestry(memory, asked, replace(site, node=node))
    sizes = Repairs(before.changes(fits, _repair, {Kind.SIZE}))
    yield from (own for own in islice(sizes, 12) if "shape" in own.text)
    yield from of_targets(site, node, _repair)
    yield from islice(before.changes(fits, _repair, _SURE), 6)
    yield from of_keys(scope, node, _repair)
    if operation is not None and isinstance(node, ast.expr):
        yield from islice(of_names(memory, scope, operation, _repair, wanted), 4)
    yield from islice((own for told, own in calls if not told), 6)
    yield from islice(chain(sizes, before.changes(fits, _repair, _OTHERS)), 6)
    others = [own for own in makers if own.kind is Kind.AXIS]
    if len({id(own.site.node) for own in others}) == 1:  # else nobody could tell which one goes along the wrong axis
        yield from others
    yield from (own for own in places if is_stored or _is_remade(own, node))


_SURE = frozenset({Kind.OPTION, Kind.KEY, Kind.AXIS, Kind.NAME})  # before other names
_OTHERS = frozenset(Kind) - _SURE - {Kind.SIZE}


def _is_remade(repair: Repair, node: ast.AST) -> bool:
    """Tell whether an operation becomes another one: elements were multiplied, and are summed up."""
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult) and "@" in repair.edit.text


def _of_place(memory: Memory, scope: Scope, node: ast.AST, wanted: Array | None) -> Iterator[Repair]:
    """Yield changes of the operation itself."""
    site = scope.site
    if not isinstance(node, (ast.expr, ast.AugAssign, ast.Assign)) or memory.operation(site, node) is None:
        return
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
        stores = (own for own in nodes_in(around(site)) if isinstance(own, ast.Assign) and own.targets == [node])
        node = next(stores, node)  # what is written may be changed as well
    if sum(1 for _ in ast.walk(node)) > _MOST_NODES:
        return
    copy = Copy(memory, site)
    root = copy.made(node)
    assert isinstance(root, (ast.expr, ast.AugAssign, ast.Assign))
    names = scope.values | copy.names
    for changed in chain(fitting(root, root, names, copy.values), _exchanged(root, names, copy.values, wanted)):
        if wanted is None or (changed.result is not None and changed.result.shape == wanted.shape):
            made = _repair(replace(site, node=node), changed.changed, changed.result, Kind.PLACE)
            if made is not None:
                yield made


def _exchanged(
    root: ast.AST, names: Mapping[str, Any], values: Mapping[ast.AST, Any], wanted: Array | None
) -> Iterator[Fitting]:
    """Yield products of a shape that is wanted: transposed, or of matrices in place of elements, in any order."""
    found: list[ast.expr] = []
    match root:
        case ast.BinOp(left, ast.Mult(), right):
            pairs = (transposed(right), left), (right, transposed(left))
            found = [ast.BinOp(one, ast.MatMult(), other) for one, other in pairs]
        case ast.BinOp(op=ast.MatMult()) | ast.Call():
            found = [transposed(root)]
    for changed in found if wanted is not None else ():
        result = evaluated(changed, names, values)
        if result is not None:
            yield Fitting(changed, result)


def _of_makers(
    memory: Memory, asked: tuple[Array, ...], fits: Fits, here: Site, *, is_wanted: bool
) -> Iterator[Repair]:
    """Yield changes of the reductions that made what does not fit, in whatever function of the file."""
    if memory.origins is None:
        return
    lineage = Lineage(memory.origins)
    for known in (own for array in asked for own in lineage.reductions(array)):
        site = known.told_at
        if site.source is not here.source:
            continue
        remade = [made for made in with_axes(known) if fits_again(lineage, known, made.result, fits)]
        # Where the same along another axis fits as well, nobody can tell which of the two was meant. And what is
        # used elsewhere may need the shape that it has, but for what must have that of something else by a law.
        is_only = (
            (is_wanted or is_within(spot_of(site.node), spot_of(here.node)))
            and "keepdims" not in known.keywords
            and axis_reduced(known) is not None
            and not any(own.result.shape.rank == known.result.shape.rank for own in remade)
        )
        for made in remade:
            repair = _repair(site, made.call, made.result, Kind.KEEPS if made.keeps else Kind.AXIS)
            if repair is not None:
                yield replace(repair, reason=reason_of(known, made.result), is_only=is_only)


def _meets_elements(operation: Operation) -> bool:
    """Tell whether arrays meet element by element in an operation, which may be one in place."""
    return broadcasts(operation.rule.form) or role_of(operation.rule) in {Role.ELEMENTWISE, Role.FILLS}


def _fits(operation: Operation | None, again: Replay, wanted: Array | None) -> bool:
    """Tell whether an operation fits with operands that were made otherwise."""
    if operation is None:
        return False
    arguments = tuple(map(again.of, operation.arguments))
    result = done(operation.rule, arguments, {name: again.of(value) for name, value in operation.keywords.items()})
    if wanted is not None:
        return _has_shape(result, wanted)
    if broadcasts(operation.rule.form):  # one of them is not stretched: nobody forgot to let all meet all
        shapes = [own.shape for own in arguments if isinstance(own, Array)]
        return isinstance(result, Array) and result.shape in shapes
    return True


def _has_shape(value: object, wanted: Array | None) -> bool:
    return isinstance(value, Array) and wanted is not None and value.shape == wanted.shape


def _repair(site: Site, changed: ast.AST, result: Array | None, kind: Kind) -> Repair | None:
    """Return the repair that a change of a syntax tree is, where the text can be changed so."""
    offsets = offsets_of(site.source)
    edits = rewritten(offsets, site.node, changed)
    if not edits:
        return None
    edit = merged(offsets.text, edits)
    start, end = offsets.span(site.node)
    start, end = min(start, edit.start), max(end, edit.end)
    now = offsets.text[start : edit.start] + edit.text + offsets.text[edit.end : end]
    if now.count("\n") != offsets.text[start:end].count("\n"):
        return None  # lines keep their numbers
    return Repair(site, _bare(" ".join(now.split())), result, edit, kind)


def _bare(text: str) -> str:
    """Return an expression without brackets around all of it, unless these make a tuple of it."""
    try:
        whole, inner = (ast.parse(own, mode="eval").body for own in (text, text.removeprefix("(").removesuffix(")")))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return text
    is_same = not isinstance(inner, ast.Tuple) and ast.dump(whole) == ast.dump(inner)
    return text.removeprefix("(").removesuffix(")") if is_same else text
