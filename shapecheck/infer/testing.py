"""What tests are given: the fixtures and the parameters that pytest passes them by the names of their parameters."""

import ast
from collections.abc import Mapping, Sequence

from shapecheck.infer.calls import run_function
from shapecheck.infer.machine import Machine, Raised
from shapecheck.infer.members import decorators
from shapecheck.infer.sequences import items_of
from shapecheck.infer.tree import positional
from shapecheck.infer.values import ABSENT, Function, Listing, Native, Opaque, Project, Value

__all__ = ["Fixtures"]

_TEST, _FIXTURE, _SHARED = "test", "fixture", "conftest"  # pytest's own names for what it runs, gives, and reads
_PARAMETRIZE, _ONE = "pytest.mark.parametrize", "pytest.param"
_DEEPEST = 6  # fixtures that are given to each other


class Fixtures:
    """Gives the arguments of tests, and of fixtures, as far as the file and those beside it say.

    Parameters
    ----------
    machine : Machine
        What runs fixtures.
    functions : sequence of Function
        Those of the file.
    """

    def __init__(self, machine: Machine, functions: Sequence[Function]) -> None:
        self._machine = machine
        self._own = {_plain(function): function for function in functions if _FIXTURE in decorators(function)}
        self._is_searched = False

    def of(self, function: Function, depth: int = 0) -> Mapping[str, Value]:
        """Give the parameters of a function that pytest gives a value."""
        if not (_plain(function).startswith(_TEST) or _FIXTURE in decorators(function)) or depth > _DEEPEST:
            return {}
        found = dict(self._parametrized(function))
        for parameter in (*function.node.args.args, *function.node.args.kwonlyargs):
            if parameter.arg not in found:
                value = self._given(parameter.arg, function, depth)
                if value is not ABSENT:
                    found[parameter.arg] = value
        return found

    def _given(self, name: str, function: Function, depth: int) -> Value:
        if name not in self._own and not self._is_searched:
            self._is_searched = True
            shared = self._machine.modules.find(_SHARED, 0, function.frame)
            for value in list(shared.scope.cells.values()) if isinstance(shared, Project) else ():
                if isinstance(value, Function) and _FIXTURE in decorators(value):
                    self._own.setdefault(_plain(value), value)
        fixture = self._own.get(name)
        if fixture is None or fixture is function or fixture.owner is not None:
            return ABSENT
        given = self.of(fixture, depth + 1)
        parameters = [own.arg for own in positional(fixture.node.args)]
        values = [given.get(name, self._machine.opaque(name=name)) for name in parameters]
        try:
            with self._machine.quiet():
                made = run_function(self._machine, fixture, values, {}, None, None)
        except Raised:
            return ABSENT
        if isinstance(made, Listing) and made.kind == "generator":  # what it yields, before it cleans up
            return made.items[0] if made.items else self._machine.opaque(name=name)
        return made

    def _parametrized(self, function: Function) -> Mapping[str, Value]:
        """Give for each name of `@pytest.mark.parametrize` what stands for any of its values."""
        if isinstance(function.node, ast.Lambda):
            return {}
        machine, frame = self._machine, function.frame
        found: dict[str, Value] = {}
        for mark in function.node.decorator_list:
            if not isinstance(mark, ast.Call) or len(mark.args) < 2:
                continue
            with machine.quiet():
                callee = machine.evaluate(mark.func, frame)
                if not (isinstance(callee, Native) and callee.name == _PARAMETRIZE):
                    continue
                names = machine.evaluate(mark.args[0], frame)
                rows = self._rows(mark.args[1], function)
            listed = items_of(machine, names) if not isinstance(names, str) else names.replace(",", " ").split()
            if listed is None or not all(isinstance(name, str) for name in listed):
                continue
            for at, name in enumerate(listed):
                values = [row if isinstance(names, str) and len(listed) == 1 else _item(row, at) for row in rows]
                value = machine.any_of(values)
                unknown = value is ABSENT or isinstance(value, Opaque)
                found[name] = (
                    machine.opaque(value.kind if isinstance(value, Opaque) else None, name) if unknown else value
                )
        return found

    def _rows(self, node: ast.expr, function: Function) -> list[Value]:
        """Give the values of a list of cases; a case may be written with `pytest.param`."""
        machine, frame = self._machine, function.frame
        if not isinstance(node, (ast.List, ast.Tuple)):
            return items_of(machine, machine.evaluate(node, frame)) or []
        rows: list[Value] = []
        for item in node.elts:
            if isinstance(item, ast.Starred):
                rows.append(machine.opaque())
                continue
            callee = machine.evaluate(item.func, frame) if isinstance(item, ast.Call) else None
            if isinstance(item, ast.Call) and isinstance(callee, Native) and callee.name == _ONE:
                values = [machine.evaluate(argument, frame) for argument in item.args]
                rows.append(values[0] if len(values) == 1 else tuple(values))
            else:
                rows.append(machine.evaluate(item, frame))
        return rows


def _plain(function: Function) -> str:
    return "" if isinstance(function.node, ast.Lambda) else function.node.name


def _item(row: Value, at: int) -> Value:
    """Give one of the values of a case; ABSENT stands for none that is known."""
    items = row if type(row) is tuple else row.items if isinstance(row, Listing) else None
    return items[at] if items is not None and at < len(items) else Opaque(0)
