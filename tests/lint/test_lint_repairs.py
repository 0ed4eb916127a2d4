"""Repairs are worked out as they are asked for, and a file is gone through no more often than it must be."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from shapecheck.infer.site import Site, Source
from shapecheck.lint.files import Text
from shapecheck.lint.mending import helping
from shapecheck.lint.mending.repair import Kind, Repair, Repairs
from shapecheck.lint.mending.rewriting import TextEdit
from shapecheck.lint.runner import lint_text
from shapecheck.lint.settings import Settings

FAULTS = Path(__file__).parent / "faults"
SOURCE = Source("program.py", "x = 1\n", ast.parse("x = 1\n"))


def repair(text: str) -> Repair:
    """Return a change of a file."""
    return Repair(Site(SOURCE, SOURCE.tree.body[0], "<module>"), text, None, TextEdit(4, 5, text), Kind.PLACE)


def test_a_repair_is_worked_out_when_it_is_asked_for_and_once() -> None:
    asked: list[str] = []

    def worked_out() -> Iterator[Repair]:
        for text in ("2", "3"):
            asked.append(text)
            yield repair(text)

    repairs = Repairs(worked_out())
    assert not asked
    first = repairs.first
    assert first is not None
    assert (first.text, asked) == ("2", ["2"])
    assert [own.text for own in repairs] == [own.text for own in repairs] == asked == ["2", "3"]


def test_no_repairs_are_none() -> None:
    repairs = Repairs()
    assert (bool(repairs), repairs.first, list(repairs)) == (False, None, [])


@pytest.mark.parametrize(
    ("name", "runs"),
    [
        ("shares_of_a_vote_by_district", 1),  # the first change mends it
        ("probabilities_of_each_row", 2),  # two reductions keep their axes: the second is found with the first
    ],
)
def test_a_file_is_gone_through_once_for_each_change(name: str, runs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    gone: list[Any] = []
    go_through = helping.go_through

    def counted(given: Any, **options: Any) -> Any:
        gone.append(given.text.text)
        return go_through(given, **options)

    monkeypatch.setattr(helping, "go_through", counted)
    (finding,) = lint_text(Text((FAULTS / f"{name}.py").read_text(encoding="utf-8")), "program.py", Settings()).findings
    assert finding.fix is not None
    assert (len(gone), len(set(gone))) == (runs, runs)
