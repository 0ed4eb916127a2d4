"""Imports are followed up to so many characters of modules, the nearest ones first, and a notice tells of the rest."""

import os
from pathlib import Path

import pytest

from shapecheck.infer.reach import MOST, Start, reach
from shapecheck.infer.search import Search
from shapecheck.lint.outcome import Outcome
from shapecheck.lint.runner import lint_paths, lint_source
from shapecheck.lint.settings import Settings

FILL = "# a line of a module that is long\n"
HALF = FILL * (MOST * 6 // 10 // len(FILL))  # two of these are too many
MAIN = "import numpy as np\nimport near\nnear.A @ np.ones(5)\nnear.far.B @ np.ones(5)\n"
FAR = f"import numpy as np\nB = np.ones((2, 3))\n{HALF}"
NEAR = f"import numpy as np\nimport far\nA = np.ones((2, 3))\n{HALF}"


def write(folder: Path, **modules: str) -> Path:
    for name, text in modules.items():
        (folder / f"{name}.py").write_text(text)
    return folder


def linted(*paths: Path, processes: int | None = 1) -> Outcome:
    return lint_paths([str(path) for path in paths], Settings(), processes=processes)


def lines(outcome: Outcome) -> list[tuple[str, int]]:
    return [(os.path.basename(finding.path), finding.line) for finding in outcome.findings]


def told(outcome: Outcome) -> list[str]:
    return [os.path.basename(own.path) for own in outcome.notices if "only the nearest ones" in own.message]


def test_modules_of_ordinary_length_are_all_followed(tmp_path: Path) -> None:
    write(tmp_path, main=MAIN, near=NEAR.replace(HALF, ""), far=FAR)
    found = linted(tmp_path / "main.py")
    assert lines(found) == [("main.py", 3), ("main.py", 4)]
    assert told(found) == []


def test_the_nearest_modules_are_followed_and_the_rest_is_unknown(tmp_path: Path) -> None:
    write(tmp_path, main=MAIN, near=NEAR, far=FAR)
    found = linted(tmp_path / "main.py")
    assert lines(found) == [("main.py", 3)]
    assert told(found) == ["main.py"]


def test_a_single_text_has_the_bound_and_the_notice(tmp_path: Path) -> None:
    write(tmp_path, near=NEAR, far=FAR)
    found = lint_source(MAIN, str(tmp_path / "main.py"))
    assert [finding.line for finding in found] == [3]


def test_files_of_the_call_do_not_count(tmp_path: Path) -> None:
    write(tmp_path, main=MAIN, near=NEAR, far=FAR)
    found = linted(tmp_path)
    assert lines(found) == [("main.py", 3), ("main.py", 4)]
    assert told(found) == []


@pytest.mark.parametrize("processes", [1, 2])
def test_the_order_of_files_and_the_number_of_processes_say_nothing(tmp_path: Path, processes: int) -> None:
    write(tmp_path, main=MAIN, near=NEAR, far=FAR, other=MAIN.replace("near.far", "far").replace("near", "far"))
    files = [tmp_path / "main.py", tmp_path / "other.py"]
    # Both modules are as near, and the first by its name is followed: `far`, not `near`.
    for order in (files, files[::-1]):
        found = linted(*order, processes=processes)
        assert lines(found) == [("other.py", 4)]
        assert told(found) == ["main.py"]


def test_imports_are_found_wherever_and_however_they_stand(tmp_path: Path) -> None:
    text = (
        "import one, two as second\nfrom three import (\n    a,\n    b as c,\n)\n"
        "def f():\n    from . import four\n    from five.six import seven\n"
        "try:\n\timport eight\nexcept ImportError: pass\n"
    )
    (tmp_path / "five").mkdir()
    names = ["one", "two", "three", "four", "eight"]
    write(tmp_path, main=text, **dict.fromkeys(names, ""))
    write(tmp_path / "five", six="", seven="", unasked="")
    write(tmp_path, last=f"{HALF}{HALF}", one="import last")
    main = str(tmp_path / "main.py")
    found = reach([Start(main, Search(main, ()))])
    expected = [*(f"{name}.py" for name in names), "main.py", os.path.join("five", "six.py")]
    assert found == {str(tmp_path / name) for name in expected}
