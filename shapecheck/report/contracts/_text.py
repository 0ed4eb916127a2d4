"""What is said beside a contract: what it rests on, and what is not proved."""

from collections.abc import Iterator

from shapecheck.infer.summaries import Summary, Unproved

__all__ = ["remarks"]

_NUMBERS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}
_FEW = 3  # lines that are named of many


def remarks(summary: Summary) -> Iterator[str]:
    """Give what a contract rests on and what is not proved of it, each as a clause."""
    for rank in sorted({rank for _, rank in summary.supposed}):
        names = tuple(name for name, own in summary.supposed if own == rank)
        axes = "one axis" if rank == 1 else f"{_NUMBERS.get(rank, rank)} axes"
        yield f"supposed: {_listed(names)} {_has(names)} {axes}"
    for name, gradient in summary.alike:
        yield f"supposed: {name} has the shape of its gradient {gradient}"
    for name, function in summary.linked:
        yield f"supposed: {name} is what {function} {'leaves' if '.' in name else 'returns'}"
    if summary.lengths:
        least = "every L" if not summary.proved else f"every L from {summary.proved} on"
        is_proved = f"proved for {least}" if summary.proved is not None else "not proved for every L"
        yield f"derived for L = {' and '.join(map(str, summary.lengths))}, {is_proved}"
    groups: dict[tuple[str, str], list[int]] = {}
    for own in summary.unproved:
        groups.setdefault((own.why, own.what), []).append(own.line)
    for (why, what), lines in groups.items():
        yield _unproved(Unproved(lines[0], why, what), sorted(set(lines)))


def _unproved(own: Unproved, lines: list[int]) -> str:
    at = f"line{'s' if len(lines) > 1 else ''} {', '.join(map(str, lines[:_FEW]))}"
    at += f" and {len(lines) - _FEW} more" if len(lines) > _FEW else ""
    match own.why:
        case "steps":
            return "not derived: it takes too many steps"
        case "docstring":
            return "the docstring states other shapes than the body takes"
        case "further":
            return f"not known: what further arguments there are, {own.what}"
        case "changed":
            return f"not kept: it leaves {own.what}"
        case "failed":
            return f"{at}: {own.what} fits for no sizes"
        case "sizes":
            return f"not proved: {at}, sizes must agree" if own.line else "not proved: sizes must agree"
    return f"not proved: {at}, {own.what}"


def _listed(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _has(names: tuple[str, ...]) -> str:
    return "has" if len(names) == 1 else "have"
