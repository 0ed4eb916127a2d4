"""SHP001: a comment that ignores what is not there."""

from shapecheck.language import Phrase
from shapecheck.lint.rule import LintRule

RULE = LintRule(
    code="SHP001",
    name="unused-ignore",
    what=Phrase(
        "Finds a comment `# shapecheck: ignore` on a line without findings, or without findings with the codes "
        "that it names."
    ),
    why=Phrase("A comment that was needed once hides later findings."),
    bad="""
import numpy as np

x = np.zeros(3)  # shapecheck: ignore[SHP101]
""",
    good="""
import numpy as np

x = np.zeros(3)
""",
)
