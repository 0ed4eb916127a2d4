"""SHP002: a comment for shapecheck that cannot be read."""

from shapecheck.language import Phrase
from shapecheck.lint.rule import LintRule

RULE = LintRule(
    code="SHP002",
    name="unreadable-ignore",
    what=Phrase(
        "Finds a comment that starts with `# shapecheck:` and is neither `ignore` nor `ignore-file`, names a "
        "code that no rule has, or is meant for a whole file and does not stand before its first statement."
    ),
    why=Phrase("It looks as if a finding were suppressed, and none is."),
    bad="""
import numpy as np

x = np.zeros(3)
d = x[:, None] - x  # shapecheck: ignore[SHP201
""",
    good="""
import numpy as np

x = np.zeros(3)
y = np.zeros((3, 1))
d = y - x  # shapecheck: ignore[SHP201]
""",
)
