"""Expressions explained step by step on shapes alone: what each part gives, what broadcasts, what fails and why."""

from shapecheck.explain.explanation import explain
from shapecheck.explain.steps import Explanation, Step, Stretch

__all__ = ["Explanation", "Step", "Stretch", "explain"]
