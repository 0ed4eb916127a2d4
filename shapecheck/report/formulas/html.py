"""The formulas as one page of HTML, in MathML: no script, nothing beside it."""

import re
from collections.abc import Iterator
from html import escape
from typing import TextIO

from shapecheck.architecture.sheet import Formula, Sheet
from shapecheck.architecture.terms import Form, Term
from shapecheck.core import Verdict
from shapecheck.language import language, say
from shapecheck.report.formulas._rows import SUMS, binds, groups, note_of, sign, title, verdict_line

__all__ = ["write"]

_MINUS = "&#x2212;"  # a hyphen would be shorter than the plus
_TIMES = '<mo lspace="0.1em" rspace="0.15em">&#x2062;</mo>'  # invisible, read aloud as "times"
_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { overflow-wrap: anywhere; }
math { font-size: 1.25rem; }
.shape { font-size: 0.7em; opacity: 0.75; padding: 0 0.25em; }
p.formula { margin: 0.25rem 0; padding: 0.25rem 0; overflow: auto hidden; }
p.note { margin: 0 0 0.75rem 1.5rem; font-style: italic; }
"""


def write(sheet: Sheet, out: TextIO, *, show: str, layers: tuple[int, int] | None, general: bool) -> None:
    """Write the page."""
    heading = escape(title(sheet, general=general))
    out.write(f'<!doctype html>\n<html lang="{language()}">\n<meta charset="utf-8">\n<title>{heading}</title>\n')
    out.write('<meta name="viewport" content="width=device-width">\n')
    out.write(f"<style>{_STYLE}</style>\n<main>\n<h1>{heading}</h1>\n")
    verdicts: list[Verdict] = []
    for group, formulas in groups(sheet, show, layers, general=general):
        out.write(f"<h2>{escape(group)}</h2>\n")
        for formula in formulas:
            out.write(f'<p class="formula">{_formula(formula)}</p>\n')
            if formula.notes:
                out.write(f'<p class="note">{escape(note_of(formula))}</p>\n')
        verdicts += [formula.verdict for formula in formulas]
    closing = say("{sentence}.", sentence=verdict_line(verdicts))
    out.write(f"<p>{escape(closing)}</p>\n</main>\n</html>\n")


def _formula(formula: Formula) -> str:
    left = _under(_name(formula.name), formula.term)
    right = f"<mo>{escape(sign(formula))}</mo>{_term(formula.term)}"
    return f'<math displaystyle="true"><mrow>{left}{right}</mrow></math>'


def _under(text: str, term: Term) -> str:
    shape = f'<mtext class="shape">{escape(str(term.shape))}</mtext>'
    return text if term.is_number else f"<munder>{text}{shape}</munder>"


def _term(term: Term) -> str:
    match term.form:
        case Form.NAME | Form.NUMBER | Form.TRANSPOSED | Form.APPLIED:
            return _under(_plain(term), term)
        case Form.SUMMED:
            axis = f'<mtext class="shape">{_kept(term)}</mtext>'
            return f"<munder><mo>&#x2211;</mo>{axis}</munder>{_term(term.parts[0])}"
        case Form.NEGATIVE:
            return f"<mrow><mo>{_MINUS}</mo>{_inside(term.parts[0], 3)}</mrow>"
        case Form.OVER:
            return f"<mfrac>{_row(term.parts[0])}{_row(term.parts[1])}</mfrac>"
    left, right = term.parts
    mark = {Form.PLUS: "+", Form.MINUS: _MINUS, Form.TIMES: "*"}.get(term.form)
    sign_ = _TIMES if mark is None else f"<mo>{mark}</mo>"
    least = 0 if term.form in SUMS else 1
    return f"{_inside(left, least)}{sign_}{_inside(right, least + 1)}"


def _kept(term: Term) -> str:
    return escape(say("axis {axis}, kept", axis=term.axis))


def _row(term: Term) -> str:
    return f"<mrow>{_term(term)}</mrow>"


def _inside(term: Term, least: int) -> str:
    text = _term(term)
    return text if binds(term, least) or term.form is Form.OVER else f"<mrow><mo>(</mo>{text}<mo>)</mo></mrow>"


def _plain(term: Term) -> str:
    """Give a part without a shape under it."""
    match term.form:
        case Form.TRANSPOSED:
            return _name(term.parts[0].text, "T")
        case Form.APPLIED:
            return f"<mrow>{_name(term.text)}<mo>(</mo>{_plain(term.parts[0])}<mo>)</mo></mrow>"
        case Form.NUMBER:
            return f"<mn>{escape(term.text)}</mn>"
        case _:
            return _name(term.text)


def _name(text: str, above: str = "") -> str:
    """Give a name with its layer above it: `W[3]`."""
    return "".join(_name_parts(text, above))


def _name_parts(text: str, above: str) -> Iterator[str]:
    found = re.fullmatch(r"(\w+)(?:\[([^\]]*)\])?('?)", text)
    assert found is not None, text
    base, layer, prime = found.groups()
    base = {"alpha": "&#x3b1;"}.get(base, escape(base))
    index = (f"<mo>[</mo><mtext>{escape(layer)}</mtext><mo>]</mo>" if layer is not None else "") + (
        "<mo>&#x2032;</mo>" if prime else ""
    )
    if above:
        index += f"<mi>{above}</mi>"
    yield f"<msup><mi>{base}</mi><mrow>{index}</mrow></msup>" if index else f"<mi>{base}</mi>"
