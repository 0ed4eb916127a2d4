"""The failing operation is found by its place in the code, and its operands without running anything."""

import ast
import linecache
import os
import subprocess
import sys
import textwrap
from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shapecheck.runtime.failing.locate import failing_node, is_library_file, operand_values
from shapecheck.runtime.recording.rewrite import recording


def define(text, name="f", **namespace):
    """Run some source under a file name of its own that linecache knows, as a notebook does."""
    filename = f"<located {define.count}>"
    define.count += 1
    linecache.cache[filename] = (len(text), None, text.splitlines(keepends=True), filename)
    exec(compile(text, filename, "exec"), namespace)
    return namespace[name]


define.count = 0


def raised(function, *arguments):
    try:
        function(*arguments)
    except Exception as error:
        return error.__traceback__
    raise AssertionError("the function was to fail")


W, A, b = np.ones((5, 3)), np.ones((7, 2)), np.ones((11, 1))


def located(body, *, code_of=None, **arguments):
    arguments = {"W": W, "A": A, "b": b, "np": np} | arguments
    f = define(f"def f({', '.join(arguments)}):\n" + textwrap.indent(body, "    ") + "\n")
    return failing_node(raised(f, *arguments.values()), f.__code__ if code_of else None)


@pytest.mark.parametrize(
    ("body", "kind", "segment"),
    [
        ("Z = W @ A + b", ast.BinOp, "W @ A"),
        ("Z = W.T @ (W + b) @ A", ast.BinOp, "W + b"),
        ("Z = (W + 1) * (A + 1)", ast.BinOp, "(W + 1) * (A + 1)"),
        ("W -= A", ast.AugAssign, "W -= A"),
        ("W[0] -= A", ast.AugAssign, "W[0] -= A"),
        ("x = W + 1; x @= A; y = 3", ast.AugAssign, "x @= A"),
        ("Z = np.dot(W, A) + b", ast.Call, "np.dot(W, A)"),
        ("Z = W.dot(A)", ast.Call, "W.dot(A)"),
        ("Z = np.concatenate([W, A], axis=0).sum()", ast.Call, "np.concatenate([W, A], axis=0)"),
        ("W[:, 0] = A", ast.Subscript, "W[:, 0]"),
        ("Z = W[0, 1, 2] + 1", ast.Subscript, "W[0, 1, 2]"),
        ("if W == 3: pass", ast.Compare, "W == 3"),
        ("while W: pass", ast.Name, "W"),
        ("Z = 1 if W else 2", ast.Name, "W"),
        ("Z = 1 < W < 3", ast.Compare, "1 < W < 3"),
        ("Z = -None", ast.UnaryOp, "-None"),
        ("x, y = W", ast.Tuple, "x, y"),
        ("for x, y in W: pass", ast.Tuple, "x, y"),
        ("Z = W.nothing", ast.Attribute, "W.nothing"),
        ("Z = nothing", ast.Name, "nothing"),
        ("raise ValueError('x')", ast.Raise, "raise ValueError('x')"),
        ("Z = [w @ A for w in [W]]", ast.BinOp, "w @ A"),
        ("Z = (lambda x: x @ A)(W)", ast.BinOp, "x @ A"),
        ("Z = (W\n     @\n     A)", ast.BinOp, "W\n         @\n         A"),
        ("Z = (W\n     .dot(\n       A))", ast.Call, "W\n         .dot(\n           A)"),
        (
            "Z = (W.T\n     .copy()\n     .dot(W) @\n   A)",
            ast.BinOp,
            "W.T\n         .copy()\n         .dot(W) @\n       A",
        ),
        ("Z = np.dot(W,\n           A)", ast.Call, "np.dot(W,\n               A)"),
        ("return W @ A", ast.BinOp, "W @ A"),
        ("Z = f'{W @ A}'", ast.BinOp, "W @ A"),
        ("é = W; Z = é @ A", ast.BinOp, "é @ A"),
        ("class C:\n    Z = W @ A", ast.BinOp, "W @ A"),
        ("@(W @ A)\ndef g(): pass", ast.BinOp, "W @ A"),
        ("def g(x=W @ A): pass", ast.BinOp, "W @ A"),
        ("def g():\n    return W @ A\ng()", ast.BinOp, "W @ A"),
        ("assert (W @ A).any()", ast.BinOp, "W @ A"),
        ("with W @ A: pass", ast.BinOp, "W @ A"),
        ("Z = (y := W @ A)", ast.BinOp, "W @ A"),
        ("Z = " + " + ".join(["W"] * 500) + " + A", ast.BinOp, " + ".join(["W"] * 500) + " + A"),
    ],
)
def test_the_failing_operation_is_found(body, kind, segment):
    for code_of in (False, True):
        found = located(body, code_of=code_of)
        assert (type(found.node), found.source_segment) == (kind, segment)


@pytest.mark.parametrize(("test", "from_3_12"), [("W and A", "W"), ("0 or A", "A"), ("not W", "W")])
def test_a_question_of_truth_is_located_as_closely_as_python_tells(test, from_3_12):
    # Python 3.11 has one span for the whole test.
    expected = test if sys.version_info < (3, 12) else from_3_12
    assert located(f"if {test}: pass").source_segment == expected


def test_what_is_around_the_operation_is_told():
    found = located("é = 2; Z = (1 +\n W @ A)")
    assert (found.line, found.column) == (3, 5)
    assert isinstance(found.statement, ast.Assign)
    assert found.function_ast.name == "f"
    assert found.function_ast in found.module_ast.body
    assert found.frame.f_code.co_name == "f"
    assert located("é = W @ A; pass").column == 8
    assert located("é = 2; Z = W @ A").column == 15
    assert located("Z = (lambda x: x @ A)(W)").function_ast.body.left.id == "x"
    assert located("@(W @ A)\ndef g(): pass").function_ast.name == "f"


def test_a_recording_function_is_located_as_the_bare_one():
    bodies = [
        "Z = W @ A",
        "W -= A",
        "W[0] -= A",
        "o = [1]; o[0], *o[:] = W @ A",
        "return W @ A",
        "W[:, 0] = A",
        "x, y = W",
    ]
    for body in bodies:
        f = define(f"def f(W, A):\n    {body}\n")
        twin = recording(f, lambda site, name, value: None)
        bare = failing_node(raised(f, W.copy(), A))
        assert bare.node is failing_node(raised(twin, W.copy(), A)).node
        assert bare.node is failing_node(raised(twin, W.copy(), A), twin.__code__).node


def test_the_deepest_call_of_the_user_is_looked_in():
    f = define("def g(x, y):\n    return x @ y\ndef f(x, y):\n    z = g(x, y)\n    return z\n")
    traceback = raised(f, W, A)
    assert failing_node(traceback).source_segment == "x @ y"
    assert failing_node(traceback, f.__code__).source_segment == "g(x, y)"
    assert failing_node(traceback, define.__code__) is None


def test_calls_of_libraries_are_passed_over():
    found = located("np.testing.assert_array_equal(W, A)")
    assert found.source_segment == "np.testing.assert_array_equal(W, A)"
    assert located("import json\njson.loads('{')").source_segment == "json.loads('{')"


def test_a_callback_of_the_user_inside_a_library_is_deeper_than_the_call_of_the_library():
    assert located("def g(x):\n    return x @ A\nnp.apply_along_axis(g, 0, W)").source_segment == "x @ A"


def test_recursion_ends_in_the_deepest_call():
    f = define("def f(n):\n    x = 1 // n\n    return f(n - 1)\n")
    found = failing_node(raised(f, 3), f.__code__)
    assert found.source_segment == "1 // n"
    assert operand_values(found.node, found.frame) == {"n": 0}


def test_files_of_packages_and_of_python_are_of_libraries():
    assert is_library_file(np.__file__)
    assert is_library_file(os.__file__)
    assert is_library_file("<frozen importlib._bootstrap>")
    assert not is_library_file(__file__)
    assert not is_library_file("<ipython-input-3-abc>")


def test_no_source_gives_none():
    namespace = {}
    exec("def f():\n    return 1 / 0\n", namespace)
    traceback = raised(namespace["f"])
    assert failing_node(traceback, namespace["f"].__code__) is None
    assert failing_node(None) is None


@pytest.mark.parametrize(
    "edited",
    [
        "def f(W, A):\n    return W + A\n",
        "def g(W, A):\n    return W @ A\n",
        "def f(W, A):\n    return W @  A\n",
        "def f(W, A):\n\n    return W @ A\n",
        "def f(W, A\n",
    ],
)
def test_an_edited_source_gives_none(edited):
    f = define("def f(W, A):\n    return W @ A\n")
    filename = f.__code__.co_filename
    linecache.cache[filename] = (len(edited), None, edited.splitlines(keepends=True), filename)
    assert failing_node(raised(f, W, A), f.__code__) is None


def test_without_columns_the_only_candidate_of_a_line_is_given_and_else_none(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        textwrap.dedent("""
        import numpy as np
        from shapecheck.runtime.failing.locate import failing_node
        from shapecheck.runtime.recording.rewrite import recording
        W, A = np.ones((5, 3)), np.ones((7, 2))
        def one(W, A):
            Z = np.dot(W, W.T) + A
        def two(W, A):
            Z = W @ A @ A
        def three(W, A):
            W -= A
        def four(W, A):
            Z = np.dot(np.array(W), A)
        def five(W, A):
            W[:, 0] = A
        for f in (one, two, three, four, five):
            for f in (f, recording(f, lambda site, name, value: None)):
                try:
                    f(W, A)
                except ValueError as error:
                    found = failing_node(error.__traceback__, f.__code__)
                    print(found and found.source_segment)
        """)
    )
    command = [sys.executable, "-X", "no_debug_ranges", str(script)]
    environment = os.environ | {"PYTHONPATH": os.getcwd()}
    result = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    expected = ["np.dot(W, W.T) + A", "None", "W -= A", "None", "W[:, 0]"]
    assert result.stdout.split("\n")[:-1] == [line for line in expected for _ in range(2)]


@settings(deadline=None, max_examples=200)
@given(st.data())
def test_the_one_wrong_operation_of_an_expression_is_the_one_that_is_found(data):
    def build(depth, wrong):
        """Give an expression that holds the wrong operation, if it is to, and that operation's text."""
        if wrong and (depth == 0 or data.draw(st.integers(0, 3)) == 0):
            culprit = data.draw(st.sampled_from(["(x / o)", "s(None)", "d[7]", "(-d)", "(x < d)"]))
            return culprit, culprit.strip("()") if culprit[0] == "(" else culprit
        if depth == 0:
            return data.draw(st.sampled_from(["x", "s(x)", "d[0]", "(-x)", "(x / 2)"])), None
        side = data.draw(st.booleans()) and wrong
        left, in_left = build(depth - 1, side)
        right, in_right = build(depth - 1, wrong and not side)
        gap = data.draw(st.sampled_from([" ", "\n  ", "  "]))
        form = data.draw(st.sampled_from(["({} +{}{})", "s({},{}{})", "d[({},{}{})[0] * 0]", "max({},{}{})"]))
        return form.format(left, gap, right), in_left or in_right

    expression, culprit = build(data.draw(st.integers(0, 4)), wrong=True)
    f = define(f"def f(x, o, s, d):\n    return ({expression})\n")
    found = failing_node(raised(f, 2, 0, lambda *x: abs(x[0]) if x[0] is not None else 1 / 0, {0: 3}), f.__code__)
    assert found.source_segment == culprit


# Operands.


def values(expression, **names):
    """Give the operands of an expression in a function with these locals."""
    f = define(f"def f({', '.join(names)}):\n    ({expression}) + undefined_name\n")
    found = failing_node(raised(f, *names.values()))
    return operand_values(found.statement.value.left, found.frame)


def test_names_attributes_and_items_are_read_from_left_to_right():
    layer = SimpleNamespace(W=2, inner=SimpleNamespace(b=3))
    parameters = {"W1": 5, "b1": 7, 3: [11, (13, 17)]}
    found = values(
        "layer.W + layer.inner.b * x - parameters['W1'] + parameters[3][1][-1]",
        layer=layer,
        parameters=parameters,
        x=19,
    )
    assert list(found.items()) == [
        ("layer.W", 2),
        ("layer.inner.b", 3),
        ("x", 19),
        ("parameters['W1']", 5),
        ("parameters[3][1][-1]", 17),
    ]


@pytest.mark.parametrize("key", ['"W" + str(l)', 'f"W{l}"', '"W" + str(l + 1 - 1)', "name", '"W" "1"', "keys[l]"])
def test_a_key_made_of_strings_and_integers_is_followed(key):
    found = values(f"parameters[{key}]", parameters={"W1": 5}, l=1, name="W1", keys=["", "W1"])
    assert found == {f"parameters[{key}]": 5}


def test_a_function_and_its_module_are_no_operands_and_the_owner_of_a_method_is_one():
    assert set(values("np.dot(W, A.T) + W.sum(axis=b)", np=np, W=W.T @ W, A=np.ones((3, 3)), b=0)) == {"W", "A", "b"}
    assert set(values("abs(W).sum()", W=W)) == {"W"}


def test_what_numpy_computes_is_left_to_the_array():
    assert list(values("W.T + W[0] + A.shape[0]", W=np.ones(3), A=np.ones(3))) == ["W", "A"]


def test_the_target_of_an_augmented_assignment_is_an_operand_and_that_of_an_assignment_is_not():
    found = located("W -= A")
    assert list(operand_values(found.node, found.frame)) == ["W", "A"]
    found = located("Z = W[:, 0] = A", Z=3)
    assert list(operand_values(found.statement, found.frame)) == ["W", "A"]


def test_names_of_the_module_and_of_functions_around_are_read_and_those_of_builtins_are_not():
    text = "def make(b):\n    def f():\n        return (a + b + len) @ None\n    return f\n"
    f = define(text, "make", a=2, len=3)(5)
    f.__globals__["len"] = len
    del f.__globals__["len"]
    found = failing_node(raised(f))
    assert operand_values(found.statement, found.frame) == {"a": 2, "b": 5}


def test_an_unbound_local_hides_the_global():
    f = define("def f():\n    x = x + 1\n", x=2)
    found = failing_node(raised(f))
    assert operand_values(found.statement, found.frame) == {}


def test_names_bound_by_a_lambda_or_a_comprehension_are_left_out():
    assert values("sum([x * 2 for x in y]) + max(y, key=lambda x: -x)", x=3, y=[5]) == {"y": [5]}


def test_private_names_are_read_as_python_stores_them():
    text = "class Layer:\n  def __init__(self): self.__W = 2\n  def go(self):\n    return self.__W @ 3\n"
    layer = define(text, "Layer")()
    found = failing_node(raised(layer.go))
    assert operand_values(found.node, found.frame) == {"self.__W": 2}


def test_slots_are_read():
    @dataclass(frozen=True, slots=True)
    class Layer:
        W: int

    assert values("layer.W", layer=Layer(3)) == {"layer.W": 3}


class Trap:
    """Everything about it that Python code can answer raises."""

    plain = 2

    def fail(self, *arguments):
        raise AssertionError("user code was run")

    here = property(fail)
    __getattr__ = __getitem__ = __eq__ = __hash__ = __len__ = __iter__ = __repr__ = __bool__ = __missing__ = fail


class Strict(Trap):
    __getattribute__ = Trap.fail


class Dict(dict):
    __getitem__ = Trap.fail


class Text(str):
    __hash__ = Trap.fail
    __eq__ = Trap.fail


class Same:
    __hash__ = lambda self: hash("W1")  # noqa: E731
    __eq__ = Trap.fail


@pytest.mark.parametrize(
    "expression",
    [
        "o.here",
        "o.nothing",
        "o['W1']",
        "o[0]",
        "o.here.W",
        "s.plain",
        "d['W1']",
        "e[t]",
        "e[o]",
        "m['W1']",
        "e[n]",
        "-o",
    ],
)
def test_no_code_of_the_user_is_run(expression):
    names = {
        "o": Trap(),
        "s": object.__new__(Strict),
        "d": Dict(W1=3),
        "e": {"W1": 5},
        "t": Text("W1"),
        "n": np.int64(1),
    }
    names["m"] = {Same(): 7}
    f = define(f"def f({', '.join(names)}):\n    return None @ 3, {expression}\n")
    found = failing_node(raised(f, *names.values()))
    node = found.statement.value.elts[1]
    result = operand_values(node, found.frame)
    assert expression not in result
    assert all(text in names for text in result)


def test_a_plain_attribute_beside_a_trap_is_read():
    assert values("o.plain + 1 if None else 2", o=Trap())["o.plain"] == 2
