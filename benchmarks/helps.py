"""What the helps of findings are worth: each is applied to a faulty program, which is run and compared with its twin.

A faulty program crashes or silently makes a wrong shape; its twin is the same program put right. Each of them is
linted, and all helps of a faulty program are applied at once. A help is right where the helped program leaves the same
arrays and numbers as the twin: all of them, or those that it prints.

    python benchmarks/helps.py [--in FOLDER] [--only NAME[,NAME]] [--json] [--show] [--workers 2]

FOLDER has the programs, the twins by the same names in `fixed/`, and `labels.csv`: the kind of each program (crash or
silent) and the lines where it must be changed.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # measure this tree, installed or not

from _helps_applied import edits_of, with_edits
from _program_values import Left, are_same, results_of, run

from shapecheck.lint.finding import Edit, Finding
from shapecheck.lint.runner import lint_source

PROGRAMS = Path(__file__).resolve().parents[1] / "tests" / "lint" / "faults"
AT, NAMED, ELSEWHERE = "at the cause", "cause named", "elsewhere"
RIGHT, OTHER, BREAKS, UNFIT, UNRUN = "right", "other", "breaks", "not applicable", "not run"


@dataclass(frozen=True, slots=True)
class Program:
    """A faulty program, what it is, and its twin."""

    name: str
    kind: str
    lines: tuple[int, ...]
    source: str
    twin: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the linter says of a program, and what its helps make of it.

    Parameters
    ----------
    name, kind : str
        The program; `"crash"` or `"silent"`.
    codes : tuple of str
        The rules that found something.
    place : str
        Where it was found: at a line that must be changed; elsewhere, with such a line named; elsewhere. Empty where
        nothing was found.
    helps : tuple of str
        The sentences of the helps.
    kinds : tuple of str
        What they change, each in a word.
    outcome : str
        What the helped program does: the same as the twin, something else, an error; or no help could be applied. Not
        run is also a program whose twin fails, or that is not of its kind here. Empty where there is no help.
    error : str, optional
        The error of the helped program, or the reason why it was not run.
    false : tuple of str
        What is found in the twin.
    """

    name: str
    kind: str
    codes: tuple[str, ...]
    place: str
    helps: tuple[str, ...]
    kinds: tuple[str, ...]
    outcome: str
    error: str | None
    false: tuple[str, ...]


def programs_in(folder: Path) -> list[Program]:
    """Read the programs of a folder, in the order of their names."""
    with (folder / "labels.csv").open(encoding="utf-8", newline="") as labels:
        rows = sorted(csv.DictReader(labels), key=lambda row: row["program"])
    return [
        Program(
            row["program"],
            row["kind"],
            tuple(map(int, row["lines"].split())),
            (folder / f"{row['program']}.py").read_text(encoding="utf-8"),
            (folder / "fixed" / f"{row['program']}.py").read_text(encoding="utf-8"),
        )
        for row in rows
    ]


def helped(source: str, findings: Sequence[Finding]) -> str:
    """Return a program with the helps of its findings; of two that overlap the first one is taken."""
    taken: list[Edit] = []
    for finding in findings:
        edits = edits_of(finding, source)
        try:
            with_edits(source, [*taken, *edits])
        except ValueError:
            continue
        taken += edits
    return with_edits(source, taken)


def judged(program: Program) -> Verdict:
    """Lint a program and its twin, apply the helps, and run what comes of it."""
    findings = lint_source(program.source)
    said = (finding.help or (finding.fix.message if finding.fix else "") for finding in findings)
    helps = tuple(filter(None, said))
    faulty, twin = run(program.source), run(program.twin)
    outcome, error = (UNRUN, unlike(program.kind, faulty, twin)) if helps else ("", None)
    if helps and error is None:
        changed = helped(program.source, findings)
        outcome, error = (UNFIT, None) if changed == program.source else compared(run(changed), twin, program.twin)
    return Verdict(
        program.name,
        program.kind,
        tuple(finding.code for finding in findings),
        place_of(findings, program.lines),
        helps,
        tuple(dict.fromkeys(finding.fix.kind for finding in findings if finding.fix is not None)),
        outcome,
        error,
        tuple(map(str, lint_source(program.twin))),
    )


def place_of(findings: Sequence[Finding], lines: Sequence[int]) -> str:
    """Return where a fault of some lines was found."""
    if any(finding.line <= line <= finding.end_line for finding in findings for line in lines):
        return AT
    if any(
        re.search(rf"\bline {line}\b", text) for finding in findings for line in lines for text in texts_of(finding)
    ):
        return NAMED
    return ELSEWHERE if findings else ""


def texts_of(finding: Finding) -> Iterator[str]:
    """Return the sentences of a finding, and the lines of the other places that it is about."""
    yield from (finding.message, *finding.notes, *(operand.origin for operand in finding.operands))
    yield from (f"line {other.line}" for other in finding.related)


def unlike(kind: str, faulty: Left, twin: Left) -> str | None:
    """Return why a faulty program and its twin are not what they say, None where they are."""
    if twin.error is not None:
        return f"the twin fails: {twin.error}"
    if (faulty.error is None) is (kind == "crash"):
        return f"it must be {kind} (got {faulty.error or 'no error'})"
    return None


def compared(left: Left, twin: Left, source: str) -> tuple[str, str | None]:
    """Return the outcome of a helped program beside its twin with a source, and the error of the helped one."""
    if left.error is not None:
        return BREAKS, left.error
    same = left.values.keys() == twin.values.keys() and are_same(left, twin, twin.values)
    return (RIGHT if same or are_same(left, twin, results_of(source)) else OTHER), None


def totals(verdicts: Sequence[Verdict]) -> dict[str, int]:
    """Return the numbers of some programs."""
    return {
        "programs": len(verdicts),
        "found": sum(bool(own.codes) for own in verdicts),
        **{place: sum(own.place == place for own in verdicts) for place in (AT, NAMED)},
        "with help": sum(bool(own.helps) for own in verdicts),
        **{
            outcome: sum(own.outcome == outcome for own in verdicts) for outcome in (RIGHT, OTHER, BREAKS, UNFIT, UNRUN)
        },
        "findings in twins": sum(len(own.false) for own in verdicts),
    }


def by_kind(verdicts: Sequence[Verdict]) -> dict[str, dict[str, int]]:
    """Return how often the helps of each kind are right, and what they are else; a program may have several."""
    kinds = sorted({kind for own in verdicts for kind in own.kinds})
    return {
        kind: {
            outcome: count
            for outcome in (RIGHT, OTHER, BREAKS, UNFIT, UNRUN)
            if (count := sum(kind in own.kinds and own.outcome == outcome for own in verdicts))
        }
        for kind in kinds
    }


def table(verdicts: Sequence[Verdict], show: bool) -> Iterator[str]:
    """Return the lines of the table, and the totals of each kind and of all."""
    width = max((len(own.name) for own in verdicts), default=0)
    for own in verdicts:
        outcome = own.outcome or "no help" * bool(own.codes)
        place = own.place or "not found"
        yield f"{own.name:{width}}  {own.kind:6}  {place:12}  {outcome:14}  {' '.join(own.codes)}".rstrip()
        if show:
            yield from (f"    help ({' '.join(own.kinds)}): {text}" for text in own.helps)
            yield from () if own.error is None else (f"    {own.error}",)
        yield from (f"    in the twin: {text}" for text in own.false)
    for kind, outcomes in by_kind(verdicts).items():
        yield f"help by {kind}: " + ", ".join(f"{count} {name}" for name, count in outcomes.items())
    for kind in ("crash", "silent", "all"):
        counts = totals([own for own in verdicts if kind in {own.kind, "all"}])
        yield f"{kind}: " + ", ".join(f"{count} {name}" for name, count in counts.items())


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table and the totals; 1 where something is found in a twin."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--in", dest="folder", type=Path, default=PROGRAMS, metavar="FOLDER", help="the programs")
    parser.add_argument("--only", default="", metavar="NAME", help="names of programs, with commas between them")
    parser.add_argument("--json", action="store_true", help="print what was found as JSON")
    parser.add_argument("--show", action="store_true", help="show each help, and the error of a helped program")
    parser.add_argument("--workers", type=int, default=2, help="how many programs are run at a time")
    given = parser.parse_args(arguments)
    programs, only = programs_in(given.folder), set(filter(None, given.only.split(",")))
    unknown = only - {program.name for program in programs}
    if unknown:
        parser.error(f"no program has the name {', '.join(sorted(unknown))}")
    chosen = [program for program in programs if not only or program.name in only]
    with ThreadPoolExecutor(given.workers) as workers:
        verdicts = list(workers.map(judged, chosen))
    if given.json:
        print(
            json.dumps(
                {"totals": totals(verdicts), "kinds": by_kind(verdicts), "programs": list(map(asdict, verdicts))},
                indent=2,
            )
        )
    else:
        print("\n".join(table(verdicts, given.show)))
    return int(any(own.false for own in verdicts))


if __name__ == "__main__":
    sys.exit(main())
