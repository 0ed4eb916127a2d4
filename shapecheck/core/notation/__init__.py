"""Sizes, shapes and contracts as text: reads and prints the notation of specs.

What reads a spec does not load what contracts need: each part is imported from its own module.
"""
