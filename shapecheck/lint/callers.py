"""The call that is wrong: where other calls of a function fit, what does not fit in it is the caller's fault."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from shapecheck.core.verdict import Verdict
from shapecheck.infer.events import Operation
from shapecheck.infer.site import Site
from shapecheck.language import say
from shapecheck.lint.finding import Finding
from shapecheck.lint.memory import Spot, spot_of

__all__ = ["Callers", "at_call", "calls_of"]

_MOST = 16  # calls of one function that are kept


class Callers:
    """Keeps for each operation the calls in which it fits."""

    def __init__(self) -> None:
        self._fitting: dict[tuple[str, Spot], dict[int, Site]] = {}

    def note(self, event: Operation) -> None:
        """Remember an operation that fits, with the call that it was done in."""
        caller = event.site.caller
        if caller is not None and event.verdict is Verdict.YES:
            calls = self._fitting.setdefault(_place(event.site), {})
            if len(calls) < _MOST:
                calls.setdefault(id(caller.node), caller)

    def wrong_call(self, site: Site) -> Site | None:
        """Return the call at which a way that fails parts from those that fit; None where none fits, or in this call.

        Calls that both ways have in common, the innermost ones, are not to blame.
        """
        own = list(calls_of(site))
        if not own:
            return None
        ways = [[caller, *calls_of(caller)] for caller in self._fitting.get(_place(site), {}).values()]
        shared = max((_in_common(own, way) for way in ways), default=-1)
        parted = any(_in_common(own, way) == shared < len(way) for way in ways)
        return own[shared] if parted and shared < len(own) else None


def at_call(finding: Finding, cause: Site, call: Site) -> Finding:
    """Return a finding where the call is that is wrong; its cause, in the function, is related."""
    here = cause
    while here.caller is not None and here.caller is not call:
        here = here.caller
    return replace(finding, help=None).moved(
        call, say("call of {name}: {problem}", name=here.function.rpartition(".")[2], problem=finding.message)
    )


def _place(site: Site) -> tuple[str, Spot]:
    return site.source.path, spot_of(site.node)


def calls_of(site: Site) -> Iterator[Site]:
    """Yield the calls that led to a place, the innermost first."""
    caller = site.caller
    while caller is not None:
        yield caller
        caller = caller.caller


def _in_common(own: Sequence[Site], other: Sequence[Site]) -> int:
    """Return how many of the innermost calls of two ways stand at the same places."""
    count = 0
    for one, another in zip(own, other, strict=False):
        if one.node is not another.node:
            break
        count += 1
    return count
