"""`shapecheck op` as its users call it: how an operation may be named, and what is said of one that has no rule."""

import sys

import pytest

from shapecheck.cli import main


@pytest.fixture
def run(monkeypatch, capsys):
    """Give a function that runs the command and gives its exit status, output and errors."""

    def call(*arguments):
        monkeypatch.setattr(sys, "argv", ["shapecheck", "op", *arguments])
        with pytest.raises(SystemExit) as stopped:
            main()
        captured = capsys.readouterr()
        return stopped.value.code, captured.out, captured.err

    return call


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("dot", "numpy.dot"),
        ("np.dot", "numpy.dot"),
        ("linalg.inv", "numpy.linalg.inv"),
        ("@", "operator.matmul"),
        ("+", "operator.add"),
        ("-=", "operator.isub"),
        ("==", "operator.eq"),
    ],
)
def test_an_operation_is_found_by_the_name_it_has_in_code(run, name, full):
    status, out, _ = run(name)
    assert not status
    assert out.startswith(f"{full}(")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("summ", "summ has no rule; did you mean numpy.sum?"),
        ("np.reshap", "np.reshap has no rule; did you mean numpy.reshape?"),
        ("qwertz", "qwertz has no rule: `shapecheck op` lists those that have"),
        ("sigmoid", "sigmoid is not a NumPy function: `explain` computes it element by element"),
    ],
)
def test_an_operation_without_a_rule_is_told(run, name, said):
    status, out, err = run(name)
    assert (status, out) == (2, "")
    assert said in err
