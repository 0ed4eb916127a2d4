"""Specs in a function's annotations: `Annotated[np.ndarray, "n m"]`, jaxtyping's objects, and containers of them."""

from __future__ import annotations

import inspect
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from shapecheck.core.matching.parts import Item
from shapecheck.core.notation.paths import RETURN, Attribute, Key, Path
from shapecheck.core.notation.spec import Spec
from shapecheck.runtime.contract import Contract, read_spec, unnamed

__all__ = ["from_annotations"]

_DEEPEST = 4  # containers in one another
_NO_ARRAYS = (bool, bytes, complex, float, int, str, type(None))


@dataclass(frozen=True, slots=True)
class _Found:
    path: Path
    annotation: Any
    each: bool = False


def from_annotations(function: Callable[..., Any], contract: Contract, names: Mapping[str, Any]) -> Contract:
    """Give the contract with what the annotations say.

    Parameters
    ----------
    function : callable
        The decorated function.
    contract : Contract
        Of the function, without specs.
    names : mapping
        The names where it is defined, for annotations that are texts and mention locals.

    Returns
    -------
    Contract
        With an item for each array that an annotation describes. An annotation that cannot be evaluated (a name that
        is imported for type checkers only) describes none.

    Raises
    ------
    SpecError
        Where a text that describes an array cannot be read.
    """
    hints = _hints(function, names)
    arguments = tuple(item for name in contract.parameters if name in hints for item in _items(Path(name), hints[name]))
    results: tuple[Item, ...] = ()
    returns: tuple[str, ...] = ()
    kind = function.__code__.co_flags if isinstance(function, types.FunctionType) else 0
    if "return" in hints and not kind & (inspect.CO_GENERATOR | inspect.CO_ASYNC_GENERATOR):
        annotation = hints["return"]
        parts = _parts_of_tuple(annotation)
        if parts is None:
            results = tuple(_items(RETURN, annotation))
            returns = (RETURN.root,) if results else ()
        else:
            # One root for each returned value, so that messages can name it as the function's return statement does.
            roots = unnamed(len(parts))
            results = tuple(item for root, part in zip(roots, parts, strict=True) for item in _items(Path(root), part))
            described = {item.path.root for item in results}
            returns = tuple(root if root in described else "_" for root in roots) if results else ()
    none = _allows_none(hints.get("return"))
    return replace(contract, arguments=arguments, results=results, returns=returns, none=none)


def _allows_none(annotation: Any) -> bool:
    if get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    return get_origin(annotation) in (Union, types.UnionType) and type(None) in get_args(annotation)


def _hints(function: Callable[..., Any], names: Mapping[str, Any]) -> dict[str, Any]:
    """Evaluate the annotations all at once, or, where one of them fails, each alone."""
    bare = inspect.unwrap(function)
    cells = _cells(bare)
    local = {**names, **cells}
    try:
        return get_type_hints(function, localns=local, include_extras=True)
    except Exception:  # evaluating what a user wrote may raise anything
        pass
    hints: dict[str, Any] = {}
    space = getattr(bare, "__globals__", {})
    for name, annotation in getattr(bare, "__annotations__", {}).items():
        try:
            hints[name] = eval(annotation, space, local) if isinstance(annotation, str) else annotation
        except Exception:
            continue
    return hints


def _cells(function: Any) -> dict[str, Any]:
    cells: dict[str, Any] = {}
    if isinstance(function, types.FunctionType):
        for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=True):
            try:
                cells[name] = cell.cell_contents
            except ValueError:
                continue  # not bound yet
    return cells


def _parts_of_tuple(annotation: Any) -> tuple[Any, ...] | None:
    """Give the annotations of `tuple[X, Y]`, or None for anything else."""
    arguments = get_args(annotation)
    if get_origin(annotation) is not tuple or len(arguments) < 2 or arguments[-1] is Ellipsis:
        return None
    return arguments


def _items(path: Path, annotation: Any) -> Iterator[Item]:
    pending = [_Found(path, annotation)]
    while pending:
        found = pending.pop(0)
        spec = _spec(found.path, found.annotation)
        if spec is not None:
            yield Item(found.path, spec, found.each)
        elif len(found.path.steps) < _DEEPEST and not found.each:
            pending += _inside(found.path, found.annotation)


def _spec(path: Path, annotation: Any) -> Spec | None:
    """Give the spec that an annotation is, or None."""
    if get_origin(annotation) is Annotated:
        base, *extras = get_args(annotation)
        if base in _NO_ARRAYS:
            return None
        text = next((extra for extra in extras if isinstance(extra, str | Spec)), None)
        if isinstance(text, Spec):
            return text
        if text is not None:
            return read_spec(str(path), text)
        return _spec(path, base)
    # jaxtyping makes a class for each `Float[np.ndarray, "n m"]`, with the text as an attribute.
    text = getattr(annotation, "dim_str", None)
    if isinstance(annotation, type) and isinstance(text, str):
        return read_spec(str(path), text)
    return None


def _inside(path: Path, annotation: Any) -> list[_Found]:
    """Give what a container's annotation says of what it holds."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return [_Found(path, arguments[0])]
    if origin is Union or origin is types.UnionType:
        given = [argument for argument in arguments if argument is not type(None)]
        return [_Found(path, given[0])] if len(given) == 1 else []
    parts = _parts_of_tuple(annotation)
    if parts is not None:
        return [_Found(Path(path.root, (*path.steps, Key(i))), part) for i, part in enumerate(parts)]
    if isinstance(origin, type) and arguments:
        if issubclass(origin, Mapping):
            return [_Found(path, arguments[-1], each=True)]
        if issubclass(origin, tuple | list | typing.Sequence):
            return [_Found(path, arguments[0], each=True)]
    if isinstance(annotation, type) and not isinstance(getattr(annotation, "dim_str", None), str):
        return _fields(path, annotation)
    return []


def _fields(path: Path, kind: type) -> list[_Found]:
    """Give the fields of a dataclass, a named tuple or a typed dict."""
    as_keys = typing.is_typeddict(kind)
    if not as_keys and not is_dataclass(kind) and not (issubclass(kind, tuple) and hasattr(kind, "_fields")):
        return []
    try:
        hints = get_type_hints(kind, include_extras=True)
    except Exception:  # as above
        return []
    names = [field.name for field in fields(kind)] if is_dataclass(kind) else list(hints)
    return [
        _Found(Path(path.root, (*path.steps, Key(name) if as_keys else Attribute(name))), hints[name])
        for name in names
        if name in hints
    ]
