"""What the formats share: the headings, and the formulas below each."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from shapecheck.architecture.sheet import Formula, Sheet
from shapecheck.architecture.terms import Form, Term
from shapecheck.core import Verdict
from shapecheck.report._rows import shortened

__all__ = ["SUMS", "binds", "groups", "sign", "title", "verdict_line"]

SUMS = frozenset({Form.PLUS, Form.MINUS})
_PRODUCTS = frozenset({Form.TIMES, Form.PRODUCT, Form.SCALED, Form.OVER})
_HEADINGS = {"forward": "Forward", "backward": "Backward", "update": "Update"}
_ARRANGED = {"columns": ", one a column", "rows": ", one a row", "single": ""}


def binds(term: Term, least: int) -> bool:
    """Tell whether a part holds together so tightly that it needs no brackets; 0 is a sum, 1 a product."""
    tightness = 0 if term.form in SUMS else 1 if term.form in _PRODUCTS else 2 if term.form is Form.NEGATIVE else 3
    return tightness >= least


def sign(formula: Formula) -> str:
    """Give what stands between a name and what it is: an update gives it another value."""
    return ":=" if formula.direction == "update" else "="


def title(sheet: Sheet, *, general: bool) -> str:
    """Give what the formulas are of."""
    sizes = ",".join(shortened(list(map(str, sheet.architecture.sizes))))
    what = "Layer l, in general" if general else f"The formulas of {sizes}"
    plural = "" if sheet.batch == 1 else "s"
    return f"{what}: {sheet.batch} example{plural}{_ARRANGED[sheet.layout.name]}"


def groups(
    sheet: Sheet, show: str, *parts: tuple[int, int] | None, general: bool
) -> Iterator[tuple[str, list[Formula]]]:
    """Give a heading with the formulas below it, of all layers or of some ranges of them: `Backward, layer 3`."""
    ranges = [part for part in parts if part is not None]
    found: Iterable[Formula] = sheet.general if general else sheet.formulas(show, *ranges)
    wanted = (formula for formula in found if show == "all" or (formula.direction == "forward") is (show == "forward"))
    for (direction, layer), formulas in groupby(wanted, key=lambda formula: (formula.direction, formula.layer)):
        yield f"{_HEADINGS[direction]}, layer {layer}", list(formulas)


def verdict_line(verdicts: Iterable[Verdict]) -> str:
    """Say whether all shapes fit: `14 formulas: the shapes of all factors fit`."""
    found = list(verdicts)
    count = f"{len(found):,} formula{'' if len(found) == 1 else 's'}"
    open_ = sum(verdict is not Verdict.YES for verdict in found)
    return f"{count}: the shapes of all factors fit" if not open_ else f"{count}: {open_:,} depend on the sizes"
