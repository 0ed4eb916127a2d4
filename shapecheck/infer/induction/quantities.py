"""The quantities of a network as its own code has them: each assignment of an array, with the steps that give it.

What a loop over layers assigns is one quantity with a shape in `l`. What is assigned outside of the loop, or in a turn
at its end, is the same quantity at one more layer, where its shape is that.
"""

import ast
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from shapecheck.core.dim import Size, symbols_of
from shapecheck.core.shape import UNKNOWN_SHAPE, Shape
from shapecheck.core.verdict import Verdict
from shapecheck.infer.induction.families import Text
from shapecheck.infer.induction.quantity import (
    LAYER,
    Operand,
    Quantity,
    Step,
    agree,
    has_layer,
    indices_of,
    instances_at,
    is_repeated,
    joined,
    layer_at,
    placed,
)
from shapecheck.infer.induction.recording import Done, Evaluated, Held, Named, Shaped, Turns
from shapecheck.infer.induction.targets import given_to, name_of, name_of_key, operands_of, statements_of
from shapecheck.infer.induction.turn import Turn, turn_of
from shapecheck.infer.induction.turns import Layers, Part
from shapecheck.infer.laws import parameter_of
from shapecheck.infer.site import Source

__all__ = ["quantities_of"]


def quantities_of(parts: Sequence[Part], source: Source, given: Sequence[Shape] = ()) -> list[Quantity]:
    """Return the quantities that a trace assigns, each once, in the order in which they are first made.

    The shapes of what is `given` are those that the program asks for: other sizes of them are no others' sizes.
    """
    gathering = _Gathering(source, given)
    gathering.parts(parts)
    return gathering.found()


class _Gathering:
    """Goes through a trace, and gathers for each statement what its operations and assignments are."""

    def __init__(self, source: Source, given: Sequence[Shape]) -> None:
        self._source = source
        self._given = given
        self._apart = {own for shape in given for size in shape.before for own in symbols_of(size)}
        self._home = statements_of(source.tree)
        self._turn = Turn()
        self._steps: dict[ast.AST, list[tuple[ast.AST, Step]]] = {}  # by statement, with their nodes
        self._done: dict[ast.AST, set[ast.AST]] = {}  # statements that were run, with the targets that took their steps
        self._values: dict[ast.AST, Any] = {}
        self._rows: dict[tuple[str, ast.AST, str], list[Quantity]] = {}
        self._shapes: dict[tuple[str, str, Size | None], dict[Shape, None]] = {}  # of names so far, by function
        self._turns: dict[ast.AST, list[Turn]] = {}  # of loops that were gone through
        self._function: dict[ast.AST, str] = {}  # in which statements are that have an operation
        self._returned: dict[ast.AST, Done] = {}  # the last operation of what a function gives back

    def found(self) -> list[Quantity]:
        """Return the quantities, those of one family together."""
        rows = [row for own in self._rows.values() for row in own]
        named = {(row.function, row.name): row for row in rows if row.is_family}
        return [placed(row, named.get((row.function, row.name))) for row in rows]

    def parts(self, parts: Sequence[Part]) -> None:
        for part in parts:
            match part:
                case Layers():
                    self._layers(part)
                case Turns():
                    for inner in (*part.turns, part.rest):
                        self.parts(inner)
                case Evaluated(node, value):
                    self._values[node] = value
                    self._called(node, value)
                    if isinstance(node, ast.Dict):
                        self._items(node)
                    elif isinstance(node, ast.Call):
                        self._added(node)
                case Done():
                    self._operation(part)
                case Named():
                    self._assigned(part)

    def _layers(self, loop: Layers) -> None:
        outer = self._turn
        own = outer if outer.layered else turn_of(loop)
        turns = self._turns[loop.node] = []
        for number, turn in enumerate(loop.before):
            self._turn = own.single(number - len(loop.before), outer)
            turns.append(self._turn)
            self.parts(turn)
        self._turn = own
        turns.append(own)
        self.parts(loop.turn)
        for number, turn in enumerate(loop.after):
            self._turn = own.single(loop.length + number, outer)
            turns.append(self._turn)
            self.parts(turn)
        self._turn = outer
        self.parts(loop.rest)

    def _shape(self, value: Any) -> Shape | None:
        if isinstance(value, Shaped):
            if value.run:
                return UNKNOWN_SHAPE
            return Shape(value.before).substitute(self._turn.names)
        return Shape() if isinstance(value, (int, float)) else None

    def _called(self, node: ast.AST, value: Any) -> None:
        """Write down a call of a function of the program, which is a step of its own."""
        if not isinstance(node, ast.Call):
            return
        for home, last in list(self._returned.items()):
            self._given_back(home, last)
        if not isinstance(value, Shaped) or node not in self._home:
            return
        home = self._home[node]
        text = self._source.segment(node)
        given = [(argument, self._shape(self._values.get(argument))) for argument in node.args]
        operands = tuple(
            Operand(self._source.segment(argument), shape)
            for argument, shape in given
            if shape is not None and shape.before
        )
        known = () if home in self._done else self._steps.get(home, ())
        if operands and not any(step.text == text for _, step in known):
            self._noted(home, node, Step(text, operands, self._shape(value), Verdict.YES))

    def _operation(self, part: Done) -> None:
        home = self._home.get(part.node)
        result = self._shape(part.result)
        if home is None or not (isinstance(part.result, Shaped) or part.verdict is Verdict.NO):
            return
        self._function[home] = part.site.function
        nodes = [*part.nodes, *[None] * (len(part.values) - len(part.nodes))]
        operands: list[Operand] = []
        for node, value in zip(nodes, part.values, strict=False):
            for text, inner in operands_of(self._source, node, value):
                shape = self._shape(inner)
                if shape is not None and isinstance(inner, Shaped) and (shape.before or shape.run):
                    operands.append(Operand(text, shape, _stretched(part, shape, result)))
        fails = part.verdict is Verdict.NO
        step = Step(self._source.segment(part.node), tuple(operands), None if fails else result, part.verdict)
        self._noted(home, part.node, step)
        if isinstance(home, ast.Return):
            self._returned[home] = part

    def _given_back(self, home: ast.AST, last: Done) -> None:
        """Write down what a function gives back that is computed where it ends."""
        del self._returned[home]
        steps, shape = self._taken(home, home, home), self._shape(last.result)
        if shape is not None and steps:
            name = f"{last.site.function.rpartition('.')[2]}()"
            self._row(name, None, last.site.function, home, shape, steps, getattr(home, "value", home))

    def _assigned(self, part: Named) -> None:
        home, shape = self._home.get(part.node), self._shape(part.value)
        function = part.site.function
        name, number = name_of(part, self._turn.names)
        if home is not None and not isinstance(home, (ast.For, ast.comprehension)):
            given = given_to(home, part.node)
            inner = isinstance(given, ast.ListComp) and part.node in ast.walk(given)  # a name of the comprehension
            steps = () if inner else self._taken(home, given, part.node)
            fails = any(step.verdict is Verdict.NO for step in steps)
            if isinstance(given, ast.ListComp) and not inner and not isinstance(part.value, Shaped):
                self._listed(name, function, home, given, steps)
            elif fails or (
                isinstance(part.value, Shaped) and (steps or self._is_stored_wrong(name, number, function, shape))
            ):
                self._row(name, number, function, home, shape or UNKNOWN_SHAPE, steps, given)
        if shape is not None and isinstance(part.value, Shaped):
            self._had(function, name, number, shape)

    def _had(self, function: str, name: str, number: Size | None, shape: Shape) -> None:
        """Note the shape of something in a function, and in all, by its name and by that with the number of a layer."""
        for where in {function, ""}:
            for at in {None, number}:
                self._shapes.setdefault((where, name, at), {})[shape] = None

    def _is_stored_wrong(self, name: str, number: Size | None, function: str, shape: Shape | None) -> bool:
        """Tell whether a gradient that a container is given has a wrong shape, which no row has told of."""
        known = self._of_parameter(name, number, function)
        if shape is None or not known or _is_one_of(shape, known):
            return False
        return not any(
            row.name in {name, f"{name}{number}"} and row.shape == shape
            for (home, _, _), rows in self._rows.items()
            if function in {home, ""}
            for row in rows
        )

    def _of_parameter(self, name: str, number: Size | None, function: str) -> Mapping[Shape, None]:
        """Return the shapes that what a name is the gradient of has had so far; none where it is no gradient.

        That of a certain layer has those of this layer, where they are known.
        """
        of = parameter_of(name)
        if of is None:
            return {}
        at = [number, None] if isinstance(number, int) else [None]
        found = (self._shapes.get((where, of, own)) for own in at for where in (function, ""))
        return next(filter(None, found), {})

    def _items(self, node: ast.Dict) -> None:
        """Write down the arrays that are computed where a dictionary is written, by the names of the keys."""
        for key, given in zip(node.keys, node.values, strict=True):
            value, word = self._values.get(given), self._values.get(key) if key is not None else None
            if isinstance(value, Shaped) and isinstance(word, (str, Text)):
                self._part(given, *name_of_key(word, self._turn.names), value)

    def _added(self, node: ast.Call) -> None:
        """Write down an array that is added to a list, as a quantity that has the name of the list."""
        match node:
            case ast.Call(func=ast.Attribute(value=owner, attr="append"), args=[given], keywords=[]):
                pass
            case ast.Call(func=ast.Attribute(value=owner, attr="insert"), args=[_, given], keywords=[]):
                pass
            case _:
                return
        value, held = self._values.get(given), self._values.get(owner)
        if isinstance(value, Shaped) and isinstance(held, Held) and held.kind == "list":
            self._part(given, self._source.segment(owner).removeprefix("self."), None, value)

    def _part(self, given: ast.expr, name: str, number: Size | None, value: Shaped) -> None:
        """Write down an array that becomes a part of a container; that of a variable is a quantity already."""
        home, shape = self._home.get(given), self._shape(value) or UNKNOWN_SHAPE
        function = self._function.get(home, "") if home is not None else ""
        steps = self._taken(home, given, given) if home is not None else ()
        if home is not None and (steps or self._is_stored_wrong(name, number, function, shape)):
            self._row(name, number, function, home, shape, steps, given)
        self._had(function, name, number, shape)

    def _listed(self, name: str, function: str, home: ast.AST, given: ast.ListComp, steps: tuple[Step, ...]) -> None:
        """Write down the items of a list that a comprehension over layers makes."""
        turns, text = self._turns.get(given.generators[0], ()), self._source.segment(given.elt)
        made = [step for step in steps if step.text == text and step.result is not None]
        if len(turns) != len(made):
            return  # an item is made by other means
        outer = self._turn
        for self._turn, step in zip(turns, made, strict=True):
            self._row(name, None, function, home, step.result or UNKNOWN_SHAPE, (step,), given)
        self._turn = outer

    def _noted(self, home: ast.AST, node: ast.AST, step: Step) -> None:
        """Write down a step; those of an earlier run of the statement are forgotten."""
        if home in self._done:
            del self._done[home]
            self._steps[home] = []
        self._steps.setdefault(home, []).append((node, step))

    def _taken(self, home: ast.AST, given: ast.AST, target: ast.AST) -> tuple[Step, ...]:
        """Return the steps of a part of a statement, which has been run to its end: each target takes them once."""
        takers = self._done.setdefault(home, set())
        if target in takers:
            return ()  # it was run again without a step
        takers.add(target)
        inside = set(ast.walk(given))
        return tuple(step for node, step in self._steps.get(home, ()) if node in inside)

    def _row(
        self,
        name: str,
        number: Size | None,
        function: str,
        home: ast.AST,
        shape: Shape,
        steps: tuple[Step, ...],
        given: ast.AST,
    ) -> None:
        index = number
        if number is None and self._turn.layered:
            own = {index for size in shape.before for index in indices_of(size)}
            if LAYER in own:
                index = LAYER
            elif own == {LAYER - 1}:
                # What a turn gives the next one is of the layer before.
                index = LAYER - 1 if name in self._turn.carried else LAYER
            elif shape.rank is None:
                index = LAYER
        elif number is None and shape.rank is None:
            index = self._turn.layer
        expression = self._source.segment(given)
        line = getattr(home, "lineno", 0)
        row = Quantity(name, index, self._turn.low, self._turn.high, function, line, shape, expression, steps)
        self._add((function, home, name), self._checked(row))

    def _checked(self, row: Quantity) -> Quantity:
        """Return a quantity with the verdict on its shape, if it is by name the gradient of another one."""
        of, known = parameter_of(row.name), self._of_parameter(row.name, row.index, row.function)
        if of is None or not known:
            return row
        row = replace(row, gradient_of=of)
        if any(step.verdict is Verdict.NO for step in row.steps):
            return replace(row, verdict=Verdict.NO)
        if row.shape.rank is None:
            return replace(row, verdict=Verdict.UNKNOWN)
        families = [shape for shape in known if has_layer(shape)]
        if row.index != LAYER:
            if _is_one_of(row.shape, known):
                return replace(row, verdict=Verdict.YES)
            return self._compared(
                row, [own for family in families for own in instances_at(family, row)] or [list(known)[-1]]
            )
        if row.shape in known:
            return replace(row, verdict=Verdict.YES)
        if row.name in self._turn.carried and row.shape in {own.substitute({LAYER: LAYER - 1}) for own in known}:
            # What the turn gives the next one is of the layer before.
            return replace(row, index=LAYER - 1, verdict=Verdict.YES)
        return self._compared(row, families[-1:])

    def _compared(self, row: Quantity, wanted: Sequence[Shape]) -> Quantity:
        """Return a quantity with the best verdict on its shape, compared with several.

        What is itself given has the sizes that it needs, so that these are no others' sizes.
        """
        found = {shape: agree(row.shape, shape, () if shape in self._given else self._apart) for shape in wanted}
        for verdict in (Verdict.YES, Verdict.UNKNOWN, Verdict.NO):
            for shape, own in found.items():
                if own is verdict:
                    return replace(row, verdict=verdict, wanted=shape)
        return replace(row, verdict=Verdict.UNKNOWN)

    def _add(self, key: tuple[str, ast.AST, str], row: Quantity) -> None:
        known = self._rows.setdefault(key, [])
        for place, own in enumerate(known):
            both = joined(own, row) or (own if is_repeated(own, row) else None)
            if both is not None:
                known[place] = both
                return
        known.append(row)


def _is_one_of(shape: Shape, known: Collection[Shape]) -> bool:
    """Tell whether a shape is one of several, or what one of these is at some layer."""
    return shape in known or any(layer_at(own, shape) is not None for own in known if has_layer(own))


def _stretched(part: Done, shape: Shape, result: Shape | None) -> Shape | None:
    """Return the shape that an operand is broadcast to; None where it is not."""
    if part.name.startswith("operator.") and part.name != "operator.matmul" and result is not None:
        elementwise = result.rank is not None and shape.rank is not None
        return result if elementwise and shape.before != result.before else None
    return None
