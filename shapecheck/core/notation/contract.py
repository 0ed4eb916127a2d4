"""What a call takes and gives, as data: the spec of a call, and the contract of a function. `parse_call` reads both."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from shapecheck.core.dim import Size
from shapecheck.core.notation.forms import Form, LikeForm, Parameter, ShapeForm
from shapecheck.core.notation.paths import RETURN, Path
from shapecheck.core.notation.spec import Like, Spec

__all__ = ["Argument", "CallSpec", "Contract", "Need", "Relation"]

Relation: TypeAlias = Literal["=", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument, or a result, and what it must be: `W: n[l] n[l-1]`, `cache: (k m, n k)`."""

    path: Path
    form: Form

    @property
    def spec(self) -> Spec | None:
        """The spec of an array; None where the form is another one."""
        match self.form:
            case ShapeForm(spec):
                return spec
            case LikeForm(path):
                return Spec((Like(path),))
            case _:
                return None

    def __str__(self) -> str:
        return str(self.form) if self.path == RETURN else f"{self.path}: {self.form}"


@dataclass(frozen=True, slots=True)
class Need:
    """What else must hold of the sizes: `k = 2*n`."""

    left: Size
    relation: Relation
    right: Size

    def __str__(self) -> str:
        return f"{self.left} {self.relation} {self.right}"


@dataclass(frozen=True, slots=True)
class CallSpec:
    """What a call takes and gives.

    Parameters
    ----------
    arguments : tuple of Argument
        In the order of the text.
    results : tuple of Argument
        The results that are checked. One without a name has the path `RETURN`.
    returns : tuple of str
        The returned values in order: the root of the results' paths, `"_"` for a value that is not checked. With one
        entry it is what the call returns; with more the call returns a tuple (or list) of so many values.
    needs : tuple of Need
        What else must hold of the sizes.
    name : str
        The function that is called, `""` where the text does not say.
    """

    arguments: tuple[Argument, ...] = ()
    results: tuple[Argument, ...] = ()
    returns: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    name: str = ""

    def __str__(self) -> str:
        text = ", ".join(map(str, self.arguments))
        if self.name:
            text = f"{self.name}({text})"
        if self.returns:
            parts: list[str] = []
            for root in self.returns:
                parts.extend([root] if root == "_" else [str(r) for r in self.results if r.path.root == root])
            text = f"{text} -> {', '.join(parts)}"
        if self.needs:
            text = f"{text} where {', '.join(map(str, self.needs))}"
        return text.lstrip()


@dataclass(frozen=True, slots=True)
class Contract:
    """What a function takes and gives, for all sizes.

    Parameters
    ----------
    name : str
        The function's name, with a dot before a method's.
    parameters : tuple of Parameter
        In the order of the function.
    result : Form or None
        What is returned; None where it is not said.
    needs : tuple of Need
        What else must hold of the sizes.

    Examples
    --------
    >>> from shapecheck.core.notation.parse_call import parse_contract
    >>> print(parse_contract("halves(X: n m) -> (k m, k m) where n = 2*k"))
    halves(X: n m) -> (k m, k m) where n = 2*k
    """

    name: str
    parameters: tuple[Parameter, ...] = ()
    result: Form | None = None
    needs: tuple[Need, ...] = ()

    def __str__(self) -> str:
        return str(self.call)

    @property
    def call(self) -> CallSpec:
        """What a call takes and gives."""
        arguments = tuple(Argument(Path(each.name), each.form) for each in self.parameters)
        results = () if self.result is None else (Argument(RETURN, self.result),)
        return CallSpec(arguments, results, tuple(result.path.root for result in results), self.needs, self.name)
