"""The diagram in every format: each shape is there, nothing lies on anything else, and others can read it."""

import io
import re
import struct
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from itertools import combinations

import pytest

from shapecheck.architecture import LAYOUTS, build_table, parse_architecture, parse_batch
from shapecheck.architecture.flow import build_flow
from shapecheck.errors import UnsupportedOperation
from shapecheck.report import formats, is_binary, writer
from shapecheck.report.diagram._layout import RATIO, lay_out
from shapecheck.report.diagram._notes import heading, legend, sizes

DIMS = {
    "one": "2,1",
    "two": "n_x,4,1",
    "lesson": "2,3,5,4,2,1",
    "eight": "12,9,8,7,6,5,4,3,1",
    "wide": "784,512,256,256,128,128,64,32,10",
    "many": ",".join(map(str, range(1, 22))),
    "long": "9223372036854775807,channels*height*width,n_y",
    "general": "n[0],...,n[L]",
}
TEXTS = [form for form in formats("diagram") if not is_binary("diagram", form)]


def flow_of(dims="2,3,5,4,2,1", layout="columns", batch="m"):
    table = build_table(parse_architecture(DIMS.get(dims, dims)), LAYOUTS[layout], parse_batch(batch))
    return build_flow(table, folded=True)


def printed(flow, form):
    out = io.BytesIO() if is_binary("diagram", form) else io.StringIO()
    writer("diagram", form)(flow, out)
    return out.getvalue()


def test_the_formats():
    assert formats("diagram") == ("html", "mermaid", "png", "svg")
    assert [form for form in formats("diagram") if is_binary("diagram", form)] == ["png"]


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
@pytest.mark.parametrize("dims", [*DIMS, "число,2,1"])
@pytest.mark.parametrize("form", TEXTS)
def test_every_name_and_shape_is_there(form, dims, layout):
    flow = flow_of(dims, layout)
    text = printed(flow, form)
    assert text.endswith("\n")
    if form != "mermaid":
        assert text.isascii()
        text = "\n".join(ET.fromstring(text).itertext()) if form == "svg" else words(text)
    shown = [*flow.arrows]
    for arrow in shown:
        assert arrow.name in text
        assert str(arrow.shape) in text
        assert str(arrow.symbolic) in text or (form == "svg" and len(flow.columns) > 2)


class _Words(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_data(self, data):
        self.found.append(data)


def words(page):
    parser = _Words()
    parser.feed(page)
    return "\n".join(parser.found)


@pytest.mark.parametrize("form", formats("diagram"))
def test_the_same_flow_is_the_same_file(form):
    assert printed(flow_of("2,3,1"), form) == printed(flow_of("2,3,1"), form)


MERMAID = """\
flowchart LR
  %% 2 → 1: 1 layer, 7 examples, one per column
  subgraph parameters_blocks["parameters"]
    parameters_1["parameters 1"]
  end
  subgraph forward_blocks["forward"]
    input["X"]
    forward_1["forward 1"]
  end
  subgraph backward_blocks["backward"]
    backward_1["backward 1<br/>dZ[1] (n[1], m) = (1, 7)"]
    input_gradient["dX"]
  end
  subgraph updates_blocks["updates"]
    update_1["update 1"]
  end
  loss(["loss"])
  input ==>|"A[0] (n[0], m) = (2, 7)"| forward_1
  parameters_1 -->|"W[1] (n[1], n[0]) = (1, 2)<br/>b[1] (n[1], 1) = (1, 1)"| forward_1
  forward_1 ==>|"A[1] (n[1], m) = (1, 7)"| loss
  forward_1 -.->|"A[0] (n[0], m) = (2, 7)<br/>W[1] (n[1], n[0]) = (1, 2)<br/>b[1] (n[1], 1) = (1, 1)\
<br/>Z[1] (n[1], m) = (1, 7)"| backward_1
  loss ==>|"dA[1] (n[1], m) = (1, 7)"| backward_1
  backward_1 -->|"dW[1] (n[1], n[0]) = (1, 2)<br/>db[1] (n[1], 1) = (1, 1)"| update_1
  backward_1 ==>|"dA[0] (n[0], m) = (2, 7)"| input_gradient
  update_1 -.->|"W[1] (n[1], n[0]) = (1, 2)<br/>b[1] (n[1], 1) = (1, 1)"| parameters_1
"""


def test_mermaid():
    assert printed(flow_of("2,1", batch="7"), "mermaid") == MERMAID


@pytest.mark.parametrize("dims", DIMS)
def test_mermaid_s_arrows_join_nodes_that_are_declared_once_and_are_no_more_than_it_draws(dims):
    text = printed(flow_of(dims), "mermaid")
    nodes = re.findall(r"^ +(\w+)(?:\[|\(\[)\"", text, re.M)
    ends = re.findall(r"^  (\w+) (?:==>|-->|-\.->)\|\"[^\"]*\"\| (\w+)$", text, re.M)
    assert len(nodes) == len(set(nodes))
    assert {end for pair in ends for end in pair} == set(nodes)
    assert len(ends) < 500
    assert text.count("\n  end\n") == text.count("subgraph")


def test_mermaid_says_which_layers_are_left_out():
    assert "  %% Layers 4 to 17 are left out: 14 of 20.\n" in printed(flow_of("many"), "mermaid")


def overlap(one, other):
    return (
        min(one.right, other.right) - max(one.x, other.x) > 1e-6
        and min(one.bottom, other.bottom) - max(one.y, other.y) > 1e-6
    )


def test_what_overlaps_is_seen():
    """The twin: one text moved onto another is found."""
    scene = lay_out(flow_of("2,3,1"))
    first, second = scene.labels[:2]
    assert not overlap(first.text.bounds, second.text.bounds)
    assert overlap(first.text.bounds, second.text._replace(x=first.text.bounds.x, y=first.text.y + 1).bounds)


@pytest.mark.parametrize("batch", ["m", "1000", "number_of_examples"])
@pytest.mark.parametrize("layout", ["columns", "rows"])
@pytest.mark.parametrize("dims", DIMS)
def test_no_text_lies_on_another_nor_on_a_box_nor_outside_of_the_slide(dims, layout, batch):
    scene = lay_out(flow_of(dims, layout, batch))
    texts = [text.bounds for text in scene.texts()]
    assert not [pair for pair in combinations(texts, 2) if overlap(*pair)]
    boxes = [box.bounds for box in scene.boxes]
    assert not [pair for pair in combinations(boxes, 2) if overlap(*pair)]
    for text in texts:
        assert text.x >= 0
        assert text.y >= 0
        assert text.right <= scene.width
        assert text.bottom <= scene.height
    for label in scene.labels:
        if not label.arrow.inner:
            assert not [box for box in boxes if overlap(box, label.text.bounds)]


@pytest.mark.parametrize("dims", DIMS)
def test_the_text_of_a_box_is_inside_of_it(dims):
    scene = lay_out(flow_of(dims))
    places = {box.block.key: box.bounds for box in scene.boxes}
    inside = [(box.bounds, box.text.bounds) for box in scene.boxes]
    inside += [(places[label.arrow.source], label.text.bounds) for label in scene.labels if label.arrow.inner]
    for box, text in inside:
        assert box.x < text.x
        assert box.y < text.y
        assert text.right < box.right
        assert text.bottom < box.bottom


@pytest.mark.parametrize("dims", DIMS)
def test_no_wire_goes_through_a_box_or_a_text(dims):
    scene = lay_out(flow_of(dims))
    for wire in scene.wires:
        for (x0, y0), (x1, y1) in zip(wire.points, wire.points[1:], strict=False):
            assert x0 == x1 or y0 == y1
            for bounds in (*(box.bounds for box in scene.boxes), *(label.text.bounds for label in scene.labels)):
                crosses = (
                    max(x0, x1) > bounds.x + 1e-6
                    and min(x0, x1) < bounds.right - 1e-6
                    and max(y0, y1) > bounds.y + 1e-6
                    and min(y0, y1) < bounds.bottom - 1e-6
                )
                # The label inside of a box lies in it, where no wire comes.
                assert not crosses


@pytest.mark.parametrize("dims", DIMS)
def test_every_arrow_has_a_label_and_a_wire(dims):
    flow = flow_of(dims)
    scene = lay_out(flow)
    assert sorted(map(id, flow.arrows)) == sorted(id(label.arrow) for label in scene.labels)
    wired = {id(arrow) for wire in scene.wires for arrow in wire.arrows}
    assert wired == {id(arrow) for arrow in flow.arrows if not arrow.inner}


@pytest.mark.parametrize("dims", ["one", "two", "lesson", "eight", "many"])
def test_the_letters_can_be_read_on_a_slide(dims):
    scene = lay_out(flow_of(dims))
    width = max(scene.width, scene.height * RATIO)
    assert 1 / 0.602 / width * 16 * 72 >= 6.5  # points, on a slide of 16 inches


def test_a_legend_s_lines_are_not_longer_than_they_may_be():
    flow = flow_of("long", batch="number_of_examples")
    for width in (80, 120, 200):
        assert max(map(len, legend(flow, width, all_sizes=True))) <= width
    assert "m = number_of_examples" in "\n".join(legend(flow, 200, all_sizes=True))


@pytest.mark.parametrize("form", ["svg", "html"])
def test_where_the_heading_has_no_room_for_the_sizes_they_are_listed(form):
    flow = flow_of("long", batch="number_of_examples")
    assert heading(flow) == "2 layers, number_of_examples examples, one per column"
    text = printed(flow, form)
    text = "\n".join(ET.fromstring(text).itertext()) if form == "svg" else words(text)
    for said in ("n[0] = 9223372036854775807", "n[1] = channels*height*width", "n[2] = n_y", "m = number_of_examples"):
        assert said in text
    assert sizes(flow_of("lesson")) == ()


def test_a_long_name_is_cut_in_the_notes_and_whole_in_the_page():
    flow = flow_of(f"{'x' * 120},2,1", batch="y" * 120)
    assert len(heading(flow)) == 90
    assert sizes(flow)[0] == f"n[0] = {'x' * 37}..."
    assert "x" * 120 in printed(flow, "html")


def test_a_picture_says_which_layers_are_left_out():
    text = "\n".join(ET.fromstring(printed(flow_of("many"), "svg")).itertext())
    assert "(14 left out)" in text
    assert "Layers 4 to 17 are left out: 14 of 20." in text


@pytest.mark.parametrize("dims", DIMS)
def test_a_png_is_a_slide_of_16_by_9(dims):
    picture = printed(flow_of(dims), "png")
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", picture[16:24]) == (2400, 1350)


def test_an_svg_s_text_is_text_and_it_has_no_date():
    text = printed(flow_of("2,3,1"), "svg")
    assert "<dc:date>" not in text
    assert "W[2]" in {element.text for element in ET.fromstring(text).iter("{http://www.w3.org/2000/svg}text")}


def test_a_picture_does_not_depend_on_the_user_s_settings():
    import matplotlib as mpl

    usual = printed(flow_of("2,3,1"), "svg")
    with mpl.rc_context({"font.size": 40, "text.color": "red", "savefig.bbox": "tight", "svg.fonttype": "path"}):
        assert printed(flow_of("2,3,1"), "svg") == usual
        assert mpl.rcParams["font.size"] == 40


@pytest.mark.parametrize("dims", ["one", "lesson", "wide"])
def test_the_letters_of_a_picture_are_as_wide_as_they_are_thought_to_be(dims):
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    from shapecheck.report.diagram._drawing import _own_settings, _painted

    with _own_settings():
        figure = _painted(lay_out(flow_of(dims)))
        figure.set_dpi(150)
        (axes,) = figure.axes
        renderer = FigureCanvasAgg(figure).get_renderer()
        low, high = axes.get_xlim()
        for text in axes.texts:
            bounds = text.get_window_extent(renderer)
            scale = text.get_fontsize() / min(other.get_fontsize() for other in axes.texts)
            assert bounds.width * (high - low) / 2400 <= len(text.get_text()) * scale + 0.1


def test_a_letter_that_the_picture_s_font_lacks_is_told():
    with pytest.raises(UnsupportedOperation, match="png: the font of the picture lacks the letter 층"):
        printed(flow_of("층,2,1"), "png")
    assert "층" in "\n".join(ET.fromstring(printed(flow_of("층,2,1"), "svg")).itertext())


class _Elements(HTMLParser):
    """The elements of a page, each with what it says of itself; whether each is closed."""

    VOID = frozenset({"meta", "link", "br"})

    def __init__(self, page):
        super().__init__()
        self.elements, self.open = [], []
        self.feed(page)
        assert not self.open

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
@pytest.mark.parametrize("dims", DIMS)
def test_a_page_has_every_arrow_to_tab_to_in_order_and_something_to_say_of_it(dims, layout):
    flow = flow_of(dims, layout)
    elements = _Elements(printed(flow, "html")).elements
    identities = [own["id"] for _, own in elements if "id" in own]
    assert len(identities) == len(set(identities))
    arrows = [own for _, own in elements if "arrow" in own.get("class", "").split()]
    assert [own["id"] for own in arrows] == [f"arrow-{place}" for place in range(len(flow.arrows))]
    for own, arrow in zip(arrows, flow.arrows, strict=True):
        assert own["tabindex"] == "0"
        assert own["aria-label"].startswith(arrow.name)
        assert str(arrow.shape) in own["aria-label"]
        assert str(arrow.symbolic) in own["aria-label"]
        assert arrow.formula in own["aria-label"]
    assert {f"detail-{place}" for place in range(len(flow.arrows))} <= set(identities)
    for _, own in elements:
        assert {f"arrow-{place}" for place in own.get("data-arrows", "").split()} <= set(identities)
        assert own.get("data-block") in {None, *identities}


@pytest.mark.parametrize("dims", DIMS)
def test_a_page_fetches_nothing(dims):
    page = printed(flow_of(dims), "html")
    elements = _Elements(page).elements
    for _, own in elements:
        assert own.get("src") is None
        assert own.get("href") in {None, "data:,"}
    assert "url(" not in page
    assert "@import" not in page
    assert "default-src 'none'" in next(own["content"] for _, own in elements if own.get("http-equiv"))


def test_what_means_something_in_html_is_escaped():
    page = printed(flow_of("n_x,4,1"), "html")
    assert "dA[1] * g&#x27;(Z[1])" in page
    assert "n_x" in page
    assert not re.search(r"&(?!#x?[0-9a-f]+;|[a-z]+;)", page.partition("<script>")[0])


def cells(flow, name):
    """Give the drawings of a broadcast: the class of each cell, and the number in it."""
    page = printed(flow, "html")
    place = next(i for i, arrow in enumerate(flow.arrows) if arrow.name == name)
    detail = page.partition(f'id="detail-{place}"')[2].partition("</div>")[0]
    found = re.findall(r'class="cell (\w+)" x="(\d+)" y="(\d+)".*\n<text[^>]*>(\d+)<', detail)
    return [(kind, int(x), int(y), int(number)) for kind, x, y, number in found], detail


def test_a_broadcast_is_drawn_cell_by_cell():
    found, detail = cells(flow_of("2,3,1", batch="5"), "b[1]")
    assert len(found) == 3 + 3 * 5
    columns = {}
    for _, x, y, number in found:
        columns.setdefault(x, []).append((y, number))
    assert len(columns) == 1 + 5
    # The same column for every example.
    assert len({tuple(sorted(column)) for column in columns.values()}) == 1
    assert sum(kind == "copied" for kind, *_ in found) == 3 * 4
    assert "are drawn" not in detail


def test_in_rows_the_same_row_is_drawn_for_every_example():
    found, detail = cells(flow_of("2,3,1", "rows", "5"), "b[1]")
    assert len(found) == 3 + 5 * 3
    assert {number for *_, number in found} == {1, 2, 3}
    assert "the same row for every example" in detail


def test_of_a_large_broadcast_a_part_is_drawn_and_that_is_said():
    found, detail = cells(flow_of("2,64,1", batch="1000"), "b[1]")
    assert len(found) == 12 + 12 * 12
    assert "12 of 64 rows are drawn" in detail
    assert "12 of 1000 columns are drawn" in detail


def test_one_example_is_not_broadcast():
    assert cells(flow_of("2,3,1", "single", "1"), "b[1]")[0] == []
