"""Data to train on: made on the spot, scikit-learn's digits, or a file; one example a column."""

import csv
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from shapecheck.language import say

__all__ = ["MADE", "DataError", "Matrix", "Split", "load", "split"]

Matrix: TypeAlias = npt.NDArray[np.float64]
_NOISE = 0.1  # standard deviation of what is added to the points of the patterns
_MOST_CLASSES = 1000
# What NumPy and Python say of an .npz that is damaged.
DAMAGE = (
    *(OSError, ValueError, EOFError, LookupError, TypeError, OverflowError, MemoryError, RuntimeError),
    *(zipfile.BadZipFile, zlib.error, struct.error),
)


class DataError(ValueError):
    """Data that cannot be trained on; the message says what is wrong in one sentence."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where data comes from.

    Parameters
    ----------
    name : str
        A name in `MADE`, or a file: `.csv` with a line an example, or `.npz` with `X` and `y`.
    examples : int
        How many are made.
    label : str or None
        The column of a `.csv` that has the labels; else it is the last one.
    seed : int
        Of what is made, and of which examples are held out.
    """

    name: str
    examples: int = 400
    label: str | None = None
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Split:
    """Examples to train on, and held-out ones.

    Parameters
    ----------
    name : str
        What the data is.
    X, Y : (n_x, m) and (n_y, m) ndarray
        Examples with their labels: 0 or 1 in one row, or one-hot columns for more than two classes.
    X_held, Y_held : ndarray
        The same of the held-out examples.
    mean, scale : (n_x, 1) ndarray
        What was taken off each feature and by what it was divided: those of the training examples.
    """

    name: str
    X: Matrix
    Y: Matrix
    X_held: Matrix
    Y_held: Matrix
    mean: Matrix
    scale: Matrix

    @property
    def sizes(self) -> tuple[int, int]:
        """How many features and how many outputs there are."""
        return self.X.shape[0], self.Y.shape[0]


def _moons(m: int, generator: np.random.Generator) -> tuple[Matrix, npt.NDArray[np.intp]]:
    """Give two half circles that reach into each other, as scikit-learn's `make_moons`."""
    labels = np.arange(m) % 2
    angle = np.pi * generator.random(m)
    X = np.where(
        labels == 0, [np.cos(angle), np.sin(angle)], [1 - np.cos(angle), 0.5 - np.sin(angle)]
    ) + generator.normal(0, _NOISE, (2, m))
    return X, labels


def _circles(m: int, generator: np.random.Generator) -> tuple[Matrix, npt.NDArray[np.intp]]:
    """Give a circle inside another one, as scikit-learn's `make_circles`."""
    labels = np.arange(m) % 2
    angle, radius = 2 * np.pi * generator.random(m), np.where(labels == 0, 1.0, 0.5)
    return radius * np.array([np.cos(angle), np.sin(angle)]) + generator.normal(0, _NOISE, (2, m)), labels


def _spirals(m: int, generator: np.random.Generator) -> tuple[Matrix, npt.NDArray[np.intp]]:
    """Give two spirals around each other, each with one and a half turns."""
    labels = np.arange(m) % 2
    turn = np.sqrt(generator.random(m))
    angle = 3 * np.pi * turn + np.pi * labels
    return 3 * turn * np.array([np.cos(angle), np.sin(angle)]) + generator.normal(0, _NOISE, (2, m)), labels


def _flower(m: int, generator: np.random.Generator) -> tuple[Matrix, npt.NDArray[np.intp]]:
    """Give the planar flower of A. Ng's course, "Planar data classification": petals of two colours by turns."""
    labels = np.arange(m) % 2
    angle = np.pi * (labels + generator.random(m)) + generator.normal(0, 0.2, m)
    radius = 4 * np.sin(4 * angle) + generator.normal(0, 0.2, m)
    return radius * np.array([np.sin(angle), np.cos(angle)]), labels


def _digits(_m: int, _generator: np.random.Generator) -> tuple[Matrix, npt.NDArray[np.intp]]:
    """Give the 1797 digits of 8 by 8 pixels that come with scikit-learn."""
    try:
        datasets: Any = import_module("sklearn.datasets")
    except ModuleNotFoundError:
        raise DataError(say("digits come with scikit-learn: pip install scikit-learn")) from None
    found = datasets.load_digits()
    return found.data.T.astype(float), found.target.astype(np.intp)


MADE: Mapping[str, Callable[[int, np.random.Generator], tuple[Matrix, npt.NDArray[np.intp]]]] = MappingProxyType(
    {"circles": _circles, "digits": _digits, "flower": _flower, "moons": _moons, "spirals": _spirals}
)
"""Data that needs no file, by its name."""


def load(source: Source) -> tuple[Matrix, npt.NDArray[np.intp]]:
    """Give the features and the labels of a data set.

    Returns
    -------
    X : (n_x, m) ndarray
        One example a column.
    labels : (m,) ndarray
        Classes 0, 1, ...

    Raises
    ------
    DataError
        If the data is not there, or cannot be trained on.
    """
    name = source.name
    if name in MADE:
        return MADE[name](source.examples, np.random.default_rng(source.seed))
    path = Path(name)
    if path.suffix.lower() not in {".csv", ".npz"}:
        raise DataError(
            say("data must be one of {names}, or a .csv or .npz file (got {name})", names=", ".join(MADE), name=name)
        )
    if not path.is_file():
        raise DataError(say("there is no file {name}", name=name))
    X, y = _of_csv(path, source.label) if path.suffix.lower() == ".csv" else _of_npz(path)
    return X, _labels(y, name, X)


def _of_csv(path: Path, label: str | None) -> tuple[Matrix, Matrix]:
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            rows = [(number, row) for number, row in enumerate(csv.reader(file), 1) if row]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(say("{path}: cannot be read: {error}", path=path, error=error)) from None
    if not rows:
        raise DataError(say("{path}: is empty", path=path))
    header = rows[0][1]
    named = not any(map(_is_number, header))  # a line of both is data with a mistake in it
    if named:
        rows = rows[1:]
    column = len(header) - 1
    if label is not None:
        if not named or label not in header:
            raise DataError(say("{path}: has no column {label} in its first line", path=path, label=label))
        column = header.index(label)
    values = np.empty((len(rows), len(header)))
    for place, (number, row) in enumerate(rows):
        if len(row) == 1 and (";" in row[0] or "\t" in row[0]):
            raise DataError(
                say(
                    "{path}:{number}: columns must be separated by commas (got {strip})",
                    path=path,
                    number=number,
                    strip=repr(row[0].strip()[:40]),
                )
            )
        if len(row) != len(header):
            raise DataError(
                say(
                    "{path}:{number}: must have {count} columns as the first line (got {other_count})",
                    path=path,
                    number=number,
                    count=len(header),
                    other_count=len(row),
                )
            )
        for index, cell in enumerate(row):
            if not _is_number(cell):
                raise DataError(
                    say(
                        "{path}:{number}: column {other_number} must be a number (got {strip})",
                        path=path,
                        number=number,
                        other_number=index + 1,
                        strip=repr(cell.strip()[:40]),
                    )
                )
            values[place, index] = float(cell)
    return np.delete(values, column, axis=1).T, values[:, column] if len(rows) else np.empty(0)


def _is_number(cell: str) -> bool:
    if "_" in cell:  # which Python's numbers may have, and a file's have not
        return False
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _of_npz(path: Path) -> tuple[Matrix, Matrix]:
    if not zipfile.is_zipfile(path):
        raise DataError(say("{path}: is not a complete .npz file", path=path))
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            label = "Y" if "Y" in arrays and "y" not in arrays else "y"
            if "X" not in arrays or label not in arrays:
                raise DataError(
                    say(
                        "{path}: must have the arrays X and y (got {names})",
                        path=path,
                        names=", ".join(arrays) or "none",
                    )
                )
            X, y = np.asarray(arrays["X"], float), np.asarray(arrays[label], float)
    except DataError:
        raise
    except DAMAGE as error:
        raise DataError(say("{path}: cannot be read: {error}", path=path, error=error)) from None
    arranged = _arranged(X, y)
    if arranged is None:
        raise DataError(
            say(
                "{path}: X must have an example in each row, or each column, and y a label for each (got "
                "shapes {shape} and {other_shape})",
                path=path,
                shape=X.shape,
                other_shape=y.shape,
            )
        )
    return arranged


def _arranged(X: Matrix, y: Matrix) -> tuple[Matrix, Matrix] | None:
    """Give the examples as columns, and the labels as one axis; None where they do not go together.

    A `y` of `(1, m)` or with one-hot columns says that examples are columns, one of `(m, 1)` or with one-hot rows that
    they are rows; of `(m,)` with as many rows as columns in `X` they are rows, as elsewhere.
    """
    if X.ndim != 2 or y.ndim not in (1, 2):
        return None
    columns, rows = (X, -1, 0), (X.T, 0, 1)
    for examples, along, across in (columns, rows) if y.ndim == 2 and y.shape[0] == 1 else (rows, columns):
        if examples.shape[1] != y.shape[along]:
            continue
        if y.size == y.shape[along]:
            return examples, y.reshape(-1)
        if ((y == 0) | (y == 1)).all() and (y.sum(axis=across) == 1).all():
            return examples, y.argmax(axis=across).astype(float)
    return None


def _labels(y: Matrix, source: str, X: Matrix) -> npt.NDArray[np.intp]:
    """Give labels as classes; refuse what is no data to train on."""
    bad = ~np.isfinite(X)
    if bad.any():
        feature, example = (int(index[0]) for index in np.nonzero(bad))
        raise DataError(
            say(
                "{source}: {sum} of the features are not finite numbers, first that of example {number}, "
                "feature {other_number} ({x})",
                source=source,
                sum=int(bad.sum()),
                number=example + 1,
                other_number=feature + 1,
                x=X[feature, example],
            )
        )
    if not np.isfinite(y).all() or (y != np.round(y)).any() or (y < 0).any():
        wrong = y[~(np.isfinite(y) & (y == np.round(y)) & (y >= 0))]
        raise DataError(
            say("{source}: labels must be integers from 0 (got {wrong})", source=source, wrong=f"{wrong[0]:g}")
        )
    if X.shape[0] == 0:
        raise DataError(say("{source}: there must be a feature beside the labels (got none)", source=source))
    if y.size and y.max() >= _MOST_CLASSES:
        raise DataError(
            say(
                "{source}: labels must be classes below {most_classes} (got {max})",
                source=source,
                most_classes=_MOST_CLASSES,
                max=f"{y.max():g}",
            )
        )
    return y.astype(np.intp)


def split(
    X: Matrix,
    labels: npt.NDArray[np.intp],
    name: str,
    *,
    held_out: float = 0.2,
    seed: int = 0,
    standard: tuple[Matrix, Matrix] | None = None,
) -> Split:
    """Hold out examples of each class, and standardise the features.

    Parameters
    ----------
    X : (n_x, m) ndarray
        One example a column.
    labels : (m,) ndarray
        Classes 0, 1, ...
    name : str
        What the data is called.
    held_out : float
        The share of each class that is held out; one example of it at least.
    seed : int
        Of which.
    standard : (mean, scale), optional
        What is taken off each feature, and by what it is divided; else what the examples that are left have.

    Raises
    ------
    DataError
        If there is one class only, too few examples of one, or, where a network is not there already, a class left out.
    """
    classes, counts = np.unique(labels, return_counts=True)
    if len(classes) < 2:
        raise DataError(say("{name}: there must be two classes at least (got {count})", name=name, count=len(classes)))
    if counts.min() < 2:
        raise DataError(
            say(
                "{name}: class {classes} must have two examples at least (got 1)",
                name=name,
                classes=classes[counts.argmin()],
            )
        )
    if standard is None and len(classes) <= classes[-1]:
        absent = next(kind for kind, own in enumerate(classes) if kind != own)
        raise DataError(
            say(
                "{name}: labels must be 0, 1, ... to {number} for {count} classes (got {classes} and no {absent})",
                name=name,
                number=len(classes) - 1,
                count=len(classes),
                classes=classes[-1],
                absent=absent,
            )
        )
    generator = np.random.default_rng(seed)
    held = np.zeros(len(labels), bool)
    for kind, count in zip(classes, counts, strict=True):
        places = generator.permutation(np.flatnonzero(labels == kind))
        held[places[: min(count - 1, max(1, round(held_out * count)))]] = True
    last = int(labels.max())
    Y = (labels[None, :] == 1) * 1.0 if last == 1 else (labels[None, :] == np.arange(last + 1)[:, None]) * 1.0
    mean, scale = _standard(X[:, ~held]) if standard is None else standard
    if mean.shape[0] != X.shape[0]:
        raise DataError(
            say(
                "{name}: the network was trained on {shape} features (got {other_shape})",
                name=name,
                shape=mean.shape[0],
                other_shape=X.shape[0],
            )
        )
    standardised = (X - mean) / scale
    return Split(name, standardised[:, ~held], Y[:, ~held], standardised[:, held], Y[:, held], mean, scale)


def _standard(X: Matrix) -> tuple[Matrix, Matrix]:
    """Give the mean of each feature, and its standard deviation; 1 where a feature is always the same."""
    # The deviation of equal numbers may be rounded to something above 0.
    varies = X.min(axis=1, keepdims=True) < X.max(axis=1, keepdims=True)
    return X.mean(axis=1, keepdims=True), np.where(varies, X.std(axis=1, keepdims=True), 1.0)
