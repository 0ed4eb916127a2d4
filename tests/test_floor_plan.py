"""The floors of docs/design.md: who may import whom, read off the syntax tree, imports inside functions included."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "shapecheck"

# Each floor with the floors that it may import; itself is always allowed.
BELOW_OPS = {"errors", "core", "display"}
BELOW_EXPRESSIONS = BELOW_OPS | {"ops", "diagnostics", "wording"}
# What is run or derived, and printed then; "" is shapecheck/__init__.py.
PRINTED = set("expressions infer lint architecture runtime demo parity weights training files".split()) | {""}
FLOORS = {
    "display": set(),
    "errors": {"display"},  # an error shows a line with a caret under the right column
    "core": {"errors"},
    "diagnostics": BELOW_OPS,
    "wording": BELOW_OPS | {"diagnostics"},
    "ops": BELOW_OPS,
    "expressions": BELOW_EXPRESSIONS,
    "infer": BELOW_EXPRESSIONS | {"expressions"},
    "lint": BELOW_EXPRESSIONS | {"expressions", "infer", "processes"},
    "architecture": BELOW_EXPRESSIONS | {"expressions"},
    "runtime": BELOW_EXPRESSIONS | {"expressions"},
    "network": set(),
    "demo": BELOW_EXPRESSIONS | {"architecture", "runtime", "network"},
    "files": set(),
    "processes": set(),
    "training": BELOW_EXPRESSIONS | {"architecture", "network", "runtime", "demo", "files", "processes"},
    "parity": BELOW_EXPRESSIONS | {"architecture", "network"},
    "weights": BELOW_EXPRESSIONS | {"expressions", "architecture"},
    "report": BELOW_EXPRESSIONS | PRINTED,
    "cli": BELOW_EXPRESSIONS | PRINTED | {"network", "report"},
    "__main__": {"cli"},
    # shapecheck/__init__.py: what is offered from Python, each name imported when it is first used.
    "": {"expressions", "infer", "lint", "runtime", "core", "errors"},
}
THIRD_PARTY = {
    "network": {"numpy"},
    "training": {"numpy"},
    "weights": {"numpy"},
    "report": {"rich", "matplotlib"},
    "cli": {"click"},
}


FILES = sorted(ROOT.rglob("*.py"))


def floor_of(path: Path) -> str:
    first = path.relative_to(ROOT).parts[0].removesuffix(".py")
    return "" if first == "__init__" else first


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
            allowed = (rest[0] if rest else "") in FLOORS[floor] | {floor}
        else:
            allowed = top in sys.stdlib_module_names or top in THIRD_PARTY.get(floor, set())
        if not allowed:
            found.append(name)
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_down(path: Path) -> None:
    assert not violations(floor_of(path), path.read_text(encoding="utf-8"))


def test_every_part_of_the_tree_has_a_floor() -> None:
    assert {floor_of(path) for path in FILES} == set(FLOORS)


def test_a_file_that_passes_400_lines_is_two_things() -> None:
    long = {str(path.relative_to(ROOT)) for path in FILES if len(path.read_text(encoding="utf-8").splitlines()) > 400}
    assert not long


def test_an_import_that_goes_up_is_seen() -> None:
    """The twin: planted imports are found, those inside functions too."""
    planted = (
        "import ast\nfrom shapecheck.core import dim\ndef f():\n    from shapecheck.ops import rule\n    import numpy\n"
    )
    assert violations("core", planted) == ["shapecheck.ops", "numpy"]
