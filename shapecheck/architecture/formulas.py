"""The lesson's formulas, as NumPy expressions: what is derived from them is read off these very lines.

References: A. Ng, "Neural Networks and Deep Learning", week 4: forward and backward propagation in a deep network.
"""

from dataclasses import dataclass

__all__ = ["LAYOUTS", "UPDATE", "Layout", "numbered"]


@dataclass(frozen=True, slots=True)
class Layout:
    """One way to arrange examples and units, with the formulas of layer l in it.

    Parameters
    ----------
    weights, bias, activations : str
        The shapes of what is given: `W[l]`, `b[l]` and `A[l-1]`, as specs in `n[l]`, `n[l-1]` and `m`.
    forward, backward : tuple of (str, str)
        Each step: the name of what it gives, and its formula.
    loss : str
        The formula of `dA[L]`: the gradient of the cross-entropy by the output.
    output : str
        The formula of `dZ[L]` where the output is a sigmoid: the loss and the activation in one.
    """

    name: str
    weights: str
    bias: str
    activations: str
    forward: tuple[tuple[str, str], ...]
    backward: tuple[tuple[str, str], ...]
    loss: str
    output: str

    @property
    def capital(self) -> bool:
        """Whether the quantities of m examples are written in capitals."""
        return self.name != "single"


_LOSS = "-(Y / A[L] - (1 - Y) / (1 - A[L]))"
_OUTPUT = "A[L] - Y"
UPDATE = (("W[l]", "W[l] - alpha * dW[l]"), ("b[l]", "b[l] - alpha * db[l]"))
"""One step of gradient descent, with the learning rate alpha: the same in each layout."""

COLUMNS = Layout(
    name="columns",
    weights="n[l] n[l-1]",
    bias="n[l] 1",
    activations="n[l-1] m",
    forward=(("Z[l]", "W[l] @ A[l-1] + b[l]"), ("A[l]", "g(Z[l])")),
    backward=(
        ("dZ[l]", "dA[l] * g'(Z[l])"),
        ("dW[l]", "1/m * dZ[l] @ A[l-1].T"),
        ("db[l]", "1/m * np.sum(dZ[l], axis=1, keepdims=True)"),
        ("dA[l-1]", "W[l].T @ dZ[l]"),
    ),
    loss=_LOSS,
    output=_OUTPUT,
)

ROWS = Layout(
    name="rows",
    weights="n[l-1] n[l]",
    bias="1 n[l]",
    activations="m n[l-1]",
    forward=(("Z[l]", "A[l-1] @ W[l] + b[l]"), ("A[l]", "g(Z[l])")),
    backward=(
        ("dZ[l]", "dA[l] * g'(Z[l])"),
        ("dW[l]", "1/m * A[l-1].T @ dZ[l]"),
        ("db[l]", "1/m * np.sum(dZ[l], axis=0, keepdims=True)"),
        ("dA[l-1]", "dZ[l] @ W[l].T"),
    ),
    loss=_LOSS,
    output=_OUTPUT,
)

SINGLE = Layout(
    name="single",
    weights="n[l] n[l-1]",
    bias="n[l] 1",
    activations="n[l-1] 1",
    forward=(("z[l]", "W[l] @ a[l-1] + b[l]"), ("a[l]", "g(z[l])")),
    backward=(
        ("dz[l]", "da[l] * g'(z[l])"),
        ("dW[l]", "dz[l] @ a[l-1].T"),
        ("db[l]", "dz[l]"),
        ("da[l-1]", "W[l].T @ dz[l]"),
    ),
    loss="-(y / a[L] - (1 - y) / (1 - a[L]))",
    output="a[L] - y",
)

LAYOUTS = {layout.name: layout for layout in (COLUMNS, ROWS, SINGLE)}


def numbered(text: str, layer: int) -> str:
    """Give a text of layer l with a layer's number; what is of layer L is of this one.

    Examples
    --------
    >>> numbered("dA[l-1] = W[l].T @ dZ[l]", 3)
    'dA[2] = W[3].T @ dZ[3]'
    """
    return text.replace("[l]", f"[{layer}]").replace("[l-1]", f"[{layer - 1}]").replace("[L]", f"[{layer}]")
