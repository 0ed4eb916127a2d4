"""Programs of control flow: which array a name stands for is decided by aliases, closures, exceptions, protocols.

    python tests/infer/generators/flow.py [PROGRAMS [--seed 0] [--workers 2] [--only 17]]

Every array is born with a size of its own, so that a variable with another array than the inferred one is seen.
"""

# ruff: noqa: E501  (texts of programs)

from __future__ import annotations

from random import Random

from changes import ERRORS, Changes
from objects import FEATURES, Class
from writing import Scope

__all__ = ["program"]

DEEPEST = 3  # statements inside each other


class Program(Changes):
    """Chooses statements with others in them."""

    def block(self, deep: int, most: int = 4) -> None:
        for _ in range(self.random.randint(1, most)):
            self.statement(deep)

    def statement(self, deep: int) -> None:
        inner = deep < DEEPEST
        self.choose(
            (14, self.assign),
            (10, self.change_list),
            (8, self.change_dict),
            (8, self.change_object),
            (6, self.alias),
            (7 if inner else 0, lambda: self.branch(deep)),
            (6 if inner else 0, lambda: self.loop(deep)),
            (7 if inner else 0, lambda: self.attempt(deep)),
            (4 if inner else 0, lambda: self.within(deep)),
            (5 if inner else 0, lambda: self.function(deep)),
            (4 if inner and self.depth < 2 else 0, lambda: self.define_class(deep)),
            (5 if self.classes else 0, self.make_object),
            (3 if self.scope.loop else 0, self.leave_loop),
            (2 if self.scope.function else 0, self.leave),
            (4 if self.scope.function else 0, self.reach_out),
            (3, self.lazy),
            (2 if inner else 0, lambda: self.matching(deep)),
            (1, self.fail_quietly),
        )

    def branch(self, deep: int) -> None:
        with self.body("if <C>:"):
            self.block(deep + 1)
        if self.random.random() < 0.3:
            with self.body("elif <C>:"):
                self.block(deep + 1)
        if self.random.random() < 0.5:
            with self.body("else:"):
                self.block(deep + 1)

    def loop(self, deep: int) -> None:
        name = self.fresh("i")
        choice = self.random.random()
        if choice < 0.25:
            head, kind = f"for {name} in range({self.random.choice((0, 1, 2, 3, 3))}):", "number"
        elif choice < 0.35:
            counter = self.fresh("c")
            self.write(f"{counter} = 0")
            with self.body(f"while {counter} < {self.random.choice((1, 2, 3))}:"):
                self.write(f"{counter} += 1")
                self.scope.loop = True
                self.block(deep + 1)
            return self.otherwise(deep)
        elif choice < 0.45 and (table := self.pick("dict")):
            head, kind = f"for {self.fresh('k')}, {name} in list({table}.items()):", "array"
        elif choice < 0.55:
            head, kind = f"for {self.fresh('k')}, {name} in enumerate(<I>):", "array"
        elif choice < 0.65:
            head, kind = f"for {name}, {self.fresh('k')} in zip(<I>, <I>):", "array"
        else:
            head, kind = f"for {name} in <I>:", "array"
        counter = self.fresh("c")
        self.write(f"{counter} = 0")
        with self.body(head):
            self.write(f"{counter} += 1\nif {counter} > 5: break")
            self.bind(name, kind)
            self.scope.loop = True
            self.block(deep + 1)
        return self.otherwise(deep)

    def otherwise(self, deep: int) -> None:
        if self.random.random() < 0.3:
            with self.body("else:"):
                self.block(deep + 1, 2)

    def attempt(self, deep: int) -> None:
        with self.body("try:"):
            self.block(deep + 1, 2)
            if self.random.random() < 0.7:
                self.fail()
            if self.random.random() < 0.5:
                self.block(deep + 1, 2)
        handled = self.random.random() < 0.85
        if handled:
            for _ in range(self.random.choice((1, 1, 2))):
                error = self.random.choice((*ERRORS[:6], "Exception", "(ValueError, KeyError)", "Exception as e"))
                with self.body(f"except {error}:"):
                    self.block(deep + 1, 2)
                    if self.random.random() < 0.15:
                        self.write(
                            self.random.choice(
                                ("raise", "raise RuntimeError('again')", "raise KeyError('k') from None")
                            )
                        )
            if self.random.random() < 0.5:
                with self.body("except Exception:"):
                    self.block(deep + 1, 2)
            if self.random.random() < 0.35:
                with self.body("else:"):
                    self.block(deep + 1, 2)
        if not handled or self.random.random() < 0.35:
            with self.body("finally:"):
                self.block(deep + 1, 2)

    def fail_quietly(self) -> None:
        with self.body(
            f"with contextlib.suppress({self.random.choice(('Exception', 'ValueError', 'LookupError, ValueError'))}):"
        ):
            self.assign()
            self.fail()
            self.assign()

    def within(self, deep: int) -> None:
        managers = [
            one
            for one in self.scope.of(*(f"object {n}" for n in self.classes))
            if "__enter__" in self.class_of(one).features
        ]
        name = self.fresh()
        if managers and self.random.random() < 0.7:
            head = f"with {self.random.choice(managers)} as {name}:"
        elif managed := self.pick("manager"):
            head = f"with {managed}() as {name}:"
        else:
            managed = self.fresh("m")
            self.write("@contextlib.contextmanager")
            with self.body(f"def {managed}():", Scope(outer=self.scope)):
                guarded = self.random.choice(("", "finally", "except"))
                if guarded:
                    with self.body("try:"):
                        self.write("yield <A>")
                    with self.body("finally:" if guarded == "finally" else "except ValueError:"):
                        self.reach_in()
                else:
                    self.reach_in()
                    self.write("yield <A>")
                    self.reach_in()
            self.bind(managed, "manager")
            head = f"with {managed}() as {name}:"
        with self.body(head):
            self.bind(name, "array")
            self.block(deep + 1, 3)
            if self.random.random() < 0.3:
                self.fail()

    def function(self, deep: int) -> None:
        kind = self.random.choice(
            ("function", "function", "function 1", "function 1", "generator", "decorated", "lambda", "factory")
        )
        name = self.fresh("f")
        if kind == "lambda":
            own = Scope({"p": "array"}, outer=self.scope)
            self.scope = own
            body = self.fill(self.array(1), 1, [])
            assert own.outer is not None
            self.scope = own.outer
            self.write(f"{name} = lambda p=<N>: {body}")
            self.bind(name, self.random.choice(("function", "function 1")))
            return
        if kind == "factory":
            inner = self.fresh("f")
            with self.body(f"def {name}(p):", Scope({"p": "array"}, function=False, outer=self.scope)):
                self.block(deep + 2, 2)
                self.write("kept = <A>")
                with self.body(f"def {inner}():", Scope(outer=self.scope)):
                    if self.random.random() < 0.6:
                        self.write(
                            f"nonlocal kept\nkept = {self.random.choice(('np.append(kept, 1)', self.new(), 'np.concatenate([kept, p])'))}"
                        )
                    self.write("return kept")
                self.write(f"return {inner}")
            one, other = self.fresh("f"), self.fresh("f")
            self.write(f"{one}, {other} = {name}(<A>), {name}(<A>)")
            self.bind(one, "function")
            self.bind(other, "function")
            return
        if kind == "decorated":
            deco = self.fresh("d")
            with self.body(f"def {deco}(f):"):
                if self.random.random() < 0.5:
                    self.write("@functools.wraps(f)")
                with self.body("def inner(*args, **kwargs):", Scope(outer=self.scope)):
                    self.reach_in()
                    self.write(self.random.choice(("return f(*args, **kwargs)", "return np.append(f(*args, **kwargs), 1)",
                                                   "return f(<N>)", "r = f(*args, **kwargs)\nreturn r[1:]")))  # fmt: skip
                self.write("return inner")
            self.write(self.random.choice((f"@{deco}", f"@{deco}\n@functools.cache" if False else f"@{deco}")))
            kind = "function 1"
        parameters = {"function": self.random.choice(("", "", "*args", "p=<A>", "p=<N>, *, o=None", "acc=[]")),
                      "function 1": self.random.choice(("p", "p", "p, r=<A>", "p, *args, **kwargs", "p, acc=[]", "p, acc={}")),
                      "generator": self.random.choice(("", "p=<N>"))}[kind]  # fmt: skip
        scope = Scope(function=True, generator=kind == "generator", outer=self.scope)
        for one in parameters.replace("*", "").split(", "):
            if one.partition("=")[0] in {"p", "r"}:
                scope.kinds[one.partition("=")[0]] = "array"
        started, self.started = self.started, len(self.lines)
        with self.body(f"def {name}({parameters}):", scope):
            if "acc=[]" in parameters:
                self.write("acc.append(<A>)")
                scope.kinds["acc"] = "list"
            if "acc={}" in parameters:
                self.write("acc.setdefault('a', <A>)")
                scope.kinds["acc"] = "dict"
            if self.random.random() < 0.35:
                self.reach_out()
            self.block(deep + 1, 3)
            if kind == "generator":
                self.yields()
            else:
                self.write("return <A>")
        self.started = started
        self.bind(name, kind)
        if self.random.random() < 0.5:
            self.write(f"<V> = {self.called_by_name(name, kind)}")

    def called_by_name(self, name: str, kind: str) -> str:
        return {"function": f"{name}()", "function 1": f"{name}(<A>)", "generator": f"next({name}())"}[kind]

    def yields(self) -> None:
        self.write("yield <A>")
        for _ in range(self.random.randint(0, 2)):
            form = self.random.choice(("yield", "yield", "from", "try", "loop"))
            if form == "from":
                self.write("yield from <I>")
            elif form == "try":
                with self.body("try:"):
                    self.write("yield <A>")
                with self.body("finally:"):
                    self.reach_in()
            elif form == "loop":
                with self.body("for q in <I>:"):
                    self.write("yield q")
            else:
                self.reach_in()
                self.write("yield <A>")

    def matching(self, deep: int) -> None:
        subject = self.random.choice(
            [self.pick("list") or "[1]", self.pick("dict") or "{}", "T", "(1, 2)", self.pick("array") or "3"]
        )
        one, other = self.fresh(), self.fresh()
        patterns = (
            "[]",
            f"[{one}, *{other}]",
            f"[{one}, {other}]",
            f"{{'a': {one}}}",
            "True",
            "(1, 2)",
            "np.ndarray()",
            "int()",
            "1 | 2",
            "None",
        )
        with self.body(f"match {subject}:"):
            for pattern in self.random.sample(patterns, 2):
                with self.body(f"case {pattern}{' if <C>' if self.random.random() < 0.2 else ''}:"):
                    self.block(deep + 2, 2)
            with self.body("case _:"):
                self.block(deep + 2, 2)

    def define_class(self, deep: int) -> None:
        bases = [one for one in self.classes.values() if one.depth <= self.depth]
        base = self.random.choice(bases) if bases and self.random.random() < 0.4 else None
        features = self.random.sample(list(FEATURES), self.random.randint(2, 6))
        made = Class(self.fresh("C"), base, frozenset(features), self.depth)
        for line in made.definition(self.random):
            self.write(line)
        self.classes[made.name] = made
        self.make_object()


def program(random: Random) -> str:
    """Make a program."""
    made = Program(random)
    for _ in range(3):
        made.assign()
    made.change_list()
    made.change_dict()
    while len(made.lines) < 45:
        if made.random.random() < 0.25:
            with made.body("try:"):
                made.block(0, 3)
            with made.body("except Exception:"):
                made.block(2, 1)
        else:
            made.statement(0)
    for name in made.scope.of("array"):
        made.write(f"end_{name} = {name}")
    for name in made.scope.of("list"):
        made.write(f"end_{name} = {name}[0]\nlast_{name} = {name}[-1]")
    return "\n".join(made.lines) + "\n"


if __name__ == "__main__":
    from reporting import main

    raise SystemExit(main(program, __doc__))
