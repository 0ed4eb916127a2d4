"""Every rule against NumPy on 1,000 calls: `python tests/ops/long_run.py [CALLS [SEED [FAMILY ...]]]`.

It prints for each family how many calls were compared and how many of them were different, each disagreement, and each
rule that has fewer calls than wanted. Another seed gives other calls.
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


def compared(name: str, wanted: int, seed: int) -> list[tuple[str, str | None]]:
    """Compare a rule with NumPy on so many generated calls; give each call as text, and its disagreement or None.

    Hypothesis ends early where it has made all the calls that there are.
    """
    found: list[tuple[str, str | None]] = []

    @hypothesis.seed(seed)
    @settings(parent=QUIET, max_examples=-(-wanted // BATCH))
    @given(st.tuples(*[CALLS[name]] * BATCH))
    def compare(batch):
        found.extend((f"{name}{made}", disagreement(name, made)) for made in batch)

    compare()
    return found


def compared_rule(names: list[str], wanted: int, seed: int) -> Counter[str]:
    """Compare a rule on the calls wanted, each of its names on a tenth of them at least; print what is not so."""
    each = max(-(-wanted // len(names)), wanted // 10)
    found = [pair for name in names for pair in compared(name, each, seed)]
    problems = [problem for _, problem in found if problem is not None]
    different = len({text for text, _ in found})
    print(*(f"    {problem}\n" for problem in problems), sep="", end="")
    if len(found) < wanted:
        print(f"    {names[0]}: {len(found):,} calls only, {different:,} different")
    return Counter(
        rules=1,
        short=int(len(found) < wanted),
        callables=len(names),
        calls=len(found),
        different=different,
        disagreements=len(problems),
    )


def main(wanted: int = 1000, seed: int = 0, *families: str) -> int:
    """Compare all, or the families said; give the exit status, 1 where there is a disagreement."""
    total = Counter[str]()
    heads = f"{'rules':>5} {'callables':>9} {'calls':>9} {'different':>9} {'disagreements':>13} {'seconds':>7}"
    print(f"{'family':14} {heads}", flush=True)
    for family in families or FAMILIES:
        start = perf_counter()
        row = Counter[str]()
        for rule in FAMILIES[family]:
            if names := [name for name in rule.names if name in CALLS]:
                row.update(compared_rule(names, wanted, seed))
        total.update(row)
        counts = f"{row['rules']:5} {row['callables']:9} {row['calls']:9,} {row['different']:9,}"
        print(f"{family:14} {counts} {row['disagreements']:13} {perf_counter() - start:7.0f}", flush=True)
    print(
        f"{total['rules']} rules of {total['callables']} callables, {total['calls']:,} calls "
        f"({total['different']:,} different), {total['short']} rules with fewer than {wanted:,}, "
        f"{total['disagreements']} disagreements"
    )
    return int(total["disagreements"] > 0)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3]), *sys.argv[3:]))
