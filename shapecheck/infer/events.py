"""What the interpreter tells of a program while it goes through it: lint rules and reports listen.

Events are never changed; the two that are told most often are not frozen, as freezing takes longer than the rest.
"""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

from shapecheck.core.array import Array
from shapecheck.core.claims import Claim
from shapecheck.core.dim import Size
from shapecheck.core.verdict import Verdict
from shapecheck.infer.site import Site
from shapecheck.ops.operands import operands_of
from shapecheck.ops.rule import Outcome, Rule
from shapecheck.ops.values import Unknown

if TYPE_CHECKING:
    from shapecheck.infer.origins import Origins
    from shapecheck.infer.told_of_calls import Named, Zipped
    from shapecheck.infer.told_of_sizes import Forced, Mended, Unlike
    from shapecheck.infer.told_of_texts import Called, CalledOtherwise, Commented, Refused, Returned

__all__ = [
    "Agreed",
    "Asserted",
    "Assigned",
    "Doubt",
    "Event",
    "Failed",
    "Gap",
    "Missing",
    "Noticed",
    "Operation",
    "Passed",
    "Resting",
    "Told",
    "Unmodelled",
    "Unpacked",
    "Updated",
    "may_say_more",
]

Doubt: TypeAlias = Callable[[ast.AST], bool]
"""Tells of a node, while the event is told, whether a condition on the way there asks what is operated on."""


@dataclass(slots=True, eq=False)
class Operation:
    """An operation of NumPy's was applied.

    Parameters
    ----------
    site : Site
        Where; its node is the call, operator, subscript or attribute.
    name : str
        The ruled name: `numpy.dot`, `operator.matmul`, `ndarray.reshape`.
    rule : Rule
        Its rule.
    arguments, keywords
        As the rule took them, array operands named as the source has them where they are plain names.
    nodes : tuple of ast.expr or None
        For each positional argument the node that it was written as, where there is one.
    outcome : Outcome
        What the rule says.
    verdict : Verdict
        YES: possible for all sizes. NO: for none. UNKNOWN: not known.
    failed : Claim or None
        The first claim that fails, where the verdict is NO; its operands are named as in the source.
    guarded : bool
        Whether an error is expected here: inside `try` with a handler for it, or `pytest.raises`.
    assumed : bool
        Whether an operand may be another library's array, as it is known to be one only by how it is used.
    doubt : Doubt or None
        What tells whether an error here is in doubt; None where no condition on the way was left open.
    origins : Origins, optional
        Where it can be asked how the operands were made.
    lost : str or None
        What was not understood before, so that an operand is not known.
    """

    site: Site
    name: str
    rule: Rule
    arguments: tuple[Any, ...]
    keywords: Mapping[str, Any]
    nodes: tuple[ast.expr | None, ...]
    outcome: Outcome
    verdict: Verdict
    failed: Claim | None = None
    guarded: bool = False
    assumed: bool = False
    doubt: Doubt | None = None
    origins: "Origins | None" = None
    lost: str | None = None

    @property
    def is_known(self) -> bool:
        """Whether the rank of the result is known or supposed, or that of every array operand."""
        result = self.outcome.result
        if self.failed is None and result is not None and _has_rank(result):
            return True
        operands = self.operands
        return (
            bool(operands)
            and all(map(_has_rank, operands))
            and not any(isinstance(value, Unknown) for value in self.arguments)
        )

    @property
    def operands(self) -> tuple[Array, ...]:
        """The array operands, as `operands_of` gives them."""
        return operands_of(self.rule, (*self.arguments, *self.keywords.values()))


def _has_rank(value: Any) -> bool:
    if isinstance(value, (list, tuple)):
        return all(map(_has_rank, value))
    return value.likely.rank is not None if isinstance(value, Array) else not isinstance(value, Unknown)


@dataclass(slots=True, eq=False)
class Unmodelled:
    """An operation on arrays was done of which nothing is known; `lost` is what was not understood, here or before."""

    site: Site
    lost: str | None = None


@dataclass(slots=True, eq=False)
class Assigned:
    """A variable was given a value: a plain name, or an attribute or item as written (`self.W`, `grads["dW1"]`).

    `shapes` of an array is what is known of its shape; `before` is what the name stood for, or None.
    """

    site: Site
    name: str
    value: Any
    before: Any = None
    guarded: bool = False
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class Updated:
    """A variable was given a new value computed from its own by adding or subtracting: `W = W - alpha * dW`, `W -= dW`.

    `step` is the other operand's array, where it is known.
    """

    site: Site
    name: str
    before: Array
    after: Array
    step: Array | None = None
    guarded: bool = False
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A value was unpacked into targets, and the numbers do not agree.

    Parameters
    ----------
    site : Site
        Where; the node is what is unpacked.
    value : Any
        What is unpacked: an array along its first axis, a shape, a tuple.
    wanted : int
        How many targets there are, without a starred one.
    starred : bool
        Whether a starred target takes the rest.
    given : int, optional
        How many values there are; None of a number, which has none.
    """

    site: Site
    value: Any
    wanted: int
    starred: bool
    given: Size | None
    of: Array | None = None
    guarded: bool = False
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class Asserted:
    """An `assert` about shapes was decided: NO when it can't hold for any value of the symbols."""

    site: Site
    left: Any
    right: Any
    verdict: Verdict
    operand: Array | None = None
    guarded: bool = False
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class Agreed:
    """The program goes on only where two sizes are equal: behind `assert n == m`, or `if n != m: raise`."""

    site: Site
    left: Size
    right: Size


@dataclass(frozen=True, slots=True)
class Resting:
    """What is told from here on rests on what the docstring of a function states, until `ends` is told.

    Parameters
    ----------
    site : Site
        The function.
    sizes : mapping of Dim to str
        The sizes that the docstring names, each with how it calls it.
    arrays : mapping of str to Array
        The parameters whose shapes it states.
    lines : mapping of str to int
        Where it states each of them.
    again : bool
        Whether the function was gone through before.
    ends : bool
        Whether the run ends here.
    """

    site: Site
    sizes: Mapping[Size, str]
    arrays: Mapping[str, Array]
    lines: Mapping[str, int]
    again: bool = False
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """Something was not understood; `reason` says what in a clause, the same for the same kind of thing."""

    site: Site
    reason: str


class Passed(StrEnum):
    """The kinds of notices: how a part of a program was passed over, or taken otherwise than it is written."""

    UNFINISHED = "unfinished"
    """The rest of the file, or of a function, is unknown: it takes too many steps."""
    UNSEEN = "unseen"
    """The file calls NumPy, and no operation was seen."""
    UNRESOLVED = "unresolved"
    """Where a name comes from is not known: a module that is not found, a star import, a namespace."""
    UNREADABLE = "unreadable"
    """A part of the file is no Python, as a cell of a notebook may be: its names are unknown."""
    EXPECTED = "expected"
    """An error is shown on purpose, and is no finding."""
    STALE = "stale"
    """Something that leaves out findings leaves out none: an entry of a baseline."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A name of NumPy's was read that some versions do not have, or a module of it was called.

    Parameters
    ----------
    site : Site
        Where.
    name : str
        The full name: `numpy.product`.
    called : bool
        Whether it is a module, and called.
    """

    site: Site
    name: str
    called: bool = False
    guarded: bool = False
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class Noticed:
    """The reader must know of something that is no fault of the program, or the silence would say too much.

    Parameters
    ----------
    site : Site
        Where.
    kind : Passed
        What kind of thing it is.
    message : str
        A clause, to stand behind the place: "the module `helpers` is not found, its names are unknown".
    """

    site: Site
    kind: Passed
    message: str


@dataclass(frozen=True, slots=True)
class Failed:
    """The interpreter itself failed: a statement is not gone through to its end, or a function not at all."""

    site: Site
    error: Exception


# In quotes, so that who tells of operations does not load what is told of whole functions.
Told: TypeAlias = (
    "Operation | Assigned | Updated | Unpacked | Asserted | Missing | Called | CalledOtherwise | Commented | Refused"
    " | Returned | Unlike | Forced | Zipped | Named"
)
"""What a rule of the linter may be asked about."""

Event: TypeAlias = "Told | Failed | Unmodelled | Agreed | Mended | Resting | Gap | Noticed"


def may_say_more(event: Event, resting: Resting | None) -> bool:
    """Tell whether something that is no fault for certain may be one where as much was told of the place before."""
    if isinstance(event, Unpacked):
        return True
    return bool(resting) and isinstance(event, Operation) and event.verdict is Verdict.UNKNOWN
