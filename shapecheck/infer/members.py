"""Attributes: of arrays, objects, classes, modules, and of what is not known."""

import ast
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from shapecheck.core.array import Array
from shapecheck.core.dim import Dim
from shapecheck.core.shape import UNKNOWN_SHAPE
from shapecheck.expressions.names import CONSTANTS, constant
from shapecheck.infer.doubt import asks_of_versions
from shapecheck.infer.element_types import member
from shapecheck.infer.estimators import learned
from shapecheck.infer.events import Missing
from shapecheck.infer.failures import ERRORS_OF_NAMES
from shapecheck.infer.frames import Frame
from shapecheck.infer.full_names import marks_of
from shapecheck.infer.lost import lost
from shapecheck.infer.lowering import is_faulty
from shapecheck.infer.machine import Machine
from shapecheck.infer.outside import member_of
from shapecheck.infer.paths import write_path
from shapecheck.infer.promising import OF_MATRICES, is_open
from shapecheck.infer.records import MATRIX, is_table
from shapecheck.infer.rooms import door
from shapecheck.infer.ruled import apply_ruled
from shapecheck.infer.values import (
    ABSENT,
    FOREIGN,
    Assumed,
    Bound,
    Class,
    Dictionary,
    Function,
    Instance,
    Library,
    Listing,
    Native,
    Opaque,
    Project,
    Rest,
    Span,
    Super,
    Tensor,
    Value,
    in_lineage,
    is_descriptor,
    method_of,
)
from shapecheck.language import Phrase
from shapecheck.ops.history import HAVING_NAMES, VERSIONS, versions_with
from shapecheck.ops.namespaces import NAMESPACES, canonical, is_submodule, numpy_name, public_names
from shapecheck.ops.refused import REFUSED
from shapecheck.ops.results import FIELDS
from shapecheck.ops.table import lookup
from shapecheck.ops.values import Dtype, Flat

if TYPE_CHECKING:
    from shapecheck.infer.libraries import is_inside_library, is_module, unknown_namespace
    from shapecheck.infer.tables import member_of_table
    from shapecheck.infer.tensors import member_of_tensor
else:
    is_inside_library = door("libraries", "is_inside_library")
    is_module = door("libraries", "is_module")
    member_of_table = door("tables", "member_of_table")
    member_of_tensor = door("tensors", "member_of_tensor")
    unknown_namespace = door("libraries", "unknown_namespace")

__all__ = ["WITHOUT_OBJECT", "attribute", "attributes_of", "decorators", "get_member", "library_member", "tell_missing"]

_TYPES: Mapping[str, type] = {own.__name__: own for own in (bytes, float, int, range, str, tuple)}
_METHODS_OF = {str: "str", int: "int", Dim: "int", float: "float", bytes: "bytes", range: "range", Span: "range"}

WITHOUT_OBJECT = frozenset({"staticmethod", "classmethod"})  # decorators of what is called without an object


def attribute(machine: Machine, node: ast.expr, frame: Frame) -> Value:
    """Evaluate `owner.name`."""
    assert isinstance(node, ast.Attribute)
    owner = machine.evaluate(node.value, frame)
    if machine.generic is not None:
        owner = machine.generic.owner(owner, node.attr)
    elif node.attr in OF_MATRICES and is_open(owner):
        machine.promising.update(machine.running)
    if node.attr == "ndim" and isinstance(owner, (Opaque, Array)):
        if isinstance(owner, Opaque):
            return owner if is_faulty(owner) else machine.opaque()
        rank = owner.shape.rank
        return machine.opaque("int") if rank is None else rank
    return get_member(machine, owner, node.attr, node, frame)


def get_member(machine: Machine, owner: Value, name: str, node: ast.expr, frame: Frame) -> Value:
    """Give what an attribute of a value is."""
    if name == "__array_namespace__" and isinstance(owner, (Array, Opaque)) and not is_faulty(owner):
        known = isinstance(owner, Array) and not isinstance(owner, Assumed)
        space = Library("numpy") if known else unknown_namespace(machine, node, frame)
        return Native("ndarray.__array_namespace__", (), lambda *_: space)
    if isinstance(owner, Array):
        return _of_array(machine, owner, name, node, frame)
    if isinstance(owner, Opaque):
        of_table = member_of_table(machine, owner, name) if is_table(owner) else None
        return _of_opaque(machine, owner, name) if of_table is None else of_table
    if isinstance(owner, Dtype):
        return member(machine, owner, name)
    if isinstance(owner, Instance):
        return _of_instance(machine, owner, name, node, frame)
    if isinstance(owner, Class):
        found = in_lineage(owner, name)
        if found is ABSENT:
            return owner.name if name == "__name__" else machine.opaque(name=name)
        getter = method_of(found, "__get__")
        if getter is not None:
            return machine.call(getter, (None, owner), {}, node, frame)
        return _bound_to_class(found, owner)
    if isinstance(owner, Super):
        return _of_super(machine, owner, name)
    if isinstance(owner, Library):
        if owner.name in HAVING_NAMES:
            tell_missing(machine, f"{owner.name}.{name}", node, frame)
        if f"{owner.name}.{name}" in machine.patched:
            return machine.opaque(name=name)
        found = learned(machine, owner.name, name)
        if found is None:
            found = member_of(machine, owner, name, node, frame)
        return library_member(owner.name, name) if found is None else found
    if isinstance(owner, Project):
        return machine.modules.member(owner, name)
    if isinstance(owner, Native) and owner.run is None and not owner.owner:
        if name == "__name__":
            return owner.name.rpartition(".")[2]
        if owner.name == "numpy.ndarray" and (name == "__setattr__" or lookup(f"ndarray.{name}") is not None):
            return Native(f"ndarray.{name}")
        full = f"{owner.name}.{name}"
        known = lookup(full) is not None or owner.name.startswith("builtins.") or is_inside_library(full)
        return Native(full) if known else machine.opaque(name=name)
    if isinstance(owner, Function):
        return owner.name.rpartition(".")[2] if name == "__name__" else machine.opaque(name=name)
    if isinstance(owner, (Listing, Dictionary)):
        kind = owner.kind if isinstance(owner, Listing) else "dict"
        return Native(f"{kind}.{name}", (owner,))  # it may be of a derived type, and what is called may change it
    if isinstance(owner, tuple):
        return _of_tuple(machine, owner, name)
    for type_, kind in _METHODS_OF.items():
        if type(owner) is type_:
            return _of_python(machine, owner, kind, name)
    return machine.opaque(name=name)


def _of_python(machine: Machine, owner: Value, kind: str, name: str) -> Value:
    """Give a method of a value of Python's; what is no method of its type is not known."""
    is_method = callable(getattr(_TYPES[kind], name, None))
    return Native(f"{kind}.{name}", (owner,)) if is_method else machine.opaque(name=name)


def _of_tuple(machine: Machine, owner: tuple[Value, ...], name: str) -> Value:
    """Give a method of a tuple, or a field of a named one that an operation gave."""
    for part in owner:
        known = machine.origins.derivation(part) if isinstance(part, Array) else None
        fields = () if known is None else FIELDS.get(known.name, ())
        if name in fields and len(owner) == len(fields):
            return owner[fields.index(name)]
    return _of_python(machine, owner, "tuple", name)


def _of_array(machine: Machine, owner: Array, name: str, node: ast.expr, frame: Frame) -> Value:
    if name == "shape" and not isinstance(owner, Flat):
        sizes = owner.shape.sizes
        if sizes is not None:
            return sizes
        made = machine.opaque("shape", _text(node, frame))
        made.sizes = owner.shape
        return made
    if isinstance(owner, Flat) and name in {"copy", "__array__"}:
        return Native("ndarray.copy", (Array(owner.shape, owner.kind),))
    if name == "__setattr__":
        return Native(f"ndarray.{name}", (owner,))
    if isinstance(owner, Tensor):
        return member_of_tensor(machine, owner, name, node, frame)
    rule = None if isinstance(owner, Flat) else lookup(f"ndarray.{name}")
    if rule is None:
        if not isinstance(owner, Assumed):
            return lost(machine, Phrase("attribute {name} of an array", name=name), node, frame)
        if f"ndarray.{name}" not in REFUSED and isinstance(node, ast.Attribute):
            write_path(machine, node.value, machine.opaque(FOREIGN, owner.name), frame)  # no array has it
        return machine.opaque(name=name)
    if rule.attribute:
        inner = node.value if isinstance(node, ast.Attribute) else None
        return apply_ruled(machine, f"ndarray.{name}", (owner,), {}, node, frame, (inner,))
    return Native(f"ndarray.{name}", (owner,))


_OF_ARRAYS = frozenset({"flatten", "ravel", "reshape"})  # what has these methods is an array


def _of_opaque(machine: Machine, owner: Opaque, name: str) -> Value:
    if is_faulty(owner):
        return owner
    if owner.kind in {"str", "int", "float", "list", "dict", "tuple"}:
        return Native(f"{owner.kind}.{name}", (owner,))
    if owner.kind == FOREIGN and (name,) not in owner.cells:
        rule = lookup(f"ndarray.{name}")
        if rule is not None and not rule.attribute:
            return Native(f"ndarray.{name}", (owner,))  # counted as what it would be
    if name in _OF_ARRAYS and owner.kind is None and (name,) not in owner.cells:
        return Native(f"ndarray.{name}", (Assumed(UNKNOWN_SHAPE, name=owner.name),))
    found = owner.cells.get((name,), ABSENT)
    if found is ABSENT:
        # What is read twice is the same, until something may have changed it.
        text = f"{owner.name}.{name}" if owner.name and len(owner.name) < 60 else name
        found = machine.opaque("shape" if name == "shape" else _kind_of_part(owner, name), text)
        found.of, found.lost = owner, owner.lost
        if name == "dtype":
            found = Dtype(None)
        elif machine.generic is not None:
            found.rigid = owner.rigid and name != "shape"
            found = machine.generic.read(owner, (name,), found)
        machine.journal.write(owner, (name,), found)
    return found


def _of_instance(machine: Machine, owner: Instance, name: str, node: ast.expr, frame: Frame) -> Value:
    if Rest in owner.cells and name in owner.cells:
        return owner.cells[name]  # it may be of a derived class, which has another member under this name
    found = in_lineage(owner.type, name)
    marks = decorators(found) if isinstance(found, Function) else frozenset()
    if "property" in marks and not ("cached_property" in marks and name in owner.cells):
        value = machine.call(found, (owner,), {}, node, frame)
        if "cached_property" in marks:
            machine.journal.write(owner, name, value)
        return value
    if is_descriptor(found):
        return machine.opaque(name=name)
    getter = method_of(found, "__get__")
    if getter is not None and (name not in owner.cells or method_of(found, "__set__") is not None):
        return machine.call(getter, (owner, owner.type), {}, node, frame)
    if name in owner.cells:
        return owner.cells[name]
    if found is not ABSENT:
        return _bound_to(found, owner)
    if name == "__class__":
        return owner.type
    if name == "__dict__":
        return attributes_of(owner)
    general = in_lineage(owner.type, "__getattr__")
    if isinstance(general, Function):
        return machine.call(Bound(general, owner), (name,), {}, node, frame)
    made = machine.opaque(name=_text(node, frame) or name)
    from shapecheck.infer.promised import supposed_attribute  # it takes time to load

    stated = supposed_attribute(machine, owner.type, name, made)
    if stated is not made:
        machine.journal.write(owner, name, stated)
        return stated
    made.of = owner
    if machine.generic is not None:
        made.rigid = True
        made = machine.generic.read(owner, (name,), made)
    machine.journal.write(owner, name, made)
    return made


def attributes_of(owner: Instance) -> Dictionary:
    """Give what `__dict__` of an object is: what is written to it is an attribute."""
    shared = Dictionary(owner.born, {})  # as old as the object, so that a branch takes back what is written to it
    shared.cells = owner.cells
    return shared


def _of_super(machine: Machine, owner: Super, name: str) -> Value:
    of = owner.owner
    lineage = of.type.lineage() if isinstance(of, Instance) else of.lineage() if isinstance(of, Class) else ()
    behind = lineage[lineage.index(owner.after) + 1 :] if owner.after in lineage else owner.after.lineage()[1:]
    for base in behind:
        if name in base.cells:
            found = base.cells[name]
            if isinstance(of, (Class, Instance)):
                return _bound_to_class(found, of) if isinstance(of, Class) else _bound_to(found, of)
            is_method = isinstance(found, Function) and "staticmethod" not in decorators(found)
            return Bound(found, of) if is_method else found  # of an object or a class that is not known
    if name in _OF_OBJECT and all(map(_is_plain, (base for own in (owner.after, *behind) for base in own.bases))):
        return Native(f"builtins.object.{name}", (of,))
    made = machine.opaque(name=name)
    made.of = of if isinstance(of, Instance) else None  # it may do anything to the object
    return made


_OF_NO_MATRIX = frozenset("A A1 base ctypes data dtype flags flat itemsize nbytes ndim size strides".split())
_OF_OBJECT = frozenset({"__init__", "__init_subclass__", "__new__", "__setattr__"})
_PLAIN_BASES = re.compile(r"builtins\.(object|\w*(Error|Exception))|abc\.ABC|typing(_extensions)?\.\w+")


def _is_plain(base: Value) -> bool:
    """Tell whether a base class is known, or does nothing to an object that it is asked to make."""
    return isinstance(base, Class) or (isinstance(base, Native) and _PLAIN_BASES.fullmatch(base.name) is not None)


def _bound_to(found: Value, owner: Instance) -> Value:
    if isinstance(found, Function):
        marks = decorators(found)
        if "staticmethod" in marks:
            return found
        return Bound(found, owner.type if "classmethod" in marks else owner)
    if isinstance(found, Native) and found.name.startswith("numpy."):
        return Opaque(owner.born)  # these are bound like functions of the program, others are not
    return found


def _bound_to_class(found: Value, owner: Class) -> Value:
    return Bound(found, owner) if isinstance(found, Function) and "classmethod" in decorators(found) else found


def decorators(function: Function) -> frozenset[str]:
    """Give the last parts of the full names of a function's decorators, as far as they are known ones."""
    return marks_of(function.node, function.frame.source.tree)


def tell_missing(machine: Machine, name: str, node: ast.AST, frame: Frame) -> None:
    """Tell of a name of NumPy's that not all versions have, unless the program asks for it or gives it itself."""
    if machine.muted or name in machine.patched or len(versions_with(name)) == len(VERSIONS):
        return
    guarded = machine.is_guarded or not machine.expected.isdisjoint(ERRORS_OF_NAMES)
    machine.tell(Missing(frame.site(node), name, False, guarded or asks_of_versions(machine), machine.doubt))


@lru_cache(maxsize=4096)
def library_member(owner: str, name: str) -> Value:
    """Give what a name of a library's module is."""
    full = f"{owner}.{name}"
    handed_on = public_names(owner)
    if handed_on is not None and handed_on[0].get(name, full) != full:
        inner, dot, last = handed_on[0][name].rpartition(".")
        return library_member(inner, last) if dot else Library(last)
    known = canonical(full)
    if known is not None:
        return Native(known)
    if full in NAMESPACES or is_module(full):
        return Library(full)
    if full in {"typing.TYPE_CHECKING", "typing_extensions.TYPE_CHECKING"}:
        return False
    plain = numpy_name(full)
    if plain in CONSTANTS:
        return CONSTANTS[plain]
    if plain.startswith("numpy."):
        try:
            return constant(plain)
        except KeyError:
            pass
        if is_submodule(plain):
            return Library(full)
        return Native(plain)
    return Native(full)


def _text(node: ast.expr, frame: Frame) -> str:
    return frame.source.segment(node) if isinstance(node, (ast.Attribute, ast.Name)) else ""


def _kind_of_part(owner: Opaque, name: str) -> str | None:
    """Return the kind of what an unknown value has under a name: most of what a matrix has, or gives, is one."""
    return MATRIX if owner.kind == MATRIX and name not in _OF_NO_MATRIX else None
