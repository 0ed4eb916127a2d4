"""A wrapper is its function in every other way: name, signature, pickling, methods, coroutines, threads."""

import asyncio
import contextvars
import functools
import inspect
import pickle
import subprocess
import sys
import threading

import numpy as np
import pytest
from course_network import batches, doubled, linear_forward
from hypothesis import given
from hypothesis import strategies as st

from shapecheck.core.array import Array
from shapecheck.core.matching.bindings import Bindings
from shapecheck.core.matching.matcher import match_all
from shapecheck.core.shape import Shape
from shapecheck.core.verdict import Verdict
from shapecheck.errors import ShapeError
from shapecheck.runtime.contract import read_spec
from shapecheck.runtime.decorator import checked
from shapecheck.runtime.state import disabled

X = np.ones((3, 7))


def test_name_documentation_and_signature_are_the_functions():
    def f(a, /, b: int = 2, *rest, c, d=None, **more) -> str:
        """Do it."""

    wrapper = checked(f)
    assert (wrapper.__name__, wrapper.__qualname__, wrapper.__doc__) == (f.__name__, f.__qualname__, f.__doc__)
    assert wrapper.__module__ == f.__module__
    assert inspect.signature(wrapper) == inspect.signature(f)
    assert wrapper.__wrapped__ is f


def test_every_kind_of_argument_arrives_as_it_was_given():
    def f(a, /, b=2, *rest, c, d=None, **more):
        return a, b, rest, c, d, more

    wrapper = checked("a: ()")(f)
    for arguments, keywords in [((1,), {"c": 3}), ((1, 2, 3, 4), {"c": 5, "e": 6}), ((1,), {"b": 0, "c": 3, "d": 4})]:
        assert wrapper(*arguments, **keywords) == f(*arguments, **keywords)


def test_a_default_is_the_very_object():
    missing = object()

    @checked
    def f(x=missing):
        return x

    assert f() is missing


def test_a_parameter_may_have_any_name():
    @checked("_shapecheck_1: n")
    def f(_shapecheck_1, _shapecheck_value=1, function=2):
        return _shapecheck_1

    assert f(np.ones(3)).shape == (3,)


def test_a_wrapper_pickles_by_name():
    assert pickle.loads(pickle.dumps(linear_forward)) is linear_forward


def test_a_shape_error_pickles():
    with pytest.raises(ShapeError) as caught:
        linear_forward(X, X, X)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


class Layer:
    @checked("X: n m")
    def method(self, X):
        return X

    @classmethod
    @checked("X: n m")
    def inside_classmethod(cls, X):
        return cls, X

    @checked("X: n m")
    @classmethod
    def outside_classmethod(cls, X):
        return cls, X

    @checked("X: n m")
    @staticmethod
    def outside_staticmethod(X):
        return X

    @property
    @checked
    def size(self):
        return 3


@pytest.mark.parametrize("name", ["method", "inside_classmethod", "outside_classmethod", "outside_staticmethod"])
def test_methods_of_every_kind_are_checked(name):
    bound = getattr(Layer(), name)
    bound(X)
    with pytest.raises(ShapeError, match="X must have 2 axes"):
        bound(np.ones(3))
    assert Layer().size == 3


def test_a_coroutine_function_is_checked_when_awaited():
    assert inspect.iscoroutinefunction(doubled)
    assert asyncio.run(doubled(X)).shape == (3, 7)
    coroutine = doubled(np.ones(3))
    with pytest.raises(ShapeError):
        asyncio.run(coroutine)


def test_a_generator_function_is_checked_when_first_advanced():
    assert inspect.isgeneratorfunction(batches)
    assert [part.shape for part in batches(X)] == [(3, 2), (3, 5)]
    generator = batches(np.ones(3))
    with pytest.raises(ShapeError):
        next(generator)


def test_a_generator_takes_what_is_sent_and_thrown_and_gives_its_value():
    @checked
    def f(x):
        got = yield x
        try:
            yield got
        except KeyError:
            return "caught"

    generator = f(1)
    assert (next(generator), generator.send(2)) == (1, 2)
    with pytest.raises(StopIteration, match="caught"):
        generator.throw(KeyError)


def test_an_asynchronous_generator_function_is_checked_when_called():
    @checked("X: n m")
    async def f(X):
        yield X

    async def all_of(X):
        return [part async for part in f(X)]

    assert len(asyncio.run(all_of(X))) == 1
    with pytest.raises(ShapeError):
        f(np.ones(3))


def test_checks_can_be_switched_off_for_a_block_and_for_one_thread_only():
    outcomes = []

    def call():
        outcomes.append(type(raised(linear_forward, X, X, X)))

    with disabled():
        with pytest.raises(ValueError, match="not aligned") as caught:
            linear_forward(X, X, X)
        assert not isinstance(caught.value, ShapeError)
        assert not hasattr(caught.value, "__notes__")
        inheriting = threading.Thread(target=contextvars.copy_context().run, args=(call,))
        for thread in (threading.Thread(target=call), inheriting):
            thread.start()
            thread.join()
    assert outcomes == [ShapeError, ValueError]
    with pytest.raises(ShapeError):
        linear_forward(X, X, X)


def raised(function, *arguments):
    try:
        function(*arguments)
    except Exception as error:
        return error
    return None


def test_an_environment_variable_switches_everything_off():
    program = (
        "from shapecheck.runtime.decorator import checked\n"
        "def f(x): return x\n"
        "print(checked(f) is f, checked('nonsense: [')(f) is f)\n"
    )
    environment = {"SHAPECHECK_DISABLE": "1", "PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout == "True True\n"


def test_threads_do_not_disturb_one_another():
    errors = []

    def work(n):
        for _ in range(200):
            Z, _ = linear_forward(np.ones((3, n)), np.ones((5, 3)), np.ones((5, 1)))
            if Z.shape != (5, n):
                errors.append(Z.shape)

    threads = [threading.Thread(target=work, args=(n,)) for n in (2, 3, 5, 7)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


AXES = [
    "n",
    "m",
    "3",
    "1",
    "_",
    "n+1",
    "2*n",
    "n*m",
    "n-m",
    "#n",
    "#3",
    "(n m)",
    "n//2",
    "max(n,m)",
    "*s",
    "...",
    "#*s",
]


@st.composite
def calls(draw):
    specs = []
    for _ in range(draw(st.integers(1, 3))):
        axes = draw(st.lists(st.sampled_from(AXES), max_size=3))
        runs = [axis for axis in axes if axis in {"*s", "...", "#*s"}]
        specs.append(" ".join(axis for axis in axes if axis not in runs or axis is runs[0]) if len(runs) < 2 else "n")
    shapes = [tuple(draw(st.lists(st.sampled_from([0, 1, 2, 3, 4, 6]), max_size=4))) for _ in specs]
    return specs, shapes


@given(calls())
def test_the_generated_code_says_what_matching_says(call):
    specs, shapes = call
    names = "abc"[: len(specs)]

    def f(a=None, b=None, c=None):
        return None

    checks = checked(**{name: spec or "()" for name, spec in zip(names, specs, strict=True)})(f)
    pairs = [
        (read_spec(name, spec or "()"), Array(Shape(shape), name=name))
        for name, spec, shape in zip(names, specs, shapes, strict=True)
    ]
    refused = match_all(pairs, Bindings()).verdict is Verdict.NO
    arrays = [np.zeros(shape) for shape in shapes]
    assert isinstance(raised(checks, *arrays), ShapeError) is refused


def test_a_decorator_that_takes_fewer_arguments_keeps_its_own() -> None:
    def inject(function):
        @functools.wraps(function)
        def wrapper(a):
            return function(a, 5)

        return wrapper

    @inject
    def scaled(a, by):
        return a * by

    assert checked("a: n -> n")(scaled)(np.ones(3)).tolist() == [5, 5, 5]


def test_a_decorator_that_hands_everything_on_has_the_parameters_of_what_it_wraps() -> None:
    def log(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            return function(*args, **kwargs)

        return wrapper

    @checked("a: n m, b: m k -> n k")
    @log
    def product(a, b):
        return a @ b

    assert product(np.ones((3, 4)), b=np.ones((4, 2))).shape == (3, 2)
    with pytest.raises(ShapeError):
        product(np.ones((3, 4)), b=np.ones((5, 2)))


def test_parameters_may_be_called_as_built_ins_are() -> None:
    @checked("X: n m -> m n")
    def turned(X, Exception=None, type=None, isinstance=None, tuple=None, min=None):  # noqa: A002, PLR0917
        return X.T @ X if type else X.T

    assert turned(np.ones((2, 3))).shape == (3, 2)
    with pytest.raises(ShapeError):
        turned(np.ones(3))
    with pytest.raises(ShapeError):
        turned(np.ones((2, 3)), type=1)
