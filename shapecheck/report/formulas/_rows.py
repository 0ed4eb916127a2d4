"""What the formats share: the headings, and the formulas below each."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from shapecheck.architecture.sheet import Formula, Sheet
from shapecheck.architecture.terms import Form, Term
from shapecheck.core import Verdict
from shapecheck.language import say
from shapecheck.report._rows import arranged, shortened
from shapecheck.report._words import words

__all__ = ["SUMS", "binds", "groups", "note_of", "sign", "title", "verdict_line"]

SUMS = frozenset({Form.PLUS, Form.MINUS})
_PRODUCTS = frozenset({Form.TIMES, Form.PRODUCT, Form.SCALED, Form.OVER})


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
    examples = say("1 example") if sheet.layout.name == "single" else arranged(sheet.batch, sheet.layout.name)
    if general:
        return say("Layer l, in general: {examples}", examples=examples)
    return say("The formulas of {sizes}: {examples}", sizes=sizes, examples=examples)


def groups(
    sheet: Sheet, show: str, *parts: tuple[int, int] | None, general: bool
) -> Iterator[tuple[str, list[Formula]]]:
    """Give a heading with the formulas below it, of all layers or of some ranges of them: `Backward, layer 3`."""
    ranges = [part for part in parts if part is not None]
    found: Iterable[Formula] = sheet.general if general else sheet.formulas(show, *ranges)
    wanted = (formula for formula in found if show == "all" or (formula.direction == "forward") is (show == "forward"))
    for (direction, layer), formulas in groupby(wanted, key=lambda formula: (formula.direction, formula.layer)):
        yield _heading(direction, layer), list(formulas)


def _heading(direction: str, layer: int | str) -> str:
    match direction:
        case "forward":
            return say("Forward, layer {layer}", layer=layer)
        case "backward":
            return say("Backward, layer {layer}", layer=layer)
    return say("Update, layer {layer}", layer=layer)


def verdict_line(verdicts: Iterable[Verdict]) -> str:
    """Say whether all shapes fit: `14 formulas: the shapes of all factors fit`."""
    found = list(verdicts)
    count = say("1 formula") if len(found) == 1 else say("{number} formulas", number=f"{len(found):,}")
    open_ = sum(verdict is not Verdict.YES for verdict in found)
    if not open_:
        return say("{formulas}: the shapes of all factors fit", formulas=count)
    return say("{formulas}: {number} depend on the sizes", formulas=count, number=f"{open_:,}")


def note_of(formula: Formula) -> str:
    """Return when a formula is used, or what happens in it that it does not say."""
    return "; ".join(map(words, formula.notes))
