"""Which arrays of a file are the weights and biases of a network's layers: by names and numbers of axes alone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from shapecheck.language import Phrase
from shapecheck.weights.names import Key, Name, Role, looked_up, natural, no_layer, parse_name, place_rank
from shapecheck.weights.stored import LeftOut, Saved, Stored

__all__ = ["Order", "Recognised", "SavedLayer", "recognise"]

# Reasons to leave out what is beside a layer, or of it, and changes no size.
_OF_NO_LAYER = frozenset(
    {
        "state of an optimizer",
        "a gradient",
        "of a normalisation",
        "the length in a weight normalisation",
        "not called weights or bias",
        "has no elements",
        "a second bias of the same layer",
        "a bias without weights",
        "goes with weights that are left out",
    }
)


@dataclass(frozen=True, slots=True)
class SavedLayer:
    """The arrays of one layer; `word` is what its weights are called: `w`, `weight`, `kernel`."""

    weights: Stored
    bias: Stored | None
    word: str


@dataclass(frozen=True, slots=True)
class Order:
    """Layers in an order that a file may mean.

    Parameters
    ----------
    layers : tuple of SavedLayer
        Layers 1, 2, ..., L.
    said : str
        Where the order comes from; empty where nothing else is to be thought of.
    between : tuple of (int, LeftOut)
        What stands before a layer and after the one before it, and is neither a fully connected layer nor what may be
        between two: a convolution, an attention.
    """

    layers: tuple[SavedLayer, ...]
    said: str = ""
    between: tuple[tuple[int, LeftOut], ...] = ()


@dataclass(frozen=True, slots=True)
class Recognised:
    """The layers, and what is none.

    Parameters
    ----------
    orders : tuple of Order
        All that may be meant, the likeliest first; none where there are no layers.
    left_out : tuple of LeftOut
        In the order of the file.
    by_place : bool
        Whether the names say nothing, as those of `np.savez(path, *arrays)`, and weights and biases were told apart by
        their places.
    """

    orders: tuple[Order, ...]
    left_out: tuple[LeftOut, ...]
    by_place: bool = False

    @property
    def layers(self) -> tuple[SavedLayer, ...]:
        """The layers in the likeliest order."""
        return self.orders[0].layers if self.orders else ()


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
    saved = _below(saved, prefix)
    by_place = _by_place(saved.arrays)
    if by_place:
        return Recognised(tuple(map(Order, by_place)), saved.left_out, by_place=True)
    names = [parse_name(item.name) for item in saved.arrays]
    known = {(name.key, name.role) for name in names if name is not None}
    weights: dict[Key, tuple[Stored, str]] = {}
    biases: dict[Key, Stored] = {}
    reasons: dict[Key, str] = {}  # why weights are left out, and their bias with them
    left: list[LeftOut] = []
    pending: list[tuple[Stored, Name]] = []
    with_bias = {name.key for name in names if name is not None and name.role is Role.BIAS}
    for item, name in zip(saved.arrays, names, strict=True):
        reason = no_layer(item.name) or (_unrelated(item) if name is None else _second(name, known))
        if reason is None and name is not None and name.role is Role.WEIGHTS:
            reason = _no_weights(item)
            if reason is None and name.key not in with_bias and looked_up(name.key):
                reason = Phrase("an embedding")
            if reason is not None:
                reasons.setdefault(name.key, reason)
            elif name.key in weights:
                reason = Phrase("{name} are the weights of the same layer", name=weights[name.key][0].name)
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
    place = {item.name: number for number, item in enumerate(saved.arrays)}
    left.sort(key=lambda item: place[item.name])
    return Recognised(tuple(_orders(layers, left, place, saved)), (*left, *saved.left_out))


def _below(saved: Saved, prefix: str) -> Saved:
    """Give what is below a name: `actor` has `actor.fc1.weight`, and `actor_target.fc1.weight` only if asked for."""
    names = [*(item.name for item in saved.arrays), *(item.name for item in saved.left_out)]
    ahead = tuple(f"{prefix}{mark}" for mark in "./[")
    wanted = ahead if prefix and any(name.startswith(ahead) for name in names) else (prefix,)
    return replace(
        saved,
        arrays=tuple(item for item in saved.arrays if item.name.startswith(wanted)),
        left_out=tuple(item for item in saved.left_out if item.name.startswith(wanted)),
    )


def _orders(
    layers: Mapping[Key, SavedLayer], left: Sequence[LeftOut], place: Mapping[str, int], saved: Saved
) -> Iterator[Order]:
    """Give the orders that names and the file say, the likelier one first."""
    if not layers:
        return
    by_name = sorted(layers, key=natural)
    others = [item for item in left if item.shape is not None and len(item.shape) > 1 and _is_of_another_kind(item)]

    def order(keys: Iterable[Key], said: str) -> Order:
        ordered = tuple(layers[key] for key in keys)
        if not said or saved.ordered:
            return Order(ordered, said, tuple(_between(ordered, others, place)))
        return Order(ordered, said)

    # Numbers, and words for the first and the last, leave no doubt.
    sure = all(_letters(a) == _letters(b) or place_rank(a) != place_rank(b) for a, b in pairwise(by_name))
    if sure or by_name == list(layers):
        yield order(by_name, "")
    elif saved.ordered:
        yield order(layers, Phrase("of the file"))
        yield order(by_name, Phrase("of their names"))
    else:
        yield order(by_name, Phrase("of their names"))
        yield order(layers, Phrase("of the file"))


def _between(
    layers: Sequence[SavedLayer], others: Sequence[LeftOut], place: Mapping[str, int]
) -> Iterator[tuple[int, LeftOut]]:
    for number, (before, layer) in enumerate(pairwise(layers), 2):
        low, high = place[before.weights.name], place[layer.weights.name]
        yield from ((number, item) for item in others if low < place[item.name] < high)


def _is_of_another_kind(item: LeftOut) -> bool:
    """Tell whether what is left out may change sizes between two layers."""
    return item.reason not in _OF_NO_LAYER and not item.reason.endswith("are the weights of the same layer")


def _letters(key: Iterable[str]) -> str:
    """Give what of a key is no number."""
    return "".join(character for part in key for character in f"{part}/" if not character.isdecimal())


def _unrelated(item: Stored) -> str:
    return Phrase("a scalar") if not item.shape else Phrase("not called weights or bias")


def _second(name: Name, known: set[tuple[tuple[str, ...], Role]]) -> str | None:
    """Say that an array below `m`, `v` or `s` goes with one of the same name that is not: Adam keeps such dicts."""
    for place, part in enumerate(name.key[:-1] if len(name.key) > 1 else ()):
        if part.lower() in {"m", "v", "s"} and ((*name.key[:place], *name.key[place + 1 :]), name.role) in known:
            return Phrase("state of an optimizer")
    return None


def _no_weights(item: Stored) -> str | None:
    """Say why an array called weights is not those of a fully connected layer; None when it may be."""
    match len(item.shape):
        case 0:
            return Phrase("a scalar")
        case 1:
            return Phrase("1 axis, where the weights of a layer have 2")
        case 2:
            return Phrase("has no elements") if 0 in item.shape else None
        case axes:
            return Phrase("{axes} axes, as a convolution's", axes=axes)


def _no_bias(item: Stored, name: Name, reasons: dict[tuple[str, ...], str], *, taken: bool) -> str:
    if not item.shape:
        return Phrase("a scalar")
    if taken:
        return Phrase("a second bias of the same layer")
    if name.key in reasons:
        return Phrase("goes with weights that are left out")
    return Phrase("a bias without weights")


def _by_place(arrays: Sequence[Stored]) -> list[tuple[SavedLayer, ...]]:
    """Give the layers of `np.savez(path, W1, b1, W2, b2)`, called arr_0, arr_1, ..., or of a list, called 0, 1, ...

    Every second one is a bias, if it is a vector, a row or a column; or all are weights, if all have two axes. Both may
    be, and then the shapes decide; none where it is not so.
    """
    named = {item.name: item for item in arrays}
    found = [named.get(f"arr_{place}", named.get(str(place))) for place in range(len(arrays))]
    items = [item for item in found if item is not None]
    if not items or len(items) < len(arrays) or any(0 in item.shape for item in items):
        return []
    even, odd = items[::2], items[1::2]
    readings: list[tuple[SavedLayer, ...]] = []
    if len(even) == len(odd) and all(len(item.shape) == 2 for item in even) and all(map(_is_vector, odd)):
        readings.append(tuple(SavedLayer(weights, bias, "arr") for weights, bias in zip(even, odd, strict=True)))
    if all(len(item.shape) == 2 for item in items):
        readings.append(tuple(SavedLayer(item, None, "arr") for item in items))
    return readings


def _is_vector(item: Stored) -> bool:
    return len(item.shape) == 1 or (len(item.shape) == 2 and 1 in item.shape)
