"""shapecheck: a matrix-dimension checker and shape linter for NumPy."""

__version__ = "0.1.0"
