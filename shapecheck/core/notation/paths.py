"""Where a value of a call is found: an argument's name, and the way from it into attributes, dicts and lists."""

from dataclasses import dataclass

__all__ = ["RETURN", "Attribute", "Key", "Path"]


@dataclass(frozen=True, slots=True)
class Attribute:
    """A step of a path: `.name`."""

    name: str

    def __str__(self) -> str:
        return f".{self.name}"


@dataclass(frozen=True, slots=True)
class Key:
    """A step of a path: `["dW1"]` or `[0]`."""

    value: str | int

    def __str__(self) -> str:
        if isinstance(self.value, int):
            return f"[{self.value}]"
        mark = "'" if '"' in self.value else '"'
        return f"[{mark}{self.value}{mark}]"


@dataclass(frozen=True, slots=True)
class Path:
    """Where a value is found: `W`, `self.W`, `grads["dW1"]`, `caches[0]`.

    Examples
    --------
    >>> print(Path("grads", (Key("dW1"),)), Path("self", (Attribute("layers"), Key(0))))
    grads["dW1"] self.layers[0]
    """

    root: str
    steps: tuple[Attribute | Key, ...] = ()

    def __str__(self) -> str:
        return self.root + "".join(map(str, self.steps))


RETURN = Path("return")  # the one result that has no name; no argument can be called so
