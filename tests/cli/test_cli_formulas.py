"""The command `formulas`: what it takes, and what it says of what it cannot take."""

import pytest
from click.testing import CliRunner

from shapecheck.cli.formulas import command
from shapecheck.report import formats


def run(*arguments):
    return CliRunner().invoke(command, arguments)


@pytest.mark.parametrize("form", formats("formulas"))
def test_each_format_is_offered(form):
    found = run("--dims", "2,3,1", "--format", form)
    assert found.exit_code == 0
    assert "layer 2" in found.output


def test_without_sizes_it_is_the_general_form():
    assert run().output == run("--dims", "n[0],...,n[L]").output
    assert "Z[l]" in run("--dims", "2,3,1", "--general").output


def test_one_example_is_written_in_lower_case():
    found = run("--dims", "2,3,1", "--single").output
    assert "z[2]" in found
    assert "Z[2]" not in found
    assert "1/m" not in found
    assert run("--dims", "2,3,1", "--batch", "1").output == found


def test_a_batch_has_its_size_in_the_shapes():
    assert "(3, 7)" in run("--dims", "2,3,1", "--batch", "7").output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--layers", "1:2"], "the general form has one layer, l"),
        (["--dims", "2,3,1", "--general", "--layers", "1"], "the general form has one layer, l"),
        (["--dims", "2,3,1", "--layers", "0"], "layer 0 is the input"),
        (["--dims", "2,3,1", "--layers", ":0"], "layer 0 is the input"),
        (["--dims", "2,3,1", "--single", "--batch", "7"], "leave --batch out"),
        (["--dims", "2,3,1", "--single", "--layout", "rows"], "leave --layout rows out"),
    ],
)
def test_options_that_leave_nothing_or_exclude_each_other_are_told(arguments, message):
    found = run(*arguments)
    assert found.exit_code == 2
    assert message in found.output
