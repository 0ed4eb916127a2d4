"""Operations of NumPy's: a rule is applied, judged and told of."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from shapecheck.core.array import Array, Bare
from shapecheck.core.claims import Claim, InRange
from shapecheck.core.dim import Dim, Size, substitute, symbols_of
from shapecheck.core.judge import first_failed
from shapecheck.core.shape import SCALAR
from shapecheck.core.terms import Symbol
from shapecheck.core.verdict import Verdict
from shapecheck.display import shortened
from shapecheck.infer.events import Operation, Unmodelled
from shapecheck.infer.evidence import answers, is_certain, is_doubtful, is_plain, may_be_of_matrices
from shapecheck.infer.failures import errors_of, fail
from shapecheck.infer.frames import Frame
from shapecheck.infer.full_names import full_name
from shapecheck.infer.lost import cause_of, lose_array, lost, unmodelled
from shapecheck.infer.lowering import ERROR, is_faulty, lift, lower_all
from shapecheck.infer.machine import Machine
from shapecheck.infer.paths import write_path
from shapecheck.infer.promising import is_promising, pairs
from shapecheck.infer.protocols import ask_objects
from shapecheck.infer.records import FIELDS, MATRIX, are_records
from shapecheck.infer.rooms import door
from shapecheck.infer.supposed import suppose
from shapecheck.infer.values import FOREIGN, Assumed, Listing, Opaque, Tensor, Value
from shapecheck.language import Phrase
from shapecheck.ops.aliasing import gives_itself, gives_out
from shapecheck.ops.completions import closed
from shapecheck.ops.kept import judged
from shapecheck.ops.namespaces import clamps_indices
from shapecheck.ops.roles import Role, goes_through_parts, makes_parts, role_of, takes_matrices
from shapecheck.ops.rule import Outcome, Rule, apply
from shapecheck.ops.table import lookup
from shapecheck.ops.values import UNKNOWN, Flat, Many, Unknown

if TYPE_CHECKING:
    from shapecheck.infer.lineage import Lineage
else:
    Lineage = door("lineage", "Lineage")

__all__ = ["apply_ruled", "named"]

_STEPS = 5  # that an operation counts for
_MOST = 10_000  # parts of an array that a rule goes through, or makes
_OF_LISTS = frozenset({"numpy.bincount", "numpy.block", "numpy.trim_zeros"})  # a list is no array for these
_NO_ARRAY = Phrase("a list of any number of items, where a list is no array")
_TOO_MANY = Phrase("an operation on more arrays than are gone through")
_OPERANDS = 256  # arguments of one call; NumPy's own limit is 64 for most
_AXES = 64  # of an array: NumPy has none with more
_TOO_DEEP = Phrase("an operation on or to an array with more axes than NumPy has")


def apply_ruled(
    machine: Machine,
    name: str,
    arguments: Sequence[Value],
    keywords: Mapping[str, Value],
    node: ast.AST,
    frame: Frame,
    nodes: Sequence[ast.expr | None] = (),
) -> Value:
    """Give what an operation with a rule gives, and tell of it.

    Parameters
    ----------
    machine : Machine
        The analysis.
    name : str
        The ruled name.
    arguments, keywords
        The values of the call.
    node : ast.AST
        Where it stands.
    frame : Frame
        The body being run.
    nodes : sequence of ast.expr or None
        What the positional arguments were written as.
    """
    rule = lookup(name)
    assert rule is not None, name
    if machine.generic is not None:
        arguments, keywords = machine.generic.taken(rule, arguments, keywords)
    given = (*arguments, *keywords.values())
    if any(map(is_faulty, given)):
        return unmodelled(machine, given, node, frame, ERROR)
    if any(isinstance(value, Opaque) and value.kind == MATRIX for value in given) and not takes_matrices(name):
        return unmodelled(machine, given, node, frame, MATRIX)
    if rule.dtype_at is not None and are_records(rule, arguments, keywords):
        made = unmodelled(machine, given, node, frame, reason=Phrase("an array of records"))
        made.cells[FIELDS] = True
        return made
    if name in _OF_LISTS and any(isinstance(value, Listing) and value.items is None for value in given):
        return unmodelled(machine, given, node, frame, reason=_NO_ARRAY)
    machine.steps += _STEPS
    ask_objects(machine, given, node, frame)
    positional, by_name = lower_all(machine, name, rule, arguments, keywords)
    if any(isinstance(value, Array) and (value.shape.rank or 0) > _AXES for value in (*positional, *by_name.values())):
        return unmodelled(machine, given, node, frame, reason=_TOO_DEEP)
    if len(positional) > _OPERANDS:
        return unmodelled(machine, given, node, frame, reason=_TOO_MANY)
    if goes_through_parts(name) and not all(map(_is_spreadable, (*positional, *by_name.values()))):
        return unmodelled(machine, given, node, frame, reason=_TOO_MANY)
    if makes_parts(name) and not all(map(_is_spreadable, (*positional[1:], *by_name.values()))):
        return unmodelled(machine, given, node, frame, reason=_TOO_MANY)
    try:
        # What is supposed of arrays looks into claims also where nobody is told of them.
        is_heard = not machine.muted or machine.generic is not None
        outcome, failed, verdict = judged(rule, positional, by_name, anew=is_heard)
        positional, by_name = closed(positional, by_name)
    except Exception as trouble:  # a program may give a rule what no test has thought of: it says nothing then
        reason = Phrase("rule of {name}: {error}", name=name, error=type(trouble).__name__)
        machine.tell(Unmodelled(frame.site(node), reason))
        return lost(machine, reason, node, frame, of_arrays=True)
    if machine.generic is None:
        if verdict is not Verdict.YES and is_promising(rule, arguments, keywords, outcome.claims):
            machine.promising.update(machine.running)
    else:
        failed = machine.generic.judged(rule, _without_data(outcome), failed, frame.site(node))
        verdict = verdict if failed is None else Verdict.NO
    # In a trial what is unknown is an array; what has a shape that the program asserts may be a matrix there too.
    assumed = is_doubtful(name, given, frame) if machine.generic is None else may_be_of_matrices(name, given)
    refused = failed is not None and assumed
    if isinstance(failed, InRange) and role_of(rule) is Role.INDEXES and _is_clamped(machine, arguments[0]):
        refused, verdict, failed = True, Verdict.UNKNOWN, None
    elif refused:
        _give_up_guess(machine, name, given, nodes, frame)
        verdict, failed = Verdict.UNKNOWN, None
    result = outcome.result
    own = rule.own and name.startswith("numpy.")
    if any(answers(value, own=own) for value in given):
        for value in given:
            machine.lose(value)  # its method may change what it is given
        result = UNKNOWN
        refused = refused or failed is not None
        failed = None
    elif not own and not all(map(is_certain, given)):
        result = _of_other(name, result, given, frame)
    if failed is None and not refused:
        result = suppose(machine, rule, (arguments, keywords), (positional, by_name), result)
        result = result if machine.generic is None else machine.generic.likely(rule, positional, by_name, result)
        if result is not outcome.result and not isinstance(result, Unknown):
            outcome = replace(outcome, result=result)
    if isinstance(result, Unknown) and not isinstance(outcome.result, Unknown):
        outcome, verdict = replace(outcome, result=result), Verdict.UNKNOWN
    if verdict is Verdict.YES and any(isinstance(value, Tensor) for value in given):
        verdict = Verdict.UNKNOWN  # the rules are NumPy's, and PyTorch's are not proved by them
    if verdict is Verdict.YES:
        machine.proved.add(node)
    guarded = machine.is_guarded
    if failed is not None:
        guarded = guarded or not machine.expected.isdisjoint(errors_of(name, failed))
        positional, by_name, failed = _named_again(machine, rule, positional, by_name, nodes, node, frame, failed)
    elif machine.resting is not None and verdict is Verdict.UNKNOWN:
        guarded = guarded or not machine.expected.isdisjoint(errors_of(name, None))
    if failed is None and outcome.fresh:
        names = machine.symbols.fresh_at(outcome.fresh, node)
        outcome = replace(outcome, result=_substituted(outcome.result, names))
        result = _substituted(result, names)
    cause = cause_of(machine, given)
    if not machine.muted:
        site = frame.site(node)
        machine.tell(
            Operation(
                site,
                name,
                rule,
                positional,
                by_name,
                tuple(nodes),
                outcome,
                verdict,
                failed,
                guarded,
                assumed,
                machine.doubt,
                machine.origins,
                None if cause is None else cause.reason,
            )
        )
    if failed is not None:
        fail(machine, errors_of(name, failed), node)
        return machine.opaque(ERROR)
    if refused:
        return machine.opaque()
    if isinstance(result, Array) and result.kind == "O" and result.shape == SCALAR and result.bare is not Bare.ARRAY:
        return machine.opaque()  # an element of an array of objects may be anything
    if isinstance(result, Array):
        if "out" in keywords and result.may_be_bare and _may_be_of_scalar(name, given[0]):
            is_one = isinstance(given[0], Array) and given[0].shape == SCALAR and given[0].bare is Bare.SCALAR
            result = replace(result, bare=Bare.SCALAR if is_one else result.bare | Bare.SCALAR)
        if machine.generic is not None:
            result = machine.generic.solved(result)
        result = result.map(machine.symbols.shortened)
        if machine.merger.tells_apart:
            result = _own(machine, name, result, arguments, keywords)
        if machine.generic is not None:
            machine.generic.note_computed(rule, given, result)
            if result.shape.rank is None and role_of(rule) is Role.ELEMENTWISE:
                machine.generic.note_like(given, result)
        machine.origins.note(result, name, rule, positional, by_name, node, frame)
        lose_array(machine, result, cause)
        return result
    lifted = lift(machine, result)
    if machine.generic is not None and role_of(rule) is Role.ELEMENTWISE:
        machine.generic.note_like(given, lifted)
    for part in result if isinstance(result, (list, tuple)) else ():
        if isinstance(part, Array):
            machine.origins.note(part, name, rule, positional, by_name, node, frame)
    if isinstance(lifted, Opaque):
        lifted.lost = cause
    return lifted


def _without_data(outcome: Outcome) -> Sequence[Claim]:
    """Return the claims of an operation but for those about sizes that depend on the data of this one operation."""
    own = set(outcome.fresh)
    return outcome.claims if not own else [claim for claim in outcome.claims if own.isdisjoint(_symbols(claim))]


def _symbols(claim: Claim) -> Iterator[Symbol]:
    for left, right, _ in pairs(claim):
        for size in (left, right):
            if isinstance(size, Dim):
                yield from symbols_of(size)


def _is_clamped(machine: Machine, value: Value) -> bool:
    """Tell whether an array comes from a namespace where an index out of range gives some element."""
    if not isinstance(value, Array):
        return False
    made = map(machine.origins.derivation, Lineage(machine.origins).ancestors(value))
    return any(
        known is not None
        and isinstance(known.site.node, ast.Call)
        and clamps_indices(full_name(known.site.node, known.site.source.tree))
        for known in made
    )


def _own(
    machine: Machine, name: str, result: Array, arguments: Sequence[Value], keywords: Mapping[str, Value]
) -> Array:
    """Return the result of an operation, which may be an argument itself, or must be an array of its own."""
    first = arguments[0] if arguments else None
    may_be = isinstance(first, Array) and not isinstance(first, Flat) and first.shape == result.shape
    itself = gives_itself(name, keywords) if may_be else False
    out = keywords.get("out")
    out = out[0] if isinstance(out, tuple) and len(out) == 1 else out
    if isinstance(out, Array) and gives_out(name) and not (result.may_be_bare and _may_be_of_scalar(name, first)):
        return out
    if itself is True and len(arguments) == 1 and isinstance(first, Array):
        return first
    made = replace(result) if any(result is value for value in arguments) else result
    for other in (first if itself is None else None, out):
        if isinstance(other, Array):
            machine.merger.note_others(other, made)
    last = arguments[-1] if len(arguments) > 1 else None
    if isinstance(last, Array) and last.shape == result.shape and name.startswith("numpy."):
        machine.merger.note_others(last, made)  # it may be where the result is put
    return made


def _may_be_of_scalar(name: str, owner: Value) -> bool:
    """Tell whether an operation may be a method of a scalar, which gives an `out` without axes as a scalar."""
    is_bare = isinstance(owner, Array) and owner.may_be_bare and Bare.SCALAR in owner.bare
    return is_bare and name.startswith("ndarray.")


def _is_spreadable(value: Any) -> bool:
    """Tell whether a value has few enough parts to go through them; a number says how many there shall be."""
    if isinstance(value, Array):
        return not any(type(size) is int and size > _MOST for size in value.shape.before)
    return not (isinstance(value, (int, float)) and value > _MOST) and not (
        isinstance(value, (list, tuple)) and len(value) > _MOST
    )


def _give_up_guess(
    machine: Machine, name: str, given: Sequence[Value], nodes: Sequence[ast.expr | None], frame: Frame
) -> None:
    """Write down that the owner of a method that no array has so is no array."""
    node = nodes[0] if nodes else None
    if name.startswith("ndarray.") and node is not None and given and isinstance(given[0], Assumed):
        write_path(machine, node, machine.opaque(FOREIGN, given[0].name), frame)


def _of_other(name: str, result: Any, given: Sequence[Value], frame: Frame) -> Any:
    """Give what an operation gives whose operands may be objects of another library, which answer themselves."""
    if isinstance(result, (list, tuple)):
        return type(result)(_of_other(name, item, given, frame) for item in result)
    if isinstance(result, Many):
        item = _of_other(name, result.item, given, frame)
        return item if isinstance(item, Unknown) else Many(item)
    if not isinstance(result, Array) or isinstance(result, Flat):
        return result
    foreign = any(isinstance(value, Opaque) and value.kind == FOREIGN for value in given)
    unknown = name.startswith("numpy.") and any(isinstance(value, Opaque) and value.kind is None for value in given[:1])
    of_tensors = any(isinstance(value, Tensor) for value in given)
    of_columns = result.may_be_bare and not of_tensors and any(isinstance(value, Assumed) for value in given)
    if foreign or ((unknown or of_columns) and not is_plain(frame.source)):
        return UNKNOWN
    made = Tensor if of_tensors else Assumed
    return made(result.shape, result.kind, bare=result.bare)


def named(
    machine: Machine, positional: Sequence[Any], nodes: Sequence[ast.expr | None], frame: Frame
) -> tuple[Any, ...]:
    """Give arguments with arrays named as the source has them, and with the origins of their sizes."""
    found = list(positional)
    for place, node in enumerate(nodes[: len(found)]):
        value = found[place]
        if node is None:
            continue
        if isinstance(value, Array):
            found[place] = _described(machine, value, frame.source.segment(node))
        elif isinstance(value, (list, tuple)) and isinstance(node, (ast.List, ast.Tuple)):
            if len(node.elts) == len(value) and not any(isinstance(item, ast.Starred) for item in node.elts):
                found[place] = type(value)(named(machine, value, node.elts, frame))
        elif isinstance(value, list) and not isinstance(node, (ast.ListComp, ast.GeneratorExp)):
            text = frame.source.segment(node)
            found[place] = [
                _described(machine, item, f"{text}[{index}]") if isinstance(item, Array) else item
                for index, item in enumerate(value)
            ]
    return tuple(found)


def _described(machine: Machine, array: Array, name: str) -> Array:
    called = array.name if array.origins and array.name else shortened(name)  # what is given has a name of its own
    described = replace(array, name=called, origins=machine.origins.trace(array))
    machine.origins.hand_on(array, described)
    return described


def _named_again(
    machine: Machine,
    rule: Rule,
    positional: tuple[Any, ...],
    by_name: dict[str, Any],
    nodes: Sequence[ast.expr | None],
    node: ast.AST,
    frame: Frame,
    failed: Claim,
) -> tuple[tuple[Any, ...], dict[str, Any], Claim]:
    """Apply a rule once more to named operands, so that the claim that fails says which they are."""
    positional = named(machine, positional, nodes, frame)
    if isinstance(node, ast.Call):
        written = {keyword.arg: keyword.value for keyword in node.keywords}
        for key, value in by_name.items():
            if isinstance(value, Array) and key in written:
                by_name[key] = _described(machine, value, frame.source.segment(written[key]))
    outcome: Outcome = apply(rule, positional, by_name)
    refuted = None if machine.generic is None else machine.generic.apart(_without_data(outcome))
    return positional, by_name, first_failed(outcome.claims) or refuted or failed


def _substituted(value: Any, names: Mapping[Symbol | Dim, Size]) -> Any:
    if isinstance(value, Array):
        return value.map(lambda size: substitute(size, names))
    if isinstance(value, Dim):
        return substitute(value, names)
    if isinstance(value, (list, tuple)):
        return type(value)(_substituted(item, names) for item in value)
    if isinstance(value, Many):
        return Many(_substituted(value.item, names))
    return value
