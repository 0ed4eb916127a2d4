"""A recording function is the bare function, and a record of what it assigned."""

# ruff: noqa: B007, F841, PLW2901, RET504
# The functions under test assign names for the record alone.

import asyncio
import functools
import gc
import inspect
import linecache
import pickle
import sys
import traceback
import weakref
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shapecheck.runtime.recording.rewrite import Site, SourceUnavailable, recording

# pytest rewrites `assert` statements, so no function here that is recorded contains one.


def recorded(function, *arguments, **keywords):
    """Call the recording twin; give its result and the (name, value) pairs."""
    events = []
    result = recording(function, lambda site, name, value: events.append((name, value)))(*arguments, **keywords)
    return result, events


def sites(function, *arguments):
    found = []
    recording(function, lambda site, name, value: found.append(site))(*arguments)
    return found


def define(text, name="f", **namespace):
    """Run some source under a file name of its own that linecache knows, as a notebook does."""
    filename = f"<cell {define.count}>"
    define.count += 1
    linecache.cache[filename] = (len(text), None, text.splitlines(keepends=True), filename)
    exec(compile(text, filename, "exec"), namespace)
    return namespace[name]


define.count = 0


def ignore(site, name, value):
    pass


# What is recorded, and under which name.


def test_names_are_recorded_after_they_are_bound_and_the_return_value_last():
    def forward(W, A, b):
        Z = W @ A + b
        A = np.maximum(0, Z)
        return A, Z

    W, A, b = np.ones((5, 3)), np.ones((3, 7)), np.ones((5, 1))
    result, events = recorded(forward, W, A, b)
    assert [(name, np.shape(value)) for name, value in events[:2]] == [("Z", (5, 7)), ("A", (5, 7))]
    assert events[2][0] == "return"
    assert events[2][1] is result


def test_a_key_is_recorded_as_it_is_at_run_time():
    def initialise(sizes):
        parameters = {}
        for l in range(1, len(sizes)):
            parameters["W" + str(l)] = sizes[l] * sizes[l - 1]
            parameters[f"b{l}"] = sizes[l]
            parameters['v'] = parameters[l] = 0  # fmt: skip
        return parameters["b1"]

    assert recorded(initialise, [2, 3])[1][1:] == [
        ("l", 1),
        ('parameters["W1"]', 6),
        ('parameters["b1"]', 3),
        ('parameters["v"]', 0),
        ("parameters[1]", 0),
        ("return", 3),
    ]


def test_a_key_that_is_no_plain_string_or_integer_leaves_the_text_of_the_source():
    class Key(str):
        def __repr__(self):
            raise AssertionError("user code")

    def store(x, key):
        x[key] = 2
        x[:1] = 3
        x[0, :] = 5
        x[True] = 7

    assert [name for name, _ in recorded(store, Log(), Key("a"))[1]] == ["x[key]", "x[:1]", "x[0, :]", "x[True]"]


def test_a_key_with_a_quote_in_it_is_written_as_python_would():
    def store(x, key):
        x[key] = 2

    assert recorded(store, {}, 'a"b')[1] == [("x['a\"b']", 2)]


def test_each_form_of_assignment_is_recorded_once_in_the_order_of_storing():
    def forms(x, o):
        a = b = 2
        c: int = 3
        o.w: int = 5
        a += c
        o.w -= a
        x["k"] = 7
        x["k"] *= 2
        d, (o.e, *g), x[a] = 1, (2, 3, 4), 5
        if (h := d) and [i := j for j in (11, 13)]:
            pass
        for k, x["l"] in [(17, 19)]:
            pass
        with open(__file__) as file, open(__file__) as other:
            file, other = 23, 29

    names = [name for name, _ in recorded(forms, {}, SimpleNamespace())[1]]
    assert names == [
        *("a", "b", "c", "o.w", "a", "o.w", 'x["k"]', 'x["k"]', "d", "o.e", "g", "x[5]"),
        *("h", "i", "i", "k", 'x["l"]', "file", "other", "file", "other"),
    ]


def test_an_augmented_store_records_the_result():
    def update(parameters, o):
        parameters["W"] -= 3
        o.b *= 5
        parameters["A"][:, 0] += 7

    A = np.zeros((2, 2))
    events = recorded(update, {"W": 5, "A": A}, SimpleNamespace(b=2))[1]
    assert events[:2] == [('parameters["W"]', 2), ("o.b", 10)]
    assert events[2][0] == 'parameters["A"][:, 0]'
    assert events[2][1].tolist() == [7, 7]
    assert A.tolist() == [[7, 0], [7, 0]]


def test_a_nested_function_is_recorded_under_its_qualified_name():
    def outer(x):
        def inner(y):
            z = y + 1
            return z

        class Local:
            left_alone = 3

        call = min([x], key=lambda y: (left_alone := y))
        return inner(call), Local.left_alone

    found = sites(outer, 2)
    prefix = f"{test_a_nested_function_is_recorded_under_its_qualified_name.__name__}.<locals>.outer"
    assert [(site.target, site.function) for site in found] == [
        ("call", prefix),
        ("z", f"{prefix}.<locals>.inner"),
        ("return", f"{prefix}.<locals>.inner"),
        ("return", prefix),
    ]


def test_a_site_tells_the_statement_and_its_place():
    f = define("def f(x):\n    é = 3; Z = (x +\n         é)\n    for i in (é,): pass\n    return Z\n")
    assert sites(f, 2) == [
        Site(2, 2, 4, 10, "é", "é = 3", "f"),
        Site(2, 3, 12, 12, "Z", "Z = (x +\n         é)", "f"),
        Site(4, 4, 4, 18, "i", "for i in (é,)", "f"),
        Site(5, 5, 4, 12, "return", "return Z", "f"),
    ]


def test_a_site_is_frozen_and_pickles():
    site = sites(define("def f():\n    x = 1\n"))[0]
    assert pickle.loads(pickle.dumps(site)) == site
    with pytest.raises(AttributeError):
        site.line = 3


# What stays as it is.


def test_what_the_hook_raises_the_function_raises():
    def f():
        x = 2
        return x

    def refuse(site, name, value):
        raise LookupError(name)

    with pytest.raises(LookupError, match="x"):
        recording(f, refuse)()


def test_the_description_of_the_function_stays():
    def f(a: int, b: "str" = "x", *, c=[]) -> float:  # noqa: B006
        """Say."""
        d = a
        return d

    f.mark = object()
    twin = recording(f, ignore)
    for attribute in ("__name__", "__qualname__", "__doc__", "__module__", "__dict__", "__annotations__"):
        assert getattr(twin, attribute) == getattr(f, attribute)
    assert twin.__defaults__ is f.__defaults__
    assert twin.__kwdefaults__ is f.__kwdefaults__
    assert twin.__globals__ is f.__globals__
    assert inspect.signature(twin) == inspect.signature(f)
    assert inspect.getsource(twin) == inspect.getsource(f)
    assert twin.__code__.co_qualname == f.__code__.co_qualname
    assert twin.__code__.co_flags == f.__code__.co_flags


def test_globals_are_the_live_ones_and_gain_nothing():
    f = define("def f():\n    global total\n    total = start + 1\n    return total\n", start=1)
    before = set(f.__globals__) | {"total"}
    twin = recording(f, ignore)
    f.__globals__["start"] = 4
    assert twin() == 5
    assert f.__globals__["total"] == 5
    assert set(f.__globals__) == before


def test_locals_are_the_users_own():
    def f(x, o):
        x["a" + "b"], o.y = 2, 3
        x[0] += 5
        o.y = z = 7
        return sorted(locals())

    assert recorded(f, {0: 1}, SimpleNamespace())[0] == ["o", "x", "z"]


def test_cells_are_shared():
    def make():
        count = 0

        def up():
            nonlocal count
            count += 1
            return count

        def read():
            return count

        return up, read

    up, read = make()
    twin = recording(up, ignore)
    assert (twin(), up(), twin(), read()) == (1, 2, 3, 3)
    assert [id(cell) for cell in twin.__closure__] == [id(cell) for cell in up.__closure__]


class Base:
    def name(self):
        return "base"


class Layer(Base):
    def __init__(self):
        self.__W = 2
        __local = 3
        self.sum = self.__W + __local

    def name(self):
        above = super().name()
        return above, __class__.__name__

    def deep(self):
        def inner():
            found = super(Layer, self).name(), __class__
            return found

        return inner()

    @staticmethod
    def double(x):
        y = 2 * x
        return y

    @classmethod
    def make(cls):
        made = cls()
        return made


def test_super_class_cells_and_private_names_work():
    layer = Layer()
    assert recorded(Layer.name, layer)[0] == ("base", "Layer")
    assert recorded(Layer.deep, layer)[0] == ("base", Layer)
    _, events = recorded(Layer.__init__, layer)
    assert events == [("self.__W", 2), ("__local", 3), ("self.sum", 5)]
    assert vars(layer) == {"_Layer__W": 2, "sum": 5}


def test_the_functions_under_static_and_class_methods_are_recorded():
    assert recorded(Layer.double, 3) == (6, [("y", 6), ("return", 6)])
    result, events = recorded(Layer.make.__func__, Layer)
    assert isinstance(result, Layer)
    assert [name for name, _ in events] == ["made", "return"]


def test_a_decorator_is_not_run_again():
    runs = []

    def count(function):
        runs.append(function)
        return functools.wraps(function)(lambda *a: function(*a))

    @count
    @count
    def f(x):
        y = x + 1
        return y

    assert recorded(f.__wrapped__.__wrapped__, 2) == (3, [("y", 3), ("return", 3)])
    assert len(runs) == 2


def test_generators_coroutines_and_asynchronous_generators_are_what_they_were():
    def generate(n):
        for i in range(n):
            sent = yield i
        return sent

    async def agenerate():
        for i in range(3):
            await asyncio.sleep(0)
            yield i

    async def consume():
        async for x in recording(agenerate, note)():
            last = x
        return last

    names = []

    def note(site, name, value):
        names.append((name, value))

    running = recording(generate, note)(2)
    assert [next(running), running.send(5)] == [0, 1]
    with pytest.raises(StopIteration):
        running.send(7)
    assert names == [("i", 0), ("sent", 5), ("i", 1), ("sent", 7), ("return", 7)]
    assert asyncio.run(recording(consume, ignore)()) == 2
    assert inspect.isasyncgenfunction(recording(agenerate, ignore))


def test_recursion_goes_through_the_name_as_before():
    def factorial(n):
        if n < 2:
            return 1
        below = factorial(n - 1)
        return n * below

    bare = factorial
    names = []
    factorial = recording(bare, lambda site, name, value: names.append((name, value)))  # the cell now holds the twin
    assert factorial(3) == 6
    assert names == [("return", 1), ("below", 1), ("return", 2), ("below", 2), ("return", 6)]


def test_future_annotations_are_kept():
    f = define("from __future__ import annotations\ndef f(x: Unknown):\n    y: Nowhere = x\n    return y\n")
    assert recorded(f, 3) == (3, [("y", 3), ("return", 3)])
    assert f.__code__.co_flags == recording(f, ignore).__code__.co_flags


@pytest.mark.skipif(sys.version_info < (3, 12), reason="type parameters came with Python 3.12")
def test_type_parameters_are_kept():
    f = define("class C[T]:\n  def f[U](self, x: U):\n    y: T = x\n    return y, T, U\nf = C.f")
    result, events = recorded(f, None, 3)
    assert (result[0], [str(parameter) for parameter in result[1:]]) == (3, ["T", "U"])
    assert events[0] == ("y", 3)
    assert recording(f, ignore).__type_params__ == f.__type_params__


def test_values_die_when_the_call_ends():
    class Value:
        pass

    def f(o, x):
        o.a = Value()
        o.a = x["k" + "l"] = Value()
        del o.a, x["kl"]
        a = Value()
        return weakref.ref(a)

    seen = []
    dead = recording(f, lambda site, name, value: seen.append(weakref.ref(value)) if type(value) is Value else None)
    gc.disable()
    try:
        reference = dead(SimpleNamespace(), {})
        assert reference() is None
        assert [value() for value in seen] == [None] * 4
    finally:
        gc.enable()


# Tracebacks, debuggers, coverage.

FAILING = [
    "Z = x @ (1 +\n        2)",
    "o.w = (x\n   - None)",
    "o.nothing.here = 3",
    "x[0] = 5",
    'x["a" + str(2)] -= 7',
    "o.missing += 2",
    "o.a, x['k'] = 1, 2, 3",
    "a, (b,\n    o.c) = 1, (2, None + x)",
    "a, o[3], b = 1, 2, 3",
    "for a in x:\n        pass",
    "for o[1], b in [(1, 2)]: pass",
    "with o as y:\n        pass",
    "x -= None",
    "return (x\n       @ o)",
    "if (y := x / 0): pass",
    "y = [z := i for i in (1, None + x)]",
    "import nothing_of_this_name",
    "undefined_name",
    "def g():\n        y = x + None\n        return y\n    g()",
    "try:\n        o.v[1] = 3\n    finally:\n        q = 2",
    "raise ValueError(x)",
    "o.e: int = x + None",
    "b = x[:, 0] = 3",
    "o[:] += 3",
]


@pytest.mark.parametrize("body", FAILING)
def test_a_traceback_is_the_same_text(body):
    f = define(f"def f(x, o):\n    first = 1\n    {body}\n")
    texts = []
    for function in (f, recording(f, ignore)):
        try:
            function(2, SimpleNamespace())
        except Exception:
            texts.append(traceback.format_exc())
    assert len(texts) == 2
    assert texts[0] == texts[1]


def lines_run(function, *arguments):
    """Give the line events in the function's own file."""
    lines = []

    def tracer(frame, event, argument):
        if frame.f_code.co_filename != function.__code__.co_filename:
            return None
        lines.append((event, frame.f_code.co_name, frame.f_lineno))
        return tracer

    previous = sys.gettrace()
    sys.settrace(tracer)
    try:
        function(*arguments)
    finally:
        sys.settrace(previous)
    return lines


MULTILINE = """
def f(x, o):
    a = (
        x
        + 1
    )
    (b,
     c) = 1, 2
    (d,
     o.e,
     g) = (1,
           2, 3)
    x = [0, 1]
    (x[0],
     x[1]) = 5, 7
    o.e += (
        2
    )
    x[
        0
    ] = h = 3
    for i, j in [
        (1, 2),
        (3, 4),
    ]:
        x[0] += i
    if (y :=
            3):
        z = 1
    with open(o.path) as file, \\
         open(o.path) as other:
        k = 1
    return (
        a +
        b
    )
"""


def test_a_debugger_sees_the_same_lines():
    f = define(MULTILINE)
    o = SimpleNamespace(path=__file__)
    assert lines_run(recording(f, ignore), 2, o) == lines_run(f, 2, o)


# Laws, on generated functions.


class Log:
    """A container and object that writes down every access."""

    def __init__(self):
        object.__setattr__(self, "log", [])

    def __getitem__(self, key):
        self.log.append(("get", str(key)))
        return 3

    def __setitem__(self, key, value):
        self.log.append(("set", str(key), value))

    def __getattr__(self, name):
        self.log.append(("getattr", name))
        return 5

    def __setattr__(self, name, value):
        self.log.append(("setattr", name, value))

    def key(self, key):
        self.log.append(("key", key))
        return key


LEAVES = st.sampled_from(["a", "b", "x.p", 'x["k"]', "x[x.key(a)]", "x[a]", "x[1:a]", "x[a, ::2]", 'x["W" + str(b)]'])
VALUES = st.sampled_from(["a", "7", "a + b", "x.q", "x[b]", "(a := b + 1)", "[c := i for i in (a, b)][0]"])


@st.composite
def statements(draw):
    form = draw(st.integers(0, 5))
    if form == 0:
        return " = ".join([*draw(st.lists(LEAVES, min_size=1, max_size=3)), draw(VALUES)])
    if form == 1:
        return f"{draw(LEAVES)} {draw(st.sampled_from(['+=', '-=', '*=']))} {draw(VALUES)}"
    if form == 2:
        return f"{draw(LEAVES)}, ({draw(LEAVES)}, *{draw(LEAVES)}) = {draw(VALUES)}, (2, {draw(VALUES)}, 5)"
    if form == 3:
        return f"{draw(LEAVES)} = {draw(LEAVES)}, {draw(LEAVES)} = 11, {draw(VALUES)}"
    if form == 4:
        return f"for {draw(LEAVES)} in (13, {draw(VALUES)}): {draw(LEAVES)} = {draw(VALUES)}"
    return f"{draw(LEAVES)}: int = {draw(VALUES)}"


@settings(deadline=None, max_examples=300)
@given(st.lists(statements(), min_size=1, max_size=6))
def test_a_recording_function_does_the_same_to_every_object_in_the_same_order(body):
    text = "def f(x):\n    a, b = 2, 3\n" + "".join(f"    {line}\n" for line in body) + "    return locals()\n"
    try:
        f = define(text)
    except SyntaxError:  # such as an annotated name that is subscripted by a walrus
        return
    runs = []
    for function in (f, recording(f, ignore)):
        x = Log()
        try:
            result = function(x)
            result.pop("x")
        except TypeError as error:  # such as a list added to a number
            result = str(error), traceback.format_exc().splitlines()[2:]
        runs.append((str(result), x.log))
    assert runs[0] == runs[1]


@settings(deadline=None, max_examples=100)
@given(st.lists(statements(), min_size=1, max_size=6))
def test_what_is_recorded_of_a_stored_item_is_what_was_stored(body):
    text = "def f(x):\n    a, b = 2, 3\n" + "".join(f"    {line}\n" for line in body)
    try:
        f = define(text)
    except SyntaxError:
        return
    x, seen = Log(), []
    twin = recording(f, lambda site, name, value: seen.append((name, value)) if name.startswith("x") else None)
    try:
        twin(x)
    except TypeError:
        return
    stored = [entry[2] for entry in x.log if entry[0] in ("set", "setattr")]
    assert sorted(map(repr, stored)) == sorted(repr(value) for _, value in seen)


# What cannot be rewritten says so.


def test_a_function_written_in_c_is_refused():
    with pytest.raises(SourceUnavailable, match="not a function written in Python"):
        recording(len, ignore)


def test_a_lambda_is_refused():
    with pytest.raises(SourceUnavailable, match="is a lambda: write it with def"):
        recording(lambda x: x, ignore)


def test_a_function_without_source_is_refused():
    namespace = {}
    exec("def f():\n    x = 1\n", namespace)
    with pytest.raises(SourceUnavailable, match=r"cannot be read|is not what runs"):
        recording(namespace["f"], ignore)


@pytest.mark.parametrize(
    "edited",
    [
        "def f(x):\n    y = x - 1\n    return y\n",
        "def f(x):\n    y = x + 2\n    return y\n",
        "def f(x):\n    z = x + 1\n    return z\n",
        "def f(x):\n\n    y = x + 1\n    return y\n",
        "\ndef f(x):\n    y = x + 1\n    return y\n",
        "def f(x):\n    y = x + True\n    return y\n",
        "def f(x:\n",
    ],
)
def test_an_edited_source_is_refused(edited):
    f = define("def f(x):\n    y = x + 1\n    return y\n")
    filename = f.__code__.co_filename
    linecache.cache[filename] = (len(edited), None, edited.splitlines(keepends=True), filename)
    with pytest.raises(SourceUnavailable, match=r"^The source of f .*\.$"):
        recording(f, ignore)


def test_a_file_edited_and_imported_again_is_read_again(tmp_path):
    path = tmp_path / "model.py"

    def load(text):
        path.write_text(text)
        namespace = {}
        exec(compile(text, str(path), "exec"), namespace)
        return namespace["f"]

    first = load("def f(x):\n    y = x + 1\n    return y\n")
    assert recorded(first, 2)[0] == 3
    second = load("\n\ndef f(x):\n    y = x + 1000\n    return y\n")
    assert recorded(second, 2)[0] == 1002


def test_a_long_sum_is_recorded():
    f = define("def f(x):\n    y = " + " + ".join(["x"] * 900) + "\n    return y\n")
    assert recorded(f, 1)[1] == [("y", 900), ("return", 900)]


def test_an_import_of_the_module_does_not_change_what_is_compiled():
    f = define("import os\ntry:\n    import json as j\nfinally:\n    pass\ndef f():\n    s = j.dumps(os.getpid())\n")
    assert [name for name, _ in recorded(f)[1]] == ["s"]
