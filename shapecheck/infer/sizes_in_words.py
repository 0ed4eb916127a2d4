"""Sizes as a text writes them between brackets: numbers, expressions of names, words that are one name together."""

import ast
import re
from collections.abc import Iterator

__all__ = ["MOST_AXES", "are_apart", "sizes_in"]

MOST_AXES = 8  # of a shape that is read
_ANY = frozenset({"none", "-1", "?", ":", "_", "any"})
_TIMES = re.compile(r"(?<=[\w)])\s+[xX×]\s+(?=[\w(])")
_PHRASE = re.compile(r"[A-Za-z][\w'-]*(?:\s+[\w'-]+)*")


def sizes_in(inner: str) -> tuple[int | str | None, ...] | None:
    """Read what stands between the brackets of a shape; None where it is no shape, or has any number of axes."""
    text = inner.replace("`", "").replace("$", "").replace(chr(92), "").strip()  # `\\*` stands for `*`
    parts = [part.strip() for part in _parts(text)]
    if len(parts) == 1 and _TIMES.search(text):
        parts = [part.strip() for part in _TIMES.split(text)]
    if parts and not parts[-1]:
        parts.pop()
    if len(parts) == 1 and " " in parts[0] and "," not in text:
        return None  # words in brackets
    if len(parts) > MOST_AXES or not all(map(_is_one_size, parts)):
        return None
    return tuple(map(_size, parts))


def _is_one_size(part: str) -> bool:
    """Tell whether a part is one size, no run of them and nothing else: `np.array((x, y))`, `(n, dtype=float)`."""
    return bool(part) and part[0] not in "*([" and not any(mark in part for mark in ("..", "…", "="))


def _parts(text: str) -> Iterator[str]:
    """Split at the commas that are in no brackets."""
    depth = start = 0
    for at, character in enumerate(text):
        depth += (character in "([") - (character in ")]")
        if character == "," and depth == 0:
            yield text[start:at]
            start = at + 1
    yield text[start:]


def _size(part: str) -> int | str | None:
    """Read one size: a number, an expression of names, or words that are one name together."""
    if part.lower() in _ANY or re.search(r"\b(?:or|and)\b|[/<>|]", part):
        return None
    try:
        tree = ast.parse(part, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return part if _PHRASE.fullmatch(part) else None
    if isinstance(tree, ast.Constant):
        return tree.value if type(tree.value) is int and tree.value >= 0 else None
    return ast.unparse(tree) if _is_expression(tree) else None


def _is_expression(node: ast.expr) -> bool:
    match node:
        case ast.Name() | ast.Constant(int()):
            return True
        case ast.Attribute(inner, _):
            return _is_expression(inner)
        case ast.Subscript(ast.Name() | ast.Attribute(), index):
            return _is_expression(index)
        case ast.BinOp(left, ast.Add() | ast.Sub() | ast.Mult() | ast.FloorDiv(), right):
            return _is_expression(left) and _is_expression(right)
    return False


_ARTICLES = frozenset({"a", "an", "of", "the"})


def are_apart(one: str, other: str) -> bool:
    """Tell whether two sizes that one docstring names are meant as different ones.

    A name may be spelled in two ways, and of words the one may be short for the other.

    Examples
    --------
    >>> are_apart("n_samples", "n_features"), are_apart("n_sample", "nSamples")
    (True, False)
    >>> are_apart("size of current layer", "size of previous layer"), are_apart("number of examples", "the examples")
    (True, False)
    """
    if " " not in one and " " not in other:
        return _plain(one) != _plain(other)
    words, others = ({_plain(word) for word in re.findall(r"\w+", text)} - _ARTICLES for text in (one, other))
    return not (words <= others or others <= words)


def _plain(name: str) -> str:
    return name.replace("_", "").lower().removesuffix("s")
