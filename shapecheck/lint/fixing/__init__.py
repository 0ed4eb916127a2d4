"""Fixes: the helps of findings that are applied to files, again and again until nothing changes."""
