"""Hostile and foreign characters of a source: none reaches a terminal raw, and carets stand under what they mark."""

import io
import json

import pytest

from shapecheck.display import display_width
from shapecheck.lint.files import Text
from shapecheck.lint.finding import Finding, Operand
from shapecheck.lint.outcome import Outcome, Summary
from shapecheck.lint.runner import lint_source, lint_text
from shapecheck.lint.settings import Settings
from shapecheck.report import formats, writer

HEAD = "import numpy as np\n"
RAW = set("\x1b\x07\x9b\x08\r\u202e\u2066\u200b\u2028")


def printed(outcome, form):
    out = io.StringIO()
    writer("lint", form)(outcome, out, show_gaps=True, statistics=True)
    return out.getvalue()


@pytest.mark.parametrize("form", formats("lint"))
def test_no_format_lets_through_what_a_terminal_obeys(form):
    key = "\x1b[31m\u202e\u2066\u200b\x9b"
    text = (
        f'{HEAD}W = {{}}\nW["{key}"] = np.zeros((5, 4))  # {key}\nZ = W["{key}"] @ np.zeros((3, 7))  # {key}\n'
        f'unknown("{key}")\nf"{key}".other()\n'
    )
    outcome = lint_text(Text(text), f"{key}.py", Settings())
    assert outcome.summary.errors == 1
    shown = printed(outcome, form)
    assert not RAW & set(shown)
    if form in {"json", "sarif"}:
        assert key in json.dumps(json.loads(shown), ensure_ascii=False).replace("\\u001b", "\x1b")


def frame_of(text):
    """Give the code and the marks under it, as the terminal shows them."""
    lines = printed(lint_text(Text(HEAD + text), "a.py", Settings()), "terminal").splitlines()
    start = next(place for place, line in enumerate(lines) if line.endswith(" |"))
    return [line.partition("|")[2] for line in lines[start + 1 : start + 5]]


def columns(line, part):
    return display_width(line[: line.index(part)])


@pytest.mark.parametrize(
    ("before", "left"),
    [
        ("", "x"),
        ("'abc'; ", "x"),
        ("'形状形状'; ", "x"),
        ("'👍 e\u0301 \u202e'; ", "x"),
        ("", "形状"),
    ],
)
def test_the_caret_and_the_shapes_stand_under_what_they_mark(before, left):
    code, carets, shapes, *_ = frame_of(f"{left} = np.zeros((5, 4)); y = np.zeros((3, 7))\n{before}z = {left} @ y\n")
    assert columns(code, f"{left} @ y") == columns(carets, "^")
    assert carets.count("^") == display_width(f"{left} @ y")
    assert columns(code, "y") == columns(shapes, "(3, 7)")


def test_a_long_line_is_cut_at_columns(monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    code, carets, *_ = frame_of(f"x = np.zeros((5, 4)); y = np.zeros((3, 7))\n{'形' * 60} = 5; z = x @ y\n")
    assert code.startswith(" ...")
    assert columns(code, "x @ y") == columns(carets, "^")
    assert all(display_width(line) <= 60 for line in (code, carets))


def test_operands_are_aligned_by_columns(monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    text = f"{HEAD}形状 = np.zeros((5, 4))\nb = np.zeros((3, 7))\nz = 形状 @ b\n"
    lines = printed(lint_text(Text(text), "a.py", Settings()), "terminal").splitlines()
    first, second = (line for line in lines if line.startswith("    ") and "from line" in line)
    assert columns(first, "(5, 4)") == columns(second, "(3, 7)")


def test_a_finding_is_read_as_one_line():
    finding = Finding("a.py", 3, 1, 3, 2, "SHP101", "error", "no", marks=(Operand(3, 1, 3, 2, "()"),))
    assert (str(finding), repr(finding)) == ("a.py:3:1: SHP101 no", "<error a.py:3:1: SHP101 no>")
    assert repr(Outcome((finding,), Summary(1, 1, 0, 0, 1, 0, 1))).splitlines()[:2] == [
        "a.py:3:1: SHP101 no",
        "1 error, 0 warnings in 1 file",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "print(np.zeros((2, 3), dtype=object()).T @ 5 @ np.zeros((5, 4)))",
        "a = np.zeros((2, 3))\na[lambda: 3, [object()]] @ a",
        "np.einsum('ij,jk', np.zeros((2, 3)), np.zeros((5, 2)), optimize=open)",
        "np.reshape(np.zeros(6), (4, object()))\nnp.zeros((2, 3)).reshape(lambda: 3)",
        "np.concatenate([np.zeros((2, 3)), np.zeros((2, 5))], axis=print)",
        "np.zeros((2, 3)).transpose(print, slice(3))\nnp.zeros(3, dtype=3)\nnp.zeros(3)[1:2:{}]",
    ],
)
def test_no_message_has_the_address_of_an_object(text):
    for finding in lint_source(HEAD + text):
        assert " object at 0x" not in repr((finding.message, finding.notes, finding.help, finding.operands))


def test_a_long_expression_is_cut_in_the_message_as_in_the_lines_below():
    long = " + ".join(["np.zeros(3)"] * 60)
    (found,) = lint_source(f"{HEAD}x = {long} + np.zeros(4)\n")
    assert len(found.message) < 160
    assert found.operands[0].name in found.message
    assert found.operands[0].name.startswith("np.zeros(3) + np.zeros(3)")
