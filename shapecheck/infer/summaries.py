"""Contracts derived from bodies: what each function takes and gives for all sizes, whoever calls it.

A function is run on arguments of which nothing is supposed but what its body asks for (`runs`, `derivation`,
`arguments`); what they have become, and what is returned, is read off (`reading`), lists that nobody has counted as
families (`families`), and sizes get the author's names (`naming`). A contract has terms only, no values of a run: it is
the summary of its function.
"""

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from shapecheck.core.dim import symbols_of
from shapecheck.core.notation.contract import Contract, Need
from shapecheck.core.notation.forms import Form, ObjectForm, Parameter, UnknownForm
from shapecheck.core.terms import Symbol
from shapecheck.infer.families import generalized_by, lengths_of, sizes_in
from shapecheck.infer.found import Found
from shapecheck.infer.hints import Path, attribute_of, plain_need, plain_needs, text_of
from shapecheck.infer.machine import Machine
from shapecheck.infer.naming import LETTERS, Named, named, named_by_author
from shapecheck.infer.runs import Run, Runs
from shapecheck.infer.site import Source
from shapecheck.infer.tree import nodes_in, positional
from shapecheck.infer.values import Function
from shapecheck.language import Phrase

__all__ = ["Summary", "Unproved", "derive", "has_contract", "summarise"]

_MOST = 240_000  # steps for all functions of a file, besides those for its length
_A_LINE = 400  # steps for each line of it


@dataclass(frozen=True, slots=True)
class Unproved:
    """What a contract leaves open.

    Parameters
    ----------
    line : int
        The line of the file, 0 for the whole function.
    why : str
        `"operation"`: an operation whose result, or whose success, is not decided. `"failed"`: one that fits for no
        sizes of this kind. `"sizes"`: sizes must agree that the contract cannot name. `"docstring"`: what it states
        does not fit the body. `"further"`: further arguments of any number that it reads. `"changed"`: an attribute
        that the method leaves with another shape. `"steps"`: it takes too many steps.
    what : str
        The operation, or the attribute with its shape.
    """

    line: int
    why: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """The contract of a function, with what it rests on.

    Parameters
    ----------
    path : str
        The file.
    line : int
        Where the function begins.
    contract : Contract
        What it takes and gives.
    supposed : tuple of (str, int)
        The arguments whose numbers of axes are supposed, as nothing in the body says them, and the numbers.
    alike : tuple of (str, str)
        What is only supposed to have the shape of its gradient, with the name of that.
    linked : tuple of (str, str)
        The parameters that are supposed to be what another function of the file returns under their names, with that.
    lengths : tuple of int
        For which L it was derived, where it has one.
    proved : int, optional
        The least L from which on the function is proved to succeed; None where that is not proved.
    unproved : tuple of Unproved
        What was not proved.
    cell : int, optional
        The cell of a notebook in which lines are counted.
    """

    path: str
    line: int
    contract: Contract
    supposed: tuple[tuple[str, int], ...] = ()
    alike: tuple[tuple[str, str], ...] = ()
    linked: tuple[tuple[str, str], ...] = ()
    lengths: tuple[int, ...] = ()
    proved: int | None = None
    unproved: tuple[Unproved, ...] = ()
    cell: int | None = None


def summarise(machine: Machine, source: Source, found: Found, listen: Callable[[Summary], None]) -> None:
    """Derive the contract of each function of a file, in the order of the file, and tell of it."""
    entered, unfinished = set(machine.entered), machine.unfinished
    functions = [own for own in machine.functions.values() if own.frame.source is source]
    left = _MOST + _A_LINE * source.text.count("\n")
    for function in sorted(filter(has_contract, functions), key=lambda own: own.node.lineno):
        before = machine.steps
        with machine.quiet():
            summary = derive(Runs(machine, found, functions, function)) if left > 0 else None
        listen(summary or _nothing(function))
        left -= machine.steps - before
    machine.entered, machine.unfinished = entered, unfinished


def has_contract(function: Function) -> bool:
    """Tell whether a function is one that others may call: of a file or a class, and with a name."""
    return "<locals>" not in function.name and not isinstance(function.node, ast.Lambda)


def derive(runs: Runs) -> Summary | None:
    """Return the contract of a function; None where it takes too many steps."""
    made = runs.made()
    return _summary(runs.machine, runs.function, made, against=not runs.stated) if made else None


def _nothing(function: Function) -> Summary:
    """Return what is said of a function that takes too many steps."""
    arguments = function.node.args
    names = [own.arg for own in (*positional(arguments), *arguments.kwonlyargs)]
    contract = Contract(_name(function), tuple(Parameter(name, UnknownForm()) for name in names))
    return Summary(function.frame.source.path, function.node.lineno, contract, unproved=(Unproved(0, "steps"),))


def _name(function: Function) -> str:
    """Return how a function is called: a class by its own name."""
    return function.name.removesuffix(".__init__")


def _summary(machine: Machine, function: Function, runs: Sequence[Run], *, against: bool) -> Summary:
    """Return what runs of a function say together; `against` where its docstring did not fit."""
    run = runs[0]
    makes = _name(function) != function.name
    forms = [_forms(each, makes) for each in runs]
    parameters = list(run.given)[makes:]
    authors = [_author(machine, each, *pair) for each, pair in zip(runs, forms, strict=True)]
    letters = [letter for letter in LETTERS if letter not in {text for each in authors for text in each.values()}]
    told: list[Named] = []

    def rename(at: int, whole: Sequence[Form]) -> list[Form]:
        needs = [(own.left, own.right) for own in runs[at].needs]
        made = named(authors[at], whole[: len(parameters)], whole[len(parameters) :], needs)
        told.append(made)
        return [*made.parameters, *made.others]

    whole = [[*given, *others] for given, others in forms]
    final = generalized_by(whole, letters, rename)
    given = tuple(Parameter(name, form) for name, form in zip(parameters, final, strict=False))
    result: Form | None = final[len(parameters)]
    if run.result is None and not makes:
        result = None
    lengths = lengths_of(whole)
    needs, unproved = _needs(run, told)
    ranks = {path: rank for path, rank in run.found.supposed.items() if path[0] in parameters}
    unproved = [Unproved(0, "docstring")] * against + unproved
    further = _further(function)
    unproved += [Unproved(0, "further", further)] if further else []
    if not makes and given:
        unproved += _changes(given[0].form, final[-1])
    return Summary(
        function.frame.source.path,
        function.node.lineno,
        Contract(_name(function), given, result, needs),
        _texts(ranks, parameters, whole=bool(lengths)),
        tuple(sorted(run.found.alike.items())),
        tuple(run.found.links.items()),
        lengths,
        None,
        tuple(dict.fromkeys(unproved)),
    )


def _further(function: Function) -> str:
    """Return the parameters that take any number of arguments and that the body reads, as they are written."""
    arguments = function.node.args
    read = {part.id for part in nodes_in(function.node) if isinstance(part, ast.Name)}
    kinds = (("*", arguments.vararg), ("**", arguments.kwarg))
    return ", ".join(f"{stars}{own.arg}" for stars, own in kinds if own is not None and own.arg in read)


def _texts(ranks: Mapping[Path, int], parameters: Sequence[str], *, whole: bool) -> tuple[tuple[str, int], ...]:
    """Return paths as the source has them, in the order of the parameters; `whole` where items are families."""
    paths = sorted(ranks, key=lambda path: parameters.index(str(path[0])))
    texts = {path: _text_of_items(path) if whole else text_of(path) for path in paths}
    return tuple(dict.fromkeys((texts[path], ranks[path]) for path in paths))


def _text_of_items(path: Path) -> str:
    """Return how all items are called of which one was found under a path: their numbers say nothing."""
    steps = [key for key in path[1:] if attribute_of(key) is None]
    if not steps:
        return text_of(path)
    return Phrase("each item of {name}", name=text_of(path[: path.index(steps[0], 1)]))


def _forms(run: Run, makes: bool) -> tuple[list[Form], list[Form]]:
    """Return the forms of parameters, and those of the result and of the object at the end."""
    given = list(run.given.values())
    result, left = (UnknownForm() if form is None else form for form in (run.result, run.left))
    return (given[1:], [left, UnknownForm()]) if makes else (given, [result, left])


def _author(machine: Machine, run: Run, given: Sequence[Form], others: Sequence[Form]) -> dict[Symbol, str]:
    """Return how the program calls the sizes of a run, as far as it does."""
    sizes = [size for form in (*given, *others) for size in sizes_in(form)]
    said = machine.symbols.said
    found = {own: named_by_author(own, run.found.names, said) for size in sizes for own in symbols_of(size)}
    return {own: text for own, text in found.items() if text}


def _needs(run: Run, told: Sequence[Named]) -> tuple[tuple[Need, ...], list[Unproved]]:
    """Return what a contract needs, and what was not proved; what only one run needs has no name in the contract."""
    path = run.found.path
    needs: dict[Need, None] = {}
    unproved = [Unproved(own.line, "failed", own.what) for own in run.found.failed if own.path == path]
    for own, pair in zip(run.needs, told[0].needs, strict=True):
        if pair is None or any(pair not in other.needs for other in told):
            unproved.append(Unproved(own.line, "sizes"))
        else:
            need = plain_need(pair[0], own.relation, pair[1])
            needs |= {} if need is None else {need: None}
    unproved += [Unproved(own.line, "operation", own.what) for own in run.found.doubtful if own.path == path]
    return plain_needs(tuple(needs)), unproved


def _changes(before: Form, after: Form) -> list[Unproved]:
    """Return the attributes that an object is left with in another form than the method has found them."""
    if not isinstance(before, ObjectForm) or not isinstance(after, ObjectForm):
        return []
    known = {own.name: own.form for own in before.attributes}
    return [
        Unproved(0, "changed", str(own))
        for own in after.attributes
        if own.name in known and own.form != known[own.name] and not isinstance(own.form, UnknownForm)
    ]
