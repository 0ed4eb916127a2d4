"""Patterns of `match`: whether a value fits one, the names that it binds, and what it asks, as a condition."""

import ast
from itertools import pairwise

from shapecheck.infer.comparisons import equal
from shapecheck.infer.frames import Frame
from shapecheck.infer.guards import is_of_any
from shapecheck.infer.machine import Machine
from shapecheck.infer.members import get_member
from shapecheck.infer.tree import once
from shapecheck.infer.values import ABSENT, Dictionary, Instance, Listing, Native, Opaque, Rest, Value, in_lineage

__all__ = ["conditions_of", "matches"]

# Whether the pattern certainly fits, and what it binds; None where it certainly does not.
Match = tuple[bool, dict[str, Value]] | None

_THEMSELVES = frozenset(
    f"builtins.{name}" for name in "bool bytearray bytes dict float frozenset int list set str tuple".split()
)  # classes whose one pattern without a name is for the object itself


def matches(machine: Machine, pattern: ast.pattern, value: Value, frame: Frame) -> Match:
    """Tell whether a value fits a pattern."""
    match pattern:
        case ast.MatchSingleton(constant):
            return (True, {}) if value is constant else None if not isinstance(value, Opaque) else (False, {})
        case ast.MatchValue(node):
            same = equal(value, machine.evaluate(node, frame))
            return None if same is False else (same is True, {})
        case ast.MatchAs(None, name):
            return True, {name: value} if name else {}
        case ast.MatchAs(inner, name) if inner is not None:
            found = matches(machine, inner, value, frame)
            if found is None or name is None:
                return found
            return found[0], {**found[1], name: value}
        case ast.MatchOr(patterns):
            return _any(machine, patterns, value, frame)
        case ast.MatchSequence(patterns):
            return _sequence(machine, patterns, value, frame)
        case ast.MatchClass():
            return _object(machine, pattern, value, frame)
        case ast.MatchMapping():
            return _mapping(machine, pattern, value, frame)
    return _undecided(machine, [pattern])


def _undecided(machine: Machine, patterns: list[ast.pattern]) -> Match:
    return False, {name: machine.opaque(name=name) for pattern in patterns for name in _names(pattern)}


def _all(machine: Machine, pairs: list[tuple[ast.pattern, Value]], frame: Frame, *, certain: bool = True) -> Match:
    """Tell whether each of some values fits its pattern."""
    names: dict[str, Value] = {}
    for pattern, value in pairs:
        found = matches(machine, pattern, value, frame)
        if found is None:
            return None
        certain = certain and found[0]
        names |= found[1]
    return certain, names


def _any(machine: Machine, patterns: list[ast.pattern], value: Value, frame: Frame) -> Match:
    each = (matches(machine, pattern, value, frame) for pattern in patterns)
    found = [match for match in each if match is not None]
    if not found:
        return None
    names = found[0][1]
    for (certain, _), (_, others) in pairwise(found):
        if certain:
            break
        names = {name: machine.merger.join(value, others.get(name, ABSENT)) for name, value in names.items()}
    return any(match[0] for match in found), names


def _sequence(machine: Machine, patterns: list[ast.pattern], value: Value, frame: Frame) -> Match:
    if isinstance(value, Listing) and value.kind not in {"list", "tuple"}:
        return None
    items = value if isinstance(value, tuple) else value.items if isinstance(value, Listing) else None
    if items is None:
        if not isinstance(value, (Opaque, Listing, Instance, range)):
            return None
        return _undecided(machine, patterns)
    star = next((place for place, pattern in enumerate(patterns) if isinstance(pattern, ast.MatchStar)), None)
    if len(items) < len(patterns) - (star is not None) or (star is None and len(items) != len(patterns)):
        return None
    groups: list[Value] = list(items)
    names: dict[str, Value] = {}
    if star is not None:
        behind = len(patterns) - star - 1
        rest = machine.listing(items[star : len(items) - behind])
        groups = [*items[:star], rest, *items[len(items) - behind :]]
        names = dict.fromkeys(_names(patterns[star]), rest)
    pairs = list(zip(patterns, groups, strict=True))
    found = _all(machine, [pair for pair in pairs if not isinstance(pair[0], ast.MatchStar)], frame)
    return None if found is None else (found[0], found[1] | names)


def _object(machine: Machine, pattern: ast.MatchClass, value: Value, frame: Frame) -> Match:
    kind = machine.evaluate(pattern.cls, frame)
    answer = is_of_any(value, kind)
    inner = [*pattern.patterns, *pattern.kwd_patterns]
    if answer is False:
        return None
    if not inner:
        return answer is True, {}
    if isinstance(kind, Native) and kind.name in _THEMSELVES and inner == pattern.patterns and len(inner) == 1:
        return _all(machine, [(inner[0], value)], frame, certain=answer is True)
    if not isinstance(value, Instance):
        return _undecided(machine, inner)
    fields = in_lineage(value.type, "__match_args__")
    fields = in_lineage(value.type, "__data__") if fields is ABSENT else fields
    if pattern.patterns and not (isinstance(fields, tuple) and len(fields) >= len(pattern.patterns)):
        return _undecided(machine, inner)
    attributes = [*(fields[: len(pattern.patterns)] if pattern.patterns else ()), *pattern.kwd_attrs]
    if not all(isinstance(name, str) and name in value.cells for name in attributes):
        return _undecided(machine, inner)
    values = [get_member(machine, value, name, pattern.cls, frame) for name in attributes]
    return _all(machine, list(zip(inner, values, strict=True)), frame, certain=answer is True)


def _mapping(machine: Machine, pattern: ast.MatchMapping, value: Value, frame: Frame) -> Match:
    if not isinstance(value, Dictionary) or value.default is not ABSENT or pattern.rest is not None:
        return _undecided(machine, [pattern])
    keys = [machine.evaluate(key, frame) for key in pattern.keys]
    if not all(isinstance(key, (str, int, float, bytes, type(None))) for key in keys):
        return _undecided(machine, [pattern])
    if not all(key in value.cells for key in keys):
        return _undecided(machine, [pattern]) if value.is_open else None
    values = [value.cells[key] for key in keys]
    return _all(machine, list(zip(pattern.patterns, values, strict=True)), frame, certain=Rest not in value.cells)


@once
def conditions_of(node: ast.Match) -> tuple[ast.expr, ...]:
    """Return what the pattern of each case asks, as a condition on what is matched."""
    return tuple(
        ast.fix_missing_locations(ast.copy_location(_asked(case.pattern, node.subject), node.subject))
        for case in node.cases
    )


def _asked(pattern: ast.pattern, subject: ast.expr) -> ast.expr:
    match pattern:
        case ast.MatchValue(value):
            return ast.Compare(subject, [ast.Eq()], [value])
        case ast.MatchSingleton(constant):
            return ast.Compare(subject, [ast.Is()], [ast.Constant(constant)])
        case ast.MatchAs(inner) if inner is not None:
            return _asked(inner, subject)
        case ast.MatchAs():
            return ast.Constant(value=True)
        case ast.MatchOr(patterns):
            return ast.BoolOp(ast.Or(), [_asked(inner, subject) for inner in patterns])
        case ast.MatchClass(kind, [], []):
            return ast.Call(ast.Name("isinstance", ast.Load()), [subject, kind], [])
        case ast.MatchSequence(patterns) if not any(isinstance(inner, ast.MatchStar) for inner in patterns):
            return _asked_of_parts(patterns, subject)
    return ast.Tuple([subject], ast.Load())  # it asks what that is


def _asked_of_parts(patterns: list[ast.pattern], subject: ast.expr) -> ast.expr:
    asked: list[ast.expr] = []
    parts: list[ast.expr] = []
    if isinstance(subject, ast.Tuple) and len(subject.elts) == len(patterns):
        parts = subject.elts
    else:
        length = ast.Call(ast.Name("len", ast.Load()), [subject], [])
        asked.append(ast.Compare(length, [ast.Eq()], [ast.Constant(len(patterns))]))
        parts = [ast.Subscript(subject, ast.Constant(place), ast.Load()) for place in range(len(patterns))]
    for inner, part in zip(patterns, parts, strict=True):
        if not (isinstance(inner, ast.MatchAs) and inner.pattern is None):
            asked.append(_asked(inner, part))
    return ast.BoolOp(ast.And(), asked) if len(asked) > 1 else asked[0] if asked else ast.Constant(value=True)


def _names(pattern: ast.pattern) -> list[str]:
    return [
        inner.name
        for inner in ast.walk(pattern)
        if isinstance(inner, (ast.MatchAs, ast.MatchStar)) and inner.name is not None
    ] + [inner.rest for inner in ast.walk(pattern) if isinstance(inner, ast.MatchMapping) and inner.rest is not None]
