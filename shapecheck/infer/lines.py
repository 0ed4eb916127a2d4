"""A line of code gone through on given shapes: its operations one by one, what it gives, and where it fails.

It may be an expression, an assignment, or several statements; of these the last one says what it gives.
"""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from shapecheck.core.array import Array
from shapecheck.core.judge import decide
from shapecheck.core.shape import UNKNOWN_SHAPE
from shapecheck.core.verdict import Verdict, all_of
from shapecheck.diagnostics import Diagnostic
from shapecheck.errors import Unsupported, UnsupportedOperation
from shapecheck.expressions.source import Node, shortened_text
from shapecheck.expressions.steps import Explanation, Step
from shapecheck.infer.budget import long_run
from shapecheck.infer.events import Asserted, Event, Failed, Gap, Missing, Operation, Unmodelled, Unpacked
from shapecheck.infer.frames import Frame, Names, Scope
from shapecheck.infer.given import give, with_names
from shapecheck.infer.interpreter import make_machine
from shapecheck.infer.lowering import lower
from shapecheck.infer.machine import BudgetSpent, Machine
from shapecheck.infer.site import Source
from shapecheck.infer.tree import Unreadable, nodes_in
from shapecheck.infer.units import Shared
from shapecheck.infer.values import Dictionary, Value
from shapecheck.infer.written import named_arguments, named_operands, operand_nodes
from shapecheck.language import Phrase
from shapecheck.ops.rule import apply
from shapecheck.wording import diagnose, operand_line, unpacking

__all__ = ["PATH", "Walk", "evaluate", "heard", "tree_of", "walk"]

_STEPS = 20_000  # of one line
_CHANGING = (ast.NamedExpr, ast.Lambda, ast.comprehension, ast.For, ast.While, ast.FunctionDef, ast.AsyncFunctionDef)
PATH = "<expression>"
_MOST_ITEMS = 64  # of a dictionary that is shown


@dataclass(slots=True)
class Walk:
    """What came of going through a line.

    Attributes
    ----------
    source : Source
        Its text and tree.
    operations : list of Operation
        The operations in the order in which they were done, up to the first that fails.
    steps : list of Step
        The same as they are shown.
    failed : Operation or Asserted or Missing or Unpacked or None
        What fails for all sizes.
    unknown : list of Gap or Unmodelled
        What was not understood.
    value : Any
        What the line gives, as the rules have it.
    values : dict
        The values of its nodes, as far as they are known.
    """

    source: Source
    operations: list[Operation] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    failed: Operation | Asserted | Missing | Unpacked | None = None
    unknown: list[Gap | Unmodelled] = field(default_factory=list)
    value: Any = None
    values: dict[ast.AST, Any] = field(default_factory=dict)

    @property
    def failure(self) -> Diagnostic | None:
        """What fails, in words, without a help; None where nothing does that is worded here."""
        if isinstance(self.failed, Operation) and self.failed.failed is not None:
            return diagnose(self.failed.failed, self.steps[-1].title, self.steps[-1].operands)
        if isinstance(self.failed, Unpacked):
            event = self.failed
            problem = unpacking(event.site.text, event.given, event.wanted, starred=event.starred)
            operand = event.value if event.of is None else event.of
            operands = (operand_line(operand),) if isinstance(operand, Array) and operand.name else ()
            return Diagnostic("unpack", problem, operands)
        return None

    def explanation(self, text: str, names: Mapping[str, Any], failure: Diagnostic | None = None) -> Explanation:
        """Return what came of the line as it is shown; `failure` says more of what fails than is said here.

        Raises
        ------
        UnsupportedOperation
            Where something is not understood, and nothing fails.
        """
        known = tuple(replace(value, name=name) for name, value in names.items() if isinstance(value, Array))
        failure = failure or self.failure
        if failure is not None:
            place = None if self.failed is None else span_of(self.failed.site.node)
            return Explanation(text, known, tuple(self.steps), Array(UNKNOWN_SHAPE), failure, place=place)
        for gap in self.unknown:
            reason = gap.reason if isinstance(gap, Gap) else gap.lost
            raise UnsupportedOperation(Unsupported(shortened_text(gap.site.text), reason or ""))
        return Explanation(text, known, tuple(self.steps), self.value)

    def __call__(self, event: Event) -> None:
        """Hear an event."""
        if self.failed is not None:
            return
        if isinstance(event, (Gap, Unmodelled)):
            self.unknown.append(event)
        elif isinstance(event, Failed):
            self.unknown.append(Gap(event.site, Phrase("shapecheck itself fails here")))
        elif isinstance(event, Operation):
            is_wrong = event.verdict is Verdict.NO and not _is_expected(event)
            step = _step(event, event.outcome.result if not is_wrong else Array(UNKNOWN_SHAPE))
            if step not in self.steps:  # in each turn of a comprehension the same
                self.operations.append(event)
                self.values.update(operand_nodes(event))
                self.values[event.site.node] = step.result
                self.steps.append(step)
            self.failed = event if is_wrong else None
        elif isinstance(event, (Asserted, Missing, Unpacked)) and not _is_expected(event):
            self.failed = event


def span_of(node: ast.AST) -> tuple[int, int, int, int]:
    """Tell where a node stands, as a step does."""
    first, column = getattr(node, "lineno", 1), getattr(node, "col_offset", 0)
    return first, column, getattr(node, "end_lineno", None) or first, getattr(node, "end_col_offset", None) or column


def _is_expected(event: Operation | Asserted | Missing | Unpacked) -> bool:
    """Tell whether what fails may well be meant to, or not be reached."""
    return event.guarded or (event.doubt is not None and event.doubt(event.site.node))


def walk(text: str, tree: ast.Module, names: Mapping[str, Any]) -> Walk:
    """Go through a line.

    Parameters
    ----------
    text : str
        The text that the places in the tree refer to.
    tree : ast.Module
        The line.
    names : mapping
        What is known of its names, as the rules take it.
    """
    found = Walk(Source(PATH, text, with_names(tree, names)))
    _through(found.source, names, found, lambda value: setattr(found, "value", value))
    return found


def heard(text: str, path: str, names: Mapping[str, Any], listen: Callable[[Event], None]) -> None:
    """Go through a line and tell `listen` what happens.

    Raises
    ------
    Unreadable
        When it cannot be parsed.
    """
    try:
        with long_run():
            tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise Unreadable(path, None, str(error)) from None
    if tree.body:
        _through(Source(path, text, with_names(tree, names)), names, listen, lambda _: None)


def _through(
    source: Source, names: Mapping[str, Any], listen: Callable[[Event], None], given: Callable[[Any], None]
) -> None:
    """Go through a line; `given` is told what it gives."""
    tree = source.tree
    with long_run():
        machine = make_machine(source.path, listen, (), Shared())
        top = Scope(machine.journal.birth(), None, Names())
        top.cells.update(give(machine, tree, names))
        frame = Frame(source, "__main__", top, top, body=tree)
        machine.frames.append(frame)
        machine.allow(_STEPS)
        machine.symbols.by_text = {} if _says_the_same(tree) else None
        try:
            given(_plain(machine, _run(machine, tree, frame)))
        except BudgetSpent:
            listen(Gap(frame.site(tree.body[-1]), Phrase("it takes too many steps")))
        machine.close()


def _says_the_same(tree: ast.Module) -> bool:
    """Tell whether the same text stands for the same data wherever it is: nothing is written, drawn or gone through."""
    return len(tree.body) == 1 and not any(isinstance(node, _CHANGING) or _draws(node) for node in nodes_in(tree))


def _draws(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in {"random", "default_rng", "RandomState"}


def _run(machine: Machine, tree: ast.Module, frame: Frame) -> Value:
    """Run the statements; give what the last one gives: its value, or the array that it changes."""
    *before, last = tree.body
    machine.execute(before, frame)
    target: ast.expr | None = None
    if isinstance(last, (ast.Assign, ast.AugAssign)):
        target = last.targets[0] if isinstance(last, ast.Assign) else last.target
    if isinstance(last, ast.Expr):
        wanted: ast.expr | None = last.value
    elif isinstance(last, (ast.Assign, ast.AnnAssign)):
        wanted = last.value
    else:
        wanted = None
    values: list[Value] = []
    if wanted is not None:
        handler = machine.expressions.get(type(wanted), _not_followed)

        def kept(machine: Machine, node: ast.expr, frame: Frame) -> Value:
            value = handler(machine, node, frame)
            if node is wanted:
                values.append(value)
            return value

        machine.expressions = {**machine.expressions, type(wanted): kept}
    machine.execute((last,), frame)
    owner = target.value if isinstance(target, ast.Subscript) else target if isinstance(last, ast.AugAssign) else None
    if owner is not None:
        with machine.taken_back():
            owned = machine.evaluate(owner, frame)
        if isinstance(owned, Array) or not values:
            return owned  # what is written to
    return values[-1] if values else None


def _not_followed(machine: Machine, node: ast.expr, frame: Frame) -> Value:
    machine.gap("no expression by itself", node, frame)
    return machine.opaque()


def _plain(machine: Machine, value: Value) -> Any:
    """Give a value as it is shown: a dictionary with its items."""
    if isinstance(value, Dictionary) and not value.is_open and len(value.known) <= _MOST_ITEMS:
        return {key: _plain(machine, item) for key, item in value.known.items()}
    if isinstance(value, Array):
        return replace(value, name="", origins=machine.origins.trace(value))
    return lower(machine, value)


def _step(event: Operation, result: Any) -> Step:
    claims = event.outcome.claims
    if claims and not event.outcome.fresh and event.verdict is not Verdict.NO:
        arguments, keywords = named_arguments(event)
        claims = apply(event.rule, arguments, keywords).claims  # each operand has a name
    conditions = [(claim, decide(claim)) for claim in claims]
    verdict = event.verdict if event.verdict is Verdict.NO else all_of([own for _, own in conditions])
    return Step(
        shortened_text(event.site.text),
        event.name,
        event.rule.form,
        tuple(operand for operand, _ in named_operands(event)),
        result,
        verdict,
        tuple(claim for claim, own in conditions if own is Verdict.UNKNOWN),
        *span_of(event.site.node),
    )


def evaluate(source: str, root: Node | ast.If | ast.Module, names: Mapping[str, Any]) -> Explanation:
    """Explain an expression or a line on given shapes; no change is looked for where it fails.

    Raises
    ------
    UnsupportedOperation
        Where something in it is not understood.
    """
    return walk(source, tree_of(root), names).explanation(source, names)


def tree_of(root: Node | ast.If | ast.Module) -> ast.Module:
    """Return a program of one expression or statement."""
    if isinstance(root, ast.Module):
        return root
    return ast.Module([root if isinstance(root, ast.stmt) else ast.copy_location(ast.Expr(root), root)], [])
