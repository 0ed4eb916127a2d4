"""The same function, with a call after each assignment.

The function's source is read, its tree gains recording calls, and it is compiled under the original file name, lines
and columns, so that tracebacks with their carets, debuggers and coverage show the user's text. The user's namespace
gains nothing: the hook and what it is told are constants of the code object, as a number in the source would be.

What is recorded: assignments (chained, annotated, augmented, unpacked), walruses, the targets of `for` and the names
of `with`, and returned values, also in functions defined inside. What is not: class bodies, lambdas, what
comprehensions, `import`, `except ... as` and `match` patterns bind, attributes and subscripts bound by `with`.
"""

from __future__ import annotations
import __future__

import ast
import inspect
import warnings
from collections.abc import Callable
from types import CodeType, FunctionType
from typing import Any, TypeVar, cast

from shapecheck.language import say
from shapecheck.runtime.recording.insertion import MARK, Insertion, Site
from shapecheck.runtime.source_text import Source, SourceUnavailable, key_text, read_source
from shapecheck.runtime.trees import changed, constant

__all__ = ["Record", "Site", "SourceUnavailable", "definition_of", "recording"]

F = TypeVar("F", bound=Callable[..., Any])
Record = Callable[[Site, str, Any], object]
Definition = ast.FunctionDef | ast.AsyncFunctionDef

_FUTURE_FLAGS = 0
for _feature in __future__.all_feature_names:
    _FUTURE_FLAGS |= getattr(__future__, _feature).compiler_flag
# `types.coroutine` sets this flag on a compiled generator, so no compilation gives it.
_SET_LATER = inspect.CO_ITERABLE_COROUTINE


def recording(function: F, record: Record) -> F:
    """Give a function that does what `function` does and calls `record(site, name, value)` after each assignment.

    Parameters
    ----------
    function : function
        Written with `def` or `async def`; of a decorated function, the one inside. Decorators are not run again.
    record : callable
        Called with the `Site`; the name as it is at run time (`grads["dW1"]` where the source says
        `grads["dW" + str(l)]`; a key that is no plain string or integer leaves the text of the source); and the
        value. A returned value has the name `return`. What it raises, the function raises.

    Returns
    -------
    function
        With the same cells, globals, defaults, annotations and attributes, the very objects.

    Raises
    ------
    SourceUnavailable
        Where there is no source, or the source is not what was compiled: a lambda, a function written in C, one from
        `exec`, a file edited since its import, a test function whose `assert` statements pytest rewrote. The
        message is one sentence with what to do; the function as it was still works.

    Examples
    --------
    >>> def layer(W, A):
    ...     Z = W * A
    ...     return Z
    >>> recording(layer, lambda site, name, value: print(name, value))(2, 3)
    Z 6
    return 6
    6
    """
    if not isinstance(function, FunctionType):
        raise SourceUnavailable(
            say("{function} is not a function written in Python: pass one made with def.", function=repr(function))
        )
    code = function.__code__
    where = f"{code.co_qualname} ({code.co_filename}:{code.co_firstlineno})"
    if code.co_name == "<lambda>":
        raise SourceUnavailable(
            say("{function} is a lambda: write it with def to have its assignments recorded.", function=where)
        )
    try:
        rewritten = _rewritten_code(function, where, record)
    except RecursionError as error:
        raise SourceUnavailable(
            say("{function} is nested too deeply to rewrite: split its longest expression.", function=where)
        ) from error
    return cast(F, _with_code(function, rewritten))


def _rewritten_code(function: FunctionType, where: str, record: Record) -> CodeType:
    """Find the definition whose compilation is the function's code, and compile it again with recording calls."""
    code = function.__code__
    found_any = False
    # What linecache holds may be older than the file, and the function may belong to either.
    for refresh in (False, True):
        source = read_source(code.co_filename, function.__globals__, refresh=refresh) or _interactive_source(function)
        if source is None:
            continue
        found_any = True
        chain = _definition(source.tree, code)
        if chain is None:
            continue
        *scopes, definition = chain
        assert isinstance(definition, Definition)
        imports = _module_imports(source.tree)
        compiled = _compiled(imports, scopes, definition, code)
        if compiled is None or not _do_the_same(compiled, code):
            continue
        objects = _injected(record)
        insertion = Insertion(source, code.co_qualname, objects)
        recorded = _compiled(imports, scopes, changed(definition, body=insertion.body(definition.body)), code)
        assert recorded is not None
        return _with_objects(recorded, objects).replace(
            co_qualname=code.co_qualname, co_flags=recorded.co_flags | (code.co_flags & _SET_LATER)
        )
    if not found_any:
        raise SourceUnavailable(
            say("The source of {function} cannot be read: define the function in a file or a notebook.", function=where)
        )
    raise SourceUnavailable(
        say(
            "The source of {function} is not what runs, as it was edited or rewritten (pytest rewrites assert"
            " statements): import the module again, or move the function to a module of its own.",
            function=where,
        )
    )


def definition_of(function: FunctionType) -> Definition | None:
    """Give the definition of a function in the source as it is now, or None where that cannot be had."""
    code = function.__code__
    source = read_source(code.co_filename, function.__globals__, refresh=False)
    chain = None if source is None else _definition(source.tree, code)
    found = None if chain is None else chain[-1]
    return found if isinstance(found, Definition) else None


def _interactive_source(function: FunctionType) -> Source | None:
    """Read what the prompt or `python -c` keeps of its input, from Python 3.13 on."""
    try:
        lines, _ = inspect.findsource(function)
        text = "".join(lines)
        return Source(function.__code__.co_filename, tuple(lines), ast.parse(text))
    except (OSError, TypeError, SyntaxError, ValueError, IndexError):
        return None


def _definition(tree: ast.Module, code: CodeType) -> list[ast.stmt] | None:
    """Give the functions and classes around a definition, from the outside in, and the definition as the last."""
    chain: list[ast.stmt] = []
    blocks: list[list[ast.stmt]] = [tree.body]
    while blocks:
        for node in blocks.pop():
            decorators = getattr(node, "decorator_list", [])
            first = min([node.lineno, *(decorator.lineno for decorator in decorators)])
            if not first <= code.co_firstlineno <= (node.end_lineno or node.lineno):
                continue
            if isinstance(node, Definition | ast.ClassDef):
                chain.append(node)
            if isinstance(node, Definition) and node.name == code.co_name and first == code.co_firstlineno:
                return chain
            blocks += [value for _, value in ast.iter_fields(node) if isinstance(value, list)]
            for part in [*getattr(node, "handlers", []), *getattr(node, "cases", [])]:
                blocks.append(part.body)
            blocks = [block for block in blocks if block and isinstance(block[0], ast.stmt)]
            break  # one statement holds the line; nothing beside it can
    return None


def _module_imports(tree: ast.Module) -> list[ast.stmt]:
    """Give the imports in the scope of the module: Python compiles `np.dot(...)` differently where `np` is one."""
    imports: list[ast.stmt] = []
    pending: list[ast.AST] = list(tree.body)
    while pending:
        match pending.pop():
            case ast.ImportFrom(module="__future__"):
                pass  # stands first in a file or nowhere; the flags of the code say the same
            case ast.Import() | ast.ImportFrom() as node:
                imports.append(node)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                pass  # scopes of their own
            case ast.stmt() | ast.ExceptHandler() | ast.match_case() as block:
                for _, value in ast.iter_fields(block):
                    if isinstance(value, list):
                        pending += value
    return imports


def _compiled(
    imports: list[ast.stmt], scopes: list[ast.stmt], definition: Definition, code: CodeType
) -> CodeType | None:
    """Compile a definition in bare copies of the scopes around it, which keep `super()`, cells and private names.

    The outermost function takes the free variables as its parameters, so that they are free again inside.
    """
    free = list(code.co_freevars)
    node: ast.stmt = _bare(definition)
    outermost = next((scope for scope in scopes if isinstance(scope, Definition)), None)
    for scope in reversed(scopes):
        if isinstance(scope, ast.ClassDef):
            node = changed(scope, bases=[], keywords=[], decorator_list=[], body=[node])
        elif isinstance(scope, Definition):
            names = free if scope is outermost else []
            node = changed(scope, args=_parameters(names, scope), decorator_list=[], returns=None, body=[node])
    module = ast.Module([*imports, node], [])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the user has seen them at the import
        try:
            flags = code.co_flags & _FUTURE_FLAGS
            compiled: CodeType = compile(cast(Any, module), code.co_filename, "exec", flags=flags, dont_inherit=True)
        except (SyntaxError, ValueError):
            return None
    inner = [compiled]
    while inner:
        candidate = inner.pop()
        if (candidate.co_name, candidate.co_firstlineno) == (code.co_name, code.co_firstlineno):
            return candidate
        inner += [value for value in candidate.co_consts if isinstance(value, CodeType)]
    return None


def _bare(definition: Definition) -> Definition:
    """Give a definition without what runs where it is defined: decorators (their lines stay), defaults, annotations."""
    given = definition.args
    parameters = changed(
        given,
        posonlyargs=[changed(a, annotation=None) for a in given.posonlyargs],
        args=[changed(a, annotation=None) for a in given.args],
        kwonlyargs=[changed(a, annotation=None) for a in given.kwonlyargs],
        vararg=given.vararg and changed(given.vararg, annotation=None),
        kwarg=given.kwarg and changed(given.kwarg, annotation=None),
        defaults=[constant(None, default) for default in given.defaults],
        kw_defaults=[default and constant(None, default) for default in given.kw_defaults],
    )
    decorators = [constant(None, decorator) for decorator in definition.decorator_list]
    return changed(definition, args=parameters, decorator_list=decorators, returns=None)


def _parameters(names: list[str], at: ast.stmt) -> ast.arguments:
    """Give a list of parameters."""
    parameters = [ast.copy_location(ast.arg(name, None, None), at) for name in names]
    return ast.arguments(posonlyargs=[], args=parameters, kwonlyargs=[], kw_defaults=[], defaults=[])


def _do_the_same(a: CodeType, b: CodeType) -> bool:
    """Tell whether two code objects do the same, on the same lines; columns are left out, as Python may drop them."""
    pairs = [(a, b)]
    while pairs:
        a, b = pairs.pop()
        if _without_places(a) != _without_places(b) or list(a.co_lines()) != list(b.co_lines()):
            return False
        inner_a = [value for value in a.co_consts if isinstance(value, CodeType)]
        inner_b = [value for value in b.co_consts if isinstance(value, CodeType)]
        pairs += zip(inner_a, inner_b, strict=True)
    return True


def _without_places(code: CodeType) -> CodeType:
    """Give a code object to compare by `==`: without columns, and with a name for each one inside it."""
    constants = [(MARK, c.co_qualname) if isinstance(c, CodeType) else c for c in code.co_consts]
    flags = code.co_flags & ~_SET_LATER
    return code.replace(co_linetable=b"", co_filename="", co_consts=tuple(constants), co_flags=flags)


def _injected(record: Record) -> list[object]:
    """Give what the compiled code calls, in the order of the numbers in `insertion`."""

    def record_keyed(site: Site, container: str, key: object, value: object) -> None:
        text = key_text(key)
        record(site, site.target if text is None else f"{container}[{text}]", value)

    def record_and_give(site: Site, name: str, value: object) -> object:
        record(site, name, value)
        return value

    return [record, record_keyed, record_and_give, slice]


def _with_objects(code: CodeType, objects: list[object]) -> CodeType:
    """Put the objects in the place of the constants that stand for them."""
    constants: list[object] = []
    for value in code.co_consts:
        match value:
            case CodeType():
                constants.append(_with_objects(value, objects))
            case (str() as mark, int() as index) if mark == MARK:
                constants.append(objects[index])
            case _:
                constants.append(value)
    return code.replace(co_consts=tuple(constants))


def _with_code(function: FunctionType, code: CodeType) -> FunctionType:
    """Give a function that differs from `function` in its code only."""
    cells = dict(zip(function.__code__.co_freevars, function.__closure__ or (), strict=True))
    closure = tuple(cells[name] for name in code.co_freevars)
    new = FunctionType(code, function.__globals__, function.__name__, function.__defaults__, closure)
    attributes = ["__kwdefaults__", "__qualname__", "__module__", "__doc__", "__type_params__"]
    # From Python 3.14 on annotations are computed when asked for; the rule for that is what is copied.
    attributes.append("__annotate__" if hasattr(function, "__annotate__") else "__annotations__")
    for attribute in attributes:
        if hasattr(function, attribute):
            setattr(new, attribute, getattr(function, attribute))
    new.__dict__.update(function.__dict__)
    return new
