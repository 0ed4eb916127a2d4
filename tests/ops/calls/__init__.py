"""Generated calls for every ruled callable: one module a family, each with `CALLS: dict[name, strategy of Call]`.

Here are those that the installed NumPy has, and of the calls those that it takes as the newest does."""

from importlib import import_module
from pkgutil import iter_modules

from hypothesis.strategies import SearchStrategy
from oracle import exists
from versions import differs, has_quirks


def _of_this_numpy(name: str, strategy: SearchStrategy) -> SearchStrategy:
    return strategy.filter(lambda made: not differs(name, made)) if has_quirks(name) else strategy


CALLS: dict[str, SearchStrategy] = {}
for module in sorted(info.name for info in iter_modules(__path__)):
    if module != "common":
        found = import_module(f"{__name__}.{module}").CALLS
        CALLS.update({name: _of_this_numpy(name, strategy) for name, strategy in found.items() if exists(name)})
