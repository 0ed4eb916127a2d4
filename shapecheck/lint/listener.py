"""Listens to the interpreter: counts operations, gathers gaps, and asks each rule about each event."""

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeAlias

from shapecheck.core.array import Array
from shapecheck.core.verdict import Verdict
from shapecheck.infer.events import (
    Agreed,
    Assigned,
    Event,
    Failed,
    Gap,
    Noticed,
    Operation,
    Passed,
    Resting,
    Told,
    Unmodelled,
)
from shapecheck.infer.site import Site
from shapecheck.infer.told_of_sizes import Mended
from shapecheck.language import said, say
from shapecheck.lint.callers import Callers, at_call, calls_of
from shapecheck.lint.classify import failed
from shapecheck.lint.comments import Comment, comments_in
from shapecheck.lint.consequences import Consequences
from shapecheck.lint.finding import Finding, Operand, Related, Stage
from shapecheck.lint.memory import Memory
from shapecheck.lint.mending.repair import Repair, Repairs
from shapecheck.lint.notice import Notice
from shapecheck.lint.plain import plainly
from shapecheck.lint.precedence import Found, preceding
from shapecheck.lint.rule import Basis, LintRule, Problem
from shapecheck.lint.table import RULE_NAMES
from shapecheck.lint.tally import Tally
from shapecheck.ops.history import NEWEST, Version, taking
from shapecheck.wording import listed, operand_line

__all__ = ["Listener"]


LineName = Callable[[int], str]


def _line(line: int) -> str:
    return say("line {line}", line=line)


_Key: TypeAlias = tuple[object, ...]  # what tells a finding from others
PlaceIn = Callable[[str, str | None, int], str]


@dataclass(slots=True)
class Listener:
    """Hears the events of one program.

    Parameters
    ----------
    rules : mapping of str to LintRule
        The rules that are asked, by code.
    line_name : callable
        Gives the words for a line of the file that is linted, in findings in it: `line 7`, `cell 3, line 2`.
    path : str
        That file.
    expects : callable
        Tells of a line of that file whether an error is shown there on purpose.
    versions : tuple of Version
        The versions of NumPy that the program is meant for.
    plain : callable
        Gives the name that the program has for a symbol.
    mends : bool
        Whether it is looked for what may be written instead.
    by_calls : bool
        Whether a call of a function may be wrong where others fit. Where sizes are generic they may all be made to fit.
    """

    rules: Mapping[str, LintRule]
    line_name: LineName = _line
    path: str = ""
    expects: Callable[[int], bool] = lambda _: False
    versions: tuple[Version, ...] = NEWEST
    plain: Callable[[str], str] = str
    mends: bool = True
    by_calls: bool = True
    heard: int = 0  # how many events
    memory: Memory = field(default_factory=Memory)
    tally: Tally = field(default_factory=Tally)
    notices: set[Notice] = field(default_factory=set)
    failures: list[Exception] = field(default_factory=list)  # of the interpreter
    inside: dict[tuple[str, int, int, int, str], Finding] = field(
        default_factory=dict
    )  # what is found at a call, in the function
    faults: dict[str, Exception] = field(default_factory=dict)  # of rules that failed, the first of each
    outputs: dict[_Key, set[int]] = field(default_factory=dict)  # of findings, the cells whose outputs show sizes
    _asked: dict[tuple[object, bool], tuple[LintRule, ...]] = field(default_factory=dict)
    _found: dict[_Key, Found] = field(default_factory=dict)
    _followed: dict[object, dict[tuple[object, ...], Related]] = field(default_factory=dict)  # what comes of each
    _comments: dict[str, tuple[Comment, ...]] = field(default_factory=dict)  # of each file that something is found in
    _callers: Callers = field(default_factory=Callers)
    _consequences: Consequences = field(init=False)
    _certain: Consequences = field(init=False)  # of what rests on no docstring
    _of_stated: LintRule | None = field(init=False)

    def __post_init__(self) -> None:
        self.memory.versions = self.versions
        self._consequences = self._certain = Consequences(self.memory)
        self._of_stated = next((rule for rule in self.rules.values() if rule.of_stated), None)

    def __call__(self, event: Event) -> None:
        """Hear an event."""
        self.heard += 1
        if isinstance(event, Gap):
            self.tally.gap(event)
            return
        if isinstance(event, Noticed):
            self.notices.add(Notice(event.site.source.path, event.kind, str(said(event.message)), event.site.line))
            return
        if isinstance(event, Failed):
            self.failures = self.failures or [event.error]  # it has all that was being run
            return
        if isinstance(event, Unmodelled):
            self.tally.operation(event)
            return
        if isinstance(event, Mended):
            self._consequences = Consequences(self.memory)
            return
        self.memory.note(event)
        if isinstance(event, Resting):
            self._consequences = self._certain if event.ends else Consequences(self.memory)
        if isinstance(event, (Agreed, Resting)):
            return
        resting = self.memory.resting
        doubted = fails = by_version = False
        if isinstance(event, Operation):
            if self.by_calls:
                self._callers.note(event)
            doubted = event.verdict is Verdict.NO and (event.guarded or _is_doubted(event) or self._is_shown(event))
            fails = event.verdict is Verdict.NO and not doubted
            if fails and (behind := self._consequences.behind(event)) is not None:
                found = self._consequences.without(event)
                if found is None:
                    self._follow(behind, event.site, failed(event).message)
                event, doubted = found or event, found is None
            by_version = fails and not doubted and self._is_of_versions(event)
            # What nobody is told is no error in the summary.
            if resting is None or not resting.again:
                self.tally.operation(event, told=not doubted and not by_version and resting is None)
        if getattr(event, "assumed", False):
            return  # it may be another library's operation
        if doubted or event.guarded or (isinstance(event, Assigned) and not isinstance(event.value, Array)):
            return
        for asked in self._rules_for(event):
            rule = asked
            if by_version is not rule.of_versions and isinstance(event, Operation):
                continue
            assert rule.check is not None
            try:
                problem = rule.check(event, self.memory)
            except Exception as error:  # what the other rules find must be told
                self.faults.setdefault(rule.code, error)
                continue
            if problem is not None and not _is_doubted(event):
                behind = None if fails else self._consequences.behind(event)
                if behind is not None:
                    self._follow(behind, problem.site or event.site, problem.message)
                    continue
                if rule.severity == "error" and self._is_shown(event):
                    continue
                if rule.severity == "error" and resting is not None:
                    if self._of_stated is None:
                        continue
                    rule, problem = self._of_stated, replace(problem, basis=Basis.of(resting))
                key = self._add(rule, problem.site or event.site, problem, event.site)
                if not self._is_ignored(self._found[key].finding, event.site):
                    self._consequences.note(event, problem.wanted, key)
                if rule.severity == "error" and not isinstance(event, Operation):
                    self.tally.wrong(event.site)

    def _is_of_versions(self, event: Operation) -> bool:
        """Tell whether some of the versions of NumPy that the program is meant for take what the rules refuse."""
        taken_by = taking(event.name, event.arguments, event.keywords)
        return any(version in taken_by for version in self.memory.versions)

    def _is_shown(self, event: Told) -> bool:
        """Tell whether an error stands where one is shown on purpose, and notice it."""
        if event.site.source.path != self.path or not self.expects(event.site.line):
            return False
        self.notices.add(Notice(self.path, Passed.EXPECTED, say("the cell shows an error on purpose"), event.site.line))
        return True

    def _rules_for(self, event: Told) -> tuple[LintRule, ...]:
        """Give the rules for an event: of operations, errors tell of those that fail, warnings of the others."""
        operation = event.rule if isinstance(event, Operation) else None
        fails = not isinstance(event, Operation) or event.verdict is Verdict.NO
        key = (type(event) if operation is None else id(operation), fails)
        found = self._asked.get(key)
        if found is None:
            found = self._asked[key] = tuple(
                rule
                for rule in self.rules.values()
                if type(event) in rule.events
                and (operation is None or (rule.severity == "error" or rule.of_versions) is fails)
                and (operation is None or rule.concerns is None or rule.concerns(operation))
            )
        return found

    def _follow(self, behind: object, site: Site, message: str) -> None:
        """Keep what comes of a finding, a few places of it."""
        followed = self._followed.setdefault(behind, {})
        if len(followed) < _MOST_FOLLOWED:
            followed.setdefault((site.source.path, site.line, site.column), Related.at(site, message, Stage.FOLLOWS))

    def _add(self, rule: LintRule, site: Site, problem: Problem, cause: Site | None = None) -> _Key:
        """Keep a problem, unless its place has one of the same rule: it may be reached many times.

        An error may be that of each call of the function it is in.
        """
        call = site.caller if rule.severity == "error" else None
        key = (site.source.path, site.line, site.column, rule.code, None if call is None else id(call.node))
        if key not in self._found:
            # What is known of the operation's parts is known now: later it may be done on other arrays.
            changes = self._repairs(site, problem)
            plain, named = plainly(problem, self.plain, site.source.text)

            def said(repair: Repair | None) -> str:
                text = named(problem.help or ("" if repair is None else repair.said()))
                return text if problem.basis is None else problem.basis.worded(text)

            help_line = said(changes.first) if changes or problem.help else None
            finding = _finding(rule, site, plain, help_line, self._place)
            shown = {own.cell for operand in problem.operands for own in operand.origins if own is not None}
            self.outputs.setdefault(finding.key, set()).update(cell for cell in shown if cell is not None)
            self._found[key] = Found(rule, cause or site, problem, finding, changes, said)
        return key

    def _repairs(self, site: Site, problem: Problem) -> Repairs:
        """Return what may be written instead, where the rule does not say it itself."""
        is_told = bool(problem.help) and not problem.instead
        if is_told or not self.mends or len(self._found) >= _MOST_MENDED:
            return Repairs()
        # Most programs need no help, and what gives it takes time to load.
        from shapecheck.lint.mending.repairs import repairs, written

        if problem.instead:
            return Repairs(written(site, problem.instead))
        part = site.node if problem.mendable is None else problem.mendable
        memory = self.memory.as_it_is()

        def worked_out() -> Iterator[Repair]:
            try:
                yield from repairs(memory, site, part, problem.wanted, of=problem.made)
            except Exception as error:  # what was found must be told
                self.faults.setdefault("help", error)

        return Repairs(worked_out())

    def helps(self) -> Mapping[tuple[str, int, int, int, str], Found]:
        """Return for each place where something may be written instead what was found there."""
        helps: dict[tuple[str, int, int, int, str], Found] = {}
        for found in self._found.values():  # of several calls that fail in one place the first one is told
            helps.setdefault(found.finding.key, found)
        helps = {key: own for key, own in helps.items() if own.repairs}
        return helps | {key: helps[own.key] for key, own in self.inside.items() if own.key in helps}

    def _is_ignored(self, finding: Finding, site: Site) -> bool:
        """Tell whether a comment ignores a finding: what it says is meant, and what is made of it is looked at."""
        if finding.path != site.source.path:
            return False
        comments = self._comments.get(finding.path)
        if comments is None:
            comments = self._comments[finding.path] = comments_in(site.source.text, RULE_NAMES)
        return any(
            comment.covers(finding.line, finding.end_line) and comment.ignores(finding.code) for comment in comments
        )

    def _place(self, own: str, path: str | None, line: int) -> str:
        """Give the words for a line, in a finding in the file `own`."""
        if path != own:
            return f"{path}:{line}"
        return self.line_name(line) if own == self.path else _line(line)

    def texts(self) -> dict[str, str]:
        """Give the texts of the files that something was found in."""
        sites = (site for found in self._found.values() for site in (found.cause, *calls_of(found.cause)))
        return {site.source.path: site.source.text for site in sites}

    def findings(self) -> Iterator[Finding]:
        """Give what was found: of one place the error before a warning, and what says more before a general one."""
        for rule in self.rules.values():
            try:
                for event, problem in () if rule.at_end is None else rule.at_end(self.memory):
                    if not self._consequences.comes_of_it(event.value):
                        self._add(rule, event.site, problem)
            except Exception as error:  # what the other rules find must be told
                self.faults.setdefault(rule.code, error)
        told: set[object] = set()
        keys = {id(found): key for key, found in self._found.items()}
        for found in preceding(self._found.values()):
            if found.problem.unless is not None and found.problem.unless():
                continue
            finding = self._with_followed(found.finding, keys[id(found)])
            cause = finding.path, found.problem.cause
            # One operation has one error, however many calls fail there: the first one is told.
            place = finding.path, finding.line, finding.column, finding.end_line, finding.end_column
            if (found.problem.cause and cause in told) or (finding.severity == "error" and place in told):
                continue
            if finding.severity == "error" and (call := self._callers.wrong_call(found.cause)) is not None:
                moved = at_call(finding, found.cause, call)
                self.inside[moved.key] = found.finding
                yield moved
                continue
            told |= {cause, place} if finding.severity == "error" else {cause}
            yield replace(finding, notes=(*self._causes(found), *finding.notes))

    def _with_followed(self, finding: Finding, key: object) -> Finding:
        """Return a finding with what comes of it, as far as that is elsewhere."""
        followed = self._followed.get(key, {}).values()
        elsewhere = [own for own in followed if (own.path, own.line) != (finding.path, finding.line)]
        return replace(finding, related=(*finding.related, *elsewhere)) if elsewhere else finding

    def _causes(self, found: Found) -> Iterator[str]:
        """Give what was found in a part of what fails, and is not told on its own: most likely that is why it fails."""
        if found.finding.severity == "error":
            for other in self._found.values():
                if other.rule.general and other is not found and found.finding.covers(other.finding):
                    yield other.finding.message


def _is_doubted(event: Told) -> bool:
    """Tell whether a condition on the way, which was not decided, asks what the event's operands are."""
    return event.doubt is not None and event.doubt(event.site.node)


_MOST_LINES = 40  # of one expression that a report may show
_MOST_FOLLOWED = 4  # places of what comes of one finding
_MOST_MENDED = 60  # findings of one file for which a change is looked for


def _finding(rule: LintRule, site: Site, problem: Problem, help_line: str | None, place_in: PlaceIn) -> Finding:
    place = partial(place_in, site.source.path)
    called = tuple(
        say("in {function}, called at {place}", function=call.function, place=place(call.path, call.line))
        for call in site.chain()
    )
    marks = dict.fromkeys(_mark(site, node, operand) for node, operand in problem.marks)
    finding = Finding(
        site.source.path,
        site.line,
        site.column,
        site.end_line,
        site.end_column,
        rule.code,
        rule.severity,
        problem.message,
        tuple(dict.fromkeys(operand_line(operand, place) for operand in problem.operands)),
        (*problem.notes, *called),
        help_line,
        marks=tuple(marks),
        source=tuple(site.source.lines[site.line - 1 : min(site.end_line, site.line + _MOST_LINES)]),
        name=rule.name,
    )
    return finding if problem.basis is None else _by_docstring(finding, problem.basis, place)


def _by_docstring(finding: Finding, basis: Basis, place: Callable[[str, int], str]) -> Finding:
    """Give a finding that rests on a docstring in its words."""
    return replace(
        finding,
        message=_with_lines(basis.worded(finding.message), basis, place),
        operands=tuple(
            replace(line, shape=basis.worded(line.shape), origin=basis.worded(line.origin)) for line in finding.operands
        ),
        marks=tuple(replace(mark, shape=basis.worded(mark.shape)) for mark in finding.marks),
    )


def _with_lines(message: str, basis: Basis, place: Callable[[str, int], str]) -> str:
    """Return a message with the lines of a docstring that the problem rests on."""
    lines = listed(place(basis.path, line) for line in basis.lines)
    return say("{message} (by the docstring, {lines})", message=message, lines=lines) if lines else message


def _mark(site: Site, node: ast.expr, operand: Array) -> Operand:
    place = replace(site, node=node)
    return Operand(place.line, place.column, place.end_line, place.end_column, str(operand.shape))
