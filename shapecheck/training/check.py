"""Before a run: the table of the architecture is derived, and one step is recorded and compared with it."""

from shapecheck.architecture import Architecture
from shapecheck.demo import Demo, run_step
from shapecheck.training.data import Split
from shapecheck.training.run import COSTS, Trained

__all__ = ["check"]

_EXAMPLES = 7  # of the step that is recorded


def check(trained: Trained, data: Split) -> Demo:
    """Derive the table of a network, record one forward and backward pass on its data, and compare all shapes.

    Parameters
    ----------
    trained : Trained
        The network; it is left as it is.
    data : Split
        What it is trained on.
    """
    sizes = trained.sizes
    architecture = Architecture(",".join(map(str, sizes)), sizes)
    activations = trained.hyperparameters.activations(sizes[-1])
    batch = slice(0, _EXAMPLES)
    X, Y = data.X[:, batch], data.Y[:, batch]
    cost = COSTS[activations[-1]]
    return run_step(architecture, X, Y, parameters=trained.parameters, activations=activations, cost=cost)
