"""Seconds a thousand lines of `shapecheck lint`, beside pyright, mypy and Pyrefly in one run, and start-up.

`python benchmarks/lint_speed.py FOLDER [--rounds 3]`. Peers are taken from PATH, and left out where they are not
there: `pip install mypy pyrefly`, `npm install pyright`. Each is timed as a whole command, in turn, so that all meet
the same load; what counts are the ratios.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

PEERS: Mapping[str, tuple[str, ...]] = {
    "pyright": ("pyright", "{folder}"),
    "mypy": ("mypy", "--ignore-missing-imports", "--explicit-package-bases", "--cache-dir", os.devnull, "{folder}"),
    "pyrefly": ("pyrefly", "check", "{folder}"),
}
COURSE_FILE = Path(__file__).parent.parent / "docs" / "examples" / "network.py"


def seconds(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """Give the seconds that a command takes, whatever it finds."""
    start = time.perf_counter()
    subprocess.run(command, capture_output=True, check=False, env=environment)
    return time.perf_counter() - start


def medians(commands: Mapping[str, Sequence[str]], rounds: int, environment: Mapping[str, str]) -> dict[str, float]:
    """Time each command in turn, several times over; give the medians."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            times[name].append(seconds(command, environment))
    return {name: statistics.median(found) for name, found in times.items()}


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    lines = sum(file.read_bytes().count(b"\n") for file in options.folder.rglob("*.py"))
    with tempfile.TemporaryDirectory() as compiled, tempfile.TemporaryDirectory() as empty:
        # Compiled modules are kept, as in any installation.
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = compiled
        own = [sys.executable, "-m", "shapecheck", "lint", "--isolated", "--format", "concise"]
        seconds([*own, str(COURSE_FILE)], environment)  # to compile
        commands = {"shapecheck": [*own, str(options.folder)]}
        for name, (program, *rest) in PEERS.items():
            found = shutil.which(program)
            if found is None:
                print(f"{name} is not installed: left out")
            else:
                commands[name] = [found, *(part.format(folder=options.folder, empty=empty) for part in rest)]
        whole = medians(commands, options.rounds, environment)
        print(f"{options.folder.name}: {lines} lines, {options.rounds} rounds, {os.cpu_count()} cores")
        print(f"{'':12} {'seconds':>8} {'s / 1000 lines':>15} {'/ shapecheck':>13}")
        for name, taken in whole.items():
            print(f"{name:12} {taken:8.2f} {taken / lines * 1000:15.3f} {taken / whole['shapecheck']:13.2f}")
        start_up = medians(
            {
                "python -c pass": [sys.executable, "-c", "pass"],
                "import click": [sys.executable, "-c", "import click"],
                "a course file": [*own, str(COURSE_FILE)],
            },
            options.rounds * 3,
            environment,
        )
        print("\nstart-up, seconds")
        for name, taken in start_up.items():
            print(f"{name:15} {taken:6.3f} {taken / start_up['import click']:6.2f} times import click")


if __name__ == "__main__":
    main()
