"""Runs a program, infers its shapes and lints it: what is said and contradicts the run is a problem."""

from __future__ import annotations

import ast
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))  # measure this tree, installed or not
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # the tests of inference

from test_soundness import Compared, by_key, certain, compared, contradictions, real_shapes, suppositions
from truth import Truth, record

__all__ = ["CONTRADICTION", "Compared", "Judged", "Problem", "judge", "limited"]

CONTRADICTION, FALSE_ERROR, FALSE_WARNING, FAILURE = "contradiction", "false error", "false warning", "failure"
STRETCH = "SHP201"
SECONDS = 20  # of the processor for one program; far more than any needs


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with what was said of a program: the line, its text, and both sides."""

    kind: str
    line: int
    text: str
    said: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A program with what was said of it.

    `counts` are its variables that are arrays, and of how many the rank and the shape are known; `errors` are those
    reported where the run raises; `warnings` those of a stretch that the run makes; `operations` and `known_operations`
    are the linter's own count. `supposed` are the variables of which a shape is only supposed, `failed` those that had
    another one: that contradicts nothing, and is counted.
    """

    problems: tuple[Problem, ...] = ()
    counts: Compared = field(default_factory=Compared)
    raises: bool = False
    errors: int = 0
    warnings: int = 0
    operations: int = 0
    known_operations: int = 0
    supposed: int = 0
    failed: int = 0


class TooLong(BaseException):
    """A program runs, or is gone through, for too long."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise `TooLong` after so many seconds of the processor, where the system can."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def ring(*_: object) -> None:
        raise TooLong

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def judge(text: str, file: Path) -> Judged:
    """Run, infer and lint a program, which is written to `file`."""
    from shapecheck.infer.shapes import infer  # here, so that the generators can be read without it
    from shapecheck.lint.files import Text
    from shapecheck.lint.runner import lint_text
    from shapecheck.lint.settings import Settings

    lines = text.split("\n")

    def problem(kind: str, line: int, said: str) -> Problem:
        return Problem(kind, line, lines[line - 1].strip() if 0 < line <= len(lines) else "", said)

    file.write_text(text, encoding="utf-8")
    try:
        with limited(SECONDS):
            truth = record(file)
    except TooLong:
        return Judged()  # the generator's fault, not that of what is said
    raises = truth.fault is not None
    try:
        with limited(SECONDS):
            variables = infer(text, str(file))
            outcome = lint_text(Text(text), str(file), Settings())
    except TooLong:
        return Judged((problem(FAILURE, 0, f"over {SECONDS} s"),), raises=raises)
    except Exception as error:  # a program that cannot be gone through is a problem too
        return Judged((problem(FAILURE, 0, f"{type(error).__name__}: {error}"),), raises=raises)
    found = [one for one in outcome.findings if one.severity == "error"]
    problems = [problem(FAILURE, 0, str(unread)) for unread in outcome.unread if unread.own_fault]
    problems += [
        problem(CONTRADICTION, int(re.search(r":(\d+): ", said)[1]), said.partition(": ")[2])
        for said in [*contradictions(truth, variables), *no_arrays(truth, variables)]
    ]
    run = traced(file) if found else Run()
    errors = 0
    for one in found:  # of an error in what never ran nothing is known: there may be one
        lines_of = set(range(one.line, one.end_line + 1))
        if lines_of & run.raised:
            errors += 1
        elif lines_of & run.lines and within(text, one.line, one.column) <= run.called:
            problems.append(problem(FALSE_ERROR, one.line, f"{one.code} {one.message}"))
    stretches = [one for one in outcome.findings if one.code == STRETCH and _is_operator(text, one)]
    run = traced(file) if stretches else Run()
    stretched = _stretched(file) if stretches else set()
    warned = 0
    for one in stretches:
        lines_of = set(range(one.line, one.end_line + 1))
        if lines_of & stretched:
            warned += 1
        elif lines_of <= run.lines - run.raised:
            problems.append(problem(FALSE_WARNING, one.line, f"{one.code} {one.message}"))
    summary = outcome.summary
    counts = compared(truth, variables)
    guesses = suppositions(truth, variables)
    return Judged(tuple(problems), counts, raises, errors, warned, summary.operations, summary.known, *guesses)


def _is_operator(text: str, finding: Any) -> bool:
    """Tell whether a finding is about an operator in a line that always runs as a whole."""
    lines = range(finding.line, finding.end_line + 1)
    nodes = [node for node in ast.walk(ast.parse(text)) if getattr(node, "lineno", None) in lines]
    late = (ast.Lambda, ast.GeneratorExp, ast.comprehension, ast.IfExp, ast.BoolOp)
    at = [node for node in nodes if getattr(node, "col_offset", -1) + 1 == finding.column]
    return any(isinstance(node, (ast.BinOp, ast.Compare)) for node in at) and not any(
        isinstance(node, late) for node in nodes
    )


def _stretched(file: Path) -> set[int]:
    """Run a program once more, and give the lines where an operator stretched both of its operands."""
    with limited(SECONDS):
        return {place.line for place in record(file, inner=True).stretched}


def no_arrays(truth: Truth, variables: Any) -> list[str]:
    """Give a line for each variable that is inferred to be an array and never is one; a number may have no axes."""
    known = by_key(map(certain, variables))
    real = real_shapes(truth, known)
    found = []
    for place in truth.others:
        ((key, _),) = real_shapes(Truth(shapes={place: {()}}), known).items()
        said = known.get(key, [])
        shapes = [shape for variable in said for shape in variable.shapes]
        if shapes and key not in real and all(shapes):  # neither unknown nor without axes
            found.append(f"{Path(key.path).name}:{key.line}: {key.name} is no array, inferred {shapes}")
    return sorted(found)


@dataclass
class Run:
    """What happened in a run: the lines that ran, those that an exception came through, and the functions by place."""

    lines: set[int] = field(default_factory=set)
    raised: set[int] = field(default_factory=set)
    called: set[tuple[int, str]] = field(default_factory=set)


def within(text: str, line: int, column: int) -> set[tuple[int, str]]:
    """Give the lambdas and generator expressions around a place, by line and name as their code has them."""
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.Lambda, ast.GeneratorExp)):
            start, end = (node.lineno, node.col_offset + 1), (node.end_lineno or 0, node.end_col_offset or 0)
            if start <= (line, column) <= end:
                found.add((node.lineno, "<lambda>" if isinstance(node, ast.Lambda) else "<genexpr>"))
    return found


def traced(file: Path) -> Run:
    """Run a program once more, and tell what happened, exceptions that were caught included."""
    name, run = str(file.resolve()), Run()

    def inside(frame: FrameType, event: str, _: Any) -> Any:
        (run.raised if event == "exception" else run.lines).add(frame.f_lineno)
        return inside

    def outside(frame: FrameType, _event: str, _: Any) -> Any:
        code = frame.f_code
        if code.co_filename != name:
            return None
        run.called.add((code.co_firstlineno, code.co_name))
        return inside

    before = sys.gettrace()
    sys.settrace(outside)
    try:
        with limited(SECONDS):
            record(file)
    finally:
        sys.settrace(before)
    return run
