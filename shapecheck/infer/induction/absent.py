"""What is said where a file has no network, or several."""

from collections.abc import Sequence
from typing import Self

from shapecheck.language import say

__all__ = ["NoNetwork"]


class NoNetwork(Exception):
    """A file has no network that could be meant, or several; the text says so in one sentence."""

    @classmethod
    def named(cls, path: str, name: str, functions: Sequence[str]) -> Self:
        """Return the error for a function that is asked for and that the file does not have."""
        having = _having(functions)
        return cls(say("{path} has no function `{name}`: {having}", path=path, name=name, having=having))

    @classmethod
    def at_all(cls, path: str, functions: Sequence[str]) -> Self:
        """Return the error for a file without a network."""
        return cls(
            say(
                "{path} has no network: no layers in a loop, and no gradients of its own arrays"
                " (`shapecheck contracts` has the shapes of all functions): {having}",
                path=path,
                having=_having(functions),
            )
        )

    @classmethod
    def among(cls, path: str, functions: Sequence[str]) -> Self:
        """Return the error for a file with several networks."""
        return cls(
            say(
                "{path} has several networks: {names}; name one of them, {path}:{first}",
                path=path,
                names=_listed(functions),
                first=functions[0],
            )
        )


def _having(functions: Sequence[str]) -> str:
    return say("it has {names}", names=_listed(functions)) if functions else say("it has no functions")


def _listed(functions: Sequence[str]) -> str:
    return ", ".join(f"`{own}`" for own in functions)
