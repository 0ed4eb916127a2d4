"""Whether a safe fix is ever wrong: axes that programs keep are lost, and what the safe fixes give is compared.

From programs that are right one `keepdims=True` is taken away, each in turn, or two of them, or a reduction goes along
another axis; what `shapecheck lint --fix` makes of that must be the program again, or leave the same arrays and
numbers. The programs are those of the tests, each as it is and, if that is asked for and one of its faults has a safe
fix, written otherwise: with other names, a part of it in a function of its own. The faults of `tests/lint/faults` are
fixed as well, beside their twins.

    python benchmarks/safe_fixes.py [--in FOLDER] [--otherwise] [--show]

FOLDER has other programs that are right, each of one file.
"""

from __future__ import annotations

import argparse
import ast
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # measure this tree, installed or not

from _program_values import Left, are_same, results_of, run
from helps import programs_in

from shapecheck.lint.api import fix_faults
from shapecheck.lint.mending.rewriting import Offsets, TextEdit, applied

ROOT = Path(__file__).resolve().parents[1]
FAULTS = ROOT / "tests" / "lint" / "faults"
FOLDERS = (
    ROOT / "tests" / "infer" / "idioms",
    ROOT / "tests" / "infer" / "programs",
    FAULTS / "fixed",
    ROOT / "docs" / "examples",
)
SAME, EQUAL, OTHER, UNRUN, NONE = "the program again", "the same values", "WRONG", "twin not run", "no safe fix"
MOST_PAIRS = 6  # of one program


@dataclass(frozen=True, slots=True)
class Case:
    """A faulty program, and the program that is right; of two faults one may be left."""

    name: str
    faulty: str
    twin: str
    halves: tuple[str, ...] = ()  # with one fault of two


def kept_axes(source: str) -> list[TextEdit]:
    """Return the edits that take away a `keepdims=True` each."""
    offsets = Offsets(source)
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        for keyword in node.keywords:
            if keyword.arg == "keepdims" and isinstance(keyword.value, ast.Constant) and keyword.value.value is True:
                start, end = offsets.span(keyword)
                before = [offsets.span(own)[1] for own in (*node.args, *node.keywords) if offsets.span(own)[1] < start]
                behind = [offsets.span(own)[0] for own in (*node.args, *node.keywords) if offsets.span(own)[0] > end]
                if before:
                    found.append(TextEdit(max(before), end, ""))
                elif behind:
                    found.append(TextEdit(start, min(behind), ""))
    return found


def other_axes(source: str) -> list[TextEdit]:
    """Return the edits that let a reduction go along another axis each, 0 or 1, of those that do not keep it."""
    offsets = Offsets(source)
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and not any(own.arg == "keepdims" for own in node.keywords):
            for keyword in node.keywords:
                if keyword.arg == "axis" and ast.unparse(keyword.value) in {"0", "1", "-1", "2"}:
                    other = "1" if ast.unparse(keyword.value) == "0" else "0"
                    found.append(TextEdit(*offsets.span(keyword.value), other))
    return found


def planted(name: str, source: str) -> Iterator[Case]:
    """Yield a program with one axis lost each, or another one, and some with two lost."""
    for edit in other_axes(source):
        yield Case(f"{name}:{source[: edit.start].count(chr(10)) + 1} axis", applied(source, [edit]), source)
    edits = kept_axes(source)
    for edit in edits:
        yield Case(f"{name}:{source[: edit.start].count(chr(10)) + 1}", applied(source, [edit]), source)
    for pair in list(combinations(edits, 2))[:MOST_PAIRS]:
        lines = "+".join(str(source[: edit.start].count("\n") + 1) for edit in pair)
        if pair[0].end <= pair[1].start or pair[1].end <= pair[0].start:
            halves = tuple(applied(source, [edit]) for edit in pair)
            yield Case(f"{name}:{lines}", applied(source, pair), source, halves)


def otherwise(name: str, source: str) -> Iterator[tuple[str, str]]:
    """Yield a program written otherwise, in one file."""
    sys.path.append(str(ROOT / "tests" / "infer"))
    from metamorphoses import METAMORPHOSES  # type: ignore[import-not-found]

    for way, change in METAMORPHOSES.items():
        try:
            texts = {own.text for own in change(source) if not own.modules}
        except (RecursionError, ValueError, SyntaxError):
            continue
        yield from ((f"{name} ({way} {number})", text) for number, text in enumerate(sorted(texts)))


def programs_right(folders: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """Yield the programs of folders with their names, sorted."""
    for folder in folders:
        for path in sorted(folder.glob("*.py")):
            yield path.stem, path.read_text(encoding="utf-8")


class Runs:
    """What programs leave, each run once."""

    def __init__(self) -> None:
        self._known: dict[str, Left] = {}

    def of(self, source: str) -> Left:
        """Return what a program leaves."""
        if source not in self._known:
            self._known[source] = run(source)
        return self._known[source]


def judged(case: Case, runs: Runs) -> tuple[str, int, str]:
    """Return what the safe fixes made of a case, how many they were, and the fixed program."""
    fixed = fix_faults(case.faulty)
    if fixed.text == case.faulty:
        return NONE, 0, ""
    number = fixed.left.summary.fixed
    if any(ast.dump(ast.parse(fixed.text)) == ast.dump(ast.parse(own)) for own in (case.twin, *case.halves)):
        return SAME, number, fixed.text
    twin, own = runs.of(case.twin), runs.of(fixed.text)
    if twin.error is not None:
        return UNRUN, number, fixed.text
    same = own.values.keys() == twin.values.keys() and are_same(own, twin, twin.values)
    results = results_of(case.twin)
    same = same or (bool(results) and are_same(own, twin, results))
    return (EQUAL if own.error is None and same else OTHER), number, fixed.text


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what safe fixes do; 1 where one is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--in", dest="folders", type=Path, action="append", metavar="FOLDER", help="programs")
    parser.add_argument("--otherwise", action="store_true", help="write the programs otherwise too")
    parser.add_argument("--show", action="store_true", help="show each case")
    given = parser.parse_args(arguments)
    programs: Counter[str] = Counter()
    fixes: Counter[str] = Counter()
    runs = Runs()

    def judge(cases: Iterable[Case]) -> bool:
        """Judge cases, and tell whether one of them had a safe fix."""
        some = False
        for case in cases:
            outcome, number, text = judged(case, runs)
            programs[outcome] += 1
            fixes[outcome] += number
            some = some or number > 0
            if given.show or outcome == OTHER:
                print(f"{outcome}: {case.name}", flush=True)
            if outcome == OTHER:
                print(*differing(case, text), sep="\n", flush=True)
        return some

    for name, source in programs_right(given.folders or FOLDERS):
        if judge(planted(name, source)) and given.otherwise:
            judge(case for other, text in otherwise(name, source) for case in planted(other, text))
    if not given.folders:
        judge(Case(own.name, own.source, own.twin) for own in programs_in(FAULTS))
    for outcome, number in programs.items():
        print(f"{number} programs, {fixes[outcome]} safe fixes: {outcome}")
    return int(OTHER in programs)


def differing(case: Case, text: str) -> Iterator[str]:
    """Yield where a fixed program differs from the one that is right."""
    for number, (one, other) in enumerate(zip(case.twin.split("\n"), text.split("\n"), strict=False), 1):
        if one != other:
            yield f"  {number}: {one.strip()}\n     fixed: {other.strip()}"


if __name__ == "__main__":
    sys.exit(main())
