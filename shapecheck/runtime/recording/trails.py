"""Trails: what calls did before, so that a call that does the same has nothing to work out.

A trail begins with the shapes of a call's arguments, and has a step for each assignment. What an assignment says
follows from all that came before it: a call is on a step as long as each of its own assignments is at the same place,
of the same name, and has a value of the same shape. The first that differs leaves the trail, and from there on is
worked out, which makes a branch. What would depend on more than that (an object that is no array, number or container
of such; a global array) ends the trail.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, auto
from types import FrameType, ModuleType
from typing import TYPE_CHECKING, Any, Final

from shapecheck.runtime.derivatives import NAMED, Place
from shapecheck.runtime.measure import DICTS
from shapecheck.runtime.recording.derivation import Known
from shapecheck.runtime.recording.insertion import Site
from shapecheck.runtime.recording.records import Call, Record

if TYPE_CHECKING:
    from shapecheck.runtime.recording.tracer import Start

__all__ = ["Noted", "Step", "Trail", "of_self", "signature"]

Loose = tuple[tuple[tuple[str, str], float], ...]

_MOST = 512  # values inside one that is looked through
_LONGEST = 200  # characters of a text that is kept, to know it again
_PLAIN_TYPES = frozenset({bool, float, int, str, type(None), type(...)})
_KEYS = frozenset({int, str})
_LASTING = frozenset({*_PLAIN_TYPES, ModuleType})  # globals that are the same as long as they are the same object
_NOTHING: Final = object()


@dataclass(frozen=True, slots=True, eq=False)
class Noted:
    """What an assignment adds to what is known of its call.

    Attributes
    ----------
    value : object
        What its name stands for from then on: a `Known`, a `Number`, a plain value, or `UNKNOWN`.
    inside : tuple of (Place, str, Known)
        The arrays in a container, with their texts.
    place : Place or None
        Where an array is looked for as a derivative or a variable.
    record : Record or None
        What a report shows of it.
    """

    value: Any
    inside: tuple[tuple[Place, str, Known], ...] = ()
    place: Place | None = None
    record: Record | None = None


@dataclass(slots=True, eq=False)
class Step:
    """An assignment of earlier calls; the first step of a trail is its beginning, and has no site.

    Attributes
    ----------
    site : Site or None
        Where the assignment stands.
    simple : bool
        Whether the name, the kind and the shape are all that there is to compare.
    kind : type
        Of the value.
    sizes : tuple of int or None
        The shape of an array.
    name : str
        What was assigned, as it is called at run time.
    first : Step or None
        The first of those that came next.
    inner : tuple or None
        The `signature` of what is no array; None for a number that is no integer, which may be another one, and for
        what cannot be looked into.
    loose : tuple of ((str, str), float)
        The numbers that it relies on, by the function and the name that they were assigned to.
    asks_held : bool
        Whether it matters if the value is one of the arguments.
    held : Known or None
        Which of them it was.
    noted : Noted or None
        What it adds.
    before : Step or None
        The step before it.
    after : list of Step
        What came next.
    ends : dict
        What a report has of a call that ended here, by its error and what could not be recorded.
    """

    # What each assignment on a trail asks for stands together.
    site: Site | None = None
    simple: bool = False
    kind: type[Any] = object
    sizes: tuple[int, ...] | None = None
    name: str = ""
    first: Step | None = None
    inner: tuple[object, ...] | None = None
    loose: Loose = ()
    asks_held: bool = False
    held: Known | None = None
    noted: Noted | None = None
    before: Step | None = None
    after: list[Step] = field(default_factory=list)
    ends: dict[object, Call] = field(default_factory=dict)

    def lengthen(self, step: Step) -> None:
        """Add a step after this one."""
        self.after.append(step)
        self.first = self.first or step

    def is_of(self, value: Any) -> bool:
        """Tell whether a value is of the kind and the shape of the one that was assigned here."""
        if type(value) is not self.kind:
            return False
        if self.sizes is not None:
            return bool(value.shape == self.sizes)
        return self.inner is None or signature((value,)) == self.inner

    def way(self) -> list[Step]:
        """Give the steps from the beginning of the trail to this one, the beginning left out."""
        found: list[Step] = []
        step = self
        while step.before is not None:
            found.append(step)
            step = step.before
        return found[::-1]


@dataclass(slots=True, eq=False)
class Trail:
    """The calls with arguments of the same shapes.

    Attributes
    ----------
    start : Start
        What these say.
    function : str
        The function's qualified name.
    known : frozenset of str
        The parameters whose arguments can be looked into.
    root : Step
        Where it begins.
    asked : dict
        The globals that its steps rely on, by the names of their modules and their own.
    fits : bool
        Whether the arguments have been found to be right.
    endings : set
        The signatures of arguments and results, after calls that were found to be right.
    """

    start: Start
    function: str
    known: frozenset[str]
    root: Step = field(default_factory=Step)
    asked: dict[tuple[int, str], tuple[dict[str, Any], str, object]] = field(default_factory=dict)
    fits: bool = False
    endings: set[object] = field(default_factory=set)

    def holds(self) -> bool:
        """Tell whether the globals that the steps rely on are what they were."""
        for names, name, found in self.asked.values():  # noqa: SIM110 - a generator costs more than what it asks
            if dict.get(names, name, _NOTHING) is not found:
                return False
        return True

    def relies(self, at: Step, names: Iterable[str], function: str, frame: FrameType) -> bool:
        """Tell whether what a statement reads follows from the steps before it, and from globals, which are noted.

        Parameters
        ----------
        at : Step
            The step before it.
        names : iterable of str
            What it reads.
        function : str
            Where it stands.
        frame : frame
            Where it ran.
        """
        own, globals_ = _own_names(frame), frame.f_globals
        for name in names:
            if name in own:
                if not self._is_known(at, name, function):
                    return False
                continue
            found = dict.get(globals_, name, _NOTHING)
            if found is not _NOTHING and type(found) not in _LASTING:
                return False
            self.asked[id(globals_), name] = (globals_, name, found)
        return True

    def _is_known(self, at: Step, name: str, function: str) -> bool:
        """Tell whether a local name stands for something that the steps before tell apart."""
        step = at
        while step.before is not None and step.site is not None:
            if step.name == name and step.site.function == function:
                return step.sizes is not None or step.inner is not None or step.kind is float
            step = step.before
        return function == self.function and name in self.known


def _own_names(frame: FrameType) -> frozenset[str]:
    code = frame.f_code
    return frozenset((*code.co_varnames, *code.co_cellvars, *code.co_freevars))


def signature(values: Iterable[object]) -> tuple[object, ...] | None:
    """Give what tells apart values that may have an effect on shapes; None where one cannot be looked into.

    Examples
    --------
    >>> import numpy as np
    >>> signature([np.zeros((5, 3)), 7]) == signature([np.ones((5, 3)), 7])
    True
    >>> signature([{"W1": np.zeros((5, 3))}]) == signature([{"W1": np.zeros((5, 1))}])
    False
    >>> signature([object()]) is None
    True
    """
    found: list[object] = []
    pending = [*values]
    for _ in range(_MOST):
        if not pending:
            return tuple(found)
        value: Any = pending.pop()
        kind = type(value)
        form = _FORMS[kind]
        if form is _ARRAY:
            found += (kind, value.shape)
        elif form is _PLAIN:
            if kind is str and len(value) > _LONGEST:
                return None
            found += (kind, value)
        elif form is _SEQUENCE:
            found += (kind, len(value))
            pending += value
        elif form is _DICT:
            keys = tuple(value)
            kinds = {*map(type, keys)}
            if not kinds <= _KEYS:  # others are not compared, which might run code of the user's
                keys = tuple([key if type(key) in _KEYS else None for key in keys])
            found += (kind, *kinds, keys)
            pending += value.values()
        else:
            shape = _shape(value)
            if shape is None:
                return None
            found += (kind, shape)
    return None


class _Form(Enum):
    """How a value is looked into."""

    ARRAY = auto()
    PLAIN = auto()
    SEQUENCE = auto()
    DICT = auto()
    OTHER = auto()


class _Forms(dict[type, _Form]):
    """The form of the values of a type, each type asked once."""

    def __missing__(self, kind: type) -> _Form:
        form = _Form.OTHER
        if kind in _PLAIN_TYPES:
            form = _Form.PLAIN
        elif kind in DICTS:
            form = _Form.DICT
        elif kind in (list, tuple) or (NAMED[kind] and issubclass(kind, tuple)):
            form = _Form.SEQUENCE
        elif (kind.__module__, kind.__name__) == ("numpy", "ndarray"):
            form = _Form.ARRAY
        if len(self) < _MOST:
            self[kind] = form
        return form


_FORMS = _Forms()
_ARRAY, _PLAIN, _SEQUENCE, _DICT = _Form.ARRAY, _Form.PLAIN, _Form.SEQUENCE, _Form.DICT


def of_self(instance: object) -> tuple[object, ...] | None:
    """Give the signature of a method's `self`, by what is stored in it; None where that cannot be told."""
    try:
        stored = object.__getattribute__(instance, "__dict__")
    except AttributeError:
        return None
    inside = signature((stored,)) if type(stored) is dict else None
    return None if inside is None else (type(instance), *inside)


def _shape(value: Any) -> tuple[int, ...] | None:
    """Give the shape of an array as it has it; None for what has none, or of which another is made to compute with."""
    try:
        shape = value.shape
    except Exception:  # a property of the user's
        return None
    return shape if type(shape) is tuple and all(type(size) is int for size in shape) else None
