"""Generators of programs that are run for real: what is inferred and reported of them is compared with the run."""
