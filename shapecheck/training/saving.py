"""A network in a file: parameters, the optimizer's state and all that a run needs to go on, in one `.npz`."""

import dataclasses
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from shapecheck.files import replace_file
from shapecheck.language import say
from shapecheck.network import State, initialise_parameters
from shapecheck.training.data import DAMAGE, Matrix, Source, Split
from shapecheck.training.run import Trained
from shapecheck.training.settings import Hyperparameters

__all__ = ["CannotLoad", "Saved", "load_network", "may_be_replaced", "save"]

_FORMAT = 2


class CannotLoad(ValueError):
    """A file that is no saved network; the message says why in one sentence."""


@dataclasses.dataclass(frozen=True, slots=True)
class Saved:
    """A network that was read, with the data it was trained on and how that was standardised.

    Attributes
    ----------
    trained : Trained
    source : Source
        Where the data came from.
    mean, scale : (n_x, 1) ndarray
        As in `Split`.
    """

    trained: Trained
    source: Source
    mean: Matrix
    scale: Matrix


def save(path: Path, trained: Trained, data: Split, source: Source) -> None:
    """Save a network; a file that is there is replaced when the new one is whole. Nothing in it is pickled.

    Raises
    ------
    OSError
        If it cannot be written; what was there stays.
    """
    about = {
        "format": _FORMAT,
        "source": dataclasses.asdict(source),
        "hyperparameters": dataclasses.asdict(trained.hyperparameters),
        "steps": trained.state.steps,
        "seconds": trained.seconds,
        "generator": trained.generator.bit_generator.state,
    }
    arrays: dict[str, Any] = {
        **trained.parameters,
        **{f"state/{name}": array for name, array in trained.state.arrays.items()},
        "history": np.array([trained.costs, trained.accuracies, trained.held_out]),
        "mean": data.mean,
        "scale": data.scale,
        "about": np.array(json.dumps(about)),
    }
    out = io.BytesIO()
    np.savez(out, **arrays)
    replace_file(path, out.getvalue())


def may_be_replaced(path: Path) -> bool:
    """Tell whether saving at a path loses nothing: no file is there, or an empty one, a device, or a saved network."""
    if not path.is_file() or path.stat().st_size == 0:
        return True
    try:
        with zipfile.ZipFile(path) as file:
            return {"about.npy", "history.npy"} <= set(file.namelist())
    except zipfile.BadZipFile:
        return False


def load_network(path: Path) -> Saved:
    """Read a network.

    Raises
    ------
    CannotLoad
        If there is no such file, or it is none that was saved here.
    """
    try:
        if path.is_file() and not zipfile.is_zipfile(path):
            raise CannotLoad(say("{path}: is not a complete .npz file", path=path))
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        about = json.loads(str(arrays["about"]))
        hyperparameters = Hyperparameters(
            **{**about["hyperparameters"], "hidden": tuple(about["hyperparameters"]["hidden"])}
        )
        generator = np.random.default_rng()
        generator.bit_generator.state = about["generator"]
        costs, accuracies, held_out = (list(map(float, row)) for row in arrays["history"])
        state = State(
            {name.removeprefix("state/"): array for name, array in arrays.items() if name.startswith("state/")},
            int(about["steps"]),
        )
        parameters = {name: array for name, array in arrays.items() if name[0] in "Wb" and name[1:].isdecimal()}
        trained = Trained(
            hyperparameters, parameters, state, generator, costs, accuracies, held_out, float(about["seconds"])
        )
        expected = hyperparameters.layers(trained.sizes[0], trained.sizes[-1])
        shapes = {name: array.shape for name, array in trained.parameters.items()}
        features = {arrays["mean"].shape, arrays["scale"].shape}
        if (
            trained.sizes != expected
            or about["format"] != _FORMAT
            or shapes != {name: array.shape for name, array in initialise_parameters(expected, seed=0).items()}
            or any(shapes.get(name[2:]) != array.shape for name, array in state.arrays.items())
            or features != {(expected[0], 1)}
        ):
            raise CannotLoad(say("{path}: is not a network saved by shapecheck train", path=path))
        return Saved(trained, Source(**about["source"]), arrays["mean"], arrays["scale"])
    except FileNotFoundError:
        raise CannotLoad(say("there is no file {path}", path=path)) from None
    except CannotLoad:
        raise
    except KeyError as error:
        raise CannotLoad(
            say("{path}: is not a network saved by shapecheck train (it has no {error})", path=path, error=error)
        ) from None
    except DAMAGE as error:
        raise CannotLoad(say("{path}: cannot be read: {error}", path=path, error=error)) from None
