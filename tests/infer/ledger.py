"""The precision ledger: small programs, and beside each line exactly what is known of the arrays that it assigns.

A file of `tests/infer/ledger/` has programs on one topic. A program has a name, a line of intent, and its source with
two kinds of notes behind the lines:

    #### a_name
    # One sentence: what Python or NumPy does here behind one's back.
    x = np.zeros((3, n)) + u  #: x (3, n) is (3, 5)
    y = x @ x  #: y ? is never  #! error SHP101; raises ValueError

`#:` is what is inferred of each array variable that the line assigns. A size that is no number has a letter; the same
letter is the same size, and `_` is one that nothing else in the program has. `...` stands for axes that are not known,
`?` for a shape of which nothing is known, `unseen` for an assignment that the interpreter does not tell of. Where the
run says more or other, that is behind `is`: the shapes that it had, `other` for what was no array, `never` where it was
not assigned. `#!` has the findings of that line, and the exception that ends the run there.

The programs of `tests/infer/programs/` that are one file have such notes too, and say themselves what they are.

`python tests/infer/ledger.py [FILE]...` compares the notes with the engine and the run, and prints what is known.
`--update` writes them anew, but for a program whose inference contradicts its run. The notes are never written by hand.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import random
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from truth import Truth, programs, record, wrong_programs

from shapecheck.infer.shapes import Variable, infer
from shapecheck.lint.finding import Finding
from shapecheck.lint.runner import lint_source

__all__ = ["LEDGER", "Observed", "Program", "annotated", "mistakes", "observe", "programs_of", "topics"]

LEDGER = Path(__file__).resolve().parent / "ledger"
LETTERS = "nmkpqrstuvwxyz"
FIRST = re.compile(r'(?:# |""")(.*)')  # the intent of a program that is a file of its own: its first line
MOST_SHAPES = 4  # of the run, that are written for one assignment
HEAD = re.compile(r"^#### (\w+)\n", re.MULTILINE)
NOTE = re.compile(r"  #[:!] .*$", re.MULTILINE)
NAME = re.compile(r"[^\W\d]\w*(?:\[\w+\])?(?!\w*\()")

Shape = tuple[int, ...]
Sizes = tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Program:
    """A program of the ledger, and how it stands there."""

    name: str
    intent: str
    text: str  # the source alone
    noted: str  # with the notes
    alone: bool = False  # it is a file of its own

    @property
    def entry(self) -> str:
        """How it is written in a file."""
        if self.alone:
            return self.noted
        return f"#### {self.name}\n" + (f"# {self.intent}\n" if self.intent else "") + self.noted


@dataclass(frozen=True, slots=True)
class Observed:
    """What the run and the engine say of a program."""

    path: Path
    truth: Truth
    variables: tuple[Variable, ...]
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class Assignment:
    """What a name is given on a line: what is said of it, and what it was."""

    said: list[Sizes | None] = field(default_factory=list)
    real: set[Shape] = field(default_factory=set)
    other: bool = False  # it was also something that is no array


def topics() -> list[Path]:
    """Give the files of the ledger: those of small programs by topic, and the programs that are a file each."""
    whole = [file for file in (*programs(), *wrong_programs()) if file.name != "main.py"]
    return [*sorted(LEDGER.glob("*.txt")), *whole]


def programs_of(file: Path) -> list[Program]:
    """Read a file of the ledger.

    Raises
    ------
    ValueError
        When something stands before the first program, or two have one name.
    """
    if file.suffix == ".py":
        noted = file.read_text(encoding="utf-8")
        first = FIRST.match(noted)
        intent = "" if first is None else first[1].removesuffix('"""')
        return [Program(file.stem, intent, NOTE.sub("", noted), noted, alone=True)]
    before, *parts = HEAD.split(file.read_text(encoding="utf-8"))
    if before.strip():
        msg = f"{file.name}: what stands before the first program belongs to none"
        raise ValueError(msg)
    found: dict[str, Program] = {}
    for name, body in zip(parts[::2], parts[1::2], strict=True):
        if name in found:
            msg = f"{file.name}: {name} is there twice"
            raise ValueError(msg)
        found[name] = read(name, body)
    return list(found.values())


def read(name: str, body: str) -> Program:
    """Read a program from what stands behind its name."""
    first, _, rest = body.partition("\n")
    intent, noted = (first[2:].strip(), rest) if first.startswith("# ") else ("", body)
    noted = noted.rstrip() + "\n"
    return Program(name, intent, NOTE.sub("", noted), noted)


def observe(text: str, path: Path, truth: Truth | None = None) -> Observed:
    """Run a program, written to a file, and go through it; give `truth` where it was run from there before."""
    path.write_text(text, encoding="utf-8")
    if truth is None:
        state = random.getstate(), np.random.get_state()  # noqa: NPY002
        random.seed(7)
        np.random.seed(7)  # noqa: NPY002
        truth = record(path)
        random.setstate(state[0])
        np.random.set_state(state[1])  # noqa: NPY002
    return Observed(path.resolve(), truth, tuple(infer(text, str(path))), tuple(lint_source(text, str(path))))


def assignments(observed: Observed) -> dict[tuple[int, str], Assignment]:
    """Give what arrays are assigned, by line and name; an item by its key as written where the engine has it so."""
    found: dict[tuple[int, str], Assignment] = {}
    for variable in observed.variables:
        if Path(variable.path).resolve() != observed.path:
            continue  # of a text that the program executes, or of a module that it imports
        found.setdefault((variable.line, plain(variable.name)), Assignment()).said += variable.shapes
    told = set(found)
    places = [*observed.truth.shapes.items(), *((place, None) for place in observed.truth.others)]
    for place, shapes in places:
        if Path(place.path) != observed.path:
            continue
        names = [plain(name) for name in (place.name, place.written) if name]
        key = next(((place.line, name) for name in names if (place.line, name) in told), (place.line, names[0]))
        if shapes is None:
            if key in found:
                found[key].other = True
        else:
            found.setdefault(key, Assignment()).real |= shapes
    return {
        key: own
        for key, own in sorted(found.items())
        if own.real or any(shape is not None for shape in own.said)  # an unknown value that is no array is not noted
    }


def plain(name: str) -> str:
    """Give a name whichever quotes it is written with."""
    try:
        return ast.unparse(ast.parse(name, mode="eval"))
    except SyntaxError:  # a key that has no literal
        return name


def lettered(said: Iterable[Sequence[Sizes | None]]) -> Iterator[list[Sizes | None]]:
    """Give shapes with letters for their symbols: how symbols are counted elsewhere does not matter, equal ones do."""
    rows = [list(shapes) for shapes in said]
    uses: dict[str, int] = {}
    for size in (size for row in rows for shape in row for size in shape or () if isinstance(size, str)):
        for name in NAME.findall(size):
            uses[name] = uses.get(name, 0) + 1
    letters: dict[str, str] = {}
    for name, count in uses.items():
        if count == 1:
            letters[name] = "_"
        else:
            at = sum(letter != "_" for letter in letters.values())
            letters[name] = LETTERS[at] if at < len(LETTERS) else f"n{at}"

    def letter(size: int | str) -> int | str:
        if not isinstance(size, str) or size == "...":
            return size
        return in_order(NAME.sub(lambda match: letters[match[0]], size))

    for row in rows:
        yield [None if shape is None else tuple(letter(size) for size in shape) for shape in row]


def in_order(size: str) -> str:
    """Give a size with its terms and factors in an order that its names alone decide."""

    class Sorted(ast.NodeTransformer):
        def visit_Call(self, node: ast.Call) -> ast.expr:  # max, min, broadcast: of any order
            self.generic_visit(node)
            node.args.sort(key=ast.unparse)
            return node

        def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
            self.generic_visit(node)
            if not isinstance(node.op, (ast.Add, ast.Mult)):
                return node
            parts = sorted(self.parts(node, type(node.op)), key=ast.unparse, reverse=True)
            while len(parts) > 1:
                parts.append(ast.BinOp(parts.pop(), node.op, parts.pop()))
            return parts[0]

        def parts(self, node: ast.expr, op: type[ast.operator]) -> list[ast.expr]:
            if isinstance(node, ast.BinOp) and isinstance(node.op, op):
                return [*self.parts(node.left, op), *self.parts(node.right, op)]
            return [node]

    try:
        return ast.unparse(Sorted().visit(ast.parse(size, mode="eval"))).replace(" ", "")
    except SyntaxError:
        return size


def written(shape: Sequence[Any] | None) -> str:
    """Give a shape as NumPy prints it."""
    if shape is None:
        return "?"
    return f"({', '.join(map(str, shape))}{',' if len(shape) == 1 else ''})"


def said_of(own: Assignment, said: Sequence[Sizes | None]) -> str:
    """Give the note on one name."""
    text = " | ".join(map(written, dict.fromkeys(said))) or "unseen"
    if own.real and not own.other and set(own.said) == own.real:
        return text
    real = [written(shape) for shape in sorted(own.real)]
    if len(real) > MOST_SHAPES:
        real[MOST_SHAPES:] = [f"{len(real) - MOST_SHAPES} more"]
    return f"{text} is {' | '.join([*real, *(['other'] if own.other else [])]) or 'never'}"


def annotated(program: Program, observed: Observed) -> Program:
    """Give a program with the notes that it must have."""
    known = assignments(observed)
    knowledge: dict[int, list[str]] = {}
    for (line, name), said in zip(known, lettered(own.said for own in known.values()), strict=True):
        knowledge.setdefault(line, []).append(f"{name} {said_of(known[line, name], said)}")
    events: dict[int, list[str]] = {}
    for finding in observed.findings:
        events.setdefault(finding.line, []).append(f"{finding.severity} {finding.code}")
    if observed.truth.fault is not None:
        events.setdefault(observed.truth.fault.line, []).append(f"raises {observed.truth.fault.kind}")
    lines = program.text.splitlines()
    for mark, notes in ((":", knowledge), ("!", events)):
        for line, parts in notes.items():
            lines[line - 1] += f"  #{mark} {'; '.join(parts)}"
    return replace(program, noted="\n".join(lines) + "\n")


def mistakes(observed: Observed) -> list[str]:
    """Give what the inference says against the run: shapes, and errors where NumPy raised none."""
    from test_soundness import contradictions

    found = contradictions(observed.truth, observed.variables)
    crash = None if observed.truth.fault is None else observed.truth.fault.line
    found += [
        f"line {finding.line}: {finding.code}, and NumPy raises nothing there: {finding.message}"
        for finding in observed.findings
        if finding.severity == "error" and crash not in {finding.line, *(own.line for own in finding.related)}
    ]
    return found


# What is known of all, and the command.


@dataclass(slots=True)
class Count:
    """How much of the arrays is known; a size is an axis of a shape that the run had."""

    programs: int = 0
    arrays: int = 0
    ranks: int = 0
    sizes: int = 0
    numbers: int = 0
    names: int = 0
    right: int = 0
    findings: int = 0

    def add(self, other: Count) -> None:
        """Add what another file has."""
        for name in Count.__slots__:  # type: ignore[attr-defined]
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def __str__(self) -> str:
        return (
            f"{self.programs:4} programs, {self.arrays:5} arrays, {self.ranks:5} of known rank; "
            f"{self.sizes:5} sizes seen, {self.numbers:5} known, {self.right:5} right, "
            f"{self.names:4} more named; {self.findings:3} findings"
        )


def count(observed: Observed) -> Count:
    """Count what is known of the arrays of a program."""
    found = Count(programs=1, findings=len(observed.findings))
    for own in assignments(observed).values():
        if not any(own.real):
            continue
        found.arrays += 1
        whole = [shape for shape in own.said if shape is not None and "..." not in shape]
        known = bool(whole) and len(whole) == len(own.said)
        found.ranks += known
        for real in sorted(own.real)[:MOST_SHAPES]:
            found.sizes += len(real)
            same = [shape for shape in whole if len(shape) == len(real)]
            if not known or not same:
                continue
            for axis, size in enumerate(real):
                sizes = {shape[axis] for shape in same}
                numbers = all(isinstance(one, int) for one in sizes)
                found.numbers += numbers
                found.right += numbers and size in sizes
                found.names += not numbers
    return found


def size_count(noted: str) -> int:
    """Count the sizes that the notes on a program have as numbers."""
    notes = (note.partition("  #! ")[0].removeprefix("  #:") for note in NOTE.findall(noted))
    shapes = (one.partition(" is ")[0] for note in notes for one in note.split("; "))
    return sum(len(re.findall(r"(?<=[(, ])\d+(?=[,)])", shape)) for shape in shapes)


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare the ledger with the engine, or write it anew."""
    parser = argparse.ArgumentParser(description="The precision ledger: what is known of small programs.")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="files of the ledger; all by default")
    parser.add_argument("--update", action="store_true", help="write the notes anew")
    options = parser.parse_args(arguments)
    total, bad = Count(), False
    for file in options.files or topics():
        counted, wrong = go_through(file, update=options.update)
        print(f"{file.stem:14} {counted}")
        total.add(counted)
        bad = bad or wrong
    print(f"{'all':14} {total}")
    return int(bad)


def go_through(file: Path, *, update: bool) -> tuple[Count, bool]:
    """Go through a file; give the counts, and whether something is wrong that was not written anew."""
    total, bad, entries = Count(), False, []
    with tempfile.TemporaryDirectory() as folder:
        for program in programs_of(file):
            observed = observe(program.text, Path(folder) / f"{program.name}.py")
            total.add(count(observed))
            new = annotated(program, observed)
            against = mistakes(observed)
            if against:
                print(f"{file.name}: {program.name} contradicts its run and is left as it is", *against, sep="\n    ")
                bad = True
            elif new != program:
                before, after = size_count(program.noted), size_count(new.noted)
                print(f"{file.name}: {program.name}: sizes known {before} -> {after}")
                print(*difference(program, new), sep="\n")
                bad = bad or not update
            entries.append(program if against else new)
    if update:
        text = "\n".join(program.entry for program in entries)
        if text != file.read_text(encoding="utf-8"):
            file.write_text(text, encoding="utf-8")
    return total, bad


def difference(old: Program, new: Program) -> list[str]:
    """Give the lines whose notes differ, those of the ledger first."""
    lines = difflib.ndiff(old.noted.splitlines(), new.noted.splitlines())
    return [f"    {line}" for line in lines if line[:2] in {"- ", "+ "}]


if __name__ == "__main__":
    sys.exit(main())
