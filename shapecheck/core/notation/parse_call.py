"""Reads the spec of a call, its arguments and results; with a name in front it is the contract of a function."""

from keyword import iskeyword

from shapecheck.core.dim import symbol
from shapecheck.core.notation.contract import Argument, CallSpec, Contract, Need, Relation
from shapecheck.core.notation.forms import LikeForm, Parameter
from shapecheck.core.notation.parse_form import FormParser
from shapecheck.core.notation.parse_size import MakeSymbol
from shapecheck.core.notation.paths import RETURN, Path
from shapecheck.core.notation.tokens import Token, quote
from shapecheck.language import Phrase, say

__all__ = ["parse_call", "parse_contract"]

_RELATIONS: tuple[Relation, ...] = ("=", "!=", "<", "<=", ">", ">=")


def parse_call(text: str, make_symbol: MakeSymbol = symbol) -> CallSpec:
    """Read what a call takes and gives: `name: shape, ... -> result where needs`.

    What a value must be is written as `shapecheck.core.notation.forms` says; mostly it is a shape. A name is an
    argument's, or a path into one: `parameters["W1"]`, `self.W`, `caches[0]`. Commas separate arguments,
    so the axes of a shape are separated by spaces, or by commas within brackets. A scalar is written `()`.

    What is behind `->` is the returned value: `-> n[l] m`, or with a name `-> Z: n[l] m`. Several are named, and are
    the values of the returned tuple: `-> dA_prev: n[l-1] m, dW: =W, db: =b`; `_` passes over one that is not to be
    checked, `-> Z: n[l] m, _`. Paths with one root are parts of one value: `-> grads["dW"]: =W, grads["db"]: =b`.

    Behind `where` is what else must hold of the sizes, `where k = 2*n, n >= 2`. All of it may be written as a contract
    is, `name(...) -> result`.

    Parameters
    ----------
    text : str
        The call spec.
    make_symbol : callable, optional
        As for `parse_spec`.

    Raises
    ------
    SpecError
        With the place of what cannot be read.

    Examples
    --------
    >>> call = parse_call("A_prev: n[l-1] m, W: (n[l], n[l-1]), b: n[l] 1 -> Z: n[l] m, _")
    >>> print(call, call.returns)
    A_prev: n[l-1] m, W: n[l] n[l-1], b: n[l] 1 -> Z: n[l] m, _ ('Z', '_')
    """
    return _Parser(text, make_symbol).call()


def parse_contract(text: str, make_symbol: MakeSymbol = symbol) -> Contract:
    """Read the contract of a function: `name(parameter: form, ...) -> form where needs`; its `str` is read back.

    Parameters
    ----------
    text : str
        The contract.
    make_symbol : callable, optional
        As for `parse_spec`.

    Raises
    ------
    SpecError
        With the place of what cannot be read.

    Examples
    --------
    >>> contract = parse_contract("linear_backward(dZ: n m, cache: (k m, n k, n 1)) -> (k m, n k, n 1)")
    >>> print(contract.parameters[1].form, type(contract.result).__name__)
    (k m, n k, n 1) TupleForm
    """
    return _Parser(text, make_symbol).contract()


class _Parser(FormParser):
    def __init__(self, text: str, make_symbol: MakeSymbol) -> None:
        super().__init__(text, make_symbol)
        self.starts: dict[Path, Token] = {}  # where each argument and result begins

    def contract(self) -> Contract:
        start = self.token
        call = self.call()
        if not call.name:
            raise self.error(start, say("a contract starts with the name of its function: write `name(x: n m) -> n`"))
        for argument in call.arguments:
            if argument.path.steps:
                raise self.error(
                    self.starts[argument.path], say("a parameter is a plain name (got `{path}`)", path=argument.path)
                )
        for result in call.results:
            if result.path != RETURN:
                hint = say("write its form only, `-> (n m, n 1)` for two values")
                raise self.error(
                    self.starts[result.path], say("what a contract returns has no name: {hint}", hint=hint)
                )
        parameters = tuple(Parameter(argument.path.root, argument.form) for argument in call.arguments)
        return Contract(call.name, parameters, call.results[0].form if call.results else None, call.needs)

    def call(self) -> CallSpec:
        """Read the whole text."""
        name = self._name_of_function()
        arguments = self._arguments()
        if name:
            if not self.at(")"):
                raise self.error(
                    self.token, say("{token} cannot follow: separate parameters by commas", token=quote(self.token))
                )
            self.take()
            self.ending = "where"
        results: list[Argument] = []
        returns: list[str] = []
        if self.at("->"):
            self.take()
            results, returns = self._results()
        elif not arguments and not name:
            raise self.error(self.token, say("a call spec is empty: write `name: shape`"))
        needs = self._needs() if self.at_word("where") else ()
        if not self.at_end():
            raise self.error(
                self.token,
                say("{token} cannot stand here: the call spec should end before it", token=quote(self.token)),
            )
        # Parts of one returned value may be apart in the text; they are kept together.
        results.sort(key=lambda result: returns.index(result.path.root))
        return CallSpec(tuple(arguments), tuple(results), tuple(returns), needs, name)

    def _name_of_function(self) -> str:
        """Go into the brackets of `name(...)`, if the text has them; a method's name has a dot."""
        end = self.index
        while self.tokens[end].kind == "name" and self.tokens[end + 1].text == ".":
            end += 2
        if self.tokens[end].kind != "name" or self.tokens[end + 1].text != "(":
            return ""
        name = "".join(token.text for token in self.tokens[self.index : end + 1])
        self.index = end + 2
        self.ending = ""
        return name

    def _arguments(self) -> list[Argument]:
        arguments: list[Argument] = []
        while not self.at_end() and not self.at("->", ")"):
            arguments.append(self._argument())
            if not self.at(","):
                break
            self.take()
        return arguments

    def _argument(self) -> Argument:
        start = self.token
        path = self.path(Phrase("an argument's name"))
        if start.text == "_" or iskeyword(start.text):
            raise self.error(start, say("`{text}` cannot name a value: write another name", text=start.text))
        if not self.at(":"):
            hint = say("write `name: shape`, and commas between axes only within brackets")
            raise self.error(self.token, say("`:` is missing after `{path}`: {hint}", path=path, hint=hint))
        self.take()
        if path in self.starts:
            raise self.error(start, say("`{path}` is named twice: remove one, or give it another name", path=path))
        self.starts[path] = start
        form = self.given_form(f"`{path}:`")
        if form == LikeForm(path):
            raise self.error(
                self.tokens[self.index - 1], say("`{path}` cannot be shaped like itself: write its axes", path=path)
            )
        return Argument(path, form)

    def _needs(self) -> tuple[Need, ...]:
        """Read `where k = 2*n, n >= 1`."""
        self.take()
        needs: list[Need] = []
        while not needs or self.at(","):
            if needs:
                self.take()
            left = self.size()
            relation = next((mark for mark in _RELATIONS if self.at(mark)), None)
            if relation is None:
                marks = ", ".join(f"`{mark}`" for mark in _RELATIONS)
                raise self.error(
                    self.token,
                    say("a relation is missing behind `{left}`: write one of {marks}", left=left, marks=marks),
                )
            self.take()
            needs.append(Need(left, relation, self.size()))
        return tuple(needs)

    def _results(self) -> tuple[list[Argument], list[str]]:
        if not self._is_named() and not (self._is_skipped() and self.following.kind != "end"):
            result = Argument(RETURN, self.given_form("`->`"))
            if self.at(","):
                hint = say("write `-> Z: n m, c: n 1` for two results, `-> (n, m)` for two axes")
                raise self.error(self.token, say("several results need names: {hint}", hint=hint))
            return [result], [RETURN.root]
        results: list[Argument] = []
        returns: list[str] = []
        while True:
            if self._is_skipped():
                returns.append(self.take().text)
            else:
                start = self.token
                if not self.at_end() and not self._is_named():
                    raise self.error(
                        start, say("several results need names: write `name: shape`, or `_` to pass over one")
                    )
                results.append(self._argument())
                root = results[-1].path.root
                if root not in returns:
                    returns.append(root)
            if not self.at(","):
                return results, returns
            self.take()
            if self.at_end():
                return results, returns

    def _is_skipped(self) -> bool:
        return self.token.text == "_" and (self.following.kind == "end" or self.following.text == ",")

    def _is_named(self) -> bool:
        """Tell whether a path and a colon come next."""
        index = self.index
        if self.tokens[index].kind != "name":
            return False
        index += 1
        while self.tokens[index].text in {".", "["}:
            index = self.closing.get(index, index + 1) + 1
            if index >= len(self.tokens):
                return False
        return self.tokens[index].text == ":"
