"""Text as a terminal shows it: what is not printable is spelled out, and how many columns the rest takes."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import accumulate, pairwise

__all__ = ["display_width", "in_json", "laid_out", "padded", "printable", "shortened", "wrapped"]

# What a terminal obeys or hides instead of showing it: control characters and escapes, marks that turn the direction of
# writing or are invisible, ends of lines that are none in Python, halves of characters. Joiners are part of words.
_HIDDEN = re.compile(
    "[\0-\x1f\x7f-\x9f\xad\u061c\u070f\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_JOINERS = frozenset("\u200c\u200d")


def printable(text: str, kept: str = "") -> str:
    r"""Give a text with what a terminal would not show spelled out as Python does; a tab is a space.

    Examples
    --------
    >>> print(printable("a\x1b[31m b\u202ec"), printable("a\tb"))
    a\x1b[31m b\u202ec a b
    """
    return _HIDDEN.sub(lambda found: found[0] if found[0] in kept else _spelled(found[0]), text)


def _spelled(character: str) -> str:
    return " " if character == "\t" else repr(character)[1:-1]


def in_json(text: str) -> str:
    r"""Give a JSON text with the same characters as JSON's own escapes; it has them in strings only.

    Examples
    --------
    >>> print(in_json('{"name": "\u202e"}'))
    {"name": "\u202e"}
    """
    return _HIDDEN.sub(lambda found: found[0] if found[0] == "\n" else _escaped(found[0]), text)


def _escaped(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def display_width(text: str) -> int:
    r"""Give the number of columns that a printable text takes in a terminal.

    References: Unicode Standard Annex 11, "East Asian Width".

    Examples
    --------
    >>> display_width("axis"), display_width("形状"), display_width("e\u0301")
    (4, 4, 1)
    """
    return len(text) if text.isascii() else sum(map(_width, text))


def _width(character: str) -> int:
    if character in _JOINERS or unicodedata.category(character) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def padded(text: str, columns: int) -> str:
    """Return a text with spaces behind it, so that it takes so many columns at least.

    Examples
    --------
    >>> padded("轴", 4), padded("axis", 2)
    ('轴  ', 'axis')
    """
    return text + " " * (columns - display_width(text))


def laid_out(text: str) -> tuple[list[str], list[int]]:
    r"""Give the printable form of each character of a line, and the column where it starts, with the end of the line.

    Examples
    --------
    >>> laid_out("轴\t=")
    (['轴', ' ', '='], [0, 2, 3, 4])
    """
    pieces = [printable(character) for character in text]
    return pieces, list(accumulate(map(display_width, pieces), initial=0))


_LONGEST_NAME = 60  # characters of an expression that stands for its value in a message


def shortened(name: str) -> str:
    """Give an expression that stands for its value in a message, a long one with its middle left out."""
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME // 2]} ... {name[-_LONGEST_NAME // 4 :]}"


def wrapped(text: str, width: int, indent: str = "") -> list[str]:
    """Give a text as lines that are no wider than that, broken between words as far as possible.

    Examples
    --------
    >>> wrapped("sizes differ: 4 != 3", 12, "  ")
    ['sizes', '  differ: 4', '  != 3']
    >>> wrapped("轴 0 的大小不匹配。", 12)
    ['轴 0 的大小', '不匹配。']
    """
    lines: list[str] = []
    line = ""
    for word in _words(text, max(1, width - len(indent))):
        if line.strip() and display_width(line) + display_width(word.rstrip()) > width:
            lines.append(line.rstrip())
            line = indent
        line += word
    return [*lines, line.rstrip()]


# Where a line does not break between two characters, although one of them is Chinese.
_OPENING = "([{（「《“‘"
_CLOSING = ")]},.:;）」》”’，。、：；？！"


def _words(text: str, most: int) -> Iterator[str]:
    """Give the words of a text with the spaces behind them; one that is wider than `most` columns in parts."""
    for word in re.findall(r"\s*\S+\s*|\s+", text) if text[:1].isspace() else re.findall(r"\S+\s*", text):
        for piece in [word] if word.isascii() else _pieces(word):
            part, columns = "", 0
            for character in piece:
                if columns + _width(character) > most and part.strip() and not character.isspace():
                    yield part
                    part, columns = "", 0
                part += character
                columns += _width(character)
            yield part


def _pieces(word: str) -> Iterator[str]:
    """Give the parts of a word between which a line may break: before and after Chinese characters."""
    start = 0
    for place, (before, after) in enumerate(pairwise(word), 1):
        wide = _width(before) == 2 or _width(after) == 2
        if wide and not after.isspace() and before not in _OPENING and after not in _CLOSING:
            yield word[start:place]
            start = place
    yield word[start:]
