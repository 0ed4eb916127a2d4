"""The contracts of functions, in each format."""
