"""`--lang`, the environment and the console decide which language is spoken; programs are answered in English."""

import io
import json
import os
import re
import subprocess
import sys
from importlib import import_module

import click
import pytest
from test_catalogues import english_in

from shapecheck import cli
from shapecheck.cli import main
from shapecheck.display import display_width
from shapecheck.report import formats, is_for_machines

COMMANDS = cli._shapecheck.list_commands(click.Context(cli._shapecheck))
CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.fixture
def run(monkeypatch, capsys):
    """Run a command in this process; return its status, its output and its errors."""

    def call(*arguments, **environment):
        monkeypatch.setattr(sys, "argv", ["shapecheck", *arguments])
        monkeypatch.delenv("SHAPECHECK_LANG", raising=False)
        for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        with pytest.raises(SystemExit) as stop:
            main()
        return stop.value.code, *capsys.readouterr()

    return call


@pytest.mark.parametrize(
    ("arguments", "environment", "chinese"),
    [
        (("rule", "SHP9"), {}, False),
        (("rule", "SHP9"), {"SHAPECHECK_LANG": "zh"}, True),
        (("rule", "SHP9"), {"LANG": "zh_CN.UTF-8"}, True),
        (("rule", "SHP9"), {"LANG": "zh_CN.UTF-8", "SHAPECHECK_LANG": "en"}, False),
        (("rule", "SHP9", "--lang", "zh"), {"SHAPECHECK_LANG": "en"}, True),
        (("--lang", "zh", "rule", "SHP9"), {"SHAPECHECK_LANG": "en"}, True),
        (("--lang=zh", "rule", "SHP9"), {}, True),
        (("rule", "SHP9", "--lang", "en"), {"SHAPECHECK_LANG": "zh"}, False),
        (("--lang", "zh", "rule", "--lang", "en", "SHP9"), {}, False),
        (("--lang", "zh", "rule", "SHP9"), {"SHAPECHECK_LANG": "fr"}, True),
        (("lnt", "--lang", "zh"), {}, True),
        (("rule", "--nope", "--lang", "zh"), {}, True),
    ],
)
def test_the_call_decides_then_the_variable_then_the_locale(run, arguments, environment, chinese):
    status, out, err = run(*arguments, **environment)
    assert (status, out) == (2, "")
    assert bool(CHINESE.search(err)) is chinese


@pytest.mark.parametrize(
    ("arguments", "environment", "sentence"),
    [
        (("lint", "--lang", "fr"), {}, "lint: --lang: 'fr' is not one of 'en', 'zh'"),
        (("--lang", "fr", "lint"), {}, "--lang: 'fr' is not one of 'en', 'zh'"),
        (("lint", "--lang"), {}, "lint: option '--lang' requires an argument"),
        (("lint", "--help"), {"SHAPECHECK_LANG": "fr"}, "SHAPECHECK_LANG must be one of en, zh (got fr)"),
    ],
)
def test_a_language_that_is_none_of_ours_is_one_sentence(run, arguments, environment, sentence):
    assert run(*arguments, **environment) == (2, "", f"shapecheck: {sentence}\n")


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_the_help_of_each_command_is_chinese(run, name):
    status, out, err = run(*filter(None, [name]), "--help", "--lang", "zh")
    assert (status, err) == (0, "")
    # Choices and the names of values are typed as they are.
    prose = re.sub(r"\[[\w|.\-]+\]|--?[\w-]+|[A-Z]{2,}", "", out)
    assert not english_in(prose)
    assert not re.search(r"[a-z]{3,} [a-z]{3,} [a-z]{3,}", prose)
    assert max(map(display_width, out.splitlines())) <= 80


def test_the_help_in_english_has_no_chinese(run):
    for name in COMMANDS:
        assert not CHINESE.search(run(name, "--help")[1])


def test_each_option_has_a_help():
    for name in COMMANDS:
        for own in import_module(f"shapecheck.cli.{name}").command.params:
            assert isinstance(own, click.Argument) or own.words, (name, own.name)


PROGRAM = "import numpy as np\nX = np.ones((2, 3)) @ np.ones((2, 3))\n"


def test_what_programs_read_is_english_unless_it_is_asked_for(run, tmp_path):
    file = tmp_path / "program.py"
    file.write_text(PROGRAM)
    plain = run("lint", str(file), "--format", "json")
    assert run("lint", str(file), "--format", "json", SHAPECHECK_LANG="zh") == plain
    asked = run("lint", str(file), "--format", "json", "--lang", "zh")
    assert codes(asked[1]) == codes(plain[1]) != []


def codes(text):
    return [(found["code"], found["line"]) for found in json.loads(text)["diagnostics"]]


def test_formats_for_programs_say_so():
    kinds = ("code_table", "contracts", "demo", "explain", "infer", "lint", "parity", "sweep", "table", "train")
    found = {(kind, name) for kind in kinds for name in formats(kind) if is_for_machines(kind, name)}
    assert {name for _, name in found} == {"concise", "csv", "github", "json", "sarif"}
    assert ("lint", "terminal") not in found


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_console_without_the_characters_is_spoken_to_in_english(encoding):
    command = [sys.executable, "-m", "shapecheck", "rule", "--help"]
    environment = {**os.environ, "SHAPECHECK_LANG": "zh", "PYTHONIOENCODING": encoding}
    done = subprocess.run(command, capture_output=True, check=True, env=environment)
    assert b"Usage: shapecheck rule" in done.stdout
    asked = subprocess.run([*command, "--lang", "zh"], capture_output=True, check=True, env=environment)
    assert b"shapecheck rule" in asked.stdout  # the rest as the console can
    assert b"Usage" not in asked.stdout
    assert asked.stderr == b""


def test_the_catalogue_is_read_where_it_is_spoken_only():
    code = (
        "import sys\nfrom shapecheck.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(any(name.startswith('shapecheck.language.zh') for name in sys.modules))\n"
    )
    for language, read in (("en", "False"), ("zh", "True")):
        command = [sys.executable, "-X", "utf8", "-c", code, "rule", "--help", "--lang", language]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
        assert done.stdout.splitlines()[-1] == read


def test_standard_output_that_is_no_stream_of_the_console_is_spoken_to_all_the_same(run, monkeypatch):
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert CHINESE.search(run("rule", "SHP9", SHAPECHECK_LANG="zh")[2])
