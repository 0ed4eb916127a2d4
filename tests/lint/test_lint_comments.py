"""Comments that ignore: how they are read, what they cover, and which are unused."""

import pytest

from shapecheck.lint.comments import Comment, comments_in
from shapecheck.lint.finding import Finding
from shapecheck.lint.suppression import suppress
from shapecheck.lint.table import LINT_RULES

NAMES = {rule.name: code for code, rule in LINT_RULES.items()}
ALL = frozenset(LINT_RULES)


def found(code, line=1, end_line=None):
    severity = LINT_RULES[code].severity
    return Finding("f.py", line, 1, end_line or line, 5, code, severity, "a message")


def left(text, *findings, enabled=ALL):
    """Give the codes that are left, and those of what is wrong with the comments."""
    result = suppress(findings, {"f.py": comments_in(text, NAMES)}, lambda path: enabled)
    return [finding.code for finding in result.findings], [code for _, code, _, _ in result.problems]


@pytest.mark.parametrize(
    ("text", "codes", "whole_file"),
    [
        ("x  # shapecheck: ignore", (), False),
        ("x  #shapecheck:ignore", (), False),
        ("x  # shapecheck: ignore[SHP101]", ("SHP101",), False),
        ("x  # shapecheck: ignore[both-stretched, Matmul-Sizes, shp1]", ("SHP201", "SHP101", "SHP1"), False),
        ("x  # shapecheck: ignore[SHP101, SHP2]", ("SHP101", "SHP2"), False),
        ("x  # noqa  # shapecheck: ignore[SHP1]", ("SHP1",), False),
        ("x  # shapecheck: ignore[SHP101]  # noqa", ("SHP101",), False),
        ("x  # shapecheck: ignore[SHP101] as it is meant", ("SHP101",), False),
        ("# shapecheck: ignore-file\nx", (), True),
        ('"""What it is."""\n# shapecheck: ignore-file[SHP201]\nx', ("SHP201",), True),
        ("#!/usr/bin/env python\n# -*- coding: utf-8 -*-\n# shapecheck: ignore-file\nx", (), True),
    ],
)
def test_a_comment_is_read(text, codes, whole_file):
    (comment,) = comments_in(text, NAMES)
    assert (comment.codes, comment.whole_file, comment.problem) == (codes, whole_file, "")


@pytest.mark.parametrize(
    "text",
    [
        "x  # shapecheck: ignroe",
        "x  # shapecheck: ignore[SHP101",
        "x  # shapecheck: ignore[]",
        "x  # shapecheck: ignore[SHP101,]",
        "x  # shapecheck: ignore[E501]",
        "x  # shapecheck: ignore[SHP999]",
        "x  # shapecheck: ignored",
        "x  # shapecheck: ignore[stretched]",
        "x = 1\n# shapecheck: ignore-file",
        "x  # shapecheck:",
    ],
)
def test_a_comment_that_cannot_be_read_is_told(text):
    (comment,) = comments_in(text, NAMES)
    assert comment.problem
    assert left(text, found("SHP101")) == (["SHP101"], ["SHP002"])


@pytest.mark.parametrize(
    "text",
    [
        'x = "# shapecheck: ignore"',
        "x  # see shapecheck",
        '"""\n# shapecheck: ignore-file\n"""',
        "x = (  # shapecheck: ignore",
        "x = '",
    ],
)
def test_strings_other_comments_and_broken_sources_have_none(text):
    assert comments_in(text, NAMES) == ()


def test_the_place_is_that_of_the_comment():
    assert comments_in("ä = 1  # x # shapecheck: ignore", NAMES) == (Comment(1, 12, 32),)


@pytest.mark.parametrize("line", [3, 4, 5])
def test_a_comment_covers_findings_over_its_line(line):
    text = "\n" * (line - 1) + "# shapecheck: ignore[SHP101]"
    assert left(text, found("SHP101", 3, 5)) == ([], [])


@pytest.mark.parametrize("line", [2, 6])
def test_a_comment_on_another_line_is_unused(line):
    text = "\n" * (line - 1) + "# shapecheck: ignore[SHP101]"
    assert left(text, found("SHP101", 3, 5)) == (["SHP101"], ["SHP001"])


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("ignore", ([], [])),
        ("ignore[SHP1]", (["SHP201"], [])),
        ("ignore[SHP101]", (["SHP201"], [])),
        ("ignore[SHP101, SHP201]", ([], [])),
        ("ignore[SHP101, SHP203]", (["SHP201"], ["SHP001"])),
        ("ignore[SHP203]", (["SHP101", "SHP201"], ["SHP001"])),
    ],
)
def test_only_the_codes_that_are_named_are_ignored(comment, expected):
    assert left(f"x  # shapecheck: {comment}", found("SHP101"), found("SHP201")) == expected


def test_a_comment_for_the_file_covers_all_lines():
    assert left("# shapecheck: ignore-file[SHP2]\nx", found("SHP201", 9), found("SHP101", 8)) == (["SHP101"], [])


def test_a_comment_for_the_file_may_be_unused():
    assert left("# shapecheck: ignore-file[SHP2]\nx", found("SHP101", 8)) == (["SHP101"], ["SHP001"])


def test_a_code_that_was_not_asked_for_is_not_called_unused():
    assert left("x  # shapecheck: ignore[SHP201]", enabled=frozenset({"SHP101"})) == ([], [])
