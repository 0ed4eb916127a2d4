"""An array only by evidence of NumPy: what has a shape may be a tensor or a table, of which nothing is told."""

import textwrap

import pytest

from shapecheck.lint.files import Text
from shapecheck.lint.runner import lint_text
from shapecheck.lint.settings import Settings

SILENT = {
    "a tensor by its annotation": """
        import torch
        def swap(x: torch.Tensor):
            b, n, d = x.shape
            return x.transpose(1, 2).sum(dim=-1)
    """,
    "a tensor, as the file has them": """
        import numpy as np
        import torch
        def swap(x):
            b, n, d = x.shape
            return x.transpose(1, 2) + np.zeros((2, 3)) @ x[:, :, :, 0]
    """,
    "a method that no array has so": """
        import numpy as np
        def swap(x):
            b, n, d = x.shape
            y = x.transpose(1, 2)
            return x[0, 0, 0, 0]
    """,
    "an attribute that no array has": """
        import numpy as np
        def first(x):
            n, d = x.shape
            return x.iloc[0], x[:, :, 0]
    """,
    "a sum by columns": """
        import numpy as np
        import pandas as pd
        def spread(path):
            table = pd.read_csv(path)
            n, d = table.shape
            return np.std(table)[:3], np.cumsum(table)[1], table.mean()[0], np.max(pd.read_csv(path))[2]
    """,
    "products of matrices": """
        import numpy as np
        def both(a, b):
            assert a.shape == (3, 5)
            assert b.shape == (5, 2)
            return a * b
    """,
    "a setter may convert": """
        import numpy as np
        def put(box):
            box.corner = (1.0, 2.0)
            return np.concatenate([box.corner.ravel(), np.zeros(2)])
    """,
    "what is not an array after a test": """
        import numpy as np
        import torch
        def rows(x):
            if isinstance(x, torch.Tensor):
                n, d = x.shape
                return x.transpose(0, 1)[:, :, 0]
    """,
    "a class that answers for itself": """
        import numpy as np
        class Unit:
            def __array_function__(self, function, types, arguments, keywords):
                return np.zeros((2, 3))
            def __array_ufunc__(self, function, method, *arguments, **keywords):
                return np.zeros((2, 3))
        print(np.sum(Unit()) @ np.zeros((3, 1)), np.exp(Unit())[1, 2], (np.zeros(7) + Unit())[0, 0])
    """,
}
FOUND = {
    "an array by its annotation": (
        """
        import numpy as np
        import torch
        def swap(x: np.ndarray):
            b, n, d = x.shape
            return x.transpose(1, 2)
        """,
        ["SHP199 6"],
    ),
    "an array by a generic annotation": (
        """
        import numpy as np
        import numpy.typing as npt
        import pandas as pd
        def last(x: npt.NDArray[np.float64]):
            n, d = x.shape
            return x[:, :, 0]
        """,
        ["SHP106 7"],
    ),
    "an array, as it was made one": (
        """
        import numpy as np
        import torch
        def last(x):
            x = np.asarray(x)
            n, d = x.shape
            return x[:, :, 0]
        """,
        ["SHP106 7"],
    ),
    "what all libraries refuse, in a file of NumPy's alone": (
        """
        import numpy as np
        def product(x):
            assert x.shape == (3, 5)
            return x @ np.zeros((4, 2))
        """,
        ["SHP101 5"],
    ),
    "what NumPy makes itself of anything": (
        """
        import numpy as np
        import pandas as pd
        def rows(table):
            n, d = table.shape
            return np.vstack([np.zeros((2, 3)), np.zeros((2, 4))]), np.zeros((2, 3)) @ np.ones((2, 3))
        """,
        ["SHP103 6", "SHP101 6"],
    ),
}


def found_in(program: str) -> list[str]:
    """Give the code and line of each finding in a program."""
    findings = lint_text(Text(textwrap.dedent(program)), "evidence.py", Settings()).findings
    return [f"{finding.code} {finding.line}" for finding in findings]


@pytest.mark.parametrize("program", SILENT.values(), ids=SILENT)
def test_nothing_is_told_of_what_may_be_no_array(program: str) -> None:
    assert found_in(program) == []


@pytest.mark.parametrize(("program", "wanted"), FOUND.values(), ids=FOUND)
def test_faults_of_arrays_are_told(program: str, wanted: list[str]) -> None:
    assert found_in(program) == wanted
