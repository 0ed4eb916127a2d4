"""An array whose shape is changed where it is has its new shape wherever it is held, and no other array has it."""

import textwrap
from pathlib import Path

import pytest
from test_soundness import contradictions
from truth import record

from shapecheck.core.array import Array
from shapecheck.core.shape import Shape
from shapecheck.infer.interpreter import make_machine
from shapecheck.infer.shapes import infer
from shapecheck.infer.values import Opaque
from shapecheck.lint.runner import lint_source

HELD = {
    "under another name": ("b = a", "b"),
    "in a list": ("held = [a]", "held[0]"),
    "in a tuple": ("held = (1, (a, 2))", "held[1][0]"),
    "in a dict in a dict": ('held = {"x": {"y": a}}', 'held["x"]["y"]'),
    "in an attribute": ("class Box:\n    pass\nheld = Box()\nheld.one = a", "held.one"),
    "in an attribute of an attribute": (
        "class Box:\n    pass\nheld = Box()\nheld.inner = Box()\nheld.inner.one = a",
        "held.inner.one",
    ),
    "in a closure": ("def made(x):\n    def get():\n        return x\n    return get\nheld = made(a)", "held()"),
    "in a default": ("def held(x=a):\n    return x", "held()"),
    "in a list that is gone through": ("held = [a]", "[x for x in held][0]"),
    "handed through": ("b = np.asarray(a)", "b"),
}
CHANGES = {"shape": "a.shape = (3, 2)", "resize": "a.resize((3, 2), refcheck=False)"}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("how", HELD)
def test_it_is_changed_wherever_it_is_held(how: str, change: str) -> None:
    hold, read = HELD[how]
    program = f"import numpy as np\na = np.zeros((2, 3))\nother = np.zeros((2, 3))\n{hold}\n{CHANGES[change]}\n"
    right = f"{program}r = {read} @ np.zeros((2, 5))\ns = other @ np.zeros((3, 5))\n"
    assert lint_source(right) == []
    wrong = f"{program}r = {read} @ np.zeros((3, 5))\n"
    assert [finding.line for finding in lint_source(wrong)] == [wrong.count("\n")]


RUNS = {
    "two calls that make arrays alike": """
        def make():
            return np.zeros((2, 3))
        first, second = make(), make()
        first.shape = (3, 2)
        r = second @ np.zeros((3, 5))
        s = first @ np.zeros((2, 5))
    """,
    "a call that gives its argument": """
        def same(x):
            return x
        a, b = np.zeros((2, 3)), np.zeros((2, 3))
        same(b)
        c = same(a)
        c.shape = (3, 2)
        r = a @ np.zeros((2, 5))
        s = b @ np.zeros((3, 5))
    """,
    "a copy": """
        a = np.zeros((2, 3))
        b = a.copy()
        c = np.array(a)
        d = a.view()
        b.shape = c.shape = d.shape = (3, 2)
        r = a @ np.zeros((3, 5))
    """,
    "one of two, which is not known": """
        a, b = np.zeros((2, 3)), np.zeros((2, 3))
        c = a if eval("True") else b
        c.shape = (3, 2)
        r, s = a.T, b.T
    """,
    "changed on one path": """
        a = np.zeros((2, 3))
        b = [a]
        if eval("False"):
            a.shape = (3, 2)
        r = b[0].T
    """,
    "changed twice": """
        a = np.zeros((2, 3))
        b = {"x": a}
        a.shape = (3, 2)
        a.shape = (6,)
        r = b["x"] + np.zeros(6)
    """,
    "changed in a loop": """
        kept = []
        for k in range(60):
            a = np.zeros((2, 3))
            kept.append(a)
            a.shape = (3, 2)
        r = kept[0].T
    """,
    "changed by a function": """
        def flat(x):
            x.shape = (-1,)
        a = np.zeros((2, 3))
        b = (a,)
        flat(b[0])
        r = a + np.zeros(6)
    """,
    "given to a function that takes a list": """
        a, b = np.zeros((2, 3)), np.zeros((2, 3))
        both = [a, b]
        a.shape = b.shape = (3, 2)
        r = np.concatenate(both, axis=0)
        s = np.vstack(both) @ np.zeros((2, 5))
    """,
    "changed by another thread of calls": """
        class Store:
            def __init__(self):
                self.W = np.zeros((2, 3))
            def turn(self):
                self.W.shape = self.W.shape[::-1]
        store = Store()
        kept = store.W
        store.turn()
        r = kept @ np.zeros((2, 5))
        store.turn()
        s = kept @ np.zeros((3, 5))
    """,
}


@pytest.mark.parametrize("intent", RUNS)
def test_what_a_run_finds_is_not_contradicted(intent: str, tmp_path: Path) -> None:
    file = tmp_path / "program.py"
    file.write_text("import numpy as np\n" + textwrap.dedent(RUNS[intent]))
    truth = record(file)
    assert truth.fault is None
    assert contradictions(truth, infer(file.read_text(), str(file))) == []
    assert lint_source(file.read_text(), str(file)) == []


def merger():
    machine = make_machine("a.py", lambda _: None, ())
    machine.merger.tells_apart = True
    return machine, machine.merger, [Array(Shape((2, 3))) for _ in range(600)]


def test_of_the_arrays_that_what_is_unknown_may_be_so_many_are_remembered_however_they_come():
    machine, one, arrays = merger()
    machine.identities.escape(arrays)
    assert list(one.escaped.values()) == arrays[-500:]  # the last ones are looked at first
    _, two, arrays = merger()
    for array in arrays:
        assert isinstance(two.join(array, "a text"), Opaque)
    assert list(two.escaped.values()) == arrays[:500]
    other, three, arrays = merger()
    other.identities.escape(arrays[:300])
    other.identities.take_over(machine.identities, lambda value: value)
    assert len(three.escaped) == 500
    assert set(map(id, arrays[:300])) <= three.escaped.keys()
