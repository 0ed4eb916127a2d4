"""Text as a terminal shows it."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from shapecheck.display import display_width, in_json, laid_out, printable, wrapped
from shapecheck.errors import SpecProblem

ANYTHING = st.text(st.characters(exclude_categories=()))


def obeyed(text):
    """Give the characters of a text that a terminal obeys, or hides."""
    joiners = "\u200c\u200d"
    return [own for own in text if unicodedata.category(own) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and own not in joiners]


@given(ANYTHING)
def test_what_is_printed_has_nothing_that_a_terminal_obeys(text):
    rare = set(obeyed(printable(text)))  # format characters of scripts, which show something
    assert all(
        unicodedata.category(own) == "Cf" and own not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2069" for own in rare
    )
    assert printable(printable(text)) == printable(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("größe 形状 ∂W 👩‍🔬", "größe 形状 ∂W 👩‍🔬"),
        ("a\tb", "a b"),
        ("\x1b]0;title\x07", "\\x1b]0;title\\x07"),
        ("\x9b31m", "\\x9b31m"),
        ("a\u202eb\u2066c", "a\\u202eb\\u2066c"),
        ("zero\u200bwidth\ufeff", "zero\\u200bwidth\\ufeff"),
        ("end\u2028of\r\nline", "end\\u2028of\\r\\nline"),
        ("\udc80.py", "\\udc80.py"),
    ],
)
def test_what_is_not_printable_is_spelled_as_python_spells_it(text, shown):
    assert printable(text) == shown


@given(st.dictionaries(ANYTHING, ANYTHING))
def test_json_says_the_same_with_these_characters_escaped(value):
    text = in_json(json.dumps(value, ensure_ascii=False, indent=2))
    assert json.loads(text) == json.loads(json.dumps(value))
    assert not set("\x1b\x9b\u202e\u2028\x7f\udc80") & set(text)


@pytest.mark.parametrize("text", ["axis 0", "形状", "e\u0301", "ｆｕｌｌ", "한국", "λ", "🙂", "नमस्ते"[:1], ""])
def test_a_text_is_as_wide_as_the_terminal_library_says(text):
    assert display_width(text) == cell_len(text)


def test_each_character_has_its_column():
    assert laid_out("x\t形=\x1b") == (["x", " ", "形", "=", "\\x1b"], [0, 1, 2, 4, 5, 9])


@given(st.text(st.sampled_from("ab 形\u0301")), st.integers(6, 30), st.sampled_from(["", "  "]))
def test_lines_are_no_wider_than_they_may_be_and_lose_no_word(text, width, indent):
    lines = wrapped(text, width, indent)
    assert all(display_width(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_the_caret_of_an_error_stands_under_the_column_that_a_terminal_shows():
    *_, line, caret = str(SpecProblem("形状, m\x1b!", 5, "it cannot be read")).splitlines()
    assert line == "    形状, m\\x1b!"
    assert display_width(line[: line.index("\\x1b")]) == caret.index("^")
