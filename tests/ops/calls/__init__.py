"""Generated calls for every ruled callable: one module a family, each with `CALLS: dict[name, strategy of Call]`."""

from importlib import import_module
from pkgutil import iter_modules

from hypothesis.strategies import SearchStrategy

CALLS: dict[str, SearchStrategy] = {}
for module in sorted(info.name for info in iter_modules(__path__)):
    if module != "common":
        CALLS.update(import_module(f"{__name__}.{module}").CALLS)
