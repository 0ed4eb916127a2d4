"""A report as plain text: one table for each call, or one line after another where there is no room for a table."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from shapecheck.core.shape import Shape, print_sizes
from shapecheck.core.verdict import Verdict
from shapecheck.display import display_width, padded, wrapped
from shapecheck.language import Phrase, said, say
from shapecheck.runtime.recording.records import Call, Pair, Record, Report, Stretched

__all__ = ["COLUMNS", "arguments", "contracts", "fitting", "heading", "notes", "report_text", "summary", "table"]

COLUMNS = (
    Phrase("line"),
    Phrase("variable"),
    Phrase("shape"),
    Phrase("symbolic"),
    Phrase("statement"),
    Phrase("broadcast and checks"),
)
_VERDICTS = {Verdict.YES: Phrase("yes"), Verdict.NO: Phrase("no"), Verdict.UNKNOWN: Phrase("unknown")}
_INDENT = "  "
_NARROW = 60  # columns of a terminal below which a table makes no sense
_NO_BREAK = "\0"  # which no text of a program has
_WHOLE = re.compile(r"\([^()]{0,24}\)|\S+(?: = \S+)* = \d+")
_LEAST = 24  # columns for statements, and for what is said of them, in a table
_LONGEST_STATEMENT = 64  # columns; a longer one is broken into lines


def fitting() -> int | None:
    """Give the width to print for: that of the terminal, or None where the output is no terminal."""
    try:
        terminal = sys.stdout.isatty()
    except (AttributeError, ValueError):
        return None
    return shutil.get_terminal_size().columns if terminal else None


def report_text(report: Report, width: int | None = None) -> str:
    """Give a report as text.

    Parameters
    ----------
    report : Report
        What was recorded.
    width : int, optional
        How many columns there are. Statements are shortened so that the tables fit; where that would leave too
        little, the cells stand below one another. With None nothing is shortened.
    """
    calls = report.calls
    if not calls:
        return say("nothing was recorded")
    blocks: list[str] = []
    for call in calls:
        rows = table(call)
        lines = [heading(call), *(_INDENT + line for line in arguments(call))]
        blocks.append("\n".join(lines + (_laid_out(rows, width) if rows else [])))
    if told := contracts(report):
        blocks.append("\n".join(part for line in told for part in _within(line, width)))
    return "\n\n".join([*blocks, "\n".join(summary(report))])


def heading(call: Call) -> str:
    """Give the line above a call's table: which function, where, how often, how it ended."""
    times = f"  {say('called {count} times', count=call.count)}" if call.count > 1 else ""
    error = f"  {say('raised {error}', error=call.error)}" if call.error else ""
    return f"{call.function}  {_file(call.path)}:{call.line}{times}{error}"


def arguments(call: Call) -> list[str]:
    """Give the lines for a call's arguments, for the checks among them, and for what could not be recorded."""
    lines: list[str] = []
    names = max((display_width(given.name) for given in call.arguments), default=0)
    shapes = max((len(print_sizes(given.shape)) for given in call.arguments), default=0)
    for given in call.arguments:
        line = f"{padded(given.name, names)}  {print_sizes(given.shape):<{shapes}}  {_symbolic(given.symbolic)}"
        lines.append(line.rstrip())
    lines += [pair_text(pair) for pair in call.pairs]
    return [*lines, *([f"! {call.problem}"] if call.problem else [])]


def table(call: Call) -> list[tuple[tuple[str, ...], ...]]:
    """Give the rows of a call's table, each with its cells under `COLUMNS`, each cell as its lines.

    A statement that assigns several variables stands in the first one's row only.
    """
    rows: list[tuple[tuple[str, ...], ...]] = []
    before: tuple[int, str, int] | None = None
    for record, count in call.records:
        times = f"  ({say('{count} times', count=count)})" if count > 1 else ""
        this = record.line, record.statement, count
        repeated = this == before
        before = this
        rows.append(
            (
                ("" if repeated else str(record.line),),
                (record.variable,),
                (print_sizes(record.shape),),
                (_symbolic(record.symbolic),),
                ("" if repeated else record.statement + times,),
                notes(record) or ("",),
            )
        )
    return rows


def notes(record: Record) -> tuple[str, ...]:
    """Give the lines of a record's last cell: what was broadcast, what was checked, what was a coincidence."""
    lines = [stretch_text(stretch) for stretch in record.stretched]
    lines += [pair_text(pair) for pair in record.pairs]
    return (*lines, *(f"! {condition}" for condition in record.conditions))


def stretch_text(stretch: Stretched) -> str:
    """Give `b (3, 1) -> (3, 7), axis 1`, marked where the other operand was stretched as well."""
    axes = (
        say("axis {axis}", axis=stretch.axes[0])
        if len(stretch.axes) == 1
        else say("axes {axes}", axes=", ".join(map(str, stretch.axes)))
    )
    mark = "! " if stretch.both else ""
    text = f"{mark}{stretch.operand} {print_sizes(stretch.shape)} -> {print_sizes(stretch.result)}, {axes}"
    return say("{stretch}: both operands stretched", stretch=text) if stretch.both else text


def pair_text(pair: Pair) -> str:
    """Give `dim(dW) = dim(W): yes`, with the shapes where it is no, and with what it is owed to by coincidence."""
    text = f"dim({pair.derivative}) = dim({pair.variable}): {said(_VERDICTS[pair.verdict])}"
    if pair.verdict is not Verdict.YES:
        return f"! {text}, {print_sizes(pair.shape)} != {print_sizes(pair.variable_shape)}"
    if pair.condition:
        return say("! {check}, only because {condition}", check=text, condition=pair.condition)
    return text


def contracts(report: Report) -> list[str]:
    """Give the lines on contracts: for each function that has one, whether the shapes that ran are instances of it."""
    found: dict[str, Counter[str]] = {}
    for own in report.conformance:
        if own.contract:
            lines = found.setdefault(own.contract, Counter())
            lines["\n".join(conformance_lines(own))] += own.call.count
    told = [say("contracts, derived from the source for all sizes")] if found else []
    for text, each in found.items():
        told.append(_INDENT + text)
        for block, count in each.items():
            first, *others = block.split("\n")
            times = f"  ({say('{count} calls', count=f'{count:,}')})" if count > 1 else ""
            told += [_INDENT * 2 + first + times, *(_INDENT * 2 + line for line in others)]
    return told


def conformance_lines(own: Any) -> list[str]:
    """Give what is said of one call: an instance of its contract, none, or one for these sizes only."""
    if own.verdict is Verdict.YES:
        sizes = ", ".join(f"{name} = {size}" for name, size in own.sizes)
        return [say("an instance: {sizes}", sizes=sizes) if sizes else say("an instance")]
    if own.verdict is Verdict.NO:
        return [say("! not an instance: {reason}", reason=reason) for reason in own.reasons]
    return [f"{'! ' * own.sizes_are_equal}{said(reason)}" for reason in own.reasons]


def summary(report: Report) -> list[str]:
    """Give the lines below all tables: how much there was, what was wrong, and how much was known.

    Every number is a total over all calls; how many of these differ is said beside it where that is less.
    """
    calls = Counter({call: call.count for call in report.calls})
    records: Counter[Record] = Counter()
    pairs: Counter[Pair] = Counter()
    for call, count in calls.items():
        for pair in call.pairs:
            pairs[pair] += count
        for record, times in call.records:
            records[record] += count * times
            for pair in record.pairs:
                pairs[pair] += count * times
    wrong = sum(times for pair, times in pairs.items() if pair.verdict is Verdict.NO)
    both = Counter({r: times for r, times in records.items() if any(stretch.both for stretch in r.stretched)})
    owed = Counter({r: n for r, n in records.items() if r.conditions or any(pair.condition for pair in r.pairs)})
    lines = [
        say(
            "{calls}, {assignments}, {checks} dim(dX) = dim(X): {right} yes, {wrong} no",
            calls=_total(calls, _calls),
            assignments=_total(records, _assignments),
            checks=_total(pairs, _checks),
            right=f"{pairs.total() - wrong:,}",
            wrong=f"{wrong:,}",
        )
    ]
    if both:
        lines.append(say("! both operands stretched in {assignments}", assignments=_total(both, _assignments)))
    if owed:
        lines.append(
            say(
                "! {assignments} right only because sizes of different names are equal here",
                assignments=_total(owed, _assignments),
            )
        )
    if report.omitted == 1:
        lines.append(say("! 1 further call left out"))
    elif report.omitted:
        lines.append(say("! {count} further calls left out", count=f"{report.omitted:,}"))
    named = sum(times for record, times in records.items() if record.symbolic is not None)
    if named:
        lines.append(
            say(
                "symbolic shape known for {count} of {assignments}",
                count=f"{named:,}",
                assignments=_assignments(records.total()),
            )
        )
    return lines


def _symbolic(shape: Shape | None) -> str:
    return "" if shape is None else str(shape)


def _total(counts: Counter[Any], word: Callable[[int], str]) -> str:
    """Give `16,000 calls (8 different)`."""
    text = word(counts.total())
    if len(counts) == counts.total():
        return text
    return say("{counted} ({count} different)", counted=text, count=f"{len(counts):,}")


def _calls(number: int) -> str:
    return say("1 call") if number == 1 else say("{count} calls", count=f"{number:,}")


def _assignments(number: int) -> str:
    return say("1 assignment") if number == 1 else say("{count} assignments", count=f"{number:,}")


def _checks(number: int) -> str:
    return say("1 check") if number == 1 else say("{count} checks", count=f"{number:,}")


def _file(path: str) -> str:
    return path if path.startswith("<") else os.path.basename(path)


def _laid_out(rows: Sequence[tuple[tuple[str, ...], ...]], width: int | None) -> list[str]:
    """Lay a table out: statements broken so that it fits, columns that are empty left out; or below one another."""
    kept = [i for i in range(len(COLUMNS)) if any(line for row in rows for line in row[i])]
    heads = [str(said(head)) for head in COLUMNS]
    natural = {i: max(display_width(text) for text in (heads[i], *_cells(rows, i))) for i in kept}
    statement, more = min(natural.get(4, 0), _LONGEST_STATEMENT), natural.get(5, 0)
    if width is not None:
        room = width - len(_INDENT) * len(kept) - sum(natural[i] for i in kept if i < 4)
        if width < _NARROW or room < min(statement, _LEAST) + min(more, _LEAST):
            return _stacked(rows, width)
        statement = max(min(statement, room - more), min(statement, room // 2))
        more = min(more, room - statement)
    broken = [(*row[:4], _broken(row[4], statement), _broken(row[5], more)) for row in rows]
    widths = {i: max(display_width(text) for text in (heads[i], *_cells(broken, i))) for i in kept}
    lines = [_line([heads[i] for i in kept], [widths[i] for i in kept])]
    for row in broken:
        for level in range(max(len(row[i]) for i in kept)):
            texts = [row[i][level] if level < len(row[i]) else "" for i in kept]
            lines.append(_line(texts, [widths[i] for i in kept]))
    return lines


def _cells(rows: Sequence[tuple[tuple[str, ...], ...]], column: int) -> list[str]:
    return [line for row in rows for line in row[column]]


def _within(line: str, width: int | None) -> list[str]:
    """Break a line that is indented between words; what is marked stays marked."""
    text = line.lstrip()
    indent = " " * (len(line) - len(text)) + ("! " if text.startswith("! ") else "")
    body = text.removeprefix("! ")
    if width is None or display_width(line) <= width:
        return [line]
    room = max(width - len(indent) - len(_INDENT), _LEAST)
    first, *others = wrapped(body, room)
    return [indent + first, *(indent + _INDENT + other for other in others)]


def _broken(lines: Sequence[str], width: int) -> tuple[str, ...]:
    """Break the lines of a cell between words; what is marked stays marked."""
    broken: list[str] = []
    for line in lines:
        indent = "! " if line.startswith("! ") else _INDENT
        # A shape and an equation stay on one line; a line breaks at spaces.
        kept = _WHOLE.sub(lambda found: found[0].replace(" ", _NO_BREAK), line)
        parts = wrapped(kept, max(width, 1), indent) if kept else []
        broken += [part.replace(_NO_BREAK, " ") for part in parts]
    return tuple(broken) or ("",)


def _line(texts: Sequence[str], widths: Sequence[int]) -> str:
    first = " " * (widths[0] - display_width(texts[0])) + texts[0]
    cells = [first, *(padded(text, width) for text, width in zip(texts[1:], widths[1:], strict=True))]
    return (_INDENT + _INDENT.join(cells)).rstrip()


def _stacked(rows: Sequence[tuple[tuple[str, ...], ...]], width: int) -> list[str]:
    lines: list[str] = []
    for line, variable, shape, symbolic, statement, more in rows:
        if statement[0]:
            text = f"{line[0]}: {statement[0]}"
            lines += [_INDENT + part for part in _broken([text], width - len(_INDENT))]
        texts = [f"{variable[0]}  {shape[0]}  {symbolic[0]}".rstrip(), *(text for text in more if text)]
        lines += [_INDENT * 2 + text for text in _broken(texts, width - len(_INDENT) * 2)]
    return lines
