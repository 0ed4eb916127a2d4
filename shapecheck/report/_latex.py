"""Our notation in LaTeX's mathematics: `dW[l]` is `dW^{[l]}`, and a formula is set as a formula."""

import ast
import re
import unicodedata
from functools import lru_cache

__all__ = ["latex_formula", "latex_name", "latex_text"]

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
}  # fmt: skip
_COMMA = r",\ "
_SUM, _PRODUCT, _SIGN, _ATOM = range(4)  # how tightly an expression holds together


def latex_text(text: str) -> str:
    """Give text with its special characters escaped, outside mathematics."""
    return "".join(_SPECIAL.get(character, character) for character in text)


def latex_name(text: str) -> str:
    r"""Give the name of a quantity, a size or a shape, in mathematics.

    Examples
    --------
    >>> print(latex_name("dW[1]"), latex_name("(n[1], n_x)"))
    dW^{[1]} (n^{[1]}, n_{x})
    """
    pieces = re.split(r"([^\W\d]\w*(?:\[[^\]]*\])?)", text)
    return "".join(_symbol(piece) if place % 2 else _marks(piece) for place, piece in enumerate(pieces))


def _marks(text: str) -> str:
    for mark, written in (("{", r"\{"), ("}", r"\}"), ("%", r" \bmod "), ("**", "^"), ("*", r" \cdot ")):
        text = text.replace(mark, written)
    return text


def _symbol(text: str) -> str:
    """Give a name, what follows its first underscore as a lower index, its layer as an upper one."""
    name, bracket, index = text.partition("[")
    base, _, below = name.partition("_")
    greek = unicodedata.name(base, "").removeprefix("GREEK SMALL LETTER ") if len(base) == 1 else ""
    if greek.isalpha() and base > "\x7f":
        base = f"\\{greek.lower()}"
    elif len(base) > 2 or not base or not base.isascii():
        base, below = rf"{_font('it', name)}{{{latex_text(name)}}}", ""
    if len(below) > 1 or not below.isascii():
        below = rf"{_font('rm', below)}{{{latex_text(below)}}}"
    return base + (f"_{{{below}}}" if below else "") + (f"^{{[{index}}}" if bracket else "")


def _font(name: str, text: str) -> str:
    """Give the command for letters in mathematics; there, those with accents are an error unless they are text."""
    return rf"\{'math' if text.isascii() else 'text'}{name}"


@lru_cache(maxsize=1024)
def latex_formula(text: str) -> str:
    r"""Give one of the lesson's formulas in mathematics.

    Examples
    --------
    >>> print(latex_formula("1/m * dZ[1] @ A[0].T"))
    \frac{1}{m} dZ^{[1]} A^{[0]\top}
    """
    tree = ast.parse(text.replace("g'(", "g_prime("), mode="eval").body
    return _written(tree)[0]


def _written(node: ast.expr) -> tuple[str, int]:
    """Give an expression, and how tightly it holds together."""
    match node:
        case ast.BinOp(left, ast.Div(), right):
            return rf"\frac{{{_written(left)[0]}}}{{{_written(right)[0]}}}", _ATOM
        case ast.BinOp(left, ast.Add() | ast.Sub() as sign, right):
            mark = "+" if isinstance(sign, ast.Add) else "-"
            return f"{_inside(left, _SUM)} {mark} {_inside(right, _PRODUCT)}", _SUM
        case ast.BinOp(left, ast.Mult() | ast.MatMult() as sign, right):
            times = r"\ast " if isinstance(sign, ast.Mult) and not _is_number(left) else ""
            return f"{_inside(left, _PRODUCT)} {times}{_inside(right, _SIGN)}", _PRODUCT
        case ast.UnaryOp(ast.USub(), operand):
            return f"-{_inside(operand, _ATOM)}", _SIGN
        case ast.Attribute(owner, "T"):
            inner, _ = _written(owner)
            return (f"{inner[:-1]}\\top}}" if inner.endswith("]}") else f"({inner})^{{\\top}}"), _ATOM
        case ast.Call(function, arguments, keywords):
            given = [_written(argument)[0] for argument in arguments]
            given += [rf"\mathrm{{{key.arg}}} = \mathrm{{{ast.unparse(key.value)}}}" for key in keywords]
            return f"{_function(function)}({_COMMA.join(given)})", _ATOM
        case _:
            return latex_name(ast.unparse(node).replace(" ", "")), _ATOM


def _inside(node: ast.expr, least: int) -> str:
    """Give a part of an expression, in brackets where it holds together less tightly than it must."""
    text, tightness = _written(node)
    return text if tightness >= least else f"({text})"


def _is_number(node: ast.expr) -> bool:
    """Tell whether a factor is a number: made of literals and m."""
    return all(part.id == "m" for part in ast.walk(node) if isinstance(part, ast.Name))


def _function(function: ast.expr) -> str:
    name = ast.unparse(function)
    return {"g": "g", "g_prime": "g'"}.get(name, rf"\mathrm{{{latex_text(name)}}}")
