"""The dimension table in every format: each quantity is there, nothing leaks, and machines can read it back."""

import csv
import io
import json
import re

import pytest
from rich.cells import cell_len

from shapecheck.architecture import LAYOUTS, build_table, parse_architecture, parse_batch
from shapecheck.core import Dim, Verdict
from shapecheck.core.notation.parse_size import parse_size
from shapecheck.report import formats, writer
from shapecheck.report._latex import latex_formula, latex_name
from shapecheck.report._rows import human_bytes, number

FORMATS = formats("table")
DIMS = ["2,3,5,4,2,1", "n_x,4,n_y", "7,1", "n[0],...,n[L]", ",".join(map(str, range(1, 31)))]


def table_of(dims="2,3,5,4,2,1", layout="columns", batch="m"):
    return build_table(parse_architecture(dims), LAYOUTS[layout], parse_batch(batch))


def printed(table, form, *, show="all", layers=None):
    out = io.StringIO()
    writer("table", form)(table, out, show=show, layers=layers)
    return out.getvalue()


@pytest.fixture(autouse=True)
def _wide(monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")


def plain(text):
    """LaTeX's notation back in ours: `W^{[1]}` is `W[1]`."""
    text = re.sub(r"_\{(?:\\mathrm\{)?(\w+)\}?\}", r"_\1", text)
    return re.sub(r"\^\{(\[[^]]*\])(?:\\top)?\}", r"\1", text)


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
@pytest.mark.parametrize("dims", DIMS[:4])
@pytest.mark.parametrize("form", FORMATS)
def test_every_quantity_is_there_with_both_shapes(form, dims, layout):
    table = table_of(dims, layout)
    text = plain(printed(table, form))
    assert text.endswith("\n")
    for item in table.quantities:
        assert item.name in text
        assert str(item.symbolic) in text
        sizes = ", ".join(json.dumps(str(s) if isinstance(s, Dim) else s) for s in item.shape.sizes)
        assert str(item.shape) in text or (form == "json" and f"[{sizes}]" in text)


@pytest.mark.parametrize("dims", DIMS)
@pytest.mark.parametrize("form", FORMATS)
def test_no_markup_and_no_control_codes_leak(form, dims):
    text = printed(table_of(dims), form)
    assert "\x1b" not in text
    assert not re.search(r"\[/?(bold|dim|red|green|yellow|cyan)", text)
    assert not re.search(r"Verdict|Shape\(|Dim\(|None", text)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("show", ["forward", "backward"])
def test_only_the_direction_asked_for_is_shown(form, show):
    table = table_of("2,3,1")
    text = plain(printed(table, form, show=show))
    own = {item.name for item in table.quantities if (item.gradient_of is not None) is (show == "backward")}
    assert all(name in text for name in own)
    if form == "csv":
        assert {row["name"] for row in csv.DictReader(io.StringIO(text))} == own


@pytest.mark.parametrize("form", FORMATS)
def test_only_the_layers_asked_for_are_shown(form):
    text = plain(printed(table_of(), form, layers=(2, 3)))
    for name in ("W[2]", "dW[3]", "A[2]", "dA[3]"):
        assert re.search(rf"(?<!\w){re.escape(name)}", text)
    assert not re.search(
        r"(?<!\w)d?W\[[145]\](?!\.T| @|\\top| A| dZ)", text.replace("W[4].T", "").replace("W[4] dZ", "")
    )


def test_json_has_what_the_documentation_promises():
    table = table_of(batch="7")
    found = json.loads(printed(table, "json"))
    assert list(found) == ["architecture", "quantities", "checks", "broadcasts", "costs", "totals"]
    assert found["architecture"] == {
        "text": "2,3,5,4,2,1", "sizes": [2, 3, 5, 4, 2, 1], "layers": 5, "batch": 7, "layout": "columns",
    }  # fmt: skip
    assert found["quantities"][1] == {
        "name": "W[1]", "layer": 1, "symbolic": "(n[1], n[0])", "shape": [3, 2], "formula": "", "gradient_of": None,
    }  # fmt: skip
    assert found["quantities"][-1] == {
        "name": "dA[0]", "layer": 0, "symbolic": "(n[0], m)", "shape": [2, 7], "formula": "W[1].T @ dZ[1]",
        "gradient_of": "A[0]",
    }  # fmt: skip
    assert len(found["quantities"]) == len(table.quantities) == 42
    assert found["checks"][0] == {"claim": "dim(A[1]) = dim(Z[1])", "verdict": "yes"}
    assert len(found["checks"]) == 26
    assert found["broadcasts"][0] == {
        "operand": "b[1]", "from": [3, 1], "to": [3, 7], "axes": [1],
        "undone_by": "db[1] = 1/m * np.sum(dZ[1], axis=1, keepdims=True)",
    }  # fmt: skip
    assert found["costs"][0] == {
        "layer": 1, "parameters": 9, "parameter_memory_bytes": 72, "activation_memory_bytes": 336,
        "gradient_memory_bytes": 408, "forward_multiply_adds": 42, "backward_multiply_adds": 84,
    }  # fmt: skip
    assert found["totals"]["parameters"] == 66


def test_json_writes_symbols_as_text():
    found = json.loads(printed(table_of("n_x,4,1"), "json"))
    assert found["quantities"][0]["shape"] == ["n_x", "m"]
    assert found["totals"]["parameters"] == "4*n_x+9"
    general = json.loads(printed(table_of("n[0],...,n[L]"), "json"))
    assert general["architecture"]["layers"] == "L"
    assert general["totals"] is None


def test_json_is_read_back_whatever_the_names():
    found = json.loads(printed(table_of("α,größe_1,1"), "json"))
    assert found["quantities"][0]["shape"] == ["α", "m"]


def test_csv_has_one_row_a_quantity():
    table = table_of()
    rows = list(csv.DictReader(io.StringIO(printed(table, "csv"))))
    assert [row["name"] for row in rows] == [item.name for item in table.quantities]
    assert [row["shape"] for row in rows] == [str(item.shape) for item in table.quantities]
    assert {row["verdict"] for row in rows if row["gradient_of"]} == {"yes"}


def test_markdown_tables_have_equally_many_cells_in_each_row():
    for block in printed(table_of(), "markdown").split("\n\n"):
        rows = [line for line in block.splitlines() if line.startswith("|")]
        assert len({row.count("|") for row in rows}) <= 1


def test_latex_tables_have_equally_many_cells_in_each_row():
    text = printed(table_of("n_x,n_hidden_2,1"), "latex")
    blocks = re.findall(r"\\begin\{longtable\}\{(.*)\}\n([^!]*?)\\end\{longtable\}", text)
    assert len(blocks) == 4
    for columns, body in blocks:
        count = len(re.sub(r"p\{.*", "p", columns))
        rows = [row for row in re.split(r"\\\\(?: \\hline \\endhead)?\n", body) if row.strip()]
        assert {row.count("&") for row in rows} == {count - 1}
    assert text.count("{") == text.count("}")
    assert text.count("$") % 2 == 0


@pytest.mark.parametrize(
    ("formula", "written"),
    [
        ("W[l] @ A[l-1] + b[l]", "W^{[l]} A^{[l-1]} + b^{[l]}"),
        ("g(Z[1])", "g(Z^{[1]})"),
        ("dA[1] * g'(Z[1])", r"dA^{[1]} \ast g'(Z^{[1]})"),
        ("1/m * A[0].T @ dZ[1]", r"\frac{1}{m} A^{[0]\top} dZ^{[1]}"),
        ("1/m * np.sum(dZ[1], axis=1)", r"\frac{1}{m} \mathrm{np.sum}(dZ^{[1]},\ \mathrm{axis} = \mathrm{1})"),
        ("-(Y / A - (1 - Y))", r"-(\frac{Y}{A} - (1 - Y))"),
        ("(A + B) @ C.T", r"(A + B) C^{\top}"),
    ],
)
def test_formulas_are_set_as_mathematics(formula, written):
    assert latex_formula(formula).replace("(C)^", "C^") == written


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("n_x", "n_{x}"),
        ("n_hidden_2", r"n_{\mathrm{hidden\_2}}"),
        ("batch", r"\mathit{batch}"),
        ("2*n[1]+1", r"2 \cdot n^{[1]}+1"),
        ("α", r"\alpha"),
        ("größe", r"\textit{größe}"),
        ("n_ö", r"n_{\textrm{ö}}"),
    ],
)
def test_names_are_set_as_mathematics(name, written):
    assert latex_name(name) == written


@pytest.mark.parametrize("width", [60, 80, 100, 120])
@pytest.mark.parametrize("show", ["all", "forward", "backward"])
@pytest.mark.parametrize("dims", DIMS)
def test_the_terminal_format_is_never_wider_than_the_terminal(monkeypatch, width, show, dims):
    monkeypatch.setenv("COLUMNS", str(width))
    text = printed(table_of(dims), "terminal", show=show)
    for line in text.splitlines():
        assert cell_len(line) <= width
        assert line == line.rstrip()


LESSON = """\
2 → 3 → 1: 2 layers, m examples, one per column

                      shape  forward                     backward                       dim(dX) = dim(X)
A[0]     (n[0], m) = (2, m)  X                    dA[0]  W[1].T @ dZ[1]                              yes
W[1]  (n[1], n[0]) = (3, 2)                       dW[1]  1/m * dZ[1] @ A[0].T                        yes
b[1]     (n[1], 1) = (3, 1)  broadcast to (3, m)  db[1]  1/m * np.sum(dZ[1], axis=1, keepdims=True)  yes
Z[1]     (n[1], m) = (3, m)  W[1] @ A[0] + b[1]   dZ[1]  dA[1] * g'(Z[1])                            yes
A[1]     (n[1], m) = (3, m)  g(Z[1])              dA[1]  W[2].T @ dZ[2]                              yes
W[2]  (n[2], n[1]) = (1, 3)                       dW[2]  1/m * dZ[2] @ A[1].T                        yes
b[2]     (n[2], 1) = (1, 1)  broadcast to (1, m)  db[2]  1/m * np.sum(dZ[2], axis=1, keepdims=True)  yes
Z[2]     (n[2], m) = (1, m)  W[2] @ A[1] + b[2]   dZ[2]  dA[2] * g'(Z[2])                            yes
A[2]     (n[2], m) = (1, m)  g(Z[2])              dA[2]  -(Y / A[2] - (1 - Y) / (1 - A[2]))          yes

b[l] : (n[l], 1) is broadcast along axis 1 to (n[l], m), the same column for every example;
db[l] = 1/m * np.sum(dZ[l], axis=1, keepdims=True) undoes it.

                   memory in float64                 multiply-adds
layer  parameters  W and b  Z and A       gradients  forward  backward
    1           9     72 B   48*m B   (48*m + 72) B      6*m      12*m
    2           4     32 B   16*m B   (16*m + 32) B      3*m       6*m
  all          13    104 B   64*m B  (64*m + 104) B      9*m      18*m

11 checks: 11 yes, for every m
"""


def test_the_whole_of_a_small_table():
    assert printed(table_of("2,3,1"), "terminal") == LESSON


def test_a_narrow_terminal_has_the_formulas_of_layer_l_once(monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    text = printed(table_of(), "terminal")
    assert "Z[l]     = W[l] @ A[l-1] + b[l]" in text
    assert "W[5]  dW[5]  (n[5], n[4]) = (1, 2)  yes" in text


def test_the_lesson_s_network_fits_on_a_screen(monkeypatch):
    for width, most in ((80, 36), (100, 45), (120, 40)):
        monkeypatch.setenv("COLUMNS", str(width))
        assert len(printed(table_of(), "terminal").splitlines()) <= most


def test_of_a_long_table_the_ends_are_printed_and_all_is_checked():
    text = printed(table_of(DIMS[-1]), "terminal")
    assert "W[3]" in text
    assert "W[27]" in text
    assert not re.search(r"(?<!\w)W\[1\d\]", text)
    assert "Layers 4 to 26 of 29 are not shown: --layers 4:13 shows the first of them." in text
    assert "146 checks: 146 yes, for every m (all layers, shown or not)" in text
    assert "W[15]" in printed(table_of(DIMS[-1]), "terminal", layers=(15, 15))


def test_the_general_form_says_for_what_it_is_proved():
    text = printed(table_of("n[0],...,n[L]"), "terminal")
    assert "9 checks: 9 yes; proved by induction for every l, L and m" in text


def test_a_check_that_fails_is_listed():
    table = table_of("2,3,1")
    failed = tuple(
        type(check)(check.claim, Verdict.NO, check.layer, check.quantity) if check.quantity == "dW[1]" else check
        for check in table.checks
    )
    object.__setattr__(table, "checks", failed)
    text = printed(table, "terminal")
    assert "11 checks: 10 yes, 1 no" in text
    assert "dim(dW[1]) = dim(W[1])  no" in text


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "0 B"), (1023, "1023 B"), (1024, "1.00 KiB"), (1536, "1.50 KiB"), (10 * 1024, "10.0 KiB"),
     (200 * 1024**2, "200 MiB"), (2**40, "1.00 TiB"), (2**80, "1,048,576 EiB")],
)  # fmt: skip
def test_memory_is_written_in_human_units(size, text):
    assert human_bytes(size) == text


def test_numbers_in_expressions_have_their_thousands_set_apart_and_names_do_not():
    size = parse_size("12345*n_1000+100000")
    assert number(size) == "12,345*n_1000 + 100,000"


def test_a_long_sum_is_cut_in_a_terminal_and_whole_in_a_document():
    table = table_of("n,k,j,p,q")
    assert "... (8 terms)" in printed(table, "terminal")
    for form, whole in (
        ("markdown", "`j*k + j*p + k*n + p*q + j + k + p + q`"),
        ("latex", r"$j \cdot k + j \cdot p + k \cdot n + p \cdot q + j + k + p + q$"),
    ):
        text = printed(table, form)
        assert whole in text
        assert "terms)" not in text


def test_the_formats_are_the_public_modules_of_the_folder():
    assert FORMATS == ("csv", "json", "latex", "markdown", "terminal")
