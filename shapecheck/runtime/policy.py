"""What is said, and done, when an operator stretches both of its operands: `(n, 1) + (n,)` gives `(n, n)`."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import replace

from shapecheck.core.shape import print_sizes
from shapecheck.diagnostics import Diagnostic, OperandLine
from shapecheck.errors import ShapeError
from shapecheck.language import say
from shapecheck.runtime.complaints import has_shape, variants
from shapecheck.runtime.recording.insertion import Site
from shapecheck.runtime.recording.records import Stretched
from shapecheck.runtime.source_text import short_path

__all__ = ["BroadcastWarning", "CoincidenceWarning", "enforce", "enforce_names", "word"]


class BroadcastWarning(UserWarning):
    """An operator stretched both of its operands."""


class CoincidenceWarning(UserWarning):
    """An assignment is right only because sizes of different names are equal."""


def enforce(policy: str, site: Site, path: str, stretched: Sequence[Stretched]) -> None:
    """Warn at the statement, or raise, where both operands of an operation were stretched.

    Raises
    ------
    ShapeError
        When the policy is `"raise"`.
    """
    both = [stretch for stretch in stretched if stretch.both]
    if not both or policy == "log":
        return
    diagnostic = word([stretch for stretch in both if stretch.operation == both[0].operation])
    if policy == "raise":
        raise ShapeError(replace(diagnostic, operation=f"{_place(site, path)}: {diagnostic.operation}"))
    warnings.warn_explicit(str(diagnostic), BroadcastWarning, path, site.line)


def enforce_names(policy: str | None, site: Site, path: str, variable: str, owed: Sequence[str]) -> None:
    """Warn at the statement, or raise, where it is right only because sizes of different names are equal.

    Raises
    ------
    ShapeError
        When the policy is `"raise"`.
    """
    if not owed:
        return
    problem = "; ".join(text.removeprefix("! ") for text in owed)
    if policy == "raise":
        raise ShapeError(Diagnostic(f"{_place(site, path)}: {variable}", problem))
    warnings.warn_explicit(f"{variable}: {problem}", CoincidenceWarning, path, site.line)


def _place(site: Site, path: str) -> str:
    function = site.function.rpartition("<locals>.")[2]
    return f"{short_path(path)}:{site.line}:{site.column + 1}: {function}"


def word(both: Sequence[Stretched]) -> Diagnostic:
    """Word the stretching of all operands of an operation."""
    problem = say("both operands are stretched, to {shape}", shape=print_sizes(both[0].result))
    lines = tuple(OperandLine(stretch.operand, print_sizes(stretch.shape), _repeated(stretch.axes)) for stretch in both)
    for stretch in sorted(both, key=lambda stretch: len(stretch.shape)):
        others = {other.shape for other in both if other is not stretch}
        name = f"({stretch.operand})" if " " in stretch.operand else stretch.operand
        for text, sizes in variants(name, stretch.shape):
            if others == {sizes}:
                tried = has_shape(text, sizes, summed=text.endswith("np.newaxis]"))
                return Diagnostic(both[0].operation, problem, lines, tried)
    return Diagnostic(both[0].operation, problem, lines)


def _repeated(axes: Sequence[int]) -> str:
    if len(axes) == 1:
        return say("repeated along axis {axis}", axis=axes[0])
    return say("repeated along axes {axes}", axes=", ".join(map(str, axes)))
