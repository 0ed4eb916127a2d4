"""Explanations of expressions, in each format."""
