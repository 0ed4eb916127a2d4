"""How the interpreter and the lint rules bear any source: crashes, slowest files, memory, findings.

Every Python file of the given folders is gone through in one process, its tests included. On well-tested libraries
nearly every finding is a false alarm.

    python benchmarks/robustness.py FOLDER... [--seconds 5] [--stop 30] [--slowest 10] [--findings] [--part 0/4]
"""

from __future__ import annotations

import argparse
import os
import resource
import signal
import sys
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time
from types import FrameType

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # measure this tree, installed or not

from shapecheck.infer.program import Unreadable, interpret
from shapecheck.lint.files import CannotRead, text_of
from shapecheck.lint.finding import Finding
from shapecheck.lint.listener import Listener
from shapecheck.lint.table import LINT_RULES

SECONDS = 5.0
"""CPU time that one file may take."""
WARNINGS = 0.1
"""Warnings for a thousand lines of well-tested code, at most."""
MEGABYTES = 1000
"""Memory that the process may take, over all files."""


class Stopped(BaseException):
    """Signal: a file has taken more time than it is given at all."""


@dataclass(slots=True)
class Result:
    """What going through the files gave."""

    files: int = 0
    lines: int = 0
    unreadable: int = 0
    unfinished: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    growth: dict[str, float] = field(default_factory=dict)  # megabytes by which a file raised the peak
    crashes: list[tuple[str, str, str]] = field(default_factory=list)  # the file, the error and its place, all of it
    findings: dict[tuple[object, ...], Finding] = field(default_factory=dict)


def peak() -> float:
    """Give the most memory that the process has had, in megabytes."""
    unit = 1 if sys.platform == "darwin" else 1024  # bytes there, kilobytes elsewhere
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def sources(folders: Iterable[str]) -> Iterator[str]:
    """Give the Python files of folders, sorted."""
    for folder in folders:
        if os.path.isfile(folder):
            yield folder
        for here, inner, names in os.walk(folder):
            inner.sort()
            inner[:] = [name for name in inner if name not in {"site-packages", "__pycache__"}]
            yield from (os.path.join(here, name) for name in sorted(names) if name.endswith(".py"))


def go_through(path: str, stop: float, result: Result) -> None:
    """Go through one file, and note what happens."""
    try:
        text = text_of(path)
    except CannotRead:
        result.unreadable += 1
        return
    top = Path(path).absolute().parent
    while (top / "__init__.py").is_file() and top.parent != top:
        top = top.parent
    listener = Listener(LINT_RULES, text.line_name)
    before, start = peak(), process_time()
    signal.setitimer(signal.ITIMER_PROF, stop)
    try:
        if not interpret(text.text, path, listener, roots=(str(top),)):
            result.unfinished.append(path)
        for finding in listener.findings():
            result.findings.setdefault(finding.key, finding)
        for failure in listener.failures:
            raise failure
    except Unreadable:
        result.unreadable += 1
    except (Exception, Stopped) as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"
        result.crashes.append((path, where, traceback.format_exc(limit=-25)))
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    result.files += 1
    result.lines += text.text.count("\n")
    result.seconds[path] = process_time() - start
    result.growth[path] = peak() - before


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Stopped


def show(finding: Finding) -> None:
    """Print a finding with what it stands on."""
    print(f"{finding.path}:{finding.line}:{finding.column}: {finding.code} {finding.message}")
    for line in finding.source[:3]:
        print(f"        {line.strip()}")
    for operand in finding.operands:
        print(f"          {operand.name} {operand.shape} {operand.origin}")
    for note in finding.notes:
        print(f"          {note}", flush=True)


def report(result: Result, seconds: float, slowest: int) -> bool:
    """Print what was found; tell whether all is well."""
    print(f"{result.files} files, {result.lines} lines, {result.unreadable} not readable as Python")
    total = sum(result.seconds.values())
    print(f"{total:.0f} s of CPU, {1000 * total / max(result.lines, 1):.3f} s per thousand lines")
    print(f"{len(result.unfinished)} files took more steps than they may")
    print(f"{len(result.crashes)} crashes")
    for where, count in Counter(where for _, where, _ in result.crashes).most_common():
        print(f"  {count:4} {where}")
    slow = sorted(result.seconds.items(), key=lambda item: -item[1])
    over = sum(taken > seconds for _, taken in slow)
    print(f"{over} files over {seconds:g} s; the slowest:")
    for path, taken in slow[:slowest]:
        print(f"  {taken:6.2f} s  {path}")
    print(f"{peak():.0f} MB at most; what raised it most:")
    for path, grown in sorted(result.growth.items(), key=lambda item: -item[1])[:slowest]:
        print(f"  {grown:6.0f} MB  {path}")
    found = sorted(result.findings.values(), key=lambda finding: finding.key)
    counts = Counter((finding.severity, finding.code) for finding in found)
    for (severity, code), count in sorted(counts.items()):
        print(f"{count:5} {severity} {code}")
    errors = sum(finding.severity == "error" for finding in found)
    rate = 1000 * (len(found) - errors) / max(result.lines, 1)
    print(f"{errors} errors, {len(found) - errors} warnings: {rate:.4f} warnings per thousand lines")
    return not result.crashes and not over and peak() < MEGABYTES and rate <= WARNINGS


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 1 where a file crashes or takes too long, or there are too many warnings."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", metavar="FOLDER")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="CPU time that a file may take")
    parser.add_argument("--stop", type=float, default=30.0, help="CPU time after which a file is given up")
    parser.add_argument("--slowest", type=int, default=10, help="how many of the slowest files are listed")
    parser.add_argument("--findings", action="store_true", help="show each finding when it is found")
    parser.add_argument("--part", default="0/1", help="which part of the files, of how many: 0/4")
    given = parser.parse_args(arguments)
    signal.signal(signal.SIGPROF, _stop)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # what was found so far is still told
    part, parts = map(int, given.part.split("/"))
    paths = list(dict.fromkeys(sources(given.folders)))[part::parts]
    result = Result()
    try:
        for number, path in enumerate(paths, 1):
            if sys.stderr.isatty():
                print(f"\r\033[K{number}/{len(paths)} {path[-90:]}", end="", file=sys.stderr, flush=True)
            known = set(result.findings)
            go_through(path, given.stop, result)
            for key in result.findings.keys() - known if given.findings else ():
                show(result.findings[key])
            if result.seconds.get(path, 0) > given.seconds:
                print(f"{result.seconds[path]:.1f} s: {path}", flush=True)
            if result.crashes and result.crashes[-1][0] == path:
                print(result.crashes[-1][2], flush=True)
    except KeyboardInterrupt:
        print(f"stopped after {result.files} of {len(paths)} files")
    if sys.stderr.isatty():
        print(file=sys.stderr)
    return 0 if report(result, given.seconds, given.slowest) else 1


if __name__ == "__main__":
    sys.exit(main())
