"""Findings with helps: each repair is tried on the whole file, and what is found is put where its cause is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from shapecheck.lint.finding import Edit, Finding, Fix, Related
from shapecheck.lint.mending.proof import Attempt, Key, line_of, prove
from shapecheck.lint.mending.repair import Kind, Repair
from shapecheck.lint.running import Given, Ran, go_through

__all__ = ["helped"]


def helped(given: Given, ran: Ran) -> tuple[Finding, ...]:
    """Return what was found in a file, with those helps only with which nothing is found any more."""
    helps: dict[tuple[object, ...], tuple[tuple[Repair, str], ...]] = {}
    for each in ran.heard:
        for known, own in each.helps().items():
            helps.setdefault(known, own)
    of_trials = {own.key for own in ran.tried}
    proposed: dict[Key, Sequence[Repair]] = {}
    for finding in ran.findings:
        repairs = [repair for repair, _ in helps.get(finding.key, ()) if repair.path == given.path]
        if finding.key in of_trials:  # of generic sizes no call tells what is meant
            repairs = [repair for repair in repairs if repair.kind not in {Kind.CALL, Kind.NAME}]
        if repairs:
            proposed.setdefault(finding.key, repairs)
    if not proposed:
        return ran.findings
    from shapecheck.infer.program import Unreadable

    tries = any(finding.key in of_trials and finding.key in helps for finding in ran.findings)

    def again(text: str) -> Attempt | None:
        changed = replace(given, text=replace(given.text, text=text))
        try:
            return _attempt(go_through(changed, mends=False, tries=tries), tries)
        except Unreadable:
            return None

    proved = prove(given.text.text, _attempt(ran, tries), proposed, again)
    inside = {known: at for each in ran.heard for known, at in each.inside.items()}
    found: dict[tuple[object, ...], Finding] = {}
    for finding in ran.findings:
        kept, repair = finding, proved.get(finding.key)
        if repair is not None and (at := inside.get(finding.key)) is not None and _is_around(repair, at):
            kept = at  # with a change of the function all calls fit
        if finding.key in helps:
            kept = _with_help(kept, dict(helps[finding.key]), repair)
        found.setdefault(kept.key, kept)
    return tuple(found.values())


def _is_around(repair: Repair, finding: Finding) -> bool:
    """Tell whether a repair changes the function that a finding is in."""
    from shapecheck.lint.mending.scope import around

    function = around(repair.site)
    return getattr(function, "lineno", 0) <= finding.line <= (getattr(function, "end_lineno", None) or 0)


def _attempt(ran: Ran, tries: bool) -> Attempt:
    # A function that is tried goes on behind what is mended, where less is known.
    tally = ran.certain.tally
    proved = (
        frozenset() if tries else frozenset(at for at, rank in tally.ranks.items() if not rank and at in tally.known)
    )
    found = Counter(line_of(own.key) for own in ran.findings)
    return Attempt(found, frozenset(tally.known), frozenset(proved), sum(own.heard for own in ran.heard))


def _with_help(finding: Finding, said: dict[Repair, str], repair: Repair | None) -> Finding:
    """Return a finding with the help that was accepted, or with none, at the place of its cause."""
    if repair is None:
        return replace(finding, help=next((text for own, text in said.items() if own.is_told), None))
    message = said[repair]
    fix = Fix(
        message,
        (Edit(repair.path, *repair.span, repair.edit.text),),
        is_safe=repair.is_safe,
        kind=repair.kind.name.lower(),
    )
    found = replace(finding, help=message, fix=fix)
    site = repair.site
    if repair.kind is Kind.PLACE or site.line == finding.line:
        return found
    if repair.kind is not Kind.KEEPS:  # it is not certain that this is the cause
        return replace(found, related=(Related.at(site, repair.reason), *found.related))
    return found.moved(site, repair.reason)
