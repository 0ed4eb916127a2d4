"""Straight programs: calls of NumPy with each argument in all its forms, operators, indices, assignments, probes.

    python tests/infer/generators/straight.py [PROGRAMS [--seed 0] [--workers 2] [--only 17]]

Each statement is run as it is made, so that most of them work; one that fails ends some of the programs.
"""

# ruff: noqa: E501  (texts of programs)

from __future__ import annotations

import warnings
from collections.abc import Callable
from random import Random
from typing import Any

import numpy as np
from written import Forms, parameters

__all__ = ["program"]

STATEMENTS = 14  # of a program
LARGEST = 3000  # elements of an array
NOT_CALLED = frozenset(
    """save savez savez_compressed savetxt load loadtxt genfromtxt fromfile fromregex memmap test info show_config
    show_runtime set_printoptions seterr seterrcall setbufsize get_include byte_bounds source lookfor printoptions
    errstate who getbufsize geterr geterrcall get_printoptions asmatrix matrix bmat mat ndarray nditer
    nested_iters frombuffer broadcast generic number integer inexact floating flexible character
    signedinteger unsignedinteger complexfloating datetime_data busdaycalendar from_dlpack
    set_state get_state set_bit_generator get_bit_generator seed add_newdoc deprecate safe_eval iterable_ format_parser DataSource empty empty_like""".split()
)  # files, settings; classes that cannot be made; what is in memory by chance
METHODS_NOT_CALLED = frozenset("dump dumps tofile setflags getfield setfield newbyteorder to_device".split())


def _functions() -> dict[str, list[tuple[str, str, bool]]]:
    found = {}
    for prefix, module in (("np", np), ("np.linalg", np.linalg), ("np.fft", np.fft), ("np.random", np.random)):
        for name in dir(module):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                function = getattr(module, name)
            if name.startswith("_") or name in NOT_CALLED or not callable(function) or name[0].isupper():
                continue
            if isinstance(function, type) and issubclass(function, (Exception, Warning)):
                continue
            found[f"{prefix}.{name}"] = parameters(function)
    for name in ("add", "multiply", "maximum", "logical_and"):
        for method in ("reduce", "accumulate", "outer", "reduceat"):
            found[f"np.{name}.{method}"] = parameters(getattr(getattr(np, name), method))
    found["rng.normal"] = parameters(np.random.default_rng().normal)
    for name in (
        "integers",
        "choice",
        "permutation",
        "random",
        "standard_normal",
        "uniform",
        "permuted",
        "multinomial",
    ):
        found[f"rng.{name}"] = parameters(getattr(np.random.default_rng(), name))
    return found


def _methods() -> dict[str, list[tuple[str, str, bool]]]:
    found = {}
    for name in dir(np.ndarray):
        method = getattr(np.ndarray, name)
        if name.startswith("_") or not callable(method) or name in METHODS_NOT_CALLED:
            continue
        function = getattr(np, name, None)
        names = [one.lstrip("*=/") for one, _, _ in parameters(function)] if callable(function) else []
        found[name] = [one for one in parameters(method, names) if one[0].lstrip("/") != "self"]
    return found


FUNCTIONS, METHODS = _functions(), _methods()
OPERATORS = "+ - * / ** // % @ < > == != <= >= & | ^ << >>".split()
ATTRIBUTES = "T shape size ndim dtype real imag flat mT itemsize nbytes base strides".split()
# What a value is, asked in all ways; each answer makes an array of its own size.
PROBES = """
isinstance({x}, np.ndarray) | np.isscalar({x}) | isinstance({x}, (int, float)) | isinstance({x}, np.generic)
np.ndim({x}) == 0 | np.iterable({x}) | hasattr({x}, 'shape') | {x} is None | isinstance({x}, (list, tuple))
isinstance({x}, np.floating) | isinstance({x}, np.integer) | callable({x}) | type({x}) is np.ndarray
{a}.ndim == 2 | {a}.dtype == float | {a}.dtype == 'float64' | {a}.dtype.kind == 'f' | {a}.dtype.names is None
{a}.shape == {b}.shape | len({a}) == 2 | {a}.size > 3 | {a}.shape[0] == {b}.shape[-1] | {a} is {b} | {a}.ndim > 1
np.issubdtype({a}.dtype, np.integer) | {a}.dtype in (int, float) | np.shape({x}) == () | bool({x}) | hasattr({x}, '__len__')
isinstance({x}, int|float) | isinstance({x}, np.number) | np.size({x}) == 1 | {a}.dtype is {b}.dtype | {a}.flags.writeable
isinstance({x}, (int, np.number)) | {a}.dtype != object | {a}.base is None | np.array_equal({a}, {b}) | {a}.dtype == bool
{a}.shape[-1] in (1, 3) | len({a}.shape) == 1 | {x} in ('a', 'b') | isinstance({x}, complex) | np.isrealobj({a})
""".strip().replace("\n", " | ").split(" | ")  # fmt: skip


class Program:
    """A program that grows by statements, each run at once."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.values: dict[str, Any] = {}
        self.forms = Forms(random, self.values)
        self.names = 0
        self.lines = ["import numpy as np", "rng = np.random.default_rng(0)"]
        self.run: dict[str, Any] = {}
        exec("\n".join(self.lines), self.run)

    def fresh(self) -> str:
        """Give a new name."""
        self.names += 1
        return f"v{self.names}"

    def add(self, line: str) -> bool:
        """Run a statement and keep it where it works."""
        before = {
            name: (np.array(value) if isinstance(value, np.ndarray) else value) for name, value in self.values.items()
        }
        try:
            exec(line, self.run)
        except (Exception, RecursionError):
            # What it has changed before it failed is not taken back: another statement would meet it.
            return all(name in self.run for name in before) and False
        self.lines.append(line)
        for name, value in self.run.items():
            if (name[0] in "vnm" and name[1:].isdigit()) or name in {"n", "m"}:
                if isinstance(value, np.ndarray) and value.size > LARGEST:
                    raise OverflowError
                self.values[name] = value
        for name in [name for name in self.values if name not in self.run]:
            del self.values[name]
        return True

    def text(self) -> str:
        """Give the program."""
        return "\n".join(self.lines) + "\n"

    def call(self, named: list[tuple[str, str, bool]]) -> str:
        """Give arguments for parameters: some left out, by position as long as that goes, then by name."""
        random, given = self.random, []
        positional = True
        for name, kind, needed in named:
            plain = name.lstrip("*=/")
            if not needed and random.random() < 0.72:
                positional = False
                continue
            if name[0] == "*":
                given += [self.forms.of(kind) for _ in range(random.choice((1, 1, 2, 2, 3)))] if positional else []
                positional = False
                continue
            text = self.forms.of(kind)
            if name[0] == "/" or (positional and name[0] != "=" and random.random() < 0.75):
                if not positional:
                    continue
                given.append(text)
            else:
                positional = False
                given.append(f"{plain}={text}")
        return ", ".join(given)

    def function_call(self) -> str:
        name = self.random.choice(list(FUNCTIONS))
        arguments = self.call(FUNCTIONS[name])
        return self.with_out(f"{name}({arguments}", "out" in {one[0].lstrip("=") for one in FUNCTIONS[name]})

    def method_call(self) -> str:
        name = self.random.choice(list(METHODS))
        on = self.forms.name(np.ndarray) if self.random.random() < 0.9 else self.forms.name(np.generic)
        return self.with_out(
            f"{on}.{name}({self.call(METHODS[name])}", "out" in {o[0].lstrip("=") for o in METHODS[name]}
        )

    def with_out(self, call: str, takes_out: bool) -> str:
        """Give a call that writes to an array made for it, sometimes."""
        if not takes_out or "out=" in call or self.random.random() < 0.8:
            return f"{call})"
        try:
            result = eval(f"{call})", self.run)
        except Exception:
            return f"{call})"
        if not isinstance(result, (np.ndarray, np.generic)):
            return f"{call})"
        made = f"np.empty({result.shape}, {result.dtype.str!r})"
        made = f"({made},)" if self.random.random() < 0.3 else made
        return f"{call}{'' if call.endswith('(') else ', '}out={made})"

    def operation(self) -> str:
        left, right = self.forms.array(), self.forms.array()
        choice = self.random.random()
        if choice < 0.08:
            return f"{self.random.choice(('-', '~', '+', 'not '))}{self.forms.name(np.ndarray)}"
        if choice < 0.12:
            return f"{left} if {self.forms.mask()} else {right}"
        if choice < 0.15:
            return f"{left} {self.random.choice(('and', 'or'))} {right}"
        if self.random.random() < 0.5:
            left = self.forms.name(np.ndarray)
        return f"{left} {self.random.choice(OPERATORS)} {right}"

    def statement(self) -> str:
        """Give a statement; it may not work."""
        makers: tuple[tuple[int, Callable[[], str]], ...] = (
            (40, lambda: f"{self.fresh()} = {self.function_call()}"),
            (18, lambda: f"{self.fresh()} = {self.method_call()}"),
            (12, lambda: f"{self.fresh()} = {self.operation()}"),
            (14, lambda: f"{self.fresh()} = {self.forms.name(np.ndarray)}[{self.forms.index()}]"),
            (6, lambda: f"{self.forms.name(np.ndarray)}[{self.forms.index()}] = {self.forms.array()}"),
            (3, lambda: f"{self.forms.name(np.ndarray)}[{self.forms.index()}] {self.in_place()} {self.forms.array()}"),
            (6, lambda: f"{self.forms.name(np.ndarray)} {self.in_place()} {self.forms.array()}"),
            (8, self.probe),
            (4, self.unpacking),
            (4, self.container),
            (3, self.loop),
            (3, lambda: f"{self.fresh()} = {self.forms.name(np.ndarray)}.{self.random.choice(ATTRIBUTES)}"),
            (3, self.change),
            (2, lambda: f"{self.fresh()} = {self.forms.name(object)}"),
            (2, lambda: f"{self.fresh()} = eval('{self.forms.name(np.ndarray)}')"),
            (2, self.of_a_result),
        )
        return self.random.choices([make for _, make in makers], [weight for weight, _ in makers])[0]()

    def in_place(self) -> str:
        return f"{self.random.choice('+ - * / ** // % @ & |'.split())}="

    def probe(self) -> str:
        condition = self.random.choice(PROBES).strip()
        x = self.random.choice((self.forms.name(object), self.forms.array()))
        a, b = self.forms.name(np.ndarray), self.forms.name(np.ndarray)
        question = condition.format(x=x, a=a, b=b)
        return f"{self.fresh()} = np.zeros(7) if {question} else np.zeros((11, 13))"

    def unpacking(self) -> str:
        one, other = self.fresh(), self.fresh()
        value = self.random.choice(
            (self.forms.name(object), f"{self.forms.name(np.ndarray)}.shape", self.forms.array())
        )
        form = self.random.choice(
            ("{0}, {1} = {2}", "{0}, *{1} = {2}", "*{0}, {1} = {2}", "({0},) = {2}", "[{0}, {1}] = {2}")
        )
        return form.format(one, other, value)

    def container(self) -> str:
        arrays = [self.forms.name(np.ndarray) for _ in range(3)]
        forms = (
            f"[{', '.join(arrays)}]", f"({', '.join(arrays)})", f"{{'a': {arrays[0]}, 'b': {arrays[1]}}}['b']",
            f"[x.sum(axis=0) for x in {arrays[0]}]", f"np.array([x.sum() for x in {arrays[0]}])", f"[{arrays[0]}] * 2",
            f"list(zip({arrays[0]}, {arrays[1]}))", f"list(map(np.sum, {arrays[0]}))", f"[{arrays[0]}, {arrays[1]}][-1]",
            f"dict(enumerate({arrays[0]}))[0]", f"sum({arrays[0]})", f"max({arrays[0]}, key=np.sum)",
            f"sorted({arrays[0]}.ravel())", f"list(reversed({arrays[0]}))", f"{{k: v for k, v in zip('ab', {arrays[0]})}}['a']",
            f"next(iter({arrays[0]}))", f"float({arrays[0]}.sum())", f"round({arrays[0]}.mean(), 2)", f"min({arrays[0]})",
            f"int({arrays[0]}.sum())", f"abs({arrays[0]})", f"divmod({arrays[0]}, 2)", f"pow({arrays[0]}, 2)",
        )  # fmt: skip
        return f"{self.fresh()} = {self.random.choice(forms)}"

    def loop(self) -> str:
        name, row, value = self.fresh(), self.fresh(), self.forms.array()
        head = self.random.choice((f"for {row} in {value}", f"for {row}, {self.fresh()} in enumerate({value})"))
        body = self.random.choice(
            (f"{name} = {row}", f"{name} = np.sum({row})", f"{name} = {row} * {self.forms.array()}")
        )
        return f"{head}: {body}"

    def change(self) -> str:
        name = self.forms.name(np.ndarray)
        forms = (
            f"{name}.shape = {self.forms.shape()}", f"{name} = {name}.reshape({self.forms.shape()})", f"{name}.sort()",
            f"{name}.resize({self.forms.shape()})", f"{name}.fill(3)", f"{name}.flat = {self.forms.array()}",
            f"{name}.real = {self.forms.array()}", f"del {name}", f"{name}.T[...] = {self.forms.array()}",
            f"{name}.dtype = {self.forms.of('dtype')}", f"{name}.flat[{self.forms.index()}] = {self.forms.array()}",
            f"np.copyto({name}, {self.forms.array()})", f"{name} = {self.forms.part()}",
            f"{name} = {self.forms.name(object)}",
        )  # fmt: skip
        return self.random.choice(forms)

    def of_a_result(self) -> str:
        name = self.forms.name(np.ndarray)
        forms = (
            f"np.linalg.svd({name}).S", f"np.linalg.eig({name})[1]", f"np.unique({name}, return_counts=True)[1]",
            f"np.linalg.qr({name}).R", f"np.where({name} > 0)[0]", f"np.nonzero({name})[-1]", f"{name}.nonzero()[0]",
            f"np.histogram({name})[0]", f"np.meshgrid({name}, [1, 2])[0]", f"np.linalg.slogdet({name}).sign",
            f"np.split({name}, 2)[0]", f"np.array_split({name}, [1, 2])[-1]", f"np.unique_counts({name}).counts",
            f"np.divmod({name}, 2)[0]", f"np.modf({name})[1]", f"np.frexp({name})[0]", f"np.broadcast_arrays({name}, 1)[1]",
            f"np.vectorize(lambda x: x + 1)({name})", f"np.apply_along_axis(np.sum, 0, {name})",
            "np.fromfunction(lambda i, j: i + j, (2, 3))", f"np.ma.masked_array({name}, {name} > 0)",
            f"np.poly1d({name})(2)", f"[x for x in np.nditer({name})][0]", f"list(np.ndindex({name}.shape))",
            f"[x for _, x in np.ndenumerate({name})][0]", f"np.r_[{name}, 1]", f"np.c_[{name}, {name}]", "np.mgrid[0:2, 0:3]",
            "np.char.add(['a', 'b'], 'c')", f"np.einsum('i,i', {name}, {name})", f"np.einsum('ij->j', {name})",
            f"np.einsum({name}, [0, 1], [1])", f"np.select([{name} > 0, {name} < 0], [{name}, 1], default=0)",
            f"np.matrix({name})", f"np.matrix({name}) * np.matrix({name}).T", f"np.rec.fromarrays([{name}, {name}])",
        )  # fmt: skip
        return f"{self.fresh()} = {self.random.choice(forms)}"


def program(random: Random) -> str:
    """Make a program."""
    state = np.random.get_state()  # noqa: NPY002
    np.random.seed(0)  # noqa: NPY002
    try:
        return _program(random)
    finally:
        np.random.set_state(state)  # noqa: NPY002


def _program(random: Random) -> str:
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        made = Program(random)
        n, m = random.sample((2, 3, 5), 2)
        for name, value in (("n", n), ("m", m)):
            made.add(f"{name} = eval('{value}')" if random.random() < 0.2 else f"{name} = {value}")
        for first in random.sample(STARTS, 3):
            made.add(f"{made.fresh()} = {first}")
        try:
            for _ in range(STATEMENTS * 12):
                if len(made.lines) > STATEMENTS:
                    break
                line = made.statement()
                if not made.add(line) and random.random() < 0.01:
                    made.lines.append(line)  # which raises
                    break
        except OverflowError:
            made.lines.pop()
        return made.text()


STARTS = (
    "np.ones((n, m))", "np.arange(n)", "np.arange(n * m).reshape(n, m)", "np.random.randn(n, m)", "np.zeros((2, n, m))",
    "np.eye(n)", "np.array([[1, 2], [3, 4]])", "np.random.rand(m)", "rng.normal(size=(m, n))", "np.array([1.5, 2, 3])",
    "np.ones((n, 1))", "np.arange(6).reshape(2, 3) * 1.0", "np.random.randint(0, 3, size=(n, n))", "np.ones(n) * 1j",
    "np.array([True, False, True])", "np.array([[1], [2], [3]], dtype=np.int32)", "np.linspace(0, 1, n)",
)  # fmt: skip

if __name__ == "__main__":
    from reporting import main

    raise SystemExit(main(program, __doc__))
