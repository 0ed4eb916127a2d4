"""`shapecheck train`: the reference network, trained on real data, its shapes compared first."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from shapecheck.cli._plot import drawing, in_a_folder, plot_option
from shapecheck.cli._refused import Refused, complain
from shapecheck.cli._spoken import Command, format_option, option
from shapecheck.language import Phrase, say
from shapecheck.report import writer

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
        raise click.BadParameter(say("units must be numbers, as in 16,8 (got {value})", value=value))
    return tuple(map(int, parts))


@click.command("train", cls=Command)
@option(
    "--data",
    default=None,
    metavar="NAME|FILE",
    help=Phrase(
        "The data: circles, digits, flower, moons or spirals, a .csv file with one example per line, or an .npz file"
        " with X and y.  [default: moons, or the data of the loaded network]"
    ),
)
@option(
    "--label",
    default=None,
    metavar="COLUMN",
    help=Phrase("The column of a .csv file that has the labels.  [default: the last one]"),
)
@option(
    "--examples",
    default=None,
    type=click.IntRange(4, 1_000_000),
    help=Phrase("Number of examples to make.  [default: 400, or as saved]"),
)
@option(
    "--hidden",
    default=None,
    metavar="N,N,...",
    callback=_units,
    help=Phrase("Number of units of each hidden layer: 16,8."),
)
@option(
    "--activation",
    default=None,
    help=Phrase("Activation of the hidden layers: relu, leaky_relu, tanh, sigmoid or linear."),
)
@option("--optimizer", default=None, help=Phrase("Optimizer: adam, gradient_descent, momentum or rmsprop."))
@option("--learning-rate", type=float, default=None, help=Phrase("The learning rate alpha."))
@option(
    "--decay", type=float, default=None, help=Phrase("Decay of the learning rate: alpha / (1 + decay k) in epoch k.")
)
@option("--epochs", type=int, default=None, help=Phrase("Number of passes over all examples."))
@option("--batch-size", type=int, default=None, help=Phrase("Number of examples of a mini-batch; 0 for all of them."))
@option(
    "--beta1",
    type=float,
    default=None,
    help=Phrase("Weight of the past in the average of gradients of momentum and Adam."),
)
@option(
    "--beta2",
    type=float,
    default=None,
    help=Phrase("Weight of the past in the average of squared gradients of RMSprop and Adam."),
)
@option("--l2", type=float, default=None, help=Phrase("Strength of L2 regularisation."))
@option("--dropout", type=float, default=None, help=Phrase("Share of the hidden units that are dropped in a step."))
@option("--initialisation", default=None, help=Phrase("Initialisation of the weights: he, xavier or scaled."))
@option(
    "--seed",
    type=int,
    default=None,
    help=Phrase("Seed of the data, the split, the parameters and the order of examples."),
)
@option(
    "--save",
    default=None,
    metavar="FILE",
    type=_FILE,
    callback=in_a_folder,
    help=Phrase("Save the trained network as FILE.npz."),
)
@option(
    "--resume",
    default=None,
    metavar="FILE",
    type=_FILE,
    help=Phrase("Continue the training of a saved network for --epochs more."),
)
@option(
    "--load", default=None, metavar="FILE", type=_FILE, help=Phrase("Evaluate a saved network without training it.")
)
@plot_option(
    Phrase("Save a picture of the cost, and of the decision boundary of two features, as FILE.png or FILE.svg.")
)
@format_option("train")
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
    """Train the reference network and print its accuracy on held-out examples.

    Before that, the dimension table of the network is derived, and every shape of one step on the data is compared
    with it. If training is interrupted, --save saves the network as it is.

    Exit status 1 if a shape differs from the derived one.
    """
    from shapecheck.report._progress import progress
    from shapecheck.training.check import check
    from shapecheck.training.data import DataError
    from shapecheck.training.run import Diverged, begin, train
    from shapecheck.training.saving import CannotLoad, load_network, may_be_replaced
    from shapecheck.training.saving import save as save_network

    if resume is not None and load is not None:
        raise Refused(say("--load evaluates and --resume continues: give one of the two"))
    if load is not None:
        for name, value in chosen.items():
            if value is not None and name not in _WITHOUT_TRAINING:
                option_name = name.replace("_", "-")
                raise Refused(
                    say(
                        "--load evaluates without training: leave --{option} out, or use --resume {file}",
                        option=option_name,
                        file=load,
                    )
                )
    if save is not None and save == plot:
        raise Refused(say("--save and --plot are two files: give them two names"))
    if save is not None and not may_be_replaced(save):
        raise Refused(say("{file}: exists and is not a saved network; choose another name for --save", file=save))
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
            with progress(say("training"), own.epochs) as tell:
                trained = train(own, split, start=trained, on_epoch=None if tell is None else _telling(tell))
        except Diverged as error:
            trained, stopped, status = error.trained, str(error), 2
        except KeyboardInterrupt:
            stopped, status = say("interrupted after epoch {epoch}", epoch=len(trained.costs)), 130
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

        with drawing(plot):
            save_plot(trained, split, plot)
    if unsaved is not None:
        raise unsaved
    if stopped is not None:
        if save is not None:
            stopped = say("{stopped}; the network as it is was saved in {file}", stopped=stopped, file=save)
        complain(stopped)
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
            raise ValueError(say("--{name} is fixed in a saved network: leave it out", name=name))
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
                say(
                    "{data}: the network was trained on {features} features and {outputs} outputs"
                    " (got {other_features} and {other_outputs})",
                    data=source.name,
                    features=sizes[0],
                    outputs=sizes[-1],
                    other_features=found.sizes[0],
                    other_outputs=found.sizes[1],
                )
            )
    return found


def _evaluate(trained: "Trained", data: "Split") -> None:
    """Put how often a network is right on this data in place of its history."""
    from shapecheck.network import accuracy

    trained.accuracies = [accuracy(trained.predict(data.X), data.Y)]
    trained.held_out = [accuracy(trained.predict(data.X_held), data.Y_held)]


def _telling(tell: Callable[[str], None]) -> "Callable[[Trained], None]":
    return lambda trained: tell(
        say(
            "cost {cost}, held out {percent} %",
            cost=f"{trained.costs[-1]:.4f}",
            percent=f"{100 * trained.held_out[-1]:.1f}",
        )
    )
