"""What a dotted name in an expression stands for."""

from dataclasses import dataclass

from shapecheck.expressions.python import is_builtin
from shapecheck.ops.dtypes import KINDS
from shapecheck.ops.values import Dtype, Value

__all__ = [
    "CONSTANTS",
    "ELEMENTWISE",
    "GENERATORS",
    "MODULES",
    "Function",
    "Module",
    "constant",
    "is_known",
]

MODULES = {
    "np": "numpy", "numpy": "numpy", "anp": "autograd.numpy", "cp": "cupy", "cupy": "cupy", "da": "dask.array",
    "jnp": "jax.numpy",
}  # fmt: skip

# Functions that hand-written networks define for themselves; each is applied element by element.
ELEMENTWISE = frozenset(
    """elu g g_prime gelu leaky_relu lrelu relu relu_backward relu_derivative sigmoid sigmoid_backward
    sigmoid_derivative softmax softplus swish tanh tanh_derivative""".split()
)

# What makes a generator of random numbers, and where the rules of its methods are.
GENERATORS = {
    "numpy.random.default_rng": "numpy.random.Generator",
    "numpy.random.RandomState": "numpy.random.RandomState",
}

CONSTANTS: dict[str, Value] = {
    "numpy.newaxis": None,
    "numpy.pi": 3.141592653589793,
    "numpy.e": 2.718281828459045,
    "numpy.euler_gamma": 0.5772156649015329,
    "numpy.inf": float("inf"),
    "numpy.nan": float("nan"),
    "math.pi": 3.141592653589793,
    "math.e": 2.718281828459045,
    "math.tau": 6.283185307179586,
    "math.inf": float("inf"),
    "math.nan": float("nan"),
}


@dataclass(frozen=True, slots=True)
class Module:
    """What has functions by its full name: a module, or a generator of random numbers."""

    name: str


@dataclass(frozen=True, slots=True)
class Function:
    """A callable by its full name, with the array that it is a method of."""

    name: str
    owner: tuple[Value, ...] = ()


def constant(name: str) -> Value:
    """Give the value of a name that is a constant or an element type.

    Raises
    ------
    KeyError
        When the name is neither.
    """
    if name in CONSTANTS:
        return CONSTANTS[name]
    return Dtype(KINDS[name.removeprefix("numpy.")])


def is_known(name: str) -> bool:
    """Tell whether a plain name means something of itself: a module, a built-in or an element-wise function."""
    return name in MODULES or name in ELEMENTWISE or is_builtin(name)
