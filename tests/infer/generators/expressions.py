"""Expressions of control flow that are arrays: items, attributes, calls, what is lazy; and conditions."""

# ruff: noqa: E501  (texts of programs)

from __future__ import annotations

from objects import Class
from writing import Scope, Writer

__all__ = ["KEYS", "Expressions"]

KEYS = ("'a'", "'b'", "'c'")


class Expressions(Writer):
    """Chooses expressions; `<A>` and the like in them are filled in when they are written."""

    def array(self, deep: int = 0) -> str:
        """Give an expression that is an array, in which others are to be filled in."""
        if deep > 2:
            return self.pick("array") or self.new()
        for _ in range(9):
            found = self.choose(
                (5, self.new),
                (8, lambda: self.pick("array")),
                (5, lambda: self.item(deep)),
                (5, lambda: self.attribute(deep)),
                (4, lambda: self.called(deep)),
                (3 if deep < 2 else 0, lambda: self.combined(deep + 1)),
                (3 if deep < 2 else 0, lambda: self.lazily(deep + 1)),
            )
            if found:
                return str(found)
        return self.new()

    def item(self, deep: int) -> str | None:
        if self.random.random() < 0.5 and (name := self.pick("dict")):
            key = self.random.choice(KEYS)
            forms = (f"{name}[{key}]", f"{name}.get({key}, <A>)", f"{name}.setdefault({key}, <A>)",
                     f"list({name}.values())[0]", f"{name}.pop({key}, <A>)", f"[*{name}.values()][-1]")  # fmt: skip
            return self.random.choice(forms)
        if name := self.pick("list", "tuple"):
            forms = (f"{name}[0]", f"{name}[-1]", f"{name}[1]", f"next(iter({name}))", f"max({name}, key=len)",
                     f"sorted({name}, key=len)[0]", f"[*{name}][-1]", f"list(reversed({name}))[0]", f"tuple({name})[0]",
                     f"operator.itemgetter(0)({name})", f"copy.copy({name})[0]", f"copy.deepcopy({name})[-1]")  # fmt: skip
            return self.random.choice(forms)
        return None

    def attribute(self, deep: int) -> str | None:
        name = self.pick(*(f"object {one}" for one in self.classes))
        if name is None:
            return None
        made = self.class_of(name)
        return self.random.choice(made.reads(name))

    def class_of(self, name: str) -> Class:
        scope: Scope | None = self.scope
        while scope is not None and name not in scope.kinds:
            scope = scope.outer
        assert scope is not None
        return self.classes[scope.kinds[name].split()[1]]

    def called(self, deep: int) -> str | None:
        name = self.pick("function", "function 1", "generator")
        if name is None or deep > 1:
            return None
        kind = next(kind for kind in ("function", "function 1", "generator") if name in self.scope.of(kind))
        if kind == "generator":
            return self.random.choice(
                (f"next({name}())", f"list({name}())[-1]", f"[*{name}()][0]", f"max({name}(), key=len)")
            )
        if kind == "function":
            return f"{name}()"
        return self.random.choice((f"{name}(<A>)", f"{name}(p=<A>)"))

    def combined(self, deep: int) -> str:
        one = other = "<A>"
        forms = (
            f"np.concatenate([{one}, {other}])", f"({one} if <C> else {other})", f"{one}[1:]", f"np.append({one}, 1)",
            f"({one} if <C> else {other})", f"[{one}, {other}][{self.random.choice((0, 1, -1))}]", f"(({one}) + 1)",
            f"{{'k': {one}}}['k']", f"(lambda q=({one}): q)()", f"(lambda *q: q[0])({one}, {other})", f"np.add.outer({one}, {other})",
            f"reduce(lambda p, q: np.concatenate([p, q]), [{one}, {other}])", f"(<W> := {one})",
            f"(({one}) if <C> else None) if T else {other}", f"np.vstack([{one}] * 2)",
        )  # fmt: skip
        return self.random.choice(forms)

    def lazily(self, deep: int) -> str | None:
        function = self.pick("function 1") or "np.copy"
        own = self.fresh("q")
        forms = (
            f"next(({own} for {own} in <I> if len({own}) > {self.random.randrange(12)}), <A>)",
            f"[{own} for {own} in <I>][0]", f"list(map({function}, <I>))[-1]", f"[{function}({own}) for {own} in <I>][0]",
            "list(zip(<I>, <I>))[0][1]", f"next(map({function}, <I>))", f"partial({function}, <A>)()",
            "list(filter(lambda q: len(q) > 3, <I>))[0]", "list(enumerate(<I>))[-1][1]", "dict(zip('ab', <I>))['a']",
            "next(itertools.chain(<I>, [<A>]))", "list(itertools.islice(<I>, 1, 3))[0]",
            f"{{len({own}): {own} for {own} in <I>}}.popitem()[1]", "functools.reduce(lambda p, q: q, <I>)",
            "max(<I>, key=len, default=<A>)", f"[r for {own} in [<I>] for r in {own}][-1]",
        )  # fmt: skip
        return self.random.choice(forms)

    def iterable(self) -> str:
        """Give an expression that is gone through, and gives arrays."""
        name = self.pick("list", "tuple", "lazy")
        forms = [f"[{self.pick('array') or self.new()}, <N>]"]
        if name:
            forms += [name, name, f"reversed(list({name}))", f"({'q'} for q in {name})"]
        if name := self.pick("dict"):
            forms.append(f"{name}.values()")
        if name := self.pick("generator"):
            forms.append(f"{name}()")
        for name in self.scope.of(*(f"object {one}" for one in self.classes)):
            if "__iter__" in self.class_of(name).features:
                forms.append(name)
        return self.random.choice(forms)

    def condition(self) -> str:
        array = self.pick("array") or "np.zeros(2)"
        other = self.pick("array") or array
        forms = ["T", "F", "eval('True')", "eval('False')", "True", "False", f"len({array}) > {self.size // 2}", f"{array} is {other}",
                 f"{array}.shape == {other}.shape", f"{array}.ndim == 1", "1 < 2", "not T", "T and not F", "F or T", f"{array} is None"]  # fmt: skip
        if name := self.pick("list"):
            forms += [f"len({name}) > {self.random.randrange(4)}", name, f"not {name}"]
        if name := self.pick("dict"):
            forms += [f"{self.random.choice(KEYS)} in {name}", f"len({name}) == 2"]
        for name in self.scope.of(*(f"object {one}" for one in self.classes))[-2:]:
            forms += [f"isinstance({name}, {self.random.choice(list(self.classes))})", f"hasattr({name}, 'x')", f"{name} == {name}",
                      f"bool({name})", f"type({name}).__name__ == '{self.random.choice(list(self.classes))}'"]  # fmt: skip
        return self.random.choice(forms)
