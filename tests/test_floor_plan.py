"""The floors of docs/design.md: who may import whom, imports inside functions included; the table there is enforced."""

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "shapecheck"

ROW = re.compile(r"\| `(\w+)/?` \|[^|]*\| ([^|]*) \| ([^|]*) \|")


def plan_of(text: str) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Read the table of the floors: what each may import of shapecheck, and of others.

    `X and below` is X and all that X may import; what stands before a colon or behind a semicolon is for the reader.
    """
    floors: dict[str, set[str]] = {}
    others: dict[str, set[str]] = {}
    for name, below, packages in ROW.findall(text):
        allowed: set[str] = set()
        for item in _items(below.rpartition(": ")[2], "nothing"):
            floor = item.removesuffix(" and below")
            allowed |= {floor} | (floors[floor] if floor != item else set())
        floors[name] = allowed
        others[name] = set(_items(packages.partition(";")[0], "none"))
    return floors, others


def _items(cell: str, empty: str) -> list[str]:
    return [] if cell == empty else cell.split(", ")


FLOORS, THIRD_PARTY = plan_of((ROOT.parent / "docs" / "design.md").read_text(encoding="utf-8"))
FILES = sorted(ROOT.rglob("*.py"))


def floor_of(path: Path) -> str:
    first = path.relative_to(ROOT).parts[0].removesuffix(".py")
    return "shapecheck" if first == "__init__" else first


def imported(source: str) -> list[str]:
    """Give the full names of the modules that a source imports."""
    names = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names.extend(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            names.append(node.module)
    return names


def violations(floor: str, source: str) -> list[str]:
    """Give the imports of a source on a floor that the plan does not allow."""
    found = []
    for name in imported(source):
        top, *rest = name.split(".")
        if top == "shapecheck":
            allowed = (rest[0] if rest else top) in FLOORS[floor] | {floor}
        else:
            allowed = top in sys.stdlib_module_names or top in THIRD_PARTY[floor]
        if not allowed:
            found.append(name)
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_down(path: Path) -> None:
    assert not violations(floor_of(path), path.read_text(encoding="utf-8"))


def test_every_part_of_the_tree_has_a_floor() -> None:
    assert {floor_of(path) for path in FILES} == set(FLOORS)
    assert set().union(*FLOORS.values()) <= set(FLOORS)


def test_a_floor_may_import_what_its_row_says() -> None:
    """The twin of the plan: rows are read as they are meant."""
    rows = """
| floor | what it is | may import | third party |
|---|---|---|---|
| `a` | the lowest | nothing | none |
| `b/` | the second | a | numpy |
| `c/` | the third | b and below | rich, click; in some files |
| `d` | the last | what it prints: c, a | none |
"""
    assert plan_of(rows) == (
        {"a": set(), "b": {"a"}, "c": {"a", "b"}, "d": {"a", "c"}},
        {"a": set(), "b": {"numpy"}, "c": {"rich", "click"}, "d": set()},
    )


def test_a_file_that_passes_400_lines_is_two_things() -> None:
    long = {str(path.relative_to(ROOT)) for path in FILES if len(path.read_text(encoding="utf-8").splitlines()) > 400}
    assert not long


def test_an_import_that_goes_up_is_seen() -> None:
    """The twin: planted imports are found, those inside functions too."""
    planted = (
        "import ast\nfrom shapecheck.core import dim\ndef f():\n    from shapecheck.ops import rule\n    import numpy\n"
    )
    assert violations("core", planted) == ["shapecheck.ops", "numpy"]
