"""Reads a size: the arithmetic of the spec language, without `eval`.

Bounded on purpose: a text from outside can neither exhaust the stack nor blow up when its products are multiplied out.
"""

from collections.abc import Callable
from operator import add, floordiv, mod, mul, sub
from typing import TypeAlias

from shapecheck.core.dim import Dim, Size, broadcast_sizes, maximum, minimum, symbol, terms_of
from shapecheck.core.notation.tokens import LARGEST_NUMBER, Cursor, Token, quote
from shapecheck.core.terms import Symbol, of_atom
from shapecheck.errors import SpecError, UnsupportedOperation
from shapecheck.language import say

__all__ = ["MakeSymbol", "SizeParser", "parse_size"]

MakeSymbol: TypeAlias = Callable[[str, "Size | None"], Size]

_MOST_TERMS = 256
_HIGHEST_DEGREE = 64
_MOST_OPERATIONS = 64  # of `//`, `%`, `min`, `max`, `broadcast` in one size: what the engine keeps as nested atoms
_FUNCTIONS: dict[str, Callable[..., Size]] = {"min": minimum, "max": maximum, "broadcast": broadcast_sizes}


def parse_size(text: str, make_symbol: MakeSymbol = symbol) -> Size:
    """Read one size: an expression such as `n[l-1]` or `2*m+1`; what a Dim prints gives that Dim back.

    Parameters
    ----------
    text : str
        The expression.
    make_symbol : callable, optional
        Builds the symbol from its name and its index (or None): to say for instance that it may be 0.

    Raises
    ------
    SpecError
        With the place of what cannot be read.

    Examples
    --------
    >>> parse_size("2*(n[l-1] + m) - m"), parse_size("min(m, 64)//2"), parse_size("2**10")
    (m+2*n[l-1], min(m,64)//2, 1024)
    """
    parser = SizeParser(text, make_symbol)
    start = parser.token
    size = parser.expression(loose=True)
    if not parser.at_end():
        raise parser.error(
            parser.token, say("{token} cannot follow a size: write one size only", token=quote(parser.token))
        )
    if not isinstance(size, Dim) and size < 0:
        raise parser.error(start, say("a size must be at least 0 (got {size})", size=size))
    return size


class SizeParser(Cursor):
    """A cursor that reads sizes.

    `loose` says that spaces mean nothing at this place, as in an index; elsewhere they separate axes, so an operator
    has a space on both sides or on neither.
    """

    any_names = False  # whether a name with a leading `_` stands for any size, as in a spec

    def __init__(self, text: str, make_symbol: MakeSymbol = symbol) -> None:
        super().__init__(text)
        self.make_symbol = make_symbol
        self.make_index: MakeSymbol = symbol  # an index counts layers: it is not a size of the caller's making
        self.operations = 0
        self.packings: dict[int, tuple[tuple[Size, Token], ...]] = {}  # by opening bracket; each size with its start

    def expression(self, loose: bool) -> Size:
        """Read a sum."""
        value = self._product(loose)
        while operator := self._operator(("+", "-"), loose):
            right = self._product(loose)
            value = self._bounded(operator, add if operator.text == "+" else sub, value, right)
        return value

    def _product(self, loose: bool) -> Size:
        value = self._signed(loose)
        while operator := self._operator(("*", "//", "%"), loose):
            start = self.token
            right = self._signed(loose)
            if operator.text == "*":
                value = self._times(value, right, operator)
                continue
            self._count_operation(operator)
            if right == 0:
                raise self.error(start, say("the divisor of `{text}` is 0: write another", text=operator.text))
            value = self._bounded(operator, floordiv if operator.text == "//" else mod, value, right)
        return value

    def _signed(self, loose: bool) -> Size:
        negative = False
        while self.at("-"):
            minus = self.take()
            if not loose and not self.touches() and not self.at_end():
                raise self.error(minus, say("a sign must touch its number: remove the space"))
            negative = not negative
        value = self._power(loose)
        return -value if negative else value

    def _power(self, loose: bool) -> Size:
        base = self._atom(loose)
        exponents: list[tuple[Token, int]] = []
        while operator := self._operator(("**",), loose):
            start = self.token
            exponent = self._atom(loose) if not self.at("-") else -1
            if isinstance(exponent, Dim) or exponent < 0:
                raise self.error(start, say("an exponent must be a plain number, at least 0"))
            exponents.append((operator, exponent))
        if not exponents:
            return base
        operator, power = exponents.pop()
        while exponents and power <= _HIGHEST_DEGREE:  # from the right, as in Python
            operator, base_of_power = exponents.pop()
            power = base_of_power**power
        if power > _HIGHEST_DEGREE:
            raise self.error(operator, say("the power is too high: write at most {most}", most=_HIGHEST_DEGREE))
        result: Size = 1
        for _ in range(power):
            result = self._times(result, base, operator)
        return result

    def _times(self, left: Size, right: Size, operator: Token) -> Size:
        if len(terms_of(left)) * len(terms_of(right)) > _MOST_TERMS * 4:
            raise self.error(operator, say("the product has too many terms: write a smaller one"))
        return self._bounded(operator, mul, left, right)

    def _atom(self, loose: bool) -> Size:
        token = self.token
        if token.kind == "number":
            self.take()
            return int(token.text)
        if token.kind == "name":
            return self._named()
        if self.at("{"):
            return self._lookup()
        if self.at("("):
            return self._group(loose)
        raise self._missing_size()

    def _missing_size(self) -> SpecError:
        token = self.token
        if self.at("["):
            return self.error(token, say("an index must follow its name without a space: write `n[l]`"))
        if self.at("?"):
            return self.error(token, say("`?` (a size for each leaf of a tree) is not known here: write a plain name"))
        if self.at("#", "*", "...", "**"):
            return self.error(
                token, say("{token} stands in front of a whole axis: write a size here", token=quote(token))
            )
        return self.error(token, say("a size is missing before {token}: write a number or a name", token=quote(token)))

    def _named(self) -> Size:
        name = self.take()
        if self.at("(") and self.touches():
            return self._function(name)
        if self.any_names and name.text.startswith("_"):
            raise self.error(
                name, say("`{text}` stands for any size: write a name without `_` in an expression", text=name.text)
            )
        if not (self.at("[") and self.touches()):
            return self.make_symbol(name.text, None)
        bracket = self.index
        self.take()
        if self.at("]"):
            raise self.error(self.token, say("the index is missing: write `{text}[l]`", text=name.text))
        start = self.token
        make_symbol, self.make_symbol = self.make_symbol, self.make_index
        index = self.expression(loose=True)
        self.make_symbol = make_symbol
        if self.index != self.closing[bracket]:
            hint = say("an index is one expression, such as `l-1`")
            raise self.error(
                self.token, say("{token} cannot stand in an index: {hint}", token=quote(self.token), hint=hint)
            )
        if self.any_names and not isinstance(index, Dim) and index < 0:
            raise self.error(
                start,
                say(
                    "an index must be at least 0 (got {index}): write `{text}[L]` for the last",
                    index=index,
                    text=name.text,
                ),
            )
        self.take()
        if self.at("[") and self.touches():
            raise self.error(self.token, say("a name has one index: remove the second"))
        return self.make_symbol(name.text, index)

    def _function(self, name: Token) -> Size:
        function = _FUNCTIONS.get(name.text)
        if function is None:
            raise self.error(name, say("`{text}` is not a function here: use min, max or broadcast", text=name.text))
        bracket = self.index
        self.take()
        arguments: list[Size] = []
        while not arguments or self.at(","):
            if arguments:
                self.take()
            self._count_operation(name)
            arguments.append(self.expression(loose=True))
        if self.index != self.closing[bracket]:
            raise self.error(
                self.token, say("{token} cannot stand here: separate arguments by commas", token=quote(self.token))
            )
        self.take()
        return self._bounded(name, function, *arguments)

    def _lookup(self) -> Size:
        close = self.closing[self.index]
        self.take()
        inside = self.tokens[self.index : close]
        for i, token in enumerate([*inside, self.tokens[close]]):
            wanted = "name" if i % 2 == 0 else "mark"
            if i == len(inside) and wanted == "mark":
                break
            if token.kind != wanted or (wanted == "mark" and token.text != "."):
                raise self.error(token, say("braces hold a plain dotted name: write one such as `{{self.n_h}}`"))
        self.index = close + 1
        name = f"{{{''.join(token.text for token in inside)}}}"
        return Dim(of_atom(Symbol(name, may_be_zero=True)))  # nobody promised that the value is positive

    def _group(self, loose: bool) -> Size:
        bracket = self.index
        if comma := self.comma.get(bracket):
            raise self.error(
                comma, say("brackets with a comma are a tuple and must be the whole shape: remove the comma")
            )
        self.take()
        if self.at(")"):
            raise self.error(self.token, say("the brackets are empty: write 1 for an axis of size 1"))
        packed: list[tuple[Size, Token]] = []
        result: Size = 1
        while self.index != self.closing[bracket]:
            start = self.token
            if packed and (loose or self.touches()):
                raise self.error(
                    start, say("{token} cannot follow a size: write an operator between", token=quote(start))
                )
            size = self.expression(loose)
            packed.append((size, start))
            result = self._times(result, size, start)
        self.take()
        if len(packed) > 1:
            self.packings[bracket] = tuple(packed)
        return result

    def _operator(self, marks: tuple[str, ...], loose: bool) -> Token | None:
        if not self.at(*marks):
            return None
        before, after = not self.touches(), not self.following_touches()
        if not loose and before != after and self.following.kind != "end":
            if before and self.at("*", "**"):
                return None  # the next axis, a run
            text = self.token.text
            raise self.error(
                self.token, say("`{text}` needs a space on both sides or on neither: write `n{text}m`", text=text)
            )
        return self.take()

    def _count_operation(self, where: Token) -> None:
        self.operations += 1
        if self.operations > _MOST_OPERATIONS:
            raise self.error(
                where, say("a size has at most {most} divisions, minima and maxima: write fewer", most=_MOST_OPERATIONS)
            )

    def _bounded(self, where: Token, function: Callable[..., Size], *arguments: Size) -> Size:
        try:
            size = function(*arguments)
        except ZeroDivisionError:
            raise self.error(where, say("the divisor is 0: write another")) from None
        except UnsupportedOperation as problem:
            raise self.error(where, say("the size is too large: {problem}", problem=problem.payload)) from None
        terms = terms_of(size)
        if len(terms) > _MOST_TERMS:
            raise self.error(where, say("a size has at most {most} terms: write a smaller one", most=_MOST_TERMS))
        if any(abs(coefficient) > LARGEST_NUMBER for _, coefficient in terms):
            raise self.error(where, say("the number is too large: write at most {most}", most=LARGEST_NUMBER))
        if any(sum(exponent for _, exponent in monomial) > _HIGHEST_DEGREE for monomial, _ in terms):
            raise self.error(where, say("the power is too high: write at most {most}", most=_HIGHEST_DEGREE))
        return size
