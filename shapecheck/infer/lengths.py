"""Lists that grow in a loop by as many items in each turn are as long as the turns say."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from shapecheck.core.dim import Dim, Size
from shapecheck.infer.machine import NEXT, Machine, Raised
from shapecheck.infer.merging import length_of
from shapecheck.infer.values import Contents, Listing

__all__ = ["lengthen"]

_MOST = 16  # lists of one loop


def lengthen(machine: Machine, turns: Size | None, turn: Callable[[], int]) -> None:
    """Find how long lists are after a loop with so many turns, in which they have become of unknown length.

    One more turn is made, which is taken back, with a name for the length of each.
    """
    if turns is None or machine.trace is not None or machine.in_hurry or machine.early:
        return
    grown = {}
    for (owner, key), values in machine.journal.written_so_far.items():
        before, now = values[0], owner.cells.get(key)
        if key != "contents" or not isinstance(owner, Listing) or owner.kind != "list":
            continue
        if isinstance(before, Contents) and isinstance(now, Contents) and now.items is None and now.length is None:
            least = length_of(before)
            if least is not None:
                grown[owner] = least, now, machine.symbols.named("length")
    if not grown or len(grown) > _MOST:
        return
    generic = machine.generic
    mark = None if generic is None else generic.mark()
    more: dict[Listing, Size] = {}
    with machine.taken_back(), suppress(Raised):
        for owner, (_, now, length) in grown.items():
            machine.journal.write(owner, "contents", replace(now, length=length))
        if turn() == NEXT:
            for owner, (_, _, length) in grown.items():
                found = owner.contents.length
                more |= {} if found is None else {owner: found - length}
    if generic is not None:
        generic.back_to(mark)
    for owner, added in more.items():
        least, now, _ = grown[owner]
        if not isinstance(added, Dim) and added >= 0:
            machine.journal.write(owner, "contents", replace(now, length=least + added * turns))
