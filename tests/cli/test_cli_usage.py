"""Wrong calls: of every command, and every kind of mistake, one sentence on one line, and exit status 2."""

import sys
from importlib import import_module

import click
import pytest

from shapecheck import cli
from shapecheck.cli import main

COMMANDS = cli._shapecheck.list_commands(click.Context(cli._shapecheck))


def said(monkeypatch, capsys, *arguments):
    """Give the status and what is printed on standard error; nothing may be printed elsewhere."""
    monkeypatch.setattr(sys, "argv", ["shapecheck", *arguments])
    with pytest.raises(SystemExit) as stop:
        main()
    out, err = capsys.readouterr()
    assert out == ""
    return stop.value.code, err


def wrong_calls():
    """Give a wrong call of each option of each command, as far as some value of it is wrong."""
    for name in COMMANDS:
        command = import_module(f"shapecheck.cli.{name}").command
        if name != "op":  # `op -` asks for an operator
            yield name, "--no-such-option"
        required = ["1"] * sum(parameter.required for parameter in command.params)
        for option in command.params:
            if not isinstance(option, click.Option):
                continue
            if option.is_flag:
                yield name, *required, f"{option.opts[0]}=3"
                continue
            yield name, *required, option.opts[0]
            if isinstance(option.type, click.Choice | click.IntRange | click.FloatRange):
                yield name, *required, option.opts[0], "no such value"


@pytest.mark.parametrize("call", list(wrong_calls()), ids=" ".join)
def test_each_wrong_call_is_one_sentence(monkeypatch, capsys, call):
    status, err = said(monkeypatch, capsys, *call)
    assert status == 2
    assert err.startswith(f"shapecheck: {call[0]}: ")
    assert err.endswith("\n")
    assert err.count("\n") == 1
    assert not any(word in err for word in ("Usage", "Try ", "Error"))


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("lnt", "there is no command lnt; did you mean lint?"),
        ("zzz", f"there is no command zzz: it is one of {', '.join(COMMANDS)}"),
        ("--nope", "there is no option --nope: `shapecheck --help` lists the options"),
        ("lint --formt json", "lint: there is no option --formt; did you mean --format?"),
        ("lint --quiet=3", "lint: option '--quiet' does not take a value"),
        ("lint --select", "lint: option '--select' requires an argument"),
        ("lint -j x", "lint: --jobs: 'x' is not a valid integer"),
        ("lint -j 0", "lint: --jobs: 0 is not in the range x>=1"),
        ("infer", "infer: FILE is missing"),
        ("infer nowhere.py", "infer: FILE: File 'nowhere.py' does not exist"),
        ("rule SHP101 more", "rule: got unexpected extra argument (more)"),
        ("rule matmul-size", "there is no rule matmul-size; did you mean matmul-sizes?"),
        ("demo --dims a,b", "demo: --dims: a network that runs needs numbers, not names (got a,b)"),
    ],
)
def test_the_sentence_names_the_mistake(monkeypatch, capsys, call, expected):
    assert said(monkeypatch, capsys, *call.split()) == (2, f"shapecheck: {expected}\n")


def test_a_value_of_several_lines_is_told_on_one(monkeypatch, capsys):
    assert said(monkeypatch, capsys, "rule", "a\nb\x1b[31m") == (
        2,
        "shapecheck: there is no rule a\\nb\\x1b[31m: `shapecheck rule` lists them\n",
    )


def test_without_a_command_the_help_is_shown(monkeypatch, capsys):
    status, err = said(monkeypatch, capsys)
    assert status == 2
    assert all(f"\n  {name} " in err for name in COMMANDS)
