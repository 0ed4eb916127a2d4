"""A program without the lines that call its functions: lines keep their numbers, definitions and data stay."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

from _definitions import inside_definitions, without_calls

PROGRAM = """\
import numpy as np
from layers import Dense
def f(x):
    y = x @ x
    return f(y) if y.any() else y
X = np.ones((2, 3)); Y = f(X); Z = X.T
model = Dense(
    3,
)
print(Y.shape)
for row in map(f, X):
    print(row)
N = 5
if __name__ == "__main__":
    model.fit(X)
"""

CUT = """\
import numpy as np
from layers import Dense
def f(x):
    y = x @ x
    return f(y) if y.any() else y
X = np.ones((2, 3)); pass    ; pass
pass


pass
pass

N = 5
pass

"""


def test_from_the_first_call_of_a_function_on_all_but_constants_is_cut():
    text = without_calls(PROGRAM, {"layers"})
    assert [line.rstrip() for line in text.splitlines()] == CUT.splitlines()
    compile(text, "program", "exec")


def test_a_module_of_another_project_is_no_function_of_its_own():
    text = "from layers import Dense\nmodel = Dense(3)\n"
    assert without_calls(text) == text
    assert without_calls(text, {"layers"}) != text


def test_lines_of_functions_are_inside_of_definitions():
    assert [line for line in range(1, 16) if inside_definitions(PROGRAM, line)] == [3, 4, 5]
