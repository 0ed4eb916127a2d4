"""The formulas in each format."""

import io
import re
from xml.etree import ElementTree

import pytest

from shapecheck.architecture import LAYOUTS, Architecture, parse_architecture, parse_batch
from shapecheck.architecture.sheet import build_sheet
from shapecheck.report import formats, writer


def written(form, dims="2,3,1", layout="columns", *, general=False, show="all", layers=None, batch="m"):
    architecture = parse_architecture(dims) if dims else Architecture("", ())
    sheet = build_sheet(architecture, LAYOUTS[layout], parse_batch(batch, architecture))
    out = io.StringIO()
    writer("formulas", form)(sheet, out, show=show, layers=layers, general=general or not dims)
    return out.getvalue()


def test_the_terminal_has_each_shape_under_its_factor(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    assert written("terminal", layers=(2, 2)).splitlines() == [
        "The formulas of 2,3,1: m examples, one per column",
        "",
        "Forward, layer 2",
        "   Z[2]  =  W[2]   A[1]  +  b[2]",
        "  (1, m)   (1, 3) (3, m)   (1, 1)",
        "    b[2] is broadcast along axis 1: the same for every example",
        "   A[2]  = g[2](Z[2])",
        "  (1, m)     (1, m)",
        "",
        "Backward, layer 2",
        "  dA[2]  =  -(Y   /  A[2]  - (1 -   Y)   / (1 - A[2]))",
        "  (1, m)   (1, m)   (1, m)        (1, m)        (1, m)",
        "    of the cross-entropy",
        "  dZ[2]  = dA[2]  * g[2]'(Z[2])",
        "  (1, m)   (1, m)      (1, m)",
        "  dZ[2]  =  A[2]  -   Y",
        "  (1, m)   (1, m)   (1, m)",
        "    for a sigmoid output, dA[2] and g[2]' combined",
        "  dW[2]  = (1/m) dZ[2]  A[1].T",
        "  (1, 3)         (1, m) (m, 3)",
        "  db[2]  = (1/m) sum of dZ[2]  over axis 1, kept",
        "  (1, 1)                (1, m)",
        "    the axis along which b[2] was broadcast is summed, and kept",
        "  dA[1]  = W[2].T dZ[2]",
        "  (3, m)   (3, 1) (1, m)",
        "",
        "Update, layer 2",
        "   W[2]  :=  W[2]  - alpha dW[2]",
        "  (1, 3)    (1, 3)         (1, 3)",
        "   b[2]  :=  b[2]  - alpha db[2]",
        "  (1, 1)    (1, 1)         (1, 1)",
        "",
        "10 formulas: the shapes of all factors fit",
    ]


@pytest.mark.parametrize("width", [24, 40, 60, 200])
def test_no_line_is_wider_than_the_terminal(monkeypatch, width):
    monkeypatch.setenv("COLUMNS", str(width))
    assert max(map(len, written("terminal", "").splitlines())) <= width


@pytest.mark.parametrize("width", [1, 8, 20, 33, 50])
def test_nothing_is_lost_where_there_is_no_room(monkeypatch, width):
    monkeypatch.setenv("COLUMNS", str(width))
    narrow = written("terminal", "30000,100000,1", show="forward")
    monkeypatch.setenv("COLUMNS", "500")
    wide = written("terminal", "30000,100000,1", show="forward")
    assert sorted("".join(narrow.split())) == sorted("".join(wide.split()))


@pytest.mark.parametrize("width", range(30, 90, 5))
def test_no_line_ends_in_a_sign(monkeypatch, width):
    monkeypatch.setenv("COLUMNS", str(width))
    assert not re.search(r"(=|[-+*/]|\(1)$", written("terminal", "2,3,1"), re.MULTILINE)


def test_latex_sets_shapes_below_the_factors():
    text = written("latex", show="backward", layers=(2, 2))
    assert r"\underset{(1, 3)}{dW^{[2]}} &= \frac{1}{m} \, \underset{(1, m)}{dZ^{[2]}} \," in text
    assert r"\underset{(m, 3)}{A^{[1]\top}}" in text
    assert r"\underset{(1, m)}{g^{[2]\prime}(Z^{[2]})}" in text
    assert r"\sum_{\text{axis 1, kept}}" in text
    assert r"\underset{(1, 3)}{W^{[2]}} &:= \underset{(1, 3)}{W^{[2]}} - \alpha \, \underset{(1, 3)}{dW^{[2]}}" in text


def test_latex_in_full():
    assert written("latex", show="forward", layers=(2, 2)).splitlines() == [
        r"% needs \usepackage{amsmath}",
        "% The formulas of 2,3,1: m examples, one per column",
        "",
        r"\paragraph{Forward, layer 2}",
        r"\begin{align*}",
        (
            r"  \underset{(1, m)}{Z^{[2]}} &= \underset{(1, 3)}{W^{[2]}} \, \underset{(3, m)}{A^{[1]}}"
            r" + \underset{(1, 1)}{b^{[2]}} \\"
        ),
        r"  &\quad\text{\footnotesize b[2] is broadcast along axis 1: the same for every example} \\",
        r"  \underset{(1, m)}{A^{[2]}} &= \underset{(1, m)}{g^{[2]}(Z^{[2]})}",
        r"\end{align*}",
    ]


def test_markdown_in_full():
    assert written("markdown", show="forward", layers=(2, 2)).splitlines() == [
        "## The formulas of 2,3,1: m examples, one per column",
        "",
        "### Forward, layer 2",
        "",
        "```math",
        (
            r"\underset{(1, m)}{Z^{[2]}} = \underset{(1, 3)}{W^{[2]}} \, \underset{(3, m)}{A^{[1]}}"
            r" + \underset{(1, 1)}{b^{[2]}}"
        ),
        "```",
        "",
        "b[2] is broadcast along axis 1: the same for every example",
        "",
        "```math",
        r"\underset{(1, m)}{A^{[2]}} = \underset{(1, m)}{g^{[2]}(Z^{[2]})}",
        "```",
        "",
        "2 formulas: the shapes of all factors fit.",
    ]


def upper(name, layer):
    return f"<msup><mi>{name}</mi><mrow><mo>[</mo><mtext>{layer}</mtext><mo>]</mo></mrow></msup>"


def under(what, shape):
    return f'<munder>{what}<mtext class="shape">{shape}</mtext></munder>'


def test_a_formula_of_the_page_in_full():
    page = written("html", show="forward", layers=(2, 2))
    product = f"""{under(upper("W", 2), "(1, 3)")}<mo lspace="0.1em" rspace="0.15em">&#x2062;</mo>"""
    assert re.findall(r"<math.*?</math>", page)[0] == (
        f"""<math displaystyle="true"><mrow>{under(upper("Z", 2), "(1, m)")}<mo>=</mo>{product}"""
        f"""{under(upper("A", 1), "(3, m)")}<mo>+</mo>{under(upper("b", 2), "(1, 1)")}</mrow></math>"""
    )
    assert "<p>2 formulas: the shapes of all factors fit.</p>\n</main>\n</html>\n" in page


def test_a_negative_on_the_page_is_a_prefix():
    """The sign is the first of its row: elsewhere it would be set, and read aloud, as a difference."""
    page = written("html", show="backward", layers=(2, 2))
    assert "<mo>=</mo><mrow><mo>&#x2212;</mo><mrow><mo>(</mo>" in page


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
@pytest.mark.parametrize("form", ["latex", "markdown"])
def test_mathematics_has_its_brackets_closed_and_no_double_superscript(form, layout):
    batch = "1" if layout == "single" else "m"
    text = written(form, "n_x,3,1", layout, batch=batch).replace(r"\{", "").replace(r"\}", "")
    assert text.count("{") == text.count("}")
    assert text.count(r"\left(") == text.count(r"\right)")
    assert not re.search(r"\}\^|\}'", text)


def test_markdown_has_a_block_for_each_formula():
    text = written("markdown")
    assert text.startswith("## The formulas of 2,3,1: m examples, one per column\n\n### Forward, layer 1\n\n```math\n")
    assert text.count("```math") == 18
    assert text.endswith("\n18 formulas: the shapes of all factors fit.\n")


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_the_page_is_well_formed_and_has_each_shape(layout):
    page = written("html", "n_x,3,1", layout, batch="1" if layout == "single" else "m")
    found = re.findall(r"<math.*?</math>", page)
    assert len(found) == 18
    shapes = set()
    for mathematics in found:
        tree = ElementTree.fromstring(mathematics)
        shapes |= {part.text for part in tree.iter("mtext") if part.get("class") == "shape"}
        assert all(len(part) == 2 for name in ("munder", "msup", "mfrac") for part in tree.iter(name))
    weights = "(n_x, 3)" if layout == "rows" else "(3, n_x)"
    assert weights in shapes
    assert "<script" not in page


def test_every_format_writes_the_general_form():
    for form in formats("formulas"):
        assert "Layer l, in general" in written(form, "")


def test_of_a_long_network_the_terminal_has_the_ends_and_says_so():
    long = ",".join(["3"] * 10_001)
    text = written("terminal", long, show="backward")
    assert text.startswith("The formulas of 3,3,3,3,...,3,3,3: m examples, one per column\n")
    headings = re.findall(r"^Backward, layer (\d+)$", text, re.MULTILINE)
    assert headings == ["10000", "9999", "9998", "3", "2", "1"]
    assert "Layers 4 to 9,997 of 10,000 are not shown: --layers 4:13 shows the first of them." in " ".join(text.split())
    assert "Backward, layer 5000" in written("terminal", long, layers=(5000, 5000))


def test_twelve_layers_are_printed_whole():
    assert "not shown" not in written("terminal", ",".join(["3"] * 13))
    assert "not shown" in written("terminal", ",".join(["3"] * 14))
    assert "not shown" not in written("terminal", ",".join(["3"] * 14), general=True)


def test_a_file_has_every_layer_of_a_long_network():
    assert written("latex", ",".join(["3"] * 101)).count(r"\paragraph{Forward") == 100
