"""Fixes of findings: what they leave as it was, and which of them are kept."""

import json
from dataclasses import replace

import pytest

from shapecheck import SettingsError, find_faults, fix_faults
from shapecheck.lint.finding import Edit, Finding, Fix
from shapecheck.lint.fixing.contents import together, with_edits
from shapecheck.lint.fixing.rounds import fixed
from shapecheck.lint.outcome import Outcome, Summary, Unread

LOST = "import numpy as np\n\nb = np.zeros((5, 1))\ndb = np.sum(np.ones((5, 7)), axis=1)\nb = b - 0.1 * db\n"
KEPT = LOST.replace("axis=1", "axis=1, keepdims=True")
TURNED = "import numpy as np\n\nA = np.zeros((5, 4))\nZ = A @ np.zeros((5, 3))\n"
KEEPS = Edit("f.py", 4, 36, 4, 36, ", keepdims=True")


def test_safe_fixes_alone_are_applied_unless_others_are_asked_for() -> None:
    both = LOST + TURNED
    assert fix_faults(both).text == KEPT + TURNED
    assert fix_faults(both, unsafe=True).text == KEPT + TURNED.replace("A @", "A.T @")
    assert fix_faults(KEPT).text == KEPT
    left = fix_faults(both).left
    assert [finding.code for finding in left] == ["SHP101"]
    assert (left.summary.fixed, left.summary.fixable, left.summary.unsafe_fixable) == (1, 0, 1)


def test_only_the_rules_that_are_asked_fix() -> None:
    assert fix_faults(LOST, select=["SHP1"]).text == LOST
    assert fix_faults(LOST, select=["SHP2"]).text == KEPT


def test_an_axis_is_not_kept_for_certain_where_another_one_would_fit() -> None:
    centred = "import numpy as np\n\nX = np.ones((5, 7))\nm = X.mean(axis=1)\nY = X - m\n"
    (finding,) = find_faults(centred)
    assert finding.fix is not None
    assert not finding.fix.is_safe
    assert fix_faults(centred).text == centred
    several = "import numpy as np\n\nX = np.ones((5, 6, 7, 3))\nm = X.mean(axis=(1, 2))\nY = X - m\n"
    assert fix_faults(several).text == several


def test_a_program_that_is_fixed_is_a_text() -> None:
    with pytest.raises(SettingsError, match="must be text"):
        fix_faults(3)  # type: ignore[arg-type]
    with pytest.raises(SettingsError, match="is no program"):
        fix_faults("model.py")
    assert fix_faults("x = (").text == "x = ("
    assert [unread.line for unread in fix_faults("x = (").left.unread] == [1]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.rstrip(),
        lambda text: text.replace("db = ", "if 1:\n\tdb = "),
        lambda text: text.replace("\n\n", "\n\x0c\n"),
        lambda text: f"# coding: latin-1\nword = 'é中'\n{text}",
        lambda text: f"word = 'é\u2028中'; {text}",
    ],
    ids=["crlf", "no newline", "tab", "form feed", "declaration", "unicode"],
)
def test_what_is_not_fixed_stays_in_a_text(change) -> None:  # type: ignore[no-untyped-def]
    assert fix_faults(change(LOST)).text == change(KEPT)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "koi8-r", "shift_jis", "utf-7"])
def test_a_file_keeps_its_encoding(encoding: str) -> None:
    word = {"koi8-r": "привет", "shift_jis": "形"}.get(encoding, "é")
    declared = "utf-8" if encoding == "utf-8-sig" else encoding
    before, after = (
        f"# -*- coding: {declared} -*-\nword = '{word}'\n\n{text.splitlines()[3]}".encode(encoding)
        for text in (LOST, KEPT)
    )
    assert with_edits(before, [KEEPS]) == after


def test_a_file_that_can_be_written_in_several_ways_is_not_written() -> None:
    several = b"# coding: utf-7\n+AGE-\n\ndb = np.sum(np.ones((5, 7)), axis=1)"  # an a, which needs no escape
    assert with_edits(several, [KEEPS]) is None
    assert with_edits(b"# coding: no-such\n\n\nx", [KEEPS]) is None
    assert with_edits(b"# coding: ascii\n\n\n" + b" " * 40, [replace(KEEPS, text="é")]) is None


FIRST = ["%matplotlib inline\n", "import numpy as np\n", "b = np.zeros((5, 1))\n", "b"]
SECOND = ["%time db = np.sum(np.ones((5, 7)), axis=1)  # é\n", 'word = "a\\t\\"é\U0001f600"\n', "b = b - 0.1 * db"]


@pytest.mark.parametrize("indent", [None, 1, 4])
@pytest.mark.parametrize("ascii_only", [True, False])
@pytest.mark.parametrize("joined", [True, False])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_of_a_notebook_only_the_fixed_characters_change(
    indent: int | None, ascii_only: bool, joined: bool, ends: str
) -> None:
    cells = [[line.replace("\n", ends) for line in cell] for cell in (FIRST, SECOND)]
    found = [
        {"outputs": [{"x": ["\u2028"]}], "cell_type": "code", "source": "".join(cell) if joined else cell}
        for cell in cells
    ]
    whole = {
        "nbformat_minor": 5,
        "cells": [{"cell_type": "markdown", "source": ["é"]}, *found],
        "metadata": {"b": 1, "a": 0},
    }
    text = json.dumps(whole, indent=indent, ensure_ascii=ascii_only) + "\n\n"
    after = fix_faults(text, path="n.ipynb").text
    assert after == text.replace("axis=1)", "axis=1, keepdims=True)") != text


def test_a_notebook_may_be_written_oddly() -> None:
    odd = (
        '\ufeff {"cells":[ {"source" : [] , "cell_type":"code"},{"cell_type":"code", "source":"no", "source" :\n'
        '["import numpy as np\\nb = np.z" ,"eros((5, 1))\\n" ,"db = np.sum(np.ones((5, 7)), \\u0061xis=1)"\t,'
        '"\\nb = b - 0.1 * db"]} ] }'
    )
    content = odd.encode()
    edit = Edit("n.ipynb", 3, 36, 3, 36, ", keepdims=True", cell=2)
    assert with_edits(content, [edit], notebook=True) == odd.replace("xis=1)", "xis=1, keepdims=True)").encode()
    across = Edit("n.ipynb", 2, 1, 2, 20, "", cell=2)  # two strings
    assert with_edits(content, [across], notebook=True) is None


def test_a_line_whose_magic_was_left_out_is_not_written_to() -> None:
    cell = {"cell_type": "code", "source": "x = 1\n!ls\ny = 2"}
    content = json.dumps({"cells": [cell]}).encode()
    assert with_edits(content, [Edit("n.ipynb", 2, 1, 2, 5, "z", cell=1)], notebook=True) is None
    after = with_edits(content, [Edit("n.ipynb", 3, 1, 3, 2, "z", cell=1)], notebook=True)
    assert after == content.replace(b"y = 2", b"z = 2")


def found(line: int, edit: Edit | None = None, *, code: str = "SHP202", safe: bool = True) -> Finding:
    fix = None if edit is None else Fix("", (edit,), is_safe=safe)
    return Finding("f.py", line, 1, line, 2, code, "warning", "", fix=fix)


def of(*findings: Finding, unread: tuple[Unread, ...] = ()) -> Outcome:
    return Outcome(findings, Summary(1, 0, len(findings), 0, 0, 0, 0), unread=unread)


def insertion(line: int, text: str) -> Edit:
    return Edit("f.py", line, 1, line, 1, text)


def test_edits_that_overlap_are_not_applied_together() -> None:
    first, same, inside, behind = (
        found(1, Edit("f.py", 1, 2, 1, 9, "a")),
        found(2, Edit("f.py", 1, 2, 1, 9, "a")),
        found(3, Edit("f.py", 1, 4, 1, 5, "b")),
        found(4, Edit("f.py", 1, 9, 1, 9, "c")),
    )
    assert together([first, same, inside, behind]) == [first, same, behind]
    assert together([found(1, insertion(1, "a")), found(2, insertion(1, "b"))])[1:] == []


def rounds(outcomes: dict[bytes, Outcome], content: bytes) -> tuple[bytes, int]:
    """Fix a file of which it is known what is found in each of its contents."""
    result = fixed(
        outcomes[content],
        {"f.py": content},
        lambda contents: outcomes[contents["f.py"]],
        lambda finding: finding.fix is not None and finding.fix.is_safe,
        lambda _, before, edits: with_edits(before, edits),
    )
    return (result[0].after, result[0].number) if result else (content, 0)


def test_fixes_are_applied_until_nothing_changes() -> None:
    one, other = found(1, insertion(1, "a")), found(2, insertion(2, "b"))
    later = {b"1\n2": of(one, found(2)), b"a1\n2": of(other), b"a1\nb2": of()}  # it is known only then what helps there
    assert rounds(later, b"1\n2") == (b"a1\nb2", 2)
    assert rounds({b"1\n2": of(one, other), b"a1\nb2": of()}, b"1\n2") == (b"a1\nb2", 2)


def test_a_fix_that_leaves_as_much_or_something_new_is_not_applied() -> None:
    one = found(1, insertion(1, "a"))
    for after in (of(one), of(found(3)), of(unread=(Unread("f.py", 1, ""),))):
        assert rounds({b"1\n2": of(one), b"a1\n2": after}, b"1\n2") == (b"1\n2", 0)


def test_of_several_fixes_those_that_hold_by_themselves_are_applied() -> None:
    one, other = found(1, insertion(1, "a")), found(2, insertion(2, "b"))
    known = {b"1\n2": of(one, other), b"a1\nb2": of(found(3)), b"a1\n2": of(other)}
    assert rounds(known, b"1\n2") == (b"a1\n2", 1)
    known = {b"1\n2": of(one, other), b"a1\nb2": of(found(3)), b"a1\n2": of(found(3)), b"1\nb2": of(one)}
    assert rounds(known, b"1\n2") == (b"1\nb2", 1)


def test_a_comment_that_ignores_nothing_any_more_is_no_new_finding() -> None:
    one = found(1, insertion(1, "a"))
    assert rounds({b"1": of(one), b"a1": of(found(7, code="SHP001"))}, b"1") == (b"a1", 1)


def test_an_unsafe_fix_is_not_applied_and_a_safe_one_that_needs_it_neither() -> None:
    one, other = found(1, insertion(1, "a"), safe=False), found(2, insertion(2, "b"))
    assert rounds({b"1\n2": of(one, other), b"1\nb2": of(one, found(5))}, b"1\n2") == (b"1\n2", 0)
