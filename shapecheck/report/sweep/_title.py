"""What a sweep is called above its table and its picture."""

from pathlib import Path

from shapecheck.training.sweep import Sweep

__all__ = ["title"]


def title(sweep: Sweep) -> str:
    """Give the data, the number of trials, and the study where it is called otherwise."""
    count = len(sweep.trials)
    study = "" if sweep.name == Path(sweep.data.name).stem else f", study {sweep.name}"
    return f"{sweep.data.name}: {count} trial{'' if count == 1 else 's'}{study}"
