"""The L-layer fully connected network of the lesson, in plain NumPy.

One example per column; ``parameters`` is ``{"W1": ..., "b1": ..., "W2": ...}``. Each step of the lesson is a function
of arrays: `linear_forward`, `activate`, `forward_block`, `forward`, and the same backward.

Nothing else of shapecheck is imported here: this is code that shapecheck checks.
"""

from shapecheck.network.activations import ACTIVATIONS, activate, activation_backward
from shapecheck.network.arrays import ActivationCache, BlockCache, LinearCache
from shapecheck.network.batches import minibatches
from shapecheck.network.blocks import (
    backward_block,
    forward_block,
    linear_backward,
    linear_forward,
    parameter_gradients,
)
from shapecheck.network.costs import COSTS, output_backward, output_cost
from shapecheck.network.gradient_check import GradientCheck, check_gradients, numerical_gradients
from shapecheck.network.initialise import INITIALISERS, initialise_parameters
from shapecheck.network.model import backward, compute_cost, forward, train_step, update
from shapecheck.network.optimizers import OPTIMIZERS, Averages, State
from shapecheck.network.predictions import accuracy, predict
from shapecheck.network.regularisation import add_l2_gradients, dropout_backward, dropout_forward, l2_cost

__all__ = [
    "ACTIVATIONS",
    "COSTS",
    "INITIALISERS",
    "OPTIMIZERS",
    "ActivationCache",
    "Averages",
    "BlockCache",
    "GradientCheck",
    "LinearCache",
    "State",
    "accuracy",
    "activate",
    "activation_backward",
    "add_l2_gradients",
    "backward",
    "backward_block",
    "check_gradients",
    "compute_cost",
    "dropout_backward",
    "dropout_forward",
    "forward",
    "forward_block",
    "initialise_parameters",
    "l2_cost",
    "linear_backward",
    "linear_forward",
    "minibatches",
    "numerical_gradients",
    "output_backward",
    "output_cost",
    "parameter_gradients",
    "predict",
    "train_step",
    "update",
]
