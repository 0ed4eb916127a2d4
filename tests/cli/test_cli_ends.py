"""How processes end: workers with the one that began them, and `lint` with its status although nobody reads on."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are looked up in /proc")

WRONG = "import numpy as np\nnp.ones((2, 3)) @ np.ones((5, 7))\n"
SLOW = "import numpy as np\n" + "".join(
    f"def f{k}(x):\n    for i in range(40):\n        for j in range(40):\n            x = x + np.zeros(({k + 2}, 3))\n"
    f"f{k}(np.zeros(({k + 2}, 3)))\n"
    for k in range(300)
)


def children_of(process: int) -> set[int]:
    """Give the processes that a process has begun, and those that they have."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
            except OSError:
                continue
            parents[int(entry.name)] = int(stat.rpartition(")")[2].split()[1])
    found = {process}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {process}


def lives(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def until(condition, seconds=60.0):
    """Wait until a condition holds; tell whether it ever did."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_workers_of_lint_end_with_it(tmp_path, how):
    for name in "abcdef":
        (tmp_path / f"{name}.py").write_text(SLOW)
    with subprocess.Popen(
        [sys.executable, "-m", "shapecheck", "lint", "-j", "3", str(tmp_path)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as run:
        assert until(lambda: len(children_of(run.pid)) >= 3 or run.poll() is not None)
        children = children_of(run.pid)
        assert len(children) >= 3
        os.kill(run.pid, how)
        run.wait(60)
        assert until(lambda: not any(map(lives, children)))


@pytest.mark.parametrize("count", [1, 200])
def test_lint_has_its_status_where_the_reader_goes(tmp_path, count):
    for number in range(count):
        (tmp_path / f"m{number}.py").write_text(WRONG)
    run = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m shapecheck lint -j 1 . | head -1; exit ${{PIPESTATUS[0]}}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": os.environ.get("PYTHONPATH", str(Path(__file__).parents[2]))},
        check=False,
    )
    assert run.returncode == 1
    assert run.stdout.startswith("error[SHP101]")
    assert run.stderr == ""


@pytest.mark.parametrize(("command", "said"), [("lint", "is neither a file nor a folder"), ("infer", "is no file")])
def test_a_named_pipe_is_refused(tmp_path, command, said):
    os.mkfifo(tmp_path / "pipe.py")
    run = subprocess.run(
        [sys.executable, "-m", "shapecheck", command, str(tmp_path / "pipe.py")],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 2
    (line,) = run.stderr.splitlines()
    assert said in line
