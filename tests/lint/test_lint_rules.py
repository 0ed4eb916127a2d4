"""Each rule on its own examples, its page, and the table."""

import re
from dataclasses import replace

import pytest

from shapecheck.lint.rule import LintRule
from shapecheck.lint.runner import lint_source
from shapecheck.lint.settings import Layer, Settings, chosen
from shapecheck.lint.table import LINT_RULES, table_of

EVERY = Settings(frozenset(LINT_RULES))  # those in preview as well
RULES = [pytest.param(rule, id=code) for code, rule in LINT_RULES.items()]


@pytest.mark.parametrize("rule", RULES)
def test_nothing_is_found_in_the_good_example(rule: LintRule) -> None:
    assert lint_source(rule.good) == []


@pytest.mark.parametrize("rule", RULES)
def test_the_bad_example_has_one_finding_of_the_rule(rule: LintRule) -> None:
    (finding,) = lint_source(rule.bad, settings=EVERY)
    assert (finding.code, finding.severity) == (rule.code, rule.severity)
    assert finding.source or finding.code.startswith("SHP0")
    assert not re.search(r"Verdict|Shape\(|Array\(|Dim\(|  ", finding.message)


@pytest.mark.parametrize("rule", RULES)
def test_the_page_has_all_its_parts(rule: LintRule) -> None:
    parts = re.findall(r"^#+ (.*)$", re.sub(r"```.*?```", "", rule.page, flags=re.DOTALL), re.MULTILINE)
    assert parts == [f"{rule.name} ({rule.code})", "What it does", "Why it hurts", "Example", "Use instead"]
    assert rule.page.count("```py\n") == 2
    assert max(map(len, rule.page.splitlines())) <= 120


@pytest.mark.parametrize("rule", RULES)
def test_code_and_name_have_the_usual_form(rule: LintRule) -> None:
    assert re.fullmatch(r"SHP[0123]\d\d", rule.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    assert (rule.severity == "error") is rule.code.startswith("SHP1")


@pytest.mark.parametrize("change", [{"name": "another"}, {"code": "SHP198"}], ids=["code", "name"])
def test_a_code_or_a_name_that_is_claimed_twice_is_refused(change: dict) -> None:
    rule = LINT_RULES["SHP101"]
    with pytest.raises(ValueError, match="two lint rules claim"):
        table_of([rule, replace(rule, **change)])


def test_the_table_is_closed_and_sorted() -> None:
    assert list(LINT_RULES) == sorted(LINT_RULES)
    with pytest.raises(TypeError):
        LINT_RULES["SHP999"] = None


def test_a_rule_in_preview_is_asked_where_it_is_named() -> None:
    for rule in LINT_RULES.values():
        assert not rule.preview or lint_source(rule.bad) == []
        assert chosen([Layer(extend_select=(rule.name,))]) >= {rule.code}
        assert (rule.code in chosen([Layer(("SHP",))])) is not rule.preview
