"""Each argument in each form that NumPy takes it in: a rule refuses none of them, and its shape is NumPy's."""

import re
from functools import cache
from inspect import Parameter, signature
from typing import Any

import pytest
from forms import Formed, formed, forms
from laws import DISTINCT, Unsaid, covers, judged_calls, substituted
from oracle import RAISED, Call, numpy_callable, real, run_with, shape_of

from shapecheck.core import SCALAR, Array, Verdict, decide_all
from shapecheck.ops.rule import Outcome, Rule, apply
from shapecheck.ops.table import RULES

CALLS_A_RULE = 10

# Words with which NumPy refuses a name of an argument, not its value.
REFUSED = re.compile(
    r"(unexpected|invalid) keyword argument|takes no keyword arguments|positional-only arguments? passed as keyword"
    r"|unsupported keyword arguments|did not understand the following kwargs",
    re.IGNORECASE,
)
# NumPy's own helpers are called with these names, and take them for what they got already.
NOT_OWN = {"a", "method", "obj"}
# What takes arguments for another function, or counts them before it reads their names.
PASSING_ON = ("numpy.piecewise", "ndarray.diagonal", "numpy.repeat", "ndarray.resize")
BY_NAME = (Parameter.POSITIONAL_OR_KEYWORD, Parameter.KEYWORD_ONLY)
NAMES = sorted(
    {
        key
        for rule in DISTINCT.values()
        for key, parameter in signature(rule.function).parameters.items()
        if parameter.kind in BY_NAME
    }
)


def false_or_wrong(rule: Rule, call: Formed, happened: Any) -> str | None:
    """Say what is wrong with what a rule says of a call that NumPy takes; None where nothing is."""
    outcome = apply(rule, *call.said)
    if decide_all(outcome.claims) is Verdict.NO:
        return f"refused: {outcome.claims[-1]}"
    said = substituted(outcome.result, {})
    return None if covers(said, happened) else f"the result is {happened}, not {said}"


@cache
def tried(first: str) -> tuple[tuple[Formed, Any], ...]:
    """Give the forms of some calls of a rule, and the shapes that NumPy gives."""
    found = []
    for call in judged_calls(first)[:CALLS_A_RULE]:
        for made in formed(call.name, call.made):
            found.append((call.name, made, run_with(call.name, *made.given, refusals=Exception)))
    # An array of one None is not told from it.
    taken = (
        (made, result)
        for _, made, result in found
        if result is not RAISED and (result is not None or "None" not in made.form)
    )
    return tuple((made, shape_of(result)) for made, result in taken)


@pytest.mark.parametrize("first", DISTINCT)
def test_a_form_that_numpy_takes_is_taken(first: str) -> None:
    problems = {}
    for call, happened in tried(first):
        problem = false_or_wrong(DISTINCT[first], call, happened)
        if problem is not None:
            problems.setdefault(call.form, f"{call.said}: {problem}")
    assert problems == {}


def test_a_rule_that_refuses_a_form_is_found() -> None:
    strict = Rule(("numpy.sum",), lambda a, axis=None: DISTINCT["numpy.sum"].function(_no_list(a), axis), "")
    assert any(false_or_wrong(strict, call, happened) for call, happened in tried("numpy.sum"))


def _no_list(value: Any) -> Any:
    assert not isinstance(value, tuple)
    return Array(SCALAR) if isinstance(value, list) else value


def test_most_forms_are_understood() -> None:
    said = [
        substituted(apply(DISTINCT[first], *call.said).result, {}) is not Unsaid
        for first in DISTINCT
        for call, _ in tried(first)
    ]
    assert sum(said) >= 0.8 * len(said)


def test_forms_of_a_size_are_those_of_numpy() -> None:
    assert {form.name for form in forms((2, 3))} >= {"list", "array of integers", "integers of NumPy's", "None"}


# Names -----------------------------------------------------------------------------------------------------------


class Strange:
    """Stands for the value of an argument: of a type that nothing takes."""


def takes_name(name: str, made: Call, key: str) -> bool:
    """Tell whether NumPy has an argument of that name; what it says of the value does not matter."""
    values = [real(value, made.fill) for value in made.arguments]
    named = {own: real(value, made.fill) for own, value in made.keywords.items() if own != key}
    owner = values.pop(0) if name.startswith("ndarray.") else None
    function = numpy_callable(name) if owner is None else getattr(owner, name.partition(".")[2])
    for count in range(len(values), -1, -1):
        try:
            function(*values[:count], **named, **{key: Strange()})
        except Exception as refusal:
            if REFUSED.search(str(refusal)):
                return False
    return True


def names_of(rule: Rule, name: str) -> set[str]:
    return {key for key, own in signature(rule.function).parameters.items() if own.kind in BY_NAME} - (
        {next(iter(signature(rule.function).parameters))} if name.startswith("ndarray.") else set()
    )


def differing_names(name: str, rule: Rule) -> set[str]:
    made = next(call.made for call in judged_calls(first_name(name)) if call.name == name and call.happened != RAISED)
    own = names_of(rule, name)
    taken = {key for key in NAMES if takes_name(name, made, key)}
    return {key for key in taken ^ own if key in own or key not in NOT_OWN}


def first_name(name: str) -> str:
    return RULES[name].names[0]


NAMED = [
    first
    for first, rule in DISTINCT.items()
    if not rule.attribute and not first.startswith("operator.") and "__" not in first and first not in PASSING_ON
]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("first", NAMED)
def test_arguments_have_the_names_that_numpy_takes(first: str) -> None:
    names = {call.name for call in judged_calls(first) if call.happened != RAISED}
    assert {name: differing_names(name, DISTINCT[first]) for name in sorted(names)[:2]} == {
        name: set() for name in sorted(names)[:2]
    }


@pytest.mark.filterwarnings("ignore")
def test_a_name_that_a_rule_lacks_is_found() -> None:
    lacking = Rule(("ndarray.take",), lambda self, /, axis=None, out=None, mode="raise": Outcome(None), "")
    assert differing_names("ndarray.take", lacking) == {"indices"}
