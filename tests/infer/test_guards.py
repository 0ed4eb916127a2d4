"""What usual guards say of a value is what they say when the program runs, or it is left open."""

import ast

import numpy as np
import pytest

from shapecheck.core import Array
from shapecheck.infer.events import Assigned, Event
from shapecheck.infer.program import interpret

BEFORE = "import numbers\nimport sys\nimport numpy as np\nx = np.zeros((3, 2))\ni = np.arange(5)\nn = len(sys.argv)\n"

VALUES = """x; x[0, 0]; i[2]; x[0, ...]; x[0, 0, ...]; np.array(3.0); np.array(3); np.zeros(()); x.sum(); x.sum(axis=0);
    x.sum(out=np.zeros(())); np.dot(x[0], x[0]); x[0, 0] * 2; np.array(3.0) * 2; -np.array(3.0); np.sqrt(np.array(3.0));
    np.asarray(x[0, 0]); np.asarray(2.0); x[0, 0].astype(int); np.array(3.5).astype(int); np.float64(3); np.int64(n);
    x.item(0); np.random.rand(); np.random.rand(1); np.random.normal(size=()); np.random.default_rng(0).normal();
    x.reshape(6)[0]; np.array(3.0).reshape(()); x.squeeze(); np.array([[2.0]]).squeeze(); x.T; np.median(x);
    np.where(x > 0)[0]; x > 0; (x > 0).any(); np.all(x > 0); x[x > 9]; x[[0]]; i[i > 9]; np.linalg.norm(x);
    [v for v in i][0]; np.max(x); x[0].copy(); x[0, 0].copy(); np.array(2.0).copy(); x.mean() + n; 3; 2.5; n; "a";
    None; True; [1, 2]; (1, 2); {1: 2}; range(3); np.ones(2) if n > 9 else np.ones((2, 2));
    np.ones(2)[0] if n > 9 else np.ones((2, 2)); np.array(1.0) if n > 9 else np.ones(1)[0]"""

GUARDS = """isinstance({}, np.ndarray); isinstance({}, np.generic); isinstance({}, np.number);
    isinstance({}, np.floating); isinstance({}, np.integer); isinstance({}, float); isinstance({}, int);
    isinstance({}, bool); isinstance({}, complex); isinstance({}, str); isinstance({}, (int, np.integer));
    isinstance({}, int | float); isinstance({}, (list, tuple)); isinstance({}, np.ndarray | None);
    isinstance({}, numbers.Number); isinstance({}, numbers.Integral); isinstance({}, numbers.Real);
    isinstance({}, dict); np.isscalar({}); np.iterable({}); hasattr({}, "__len__"); hasattr({}, "__iter__");
    hasattr({}, "shape");
    hasattr({}, "iloc"); hasattr({}, "dtype"); {} is None; callable({}); isinstance({}, np.bool_);
    isinstance({}, (np.ndarray, np.generic)); not isinstance({}, np.ndarray)"""


OF_ARRAYS = """np.ones(3); np.arange(3); np.ones(3, dtype=bool); np.ones(3, dtype="f4"); np.ones(3, np.uint8);
    np.ones(3) > 0; np.ones(3, complex); np.array(["a"]); np.array([None, 1], dtype=object); np.zeros(2, "i4,f8");
    np.arange(3) / 2; np.ones(3, dtype=np.float32) * 2; np.zeros(3, dtype="M8[s]")"""

OF_DTYPES = """{}.dtype == "float64"; {}.dtype != "float64"; {}.dtype == np.float32; {}.dtype == float; {}.dtype == int;
    {}.dtype == bool; {}.dtype != object; {}.dtype == "O"; {}.dtype == "i4"; {}.dtype == complex; {}.dtype == "U1";
    {}.dtype.names is None; {}.dtype.names is not None; {}.dtype.fields is None; {}.dtype.kind == "f";
    {}.dtype.kind in "iu"; {}.dtype.kind in "fc"; {}.dtype.itemsize == 8; {}.dtype.hasobject; {}.dtype.type == np.int64;
    np.issubdtype({}.dtype, np.floating); np.issubdtype({}.dtype, np.integer); np.issubdtype({}.dtype, np.number);
    np.issubdtype({}.dtype, np.inexact); {}.dtype in (np.float32, np.float64); {}.dtype is None;
    {}.dtype == {}.dtype; np.can_cast({}.dtype, float)"""


def _parts(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split(";")]


def answers(value: str, guards: str = GUARDS) -> dict[str, bool | None]:
    """Give what the analysis says of each guard: a size is 5 where it holds, 7 where not, and else neither."""
    lines = [f"r = np.zeros(5) if {guard.replace('{}', 'v')} else np.zeros(7)" for guard in _parts(guards)]
    text = f"{BEFORE}v = {value}\n" + "\n".join(lines)
    found: list[bool | None] = []

    def listen(event: Event) -> None:
        if isinstance(event, Assigned) and event.name == "r":
            sizes = event.value.shape.sizes if isinstance(event.value, Array) else None
            found.append({(5,): True, (7,): False}.get(sizes or ()))

    interpret(text, "guards.py", listen)
    return dict(zip(_parts(guards), found, strict=True))


def happened(value: str, guards: str = GUARDS) -> dict[str, bool]:
    """Give what each guard says when the program runs."""
    names: dict[str, object] = {}
    exec(BEFORE + f"v = {value}", names)
    return {guard: bool(eval(guard.replace("{}", "v"), names)) for guard in _parts(guards)}


@pytest.mark.parametrize("value", _parts(VALUES))
def test_no_guard_is_decided_otherwise_than_in_the_run(value: str) -> None:
    said, run = answers(value), happened(value)
    assert {guard: answer for guard, answer in said.items() if answer is not None and answer is not run[guard]} == {}


@pytest.mark.parametrize(
    "value", ["x", "x[0, 0]", "np.array(3.0)", "x.sum()", "np.array(3.0) * 2", "x[0, 0, ...]", "[1, 2]"]
)
def test_arrays_and_scalars_of_known_elements_leave_little_open(value: str) -> None:
    opened = {guard.partition("{}")[2] for guard, answer in answers(value).items() if answer is None}
    assert opened <= {", float)", ", int | float)"}  # a `float64` is a float, a `float32` is none


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("value", _parts(OF_ARRAYS))
def test_no_question_about_an_element_type_is_decided_otherwise_than_in_the_run(value: str) -> None:
    said, run = answers(value, OF_DTYPES), happened(value, OF_DTYPES)
    assert {guard: answer for guard, answer in said.items() if answer is not None and answer is not run[guard]} == {}


def test_the_kind_of_elements_decides() -> None:
    said = answers("np.ones(3)", OF_DTYPES)
    assert said['{}.dtype == "float64"'] is None  # or one with fewer bytes
    assert (said["{}.dtype == int"], said["{}.dtype != object"], said["{}.dtype.names is None"]) == (False, True, True)
    assert said["np.issubdtype({}.dtype, np.floating)"] is True


@pytest.mark.parametrize("value", _parts(VALUES)[-2:])
def test_what_may_be_an_array_or_a_scalar_is_left_open(value: str) -> None:
    said = answers(value)
    assert said["isinstance({}, np.ndarray)"] is None
    assert said["np.isscalar({})"] is None


def test_the_guards_and_values_are_expressions() -> None:
    for text in (*_parts(VALUES), *(guard.format("v") for guard in _parts(GUARDS))):
        ast.parse(text, mode="eval")
    assert np.isscalar(np.zeros(1)[0])
