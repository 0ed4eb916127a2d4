"""What NumPy says of a mutant: it crashes on shapes, it changes a shape silently, it changes none, or something else.

The answers are kept in a file in the system's folder for temporary files, by a hash of the mutated program.
"""

from __future__ import annotations

import ast
import hashlib
import json
import os
import resource
import signal
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy is loaded: the workers share the cores already

import numpy as np
from _mutants import Mutant

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.infer import truth as truth_module
from tests.infer.truth import Fault, Place, Truth, files_of, record

__all__ = ["CACHE", "CRASH", "INNER", "OTHER", "SAME", "SILENT", "Answer", "Timeout", "answers", "limited"]

CACHE = Path(tempfile.gettempdir()) / "shapecheck-mutation-truth.json"
SECONDS = 10
MEMORY = 4 << 30  # bytes

CRASH, SILENT, INNER, SAME, OTHER = "crash", "silent", "inner", "same", "other"
"""An error of shapes; a variable of another shape; only a shape within an expression; no other shape; anything else."""

SHAPE_ERRORS = {"ValueError", "IndexError", "LinAlgError", "AxisError"}
OF_VALUES = (  # errors of these kinds that are about values
    "Singular matrix", "not positive definite", "did not converge", "probabilities", "NaN", " inf", "invalid literal",
    "math domain", "low >= high", "high <= 0", "scale < 0", "not in list", "list index", "pop from", "unknown",
    "Invalid", "bad solution", "list assignment index", "tuple index out of range", "string index",
    "negative dimensions", "cannot take a larger sample",
)  # fmt: skip
SHAPE_TYPE_ERRORS = (
    "only length-1 arrays",
    "only 0-dimensional arrays",
    "only integer scalar arrays",
    "only size-1 arrays",
)


@dataclass(frozen=True, slots=True)
class Answer:
    """NumPy's answer for a mutant: its class, the error or the first variable that changed, and where.

    `sign` is what of a silent change can be seen without the working program, if anything: `stretched` (an operator
    stretches both operands), `update` (a variable is given arrays of more shapes than it was), `gradient` (`dX` has
    another shape than `X`). A silent change without one is a program that is right for another purpose.
    """

    verdict: str
    detail: str = ""
    path: str = ""
    line: int = 0
    sign: str = ""


class Timeout(BaseException):
    """A mutant runs too long; no `except Exception` of a program catches it."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise `Timeout` after so many seconds."""

    def ring(*_: object) -> None:
        raise Timeout

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


Key = tuple[str, str, int, str]
Shapes = dict[Key, set[tuple[int, ...]]]


def by_key(shapes: Mapping[Place, set[tuple[int, ...]]]) -> Shapes:
    """Give shapes by path, function, line and name, those of one key together."""
    found: Shapes = {}
    for place, some in shapes.items():
        found.setdefault((place.path, place.function, place.line, place.name), set()).update(some)
    return found


def by_name(shapes: Shapes) -> dict[str, set[tuple[int, ...]]]:
    """Give shapes by the name alone; of an item by its key, which stands for the same in each dictionary."""
    found: dict[str, set[tuple[int, ...]]] = {}
    for (*_, name), some in shapes.items():
        short = name.removeprefix("self.")
        with suppress(SyntaxError):  # a key that has no literal
            node = ast.parse(name, mode="eval").body
            if isinstance(node, ast.Subscript):
                short = ast.unparse(node.slice).strip("'")
        found.setdefault(short, set()).update(some)
    return found


@dataclass(frozen=True, slots=True)
class Original:
    """What the working program does, and which shapes of it depend on the data."""

    shapes: Shapes
    inner: Shapes
    stretched: frozenset[tuple[str, int]]
    varying: frozenset[Key]


def sign_of(before: Original, found: Truth) -> str:
    """Give what of a silent change can be seen without the working program."""
    if {(place.path, place.line) for place in found.stretched} - before.stretched:
        return "stretched"
    was, now = by_name(before.shapes), by_name(by_key(found.shapes))
    for name, shapes in now.items():
        value = name.removeprefix("d")
        pair = value != name and value in was and name in was and was[name] == was[value]
        if pair and value in now and shapes != now[value]:
            return "gradient"
    for key, shapes in by_key(found.shapes).items():
        if key in before.shapes and key not in before.varying and len(shapes) > len(before.shapes[key]):
            return "update"
    return ""


@contextmanager
def reseeded(offset: int) -> Iterator[None]:
    """Let every seed of NumPy's be another one."""
    seed, state, rng = np.random.seed, np.random.RandomState, np.random.default_rng

    def other(value: Any = 0) -> Any:
        return value + offset if isinstance(value, int) else value

    with (
        patch.object(np.random, "seed", lambda value=0: seed(other(value))),
        patch.object(np.random, "RandomState", lambda value=0: state(other(value))),
        patch.object(np.random, "default_rng", lambda value=0: rng(other(value))),
    ):
        yield


@cache
def original(program: Path) -> Original:
    """Run a working program, with several seeds."""
    found = record(program, inner=True)
    shapes, inner = by_key(found.shapes), by_key(found.inner)
    varying: set[Key] = set()
    for offset in (1, 2, 3):
        with reseeded(offset):
            other = record(program, inner=True)
        for one, another in ((shapes, by_key(other.shapes)), (inner, by_key(other.inner))):
            varying.update(key for key in one if one[key] != another.get(key))
    stretched = frozenset((place.path, place.line) for place in found.stretched)
    return Original(shapes, inner, stretched, frozenset(varying))


def verdict_of_fault(fault: Fault) -> str:
    """Whether an error is one of shapes."""
    if "tuple index out of range" in fault.message and "shape[" in fault.source:
        return CRASH
    if fault.kind in SHAPE_ERRORS:
        return OTHER if any(text in fault.message for text in OF_VALUES) else CRASH
    if fault.kind == "TypeError" and any(text in fault.message for text in SHAPE_TYPE_ERRORS):
        return CRASH
    if fault.kind == "AssertionError" and ("shape" in fault.source or "len(" in fault.source):
        return CRASH
    return OTHER


def answer(mutant: Mutant) -> Answer:
    """Run a mutant."""
    path = str(mutant.file.resolve())
    before = original(mutant.program)
    try:
        with limited(SECONDS):
            found = record(mutant.program, {path: mutant.text}, inner=True)
    except Timeout:
        return Answer(OTHER, "timeout")
    if found.fault is not None:
        fault = found.fault
        return Answer(verdict_of_fault(fault), f"{fault.kind}: {fault.message}"[:300], fault.path, fault.line)
    for verdict, was, now in (
        (SILENT, before.shapes, by_key(found.shapes)),
        (INNER, before.inner, by_key(found.inner)),
    ):
        for key, shapes in sorted(now.items(), key=lambda item: (item[0][2], item[0])):
            if key in was and key not in before.varying and shapes != was[key]:
                gone, came = sorted(was[key] - shapes), sorted(shapes - was[key])
                detail = f"{key[3] or 'within'}: {gone} became {came}"[:300]
                return Answer(verdict, detail, key[0], key[2], sign_of(before, found))
    return Answer(SAME)


def key_of(mutant: Mutant) -> str:
    """Give a hash of all that the answer depends on."""
    digest = hashlib.sha256(f"{np.__version__} {sys.version} {mutant.file.name}".encode())
    for source in (Path(__file__), Path(str(truth_module.__file__))):
        digest.update(source.read_bytes())
    for file in files_of(mutant.program):
        digest.update(mutant.text.encode() if file == mutant.file else file.read_bytes())
    return digest.hexdigest()


def careful() -> None:
    """Bound a worker's memory: a mutant may ask for any size."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def answers(found: Sequence[Mutant], workers: int) -> list[Answer]:
    """Give NumPy's answer for each mutant: the kept one, or by running it."""
    try:
        kept: dict[str, dict[str, Any]] = json.loads(CACHE.read_text())
    except (OSError, ValueError):
        kept = {}
    keys = [key_of(mutant) for mutant in found]
    missing = [at for at, key in enumerate(keys) if key not in kept]
    if missing:
        with ProcessPoolExecutor(workers, initializer=careful) as pool:
            new = pool.map(answer, (found[at] for at in missing), chunksize=16)
            kept.update((keys[at], asdict(one)) for at, one in zip(missing, new, strict=True))
        part = CACHE.with_suffix(f".{os.getpid()}")
        part.write_text(json.dumps(kept))
        part.replace(CACHE)
    return [Answer(**kept[key]) for key in keys]
