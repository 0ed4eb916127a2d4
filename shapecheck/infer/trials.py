"""Trials: a function that nothing calls with known arguments is run on generic ones; told is where that fails.

A program whose data comes from outside of it is run once more as a whole in the same way: the sizes of its data are
generic.
"""

import ast
from collections.abc import Callable, Collection, Container, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial

from shapecheck.infer.budget import TRIAL
from shapecheck.infer.calls import run_function
from shapecheck.infer.entry import first_of
from shapecheck.infer.evidence import is_plain
from shapecheck.infer.found import Found
from shapecheck.infer.frames import Frame, Names, Scope
from shapecheck.infer.generic import Abandoned
from shapecheck.infer.links import Links
from shapecheck.infer.machine import BudgetSpent, Machine, Raised
from shapecheck.infer.members import WITHOUT_OBJECT, decorators
from shapecheck.infer.mends import (
    Change,
    before,
    changed,
    changes,
    has_axis,
    in_columns,
    is_gram,
    is_of_elements,
    quadratic,
    turns,
)
from shapecheck.infer.objects import prepared_object
from shapecheck.infer.parameters import further_arguments
from shapecheck.infer.purposes import goes_with_tables, states_square
from shapecheck.infer.site import Source
from shapecheck.infer.survey import called_in
from shapecheck.infer.told_of_sizes import Forced, Mended
from shapecheck.infer.tree import nodes_in, positional
from shapecheck.infer.trial import Trial
from shapecheck.infer.uses import supposing
from shapecheck.infer.values import Function, Value

__all__ = ["try_generic"]

_MOST = 120_000  # for all of them in a file
_LOOPS = 150_000  # what the steps of a loop in one are measured by
_CHANGES = 24_000  # for all changes that are tried on one function
_ROUNDS = 2  # in which what is used as an array is taken as one from the start
_MOST_ITEMS = 10  # that an assertion may ask for
_FAULTS = 4  # in one function that are told of, each with those before it mended
_WAYS = 3  # that a function goes by what it is told to do, which are tried one by one
_CASES = 6  # arguments that are tried as vectors one by one
_PROGRAM = 30_000  # steps for one trial of a whole program


def try_generic(machine: Machine, source: Source, tree: ast.Module, found: Found, reached: Container[ast.AST]) -> None:
    """Try each function of a file on generic arguments, those first that no other one calls, but for those reached.

    The program itself is tried where its data comes from outside of it.
    """
    if machine.has_data:
        _tell(machine, tree, partial(_program_trial, machine, source), goes_on=False)
    if not is_plain(source):
        return
    entered, machine.entered = machine.entered, set()
    functions = [own for own in machine.functions.values() if own.frame.source is source]
    left = _MOST
    for first in (True, False):
        for function in functions:
            node = function.node
            if node in machine.entered or node in reached or isinstance(node, ast.Lambda) or left <= 0:
                continue
            if node not in machine.promising or node in machine.too_long:
                continue  # nothing in it can fail, nor in what it calls, but what has been told of; or it would not end
            if first and function.name.rpartition(".")[2] in called_in(tree):
                continue
            before = machine.steps
            _try(machine, found, functions, function)
            left -= machine.steps - before
    machine.entered = entered


def _try(machine: Machine, found: Found, functions: Sequence[Function], function: Function) -> None:
    """Try a function on generic arguments; what fails is mended and the function tried again, for what else fails."""
    with ExitStack() as mended:
        trial = partial(_trial, machine, found, functions, function)
        for fault in range(_FAULTS):
            change = _tell(machine, function.node, trial, goes_on=fault < _FAULTS - 1)
            if not change:
                return
            mended.enter_context(changed(change))
            machine.listener(Mended(function.frame.site(function.node)))


def _tell(machine: Machine, body: ast.AST, trial: Callable[..., Trial | None], *, goes_on: bool) -> Change:
    """Tell what fails whatever ranks are supposed.

    Return the change that mends it, nothing where there is not one; it is looked for only if the caller `goes_on`.
    Where nothing fails on all ways together, those that the function goes in one mode are tried one by one.
    """
    first, change = _told(machine, body, trial, goes_on=goes_on)
    is_whole = first is None or not first.is_torn or first.failures or first.suspects or first.has_reduced
    for way in range(0 if is_whole else _WAYS):
        assert first is not None
        arrays = frozenset(first.found_arrays)
        own, change = _told(machine, body, partial(trial, way=way), arrays, goes_on=goes_on)
        if change or own is None or own.failures or own.ways <= way:
            break
    return change


def _told(
    machine: Machine,
    body: ast.AST,
    trial: Callable[..., Trial | None],
    arrays: frozenset[str] = frozenset(),
    *,
    goes_on: bool,
) -> tuple[Trial | None, Change]:
    """Tell what fails, where these are known as arrays; return the trial that shows it, and what mends it."""
    with machine.quiet():
        first = trial(arrays=arrays)
        trial = partial(trial, count=None if first is None else first.given_count)
        for _ in range(_ROUNDS):
            late = frozenset() if first is None else first.met & first.found_arrays
            if late <= arrays:
                break
            arrays |= late
            first = trial(arrays=arrays)
        trial = partial(trial, arrays=arrays)
        if first is None:
            return None, ()
        suspects = [] if first.failures or first.has_squared else first.suspects
        reduced = not first.failures and first.has_reduced and not (states_square(body) or goes_with_tables(body))
        if not first.failures and not suspects and not reduced:
            return first, ()
        base = first.ranks
        open_ranks = [place for place, least in enumerate(first.least_ranks) if least < 2]
        numbers = range(len(first.numbers))
        vectors = [dict.fromkeys(open_ranks, 1), *({place: 1} for place in open_ranks[:_CASES])] if open_ranks else []
        if base:  # who has three axes may have two where nothing says how many
            vectors = [dict.fromkeys(open_ranks, 1), *({place: 2} for place in open_ranks[:_CASES])]
        stretching = [numbers, *((place,) for place in numbers[:_CASES])] if numbers else []
        least = len(first.suspects)
        start = machine.steps
        for ranks, wide in (*((own, ()) for own in vectors), *(({}, own) for own in stretching)):
            if machine.steps - start > _CHANGES:
                return first, ()
            other = trial({**base, **ranks}, wide=wide, hasty=True)
            if other is not None and not other.failures:
                least = min(least, len(other.suspects))
                suspects = suspects if other.suspects else []
                reduced = reduced and other.has_reduced
                if not suspects and not reduced:
                    return first, ()
        # What is an array is one also where a change turns it no more.
        trial = partial(trial, ranks=base or None, arrays=arrays | first.found_arrays)
        forced = None
        change: Change = ()
        if suspects:
            forced, change = _forced(machine, body, first, partial(trial, hasty=True), least)
        elif goes_on and first.failures:
            change = _mend(machine, first, trial)
    if forced is not None:
        machine.tell(forced)
    elif first.failures or reduced:
        trial(arrays=arrays)
    return first, change


def _mend(machine: Machine, first: Trial, again: Callable[[], Trial | None]) -> Change:
    """Return the one change with which a function goes on furthest; nothing where several are as good.

    Changed is what fails, or a product or sum that it is made of, or that bound a size.
    """
    if len(first.failing) != first.failures:
        return ()  # what was asserted, or the law of gradients, fails
    best = -first.passed, 0, 0, 0
    found: list[Change] = []
    start = machine.steps
    parts = [part for node in first.failing for part in nodes_in(node) if part in first.elsewhere]
    for node in dict.fromkeys([*first.failing, *parts, *first.causes()]):
        for change in changes(node):
            if machine.steps - start > _CHANGES:
                return found[0] if len(found) == 1 and not best[1] else ()
            if is_of_elements(change):
                continue
            with changed(change):
                other = again()
            if other is None or other.passed <= first.passed:
                continue
            rank = -other.passed, other.failures, len(other.suspects), -other.freedom
            if rank <= best:
                found, best = ([*found, change] if rank == best else [change]), rank
    return found[0] if len(found) == 1 else ()


def _forced(
    machine: Machine, body: ast.AST, first: Trial, again: Callable[[], Trial | None], least: int
) -> tuple[Forced | None, Change]:
    """Return the one operation with which a body fits for special sizes only, and a change of it that fits always.

    None where with other numbers of axes no more arguments are special, `least`, than there are with the change.
    """
    if states_square(body):
        return None, ()
    mends: dict[ast.AST, tuple[int, str, Change, int]] = {}
    sites = {**first.elsewhere, **first.products}
    start = machine.steps
    for node in first.causes():
        # A matrix that may be a square one on purpose is summed up along both of its axes.
        is_square = not (first.has_named or first.is_named_apart or node in first.of_scores) and has_axis(node)
        on_purpose = node in quadratic(sites[node].source.tree) and not (is_gram(node) and first.is_named_apart)
        if is_square or on_purpose:
            continue
        for change in [*changes(node), *in_columns(node, first.uneven.get(node, ""))]:
            if is_of_elements(change) and node not in first.squares:
                continue  # of a matrix by a vector only the matrix must be square, as it may be on purpose
            if machine.steps - start > _CHANGES:
                break
            with changed(change):
                other = again()
                text = ast.unparse(node)
            if other is not None and len(other.suspects) < least and _is_freer(other, first, node):
                freed = next(at for at, place in enumerate(first.special) if place not in other.special)
                found = other.freedom, text, change, freed
                mends[node] = max(mends.get(node, (0, "", (), 0)), found, key=lambda mend: mend[0])
    freest = max((freedom for freedom, *_ in mends.values()), default=0)
    mends = {node: mend for node, mend in mends.items() if mend[0] == freest}
    # A sum and what it is an operand of are changed for one reason.
    inner = [node for node in mends if not any(part in mends for part in nodes_in(node) if part is not node)]
    mends = {node: mends[node] for node in inner} if len(inner) == 1 else mends
    own = set(nodes_in(body))
    if len(mends) > 1 and first.of_program:  # what bound the size, and what made the other operand
        mends = dict(list(mends.items())[:1])
    elif len(mends) > 1:  # what it takes may be made for it otherwise, which is not where to begin
        mends = {node: mend for node, mend in mends.items() if node in own}
        binding = {node: mend for node, mend in mends.items() if node in first.products}
        mends = binding if len(binding) == 1 else mends
    if len(mends) > 1:  # each may be one of several faults: then all of them together free more than one does
        with ExitStack() as mended:
            for _, _, change, _ in mends.values():
                mended.enter_context(changed(change))
            other = again()
        if other is None or other.freedom <= freest or not _is_freer(other, first, next(iter(mends))):
            # What is turned may be turned for nothing; that what is not should be turned is not as near.
            mends = {node: mend for node, mend in mends.items() if turns(mend[2]) < turns(before(mend[2]))}
            if len(mends) != 1:
                return None, ()
    if not mends:
        return None, ()
    node, (_, text, change, freed) = min(mends.items(), key=lambda mend: (sites[mend[0]].line, sites[mend[0]].column))
    if has_axis(node) and not first.suspects[freed][0].name:
        return None, ()  # nobody could tell which matrix is summed up along the wrong axis
    whole = isinstance(body, ast.Module)
    return Forced(sites[node], *first.suspects[freed], text, is_program=whole), change


def _is_freer(other: Trial, first: Trial, node: ast.AST) -> bool:
    """Tell whether a function with a change asks less of its arguments: fewer are special, and more sizes are free.

    Where `*` is `@` instead, all sizes of one operand are free that must be those of the other one: that says nothing.
    """
    if other.failures or len(other.suspects) >= len(first.suspects) or len(other.made) != len(first.made):
        return False
    squares = [sum(len(set(sizes)) < len(sizes) for _, sizes in own.suspects) for own in (other, first)]
    is_multiplied = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult)
    numbers = [
        sum(type(size) is int and size > 1 for _, sizes in own.suspects for size in sizes) for own in (other, first)
    ]
    # What was a single one is as many as others are, or an axis is as long as the same one of its like, or is one more.
    tied = (first.of_program and numbers[0] == numbers[1]) or len(other.crossed) < len(first.crossed)
    tied = tied or other.composed < first.composed
    is_freer = other.freedom > first.freedom or (tied and other.freedom == first.freedom)
    return is_freer and (not is_multiplied or squares[0] < squares[1])


def prepared_arguments(
    machine: Machine, found: Found, functions: Sequence[Function], function: Function
) -> Sequence[Value]:
    """Return what a function is called with: linked to others, and of a method an object that was used before."""
    links = Links(machine, functions, by_keys=True)
    if function.owner is None or not WITHOUT_OBJECT.isdisjoint(decorators(function)):
        return links.arguments(function, first_of(found, function))
    return links.arguments(function, prepared_object(machine, function, links.arguments))


@contextmanager
def _trying(machine: Machine, generic: Trial, steps: int, *, hurrying: bool = False) -> Iterator[None]:
    """Make a trial; write down what it comes to before that is taken back."""
    with supposing(machine, generic, steps, loops=_LOOPS, hurrying=hurrying):
        try:
            yield
        finally:
            generic.conclude()


def _trial(
    machine: Machine,
    found: Found,
    functions: Sequence[Function],
    function: Function,
    ranks: Mapping[int, int] | None = None,
    arrays: Collection[str] = (),
    count: int | None = None,
    wide: Collection[int] = (),
    *,
    way: int | None = None,
    hasty: bool = False,
) -> Trial | None:
    """Run a function on generic arguments; give what was supposed, or None where that does not hold.

    A `hasty` trial ends at the first failure: then it gives None as well. Where an assertion says how many items there
    are, what is counted has so many, in a second trial.
    """
    generic = Trial(machine, ranks, arrays, count, wide, way=way, hasty=hasty)
    given = function.node.args
    generic.parameters = [own.arg for own in (*positional(given), *given.kwonlyargs)]
    entered = set(machine.entered)
    holds = False
    try:
        with _trying(machine, generic, TRIAL):
            values = prepared_arguments(machine, found, functions, function)
            run_function(machine, function, values, further_arguments(machine, function), None, None)
        holds = True
    except Raised:
        holds = True
    except BudgetSpent:
        machine.too_long.add(function.node)
    except Exception as error:  # ours
        machine.failed(error, function.node, function.frame)
        return None
    finally:
        machine.entered = {*(machine.entered if holds else entered), function.node}
    if count is None and generic.count_asked in range(1, _MOST_ITEMS):
        count = generic.count_asked
        return _trial(machine, found, functions, function, ranks, arrays, count, wide, way=way, hasty=hasty)
    if not holds and ranks is None and generic.rank_asked is not None:
        ranks = dict.fromkeys(range(len(generic.least_ranks)), generic.rank_asked)
        return _trial(machine, found, functions, function, ranks, arrays, count, wide, way=way, hasty=hasty)
    return generic if holds else None


def _program_trial(
    machine: Machine,
    source: Source,
    ranks: Mapping[int, int] | None = None,
    arrays: Collection[str] = (),
    count: int | None = None,
    wide: Collection[int] = (),
    *,
    way: int | None = None,
    hasty: bool = False,
) -> Trial | None:
    """Run the top level of a program with generic sizes of its data; give what was supposed, as `_trial` does.

    Where that takes too many steps, what was found until then is given.
    """
    plain = is_plain(source)
    generic = Trial(machine, ranks, arrays, count, wide, way=way, hasty=hasty, of_program=True, only_certain=not plain)
    functions, entered = dict(machine.functions), set(machine.entered)
    top = Scope(machine.journal.birth(), None, Names())
    frame = Frame(source, "__main__", top, top, body=source.tree)
    try:
        with _trying(machine, generic, _PROGRAM, hurrying=True):
            machine.frames.append(frame)
            machine.execute(source.tree.body, frame)
    except Abandoned:
        return None
    except (BudgetSpent, Raised):
        pass
    except Exception as error:  # ours
        machine.failed(error, source.tree, frame)
        return None
    finally:
        machine.functions.clear()
        machine.functions.update(functions)
        machine.entered = entered
    return generic
