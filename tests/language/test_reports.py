"""What commands and the decorator print in Chinese has no English left in it, and the same facts as in English."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from english import english_in

from shapecheck import ShapeError, checked, trace
from shapecheck.cli import main
from shapecheck.display import display_width
from shapecheck.language import speaking

ROOT = Path(__file__).parents[2]
NETWORK = "docs/examples/network.py"
COURSE = "docs/examples/course.py"
COMMANDS = [
    *(
        f"{command} --format {form}"
        for command in ("table --dims 2,3,1", "table --dims n_x,4,1 --batch 5", "table --dims n[0],...,n[L]")
        for form in ("terminal", "markdown", "latex")
    ),
    "table --dims 2,3,1 --single --show forward",
    "table --dims 2,3,1 --layout rows --layers 1:1",
    f"table --dims {','.join('5' * 20)}",
    *(f"table {NETWORK} --format {form}" for form in ("terminal", "markdown", "latex")),
    *(f"formulas --dims 2,3,1 --format {form}" for form in ("terminal", "markdown", "latex", "html")),
    "formulas",
    "diagram --dims 2,3,1",
    "diagram --dims 2,3,1 --format html",
    "parity --bits 3",
    "parity --bits 14 --format markdown",
    f"contracts {NETWORK} {COURSE}",
    f"contracts --format markdown {COURSE}",
    f"infer --operands {COURSE}",
    'explain "W @ X + b" W=3,2 X=2,m b=3,1',
    'explain "W @ X" W=3,2 X=3,m',
    'explain "Y - A" Y=m,1 A=m,',
    'explain "np.concatenate([x, y], axis=1)" x=3,2 y=3,4',
    'explain "np.concatenate([x, y])" x=3,2 y=3,4',
    'explain "np.max(x, axis=1) - x" x=3,2',
    'explain "x[5]" x=3,2',
    "demo --dims 2,3,1",
    "op matmul",
    "op concatenate",
    "op einsum",
    "op dot --format markdown",
]
WRONG = [
    "table --dims 2,,1",
    "table --dims 2,3,1 --batch l",
    "table --dims 2,3,1 --layers 9",
    "table --dims 2,3,1 --weights setup.py",
    "table nowhere.py",
    "table",
    "table --dims 2,3 --layout diagonal",
    "demo --dims a,b",
    "demo --batch 0",
    "diagram --dims 2,3 -o picture.pdf",
    "explain x x=[",
    "lint --stdin-filename x.py .",
    "lint --select SHP9",
    "op nothing_like_it",
    "parity --bits x",
    "train --epochs -1",
    "train --data nowhere.csv",
    "train --activation sine",
    "sweep --depth a:b",
]
# Not prose: code and the words of markup, names and choices as they are typed.
CODE = re.compile(
    r"<style>.*?</style>|<script>.*?</script>|<[^>]*>|`[^`]*`|\\\w+|\"[^\"]*\"|'[^']*'|--[\w-]+|^    .*$|^flowchart.*$",
    re.DOTALL | re.MULTILINE,
)


@pytest.fixture
def run(monkeypatch, capsys):
    def call(line, language):
        monkeypatch.chdir(ROOT)
        monkeypatch.setenv("COLUMNS", "110")
        monkeypatch.setattr(sys, "argv", ["shapecheck", "--lang", language, *shlex.split(line)])
        with pytest.raises(SystemExit) as stop:
            main()
        return stop.value.code, *capsys.readouterr()

    return call


def prose_of(text: str, line: str) -> str:
    """Return a text without code: of a program that is printed, only the comments and contracts beside it."""
    if line.startswith(("infer", "contracts", "table docs")):
        text = "\n".join(part for part in text.splitlines() if re.search(r"[\u4e00-\u9fff]", part))
    return CODE.sub(" ", re.sub(r"^ {4}(?=#)", "", text, flags=re.MULTILINE))


@pytest.mark.parametrize("line", COMMANDS)
def test_what_is_printed_is_chinese(run, line):
    english, chinese = run(line, "en"), run(line, "zh")
    assert chinese[0] == english[0]
    assert re.search(r"[\u4e00-\u9fff]", chinese[1]) or line.startswith("op ") or "&#" in chinese[1]
    prose = prose_of(chinese[1] + chinese[2], line)
    assert not english_in(prose), prose
    assert not re.search(r"\b[a-z]{4,} [a-z]{3,} [a-z]{3,}\b", prose), prose
    assert not re.search(r"[\u4e00-\u9fff]", english[1] + english[2])


@pytest.mark.parametrize("line", WRONG)
def test_what_is_wrong_with_a_call_is_said_in_chinese(run, line):
    english, chinese = run(line, "en"), run(line, "zh")
    assert (chinese[0], chinese[1]) == (english[0], english[1])
    assert chinese[0] == 2
    assert re.search(r"[\u4e00-\u9fff]", chinese[2])
    assert not english_in(CODE.sub(" ", chinese[2]))


@pytest.mark.parametrize(
    "line",
    [
        "table --dims 2,3,1 --format json",
        f"table {NETWORK} --format csv",
        f"contracts {COURSE} --format json",
        'explain "W @ X" W=3,2 X=2,m --format json',
        "parity --bits 3 --format json",
    ],
)
def test_programs_read_the_same_data(run, line):
    english, chinese = run(line, "en"), run(line, "zh")
    assert chinese[0] == english[0]
    if line.endswith("json"):
        assert json.loads(chinese[1]).keys() == json.loads(english[1]).keys()
    shapes = re.compile(r"\([\w\[\], +*-]*\)|\d+")
    assert shapes.findall(chinese[1]) == shapes.findall(english[1])


def test_families_of_operations_have_chinese_headings(run):
    headings = re.findall("^## .*$", run("op --format markdown", "zh")[1], re.MULTILINE)
    assert len(headings) == len(re.findall("^## .*$", run("op --format markdown", "en")[1], re.MULTILINE)) > 20
    assert [own for own in headings if not re.search(r"[\u4e00-\u9fff]", own)] == []


def test_columns_are_aligned_by_what_a_terminal_shows(run):
    lines = run("table --dims 2,3,1", "zh")[1].splitlines()
    head = next(line for line in lines if "dim(dX)" in line)
    verdicts = [line for line in lines if line.endswith("是")]
    assert len(verdicts) == 9
    assert len({display_width(line) for line in verdicts}) == 1
    assert display_width(head) >= display_width(verdicts[0])


def linear(A_prev, W, b):
    Z = W @ A_prev + b
    return Z  # noqa: RET504  (what is assigned is recorded)


def test_a_refused_call_and_a_report_are_in_chinese():
    spec = "A_prev: n[l-1] m, W: n[l] n[l-1], b: n[l] 1 -> Z: n[l] m"
    checked_linear = checked(spec)(linear)
    with speaking("zh"):
        with pytest.raises(ShapeError) as refused:
            checked_linear(np.ones((3, 7)), np.ones((5, 4)), np.ones((5, 1)))
        with trace() as report:
            checked_linear(np.ones((3, 7)), np.ones((5, 3)), np.ones((5, 1)))
        texts = str(refused.value), str(report)
    for text in texts:
        assert re.search(r"[\u4e00-\u9fff]", text)
        assert not english_in(text)
        assert not re.search(r"\b[a-z]{4,} [a-z]{3,} [a-z]{3,}\b", text)


PROGRAM = """
import numpy as np
from shapecheck import checked
@checked("W: k n, X: n m -> Z: k m")
def product(W, X):
    Y = np.ones((4, 2))
    return W @ Y
try:
    product(np.ones((5, 3)), np.ones((3, 2)))
except ValueError as error:
    print(*error.__notes__)
"""


@pytest.mark.parametrize(("language", "words"), [("en", "inner sizes differ"), ("zh", "内侧维度不匹配")])
def test_a_note_on_an_error_of_numpy_is_in_the_language_of_the_environment(tmp_path, language, words):
    assert words in printed(tmp_path, PROGRAM, language)


LUCKY = """
import numpy as np
import shapecheck
@shapecheck.checked("dZ: n[l] m, A_prev: n[l-1] m")
def gradients(dZ, A_prev):
    dW = np.dot(dZ, A_prev)
    return dW
with shapecheck.trace() as report:
    gradients(np.ones((7, 7)), np.ones((7, 7)))
print(*[(own.verdict.name, own.sizes_are_equal) for own in report.conformance])
"""


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_fits_only_as_sizes_are_equal_is_found_in_both_languages(tmp_path, language):
    assert printed(tmp_path, LUCKY, language) == "('UNKNOWN', True)\n"


def printed(folder: Path, program: str, language: str) -> str:
    """Return what a program prints where the environment asks for a language."""
    file = folder / "program.py"
    file.write_text(program)
    environment = {"SHAPECHECK_LANG": language, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, file], capture_output=True, encoding="utf-8", check=True, env=environment)
    return done.stdout
