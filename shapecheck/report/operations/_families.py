"""What the families of operations are called, by the modules of their rules."""

from collections.abc import Mapping

from shapecheck.language import Phrase

__all__ = ["FAMILIES"]

FAMILIES: Mapping[str, str] = {
    "axes": Phrase("Axes"),
    "buffers": Phrase("Buffers"),
    "building": Phrase("Building"),
    "comparing": Phrase("Comparing"),
    "counting": Phrase("Counting"),
    "creation": Phrase("Creation"),
    "cumulative": Phrase("Cumulative"),
    "distributions": Phrase("Distributions"),
    "editing": Phrase("Editing"),
    "einsum": Phrase("Einsum"),
    "elementwise": Phrase("Elementwise"),
    "grids": Phrase("Grids"),
    "histograms": Phrase("Histograms"),
    "index_sets": Phrase("Index sets"),
    "indexing": Phrase("Indexing"),
    "joining": Phrase("Joining"),
    "linalg": Phrase("Linalg"),
    "norms": Phrase("Norms"),
    "packing": Phrase("Packing"),
    "padding": Phrase("Padding"),
    "placing": Phrase("Placing"),
    "polynomials": Phrase("Polynomials"),
    "products": Phrase("Products"),
    "reductions": Phrase("Reductions"),
    "renamed": Phrase("Renamed"),
    "reshaping": Phrase("Reshaping"),
    "rounding": Phrase("Rounding"),
    "sampling": Phrase("Sampling"),
    "selecting": Phrase("Selecting"),
    "sequences": Phrase("Sequences"),
    "sets": Phrase("Sets"),
    "signals": Phrase("Signals"),
    "sorting": Phrase("Sorting"),
    "special": Phrase("Special"),
    "splitting": Phrase("Splitting"),
    "statistics": Phrase("Statistics"),
    "strides": Phrase("Strides"),
    "ufunc_methods": Phrase("Ufunc methods"),
    "windows": Phrase("Windows"),
}
