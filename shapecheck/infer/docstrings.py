"""What a docstring states of parameters and of what is returned: kinds, and shapes with the sizes as they are called.

Read are numpydoc, Google's style, lists of `- x: ...` and `:param x: ...`, and what courses write,
`W -- numpy array of shape (n[l], n[l-1])`, indented or not. A text states an array only where it can be nothing else:
any word that is not known to speak of arrays, as in `{array-like, sparse matrix}`, states nothing.

References: numpydoc docstring guide, "Parameters"; Google Python Style Guide, "Functions and Methods".
"""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from shapecheck.infer.sizes_in_words import sizes_in
from shapecheck.infer.tree import once

__all__ = ["ARRAY", "Documented", "Stated", "documented"]

ARRAY = "array"


@dataclass(frozen=True, slots=True)
class Stated:
    """What a text states of one value.

    Parameters
    ----------
    line : int
        Where, in the file.
    type : str
        `"array"`, or a type of Python's: `"int"`, `"float"`, `"bool"`, `"str"`.
    sizes : tuple of (int, str or None), optional
        Of an array each size: a number, an expression of names (`"n_features + 1"`), words (`"number of examples"`),
        or None where it is not known. None as a whole where it is not said how many there are.
    kind : str, optional
        The kind of an array's elements, as `numpy.dtype.kind` has it.
    optional : bool
        Whether the text says that it may be left out.
    """

    line: int
    type: str
    sizes: tuple[int | str | None, ...] | None = None
    kind: str | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Documented:
    """What a docstring states: of parameters and attributes by their names, and of what is returned, one by one."""

    line: int = 0
    parameters: Mapping[str, Stated] = field(default_factory=dict)
    returned: tuple[Stated | None, ...] = ()
    attributes: Mapping[str, Stated] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    indent: int
    text: str


@dataclass(slots=True)
class _Entry:
    """An entry of a list of parameters or results: its names, the type where that is apart, and what is said of it."""

    line: int
    names: tuple[str, ...]
    type: str | None
    said: str


@once
def documented(node: ast.AST) -> Documented:
    """Give what the docstring of a function or a class states; nothing for any other node."""
    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) or not node.body:
        return Documented()
    match node.body[0]:
        case ast.Expr(ast.Constant(str() as text) as place):
            return _read(text, place.lineno, place.end_lineno or place.lineno)
    return Documented()


def _read(text: str, first: int, last: int) -> Documented:
    lines = [
        _Line(min(first + at, last), len(line) - len(line.lstrip()), line.strip())
        for at, line in enumerate(text.expandtabs().split("\n"))
    ]
    given, returned, attributes = _sections(lines)
    return Documented(first, _by_name(given), tuple(_results(returned)), _by_name(attributes))


def _by_name(entries: Sequence[_Entry]) -> Mapping[str, Stated]:
    found: dict[str, Stated] = {}
    twice: set[str] = set()
    for entry in entries:
        stated = _stated(entry)
        for name in entry.names:
            if name in found or name in twice:
                twice.add(name)  # it speaks of several things by that name
                found.pop(name, None)
            elif stated is not None:
                found[name] = stated
            else:
                twice.add(name)
    return found


# Sections and their entries

_UNDERLINE = re.compile(r"[-=~]{3,}")
_GIVEN = re.compile(r"(?:args|arguments?|parameters?|params|inputs?)\s*:?", re.IGNORECASE)
_RETURNED = re.compile(r"(?:returns?|outputs?)\s*:?", re.IGNORECASE)
_SECTIONS = {"given": _GIVEN, "returned": _RETURNED, "attributes": re.compile(r"attributes\s*:?", re.IGNORECASE)}
_HEADER = re.compile(
    r"(?:returns?|outputs?|yields?|raises|examples?|notes?|references|attributes|see also|warns|warnings|receives"
    r"|other parameters|keyword arg(?:ument)?s|kwargs|todo|usage|methods|implement\w*|returns a tuple of)\s*:?",
    re.IGNORECASE,
)
_NAMES = r"(?P<names>\*{0,2}[A-Za-z_]\w*(?:\s*,\s*\*{0,2}[A-Za-z_]\w*)*)"
_NUMPYDOC = re.compile(_NAMES + r"\s*:\s*(?P<said>\S.*)")
_DASHES = re.compile(_NAMES + r"\s+--+\s+(?P<said>\S.*)")
_GOOGLE = re.compile(_NAMES + r"\s*\((?P<type>[^:]*)\)\s*:\s*(?P<said>.*)")
_FIELD = re.compile(r":param(?:eter)?\s+(?P<names>\w+)\s*:\s*(?P<said>\S.*)")
_ITEM = re.compile(r"[-*]\s+`{0,2}" + _NAMES + r"`{0,2}\s*:\s*(?P<said>\S.*)")
_PLAIN = re.compile(_NAMES + r"\s*(?::|\s-\s)\s*(?P<said>\S.*)")


def _sections(lines: Sequence[_Line]) -> tuple[list[_Entry], list[_Entry], list[_Entry]]:
    """Give the entries of parameters, those of results, and those of attributes."""
    found: dict[str, list[_Entry]] = {"": [], "given": [], "returned": [], "attributes": []}
    section, underlined, indent = "", False, 0
    last: _Entry | None = None
    for at, line in enumerate(lines):
        below = lines[at + 1].text if at + 1 < len(lines) else ""
        if not line.text or _UNDERLINE.fullmatch(line.text):
            last = None if not underlined else last
            continue
        is_header = bool(_UNDERLINE.fullmatch(below)) and len(line.text) < 40
        if is_header or _GIVEN.fullmatch(line.text) or _HEADER.fullmatch(line.text):
            underlined, indent, last = is_header, line.indent, None
            section = next((own for own, pattern in _SECTIONS.items() if pattern.fullmatch(line.text)), "?")
            continue
        if section == "?":
            continue
        into = found[section]
        if underlined:
            if line.indent <= indent:
                last = _of_numpydoc(line, section == "returned")
                if last is not None:
                    into.append(last)
            elif last is not None and _goes_on(last.type or ""):
                last.type = f"{(last.type or '').rstrip(' ' + chr(92))} {line.text}"
            continue
        made = _of_free_text(line, in_section=bool(section))
        if made is not None:
            into.append(made)
            last = made
        elif last is not None:
            last.said = f"{last.said} {line.text}"
    return found[""] + found["given"], found["returned"], found["attributes"]


def _of_numpydoc(line: _Line, is_result: bool) -> _Entry | None:
    found = _NUMPYDOC.fullmatch(line.text)
    if found is not None:
        return _Entry(line.number, _names(found["names"]), found["said"], "")
    return _Entry(line.number, (), line.text, "") if is_result else None


def _goes_on(type_: str) -> bool:
    """Tell whether the type of a parameter goes on in the next line."""
    text = type_.rstrip()
    return text.endswith((chr(92), ",", " or", "{")) or any(
        text.count(one) > text.count(other) for one, other in ("()", "[]", "{}")
    )


def _of_free_text(line: _Line, *, in_section: bool) -> _Entry | None:
    for pattern in (_DASHES, _GOOGLE, _FIELD, _ITEM, *((_PLAIN,) if in_section else ())):
        found = pattern.fullmatch(line.text)
        if found is not None:
            type_ = found["type"] if pattern is _GOOGLE else None
            return _Entry(line.number, _names(found["names"]), type_, found["said"])
    return None


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip().lstrip("*") for name in text.split(","))


def _results(entries: Sequence[_Entry]) -> Iterator[Stated | None]:
    for entry in entries:
        for _ in entry.names or ("",):
            yield _stated(entry)


# What is said of one value

# The words that a type of an array is written with, and no other.
_OF_ARRAYS = frozenset(
    """array array-like array_like arraylike arrays ndarray ndarrays np.array np.ndarray npt.ndarray numpy.array
    numpy.ndarray""".split()
)
_CONSTRUCTORS = frozenset({"ndarray", "np.ndarray", "numpy.ndarray"})  # `ndarray((n, m))`, and no array of n and m
_KINDS = {
    "bool": "b", "boolean": "b", "booleans": "b", "bools": "b", "complex": "c", "complex128": "c", "double": "f",
    "doubles": "f", "float": "f", "float32": "f", "float64": "f", "floats": "f", "int": "i", "int32": "i",
    "int64": "i", "integer": "i", "integers": "i", "ints": "i",
}  # fmt: skip
_BESIDE = frozenset(
    """a an c-contiguous c-ordered contiguous default dense dimension dimensional dimensions dtype input like np numpy
    number numbers numeric of optional or real shape shaped size the two-dimensional one-dimensional with""".split()
)
_RANKS = re.compile(r"(?<![\w.-])(?P<rank>[1-6])(?:\s*-?\s*d\b|-dim(?:ension)?(?:al)?\b)", re.IGNORECASE)
_SCALARS = {
    "bool": "bool", "boolean": "bool", "float": "float", "int": "int", "integer": "int", "str": "str", "string": "str",
}  # fmt: skip
_ROLE = re.compile(r":[\w:]+:`~?(?:[\w.]+\.)?([\w.]+)(?:\s*<[^>`]*>)?`")
_DEFAULT = re.compile(r"(?:[,(]|(?<!\s))\s*(?:by\s+)?\bdefaults?\b.*|[,(]\s*optional\b.*", re.IGNORECASE)
_MAY_BE_NONE = re.compile(r"\bnone\b", re.IGNORECASE)
_GROUP = re.compile(r"[(\[](?P<inner>[^()\[\]]*(?:[(\[][^()\[\]]*[)\]][^()\[\]]*)*)[)\]]")
_WHOLE = re.compile(r"\s*\((?P<inner>[^()]*)\)\s*")
_OF_KIND = re.compile(r"(array|NDArray)\[(?:np\.|numpy\.)?\w+\]")  # `np.ndarray[float]`
_SHAPE_BEFORE = re.compile(  # `(n, d) matrix of weights`, `an (n,) array`
    r"^(?:an?\s+)?`{0,2}(?=[(\[](?![^)\]]*\b(?:optional|default))[^()\[\]]*,[^()\[\]]*[)\]]`{0,2}\s+"
    r"(?:[\w-]+\s+){0,2}(?:array|matrix|ndarray|vector)\b)",
    re.IGNORECASE,
)
_SHAPE_AT = re.compile(
    r"(?:\b(?:shape|size|dimensions?|dims?)\s*(?:is|=|:|of)?\s*`{0,2}\s*(?=[(\[])"
    r"|\b(?:nd)?array\s*`{0,2}(?=[(\[][^)\]]*,))",
    re.IGNORECASE,
)
_AT_END = re.compile(r":\s*(?=\([^()]*,[^()]*\)\.?$)")
# Words by which a text speaks of something else than one array of NumPy's, or of more than that.
_NO_ARRAY = re.compile(
    r"\b(?:tensors?|torch|tf|tensorflow|theano|keras|placeholder|dict(?:ionary)?|lists?|tuples?|sparse|dataframe|series"
    r"|strings?|callable|function|class|object|images? or|iterator|iterable|generator|sequence|either|variable|none)\b",
    re.IGNORECASE,
)
_SCALAR = re.compile(r"^(?:\w+,\s*)?an?\s+scalar\s*[.,]?$", re.IGNORECASE)  # `b -- bias, a scalar`
_SEVERAL = re.compile(r"\b(?:arrays|matrices|vectors)\b", re.IGNORECASE)


def _stated(entry: _Entry) -> Stated | None:
    stated = None
    if entry.type is not None:
        stated = _of_type(entry.type, entry.line)
        if stated is None or stated.type != ARRAY or stated.sizes is not None:
            return stated
    return _of_text(entry) or stated if entry.said else stated


def _of_type(written: str, line: int) -> Stated | None:
    """Read a type: every word of it must be one of arrays, or it is one of Python's types alone."""
    text = _OF_KIND.sub(r"\1", _ROLE.sub(r"\1", written)).replace("`", "").strip().rstrip(".")
    optional = bool(re.search(r"\boptional\b|\bdefaults?\b", text, re.IGNORECASE))
    if _MAY_BE_NONE.search(text):
        return None
    text = _DEFAULT.sub("", text).strip().rstrip(",")
    scalar = _SCALARS.get(text.lower())
    if scalar is not None:
        return Stated(line, scalar, optional=optional)
    groups = [found["inner"] for found in _GROUP.finditer(text)]
    if any(not re.search("[,0-9]", group) for group in groups if group) and not re.search("shape|size", text.lower()):
        return None  # words in brackets
    rest = _GROUP.sub(" ", text)
    ranks = [int(found["rank"]) for found in _RANKS.finditer(rest)]
    words = [word.strip(".;=").lower() for word in re.split(r"[\s,:=]+", _RANKS.sub(" ", rest)) if word.strip(".;=")]
    kinds = {_KINDS[word] for word in words if word in _KINDS}
    if not _OF_ARRAYS.intersection(words) or any(
        word not in _OF_ARRAYS and word not in _BESIDE and word not in _KINDS for word in words
    ):
        return None
    if _CONSTRUCTORS.intersection(words):
        groups = [found["inner"] if (found := _WHOLE.fullmatch(group)) else group for group in groups]
    if "or" in words and len(groups) < 2:
        return None  # an array, or a number
    sizes = _agreed([sizes_in(group) for group in groups]) if groups else None
    if groups and sizes is None:
        return None
    if ranks:
        if len(set(ranks)) > 1 or "or" in words or (sizes is not None and len(sizes) != ranks[0]):
            return None
        sizes = sizes if sizes is not None else (None,) * ranks[0]
    return Stated(line, ARRAY, sizes, kinds.pop() if len(kinds) == 1 else None, optional)


def _of_text(entry: _Entry) -> Stated | None:
    """Read a sentence in which one shape is stated: `weights, a numpy array of size (n, 1)`."""
    text = _ROLE.sub(r"\1", entry.said)
    if _SCALAR.search(text) and not _SHAPE_AT.search(text):
        return Stated(entry.line, "float")
    if _NO_ARRAY.search(text) or (len(entry.names) < 2 and _SEVERAL.search(text)):
        return None
    patterns = (_SHAPE_AT, _SHAPE_BEFORE, _AT_END)
    places = next(filter(None, ([found.end() for found in own.finditer(text)] for own in patterns)), [])
    if len(places) != 1:
        return None
    group = _GROUP.match(text, places[0])
    if group is None or re.match(r"[`\s,]*(?:or|and|/)\b", text[group.end() :]):
        return None
    sizes = sizes_in(group["inner"])
    return None if sizes is None else Stated(entry.line, ARRAY, sizes, optional="optional" in text.lower())


def _agreed(found: Sequence[tuple[int | str | None, ...] | None]) -> tuple[int | str | None, ...] | None:
    """Give what several shapes agree in; None where they have not equally many axes."""
    known = [sizes for sizes in found if sizes is not None]
    if len(known) != len(found) or len({len(sizes) for sizes in known}) != 1:
        return None
    return tuple(sizes[0] if len(set(sizes)) == 1 else None for sizes in zip(*known, strict=True))
