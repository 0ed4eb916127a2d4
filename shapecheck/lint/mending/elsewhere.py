"""Repairs of what was made before and of calls: an operation on the way, or the arguments that a function was given."""

import ast
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import replace
from itertools import combinations, islice
from typing import Any, NamedTuple

from shapecheck.core.array import Array
from shapecheck.core.verdict import Verdict
from shapecheck.display import shortened
from shapecheck.errors import UnsupportedOperation
from shapecheck.expressions.steps import title_of
from shapecheck.infer.events import Operation
from shapecheck.infer.lineage import Lineage
from shapecheck.infer.lines import evaluate
from shapecheck.infer.origins import Derivation
from shapecheck.infer.site import Site
from shapecheck.infer.tree import nodes_of
from shapecheck.language import say
from shapecheck.lint.callers import calls_of
from shapecheck.lint.memory import Memory, spot_of
from shapecheck.lint.mending.alone import alone
from shapecheck.lint.mending.candidates import transposed
from shapecheck.lint.mending.copying import Copy
from shapecheck.lint.mending.makers import Replay, Unfit, done
from shapecheck.lint.mending.place import is_certain
from shapecheck.lint.mending.repair import Kind, Repair
from shapecheck.lint.mending.scope import Scope
from shapecheck.lint.mending.variants import Variant, replaced, variants, with_exchanged

__all__ = ["Ancestry", "Fits", "Made", "evaluated", "fits_again", "of_calls", "of_names", "reason_of"]

Fits = Callable[[Replay], bool]
"""Tells whether what does not fit fits where something was made otherwise."""

Made = Callable[[Site, ast.AST, Array | None, Kind], Repair | None]
"""Makes a repair of a changed syntax tree."""

_MOST_NODES = 60  # of an operation that is changed
_FURTHEST = 25  # arrays back
_MOST_NAMES = 3  # that are tried in place of one


class Ancestry:
    """The operations that arrays were made by, with what may have been meant in place of each.

    Parameters
    ----------
    memory : Memory
        What was seen.
    asked : tuple of Array
        The arrays.
    here : Site
        Where something does not fit.
    """

    def __init__(self, memory: Memory, asked: tuple[Array, ...], here: Site) -> None:
        self._memory = memory
        self._asked = asked
        self._here = here
        self._lineage = None if memory.origins is None else Lineage(memory.origins)
        self._known: tuple[_Ancestor, ...] | None = None

    def changes(self, fits: Fits, made: Made, kinds: Container[Kind]) -> Iterator[Repair]:
        """Yield changes of some kinds with which all fits."""
        if self._lineage is None:
            return
        if self._known is None:
            self._known = tuple(self._ancestors(self._lineage))
        for own in self._known:
            for variant in own.variants:
                if variant.kind not in kinds:
                    continue
                result = own.given_by(variant.node)
                if result is None or result.shape == own.known.result.shape:
                    continue
                if fits_again(self._lineage, own.known, result, fits):
                    repair = made(own.known.told_at, variant.node, result, variant.kind)
                    if repair is not None:
                        yield replace(repair, reason=reason_of(own.known, result))

    def _ancestors(self, lineage: Lineage) -> Iterator["_Ancestor"]:
        scopes: dict[tuple[str, int], Scope] = {}
        seen: set[object] = set()
        for known in _behind(lineage, self._asked):
            site, node = known.told_at, known.told_at.node
            key = spot_of(node)
            if site.source is not self._here.source or key in seen or key == spot_of(self._here.node):
                continue
            seen.add(key)
            if not isinstance(node, ast.expr) or sum(1 for _ in ast.walk(node)) > _MOST_NODES:
                continue
            run = site.function, id(site.caller)
            if run not in scopes:  # it goes through all that was seen
                scopes[run] = Scope(self._memory, site)
            copy = Copy(self._memory, site)
            root = copy.made(node)
            assert isinstance(root, ast.expr)
            found = (*_with_names(root, scopes[run]), *variants(root, known.rule, copy.values))
            yield _Ancestor(known, found, scopes[run].values | copy.names, copy.values)


class _Ancestor(NamedTuple):
    """An operation with its variants, and what they are tried on."""

    known: Derivation
    variants: tuple[Variant, ...]
    names: Mapping[str, Any]
    values: Mapping[ast.AST, Any]

    def given_by(self, node: ast.expr) -> Array | None:
        """Return what a variant gives, where that is certain."""
        result = evaluated(node, self.names, self.values)
        if result is None and isinstance(node, ast.Call) and alone(node, self.values, self.names) is None:
            result = _called(node, self.known, self.names)
        return result


def _behind(lineage: Lineage, asked: tuple[Array, ...]) -> Iterator[Derivation]:
    """Yield the operations that arrays were made by, those that are nearest."""
    arrays = (own for one in asked for own in lineage.ancestors(one))
    for array in islice(arrays, _FURTHEST):
        known = lineage.made_by(array)
        if known is not None:
            yield known


def fits_again(lineage: Lineage, known: Derivation, result: Array, fits: Fits) -> bool:
    """Tell whether all fits where an operation gave something else."""
    try:
        return fits(Replay(lineage, known.result, result))
    except Unfit:
        return False


def reason_of(known: Derivation, result: Array) -> str:
    """Return what is wrong with an operation where something else does not fit because of it."""
    return say(
        "{operation}: {code} has shape {shape}, and {fitting} fits where it is used",
        operation=title_of(known.name),
        code=shortened(known.told_at.text),
        shape=known.result.shape,
        fitting=result.shape,
    )


def of_names(memory: Memory, scope: Scope, operation: Operation, made: Made, wanted: Array | None) -> Iterator[Repair]:
    """Yield an operation with another name or index in it, where only one of them fits."""
    copy, node, rule = Copy(memory, scope.site), operation.site.node, operation.rule
    root = copy.made(node)
    if not isinstance(root, ast.expr):
        return
    names = scope.values | copy.names
    kept = []
    for changed in (*_with_names(root, scope), *variants(root, rule, copy.values)):
        if changed.kind not in {Kind.NAME, Kind.KEY, Kind.OPTION}:
            continue
        result = evaluated(changed.node, names, copy.values)
        if result is not None and (wanted is None or result.shape == wanted.shape):
            repair = made(replace(scope.site, node=node), changed.node, result, changed.kind)
            if repair is not None:
                kept.append(repair)
    yield from kept


def _with_names(root: ast.expr, scope: Scope) -> Iterator[Variant]:
    met = scope.names_of(root)  # one that is there already is not forgotten
    for part in [own for own in ast.walk(root) if isinstance(own, ast.Name) and isinstance(own.ctx, ast.Load)]:
        if part.id in scope.values:
            for other in [own for own in scope.others(part.id) if own not in met][:_MOST_NAMES]:
                kind = Kind.SIZE if f"{part.id}.shape" in ast.unparse(root) else Kind.NAME
                yield Variant(kind, replaced(root, part, ast.Name(other, ast.Load())))


def evaluated(node: ast.expr, names: Mapping[str, Any], values: Mapping[ast.AST, Any]) -> Array | None:
    """Return what an expression gives, where that is certain; `values` are those of the nodes inside it."""
    known = alone(node, values, names)
    if known is not None:
        return known.result
    text = ast.unparse(node)
    try:
        found = evaluate(text, ast.parse(text), names)
    except UnsupportedOperation:
        return None
    return found.result if is_certain(found) and isinstance(found.result, Array) else None


def _called(node: ast.Call, known: Derivation, names: Mapping[str, Any]) -> Array | None:
    """Return what a call gives of which the arguments can be evaluated, but not what is called."""

    def value(argument: ast.expr) -> Any:
        text = ast.unparse(argument)
        found = evaluate(text, ast.parse(text), names)
        if found.verdict is not Verdict.YES:
            raise Unfit
        return found.result

    try:
        arguments = [value(own) for own in node.args]
        keywords = {own.arg: value(own.value) for own in node.keywords if own.arg is not None}
        if len(known.arguments) == len(node.args) + 1 and isinstance(node.func, ast.Attribute):
            arguments.insert(0, known.arguments[0])
        result = done(known.rule, arguments, keywords)
    except (UnsupportedOperation, Unfit):
        return None
    return result if isinstance(result, Array) else None


def of_calls(memory: Memory, site: Site, made: Made, asked: tuple[Array, ...]) -> Iterator[tuple[bool, Repair]]:
    """Yield changes of the calls that led to a place or an array, each with whether the names tell of it."""
    places = [site]
    if memory.origins is not None:
        places += [known.told_at for known in _behind(Lineage(memory.origins), asked)]
    ways: dict[int, tuple[Site, str]] = {}
    for here in places:
        for call in calls_of(here):
            ways.setdefault(id(call.node), (call, here.function))
            here = call  # noqa: PLW2901 - the function that this call is in
    found = [
        (strength, repair)
        for call, function in ways.values()
        if call.source is site.source and isinstance(call.node, ast.Call)
        for strength, node, kind in _of_call(memory, call, call.node, function)
        if (repair := made(call, node, None, kind)) is not None
    ]
    for strength, repair in sorted(found, key=lambda own: own[0]):
        name = ast.unparse(repair.site.node.func)  # type: ignore[attr-defined]
        yield (
            not strength,
            replace(
                repair, reason=say("call of {name}: an argument does not fit in line {line}", name=name, line=site.line)
            ),
        )


def _of_call(memory: Memory, site: Site, call: ast.Call, function: str) -> Iterator[tuple[int, ast.expr, Kind]]:
    """Yield changed calls, each with how well it is told by the names: 0 best."""
    plain = [own for own in call.args if isinstance(own, (ast.Name, ast.Attribute, ast.Subscript))]
    if len(plain) < len(call.args) and len(call.args) > 6:
        return
    parameters = _parameters(site, function)
    scope = Scope(memory, site)
    for one, another in combinations(range(len(call.args)), 2):
        texts = [ast.unparse(call.args[place]) for place in (one, another)]
        if texts[0] == texts[1] or any(isinstance(call.args[own], ast.Constant) for own in (one, another)):
            continue
        named = [parameters[place] if place < len(parameters) else "" for place in (one, another)]
        told = texts[0] == named[1] or texts[1] == named[0]
        if not told and another != one + 1:
            continue
        exchanged = with_exchanged(call.args, one, another)
        yield 0 if told else 2, ast.Call(call.func, exchanged, call.keywords), Kind.CALL
    for place, argument in enumerate(call.args):
        value = scope.values.get(argument.id) if isinstance(argument, ast.Name) else None
        turned = isinstance(argument, ast.Attribute) and argument.attr == "T"
        if turned or (isinstance(value, Array) and value.shape.rank == 2):
            changed = [*call.args[:place], transposed(argument), *call.args[place + 1 :]]
            yield 1, ast.Call(call.func, changed, call.keywords), Kind.CALL
    for argument in call.args:
        if not isinstance(argument, ast.Name):
            continue
        for other in _alternatives(scope, argument.id):
            yield 1, replaced(call, argument, ast.Name(other, ast.Load())), Kind.NAME


def _alternatives(scope: Scope, name: str) -> Iterator[str]:
    """Yield what may be meant in place of an argument: a name alike, or one with a value of the same sort."""
    value = scope.values.get(name)
    if isinstance(value, Array):
        yield from list(scope.others(name))[:2]
        return
    others = [
        other
        for other, own in scope.values.items()
        if other != name and type(own) is type(value) and value is not None and not isinstance(own, (int, float, str))
    ]
    if type(value).__name__ in {"tuple", "Listing", "Dictionary"} and len(others) <= 3:
        yield from others


def _parameters(site: Site, function: str) -> tuple[str, ...]:
    """Return the names of the parameters of a function of the file, without `self`."""
    name = function.rpartition(".")[2]
    for node in nodes_of(site.source.tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name == name:
            found = tuple(own.arg for own in (*node.args.posonlyargs, *node.args.args))
            return found[1:] if found[:1] == ("self",) else found
    return ()
