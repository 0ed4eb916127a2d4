"""Rooms that are loaded when they are needed: every door leads somewhere, and whole programs find all doors open."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import shapecheck.infer.program  # noqa: F401 - it loads all rooms
from shapecheck.infer import interpreter
from shapecheck.infer.rooms import Door, door, opened

ROOMS = Path(interpreter.__file__).parent


def doors_without_imports(source: str) -> list[str]:
    """Return the names that stand for a door, and have no import of the same function for who checks types."""
    tree = ast.parse(source)
    imported = {
        (node.module, alias.name)
        for test in ast.walk(tree)
        if isinstance(test, ast.If) and ast.unparse(test.test) == "TYPE_CHECKING"
        for node in test.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.asname is None
    }
    found = []
    for test in ast.walk(tree):
        for node in test.orelse if isinstance(test, ast.If) else ():
            match node:
                case ast.Assign(
                    targets=[ast.Name(name)],
                    value=ast.Call(func=ast.Name("door"), args=[ast.Constant(room), ast.Constant(function)]),
                ):
                    if name != function or (f"shapecheck.infer.{room}", function) not in imported:
                        found.append(name)
    return found


@pytest.mark.parametrize("path", sorted(ROOMS.rglob("*.py")), ids=lambda path: str(path.relative_to(ROOMS)))
def test_a_door_leads_to_what_its_import_says(path: Path) -> None:
    assert not doors_without_imports(path.read_text(encoding="utf-8"))


def test_a_door_to_another_function_is_seen() -> None:
    """The twin of the test above: a wrong room, a wrong name, and no import at all."""
    source = (
        "if TYPE_CHECKING:\n"
        "    from shapecheck.infer.targets import assign, delete\n"
        "else:\n"
        '    assign = door("targets", "assign")\n'
        '    delete = door("target", "delete")\n'
        '    kept = door("targets", "assign")\n'
        '    other = door("targets", "other")\n'
    )
    assert doors_without_imports(source) == ["delete", "kept", "other"]


def test_whole_programs_find_all_doors_open() -> None:
    handlers = [*interpreter._EXPRESSIONS.values(), *interpreter._STATEMENTS.values()]
    assert handlers
    assert not [handler.name for handler in handlers if isinstance(handler, Door)]


def test_a_door_is_the_function_behind_it() -> None:
    made = door("tree", "positional")
    assert opened(made) is made
    arguments = ast.parse("lambda a, b: a").body[0].value.args  # type: ignore[attr-defined]
    assert [own.arg for own in made(arguments)] == ["a", "b"]
    assert opened(made) is made.open()


@pytest.mark.parametrize(
    ("arguments", "others"),
    [
        (["explain", "W @ A", "W=3,2", "A=2,m"], ["calls", "members", "loops", "libraries", "targets"]),
        (["explain", "np.sum(W, axis=0)", "W=3,2"], ["loops", "comprehensions", "libraries", "scientific"]),
        (["table", "--dims", "2,3,1"], ["loops", "comprehensions", "libraries", "scientific", "told_of_texts"]),
    ],
)
def test_a_line_loads_few_rooms(arguments: list[str], others: list[str]) -> None:
    assert all((ROOMS / f"{name}.py").is_file() for name in others)
    code = (
        "import sys\nfrom shapecheck.cli import main\n"
        f"sys.argv = ['shapecheck', *{arguments}]\n"
        "try:\n    main()\nfinally:\n"
        "    assert 'shapecheck.infer.expressions' in sys.modules\n"
        f"    loaded = [name for name in {others} if f'shapecheck.infer.{{name}}' in sys.modules]\n"
        "    assert not loaded, loaded\n"
        "    assert 'shapecheck.core.notation.contract' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
