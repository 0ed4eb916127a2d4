"""Contracts: what is accepted and what it means, the canonical text, and the place and wording of each error."""

import pickle

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import K, M, N

from shapecheck.core.dim import Dim, Size, symbol
from shapecheck.core.notation.contract import Contract, Need
from shapecheck.core.notation.forms import (
    DictForm,
    Entry,
    Family,
    Form,
    LikeForm,
    ListForm,
    NumberForm,
    ObjectForm,
    Parameter,
    ShapeForm,
    TextKey,
    TupleForm,
    UnknownForm,
)
from shapecheck.core.notation.parse_call import parse_call, parse_contract
from shapecheck.core.notation.parse_spec import parse_spec
from shapecheck.core.notation.paths import Attribute, Key, Path
from shapecheck.core.notation.spec import AnyAxis, AnyRun, Packed, Run, Sized, Spec
from shapecheck.errors import SpecError, SpecProblem

LAYER, LAST = symbol("l"), symbol("L")
N_L, N_BEFORE = symbol("n", LAYER), symbol("n", LAYER - 1)


def shape(text: str) -> ShapeForm:
    return ShapeForm(parse_spec(text))


def form_of(text: str) -> Form:
    return parse_contract(f"f(x: {text})").parameters[0].form


# What is accepted.


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("n m", shape("n m")),
        ("()", shape("()")),
        ("(n, m)", shape("n m")),
        ("(n,)", shape("n")),
        ("[n, m]", shape("n m")),
        ("[]", shape("()")),
        ("(h w) c", shape("(h w) c")),
        ("(h w)", shape("(h w)")),
        ("((h w), c)", shape("(h w) c")),
        ("(n+1)*2 m", shape("2*n+2 m")),
        ("{self.n_h} m", shape("{self.n_h} m")),
        ("(rows=4, *s)", shape("rows=4 *s")),
        ("int", shape("(int,)")),
        ("int+1", shape("int+1")),
        ("int - 1", shape("int-1")),
        ("(int, n)", shape("(int, n)")),
        ("min(n, m) k", shape("min(n, m) k")),
        ("int n", NumberForm(N)),
        ("int -1", NumberForm(-1)),
        ("int 2*n + 1", NumberForm(2 * N + 1)),
        ("int (n+m)*k", NumberForm((N + M) * K)),
        ("?", UnknownForm()),
        ("=W", LikeForm(Path("W"))),
        ('=cache["A"]', LikeForm(Path("cache", (Key("A"),)))),
        ("(k m, n k, n 1)", TupleForm((shape("k m"), shape("n k"), shape("n 1")))),
        ("(n m,)", TupleForm((shape("n m"),))),
        ("((n,), (m,))", TupleForm((shape("n"), shape("m")))),
        ("((n,),)", TupleForm((shape("n"),))),
        ("(n m, k)", TupleForm((shape("n m"), shape("k")))),
        ("((), n m)", TupleForm((shape("()"), shape("n m")))),
        ("((h w) c, n)", TupleForm((shape("(h w) c"), shape("n")))),
        ("(int n, int m)", TupleForm((NumberForm(N), NumberForm(M)))),
        ("(?, =W)", TupleForm((UnknownForm(), LikeForm(Path("W"))))),
        ("((n m, k), n)", TupleForm((TupleForm((shape("n m"), shape("k"))), shape("n")))),
        ("(,)", TupleForm(())),
        ("[,]", ListForm(())),
        ("[n m]", ListForm((Entry(None, shape("n m")),))),
        ("[(n,)]", ListForm((Entry(None, shape("n")),))),
        ("[n for l in 1..L]", ListForm((Family("l", 1, LAST, (Entry(None, shape("n")),)),))),
        (
            "[n[0] m, n[l] m for l in 1..L - 1, ?]",
            ListForm(
                (
                    Entry(None, shape("n[0] m")),
                    Family("l", 1, LAST - 1, (Entry(None, shape("n[l] m")),)),
                    Entry(None, UnknownForm()),
                )
            ),
        ),
        ("{}", DictForm(())),
        ("{0: n m, 'a b': (n, m)}", DictForm((Entry(0, shape("n m")), Entry(TextKey(("a b",)), shape("n m"))))),
        ("{l: n[l] m for l in 0..L}", DictForm((Family("l", 0, LAST, (Entry(LAYER, shape("n[l] m")),)),))),
        (
            '{"X": n m, "W{l}": n[l] n[l-1], "b{l+1}": n[l] 1 for l in 1..L, "Y": m}',
            DictForm(
                (
                    Entry(TextKey(("X",)), shape("n m")),
                    Family(
                        "l",
                        1,
                        LAST,
                        (
                            Entry(TextKey(("W", LAYER)), shape("n[l] n[l-1]")),
                            Entry(TextKey(("b", LAYER + 1)), shape("n[l] 1")),
                        ),
                    ),
                    Entry(TextKey(("Y",)), shape("m")),
                )
            ),
        ),
        ('{"{{n}} {2}": n}', DictForm((Entry(TextKey(("{n} 2",)), shape("n")),))),
        ('{"W{l}": n[l]}', DictForm((Entry(TextKey(("W", LAYER)), shape("n[l]")),))),
        ("Layer()", ObjectForm("Layer")),
        (
            "Layer(W: n m, b: (n, 1), next: min(out: k))",
            ObjectForm(
                "Layer",
                (
                    Parameter("W", shape("n m")),
                    Parameter("b", shape("n 1")),
                    Parameter("next", ObjectForm("min", (Parameter("out", shape("k")),))),
                ),
            ),
        ),
    ],
)
def test_a_form_is_read_as_what_it_says_and_printed_so_that_it_is_read_again(text, form):
    assert form_of(text) == form
    assert form_of(str(form)) == form


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("( k m ,n k)", "(k m, n k)"),
        ("(n m, k)", "(n m, (k,))"),
        ("(n, m)", "n m"),
        ("(int, n)", "(int, n)"),
        ("(n, where, m)", "(n, where, m)"),
        ("where", "where"),
        ("(for,)", "for"),
        ("[(n, for)]", "[(n, for)]"),
        ("[n for=3 for[l] m]", "[n for=3 for[l] m]"),
        ("int (n//2)", "int n//2"),
        ("{'a': n,}", '{"a": n}'),
        ("[n m for l in 1 .. L-1]", "[n m for l in 1..L-1]"),
    ],
)
def test_what_is_read_is_printed_in_one_way(text, canonical):
    assert str(form_of(text)) == canonical
    assert form_of(canonical) == form_of(text)


def test_a_contract_has_a_name_parameters_a_result_and_needs():
    contract = parse_contract("Net.forward(self: Net(W: n k), X: k m) -> (n m, k m) where k = 2*n, n >= 2, m%2 != 1")
    assert contract.name == "Net.forward"
    assert [each.name for each in contract.parameters] == ["self", "X"]
    assert contract.result == TupleForm((shape("n m"), shape("k m")))
    assert contract.needs == (Need(K, "=", 2 * N), Need(N, ">=", 2), Need(M % 2, "!=", 1))
    assert parse_contract("f()") == Contract("f")


def test_the_brackets_of_a_contract_hold_what_a_call_spec_is():
    inside, behind = "x: n m, cache: (k m, n k)", " -> (k m, n k) where k = 2*n"
    contract, call = parse_contract(f"f({inside}){behind}"), parse_call(f"{inside}{behind}")
    assert contract.call.arguments == call.arguments
    assert (contract.call.results, contract.call.needs) == (call.results, call.needs)
    assert parse_call(str(contract)) == contract.call
    assert str(call) == f"{inside}{behind}"


def test_a_call_spec_with_paths_and_names_of_results_may_have_forms_and_needs():
    text = 'f(p["W"]: n m, c: (n, m)) -> Z: (n m, k 1), _, g["a"]: [n for l in 1..L] where n = m'
    assert str(parse_call(text)) == text.replace("(n, m)", "n m").replace("[n for", "[(n,) for")


def test_the_index_of_a_family_is_a_plain_symbol_whoever_makes_the_others():
    made = parse_contract("f(x: [int l + m for l in 1..L])", lambda name, index: symbol(name, index, flexible=True))
    assert made.parameters[0].form == ListForm(
        (Family("l", 1, symbol("L", flexible=True), (Entry(None, NumberForm(LAYER + symbol("m", flexible=True))),)),)
    )


# The round trip.

names = st.sampled_from(["n", "m", "W", "int", "for", "where", "in", "l", "min"])
numbers = st.one_of(
    st.integers(-3, 40), st.sampled_from([N, N_L, N_BEFORE, 2 * N - M, N // 2, symbol("int"), symbol("where"), LAYER])
)
sizes = numbers.filter(lambda size: isinstance(size, Dim) or size >= 0)
axes = st.one_of(
    st.builds(Sized, sizes, st.booleans(), st.sampled_from(["", "rows", "int", "for"])),
    st.builds(Packed, st.lists(sizes, min_size=2, max_size=2).map(tuple), st.booleans()),
    st.builds(AnyAxis, st.sampled_from(["", "rows"])),
)
shapes = st.builds(
    lambda left, run, right: ShapeForm(Spec((*left, *run, *right))),
    st.lists(axes, max_size=2),
    st.lists(st.sampled_from([Run("s"), Run("where", True), AnyRun(), AnyRun("rest")]), max_size=1),
    st.lists(axes, max_size=1),
)
paths = st.builds(
    Path,
    names,
    st.lists(st.one_of(names.map(Attribute), st.integers(-3, 3).map(Key), st.just(Key("W1"))), max_size=2).map(tuple),
)
texts = st.text("aW '{}[]:,", max_size=3)
keys = st.one_of(st.integers(-3, 3), st.just(N), st.lists(st.one_of(texts, numbers), max_size=3).map(TextKey.of))
counted = st.one_of(
    st.sampled_from([LAYER, LAYER - 1, 2 * LAYER]),
    st.tuples(texts, st.just(LAYER), texts).map(TextKey.of),
    st.tuples(texts, st.just(N_L)).map(TextKey.of),
)


def distinct(entries: list[Entry]) -> tuple[Entry, ...]:
    return tuple({entry.key: entry for entry in entries}.values())


def unique(parameters: list[Parameter]) -> tuple[Parameter, ...]:
    return tuple({each.name: each for each in parameters}.values())


def dicts_of(forms: st.SearchStrategy[Form]) -> st.SearchStrategy[DictForm]:
    def build(before: list[Entry], family: Family | None, behind: list[Entry]) -> DictForm:
        seen = {entry.key for entry in (family.entries if family else ())}
        if family:
            before = [entry for entry in before if not entry.counts(family.index)]
        first = tuple(entry for entry in distinct(before) if entry.key not in seen)
        seen |= {entry.key for entry in first}
        last = tuple(entry for entry in distinct(behind) if entry.key not in seen)
        return DictForm((*first, *([family] if family else []), *last))

    families = st.builds(
        Family,
        st.just("l"),
        numbers,
        numbers,
        st.lists(st.builds(Entry, counted, forms), min_size=1, max_size=2).map(distinct),
    )
    entries = st.lists(st.builds(Entry, keys, forms), max_size=2)
    return st.builds(build, entries, st.none() | families, entries)


def extend(forms: st.SearchStrategy[Form]) -> st.SearchStrategy[Form]:
    items = st.builds(Entry, st.none(), forms)
    attributes = st.lists(st.builds(Parameter, names, forms), max_size=2).map(unique)
    return st.one_of(
        st.builds(TupleForm, st.lists(forms, max_size=3).map(tuple)),
        st.lists(
            st.one_of(items, st.builds(Family, names, numbers, numbers, items.map(lambda item: (item,)))), max_size=3
        ).map(lambda parts: ListForm(tuple(parts))),
        dicts_of(forms),
        st.builds(ObjectForm, st.just("Layer"), attributes),
    )


forms = st.recursive(
    st.one_of(shapes, shapes, st.builds(NumberForm, numbers), st.builds(LikeForm, paths), st.just(UnknownForm())),
    extend,
    max_leaves=6,
)
needs = st.builds(Need, numbers, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), numbers)


@st.composite
def contracts(draw: st.DrawFn) -> Contract:
    name = draw(st.sampled_from(["f", "Net.forward", "min", "int", "where"]))
    parameters = st.builds(Parameter, st.sampled_from(["x", "y", "int", "where"]), forms)
    own = unique(draw(st.lists(parameters, max_size=3)))
    return Contract(name, own, draw(st.none() | forms), tuple(draw(st.lists(needs, max_size=2))))


def readable(contract: Contract) -> bool:
    """A parameter that is shaped like itself, and sizes below 0, are errors in a text."""
    try:
        parse_contract(str(contract))
    except SpecError as error:
        return not any(words in str(error) for words in ("like itself", "at least 0"))
    return True


@given(contracts())
def test_what_a_contract_prints_is_read_back_as_the_same_contract(contract):
    assume(readable(contract))
    assert parse_contract(str(contract)) == contract
    assert parse_call(str(contract)) == contract.call
    assert pickle.loads(pickle.dumps(contract)) == contract


@pytest.mark.parametrize(
    "build",
    [
        lambda: ShapeForm(parse_spec("=W")),
        lambda: TextKey(("a", "b")),
        lambda: TextKey(("",)),
        lambda: TextKey(("a\\",)),
        lambda: TextKey(("'", LAYER, '"')),
        lambda: Family("l", 1, 2, ()),
        lambda: ListForm((Entry(0, UnknownForm()),)),
        lambda: ListForm((Family("l", 1, 2, (Entry(None, UnknownForm()),) * 2),)),
        lambda: DictForm((Entry(None, UnknownForm()),)),
        lambda: DictForm((Entry(0, UnknownForm()),) * 2),
        lambda: DictForm((Family("l", 1, 2, (Entry(0, UnknownForm()),)),)),
        lambda: DictForm((Entry(LAYER, UnknownForm()), Family("l", 1, 2, (Entry(2 * LAYER, UnknownForm()),)))),
        lambda: ObjectForm("max"),
        lambda: ObjectForm("a b"),
    ],
)
def test_data_that_has_no_text_cannot_be_built(build):
    with pytest.raises(ValueError, match=r"must|has|have|stands"):
        build()


# Errors: the place, then the words.

ERRORS = [
    ("x: n m", 0, "a contract starts with the name of its function: write `name(x: n m) -> n`"),
    ("f(x: n", 6, "`(` at offset 1 is not closed: add `)`"),
    ("f(x: n) m", 8, "`m` cannot stand here: the call spec should end before it"),
    ("f(x: )", 5, "a shape is missing after `x:`: write one, or `()` for a scalar"),
    ("f(x: n] )", 6, "`(` is not closed: write `)` here"),
    ("f(x: n m k) -> ", 15, "a shape is missing after `->`: write one, or `()` for a scalar"),
    ("f(x.W: n)", 2, "a parameter is a plain name (got `x.W`)"),
    ("f(x: n, x: m)", 8, "`x` is named twice: remove one, or give it another name"),
    ("f() -> Z: n", 7, "what a contract returns has no name: write its form only, `-> (n m, n 1)` for two values"),
    ("f(x: (n m, k 1) m)", 16, "`m` cannot follow: separate parameters by commas"),
    ("f(x: (n, m) k)", 12, "`k` cannot follow: what is in `(` is the whole shape: remove it, or the brackets"),
    ("f(x: (n m,, k))", 10, "an axis is missing before the comma: write it, or remove the comma"),
    ("f(x: (*s, *t))", 10, "a shape has at most one run of axes: write single axes instead of this one"),
    ("f(x: int n m)", 11, "`m` cannot follow: separate parameters by commas"),
    ("f(x: ?n)", 5, "`?` (a size for each leaf of a tree) is not known here: write a plain name"),
    ("f(x: ? n)", 7, "`n` cannot follow: separate parameters by commas"),
    ("f(x: [n m for ])", 14, "an index is missing behind `for`: write `for l in 1..L`"),
    ("f(x: [n m for l])", 15, "`in` is missing behind `for l`: write `for l in 1..L`"),
    ("f(x: [n m for l in L])", 20, "`..` is missing behind the first value of `l`: write `for l in 1..L`"),
    ("f(x: [n m for l in 1...L])", 20, "`..` is missing behind the first value of `l`: write `for l in 1..L`"),
    ("f(x: [n m for l in 1..])", 22, "a size is missing before `]`: write a number or a name"),
    ("f(x: [n m for l in 1..L m])", 24, "`m` cannot follow: separate values by commas"),
    ('f(x: {"a": n, "a": m})', 14, 'the key "a" is named twice: remove one'),
    ('f(x: {"a" n: m})', 10, '`:` is missing after the key "a": write `"a": n m`'),
    ('f(x: {"a": })', 11, 'a shape is missing after `"a":`: write one, or `()` for a scalar'),
    (
        'f(x: {"W": n for l in 1..L})',
        13,
        'the key before `for` has no `l` in it: write one such as `"W{l}": n m`',
    ),
    ('f(x: {"W{l": n})', 8, "`{` is not closed: write `{l}`, or `{{` for a brace of the key"),
    ('f(x: {"W}": n})', 8, "`}` closes nothing: write `}}` for a brace of the key"),
    ('f(x: {"W{l m}": n})', 11, "`m` cannot follow: a hole is one size"),
    ('f(x: {"W{}": n})', 9, "a hole of a key is empty: write `{l}`, or `{{` for a brace of the key"),
    ("f(x: Layer(W: n m, k))", 19, "the attributes of `Layer` are named: write `Layer(W: n m, b: n 1)`"),
    ("f(x: Layer(W: n, W: m))", 17, "`W` is named twice: remove one"),
    ("f(x: n) where", 13, "a size is missing before the end: write a number or a name"),
    ("f(x: n) where n", 15, "a relation is missing behind `n`: write one of `=`, `!=`, `<`, `<=`, `>`, `>=`"),
    ("f(x: n) where n == 2", 17, "a size is missing before `=`: write a number or a name"),
    ("f(x: n) where n = 2 m", 20, "`m` cannot stand here: the call spec should end before it"),
    ("f(x: =x)", 6, "`x` cannot be shaped like itself: write its axes"),
]


@pytest.mark.parametrize(("text", "position", "message"), ERRORS)
def test_an_error_in_a_contract_points_at_the_character_and_says_what_to_write(text, position, message):
    with pytest.raises(SpecError) as caught:
        parse_contract(text)
    assert caught.value.payload == SpecProblem(text, position, message)


@pytest.mark.parametrize(
    "text",
    [
        "f(x: " + "(" * 10_000,
        "f(x: " + "(n m, " * 40 + ")" * 40 + ")",
        "f(x: " + "{0: " * 40 + "n" + "}" * 41,
        "f(x: " + "A(a: " * 40 + "n" + ")" * 41,
        'f(x: {"' + "{n" * 10_000 + '": n})',
        "f(x: [" + "n m for l in 1..L, " * 10_000 + "$])",
        "f(x: {" + ", ".join(f'"a{i}": n' for i in range(10_000)) + ' "a"})',
        "f(x: n) where " + "n = m, " * 10_000,
        "a." * 10_000 + "(",
    ],
    ids=lambda text: text[:16],
)
@pytest.mark.usefixtures("soon")
def test_a_hostile_contract_is_an_error_in_a_moment(text):
    with pytest.raises(SpecError):
        parse_contract(text)


def test_a_long_honest_contract_is_read():
    items = ", ".join(f'"W{i}": n[{i}] m' for i in range(5_000))
    assert len(parse_contract(f"f(x: {{{items}}})").parameters[0].form.parts) == 5_000


@given(st.text(alphabet='fnml_[](){}*#=-/., :<>1"?', max_size=25))
def test_any_text_is_read_or_refused_with_a_place_inside_it(text):
    for whole in (text, f"f(x: {text})"):
        problem = None
        try:
            contract = parse_contract(whole)
        except SpecError as error:
            problem = error.payload
        else:
            assert parse_contract(str(contract)) == contract
        assert problem is None or 0 <= problem.position <= len(whole)


def test_sizes_of_a_need_are_sizes():
    size: Size = parse_contract("f() where min(n, m) > k**2").needs[0].left
    assert str(size) == "min(m,n)"
