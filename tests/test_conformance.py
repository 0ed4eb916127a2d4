"""A report says whether the shapes that ran are instances of the contracts that the source gives for all sizes."""

import importlib.util
from textwrap import dedent

import numpy as np
import pytest

import shapecheck
from shapecheck.core.verdict import Verdict
from shapecheck.runtime.recording.records import Call, Given, Report

MAKE = """
import numpy as np
import shapecheck


def make_parameters(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = np.ones((layer_dims[l], layer_dims[l - 1]))
        parameters["b" + str(l)] = np.ones((layer_dims[l], 1))
    return parameters


@shapecheck.checked
def forward(X, parameters):
    A = X
    for l in range(1, len(parameters) // 2 + 1):
        A = np.dot(parameters["W" + str(l)]TURNED, A) + parameters["b" + str(l)]
    return A
"""


@pytest.fixture
def module(tmp_path):
    def load(text):
        path = tmp_path / f"own_{len(list(tmp_path.iterdir()))}.py"
        path.write_text(dedent(text), encoding="utf-8")
        spec = importlib.util.spec_from_file_location(path.stem, path)
        made = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(made)
        return made

    return load


def ran(call):
    with shapecheck.trace() as report:
        call()
    return report


def test_shapes_that_ran_are_an_instance_of_the_contract(module):
    own = module(MAKE.replace("TURNED", ""))
    (found,) = ran(lambda: own.forward(np.ones((2, 7)), own.make_parameters([2, 3, 5]))).conformance
    assert found.contract.startswith("forward(X: n[0] m, parameters: {")
    assert (found.verdict, found.reasons) == (Verdict.YES, ())
    assert dict(found.sizes) == {"L": 2, "n[0]": 2, "n[1]": 3, "n[2]": 5, "m": 7}


def test_equal_sizes_that_hide_a_transpose_are_told_from_an_instance(module):
    own = module(MAKE.replace("TURNED", ".T"))
    report = ran(lambda: own.forward(np.ones((4, 7)), own.make_parameters([4, 4, 4])))
    (found,) = report.conformance
    assert found.verdict is Verdict.UNKNOWN
    assert len(found.reasons) == 1
    assert found.sizes_are_equal
    assert found.reasons[0].startswith("fits only because sizes are equal here: line 18: ")
    assert "! fits only because sizes are equal here: line 18: " in str(report)


def test_shapes_of_another_kind_are_no_instance(module):
    own = module(
        """
        import numpy as np
        import shapecheck

        @shapecheck.checked
        def mean(X):
            n, m = X.shape
            return X.sum(axis=1) / m
        """
    )
    report = Report()
    report.add(report.start(), Call("mean", own.__file__, 6, (Given("X", (3,)),), error="ValueError"))
    (found,) = report.conformance
    assert (found.contract, found.verdict) == ("mean(X: n m) -> n", Verdict.NO)
    assert "! not an instance: X must have 2 axes (got 1 axis: (3,))" in str(report)


def test_what_runs_with_other_shapes_than_its_contract_says_is_not_objected_to(module):
    own = module(
        """
        import numpy as np
        import shapecheck

        @shapecheck.checked
        def backward(dout, x):
            N, D = dout.shape
            dgamma = (dout * x).sum(axis=0)
            return dout - x * dgamma
        """
    )
    report = ran(lambda: own.backward(np.ones((7, 3)), np.ones((7, 3))))
    (found,) = report.conformance
    assert found.contract == "backward(dout: N D, x: #D) -> N D"
    assert found.verdict is Verdict.UNKNOWN
    assert "! " not in str(report)


def test_an_operand_that_broadcasts_may_have_fewer_axes(module):
    own = module(
        """
        import numpy as np
        import shapecheck

        @shapecheck.checked
        def forward(X, parameters, b):
            n, m = X.shape
            A = np.dot(parameters["W"], X) + parameters["b"]
            return A + b
        """
    )

    def verdict(b, c):
        parameters = {"W": np.ones((5, 3)), "b": np.ones(b)}
        return ran(lambda: own.forward(np.ones((3, 7)), parameters, np.ones(c))).conformance[0].verdict

    assert [verdict((5, 1), (5, 7)), verdict((7,), (7,)), verdict((), (5, 1))] == [Verdict.YES] * 3


def test_what_a_contract_only_supposes_is_no_reason_to_object(module):
    own = module(
        """
        import numpy as np
        import shapecheck

        @shapecheck.checked
        def scores(W, x):
            return np.dot(W, x)
        """
    )
    (found,) = ran(lambda: own.scores(np.ones((5, 3)), np.ones(3))).conformance
    assert found.verdict is Verdict.UNKNOWN
    assert found.reasons == ("not decided: the numbers of axes of W, x are only assumed",)
    assert "! " not in str(ran(lambda: own.scores(np.ones((5, 3)), np.ones(3))))


def test_calls_that_the_file_itself_makes_have_no_say(module):
    own = module(
        """
        import numpy as np
        import shapecheck

        @shapecheck.checked
        def outer(x, W):
            return np.dot(W, x)

        def never():
            outer(np.ones((3, 2)), np.ones((4, 5)))

        outer(np.ones((3, 2)), np.ones((5, 3)))
        """
    )
    (found,) = ran(lambda: own.outer(np.ones((2, 3)), np.ones((7, 2)))).conformance
    assert (found.verdict, found.reasons) == (Verdict.YES, ())


def test_without_source_nothing_is_said():
    report = Report()
    report.add(report.start(), Call("f", "nowhere.py", 1, (Given("X", (3, 2)),)))
    assert report.conformance[0].reasons == ("its source cannot be read",)
    assert "contract" not in str(report)


def test_arguments_in_containers_are_read_by_their_paths(module):
    own = module(
        """
        import numpy as np
        import shapecheck

        @shapecheck.checked
        def backward(dZ, cache):
            A, (W, b) = cache
            m = A.shape[1]
            return np.dot(W.T, dZ), np.dot(dZ, A.T) / m
        """
    )
    cache = np.ones((3, 7)), (np.ones((5, 3)), np.ones((5, 1)))
    (found,) = ran(lambda: own.backward(np.ones((5, 7)), cache)).conformance
    assert found.verdict is Verdict.YES
    assert sorted(size for _, size in found.sizes) == [3, 3, 5, 7]  # A and W are not tied: nothing asks that of them


def test_lines_keep_to_the_width_of_the_terminal(module):
    from shapecheck.runtime.recording.report_text import report_text

    own = module(MAKE.replace("TURNED", ".T"))
    report = ran(lambda: own.forward(np.ones((4, 7)), own.make_parameters([4, 4, 4])))
    text = report_text(report, 70)
    told = text[text.index("contracts, ") :].split("\n\n")[0].split("\n")
    assert all(len(line) <= 70 for line in told)
    assert all(line.lstrip().startswith("! ") for line in told[3:])


def test_keys_that_are_numbers_and_keys_without_a_notation_are_read(module):
    own = module(
        """
        import numpy as np
        import shapecheck

        @shapecheck.checked
        def layers(p, X):
            n, m = X.shape
            return np.dot(p[1], np.dot(p[0], X))
        """
    )
    weights = {0: np.ones((3, 2)), 1: np.ones((5, 3)), 'a"b\\': np.ones(4)}
    (found,) = ran(lambda: own.layers(weights, np.ones((2, 7)))).conformance
    assert found.verdict is not Verdict.NO
    assert not found.sizes_are_equal
