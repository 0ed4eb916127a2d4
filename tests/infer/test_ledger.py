"""The precision ledger: nothing inferred contradicts a run, and what is known is exactly what is written down.

What is known has changed on purpose: `python tests/infer/ledger.py --update` writes it anew.
"""

import re
import warnings
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from ledger import Observed, annotated, count, difference, lettered, mistakes, observe, programs_of, read, topics
from truth import Truth

from shapecheck.core.array import Array
from shapecheck.core.shape import UNKNOWN_SHAPE
from shapecheck.core.verdict import Verdict
from shapecheck.infer import ruled, settling
from shapecheck.infer.machine import Machine
from shapecheck.infer.merging import Merger
from shapecheck.infer.symbols import Symbols
from shapecheck.infer.values import Contents
from shapecheck.ops.kept import Judged
from shapecheck.ops.rule import Outcome

LEDGER = {
    f"{'program' if file.suffix == '.py' else file.stem}: {program.name}": program
    for file in topics()
    for program in programs_of(file)
}
MISTAKE = re.compile(r"(?:wrong|silent): line \d+")  # what a program with a mistake is for
ENOUGH = 5  # programs that tell of a fault


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ledger")


TRUTHS: dict[str, Truth] = {}  # a program runs once, however often it is inferred


def observed_of(label: str, folder: Path) -> Observed:
    program = LEDGER[label]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        observed = observe(program.text, folder / f"{program.name}.py", TRUTHS.get(label))
    TRUTHS[label] = observed.truth
    return observed


@pytest.mark.parametrize("label", LEDGER)
def test_what_is_known(label: str, folder: Path) -> None:
    observed = observed_of(label, folder)
    assert mistakes(observed) == []
    assert difference(LEDGER[label], annotated(LEDGER[label], observed)) == []


def test_a_name_stands_for_one_program() -> None:
    names = [program.name for program in LEDGER.values()]
    assert sorted(name for name in names if names.count(name) > 1) == []


def test_a_program_says_what_it_is_for() -> None:
    said = {label: program.intent for label, program in LEDGER.items()}  # a wrong one begins with its mistake
    assert [label for label, own in said.items() if not own.endswith(".") and not MISTAKE.match(own)] == []


@pytest.mark.parametrize(
    ("text", "intent"), [("import ast\n", ""), ("# A sum.\n", "A sum."), ('"""A sum."""\n', "A sum.")]
)
def test_a_program_that_is_a_file_says_so_in_its_first_line(text: str, intent: str, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(text)
    assert [program.intent for program in programs_of(tmp_path / "a.py")] == [intent]


# The notes.


def test_equal_sizes_have_one_letter_and_others_none() -> None:
    said = [[("size_7", 3), None], [("size_7", "size_2"), ("...", "v[1]")]]
    assert list(lettered(said)) == [[("n", 3), None], [("n", "_"), ("...", "_")]]
    counted_otherwise = [[("size", 3), None], [("size", "size_8"), ("...", "v[2]")]]
    assert list(lettered(counted_otherwise)) == list(lettered(said))


def test_terms_stand_in_one_order() -> None:
    first, second = [[("b_2", "a"), ("2*a+b_2-1", "max(a,b_2)")]], [[("a", "c"), ("a+2*c-1", "max(a,c)")]]
    assert list(lettered(first)) == list(lettered(second))


NOTED = """\
import numpy as np
def unused(a):
    return a @ np.ones(3)
x = np.ones((2, 3)) if eval("1") else np.ones((5, 3))  #: x (n, 3) is (2, 3)
for k in (2, 3):
    y = np.ones(k)  #: y (2,) | (3,)
z = eval("3") if eval("0") else eval("np.ones(7)")  #: z ? is (7,)
d = {"a": x.T, "b": x + 1}
d[[*d].pop()] += 1  #: d['b'] (n, 3) is (2, 3)
w = [v for v in x]  #: v (3,)
if eval("0"):
    u = np.ones(4)  #: u (4,) is never
u = np.ones(2) @ np.ones(3)  #! error SHP101; raises ValueError
u = 3
"""


def test_notes_say_what_is_known_and_what_is_so(tmp_path: Path) -> None:
    program = read("a", NOTED)
    assert "#:" not in program.text
    observed = observe(program.text, tmp_path / "a.py")
    assert annotated(program, observed).noted == NOTED
    counted = count(observed)
    assert (counted.arrays, counted.ranks, counted.sizes, counted.numbers, counted.names) == (5, 4, 8, 5, 2)


# The twins: what is wrong, and what is less known, is told of by several programs.


def told(folder: Path) -> Iterator[str]:
    """Give the programs whose notes are not what the engine says now."""
    for label, program in LEDGER.items():
        if difference(program, annotated(program, observed_of(label, folder))):
            yield label


def forgets_equal_sizes(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Merger, "_size", lambda self, *_: self._symbols.any())


def forgets_ranks(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Merger, "_arrays", lambda *_: Array(UNKNOWN_SHAPE))


def takes_one_path(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Merger, "_arrays", lambda _self, left, _right: left)


def forgets_items(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Merger, "contents", lambda self, *_: Contents(None, self.opaque()))


def narrows_nothing(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Machine, "assume", lambda *_: None)


def takes_unknown_sizes_for_equal(patch: pytest.MonkeyPatch) -> None:
    any_of, kept = Symbols.any, {}
    patch.setattr(Symbols, "any", lambda self: kept.setdefault(self, any_of(self)))


def gives_loops_up(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(settling, "WIDENED", 0)


def has_no_rule(name: str):
    def plant(patch: pytest.MonkeyPatch) -> None:
        known, nothing = ruled.judged, Judged(Outcome(Array(UNKNOWN_SHAPE)), None, Verdict.YES)
        patch.setattr(
            ruled, "judged", lambda rule, *rest, **more: nothing if name in rule.names else known(rule, *rest, **more)
        )

    return plant


FAULTS = {
    "a join forgets equal sizes": forgets_equal_sizes,
    "a join forgets the rank": forgets_ranks,
    "a join takes one of the paths": takes_one_path,
    "a join forgets the items of lists": forgets_items,
    "a condition says nothing": narrows_nothing,
    "sizes that are not known are taken for equal": takes_unknown_sizes_for_equal,
    "what changes in a loop is given up": gives_loops_up,
    "a product is unknown": has_no_rule("operator.matmul"),
    "a transpose is unknown": has_no_rule("ndarray.T"),
    "a sum is unknown": has_no_rule("numpy.sum"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_told_of(fault: str, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    FAULTS[fault](monkeypatch)
    assert len(list(islice(told(folder), ENOUGH))) == ENOUGH
