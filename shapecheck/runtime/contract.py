"""What a decorated function's arrays must be, as data, read from a text, from keywords or from annotations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import partial

from shapecheck.core.dim import Size, symbol
from shapecheck.core.matching.parts import Holder, Item, Part, parts_of
from shapecheck.core.notation.contract import CallSpec, Need
from shapecheck.core.notation.forms import Form, LikeForm, ShapeForm, TupleForm
from shapecheck.core.notation.parse_call import parse_call
from shapecheck.core.notation.parse_spec import parse_spec
from shapecheck.core.notation.paths import RETURN, Attribute, Key, Path
from shapecheck.core.notation.spec import Spec, lookups
from shapecheck.core.terms import Symbol
from shapecheck.errors import SpecError, SpecProblem
from shapecheck.language import Phrase, say
from shapecheck.runtime.body import Body

__all__ = ["Contract", "from_keywords", "from_text", "read_spec", "spec_error", "unnamed", "value_at"]

# An array may be empty at run time, so every name may be 0.
_MAKE_SYMBOL = partial(symbol, may_be_zero=True)


@dataclass(frozen=True, slots=True)
class Contract:
    """What is checked at the boundary of a function.

    Parameters
    ----------
    function : str
        The function's name, for messages.
    parameters : tuple of str
        Its parameters, in order.
    arguments, results : tuple of Part
        The specs; the root of a result's path is in `returns`.
    needs : tuple of Need
        What else must hold of the sizes.
    forms : tuple of (Path, Form)
        What each argument must be as a whole, where a text says it; `arguments` are the parts.
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
    arguments: tuple[Part, ...] = ()
    results: tuple[Part, ...] = ()
    returns: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()
    pairs: bool = True
    body: Body = field(default_factory=Body)
    none: bool = False
    needs: tuple[Need, ...] = ()
    forms: tuple[tuple[Path, Form], ...] = ()

    def __str__(self) -> str:
        arguments = ", ".join(map(str, _shown(self.arguments)))
        text = f"{arguments} -> {self.result_text}".strip() if self.results else arguments
        return f"{text} where {', '.join(map(str, self.needs))}" if self.needs else text

    @property
    def result_text(self) -> str:
        """The specs of the results, as behind `->`."""
        return ", ".join(str(part).removeprefix("return: ") for part in _shown(self.results))

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
        return tuple(returned_name(name) if name in self.parameters else name for name in names)

    @property
    def lookups(self) -> tuple[tuple[Symbol, Path], ...]:
        """The values that specs look up, `{self.n_h}`, each with where it is found."""
        sizes: list[Size] = [size for need in self.needs for size in (need.left, need.right)]
        for part in (*self.arguments, *self.results):
            sizes += part.sizes
        return lookups(sizes)

    def specified(self, root: str) -> bool:
        """Tell whether the spec says what an argument, all of it, is."""
        return any(isinstance(part, Item) and part.path == Path(root) and not part.each for part in self.arguments)


def _shown(parts: Sequence[Part]) -> Iterator[Part]:
    return (part for part in parts if not isinstance(part, Holder))


def returned_name(name: str) -> Phrase:
    """Return what the result is called that has the name of an argument."""
    return Phrase("the returned {name}", name=name)


def unnamed(count: int) -> tuple[str, ...]:
    """Give what returned values without a name are called."""
    return (Phrase("the result"),) if count == 1 else tuple(f"result[{i}]" for i in range(count))


def from_text(text: str, contract: Contract) -> Contract:
    """Give the contract with what a call spec says: `"W: n[l] n[l-1], A_prev: n[l-1] m -> n[l] m"`.

    Raises
    ------
    SpecError
        Where the text cannot be read, or names what is no argument of the function.
    """
    call = parse_call(text, _MAKE_SYMBOL)
    forms = {argument.path: argument.form for argument in call.arguments}
    arguments = tuple(part for path, form in forms.items() for part in parts_of(path, _alike(form, forms)))
    stated = replace(contract, arguments=arguments, needs=call.needs, forms=tuple(forms.items()))
    return _checked_names(text, _with_results(stated, call, forms))


def from_keywords(specs: Mapping[str, str], returns: str | None, contract: Contract) -> Contract:
    """Give the contract with a form for each argument by its name, and the results' as behind `->` in a text.

    Raises
    ------
    SpecError
        Where a text cannot be read, or a keyword is no argument of the function.
    """
    forms: dict[Path, Form] = {}
    for name, text in specs.items():
        if name not in contract.parameters:
            raise spec_error(f'{name}="{text}"', 0, _not_there(name, contract))
        forms[Path(name)] = _read_form(name, text)
    arguments = tuple(part for path, form in forms.items() for part in parts_of(path, _alike(form, forms)))
    found = replace(contract, arguments=arguments, forms=tuple(forms.items()))
    if returns is None:
        return _checked_names("", found)
    call = _read_behind("-> ", returns, "returns")
    return _checked_names(returns, _with_results(replace(found, needs=call.needs), call, forms))


def _read_form(name: str, text: str) -> Form:
    """Read the form of one argument; its axes may be separated by commas without brackets here, as in a spec."""
    try:
        call = parse_call(f"{name}: {text}", _MAKE_SYMBOL)
    except SpecError:
        call = CallSpec()
    if len(call.arguments) == 1 and not (call.returns or call.needs):
        return call.arguments[0].form
    spec = read_spec(name, text)
    return ShapeForm(spec) if spec.like is None else LikeForm(spec.like)


def _read_behind(before: str, text: str, name: str) -> CallSpec:
    """Read the part of a call spec that stands behind something; an error is about the part alone."""
    try:
        return parse_call(before + text, _MAKE_SYMBOL)
    except SpecError as error:
        problem = error.payload
        raise spec_error(text, max(problem.position - len(before), 0), f"{name}: {problem.message}") from None


def _alike(form: Form, forms: Mapping[Path, Form]) -> Form:
    """Give the form of a container that another one is shaped like, in the place of the reference."""
    match form:
        case LikeForm(path) if not isinstance(forms.get(path, form), ShapeForm | LikeForm):
            return forms[path]
        case TupleForm(items):
            return TupleForm(tuple(_alike(item, forms) for item in items))
    return form


def _with_results(contract: Contract, call: CallSpec, forms: Mapping[Path, Form]) -> Contract:
    results: list[Part] = []
    returns = call.returns
    for result in call.results:
        form = _alike(result.form, forms)
        if result.path == RETURN and isinstance(form, TupleForm) and len(form.items) > 1:
            # One root for each returned value, so that messages can name it as the function's return statement does.
            roots = unnamed(len(form.items))
            found = [list(parts_of(Path(root), item)) for root, item in zip(roots, form.items, strict=True)]
            returns = tuple(root if parts else "_" for root, parts in zip(roots, found, strict=True))
            results += [part for parts in found for part in parts]
        else:
            results += parts_of(result.path, form)
    return replace(contract, results=tuple(results), returns=returns)


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
    for part in (*contract.arguments, *contract.results):
        for like in part.likes:
            if like.root in known:
                continue
            raise spec_error(text, _place(text, f"={like.root}"), _not_there(like.root, contract))
    for _, path in contract.lookups:
        if path.root not in contract.parameters:
            raise spec_error(text, _place(text, f"{{{path.root}"), _not_there(path.root, contract))
    return contract


def _not_there(name: str, contract: Contract) -> str:
    function = contract.function
    close = get_close_matches(name, contract.parameters, 1, 0.5)
    if close:
        return say(
            "{function} has no argument `{name}`: did you mean `{close}`?", function=function, name=name, close=close[0]
        )
    if not contract.parameters:
        return say("{function} has no argument `{name}`: it has no arguments", function=function, name=name)
    names = ", ".join(contract.parameters)
    return say(
        "{function} has no argument `{name}`: its arguments are: {names}", function=function, name=name, names=names
    )


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
