"""The flow: what goes where, and that its shapes are the table's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shapecheck.architecture import LAYOUTS, build_table, parse_architecture, parse_batch
from shapecheck.architecture.flow import ArrowKind, BlockKind, build_flow

DIMS = ["2,1", "2,3,5,4,2,1", "n_x,4,1", ",".join(map(str, range(1, 22))), "n[0],...,n[L]"]


def flow_of(dims="2,3,5,4,2,1", layout="columns", batch="m", **options):
    return build_flow(build_table(parse_architecture(dims), LAYOUTS[layout], parse_batch(batch)), **options)


def named(flow, kind, source, target):
    return [arrow.name for arrow in flow.arrows if (arrow.kind, arrow.source, arrow.target) == (kind, source, target)]


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
@pytest.mark.parametrize("dims", DIMS)
def test_each_arrow_has_the_shapes_of_the_table_s_quantity(dims, layout):
    flow = flow_of(dims, layout)
    quantities = {item.name: item for item in flow.table.quantities}
    lacking = set()
    for arrow in flow.arrows:
        item = quantities.get(arrow.name)
        if item is None:
            lacking.add(arrow.name)
        else:
            assert (arrow.symbolic, arrow.shape) == (item.symbolic, item.shape)
    # The general table has A[l] for every l, and L by no line of its own.
    assert lacking == ({"a[L]" if layout == "single" else "A[L]"} if flow.table.architecture.general else set())


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
@pytest.mark.parametrize("dims", DIMS)
def test_every_quantity_of_the_table_is_on_an_arrow(dims, layout):
    flow = flow_of(dims, layout)
    assert {item.name for item in flow.table.quantities} <= {arrow.name for arrow in flow.arrows}


@given(st.lists(st.integers(1, 50), min_size=2, max_size=14), st.sampled_from(sorted(LAYOUTS)), st.booleans())
def test_every_arrow_joins_blocks_that_are_there_and_no_block_stands_alone(sizes, layout, folded):
    flow = flow_of(",".join(map(str, sizes)), layout, folded=folded)
    keys = [block.key for block in flow.blocks]
    assert len(keys) == len(set(keys))
    ends = {key for arrow in flow.arrows for key in (arrow.source, arrow.target)}
    assert ends == set(keys)
    assert len({(arrow.source, arrow.target, arrow.name) for arrow in flow.arrows}) == len(flow.arrows)


def test_the_arrows_of_a_layer_are_those_of_the_lesson():
    flow = flow_of()
    assert named(flow, ArrowKind.FORWARD, "forward-1", "forward-2") == ["A[1]"]
    assert named(flow, ArrowKind.PARAMETER, "parameters-2", "forward-2") == ["W[2]", "b[2]"]
    assert named(flow, ArrowKind.CACHE, "forward-2", "backward-2") == ["A[1]", "W[2]", "b[2]", "Z[2]"]
    assert named(flow, ArrowKind.BACKWARD, "backward-2", "backward-2") == ["dZ[2]"]
    assert named(flow, ArrowKind.GRADIENT, "backward-2", "update-2") == ["dW[2]", "db[2]"]
    assert named(flow, ArrowKind.BACKWARD, "backward-2", "backward-1") == ["dA[1]"]
    assert named(flow, ArrowKind.UPDATE, "update-2", "parameters-2") == ["W[2]", "b[2]"]
    assert len(flow.arrows) == 5 * 13 + 2


def test_the_chains_begin_and_end_where_they_should():
    flow = flow_of()
    assert named(flow, ArrowKind.FORWARD, "input", "forward-1") == ["A[0]"]
    assert named(flow, ArrowKind.FORWARD, "forward-5", "loss") == ["A[5]"]
    assert named(flow, ArrowKind.BACKWARD, "loss", "backward-5") == ["dA[5]"]
    assert named(flow, ArrowKind.BACKWARD, "backward-1", "input-gradient") == ["dA[0]"]


def test_an_update_says_what_it_computes():
    (arrow,) = (a for a in flow_of().arrows if a.kind is ArrowKind.UPDATE and a.name == "b[3]")
    assert arrow.formula == "b[3] - alpha * db[3]"


@pytest.mark.parametrize(("layout", "stretched"), [("columns", True), ("rows", True), ("single", False)])
def test_the_bias_is_broadcast_where_there_are_many_examples(layout, stretched):
    found = {a.name for a in flow_of("2,3,1", layout).arrows if a.stretching is not None}
    assert found == ({"b[1]", "b[2]"} if stretched else set())
    # An update takes the bias as it is.
    assert all(a.stretching is None for a in flow_of("2,3,1", layout).arrows if a.kind is ArrowKind.UPDATE)


def test_eight_layers_are_not_folded_and_nine_are():
    assert flow_of("9,8,7,6,5,4,3,2,1", folded=True).left_out is None
    flow = flow_of("10,9,8,7,6,5,4,3,2,1", folded=True)
    assert flow.left_out == (4, 6)
    assert flow.columns == (1, 2, 3, None, 7, 8, 9)
    assert [block.layers for block in flow.blocks if block.layers] == ["layers 4 to 6"] * 2


def test_what_enters_and_leaves_the_layers_left_out_is_that_of_the_table():
    flow = flow_of(DIMS[3], folded=True)
    assert named(flow, ArrowKind.FORWARD, "forward-3", "forward-rest") == ["A[3]"]
    assert named(flow, ArrowKind.FORWARD, "forward-rest", "forward-18") == ["A[17]"]
    assert named(flow, ArrowKind.BACKWARD, "backward-18", "backward-rest") == ["dA[17]"]
    assert named(flow, ArrowKind.BACKWARD, "backward-rest", "backward-3") == ["dA[3]"]


def test_the_general_form_is_layer_l_between_the_others():
    flow = flow_of(DIMS[4])
    assert named(flow, ArrowKind.FORWARD, "forward-before", "forward-l") == ["A[l-1]"]
    assert named(flow, ArrowKind.FORWARD, "forward-after", "loss") == ["A[L]"]
    assert named(flow, ArrowKind.BACKWARD, "backward-after", "backward-l") == ["dA[l]"]
    assert named(flow, ArrowKind.BACKWARD, "backward-l", "backward-before") == ["dA[l-1]"]
    shapes = {arrow.name: arrow.shape for arrow in flow.arrows}
    assert shapes["A[L]"] == shapes["dA[L]"]


@pytest.mark.parametrize("dims", ["2,3,1", DIMS[3]])
def test_the_steps_go_forward_to_the_loss_back_and_to_the_updates(dims):
    flow = flow_of(dims, folded=True)
    columns = [block.layer for block in flow.blocks if block.kind is BlockKind.FORWARD]
    steps = [(step.block.kind, step.block.layer) for step in flow.steps()]
    assert steps == [
        *((BlockKind.FORWARD, layer) for layer in columns),
        (BlockKind.LOSS, None),
        *((BlockKind.BACKWARD, layer) for layer in reversed(columns)),
        *((BlockKind.UPDATE, layer) for layer in columns if layer is not None),
    ]


def test_a_step_has_what_its_block_takes_and_gives():
    (step,) = (step for step in flow_of("2,3,1").steps() if step.block.key == "backward-2")
    assert {arrow.name for arrow in step.arrows} == set("A[1] W[2] b[2] Z[2] dA[2] dZ[2] dW[2] db[2] dA[1]".split())


def test_no_arrow_is_used_before_its_source_has_worked():
    """Parameters are there from the step before; all else is computed in the order of the steps."""
    flow = flow_of()
    order = {step.block.key: place for place, step in enumerate(flow.steps())}
    for arrow in flow.arrows:
        if arrow.source in order and arrow.target in order:
            assert order[arrow.source] < order[arrow.target] or arrow.inner
