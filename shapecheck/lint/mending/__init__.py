"""Helps: changes of the source, each tried on the whole file before it is said."""
