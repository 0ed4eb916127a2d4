"""Programs written otherwise: some of them here, all of them by `python tests/infer/metamorphoses.py`.

The twins plant an engine that decides by how a thing is written, which each of the metamorphoses must tell of.
"""

import warnings
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from metamorphoses import METAMORPHOSES, Different, differences, sources

from shapecheck.infer import calls, operators, targets
from shapecheck.infer.modules import Modules
from shapecheck.infer.values import Project

PROGRAMS = sources()
SOME = 40  # programs that are compared for each way

# What is found by how it is written still: the smallest program of each kind.
KNOWN = {
    "renamed": {
        "silence: lint_xfail": "a decorator is known by its name",
    },
    "keyed": {},
    "extracted": {
        "exceptions: finally_after_a_body_that_succeeds": "a body with a call may raise anywhere in it",
        "loops: carry_try": "an exception of a call leaves less known than one of an expression",
        "programs: wrong/silent_bias_gradient_not_summed.py": "SHP202 knows an update by its form",
        "programs: wrong/silent_bias_grows.py": "SHP202 knows an update by its form",
        "faults: g32_dict_update_grad_silent": "SHP202 knows an update by its form",
        "faults: f91_column_of_unknown_y": "SHP202 knows an update by its form",
        "faults: f96_table_of_a_file": "what a use says of an unknown argument stays in the function",
    },
    "split": {
        "branches: scope_branch_builtin": "another program: the import copies the global",
        "exceptions: del_then_outer": "another program: the import copies the global",
        "iterators: gen_next": "an imported iterator is not gone through item by item",
        "scopes: star_numpy": "what stands behind the failing line is not told of",
        "faults: f92_gradient_of_a_vector": "SHP202 pairs the names of one module",
    },
}


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("metamorphoses").resolve()


def told(way: str, folder: Path) -> Iterator[tuple[str, Different | None]]:
    """Give the comparisons of programs that have this way, and those that differ; every so many of all programs."""
    warnings.simplefilter("ignore")
    step = 1 if way == "keyed" else 7
    for label in [label for label in PROGRAMS if label not in KNOWN[way]][::step]:
        for different in differences(label, PROGRAMS[label], way, folder):
            yield label, different


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("way", METAMORPHOSES)
def test_a_program_written_otherwise_has_the_same_shapes_and_findings(way: str, folder: Path) -> None:
    compared = list(islice(told(way, folder), SOME))
    assert len(compared) >= SOME
    assert [f"{label}:\n{different}" for label, different in compared if different is not None] == []


def decides_by_name(patch: pytest.MonkeyPatch) -> None:
    assign_name = targets.assign_name
    patch.setattr(
        targets,
        "assign_name",
        lambda machine, name, value, *rest: assign_name(
            machine, name, machine.opaque() if name in {"x", "y", "v"} else value, *rest
        ),
    )


def formats_in_one_way(patch: pytest.MonkeyPatch) -> None:
    combine = operators.combine
    patch.setattr(
        operators,
        "combine",
        lambda name, values: combine("add", ("?", *values[:1])) if name == "mod" else combine(name, values),
    )


def follows_no_call(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(calls, "run_function", lambda machine, *_, **__: machine.opaque())


def follows_no_import(patch: pytest.MonkeyPatch) -> None:
    member = Modules.member
    patch.setattr(
        Modules,
        "member",
        lambda self, module, name: (
            self._machine.opaque() if isinstance(module, Project) else member(self, module, name)
        ),
    )


FAULTS = {
    "renamed": decides_by_name,
    "keyed": formats_in_one_way,
    "extracted": follows_no_call,
    "split": follows_no_import,
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("way", METAMORPHOSES)
def test_an_engine_that_decides_by_form_is_told_of(way: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    FAULTS[way](monkeypatch)
    assert any(different is not None for _, different in islice(told(way, tmp_path.resolve()), SOME))
