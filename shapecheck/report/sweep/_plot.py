"""The cost curves of all trials in one picture, the best one in front."""

from pathlib import Path

from shapecheck.language import say
from shapecheck.report._pictures import new_figure, save_figure
from shapecheck.report.sweep._title import title
from shapecheck.training.sweep import Sweep

__all__ = ["save_plot"]

_BEST, _OTHERS = "#D55E00", "#0072B2"


def save_plot(sweep: Sweep, path: Path) -> None:
    """Save the picture in the format that the suffix says.

    Raises
    ------
    ModuleNotFoundError
        If matplotlib is not installed.
    OSError
        If the file cannot be written.
    """
    figure = new_figure(8, 4.5)
    axes = figure.subplots()
    for place, trial in reversed(list(enumerate(sweep.trials))):
        if not trial.costs:
            continue
        own = trial.hyperparameters
        label = say(
            "best: {layers}, {activation}, learning rate {rate}",
            layers="-".join(map(str, own.hidden)),
            activation=own.activation,
            rate=f"{own.learning_rate:.2g}",
        )
        best = place == 0
        axes.plot(
            trial.epochs,
            trial.costs,
            color=_BEST if best else _OTHERS,
            alpha=1.0 if best else 0.35,
            linewidth=2.0 if best else 1.0,
            label=label if best else None,
        )
    axes.set(yscale="log", xlabel=say("epoch"), ylabel=say("cost, nats per example"), title=title(sweep))
    axes.grid(visible=True, alpha=0.3)
    if sweep.trials and sweep.trials[0].costs:
        axes.legend()
    save_figure(figure, path)
