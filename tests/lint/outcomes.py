"""Outcomes of the linter made by hand, for the tests of the formats."""

from dataclasses import replace

from shapecheck.diagnostics import OperandLine
from shapecheck.infer.events import Passed
from shapecheck.lint.finding import Edit, Finding, Fix, Operand, Related
from shapecheck.lint.notice import Notice
from shapecheck.lint.outcome import Outcome, Summary, Unread
from shapecheck.lint.tally import GapCount

PRODUCT = Finding(
    path="model.py",
    line=31,
    column=9,
    end_line=31,
    end_column=19,
    code="SHP101",
    severity="error",
    message="matmul: inner sizes differ: 4 (axis 1 of W) != 3 (axis 0 of A_prev)",
    operands=(OperandLine("W", "(5, 4)", "4 from layer_dims[2] at model.py:12"), OperandLine("A_prev", "(3, 7)")),
    notes=("in forward, called at model.py:40",),
    help="`W.T @ A_prev` fits, and its shape is (4, 7)",
    name="matmul-sizes",
    marks=(Operand(31, 9, 31, 10, "(5, 4)"), Operand(31, 13, 31, 19, "(3, 7)")),
    source=("    Z = W @ A_prev + b",),
)
STRETCHED = Finding(
    path="a, b/lösung.py",
    line=2,
    column=1,
    end_line=3,
    end_column=8,
    code="SHP201",
    severity="warning",
    message="subtract: both operands are stretched to (m, m): y (m, 1) and p (m,)",
    source=("y -", "\tp[0:1]"),
)
IN_CELL = Finding(
    "lesson.ipynb", 2, 5, 2, 9, "SHP204", "warning", "transpose: x has one axis", cell=3, source=("y = x.T",)
)
UNREAD = (Unread("old.py", 3, "Missing parentheses"), Unread("odd.py", None, "KeyError at x.py:1", own_fault=True))

CLEAN = Outcome((), Summary(1, 0, 0, 1, 0, 0, 1))
NOTICES = (
    Notice("lesson.ipynb", Passed.UNREADABLE, "the cell is no Python: 50% done", 2, 4),
    Notice("long.py", Passed.UNFINISHED, "it takes too many steps"),
    Notice("model.py", Passed.UNRESOLVED, "the module `helpers` is not found", 3),
)
FULL = Outcome(
    (STRETCHED, IN_CELL, PRODUCT),
    Summary(12, 1, 2, 702, 1, 131, 640, 2),
    (GapCount("a call of f", 31, 3), GapCount("no rule for g", 4, 1)),
    UNREAD,
    NOTICES,
)

MENDED = Outcome(
    (
        replace(
            PRODUCT,
            related=(Related("model.py", 12, 1, 12, 8, "W is made here"),),
            fix=Fix("transpose W", (Edit("model.py", 31, 9, 31, 10, "W.T"),), is_safe=True),
        ),
    ),
    Summary(1, 1, 0, 0, 1, 0, 1),
)
