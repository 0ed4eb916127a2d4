"""`shapecheck sweep`: hyperparameters chosen by trying."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from shapecheck.cli._plot import drawing, plot_option
from shapecheck.cli._refused import Refused
from shapecheck.report import formats, writer

if TYPE_CHECKING:
    from shapecheck.training.sweep import Trial


def _interval(number: type) -> Any:
    """Give a reader of `low:high`, or of one number."""

    def read(ctx: click.Context, parameter: click.Parameter, value: str) -> tuple[Any, Any]:  # noqa: ARG001
        low, colon, high = value.partition(":")
        try:
            return number(low), number(high if colon else low)
        except ValueError:
            raise click.BadParameter(f"a range is written low:high (got {value})") from None

    return read


@click.command("sweep")
@click.option("--data", default="moons", show_default=True, metavar="NAME|FILE", help="As for train.")
@click.option("--label", default=None, metavar="COLUMN", help="The column of a .csv with the labels.  [default: last]")
@click.option("--examples", default=400, show_default=True, type=click.IntRange(4, 1_000_000), help="How many to make.")
@click.option("--learning-rate", default="0.001:0.1", show_default=True, metavar="LOW:HIGH", callback=_interval(float))
@click.option("--depth", default="1:3", show_default=True, metavar="LOW:HIGH", callback=_interval(int))
@click.option("--width", default="4:32", show_default=True, metavar="LOW:HIGH", callback=_interval(int))
@click.option("--activation", default="relu,tanh", show_default=True, metavar="NAME,...", help="Of the hidden layers.")
@click.option("--sampler", default="tpe", show_default=True, type=click.Choice(["grid", "random", "tpe"]))
@click.option("--points", default=3, show_default=True, type=click.IntRange(1), help="Of a grid, along each range.")
@click.option(
    "--trials",
    default=None,
    type=click.IntRange(1),
    help="How many there shall be in all.  [default: 20, or all of a grid]",
)
@click.option("--epochs", default=60, show_default=True, type=click.IntRange(1), help="Of each trial.")
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0))
@click.option("--jobs", "-j", default=None, type=click.IntRange(1), help="Processes.  [default: as many as cores]")
@click.option(
    "--study",
    default="sweep.db",
    show_default=True,
    metavar="FILE|URL",
    help="Where trials are kept: a file, or a server's storage such as postgresql://... that machines share.",
)
@click.option("--name", default=None, help="The study in it; one that is there is gone on with.  [default: the data's]")
@plot_option("all cost curves")
@click.option("--format", "format_", type=click.Choice(formats("sweep")), default="terminal", show_default=True)
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> None:
    """Try ranges of learning rate, depth, width and activation, and say what was right most often on held-out data.

    Interrupted, it keeps the trials that have ended; called again, it goes on.
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
        with progress("trials", planned(space, chosen["sampler"], chosen["trials"])) as tell:
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
        raise Refused("a sweep needs Optuna: pip install optuna") from None
    except (DataError, StudyError, ValueError) as error:
        raise Refused(str(error)) from None
    writer("sweep", format_)(done, sys.stdout)
    if plot is not None:
        from shapecheck.report.sweep._plot import save_plot

        with drawing():
            save_plot(done, plot)
    if done.interrupted:
        click.echo(f"shapecheck: interrupted; {len(done.trials)} trials are kept in {study}", err=True)
        ctx.exit(130)


def _said(trial: "Trial") -> str:
    return "ran away" if trial.held_out is None else f"held out {100 * trial.held_out:.1f} %"
