"""Patterns of `match`: whether a value fits one, and the names that it binds."""

import ast
from itertools import pairwise

from shapecheck.infer.comparisons import equal
from shapecheck.infer.machine import Machine
from shapecheck.infer.values import ABSENT, Instance, Listing, Opaque, Value

__all__ = ["matches"]

# Whether the pattern certainly fits, and what it binds; None where it certainly does not.
Match = tuple[bool, dict[str, Value]] | None


def matches(machine: Machine, pattern: ast.pattern, value: Value) -> Match:
    """Tell whether a value fits a pattern."""
    match pattern:
        case ast.MatchSingleton(constant):
            return (True, {}) if value is constant else None if not isinstance(value, Opaque) else (False, {})
        case ast.MatchValue(ast.Constant(constant)):
            same = equal(value, constant)
            return None if same is False else (same is True, {})
        case ast.MatchAs(None, name):
            return True, {name: value} if name else {}
        case ast.MatchAs(inner, name) if inner is not None:
            found = matches(machine, inner, value)
            if found is None or name is None:
                return found
            return found[0], {**found[1], name: value}
        case ast.MatchOr(patterns):
            return _any(machine, patterns, value)
        case ast.MatchSequence(patterns):
            return _sequence(machine, patterns, value)
    return False, {name: machine.opaque(name=name) for name in _names(pattern)}


def _any(machine: Machine, patterns: list[ast.pattern], value: Value) -> Match:
    found = [match for match in (matches(machine, pattern, value) for pattern in patterns) if match is not None]
    if not found:
        return None
    names = found[0][1]
    for (certain, _), (_, others) in pairwise(found):
        if certain:
            break
        names = {name: machine.merger.join(value, others.get(name, ABSENT)) for name, value in names.items()}
    return any(match[0] for match in found), names


def _sequence(machine: Machine, patterns: list[ast.pattern], value: Value) -> Match:
    if isinstance(value, Listing) and value.kind not in {"list", "tuple"}:
        return None
    items = value if isinstance(value, tuple) else value.items if isinstance(value, Listing) else None
    if items is None:
        if not isinstance(value, (Opaque, Listing, Instance, range)):
            return None
        return False, {name: machine.opaque(name=name) for pattern in patterns for name in _names(pattern)}
    star = next((place for place, pattern in enumerate(patterns) if isinstance(pattern, ast.MatchStar)), None)
    if len(items) < len(patterns) - (star is not None) or (star is None and len(items) != len(patterns)):
        return None
    names: dict[str, Value] = {}
    certain = True
    groups: list[Value] = list(items)
    if star is not None:
        behind = len(patterns) - star - 1
        groups = [*items[:star], machine.listing(items[star : len(items) - behind]), *items[len(items) - behind :]]
    for pattern, item in zip(patterns, groups, strict=True):
        if isinstance(pattern, ast.MatchStar):
            names |= {pattern.name: item} if pattern.name else {}
            continue
        found = matches(machine, pattern, item)
        if found is None:
            return None
        certain = certain and found[0]
        names |= found[1]
    return certain, names


def _names(pattern: ast.pattern) -> list[str]:
    return [
        inner.name
        for inner in ast.walk(pattern)
        if isinstance(inner, (ast.MatchAs, ast.MatchStar)) and inner.name is not None
    ] + [inner.rest for inner in ast.walk(pattern) if isinstance(inner, ast.MatchMapping) and inner.rest is not None]
