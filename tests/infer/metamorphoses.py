"""Programs written otherwise: a renaming, another way to make keys, a part in a function of its own or in a module.

None of that changes what is known or what is found. A program written otherwise is run first: where the run is another
one (it reads its own names, say), nothing is compared.

`python tests/infer/metamorphoses.py [NAME]...` compares all programs of the tests, or those that are named, written in
each way, and prints what differs, with the smallest change that shows it.
"""

from __future__ import annotations

import argparse
import ast
import builtins
import re
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
from ledger import Observed, assignments, lettered, observe, programs_of, topics
from truth import PROGRAMS

from shapecheck.infer import program
from shapecheck.infer.shapes import infer
from shapecheck.lint.runner import lint_source

__all__ = ["METAMORPHOSES", "Different", "Otherwise", "differences", "sources"]

LINT = Path(__file__).resolve().parent.parent / "lint"
TEXT = re.compile(r"([A-Za-z_]+)((?:\d|%d|%s|%i|\{\d*\})*)")
LIBRARY = frozenset(
    name
    for own in (np, np.ndarray, np.linalg, np.random, np.float64, np.dtype, list, dict, str, set, object)
    for name in dir(own)
)


@dataclass(frozen=True, slots=True)
class Otherwise:
    """A program written otherwise: its text, where each line of it was, and how what it names was called.

    Lines that were not there before are not compared, but for those in `lines`. `modules` are the texts of modules
    beside it, with the same for their lines.
    """

    text: str
    lines: Mapping[int, int]
    called: Callable[[str], str] = str
    modules: Mapping[str, str] = field(default_factory=dict)
    module_lines: Mapping[str, Mapping[int, int]] = field(default_factory=dict)


def sources() -> dict[str, str]:
    """Give all programs of the tests that are one file, by where they stand."""
    found = {
        f"{file.stem}: {program.name}": program.text
        for file in topics()
        if file.suffix != ".py"
        for program in programs_of(file)
    }
    for file in sorted([*PROGRAMS.glob("*.py"), *PROGRAMS.glob("wrong/*.py")]):
        found[f"programs: {file.relative_to(PROGRAMS)}"] = file.read_text(encoding="utf-8")
    for name in ("faults", "fine"):
        parts = re.split(r"^#### (\w+)\n", (LINT / f"{name}.txt").read_text(encoding="utf-8"), flags=re.MULTILINE)
        found.update({f"{name}: {own}": text for own, text in zip(parts[1::2], parts[2::2], strict=True)})
    return found


# Names.


def renamed(text: str) -> Iterator[Otherwise]:
    """Rename all that is the program's own: opaque words for what it is called, and dX where it was the d of X."""
    tree = ast.parse(text)
    own = _Own(tree)
    new = own.names()
    if new:
        yield _as_is(ast.unparse(_Renaming(new, own).visit(tree)), called=_back(new))


class _Own:
    """What a program calls things: names that it binds, and texts that name something."""

    def __init__(self, tree: ast.Module) -> None:
        self.bound: dict[str, None] = {}
        self.functions: set[str] = set()
        self.texts: dict[str, None] = {}
        attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        keywords = {node.arg or "" for node in ast.walk(tree) if isinstance(node, ast.keyword)}
        self.kept = {"self", "cls", "np", "d", "_", *(LIBRARY & (attributes | keywords)), *dir(builtins)}
        self.other_words: set[str] = set()
        for node in ast.walk(tree):
            self._note(node)
        if {"locals", "vars", "globals", "exec", "eval"} & {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}:
            self.other_words |= {*self.texts}

    def _note(self, node: ast.AST) -> None:
        match node:
            case ast.Name(name, ast.Store() | ast.Del()) | ast.arg(name):
                self.bound[name] = None
            case ast.Attribute(attr=name, ctx=ast.Store()):
                self.bound[name] = None
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                self.bound[name] = None
                self.functions.add(name)
            case ast.ExceptHandler(name=str() as name) | ast.MatchAs(name=str() as name):
                self.bound[name] = None
            case ast.Import(names) | ast.ImportFrom(names=names):
                for alias in names:
                    self.kept |= {*alias.name.split("."), alias.asname or ""}
            case ast.Constant(str() as text):
                found = TEXT.fullmatch(text)
                if found:
                    self.texts[found[1]] = None
                else:
                    self.other_words |= {*re.findall(r"[A-Za-z_]\w*", text)}
            case _:
                pass

    def names(self) -> dict[str, str]:
        """Give a new name for each that is the program's own; numbers at the end are kept."""
        new: dict[str, str] = {}
        words = {name: None for name in (*self.bound, *self.texts) if not name.startswith("__")}
        for word in words:
            base = word.rstrip("0123456789")
            root = base[1:] if base[:1] == "d" and len(base) > 1 else base
            for one in (word, base, root):
                if one in self.kept or one in self.other_words:
                    break
            else:
                opaque = new.setdefault(root, f"q{chr(97 + len(new) % 26)}{len(new) // 26}x")
                new[base] = f"d{opaque}" if root != base else opaque
        return {word: new[base] + word[len(base) :] for word in words if (base := word.rstrip("0123456789")) in new}


class _Renaming(ast.NodeTransformer):
    def __init__(self, new: Mapping[str, str], own: _Own) -> None:
        self.new = new
        self.own = own

    def _name(self, name: str) -> str:
        return self.new.get(name, name)

    def visit(self, node: ast.AST) -> ast.AST:
        self.generic_visit(node)
        match node:
            case ast.Name():
                node.id = self._name(node.id)
            case ast.arg():
                node.arg = self._name(node.arg)
            case ast.Attribute():
                node.attr = self._name(node.attr)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() | ast.ExceptHandler() | ast.MatchAs():
                node.name = None if node.name is None else self._name(node.name)
            case ast.MatchMapping(rest=str() as rest):
                node.rest = self._name(rest)
            case ast.MatchStar(name=str() as name):
                node.name = self._name(name)
            case ast.MatchClass():
                node.kwd_attrs = [self._name(name) for name in node.kwd_attrs]
            case ast.Global() | ast.Nonlocal():
                node.names = [self._name(name) for name in node.names]
            case ast.Call(function, _, keywords):
                called = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
                if called in {"dict", "update", *self.own.functions, *map(self._name, self.own.functions)}:
                    for keyword in keywords:
                        keyword.arg = None if keyword.arg is None else self._name(keyword.arg)
            case ast.Constant(str() as text) if found := TEXT.fullmatch(text):
                node.value = self._name(found[1]) + found[2]
            case _:
                pass
        return node


def _back(new: Mapping[str, str]) -> Callable[[str], str]:
    old = {now: name for name, now in new.items()}
    return lambda text: re.sub(r"\w+", lambda found: _old_word(found[0], old), text)


def _old_word(word: str, old: Mapping[str, str]) -> str:
    base = word.rstrip("0123456789")
    return old.get(word) or (old[base] + word[len(base) :] if base in old else word)


# Keys.


def _parts(node: ast.expr) -> list[str | ast.expr] | None:
    """Give the texts and values of which a text is made; None where it is no such text."""
    match node:
        case ast.Constant(str() as text):
            return [text]
        case ast.JoinedStr(values):
            parts: list[str | ast.expr] = []
            for value in values:
                match value:
                    case ast.Constant(str() as text):
                        parts.append(text)
                    case ast.FormattedValue(inner, -1, None):
                        parts.append(inner)
                    case _:
                        return None
            return parts
        case ast.Call(ast.Name("str"), [value], []):
            return [value]
        case ast.BinOp(left, ast.Add(), right):
            first, second = _parts(left), _parts(right)
            return None if first is None or second is None else [*first, *second]
        case ast.BinOp(ast.Constant(str() as text), ast.Mod(), right):
            return _filled(re.split(r"%[ds]", text), right.elts if isinstance(right, ast.Tuple) else [right])
        case ast.Call(ast.Attribute(ast.Constant(str() as text), "format"), values, []):
            return _filled(re.split(r"\{\d?\}", text), values)
    return None


def _filled(texts: Sequence[str], values: Sequence[ast.expr]) -> list[str | ast.expr] | None:
    if len(texts) != len(values) + 1 or re.search(r"[%{}]", "".join(texts)):
        return None
    pairs = zip(texts[:-1], values, strict=True)
    return [part for pair in pairs for part in pair if part != ""] + [text for text in texts[-1:] if text]


def _as_formatted(parts: Sequence[str | ast.expr]) -> ast.expr:
    return ast.JoinedStr([ast.Constant(p) if isinstance(p, str) else ast.FormattedValue(p, -1) for p in parts])


def _as_sum(parts: Sequence[str | ast.expr]) -> ast.expr:
    texts = [ast.Constant(p) if isinstance(p, str) else ast.Call(ast.Name("str"), [p], []) for p in parts]
    made: ast.expr = texts[0]
    for text in texts[1:]:
        made = ast.BinOp(made, ast.Add(), text)
    return made


def _as_percent(parts: Sequence[str | ast.expr]) -> ast.expr:
    text = "".join(part if isinstance(part, str) else "%s" for part in parts)
    return ast.BinOp(
        ast.Constant(text), ast.Mod(), ast.Tuple([p for p in parts if isinstance(p, ast.expr)], ast.Load())
    )


def _as_format(parts: Sequence[str | ast.expr]) -> ast.expr:
    text = "".join(part if isinstance(part, str) else "{}" for part in parts)
    return ast.Call(ast.Attribute(ast.Constant(text), "format"), [p for p in parts if isinstance(p, ast.expr)], [])


def keyed(text: str) -> Iterator[Otherwise]:
    """Make each text of texts and values in one of four ways."""
    for form in (_as_formatted, _as_sum, _as_percent, _as_format):
        tree = _Keys(form).visit(ast.parse(text))
        now = ast.unparse(ast.fix_missing_locations(tree))
        if now != ast.unparse(ast.parse(text)):
            yield _as_is(now, called=lambda name: re.sub(r"\[.*", "[", name))


class _Keys(ast.NodeTransformer):
    def __init__(self, form: Callable[[Sequence[str | ast.expr]], ast.expr]) -> None:
        self.form = form

    def visit(self, node: ast.AST) -> ast.AST:
        if isinstance(node, (ast.JoinedStr, ast.BinOp, ast.Call)):
            parts = _parts(node)
            if parts is not None and any(isinstance(part, str) for part in parts) and len(parts) > 1:
                return self.form([part if isinstance(part, str) else self.visit(part) for part in parts])  # type: ignore[misc]
        return self.generic_visit(node)


# Functions.

LATE = (ast.Lambda, ast.GeneratorExp, ast.Yield, ast.YieldFrom, ast.Await, ast.NamedExpr, ast.Starred)
LOOKS = frozenset({"eval", "exec", "locals", "vars", "globals", "super", "dir"})


def extracted(text: str, wanted: Callable[[int], bool] = lambda _: True) -> Iterator[Otherwise]:
    """Put the right hand sides of assignments into functions of their own, whose arguments are what they read."""
    tree = ast.parse(text)
    constant = {
        alias.asname or alias.name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in node.names
    } | {*dir(builtins)}
    made: list[ast.stmt] = []
    was: list[int] = []
    plain = ast.parse(ast.unparse(tree))

    def take(node: ast.Assign | ast.AugAssign | ast.AnnAssign) -> None:
        value = node.value
        names = [part for part in ast.walk(value) if isinstance(part, ast.Name)] if value is not None else []
        if not isinstance(value, (ast.BinOp, ast.Call, ast.Compare, ast.Subscript, ast.UnaryOp)):
            return
        if any(isinstance(part, LATE) for part in ast.walk(value)) or {name.id for name in names} & LOOKS:
            return
        if not wanted(node.lineno):
            return
        bound = {name.id for name in names if isinstance(name.ctx, ast.Store)}
        arguments = dict.fromkeys(name.id for name in names if name.id not in constant and name.id not in bound)
        if any(name.startswith("__") for name in arguments):
            return
        name = f"part_{len(made)}"
        function = ast.parse(f"def {name}({', '.join(arguments)}):\n    return 0").body[0]
        assert isinstance(function, ast.FunctionDef)
        function.body = [ast.Return(value)]
        made.append(function)
        was.append(node.lineno)
        node.value = ast.Call(ast.Name(name), [ast.Name(argument) for argument in arguments], [])

    for node in [*ast.walk(plain)]:
        if isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign)):
            take(node)
    if not made:
        return
    start = next((at for at, node in enumerate(plain.body) if not _is_head(node)), 0)
    head, body = plain.body[:start], plain.body[start:]
    block = ast.unparse(ast.fix_missing_locations(ast.Module([*head, *made], [])))
    rest = ast.unparse(ast.fix_missing_locations(ast.Module(body, [])))
    lines: dict[int, int] = {}
    returns = [node.body[0].lineno for node in ast.parse(block).body[start:] if isinstance(node, ast.FunctionDef)]
    lines.update(zip(returns, was, strict=True))
    before = len(block.splitlines())
    first = body[0].lineno - 1 - len(ast.unparse(ast.Module([body[0]], [])).splitlines()) * 0
    decorators = getattr(body[0], "decorator_list", [])
    first = min([first, *(node.lineno - 1 for node in decorators)])
    gap = _leading(rest)
    lines.update({before + at + 1: first + at + 1 - gap for at in range(len(rest.splitlines()))})
    yield Otherwise(f"{block}\n{rest}\n", lines)


def _leading(text: str) -> int:
    return len(text) - len(text.lstrip("\n"))


def _is_head(node: ast.stmt) -> bool:
    """Tell whether a statement must come first."""
    if isinstance(node, ast.ImportFrom):
        return node.module == "__future__"
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


# Modules.


def split(text: str) -> Iterator[Otherwise]:
    """Put the first part of a program into a module that the rest imports: up to its last definition, or half.

    What functions of it do is compared where the module itself calls none: while it is imported nothing is told of.
    """
    plain = ast.parse(ast.unparse(ast.parse(text)))
    body = plain.body
    own = {node.name for node in ast.walk(plain) if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    definitions = (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)
    ends = [at + 1 for at, node in enumerate(body) if isinstance(node, definitions)]
    for cut in dict.fromkeys((max(ends, default=0), (len(body) + 1) // 2)):
        if not 0 < cut < len(body) or any(_is_head(node) and isinstance(node, ast.ImportFrom) for node in body):
            continue
        names: dict[str, None] = {}
        for node in body[:cut]:
            for part in _own_statements(node):
                match part:
                    case ast.Name(name, ast.Store()) | ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                        names[name] = None
                    case ast.alias(name, other):
                        names[other or name.split(".")[0]] = None
        names.pop("*", None)
        part = ast.unparse(ast.Module(body[:cut], []))
        rest = ast.unparse(ast.Module(body[cut:], []))
        first = min([body[cut].lineno, *(node.lineno for node in getattr(body[cut], "decorator_list", []))])
        gap = _leading(rest)
        lines = {2 + at: first + at - gap for at in range(len(rest.splitlines()))}
        head = f"from part_of_it import {', '.join(names)}" if names else "import part_of_it"
        calls = any(
            isinstance(inner, ast.Call) and _name_of(inner) in own
            for one in body[:cut]
            for inner in _own_statements(one)
        )
        inside = _inside(ast.parse(part)) if calls else set()
        same = {line: line for line in range(1, first) if line not in inside}
        yield Otherwise(
            f"{head}\n{rest}\n", lines, modules={"part_of_it": f"{part}\n"}, module_lines={"part_of_it": same}
        )


def _name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _own_statements(node: ast.AST) -> Iterator[ast.AST]:
    """Walk over a statement, without the bodies of functions and classes in it."""
    yield node
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.comprehension)):
        return
    for inner in ast.iter_child_nodes(node):
        yield from _own_statements(inner)


def _as_is(text: str, called: Callable[[str], str] = str) -> Otherwise:
    return Otherwise(f"{text}\n", {line: line for line in range(1, len(text.splitlines()) + 1)}, called)


METAMORPHOSES: Mapping[str, Callable[[str], Iterator[Otherwise]]] = {
    "renamed": renamed,
    "keyed": keyed,
    "extracted": extracted,
    "split": split,
}


# The comparison.


class Elsewhere(Exception):
    """A program written otherwise does not run as it did."""


Fact = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Different:
    """What is known or found of a program, and is not of the same program written otherwise, or the other way round."""

    lost: tuple[Fact, ...]
    gained: tuple[Fact, ...]
    text: str

    def __str__(self) -> str:
        signed = [*(f"    - {fact}" for fact in self.lost), *(f"    + {fact}" for fact in self.gained)]
        return "\n".join(line if len(line) < 150 else f"{line[:146]} ..." for line in signed)


Key = tuple[int, str]
Shapes = list[tuple[int | str, ...] | None]


@dataclass(slots=True)
class Seen:
    """The shapes of the run, what is known of them, and the findings, by the lines that they had at first."""

    real: set[Fact] = field(default_factory=set)
    known: dict[Key, Shapes] = field(default_factory=dict)
    findings: set[Fact] = field(default_factory=set)

    def add(self, own: Observed, lines: Mapping[int, int], called: Callable[[str], str]) -> None:
        """Add what was seen of one file."""
        for (line, name), what in assignments(own).items():
            if line not in lines:
                continue
            key = lines[line], called(name)
            self.real |= {("is", *key, shape) for shape in what.real}
            said = [shape for shape in what.said if what.real or shape is not None]
            if said:
                self.known.setdefault(key, []).extend(said)
        self.findings |= {
            (one.severity, one.code, lines[one.line])
            for one in own.findings
            if _is_in(one.path, own.path) and one.line in lines
        }

    def facts(self) -> set[Fact]:
        """Give what is known, with letters for symbols, and the findings."""
        keys = sorted(self.known)
        rows = lettered([sorted(set(self.known[key]), key=_order) for key in keys])
        said = {("known", *key, tuple(dict.fromkeys(row))) for key, row in zip(keys, rows, strict=True)}
        return said | self.findings


def _is_in(path: str, own: Path) -> bool:
    return Path(path).resolve() == own


def _order(shape: tuple[int | str, ...] | None) -> tuple[object, ...]:
    """Sort shapes without regard to how symbols are called."""
    if shape is None:
        return (0,)
    return (1, len(shape), *((0, size) if isinstance(size, int) else (1, 0 if size == "..." else 1) for size in shape))


def compare(text: str, other: Otherwise, folder: Path) -> Different | None:
    """Compare a program with itself written otherwise; give None where they agree, or run differently.

    Raises
    ------
    Elsewhere
        When the two do not run alike, so that there is nothing to compare.
    """
    with generous():
        return _compare(text, other, folder)


def _compare(text: str, other: Otherwise, folder: Path) -> Different | None:
    first = _first(ast.unparse(ast.parse(text)) + "\n", folder)
    every = {line: line for line in range(1, len(first[0].splitlines()) + 1)}
    compared = {*other.lines.values(), *(line for lines in other.module_lines.values() for line in lines.values())}
    before, after = Seen(), Seen()
    before.add(first[1], {line: line for line in compared}, other.called)
    for name, module in other.modules.items():
        (folder / f"{name}.py").write_text(module, encoding="utf-8")
    try:
        main = observe(other.text, folder / "program.py")
        after.add(main, other.lines, other.called)
        for name, module in other.modules.items():
            path = (folder / f"{name}.py").resolve()
            after.add(observe_part(main, path, module), other.module_lines[name], other.called)
            for line in _inside(ast.parse(module)):  # what the program does not call is told of in the module alone
                for key in [key for key in before.known if key[0] == line and key not in after.known]:
                    del before.known[key]
    finally:
        for name in other.modules:
            (folder / f"{name}.py").unlink()
    if before.real != after.real or _end(first[1], every) != _end(main, other.lines, other.module_lines):
        raise Elsewhere
    lost, gained = before.facts() - after.facts(), after.facts() - before.facts()
    if not lost and not gained:
        return None
    return Different(tuple(sorted(lost, key=str)), tuple(sorted(gained, key=str)), other.text)


def observe_part(main: Observed, path: Path, text: str) -> Observed:
    """Give what is known of a module: in functions as the program calls them, else what it assigns when it is alone."""
    inside = _inside(ast.parse(text))
    alone = [one for one in infer(text, str(path)) if one.line not in inside]
    found = [one for one in lint_source(text, str(path)) if one.line not in inside]
    keys = {one.key: one for one in (*main.findings, *found) if _is_in(one.path, path)}
    return Observed(path, main.truth, (*main.variables, *alone), tuple(keys.values()))


def _inside(tree: ast.Module) -> set[int]:
    """Give the lines that are inside functions."""
    functions = [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    return {line for node in functions for line in range(node.body[0].lineno, (node.end_lineno or 0) + 1)}


@contextmanager
def generous() -> Iterator[None]:
    """Let a program take so many steps that where they end is not what is compared."""
    before = program._STEPS
    program._STEPS = 20 * before
    try:
        yield
    finally:
        program._STEPS = before


def _end(observed: Observed, lines: Mapping[int, int], modules: Mapping[str, Mapping[int, int]] | None = None) -> Fact:
    fault = observed.truth.fault
    if fault is None:
        return (None,)
    of = (modules or {}).get(Path(fault.path).stem, lines)
    return fault.kind, of.get(fault.line, fault.line)


@cache
def _first(text: str, folder: Path) -> tuple[str, Observed]:
    return text, observe(text, folder / "program.py")


# The command.


def differences(label: str, text: str, way: str, folder: Path) -> Iterator[Different | None]:
    """Give the differences of a program written in one way; None where there is none."""
    for other in METAMORPHOSES[way](text):
        try:
            different = compare(text, other, folder)
        except Elsewhere:
            continue
        if different is not None and way == "extracted":
            different = _smallest(text, folder) or different
        yield different


def _smallest(text: str, folder: Path) -> Different | None:
    """Give the difference that one extracted assignment makes."""
    lines = range(1, len(ast.unparse(ast.parse(text)).splitlines()) + 1)
    for line in lines:
        for other in extracted(text, line.__eq__):
            try:
                different = compare(text, other, folder)
            except Elsewhere:
                continue
            if different is not None:
                return different
    return None


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare all programs, or some."""
    parser = argparse.ArgumentParser(description="Programs written otherwise: what is known and found stays.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="programs, as `loops: carry_attr`; all by default")
    parser.add_argument("--way", choices=METAMORPHOSES, action="append", help="only in this way")
    parser.add_argument("--text", action="store_true", help="print the program written otherwise too")
    options = parser.parse_args(arguments)
    warnings.simplefilter("ignore")
    total: dict[str, list[int]] = {way: [0, 0] for way in options.way or METAMORPHOSES}
    with tempfile.TemporaryDirectory() as name:
        for label, text in sources().items():
            if options.names and label not in options.names:
                continue
            for way, counts in total.items():
                for different in differences(label, text, way, Path(name).resolve()):
                    counts[0] += 1
                    if different is not None:
                        counts[1] += 1
                        print(f"{label}, {way}:", different, *([different.text] * options.text), sep="\n")
            _first.cache_clear()
    for way, (compared, differ) in total.items():
        print(f"{way:10} {compared:5} compared, {differ:4} differ")
    return int(any(differ for _, differ in total.values()))


if __name__ == "__main__":
    sys.exit(main())
