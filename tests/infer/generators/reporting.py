"""The long run of a generator: many programs on several processes, and each kind of problem with a small program."""

from __future__ import annotations

import argparse
import os
import re
import resource
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection, wait
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Self

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from judging import CONTRADICTION, Compared, Judged, Problem, judge
from shrinking import shrunk

__all__ = ["Seen", "main", "tried"]

MEMORY = 4 << 30  # bytes of a process
Make = Callable[[Random], str]


@dataclass
class Seen:
    """What a run of a generator gave."""

    programs: int = 0
    raising: int = 0
    errors: int = 0
    warnings: int = 0
    operations: int = 0
    known_operations: int = 0
    supposed: int = 0
    failed: int = 0
    counts: Compared = field(default_factory=Compared)
    problems: list[tuple[int, str, Problem]] = field(default_factory=list)  # the number of the program, its text
    died: list[int] = field(default_factory=list)  # the numbers of programs that ended the process, as NumPy may

    def add(self, number: int, text: str, judged: Judged) -> None:
        """Take in a program."""
        self.programs += 1
        self.raising += judged.raises
        self.errors += judged.errors
        self.warnings += judged.warnings
        self.operations += judged.operations
        self.known_operations += judged.known_operations
        self.supposed += judged.supposed
        self.failed += judged.failed
        self.counts += judged.counts
        self.problems += [(number, text, problem) for problem in judged.problems[:1]]

    def __str__(self) -> str:
        kinds = Counter(problem.kind for _, _, problem in self.problems)
        told = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())) or "no problem"
        share = self.known_operations / (self.operations or 1)
        return (
            f"{self.programs} programs, {self.raising} of them raise; known: {self.counts}, and "
            f"{share:.1%} of {self.operations} operations; {self.failed} of {self.supposed} supposed shapes failed; "
            f"{self.errors} errors reported where they raise, {self.warnings} warnings where they stretch; "
            f"programs with a problem: {told}" + (f"; left out, as the process died: {self.died}" if self.died else "")
        )

    def __iadd__(self, other: Seen) -> Self:
        self.programs += other.programs
        self.raising += other.raising
        self.errors += other.errors
        self.warnings += other.warnings
        self.operations += other.operations
        self.known_operations += other.known_operations
        self.supposed += other.supposed
        self.failed += other.failed
        self.counts += other.counts
        self.problems += other.problems
        self.died += other.died
        return self


def made(make: Make, seed: int, number: int) -> str:
    """Give a program by its number."""
    return make(Random(f"{seed} {number}"))


def tried(make: Make, seed: int, numbers: Iterable[int]) -> Seen:
    """Make programs and judge each of them."""
    seen = Seen()
    with tempfile.TemporaryDirectory() as folder:
        for number in numbers:
            text = made(make, seed, number)
            seen.add(number, text, judge(text, Path(folder) / "program.py"))
    return seen


def sign_of(problem: Problem) -> str:
    """Give what problems of one cause have in common: the kind, and what is called in the line."""
    said = re.sub(r"[\w.]*\d[\w.]*|'[^']*'|\bv\d+|\(.*?\)|\[.*?\]", "", problem.said)
    if problem.kind != CONTRADICTION:
        return f"{problem.kind}: {said[:50]}"
    called = re.findall(r"(?:np|rng)[\w.]+|\.\w+(?=\()|\.shape = |\w+(?=\()", problem.text)
    return f"{problem.kind}: {' '.join(called[:2]) or re.sub(r'[a-z]?[0-9]+', '', problem.text)}: {said[:60]}"


def small(problem: Problem, text: str, most: int) -> tuple[str, Problem]:
    """Give a small program that shows a problem, and the problem in it."""
    sign = sign_of(problem)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "program.py"
        raises = judge(text, file).raises

        def found(candidate: str) -> Problem | None:
            judged = judge(candidate, file)
            same = [one for one in judged.problems if sign_of(one) == sign]
            return same[0] if same and judged.raises <= raises else None

        small = shrunk(text, lambda candidate: found(candidate) is not None, most)
        return small, found(small) or problem


def careful() -> None:
    """Bound a process's memory: a program may ask for any size."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _work(make: Make, seed: int, numbers: Sequence[int], sender: Connection) -> None:
    careful()
    for number in numbers:
        sender.send(tried(make, seed, [number]))
    sender.close()


class _Worker:
    """A process that tries programs one after the other; it is begun anew behind one that ends it."""

    def __init__(self, make: Make, seed: int, numbers: Sequence[int]) -> None:
        self.task = make, seed
        self.numbers = numbers
        self.receiver, sender = Pipe(duplex=False)
        self.process = Process(target=_work, args=(make, seed, numbers, sender))
        self.process.start()
        sender.close()


def all_tried(make: Make, seed: int, programs: int, workers: int) -> Iterator[Seen]:
    """Try programs on several processes; one that ends its process is left out and counted."""
    running = [_Worker(make, seed, range(first, programs, workers)) for first in range(min(workers, programs))]
    while running:
        for worker in [own for own in running if own.receiver in wait([own.receiver for own in running])]:
            try:
                found = worker.receiver.recv()
            except EOFError:
                worker.process.join()
                running.remove(worker)
                if not worker.numbers:
                    continue
                found = Seen(died=[worker.numbers[0]])
                running.append(_Worker(*worker.task, worker.numbers[1:]))
            worker.numbers = worker.numbers[1:]
            yield found


def main(make: Make, about: str | None, arguments: Sequence[str] | None = None) -> int:
    """Run the command; 1 where there is a problem."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("programs", type=int, nargs="?", default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=1, help="processes")
    parser.add_argument("--only", type=int, help="print the program with this number, and what is wrong with it")
    parser.add_argument("--shrink", type=int, default=150, help="programs that are tried to make one smaller")
    parser.add_argument("--show", type=int, default=40, help="kinds of problems that are shown")
    given = parser.parse_args(arguments)
    if given.only is not None:
        text = made(make, given.seed, given.only)
        seen = tried(make, given.seed, [given.only])
        print(text, *(problem for _, _, problem in seen.problems), seen, sep="\n")
        return bool(seen.problems)
    start = perf_counter()
    total = Seen()
    for part in all_tried(make, given.seed, given.programs, given.workers):
        total += part
        if sys.stderr.isatty():
            print(f"\r{total.programs}: {len(total.problems)}", end="", file=sys.stderr, flush=True)
    with ProcessPoolExecutor(given.workers, initializer=careful) as pool:
        groups: dict[str, list[tuple[int, str, Problem]]] = {}
        for one in total.problems:
            groups.setdefault(sign_of(one[2]), []).append(one)
        ranked = sorted(groups.values(), key=len, reverse=True)[: given.show]
        smaller = [pool.submit(small, group[0][2], group[0][1], given.shrink) for group in ranked]
        for group, future in zip(ranked, smaller, strict=True):
            text, problem = future.result()
            print(f"\n#### {len(group)} programs, the first is {group[0][0]}: {problem.kind} at line {problem.line}")
            print(f"# {problem.said}\n{text.rstrip()}")
    print(f"\n{len(groups)} kinds of problems; {total} ({perf_counter() - start:.0f} s)")
    return bool(total.problems)
