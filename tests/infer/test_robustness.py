"""Whatever it is given, the interpreter neither fails, nor hangs, nor takes all memory."""

import io
import json
import signal
import sys
import tokenize
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oddities import PROGRAMS

from shapecheck import find_faults
from shapecheck.infer.program import Unreadable, interpret
from shapecheck.lint.files import CannotRead, Text, decoded
from shapecheck.lint.listener import Listener
from shapecheck.lint.runner import lint_text
from shapecheck.lint.settings import Settings
from shapecheck.lint.table import LINT_RULES
from shapecheck.ops.table import RULES

SECONDS = 5.0
"""CPU time that a program may take."""
MEGABYTES = 1000
"""By which no program may raise what the process takes."""

SOURCES = [file.read_text(encoding="utf-8") for file in sorted((Path(__file__).parent / "programs").glob("*.py"))]
WORDS = """( ) [ ] { } , : . = == @ * ** // % - + < not in is None True lambda: yield await del global raise return
0 1 -1 0.5 10**9 1e400 'x' f'{x}' ... np self x .T .shape [None] [:, 0] [-1] (x) (*x) (**x) .append(x) := |= @=
np.zeros((3,4)) range(9) len print for if else while def class with try match x:""".split()

bounded = settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


class TooLong(BaseException):
    """A program took too long; no handler of the interpreter may catch it."""


@contextmanager
def limited() -> Iterator[None]:
    """Limit the CPU time, where there is a signal for that."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TooLong

    if not hasattr(signal, "SIGPROF"):
        yield
        return
    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def peak() -> float:
    """Give the most memory that the process has had, in megabytes; 0 where that cannot be told."""
    if sys.platform == "win32":
        return 0.0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6


def go_through(text: str) -> None:
    listener = Listener(LINT_RULES)
    before = peak()
    with limited():
        try:
            interpret(text, "<text>", listener)
        except Unreadable:
            return
        list(listener.findings())
    assert not listener.failures
    assert listener.failures == []
    assert peak() - before < MEGABYTES


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_that_nobody_writes(name):
    go_through(PROGRAMS[name])


@pytest.mark.parametrize(
    "text",
    [
        "'%1000000000d' % 3", "b'%-1000000000d' % 3", "'%*d' % (10**9, 3)", "'%.1000000000f' % 3.5",
        "('%s' * 9999) % (('x' * 9999,) * 9999)", "f'{3:1000000000d}'", "f'{3:{10**9}d}'", "'{:>1000000000}'.format(3)",
        "'{:>{w}}'.format(3, w=10**9)", "'{:{w}}'.format(3, w='1000000000')", "'x' * 10**10", "b'x' * 10**10",
        "[0] * 10**10", "(0,) * 10**10", "2 ** 10**9", "10**9 << 10**9", "pow(3, 10**9)", "round(3, -(10**9))",
        "'x'.zfill(10**9)", "'x'.center(10**9)", "'x'.expandtabs(10**9)", "list(range(10**18))", "sum(range(10**18))",
        "set(range(10**9))", "'x' in range(10**18)", "[*range(10**9)]", "a[range(10**9)]", "np.r_[range(10**9)]",
        "list(itertools.product(*[range(1000)] * 100))", "list(itertools.repeat(3, 10**10))",
        "np.meshgrid(*[a] * 5000)", "np.ix_(*[[1, 2]] * 5000)", "np.array([[0] * 10**4] * 10**4)",
        "np.einsum('ab,' * 5000 + 'ab', *[a] * 5001)", "np.zeros((1,) * 10**6)", "np.zeros((1,) * 9999) + a",
        "np.tensordot(np.zeros((1,) * 4000), np.zeros((1,) * 4000), axes=4000)", "np.linspace(0, 1, 10**18)",
        "np.split(a, 10**9)", "np.pad(a, [(1, 1)] * 9999)", "np.zeros((2**4000,) * 64).reshape(-1)",
    ],
)  # fmt: skip
def test_a_value_that_would_take_all_memory_or_time(text):
    go_through(f"import itertools\nimport numpy as np\na = np.zeros((3, 5))\nx = {text}\ny = a + x\n")


SUPER = "    def f(self):\n        return super().f()\n"


def chain(count: int, body: str = "    pass\n") -> str:
    first = "class C0:\n    def f(self):\n        return 1\n"
    return first + "".join(f"class C{n}(C{n - 1}):\n{body}" for n in range(1, count))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{chain(5000)}x = C4999().f()\n", id="classes below each other"),
        pytest.param(chain(300, SUPER) + "x = C299().f()\n", id="super of super"),
        pytest.param("class D(" + ", ".join(["unknown"] * 5000) + "):\n    pass\nx = D().f()\n", id="bases"),
        pytest.param("s = 'x,'\n" + "s = s.join([s, s])\n" * 60, id="a text joined with itself"),
        pytest.param("s = '%s%s'\n" + "s = s % (s, s)\n" * 60, id="a text formatted with itself"),
        pytest.param("s = 'aa'\n" + "s = s.replace('a', s)\n" * 60, id="a text replaced by itself"),
        pytest.param(
            "def f(a, b, c):\n    n = len(a)\n"
            + "    n = max(n, len(b), n + len(c))\n    n = min(n, n * 2, len(a) - n)\n" * 60
            + "    return np.zeros(n)\n",
            id="the greatest of the least",
        ),
        pytest.param(
            "a = np.zeros(3)\n"
            + "".join(" " * n + f"for i{n} in range(9):\n" for n in range(15))
            + " " * 15
            + "x = a + 1\n"
            + " " * 15
            + "a = a + x\n",
            id="a sum in many loops",
        ),
    ],
)
def test_a_program_whose_parts_grow(text):
    go_through(f"import numpy as np\n{text}")


@pytest.mark.parametrize(
    "line",
    [" " * 50_000 + "%x", "x = " + "a." * 25_000 + "?", "x" + ", x" * 25_000 + " = !ls", "f(" + " " * 50_000 + "= =",
     "for " * 20_000 + "= =", "x, " + " " * 50_000 + ") = = 3"],
)  # fmt: skip
def test_a_line_of_a_notebook_that_is_hard_to_match(line):
    cells = [{"cell_type": "code", "source": f"{line}\n"}] * 3
    with limited():
        decoded(json.dumps({"cells": cells, "nbformat": 4}).encode(), notebook=True)


@given(st.sampled_from(SOURCES), st.floats(0, 1))
@bounded
def test_a_truncated_program(text, part):
    cut = text[: int(part * len(text))]
    go_through(cut)
    go_through(cut.rpartition("\n")[0])


@given(st.sampled_from(SOURCES), st.data())
@bounded
def test_a_program_with_other_tokens(text, data):
    tokens = [token.string for token in tokenize.generate_tokens(io.StringIO(text).readline)]
    whole = text
    for _ in range(data.draw(st.integers(1, 3))):
        old = data.draw(st.sampled_from([token for token in tokens if token.strip()]))
        new = data.draw(st.sampled_from([*WORDS, *(token for token in tokens if token.strip())]))
        at = whole.find(old, data.draw(st.integers(0, len(whole))))
        if at >= 0:
            whole = whole[:at] + new + whole[at + len(old) :]
    go_through(whole)


@given(st.sampled_from(SOURCES), st.data())
@bounded
def test_a_program_with_lines_left_out_or_twice(text, data):
    lines = text.split("\n")
    start = data.draw(st.integers(0, len(lines) - 1))
    stop = data.draw(st.integers(start, min(len(lines), start + 6)))
    go_through("\n".join([*lines[:start], *lines[start:stop] * data.draw(st.sampled_from([0, 2, 3])), *lines[stop:]]))


STATEMENTS = [
    "x = [x, x]", "x = (x, x)", "x = {x: x}", "x.append(x)", "x[x] = x", "x = x[x]", "x = x @ x", "x += x", "x = x.T",
    "x = x.x", "x.x = x", "x = x(x)", "x = lambda x: x(x)", "x = np.array(x)", "x = x.reshape(x)", "x = x * 3",
    "x = np.zeros(x)", "x = np.zeros((3, 4))", "x = x.shape", "x, y = x", "x = [x for x in x]", "x = f'{x}{x}'",
    "x = str(x)", "x = np.stack([x, x])", "x = np.sum(x, axis=x)", "x = dict(x=x)", "x = x or y", "del x", "y = x",
    "x = y + x", "x = x ** x", "x = -x", "x = len(x)", "x = range(x)", "x = list(x)", "x = next(x)", "x = 3",
    "x = x == y", "x = sorted(x)", "x = zip(x, x)", "x = np.concatenate(x)", "x = x[:, None]", "assert x.shape == y",
    "x = sum(x)",
]  # fmt: skip
HEADS = ["for x in x:", "while x:", "if x:", "def x(x, *y):", "class x(x):", "with x as x:", "for y in range(99):"]


@st.composite
def bodies(draw, depth=0):
    """Give a few statements, those of a body indented by one more."""
    lines = []
    for _ in range(draw(st.integers(1, 5))):
        if depth < 4 and draw(st.integers(0, 2)) == 0:
            lines += [draw(st.sampled_from(HEADS)), *(f" {line}" for line in draw(bodies(depth + 1)))]
        else:
            lines.append(draw(st.sampled_from(STATEMENTS)))
    return lines


@given(bodies())
@settings(bounded, max_examples=80)
def test_a_program_in_which_one_name_is_everything(lines):
    go_through("import numpy as np\n" + "\n".join(lines))


@given(st.binary(max_size=200), st.booleans())
@settings(bounded, max_examples=60)
def test_any_bytes(content, with_source):
    try:
        text = decoded(SOURCES[0].encode() + content if with_source else content)
    except CannotRead:
        return
    go_through(text.text)


ARGUMENTS = ("", "[]", "*L", "X", "[X], [Y]", "X, axis=7")


@pytest.mark.parametrize("arguments", ARGUMENTS)
def test_no_call_is_too_odd_for_the_search_of_helps(arguments):
    made = "import numpy as np\nX, Y = np.ones((2, 3)), np.ones((5, 7))\nL = [X, Y]\n"
    for at, name in enumerate(RULES):
        owner, _, short = name.rpartition(".")
        if not short.startswith("__") and owner != "operator":
            call = f"X.{short}" if owner == "ndarray" else f"np.{name.removeprefix('numpy.')}"
            made += f"def f{at}():\n    {call}({arguments})\n"
    outcome = lint_text(Text(made), "odd.py", Settings())
    assert outcome.unread == ()
    assert len(outcome.findings) > 50


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize(
    "text",
    [
        "def g(*a): return g(*a, *a)\ng(1)",
        "def g(*a, **k): return g(a, a, **k)\ng(np.zeros((3, 4)))",
        "def g(x): return g((x, x))\ng(1)",
        "def g(x, n): return g([*x, *x], n + 1)\ng([np.zeros(3)], 0)",
        "y = np.ones((2, 3))" + ".T" * 20_000,
    ],
    ids=lambda text: text[:24],
)
def test_what_grows_from_call_to_call_ends(text: str) -> None:
    assert list(find_faults(f"import numpy as np\n{text}\n")) == []
