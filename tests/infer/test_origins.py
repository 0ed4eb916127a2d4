"""Where arrays come from: what gave an array is known under each of the names that its sizes have."""

import ast

from shapecheck.core.array import Array
from shapecheck.core.dim import symbol
from shapecheck.core.shape import Shape
from shapecheck.infer.frames import Frame, Names, Scope
from shapecheck.infer.interpreter import make_machine
from shapecheck.infer.site import Source
from shapecheck.ops.table import RULES

TREE = ast.parse("x + y")


def noted(result, made, *arguments):
    """Return the origins of a result that the operation of a program gave, with sizes that were solved before."""
    source = Source("a.py", "x + y", TREE)
    machine = make_machine("a.py", lambda _: None, ())
    top = Scope(machine.journal.birth(), None, Names())
    origins = machine.origins
    origins.hand_on(result, made)
    frame = Frame(source, "__main__", top, top)
    origins.note(made, "operator.add", RULES["operator.add"], arguments, {}, TREE.body[0].value, frame)
    return origins


def test_an_operation_whose_result_has_solved_sizes_is_known():
    x, y = Array(Shape((2, 3))), Array(Shape((2, 3)))
    result = Array(Shape((2, symbol("n"))))
    made = result.map(lambda size: 3 if size == symbol("n") else size)
    origins = noted(result, made, x, y)
    for own in (result, made):
        assert origins.derivation(own).arguments == (x, y)
        assert origins.derivation(own).result is made


def test_what_an_operation_hands_through_with_solved_sizes_was_made_by_another_one():
    x = Array(Shape((2, symbol("n"))))
    made = x.map(lambda size: 3 if size == symbol("n") else size)
    origins = noted(x, made, x)
    assert origins.derivation(x) is None
    assert origins.derivation(made) is None
