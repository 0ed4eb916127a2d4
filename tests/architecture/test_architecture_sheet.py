"""The formulas taken apart: NumPy gives the shapes that stand under the factors."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shapecheck.architecture import LAYOUTS, Architecture, build_table, parse_architecture, parse_batch
from shapecheck.architecture.formulas import UPDATE
from shapecheck.architecture.sheet import build_sheet
from shapecheck.architecture.terms import Form, Term, factors, read_term
from shapecheck.core import Array, Dim, Verdict, symbol
from shapecheck.core.shape import SCALAR, Shape

dims = st.lists(st.sampled_from([1, 2, 3, 5, 7]), min_size=2, max_size=5)
layouts = st.sampled_from(sorted(LAYOUTS))


def sheet_of(sizes, layout, batch):
    architecture = Architecture(",".join(map(str, sizes)), tuple(sizes))
    return build_sheet(architecture, LAYOUTS[layout], 1 if layout == "single" else batch)


def value(term: Term, arrays):
    """Compute a term with NumPy: the shape of each factor is asked of its array."""
    parts = [value(part, arrays) for part in term.parts]
    match term.form:
        case Form.NAME:
            found = arrays.setdefault(term.text, np.full(term.shape.sizes, 0.5))
        case Form.NUMBER:
            found = float(term.text)
        case Form.PRODUCT:
            found = parts[0] @ parts[1]
        case Form.TIMES | Form.SCALED:
            found = parts[0] * parts[1]
        case Form.PLUS:
            found = parts[0] + parts[1]
        case Form.MINUS:
            found = parts[0] - parts[1]
        case Form.OVER:
            found = parts[0] / parts[1]
        case Form.NEGATIVE:
            found = -parts[0]
        case Form.TRANSPOSED:
            found = parts[0].T
        case Form.APPLIED:
            found = np.tanh(parts[0])
        case Form.SUMMED:
            found = parts[0].sum(axis=term.axis, keepdims=True)
    assert np.shape(found) == term.shape.sizes
    return found


@given(dims, layouts, st.sampled_from([1, 2, 11]))
def test_numpy_gives_the_shape_of_every_part(sizes, layout, batch):
    arrays = {}
    for formula in sheet_of(sizes, layout, batch).formulas():
        assert formula.verdict is Verdict.YES
        assert np.shape(value(formula.term, arrays)) == formula.shape.sizes


@given(dims, layouts)
def test_shapes_are_those_of_the_table(sizes, layout):
    sheet = sheet_of(sizes, layout, symbol("m"))
    table = build_table(sheet.architecture, sheet.layout, sheet.batch)
    known = {quantity.name: quantity.shape for quantity in table.quantities}
    seen = set()
    for formula in sheet.formulas():
        assert formula.shape == known[formula.name]
        seen.add(formula.name)
        for factor in factors(formula.term):
            if factor.text in known:
                assert factor.shape == known[factor.text]
    given_alone = {"A[0]", "a[0]"}
    assert set(known) - given_alone == seen


def test_the_general_form_has_every_formula_once():
    sheet = build_sheet(Architecture("", ()), LAYOUTS["columns"], symbol("m"))
    assert [(formula.name, formula.layer, str(formula.shape)) for formula in sheet.general] == [
        ("Z[l]", "l", "(n[l], m)"),
        ("A[l]", "l", "(n[l], m)"),
        ("dA[L]", "L", "(n[L], m)"),
        ("dZ[L]", "L", "(n[L], m)"),
        ("dZ[l]", "l", "(n[l], m)"),
        ("dW[l]", "l", "(n[l], n[l-1])"),
        ("db[l]", "l", "(n[l], 1)"),
        ("dA[l-1]", "l", "(n[l-1], m)"),
        ("W[l]", "l", "(n[l], n[l-1])"),
        ("b[l]", "l", "(n[l], 1)"),
    ]


def test_layers_and_directions_are_chosen():
    sheet = build_sheet(parse_architecture("2,3,5,1"), LAYOUTS["columns"], parse_batch("m"))
    assert [formula.name for formula in sheet.formulas("forward", (2, 3))] == ["Z[2]", "A[2]", "Z[3]", "A[3]"]
    backward = [formula.name for formula in sheet.formulas("backward", (2, 2))]
    assert backward == ["dZ[2]", "dW[2]", "db[2]", "dA[1]", "W[2]", "b[2]"]


def test_names_may_be_sizes():
    sheet = build_sheet(parse_architecture("n_x,4,1"), LAYOUTS["columns"], parse_batch("m"))
    first = next(sheet.formulas())
    assert [str(factor.shape) for factor in factors(first.term)] == ["(4, n_x)", "(n_x, m)", "(4, 1)"]


def test_only_the_last_layer_starts_from_the_loss():
    sheet = build_sheet(parse_architecture("2,3,1"), LAYOUTS["columns"], parse_batch("m"))
    assert [formula.layer for formula in sheet.formulas() if formula.name.startswith("dA") and formula.notes] == [2]


def test_a_formula_whose_shapes_do_not_fit_is_refused():
    names = {"W": Array(Shape((2, 3))), "A": Array(Shape((5, 7)))}
    with pytest.raises(ValueError, match=r"W @ A: matmul: inner sizes differ: 3"):
        read_term("W @ A", names)


def test_what_depends_on_a_size_is_not_called_possible():
    names = {"W": Array(Shape((2, symbol("k")))), "A": Array(Shape((5, 7)))}
    assert read_term("W @ A", names)[1] is Verdict.UNKNOWN


def test_numbers_have_no_axes():
    term, _ = read_term("1/m * A", {"A": Array(Shape((2, 3))), "m": symbol("m")})
    assert term.form is Form.SCALED
    assert term.parts[0].shape == SCALAR
    assert isinstance(symbol("m"), Dim)


@pytest.mark.parametrize("batch", ["k", "K", "64"])
def test_what_the_sums_are_divided_by_is_the_batch(batch):
    sheet = build_sheet(parse_architecture("2,3,1"), LAYOUTS["columns"], parse_batch(batch))
    for formulas in (sheet.general, tuple(sheet.formulas())):
        for formula in formulas:
            if formula.name.startswith(("dW", "db")):
                fraction = formula.term.parts[0]
                while fraction.form is not Form.OVER:
                    fraction = fraction.parts[0]
                assert [part.text for part in fraction.parts] == ["1", batch]
            if formula.name.startswith(("Z", "A", "dZ", "dA")):
                assert str(formula.shape).endswith(f", {batch})")


@given(layouts, st.sampled_from([1, 4]), st.integers(0, 2**31))
def test_a_formula_taken_apart_has_the_value_of_its_text(layout, batch, seed):
    """Python's own order of operations is the judge of the tree: brackets, signs, what is divided by what."""
    found = LAYOUTS[layout]
    sheet = sheet_of([2, 3], layout, batch)
    random = np.random.default_rng(seed)
    texts = dict((*found.forward, *found.backward))
    texts |= {f"update {name}": text for name, text in UPDATE}
    texts["loss"], texts["output"] = found.loss, found.output
    for formula, generic in zip(sheet.formulas(), in_order(sheet), strict=True):
        key = f"update {generic.name}" if generic.direction == "update" else generic.name
        if generic.layer == "L":
            key = "output" if any(note.startswith("for a sigmoid output") for note in generic.notes) else "loss"
        arrays = {"alpha": np.float64(0.1), str(sheet.batch): np.float64(sheet.batch)}
        arrays |= {term.text: random.uniform(0.1, 0.9, term.shape.sizes) for term in leaves(formula.term)}
        source = texts[key].replace("[l-1]", "_0").replace("[l]", "_1").replace("[L]", "_1").replace("g'(", "g(")
        names = {name.replace("[0]", "_0").replace("[1]", "_1"): array for name, array in arrays.items()}
        names |= {"m": sheet.batch, "np": np, "g": np.tanh}
        np.testing.assert_allclose(value(formula.term, arrays), eval(source, names))


def in_order(sheet):
    """Give the formulas of layer l in the order in which those of one layer come."""
    return [
        formula
        for direction in ("forward", "backward", "update")
        for formula in sheet.generic
        if formula.direction == direction
    ]


def leaves(term):
    """Give the arrays that a term names."""
    if term.form is Form.NAME and not term.is_number:
        yield term
    for part in term.parts:
        yield from leaves(part)
