"""Reads the spec of a call: its arguments and results."""

from keyword import iskeyword

from shapecheck.core.dim import symbol
from shapecheck.core.notation.parse_size import MakeSymbol
from shapecheck.core.notation.parse_spec import SpecParser
from shapecheck.core.notation.paths import RETURN, Path
from shapecheck.core.notation.spec import Argument, CallSpec, Spec
from shapecheck.core.notation.tokens import quote

__all__ = ["parse_call"]


def parse_call(text: str, make_symbol: MakeSymbol = symbol) -> CallSpec:
    """Read what a call takes and gives: `name: shape, ... -> result`.

    A name is an argument's, or a path into one: `parameters["W1"]`, `self.W`, `caches[0]`. Commas separate arguments,
    so the axes of a shape are separated by spaces, or by commas within brackets. A scalar is written `()`.

    What is behind `->` is the returned value: `-> n[l] m`, or with a name `-> Z: n[l] m`. Several are named, and are
    the values of the returned tuple: `-> dA_prev: n[l-1] m, dW: =W, db: =b`; `_` passes over one that is not to be
    checked, `-> Z: n[l] m, _`. Paths with one root are parts of one value: `-> grads["dW"]: =W, grads["db"]: =b`.

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


class _Parser(SpecParser):
    def call(self) -> CallSpec:
        seen: set[Path] = set()
        arguments: list[Argument] = []
        while not self.at_end() and not self.at("->"):
            arguments.append(self._argument(seen))
            if not self.at(","):
                break
            self.take()
        results: list[Argument] = []
        returns: list[str] = []
        if self.at("->"):
            self.take()
            results, returns = self._results(seen)
        elif not arguments:
            raise self.error(self.token, "a call spec is empty: write `name: shape`")
        if not self.at_end():
            raise self.error(self.token, f"{quote(self.token)} cannot stand here: the call spec should end before it")
        # Parts of one returned value may be apart in the text; they are kept together.
        results.sort(key=lambda result: returns.index(result.path.root))
        return CallSpec(tuple(arguments), tuple(results), tuple(returns))

    def _argument(self, seen: set[Path]) -> Argument:
        start = self.token
        path = self.path("an argument's name")
        if start.text == "_" or iskeyword(start.text):
            raise self.error(start, f"`{start.text}` cannot name a value: write another name")
        if not self.at(":"):
            hint = "write `name: shape`, and commas between axes only within brackets"
            raise self.error(self.token, f"`:` is missing after `{path}`: {hint}")
        self.take()
        if path in seen:
            raise self.error(start, f"`{path}` is named twice: remove one, or give it another name")
        seen.add(path)
        spec = self._given_spec(f"`{path}:`")
        if spec.like == path:
            raise self.error(self.tokens[self.index - 1], f"`{path}` cannot be shaped like itself: write its axes")
        return Argument(path, spec)

    def _given_spec(self, before: str) -> Spec:
        if self.at_end() or self.at(",", "->"):
            raise self.error(self.token, f"a shape is missing after {before}: write one, or `()` for a scalar")
        return self.spec(commas=False)

    def _results(self, seen: set[Path]) -> tuple[list[Argument], list[str]]:
        if not self._is_named() and not (self._is_skipped() and self.following.kind != "end"):
            result = Argument(RETURN, self._given_spec("`->`"))
            if self.at(","):
                hint = "write `-> Z: n m, c: n 1` for two results, `-> (n, m)` for two axes"
                raise self.error(self.token, f"several results need names: {hint}")
            return [result], [RETURN.root]
        results: list[Argument] = []
        returns: list[str] = []
        while True:
            if self._is_skipped():
                returns.append(self.take().text)
            else:
                start = self.token
                if not self.at_end() and not self._is_named():
                    raise self.error(start, "several results need names: write `name: shape`, or `_` to pass over one")
                results.append(self._argument(seen))
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
