"""What a pickle would have Python make, told from its operations before any of them is run.

A pickle of a few kilobytes can ask for a dict whose key takes years to hash, or for tuples so deep that the interpreter
itself fails. The stack machine of the format is followed here with two numbers in place of each object: how deep
tuples are in it, and how many values it has if every tuple is written out.

References
----------
Python, `pickletools`: the operations, and what each takes from the stack and puts on it.
"""

import pickletools
from collections.abc import Iterable
from typing import Any, NamedTuple

from shapecheck.language import say
from shapecheck.weights.stored import CannotRead

__all__ = ["check"]

_MOST_OPERATIONS = 2_000_000  # a tensor has about forty
_DEEPEST = 64  # tuples in tuples
_MOST_VALUES = 10_000  # in one tuple, those of the tuples in it included
_LONGEST = 4_000  # bytes of a name or a number
_FROZEN = frozenset({"TUPLE", "TUPLE1", "TUPLE2", "TUPLE3", "FROZENSET"})


class _Made(NamedTuple):
    """An object of the pickle: tuples inside each other, and values in them."""

    depth: int = 0
    values: int = 1


_MARK = _Made(-1, -1)
_PLAIN = _Made()


def check(operations: Iterable[tuple[Any, Any]]) -> None:
    """Follow the operations of one pickle, each with its argument.

    Raises
    ------
    CannotRead
        When it asks for more than any file of weights does, or does not follow the format.
    """
    stack: list[_Made] = []
    memo: dict[int, _Made] = {}
    for steps, (operation, argument) in enumerate(operations, 1):
        name = operation.name
        if steps > _MOST_OPERATIONS:
            raise CannotRead(
                say(
                    "its names and shapes take more than {most_operations} operations",
                    most_operations=f"{_MOST_OPERATIONS:,}",
                )
            )
        if isinstance(argument, (str, bytes)) and len(argument) > _LONGEST:
            raise CannotRead(say("a name or number in it has {count} characters", count=f"{len(argument):,}"))
        if "PUT" in name or name == "MEMOIZE":
            place = len(memo) if name == "MEMOIZE" else int(argument)
            if place > steps:
                raise CannotRead(say("its table of objects is damaged"))
            memo[place] = _top(stack)
            continue
        if "GET" in name:
            if argument not in memo:
                raise CannotRead(say("its table of objects is damaged"))
            stack.append(memo[argument])
            continue
        if name == "DUP":
            stack.append(_top(stack))
            continue
        taken = _taken(stack, operation)
        made = _PLAIN
        if name in _FROZEN:
            made = _Made(1 + max((one.depth for one in taken), default=0), 1 + sum(one.values for one in taken))
            if made.depth > _DEEPEST or made.values > _MOST_VALUES:
                raise CannotRead(say("it has tuples in tuples, more than a file of weights needs"))
        stack += [_MARK if kind is pickletools.markobject else made for kind in operation.stack_after]


def _top(stack: list[_Made]) -> _Made:
    if not stack or stack[-1] is _MARK:
        raise CannotRead(say("its operations do not follow each other"))
    return stack[-1]


def _taken(stack: list[_Made], operation: Any) -> list[_Made]:
    """Take from the stack what an operation takes."""
    wanted = operation.stack_before
    taken: list[_Made] = []
    if pickletools.markobject in wanted:
        while stack and stack[-1] is not _MARK:
            taken.append(stack.pop())
        if not stack:
            raise CannotRead(say("its operations do not follow each other"))
        stack.pop()
        wanted = wanted[: wanted.index(pickletools.markobject)]
    for _ in wanted:
        if not stack:
            raise CannotRead(say("its operations do not follow each other"))
        taken.append(stack.pop())
    return taken
