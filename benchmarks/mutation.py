"""How many shape mistakes `shapecheck lint` finds, and how often it is wrong: one-edit mutants, judged by NumPy.

Each mutant of a working program in `tests/infer/programs` is run under NumPy, and either crashes with a shape error,
silently changes the shape of a variable, or changes none. A crash counts as found when there is an error, a silent
change when there is any finding; any finding on a mutant that changes no shape, or on an unmutated program, counts as
false, but for `.T` of one axis where a mutant adds one: it changes nothing, and is to be reported. Mutants that change
a shape only within an expression are neither; those that end otherwise (a name that is not bound, a key that is
missing, a time limit) are left out. Many silent changes give a program that is right for another purpose; the recall
is also given of those whose run shows that something is wrong (see `_mutant_truth.Answer`).

    python benchmarks/mutation.py [--kinds dropped-T,flipped-axis] [--programs kmeans,pca] [--limit 300] [--seed 0]
        [--list missed|false|failed] [--workers 2] [--definitions]

With `--definitions` the programs are those of `tests/infer/idioms`, and the linter is given the mutants without the
lines that call the functions; those alone count whose edit is inside of a function or class. So it shows, for each
idiom, how much is found where nothing says which sizes there are. What is found on arguments of generic sizes is a
warning, so there any finding counts.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

from _definitions import inside_definitions, without_calls
from _mutant_truth import CRASH, INNER, OTHER, SAME, SILENT, Answer, Timeout, answers, limited
from _mutants import KINDS, Mutant, mutants

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # measure this tree, installed or not

from tests.infer.truth import PROGRAMS, files_of, idioms, programs, record, wrong_programs

RECALL_ON_CRASHES = 0.90
RECALL_ON_SILENT = 0.80
FALSE_ALARMS = 0
SECONDS = 20
"""More than this for linting one file counts as a failure."""


@dataclass(frozen=True, slots=True)
class Linted:
    """What the linter said: code, severity, line and message of each finding, or how it failed."""

    findings: tuple[tuple[str, str, int, str], ...] = ()
    failure: str = ""
    of_definitions: bool = False

    @property
    def error(self) -> bool:
        """Whether there is a finding of severity error, or of definitions alone, which are told as warnings, any."""
        return (self.of_definitions and bool(self.findings)) or any(
            severity == "error" for _, severity, _, _ in self.findings
        )


EMPTY_TRANSPOSE = "SHP204"
"""The rule that reports the transpose of an array of one axis."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A mutant with both answers."""

    mutant: Mutant
    numpy: Answer
    linted: Linted

    @property
    def found(self) -> bool:
        """Whether what NumPy shows was found."""
        return self.linted.error if self.numpy.verdict == CRASH else bool(self.linted.findings)

    @property
    def false(self) -> bool:
        """Whether no shape changes and there is a finding, but for a transpose that does nothing and was added."""
        right = EMPTY_TRANSPOSE if self.mutant.kind == "added-T" else None
        return self.numpy.verdict == SAME and any(code != right for code, *_ in self.linted.findings)


def lint(text: str, path: Path) -> Linted:
    """Lint a text; an exception of the linter's own is kept as its failure."""
    from shapecheck.lint.runner import lint_source  # here, so that the truth can be made without the linter

    try:
        with limited(SECONDS):
            found = lint_source(text, str(path))
    except Timeout:
        return Linted(failure=f"over {SECONDS} s")
    except Exception as error:  # every failure is listed
        return Linted(failure=f"{type(error).__name__}: {error}"[:200])
    return Linted(tuple((one.code, one.severity, one.line, one.message) for one in found))


def lint_mutant(mutant: Mutant) -> Linted:
    """Lint a mutant; of a mutated module also the program it belongs to, in a copy of the project."""
    if mutant.file == mutant.program:
        return lint(mutant.text, mutant.file)
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(folder) / mutant.program.parent.name
        shutil.copytree(mutant.program.parent, copied, ignore=shutil.ignore_patterns("__pycache__"))
        file = copied / mutant.file.relative_to(mutant.program.parent)
        file.write_text(mutant.text, encoding="utf-8")
        main = copied / mutant.program.name
        both = [lint(mutant.text, file), lint(main.read_text(encoding="utf-8"), main)]
    findings = [finding for linted in both for finding in linted.findings]
    return Linted(tuple(dict.fromkeys(findings)), next((linted.failure for linted in both if linted.failure), ""))


def lint_definitions(mutant: Mutant) -> Linted:
    """Lint a mutant, and in a copy of its project the rest of that, without the lines that call the functions."""
    own = {file.stem for file in files_of(mutant.program)} | {file.parent.name for file in files_of(mutant.program)}
    if len(files_of(mutant.program)) == 1:
        return lint(without_calls(mutant.text, own), mutant.file)
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(folder) / mutant.program.parent.name
        shutil.copytree(mutant.program.parent, copied, ignore=shutil.ignore_patterns("__pycache__"))
        for file in files_of(copied / mutant.program.name):
            inside = file.relative_to(copied)
            mutated = mutant.program.parent / inside == mutant.file
            text = mutant.text if mutated else file.read_text(encoding="utf-8")
            file.write_text(without_calls(text, own), encoding="utf-8")
        file = copied / mutant.file.relative_to(mutant.program.parent)
        return lint(file.read_text(encoding="utf-8"), file)


def percent(part: int, whole: int) -> str:
    """Give a share, or a dash of nothing."""
    return f"{part / whole:6.1%}" if whole else "     -"


def table(judged: Sequence[Judged], kinds: Iterable[str], kind_of: Callable[[Mutant], str]) -> Iterable[str]:
    """Give a line for each kind of mutant, and one for all."""
    yield f"{'':24}{'crashes found':>22}{'silent found':>22}{'unchanged: errors':>20}{'warnings':>10}{'of':>6}"
    for kind in (*kinds, "all"):
        part = [one for one in judged if kind in {kind_of(one.mutant), "all"}]
        if not part:
            continue
        by = {verdict: [one for one in part if one.numpy.verdict == verdict] for verdict in (CRASH, SILENT, SAME)}
        cells = ""
        for verdict in (CRASH, SILENT):
            hits = sum(one.found for one in by[verdict])
            cells += f"{hits:6} of {len(by[verdict]):4} {percent(hits, len(by[verdict])):>7}".rjust(22)
        errors = sum(one.linted.error for one in by[SAME])
        warnings = sum(one.false and not one.linted.error for one in by[SAME])
        yield f"{kind:24}{cells}{errors:20}{warnings:10}{len(by[SAME]):6}"


def show(one: Judged) -> None:
    """Print a mutant as a diff, with what both say."""
    mutant = one.mutant
    print(f"\n{mutant.file.relative_to(PROGRAMS.parent)}:{mutant.line}: {mutant.kind}")
    print(f"  - {mutant.old}\n  + {mutant.new}")
    sign = f", {one.numpy.sign}" if one.numpy.sign else ""
    where = f" ({Path(one.numpy.path).name}:{one.numpy.line})" if one.numpy.path else ""
    print(f"  numpy: {one.numpy.verdict} {one.numpy.detail}{where}{sign}")
    for code, severity, line, message in one.linted.findings:
        print(f"  lint:  {line}: {severity} {code} {message}")
    if one.linted.failure:
        print(f"  lint failed: {one.linted.failure}")


def unmutated(definitions: bool) -> int:
    """Lint the programs as they are; print each finding, and give how many programs have one."""
    alarms = 0
    working = [*programs(), *idioms()] if definitions else programs()
    files = [(program, file) for program in working for file in files_of(program)]
    for program, file in files:
        text = file.read_text(encoding="utf-8")
        same = Mutant(program, file, "none", 1, text, "", "")
        linted = lint_definitions(same) if definitions else lint(text, file)
        alarms += bool(linted.findings)
        for code, severity, line, message in linted.findings:
            print(f"  false: {file.relative_to(PROGRAMS.parent)}:{line}: {severity} {code} {message}")
        if linted.failure:
            print(f"  failed: {file.relative_to(PROGRAMS.parent)}: {linted.failure}")
    print(f"working programs: {alarms} of {len(files)} files with a finding")
    return alarms


def written_wrong() -> None:
    """Lint the programs with one mistake each, and print those that are missed or found elsewhere."""
    found = at_line = 0
    for file in wrong_programs():
        text = file.read_text(encoding="utf-8")
        first = text.split("\n", 1)[0]
        line = int(first.split("line ")[1].split()[0])
        linted = lint(text, file)
        hit = linted.error if first.startswith("# wrong") else bool(linted.findings)
        there = any(at == line for _, _, at, _ in linted.findings)
        found += hit
        at_line += hit and there
        if not hit or not there:
            fault = record(file).fault
            print(f"  {'found elsewhere' if hit else 'missed'}: {file.name}: {first[2:]}; {fault and fault.message}")
            for code, severity, at, message in linted.findings:
                print(f"    lint: {at}: {severity} {code} {message}")
    print(f"wrong programs: {found} of {len(wrong_programs())} found, {at_line} of them at their line")


def made(arguments: argparse.Namespace) -> list[Mutant]:
    """Give the mutants that were asked for."""
    kinds = set(arguments.kinds.split(",")) if arguments.kinds else set(KINDS)
    if kinds - set(KINDS):
        raise SystemExit(f"no such kind: {', '.join(sorted(kinds - set(KINDS)))}; kinds: {', '.join(KINDS)}")
    names = set(arguments.programs.split(",")) if arguments.programs else None
    found = [
        mutant
        for program in (idioms() if arguments.definitions else programs())
        if names is None or {program.stem, program.parent.name} & names
        for file in files_of(program)
        for mutant in mutants(program, file)
        if mutant.kind in kinds
    ]
    if arguments.limit is not None and arguments.limit < len(found):
        chosen = sorted(random.Random(arguments.seed).sample(range(len(found)), arguments.limit))
        found = [found[at] for at in chosen]
    return found


def main() -> None:
    """Print recall and false alarms."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kinds", help="only these kinds of mutation, with commas between")
    parser.add_argument("--programs", help="only mutants of these programs, with commas between")
    parser.add_argument("--limit", type=int, help="only so many mutants, chosen at random")
    parser.add_argument("--seed", type=int, default=0, help="for --limit")
    parser.add_argument("--list", choices=("missed", "false", "failed"), help="print these mutants as diffs")
    parser.add_argument("--workers", type=int, default=2, help="processes")
    parser.add_argument("--definitions", action="store_true", help="without the lines that call the functions")
    parser.add_argument("--truth-only", action="store_true", help="don't lint")
    arguments = parser.parse_args()

    start = perf_counter()
    found = made(arguments)
    if arguments.definitions:
        found = [mutant for mutant in found if inside_definitions(mutant.text, mutant.line)]
    said = answers(found, arguments.workers)
    counts = Counter(one.verdict for one in said)
    print(
        f"{len(found)} mutants: {counts[CRASH]} crash, {counts[SILENT]} change a shape silently, {counts[INNER]} only "
        f"within an expression, {counts[SAME]} none, {counts[OTHER]} end otherwise and are left out "
        f"({perf_counter() - start:.0f} s)"
    )
    if arguments.truth_only:
        return
    kept = [(mutant, one) for mutant, one in zip(found, said, strict=True) if one.verdict != OTHER]
    start = perf_counter()
    with ProcessPoolExecutor(arguments.workers) as pool:
        how = lint_definitions if arguments.definitions else lint_mutant
        linted = list(pool.map(how, (mutant for mutant, _ in kept), chunksize=8))
        linted = [replace(one, of_definitions=arguments.definitions) for one in linted]
    judged = [Judged(mutant, one, said) for (mutant, one), said in zip(kept, linted, strict=True)]
    print(f"linted in {perf_counter() - start:.0f} s with {arguments.workers} processes\n")
    print("\n".join(table(judged, KINDS, lambda mutant: mutant.kind)))
    if arguments.definitions:
        names = dict.fromkeys(mutant.program.stem for mutant in found)
        print("\n" + "\n".join(table(judged, names, lambda mutant: mutant.program.stem)))

    failed = [one for one in judged if one.linted.failure]
    missed = [one for one in judged if one.numpy.verdict in {CRASH, SILENT} and not one.found]
    false = [one for one in judged if one.false]
    for one in {"missed": missed, "false": false, "failed": failed, None: []}[arguments.list]:
        show(one)
    crashes = [one for one in judged if one.numpy.verdict == CRASH]
    silent = [one for one in judged if one.numpy.verdict == SILENT]
    signs = [one for one in silent if one.numpy.sign]
    inner = [one for one in judged if one.numpy.verdict == INNER]
    there = sum(any(line == one.numpy.line for _, _, line, _ in one.linted.findings) for one in crashes if one.found)
    print(f"\ncrashes found at the line where NumPy raises: {there} of {sum(one.found for one in crashes)}")
    for sign in ("stretched", "gradient", "update", ""):
        part = [one for one in silent if one.numpy.sign == sign]
        print(f"silent changes, {sign or 'no sign of it':13}: {sum(one.found for one in part)} of {len(part)} found")
    print(f"changes within an expression: {sum(one.found for one in inner)} of {len(inner)} found")
    codes = Counter(code for one in false for code, *_ in one.linted.findings)
    print(f"false alarms by code: {dict(codes.most_common())}")
    print(f"linter failures: {len(failed)}")
    alarms = len(false) + unmutated(arguments.definitions)
    if not arguments.definitions:
        written_wrong()
    for name, part, aim in (
        ("crashes", crashes, RECALL_ON_CRASHES),
        ("silent changes", silent, RECALL_ON_SILENT),
        ("silent changes that show", signs, RECALL_ON_SILENT),
    ):
        print(f"recall on {name}: {percent(sum(one.found for one in part), len(part)).strip()} (aim {aim:.0%})")
    print(f"false alarms: {alarms} (aim {FALSE_ALARMS})")


if __name__ == "__main__":
    main()
