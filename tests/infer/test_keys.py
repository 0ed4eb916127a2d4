"""Keys of which not all is known: what is written under one is read under it, and may be met under no other word."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shapecheck import find_faults
from shapecheck.core.dim import evaluate, symbol
from shapecheck.infer.open_keys import Hole, OpenKey, are_same

KEYS = {
    "sum": '"{}" + str(l)',
    "f-string": 'f"{}{{l}}"',
    "percent": '"{}%d" % l',
    "percent of a tuple": '"{}%s" % (l,)',
    "format": '"{}{{}}".format(l)',
    "tuple": '("{}", l)',
    "two holes": 'f"{}_{{l}}_{{k}}"',
    "a width": '"{}" + f"{{l}}"',
}


def found(body):
    return [(own.severity, own.code, own.line) for own in find_faults(f"import numpy as np\n{body}")]


def network(key, *between, last="np.zeros((4, 5))"):
    weights, bias = (key.format(word) for word in ("W", "b"))
    lines = [
        "def network(l, k, x):",
        "    p = {}",
        f"    p[{weights}] = np.zeros((2, 3))",
        f"    p[{bias}] = np.zeros((2, 1))",
        *(f"    {line}" for line in between),
        f"    return p[{weights}] @ {last}",
    ]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("way", KEYS)
def test_what_is_written_under_a_key_is_read_under_it(way):
    assert found(network(KEYS[way])) == [("error", "SHP101", 6)]
    assert found(network(KEYS[way], last="np.zeros((3, 5))")) == []


@pytest.mark.parametrize("way", KEYS)
def test_the_last_write_counts(way):
    over = f"p[{KEYS[way].format('W')}] = np.zeros((7, 4))"
    assert found(network(KEYS[way], over)) == []
    assert found(network(KEYS[way], over, last="np.zeros((3, 5))")) == [("error", "SHP101", 7)]


@pytest.mark.parametrize(
    "between",
    [
        'p["W1"] = np.zeros((2, 4))',  # l may be 1
        'p["W" + str(k)] = np.zeros((2, 4))',  # k may be l
        "p[x] = np.zeros((2, 4))",
        "p.update(x)",
        "x(p)",
        'p.update({"W1": np.zeros((2, 4))})',
        "q = p if x else {}; q['W' + str(k)] = np.zeros((2, 4))",
        "l = l + 1",
        "l = k",
        "for l in range(k): pass",
        'if x: p["W" + str(l)] = np.zeros((2, 4))',
        'p = {**p, "W1": np.zeros((2, 4))}',
        'p.setdefault("W" + str(k), np.zeros((2, 4)))\n    p = dict(p, W1=np.zeros((2, 4)))',
    ],
)
def test_what_may_be_the_same_key_may_be_written_over(between):
    assert found(network(KEYS["sum"], between)) == []


@pytest.mark.parametrize(
    "between",
    [
        'p["b1"] = np.zeros((2, 4))',
        'p["V" + str(k)] = np.zeros((2, 4))',
        'p["b" + str(k)] = p["V"] = np.zeros((2, 4))',
        'p[3] = p["W", l] = np.zeros((2, 4))',
        'q = p; q["b" + str(k)] = np.zeros((2, 4))',
        'p.update({"b1": np.zeros((2, 4))})',
        'if x: p["b" + str(l)] = np.zeros((2, 4))',
        'for i in range(k): p[f"b{i}"] = np.zeros((2, 4))',
    ],
)
def test_what_is_another_key_is_not(between):
    assert [code for _, code, _ in found(network(KEYS["sum"], between))] == ["SHP101"]


def test_a_number_alone_is_a_key():
    body = "def f(l, k):\n    p = {{}}\n    p[l] = np.zeros((2, 3))\n    p[{}] = np.zeros((2, 4))\n"
    body += "    return p[l] @ np.zeros((5, 6))\n"
    assert found(body.format('"b"')) == []  # l may be a text
    assert found(body.format("l")) == [("error", "SHP101", 6)]
    assert found(body.format("k")) == []


def test_attributes_and_loops_have_such_keys():
    body = """
class Network:
    def __init__(self, n):
        self.p = {}
        for l in range(n):
            self.p[f"W{l}"] = np.zeros((2, 3))
            self.p[f"b{l}"] = np.zeros((2, 1))
            SUM = self.p[f"W{l}"] @ np.zeros((4, 5))

    def forward(self, l):
        self.p["W%d" % l] = np.zeros((2, 3))
        self.p["b%d" % l] = np.zeros((2, 1))
        return self.p["W%d" % l] @ np.zeros((4, 5))
"""
    assert [line for _, _, line in found(body)] == [9, 14]
    assert found(body.replace("(4, 5)", "(3, 5)")) == []


def test_a_turn_is_not_the_one_before():
    body = """
def f(n, names):
    p = {}
    for l in range(n):
        p[f"W{l}"] = np.zeros((2, 3))
    for l in range(n):
        p[f"W{l}"] = np.zeros((4, 4))
        if l > 2:
            p[f"W{l - 1}"] @ np.zeros((4, 4))
            p[f"W{l + 1}"] @ np.zeros((3, 4))
    keys = [f"W{i}" for i in range(n)]
    p[keys[0]] = np.zeros((2, 3))
    p[keys[1]] = np.zeros((4, 4))
    p[keys[0]] @ np.zeros((3, 4))
    for key in keys:
        p[key] @ np.zeros((p[key].shape[1], 4))
    for name in names:
        p["V" + name] = np.zeros((2, 3))
    for name in names:
        p["V" + name] = np.zeros((4, 4))
        [p["V" + other] @ np.zeros((3, 4)) for other in names]
    return p
"""
    assert found(body) == []


def test_a_function_that_is_called_again_gives_another_key():
    body = """
def key(l):
    return "W" + str(l)

def f(l, k):
    p = {}
    p[key(l)] = np.zeros((2, 3))
    p[key(k)] = np.zeros((4, 4))
    return p[key(l)] @ np.zeros((3, 4)), p[key(k)] @ np.zeros((4, 4))
"""
    assert found(body) == []


# The relation, against all values of the holes

A, B = "a value", "another"
N = symbol("n")
VALUES = {A: ("", "1", "12", "x", "-3"), B: ("", "1", "12", "x", "-3")}
HOLES = [Hole(A, False), Hole(B, False), Hole(N, True), Hole(N + 1, True), Hole(symbol("k"), True)]
NUMBERS = (0, 1, 2, 11, 12)


def texts(key, values, numbers):
    """Give what a key is for some values of its holes."""
    if isinstance(key, str):
        return key
    assert isinstance(key, OpenKey)
    if key.items is not None:
        return tuple(texts(item, values, numbers) for item in key.items)
    return "".join(part if isinstance(part, str) else hole_text(part, values, numbers) for part in key.parts)


def hole_text(hole, values, numbers):
    return values[hole.value] if isinstance(hole.value, str) else str(evaluate(hole.value, numbers))


words = st.sampled_from(["W", "b", "W1", "1", "-", "x_", ""])
text_keys = st.lists(st.one_of(words, st.sampled_from(HOLES)), min_size=1, max_size=4)


def as_key(parts):
    joined = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        elif part != "":
            joined.append(part)
    if all(isinstance(part, str) for part in joined):
        return "".join(joined)
    return OpenKey(tuple(joined))


@given(text_keys, text_keys)
def test_the_relation_holds_for_all_values(left, right):
    one, other = as_key(left), as_key(right)
    said = are_same(one, other)
    seen = set()
    for a in VALUES[A]:
        for b in VALUES[B]:
            for n in NUMBERS:
                for k in NUMBERS:
                    own = {A: a, B: b}, {N: n, symbol("k"): k}
                    seen.add(texts(one, *own) == texts(other, *own))
    assert said is not True or seen == {True}
    assert said is not False or seen == {False}
    assert are_same(other, one) == said


@pytest.mark.parametrize(
    ("left", "right", "said"),
    [
        (("W", HOLES[0]), ("b", HOLES[0]), False),
        (("W", HOLES[0]), ("W", HOLES[0]), True),
        (("W", HOLES[0]), ("W", HOLES[1]), None),
        (("W", HOLES[2]), ("W", HOLES[3]), False),
        (("W", HOLES[2]), ("Wx", HOLES[2]), False),
        (("W", HOLES[2]), ("W1",), None),
        (("W", HOLES[2]), ("Wx",), False),
        (("W", HOLES[0]), ("Wx",), None),
        ((HOLES[2], "_W"), (HOLES[2], "_b"), False),
    ],
)
def test_words_that_never_meet_are_apart(left, right, said):
    assert are_same(as_key(left), as_key(right)) is said


def test_tuples_are_compared_item_by_item():
    w, b = (OpenKey(items=(word, OpenKey(hole=HOLES[2]))) for word in "Wb")
    assert are_same(w, b) is False
    assert are_same(w, ("W", 1)) is None
    assert are_same(w, ("b", 1)) is False
    assert are_same(w, ("W", 1, 2)) is False
    assert are_same(w, "W1") is False
    assert re.match("OpenKey", repr(w))
