"""Families by anti-unification: what two runs of different lengths have in common, and what they do not."""

import pytest

from shapecheck.core.notation.forms import Form
from shapecheck.core.notation.parse_call import parse_contract
from shapecheck.infer.families import generalized, lengths_of


def forms(*texts: str) -> list[Form]:
    return [parameter.form for parameter in parse_contract(f"f({', '.join(texts)})").parameters]


COMMON = {
    "weights in columns": (["x: [b a, c b]"], ["x: [b a, c b, d c]"], ["[n[l] n[l-1] for l in 1..L]"]),
    "weights in rows": (["x: [a b, b c]"], ["x: [a b, b c, c d]"], ["[n[l-1] n[l] for l in 1..L]"]),
    "a list of sizes begins at 0": (
        ["x: [int a, int b, int c]", "W: [b a, c b]"],
        ["x: [int a, int b, int c, int d]", "W: [b a, c b, d c]"],
        ["[int n[l] for l in 0..L]", "[n[l] n[l-1] for l in 1..L]"],
    ),
    "keys of texts are numbered": (
        ['x: {"W1": b a, "b1": b 1, "W2": c b, "b2": c 1}', "y: c m"],
        ['x: {"W1": b a, "b1": b 1, "W2": c b, "b2": c 1, "W3": d c, "b3": d 1}', "y: d m"],
        ['{"W{l}": n[l] n[l-1], "b{l}": n[l] 1 for l in 1..L}', "n[L] m"],
    ),
    "all of one shape": (["x: [a m, a m]"], ["x: [a m, a m, a m]"], ["[a m for l in 1..L]"]),
    "a number counts them": (
        ["x: [(a,), (b,)]", "n: int 3"],
        ["x: [(a,), (b,), (c,)]", "n: int 4"],
        ["[(n[l],) for l in 1..L]", "int L+1"],
    ),
    "from the last one back": (
        ["W: [b a, c b, d c]", "x: [c d, b c, a b]", 'y: [{"dW": d c}, {"dW": c b}, {"dW": b a}]'],
        [
            "W: [b a, c b, d c, e d]",
            "x: [d e, c d, b c, a b]",
            'y: [{"dW": e d}, {"dW": d c}, {"dW": c b}, {"dW": b a}]',
        ],
        [
            "[n[l] n[l-1] for l in 1..L]",
            "[n[L-l] n[L-l+1] for l in 1..L]",
            '[{"dW": n[L-l+1] n[L-l]} for l in 1..L]',
        ],
    ),
    "a tuple is as long in both": (["x: (a, b 1)"], ["x: (a, b 1)"], ["((a,), b 1)"]),
    "a key that stands alone": (
        ['x: {"X": m a, "W1": b a, "W2": c b}'],
        ['x: {"X": m a, "W1": b a, "W2": c b, "W3": d c}'],
        ['{"X": m n[0], "W{l}": n[l] n[l-1] for l in 1..L}'],
    ),
}


@pytest.mark.parametrize(("short", "long", "common"), COMMON.values(), ids=COMMON)
def test_what_two_runs_have_in_common(short: list[str], long: list[str], common: list[str]) -> None:
    assert list(map(str, generalized(forms(*short), forms(*long)))) == common


APART = {
    "items of other shapes": (["x: [a b, c]"], ["x: [a b, c, d]"]),
    "sizes in no order": (["x: [b a, c a]"], ["x: [b a, c a, a d]"]),
    "keys that are left out": (['x: {"W1": a, "W3": b}'], ['x: {"W1": a, "W3": b, "W5": c}']),
}


@pytest.mark.parametrize(("short", "long"), APART.values(), ids=APART)
def test_what_is_not_alike_is_unknown(short: list[str], long: list[str]) -> None:
    assert list(map(str, generalized(forms(*short), forms(*long)))) == ["?"]


def test_the_lengths_of_runs_are_those_of_the_last_keys() -> None:
    runs = forms('x: {"W1": a, "W2": b}'), forms('x: {"W1": a, "W2": b, "W3": c}')
    assert lengths_of(runs) == (2, 3)
    assert lengths_of([forms("x: n m"), forms("x: n m")]) == ()


def test_items_that_are_not_alike_do_not_say_how_far_sizes_count() -> None:
    short = forms("x: [int a, int b]", "y: [A(W: a b), B()]")
    long = forms("x: [int a, int b, int c]", "y: [A(W: a b), B(), A(W: b c), B()]")
    assert list(map(str, generalized(short, long))) == ["[int n[l] for l in 0..L]", "?"]
