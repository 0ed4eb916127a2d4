"""Errors in specs: the exact place, the exact words, and that no text exhausts the machine."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import N

from shapecheck.core.notation.parse_call import parse_call
from shapecheck.core.notation.parse_size import parse_size
from shapecheck.core.notation.parse_spec import parse_spec
from shapecheck.errors import SpecError, SpecProblem

# Errors: the place, then the words.

SPEC_ERRORS = [
    ("(n, m", 5, "`(` at offset 0 is not closed: add `)`"),
    ("n[l", 3, "`[` at offset 1 is not closed: add `]`"),
    ("(n m]", 4, "`(` is not closed: write `)` here"),
    ("n m)", 3, "`)` closes nothing: remove it"),
    ("n $ m", 2, "`$` has no meaning in a shape: remove it"),
    ("n/2", 1, "`/` has no meaning in a shape: write `//` for a floor division"),
    ("n² m", 1, "`²` has no meaning in a shape: remove it"),
    ("n，m", 1, "`，` has no meaning in a shape: write `,`"),
    ("２", 0, "`２` has no meaning in a shape: write `2`"),
    ("n、m", 1, "`、` has no meaning in a shape: write `,`"),
    ("٣", 0, "`٣` has no meaning in a shape: remove it"),
    ("n *s m ...", 7, "a shape has at most one run of axes: write single axes instead of this one"),
    ("n[] m", 2, "the index is missing: write `n[l]`"),
    ("n[1,2]", 3, "`,` cannot stand in an index: an index is one expression, such as `l-1`"),
    ("n[l m]", 4, "`m` cannot stand in an index: an index is one expression, such as `l-1`"),
    ("n [l]", 2, "an index must follow its name without a space: write `n[l]`"),
    ("n[l][k]", 4, "a name has one index: remove the second"),
    ("m n[-1]", 4, "an index must be at least 0 (got -1): write `n[L]` for the last"),
    ("2,,3", 2, "an axis is missing before the comma: write it, or remove the comma"),
    (",2", 0, "an axis is missing before the comma: write it, or remove the comma"),
    ("n m, k", 3, "axes are separated all by commas or all by spaces: use one of the two"),
    ("n, m k", 5, "axes are separated all by commas or all by spaces: use one of the two"),
    ("[n m]", 3, "axes are separated all by commas or all by spaces: use one of the two"),
    ("m 2x", 3, "`x` touches the axis before it: write an operator between, or a space between two axes"),
    ("n(m)", 0, "`n` is not a function here: use min, max or broadcast"),
    ("n...", 1, "`...` touches the axis before it: write an operator between, or a space between two axes"),
    ("n#", 1, "`#` stands in front of its axis: write `#n`"),
    ("9223372036854775808", 0, "the number is too large: write at most 9223372036854775807"),
    ("n 9223372036854775807*2", 21, "the number is too large: write at most 9223372036854775807"),
    ("1_ 2", 1, "`_` stands between two digits: remove it"),
    ("n**65", 1, "the power is too high: write at most 64"),
    ("2**2**99", 4, "the power is too high: write at most 64"),
    ("n**-1", 3, "an exponent must be a plain number, at least 0"),
    ("n**m", 3, "an exponent must be a plain number, at least 0"),
    ("(n+m+k+l)**40", 9, "a size has at most 256 terms: write a smaller one"),
    ("-1", 0, "a size must be at least 0 (got -1): write another"),
    ("n 3-4", 2, "a size must be at least 0 (got -1): write another"),
    ("-n", 0, "a size must be at least 0 (got -n): write another"),
    ("(n -1)", 3, "`-` needs a space on both sides or on neither: write `n-m`"),
    ("(2 -1 n)", 3, "`-` needs a space on both sides or on neither: write `n-m`"),
    ("n -1", 2, "`-` needs a space on both sides or on neither: write `n-m`"),
    ("n- 1", 1, "`-` needs a space on both sides or on neither: write `n-m`"),
    ("- 1", 0, "a sign must touch its number: remove the space"),
    ("n+", 2, "a size is missing before the end: write a number or a name"),
    ("n +", 3, "a size is missing before the end: write a number or a name"),
    ("##n", 1, "`#` stands in front of an axis once: remove the other"),
    ("**s", 0, "`*` stands in front of an axis once: remove the other"),
    ("*4", 1, "a run of axes has a name: write one such as `*s`"),
    ("*s+1", 2, "`*s` stands for axes, not for a size: write a space after it"),
    ("*", 1, "an axis is missing right after `*`: write it without a space"),
    ("# n", 1, "an axis is missing right after `#`: write it without a space"),
    ("#_", 1, "`_` stands for any size, 1 included: remove the `#`"),
    ("#*_s", 2, "`*_s` stands for any axes: remove the `#`"),
    ("*...", 1, "`...` stands on its own: remove what is in front of it"),
    ("?n", 0, "`?` (a size for each leaf of a tree) is not known here: write a plain name"),
    ("_x+1", 0, "`_x` stands for any size and is used alone: write another name"),
    ("2*_x", 2, "`_x` stands for any size: write a name without `_` in an expression"),
    ("_4", 0, "`_4` is not a name: remove the `_`"),
    ("_n=4", 0, "an axis has one label, which starts with a letter: write another"),
    ("a=b=c", 2, "an axis has one label, which starts with a letter: write another"),
    ("n=", 2, "an axis is missing right after `=`: write it without a space"),
    ("n =3", 2, "`=` has nothing in front of it: write `rows=4` for a label, or `=W` as the whole shape"),
    ("=", 1, "the name of an array is missing before the end: write it"),
    ("=W k", 3, "`k` cannot stand here: write the axes of one shape only"),
    ("=W[l]", 3, 'a key is a number or a quoted text: write one such as [0] or ["W1"]'),
    ("n (m, k)", 4, "brackets with a comma are a tuple and must be the whole shape: remove the comma"),
    ("(n, m) k", 7, "`k` cannot follow: what is in `(` is the whole shape: remove it, or the brackets"),
    ("n ()", 3, "the brackets are empty: write 1 for an axis of size 1"),
    (
        "(h w)*2",
        3,
        "brackets with a space pack axes into one: write an operator here, or the brackets as an axis of their own",
    ),
    ("min(a b)", 6, "`b` cannot stand here: separate arguments by commas"),
    ("min()", 4, "a size is missing before `)`: write a number or a name"),
    ("min((a b),c)", 7, "`b` cannot follow a size: write an operator between"),
    ("{}", 1, "braces hold a plain dotted name: write one such as `{self.n_h}`"),
    ("{len(x)}", 4, "braces hold a plain dotted name: write one such as `{self.n_h}`"),
    ("{a.}", 3, "braces hold a plain dotted name: write one such as `{self.n_h}`"),
    ("m n//0", 5, "the divisor of `//` is 0: write another"),
    ("n%(m-m)", 2, "the divisor of `%` is 0: write another"),
    ("n->m", 1, "`->` cannot stand here: write the axes of one shape only"),
    ("n:m", 1, "`:` belongs to a call spec, `name: shape`: write the shape only"),
    ("'a'", 0, "a size is missing before `'a'`: write a number or a name"),
    ("'a", 2, "the key that starts with ' is not closed: close it"),
]


@pytest.mark.parametrize(("text", "position", "message"), SPEC_ERRORS)
def test_an_error_in_a_spec_points_at_the_character_and_says_what_to_write(text, position, message):
    with pytest.raises(SpecError) as caught:
        parse_spec(text)
    assert caught.value.payload == SpecProblem(text, position, message)


CALL_ERRORS = [
    ("", 0, "a call spec is empty: write `name: shape`"),
    ("x", 1, "`:` is missing after `x`: write `name: shape`, and commas between axes only within brackets"),
    ("n m -> k", 2, "`:` is missing after `n`: write `name: shape`, and commas between axes only within brackets"),
    ("A: n, m", 7, "`:` is missing after `m`: write `name: shape`, and commas between axes only within brackets"),
    ("x: , y: n", 3, "a shape is missing after `x:`: write one, or `()` for a scalar"),
    ("x: n ->", 7, "a shape is missing after `->`: write one, or `()` for a scalar"),
    ("A: n, A: m", 6, "`A` is named twice: remove one, or give it another name"),
    ("A: n -> A: n", 8, "`A` is named twice: remove one, or give it another name"),
    (
        "x: n -> n, m",
        9,
        "several results need names: write `-> Z: n m, c: n 1` for two results, `-> (n, m)` for two axes",
    ),
    ("x: n -> Z: n, m", 14, "several results need names: write `name: shape`, or `_` to pass over one"),
    ("x: n -> n -> m", 10, "`->` cannot stand here: the call spec should end before it"),
    ("x[l]: n", 2, 'a key is a number or a quoted text: write one such as [0] or ["W1"]'),
    ('x["a: n', 7, 'the key that starts with " is not closed: close it'),
    ('x["a\\n"]: n', 4, "a key has no escapes and no line breaks: write it plainly"),
    ("x.: n", 2, "an attribute's name is missing before `:`: write it"),
    ("_: n", 0, "`_` cannot name a value: write another name"),
    ("return: n", 0, "`return` cannot name a value: write another name"),
    ("W: =W", 4, "`W` cannot be shaped like itself: write its axes"),
    ("x: n,, y: m", 5, "an argument's name is missing before `,`: write it"),
    ("x: (n, m) k, y: 1", 10, "`k` cannot follow: what is in `(` is the whole shape: remove it, or the brackets"),
    ("x: n y: m", 5, "a comma is missing before this name: write one between arguments"),
    ("3: n", 0, "an argument's name is missing before `3`: write it"),
    ("x: n, y: 2,,3", 11, "an argument's name is missing before `,`: write it"),
]


@pytest.mark.parametrize(("text", "position", "message"), CALL_ERRORS)
def test_an_error_in_a_call_points_at_the_character_and_says_what_to_write(text, position, message):
    with pytest.raises(SpecError) as caught:
        parse_call(text)
    assert caught.value.payload == SpecProblem(text, position, message)


@pytest.mark.parametrize(
    ("text", "position"), [("n m", 2), ("n, m", 1), ("-3", 0), ("2-3", 0), ("(n m)", 3), ("*s", 0), ("", 0)]
)
def test_an_error_in_a_size_points_at_the_character(text, position):
    with pytest.raises(SpecError) as caught:
        parse_size(text)
    assert caught.value.payload.position == position


@pytest.mark.parametrize(
    "text",
    [
        "(" * 10_000 + "n" + ")" * 10_000,
        "n[" * 10_000,
        "min(n," * 33 + "1" + ")" * 33,
        "n%" * 10_000 + "2",
        "n//(" * 31 + "m" + ")" * 31 + "//n" * 10_000,
        "+".join(f"a{i}" for i in range(3_000)),
        "min(" + ",".join(f"a{i}" for i in range(3_000)) + ")",
        "**".join(["2"] * 3_000),
        "9" * 10_000,
        "((n+1)**64)**64",
        "*".join(f"(a{i}+b{i})" for i in range(30)),
    ],
    ids=lambda text: text[:12],
)
@pytest.mark.usefixtures("soon")
def test_a_hostile_text_is_an_error_in_a_moment(text):
    with pytest.raises(SpecError):
        parse_spec(text)


def test_a_long_honest_text_is_read():
    assert len(parse_spec(" ".join(["n"] * 20_000)).axes) == 20_000
    assert parse_size("-" * 10_000 + "n") == N


@given(st.text(alphabet="nml_[](){}*#=+-/%., :>0123\"'?", max_size=20))
def test_any_text_is_read_or_refused_with_a_place_inside_it(text):
    for parse in (parse_spec, parse_call, parse_size):
        problem = None
        try:
            parse(text)
        except SpecError as error:
            problem = error.payload
        assert problem is None or 0 <= problem.position <= len(text)


def test_a_spec_must_be_text():
    with pytest.raises(TypeError, match="a spec must be a str"):
        parse_spec(3)
