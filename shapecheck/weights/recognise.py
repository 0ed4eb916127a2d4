"""Which arrays of a file are the weights and biases of a network's layers: by names and numbers of axes alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from shapecheck.weights.names import Name, Role, natural, no_layer, parse_name
from shapecheck.weights.stored import LeftOut, Saved, Stored

__all__ = ["Recognised", "SavedLayer", "recognise"]


@dataclass(frozen=True, slots=True)
class SavedLayer:
    """The arrays of one layer; `word` is what its weights are called: `w`, `weight`, `kernel`."""

    weights: Stored
    bias: Stored | None
    word: str


@dataclass(frozen=True, slots=True)
class Recognised:
    """The layers in natural order of their names, and what is none.

    Parameters
    ----------
    layers : tuple of SavedLayer
        In natural order of their names.
    as_stored : tuple of SavedLayer
        In the order of the file; the same as `layers` where names differ by numbers alone.
    left_out : tuple of LeftOut
        In the order of the file.
    by_place : bool
        Whether the names say nothing, as those of `np.savez(path, *arrays)`, and weights and biases were told apart by
        their places.
    """

    layers: tuple[SavedLayer, ...]
    as_stored: tuple[SavedLayer, ...]
    left_out: tuple[LeftOut, ...]
    by_place: bool = False


def recognise(saved: Saved, prefix: str = "") -> Recognised:
    """Tell the weights and biases of layers from everything else.

    Parameters
    ----------
    saved : Saved
        What a file has in it.
    prefix : str
        How the names start of the arrays to look at; of files that have several networks.

    Examples
    --------
    >>> arrays = Stored("b2", (1, 1)), Stored("W2", (1, 3)), Stored("W1", (3, 2)), Stored("m_W1", (3, 2))
    >>> found = recognise(Saved(arrays))
    >>> [(layer.weights.name, layer.bias and layer.bias.name) for layer in found.layers]
    [('W1', None), ('W2', 'b2')]
    >>> [str(item) for item in found.left_out]
    ['m_W1 (3, 2): state of an optimizer']
    """
    if prefix:
        saved = Saved(
            tuple(item for item in saved.arrays if item.name.startswith(prefix)),
            tuple(item for item in saved.left_out if item.name.startswith(prefix)),
        )
    by_place = _by_place(saved.arrays)
    if by_place:
        return Recognised(by_place, by_place, saved.left_out, by_place=True)
    names = [parse_name(item.name) for item in saved.arrays]
    known = {(name.key, name.role) for name in names if name is not None}
    weights: dict[tuple[str, ...], tuple[Stored, str]] = {}
    biases: dict[tuple[str, ...], Stored] = {}
    reasons: dict[tuple[str, ...], str] = {}  # why weights are left out, and their bias with them
    left: list[LeftOut] = []
    pending: list[tuple[Stored, Name]] = []
    for item, name in zip(saved.arrays, names, strict=True):
        reason = no_layer(item.name) or (_unrelated(item) if name is None else _second(name, known))
        if reason is None and name is not None and name.role is Role.WEIGHTS:
            reason = _no_weights(item)
            if reason is not None:
                reasons.setdefault(name.key, reason)
            elif name.key in weights:
                reason = f"{weights[name.key][0].name} are the weights of the same layer"
            else:
                weights[name.key] = item, name.word
        elif reason is None and name is not None:
            pending.append((item, name))
            continue
        if reason is not None:
            left.append(LeftOut(item.name, item.shape, reason))
    for item, name in pending:
        if name.key in weights and name.key not in biases and item.shape:
            biases[name.key] = item
        else:
            left.append(LeftOut(item.name, item.shape, _no_bias(item, name, reasons, taken=name.key in weights)))
    layers = {key: SavedLayer(item, biases.get(key), word) for key, (item, word) in weights.items()}
    order = {item.name: place for place, item in enumerate(saved.arrays)}
    left.sort(key=lambda item: order[item.name])
    ordered = sorted(layers, key=natural)
    numbered = all(_letters(a) == _letters(b) for a, b in pairwise(ordered))
    return Recognised(
        tuple(layers[key] for key in ordered),
        tuple(layers[key] for key in (ordered if numbered else layers)),
        (*left, *saved.left_out),
    )


def _letters(key: Iterable[str]) -> str:
    """Give what of a key is no number."""
    return "".join(character for part in key for character in f"{part}/" if not character.isdecimal())


def _unrelated(item: Stored) -> str:
    return "a scalar" if not item.shape else "not called weights or bias"


def _second(name: Name, known: set[tuple[tuple[str, ...], Role]]) -> str | None:
    """Say that an array below `m`, `v` or `s` goes with one of the same name that is not: Adam keeps such dicts."""
    for place, part in enumerate(name.key[:-1] if len(name.key) > 1 else ()):
        if part.lower() in {"m", "v", "s"} and ((*name.key[:place], *name.key[place + 1 :]), name.role) in known:
            return "state of an optimizer"
    return None


def _no_weights(item: Stored) -> str | None:
    """Say why an array called weights is not those of a fully connected layer; None when it may be."""
    match len(item.shape):
        case 0:
            return "a scalar"
        case 1:
            return "1 axis, where the weights of a layer have 2"
        case 2:
            return "has no elements" if 0 in item.shape else None
        case axes:
            return f"{axes} axes, as a convolution's"


def _no_bias(item: Stored, name: Name, reasons: dict[tuple[str, ...], str], *, taken: bool) -> str:
    if not item.shape:
        return "a scalar"
    if taken:
        return "a second bias of the same layer"
    if name.key in reasons:
        return "goes with weights that are left out"
    return "a bias without weights"


def _by_place(arrays: Sequence[Stored]) -> tuple[SavedLayer, ...]:
    """Give the layers of `np.savez(path, W1, b1, W2, b2)`, called arr_0, arr_1, ...; none where it is not so.

    All have two axes and no bias is there, or every second one is a vector, a row or a column.
    """
    numbers = {item.name: item for item in arrays}
    found = [numbers.get(f"arr_{place}") for place in range(len(arrays))]
    items = [item for item in found if item is not None]
    if not items or len(items) < len(arrays) or any(0 in item.shape for item in items):
        return ()
    even, odd = items[::2], items[1::2]
    if len(even) == len(odd) and all(len(item.shape) == 2 for item in even) and all(map(_is_vector, odd)):
        return tuple(SavedLayer(weights, bias, "arr") for weights, bias in zip(even, odd, strict=True))
    return tuple(SavedLayer(item, None, "arr") for item in items) if all(len(i.shape) == 2 for i in items) else ()


def _is_vector(item: Stored) -> bool:
    return len(item.shape) == 1 or (len(item.shape) == 2 and 1 in item.shape)
