"""What is known of other libraries: the few functions that hand arrays through, or whose results have known shapes."""

import ast
from collections.abc import Mapping, Sequence
from itertools import islice
from itertools import product as cartesian

from shapecheck.core.array import Array, Bare
from shapecheck.core.shape import SCALAR
from shapecheck.infer.datasets import DATASETS
from shapecheck.infer.estimators import ESTIMATORS
from shapecheck.infer.events import Passed
from shapecheck.infer.frames import Frame
from shapecheck.infer.known import MODULES as WITHIN
from shapecheck.infer.known import SAME_AS
from shapecheck.infer.machine import Builtin, Machine
from shapecheck.infer.outside import READERS
from shapecheck.infer.ruled import apply_ruled
from shapecheck.infer.scientific import SCIENTIFIC
from shapecheck.infer.sequences import items_of, iteration
from shapecheck.infer.tables import TABLES
from shapecheck.infer.tensors import TENSORS
from shapecheck.infer.transforms import TRANSFORMS
from shapecheck.infer.validation import VALIDATION
from shapecheck.infer.values import (
    ABSENT,
    Assumed,
    Class,
    Dictionary,
    Instance,
    Library,
    Listing,
    Native,
    Opaque,
    Value,
)
from shapecheck.infer.weights import is_vast
from shapecheck.language import Phrase

__all__ = ["LIBRARIES", "function_of", "is_inside_library", "is_module", "unknown_namespace"]

_MOST_COPIED = 2000  # objects that a deep copy makes anew


def _handed_back(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    return values[0] if values else machine.opaque()


def _logger(_m: Machine, _v: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    return Library("logging.Logger")


def _cast(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    return values[1] if len(values) > 1 else machine.opaque()


def _copied(machine: Machine, value: Value, deep: bool, seen: dict[int, Value] | None = None) -> Value:
    """Give a copy of an object; of what is in it too, when it is a deep one, what occurs twice once."""
    seen = {} if seen is None else seen
    if id(value) in seen:
        return seen[id(value)]
    if len(seen) > _MOST_COPIED:
        return machine.opaque()

    def inner(item: Value) -> Value:
        return _copied(machine, item, deep, seen) if deep else item

    born = machine.journal.birth()
    made: Value = value
    # An object is known before what is in it is copied: it may be in itself.
    if isinstance(value, Listing):
        made = seen[id(value)] = Listing(born, value.contents, value.kind)
        if deep and value.items is not None:
            made.cells["contents"] = machine.listing([inner(item) for item in value.items]).contents
    elif isinstance(value, Dictionary):
        made = seen[id(value)] = Dictionary(born, {}, value.default)
        made.cells.update({key: inner(item) for key, item in value.cells.items()})
    elif isinstance(value, Instance):
        made = seen[id(value)] = Instance(born, value.type)
        made.cells.update({key: inner(item) for key, item in value.cells.items()})
    elif isinstance(value, tuple):
        made = tuple(inner(item) for item in value)
    elif isinstance(value, Opaque):
        made = seen[id(value)] = Opaque(born, value.name, value.kind, value.size, value.rigid)
        made.lost = value.lost
        made.cells.update(value.cells)
    return made


def _copy(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    return _copied(machine, values[0], deep=False) if values else machine.opaque()


def _deepcopy(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    return _copied(machine, values[0], deep=True) if values and not is_vast(values[0]) else machine.opaque()


def _defaultdict(
    machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], node: ast.expr, frame: Frame
) -> Value:
    made = machine.call(Native("builtins.dict"), values[1:], keywords, node, frame)
    if isinstance(made, Dictionary) and values and values[0] is not None:
        factory = values[0]
        made.default = lambda inner: inner.call(factory, (), {}, node, frame)
    return made


def _partial(
    machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], node: ast.expr, frame: Frame
) -> Value:
    if not values:
        return machine.opaque()
    function, *given = values

    def run(inner: Machine, rest: tuple[Value, ...], others: Mapping[str, Value]) -> Value:
        return inner.call(function, (*given, *rest), {**keywords, **others}, node, frame)

    return Native("functools.partial", (), run)


def _reduce(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], node: ast.expr, frame: Frame) -> Value:
    items = items_of(machine, values[1]) if len(values) > 1 else None
    if items is None or len(items) > 64:
        return machine.opaque()
    items = [*values[2:3], *items]
    if not items:
        return machine.opaque()
    total = items[0]
    for item in items[1:]:
        total = machine.call(values[0], (total, item), {}, node, frame)
    return total


def _product(
    machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], _n: ast.expr, _f: Frame
) -> Value:
    repeat = keywords.get("repeat", 1)
    sources = [items_of(machine, value) for value in values]
    if any(items is None for items in sources) or type(repeat) is not int or not 0 <= repeat < 10:
        return machine.stream(machine.opaque("tuple"), None, "generator")
    rows = list(islice(cartesian(*[items for items in sources if items is not None], repeat=repeat), 300))
    if len(rows) == 300:
        return machine.stream(machine.any_of(rows), None, "generator")
    return machine.listing(rows, "generator")


def _namedtuple(
    machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], node: ast.expr, frame: Frame
) -> Value:
    if len(values) < 2:
        return machine.opaque()
    names = values[1].replace(",", " ").split() if isinstance(values[1], str) else items_of(machine, values[1])
    if names is None or not all(isinstance(name, str) for name in names):
        return machine.opaque()
    if keywords.get("rename", False) is not False:
        return machine.opaque()
    title = values[0] if isinstance(values[0], str) else "namedtuple"
    made = Class(machine.journal.birth(), ast.ClassDef(title, [], [], [], []), title, (), frame, True)
    made.cells["_fields"] = made.cells["__data__"] = tuple(names)
    del node
    return made


def _field(machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    made = machine.opaque()
    for name, own in (("default", "default"), ("default_factory", "factory"), ("init", "init")):
        if name in keywords:
            made.cells[(own, "()")] = keywords[name]
    del values
    return made


def _shuffle(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    value = values[0] if values else None
    if isinstance(value, Listing):
        contents = value.contents
        whole = machine.stream(machine.merger.element(contents), None).contents
        length = len(contents.items) if contents.items is not None else contents.length
        machine.journal.write(value, "contents", type(whole)(None, whole.element, length))
    return None


def _chosen(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    found = iteration(machine, values[0]) if values else None
    if found is None:
        return machine.opaque()
    element = found.any(machine)
    return machine.opaque() if element is ABSENT else element


def _pushed(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    """Put an item somewhere in a list."""
    value = values[0] if values else None
    if isinstance(value, Listing):
        contents = value.contents
        length = len(contents.items) if contents.items is not None else contents.length
        element = machine.any_of((machine.merger.element(contents), *values[1:2]))
        whole = machine.stream(element, None if length is None else length + 1)
        machine.journal.write(value, "contents", whole.contents)
    return None


def _popped(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    """Take the least item out of a list."""
    value = values[0] if values else None
    if not isinstance(value, Listing):
        return machine.opaque()
    element = machine.element(value)
    machine.lose(value)
    return machine.opaque() if element is ABSENT else element


_LIMITS = "eps epsneg max min resolution smallest_normal smallest_subnormal tiny"  # of floats: NumPy's scalars


def _limits(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    """Give what `np.finfo` says of an element type."""
    made = machine.opaque()
    for name in _LIMITS.split():
        made.cells[name,] = Array(SCALAR, "f", bare=Bare.SCALAR)
    del values
    return made


def _integer_limits(
    machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame
) -> Value:
    """Give what `np.iinfo` says of an element type: Python's integers."""
    made = machine.opaque()
    made.cells["max",], made.cells["min",] = machine.opaque("int"), machine.opaque("int")
    del values
    return made


def _module(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], node: ast.expr, frame: Frame) -> Value:
    """Import a module by its name."""
    if len(values) == 1 and isinstance(values[0], str) and not values[0].startswith("."):
        return machine.modules.find(values[0], 0, frame, node)
    machine.gap(Phrase("import of a module by a name that is not known"), node, frame)
    return machine.opaque()


def _import(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], node: ast.expr, frame: Frame) -> Value:
    """Import a module as `__import__` does, which gives the outermost package of a dotted name."""
    name = values[0] if values else None
    return _module(machine, (name.partition(".")[0],) if isinstance(name, str) else (), {}, node, frame)


def _namespace(
    machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], node: ast.expr, frame: Frame
) -> Value:
    """Give the namespace whose functions take some arrays."""
    if any(isinstance(value, Array) and not isinstance(value, Assumed) for value in values):
        return Library("numpy")
    return unknown_namespace(machine, node, frame)


def unknown_namespace(machine: Machine, node: ast.expr, frame: Frame) -> Value:
    """Give the namespace of arrays of an unknown library, and tell of it."""
    machine.notice(Passed.UNRESOLVED, Phrase("whose functions these arrays are given to is not known"), node, frame)
    machine.gap(Phrase("namespace of unknown arrays"), node, frame)
    return machine.opaque(name="an array namespace")


def _masked(same: str) -> Builtin:
    """Give the masked array that a function makes as one of NumPy's does; its methods are not all those of arrays."""

    def run(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], node: ast.expr, frame: Frame) -> Value:
        made = apply_ruled(machine, same, values[:1], {}, node, frame) if values else machine.opaque()
        return Assumed(made.shape, made.kind, bare=Bare.ARRAY) if isinstance(made, Array) else made

    return run


def _of_kind(kind: str) -> Builtin:
    def run(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
        del values
        return machine.opaque(kind)

    return run


LIBRARIES: Mapping[str, Builtin] = {
    **DATASETS, **ESTIMATORS, **READERS, **SCIENTIFIC, **TABLES, **TENSORS, **TRANSFORMS, **VALIDATION,
    "copy.copy": _copy, "copy.deepcopy": _deepcopy, "collections.defaultdict": _defaultdict,
    "collections.namedtuple": _namedtuple, "functools.partial": _partial, "functools.reduce": _reduce,
    "itertools.product": _product, "dataclasses.field": _field, "tqdm.tqdm": _handed_back,
    "tqdm.auto.tqdm": _handed_back, "tqdm.notebook.tqdm": _handed_back,
    "typing.cast": _cast, "logging.getLogger": _logger,
    "heapq.heappush": _pushed, "bisect.insort": _pushed, "bisect.insort_left": _pushed, "bisect.insort_right": _pushed,
    "heapq.heappop": _popped, "heapq.heapify": _shuffle, "random.shuffle": _shuffle,
    "importlib.import_module": _module, "builtins.__import__": _import,
    "array_api_compat.array_namespace": _namespace, "array_api_compat.get_namespace": _namespace,
    "scipy._lib._array_api.array_namespace": _namespace, "sklearn.utils._array_api.get_namespace": _namespace,
    "numpy.ma.masked_array": _masked("numpy.array"), "numpy.ma.array": _masked("numpy.array"),
    "numpy.ma.asarray": _masked("numpy.array"), "numpy.ma.empty": _masked("numpy.empty"),
    "numpy.ma.ones": _masked("numpy.ones"), "numpy.ma.zeros": _masked("numpy.zeros"),
    "numpy.finfo": _limits, "numpy.iinfo": _integer_limits,
    "random.choice": _chosen, "random.random": _of_kind("float"),
    "random.uniform": _of_kind("float"), "random.gauss": _of_kind("float"), "random.randint": _of_kind("int"),
    "random.randrange": _of_kind("int"), "time.time": _of_kind("float"), "time.perf_counter": _of_kind("float"),
}  # fmt: skip

# Modules that hold a known function of another library, or others.
_MODULES = frozenset(f"{owner}.{name}" for owner, names in WITHIN.items() for name in names.split()) | frozenset(
    name[:end]
    for name in (*LIBRARIES, *SAME_AS)
    if not name.startswith("numpy.")
    for end, letter in enumerate(name)
    if letter == "."
)


def is_inside_library(name: str) -> bool:
    """Tell whether a full name is that of a known function of another library, or of a module of one."""
    return name in LIBRARIES or name in _MODULES


def is_module(name: str) -> bool:
    """Tell whether a full name is that of a module of another library in which something is known."""
    return name in _MODULES and name not in LIBRARIES


def function_of(name: str) -> Builtin | None:
    """Return what is known of a function of another library by its full name; None where nothing is."""
    return LIBRARIES.get(name)
