"""Statements that give names other values or change what they hold: lists, dictionaries, objects."""

# ruff: noqa: E501  (texts of programs)

from __future__ import annotations

from expressions import KEYS, Expressions
from writing import Scope

__all__ = ["ERRORS", "Changes"]

ERRORS = ("ValueError", "KeyError", "IndexError", "RuntimeError", "TypeError", "LookupError", "Own", "StopIteration")


class Changes(Expressions):
    """Chooses statements of one line."""

    def assign(self) -> None:
        own = [name for name, kind in self.scope.kinds.items() if kind == "array"]
        name = self.random.choice(own) if own and self.random.random() < 0.6 else self.fresh()
        choice = self.random.random()
        if choice < 0.1 and len(own) > 1:
            one, other = self.random.sample(own, 2)
            self.write(f"{one}, {other} = {other}, {one}")
        elif choice < 0.15:
            other = self.fresh()
            self.write(f"{name} = {other} = <A>")
            self.bind(other, "array")
        elif choice < 0.2:
            rest = self.fresh()
            self.write(f"{name}, *{rest} = <A>, <A>, <A>")
            self.bind(rest, "list")
        elif choice < 0.25:
            self.write(f"({name},) = [<A>]")
        elif choice < 0.3 and name in own:
            self.write(f"{name} = np.concatenate([{name}, <A>])")
        elif choice < 0.33 and name in own:
            self.write(f"{name} {self.random.choice(('+=', '*='))} 1")
        else:
            self.write(f"{name} = <A>")
        self.bind(name, "array")

    def change_list(self) -> None:
        name = self.pick("list")
        if name is None or self.random.random() < 0.2:
            name = self.fresh("L")
            forms = ("[<A>, <A>, <N>]", "[<N> for _ in range(3)]", "[<A>] * 3",
                     "list(<I>)", "[<A>, *<I>]", "[np.zeros(i + 30) for i in range(4)]")  # fmt: skip
            self.write(f"{name} = {self.random.choice(forms)}")
            self.bind(name, "list")
            return
        forms = (
            f"{name}.append(<A>)", f"{name}.append(<A>)", f"{name}.insert(0, <A>)", f"{name}[0] = <A>",
            f"{name}[-1] = <A>", f"{name} += [<A>]" if name in self.scope.kinds else f"{name}.extend([<A>])",
            f"{name}.extend(<I>)", f"{name}.reverse()", f"{name}[1:] = [<A>, <N>]", f"del {name}[0]",
            f"{name}.sort(key=len)", f"<V> = {name}.pop()", f"<V> = {name}.pop(0)", f"{name}[:] = <I>",
            f"{name}[0], {name}[-1] = {name}[-1], {name}[0]", f"{name}.remove({name}[0])" if False else f"{name}.append(<N>)",
            f"{name}[0] = np.append({name}[0], 1)", f"{name}[0] += 1", f"{name}.clear()" if self.random.random() < 0.2 else f"{name}.copy()",
            f"[{name}.append(q) for q in [<A>]]", f"{name} = {name} + [<A>]" if name in self.scope.kinds else f"{name}.append(<A>)",
        )  # fmt: skip
        self.write(self.random.choice(forms))

    def change_dict(self) -> None:
        name = self.pick("dict")
        key = self.random.choice(KEYS)
        if name is None or self.random.random() < 0.2:
            name = self.fresh("D")
            forms = ("{'a': <A>, 'b': <A>}", "dict(a=<A>, c=<A>)", "{k: <N> for k in 'abc'}",
                     "dict(zip('abc', <I>))", "collections.defaultdict(lambda: <N>, a=<A>)",
                     "collections.OrderedDict(a=<A>)", "dict.fromkeys('abc', <A>)")  # fmt: skip
            self.write(f"{name} = {self.random.choice(forms)}")
            self.bind(name, "dict")
            return
        other = self.pick("dict") or name
        forms = (
            f"{name}[{key}] = <A>", f"{name}[{key}] = <A>", f"{name}.update(a=<A>)", f"{name}.update({other})",
            f"{name}.setdefault({key}, <A>)", f"<V> = {name}.pop({key}, <A>)", f"{name}.pop({key}, None)",
            f"{name}.update({{{key}: <A>}})", f"{name} = {{**{other}, {key}: <A>}}" if name in self.scope.kinds else "pass",
            f"{name} |= {{{key}: <A>}}" if name in self.scope.kinds else "pass", f"{name}.update([({key}, <A>)])",
            f"{name}[{key}] = {name}.get('a', <A>)", f"for k in list({name}): {name}[k] = np.append({name}[k], 1)",
        )  # fmt: skip
        self.write(self.random.choice(forms))

    def change_object(self) -> None:
        name = self.pick(*(f"object {one}" for one in self.classes))
        if name is None:
            return self.assign()
        self.write(self.random.choice(self.class_of(name).writes(name)))
        return None

    def make_object(self) -> None:
        made = self.classes[self.random.choice(list(self.classes))]
        name = self.fresh("o")
        self.write(f"{name} = {self.random.choice(made.makers())}")
        self.bind(name, f"object {made.name}")

    def alias(self) -> None:
        kind = self.random.choice(("array", "list", "dict", "object", "function"))
        kinds = [f"object {one}" for one in self.classes] if kind == "object" else [kind]
        name = self.pick(*kinds)
        if name is None:
            return self.assign()
        other = self.pick(*kinds) or name
        if kind == "object":
            other = name
        new = self.fresh("a")
        forms = {
            "list": (f"{name}[:]", f"list({name})", f"{name}.copy()", name, name, f"{name} if <C> else {other}", f"({name}, 1)[0]"),
            "dict": (f"dict({name})", name, name, f"{name}.copy()", f"{name} if <C> else {other}", f"{{'k': {name}}}['k']"),
        }.get(kind, (name, f"[{name}][0]", f"(lambda: {name})()", name))  # fmt: skip
        self.write(f"{new} = {self.random.choice(forms)}")
        self.bind(new, f"object {self.class_of(name).name}" if kind == "object" else kind)
        return None

    def leave_loop(self) -> None:
        word = self.random.choice(("break", "continue"))
        self.write(word if self.random.random() < 0.15 else f"if <C>: {word}")

    def leave(self) -> None:
        end = "return <A>" if not self.scope.generator else self.random.choice(("yield <A>", "return"))
        self.write(end if self.random.random() < 0.15 else f"if <C>: {end}")

    def reach_out(self) -> None:
        """Change a variable of an outer body."""
        outer, level = self.scope.outer, "nonlocal"
        while outer is not None and outer.outer is not None and self.random.random() < 0.5:
            outer = outer.outer
        if outer is None:
            return
        level = "global" if outer.outer is None else "nonlocal"
        names = [name for name, kind in outer.kinds.items() if kind == "array" and name not in self.scope.kinds]
        names = [name for name in names if not any(name in scope.kinds for scope in self.between(outer))]
        if not names or self.scope.declared:
            return
        name = self.random.choice(names)
        text = "\n".join(self.lines[self.started :])
        if any(name in word for word in text.replace("(", " ").split()):  # it is read before it is declared
            return
        self.scope.declared.add(name)
        self.write(f"{level} {name}\n{name} = <A>")
        self.bind(name, "array")

    def between(self, outer: Scope) -> list[Scope]:
        found, scope = [], self.scope
        while scope is not outer:
            found.append(scope)
            assert scope.outer is not None
            scope = scope.outer
        return found

    def fail(self) -> None:
        """Write what raises, perhaps."""
        error = self.random.choice(ERRORS)
        forms = (
            f"raise {error}('x')", f"raise {error}", f"if <C>: raise {error}('x')", f"if <C>: raise {error}",
            f"{self.pick('list') or '[]'}[99]", f"{self.pick('dict') or '{}'}['zz']", "int('x')", "np.zeros(3) + np.zeros(4)", "1 / 0",
            "<X> = (<A>)[1000]", "next(iter([]))", "assert <C>", "[].pop()", "None.x",
            "<X> = np.zeros((2, 3)) @ <N>", "<X> = (<A>).reshape(7, 11)", "raise SystemExit" if False else "{}['k']",
            "<X> = <A>", "<X>, <X> = [1]",
        )  # fmt: skip
        self.write(self.random.choice(forms))

    def reach_in(self) -> None:
        """Change what is held outside of a function."""
        self.choose((1, self.change_list), (1, self.change_dict), (1, self.change_object))

    def lazy(self) -> None:
        """Make what is gone through later, or use it."""
        if (name := self.pick("lazy")) and self.random.random() < 0.5:
            new = "<V>"
            self.write(
                self.random.choice(
                    (
                        f"{new} = next({name}, <N>)",
                        f"{new} = [*{name}, <N>][0]",
                        f"{new} = max({name}, key=len, default=<N>)",
                    )
                )
            )
            return
        name, function = self.fresh("z"), self.pick("function 1") or "np.copy"
        forms = (f"map({function}, <I>)", f"({function}(q) for q in <I>)", "iter(<I>)", "filter(lambda q: len(q) > 4, <I>)",
                 "itertools.chain(<I>, <I>)", "(q for q in <I> if <C>)", "itertools.islice(<I>, 2)",
                 f"map(lambda q: np.append(q, {self.random.choice(('1', '[1, 2]'))}), <I>)", "itertools.cycle(<I>)" if False else "iter(<I>)",
                 "(p for p, q in zip(<I>, <I>))", "map(lambda p, q: np.concatenate([p, q]), <I>, <I>)")  # fmt: skip
        self.write(f"{name} = {self.random.choice(forms)}")
        self.bind(name, "lazy")
