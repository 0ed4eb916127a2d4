r"""A formula in LaTeX's mathematics, the shape of each factor under it by `\underset`."""

from shapecheck.architecture.sheet import Formula
from shapecheck.architecture.terms import Form, Term
from shapecheck.language import say
from shapecheck.report._latex import latex_name
from shapecheck.report.formulas._rows import SUMS, binds

__all__ = ["sides"]


def sides(formula: Formula) -> tuple[str, str]:
    """Give the left and the right side of a formula."""
    return _under(latex_name(formula.name), formula.term), _term(formula.term)


def _under(text: str, term: Term) -> str:
    return text if term.is_number else rf"\underset{{{latex_name(str(term.shape))}}}{{{text}}}"


def _term(term: Term) -> str:
    match term.form:
        case Form.NAME | Form.NUMBER | Form.TRANSPOSED | Form.APPLIED:
            return _under(_plain(term), term)
        case Form.SUMMED:
            kept = say("axis {axis}, kept", axis=term.axis)
            return rf"\sum_{{\text{{{kept}}}}} {_term(term.parts[0])}"
        case Form.NEGATIVE:
            return f"-{_inside(term.parts[0], 3)}"
        case Form.OVER:
            return rf"\frac{{{_term(term.parts[0])}}}{{{_term(term.parts[1])}}}"
    left, right = term.parts
    mark = {Form.PLUS: "+", Form.MINUS: "-", Form.TIMES: r"\ast"}.get(term.form, r"\,")
    least = 0 if term.form in SUMS else 1
    return f"{_inside(left, least)} {mark} {_inside(right, least + 1)}"


def _inside(term: Term, least: int) -> str:
    text = _term(term)
    return text if binds(term, least) or term.form is Form.OVER else rf"\left({text}\right)"


def _plain(term: Term) -> str:
    """Give a part without a shape under it."""
    match term.form:
        case Form.TRANSPOSED:
            return _marked(_plain(term.parts[0]), r"\top")
        case Form.APPLIED:
            name, prime, _ = term.text.partition("'")
            function = _marked(latex_name(name), r"\prime") if prime else latex_name(name)
            return f"{function}({_plain(term.parts[0])})"
        case Form.NAME if term.text == "alpha":
            return r"\alpha"
        case _:
            return latex_name(term.text)


def _marked(text: str, mark: str) -> str:
    """Give a name with a mark beside its layer: two superscripts would be an error."""
    return f"{text[:-1]}{mark}}}" if text.endswith("]}") else f"{text}^{{{mark}}}"
