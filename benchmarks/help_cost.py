"""What helps cost: the CPU time of linting a file with findings, beside that of a file without.

    python benchmarks/help_cost.py [--in FOLDER] [--rounds 3] [--show]

Each faulty program of FOLDER (by default the tests') is linted with helps and with `--no-help`, and its twin, in
`fixed/`, which is put right. All are timed in turn, in one process, so that all meet the same load; of several rounds
the least counts. What is printed are times of that of the twin: the helps may take as much as the file itself twice, so
that a file with findings takes at most three times as long as one without.
"""

import argparse
import statistics
import time
from dataclasses import replace

from helps import PROGRAMS, Program, programs_in

from shapecheck.lint.files import Text
from shapecheck.lint.runner import lint_text
from shapecheck.lint.settings import Settings

MOST = 3.0
HELPS = Settings()
NO_HELP = replace(HELPS, help=False)


def seconds(text: str, settings: Settings) -> float:
    """Return the seconds of CPU time that linting a text takes."""
    start = time.process_time()
    lint_text(Text(text), "program.py", settings)
    return time.process_time() - start


def costs(program: Program, rounds: int) -> tuple[float, float, float]:
    """Return the seconds with helps, without them, and of the twin."""
    found = [
        (seconds(program.source, HELPS), seconds(program.source, NO_HELP), seconds(program.twin, HELPS))
        for _ in range(rounds)
    ]
    helped, plain, twin = (min(column) for column in zip(*found, strict=True))
    return helped, plain, twin


def main() -> None:
    """Print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--in", dest="folder", type=type(PROGRAMS), default=PROGRAMS, metavar="FOLDER")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--show", action="store_true", help="print each program")
    given = parser.parse_args()
    programs = [own for own in programs_in(given.folder) if lint_text(Text(own.source), "program.py", HELPS).findings]
    found = {program.name: costs(program, given.rounds) for program in programs}
    for name, (helped, plain, twin) in sorted(found.items(), key=lambda item: -item[1][0] / item[1][2]):
        if given.show or helped > MOST * twin:
            print(
                f"{name}: {1000 * helped:.0f} ms, {helped / twin:.2f} times its twin, {plain / twin:.2f} without helps"
            )
    columns = list(zip(*found.values(), strict=True))
    for name, column in zip(("with helps", "--no-help"), columns, strict=False):
        ratios = [own / twin for own, twin in zip(column, columns[2], strict=True)]
        print(
            f"{name:11}: median {statistics.median(ratios):.2f}, most {max(ratios):.2f}, "
            f"all together {sum(column) / sum(columns[2]):.2f} times the twins, of {len(found)} programs"
        )


if __name__ == "__main__":
    main()
