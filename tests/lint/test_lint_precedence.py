"""Which of several findings are told: the index finds what a comparison of all pairs finds, in linear time."""

from hypothesis import given
from hypothesis import strategies as st

from shapecheck.lint import listener, precedence
from shapecheck.lint.finding import Finding
from shapecheck.lint.precedence import Found, preceding
from shapecheck.lint.rule import Problem
from shapecheck.lint.runner import lint_source
from shapecheck.lint.table import LINT_RULES

TEXTS = ("W = W - dW", "loss = y - p", "self.W1 -= dW1", "")
FOUND = st.builds(
    lambda path, start, length, column, code, subject, text: Found(
        LINT_RULES[code],
        None,
        Problem("message", subject=subject),
        Finding(
            path,
            start,
            column,
            start + length,
            column + 2 + length,
            code,
            LINT_RULES[code].severity,
            "message",
            source=(text,) * (length + 1),
        ),
    ),
    st.sampled_from(["a.py", "b.py"]),
    st.integers(1, 4),
    st.integers(0, 2),
    st.integers(1, 3),
    st.sampled_from(sorted(LINT_RULES)),
    st.sampled_from(["", "", "", "W", "dW1", "self.W1", "-"]),
    st.sampled_from(TEXTS),
)


@given(st.lists(FOUND, max_size=12))
def test_it_is_what_a_comparison_of_all_pairs_gives(found):
    expected = [
        own for own in found if not any(other is not own and precedence._goes_before(other, own) for other in found)
    ]
    assert list(preceding(found)) == expected


def test_many_findings_take_time_in_proportion(monkeypatch):
    text = "import numpy as np\nnp.zeros((2, 3)) @ np.zeros((5, 7))\n"
    asked = []
    goes_before = precedence._goes_before
    monkeypatch.setattr(precedence, "_goes_before", lambda *pair: asked.append(pair) or goes_before(*pair))
    count = 60
    assert len(lint_source(text * count)) == count
    assert len(asked) <= 2 * count


def test_comments_are_read_once_for_each_file(monkeypatch):
    read = []
    comments_in = listener.comments_in
    monkeypatch.setattr(listener, "comments_in", lambda *args: read.append(args) or comments_in(*args))
    text = "import numpy as np\nnp.zeros((2, 3)) @ np.zeros((5, 7))  # shapecheck: ignore\n"
    assert lint_source(text * 20) == []
    assert len(read) == 1
