"""Shape specs as data, and their canonical text. `parse_spec` reads them.

The notation is jaxtyping's mini-language and more; the table says what an axis may be:

==================  ==================================================================================================
`4`, `n`, `n[l-1]`  a size: an integer, a name, an indexed name; the same name means the same size everywhere
`2*n+1`             an expression with `+ - * // % **`, brackets, `min(,)`, `max(,)`, `broadcast(,)`, spaced evenly
`{self.n_h}`        a value that the caller looks up at call time; plain dotted names only, nothing is evaluated
`(h w)`             two axes packed into one, of size h*w
`#n`                size n or 1
`_`, `_rows`        any size
`*s`, `#*s`         a run of any number of axes; with `#`, one that broadcasts to it; at most one run in a spec
`...`, `*_rest`     a run of any axes
`rows=4`            a size with a label, which is printed and not checked
==================  ==================================================================================================

Axes are separated by spaces, or all by commas: `n m`, `n, m`, `(n, m)`, `[n, m]`, `(n,)`. A bracket group with a comma
is a tuple and the whole spec. Empty text, or `()`, is a scalar. `=W` as a whole spec is "shaped like W".

Different from jaxtyping: its `=W` is the plain axis W (here an axis W is written `W`). Refused with a sentence: `?n`, a
size for each leaf of a tree; a lone `*` or `#`; a name as exponent, `2**n`; Python beyond the expressions above; and
`n -1`, which it reads as two axes of which no array has the second.

References: jaxtyping documentation, "Array annotations"; einops documentation, "Writing a better code with einops".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from shapecheck.core.dim import Size, product, terms_of
from shapecheck.core.notation.paths import Attribute, Path
from shapecheck.core.shape import Shape
from shapecheck.core.terms import Symbol, Terms
from shapecheck.errors import SpecError, SpecProblem
from shapecheck.language import say

__all__ = [
    "AnyAxis",
    "AnyRun",
    "AxisPattern",
    "Like",
    "Packed",
    "Run",
    "Sized",
    "Spec",
    "lookups",
    "shape_of_spec",
]


@dataclass(frozen=True, slots=True)
class Sized:
    """An axis of a given size; with `broadcastable`, of that size or 1."""

    size: Size
    broadcastable: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class Packed:
    """Several axes packed into one, first one slowest, as in einops: `(h w)`."""

    sizes: tuple[Size, ...]
    broadcastable: bool = False
    label: str = ""

    @property
    def size(self) -> Size:
        """The size of the one axis: the product."""
        return product(self.sizes)


@dataclass(frozen=True, slots=True)
class AnyAxis:
    """One axis of any size: `_`, or `_rows` with a label."""

    label: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A named run of any number of axes: `*s`; with `broadcastable`, one that broadcasts to it."""

    name: str
    broadcastable: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class AnyRun:
    """A run of any axes: `...`, or `*_rest` with a label."""

    label: str = ""


@dataclass(frozen=True, slots=True)
class Like:
    """All the axes of another array: `=W`. Stands alone in a spec."""

    path: Path


AxisPattern: TypeAlias = Sized | Packed | AnyAxis | Run | AnyRun | Like


@dataclass(frozen=True, slots=True)
class Spec:
    """What the shape of one array must be.

    Examples
    --------
    >>> from shapecheck.core.dim import symbol
    >>> print(Spec((Run("s"), Sized(symbol("n")), Sized(4, label="rows"))))
    *s n rows=4
    """

    axes: tuple[AxisPattern, ...] = ()

    def __post_init__(self) -> None:
        several = [axis for axis in self.axes if isinstance(axis, Run | AnyRun | Like)]
        if len(several) > 1 or (self.like is None and any(isinstance(axis, Like) for axis in several)):
            raise ValueError(say("a spec must have at most one run, and `=` stands alone"))

    @property
    def like(self) -> Path | None:
        """The array that this one is shaped like, if the spec says only that."""
        match self.axes:
            case (Like(path),):
                return path
            case _:
                return None

    @property
    def run(self) -> int | None:
        """Which of the axes is a run, if one is."""
        return next((i for i, axis in enumerate(self.axes) if isinstance(axis, Run | AnyRun)), None)

    @property
    def sizes(self) -> tuple[Size, ...]:
        """The sizes that it names, those of a packed axis apart."""
        found: list[Size] = []
        for axis in self.axes:
            found += axis.sizes if isinstance(axis, Packed) else (axis.size,) if isinstance(axis, Sized) else ()
        return tuple(found)

    def __str__(self) -> str:
        return " ".join(map(_print_axis, self.axes))


def _print_axis(axis: AxisPattern) -> str:
    match axis:
        case Sized(size, broadcastable, label):
            return _decorated(_print_size(size), broadcastable, label)
        case Packed(sizes, broadcastable, label):
            return _decorated(f"({' '.join(map(_print_size, sizes))})", broadcastable, label)
        case AnyAxis(label):
            return f"_{label}"
        case Run(name, broadcastable, label):
            return _decorated(f"*{name}", broadcastable, label)
        case AnyRun(label):
            return f"*_{label}" if label else "..."
        case Like(path):
            return f"={path}"
        case _:
            assert_never(axis)


def _print_size(size: Size) -> str:
    """Print a size with brackets around it where its sign would read as a minus between two axes."""
    text = str(size)
    return f"({text})" if text.startswith("-") else text


def _decorated(text: str, broadcastable: bool, label: str) -> str:
    return f"{label}{'=' if label else ''}{'#' if broadcastable else ''}{text}"


def shape_of_spec(spec: Spec) -> Shape:
    """Give the shape that a spec of plain sizes says, its run as the shape's run.

    Raises
    ------
    SpecError
        When an axis has no single size: `_`, `#n`, `#*s` or `=W`; the place is that in the spec's canonical text.

    Examples
    --------
    >>> from shapecheck.core.notation.parse_spec import parse_spec
    >>> print(shape_of_spec(parse_spec("*s, n, (h w)")))
    (*s, n, h*w)
    """
    before: list[Size] = []
    after: list[Size] = []
    run: str | None = None
    for i, axis in enumerate(spec.axes):
        match axis:
            case Sized(broadcastable=False) | Packed(broadcastable=False):
                (before if run is None else after).append(axis.size)
            case Run(name, False):
                run = name
            case AnyRun():
                run = "..."
            case Sized() | Packed() | Run() | AnyAxis() | Like():
                place = len(str(Spec(spec.axes[:i]))) + (i > 0)
                message = say("`{axis}` does not say one size: write a size here", axis=_print_axis(axis))
                raise SpecError(SpecProblem(str(spec), place, message))
            case _:
                assert_never(axis)
    return Shape(tuple(before), run, tuple(after))


def lookups(sizes: Iterable[Size]) -> tuple[tuple[Symbol, Path], ...]:
    """Give the symbols in sizes that stand for values to look up, `{self.n_h}`, each with the path to look up.

    Examples
    --------
    >>> from shapecheck.core.notation.parse_spec import parse_spec
    >>> [str(path) for _, path in lookups(parse_spec("{self.n_h}+1 m n[{i}]").sizes)]
    ['self.n_h', 'i']
    """
    found: dict[Symbol, Path] = {}
    for size in sizes:
        _collect_lookups(terms_of(size), found)
    return tuple(found.items())


def _collect_lookups(terms: Terms, found: dict[Symbol, Path]) -> None:
    for monomial, _ in terms:
        for atom, _ in monomial:
            if not isinstance(atom, Symbol):
                for argument in atom.arguments:
                    _collect_lookups(argument, found)
            elif atom.index is not None:
                _collect_lookups(atom.index, found)
            elif atom.name.startswith("{"):
                root, *names = atom.name[1:-1].split(".")
                found[atom] = Path(root, tuple(map(Attribute, names)))
