"""Every rule against NumPy on 1,000 calls, or as many as said: `python tests/ops/long_run.py [CALLS [SEED]]`.

It prints for each family how many calls were compared, and each disagreement. Another seed gives other calls.
"""

import sys
from collections import Counter
from time import perf_counter

import hypothesis
from calls import CALLS
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from oracle import disagreement

from shapecheck.ops.table import FAMILIES

QUIET = settings(phases=[Phase.generate], database=None, deadline=None, suppress_health_check=list(HealthCheck))
BATCH = 10  # calls that are generated together, which is much faster than one by one


def compared(name: str, wanted: int, seed: int) -> list[str | None]:
    """Compare a rule with NumPy on so many generated calls, or on all there are; give each disagreement, or None."""
    found: list[str | None] = []

    @hypothesis.seed(seed)
    @settings(parent=QUIET, max_examples=-(-wanted // BATCH))
    @given(st.tuples(*[CALLS[name]] * BATCH))
    def compare(batch):
        found.extend(disagreement(name, made) for made in batch)

    compare()
    return found


def compared_family(names: list[tuple[str, int]], seed: int) -> Counter[str]:
    """Compare the callables, each on so many calls, and print the disagreements."""
    found = [problem for name, wanted in names for problem in compared(name, wanted, seed)]
    problems = [problem for problem in found if problem is not None]
    print(*(f"    {problem}\n" for problem in problems), sep="", end="")
    return Counter(callables=len(names), calls=len(found), disagreements=len(problems))


def main(wanted: int = 1000, seed: int = 0) -> int:
    """Compare all; give the exit status, 1 where there is a disagreement."""
    total = Counter[str]()
    print(f"{'family':14} {'rules':>5} {'callables':>9} {'calls':>8} {'disagreements':>13} {'seconds':>7}", flush=True)
    for family, rules in FAMILIES.items():
        start = perf_counter()
        owned = [[name for name in rule.names if name in CALLS] for rule in rules]
        # Each rule has the calls wanted, each of its names a tenth of them at least.
        names = [(name, max(-(-wanted // len(own)), wanted // 10)) for own in owned for name in own]
        row = compared_family(names, seed) + Counter(rules=sum(map(bool, owned)))
        total += row
        counts = f"{row['rules']:5} {row['callables']:9} {row['calls']:8,} {row['disagreements']:13}"
        print(f"{family:14} {counts} {perf_counter() - start:7.0f}", flush=True)
    print(
        f"{total['rules']} rules of {total['callables']} callables, {total['calls']:,} calls, "
        f"{total['disagreements']} disagreements"
    )
    return int(total["disagreements"] > 0)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
