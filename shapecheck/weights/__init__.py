"""Saved weights: names and shapes read from a file, which of them are the layers of a network, and whether they fit."""

from shapecheck.weights.fitting import Network, fit
from shapecheck.weights.readers import SUFFIXES, read
from shapecheck.weights.recognise import Recognised, SavedLayer, recognise
from shapecheck.weights.stored import CannotRead, LeftOut, Saved, Stored

__all__ = [
    "SUFFIXES",
    "CannotRead",
    "LeftOut",
    "Network",
    "Recognised",
    "Saved",
    "SavedLayer",
    "Stored",
    "fit",
    "read",
    "recognise",
]
