"""The table of all rules, found in `ops/families/` in sorted order and closed after import."""

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from shapecheck.ops import families
from shapecheck.ops.rule import Rule

__all__ = ["FAMILIES", "RULES", "lookup"]


def _rules_in(module: str) -> Iterator[Rule]:
    """Give the rules that a module declares, each once, in the order in which they stand there."""
    name = f"{families.__name__}.{module}"
    seen: dict[int, Rule] = {}
    for value in vars(import_module(name)).values():
        for member in value if isinstance(value, tuple) else (value,):
            if isinstance(member, Rule) and member.function.__module__ == name:
                seen[id(member)] = member
    return iter(seen.values())


def _table(rules: Iterable[Rule]) -> Mapping[str, Rule]:
    table: dict[str, Rule] = {}
    for rule in rules:
        for name in rule.names:
            if table.setdefault(name, rule) is not rule:
                raise ValueError(f"two rules claim the name {name}")
    return MappingProxyType(dict(sorted(table.items())))


FAMILIES: Mapping[str, tuple[Rule, ...]] = MappingProxyType(
    {module: tuple(_rules_in(module)) for module in sorted(info.name for info in iter_modules(families.__path__))}
)
RULES: Mapping[str, Rule] = _table(rule for rules in FAMILIES.values() for rule in rules)


def lookup(name: str) -> Rule | None:
    """Give the rule of a NumPy callable by its full name, such as `numpy.dot`; None when there is none."""
    return RULES.get(name)
