"""Data that programs begin with: scikit-learn's and Keras's data sets, made or loaded, and what prepares them.

References: the API documentation of scikit-learn (`sklearn.datasets`, `sklearn.model_selection`) and Keras
(`keras.datasets`, `keras.utils`).
"""

import ast
import math
from collections.abc import Mapping, Sequence

from shapecheck.core.array import Array
from shapecheck.core.dim import Dim, Size
from shapecheck.core.shape import UNKNOWN_SHAPE, Shape
from shapecheck.infer.assume import size_of
from shapecheck.infer.frames import Frame
from shapecheck.infer.machine import Builtin, Machine
from shapecheck.infer.values import Opaque, Value

__all__ = ["DATASETS"]

# Examples, features, and the target's further axes.
_LOADED: Mapping[str, tuple[int, int]] = {
    "load_breast_cancer": (569, 30), "load_diabetes": (442, 10), "load_digits": (1797, 64), "load_iris": (150, 4),
    "load_wine": (178, 13),
}  # fmt: skip
_MADE: Mapping[str, tuple[int, int]] = {
    "make_blobs": (100, 2), "make_circles": (100, 2), "make_classification": (100, 20),
    "make_gaussian_quantiles": (100, 2), "make_moons": (100, 2), "make_regression": (100, 100),
    "make_s_curve": (100, 3), "make_swiss_roll": (100, 3),
}  # fmt: skip
_OTHERWISE = frozenset({"return_centers", "return_X_y"})  # with these they give something else
_KERAS: Mapping[str, tuple[tuple[int, ...], tuple[int, ...], int, int]] = {
    # the shape of one example, the target's further axes, the examples to train with and to test with
    "mnist": ((28, 28), (), 60_000, 10_000), "fashion_mnist": ((28, 28), (), 60_000, 10_000),
    "cifar10": ((32, 32, 3), (1,), 50_000, 10_000), "cifar100": ((32, 32, 3), (1,), 50_000, 10_000),
    "boston_housing": ((13,), (), 404, 102),
}  # fmt: skip
_TEST_SHARE = 0.25  # what `train_test_split` takes when nothing is said


def _loaded(samples: int, features: int, images: tuple[int, ...]) -> Builtin:
    def run(machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
        if "as_frame" in keywords or "n_class" in keywords:
            return machine.opaque()
        data, target = Array(Shape((samples, features)), "f"), Array(Shape((samples,)))
        if keywords.get("return_X_y") is True:
            return data, target
        found = machine.opaque()
        for name, value in {"data": data, "target": target}.items():
            found.cells[name,] = found.cells[name] = value
        if images:
            found.cells["images",] = found.cells["images"] = Array(Shape((samples, *images)), "f")
        del values
        return found

    return run


def _made(samples: int, features: int, *, named: bool) -> Builtin:
    def run(machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
        first = values[0] if values else keywords.get("n_samples", samples)
        second = values[1] if named and len(values) > 1 else keywords.get("n_features", features) if named else features
        if not keywords.keys().isdisjoint(_OTHERWISE) or type(keywords.get("coef", False)) is not bool:
            return machine.opaque()
        centers = keywords.get("centers")
        if not (centers is None or type(centers) is int):
            second = machine.opaque("int", "features")  # points are given: they have as many features as these
        # Several numbers of examples, one for each class, are one number of them all.
        count, width = (
            machine.symbols.named("n") if size is None else size
            for size in (_size(machine, first), _size(machine, second))
        )
        targets = _targets(keywords.get("n_targets", 1))
        found = Array(Shape((count, width)), "f"), Array(Shape((count, *targets.before), targets.run))
        return (*found, Array(Shape((width, *targets.before), targets.run))) if keywords.get("coef") else found

    return run


def _targets(count: Value) -> Shape:
    """Give the axes that several targets of each example have; a single one has none."""
    if type(count) is int:
        return Shape(() if count == 1 else (count,))
    return UNKNOWN_SHAPE


def _size(machine: Machine, value: Value) -> Size | None:
    """Give a number of examples as a size."""
    if isinstance(value, Opaque) and value.kind in {None, "int"}:
        return size_of(machine, value)
    return value if type(value) is int or isinstance(value, Dim) else None


def _keras(shape: tuple[int, ...], target: tuple[int, ...], train: int, test: int) -> Builtin:
    def run(_m: Machine, values: Sequence[Value], keywords: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
        del values, keywords
        return tuple((Array(Shape((size, *shape)), None), Array(Shape((size, *target)))) for size in (train, test))

    return run


def _split(machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    """Give what `train_test_split` gives: two parts of each array along its first axis."""
    known = next((value.shape.before[0] for value in values if isinstance(value, Array) and value.shape.before), None)
    share = keywords.get("test_size", _TEST_SHARE)
    sizes: tuple[Size, Size] | None = None
    if type(known) is int and "train_size" not in keywords and type(share) in {int, float}:
        test = share if type(share) is int else math.ceil(known * share)
        sizes = (known - test, test) if 0 < test < known else None
    if sizes is None:
        sizes = machine.symbols.named("n_train"), machine.symbols.named("n_test")
    parts: list[Value] = []
    for value in values:
        for size in sizes:
            if isinstance(value, Array) and value.shape.before:
                shape = Shape((size, *value.shape.before[1:]), value.shape.run, value.shape.after)
                parts.append(type(value)(shape, value.kind))
            else:
                parts.append(machine.opaque())
    return tuple(parts)


def _one_hot(
    machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], _n: ast.expr, _f: Frame
) -> Value:
    """Give what `to_categorical` gives for labels along one axis."""
    labels = values[0] if values else None
    classes = values[1] if len(values) > 1 else keywords.get("num_classes")
    size = machine.symbols.named("num_classes") if classes is None else _size(machine, classes)
    if not isinstance(labels, Array) or labels.shape.rank != 1 or size is None:
        return machine.opaque()
    return Array(Shape((labels.shape.before[0], size)), "f")


def _datasets() -> Mapping[str, Builtin]:
    found: dict[str, Builtin] = {"sklearn.model_selection.train_test_split": _split}
    for name, sizes in _LOADED.items():
        found[f"sklearn.datasets.{name}"] = _loaded(*sizes, images=(8, 8) if name == "load_digits" else ())
    for name, sizes in _MADE.items():
        named = name not in {"make_moons", "make_circles", "make_s_curve", "make_swiss_roll"}
        for module in ("datasets", "datasets.samples_generator"):  # as it was called before version 0.24
            found[f"sklearn.{module}.{name}"] = _made(*sizes, named=named)
    for root in ("keras", "tensorflow.keras"):
        for name, parts in _KERAS.items():
            found[f"{root}.datasets.{name}.load_data"] = _keras(*parts)
        for place in ("utils", "utils.np_utils"):
            found[f"{root}.{place}.to_categorical"] = _one_hot
    return found


DATASETS: Mapping[str, Builtin] = _datasets()
