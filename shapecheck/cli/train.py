"""`shapecheck train`: the reference network, trained on real data, its shapes compared first."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from shapecheck.cli._plot import drawing, in_a_folder, plot_option
from shapecheck.cli._refused import Refused
from shapecheck.report import formats, writer

if TYPE_CHECKING:
    from shapecheck.training.data import Source, Split
    from shapecheck.training.run import Trained
    from shapecheck.training.saving import Saved
    from shapecheck.training.settings import Hyperparameters

# What suits the digits: others take the defaults of `Hyperparameters`.
_FOR_DIGITS = {"hidden": (128,), "learning_rate": 0.003, "epochs": 60, "dropout": 0.3}
_WITHOUT_TRAINING = {"hidden", "activation", "initialisation", "seed"}  # what a network that is evaluated is asked for
_FILE = click.Path(dir_okay=False, path_type=Path)


def _units(ctx: click.Context, parameter: click.Parameter, value: str | None) -> tuple[int, ...] | None:  # noqa: ARG001
    """Read the units of the hidden layers: `16,8`, or nothing for none."""
    if value is None:
        return None
    parts = [part.strip() for part in value.split(",") if part.strip()]
    if not all(part.isascii() and part.isdecimal() for part in parts):
        raise click.BadParameter(f"units are written 16,8 (got {value})")
    return tuple(map(int, parts))


@click.command("train")
@click.option(
    "--data",
    default=None,
    metavar="NAME|FILE",
    help="circles, digits, flower, moons or spirals, a .csv with a line an example, or an .npz with X and y."
    "  [default: moons, or what a loaded network was trained on]",
)
@click.option("--label", default=None, metavar="COLUMN", help="The column of a .csv with the labels.  [default: last]")
@click.option(
    "--examples",
    default=None,
    type=click.IntRange(4, 1_000_000),
    help="How many are made.  [default: 400, or as saved]",
)
@click.option("--hidden", default=None, metavar="N,N,...", callback=_units, help="Units of the hidden layers: 16,8.")
@click.option("--activation", default=None, help="Of the hidden layers: relu, leaky_relu, tanh, sigmoid or linear.")
@click.option("--optimizer", default=None, help="adam, gradient_descent, momentum or rmsprop.")
@click.option("--learning-rate", type=float, default=None, help="The step size alpha.")
@click.option("--decay", type=float, default=None, help="Epoch k has the learning rate alpha / (1 + decay k).")
@click.option("--epochs", type=int, default=None, help="How often all examples are gone through.")
@click.option("--batch-size", type=int, default=None, help="Examples of a step; 0 is all of them.")
@click.option("--beta1", type=float, default=None, help="What momentum and Adam keep of the average of gradients.")
@click.option("--beta2", type=float, default=None, help="What RMSprop and Adam keep of the average of squares.")
@click.option("--l2", type=float, default=None, help="How much large weights cost.")
@click.option("--dropout", type=float, default=None, help="The share of hidden units that are dropped.")
@click.option("--initialisation", default=None, help="he, xavier or scaled.")
@click.option("--seed", type=int, default=None, help="Of the data, the split, the parameters and the order.")
@click.option(
    "--save", default=None, metavar="FILE", type=_FILE, callback=in_a_folder, help="Save the network as FILE.npz."
)
@click.option(
    "--resume", default=None, metavar="FILE", type=_FILE, help="Go on from a saved network for --epochs more."
)
@click.option("--load", default=None, metavar="FILE", type=_FILE, help="Evaluate a saved network, without training.")
@plot_option("the cost, and for two features of the decision boundary")
@click.option("--format", "format_", type=click.Choice(formats("train")), default="terminal", show_default=True)
@click.pass_context
def command(
    ctx: click.Context,
    /,
    *,
    data: str | None,
    label: str | None,
    examples: int | None,
    save: Path | None,
    resume: Path | None,
    load: Path | None,
    plot: Path | None,
    format_: str,
    **chosen: Any,
) -> None:
    """Train the reference network, and say how often it is right on examples that were held out.

    Before that the dimension table of the network is derived, and every shape of a step on the data is compared with
    it; exit status 1 when one is not as derived. Interrupted, it saves what there is, where --save is given.
    """
    from shapecheck.report._progress import progress
    from shapecheck.training.check import check
    from shapecheck.training.data import DataError
    from shapecheck.training.run import Diverged, begin, train
    from shapecheck.training.saving import CannotLoad, load_network, may_be_replaced
    from shapecheck.training.saving import save as save_network

    if resume is not None and load is not None:
        raise Refused("--load evaluates and --resume goes on: give one of the two")
    if load is not None:
        for name, value in chosen.items():
            if value is not None and name not in _WITHOUT_TRAINING:
                option = name.replace("_", "-")
                raise Refused(f"--load evaluates without training: leave --{option} out, or --resume {load}")
    if save is not None and save == plot:
        raise Refused("--save and --plot are two files: give them two names")
    if save is not None and not may_be_replaced(save):
        raise Refused(f"{save}: is there and is no saved network: it would be lost; choose another name for --save")
    try:
        start = resume or load
        saved = None if start is None else load_network(start)
        own = _hyperparameters(saved, data, chosen)
        source = _source(saved, data, label, examples, own.seed)
        split = _data(saved, source)
        trained = begin(own, split) if saved is None else saved.trained
    except (DataError, CannotLoad, ValueError) as error:
        raise Refused(str(error)) from None
    compared = check(trained, split)
    if not compared.equal:
        writer("demo", "terminal")(compared, sys.stdout)
        ctx.exit(1)
    stopped, status = None, 0
    if load is None:
        try:
            with progress("training", own.epochs) as tell:
                trained = train(own, split, start=trained, on_epoch=None if tell is None else _telling(tell))
        except Diverged as error:
            trained, stopped, status = error.trained, str(error), 2
        except KeyboardInterrupt:
            stopped, status = f"interrupted after epoch {len(trained.costs)}", 130
    unsaved: OSError | None = None
    if save is not None:
        try:
            save_network(save, trained, split, source)
        except OSError as error:  # what was trained is told all the same
            unsaved = error
    if load is not None or (own.epochs == 0 and not trained.costs):
        _evaluate(trained, split)
    writer("train", format_)(trained, sys.stdout, data=split, checked=len(compared.compared))
    if plot is not None:
        from shapecheck.report.train._plot import save_plot

        with drawing():
            save_plot(trained, split, plot)
    if unsaved is not None:
        raise unsaved
    if stopped is not None:
        kept = f"; what there is was saved in {save}" if save is not None else ""
        click.echo(f"shapecheck: {stopped}{kept}", err=True)
        ctx.exit(status)


def _hyperparameters(saved: "Saved | None", data: str | None, chosen: dict[str, Any]) -> "Hyperparameters":
    """Give the hyperparameters: those of the call, else of the network that is gone on from, else those that suit."""
    from dataclasses import replace

    from shapecheck.network import State
    from shapecheck.training.settings import Hyperparameters

    given = {name: value for name, value in chosen.items() if value is not None}
    if saved is None:
        return Hyperparameters(**{**(_FOR_DIGITS if data == "digits" else {}), **given})
    before = saved.trained.hyperparameters
    for name in ("hidden", "activation", "initialisation"):
        if given.get(name, getattr(before, name)) != getattr(before, name):
            raise ValueError(f"a saved network keeps its {name}: leave --{name} out")
    own = replace(before, **given)
    if own.optimizer != before.optimizer:
        saved.trained.state = State()  # another one begins anew
    return own


def _source(saved: "Saved | None", data: str | None, label: str | None, examples: int | None, seed: int) -> "Source":
    """Give where the data comes from: of a saved network what it was trained on, unless other data is named."""
    from dataclasses import replace

    from shapecheck.training.data import Source

    same = saved is not None and data in (None, saved.source.name)
    known = saved.source if saved is not None and same else Source(data or "moons", seed=seed)
    own_label = known.label if label is None else label
    return replace(known, label=own_label, examples=known.examples if examples is None else examples)


def _data(saved: "Saved | None", source: "Source") -> "Split":
    """Give the data, standardised as that which a saved network was trained on."""
    from shapecheck.training.data import DataError, load, split

    features, labels = load(source)
    standard = None if saved is None else (saved.mean, saved.scale)
    found = split(features, labels, source.name, seed=source.seed, standard=standard)
    if saved is not None:
        sizes = saved.trained.sizes
        if (sizes[0], sizes[-1]) != found.sizes:
            raise DataError(
                f"{source.name}: the network was trained on {sizes[0]} features and {sizes[-1]} outputs"
                f" (got {found.sizes[0]} and {found.sizes[1]})"
            )
    return found


def _evaluate(trained: "Trained", data: "Split") -> None:
    """Put how often a network is right on this data in place of its history."""
    from shapecheck.network import accuracy

    trained.accuracies = [accuracy(trained.predict(data.X), data.Y)]
    trained.held_out = [accuracy(trained.predict(data.X_held), data.Y_held)]


def _telling(tell: Callable[[str], None]) -> "Callable[[Trained], None]":
    return lambda trained: tell(f"cost {trained.costs[-1]:.4f}, held out {100 * trained.held_out[-1]:.1f} %")
