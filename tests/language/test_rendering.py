"""What is said in Chinese has no English left in it: findings, claims, pages, notices, gaps, contracts."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from english import english_in, left_in

from shapecheck.core.array import Array, Axis, Quantity
from shapecheck.core.claims import (
    Agree,
    AtLeast,
    Broadcastable,
    Claim,
    Depends,
    Distinct,
    Divides,
    InRange,
    IsOne,
    RankIs,
    SameRank,
    StretchesTo,
    Valid,
)
from shapecheck.core.dim import symbol
from shapecheck.core.shape import UNKNOWN_SHAPE, Shape
from shapecheck.language import Phrase, speaking
from shapecheck.lint.finding import Finding
from shapecheck.lint.runner import lint_source
from shapecheck.lint.settings import Settings
from shapecheck.lint.table import LINT_RULES
from shapecheck.report import formats, writer
from shapecheck.wording import condition, failure, operand_line, unpacking

FAULTS = Path(__file__).parents[1] / "lint" / "faults"
EVERY = Settings(frozenset(LINT_RULES))
PROGRAMS = {
    **{code: rule.bad for code, rule in LINT_RULES.items()},
    **{path.stem: path.read_text(encoding="utf-8") for path in sorted(FAULTS.glob("*.py"))},
}


def texts_of(finding: Finding) -> Iterator[str]:
    """Yield all sentences of a finding."""
    yield from (finding.message, *finding.notes)
    yield from (own.message for own in finding.related)
    yield from (own.origin for own in finding.operands)
    yield from filter(None, (finding.help, finding.fix and finding.fix.message))


def what_is_found(finding: Finding) -> object:
    """Return a finding without its words: what a baseline, an ignore and a fix go by."""
    edits = () if finding.fix is None else finding.fix.edits
    shapes = tuple((own.name, own.shape) for own in finding.operands if own.name.isascii())
    related = [(own.path, own.line, own.column) for own in finding.related]
    return finding.key, finding.end_line, finding.severity, finding.source, finding.marks, edits, related, bool(shapes)


@pytest.mark.parametrize("name", PROGRAMS)
def test_findings_are_said_in_the_language_that_is_spoken(name: str) -> None:
    """In both languages the same is found, and nothing of one run is left in the words of the next."""
    program = PROGRAMS[name]
    with speaking("en"):
        english = lint_source(program, settings=EVERY)
    with speaking("zh"):
        chinese = lint_source(program, settings=EVERY)
    if name in LINT_RULES:
        with speaking("en"):
            assert lint_source(program, settings=EVERY) == english
    assert list(map(what_is_found, chinese)) == list(map(what_is_found, english))
    said = [text for finding in chinese for text in texts_of(finding) if text]
    assert [text for text in said if left_in(text, program)] == []
    assert all(re.search(r"[\u4e00-\u9fff]", finding.message) for finding in chinese)


N = symbol("n")
W, A, X = (Array(Shape(sizes), name=name) for sizes, name in (((5, 4), "W"), ((3, 7), "A"), ((N, 1), "X")))
UNNAMED, NUMBER, OPEN = Array(Shape((2, 3))), Array(Shape(())), Array(UNKNOWN_SHAPE, name="P")
CLAIMS: list[Claim] = [
    Agree(Axis(W, 1), Axis(A, 0), Phrase("inner sizes")),
    Agree(Axis(UNNAMED, 1), Quantity(4, Phrase("elements"))),
    IsOne(Axis(W, 1), Phrase("only an axis of size 1 can be dropped")),
    Broadcastable(Axis(W, 1), Axis(A, 0)),
    Broadcastable(Axis(X, 0), Axis(A, 0)),
    Broadcastable(Axis(X, 0), Axis(Array(Shape((symbol("m"),)), name="Y"), 0)),
    StretchesTo(Axis(W, 1), Axis(A, 0)),
    StretchesTo(Axis(W, 1), Axis(X, 0)),
    RankIs(W, 3),
    RankIs(NUMBER, 1, 1),
    RankIs(OPEN, 2, 3),
    SameRank(W, NUMBER),
    InRange(2, -2, 2, Phrase("axis"), W),
    InRange(7, -3, 3, Phrase("index"), Axis(A, 0)),
    InRange(0, 0, 0, Phrase("index"), Axis(A, 0)),
    InRange(0, 0, 0, Phrase("axis"), NUMBER),
    InRange(0, 0, 0, Phrase("index")),
    InRange(9, 0, 3, "kth"),
    AtLeast(Quantity(0, Phrase("samples")), 1),
    Distinct((0, 0), Phrase("axes")),
    Divides(Quantity(3, Phrase("sections")), Axis(A, 1)),
    Valid(Phrase("an index can have one ellipsis only")),
    Depends(Phrase("the mask is empty")),
]


def test_all_kinds_of_claims_are_asked() -> None:
    assert {type(claim) for claim in CLAIMS} == set(Claim.__args__)


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: type(claim).__name__)
def test_claims_are_said_in_chinese(claim: Claim) -> None:
    with speaking("zh"):
        said = failure(claim), condition(claim)
    assert not any(map(left_in, said, ["W A X P Y kth"] * 2)), said
    assert re.search(r"[\u4e00-\u9fff]", said[0])


def test_operands_and_counts_are_said_in_chinese() -> None:
    with speaking("zh"):
        said = operand_line(A).name, unpacking("X.shape", 1, 2), unpacking("X.shape", 1, 2, starred=True)
    assert not any(map(left_in, said, ["A", "", ""])), said


@pytest.mark.parametrize("code", LINT_RULES)
@pytest.mark.parametrize("format_name", formats("rules"))
def test_pages_are_in_chinese(code: str, format_name: str, tmp_path: Path) -> None:
    rule = LINT_RULES[code]
    page = tmp_path / "page"
    with speaking("zh"), page.open("w", encoding="utf-8") as out:
        writer("rules", format_name)(LINT_RULES, out, code=code)
    prose = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    names = {*rule.name.split("-"), *re.findall(r"\w+", rule.bad + rule.good)}
    left = [word for word in left_in(" ".join(prose.split("\n"))) if word not in names | TERMS]
    assert left == []


# Words of pages that a Chinese course has in English as well.
TERMS = {"dim", "dX", "softmax", "sigmoid", "jaxtyping", "spec", "axis", "reshape", "zip", "shape"}


def test_lists_of_rules_are_in_chinese(tmp_path: Path) -> None:
    for format_name in formats("rules"):
        page = tmp_path / format_name
        with speaking("zh"), page.open("w", encoding="utf-8") as out:
            writer("rules", format_name)(LINT_RULES, out)
        prose = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        lines = [line.partition("  ")[2] or line for line in prose.splitlines()]  # behind the code
        assert [line for line in lines if english_in(re.sub(r"[\w-]+-[\w-]+", "", line))] == []


def test_a_forgotten_word_is_seen() -> None:
    """The twin of the tests before."""
    assert left_in("加到 update 上", "x = 1") == ["update"]
    assert not left_in("W 的轴 0，`for x in the_list`，np.sum(x)", "W")
