"""The table of all rules, found in `ops/families/` in sorted order and closed after import."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from shapecheck.ops import families
from shapecheck.ops.rule import Rule

__all__ = ["RULES", "lookup"]


def _found() -> Iterator[Rule]:
    for module in sorted(info.name for info in iter_modules(families.__path__)):
        for value in vars(import_module(f"{families.__name__}.{module}")).values():
            if isinstance(value, Rule):
                yield value
            elif isinstance(value, tuple):
                yield from (member for member in value if isinstance(member, Rule))


def _table() -> Mapping[str, Rule]:
    rules: dict[str, Rule] = {}
    for rule in _found():
        for name in rule.names:
            if rules.setdefault(name, rule) is not rule:
                raise ValueError(f"two rules claim the name {name}")
    return MappingProxyType(dict(sorted(rules.items())))


RULES: Mapping[str, Rule] = _table()


def lookup(name: str) -> Rule | None:
    """Give the rule of a NumPy callable by its full name, such as `numpy.dot`; None when there is none."""
    return RULES.get(name)
