"""Reads what a value must be. `forms` has the notation and the data, `parse_spec` the shape of one array."""

from shapecheck.core.dim import Size, symbol
from shapecheck.core.notation.forms import (
    FUNCTIONS_OF_SIZES,
    DictForm,
    Entry,
    Family,
    Form,
    Key,
    LikeForm,
    ListForm,
    NumberForm,
    ObjectForm,
    Parameter,
    Part,
    ShapeForm,
    TextKey,
    TupleForm,
    UnknownForm,
)
from shapecheck.core.notation.parse_size import MakeSymbol, SizeParser
from shapecheck.core.notation.parse_spec import SpecParser
from shapecheck.core.notation.spec import AnyRun, AxisPattern, Run, Spec
from shapecheck.core.notation.tokens import Token, quote
from shapecheck.errors import SpecError
from shapecheck.language import say

__all__ = ["FormParser"]


class FormParser(SpecParser):
    """A cursor that reads forms."""

    marks = ("..", "<=", ">=", "!=", "<", ">")

    def __init__(self, text: str, make_symbol: MakeSymbol = symbol) -> None:
        super().__init__(text, self._symbol)
        self.make_index = self._symbol  # `L` in `n[L]` is the `L` of `for l in 1..L` and of `int L`
        self._given = make_symbol
        self._counted: list[str] = []  # the indices of the families that are being read
        self.ending = "where"  # the word that ends a shape here, `for` within brackets
        self._begin = 0  # where the shape begins that is being read

    def _symbol(self, name: str, index: Size | None) -> Size:
        """Give the symbol of a name: the index of a family is plain, whoever makes the others."""
        return symbol(name) if index is None and name in self._counted else self._given(name, index)

    def at_word(self, word: str, ahead: int = 0) -> bool:
        """Tell whether a word is at the cursor, or ahead of it, and not the first part of a size or a label."""
        token = self.tokens[self.index + ahead]
        if token.kind != "name" or token.text != word:
            return False
        following = self.tokens[self.index + ahead + 1]
        return following.kind == "end" or token.end != following.start

    def size(self) -> Size:
        """Read one size, with spaces in it as one likes."""
        self.operations = 0
        return self.expression(loose=True)

    def form(self) -> Form:
        """Read what one value must be."""
        token, close = self.token, self.closing.get(self.index)
        if self.at("?") and not (self.following.kind == "name" and self.following_touches()):
            self.take()
            return UnknownForm()
        if self._is_number():
            self.take()
            return NumberForm(self.size())
        if self.at("{") and close is not None and self._is_dict(close):
            return self._dict(close)
        if self._is_object():
            return self._object()
        is_group = self.at("[") or (
            self.at("(") and close is not None and (self.index in self.comma or close == self.index + 1)
        )
        if is_group and close is not None:
            return self._group_of_values(token, close)
        self._begin = self.index
        spec = self.spec(commas=False)
        return ShapeForm(spec) if spec.like is None else LikeForm(spec.like)

    def _stops(self, commas: bool) -> bool:
        return super()._stops(commas) or (self.ending != "" and self.index > self._begin and self.at_word(self.ending))

    def _is_number(self) -> bool:
        """Tell whether an integer and its value come next; `int` alone, and `int+1`, are sizes of that name."""
        if not self.at_word("int"):
            return False
        value = self.following
        if value.kind == "mark" and value.text == "-":
            after = self.tokens[self.index + 2]
            return after.kind != "end" and value.end == after.start
        if self.at_word(self.ending, ahead=1):
            return False
        return value.kind in {"name", "number"} or (value.kind == "mark" and value.text in {"(", "{"})

    def _is_dict(self, close: int) -> bool:
        """Tell whether the braces hold keys; else they look up a size."""
        return close == self.index + 1 or any(self.tokens[i].text == ":" for i in self._directly_inside(close))

    def _is_object(self) -> bool:
        bracket = self.index + 1
        close = self.closing.get(bracket)
        if self.token.kind != "name" or close is None or self.following.text != "(" or not self.following_touches():
            return False
        if close == bracket + 1:
            return self.token.text not in FUNCTIONS_OF_SIZES
        return self.tokens[bracket + 1].kind == "name" and self.tokens[bracket + 2].text == ":"

    def _directly_inside(self, close: int) -> list[int]:
        """Give the tokens of the bracket at the cursor that are in no bracket within it."""
        inside: list[int] = []
        index = self.index + 1
        while index < close:
            inside.append(index)
            index = self.closing.get(index, index) + 1
        return inside

    def _object(self) -> ObjectForm:
        name = self.take().text
        close = self.closing[self.index]
        self.take()
        attributes: list[Parameter] = []
        outer, self.ending = self.ending, ""
        while self.index < close:
            attribute = self.token
            if attribute.kind != "name" or self.following.text != ":":
                raise self.error(
                    attribute, say("the attributes of `{name}` are named: write `{name}(W: n m, b: n 1)`", name=name)
                )
            if any(attribute.text == each.name for each in attributes):
                raise self.error(attribute, say("`{text}` is named twice: remove one", text=attribute.text))
            self.index += 2
            attributes.append(Parameter(attribute.text, self.given_form(f"`{attribute.text}:`")))
            self._next_item(close)
        self.ending = outer
        self.take()
        return ObjectForm(name, tuple(attributes))

    def given_form(self, before: str) -> Form:
        """Read a form that must be there."""
        if self.at_end() or self.at(",", "->", ")", "]", "}"):
            raise self.error(
                self.token, say("a shape is missing after {before}: write one, or `()` for a scalar", before=before)
            )
        return self.form()

    def _next_item(self, close: int) -> None:
        """Go past the comma behind an item of a bracket."""
        if self.index == close:
            return
        if not self.at(","):
            raise self.error(
                self.token, say("{token} cannot follow: separate values by commas", token=quote(self.token))
            )
        self.take()

    def _group_of_values(self, bracket: Token, close: int) -> Form:
        """Read what is in brackets: the axes of one shape, or the items of a tuple or a list."""
        is_list = bracket.text == "["
        outer, counted = self._enter(close, "for" if is_list else "")
        axes: list[tuple[Token, AxisPattern]] = []  # of the items that are a single axis without brackets
        parts: list[Part] = []
        if empty := self.at(",") and self.index + 1 == close:
            self.take()
        while self.index < close:
            start = self.token
            if self.at(","):
                raise self.error(start, say("an axis is missing before the comma: write it, or remove the comma"))
            plain = not self.at("(", "[") or not self._is_value_in_brackets()
            form = self.form()
            if plain and isinstance(form, ShapeForm) and len(form.spec.axes) == 1:
                axes.append((start, form.spec.axes[0]))
            parts.append(self._counted_item(form) if is_list else Entry(None, form))
            self._next_item(close)
        self._leave(outer, counted)
        self.take()
        if len(axes) == len(parts) and not empty and not any(isinstance(part, Family) for part in parts):
            self._check_end_of_shape(bracket)
            return ShapeForm(self._one_shape(axes))
        if is_list:
            return ListForm(tuple(parts))
        return TupleForm(tuple(part.form for part in parts if isinstance(part, Entry)))

    def _is_value_in_brackets(self) -> bool:
        """Tell whether brackets at the cursor hold values or one whole shape, and are no part of an axis."""
        return self.at("[") or self.index in self.comma or self.closing[self.index] == self.index + 1

    def _one_shape(self, axes: list[tuple[Token, AxisPattern]]) -> Spec:
        runs = [start for start, axis in axes if isinstance(axis, Run | AnyRun)]
        if len(runs) > 1:
            raise self.error(runs[1], say("a shape has at most one run of axes: write single axes instead of this one"))
        return Spec(tuple(axis for _, axis in axes))

    def _check_end_of_shape(self, bracket: Token) -> None:
        if self.at_end() or self.at("->", ",", ")", "]", "}") or (self.ending and self.at_word(self.ending)):
            return
        hint = say("what is in `{text}` is the whole shape: remove it, or the brackets", text=bracket.text)
        raise self.error(self.token, say("{token} cannot follow: {hint}", token=quote(self.token), hint=hint))

    def _enter(self, close: int, word: str) -> tuple[str, int]:
        """Go into a bracket; the names that its families count are known from there on."""
        outer, counted = self.ending, len(self._counted)
        inside = self._directly_inside(close)
        self._counted += [self.tokens[i + 1].text for i in inside if word and self.tokens[i].text == word]
        self.ending = word
        self.take()
        return outer, counted

    def _leave(self, outer: str, counted: int) -> None:
        self.ending = outer
        del self._counted[counted:]

    def _counted_item(self, form: Form) -> Part:
        entry = Entry(None, form)
        if not self.at_word("for"):
            return entry
        index, low, high = self._range()
        return Family(index, low, high, (entry,))

    def _range(self) -> tuple[str, Size, Size]:
        """Read `for l in 1..L`."""
        self.take()
        hint = say("write `for l in 1..L`")
        index = self.take()
        if index.kind != "name":
            raise self.error(index, say("an index is missing behind `for`: {hint}", hint=hint))
        if not self.at_word("in"):
            raise self.error(self.token, say("`in` is missing behind `for {text}`: {hint}", text=index.text, hint=hint))
        self.take()
        low = self.size()
        if not self.at(".."):
            raise self.error(
                self.token,
                say("`..` is missing behind the first value of `{text}`: {hint}", text=index.text, hint=hint),
            )
        self.take()
        return index.text, low, self.size()

    def _dict(self, close: int) -> DictForm:
        outer, counted = self._enter(close, "for")
        parts: list[Part] = []
        seen: set[Key] = set()
        while self.index < close:
            start = self.token
            key = self._key()
            if key in seen:
                raise self.error(start, say("the key {key} is named twice: remove one", key=key))
            seen.add(key)
            if not self.at(":"):
                raise self.error(self.token, say("`:` is missing after the key {key}: write `{key}: n m`", key=key))
            self.take()
            parts.append(Entry(key, self.given_form(f"`{key}:`")))
            if self.at_word("for"):
                place = self.token
                index, low, high = self._range()
                first = len(parts)
                while first and isinstance(before := parts[first - 1], Entry) and before.counts(index):
                    first -= 1
                entries = tuple(part for part in parts[first:] if isinstance(part, Entry))
                if not entries:
                    hint = say('write one such as `"W{{{index}}}": n m`', index=index)
                    raise self.error(
                        place, say("the key before `for` has no `{index}` in it: {hint}", index=index, hint=hint)
                    )
                parts[first:] = [Family(index, low, high, entries)]
            self._next_item(close)
        self._leave(outer, counted)
        self.take()
        return DictForm(tuple(parts))

    def _key(self) -> Key:
        if self.token.kind == "string":
            return self._text_key(self.take())
        return self.size()

    def _text_key(self, token: Token) -> TextKey:
        """Read a quoted text with holes, `"W{l}"`."""
        pieces: list[str | Size] = []
        text, place = token.text[1:-1], 0
        while place < len(text):
            here = token.start + 1 + place
            if text[place : place + 2] in {"{{", "}}"}:
                pieces.append(text[place])
                place += 2
            elif text[place] == "}":
                raise self.error(here, say("`}}` closes nothing: write `}}}}` for a brace of the key"))
            elif text[place] == "{":
                end = text.find("}", place)
                if end < 0:
                    raise self.error(here, say("`{{` is not closed: write `{{l}}`, or `{{{{` for a brace of the key"))
                pieces.append(self._hole(text[place + 1 : end], here + 1))
                place = end + 1
            else:
                pieces.append(text[place])
                place += 1
        return TextKey.of(pieces)

    def _hole(self, text: str, place: int) -> Size:
        if not text.strip():
            raise self.error(place, say("a hole of a key is empty: write `{{l}}`, or `{{{{` for a brace of the key"))
        try:
            parser = SizeParser(text, self._symbol)
            size = parser.expression(loose=True)
            if not parser.at_end():
                raise parser.error(
                    parser.token, say("{token} cannot follow: a hole is one size", token=quote(parser.token))
                )
        except SpecError as error:
            raise self.error(place + error.payload.position, error.payload.message) from None
        return size
