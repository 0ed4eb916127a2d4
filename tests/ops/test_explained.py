"""Every ruled operation can be explained: written as code, a call that NumPy takes gives NumPy's shape."""

import math
from collections.abc import Iterator
from typing import Any

import pytest
from calls import CALLS
from hypothesis import Phase, given, settings
from laws import covers, substituted
from oracle import RAISED, Call, judge

from shapecheck.cli.op import _SYMBOLS
from shapecheck.core import Array, Verdict
from shapecheck.explaining.explanation import explain
from shapecheck.ops.table import RULES
from shapecheck.ops.values import Dtype

MARKS = {f"operator.{name}": mark for mark, name in _SYMBOLS.items()}
UNARY = {"neg": "-{}", "pos": "+{}", "invert": "~{}", "abs": "abs({})", "contains": "{1} in {0}"}
KINDS = {"b": "bool", "i": "int", "f": "float", "c": "complex"}
BY_FUNCTION = {"getitem": "{}[{}]", "setitem": "{}[{}] = {}", "len": "len({})"}
OWNERS = {"numpy.random.Generator": "np.random.default_rng(0)", "numpy.random.RandomState": "np.random.RandomState(0)"}


class NotWritten(Exception):
    """The call has an argument that has no form in an expression."""


class Writer:
    """Writes calls as code, and names their arrays."""

    def __init__(self) -> None:
        self.arrays: dict[str, Array] = {}

    def value(self, value: Any) -> str:
        if isinstance(value, Array):
            name = f"x{len(self.arrays)}"
            self.arrays[name] = value
            return name
        if isinstance(value, (list, tuple)):
            items = ", ".join(map(self.value, value))
            return f"[{items}]" if isinstance(value, list) else f"({items},)" if len(value) == 1 else f"({items})"
        if isinstance(value, slice):
            parts = (value.start, value.stop, value.step)
            return f"np.s_[{':'.join('' if part is None else self.value(part) for part in parts)}]"
        if isinstance(value, Dtype) and value.kind in KINDS:
            return KINDS[value.kind]
        if value is ...:
            return "..."
        if (
            value is None
            or isinstance(value, (int, str, bytes, complex))
            or (type(value) is float and math.isfinite(value))
        ):
            return repr(value)
        raise NotWritten

    def call(self, name: str, made: Call) -> str:
        owner, _, last = name.rpartition(".")
        if owner in {"operator", "ndarray"} and not isinstance(made.arguments[0], Array):
            raise NotWritten  # Python's own operators and attributes
        values = [self.value(value) for value in made.arguments]
        if form := BY_FUNCTION.get(last.strip("_")):
            return form.format(f"np.{owner.split('.')[1]}" if owner.startswith("numpy.") else values.pop(0), *values)
        if owner == "operator":
            return UNARY[last].format(*values) if last in UNARY else f"{values[0]} {MARKS[name]} {values[1]}"
        if owner == "ndarray":
            owner = values.pop(0)
        if RULES[name].attribute:
            return f"{owner}.{last}"
        words = [f"{key}={self.value(value)}" for key, value in made.keywords.items()]
        return f"{OWNERS.get(owner, owner.replace('numpy', 'np'))}.{last}({', '.join([*values, *words])})"


def accepted(name: str, tries: int) -> Iterator[tuple[Call, Any]]:
    """Give those generated calls that NumPy takes."""
    found: list[Call] = []
    settings(phases=(Phase.generate,), database=None, derandomize=True, max_examples=tries)(
        given(CALLS[name])(lambda made: found.append(made))
    )()
    for made in found:
        happened = judge(name, made)
        if happened != RAISED:
            yield made, happened


def explained(name: str, tries: int) -> Iterator[tuple[str, Any]]:
    """Give as code what was explained, and what NumPy and the explanation disagree on, if they do."""
    for made, happened in accepted(name, tries):
        writer = Writer()
        try:
            code = writer.call(name, made)
        except NotWritten:
            continue
        found = explain(code, writer.arrays)
        shown = happened is None or covers(substituted(found.result, {}), happened)
        yield code, None if found.verdict is not Verdict.NO and shown else f"{writer.arrays}: {found}, {happened}"


# `in` gives a truth value, which is not followed.
@pytest.mark.parametrize("name", [name for name in CALLS if name != "operator.contains"])
def test_every_ruled_operation_can_be_explained(name: str) -> None:
    results = dict(explained(name, 4)) or dict(explained(name, 40))
    assert results
    assert {code: problem for code, problem in results.items() if problem is not None} == {}
