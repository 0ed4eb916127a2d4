"""PyTorch's tensors, as far as their ranks are known: what layers have and give, and what becomes an array of NumPy's.

Nothing is ever reported of a tensor. It is followed for what a program compares with it or makes of it by `numpy()`.
References: the API documentation of PyTorch (`torch.Tensor`, `torch.nn`, `torch.nn.functional`).
"""

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from shapecheck.core.array import Array, Bare
from shapecheck.core.dim import Dim
from shapecheck.core.shape import SCALAR, UNKNOWN_SHAPE, Shape
from shapecheck.infer.events import Unmodelled
from shapecheck.infer.frames import Frame
from shapecheck.infer.machine import Builtin, Machine
from shapecheck.infer.reasons import call_of
from shapecheck.infer.ruled import apply_ruled
from shapecheck.infer.values import CALLED, Listing, Lost, Native, Opaque, Tensor, Value
from shapecheck.language import Phrase

__all__ = ["TENSORS", "given_to_layer", "member_of_tensor"]

_KEEPING = frozenset(  # methods that give a tensor of the same shape
    """abs bfloat16 bool clamp clone contiguous cos cpu cuda detach double exp fill_ float half int log log_softmax long
    masked_fill neg neg_ normal_ relu requires_grad_ round sigmoid sign sin softmax sqrt tanh to type uniform_
    zero_""".split()
)
_OF_NOTHING = frozenset({"backward", "retain_grad", "register_hook"})  # these give no tensor
_ATTRIBUTES = frozenset({"data", "grad"})  # tensors of the same shape
_OF_AXES = frozenset({"max", "mean", "min", "prod", "sum", "std", "var"})
# Functions of tensors that NumPy has too: those that are applied element by element, and others by their names there.
_ELEMENTWISE = "abs clamp cos exp log neg relu round sigmoid sign sin sqrt tanh".split()
_ACTIVATIONS = "dropout elu gelu leaky_relu log_softmax relu selu sigmoid softmax softplus tanh".split()
_LIKE: Mapping[str, str] = {
    "cat": "concatenate", "concat": "concatenate", "matmul": "matmul", "mm": "matmul", "bmm": "matmul",
    "stack": "stack", "outer": "outer",
}  # fmt: skip
_LOSSES = """binary_cross_entropy binary_cross_entropy_with_logits cross_entropy kl_div l1_loss mse_loss nll_loss
    smooth_l1_loss""".split()
_TENSORS = "DoubleTensor FloatTensor IntTensor LongTensor Tensor".split()
_MAKERS = "empty ones rand randn zeros".split()


@dataclass(frozen=True, slots=True)
class _Layer:
    """What a layer has, by how many axes it has, and how many axes what it is given and gives has, 0 where any."""

    parameters: str
    axes: int = 0
    keeps_sizes: bool = False
    states: int = 0  # what it gives besides, each of the same kind
    bundled: bool = False  # whether these stand in a tuple of their own


_GATES = "weight_ih:2 weight_hh:2 bias_ih:1 bias_hh:1"
_RECURRENT = " ".join(
    f"{name}_l{layer}{way}:{rank}"
    for layer in range(4)
    for way in ("", "_reverse")
    for name, rank in (("weight_ih", 2), ("weight_hh", 2), ("bias_ih", 1), ("bias_hh", 1))
)
_NORMAL = "weight:1 bias:1 running_mean:1 running_var:1"
_LAYERS: Mapping[str, _Layer] = {
    "Linear": _Layer("weight:2 bias:1"),
    "Conv1d": _Layer("weight:3 bias:1", 3), "ConvTranspose1d": _Layer("weight:3 bias:1", 3),
    "Conv2d": _Layer("weight:4 bias:1", 4), "ConvTranspose2d": _Layer("weight:4 bias:1", 4),
    "Conv3d": _Layer("weight:5 bias:1", 5), "ConvTranspose3d": _Layer("weight:5 bias:1", 5),
    "BatchNorm1d": _Layer(_NORMAL, keeps_sizes=True), "BatchNorm2d": _Layer(_NORMAL, 4, keeps_sizes=True),
    "BatchNorm3d": _Layer(_NORMAL, 5, keeps_sizes=True), "LayerNorm": _Layer("", keeps_sizes=True),
    "LSTM": _Layer(_RECURRENT, 3, states=2, bundled=True), "GRU": _Layer(_RECURRENT, 3, states=1),
    "RNN": _Layer(_RECURRENT, 3, states=1), "LSTMCell": _Layer(_GATES, 2, states=1), "GRUCell": _Layer(_GATES, 2),
    "RNNCell": _Layer(_GATES, 2), "AvgPool2d": _Layer("", 4), "MaxPool2d": _Layer("", 4),
    **{name: _Layer("", keeps_sizes=True) for name in "Dropout GELU LeakyReLU ReLU Sigmoid Softmax Tanh".split()},
}  # fmt: skip
_EMBEDDED = "Embedding"


def _as_tensor(value: Value) -> Value:
    """Return the result of one of NumPy's rules as a tensor, or several of them."""
    if isinstance(value, Array):
        return Tensor(value.shape, value.kind, supposed=value.supposed)
    return tuple(map(_as_tensor, value)) if type(value) is tuple else value


def _ruled(
    machine: Machine, name: str, values: Sequence[Value], node: ast.expr, frame: Frame, **keywords: Value
) -> Value:
    return _as_tensor(apply_ruled(machine, name, values, keywords, node, frame))


def member_of_tensor(machine: Machine, owner: Tensor, name: str, node: ast.expr, frame: Frame) -> Value:
    """Return what an attribute of a tensor is; a method is told of as NumPy's that does the same."""
    if name in _ATTRIBUTES:
        return owner
    if name == "T":
        return _ruled(machine, "ndarray.T", (owner,), node, frame)
    run = _method(name, owner, node, frame)
    if run is None:
        made = machine.opaque(name=name)
        made.lost = Lost(Phrase("method {name} of a tensor", name=name), of_arrays=True)
        return made
    return Native(f"torch.Tensor.{name}", (), run)


_Method = Callable[[Machine, tuple[Value, ...], Mapping[str, Value]], Value]


def _method(name: str, owner: Tensor, node: ast.expr, frame: Frame) -> _Method | None:
    def keeping(machine: Machine, _values: tuple[Value, ...], _keywords: Mapping[str, Value]) -> Value:
        return _ruled(machine, "numpy.copy", (owner,), node, frame)

    def to_numpy(machine: Machine, _values: tuple[Value, ...], _keywords: Mapping[str, Value]) -> Value:
        apply_ruled(machine, "numpy.copy", (owner,), {}, node, frame)
        return Array(owner.shape, owner.kind, bare=Bare.ARRAY, supposed=owner.supposed)

    def nothing(_m: Machine, _values: tuple[Value, ...], _keywords: Mapping[str, Value]) -> Value:
        return None

    def like(rule: str) -> _Method:
        def run(machine: Machine, values: tuple[Value, ...], keywords: Mapping[str, Value]) -> Value:
            named = {"dim": "axis", "keepdim": "keepdims"}
            given = {named.get(key, key): value for key, value in keywords.items()}
            return _ruled(machine, rule, (owner, *values), node, frame, **given)

        return run

    def size(machine: Machine, values: tuple[Value, ...], _keywords: Mapping[str, Value]) -> Value:
        if owner.shape.sizes is None or len(values) > 1:
            return machine.opaque()
        found = owner.shape.axis(values[0]) if values and type(values[0]) is int else None
        return owner.shape.sizes if not values else machine.opaque("int") if found is None else found

    def transposed(machine: Machine, values: tuple[Value, ...], _keywords: Mapping[str, Value]) -> Value:
        if name == "t":
            return _ruled(machine, "ndarray.T", (owner,), node, frame)
        return _ruled(machine, "numpy.swapaxes", (owner, *values), node, frame)

    def chunks(machine: Machine, values: tuple[Value, ...], keywords: Mapping[str, Value]) -> Value:
        count = values[0] if values else keywords.get("chunks")
        if type(count) is not int or not 0 < count < _MOST:
            return machine.opaque()
        part = _of_rank(machine, owner, 0)
        apply_ruled(machine, "numpy.copy", (owner,), {}, node, frame)
        return (part,) * count

    if name in _KEEPING:
        return keeping
    if name in _OF_NOTHING:
        return nothing
    if name in _OF_AXES:
        return like(f"numpy.{name}")
    return {
        "numpy": to_numpy, "size": size, "t": transposed, "transpose": transposed, "chunk": chunks,
        "view": like("ndarray.reshape"), "reshape": like("ndarray.reshape"), "permute": like("ndarray.transpose"),
        "unsqueeze": like("numpy.expand_dims"), "matmul": like("numpy.matmul"), "pow": like("numpy.power"),
        "mul": like("numpy.multiply"), "add": like("numpy.add"), "sub": like("numpy.subtract"),
    }.get(name)  # fmt: skip


_MOST = 64  # tensors that one is cut into


def _of_rank(machine: Machine, given: Value, axes: int) -> Tensor:
    """Return a tensor with as many axes as another, or where that is not known most likely so many."""
    known = given.likely.rank if isinstance(given, Array) else None
    count = axes if known is None else known
    sizes = Shape(tuple(machine.symbols.named("size") for _ in range(count)))
    if isinstance(given, Array) and given.shape.rank is not None:
        return Tensor(sizes)
    return Tensor(UNKNOWN_SHAPE, supposed=sizes if count else None)


def _keeping(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], node: ast.expr, frame: Frame) -> Value:
    first = values[0] if values else None
    if not isinstance(first, Array):
        return Tensor(UNKNOWN_SHAPE)
    return _ruled(machine, "numpy.copy", (first,), node, frame)


def _like(rule: str) -> Builtin:
    def run(
        machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], node: ast.expr, frame: Frame
    ) -> Value:
        given = {("axis" if key == "dim" else key): value for key, value in keywords.items()}
        return _ruled(machine, rule, values, node, frame, **given)

    return run


def _made_of(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], node: ast.expr, frame: Frame) -> Value:
    """Return the tensor that is made of an array or of lists; of numbers, these are its sizes."""
    if values and all(isinstance(value, (int, Dim)) for value in values):
        return _ruled(machine, "numpy.empty", (tuple(values),), node, frame)
    first = values[0] if values else None
    if isinstance(first, (Array, Listing, tuple)):
        return _ruled(machine, "numpy.array", (first,), node, frame)
    return Tensor(UNKNOWN_SHAPE)


def _of_sizes(
    machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], node: ast.expr, frame: Frame
) -> Value:
    sizes = values[0] if len(values) == 1 else tuple(values)
    return _ruled(machine, "numpy.empty", (sizes,), node, frame)


def _loss(machine: Machine, _v: Sequence[Value], keywords: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    """Return a loss: a number, unless it is asked for each example."""
    plain = all(isinstance(keywords.get(key, ""), (str, bool)) for key in ("reduction", "reduce"))
    if not plain or keywords.get("reduction") == "none" or keywords.get("reduce") is False:
        return Tensor(UNKNOWN_SHAPE)
    del machine
    return Tensor(SCALAR, "f")


def _layer(name: str, layer: _Layer) -> Builtin:
    def run(machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
        made = machine.opaque()
        made.lost = Lost(call_of(f"torch.nn.{name}"), of_arrays=True)
        for parameter in layer.parameters.split():
            own, _, rank = parameter.partition(":")
            sizes = tuple(machine.symbols.named("size") for _ in range(int(rank)))
            made.cells[own,] = Tensor(Shape(sizes), "f")
        if "bias" in keywords and keywords["bias"] is not True:
            made.cells.pop(("bias",), None)
        made.cells[CALLED] = Native(f"torch.nn.{name}()", (), _calling(name, layer))
        del values
        return made

    return run


def _calling(name: str, layer: _Layer) -> _Method:
    def run(machine: Machine, values: tuple[Value, ...], _keywords: Mapping[str, Value]) -> Value:
        given = values[0] if values else None
        if machine.place is not None:
            node, frame = machine.place
            machine.tell(Unmodelled(frame.site(node), Phrase("call of a layer {name}", name=f"torch.nn.{name}")))
        if layer.keeps_sizes:
            return Tensor(given.shape, supposed=given.supposed) if isinstance(given, Array) else Tensor(UNKNOWN_SHAPE)
        first = _of_rank(machine, given, layer.axes)
        states = tuple(_of_rank(machine, given, layer.axes) for _ in range(layer.states))
        return (first, states if layer.bundled else states[0]) if states else first

    return run


def _embedding(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    """Return the layer that has a row of numbers for each index."""
    width = machine.symbols.named("size")
    made = machine.opaque()
    made.lost = Lost(call_of(f"torch.nn.{_EMBEDDED}"), of_arrays=True)
    made.cells["weight",] = Tensor(Shape((machine.symbols.named("size"), width)), "f")

    def run(_m: Machine, given: tuple[Value, ...], _keywords: Mapping[str, Value]) -> Value:
        shape = given[0].shape if given and isinstance(given[0], Array) else UNKNOWN_SHAPE
        if shape.run is None:
            return Tensor(Shape((*shape.before, width)), "f")
        return Tensor(Shape(shape.before, shape.run, (*shape.after, width)), "f")

    made.cells[CALLED] = Native("torch.nn.Embedding()", (), run)
    del values
    return made


def given_to_layer(machine: Machine, layer: Opaque, name: str, value: Value) -> Value:
    """Return what a layer has after it was given a parameter: one of as many axes, if it is to work."""
    before = layer.cells.get((name,))
    if not isinstance(value, Tensor) or not isinstance(before, Tensor):
        return machine.opaque(name=name)
    if value.likely.rank is not None:
        return value
    return Tensor(value.shape, value.kind, supposed=before.likely if before.likely.run is None else None)


def _table() -> Mapping[str, Builtin]:
    found: dict[str, Builtin] = {f"torch.{name}": _keeping for name in _ELEMENTWISE}
    found |= {f"torch.nn.functional.{name}": _keeping for name in _ACTIVATIONS}
    found |= {f"torch.{name}": _keeping for name in ("softmax", "log_softmax", "zeros_like", "ones_like", "randn_like")}
    found |= {
        "torch.autograd.Variable": _keeping,
        "torch.nn.Parameter": _keeping,
        "torch.nn.parameter.Parameter": _keeping,
    }
    found |= {f"torch.{name}": _like(f"numpy.{rule}") for name, rule in _LIKE.items()}
    found |= {f"torch.{name}": _like(f"numpy.{name}") for name in _OF_AXES}
    found |= {f"torch.nn.functional.{name}": _loss for name in _LOSSES}
    found |= {f"torch.{name}": _made_of for name in (*_TENSORS, "as_tensor", "from_numpy", "tensor")}
    found |= {f"torch.{name}": _of_sizes for name in _MAKERS}
    found |= {f"torch.nn.{name}": _layer(name, layer) for name, layer in _LAYERS.items()}
    found["torch.t"] = _like("numpy.transpose")
    return found | {f"torch.nn.{_EMBEDDED}": _embedding}


TENSORS: Mapping[str, Builtin] = _table()
