"""The index of errors: each program raises what its heading says, its fix runs, and the linter finds it at its line."""

import re
import traceback
from dataclasses import dataclass
from pathlib import Path

import pytest

from shapecheck.lint.runner import lint_source
from shapecheck.lint.settings import Settings
from shapecheck.lint.table import LINT_RULES

PAGE = (Path(__file__).parent.parent / "docs" / "errors.md").read_text(encoding="utf-8")
RAISED, SILENT = PAGE.split("\n## Errors that raise nothing\n")

_PROGRAM = re.compile(r'^```python title="(\w+)\.py"\n(.*?)^```$', re.MULTILINE | re.DOTALL)
_LINTER = re.compile(r"^\*\*The linter:\*\* \[(SHP\d+)\]\(rules\.md#([\w-]+)\), line (\d+)\.$", re.MULTILINE)
_ROW = re.compile(r"^\| \[(.+?)\]\(#\S+\) \|(?: .+ \|)? (?:\[(SHP\d+)\]\(rules\.md#\S+\)|none) \|$", re.MULTILINE)
_BACK = re.compile(r"^\| \[(SHP\d+)\]\(rules\.md#[\w-]+\) \| (.+) \|$", re.MULTILINE)

EVERY = Settings(frozenset(LINT_RULES))  # those in preview as well


@dataclass(frozen=True, slots=True)
class Entry:
    """A section of the page."""

    heading: str
    text: str

    @property
    def programs(self) -> dict[str, str]:
        return dict(_PROGRAM.findall(self.text))

    @property
    def bad(self) -> str:
        (name,) = (name for name in self.programs if not name.endswith("_fixed"))
        assert set(self.programs) == {name, f"{name}_fixed"}
        return self.programs[name]

    @property
    def fixed(self) -> str:
        (code,) = (code for name, code in self.programs.items() if name.endswith("_fixed"))
        return code

    @property
    def named(self) -> list[tuple[str, int]]:
        """The code and the line that the page names; none where the linter is said to be silent."""
        return [(code, int(line)) for code, _, line in _LINTER.findall(self.text)]


def entries(part: str) -> list:
    sections = re.split(r"^### ", part, flags=re.MULTILINE)[1:]
    found = [Entry(*section.split("\n", 1)) for section in sections]
    return [pytest.param(entry, id=entry.heading) for entry in found]


ALL = entries(RAISED) + entries(SILENT)


def error_of(code: str) -> tuple[str, int] | None:
    """Run a program; give the message and the line of the error that it ends with."""
    try:
        exec(compile(code, "program.py", "exec"), {"__name__": "__main__"})
    except Exception as error:
        lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "program.py"]
        return str(error), lines[-1]
    return None


@pytest.mark.parametrize("entry", entries(RAISED))
def test_numpy_raises_what_the_heading_says(entry: Entry) -> None:
    message, line = error_of(entry.bad)
    assert entry.heading in message
    assert re.search(rf"^\w[\w.]*Error: .*{re.escape(entry.heading)}", entry.text, re.MULTILINE)
    assert {own for _, own in entry.named} <= {line}


@pytest.mark.parametrize("entry", entries(SILENT))
def test_numpy_raises_nothing(entry: Entry) -> None:
    assert error_of(entry.bad) is None


@pytest.mark.parametrize("entry", ALL)
def test_the_fixed_program_runs_and_the_linter_is_content_with_it(
    entry: Entry, capsys: pytest.CaptureFixture[str]
) -> None:
    assert error_of(entry.fixed) is None
    assert lint_source(entry.fixed) == []


@pytest.mark.parametrize("entry", ALL)
def test_the_linter_finds_what_the_page_names_and_nothing_else(entry: Entry) -> None:
    assert [(finding.code, finding.line) for finding in lint_source(entry.bad, settings=EVERY)] == entry.named
    assert ("**The linter** is silent" in entry.text) is (entry.named == [])


def test_links_to_rules_have_their_names() -> None:
    for code, anchor, _ in _LINTER.findall(PAGE):
        assert anchor == f"{LINT_RULES[code].name}-{code.lower()}"


def test_the_table_has_a_row_for_each_entry() -> None:
    assert sorted(_ROW.findall(PAGE)) == sorted(
        (entry.heading, entry.named[0][0] if entry.named else "") for entry in (case.values[0] for case in ALL)
    )


def test_the_way_back_has_a_row_for_each_code_with_its_sections() -> None:
    back = {code: re.findall(r"\[(.+?)\]\(#", links) for code, links in _BACK.findall(PAGE)}
    found: dict[str, list[str]] = {}
    for entry in (case.values[0] for case in ALL):
        for code in {code for code, _ in entry.named[:1]}:
            found.setdefault(code, []).append(entry.heading)
    assert back == found


def test_each_meaning_is_a_sentence() -> None:
    meanings = re.findall(r"^\| \[.+?\]\(#\S+\) \| (.+) \| (?:\[SHP\d+\]\(\S+\)|none) \|$", PAGE, re.MULTILINE)
    assert len(meanings) == len(entries(RAISED))
    assert all(meaning.endswith(".") for meaning in meanings)


def test_each_rule_about_shapes_is_met() -> None:
    met = {code for code, _, _ in _LINTER.findall(PAGE)}
    # Comments, an assertion that raises in the program's own words, names that NumPy does not have.
    not_about_shapes = {"SHP001", "SHP002", "SHP112", "SHP115", "SHP208"}
    # Told of functions that nothing calls, or of what a function states of itself.
    of_no_run = {"SHP116", "SHP117", "SHP209", "SHP210", "SHP211", "SHP301", "SHP302", "SHP303", "SHP304"}
    assert met == set(LINT_RULES) - not_about_shapes - of_no_run


def test_an_error_and_its_line_are_seen() -> None:
    """The twin: a program that runs gives nothing, one that raises its message and its own line."""
    assert error_of("x = 1\n") is None
    assert error_of("import numpy as np\nx = np.ones(2)\nx.reshape(3)\n") == (
        "cannot reshape array of size 2 into shape (3,)",
        3,
    )
