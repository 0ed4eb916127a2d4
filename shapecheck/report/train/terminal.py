"""A training run in a terminal: the cost curve, and how often the network is right."""

from collections.abc import Sequence
from itertools import pairwise
from math import log10
from typing import TextIO

from rich.text import Text

from shapecheck.display import display_width
from shapecheck.language import Phrase, say
from shapecheck.report._console import Cell, columns, make_console, print_text
from shapecheck.report._costs import cost_text
from shapecheck.training.data import Split
from shapecheck.training.run import Trained

__all__ = ["write"]

_BLOCKS = "▁▂▃▄▅▆▇█"
_LEAST = 1e-12  # nats: a cost of 0 has no logarithm


def write(trained: Trained, out: TextIO, *, data: Split, checked: int) -> None:
    """Write what was trained, the shapes that were compared, the cost curve and the results."""
    console = make_console(out)
    own, sizes = trained.hyperparameters, trained.sizes
    print_text(console, f"{data.name}: {' → '.join(map(str, sizes))}, {own.activation}, {own.optimizer}", "bold")
    print_text(console, say("{count} shapes of one step were recorded, all as derived", count=checked))
    console.print()
    if trained.costs:
        curve = _curve(trained.costs, min(60, console.width - 24))
        head = say("cost")
        line = Text(f"{head}  {cost_text(trained.costs[0])} {curve} {cost_text(trained.costs[-1])}")
        console.print(line, no_wrap=True, overflow="crop")
        units = say("nats per example, mean of each epoch, 1 to {epochs}, logarithmic scale", epochs=len(trained.costs))
        print_text(console, f"{' ' * (display_width(head) + 2)}{units}", "dim")
        console.print()
    rows = [
        [Cell(say("training")), Cell(f"{data.X.shape[1]:,}"), Cell(_share(trained.accuracies))],
        [Cell(say("held out")), Cell(f"{data.X_held.shape[1]:,}"), Cell(_share(trained.held_out), "bold")],
    ]
    columns(console, rows, ("", Phrase("examples"), Phrase("accuracy")), right=(1, 2))
    console.print()
    count = sum(array.size for array in trained.parameters.values())
    print_text(
        console,
        say(
            "{count} parameters, W[l] and b[l], in {seconds} s of CPU time",
            count=f"{count:,}",
            seconds=f"{trained.seconds:.2f}",
        ),
    )


def _share(values: Sequence[float]) -> str:
    return f"{100 * values[-1]:.2f} %" if values else "-"


def _curve(values: Sequence[float], width: int) -> str:
    """Give a curve of so many characters, each as high as the mean of its part, on a logarithmic scale."""
    width = max(1, min(width, len(values)))
    bounds = [round(place * len(values) / width) for place in range(width + 1)]
    means = [sum(values[start:end]) / (end - start) for start, end in pairwise(bounds) if end > start]
    heights = [log10(max(mean, _LEAST)) for mean in means]
    low, span = min(heights), max(heights) - min(heights) or 1.0
    return "".join(_BLOCKS[min(len(_BLOCKS) - 1, int((height - low) / span * len(_BLOCKS)))] for height in heights)
