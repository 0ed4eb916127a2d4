"""The marks, names and numbers of a spec's text with their places, brackets paired, and a cursor over them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias
from unicodedata import east_asian_width, normalize

from shapecheck.errors import SpecError, SpecProblem
from shapecheck.language import say

__all__ = ["LARGEST_NUMBER", "Cursor", "Token", "quote"]

LARGEST_NUMBER = 2**63 - 1  # the largest size NumPy can have (np.intp on 64 bits)
_DEEPEST = 32  # bracket levels; the parser and the engine recurse once or a few times a level

_MARKS = ("...", "->", "**", "//", *"+-*%()[]{},:#?=.")
_CLOSING = {"(": ")", "[": "]", "{": "}"}

TokenKind: TypeAlias = Literal["name", "number", "string", "mark", "end"]


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text: a name, a number, a quoted key, a mark, or the end."""

    kind: TokenKind
    text: str
    start: int

    @property
    def end(self) -> int:
        """The offset just behind the token."""
        return self.start + len(self.text)


def quote(token: Token) -> str:
    """Give the token as a message shows it."""
    return say("the end") if token.kind == "end" else f"`{token.text}`"


class Cursor:
    """A place in a text that is being read.

    Parameters
    ----------
    text : str
        The whole text.

    Raises
    ------
    SpecError
        With the place of a character that no notation here has, or of a bracket without its partner.
    """

    marks: ClassVar[tuple[str, ...]] = ()  # what the notation has beside the marks of sizes and shapes

    def __init__(self, text: str) -> None:
        if not isinstance(text, str):
            raise TypeError(say("a spec must be a str (got {kind})", kind=type(text).__name__))
        self.text = text
        self.tokens = list(self._scan())
        self.closing: dict[int, int] = {}  # the token index of each opening bracket to that of its partner
        self.comma: dict[int, Token] = {}  # the first comma directly inside, by the opening bracket's token index
        self._pair_brackets()
        self.index = 0

    @property
    def token(self) -> Token:
        """The token at the cursor; the last one is of the kind `end`."""
        return self.tokens[self.index]

    @property
    def following(self) -> Token:
        """The token after the one at the cursor."""
        return self.tokens[min(self.index + 1, len(self.tokens) - 1)]

    def at(self, *marks: str) -> bool:
        """Tell whether one of the marks is at the cursor."""
        return self.token.kind == "mark" and self.token.text in marks

    def at_end(self) -> bool:
        """Tell whether all is read."""
        return self.token.kind == "end"

    def take(self) -> Token:
        """Give the token at the cursor and go past it."""
        token = self.token
        if token.kind != "end":
            self.index += 1
        return token

    def touches(self) -> bool:
        """Tell whether no space is between the token at the cursor and the one before it."""
        return self.index > 0 and self.tokens[self.index - 1].end == self.token.start

    def following_touches(self) -> bool:
        """Tell whether no space is between the token at the cursor and the one after it."""
        return self.following.kind != "end" and self.token.end == self.following.start

    def error(self, where: Token | int, message: str) -> SpecError:
        """Give the error to raise, with its place."""
        position = where.start if isinstance(where, Token) else where
        return SpecError(SpecProblem(self.text, position, message))

    def _scan(self) -> list[Token]:
        tokens: list[Token] = []
        position = 0
        while position < len(self.text):
            if self.text[position].isspace():
                position += 1
                continue
            token = self._one_token(position)
            tokens.append(token)
            position = token.end
        return [*tokens, Token("end", "", len(self.text))]

    def _one_token(self, start: int) -> Token:
        character = self.text[start]
        if character in "\"'":
            return self._string(start)
        if character.isascii() and character.isdigit():
            return self._number(start)
        if character.isidentifier():
            return Token("name", self._while(start, lambda c: ("a" + c).isidentifier()), start)
        marks = (_MARKS[0], *self.marks, *_MARKS[1:])
        mark = next((mark for mark in marks if self.text.startswith(mark, start)), None)
        if mark is None:
            raise self.error(
                start,
                say(
                    "`{character}` has no meaning in a shape: {instead}",
                    character=character,
                    instead=_instead(character),
                ),
            )
        return Token("mark", mark, start)

    def _while(self, start: int, belongs: Callable[[str], bool]) -> str:
        end = start
        while end < len(self.text) and belongs(self.text[end]):
            end += 1
        return self.text[start:end]

    def _string(self, start: int) -> Token:
        end = self.text.find(self.text[start], start + 1)
        if end < 0:
            raise self.error(
                len(self.text), say("the key that starts with {mark} is not closed: close it", mark=self.text[start])
            )
        key = self.text[start : end + 1]
        if "\\" in key or "\n" in key:
            place = min(self.text.find(c, start) for c in "\\\n" if c in key)
            raise self.error(place, say("a key has no escapes and no line breaks: write it plainly"))
        return Token("string", key, start)

    def _number(self, start: int) -> Token:
        digits = self._while(start, lambda c: (c.isascii() and c.isdigit()) or c == "_")
        if digits.endswith("_") or "__" in digits:
            raise self.error(start + len(digits.rstrip("_")), say("`_` stands between two digits: remove it"))
        significant = digits.replace("_", "").lstrip("0")
        if len(significant) > len(str(LARGEST_NUMBER)) or int(significant or "0") > LARGEST_NUMBER:
            raise self.error(start, say("the number is too large: write at most {most}", most=LARGEST_NUMBER))
        return Token("number", digits, start)

    def _pair_brackets(self) -> None:
        opened: list[int] = []
        for index, token in enumerate(self.tokens):
            if token.kind != "mark":
                continue
            if token.text in _CLOSING:
                if len(opened) == _DEEPEST:
                    raise self.error(
                        token, say("brackets nest more than {most} deep: write it with fewer", most=_DEEPEST)
                    )
                opened.append(index)
            elif token.text in _CLOSING.values():
                if not opened:
                    raise self.error(token, say("`{text}` closes nothing: remove it", text=token.text))
                opening = self.tokens[opened[-1]]
                if _CLOSING[opening.text] != token.text:
                    raise self.error(
                        token,
                        say(
                            "`{text}` is not closed: write `{closing}` here",
                            text=opening.text,
                            closing=_CLOSING[opening.text],
                        ),
                    )
                self.closing[opened.pop()] = index
            elif token.text == "," and opened:
                self.comma.setdefault(opened[-1], token)
        if opened:
            opening = self.tokens[opened[-1]]
            message = say(
                "`{text}` at offset {start} is not closed: add `{closing}`",
                text=opening.text,
                start=opening.start,
                closing=_CLOSING[opening.text],
            )
            raise self.error(len(self.text), message)


def _instead(character: str) -> str:
    """Say what to do about a character: other keyboards have wider forms of digits and marks."""
    if character == "/":
        return say("write `//` for a floor division")
    plain = "," if character == "\N{IDEOGRAPHIC COMMA}" else normalize("NFKC", character)
    return (
        say("write `{plain}`", plain=plain)
        if east_asian_width(character) in "FW" and plain.isascii()
        else say("remove it")
    )
