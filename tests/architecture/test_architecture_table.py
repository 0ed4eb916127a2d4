"""The dimension table, judged by NumPy: every derived shape is that of the array which the formula gives."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shapecheck import network
from shapecheck.architecture import LAYOUTS, build_table, parse_architecture, parse_batch
from shapecheck.architecture.layer import derive_layer
from shapecheck.core import Array, Shape, Verdict, symbol
from shapecheck.expressions.source import parse
from shapecheck.infer.lines import evaluate

sizes = st.lists(st.integers(1, 6), min_size=2, max_size=6)
layouts = st.sampled_from(sorted(LAYOUTS))


def table_of(sizes, layout="columns", batch="m"):
    return build_table(parse_architecture(",".join(map(str, sizes))), LAYOUTS[layout], parse_batch(str(batch)))


def shapes_of(table):
    return {item.name: item.shape.sizes for item in table.quantities}


@given(sizes, st.integers(1, 5))
def test_the_shapes_are_those_of_the_reference_network(sizes, batch):
    L = len(sizes) - 1
    rng = np.random.default_rng(0)
    X, Y = rng.normal(size=(sizes[0], batch)), rng.uniform(size=(sizes[L], batch))
    parameters = network.initialise_parameters(sizes, seed=1)
    activations = ["tanh"] * (L - 1) + ["sigmoid"]
    _, caches = network.forward(X, parameters, activations)
    gradients = network.backward(Y, caches, activations, "binary_cross_entropy")
    arrays = {"A[0]": X, f"dA[{L}]": Y}
    for l, cache in enumerate(caches, 1):
        arrays |= {f"{name}[{l}]": parameters[f"{name}{l}"] for name in ("W", "b")}
        arrays |= {f"{name}[{l}]": gradients[f"{name}{l}"] for name in ("dW", "db")}
        arrays |= {f"Z[{l}]": cache.activation_cache.Z, f"A[{l}]": cache.activation_cache.A}
        arrays[f"dA[{l - 1}]"] = gradients[f"dA{l - 1}"]
        dA = gradients[f"dA{l}"] if l < L else Y
        arrays[f"dZ[{l}]"] = network.activation_backward(dA, cache.activation_cache, activations[l - 1])
    assert shapes_of(table_of(sizes, batch=batch)) == {name: array.shape for name, array in arrays.items()}


@given(sizes, layouts, st.integers(1, 5))
def test_the_formulas_give_the_shapes_when_numpy_runs_them(sizes, layout, batch):
    batch = 1 if layout == "single" else batch
    table = table_of(sizes, layout, batch)
    shapes = shapes_of(table)
    m = batch
    names = {"np": np, "m": m, "g": np.tanh, "g_prime": lambda Z: 1 - np.tanh(Z) ** 2}
    capital = LAYOUTS[layout].capital
    variables = ["W", "b", *("Z", "A") * capital, *("z", "a") * (not capital)]
    names |= {name: {} for variable in variables for name in (variable, f"d{variable}")}
    X, Y, A = ("X", "Y", "A") if capital else ("x", "y", "a")
    names |= {X: np.full(shapes[f"{A}[0]"], 0.5), Y: np.full(shapes[f"{A}[{len(sizes) - 1}]"], 0.5)}
    for item in table.quantities:
        variable, index = item.name[:-1].split("[")
        formula = item.formula.replace("g'(", "g_prime(") or f"np.full({shapes[item.name]}, 0.5)"
        names[variable][int(index)] = found = eval(formula, names)
        assert found.shape == shapes[item.name], item


@given(sizes, layouts)
def test_an_instance_is_what_deriving_with_the_sizes_gives(sizes, layout):
    table = table_of(sizes, layout)
    names = {"m": symbol("m")}
    given_shapes = {item.name: item.shape for item in table.quantities}
    target, output = ("Y", "A") if LAYOUTS[layout].capital else ("y", "a")
    names[target] = Array(given_shapes[f"{output}[{len(sizes) - 1}]"])
    for item in table.quantities:
        if item.formula in {"", "X", "x"}:
            names[item.name] = Array(item.shape)
            continue
        formula = item.formula.replace("g'(", "g_prime(")
        found = evaluate(formula, parse(formula), names)
        assert found.verdict is Verdict.YES
        assert found.result.shape == item.shape, item
        names[item.name] = Array(found.result.shape)


@given(sizes, layouts)
def test_the_symbolic_shape_becomes_the_concrete_one(sizes, layout):
    values = {symbol("n", k): size for k, size in enumerate(sizes)}
    for item in table_of(sizes, layout).quantities:
        assert item.symbolic.substitute(values) == item.shape


@given(sizes, layouts, st.integers(1, 5))
def test_the_costs_are_those_counted_on_the_arrays(sizes, layout, batch):
    batch = 1 if layout == "single" else batch
    table = table_of(sizes, layout, batch)
    shapes = shapes_of(table)
    A = "A" if LAYOUTS[layout].capital else "a"
    Z = "Z" if LAYOUTS[layout].capital else "z"

    def elements(*names):
        return sum(int(np.prod(shapes[name])) for name in names)

    for l, cost in enumerate(table.costs, 1):
        assert cost.layer == l
        assert cost.parameters == elements(f"W[{l}]", f"b[{l}]")
        assert cost.parameter_memory == 8 * cost.parameters
        assert cost.activation_memory == 8 * elements(f"{Z}[{l}]", f"{A}[{l}]")
        assert cost.gradient_memory == 8 * elements(f"dW[{l}]", f"db[{l}]", f"d{Z}[{l}]", f"d{A}[{l}]")
        assert cost.forward == sizes[l] * sizes[l - 1] * batch
        assert cost.backward == 2 * cost.forward
    for field in ("parameters", "parameter_memory", "activation_memory", "gradient_memory", "forward", "backward"):
        assert getattr(table.total, field) == sum(getattr(cost, field) for cost in table.costs)


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_costs_with_symbols_add_up(layout):
    table = table_of(["n_x", 4, "n_x", 4, 1], layout)
    for field in ("parameters", "gradient_memory", "forward", "backward"):
        assert getattr(table.total, field) == sum(getattr(cost, field) for cost in table.costs)


def test_the_lesson_s_example_has_26_checks_that_hold():
    table = table_of([2, 3, 5, 4, 2, 1])
    assert len(table.checks) == 26
    assert {check.verdict for check in table.checks} == {Verdict.YES}
    assert table.verdict is Verdict.YES
    assert [item.name for item in table.quantities][:6] == ["A[0]", "W[1]", "b[1]", "Z[1]", "A[1]", "W[2]"]
    assert (str(table.quantities[1].symbolic), str(table.quantities[1].shape)) == ("(n[1], n[0])", "(3, 2)")


def test_the_bias_is_broadcast_along_the_examples():
    first = table_of([2, 3, 1]).broadcasts[0]
    assert (first.operand, str(first.source), str(first.target), first.axes) == ("b[1]", "(3, 1)", "(3, m)", (1,))
    assert first.undone_by == "db[1] = 1/m * np.sum(dZ[1], axis=1, keepdims=True)"
    rows = table_of([2, 3, 1], "rows", 7).broadcasts[0]
    assert (str(rows.source), str(rows.target), rows.axes) == ("(1, 3)", "(7, 3)", (0,))


def test_one_example_has_no_broadcast():
    assert table_of([2, 3, 1], "single", 1).broadcasts == ()


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_the_general_form_is_proved_by_induction(layout):
    table = build_table(parse_architecture("n[0],...,n[L]"), LAYOUTS[layout], parse_batch("m"))
    A = "A" if LAYOUTS[layout].capital else "a"
    claims = [check.claim for check in table.checks]
    assert f"{A}[l] is what layer l+1 takes" in claims
    assert f"d{A}[l-1] is what layer l-1 takes" in claims
    assert f"dim(d{A}[l]) = dim({A}[l])" in claims
    assert table.verdict is Verdict.YES
    assert table.total is None


def mutated(layout, name, formula):
    changed = {
        part: tuple((own, formula if own == name else given) for own, given in getattr(layout, part))
        for part in ("forward", "backward")
    }
    return replace(layout, **changed)


WRONG = [
    ("dW[l]", "1/m * A[l-1] @ dZ[l].T", "dim(dW[1]) = dim(W[1])"),  # transposed
    ("db[l]", "1/m * np.sum(dZ[l], axis=1)", "dim(db[1]) = dim(b[1])"),  # the axis is lost
    ("db[l]", "1/m * np.sum(dZ[l], axis=0, keepdims=True)", "dim(db[1]) = dim(b[1])"),  # the other axis
    ("db[l]", "dZ[l]", "dim(db[1]) = dim(b[1])"),  # the broadcast is not undone
    ("dA[l-1]", "dZ[l]", "dim(dA[0]) = dim(A[0])"),
]


@pytest.mark.parametrize(("name", "formula", "claim"), WRONG, ids=[formula for _, formula, _ in WRONG])
def test_a_wrong_formula_makes_its_check_fail(name, formula, claim):
    layout = mutated(LAYOUTS["columns"], name, formula)
    table = build_table(parse_architecture("2,3,7"), layout, parse_batch("5"))
    failed = [check.claim for check in table.checks if check.verdict is Verdict.NO]
    assert claim in failed
    assert table.verdict is Verdict.NO


@pytest.mark.parametrize(("name", "formula", "claim"), WRONG, ids=[formula for _, formula, _ in WRONG])
def test_a_wrong_formula_is_not_proved_in_general(name, formula, claim):
    layout = mutated(LAYOUTS["columns"], name, formula)
    table = build_table(parse_architecture("n[0],...,n[L]"), layout, parse_batch("m"))
    assert table.verdict is not Verdict.YES


def test_a_product_whose_inner_sizes_are_not_always_equal_is_not_proved():
    # W[l] @ A[l-1].T needs n[l-1] = m, which no check of dim(dX) = dim(X) would see.
    layout = mutated(LAYOUTS["columns"], "Z[l]", "W[l] @ A[l-1].T + b[l]")
    table = build_table(parse_architecture("n[0],...,n[L]"), layout, parse_batch("m"))
    assert table.verdict is Verdict.UNKNOWN


def test_a_formula_that_never_fits_is_refused():
    with pytest.raises(ValueError, match="inner sizes differ"):
        derive_layer(mutated(LAYOUTS["columns"], "Z[l]", "b[l] @ np.ones((2, 3))"))


def test_a_formula_inside_another_operation_is_instantiated_by_substitution():
    layout = replace(LAYOUTS["columns"], weights="n[l] min(n[l-1],4)", activations="min(n[l-1],4) m")
    table = build_table(parse_architecture("9,3,1"), layout, parse_batch("m"))
    shapes = {item.name: item.shape for item in table.quantities}
    assert shapes["W[1]"] == Shape((3, 4))
    assert shapes["W[2]"] == Shape((1, 3))
    assert table.costs[0].parameters == 15
    assert table.total.parameters == 19


def test_a_deep_table_has_every_layer():
    table = table_of(range(1, 2002))
    assert len(table.costs) == 2000
    assert len(table.checks) == 10_001
    assert table.total.parameters == sum((k + 1) * (k + 1) for k in range(1, 2001))
