"""A rule that is not told an argument, or not all of it, never says more than holds whatever the argument is."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from laws import DISTINCT, Judged, covers, judged_calls, substituted
from oracle import RAISED, shape_of

from shapecheck.core import UNKNOWN_SHAPE, Array, Dim, Shape, Verdict, decide_all
from shapecheck.ops.arguments import array, sizes_of
from shapecheck.ops.completions import answer
from shapecheck.ops.rule import Rule, result
from shapecheck.ops.table import RULES
from shapecheck.ops.values import UNKNOWN, Many

CALLS_A_RULE = 12


def less_known(value: Any) -> Iterator[Any]:
    """Give what may be known of a value short of the value itself."""
    yield UNKNOWN
    if isinstance(value, Array):
        yield Array(UNKNOWN_SHAPE, value.kind)
        yield replace(value, kind=None)
        if value.shape.before:
            yield replace(value, shape=Shape((), "s", value.shape.before[1:]))
    elif isinstance(value, (list, tuple)):
        for i, item in enumerate(value):
            for changed in less_known(item):
                yield type(value)([*value[:i], changed, *value[i + 1 :]])
    elif isinstance(value, slice):
        parts = (value.start, value.stop, value.step)
        yield from (slice(*(UNKNOWN if i == at else part for i, part in enumerate(parts))) for at in range(3))


def has(said: Any, happened: Any) -> bool:
    """Tell whether what is said of a result holds of the shape that NumPy gave it; where axes are left open too."""
    if isinstance(said, Many):
        return isinstance(happened, list) and all(has(said.item, item) for item in happened)
    if isinstance(said, (list, tuple)):
        return isinstance(happened, list) and len(said) == len(happened) and all(map(has, said, happened))
    if isinstance(said, Array) and not isinstance(happened, tuple):
        return False
    if not isinstance(said, Array) or said.shape == UNKNOWN_SHAPE:
        return covers(substituted(said, {}), happened)
    sizes, shape = happened, said.shape
    if not isinstance(sizes, tuple) or len(sizes) < shape.least_rank or shape.rank not in {None, len(sizes)}:
        return False
    seen: dict[Any, int] = {}
    placed = [
        *zip(shape.before, sizes, strict=False),
        *zip(shape.after, sizes[len(sizes) - len(shape.after) :], strict=True),
    ]
    return all(size == seen.setdefault(own, size) if isinstance(own, Dim) else own == size for own, size in placed)


def less_known_calls(call: Judged) -> Iterator[tuple[tuple[Any, ...], dict[str, Any]]]:
    """Give calls of which one argument, or all arguments in front, are less known."""
    arguments, keywords = call.made.arguments, call.made.keywords
    for at, value in enumerate(arguments):
        yield from (((*arguments[:at], less, *arguments[at + 1 :]), keywords) for less in less_known(value))
        yield (UNKNOWN,) * (at + 1) + arguments[at + 1 :], keywords
    for key, value in keywords.items():
        yield from ((arguments, {**keywords, key: less}) for less in less_known(value))
        yield (UNKNOWN,) * len(arguments), {**keywords, key: UNKNOWN}


def says_too_much(rule: Rule, calls: int = CALLS_A_RULE) -> str | None:
    """Tell of a call that NumPy takes, of which the rule says what does not hold when it knows less."""
    for call in judged_calls(rule.names[0])[:calls]:
        if call.happened == RAISED:
            continue
        for arguments, keywords in less_known_calls(call):
            outcome = answer(rule, arguments, keywords)
            said = f"{call.name}{arguments}{keywords}: {outcome}, NumPy {call.happened} of {call.made.arguments}"
            if decide_all(outcome.claims) is Verdict.NO:
                return f"refused: {said}"
            if not has(outcome.result, call.happened):
                return f"says too much: {said}"
    return None


@pytest.mark.parametrize("first", DISTINCT)
def test_what_is_said_of_less_known_arguments_holds(first: str) -> None:
    assert says_too_much(DISTINCT[first]) is None


def test_a_rule_that_forgets_axes_says_too_much() -> None:
    def forgets(*arguments: Any, **keywords: Any) -> Any:
        operand = array(arguments[0])
        return result(sizes_of(operand)[:1])

    assert says_too_much(replace(RULES["numpy.sort"], function=forgets)) is not None


# What NumPy gives has so many axes, whatever the arguments are; a `+` behind: or more.
SHARED = {
    "numpy.append(x, y)": "1", "numpy.outer(x, y)": "2", "numpy.unique(x)": "1", "numpy.bincount(x)": "1",
    "numpy.atleast_2d(x)": "2+", "numpy.linalg.inv(x)": "2+", "numpy.convolve(x, y)": "1",
    "numpy.percentile(x, [25, 50])": "1", "numpy.where(x)": "many 1", "numpy.column_stack([x, y])": "2+",
    "numpy.polyfit(x, y, 2)": "1+", "numpy.add(x, y)": "0+", "numpy.array(x)": "0+", "numpy.sum(x, axis=y)": "0+",
}  # fmt: skip
GIVEN = [
    None,
    0,
    3.0,
    2,
    [2],
    [1, 2],
    np.array(5),
    np.ones(3),
    np.eye(3),
    [np.eye(3)] * 2,
    np.ones((1, 2, 3, 3)) + np.eye(3),
    [1, 1, 2],
]


def _axes_said(value: Any) -> str:
    if isinstance(value, Many):
        return f"many {_axes_said(value.item)}"
    return f"{value.shape.least_rank}{'+' if value.shape.rank is None else ''}"


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("text", SHARED)
def test_an_answer_that_all_arguments_share_is_given(text: str) -> None:
    name, _, written = text.partition("(")
    given = eval(f"_given({written}", {"_given": lambda *own, **named: (own, named), "x": UNKNOWN, "y": UNKNOWN})
    outcome = answer(RULES[name], *given)
    assert _axes_said(outcome.result) == SHARED[text]
    ranks = set()
    for x, y in itertools.product(GIVEN, repeat=2):
        try:
            made = eval(text, {"numpy": np, "x": x, "y": y})
        except Exception:  # not every function takes all of them
            continue
        assert made is None or has(outcome.result, shape_of(made)), (x, y)
        ranks |= {np.ndim(own) for own in (made if isinstance(made, tuple) else (made,))}
    assert str(min(ranks)) == _axes_said(outcome.result).strip("many +")
    assert (len(ranks) > 1) == _axes_said(outcome.result).endswith("+")


def test_true_is_another_index_than_one() -> None:
    getitem, operand = RULES["ndarray.__getitem__"], Array(UNKNOWN_SHAPE, "f")
    for first, axes in ((True, 2), (1, 1), (True, 2)):  # answers are kept, and True == 1
        found = answer(getitem, (operand, (first, None)), {}).result
        assert isinstance(found, Array)
        assert found.shape.least_rank == axes
