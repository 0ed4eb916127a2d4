"""Modules that several files import: run once, and the same for each of them, whoever comes first or writes."""

from itertools import permutations
from pathlib import Path

import pytest

from shapecheck.infer.modules import Modules
from shapecheck.lint.examine import examine
from shapecheck.lint.runner import lint_paths
from shapecheck.lint.settings import Settings

NUMPY = "import numpy as np\n"
BASE = f"""{NUMPY}W = np.zeros((3, 4))
n, registry, table = 5, [], {{}}
def f(x):
    return x @ W
class A:
    size = 2
    def __init__(self, k):
        self.v = np.zeros((k, self.size))
"""
PATCHER = "import base\nbase.n = 6\nbase.registry.append(1)\nbase.table['p'] = 1\nbase.A.size = 3\n"
OTHER = "import base\nbase.n = 9\nbase.registry.append(2)\nbase.table['q'] = 2\n"
READER = "import base\nm = base.n\n"


def is_(size: str, number: int) -> str:
    """Give a line that is wrong, and one that is right, where a size is a number."""
    return f"np.zeros((2, {size})) @ np.zeros({number + 4})\nnp.zeros((2, {size})) @ np.zeros({number})\n"


# For each file what it has before the lines, and the sizes that it finds.
IMPORTERS = {
    "plain": ("import base\n", {"base.n": 5, "base.f(np.zeros((2, 3))).shape[1]": 4, "base.A(7).v.shape[1]": 2}),
    "sees": ("import patcher\nimport base\n", {"base.n": 6, "len(base.registry)": 1, "base.A(7).v.shape[1]": 3}),
    "both": ("import patcher, other, base\n", {"base.n": 9, "len(base.registry)": 2, "len(base.table)": 2}),
    "turned": ("import other, patcher, base\n", {"base.n": 6, "len(base.registry)": 2, "base.table['q']": 2}),
    "own": ("import base\nbase.n = 8\nbase.W = np.zeros((5, 7))\n", {"base.n": 8, "base.W.shape[1]": 7}),
    "late": ("import patcher, reader\n", {"reader.m": 6}),
    "early": ("import reader, patcher\n", {"reader.m": 5}),
    "mine": ("import base\nbase.n = 8\nimport reader\n", {"reader.m": 8}),
    "inner": ("def g():\n    import patcher\n    return patcher.base.n\nimport base\n", {"base.n": 5, "g()": 6}),
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in {"base": BASE, "patcher": PATCHER, "other": OTHER, "reader": READER}.items():
        Path(f"{name}.py").write_text(text)
    for name, (text, sizes) in IMPORTERS.items():
        Path(f"{name}.py").write_text(NUMPY + text + "".join(is_(*known) for known in sizes.items()))
    return tmp_path


def expected() -> list[tuple[str, int]]:
    found = []
    for name, (text, sizes) in IMPORTERS.items():
        first = text.count("\n") + 2
        found += [(f"{name}.py", first + 2 * place) for place in range(len(sizes))]
    return sorted(found)


def found(paths: list[str], processes: int) -> list[tuple[str, int]]:
    return [(own.path, own.line) for own in lint_paths(paths, Settings(), processes=processes).findings]


def test_each_importer_sees_what_it_has_done_and_no_other_one(project):
    assert found(["."], 1) == expected()


def test_findings_do_not_depend_on_the_number_of_processes(project):
    whole = lint_paths(["."], Settings(), processes=1)
    for processes in (2, 3):
        assert lint_paths(["."], Settings(), processes=processes) == whole


def test_findings_do_not_depend_on_the_order_of_the_files(project):
    from shapecheck.infer.units import Shared

    settings = Settings()
    alone = {
        path: examine(path, settings.codes) for path in ("plain.py", "sees.py", "own.py", "reader.py", "patcher.py")
    }
    for order in permutations(alone):
        shared = Shared()
        for path in order:
            own = examine(path, settings.codes, shared=shared)
            assert (own.findings, own.notices, own.tally) == (
                alone[path].findings, alone[path].notices, alone[path].tally,
            )  # fmt: skip


def runs_of(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give a list to which the name of each module is added that is run."""
    told: list[str] = []
    run = Modules._run

    def counted(self, path, *rest):
        told.append(Path(path).name)
        return run(self, path, *rest)

    monkeypatch.setattr(Modules, "_run", counted)
    return told


def test_a_module_is_run_once_a_call(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("m0.py").write_text(f"{NUMPY}def f0(x):\n    return x + np.zeros(3)\n")
    for at in range(1, 12):
        Path(f"m{at}.py").write_text(
            f"{NUMPY}from m{at - 1} import f{at - 1}\ndef f{at}(x):\n    return f{at - 1}(x)\n"
        )
    Path("last.py").write_text(f"{NUMPY}import m11\nm11.f11(np.zeros(3))\nm11.f11(np.zeros(4))\n")
    told = runs_of(monkeypatch)
    assert found(["."], 1) == [("last.py", 4)]  # the call that does not fit
    assert sorted(told) == sorted(f"m{at}.py" for at in range(12))


def test_modules_that_import_each_other_are_run_together_once(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("a.py").write_text(f"{NUMPY}import b\nV = np.zeros(3)\ndef f():\n    return b.U + V\n")
    Path("b.py").write_text(f"{NUMPY}import a\nU = np.zeros(4)\ndef g():\n    return U + a.V\n")
    for name, first in (("c", "a"), ("d", "b")):
        Path(f"{name}.py").write_text(f"{NUMPY}import {first}\nimport a, b\nnp.zeros((2, 3)) @ a.V\nb.U @ a.V\n")
    told = runs_of(monkeypatch)
    assert found(["c.py", "d.py"], 1) == [("c.py", 5), ("d.py", 5)]
    assert sorted(told) == ["a.py", "b.py"]


def test_what_holds_a_function_of_the_interpreter_is_shared_too(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = (
        "from functools import partial\ndef h(n, k): return np.zeros((n, k))\np = partial(h, 5)\nit = map(p, [2, 3])\n"
    )
    Path("a.py").write_text(f"{NUMPY}{text}d = {{'x': 3}}\nkeys = d.keys()\n")
    lines = f"{NUMPY}import a\na.d['y'] = 4\na.p(3) @ np.zeros(3)\na.p(3) @ np.zeros(5)\n{is_('len(a.keys)', 2)}"
    for name in ("b", "c"):
        Path(f"{name}.py").write_text(lines)
    Path("d.py").write_text(f"{NUMPY}import a\n{is_('len(a.keys)', 1)}next(a.it) @ np.zeros(4)\n")
    told = runs_of(monkeypatch)
    assert found(["b.py", "c.py", "d.py"], 1) == [
        ("b.py", 5), ("b.py", 6), ("c.py", 5), ("c.py", 6), ("d.py", 3), ("d.py", 5),
    ]  # fmt: skip
    assert told == ["a.py"]


def test_sizes_of_two_modules_with_one_name_stay_apart(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("a", "b"):
        Path(f"{name}.py").write_text(f"{NUMPY}n = int(input())\nX = np.zeros((n, 3))\n")
    text = f"{NUMPY}import a, b\nn = int(input())\nassert a.X.shape[0] == a.n\n"
    Path("c.py").write_text(f"{text}a.X.T @ a.X\n(a.X.T @ b.X)\n(a.X.T @ np.zeros((n, 2)))\n")
    outcome = lint_paths(["c.py"], Settings(), processes=1)
    assert outcome.findings == ()
    assert (outcome.summary.proved, outcome.summary.unknown) == (5, 2)
