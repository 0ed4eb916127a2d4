"""The tree of a function with a recording call after each assignment.

New nodes stand at the place of the last target stored, so that no debugger or coverage tool sees a line that the
bare function does not run. Statements are copied where they change and expressions are shared with the cached tree,
which is never altered. Temporaries have names with a dot, which no Python source can spell, and are deleted at once.
"""

from __future__ import annotations

import ast
import copy
from dataclasses import dataclass
from typing import Any, Final

from shapecheck.runtime.source_text import Source, reference_text
from shapecheck.runtime.trees import (
    assign,
    below,
    bind,
    changed,
    constant,
    has_slice,
    last_leaf,
    leaves,
    load,
    names_only,
    walrus,
)

__all__ = ["MARK", "RECORD", "RECORD_AND_GIVE", "RECORD_KEYED", "Insertion", "Site"]

# A constant `(MARK, i)` in the compiled code stands for object i; the NUL keeps it apart from any text a user writes.
MARK: Final = "\0shapecheck recording"
RECORD, RECORD_KEYED, RECORD_AND_GIVE, _SLICE = range(4)


@dataclass(frozen=True, slots=True)
class Site:
    """One place that records: fixed when the function is rewritten.

    Attributes
    ----------
    line, end_line : int
        First and last line of the statement (of its header, for a loop or a `with`), from 1.
    column, end_column : int
        Where it begins and ends in those lines, from 0, in bytes of UTF-8 as in `co_positions`.
    target : str
        What is assigned, as written: `Z`, `self.W`, `parameters["W" + str(l)]`; `return` for a returned value.
    statement : str
        The text of the statement, line ends included; for a walrus, of the expression.
    function : str
        The qualified name of the function.
    """

    line: int
    end_line: int
    column: int
    end_column: int
    target: str
    statement: str
    function: str


class Insertion:
    """Builds the recording body of one function, and of the functions defined in it.

    Parameters
    ----------
    source : Source
        The file of the function.
    function : str
        The qualified name of the function.
    objects : list of object
        What the marked constants stand for; new sites and names are appended.
    """

    def __init__(self, source: Source, function: str, objects: list[object]) -> None:
        self._source = source
        self._function = function
        self._objects = objects
        self._temporaries: list[str] = []

    def body(self, statements: list[ast.stmt]) -> list[ast.stmt]:
        """Give the statements with their recording calls."""
        return [new for statement in statements for new in self._statement(statement)]

    def _statement(self, node: ast.stmt) -> list[ast.stmt]:
        """Give the statements that take the place of one."""
        match node:
            case ast.ClassDef():
                return [node]  # what a class body binds is its namespace; temporaries there would show
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                inner = Insertion(self._source, f"{self._function}.<locals>.{node.name}", self._objects)
                return [changed(node, body=inner.body(node.body))]
        whole, node = node, self._with_parts(node)
        self._temporaries = []
        match node:
            case ast.Assign():
                return self._assignment(node, node.targets, whole)
            case ast.AnnAssign(value=ast.expr() as value, target=ast.Attribute() | ast.Subscript() as target):
                # Inside a function the annotation of such a target is never evaluated, so nothing is lost.
                return self._assignment(ast.copy_location(ast.Assign([target], value), node), [target], whole)
            case ast.AnnAssign(value=ast.expr(), target=ast.Name()) | ast.AugAssign(target=ast.Name()):
                return [node, *self._record_names(node.target, whole)]
            case ast.AugAssign(target=ast.Attribute() | ast.Subscript() as target):
                return self._augment(node, target, whole)
            case ast.For() | ast.AsyncFor():
                bound, after = self._store(node.target, whole)
                return [changed(node, target=bound, body=after + self._deleted(node.target) + node.body)]
            case ast.With() | ast.AsyncWith():
                targets = [item.optional_vars for item in node.items if item.optional_vars is not None]
                records = [s for target in targets for s in self._record_names(target, whole, at=targets[-1])]
                return [changed(node, body=[*records, *node.body])]
            case ast.Return(value=ast.Name() as value):
                return [self._record(self._site(value, whole, "return"), value, node), node]
            case ast.Return(value=ast.expr() as value):
                held = self._temporary()
                record = self._record(self._site(value, whole, "return"), load(held, node), node)
                return [assign(bind(held, node), value, node), record, changed(node, value=load(held, node))]
        return [node]

    def _with_parts(self, node: ast.stmt) -> ast.stmt:
        """Give a copy whose inner statements record, and whose walruses do."""
        parts: dict[str, Any] = {}
        for field, value in ast.iter_fields(node):
            match value:
                case [ast.stmt(), *_]:
                    parts[field] = self.body(value)
                case [ast.ExceptHandler() | ast.match_case(), *_]:
                    parts[field] = [changed(part, body=self.body(part.body)) for part in value]
                case ast.expr() | [ast.expr() | ast.withitem(), *_] if field != "annotation":
                    parts[field] = self._record_walruses(value, node)
        return changed(node, **parts)

    def _record_walruses(self, value: Any, statement: ast.stmt) -> Any:
        """Wrap each `(name := value)` in a call that records and gives the value, lambdas aside."""
        if not any(isinstance(child, ast.NamedExpr) for _, _, child in below(value)):
            return value
        holder = ast.Module(copy.deepcopy(value) if isinstance(value, list) else [copy.deepcopy(value)], [])
        for parent, place, child in list(below(holder)):
            if isinstance(child, ast.NamedExpr):
                # What is loaded before the value stands where the value does: it may be on a later line.
                site = self._constant(self._site(child.target, statement, whole=child), child.value)
                name = self._constant(child.target.id, child.value)
                call = self._call(RECORD_AND_GIVE, [site, name, child], child)
                field, index = place
                if index is None:
                    setattr(parent, field, call)
                else:
                    getattr(parent, field)[index] = call
        return holder.body if isinstance(value, list) else holder.body[0]

    def _assignment(self, node: ast.Assign, targets: list[ast.expr], whole: ast.stmt) -> list[ast.stmt]:
        """Record an assignment to one target or, chained, to several, which Python stores from left to right."""
        last = targets[-1]
        if all(names_only(target) for target in targets):
            return [node, *(s for target in targets for s in self._record_names(target, whole, at=last))]
        if len(targets) == 1 and isinstance(last, ast.Tuple | ast.List):
            target, after = self._store(last, whole)
            return [changed(node, targets=[target]), *after, *self._deleted(last)]
        if any(isinstance(target, ast.Tuple | ast.List) and not names_only(target) for target in targets):
            held = self._temporary()
            result: list[ast.stmt] = [assign(bind(held, last), node.value, node)]
            for target in targets:
                stored, after = self._store(target, whole, held)
                result += [assign(stored, load(held, target), node), *after]
            return result + self._deleted(last)
        # `self.W = .0 = value` binds the temporary last: only where the store went well, and without reading
        # `self.W` back, which might be a property.
        stored_targets, records = [], []
        held = self._temporary()
        for target in targets:
            if isinstance(target, ast.Attribute | ast.Subscript):
                stored, key = self._keyed(target)
                records.append(self._record_reference(target, key, load(held, last), whole, last))
            else:
                stored = target
                records += self._record_names(target, whole, at=last)
            stored_targets.append(stored)
        return [changed(node, targets=[*stored_targets, bind(held, last)]), *records, *self._deleted(last)]

    def _augment(self, node: ast.AugAssign, target: ast.Attribute | ast.Subscript, whole: ast.stmt) -> list[ast.stmt]:
        """Record `self.W -= dW` or `parameters[key] -= dW`: load, operate on a temporary, store, in Python's order."""
        container, held = self._temporary(), self._temporary()
        bound = changed(target, value=walrus(container, target.value), ctx=ast.Load())
        stored = changed(target, value=load(container, target.value))
        key: ast.expr | None = None
        if isinstance(target, ast.Subscript) and not isinstance(target.slice, ast.Constant):
            name = self._temporary()
            bound = changed(bound, slice=walrus(name, self._without_slices(target.slice)))
            stored = changed(stored, slice=load(name, target.slice))
            key = None if has_slice(target) else load(name, target.slice)
        return [
            assign(bind(held, target), bound, target),
            changed(node, target=bind(held, target)),
            assign(stored, load(held, target), node),
            self._record_reference(target, key, load(held, target), whole, target),
            *self._deleted(target),
        ]

    def _store(self, target: ast.expr, whole: ast.stmt, held: str | None = None) -> tuple[ast.expr, list[ast.stmt]]:
        """Give a target to bind in place of `target`, and what then finishes the storing and records it.

        From the first attribute or subscript on, leaves are bound to temporaries and stored afterwards in their
        order, so that `i, x[i] = ...` and `x[i], i = ...` mean what they say. `held` names what is bound, if known.
        """
        if held is not None and isinstance(target, ast.Attribute | ast.Subscript):
            stored, key = self._keyed(target)
            return stored, [self._record_reference(target, key, load(held, target), whole, target)]
        names: list[ast.Name] = []  # stored by the unpacking itself
        after: list[ast.stmt] = []

        def rebuilt(node: ast.expr) -> ast.expr:
            match node:
                case ast.Tuple() | ast.List():
                    return changed(node, elts=[rebuilt(element) for element in node.elts])
                case ast.Starred():
                    return changed(node, value=rebuilt(node.value))
                case ast.Name() if not after:
                    names.append(node)
                    return node
            temporary = self._temporary()
            stored, key = self._keyed(node) if isinstance(node, ast.Attribute | ast.Subscript) else (node, None)
            after.append(assign(stored, load(temporary, node), node))
            after.append(self._record_reference(node, key, load(temporary, node), whole, node))
            return bind(temporary, names[-1] if names else target)

        result = rebuilt(target)
        return result, [*(s for name in names for s in self._record_names(name, whole, at=names[-1])), *after]

    def _keyed(self, target: ast.Attribute | ast.Subscript) -> tuple[ast.expr, ast.expr | None]:
        """Give the target with its key bound to a temporary on the way, and the key to load; None if it is static."""
        if isinstance(target, ast.Attribute) or isinstance(target.slice, ast.Constant) or has_slice(target):
            return target, None
        name = self._temporary()
        return changed(target, slice=walrus(name, target.slice)), load(name, target.slice)

    def _without_slices(self, key: ast.expr) -> ast.expr:
        """Give a key that may be bound: `slice(a, b)` for `a:b`, which is no expression elsewhere."""
        match key:
            case ast.Tuple():
                return changed(key, elts=[self._without_slices(element) for element in key.elts])
            case ast.Slice():
                nothing = constant(None, key)
                return self._call(_SLICE, [part or nothing for part in (key.lower, key.upper, key.step)], key)
        return key

    def _record_names(self, target: ast.expr, whole: ast.stmt, at: ast.expr | None = None) -> list[ast.stmt]:
        """Record the plain names of a target that has been stored, reading them back, which runs no user code."""
        names = [node for node in leaves(target) if isinstance(node, ast.Name)]
        place = last_leaf(at or target)
        return [self._record(self._site(name, whole), load(name.id, place), place) for name in names]

    def _record_reference(
        self, target: ast.expr, key: ast.expr | None, value: ast.expr, whole: ast.stmt, at: ast.expr
    ) -> ast.stmt:
        """Record an attribute or a subscript, whose value is at hand, under the key that was used."""
        site = self._site(target, whole)
        if key is None:
            return self._record(site, value, at, reference_text(target))
        assert isinstance(target, ast.Subscript)
        container = self._constant(reference_text(target.value), at)
        call = self._call(RECORD_KEYED, [self._constant(site, at), container, key, value], at)
        return ast.copy_location(ast.Expr(call), at)

    def _record(self, site: Site, value: ast.expr, at: ast.AST, name: str | None = None) -> ast.stmt:
        """Give the statement `record(site, name, value)`."""
        arguments = [self._constant(site, at), self._constant(site.target if name is None else name, at), value]
        return ast.copy_location(ast.Expr(self._call(RECORD, arguments, at)), at)

    def _site(
        self, target: ast.expr, statement: ast.stmt, label: str | None = None, whole: ast.expr | None = None
    ) -> Site:
        """Describe a place; a compound statement is its header."""
        first: ast.expr | ast.stmt = whole or statement
        last = first
        match first:
            case ast.For() | ast.AsyncFor():
                last = first.iter
            case ast.With() | ast.AsyncWith():
                item = first.items[-1]
                last = item.optional_vars or item.context_expr
        return Site(
            line=first.lineno,
            end_line=last.end_lineno or last.lineno,
            column=first.col_offset,
            end_column=last.end_col_offset or 0,
            target=label or self._source.text(target),
            statement=self._source.segment(first, last),
            function=self._function,
        )

    def _call(self, which: int, arguments: list[ast.expr], at: ast.AST) -> ast.expr:
        """Give the call of an injected function."""
        function = constant((MARK, which), arguments[0])
        return ast.copy_location(ast.Call(function, arguments, []), at)

    def _constant(self, value: object, at: ast.AST) -> ast.expr:
        """Give a constant that will be `value`."""
        self._objects.append(value)
        return constant((MARK, len(self._objects) - 1), at)

    def _temporary(self) -> str:
        """Give a name that is not in use in this statement."""
        self._temporaries.append(f".recorded{len(self._temporaries)}")
        return self._temporaries[-1]

    def _deleted(self, at: ast.expr) -> list[ast.stmt]:
        """Delete the temporaries of the statement, so that nothing is kept alive and `locals()` is the user's."""
        if not self._temporaries:
            return []
        place = last_leaf(at)
        names: list[ast.expr] = [ast.copy_location(ast.Name(n, ast.Del()), place) for n in self._temporaries]
        return [ast.copy_location(ast.Delete(names), place)]
