"""Generated programs, a short run of each generator: nothing inferred and no error reported contradicts the run.

The long runs are `python tests/infer/generators/straight.py 20000` and `.../flow.py 5000`.
"""

import sys
from pathlib import Path
from random import Random
from types import SimpleNamespace

import pytest

sys.path.insert(0, str(Path(__file__).parent / "generators"))

import flow
import judging
import reporting
import straight
from reporting import made, tried
from shrinking import candidates, shrunk

SEED = 11
RUNS = {"straight": (straight.program, 300), "flow": (flow.program, 120)}
OPEN = {"straight": 0, "flow": 0}
"""Programs with a problem that is not cured yet; never more than before."""
KNOWN = {"straight": 0.7, "flow": 0.7}
"""The share of arrays of which the rank is known, at least: of programs that are all unknown nothing is learnt."""


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", RUNS)
def test_nothing_said_of_generated_programs_contradicts_the_run(name):
    make, count = RUNS[name]
    seen = tried(make, SEED, range(count))
    print(seen)
    for number, text, problem in seen.problems:
        print(f"{name} {number}: {problem.kind} at line {problem.line}: {problem.text}: {problem.said}\n{text}")
    assert len(seen.problems) <= OPEN[name]
    assert seen.programs == count
    assert seen.counts.ranks >= KNOWN[name] * seen.counts.arrays
    assert seen.known_operations >= KNOWN[name] * seen.operations > 0


def test_programs_are_made_again_by_their_numbers():
    for make, _ in RUNS.values():
        assert made(make, 3, 5) == made(make, 3, 5) != made(make, 3, 6)
        compile(make(Random(0)), "program", "exec")


# The twins: what is said wrongly is a problem, and what is right or unknown is none.

PROGRAM = """\
import numpy as np
x = np.zeros((2, 3))
y = [1, 2]
try:
    z = x + np.zeros(5)
except ValueError:
    z = x.T
"""


def said(path, line, name, *shapes):
    rank = len(shapes[0]) if shapes[0] is not None else None
    return SimpleNamespace(
        path=str(path), function="<module>", line=line, name=name, shapes=shapes, rank=rank, certain=shapes
    )


@pytest.mark.parametrize(
    ("variable", "problems"),
    [
        ((2, "x", (2, 3)), []),
        ((2, "x", ("n", 3)), []),
        ((2, "x", None), []),
        ((2, "x", (2,)), ["contradiction"]),
        ((3, "y", None), []),
        ((3, "y", (2,)), ["contradiction"]),
        ((7, "z", (2, 3)), ["contradiction"]),
    ],
)
def test_a_variable_that_the_run_contradicts_is_a_problem(tmp_path, monkeypatch, variable, problems):
    file = tmp_path / "program.py"
    monkeypatch.setattr("shapecheck.infer.shapes.infer", lambda text, path: [said(path, *variable)])
    assert [one.kind for one in judging.judge(PROGRAM, file).problems] == problems


def found(findings, unread=()):
    summary = SimpleNamespace(operations=0, known=0)
    return lambda *_: SimpleNamespace(findings=findings, unread=unread, summary=summary)


def error_at(line, column):
    return SimpleNamespace(line=line, end_line=line, column=column, severity="error", code="SHP102", message="m")


@pytest.mark.parametrize(("line", "problems"), [(5, 0), (2, 1), (7, 1), (4, 1)])
def test_an_error_is_right_only_where_the_program_raises(tmp_path, monkeypatch, line, problems):
    error = error_at(line, 1)
    warning = SimpleNamespace(line=2, end_line=2, column=1, severity="warning", code="SHP201", message="m")
    monkeypatch.setattr("shapecheck.lint.runner.lint_text", found([error, warning]))
    judged = judging.judge(PROGRAM, tmp_path / "program.py")
    assert [one.kind for one in judged.problems] == ["false error"] * problems
    assert judged.errors == 1 - problems


def test_of_an_error_in_what_never_ran_nothing_is_known(tmp_path, monkeypatch):
    judged = judging.judge(
        "import numpy as np\nif len('ab') > eval('5'):\n    np.ones(2) + np.ones(3)\n", tmp_path / "program.py"
    )
    assert (judged.problems, judged.raises, judged.errors) == ((), False, 0)
    late = "import numpy as np\nf = lambda: np.ones(2) + np.ones(3)\n"
    assert judging.judge(late, tmp_path / "program.py").problems == ()
    monkeypatch.setattr("shapecheck.lint.runner.lint_text", found([error_at(2, 13)]))
    assert judging.judge(late, tmp_path / "program.py").problems == ()
    called = late.replace("+", "*").replace("3", "2") + "f()\n"
    assert [one.kind for one in judging.judge(called, tmp_path / "program.py").problems] == ["false error"]


def test_a_failure_of_the_interpreter_is_a_problem(tmp_path, monkeypatch):
    def broken(text, path):
        raise ZeroDivisionError

    monkeypatch.setattr("shapecheck.infer.shapes.infer", broken)
    assert [one.kind for one in judging.judge(PROGRAM, tmp_path / "program.py").problems] == ["failure"]


def test_a_failure_of_the_linter_is_a_problem(tmp_path, monkeypatch):
    unread = SimpleNamespace(own_fault=True)
    monkeypatch.setattr("shapecheck.lint.runner.lint_text", found([], [unread]))
    assert [one.kind for one in judging.judge(PROGRAM, tmp_path / "program.py").problems] == ["failure"]


@pytest.mark.parametrize(("line", "problems"), [(3, 0), (4, 1), (5, 0), (6, 0)])
def test_a_warning_of_a_stretch_is_right_only_where_the_run_stretches(tmp_path, monkeypatch, line, problems):
    text = (
        "import numpy as np\nx, y = np.ones((3, 1)), np.ones(3)\nx + y\ny + y\n(lambda: y + y)\n"
        "try: y + np.ones(2)\nexcept ValueError: pass\n"
    )
    column = text.split("\n")[line - 1].index(" + ")
    warning = SimpleNamespace(line=line, end_line=line, column=column, severity="warning", code="SHP201", message="m")
    monkeypatch.setattr("shapecheck.lint.runner.lint_text", found([warning]))
    judged = judging.judge(text, tmp_path / "program.py")
    assert [one.kind for one in judged.problems] == ["false warning"] * problems
    assert judged.warnings == (line == 3)


def test_a_program_that_ends_its_process_is_left_out():
    seen = reporting.Seen()
    for part in reporting.all_tried(ends_its_process, 0, 12, 2):
        seen += part
    assert seen.programs + len(seen.died) == 12
    assert sorted(seen.died) == [number for number in range(12) if "_exit" in made(ends_its_process, 0, number)] != []


def ends_its_process(random):
    return "import os\nos._exit(1)\n" if random.random() < 0.3 else "x = 1\n"


def test_a_program_is_made_small():
    text = "import a\nif a:\n    for i in range(3):\n        b = f(1, x=g(2), y=3)\n    c = 1\nelse:\n    d = 2\n"
    assert shrunk(text, lambda candidate: "g(2)" in candidate) == "g(2)\n" or "g(2)" in shrunk(
        text, lambda one: "g(2)" in one
    )
    assert all(len(candidate) <= len(text) for candidate in candidates(text))
    assert shrunk("b = f(1)\n", lambda _: False) == "b = f(1)\n"


def test_what_is_asked_of_values_is_python():
    for question in straight.PROBES:
        compile(question.format(x="x", a="a", b="b"), "question", "eval")
