"""What is said beside a contract: what it rests on, and what is not proved."""

from collections.abc import Iterator

from shapecheck.infer.summaries import Summary, Unproved
from shapecheck.language import say
from shapecheck.report._words import listed, words

__all__ = ["remarks"]

_FEW = 3  # lines that are named of many


def remarks(summary: Summary) -> Iterator[str]:
    """Give what a contract rests on and what is not proved of it, each as a clause."""
    for rank in sorted({rank for _, rank in summary.supposed}):
        names = tuple(name for name, own in summary.supposed if own == rank)
        yield _axes(names, rank)
    for name, gradient in summary.alike:
        yield say("assumed: {name} has the shape of its gradient {gradient}", name=name, gradient=gradient)
    for name, function in summary.linked:
        if "." in name:
            yield say("assumed: {name} is as {function} sets it", name=name, function=function)
        else:
            yield say("assumed: {name} is the result of {function}", name=name, function=function)
    if summary.lengths:
        yield _derived(listed(summary.lengths), summary.proved)
    groups: dict[tuple[str, str], list[int]] = {}
    for own in summary.unproved:
        groups.setdefault((own.why, own.what), []).append(own.line)
    for (why, what), lines in groups.items():
        yield _unproved(Unproved(lines[0], why, what), sorted(set(lines)))


def _axes(names: tuple[str, ...], rank: int) -> str:
    """Word which rank arrays are assumed to have."""
    if len(names) == 1:
        return (
            say("assumed: {name} has 1 axis", name=names[0])
            if rank == 1
            else say("assumed: {name} has {count} axes", name=names[0], count=rank)
        )
    return (
        say("assumed: {names} have 1 axis", names=listed(names))
        if rank == 1
        else say("assumed: {names} have {count} axes", names=listed(names), count=rank)
    )


def _derived(lengths: str, proved: int | None) -> str:
    """Word for which numbers of layers a contract is derived and proved."""
    if proved is None:
        return say("derived for L = {lengths}, not proved for every L", lengths=lengths)
    if not proved:
        return say("derived for L = {lengths}, proved for every L", lengths=lengths)
    return say("derived for L = {lengths}, proved for every L from {least} on", lengths=lengths, least=proved)


def _unproved(own: Unproved, lines: list[int]) -> str:
    at = _at(lines)
    match own.why:
        case "steps":
            return say("not derived: it takes too many steps")
        case "docstring":
            return say("the shapes in the docstring are not those of the body")
        case "further":
            return say("not known: further arguments, {arguments}", arguments=own.what)
        case "changed":
            return say("not kept: it sets {names}", names=own.what)
        case "failed":
            return say("{place}: {operation} fits for no sizes", place=at, operation=own.what)
        case "sizes" if own.line:
            return say("not proved: {place}, sizes must agree", place=at)
        case "sizes":
            return say("not proved: sizes must agree")
    return say("not proved: {place}, {condition}", place=at, condition=words(own.what))


def _at(lines: list[int]) -> str:
    """Word some lines: `line 4`, `lines 4, 7, 9 and 2 more`."""
    first, more = ", ".join(map(str, lines[:_FEW])), len(lines) - _FEW
    if more > 0:
        return say("lines {lines} and {count} more", lines=first, count=more)
    return say("line {line}", line=first) if len(lines) == 1 else say("lines {lines}", lines=first)
