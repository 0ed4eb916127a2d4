"""Proofs for every number of layers: what a run does at several depths is written as one run for all of them."""
