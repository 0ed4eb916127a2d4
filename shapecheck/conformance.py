"""Whether calls that ran are instances of the contracts that the source of their functions gives for all sizes.

A call may run because its sizes happen to be equal: `W @ dZ` where `W.T @ dZ` is meant, with a square W. The contract
is derived from the body alone, with the sizes named apart, so it tells the two cases from each other.
"""

import ast
import linecache
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from types import SimpleNamespace

from shapecheck.core.matching.bindings import print_symbol
from shapecheck.core.matching.instances import index_in, key_value
from shapecheck.core.notation.forms import (
    DictForm,
    Family,
    Form,
    ListForm,
    ObjectForm,
    Part,
    ShapeForm,
    TupleForm,
    entries_of,
)
from shapecheck.core.notation.parse_spec import SpecParser
from shapecheck.core.notation.paths import Attribute, Key
from shapecheck.core.notation.spec import Sized
from shapecheck.core.verdict import Verdict
from shapecheck.errors import SpecError
from shapecheck.infer.summaries import Summary
from shapecheck.infer.tree import first_line, source_of
from shapecheck.language import Phrase, said, say
from shapecheck.lint.contracts import contracts_of
from shapecheck.lint.examine import examine_text
from shapecheck.lint.files import Text
from shapecheck.lint.finding import Finding
from shapecheck.lint.running import SUPPOSED
from shapecheck.lint.table import LINT_RULES
from shapecheck.runtime.boundary import Boundary
from shapecheck.runtime.contract import Contract, from_text
from shapecheck.runtime.recording.records import Call, Given
from shapecheck.wording import failure

__all__ = ["Conformance", "conformance"]


_Definition = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Conformance:
    """How a recorded call and the contract of its function go together.

    Parameters
    ----------
    call : Call
        What was recorded.
    contract : str
        The contract of the function, in the notation of specs; empty where there is none.
    verdict : Verdict
        YES: the shapes are an instance of the contract. NO: they are none, and the call failed. UNKNOWN: they fit only
        because sizes happen to be equal, or it cannot be told, as the call ran with shapes that the contract leaves
        out.
    sizes : tuple of (str, int)
        What the names of the contract stand for in the call.
    reasons : tuple of str
        What does not fit, what fits only because sizes are equal, or why it cannot be told.
    sizes_are_equal : bool
        Whether the call fits only because sizes happen to be equal.
    """

    call: Call = field(repr=False)
    contract: str
    verdict: Verdict
    sizes: tuple[tuple[str, int], ...] = ()
    reasons: tuple[str, ...] = ()
    sizes_are_equal: bool = False


def conformance(calls: Iterable[Call]) -> tuple[Conformance, ...]:
    """Compare recorded calls with the contracts that are derived from the source of their functions.

    Parameters
    ----------
    calls : iterable of Call
        As `report.calls` has them.

    Returns
    -------
    tuple of Conformance
        One for each call, in their order.

    Examples
    --------
    >>> from shapecheck.runtime.recording.records import Call, Given
    >>> conformance([Call("f", "nowhere.py", 1, (Given("X", (3, 2)),))])[0].reasons
    ('its source cannot be read',)
    """
    files: dict[str, _File | None] = {}
    found: list[Conformance] = []
    for call in calls:
        if call.path not in files:
            files[call.path] = _File.of(call.path)
        file = files[call.path]
        found.append(
            Conformance(call, "", Verdict.UNKNOWN, reasons=(Phrase("its source cannot be read"),))
            if file is None
            else file.judged(call)
        )
    return tuple(found)


class _File:
    """The contracts of one file, and what its functions fit by special sizes only."""

    def __init__(self, tree: ast.Module, summaries: Iterable[Summary], findings: Iterable[Finding]) -> None:
        self._nodes = tuple(node for node in ast.walk(tree) if isinstance(node, _Definition))
        self._summaries = {summary.line: summary for summary in summaries}
        self._findings = tuple(findings)

    @classmethod
    def of(cls, path: str) -> "_File | None":
        """Read a file, or the cell of a notebook; None where there is no source."""
        text = "".join(linecache.getlines(path))
        try:
            tree = ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None
        if not text:
            return None
        # The calls that the file itself makes are left out: they have sizes of their own.
        alone = _definitions(text, tree)
        codes = frozenset(code for code, rule in LINT_RULES.items() if code.startswith("SHP1") or rule.of_trials)
        findings = examine_text(Text(alone), path, codes).findings
        return cls(
            tree,
            contracts_of(Text(alone), path, proofs=False),
            [own for own in findings if said(SUPPOSED) in own.notes],
        )

    def judged(self, call: Call) -> Conformance:
        """Judge one call."""
        node = next((own for own in self._nodes if call.line in {own.lineno, first_line(own)}), None)
        summary = None if node is None else self._summaries.get(node.lineno)
        if node is None or summary is None:
            return Conformance(call, "", Verdict.UNKNOWN, reasons=(Phrase("its function is not found in the source"),))
        text = str(summary.contract)
        forms = {parameter.name: parameter.form for parameter in summary.contract.parameters}
        values = {name: _stretched(forms.get(name), value) for name, value in _values(call.arguments).items()}
        try:
            match = Boundary(from_text(text, Contract(call.function, tuple(forms)))).match(values)
        except SpecError:
            return Conformance(
                call, text, Verdict.UNKNOWN, reasons=(Phrase("its contract names no arguments of a call"),)
            )
        if match.verdict is Verdict.NO:
            return _of_other_shapes(call, summary, list(map(failure, match.failed)))
        sizes = tuple((print_symbol(name), own.size) for name, own in match.bindings if isinstance(own.size, int))
        lucky = () if call.error else tuple(_lucky(self._findings, node, call))
        return Conformance(call, text, Verdict.UNKNOWN if lucky else Verdict.YES, sizes, lucky, bool(lucky))


def _of_other_shapes(call: Call, summary: Summary, failures: Sequence[str]) -> Conformance:
    """Judge a call whose shapes are not those of the contract: what ran nevertheless is no reason to object."""
    text = str(summary.contract)
    if summary.supposed:
        names = ", ".join(name for name, _ in summary.supposed)
        return Conformance(
            call,
            text,
            Verdict.UNKNOWN,
            reasons=(say("not decided: the numbers of axes of {names} are only assumed", names=names),),
        )
    if not call.error:
        return Conformance(
            call,
            text,
            Verdict.UNKNOWN,
            reasons=tuple(
                say("runs, although its contract does not cover it: {problem}", problem=own) for own in failures
            ),
        )
    return Conformance(call, text, Verdict.NO, reasons=tuple(failures))


def _stretched(form: Form | None, value: object) -> object:
    """Return a value in which what broadcasts to more axes has them: `(m,)` is `(1, m)` for `#n #m`."""
    match form:
        case ShapeForm(spec) if all(isinstance(axis, Sized) and axis.broadcastable for axis in spec.axes):
            shape = getattr(value, "shape", None)
            missing = 0 if shape is None else len(spec.axes) - len(shape)
            return SimpleNamespace(shape=(1,) * missing + shape) if missing > 0 and shape is not None else value
        case TupleForm(items) if isinstance(value, list):
            return [_stretched(*pair) for pair in zip_longest(items[: len(value)], value)]
        case ListForm(parts) if isinstance(value, list) and parts:
            entries = list(entries_of(*parts))
            return [_stretched(entries[at % len(entries)].form, own) for at, own in enumerate(value)]
        case ObjectForm(_, attributes) if isinstance(value, SimpleNamespace):
            forms = {own.name: own.form for own in attributes}
            return SimpleNamespace(**{name: _stretched(forms.get(name), own) for name, own in vars(value).items()})
        case DictForm(parts) if isinstance(value, dict):
            return {key: _stretched(_entry_of(parts, key), own) for key, own in value.items()}
    return value


def _entry_of(parts: Sequence[Part], key: object) -> Form | None:
    """Return the form of what a dict has under a key."""
    for part in parts:
        for entry in entries_of(part):
            counted = isinstance(part, Family) and entry.key is not None and index_in(entry.key, part.index, key)
            if (entry.key is not None and key_value(entry.key) == key) or type(counted) is int:
                return entry.form
    return None


def _lucky(findings: Sequence[Finding], node: _Definition, call: Call) -> Iterator[str]:
    """Give what fits in a call that ran although it does not for all sizes."""
    uneven = {record.line for record, _ in call.records if any(pair.verdict is Verdict.NO for pair in record.pairs)}
    for finding in findings:
        if node.lineno <= finding.line <= (node.end_lineno or node.lineno) and finding.line not in uneven:
            yield say(
                "fits only because sizes are equal here: line {line}: {message}",
                line=finding.line,
                message=finding.message,
            )


def _definitions(text: str, tree: ast.Module) -> str:
    """Return a source with the imports, definitions and constants at its top level alone."""
    kept = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return source_of(
        text,
        (
            node
            for node in tree.body
            if isinstance(node, kept)
            or (isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Constant))
        ),
    )


def _values(given: Iterable[Given]) -> Mapping[str, object]:
    """Return arguments that hold arrays of the recorded shapes where the recorded ones did."""
    roots: dict[Attribute | Key | str, object] = {}
    for each in given:
        try:
            path = SpecParser(each.name).path("an argument")
        except SpecError:  # a key that has no notation is in no contract either
            continue
        *inner, last = (path.root, *path.steps)
        place = roots
        for step in inner:
            place = place.setdefault(step, {})  # type: ignore[assignment]
        place[last] = SimpleNamespace(shape=each.shape)
    return {str(name): _built(value) for name, value in roots.items()}


def _built(value: object) -> object:
    """Return what a path went through as a value: attributes, a list of what is numbered, or a dict."""
    if not isinstance(value, dict):
        return value
    inner = {step: _built(each) for step, each in value.items()}
    if all(isinstance(step, Attribute) for step in inner):
        return SimpleNamespace(**{step.name: each for step, each in inner.items()})
    keys = {step.value: each for step, each in inner.items() if isinstance(step, Key)}
    numbers = [key for key in keys if isinstance(key, int)]
    if len(numbers) == len(keys) and min(numbers) >= 0:
        return [keys.get(number) for number in range(max(numbers) + 1)]
    return keys
