"""What functions give and take by keys: the dictionary that one makes with `W1` and `b1` and another one reads so.

A key that is put together, `"W" + str(l)` or `f"W{l}"`, is a pattern, `W{}`; what it is written with does not matter.
"""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from shapecheck.infer.tree import nodes_in, once, positional, returns_in

__all__ = ["Offer", "Wanted", "offers", "wanted"]

_HOLE = "{}"
_DEEPEST = 4  # functions that a value is handed on to


@dataclass(frozen=True, slots=True)
class Offer:
    """A container that a function returns.

    Parameters
    ----------
    place : int, optional
        Its place among what is returned; None where it is the whole of it.
    name : str
        How the function calls it; nothing where it has no name.
    keys : frozenset of str
        The keys that it is given, if it is a dictionary.
    names : tuple of str
        The names of its items, if it is a tuple.
    """

    place: int | None
    name: str = ""
    keys: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()


@dataclass(slots=True)
class Wanted:
    """What a function reads of a parameter: these keys of a dictionary, or a tuple of items that it calls so."""

    keys: set[str] = field(default_factory=set)
    names: tuple[str, ...] = ()

    @property
    def is_of_certain_layers(self) -> bool:
        """Whether all that is read are keys with numbers written out, `W1` and `b1`: it need not be of any number."""
        return bool(self.keys) and all(key[-1:].isdecimal() and _HOLE not in key for key in self.keys)

    def is_met(self, offer: Offer) -> bool:
        """Tell whether a container has what is read, by its keys or by the names of its items."""
        if self.names:
            return self.names == offer.names
        return bool(self.keys) and all(any(_matches(key, own) for own in offer.keys) for key in self.keys)

    def is_refused(self, offer: Offer) -> bool:
        """Tell whether a container cannot be what is read."""
        if self.names and offer.names:
            return len(self.names) != len(offer.names)
        return bool(self.keys and offer.keys) and not self.is_met(offer)


@once
def offers(node: ast.AST) -> Sequence[Offer]:
    """Return the containers that a function returns, each once; none that its returns do not agree on."""
    found: dict[int | None, set[Offer]] = {}
    for statement in returns_in(node):
        for offer in _returned(node, statement.value):
            found.setdefault(offer.place, set()).add(offer)
    return [own for same in found.values() if len(same) == 1 for own in same]


def wanted(
    function: ast.AST, parameter: str, others: Mapping[str, ast.FunctionDef | ast.AsyncFunctionDef], depth: int = 0
) -> Wanted:
    """Return what a function reads of a parameter, or hands it on to another function for."""
    found = Wanted()
    for node in nodes_in(function):
        match node:
            case ast.Subscript(ast.Name(name), key) if name == parameter:
                pattern = _pattern(key)
                if pattern:
                    found.keys.add(pattern)
            case ast.Assign([ast.Tuple(targets)], ast.Name(name)) if name == parameter and not found.names:
                names = [target.id for target in targets if isinstance(target, ast.Name)]
                found.names = tuple(names) if len(names) == len(targets) > 1 else ()
            case ast.Call(ast.Name(called), arguments) if called in others and depth < _DEEPEST:
                parameters = [own.arg for own in positional(others[called].args)]
                given = dict(zip(parameters, arguments, strict=False))
                given |= {own.arg: own.value for own in node.keywords if own.arg}
                for own, value in given.items():
                    if isinstance(value, ast.Name) and value.id == parameter and others[called] is not function:
                        more = wanted(others[called], own, others, depth + 1)
                        found.keys |= more.keys
                        found.names = found.names or more.names
    return found


def _returned(function: ast.AST, value: ast.expr | None) -> Iterator[Offer]:
    if isinstance(value, ast.Tuple):
        for place, part in enumerate(value.elts):
            yield from _offered(function, part, place)
    elif value is not None and not isinstance(value, (ast.Tuple, ast.List)):
        yield from _offered(function, value, None)


def _offered(function: ast.AST, value: ast.expr, place: int | None) -> Iterator[Offer]:
    if isinstance(value, ast.Name):
        keys, names = _made_as(function, value.id)
        yield Offer(place, value.id, frozenset(keys), names)
    elif isinstance(value, ast.Dict):
        yield Offer(place, keys=frozenset(_keys(value)))
    elif isinstance(value, ast.Tuple):
        yield Offer(place, names=_item_names(value))


def _made_as(function: ast.AST, name: str) -> tuple[set[str], tuple[str, ...]]:
    """Return the keys that a name of a function is given, and the names of the items of a tuple that it is."""
    keys: set[str] = set()
    names: tuple[str, ...] = ()
    for node in nodes_in(function):
        if not isinstance(node, ast.Assign):
            continue
        for target in (part for whole in node.targets for part in getattr(whole, "elts", [whole])):
            match target, node.value:
                case ast.Name(own), ast.Dict() as made if own == name:
                    keys.update(_keys(made))
                case ast.Name(own), ast.Tuple() as made if own == name and len(node.targets) == 1:
                    names = _item_names(made)
                case ast.Subscript(ast.Name(own), key), _ if own == name:
                    keys.add(_pattern(key))
    return keys - {""}, names


def _keys(node: ast.Dict) -> Iterator[str]:
    yield from (pattern for key in node.keys if key is not None and (pattern := _pattern(key)))


def _item_names(node: ast.Tuple) -> tuple[str, ...]:
    names = [part.id for part in node.elts if isinstance(part, ast.Name)]
    return tuple(names) if len(names) == len(node.elts) > 1 else ()


def _pattern(key: ast.expr) -> str:
    """Return a text with holes, as a key is written; nothing where it is no text."""
    match key:
        case ast.Constant(str() as text):
            return text
        case ast.JoinedStr(parts):
            return "".join(str(part.value) if isinstance(part, ast.Constant) else _HOLE for part in parts)
        case ast.BinOp(left, ast.Add(), right):
            whole = (_pattern(left) or _HOLE) + (_pattern(right) or _HOLE)
            return "" if whole == _HOLE * 2 else whole
        case ast.BinOp(ast.Constant(str() as text), ast.Mod()):
            return text.replace("%d", _HOLE).replace("%s", _HOLE).replace("%i", _HOLE)
        case ast.Call(ast.Attribute(ast.Constant(str() as text), "format")):
            return text.replace("{0}", _HOLE)
    return ""


def _matches(key: str, other: str) -> bool:
    """Tell whether two patterns have the same words around their holes, or one of them is what the other one gives."""
    if key == other:
        return True
    if _HOLE in key and _HOLE not in other:
        key, other = other, key
    if _HOLE in key or _HOLE not in other:
        return False
    before, _, after = other.partition(_HOLE)
    return len(key) > len(before) + len(after) and key.startswith(before) and key.endswith(after)
