"""Views with other strides: the elements are the same, and the shape is what is asked for."""

from shapecheck.core.array import Bare, Quantity
from shapecheck.core.claims import AtLeast, RankIs, Valid
from shapecheck.core.dim import Dim, Size
from shapecheck.language import Phrase
from shapecheck.ops.arguments import array, axis_of, naturals, shape_of, sizes_of
from shapecheck.ops.rule import Claims, Outcome, Refuted, result, rule
from shapecheck.ops.values import Value


@rule(
    "numpy.lib.stride_tricks.sliding_window_view",
    form=Phrase("each axis n with a window k becomes n-k+1; the windows last"),
    bare=Bare.ARRAY,
)
def sliding_window_view(
    x: Value, window_shape: Value, axis: Value = None, *, subok: Value = False, writeable: Value = False
) -> Outcome:
    """Rule of `sliding_window_view(x, (3, 3))`: an axis may be given more than once."""
    claims = Claims()
    operand = array(x)
    window = naturals(window_shape, Phrase("a size of the window"), claims)
    sizes: list[Size] = list(sizes_of(operand))
    if axis is None:
        if len(window) != len(sizes):
            claims.require(RankIs(operand, len(window), len(window)))
        axes = tuple(range(len(sizes)))
    else:
        values = axis if isinstance(axis, (list, tuple)) else (axis,)
        axes = tuple([axis_of(operand, value, claims) for value in values])
        if len(axes) != len(window):
            raise Refuted(
                Valid(
                    Phrase(
                        "there must be a window for each axis (got {count} for {wanted} axes)",
                        count=len(window),
                        wanted=len(axes),
                    )
                )
            )
    for at, size in zip(axes, window, strict=True):
        claims.require(
            AtLeast(
                Quantity(sizes[at], Phrase("axis {axis} of {name}", axis=at, name=operand.name or Phrase("the array"))),
                size,
            )
        )
        sizes[at] = sizes[at] - size + 1
    return result((*sizes, *window), claims, operand.kind)


@rule("numpy.lib.stride_tricks.as_strided", form=Phrase("the given shape, by default as it is"), bare=Bare.ARRAY)
def as_strided(
    x: Value, shape: Value = None, strides: Value = None, subok: Value = False, writeable: Value = True
) -> Outcome:
    """Rule of `as_strided(x, shape, strides)`: that the strides stay within the array is checked by nobody."""
    claims = Claims()
    operand = array(x)
    if isinstance(shape, (int, Dim)):
        raise Refuted(Valid(Phrase("shape must be a sequence of integers (got int)")))
    sizes = sizes_of(operand) if shape is None else shape_of(shape, claims)
    if isinstance(strides, (list, tuple)) and len(strides) != len(sizes):
        raise Refuted(
            Valid(
                Phrase(
                    "there must be a stride for each axis (got {count} for {wanted} axes)",
                    count=len(strides),
                    wanted=len(sizes),
                )
            )
        )
    return result(sizes, claims, operand.kind)
