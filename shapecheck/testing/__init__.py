"""For tests: arguments that fit a spec or a contract, drawn by Hypothesis. Needs the package `hypothesis`."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import numpy as np
from hypothesis import assume
from hypothesis import strategies as st

from shapecheck.core.matching.parts import Item, Part
from shapecheck.core.notation.contract import CallSpec, Contract
from shapecheck.core.notation.forms import Form, LikeForm, ShapeForm, UnknownForm
from shapecheck.core.notation.parse_call import parse_call
from shapecheck.core.notation.paths import Path
from shapecheck.core.notation.spec import lookups
from shapecheck.runtime.contract import Contract as Checked
from shapecheck.runtime.wrapper import signature_of
from shapecheck.testing.derived import derived
from shapecheck.testing.sizes import Unfit
from shapecheck.testing.values import Stated, build

__all__ = ["arguments"]

_ATTEMPTS = 20  # choices of sizes, before an example is given up


def arguments(
    of: Callable[..., Any] | Contract | str, /, *, layers: tuple[int, int] = (1, 4), **given: Any
) -> st.SearchStrategy[dict[str, Any]]:
    """Give a strategy that draws arguments which fit a spec, all sizes of different names different.

    Equal sizes hide faults: a square matrix fits its transpose. Here every name has a number of its own, of at least 2
    unless more is needed, and no name has a number that the spec says itself; an expression such as `2*n` has the value
    that follows.

    Parameters
    ----------
    of : callable, Contract or str
        A function: what its spec says where it is decorated by `shapecheck.checked`, else the contract that follows
        from its source. Or a contract, or the spec of a call as text.
    layers : tuple of int
        The least and the greatest number of layers, which `L` in `for l in 1..L` is; (0, 4) has networks of none.
    **given
        A value, or a strategy, for an argument by its name, in the place of what the spec says. An argument of which
        the spec says nothing is left out if it has a default, and else must be given.

    Returns
    -------
    hypothesis.strategies.SearchStrategy
        Of dicts: the arguments by their names. Arrays have random numbers between 0 and 1 as entries, `()` is one such
        number, `int n` an int, an object a `types.SimpleNamespace`.

    Raises
    ------
    TypeError
        Where an argument must be given, or nothing is known of `of`.
    SpecError
        Where a text cannot be read.

    Examples
    --------
    >>> from hypothesis import given
    >>> import shapecheck
    >>> @shapecheck.checked("X: n m, w: n 1 -> 1 m")
    ... def predict(X, w):
    ...     return w.T @ X
    >>> @given(arguments(predict))
    ... def test_predict(drawn):
    ...     predict(**drawn)
    >>> test_predict()
    """
    stated, names = _stated(of)
    said = {path.root for path, form in stated.forms if form != UnknownForm()} | {
        path.root for _, path in lookups(stated.sizes)
    }
    needed = [name for name in names if name not in given and name not in said]
    if needed:
        raise TypeError(f"the spec says nothing of `{needed[0]}`: give a value, `arguments(..., {needed[0]}=...)`")
    least, most = layers
    forms = tuple((path, form) for path, form in stated.forms if path.root not in given)
    strategies = {
        name: value if isinstance(value, st.SearchStrategy) else st.just(value) for name, value in given.items()
    }
    return _drawn(Stated(forms, stated.needs), range(least, most + 1), strategies)


@st.composite
def _drawn(
    draw: st.DrawFn, stated: Stated, layers: range, given: Mapping[str, st.SearchStrategy[Any]]
) -> dict[str, Any]:
    generator = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    for _ in range(_ATTEMPTS):
        try:
            built = build(stated, lambda options: draw(st.sampled_from(options)), generator.random, layers)
        except Unfit:
            continue
        return built | {name: draw(strategy) for name, strategy in given.items()}
    assume(False)
    raise AssertionError


def _stated(of: Callable[..., Any] | Contract | str) -> tuple[Stated, list[str]]:
    """Give what is stated of arguments, and the parameters that must have a value."""
    if isinstance(of, str):
        return _of_call(parse_call(of)), []
    if isinstance(of, Contract):
        return _of_call(of.call), []
    checked = getattr(of, "contract", None)
    if isinstance(checked, Checked) and checked.arguments:
        stated = Stated(checked.forms or tuple(_of_annotations(checked.arguments)), checked.needs)
    else:
        contract = derived(of)
        if contract is None:
            raise TypeError(f"nothing is known of {of!r}: decorate it by `shapecheck.checked`, or give its contract")
        stated = _of_call(contract.call)
    parameters = signature_of(of).parameters.values()
    open_ended = {inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD}
    return stated, [each.name for each in parameters if each.default is each.empty and each.kind not in open_ended]


def _of_call(call: CallSpec) -> Stated:
    return Stated(tuple((argument.path, argument.form) for argument in call.arguments), call.needs)


def _of_annotations(parts: Iterable[Part]) -> Iterator[tuple[Path, Form]]:
    """Give the forms of the arrays that annotations describe; of what holds any number of them nothing is said."""
    for part in parts:
        if isinstance(part, Item) and not part.each:
            like = part.spec.like
            yield part.path, ShapeForm(part.spec) if like is None else LikeForm(like)
