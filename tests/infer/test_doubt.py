"""What fails behind a condition that was not decided is counted where that asks what is operated on, else told."""

import textwrap

import pytest

from shapecheck.lint.files import Text
from shapecheck.lint.runner import lint_text
from shapecheck.lint.settings import Settings

SILENT = {
    "an argument beside the operand says which kind it is": """
        import sys
        import numpy as np
        def third(points, kind):
            if kind == "space":
                return points[:, 2]
            return points[:, 1]
        third(np.zeros((5, 2)), sys.argv[-1])
    """,
    "the other kind returns before": """
        import sys
        import numpy as np
        def third(points, kind):
            if kind == "plane":
                return points[:, 1]
            return points[:, 2]
        third(np.zeros((5, 2)), sys.argv[-1])
    """,
    "the condition stands in the caller": """
        import sys
        import numpy as np
        def last(table):
            return table[:, 2]
        def third(points, kind):
            if kind == "space":
                return last(points)
        third(np.zeros((5, 2)), sys.argv[-1])
    """,
    "the constructor was told which kind comes": """
        import sys
        import numpy as np
        class Reader:
            def __init__(self, axes):
                self.axes = axes
            def read(self, points):
                if self.axes == 3:
                    return points[:, 2]
        Reader(int(sys.argv[-1])).read(np.zeros((5, 2)))
    """,
    "a function that is not known is asked of the operand": """
        import numpy as np
        from elsewhere import is_solid
        points = np.zeros((5, 2))
        if is_solid(points):
            print(points[:, 2])
    """,
    "what it said was kept under a name": """
        import numpy as np
        from elsewhere import kind_of
        points = np.zeros((5, 2))
        kind = kind_of(points)
        if kind == "solid":
            print(points[:, 2])
    """,
    "a part of an and asks it": """
        import sys
        import numpy as np
        from elsewhere import is_solid
        points = np.zeros((5, 2))
        if "-v" in sys.argv and is_solid(points):
            print(points[:, 2])
    """,
    "an and stops before the operation": """
        import numpy as np
        from elsewhere import is_solid
        points = np.zeros((5, 2))
        found = is_solid(points) and points[:, 2]
    """,
    "a conditional expression": """
        import numpy as np
        from elsewhere import is_solid
        points = np.zeros((5, 2))
        found = points[:, 2] if is_solid(points) else points[:, 1]
    """,
    "the condition of a comprehension": """
        import numpy as np
        from elsewhere import is_solid
        found = [points[:, 2] for points in [np.zeros((5, 2)), np.zeros((7, 2))] if is_solid(points)]
    """,
    "a loop that goes on with the next turn": """
        import numpy as np
        from elsewhere import is_flat
        for points in [np.zeros((5, 2)), np.zeros((7, 2))]:
            if is_flat(points):
                continue
            print(points[:, 2])
    """,
    "a pattern": """
        import sys
        import numpy as np
        def third(points, kind):
            match kind:
                case "space":
                    return points[:, 2]
        third(np.zeros((5, 2)), sys.argv[-1])
    """,
    "an operand that is refused, and who calls goes on": """
        import numpy as np
        from elsewhere import is_solid
        def third(points):
            if not is_solid(points):
                raise TypeError
            return points[:, 2]
        try:
            third(np.zeros((5, 2)))
        except TypeError:
            pass
    """,
    "an operand made of the argument": """
        import sys
        import numpy as np
        def third(points, kind):
            moved = points - 1.0
            if kind == "space":
                return moved[:, 2]
        third(np.zeros((5, 2)), sys.argv[-1])
    """,
    "a stretch of both operands": """
        import sys
        import numpy as np
        def error(found, wanted, kind):
            if kind == "column":
                return found.ravel() - wanted
            return found - wanted
        error(np.zeros((5, 1)), np.zeros((5, 1)), sys.argv[-1])
    """,
}

FIRING = {
    "a flag of the command line": (
        """
        import sys
        import numpy as np
        points = np.zeros((5, 2))
        if "-v" in sys.argv:
            print(points[:, 2])
        """,
        6,
    ),
    "a comparison of elements": (
        """
        import numpy as np
        def third(points, least):
            if points.sum() < least:
                return points[:, 2]
        third(np.zeros((5, 2)), float(input()))
        """,
        5,
    ),
    "the number of a turn": (
        """
        import numpy as np
        def third(points, count):
            for turn in range(count):
                if turn == 7:
                    print(points[:, 2])
        third(np.zeros((5, 2)), int(input()))
        """,
        6,
    ),
    "operands that the function makes itself": (
        """
        import sys
        import numpy as np
        def shown(kind):
            if kind == "space":
                return np.zeros((5, 2)) @ np.zeros((5, 2))
        shown(sys.argv[-1])
        """,
        6,
    ),
    "another operand is asked of": (
        """
        import numpy as np
        from elsewhere import is_solid
        points, others = np.zeros((5, 2)), np.zeros((7, 2))
        if is_solid(others):
            print(points[:, 2])
        """,
        6,
    ),
    "an attribute that is a switch": (
        """
        import numpy as np
        class Reader:
            def __init__(self):
                self.is_loud = False
                self.W = np.zeros((5, 2))
            def make_loud(self, is_loud):
                self.is_loud = is_loud
            def read(self):
                if self.is_loud:
                    return self.W @ self.W
        reader = Reader()
        reader.make_loud(bool(input()))
        reader.read()
        """,
        11,
    ),
    "what a condition says is known behind it": (
        """
        import numpy as np
        def third(points):
            if points.ndim == 2:
                return points[:, :, 2]
        """,
        5,
    ),
    "an assertion, which ends the program as well": (
        """
        import numpy as np
        from elsewhere import is_solid
        points = np.zeros((5, 2))
        assert is_solid(points)
        print(points[:, 2])
        """,
        6,
    ),
    "an operand that is refused": (
        """
        import numpy as np
        from elsewhere import is_solid
        points = np.zeros((5, 2))
        if not is_solid(points):
            raise TypeError
        print(points[:, 2])
        """,
        7,
    ),
    "a condition that was decided": (
        """
        import numpy as np
        def third(points, kind):
            if kind == "space":
                return points[:, 2]
        third(np.zeros((5, 2)), "space")
        """,
        5,
    ),
}


@pytest.mark.parametrize("intent", SILENT)
def test_what_is_in_doubt_is_counted(intent: str) -> None:
    outcome = lint_text(Text(textwrap.dedent(SILENT[intent])), "program.py", Settings())
    assert [(found.code, found.line) for found in outcome.findings] == []
    assert outcome.summary.wrong == 0
    assert outcome.summary.operations > 1


@pytest.mark.parametrize("intent", FIRING)
def test_what_is_in_no_doubt_is_told(intent: str) -> None:
    program, line = FIRING[intent]
    outcome = lint_text(Text(textwrap.dedent(program)), "program.py", Settings())
    assert [(found.severity, found.line) for found in outcome.findings] == [("error", line)]
