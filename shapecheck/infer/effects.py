"""What functions may change and read, together with those that they may call."""

import ast
import builtins
from collections.abc import Iterable, Mapping
from functools import reduce

from shapecheck.infer.frames import Scope
from shapecheck.infer.survey import Effects, effects
from shapecheck.infer.values import Function, Library, Native

__all__ = ["with_called"]

_BUILTIN_TYPES = frozenset(name for name, value in vars(builtins).items() if isinstance(value, type))


def with_called(functions: Iterable[Function], known: Iterable[Function]) -> Mapping[ast.AST, Effects]:
    """Give what each function may change and read, together with those that it may call, which are known by name."""
    makers: dict[Scope, frozenset[str]] = {}
    of_name: dict[str, list[Function]] = {}
    for function in known:
        if not isinstance(function.node, ast.Lambda):
            of_name.setdefault(function.node.name, []).append(function)

    def own(function: Function) -> Effects:
        top = function.frame.top
        if top not in makers:
            libraries = {name for name, value in top.cells.items() if isinstance(value, (Library, Native))}
            makers[top] = _BUILTIN_TYPES | libraries
        assert not isinstance(function.node, ast.Lambda)
        return effects(function.node, makers[top])

    found = {function.node: own(function) for function in functions}
    by_name: dict[str, Effects] = {}
    callers: dict[str, list[str]] = {}
    reached = [name for effect in found.values() for name in effect.calls]
    while reached:
        name = reached.pop()
        if name in of_name and name not in by_name:
            by_name[name] = reduce(Effects.__or__, map(own, of_name[name]))
            reached.extend(by_name[name].calls)
            for called in by_name[name].calls:
                callers.setdefault(called, []).append(name)
    waiting = list(by_name)
    while waiting:
        name = waiting.pop()
        for caller in callers.get(name, ()):
            more = by_name[caller].with_call(by_name[name])
            if more != by_name[caller]:
                by_name[caller] = more
                waiting.append(caller)
    return {
        node: reduce(Effects.with_call, (by_name[name] for name in effect.calls if name in by_name), effect)
        for node, effect in found.items()
    }
