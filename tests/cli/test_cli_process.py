"""The command as a process: pipes, narrow terminals, what it imports, and how long a deep table takes."""

import os
import subprocess
import sys
import time

import pytest

COMMAND = [sys.executable, "-m", "shapecheck"]


def run(*arguments, **environment):
    env = {key: value for key, value in os.environ.items() if key not in {"COLUMNS", "NO_COLOR", "FORCE_COLOR"}}
    return subprocess.run(
        [*COMMAND, *arguments], capture_output=True, text=True, encoding="utf-8", env=env | environment, check=False
    )


def test_in_a_pipe_the_table_is_plain_text():
    found = run("table", "--dims", "2,3,1")
    assert (found.returncode, found.stderr) == (0, "")
    assert "\x1b" not in found.stdout


@pytest.mark.parametrize("columns", [60, 100])
def test_the_width_is_that_of_the_environment(columns):
    found = run("table", "--dims", "2,3,5,4,2,1", COLUMNS=str(columns))
    assert max(map(len, found.stdout.splitlines())) <= columns


def test_no_color_is_respected():
    forced = run("table", "--dims", "2,3,1", FORCE_COLOR="1", TERM="xterm-256color")
    assert "\x1b[32m" in forced.stdout
    plain = run("table", "--dims", "2,3,1", FORCE_COLOR="1", NO_COLOR="1", TERM="xterm-256color")
    assert "\x1b[32m" not in plain.stdout


def test_an_output_without_arrows_has_them_spelled_out():
    found = run("table", "--dims", "2,3,1", PYTHONIOENCODING="ascii")
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout.startswith("2 -> 3 -> 1: 2 layers")


def test_a_reader_that_has_had_enough_is_no_error():
    dims = ",".join(map(str, range(1, 2000)))
    command = [*COMMAND, "table", "--dims", dims, "--format", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as writer:
        writer.stdout.read(10)
        writer.stdout.close()
        assert writer.stderr.read() == b""
    assert writer.returncode == 0


@pytest.mark.parametrize(
    "arguments", [("table", "--dims", "2,3,1"), ("explain", "W + 1", "W=3,2"), ("op", "dot")], ids=lambda args: args[0]
)
def test_a_reader_that_is_gone_before_the_first_line_is_no_error(arguments):
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as closed:
        found = subprocess.run([*COMMAND, *arguments], stdout=closed, stderr=subprocess.PIPE, check=False)
    assert (found.returncode, found.stderr) == (0, b"")


def test_a_closed_output_is_told():
    command = f"{sys.executable} -m shapecheck table --dims 2,3,1 >&-"
    found = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert (found.returncode, found.stderr) == (
        2,
        "shapecheck: there is no output to write to: standard output is closed\n",
    )


def test_a_width_of_0_is_no_width():
    found = run("table", "--dims", "2,3,1", COLUMNS="0")
    assert (found.returncode, found.stderr) == (0, "")
    assert max(map(len, found.stdout.splitlines())) <= 80


IMPORTS = """
import sys
sys.argv = ["shapecheck", *sys.argv[1:]]
from shapecheck.cli import main
try:
    main()
except SystemExit:
    pass
print("\\nLOADED", *sorted(name for name in sys.modules if "." not in name))
"""


def loaded(*arguments):
    found = subprocess.run([sys.executable, "-c", IMPORTS, *arguments], capture_output=True, text=True, check=True)
    return set(found.stdout.rpartition("LOADED")[2].split())


@pytest.mark.parametrize(
    ("arguments", "rich"),
    [
        (("table", "--dims", "2,3,1"), True),
        (("table", "--dims", "2,3,1", "--format", "json"), False),
        (("table", "--dims", "2,3,1", "--format", "csv"), False),
        (("explain", "W @ A", "W=3,2", "A=2,m"), True),
        (("explain", "W @ A", "W=3,2", "A=2,m", "--format", "json"), False),
        (("--help",), False),
    ],
)
def test_numpy_is_never_imported_and_rich_only_for_a_terminal(arguments, rich):
    found = loaded(*arguments)
    assert "numpy" not in found
    assert ("rich" in found) is rich


@pytest.mark.parametrize("form", ["terminal", "json", "csv"])
def test_ten_thousand_layers_take_seconds_not_minutes(form):
    # The time itself is in benchmarks/table.py; this only notices a growth that is not linear.
    start = time.perf_counter()
    found = run("table", "--dims", ",".join(map(str, range(1, 10_002))), "--format", form)
    assert found.returncode == 0
    assert time.perf_counter() - start < 100
