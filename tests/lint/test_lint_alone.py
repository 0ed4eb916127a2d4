"""What is said of a change by rules alone is what the interpreter says of it."""

import ast
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from shapecheck.core.array import Array
from shapecheck.core.shape import Shape
from shapecheck.errors import UnsupportedOperation
from shapecheck.infer.lines import evaluate
from shapecheck.lint.files import Text
from shapecheck.lint.mending import elsewhere, place
from shapecheck.lint.mending.alone import Alone, alone
from shapecheck.lint.mending.place import is_certain
from shapecheck.lint.runner import lint_text
from shapecheck.lint.settings import Settings

PROGRAMS = sorted((Path(__file__).parent / "faults").glob("*.py"))
LEAST = 100  # changes that are told of by rules alone
NAMES = {"X": Array(Shape((7, 3))), "W": Array(Shape((5, 3))), "b": Array(Shape((7,)))}


class Told(NamedTuple):
    """A change with what was said of it."""

    text: str
    names: Mapping[str, Any]
    known: Alone


def interpreted(text: str, names: Mapping[str, Any]) -> Array | None:
    """Return the array that a line gives by the interpreter, where that is certain."""
    try:
        found = evaluate(text, ast.parse(text), names)
    except UnsupportedOperation:
        return None
    return found.result if is_certain(found) and isinstance(found.result, Array) else None


def test_what_is_told_alone_is_what_the_interpreter_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Told] = []

    def noted(node: ast.AST, values: Mapping[ast.AST, Any], names: Mapping[str, Any]) -> Alone | None:
        known = alone(node, values, names)
        if known is not None:
            told.append(Told(ast.unparse(node), names, known))
        return known

    monkeypatch.setattr(place, "alone", noted)
    monkeypatch.setattr(elsewhere, "alone", noted)
    for program in PROGRAMS:
        lint_text(Text(program.read_text(encoding="utf-8")), "program.py", Settings())
    for text, names, known in told:
        found = interpreted(text, names)
        assert (text, known.fits) == (text, found is not None)
        assert found is None or (known.result is not None and (text, known.result.shape) == (text, found.shape))
    assert sum(own.known.fits for own in told) > LEAST
    assert sum(not own.known.fits for own in told) > LEAST


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("X @ W.T", (7, 5)),
        ("X + b[:, np.newaxis]", (7, 3)),
        ("X.mean(axis=1, keepdims=True)", (7, 1)),
        ("np.dot(W, X.T)", (5, 7)),
        ("X > b[:, None]", (7, 3)),
        ("np.concatenate((X, W), axis=0)", (12, 3)),
        ("np.stack([b, -b])", (2, 7)),
        ("X[1:, 0]", (6,)),
    ],
)
def test_an_operation_that_fits_is_told_with_its_shape(text: str, shape: tuple[int, ...]) -> None:
    known = alone(ast.parse(text, mode="eval").body, {}, NAMES)
    assert known is not None
    assert known.result is not None
    assert (known.fits, known.result.shape) == (True, Shape(shape))


@pytest.mark.parametrize("text", ["X @ W", "X + b", "np.dot(X, W)", "np.concatenate((X, b), axis=0)", "2.T @ X"])
def test_an_operation_that_does_not_fit_is_refused(text: str) -> None:
    assert alone(ast.parse(text.replace("2.T", "(2).T"), mode="eval").body, {}, NAMES) == Alone(fits=False)


@pytest.mark.parametrize(
    "text",
    [
        "X @ unknown",
        "len(X)",
        "f(X)",
        "b[:, None] + b",
        "np.concatenate(X)",
        "np.split(X, 7)",
        "np.zeros((3, 4))",
        "X.shape",
        "X[n:]",
        "X if b else W",
        "(*X,)",
    ],
)
def test_what_takes_the_interpreter_is_not_told(text: str) -> None:
    assert alone(ast.parse(text, mode="eval").body, {}, NAMES) is None
