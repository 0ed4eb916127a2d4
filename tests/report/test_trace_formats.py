"""A recorded report as text, in a terminal of any width, and in a notebook."""

import sys
from html.parser import HTMLParser
from io import StringIO

import pytest
from rich.console import Console

from shapecheck.core.dim import symbol
from shapecheck.core.shape import Shape
from shapecheck.report import formats, writer
from shapecheck.runtime.recording.records import Call, Given, Pair, Record, Report, Stretched
from shapecheck.runtime.recording.report_text import report_text

n, m = symbol("n", symbol("l")), symbol("m")


@pytest.fixture
def report():
    forward = Record(
        "linear", "/home/model.py", 12, "Z = np.dot(W, A) + b", "Z", (5, 7), Shape((n, m)),
        (Stretched("add", "b", (5, 1), (5, 7), (1,), False),),
    )  # fmt: skip
    wrong = Record(
        "linear", "/home/model.py", 13, 'grads["db" + str(l)] = np.sum(dZ, axis=1)', 'grads["db1"]', (5,), None, (),
        (Pair('grads["db1"]', 'parameters["b1"]', (5,), (5, 1)),),
    )  # fmt: skip
    made = Report()
    call = Call("linear", "/home/model.py", 10, (Given("W", (5, 3)), Given("b", (5, 1), Shape((n, 1)))),
                ((forward, 1), (wrong, 3)))  # fmt: skip
    for _ in range(2):
        made.add(made.start(), call)
    return made


FULL = """\
linear  model.py:10  called 2 times
  W  (5, 3)
  b  (5, 1)  (n[l], 1)
  line  variable      shape   symbolic   statement                                              broadcast and checks
    12  Z             (5, 7)  (n[l], m)  Z = np.dot(W, A) + b                                   b (5, 1) -> (5, 7), axis 1
    13  grads["db1"]  (5,)               grads["db" + str(l)] = np.sum(dZ, axis=1)  (3 times)   ! dim(grads["db1"]) = dim(parameters["b1"]): no, (5,) != (5, 1)

2 calls (1 different), 8 assignments (2 different), 6 checks (1 different) dim(dX) = dim(X): 0 yes, 6 no
symbolic shape known for 2 of 8 assignments
"""  # noqa: E501


def squeezed(text):
    """Give a text with each run of spaces as one, so that a column's width does not matter."""
    return [" ".join(line.split()) for line in text.split("\n")]


def test_the_text_has_everything(report):
    assert squeezed(str(report) + "\n") == squeezed(FULL)


def test_what_differs_is_not_counted_apart_where_all_do():
    made = Report()
    record = Record("f", "x.py", 2, "Y = X + 1", "Y", (2,))
    made.add(made.start(), Call("f", "x.py", 1, (), ((record, 1),)))
    assert str(made).endswith("\n\n1 call, 1 assignment, 0 checks dim(dX) = dim(X): 0 yes, 0 no")
    for _ in range(15_999):
        made.add(made.start(), Call("f", "x.py", 1, (), ((record, 1),)))
    assert str(made).endswith(
        "\n\n16,000 calls (1 different), 16,000 assignments (1 different), 0 checks dim(dX) = dim(X): 0 yes, 0 no"
    )


def test_columns_are_aligned(report):
    lines = report_text(report).split("\n")
    header, *body = lines[3:6]
    for name in ("variable", "shape", "symbolic", "statement", "broadcast"):
        at = header.index(name)
        assert all(line[at - 1] == " " for line in body)
    assert [line.index("(5") for line in body] == [header.index("shape")] * 2


@pytest.mark.parametrize("width", [30, 44, 60, 80, 100, 120, 200])
def test_no_line_is_wider_than_the_terminal_and_nothing_is_lost(report, width):
    text = report_text(report, width)
    table = text.split("\n\n")[0]
    assert all(len(line) <= max(width, 40) for line in table.split("\n")[3:])
    words = " ".join(text.replace("! ", " ").split())
    for part in ("np.dot(W, A)", "dim(grads", "(n[l], m)", "(3 times)"):
        assert part in words


def test_an_empty_report_says_so():
    assert str(Report()) == "nothing was recorded"
    assert "nothing was recorded" in Report()._repr_html_()


def test_a_terminal_gets_colours_and_its_width(report, monkeypatch):
    out = StringIO()
    Console(file=out, force_terminal=True, width=80, color_system="standard").print(report)
    text = out.getvalue()
    assert "\x1b[1;31m! dim" in text
    assert "\x1b[1mlinear" in text


def test_a_pipe_gets_plain_text_in_full(report, capsys):
    print(report)
    assert capsys.readouterr().out == report_text(report) + "\n"


def test_print_fits_a_terminal(report, monkeypatch):
    class Terminal(StringIO):
        def isatty(self):
            return True

    out = Terminal()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setenv("COLUMNS", "50")
    print(report)
    assert out.getvalue() == report_text(report, 50) + "\n"


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open = []
        self.text = []

    def handle_starttag(self, tag, attributes):
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def test_a_notebook_gets_a_table_with_everything_escaped(report):
    html = report._repr_html_()
    tags = Tags()
    tags.feed(html)
    tags.close()
    assert tags.open == []
    text = " ".join(" ".join(tags.text).replace("\N{NO-BREAK SPACE}", " ").split())
    for part in ('grads["db1"]', "Z = np.dot(W, A) + b", "b (5, 1) -> (5, 7), axis 1", "(n[l], m)"):
        assert part in text
    assert "<script" not in html


def test_text_that_looks_like_html_is_shown_as_text():
    made = Report()
    made.add(1, Call("<b>", "x.py", 1, (), ((Record("f", "x.py", 1, "a = b<c>d", "a", (2,)), 1),)))
    html = made._repr_html_()
    assert "b&lt;c&gt;d" in html
    assert "<c>" not in html


@pytest.mark.parametrize("name", ["html", "terminal", "text"])
def test_each_format_writes(report, name):
    assert name in formats("trace")
    out = StringIO()
    writer("trace", name)(report, out)
    assert "linear" in out.getvalue()
