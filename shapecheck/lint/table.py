"""The table of all lint rules, found in `lint/rules/` in sorted order and closed after import."""

from collections.abc import Iterable, Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from shapecheck.lint import rules
from shapecheck.lint.rule import LintRule

__all__ = ["LINT_RULES", "RULE_NAMES", "table_of"]


def table_of(found: Iterable[LintRule]) -> Mapping[str, LintRule]:
    """Give the rules by their codes, sorted.

    Raises
    ------
    ValueError
        When a code or a name is claimed twice.
    """
    table: dict[str, LintRule] = {}
    names: set[str] = set()
    for rule in found:
        if rule.code in table or rule.name in names:
            raise ValueError(f"two lint rules claim {rule.code} or {rule.name}")
        table[rule.code] = rule
        names.add(rule.name)
    return MappingProxyType(dict(sorted(table.items())))


LINT_RULES: Mapping[str, LintRule] = table_of(
    import_module(f"{rules.__name__}.{module}").RULE
    for module in sorted(info.name for info in iter_modules(rules.__path__))
)

RULE_NAMES: Mapping[str, str] = MappingProxyType({rule.name: code for code, rule in LINT_RULES.items()})
"""The code of each rule, by its name."""
