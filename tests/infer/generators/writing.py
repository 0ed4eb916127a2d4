"""What programs of control flow are written with: bodies, the names in them, expressions that are filled in later."""

# ruff: noqa: E501  (texts of programs)

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random

from objects import Class

__all__ = ["Scope", "Writer"]

HEAD = """\
import functools, itertools, operator, sys, contextlib, copy, collections, dataclasses
from functools import partial, reduce
import numpy as np
class Own(Exception):
    pass
class Mixin:
    m = np.zeros(101)
    def mixed(self):
        return self.m
    def mix(self, v):
        self.m = v
        return v
T, F = len(sys.argv) < 100, len(sys.argv) > 100
"""


@dataclass
class Scope:
    """The names of a body that surely stand for something, by kind, and what may be done in it."""

    kinds: dict[str, str] = field(default_factory=dict)
    function: bool = False
    loop: bool = False
    generator: bool = False
    outer: Scope | None = None
    declared: set[str] = field(default_factory=set)

    def of(self, *kinds: str) -> list[str]:
        """Give the names of some kinds, those of outer bodies too."""
        found = {} if self.outer is None else dict.fromkeys(self.outer.of(*kinds))
        found = {name: None for name in found if name not in self.kinds}
        return [*found, *(name for name, kind in self.kinds.items() if kind in kinds)]


class Writer:
    """A program that grows line by line; `random` chooses."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.lines = HEAD.splitlines()
        self.depth = 0
        self.size = 2
        self.names = 0
        self.classes: dict[str, Class] = {}
        self.scope = Scope()
        self.started = 0  # the line that the function which is written began at

    # Writing

    def write(self, text: str) -> None:
        """Write lines at the present depth, what stands for expressions in them filled in."""
        bound: list[str] = []
        text = self.fill(text, 0, bound)
        self.lines += ["    " * self.depth + line for line in text.split("\n")]
        for name in bound:
            self.bind(name, "array")

    def fill(self, text: str, deep: int, bound: list[str]) -> str:
        """Fill in expressions: an array, a new one, what is gone through, a condition; and names, of which <V> stays."""

        def filled(match: re.Match[str]) -> str:
            match match[0]:
                case "<A>":
                    return self.fill(self.array(deep), deep + 1, bound)
                case "<I>":
                    return self.fill(self.iterable(), deep + 1, bound)
                case "<C>":
                    return self.condition()
                case "<N>":
                    return self.new()
            name = self.fresh({"<W>": "w"}.get(match[0], "v"))
            if match[0] == "<V>":
                bound.append(name)
            return name

        return re.sub("<[AICNVWX]>", filled, text)

    @contextmanager
    def body(self, head: str, scope: Scope | None = None) -> Iterator[None]:
        """Write a head, and what follows in its body; names that are bound there may be unbound behind it."""
        self.write(head)
        outer, kinds, loop = self.scope, dict(self.scope.kinds), self.scope.loop
        self.scope = scope or outer
        self.depth += 1
        start = len(self.lines)
        yield
        if len(self.lines) == start:
            self.write("pass")
        self.depth -= 1
        self.scope = outer
        outer.kinds, outer.loop = kinds, loop

    def fresh(self, letter: str = "v") -> str:
        """Give a new name."""
        self.names += 1
        return f"{letter}{self.names}"

    def new(self) -> str:
        """Give an array of a size that no other has."""
        self.size += 1
        form = self.random.choice(("np.zeros({})", "np.zeros({})", "np.zeros({})", "np.ones({})", "np.arange({})"))
        return form.format(self.size)

    def pick(self, *kinds: str) -> str | None:
        names = self.scope.of(*kinds)
        return self.random.choice(names) if names else None

    def bind(self, name: str, kind: str) -> None:
        self.scope.kinds[name] = kind

    def choose(self, *weighted: tuple[int, Callable[[], object]]) -> object:
        make = self.random.choices([make for _, make in weighted], [weight for weight, _ in weighted])[0]
        return make()

    def array(self, deep: int = 0) -> str:
        """Give an expression that is an array, in which others are to be filled in."""
        raise NotImplementedError

    def iterable(self) -> str:
        """Give an expression that is gone through, and gives arrays."""
        raise NotImplementedError

    def condition(self) -> str:
        """Give a condition, decided or not."""
        raise NotImplementedError
