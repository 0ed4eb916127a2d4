"""SHP001: a comment that ignores what is not there."""

from shapecheck.lint.rule import LintRule

RULE = LintRule(
    code="SHP001",
    name="unused-ignore",
    what="""
Finds a comment `# shapecheck: ignore` on a line where nothing is found, or nothing with the codes that it names.
""",
    why="""
A comment that was needed once hides what comes later.
""",
    bad="""
import numpy as np

x = np.zeros(3)  # shapecheck: ignore[SHP101]
""",
    good="""
import numpy as np

x = np.zeros(3)
""",
)
