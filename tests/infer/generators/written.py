"""Arguments in all their forms: source texts of values of a kind, on the variables that a program has."""

# ruff: noqa: E501  (texts of programs)

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

import numpy as np

__all__ = ["Forms", "parameters"]

SIZES = (2, 3, 5, 2, 3, 1, 0)

# The kind of an argument by the name of its parameter, in NumPy's own words; `array` where a name is in no line.
KINDS: dict[str, str] = {
    name: kind
    for kind, names in {
        "axis": "axis axis1 axis2 axisa axisb axisc source destination start",
        "axes": "axes",
        "shape": "shape size new_shape dimensions dims reps s window_shape",
        "dtype": "dtype",
        "out": "out",
        "flag": """keepdims subok copy endpoint retstep sparse full_matrices compute_uv hermitian returned density
            return_index return_inverse return_counts return_indices assume_unique invert rowvar bias equal_nan sorted
            replace shuffle overwrite_input increasing full include_initial stable wrap deg right upper""",
        "mask": "where condition mask fweights",
        "order": "order",
        "number": """initial fill_value value loc scale low high rtol atol tol rcond nan posinf neginf period discont dx
            step stop base alpha beta a_min a_max lam mu kappa sigma mode_ default constant_values val""",
        "integer": "n k N M ndim num decimals deg_ ddof correction offset minlength kth nsample count ndmin shift deg",
        "indices": "indices ind obj indices_or_sections repeats sorter",
        "arrays": "arrays tup choices condlist choicelist keys arys multi_index",
        "mode": "mode",
        "casting": "casting",
        "q": "q p",
        "method": "method",
        "kind": "kind",
        "norm": "norm",
        "ord": "ord",
        "side": "side",
        "indexing": "indexing",
        "UPLO": "UPLO",
        "trim": "trim",
        "pad": "pad_width",
        "bins": "bins",
        "never": "like device stream signature refcheck buffer strides writeable max_work optimize bitorder inplace",
    }.items()
    for name in names.split()
}
TEXTS = {
    "order": ("'C'", "'F'", "'A'", "'K'", "None"),
    "mode": ("'full'", "'same'", "'valid'", "'raise'", "'wrap'", "'clip'", "'reduced'", "'complete'", "'edge'"),
    "casting": ("'unsafe'", "'same_kind'", "'safe'"),
    "method": ("'linear'", "'lower'", "'nearest'", "'auto'", "'direct'", "'svd'"),
    "kind": ("'stable'", "'quicksort'", "None"),
    "norm": ("'ortho'", "None", "'forward'"),
    "ord": ("1", "2", "np.inf", "'fro'", "None", "-2", "'nuc'"),
    "side": ("'left'", "'right'"),
    "indexing": ("'xy'", "'ij'"),
    "UPLO": ("'L'", "'U'"),
    "trim": ("'f'", "'b'", "'fb'"),
    "flag": ("True", "False", "True", "False", "1", "0", "np.True_", "eval('True')", "None"),
    "axis": ("0", "1", "-1", "None", "0", "1", "-1", "2", "-2", "(0, 1)", "(0,)", "()", "np.int64(0)", "eval('0')", "[0]", "tuple(range(eval('2')))"),
    "axes": ("(0, 1)", "(1, 0)", "[1, 0]", "None", "(0,)", "[0]", "(-1, -2)", "(2, 0, 1)", "np.array([1, 0])", "1", "0"),
    "dtype": (
        "float", "int", "bool", "complex", "object", "None", "np.float32", "np.int64", "np.uint8", "'f4'", "'int32'",
        "np.dtype('f8')", "np.dtype(float)", "np.float64", "'d'", "np.bool_", "type(2.5)", "np.complex128", "str",
        "np.dtype([('x', float), ('y', int)])", "[('x', 'f4', (2,))]", "'datetime64[D]'", "np.dtype('U5')", "np.intp",
    ),
    "number": (
        "2", "1", "0.5", "-1", "0", "2.5", "np.float64(1.5)", "np.int64(2)", "np.array(2)", "True", "1j", "None",
        "eval('2')", "float(3)", "np.pi", "[1]", "3.0", "7",
    ),
    "integer": (
        "1", "2", "3", "0", "5", "-1", "np.int64(2)", "np.array(2)", "True", "eval('2')", "int(2.0)", "None", "4", "7",
    ),
    "indices": (
        "[0, 1]", "0", "(1, 0)", "np.array([0, 1, 1])", "[[0, 1], [1, 0]]", "[1]", "2", "1", "-1", "np.array([[0], [1]])",
        "slice(0, 2)", "range(2)", "[]", "np.int64(1)", "[True, False]", "eval('[0, 1]')", "np.array(1)", "[2, 3]", "(0,)",
        "[0, 0, 1]", "3", "tuple(range(eval('2')))", "list(range(eval('2')))",
    ),
    "q": ("50", "[25, 75]", "0.5", "[0.1, 0.9]", "np.array([[10, 20]])", "(5, 50, 95)", "2", "np.float64(30)", "0.3"),
    "pad": ("1", "(1, 2)", "((1, 2), (0, 1))", "[1, 0]", "[(1, 1)]", "np.array([[1, 2]])", "{0: 1}", "((0, 1),)"),
    "bins": ("5", "[0, 1, 2]", "'auto'", "np.arange(4)", "(2, 3)", "[2, 3]", "np.linspace(0, 1, 4)", "10"),
}  # fmt: skip


class Forms:
    """Makes texts of arguments for a program with certain variables.

    Parameters
    ----------
    random : random.Random
        What chooses.
    values : dict
        The program's variables as they are: they are looked at, and never changed.
    """

    def __init__(self, random: Random, values: dict[str, Any]) -> None:
        self.random = random
        self.values = values

    def of(self, kind: str) -> str:
        """Give a text of a value of some kind."""
        if kind in TEXTS and self.random.random() < 0.9:
            return self.random.choice(TEXTS[kind])
        made: Callable[[], str] = {
            "shape": self.shape,
            "out": self.array,
            "mask": self.mask,
            "arrays": self.arrays,
            "dtype": lambda: f"{self.name(np.ndarray)}.dtype",
            "axis": lambda: f"{self.name(np.ndarray)}.ndim - 1",
            "axes": lambda: f"tuple(range({self.name(np.ndarray)}.ndim))",
            "integer": self.size,
            "number": self.scalar,
            "indices": self.array,
            "q": self.array,
        }.get(kind, self.array)
        return made()

    def name(self, *kinds: type) -> str:
        """Give a variable of one of some types, the latest rather than the first ones."""
        names = [name for name, value in self.values.items() if isinstance(value, kinds)]
        if not names:
            return "np.ones((2, 3))" if np.ndarray in kinds else "[1, 2]"
        if self.random.random() < 0.6:
            names = names[-4:]
        return self.random.choice(names)

    def array(self) -> str:
        """Give what NumPy takes as an array, in any form."""
        choice = self.random.random()
        if choice < 0.5:
            return self.name(np.ndarray)
        if choice < 0.6:
            return self.part()
        if choice < 0.67:
            return self.nested(self.random.choice((1, 1, 2, 2, 3)))
        if choice < 0.72:
            return f"[{', '.join(self.name(np.ndarray) for _ in range(self.random.choice((1, 2, 2, 3))))}]"
        if choice < 0.76:
            return f"{self.name(np.ndarray)}.tolist()"
        if choice < 0.80:
            return self.name(list, tuple)
        if choice < 0.86:
            return self.scalar()
        if choice < 0.90:
            return self.random.choice(("np.array(3)", "np.float64(2)", "np.array(2.5)", "np.zeros(())", "np.int64(3)"))
        if choice < 0.93:
            return f"range({self.random.choice((2, 3, 5))})"
        if choice < 0.95:
            return f"eval('{self.name(np.ndarray)}')"
        if choice < 0.97:
            return f"{self.name(np.ndarray)} > 0"
        return f"[row for row in {self.name(np.ndarray)}]"

    def part(self) -> str:
        """Give an array made of a variable on the spot."""
        name = self.name(np.ndarray)
        forms = (
            f"{name}.T", f"{name}[0]", f"{name}[:, None]", f"{name}[None]", f"{name}[:2]", f"{name} * 2", f"-{name}",
            f"{name}[..., 0]", f"{name}.ravel()", f"{name}.copy()", f"abs({name})", f"{name}.astype(int)",
            f"{name}.reshape(-1)", f"list({name})", f"tuple({name})", f"np.asarray({name})", f"{name}.real",
            f"{name}.shape", f"{name}.sum(0)", f"{name}.mean()", f"{name}[-1:]", f"{name}.flat",
        )  # fmt: skip
        return self.random.choice(forms)

    def nested(self, depth: int) -> str:
        """Give a list, a tuple or a mixture, of numbers or of what has more axes."""
        size = self.random.choice((1, 2, 2, 3, 3, 5))
        if depth == 1:
            items = [self.random.choice(("1", "2.5", "0", "3", "-1", "True", "4")) for _ in range(size)]
        else:
            items = [self.nested(depth - 1)] * size
        opening, closing = self.random.choice(("[]", "[]", "()"))
        return f"{opening}{', '.join(items)}{',' if closing == ')' and size == 1 else ''}{closing}"

    def scalar(self) -> str:
        """Give a number in any form."""
        if self.random.random() < 0.4:
            return self.name(int, float, np.generic)
        return self.random.choice(TEXTS["number"])

    def size(self) -> str:
        """Give a size in any form."""
        name = self.name(np.ndarray)
        forms = (
            *map(str, SIZES),
            f"{name}.shape[0]",
            f"len({name})",
            f"{name}.size",
            f"{name}.ndim",
            "n",
            "m",
            "n * m",
        )
        return self.random.choice(forms)

    def shape(self) -> str:
        """Give a shape in any form."""
        sizes = [self.size() for _ in range(self.random.choice((1, 2, 2, 3)))]
        if self.random.random() < 0.3:
            sizes[self.random.randrange(len(sizes))] = "-1"
        inner = ", ".join(sizes)
        name = self.name(np.ndarray)
        forms = (
            f"({inner},)", f"({inner},)", f"[{inner}]", sizes[0], f"{name}.shape", f"np.array([{inner}])", f"np.shape({name})",
            f"{name}.shape[::-1]", f"({inner},) + {name}.shape[:1]", f"(*{name}.shape, 2)", f"list({name}.shape)", "None",
            f"tuple([{inner}])", "()", f"{name}.shape[:-1]", f"eval('({inner},)')", f"np.int64({sizes[0]})",
        )  # fmt: skip
        return self.random.choice(forms)

    def mask(self) -> str:
        """Give truth values."""
        name = self.name(np.ndarray)
        return self.random.choice(
            (f"{name} > 0", f"{name} > 0", "True", f"{name}.astype(bool)", "[True, False]", "False")
        )

    def arrays(self) -> str:
        """Give several arrays, in a list, a tuple, an array, or made one by one."""
        count = self.random.choice((1, 2, 2, 3))
        if self.random.random() < 0.5:
            inner = ", ".join([self.name(np.ndarray)] * count)
        else:
            inner = ", ".join(self.array() for _ in range(count))
        name = self.name(np.ndarray)
        forms = (
            f"[{inner}]", f"({inner},)", f"[{inner}]", f"({inner},)", name, f"[row for row in {name}]", f"list({name})",
            f"tuple(row for row in {name})", self.name(list, tuple), f"[{name}] * 3", f"{name}.tolist()",
        )  # fmt: skip
        return self.random.choice(forms)

    def index(self) -> str:
        """Give an index in any form."""
        count = self.random.choice((1, 1, 1, 2, 2, 3))
        name = self.name(np.ndarray)
        forms = (
            "0", "1", "-1", ":", "::2", "1:", ":-1", "::-1", "...", "None", "np.newaxis", "[0, 1]", "[0]", f"{name} > 0",
            "np.array([0, 1])", "np.array([[0], [1]])", "True", "n - 1", "slice(None)", "slice(0, 2)", "[True, False]",
            "np.array(0)", "np.int64(1)", "eval('0')", "(0, 1)", f"np.arange({name}.shape[0])", "range(2)", "2", "()",
            f"np.where({name} > 0)", "np.ix_([0, 1], [0])", ":n", "eval('slice(0, 1)')", "[]", "n:", "...", ":", ":", "0",
            "tuple(range(eval('2')))", f"tuple(np.array([0, 1]) for _ in {name}.shape)", f"list({name}.shape)",
            f"{name}.astype(int) % 2", f"np.argmax({name})", "False", "[-1, 0]", f"~({name} > 0)",
        )  # fmt: skip
        return ", ".join(self.random.choice(forms) for _ in range(count))


def parameters(function: Any, names: Sequence[str] = ()) -> list[tuple[str, str, bool]]:
    """Give each parameter of a function: its name, the kind of its argument, whether it must be given.

    What has no signature takes arrays; `names` are further names that are worth a try.
    """
    try:
        found = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        found = []
    given = []
    for one in found:
        kind = KINDS.get(one.name, "array")
        if one.kind is one.VAR_POSITIONAL:
            given.append((f"*{one.name}", kind, True))
        elif one.kind is not one.VAR_KEYWORD:
            needed = one.default is one.empty and one.kind is not one.KEYWORD_ONLY
            name = f"/{one.name}" if one.kind is one.POSITIONAL_ONLY else one.name
            given.append((f"={one.name}" if one.kind is one.KEYWORD_ONLY else name, kind, needed))
    known = {name.lstrip("*=/") for name, _, _ in given}
    given += [(f"={name}", KINDS.get(name, "array"), False) for name in names if name not in known]
    return [one for one in given if one[1] != "never"] or [("*x", "array", True)]
