"""Findings with helps: each repair is tried on the whole file, and what is found is put where its cause is."""

from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import replace
from functools import partial

from shapecheck.language import say
from shapecheck.lint.finding import Edit, Finding, Fix, Related, Stage
from shapecheck.lint.mending.proof import Attempt, Key, Proved, line_of, prove
from shapecheck.lint.mending.repair import Kind, Repair, Repairs
from shapecheck.lint.mending.rewriting import Offsets
from shapecheck.lint.precedence import Found
from shapecheck.lint.running import Given, Ran, go_through
from shapecheck.lint.tally import UNKNOWN

__all__ = ["helped"]

_OF_CALLS = frozenset({Kind.CALL, Kind.NAME})


def helped(given: Given, ran: Ran) -> tuple[Finding, ...]:
    """Return what was found in a file, with those helps only with which nothing is found any more."""
    of_trials = {own.key for own in ran.tried}
    helps = _helps(ran)
    proposed = _proposed(ran, given.path, of_trials)
    if not proposed:
        return ran.findings
    from shapecheck.infer.tree import Unreadable

    tries = any(finding.key in of_trials and finding.key in helps for finding in ran.findings)

    def again(text: str, mends: bool) -> Attempt | None:
        changed = replace(given, text=replace(given.text, text=text))
        try:
            tried = go_through(changed, mends=mends, tries=tries)
        except Unreadable:
            return None
        return _attempt(tried, text, tries, _proposed(tried, given.path, of_trials) if mends else {})

    text = given.text.text
    proved = prove(text, _attempt(ran, text, tries, proposed), again)
    inside = {known: at for each in ran.heard for known, at in each.inside.items()}
    found: dict[tuple[object, ...], Finding] = {}
    for finding in ran.findings:
        kept, mends = finding, proved.get(finding.key)
        if mends is not None and (at := inside.get(finding.key)) is not None and _is_around(mends.repairs[0], at):
            kept = at  # with a change of the function all calls fit
        if finding.key in helps:
            kept = _with_help(kept, helps[finding.key], mends)
        found.setdefault(kept.key, kept)
    return tuple(found.values())


def _is_around(repair: Repair, finding: Finding) -> bool:
    """Tell whether a repair changes the function that a finding is in."""
    from shapecheck.lint.mending.scope import around

    function = around(repair.site)
    return getattr(function, "lineno", 0) <= finding.line <= (getattr(function, "end_lineno", None) or 0)


def _helps(ran: Ran) -> dict[Key, Found]:
    """Return what was found where something may be written instead."""
    helps: dict[Key, Found] = {}
    for each in ran.heard:
        for known, own in each.helps().items():
            helps.setdefault(known, own)
    return helps


def _proposed(ran: Ran, path: str, of_trials: Container[Key]) -> dict[Key, Repairs]:
    """Return the repairs of each finding that can be tried in a file."""
    helps = _helps(ran)
    proposed: dict[Key, Repairs] = {}
    for finding in ran.findings:
        if finding.key not in helps:
            continue
        # Of generic sizes no call tells what is meant.
        refused = _OF_CALLS if finding.key in of_trials else frozenset()
        repairs = Repairs(filter(partial(_is_of, path, refused), helps[finding.key].repairs))
        if repairs:
            proposed.setdefault(finding.key, repairs)
    return proposed


def _is_of(path: str, refused: Container[Kind], repair: Repair) -> bool:
    """Tell whether a repair can be tried in a file."""
    return repair.path == path and repair.kind not in refused


def _attempt(ran: Ran, text: str, tries: bool, proposed: Mapping[Key, Repairs]) -> Attempt:
    # A function that is tried goes on behind what is mended, where less is known.
    tally = ran.certain.tally
    proved = (
        frozenset() if tries else frozenset(at for at, rank in tally.ranks.items() if not rank and at in tally.known)
    )
    offsets = Offsets(text)
    unknown = (at for at, rank in tally.ranks.items() if rank == UNKNOWN and at not in tally.known)
    return Attempt(
        Counter(line_of(own.key) for own in ran.findings),
        {
            own.key: Related(own.path, own.line, own.column, own.end_line, own.end_column, own.message)
            for own in ran.findings
        },
        frozenset(tally.known),
        proved,
        frozenset((path, *offsets.place_of(*spot[:2])) for path, spot in unknown),
        sum(own.heard for own in ran.heard),
        proposed,
    )


def _with_help(finding: Finding, origin: Found, mends: Proved | None) -> Finding:
    """Return a finding with the help that was accepted, or with none, at the place of its cause."""
    if mends is None:
        first = origin.repairs.first
        return replace(finding, help=origin.said(first) if first is not None and first.is_told else None)
    repair, *others = mends.repairs
    message = origin.said(repair)
    if others:
        message = say(
            "{help}, together with {others}", help=message, others=", ".join(f"`{own.text}`" for own in others)
        )
    fix = Fix(
        message,
        tuple(Edit(own.path, *own.span, own.edit.text) for own in mends.repairs),
        is_safe=all(own.is_safe for own in mends.repairs) and not mends.uncovered,
        kind=repair.kind.name.lower(),
        uncovered=mends.uncovered,
    )
    lines = {finding.line, repair.site.line}
    more = tuple(Related.at(own.site, own.reason, Stage.MADE) for own in others if own.site.line not in lines)
    found = replace(finding, help=message, fix=fix, related=(*more, *finding.related))
    site = repair.site
    if repair.kind is Kind.KEY and site.line == finding.line and repair.reason:
        return replace(found, notes=(repair.reason, *found.notes))
    if repair.kind is Kind.PLACE or site.line == finding.line:
        return found
    if repair.kind is not Kind.KEEPS:  # it is not certain that this is the cause
        return replace(found, related=(Related.at(site, repair.reason, Stage.MADE), *found.related))
    return found.moved(site, repair.reason)
