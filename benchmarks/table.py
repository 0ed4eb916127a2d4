"""How long `shapecheck table` takes: to start, and for each 1,000 layers.

Run as `python benchmarks/table.py`. Start-up is measured against `python -c "import click, rich.console"`, what any
command with these libraries costs: processes of both kinds take turns, and the medians of their CPU times are compared.
The time for 1,000 layers is CPU time of the whole command less start-up, at several depths: it should not grow.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from statistics import median

ROUNDS = 15
DEPTHS = (1_000, 3_000, 10_000)
TABLE = ["-m", "shapecheck", "table", "--dims"]
BARE = ["-c", "import click, rich.console"]


def cpu_seconds(arguments: Sequence[str]) -> float:
    """Give the CPU time of a Python process with these arguments, in seconds."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(arguments)[:60]} ended with status {process.returncode}")
    return usage.ru_utime + usage.ru_stime


def in_turns(commands: Sequence[Sequence[str]], rounds: int) -> list[float]:
    """Give the median CPU time of each command, in seconds; the commands take turns."""
    times: list[list[float]] = [[] for _ in commands]
    for _ in range(rounds):
        for command, found in zip(commands, times, strict=True):
            found.append(cpu_seconds(command))
    return [median(found) for found in times]


def main() -> None:
    """Print both measurements."""
    lesson = [*TABLE, "2,3,5,4,2,1"]
    commands = [BARE, lesson, [*lesson, "--format", "json"], ["-c", "import click"]]
    in_turns(commands, 1)  # compiles what is not compiled yet
    bare, terminal, json, click = in_turns(commands, ROUNDS)
    print(f"start-up, CPU: import click, rich.console {1e3 * bare:.0f} ms; import click {1e3 * click:.0f} ms")
    print(f"  table, terminal: {1e3 * terminal:.0f} ms, {terminal / bare:.2f} times import click, rich.console")
    print(f"  table, json:     {1e3 * json:.0f} ms, {json / click:.2f} times import click")
    for name, sizes in (("sizes 1, 2, 3, ...", range(1, max(DEPTHS) + 2)), ("sizes 64", [64] * (max(DEPTHS) + 1))):
        for form in ("terminal", "json", "csv"):
            start = terminal if form == "terminal" else json
            deep = [[*TABLE, ",".join(map(str, sizes[: depth + 1])), "--format", form] for depth in DEPTHS]
            found = in_turns(deep, 3)
            each = ", ".join(
                f"{depth:,} layers {1e3 * (time - start) / (depth / 1000):.0f} ms"
                for depth, time in zip(DEPTHS, found, strict=True)
            )
            print(f"{name}, {form}: per 1,000 layers: {each}; {found[-1]:.2f} s in all for {DEPTHS[-1]:,}")


if __name__ == "__main__":
    main()
