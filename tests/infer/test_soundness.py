"""What is inferred of a program never contradicts what its variables are when it runs, and most of it is known."""

import ast
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest
from truth import PROGRAMS, Place, Truth, files_of, programs, record, wrong_programs

KNOWN_RANK = 0.90
KNOWN_SHAPE = 0.80

WORKING, WRONG = programs(), wrong_programs()
CRASH = re.compile(r"# wrong: line (\d+) (\w+)")
SILENT = re.compile(r"# silent: line (\d+)")

Shape = tuple[int, ...]


class Key(NamedTuple):
    """What makes two variables the same: a qualified function name is left out, the line has it."""

    path: str
    line: int
    name: str


def key_of(path: str, line: int, name: str) -> Key:
    """Give the key, whichever quotes the name is written with."""
    with suppress(SyntaxError):  # a key that has no literal
        name = ast.unparse(ast.parse(name, mode="eval"))
    return Key(str(Path(path).resolve()), line, name)


def label(file: Path) -> str:
    return str(file.relative_to(PROGRAMS))


@cache
def truth_of(program: Path) -> Truth:
    return record(program)


@cache
def inferred(file: Path) -> Sequence[Any]:
    from shapecheck.infer.shapes import infer  # here, so that the tests of the truth run without it

    return infer(file.read_text(encoding="utf-8"), str(file))


def fits(real: Shape, shape: Sequence[Any] | None) -> bool:
    """Whether an inferred shape allows a real one: None and symbols allow any size, `...` any axes."""
    if shape is None:
        return True
    if "..." in shape:
        at = list(shape).index("...")
        before, after = shape[:at], shape[at + 1 :]
        if len(real) < len(before) + len(after):
            return False
        return fits(real[:at], before) and fits(real[len(real) - len(after) :], after)
    pairs = zip(real, shape, strict=False)
    return len(real) == len(shape) and all(not isinstance(size, int) or size == given for given, size in pairs)


def rank_known(variable: Any) -> bool:
    if variable.rank is not None:
        return True
    return bool(variable.shapes) and all(shape is not None and "..." not in shape for shape in variable.shapes)


def shape_known(variable: Any) -> bool:
    shapes = variable.shapes
    return bool(shapes) and all(shape is not None and not {None, "..."} & set(shape) for shape in shapes)


@dataclass
class Compared:
    """What an inference says of the arrays of a program."""

    arrays: int = 0
    ranks: int = 0
    shapes: int = 0

    def __add__(self, other: "Compared") -> "Compared":
        return Compared(self.arrays + other.arrays, self.ranks + other.ranks, self.shapes + other.shapes)

    def __str__(self) -> str:
        of = self.arrays or 1
        return f"rank {self.ranks / of:6.1%}, shape {self.shapes / of:6.1%} of {self.arrays} array variables"


def by_key(variables: Iterable[Any]) -> dict[Key, list[Any]]:
    found: dict[Key, list[Any]] = {}
    for variable in variables:
        found.setdefault(key_of(variable.path, variable.line, variable.name), []).append(variable)
    return found


def real_shapes(truth: Truth, *tables: dict[Key, list[Any]]) -> dict[Key, set[Shape]]:
    """Give the shapes that variables had; an item by its key as written where none of the tables has what it was."""
    found: dict[Key, set[Shape]] = {}
    for place, shapes in truth.shapes.items():
        key = key_of(place.path, place.line, place.name)
        written = key_of(place.path, place.line, place.written or place.name)
        if not any(key in table for table in tables) and any(written in table for table in tables):
            key = written
        found.setdefault(key, set()).update(shapes)
    return found


def certain(variable: Any) -> Any:
    """Give a variable without what is only supposed of its shapes."""
    shapes = getattr(variable, "certain", variable.shapes)
    if shapes == variable.shapes:
        return variable
    return SimpleNamespace(path=variable.path, line=variable.line, name=variable.name, shapes=shapes, rank=None)


def contradictions(truth: Truth, variables: Iterable[Any]) -> list[str]:
    """Give a line for each real shape that no inferred shape of its variable allows; a missing variable is unknown.

    What is supposed may fail, and is left out here: see `suppositions`.
    """
    return misfits(truth, map(certain, variables))


def misfits(truth: Truth, variables: Iterable[Any]) -> list[str]:
    """Give a line for each real shape that is not one of those shown."""
    known = by_key(variables)
    written = {
        key_of(place.path, place.line, place.name): key_of(place.path, place.line, place.written)
        for place in truth.shapes
        if place.written
    }
    found: list[str] = []
    for key, reals in real_shapes(truth, known).items():
        # Of an item that is written with an unknown key as well, both together are what is said.
        said = [*known.get(key, ()), *(known.get(written[key], ()) if written.get(key, key) != key else ())]
        if not said:
            continue
        where = f"{Path(key.path).name}:{key.line}: {key.name}"
        shapes = [shape for variable in said for shape in variable.shapes]
        for real in sorted(reals):
            if not any(fits(real, shape) for shape in shapes):
                found.append(f"{where} is {real}, inferred {shapes}")
            elif all(variable.rank not in {None, len(real)} for variable in said):
                found.append(f"{where} is {real}, inferred of rank {[variable.rank for variable in said]}")
    return found


def suppositions(truth: Truth, variables: Iterable[Any]) -> tuple[int, int]:
    """Count the variables of the run of which a shape is only supposed, and those of them that had another one."""
    variables = list(variables)
    guesses = [variable for variable in variables if variable.shapes != variable.certain]
    reals = real_shapes(truth, by_key(variables))
    told = [one for one in guesses if key_of(one.path, one.line, one.name) in reals]
    return len(told), sum(bool(misfits(truth, [one])) for one in told)


def compared(truth: Truth, *inferences: Iterable[Any]) -> Compared:
    """Count the variables with an array of at least one axis, and those known by the inference that knows most."""
    tables = [by_key(variables) for variables in inferences]
    counts = Compared()
    for key, reals in real_shapes(truth, *tables).items():
        if not any(reals):
            continue
        said = [table[key] for table in tables if key in table]
        counts.arrays += 1
        counts.ranks += any(all(map(rank_known, variables)) for variables in said)
        counts.shapes += any(all(map(shape_known, variables)) for variables in said)
    return counts


# The truth itself.

EVERY_TARGET = """
import numpy as np

x = y = np.ones((2, 3))
a, (b, *rest), number = np.ones(5), (np.ones((7, 1)), 1, 2), 3
params = {}
l = 1
params["W" + str(l)] = x.T
x[0] = np.zeros(3)
x += 1
for i, row in enumerate(x):
    last = row
typed: np.ndarray = y[:, None]
class Net:
    def __init__(self, n):
        self.W = np.zeros((n, n))
        self.layers = [None]
        self.layers[0] = self.W[0]
        def inner():
            z = self.W.sum()
            return z
        inner()
Net(2)
Net(5)
if (big := np.ones(11)).size > 3:
    total = big.sum(keepdims=True)
squares = [v for v in big]
with open(__file__) as lines, np.errstate(all="ignore"):
    s = np.float64(1)
x = 3
"""

RECORDED = {
    ("<module>", 4, "x"): {(2, 3)},
    ("<module>", 4, "y"): {(2, 3)},
    ("<module>", 5, "a"): {(5,)},
    ("<module>", 5, "b"): {(7, 1)},
    ("<module>", 8, "params['W1']"): {(3, 2)},
    ("<module>", 10, "x"): {(2, 3)},
    ("<module>", 11, "row"): {(3,)},
    ("<module>", 12, "last"): {(3,)},
    ("<module>", 13, "typed"): {(2, 1, 3)},
    ("Net.__init__", 16, "self.W"): {(2, 2), (5, 5)},
    ("Net.__init__", 18, "self.layers[0]"): {(2,), (5,)},
    ("Net.__init__.<locals>.inner", 20, "z"): {()},
    ("<module>", 25, "big"): {(11,)},
    ("<module>", 26, "total"): {(1,)},
    ("<module>", 27, "v"): {()},
    ("<module>", 29, "s"): {()},
}


def test_truth_is_recorded_for_every_kind_of_target(tmp_path):
    file = tmp_path / "program.py"
    file.write_text(EVERY_TARGET)
    truth = record(file)
    assert truth.fault is None
    assert {(place.function, place.line, place.name): shapes for place, shapes in truth.shapes.items()} == RECORDED
    assert Place(str(file), "<module>", 30, "x") in truth.others


def test_truth_takes_other_texts_for_modules_and_ends_at_a_fault(tmp_path):
    (tmp_path / "part.py").write_text("import numpy as np\nW = np.ones((2, 3))\n")
    main = tmp_path / "main.py"
    main.write_text("from part import W\nZ = W @ W.T\n")
    assert record(main).fault is None
    truth = record(main, {str(tmp_path / "part.py"): "import numpy as np\nW = np.ones((2, 3, 5))\n"})
    assert truth.fault is not None
    assert (truth.fault.kind, Path(truth.fault.path).name, truth.fault.line) == ("ValueError", "main.py", 2)
    assert truth.fault.source == "Z = W @ W.T"
    assert [sorted(shapes) for shapes in truth.shapes.values()] == [[(2, 3, 5)]]


@pytest.mark.parametrize("program", WORKING, ids=label)
def test_working_programs_work(program):
    truth = truth_of(program)
    assert truth.fault is None
    assert truth.shapes


@pytest.mark.parametrize("program", WRONG, ids=label)
def test_wrong_programs_fail_where_they_say(program):
    first, *_ = program.read_text(encoding="utf-8").splitlines()
    fault = truth_of(program).fault
    if crash := CRASH.fullmatch(first):
        assert fault is not None
        assert (fault.line, fault.kind) == (int(crash[1]), crash[2])
    else:
        assert SILENT.fullmatch(first)
        assert fault is None


# The inference against the truth.


@pytest.mark.parametrize("program", [*WORKING, *WRONG], ids=label)
def test_nothing_inferred_contradicts_the_run(program):
    truth = truth_of(program)
    assert not [line for file in files_of(program) for line in contradictions(truth, inferred(file))]


def test_most_is_known():
    counts = {label(file): compared(truth_of(file), *map(inferred, files_of(file))) for file in WORKING}
    total = sum(counts.values(), Compared())
    for name, count in sorted(counts.items(), key=lambda item: (item[1].shapes / item[1].arrays, item[0])):
        print(f"{name:36} {count}")
    print(f"{'all':36} {total}; aims: rank {KNOWN_RANK:.0%}, shape {KNOWN_SHAPE:.0%}")
    assert total.ranks >= KNOWN_RANK * total.arrays, str(total)
    assert total.shapes >= KNOWN_SHAPE * total.arrays, str(total)


# The twin: an inference that is wrong is caught, one that is right or knows less is not.


def exactly(truth: Truth) -> list[SimpleNamespace]:
    """Give the inference that knows all."""
    return [
        SimpleNamespace(
            path=place.path,
            function=place.function,
            line=place.line,
            name=place.name,
            shapes=tuple(sorted(shapes)),
            rank=len(next(iter(shapes))) if len({len(shape) for shape in shapes}) == 1 else None,
        )
        for place, shapes in truth.shapes.items()
    ]


LESS = {
    "unknown shapes": lambda shape: None,
    "symbols": lambda shape: tuple(f"n{axis}" for axis, _ in enumerate(shape)),
    "unknown sizes": lambda shape: (None,) * len(shape),
    "unknown axes": lambda shape: ("...",),
    "unknown first axes": lambda shape: ("...", *shape[1:]),
    "unknown last axes": lambda shape: (*shape[:1], "..."),
}

WRONGLY = {
    "a size": lambda shape: (shape[0] + 1, *shape[1:]),
    "the last of more sizes": lambda shape: ("...", shape[-1] + 1),
    "an axis more": lambda shape: (*shape, 1),
    "an axis less": lambda shape: shape[1:],
    "transposed": lambda shape: shape[::-1],
    "too many axes at least": lambda shape: ("n", "...", *shape),
}


@pytest.mark.parametrize("program", WORKING[:12], ids=label)
def test_what_is_right_or_knows_less_is_not_a_contradiction(program):
    truth = truth_of(program)
    right = exactly(truth)
    assert not contradictions(truth, right)
    assert not contradictions(truth, right[::2])
    counts = compared(truth, right)
    assert counts.arrays == counts.ranks == counts.shapes
    for weaken in LESS.values():
        weaker = [
            SimpleNamespace(**{**vars(variable), "shapes": tuple(map(weaken, variable.shapes)), "rank": None})
            for variable in right
        ]
        assert not contradictions(truth, weaker)
        assert compared(truth, weaker).arrays == counts.arrays


@pytest.mark.parametrize("mistake", WRONGLY)
def test_one_wrong_shape_is_a_contradiction(mistake):
    truth = truth_of(PROGRAMS / "deep_network_str_keys.py")
    right = exactly(truth)
    matrices = [at for at, variable in enumerate(right) if variable.rank == 2 and len(variable.shapes) == 1]
    tried = 0
    for at in matrices:
        (shape,) = right[at].shapes
        if len(set(shape)) == 1:
            continue  # a square is its own transpose
        wrong = SimpleNamespace(**{**vars(right[at]), "shapes": (WRONGLY[mistake](shape),), "rank": None})
        assert len(contradictions(truth, [*right[:at], wrong, *right[at + 1 :]])) == 1
        tried += 1
    assert tried


def test_a_wrong_rank_is_a_contradiction():
    truth = truth_of(PROGRAMS / "deep_network_str_keys.py")
    wrong = [SimpleNamespace(**{**vars(variable), "shapes": (None,), "rank": 7}) for variable in exactly(truth)]
    assert len(contradictions(truth, wrong)) == sum(map(len, truth.shapes.values()))


def test_an_inference_that_knows_nothing_knows_no_part():
    truth = truth_of(PROGRAMS / "deep_network_str_keys.py")
    counts = compared(truth, [])
    assert counts.arrays
    assert (counts.ranks, counts.shapes) == (0, 0)


def test_a_shape_that_is_only_supposed_contradicts_nothing_and_is_counted(tmp_path):
    from shapecheck.infer.shapes import infer

    text = "import numpy as np\nx = eval('np.ones((2, 3, 4))')\ny = x[:, 0]\nz = x[:, 0, :]\n"
    file = tmp_path / "program.py"
    file.write_text(text)
    truth, variables = record(file), infer(text, str(file))
    assert {one.name: (one.shapes, one.certain) for one in variables} == {
        "x": ((None,), (None,)),
        "y": ((("x_0",),), (("x_0", "..."),)),
        "z": ((("x_0", "x_2"),), (("x_0", "x_2", "..."),)),
    }
    assert not contradictions(truth, variables)
    assert suppositions(truth, variables) == (2, 1)  # of y and z, and y is wrong
    assert suppositions(truth, [one for one in variables if one.name == "x"]) == (0, 0)
