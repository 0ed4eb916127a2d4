"""Plain statements, one function a kind: assignment, definitions, what ends a body, imports, deletion."""

import ast
from typing import TYPE_CHECKING

from shapecheck.core.array import Array
from shapecheck.core.shape import SCALAR
from shapecheck.infer.events import Passed, Updated
from shapecheck.infer.frames import Frame, Scope, find, names_in
from shapecheck.infer.full_names import full_name, is_one_of, marks_of
from shapecheck.infer.lowering import is_faulty
from shapecheck.infer.machine import BREAK, CONTINUE, NEXT, RAISE, RETURN, Machine
from shapecheck.infer.mapped import MAPPED
from shapecheck.infer.operators import operate
from shapecheck.infer.rooms import door
from shapecheck.infer.transforms import TRANSFORMS
from shapecheck.infer.tree import private
from shapecheck.infer.values import Class, Dictionary, Function, Listing, Native, Opaque, Value, method_of
from shapecheck.language import Phrase

if TYPE_CHECKING:
    from shapecheck.infer.claims import asserted
    from shapecheck.infer.patches import is_patch
    from shapecheck.infer.targets import assign, assign_name, delete, written_name
else:
    is_patch = door("patches", "is_patch")
    asserted = door("claims", "asserted")
    assign = door("targets", "assign")
    assign_name = door("targets", "assign_name")
    delete = door("targets", "delete")
    written_name = door("targets", "written_name")

__all__ = [
    "annotated",
    "asserting",
    "assigned",
    "augmented",
    "breaking",
    "class_",
    "continuing",
    "deleting",
    "expression",
    "function",
    "nothing",
    "raising",
    "returning",
]

_ANCESTORS = 200  # classes above one that are followed
# Decorators that leave a function what it is.
_TRANSPARENT = frozenset(
    """abc.abstractmethod builtins.classmethod builtins.property builtins.staticmethod contextlib.asynccontextmanager
    contextlib.contextmanager dataclasses.dataclass functools.cache functools.cached_property functools.lru_cache
    functools.total_ordering functools.wraps numba.guvectorize numba.jit numba.njit pytest.fixture shapecheck.checked
    typing.final typing.overload typing.override""".split()
)
_OF_PROPERTIES = frozenset({"getter", "setter", "deleter"})


def assigned(machine: Machine, node: ast.stmt, frame: Frame) -> int:
    """Run `target = value`."""
    assert isinstance(node, ast.Assign)
    update = _update(machine, node, frame)
    value = machine.evaluate(node.value, frame)
    if "#" in frame.source.text:
        from shapecheck.infer.promised import compare_with_comment  # it takes time to load

        value = compare_with_comment(machine, node, value, frame)
    for target in node.targets:
        assign(machine, target, value, node.value, frame)
    if update is not None and isinstance(value, Array):
        before, step = update
        name = written_name(machine, node.targets[0], frame)
        machine.tell(Updated(frame.site(node), name, before, value, step, machine.is_guarded, machine.doubt))
    return NEXT


def _update(machine: Machine, node: ast.Assign, frame: Frame) -> tuple[Array, Array | None] | None:
    """Give what a variable has that is computed anew from itself, `W = W - alpha * dW`, and what is added to it."""
    value = node.value
    if len(node.targets) != 1 or not isinstance(value, ast.BinOp) or not isinstance(value.op, (ast.Add, ast.Sub)):
        return None
    target = node.targets[0]
    for side, other in ((value.left, value.right), (value.right, value.left)):
        if type(side) is type(target) and ast.dump(side) == ast.dump(_loaded(target)):
            with machine.taken_back():
                before, step = machine.evaluate(side, frame), machine.evaluate(other, frame)
            return (before, step if isinstance(step, Array) else None) if isinstance(before, Array) else None
    return None


def _loaded(target: ast.expr) -> ast.expr:
    """Give a target as it looks where it is read."""
    match target:
        case ast.Name(name):
            return ast.Name(name, ast.Load())
        case ast.Attribute(inner, name):
            return ast.Attribute(inner, name, ast.Load())
        case ast.Subscript(inner, key):
            return ast.Subscript(inner, key, ast.Load())
    return target


def annotated(machine: Machine, node: ast.stmt, frame: Frame) -> int:
    """Run `target: type = value`."""
    assert isinstance(node, ast.AnnAssign)
    if node.value is not None:
        assign(machine, node.target, machine.evaluate(node.value, frame), node.value, frame)
    return NEXT


def augmented(machine: Machine, node: ast.stmt, frame: Frame) -> int:
    """Run `target += value`."""
    assert isinstance(node, ast.AugAssign)
    target = _loaded(node.target)
    ast.copy_location(target, node.target)
    with machine.taken_back():
        left = machine.evaluate(target, frame)  # once more when it is assigned, with what that does
    if is_faulty(left):
        machine.evaluate(target, frame)  # what is wrong with it is told
        return NEXT
    right = machine.evaluate(node.value, frame)
    if isinstance(left, Dictionary) and isinstance(node.op, ast.BitOr):
        machine.call(Native("dict.update", (left,)), (right,), {}, target, frame)
        return NEXT
    if isinstance(left, Listing) and (isinstance(node.op, ast.Mult) or left.kind == "set"):
        machine.lose(left)  # it is changed where it is
        return NEXT
    if isinstance(left, Listing) and isinstance(node.op, ast.Add) and not isinstance(right, Array):
        left = machine.evaluate(target, frame)
        machine.call(Native("list.extend", (left,)), (right,), {}, target, frame)
        return NEXT
    value = operate(machine, node.op, left, right, node, (target, node.value), frame, in_place=True)
    machine.updating = node.target
    assign(machine, node.target, value, node.value, frame)
    if isinstance(left, Array) and left.shape == SCALAR and isinstance(value, Array) and value.shape != SCALAR:
        name = written_name(machine, node.target, frame)
        step = right if isinstance(right, Array) else None
        machine.tell(Updated(frame.site(node), name, left, value, step, machine.is_guarded, machine.doubt))
    return NEXT


def expression(machine: Machine, node: ast.stmt, frame: Frame) -> int:
    """Run an expression for what it does."""
    assert isinstance(node, ast.Expr)
    if not isinstance(node.value, ast.Constant):
        machine.evaluate(node.value, frame)
    return NEXT


def returning(machine: Machine, node: ast.stmt, frame: Frame) -> int:
    """Run `return value`."""
    assert isinstance(node, ast.Return)
    value = None if node.value is None else machine.evaluate(node.value, frame)
    if isinstance(frame.body, ast.Module):  # Python refuses the file; what stands behind it is read all the same
        machine.notice(Passed.UNREADABLE, Phrase("`return` outside of a function: Python refuses it"), node, frame)
        return NEXT
    frame.returns.append(value)
    frame.leaving.early = frame.leaving.early or machine.journal.depth > frame.leaving.depth
    return RETURN


def raising(machine: Machine, node: ast.stmt, frame: Frame) -> int:
    """Run `raise`."""
    assert isinstance(node, ast.Raise)
    if node.exc is not None:
        machine.evaluate(node.exc, frame)
    machine.exits.pass_raise()
    return RAISE


def asserting(machine: Machine, node: ast.stmt, frame: Frame) -> int:
    """Run `assert condition`: it is checked, and then known to hold."""
    assert isinstance(node, ast.Assert)
    return asserted(machine, node, frame)


def breaking(machine: Machine, _node: ast.stmt, frame: Frame) -> int:
    """Run `break`."""
    _leave(machine, frame)
    return BREAK


def continuing(machine: Machine, _node: ast.stmt, frame: Frame) -> int:
    """Run `continue`."""
    _leave(machine, frame)
    return CONTINUE


def _leave(machine: Machine, frame: Frame) -> None:
    """Note where a turn of a loop is left from."""
    if frame.loops and machine.journal.depth > frame.loops[-1].depth:
        frame.loops[-1].early = True


def nothing(_machine: Machine, _node: ast.stmt, _frame: Frame) -> int:
    """Run what does nothing here: `pass`, `global`, `nonlocal`, `type X = ...`."""
    return NEXT


def deleting(machine: Machine, node: ast.stmt, frame: Frame) -> int:
    """Run `del`."""
    assert isinstance(node, ast.Delete)
    for target in node.targets:
        delete(machine, target, frame)
    return NEXT


def function(machine: Machine, node: ast.stmt, frame: Frame) -> int:
    """Define a function."""
    assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    defaults = tuple(machine.evaluate(default, frame) for default in node.args.defaults)
    keyword_defaults = {
        parameter.arg: machine.evaluate(default, frame)
        for parameter, default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
        if default is not None
    }
    prefix = "" if frame.function == "<module>" else f"{frame.function}."
    if prefix and not frame.scope.is_class:
        prefix += "<locals>."
    made = Function(
        node, f"{prefix}{node.name}", frame, defaults, keyword_defaults, frame.owner if frame.scope.is_class else None
    )
    machine.functions[node] = made
    machine.journal.watched.update(names_in(node).free)
    value: Value = made
    for mark in reversed(node.decorator_list):
        value = _decorated(machine, mark, value, frame)
    accessor = _accessor(node)
    if accessor is not None:
        assign_name(machine, f"{_private(node.name, frame)}.{accessor}", made, frame)
    else:
        assign_name(machine, _private(node.name, frame), value, frame)
    return NEXT


def _private(name: str, frame: Frame) -> str:
    """Give the name that a function or class gets where it is defined."""
    return private(name, None if frame.owner is None else frame.owner.node.name)


def _accessor(node: ast.FunctionDef | ast.AsyncFunctionDef) -> str | None:
    """Give which part of a property a function is: what sets it or what deletes it; None for any other function."""
    marks = (mark.attr for mark in node.decorator_list if isinstance(mark, ast.Attribute))
    return next((mark for mark in marks if mark in {"setter", "deleter"}), None)


def _decorated(machine: Machine, mark: ast.expr, value: Value, frame: Frame) -> Value:
    target = mark.func if isinstance(mark, ast.Call) else mark
    full = full_name(target, frame.source.tree)
    of_program = isinstance(target, ast.Name) and isinstance(find(frame, target.id), (Function, Class))
    of_property = isinstance(target, ast.Attribute) and target.attr in _OF_PROPERTIES
    if (of_property or is_one_of(full, _TRANSPARENT)) and not of_program:
        return value
    if is_patch(mark, frame):
        return value  # it replaces what it names whenever the function is run
    decorator = machine.evaluate(mark, frame)
    known = isinstance(decorator, Native) and (decorator.name in TRANSFORMS or decorator.name in MAPPED)
    if isinstance(decorator, Native) and decorator.run is None and not known:
        machine.gap(Phrase("decorator {name}", name=decorator.name), mark, frame)
        return machine.opaque(name=full.rpartition(".")[2])
    result = machine.call(decorator, (value,), {}, mark, frame)
    if isinstance(result, Function) or not isinstance(value, Function):
        return result
    return value if result is None else result


def class_(machine: Machine, node: ast.stmt, frame: Frame) -> int:
    """Define a class: its body is run in a scope of its own."""
    assert isinstance(node, ast.ClassDef)
    bases = tuple(machine.evaluate(base, frame) for base in node.bases if not isinstance(base, ast.Starred))
    prefix = "" if frame.function == "<module>" else f"{frame.function}."
    is_data = "dataclass" in marks_of(node, frame.source.tree) or any(
        isinstance(base, Native) and base.name.endswith("NamedTuple") for base in bases
    )
    if any(isinstance(base, Class) and len(base.lineage()) > _ANCESTORS for base in bases) or len(bases) > _ANCESTORS:
        machine.leave_out(Phrase("class"), node, frame, Phrase("too many classes above it"))
        bases = (machine.opaque(),)
    made = Class(machine.journal.birth(), node, f"{prefix}{node.name}", bases, frame, is_data)
    scope = Scope(machine.journal.birth(), frame.scope.enclosing(), names_in(node), is_class=True)
    inner = frame.inner(scope)
    inner.function, inner.owner = made.name, made
    machine.execute(node.body, inner)
    made.cells.update(scope.cells)
    if is_data:
        made.cells["__data__"] = tuple(
            item.target.id
            for item in node.body
            if isinstance(item, ast.AnnAssign)
            and isinstance(item.target, ast.Name)
            and _is_field(made, item, item.target)
        )
        made.cells["__passed__"] = tuple(
            item.target.id
            for item in node.body
            if isinstance(item, ast.AnnAssign)
            and isinstance(item.target, ast.Name)
            and "InitVar" in ast.dump(item.annotation)
        )
        if any(isinstance(base, Native) for base in bases):
            made.cells["_fields"] = made.cells["__data__"]
    place = ast.copy_location(ast.Name(node.name, ast.Load()), node)
    for name, member in list(made.cells.items()):
        namer = method_of(member, "__set_name__")
        if namer is not None:
            machine.call(namer, (made, name), {}, place, frame)
    unseen = [made.cells["__del__"]] if "__del__" in made.cells else []
    if _is_made_otherwise(made):
        makers = [machine.evaluate(keyword.value, frame) for keyword in node.keywords]
        for own in (*made.lineage(), *(maker for maker in makers if isinstance(maker, Class))):
            unseen += own.cells.values()
    if unseen:
        with machine.quiet():  # they are called when nobody sees it
            machine.maybe_called(unseen, place, frame)
    if _is_made_otherwise(made):
        assign_name(machine, _private(node.name, frame), machine.opaque(name=node.name), frame)
        return NEXT
    value: Value = made
    for mark in reversed(node.decorator_list):
        if not is_data or "dataclass" not in ast.dump(mark):
            value = _decorated(machine, mark, value, frame)
    assign_name(machine, _private(node.name, frame), value, frame)
    return NEXT


def _is_field(made: Class, item: ast.AnnAssign, target: ast.Name) -> bool:
    """Tell whether a line of a data class is a field that its objects are made with; put its default in its place."""
    value = made.cells.get(target.id)
    init: Value = True
    if isinstance(value, Opaque):  # as `field` gives it
        init = value.cells.get(("init", "()"), True)
        made.cells[target.id] = value.cells.get(("default", "()"), value)
    kinds = ast.dump(item.annotation)
    return "ClassVar" not in kinds and "KW_ONLY" not in kinds and init is not False


def _is_made_otherwise(made: Class) -> bool:
    """Tell whether what a class says is not what its objects have: enumerations, metaclasses, attribute hooks."""
    hooks = {"__getattribute__", "__init_subclass__", "__class_getitem__"}
    return (
        any("ABCMeta" not in ast.dump(keyword.value) for keyword in made.node.keywords)
        or any(isinstance(base, Native) and base.name.startswith("enum.") for base in made.bases)
        or any(hooks & base.cells.keys() for base in made.lineage())
    )
