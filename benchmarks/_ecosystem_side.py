"""One side of `ecosystem.py`: lints files with the tree that PYTHONPATH names, and prints what came of it as JSON.

    PYTHONPATH=TREE python benchmarks/_ecosystem_side.py FOLDER < FILES

Any version of shapecheck is measured: no more of it is used than `lint_paths` and the events that the listener hears.
"""  # fmt: skip

from __future__ import annotations

import ast
import json
import os
import sys
import warnings
from pathlib import Path
from time import process_time
from typing import Any

from _ecosystem_calls import Call, Spot, calls_in, parsed, spot_of


def is_known(event: Any) -> bool:
    """Whether the rank of an operation's result is known, or that of each array that it takes."""
    result = event.outcome.result
    parts = result if isinstance(result, (list, tuple)) and result else (result,)
    if all(hasattr(part, "shape") and part.shape.run is None for part in parts):
        return True
    operands = event.operands
    return bool(operands) and all(operand.shape.run is None for operand in operands)


class Heard:
    """What the events told: each place with an operation, each place that anything was told of, and the trees."""

    def __init__(self, files: list[str]) -> None:
        self.files = frozenset(files)
        self.operations: dict[tuple[str, Spot], bool] = {}  # whether it was known each time
        self.reached: dict[str, set[Spot]] = {name: set() for name in files}
        self.trees: dict[str, ast.Module] = {}

    def __call__(self, event: Any) -> None:
        """Hear an event."""
        if not hasattr(event, "outcome") and not hasattr(event, "reason"):  # neither an operation nor a gap
            return
        path = event.site.source.path
        if path not in self.files:
            return
        spot = spot_of(event.site.node)
        self.reached[path].add(spot)
        self.trees.setdefault(path, event.site.source.tree)
        if hasattr(event, "outcome"):
            self.operations[path, spot] = is_known(event) and self.operations.get((path, spot), True)


def hear(heard: Heard) -> None:
    """Let each event that the linter's listener hears be heard here too."""
    from shapecheck.lint.listener import Listener

    listens = Listener.__call__

    def both(self: Listener, event: Any) -> None:
        heard(event)
        listens(self, event)

    Listener.__call__ = both  # type: ignore[method-assign]


def lint(files: list[str]) -> dict[str, Any]:
    """Lint files in the current folder, and give findings and counts."""
    from shapecheck.lint.runner import lint_paths
    from shapecheck.lint.settings import Settings

    heard = Heard(files)
    hear(heard)
    start = process_time()
    outcome = lint_paths(files, Settings(), processes=1)
    taken = process_time() - start
    summary = outcome.summary
    found = {
        "cpu": taken,
        "files": len(files),
        "operations": len(heard.operations),
        "known": sum(heard.operations.values()),
        "proved": summary.proved,
        "unread": [str(unread) for unread in outcome.unread],
        "unfinished": list(outcome.unfinished),
        "findings": [
            {
                "file": finding.path,
                "line": finding.line,
                "cell": finding.cell,
                "code": finding.code,
                "severity": finding.severity,
                "message": finding.message,
                "text": finding.source[0].strip() if finding.source else "",
            }
            for finding in outcome.findings
        ],
    }
    return found | _calls(heard)


def _calls(heard: Heard) -> dict[str, Any]:
    """Count calls of NumPy's in the text, and list those that no event told of."""
    counts = dict.fromkeys(("functions", "functions_reached", "methods", "methods_reached"), 0)
    never: list[tuple[str, int, str]] = []
    for path, reached in heard.reached.items():
        there = calls_in(parsed(Path(path)))
        tree = heard.trees.get(path)
        seen = [] if tree is None else [call for call in calls_in([tree]) if {call.spot, call.called} & reached]
        for name, method in (("functions", False), ("methods", True)):
            counts[name] += sum(call.method is method for call in there)
            counts[f"{name}_reached"] += sum(call.method is method for call in seen)
        missed: list[Call] = there if tree is None else [call for call in calls_in([tree]) if call not in seen]
        never += [(path, call.spot[0], call.text) for call in missed if not call.method]
    return {**counts, "never": never}


def main() -> None:
    """Print the JSON."""
    warnings.simplefilter("ignore")  # of the compiler, about texts that are parsed here
    tree = Path(os.environ["PYTHONPATH"].split(os.pathsep)[0]).resolve()
    files = sys.stdin.read().splitlines()
    os.chdir(sys.argv[1])
    import shapecheck

    if not Path(str(shapecheck.__file__)).resolve().is_relative_to(tree):
        raise SystemExit(f"shapecheck was not taken from {tree} but from {shapecheck.__file__}")
    json.dump(lint(files), sys.stdout)


if __name__ == "__main__":
    main()
