"""Calls are judged by the specs of what is called: those of `@shapecheck.checked`, and jaxtyping's annotations."""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shapecheck.core.judge import first_failed
from shapecheck.core.matching.parts import Part, parts_of
from shapecheck.core.notation.contract import Need
from shapecheck.infer.contracts import Declared, call_of, specs_of
from shapecheck.infer.fitting import Fitting, given, operands_of
from shapecheck.infer.frames import Frame
from shapecheck.infer.machine import Machine
from shapecheck.infer.told_of_texts import Called
from shapecheck.infer.tree import once
from shapecheck.infer.values import ABSENT, Function, Value

__all__ = ["fits_its_specs"]


def fits_its_specs(
    machine: Machine,
    function: Function,
    values: Sequence[Value],
    keywords: Mapping[str, Value],
    node: ast.AST,
    frame: Frame,
) -> bool:
    """Tell whether a call may fit the specs of the function that is called; where it cannot, tell of it."""
    specs, whole = _specs(function.node), _whole(function.node)
    if not (specs or whole.parts) or machine.generic is not None:
        return True  # nothing is said of arguments that are supposed
    by_name = given(function, values, keywords)
    found = Fitting(machine)
    for part in whole.parts:
        found.read(part, str(part.path), by_name.get(part.path.root, ABSENT))
    for name, declared in specs.items():
        found.array(name, declared.spec, by_name.get(name, ABSENT))
    failed = first_failed([*found.claims, *found.equations(whole.needs)])
    if failed is None:
        return True
    operands = operands_of(failed)
    stated = next((specs[operand.name].text for operand in operands if operand.name in specs), whole.text)
    guarded = machine.is_guarded or not machine.expected.isdisjoint({"ValueError", "TypeError"})
    machine.tell(Called(frame.site(node), function.name, stated, failed, operands, guarded, machine.doubt))
    return False


@dataclass(frozen=True, slots=True)
class _Whole:
    """What the text of a decorator says beside the shapes of arguments: of what containers hold, and of sizes."""

    parts: tuple[Part, ...] = ()
    needs: tuple[Need, ...] = ()
    text: str = ""


@once
def _specs(node: ast.AST) -> Mapping[str, Declared]:
    return specs_of(node)


@once
def _whole(node: ast.AST) -> _Whole:
    found = call_of(node)
    if found is None:
        return _Whole()
    call, text = found
    forms = [(each.path, each.form) for each in call.arguments if each.spec is None or each.path.steps]
    return _Whole(tuple(part for path, form in forms for part in parts_of(path, form)), call.needs, text)
