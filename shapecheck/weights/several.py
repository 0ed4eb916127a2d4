"""Several networks in one file: a model and its running mean, an actor and a critic."""

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from shapecheck.language import say
from shapecheck.weights.names import place_rank
from shapecheck.weights.recognise import SavedLayer

__all__ = ["Parts", "listed", "named", "parts_of", "said_of"]

Parts: TypeAlias = Mapping[str, tuple[tuple[tuple[str, ...], tuple[int, ...]], ...]]

_MOST_NAMED = 4


def parts_of(layers: Sequence[SavedLayer]) -> Parts:
    """Give the names below which the layers lie, each with the names and shapes below it.

    Parts of one network are no such names: those that differ by a number, or say that they come first or last.

    Examples
    --------
    >>> from shapecheck.weights.stored import Stored
    >>> names = "model.fc1.weight", "model.fc2.weight", "ema.fc1.weight", "ema.fc2.weight"
    >>> list(parts_of([SavedLayer(Stored(name, (3, 3)), None, "weight") for name in names]))
    ['model', 'ema']
    """
    split = [re.split(r"[./]", layer.weights.name) for layer in layers]
    common = 0
    while len({tuple(names[: common + 1]) for names in split}) == 1 and all(len(names) > common + 1 for names in split):
        common += 1
    found: dict[str, list[tuple[tuple[str, ...], tuple[int, ...]]]] = {}
    for names, layer in zip(split, layers, strict=True):
        if len(names) - common < 3:  # a name, what is below it, and the weights of that
            return {}
        found.setdefault(".".join(names[: common + 1]), []).append((tuple(names[common + 1 :]), layer.weights.shape))
    numbered = len({re.sub(r"\d+", "", name) for name in found}) < len(found)
    if len(found) < 2 or numbered or any(place_rank((name,)) for name in found):
        return {}
    return {name: tuple(sorted(inside)) for name, inside in found.items()}


def said_of(parts: Parts, *, fits: bool) -> list[str]:
    """Say that there may be more than one network."""
    if not parts:
        return []
    first = next(iter(parts))
    if fits:
        return [
            say(
                "{parts} are read as one network: if they are several, --prefix {first} reads one.",
                parts=listed(parts),
                first=first,
            )
        ]
    return [
        say(
            "There may be several networks here, {parts}: --prefix {first} reads one.", parts=listed(parts), first=first
        )
    ]


def listed(parts: Parts) -> str:
    """Give the first few names."""
    return ", ".join(list(parts)[:_MOST_NAMED]) + (", ..." if len(parts) > _MOST_NAMED else "")


def named(items: Sequence[object]) -> str:
    """Give the first few items of a sentence, and how many more there are."""
    names = ", ".join(map(str, items[:_MOST_NAMED]))
    more = len(items) - _MOST_NAMED
    return say("{names} and {count} more", names=names, count=more) if more > 0 else names
