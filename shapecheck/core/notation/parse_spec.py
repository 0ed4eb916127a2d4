"""Reads the spec of one shape. `spec` has the notation and the data, `parse_size` the arithmetic."""

from shapecheck.core.compare import at_least
from shapecheck.core.dim import Size, symbol
from shapecheck.core.notation.parse_size import MakeSymbol, SizeParser
from shapecheck.core.notation.paths import Attribute, Key, Path
from shapecheck.core.notation.spec import AnyAxis, AnyRun, AxisPattern, Like, Packed, Run, Sized, Spec
from shapecheck.core.notation.tokens import Token, quote
from shapecheck.core.verdict import Verdict
from shapecheck.errors import SpecError
from shapecheck.language import Phrase, say

__all__ = ["SpecParser", "parse_spec"]


def parse_spec(text: str, make_symbol: MakeSymbol = symbol) -> Spec:
    """Read what the shape of one array must be.

    Parameters
    ----------
    text : str
        In the notation of `shapecheck.core.notation.spec`.
    make_symbol : callable, optional
        Builds a size's symbol from its name and its index (or None): `partial(symbol, may_be_zero=True)` for arrays
        that may be empty, `partial(symbol, flexible=True)` for names that are to bind to any symbolic size.

    Raises
    ------
    SpecError
        With the place of what cannot be read.

    Examples
    --------
    >>> print(parse_spec("(n[l], m)"), "|", parse_spec("(h w) rows=4 ..."), "|", parse_spec('=parameters["W1"]'))
    n[l] m | (h w) rows=4 ... | =parameters["W1"]
    """
    parser = SpecParser(text, make_symbol)
    spec = parser.spec(commas=True)
    if not parser.at_end():
        raise parser.error(
            parser.token, say("{token} cannot stand here: write the axes of one shape only", token=quote(parser.token))
        )
    return spec


class SpecParser(SizeParser):
    """A cursor that reads specs."""

    any_names = True

    def path(self, what: str) -> Path:
        """Read the place of a value."""
        root = self.token
        if root.kind != "name":
            raise self.error(root, say("{what} is missing before {token}: write it", what=what, token=quote(root)))
        self.take()
        steps: list[Attribute | Key] = []
        while self.at(".", "[") and self.touches():
            if self.take().text == ".":
                if self.token.kind != "name" or not self.touches():
                    raise self.error(
                        self.token,
                        say("an attribute's name is missing before {token}: write it", token=quote(self.token)),
                    )
                steps.append(Attribute(self.take().text))
                continue
            close = self.closing[self.index - 1]
            start = self.token
            negative = self.at("-")
            if negative:
                self.take()
            key = self.token
            if (key.kind != "number" and (key.kind != "string" or negative)) or self.index + 1 != close:
                raise self.error(start, say('a key is a number or a quoted text: write one such as [0] or ["W1"]'))
            steps.append(Key(int(key.text) * (-1 if negative else 1) if key.kind == "number" else key.text[1:-1]))
            self.index = close + 1
        return Path(root.text, tuple(steps))

    def spec(self, commas: bool) -> Spec:
        """Read the spec of one array, up to the end, or up to what ends it in a call."""
        if self.at("="):
            self.take()
            return Spec((Like(self.path(Phrase("the name of an array"))),))
        close = self.closing.get(self.index)
        if self.at("[") or (
            self.at("(") and close is not None and (self.index in self.comma or close == self.index + 1)
        ):
            bracket = self.take()
            axes = self._axes(True, only_commas=True)
            self.take()
            if not self.at_end() and not self.at("->") and (commas or not self.at(",")):
                hint = say("what is in `{text}` is the whole shape: remove it, or the brackets", text=bracket.text)
                raise self.error(self.token, say("{token} cannot follow: {hint}", token=quote(self.token), hint=hint))
            return Spec(axes)
        return Spec(self._axes(commas, only_commas=False))

    def _axes(self, commas: bool, only_commas: bool) -> tuple[AxisPattern, ...]:
        axes: list[AxisPattern] = []
        separator = "," if only_commas else ""
        runs = 0
        while not self._stops(commas):
            start = self.token
            if self.at(","):
                raise self.error(start, say("an axis is missing before the comma: write it, or remove the comma"))
            axis = self._axis()
            runs += isinstance(axis, Run | AnyRun)
            if runs > 1:
                raise self.error(
                    start, say("a shape has at most one run of axes: write single axes instead of this one")
                )
            axes.append(axis)
            if self._stops(commas):
                break
            found = "," if self.at(",") else " "
            if found == " " and self.touches():
                raise self._touching(start)
            if separator and found != separator:
                raise self.error(
                    self.token, say("axes are separated all by commas or all by spaces: use one of the two")
                )
            separator = found
            if found == ",":
                self.take()
        return tuple(axes)

    def _touching(self, start: Token) -> SpecError:
        if self.at(":"):
            if start.start == 0:
                return self.error(self.token, say("`:` belongs to a call spec, `name: shape`: write the shape only"))
            return self.error(start, say("a comma is missing before this name: write one between arguments"))
        if self.at("#"):
            return self.error(self.token, say("`#` stands in front of its axis: write `#n`"))
        hint = say("write an operator between, or a space between two axes")
        return self.error(
            self.token, say("{token} touches the axis before it: {hint}", token=quote(self.token), hint=hint)
        )

    def _stops(self, commas: bool) -> bool:
        return self.at_end() or self.at("->", ")", "]", "}") or (not commas and self.at(","))

    def _axis(self) -> AxisPattern:
        label, broadcastable, run = self._prefixes()
        token = self.token
        if self.at("..."):
            if label or broadcastable or run:
                raise self.error(token, say("`...` stands on its own: remove what is in front of it"))
            self.take()
            return AnyRun()
        if run:
            return self._run(label, broadcastable)
        if token.kind == "name" and token.text.startswith("_"):
            if not token.text[1:2].isidentifier() and token.text != "_":
                raise self.error(token, say("`{text}` is not a name: remove the `_`", text=token.text))
            if broadcastable:
                raise self.error(
                    token, say("`{text}` stands for any size, 1 included: remove the `#`", text=token.text)
                )
            self.take()
            if self.at("(", "[", "+", "-", "*", "//", "%", "**") and self.touches():
                raise self.error(
                    token, say("`{text}` stands for any size and is used alone: write another name", text=token.text)
                )
            return AnyAxis(label or token.text[1:])
        return self._sized(label, broadcastable)

    def _prefixes(self) -> tuple[str, bool, bool]:
        """Read `#`, `*` and `label=` in any order, as jaxtyping does."""
        label, broadcastable, run = "", False, False
        while True:
            token = self.token
            if self.at("#") and not broadcastable:
                broadcastable = True
            elif self.at("*") and not run:
                run = True
            elif self.at("#", "*", "**"):
                raise self.error(
                    token, say("`{text}` stands in front of an axis once: remove the other", text=token.text[-1])
                )
            elif token.kind == "name" and self.following.text == "=" and self.following_touches():
                if label or token.text.startswith("_"):
                    raise self.error(token, say("an axis has one label, which starts with a letter: write another"))
                label = token.text
                self.take()
                token = self.token
            elif self.at("="):
                hint = say("write `rows=4` for a label, or `=W` as the whole shape")
                raise self.error(token, say("`=` has nothing in front of it: {hint}", hint=hint))
            else:
                return label, broadcastable, run
            self.take()
            if self.at_end() or not self.touches():
                raise self.error(
                    token.end, say("an axis is missing right after `{text}`: write it without a space", text=token.text)
                )

    def _run(self, label: str, broadcastable: bool) -> Run | AnyRun:
        name = self.token
        if name.kind != "name":
            raise self.error(name, say("a run of axes has a name: write one such as `*s`"))
        self.take()
        if self.at("(", "[", "+", "-", "*", "//", "%", "**") and self.touches():
            raise self.error(
                self.token, say("`*{text}` stands for axes, not for a size: write a space after it", text=name.text)
            )
        if name.text.startswith("_"):
            if broadcastable:
                raise self.error(name, say("`*{text}` stands for any axes: remove the `#`", text=name.text))
            return AnyRun(label or name.text[1:])
        return Run(name.text, broadcastable, label)

    def _sized(self, label: str, broadcastable: bool) -> Sized | Packed:
        start, first = self.token, self.index
        self.operations = 0
        self.packings.clear()
        size = self.expression(loose=False)
        packing = self.packings.get(first)
        if packing is not None and len(self.packings) == 1 and self.index == self.closing[first] + 1:
            for each, place in packing:
                self._check_sign(each, place)
            return Packed(tuple(each for each, _ in packing), broadcastable, label)
        for _, (_, second), *_ in self.packings.values():
            hint = say("write an operator here, or the brackets as an axis of their own")
            raise self.error(second, say("brackets with a space pack axes into one: {hint}", hint=hint))
        self._check_sign(size, start)
        return Sized(size, broadcastable, label)

    def _check_sign(self, size: Size, start: Token) -> None:
        if at_least(size, 0) is Verdict.NO:
            raise self.error(start, say("a size must be at least 0 (got {size}): write another", size=size))
