"""`shapecheck sweep`: hyperparameters chosen by trying."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from shapecheck.cli._plot import drawing, plot_option
from shapecheck.cli._refused import Refused, complain
from shapecheck.cli._spoken import Command, format_option, option
from shapecheck.language import Phrase, say
from shapecheck.report import writer

if TYPE_CHECKING:
    from shapecheck.training.sweep import Trial


def _interval(number: type) -> Any:
    """Give a reader of `low:high`, or of one number."""

    def read(ctx: click.Context, parameter: click.Parameter, value: str) -> tuple[Any, Any]:  # noqa: ARG001
        low, colon, high = value.partition(":")
        try:
            return number(low), number(high if colon else low)
        except ValueError:
            raise click.BadParameter(say("a range must be low:high (got {value})", value=value)) from None

    return read


@click.command("sweep", cls=Command)
@option(
    "--data",
    default="moons",
    show_default=True,
    metavar="NAME|FILE",
    help=Phrase("Name or file of the data, as for `shapecheck train`."),
)
@option(
    "--label",
    default=None,
    metavar="COLUMN",
    help=Phrase("The column of a .csv file that has the labels.  [default: the last one]"),
)
@option(
    "--examples",
    default=400,
    show_default=True,
    type=click.IntRange(4, 1_000_000),
    help=Phrase("Number of examples to make."),
)
@option(
    "--learning-rate",
    default="0.001:0.1",
    show_default=True,
    metavar="LOW:HIGH",
    callback=_interval(float),
    help=Phrase("Range of the learning rate."),
)
@option(
    "--depth",
    default="1:3",
    show_default=True,
    metavar="LOW:HIGH",
    callback=_interval(int),
    help=Phrase("Range of the number of hidden layers."),
)
@option(
    "--width",
    default="4:32",
    show_default=True,
    metavar="LOW:HIGH",
    callback=_interval(int),
    help=Phrase("Range of the number of units of a hidden layer."),
)
@option(
    "--activation",
    default="relu,tanh",
    show_default=True,
    metavar="NAME,...",
    help=Phrase("Activations of the hidden layers to try."),
)
@option(
    "--sampler",
    default="tpe",
    show_default=True,
    type=click.Choice(["grid", "random", "tpe"]),
    help=Phrase("How the points to try are chosen."),
)
@option(
    "--points",
    default=3,
    show_default=True,
    type=click.IntRange(1),
    help=Phrase("Number of points of a grid along each range."),
)
@option(
    "--trials",
    default=None,
    type=click.IntRange(1),
    help=Phrase("Number of trials in all.  [default: 20, or all points of a grid]"),
)
@option(
    "--epochs", default=60, show_default=True, type=click.IntRange(1), help=Phrase("Number of epochs of each trial.")
)
@option(
    "--seed",
    default=0,
    show_default=True,
    type=click.IntRange(0),
    help=Phrase("Seed of the data, the parameters and the trials."),
)
@option(
    "--jobs",
    "-j",
    default=None,
    type=click.IntRange(1),
    help=Phrase("Number of processes.  [default: the number of cores]"),
)
@option(
    "--study",
    default="sweep.db",
    show_default=True,
    metavar="FILE|URL",
    help=Phrase(
        "Where the trials are kept: a file, or the storage of a server, such as postgresql://..., for several machines."
    ),
)
@option(
    "--name",
    default=None,
    help=Phrase("Name of the study in it; an existing study is continued.  [default: the name of the data]"),
)
@plot_option(Phrase("Save a picture of all cost curves as FILE.png or FILE.svg."))
@format_option("sweep")
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> None:
    """Try learning rates, depths, widths and activations, and print the network that is best on held-out data.

    If it is interrupted, the finished trials are kept; the next call continues.
    """
    _run(ctx, **given)


def _run(
    ctx: click.Context,
    *,
    data: str,
    label: str | None,
    examples: int,
    activation: str,
    study: str,
    name: str | None,
    jobs: int | None,
    plot: Path | None,
    format_: str,
    **chosen: Any,
) -> None:
    from shapecheck.report._progress import progress
    from shapecheck.training.data import DataError, Source, load, split
    from shapecheck.training.settings import Hyperparameters
    from shapecheck.training.sweep import Space, StudyError, planned, sweep

    try:
        activations = tuple(part.strip() for part in activation.split(",") if part.strip())
        ranges = {key: chosen[key] for key in ("learning_rate", "depth", "width", "points")}
        space = Space(**ranges, activations=activations)
        base = Hyperparameters(epochs=chosen["epochs"], seed=chosen["seed"])
        features, labels = load(Source(data, examples, label, base.seed))
        found = split(features, labels, data, seed=base.seed)
        with progress(say("trials"), planned(space, chosen["sampler"], chosen["trials"])) as tell:
            done = sweep(
                base,
                found,
                space,
                study=study if "://" in study else f"sqlite:///{study}",
                name=name or Path(data).stem,
                trials=chosen["trials"],
                sampler=chosen["sampler"],
                jobs=jobs or os.cpu_count() or 1,
                on_trial=None if tell is None else lambda trial: tell(_said(trial)),
            )
    except ModuleNotFoundError as error:
        if error.name != "optuna":
            raise
        raise Refused(say("a sweep needs Optuna: `pip install optuna`")) from None
    except (DataError, StudyError, ValueError) as error:
        raise Refused(str(error)) from None
    writer("sweep", format_)(done, sys.stdout)
    if plot is not None:
        from shapecheck.report.sweep._plot import save_plot

        with drawing(plot):
            save_plot(done, plot)
    if done.interrupted:
        complain(say("interrupted; {count} trials are kept in {study}", count=len(done.trials), study=study))
        ctx.exit(130)


def _said(trial: "Trial") -> str:
    if trial.held_out is None:
        return say("diverged")
    return say("held out {percent} %", percent=f"{100 * trial.held_out:.1f}")
