"""What a sweep is called above its table and its picture."""

from pathlib import Path

from shapecheck.language import say
from shapecheck.training.sweep import Sweep

__all__ = ["title"]


def title(sweep: Sweep) -> str:
    """Give the data, the number of trials, and the study where it is called otherwise."""
    count = len(sweep.trials)
    trials = say("1 trial") if count == 1 else say("{number} trials", number=count)
    if sweep.name == Path(sweep.data.name).stem:
        return f"{sweep.data.name}: {trials}"
    return say("{data}: {trials}, study {study}", data=sweep.data.name, trials=trials, study=sweep.name)
