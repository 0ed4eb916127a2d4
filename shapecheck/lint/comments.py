"""Comments that ignore findings: `# shapecheck: ignore[SHP101]` on a line, `# shapecheck: ignore-file` for a file."""

import io
import re
import tokenize
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from shapecheck.language import Phrase

__all__ = ["Comment", "comments_in"]

_OURS = re.compile(r"#\s*shapecheck\s*:\s*(?P<text>[^#]*)")
_IGNORE = re.compile(r"(?P<word>ignore-file|ignore)\s*(?:\[(?P<codes>[^\]]*)\])?(?P<rest>.*)", re.DOTALL)
_NO_CODE = frozenset(
    {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.STRING, tokenize.ENCODING, tokenize.INDENT}
)


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment for shapecheck.

    Parameters
    ----------
    line, column, end_column : int
        Where it stands, counted from 1.
    codes : tuple of str
        The codes or beginnings of codes that it names, those of rules by their names too; empty where it means all.
    whole_file : bool
        Whether it is for the whole file.
    problem : str
        Why it cannot be read, or nothing.
    """

    line: int
    column: int
    end_column: int
    codes: tuple[str, ...] = ()
    whole_file: bool = False
    problem: str = ""

    def covers(self, line: int, end_line: int) -> bool:
        """Tell whether it ignores anything on some lines."""
        return not self.problem and (self.whole_file or line <= self.line <= end_line)

    def ignores(self, code: str) -> bool:
        """Tell whether it ignores what a rule finds, where it stands for that."""
        return not self.codes or any(code.startswith(own) for own in self.codes)


def comments_in(text: str, names: Mapping[str, str]) -> tuple[Comment, ...]:
    """Give the comments for shapecheck in a source text; none where it cannot be cut into tokens.

    Parameters
    ----------
    text : str
        The source.
    names : mapping of str to str
        The names that rules have, each with its code.
    """
    if "shapecheck" not in text:
        return ()
    try:
        return tuple(_comments(text, names))
    except (tokenize.TokenError, SyntaxError, ValueError, RecursionError):
        return ()


def _comments(text: str, names: Mapping[str, str]) -> Iterator[Comment]:
    at_top = True
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        at_top = at_top and token.type in _NO_CODE
        if token.type == tokenize.COMMENT:
            for found in _OURS.finditer(token.string):
                line, start = token.start
                place = line, start + found.start() + 1, start + found.end() + 1
                yield _read(found["text"].strip(), place, names, at_top)


def _read(text: str, place: tuple[int, int, int], names: Mapping[str, str], at_top: bool) -> Comment:
    found = _IGNORE.fullmatch(text)
    if found is None or found["rest"][:1] not in {"", " ", ",", ";", ":", "\t"}:
        return Comment(
            *place, problem=Phrase("`{text}` cannot be read: write ignore, ignore[SHP101] or ignore-file", text=text)
        )
    whole_file = found["word"] == "ignore-file"
    if whole_file and not at_top:
        return Comment(*place, problem=Phrase("ignore-file must stand in front of the first statement"))
    if found["codes"] is None:
        return Comment(*place, whole_file=whole_file)
    named = []
    for name in map(str.strip, found["codes"].split(",")):
        code = names.get(name.lower(), name.upper())
        if not code or not any(own.startswith(code) for own in names.values()):
            if not name:
                return Comment(*place, problem=Phrase("a code or name is missing between the brackets"))
            return Comment(*place, problem=Phrase("no rule has the code or name {name}", name=name))
        named.append(code)
    return Comment(*place, tuple(named), whole_file)
