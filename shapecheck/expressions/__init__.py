"""Expressions explained step by step on shapes alone: what each part gives, what broadcasts, what fails and why.

`explanation` has the public function, which the package offers as `shapecheck.explain`.
"""

from shapecheck.expressions.steps import Explanation, Remark, Step, Stretch

__all__ = ["Explanation", "Remark", "Step", "Stretch"]
