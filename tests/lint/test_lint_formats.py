"""Findings in every format."""

import io
import json
import re
import subprocess
import sys
from importlib.resources import files

import pytest
from outcomes import CLEAN, FULL, IN_CELL, MENDED, PRODUCT
from rich.cells import cell_len
from schema_check import problems, undescribed

from shapecheck.infer.events import Passed
from shapecheck.lint.outcome import Outcome, Summary
from shapecheck.lint.table import LINT_RULES
from shapecheck.report import formats, writer

FORMATS = formats("lint")
SCHEMA = json.loads((files("shapecheck") / "schemas" / "lint.json").read_text(encoding="utf-8"))


def printed(outcome, form, **options):
    out = io.StringIO()
    writer("lint", form)(outcome, out, **options)
    return out.getvalue()


def test_the_formats_are_those_that_are_promised():
    assert FORMATS == ("concise", "github", "json", "sarif", "terminal")


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("outcome", [CLEAN, FULL], ids=["clean", "full"])
def test_every_format_prints_every_outcome(monkeypatch, form, outcome, width):
    monkeypatch.setenv("COLUMNS", str(width))
    text = printed(outcome, form, show_gaps=True, statistics=True)
    assert text.endswith("\n")
    assert "\x1b" not in text
    assert all(finding.code in text for finding in outcome.findings)
    if form == "terminal":
        closing = text.splitlines().index("old.py:3: cannot be read: Missing parentheses") if outcome is FULL else 0
        assert all(cell_len(line) <= width for line in text.splitlines()[:closing])


def test_concise_is_a_line_each():
    assert (
        printed(FULL, "concise", show_gaps=True, statistics=True)
        == """\
a, b/lösung.py:2:1: SHP201 subtract: both operands are stretched to (m, m): y (m, 1) and p (m,)
lesson.ipynb:cell 3:2:5: SHP204 transpose: x has one axis
model.py:31:9: SHP101 matmul: inner sizes differ: 4 (axis 1 of W) != 3 (axis 0 of A_prev)
old.py:3: cannot be read: Missing parentheses
internal error in odd.py: KeyError at x.py:1; please report
1  SHP101  matmul-sizes
1  SHP201  both-stretched
1  SHP204  transpose-of-vector
31  not understood: a call of f
 4  not understood: no rule for g
1 error, 2 warnings in 12 files, 2 could not be read
834 operations: 640 known, 702 proved, 1 wrong, 131 unknown
"""
    )


def test_one_file_and_one_operation_are_no_plural():
    assert printed(CLEAN, "concise") == (
        "0 errors, 0 warnings in 1 file\n1 operation: 1 known, 1 proved, 0 wrong, 0 unknown\n"
    )


def test_the_terminal_has_the_shapes_under_the_expression(monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    assert (
        printed(Outcome((PRODUCT,), Summary(1, 1, 0, 0, 1, 0, 1)), "terminal")
        == """\
error[SHP101]: matmul: inner sizes differ: 4 (axis 1 of W) != 3 (axis 0 of A_prev)
  --> model.py:31:9
   |
31 |     Z = W @ A_prev + b
   |         ^^^^^^^^^^
   |         |   (3, 7)
   |         (5, 4)
    W       (5, 4)  4 from layer_dims[2] at model.py:12
    A_prev  (3, 7)
  in forward, called at model.py:40
  help: `W.T @ A_prev` fits, and its shape is (4, 7)

1 error, 0 warnings in 1 file
1 operation: 1 known, 0 proved, 1 wrong, 0 unknown
"""
    )


def test_colours_are_for_a_terminal_only(monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    coloured = printed(FULL, "terminal")
    assert "\x1b[" in coloured
    monkeypatch.setenv("NO_COLOR", "1")
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == printed(FULL, "terminal")


def test_json_has_the_promised_form():
    found = json.loads(printed(FULL, "json"))
    assert set(found) == {"schema_version", "diagnostics", "notices", "summary"}
    last = found["diagnostics"][-1]
    assert last == {
        "code": "SHP101",
        "name": "matmul-sizes",
        "severity": "error",
        "message": "matmul: inner sizes differ: 4 (axis 1 of W) != 3 (axis 0 of A_prev)",
        "path": "model.py",
        "cell": None,
        "line": 31,
        "column": 9,
        "end_line": 31,
        "end_column": 19,
        "operands": [
            {"name": "W", "shape": "(5, 4)", "origin": "4 from layer_dims[2] at model.py:12"},
            {"name": "A_prev", "shape": "(3, 7)", "origin": ""},
        ],
        "notes": [
            "W (5, 4): 4 from layer_dims[2] at model.py:12",
            "A_prev (3, 7)",
            "in forward, called at model.py:40",
        ],
        "help": "`W.T @ A_prev` fits, and its shape is (4, 7)",
        "fix": None,
        "related": [],
    }
    assert found["diagnostics"][1]["cell"] == 3
    assert found["diagnostics"][0]["help"] is None
    summary = found["summary"]
    assert [summary[key] for key in ("files", "operations", "proved", "wrong", "unknown")] == [12, 834, 702, 1, 131]
    assert [summary[key] for key in ("errors", "warnings", "known")] == [1, 2, 640]
    assert [unread["own_fault"] for unread in summary["unread"]] == [False, True]


def test_json_has_the_notices_and_the_files_that_were_not_finished():
    found = json.loads(printed(FULL, "json"))
    cell, long, module = found["notices"]
    assert cell == {
        "kind": "unreadable",
        "message": "the cell is no Python: 50% done",
        "path": "lesson.ipynb",
        "cell": 4,
        "line": 2,
    }
    assert (long["kind"], long["path"], long["line"]) == ("unfinished", "long.py", None)
    assert (module["kind"], module["line"]) == ("unresolved", 3)
    assert found["summary"]["unfinished"] == ["long.py"]
    assert json.loads(printed(CLEAN, "json"))["notices"] == []


@pytest.mark.parametrize("outcome", [CLEAN, FULL, MENDED], ids=["clean", "full", "mended"])
@pytest.mark.parametrize("more", [{}, {"show_gaps": True, "statistics": True}])
def test_json_is_what_its_schema_says(outcome, more):
    found = json.loads(printed(outcome, "json", **more))
    assert problems(found, SCHEMA) == []
    assert undescribed(found, SCHEMA) == []


def test_json_that_is_not_what_its_schema_says_is_seen():
    """The twin: a name that changes, a value of another type, and a name that nobody describes."""
    found = json.loads(printed(FULL, "json"))
    (found["diagnostics"][0]["colum"],) = (found["diagnostics"][0].pop("column"),)
    found["diagnostics"][1]["line"] = "2"
    found["notices"][0]["kind"] = "other"
    assert [line.split(" (got")[0] for line in problems(found, SCHEMA)] == [
        "$.diagnostics[0] has no column",
        "$.diagnostics[1].line must be integer",
        f"$.notices[0].kind must be one of {[str(kind) for kind in Passed]}",
    ]
    assert undescribed(json.loads(printed(FULL, "json")) | {"new": 1}, SCHEMA) == ["$.new"]


def test_json_has_gaps_and_statistics_where_they_are_asked_for():
    summary = json.loads(printed(FULL, "json", show_gaps=True, statistics=True))["summary"]
    assert summary["gaps"][0] == {"reason": "a call of f", "count": 3, "operations": 31}
    assert summary["statistics"] == {"SHP101": 1, "SHP201": 1, "SHP204": 1}


def test_github_escapes_what_would_end_a_command():
    first, cell, last, *rest = printed(FULL, "github").splitlines()
    assert first.startswith("::warning file=a%2C b/lösung.py,line=2,endLine=3,title=shapecheck SHP201::")
    assert cell.startswith("::warning file=lesson.ipynb,title=shapecheck SHP204::lesson.ipynb:cell 3:2:5: ")
    assert last.startswith("::error file=model.py,line=31,endLine=31,col=9,endColumn=19,title=shapecheck SHP101::")
    assert "%0Ahelp: `W.T @ A_prev` fits" in last
    assert [line.split("::")[1] for line in rest[:2]] == [
        "error file=old.py,line=3,title=shapecheck",
        "error file=odd.py,title=shapecheck",
    ]
    assert rest[2:5] == [
        "::notice file=lesson.ipynb,title=shapecheck::lesson.ipynb:cell 4:2: the cell is no Python: 50%25 done",
        "::notice file=long.py,title=shapecheck::long.py: it takes too many steps",
        "::notice file=model.py,line=3,title=shapecheck::model.py:3: the module `helpers` is not found",
    ]
    assert rest[5:] == [
        "1 error, 2 warnings in 12 files, 2 could not be read",
        "834 operations: 640 known, 702 proved, 1 wrong, 131 unknown",
    ]


def test_sarif_has_what_the_standard_wants():
    log = json.loads(printed(FULL, "sarif"))
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(LINT_RULES)
    assert all(rule["defaultConfiguration"]["level"] in {"error", "warning"} for rule in rules)
    for result, finding in zip(run["results"], FULL.findings, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding.code
        assert result["level"] == finding.severity
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert " " not in place["artifactLocation"]["uri"]
        if finding is IN_CELL:
            assert "region" not in place
        else:
            region = place["region"]
            assert min(region.values()) >= 1
            assert (region["startLine"], region["startColumn"]) <= (region["endLine"], region["endColumn"])
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    notifications = invocation["toolExecutionNotifications"]
    assert [(own["level"], own.get("descriptor", {}).get("id")) for own in notifications] == [
        ("error", None),
        ("error", None),
        ("note", "unreadable"),
        ("note", "unfinished"),
        ("note", "unresolved"),
    ]
    declared = {own["id"] for own in run["tool"]["driver"]["notifications"]}
    assert {own["descriptor"]["id"] for own in notifications if "descriptor" in own} <= declared
    regions = [own["locations"][0]["physicalLocation"].get("region") for own in notifications]
    assert regions == [{"startLine": 3}, None, None, None, {"startLine": 3}]


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "terminal"])
def test_no_format_for_programs_loads_rich_or_numpy(form):
    code = f"import sys\nimport shapecheck.report.lint.{form}\nassert not {{'rich', 'numpy'}} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
