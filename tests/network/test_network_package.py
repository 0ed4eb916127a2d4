"""The package as a whole: its public names, and its benchmark's two steps agree."""

import pkgutil
import subprocess
import sys
from pathlib import Path

from shapecheck import network

MODULES = [module.name for module in pkgutil.iter_modules(network.__path__)]


def test_every_public_function_of_a_step_has_an_example():
    without = [
        name
        for name in network.__all__
        if (item := getattr(network, name)) and callable(item) and not isinstance(item, type)
        if ">>>" not in item.__doc__
    ]
    assert without == ["parameter_gradients"]  # its example is that of linear_backward


def test_every_public_name_is_there_and_no_function_hides_a_module():
    assert all(hasattr(network, name) for name in network.__all__)
    assert not set(network.__all__) & set(MODULES)


def test_the_benchmark_runs_and_its_two_steps_train_alike():
    script = Path(__file__).parents[2] / "benchmarks" / "network_step.py"
    command = [sys.executable, str(script), "--dims", "5,3,2,7", "--batch", "11", "--repeats", "3"]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    assert [line.split()[0] for line in lines[1:]] == ["float64"] * 4 + ["float32"] * 4
    assert all("ratio" in line for line in lines[1:])
