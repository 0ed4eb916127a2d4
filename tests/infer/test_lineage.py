"""How arrays were made: which axis a reduction goes along, whatever stands before it among the arguments."""

import ast

import pytest

from shapecheck.core.array import Array
from shapecheck.core.shape import Shape
from shapecheck.infer.lineage import axis_reduced
from shapecheck.infer.origins import Derivation
from shapecheck.infer.site import Site, Source
from shapecheck.ops.table import RULES

X = Array(Shape((3, 5)), "f")
SITE = Site(Source("f.py", "", ast.parse("")), ast.Pass())


@pytest.mark.parametrize(
    ("name", "arguments", "keywords", "axis"),
    [
        ("numpy.sum", (X, 1), {}, 1),
        ("ndarray.sum", (X,), {"axis": 0}, 0),
        ("numpy.linalg.norm", (X, 1), {}, None),
        ("numpy.linalg.norm", (X, 2, 1), {}, 1),
        ("numpy.percentile", (X, 50), {}, None),
        ("numpy.percentile", (X, 50, 0), {}, 0),
    ],
)
def test_the_axis_is_the_parameter_of_that_name(
    name: str, arguments: tuple[object, ...], keywords: dict[str, object], axis: int | None
) -> None:
    rule = RULES[name]
    result = rule(*arguments, **keywords).result
    assert axis_reduced(Derivation(result, name, rule, arguments, keywords, SITE, (), SITE)) == axis
