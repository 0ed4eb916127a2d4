"""What the name of a saved array says: weights or bias, of which layer, or nothing of a network's layer.

Names as they are found: `W1`, `b1`; `fc1.weight`, `layers.0.bias`; `coefs_0`, `intercepts_0`; `dense/kernel:0`,
`dense_1/vars/0`; `params["W"][2]`; `W_out`, `hidden_b`; each of them below other names.
"""

import re
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from shapecheck.language import Phrase

__all__ = ["Key", "Name", "Role", "looked_up", "natural", "no_layer", "parse_name", "place_rank"]

Key: TypeAlias = tuple[str, ...]


class Role(Enum):
    """What an array is to its layer."""

    WEIGHTS = "W"
    BIAS = "b"


@dataclass(frozen=True, slots=True)
class Name:
    """A name, taken apart.

    Parameters
    ----------
    key : tuple of str
        What is left without the role: the same for the weights and the bias of a layer.
    role : Role
        Weights or bias.
    word : str
        The word that says so, in lower case: `w`, `kernel`.
    """

    key: Key
    role: Role
    word: str


_ROLES = {
    **dict.fromkeys(("w", "weight", "weights", "kernel", "kernels", "coef", "coefs"), Role.WEIGHTS),
    **dict.fromkeys(("b", "bias", "biases", "intercept", "intercepts"), Role.BIAS),
}
_KERAS = {"0": ("kernel", Role.WEIGHTS), "1": ("bias", Role.BIAS)}  # below `vars`
_WORD = re.compile(r"([A-Za-z]+)(\d*)")
_PIECES = re.compile(r"\d+|[^\d]+")
_SHORT = r"(?:w|b|weights?|bias(?:es)?|kernel)"

_START, _END = r"(?<![a-z])", r"(?![a-z])"  # of a word
# What is no layer of a fully connected network, by its whole name in lower case.
_OTHERS = (
    (
        re.compile(
            rf"{_START}(?:optim(?:i[sz]er)?s?|momentums?|velocit(?:y|ies)|exp_avg\w*|rmsprop|adagrad|adamw?|sgd){_END}"
            r"|(?:^|[_./])m(?:ean)?_?sq"
        ),
        "optimizer",
    ),
    (re.compile(rf"(?:^|[./:])(?:[mvs]d?_?|[mvs]_d){_SHORT}_?\d*$|(?:^|[./:])[mvs]_\w*{_SHORT}\d*$"), "optimizer"),
    (re.compile(rf"(?:^|[_./:])grad(?:s|ients?)?{_END}|(?:^|[._/:])d_?{_SHORT}_?\d*$"), "gradient"),
    (
        re.compile(
            r"running_(?:mean|var)|moving_(?:mean|var)|num_batches_tracked|(?:^|[_./])(?:gamma|beta)\d*(?::\d+)?$|(?:batch|layer)_?norm"
        ),
        "norm",
    ),
    # The last name but one says what the weights are of: `embedding_net.fc1.weight` are those of a layer.
    (
        re.compile(rf"{_START}(?:embed(?:ding|dings|s)?|embedder){_END}[^./]*[./][^./]*$|{_START}w[tp]e[./]"),
        "embedding",
    ),
    (re.compile(r"att(?:n|ention)|qkv|[qkv]_proj|in_proj"), "attention"),
    (re.compile(r"(?:weight|bias)_[ih]h_l|recurrent|lstm|(?:^|[_./])(?:gru|rnn)"), "recurrent"),
    (re.compile(r"parametrizations\.weight\.original0$|(?:^|[._/])weight_g$"), "weight norm"),
)
_REASONS = {
    "optimizer": Phrase("state of an optimizer"),
    "gradient": Phrase("a gradient"),
    "norm": Phrase("of a normalisation"),
    "embedding": Phrase("an embedding"),
    "attention": Phrase("of an attention"),
    "recurrent": Phrase("of a recurrent layer"),
    "weight norm": Phrase("the length in a weight normalisation"),
}
# What holds a parameter that is worked out from others, in PyTorch: the one that has its shape is taken.
_WORKED_OUT = (
    (re.compile(r"\.parametrizations\.(weight|bias)\.original1?$"), r".\1"),
    (re.compile(r"(^|[._/])(weight|bias)_(?:v|orig)$"), r"\1\2"),
)
# Weights without a bias below such a name look words up; with a bias they are a layer.
_LOOKED_UP = frozenset("emb embs tok toks token tokens pos position positions wte wpe vocab".split())
# Where names say the place and no number does.
_FIRST = frozenset("in input inputs first encoder".split())
_LAST = frozenset("out output outputs last final head classifier logits predictions decoder top".split())


def no_layer(name: str) -> str | None:
    """Say what an array is when its name says that it belongs to no fully connected layer, else None.

    Examples
    --------
    >>> no_layer("m_W1"), no_layer("bn1.running_mean"), no_layer("fc1.weight")
    ('state of an optimizer', 'of a normalisation', None)
    """
    lower = name.lower()
    return next((_REASONS[what] for pattern, what in _OTHERS if pattern.search(lower)), None)


def parse_name(name: str) -> Name | None:
    """Give the layer and the role that a name says, or None when it says neither weights nor bias.

    Examples
    --------
    >>> parse_name("net.fc1.weight")
    Name(key=('net', 'fc1'), role=<Role.WEIGHTS: 'W'>, word='weight')
    >>> parse_name("b10").key, parse_name("intercepts_0").key, parse_name("A3")
    (('10',), ('0',), None)
    """
    for pattern, plain in _WORKED_OUT:
        name = pattern.sub(plain, name)
    parts = [part for part in re.split(r"[./\[\]'\"\s]+", re.sub(r":\d+$", "", name)) if part]
    if not parts:
        return None
    *path, last = parts
    if last.isdecimal() and path:
        if path[-1] == "vars":
            word, role = _KERAS.get(last, ("", None))
            return None if role is None else Name(tuple(path[:-1]), role, word)
        *path, before = path
        last = f"{before}_{last}"
    tokens = [token for token in re.split(r"[_\-]+", last) if token]
    for place in _places(tokens):
        found = _WORD.fullmatch(tokens[place])
        if found is not None and found[1].lower() in _ROLES:
            rest = [*tokens[:place], *([found[2]] if found[2] else []), *tokens[place + 1 :]]
            word = found[1].lower()
            return Name((*path, *rest), _ROLES[word], word)
    return None


def looked_up(key: Key) -> bool:
    """Tell whether weights that have no bias are an embedding, by the name that they are below.

    Examples
    --------
    >>> looked_up(("net", "tok_emb")), looked_up(("emb", "fc1"))
    (True, False)
    """
    return bool(key) and not _LOOKED_UP.isdisjoint(re.split(r"[_\-\d]+", key[-1].lower()))


def place_rank(key: Key) -> int:
    """Give -1 for a name that says that it comes first, 1 for one that comes last, else 0."""
    words = {piece for part in key for piece in re.split(r"[_\-\d]+", part.lower())}
    return bool(words & _LAST) - bool(words & _FIRST)


def _places(tokens: list[str]) -> list[int]:
    """Give where the role may stand: at the end, before a number at the end, at the start."""
    last = len(tokens) - 1
    return [last, *([last - 1] if last and tokens[last].isdecimal() else []), 0] if tokens else []


def natural(key: Key) -> tuple[object, ...]:
    """Give what to sort layers by: numbers as numbers, 10 after 9; input before and output after what has other names.

    Examples
    --------
    >>> sorted([("fc10",), ("fc9",), ("out",), ("input",)], key=natural)
    [('input',), ('fc9',), ('fc10',), ('out',)]
    """
    return (place_rank(key), *(tuple(_piece(piece) for piece in _PIECES.findall(part)) for part in key))


def _piece(piece: str) -> tuple[int, int, str]:
    if piece.isdecimal():
        digits = piece.lstrip("0")
        return 0, len(digits), digits  # compares as the number does, however long
    return 1, 0, piece.lower()
