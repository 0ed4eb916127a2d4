"""Whatever it is given, the interpreter neither fails, nor hangs, nor takes all memory."""

import io
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

from shapecheck.infer.program import Unreadable, interpret
from shapecheck.lint.files import CannotRead, decoded
from shapecheck.lint.listener import Listener
from shapecheck.lint.table import LINT_RULES

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
    assert listener.failures == []
    assert peak() - before < MEGABYTES


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_that_nobody_writes(name):
    go_through(PROGRAMS[name])


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
