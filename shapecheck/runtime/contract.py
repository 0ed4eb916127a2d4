"""What a decorated function's arrays must be, as data, read from a text, from keywords or from annotations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import partial

from shapecheck.core.dim import symbol
from shapecheck.core.notation.contract import Argument, CallSpec
from shapecheck.core.notation.parse_call import parse_call
from shapecheck.core.notation.parse_spec import parse_spec
from shapecheck.core.notation.paths import RETURN, Attribute, Key, Path
from shapecheck.core.notation.spec import Spec, lookups
from shapecheck.core.terms import Symbol
from shapecheck.errors import SpecError, SpecProblem
from shapecheck.runtime.body import Body

__all__ = ["Contract", "Item", "from_keywords", "from_text", "read_spec", "spec_error", "unnamed", "value_at"]

# An array may be empty at run time, so every name may be 0.
_MAKE_SYMBOL = partial(symbol, may_be_zero=True)


@dataclass(frozen=True, slots=True)
class Item:
    """One array, or with `each` all that a container holds, and its spec."""

    path: Path
    spec: Spec
    each: bool = False

    def __str__(self) -> str:
        return f"{self.path}{'[...]' if self.each else ''}: {str(self.spec) or '()'}"


@dataclass(frozen=True, slots=True)
class Contract:
    """What is checked at the boundary of a function.

    Parameters
    ----------
    function : str
        The function's name, for messages.
    parameters : tuple of str
        Its parameters, in order.
    arguments, results : tuple of Item
        The specs; the root of a result's path is in `returns`.
    returns : tuple of str
        The returned values in order, as in `CallSpec.returns`; with more than one the function returns a tuple.
    returned : tuple of str
        What the function's own `return` statement calls them, `""` where it does not say; empty when it is not known.
    pairs : bool
        Whether `dX` is checked against `X`.
    body : Body
        What names mean in the function.
    none : bool
        Whether the annotation of the result allows None.
    """

    function: str
    parameters: tuple[str, ...]
    arguments: tuple[Item, ...] = ()
    results: tuple[Item, ...] = ()
    returns: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()
    pairs: bool = True
    body: Body = field(default_factory=Body)
    none: bool = False

    def __str__(self) -> str:
        arguments = ", ".join(map(str, self.arguments))
        return f"{arguments} -> {self.result_text}".strip() if self.results else arguments

    @property
    def result_text(self) -> str:
        """The specs of the results, as behind `->`."""
        return ", ".join(str(item).removeprefix("return: ") for item in self.results)

    @property
    def result_names(self) -> tuple[str, ...]:
        """What each returned value is called in messages."""
        count = len(self.returns) or len(self.returned) or 1
        plain = unnamed(count)
        given = self.returns if len(self.returns) == count else plain
        own = self.returned if len(self.returned) == count else ("",) * count
        names = (
            (name or place) if root in {RETURN.root, "_", place} else root
            for root, name, place in zip(given, own, plain, strict=True)
        )
        return tuple(f"the returned {name}" if name in self.parameters else name for name in names)

    @property
    def lookups(self) -> tuple[tuple[Symbol, Path], ...]:
        """The values that specs look up, `{self.n_h}`, each with where it is found."""
        found: dict[Symbol, Path] = {}
        for item in (*self.arguments, *self.results):
            found.update(lookups(item.spec))
        return tuple(found.items())

    def specified(self, root: str) -> bool:
        """Tell whether the spec says what an argument, all of it, is."""
        return any(item.path == Path(root) and not item.each for item in self.arguments)


def unnamed(count: int) -> tuple[str, ...]:
    """Give what returned values without a name are called."""
    return ("the result",) if count == 1 else tuple(f"result[{i}]" for i in range(count))


def from_text(text: str, contract: Contract) -> Contract:
    """Give the contract with what a call spec says: `"W: n[l] n[l-1], A_prev: n[l-1] m -> n[l] m"`.

    Raises
    ------
    SpecError
        Where the text cannot be read, or names what is no argument of the function.
    """
    call = parse_call(text, _MAKE_SYMBOL)
    arguments = tuple(_item(argument, text) for argument in call.arguments)
    return _checked_names(text, _with_results(replace(contract, arguments=arguments), call, text))


def from_keywords(specs: Mapping[str, str], returns: str | None, contract: Contract) -> Contract:
    """Give the contract with a spec for each argument by its name, and the results' as behind `->` in a text.

    Raises
    ------
    SpecError
        Where a text cannot be read, or a keyword is no argument of the function.
    """
    items: list[Item] = []
    for name, text in specs.items():
        if name not in contract.parameters:
            raise spec_error(f'{name}="{text}"', 0, _not_there(name, contract))
        items.append(Item(Path(name), read_spec(name, text)))
    found = replace(contract, arguments=tuple(items))
    if returns is None:
        return _checked_names("", found)
    arrow = "-> "
    try:
        call = parse_call(arrow + returns, _MAKE_SYMBOL)
    except SpecError as error:
        problem = error.payload
        position = max(problem.position - len(arrow), 0)
        raise spec_error(returns, position, f"returns: {problem.message}") from None
    return _checked_names(returns, _with_results(found, call, returns))


def _item(argument: Argument, text: str) -> Item:
    if argument.spec is None:
        place = max(text.find(str(argument.form)), 0)
        raise spec_error(text, place, f"`{argument.path}` must be one array here: write a shape for each part of it")
    return Item(argument.path, argument.spec)


def _with_results(contract: Contract, call: CallSpec, text: str) -> Contract:
    results = tuple(_item(result, text) for result in call.results)
    return replace(contract, results=results, returns=call.returns)


def read_spec(name: str, text: str) -> Spec:
    """Read the spec of one value; an error says whose.

    Raises
    ------
    SpecError
        Where the text cannot be read.
    """
    try:
        return parse_spec(text, _MAKE_SYMBOL)
    except SpecError as error:
        raise SpecError(replace(error.payload, message=f"{name}: {error.payload.message}")) from None


def spec_error(text: str, position: int, message: str) -> SpecError:
    """Give the error to raise, its caret under a character."""
    return SpecError(SpecProblem(text, position, message))


def _checked_names(text: str, contract: Contract) -> Contract:
    """Refuse a spec that names what the function does not have, and then an array that nothing describes."""
    for item in contract.arguments:
        if item.path.root not in contract.parameters:
            raise spec_error(text, _place(text, item.path.root), _not_there(item.path.root, contract))
    known = {*contract.parameters, *contract.returns}
    for item in (*contract.arguments, *contract.results):
        like = item.spec.like
        if like is not None and like.root not in known:
            raise spec_error(text, _place(text, f"={like.root}"), _not_there(like.root, contract))
    for _, path in contract.lookups:
        if path.root not in contract.parameters:
            raise spec_error(text, _place(text, f"{{{path.root}"), _not_there(path.root, contract))
    return contract


def _not_there(name: str, contract: Contract) -> str:
    parameters = ", ".join(contract.parameters) or "none"
    close = get_close_matches(name, contract.parameters, 1, 0.5)
    hint = f"did you mean `{close[0]}`?" if close else f"its arguments are: {parameters}"
    return f"{contract.function} has no argument `{name}`: {hint}"


def _place(text: str, name: str) -> int:
    """Find where a name stands in a text, as a whole word."""
    found = re.search(rf"(?<![\w.]){re.escape(name)}(?!\w)", text)
    return found.start() if found else 0


def value_at(path: Path, root: object) -> object:
    """Give the value at a path, from the value of its root.

    Raises
    ------
    LookupError, AttributeError, TypeError
        Where there is none.
    """
    value = root
    for step in path.steps:
        match step:
            case Attribute(name):
                value = getattr(value, name)
            case Key(key):
                value = value[key]  # type: ignore[index]
    return value
