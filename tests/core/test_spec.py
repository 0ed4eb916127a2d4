"""Specs: what is accepted and what it means, the canonical text, and the place and wording of each error."""

import pickle
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jaxtyping import Float
from strategies import K, M, N, formulas

from shapecheck.core.dim import Dim, broadcast_sizes, maximum, minimum, symbol, symbols_of
from shapecheck.core.notation.contract import Argument, CallSpec
from shapecheck.core.notation.forms import Form, LikeForm, ShapeForm
from shapecheck.core.notation.parse_call import parse_call
from shapecheck.core.notation.parse_size import parse_size
from shapecheck.core.notation.parse_spec import parse_spec
from shapecheck.core.notation.paths import RETURN, Attribute, Key, Path
from shapecheck.core.notation.spec import (
    AnyAxis,
    AnyRun,
    Like,
    Packed,
    Run,
    Sized,
    Spec,
    lookups,
    shape_of_spec,
)
from shapecheck.core.shape import Shape
from shapecheck.errors import SpecError

L = symbol("l")
N_L, N_PREVIOUS = symbol("n", L), symbol("n", L - 1)
NM = Spec((Sized(N), Sized(M)))


# Sizes.


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("4", 4),
        ("007", 7),
        ("1_000", 1000),
        ("9223372036854775807", 2**63 - 1),
        ("n", N),
        ("_x", symbol("_x")),
        ("n[l]", N_L),
        ("n[l-1]", N_PREVIOUS),
        ("n[ l - 1 ]", N_PREVIOUS),
        ("n[L]", symbol("n", symbol("L"))),
        ("n[0]", symbol("n", 0)),
        ("n[n[l]]", symbol("n", N_L)),
        ("2*n+1", 2 * N + 1),
        ("2 * (n + m) - m", 2 * N + M),
        ("n -1", N - 1),
        ("-n+m", M - N),
        ("3*-n+3*n+m", M),
        ("-n**2+n*n+m", M),
        ("n//2%3", N // 2 % 3),
        ("n%3*2", N % 3 * 2),
        ("n-m-k", N - M - K),
        ("2**3**2", 512),
        ("n**0*m", M),
        ("min(n, m)", minimum(N, M)),
        ("max(n,m,3)//2", maximum(N, M, 3) // 2),
        ("broadcast(n, m)", broadcast_sizes(N, M)),
        ("min*n", symbol("min") * N),
        ("größe", symbol("größe")),
    ],
)
def test_a_size_is_read_as_the_arithmetic_says(text, size):
    assert parse_size(text) == size


@given(formulas((N, M, K, N_L, N_PREVIOUS, symbol("n", 2 * K + 1), symbol("m", -1), symbol("_x")), leaves=7))
def test_what_a_size_prints_is_read_back_as_the_same_size(formula):
    if isinstance(formula.size, Dim):
        assert parse_size(str(formula.size)) == formula.size


@given(formulas((N, M, K, N_L), leaves=4), formulas((N, M, K, N_L), leaves=4))
def test_an_index_and_an_argument_are_read_back_too(index, other):
    for size in (symbol("n", index.size), minimum(index.size, 2 * other.size), broadcast_sizes(other.size, N)):
        if isinstance(size, Dim):
            assert parse_size(str(size)) == size


def test_the_caller_says_what_kind_of_symbol_a_name_is_but_an_index_is_always_plain():
    flexible = parse_size("n[l-1]+{m}", partial(symbol, flexible=True))
    assert flexible == symbol("n", L - 1, flexible=True) + parse_size("{m}")


def test_a_lookup_may_be_zero_so_that_nothing_is_concluded_from_it():
    (name,) = symbols_of(parse_size("{self.n_h}"))
    assert (name.name, name.may_be_zero) == ("{self.n_h}", True)
    assert parse_size("min(n,1)") == 1
    assert isinstance(parse_size("min({n},1)"), Dim)


# Shapes: what is accepted.


@pytest.mark.parametrize(
    ("text", "axes"),
    [
        ("", ()),
        ("  ", ()),
        ("()", ()),
        ("[]", ()),
        ("n", (Sized(N),)),
        ("(n)", (Sized(N),)),
        ("(n,)", (Sized(N),)),
        ("n,", (Sized(N),)),
        ("[n]", (Sized(N),)),
        ("n m", NM.axes),
        ("n\n\tm", NM.axes),
        ("n, m", NM.axes),
        ("n,m,", NM.axes),
        ("(n, m)", NM.axes),
        ("[n, m]", NM.axes),
        ("n[l] n[l-1]", (Sized(N_L), Sized(N_PREVIOUS))),
        ("n - 1 m", (Sized(N - 1), Sized(M))),
        ("n - 1, m", (Sized(N - 1), Sized(M))),
        ("n*m", (Sized(N * M),)),
        ("n * m", (Sized(N * M),)),
        ("n *m", (Sized(N), Run("m"))),
        ("min(n, m) k", (Sized(minimum(N, M)), Sized(K))),
        ("(n+1)*2 m", (Sized(2 * N + 2), Sized(M))),
        ("(n) + 1", (Sized(N + 1),)),
        ("(n m) k", (Packed((N, M)), Sized(K))),
        ("(n m)", (Packed((N, M)),)),
        ("((n m), k)", (Packed((N, M)), Sized(K))),
        ("#(n 2)", (Packed((N, 2), broadcastable=True),)),
        ("#n", (Sized(N, broadcastable=True),)),
        ("_", (AnyAxis(),)),
        ("_rows", (AnyAxis("rows"),)),
        ("rows=_", (AnyAxis("rows"),)),
        ("...", (AnyRun(),)),
        ("*_", (AnyRun(),)),
        ("*_rest", (AnyRun("rest"),)),
        ("*s n", (Run("s"), Sized(N))),
        ("#*s", (Run("s", broadcastable=True),)),
        ("*#s", (Run("s", broadcastable=True),)),
        ("batch=*s", (Run("s", label="batch"),)),
        ("rows=4", (Sized(4, label="rows"),)),
        ("n=m+1", (Sized(M + 1, label="n"),)),
        ("rows=#4", (Sized(4, True, "rows"),)),
        ("#rows=4", (Sized(4, True, "rows"),)),
        ("=W", (Like(Path("W")),)),
        ('= grads["dW1"]', (Like(Path("grads", (Key("dW1"),))),)),
        ("=self.W[-1]", (Like(Path("self", (Attribute("W"), Key(-1)))),)),
    ],
)
def test_a_spec_is_read_as_its_axes(text, axes):
    spec = parse_spec(text)
    assert spec.axes == axes
    assert parse_spec(str(spec)) == spec


JAXTYPING_DOCUMENTED = [
    "a b",
    "3 4",
    "...",
    "... c",
    "*batch c",
    "#a b",
    "#*s",
    "rows=3 cols=4",
    "_a b",
    "*_ c",
    "dim-1",
    "min(a,b)",
]


@pytest.mark.parametrize(
    "text", ["", "a  b", "_", "a (b+1)//2", "*#s", "b=*s", "{n} {self.n}*2", *JAXTYPING_DOCUMENTED]
)
def test_what_jaxtyping_documents_is_accepted(text):
    assert Float[np.ndarray, text] is not None
    parse_spec(text)


names = st.sampled_from(["n", "m", "n_h", "W"])
sizes = st.one_of(
    st.integers(0, 2**63 - 1),
    formulas((N, M, N_L, N_PREVIOUS), leaves=4).map(lambda made: made.size).filter(lambda s: isinstance(s, Dim)),
)
labels = st.one_of(st.just(""), names)
single = st.one_of(
    st.builds(Sized, sizes, st.booleans(), labels),
    st.builds(Packed, st.lists(sizes, min_size=2, max_size=3).map(tuple), st.booleans(), labels),
    st.builds(AnyAxis, labels),
)
runs = st.one_of(st.builds(Run, names, st.booleans(), labels), st.builds(AnyRun, labels))
paths = st.builds(
    Path,
    names,
    st.lists(
        st.one_of(
            st.builds(Attribute, names),
            st.builds(Key, st.integers(-3, 3)),
            st.builds(Key, st.text("aW1' ]:,-é", max_size=4)),
            st.just(Key('a"b')),
        ),
        max_size=2,
    ).map(tuple),
)
specs = st.one_of(
    st.builds(
        lambda left, run, right: Spec((*left, *run, *right)),
        *(st.lists(s, max_size=m) for s, m in ((single, 2), (runs, 1), (single, 2))),
    ),
    st.builds(lambda path: Spec((Like(path),)), paths),
)


def readable(spec: Spec) -> bool:
    """Sizes that are never reached, below 0 or too large, are errors in a text."""
    try:
        parse_spec(str(spec))
    except SpecError as error:
        return not any(word in str(error) for word in ("at least 0", "too large"))
    return True


@given(specs.filter(readable))
def test_what_a_spec_prints_is_read_back_as_the_same_spec(spec):
    assert parse_spec(str(spec)) == spec
    assert pickle.loads(pickle.dumps(spec)) == spec


def form_of(spec: Spec) -> Form:
    return ShapeForm(spec) if spec.like is None else LikeForm(spec.like)


@given(specs.filter(readable).map(form_of), specs.filter(readable).map(form_of), st.booleans())
def test_what_a_call_prints_is_read_back_as_the_same_call(first, second, named):
    results, returns = (
        ((Argument(Path("Z", (Key(0),)), second),), ("_", "Z")) if named else ((Argument(RETURN, second),), ("return",))
    )
    call = CallSpec((Argument(Path("X"), first), Argument(Path("p", (Key("W1"),)), second)), results, returns)
    assert parse_call(str(call)) == call


def test_a_spec_with_two_runs_cannot_be_built():
    with pytest.raises(ValueError, match="at most one run"):
        Spec((AnyRun(), Run("s")))
    with pytest.raises(ValueError, match="stands alone"):
        Spec((Like(Path("W")), Sized(1)))


def test_a_spec_says_its_run_and_what_it_is_like():
    assert (parse_spec("n *s").run, parse_spec("n m").run, parse_spec("=W").run) == (1, None, None)
    assert (parse_spec("=W").like, parse_spec("W").like) == (Path("W"), None)


def test_a_spec_of_plain_sizes_is_a_shape():
    assert shape_of_spec(parse_spec("n rows=4 (n 2)")) == Shape((N, 4, 2 * N))
    assert shape_of_spec(parse_spec("n *s m")) == Shape((N,), "s", (M,))
    assert shape_of_spec(parse_spec("...")) == Shape((), "...")
    assert shape_of_spec(parse_spec("")) == Shape()


@pytest.mark.parametrize(
    ("text", "position"), [("_", 0), ("n #m", 2), ("n m _rows", 4), ("#*s", 0), ("=W", 0), ("n #(m 2)", 2)]
)
def test_a_spec_that_leaves_a_size_open_is_no_shape(text, position):
    with pytest.raises(SpecError) as caught:
        shape_of_spec(parse_spec(text))
    assert caught.value.payload.position == position


def test_lookups_are_found_in_sizes_indices_packings_and_operations():
    found = lookups(parse_spec("{a} ({b.c} 2) n[{d}-1] min({e},n) {a} _ ...").sizes)
    assert [str(path) for _, path in found] == ["a", "b.c", "d", "e"]
    assert all(name.may_be_zero for name, _ in found)


# Calls.


def test_a_call_is_read_as_arguments_and_a_result():
    call = parse_call("A_prev: n[l-1] m, W: n[l] n[l-1], b: n[l] 1 -> n[l] m")
    assert [(str(a.path), str(a.spec)) for a in call.arguments] == [
        ("A_prev", "n[l-1] m"),
        ("W", "n[l] n[l-1]"),
        ("b", "n[l] 1"),
    ]
    assert call.results == (Argument(RETURN, ShapeForm(parse_spec("n[l] m"))),)
    assert call.returns == ("return",)


def test_commas_in_brackets_belong_to_the_shape():
    call = parse_call("A: (n, m), B: [n,], c: (), d: min(n, m) k, e: (n m) k -> (n, m)")
    assert str(call) == "A: n m, B: n, c: (), d: min(m,n) k, e: (n m) k -> n m"


@pytest.mark.parametrize(
    ("text", "returns", "results"),
    [
        ("x: n", (), []),
        ("x: n -> m", ("return",), ["m"]),
        ("-> m", ("return",), ["m"]),
        ("x: n -> ()", ("return",), ["()"]),
        ("x: n -> _", ("return",), ["_"]),
        ("x: n -> Z: m", ("Z",), ["Z: m"]),
        ("x: n -> Z: m, c: k", ("Z", "c"), ["Z: m", "c: k"]),
        ("x: n -> Z: m, _", ("Z", "_"), ["Z: m"]),
        ("x: n -> _, Z: m,", ("_", "Z"), ["Z: m"]),
        ('x: n -> g["a"]: n, Z: m, g["b"]: =x', ("g", "Z"), ['g["a"]: n', 'g["b"]: =x', "Z: m"]),
    ],
)
def test_the_returned_values_are_the_roots_of_the_results_in_order(text, returns, results):
    call = parse_call(text)
    assert call.returns == returns
    assert [str(result) for result in call.results] == results
    assert parse_call(str(call)) == call


def test_arguments_may_be_paths_into_values():
    call = parse_call("""grads["dW1"]: n m, self.W: n, caches[0][-1]: k, p['b"']: 1""")
    assert [a.path for a in call.arguments] == [
        Path("grads", (Key("dW1"),)),
        Path("self", (Attribute("W"),)),
        Path("caches", (Key(0), Key(-1))),
        Path("p", (Key('b"'),)),
    ]


def test_a_call_may_span_lines_and_end_in_a_comma():
    assert parse_call("\n  X: n m,\n  Y: n,\n") == parse_call("X: n m, Y: n")
