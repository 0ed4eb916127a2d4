"""What is done with each of many files: one after the other, or on all cores."""

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from shapecheck.infer.events import Passed
from shapecheck.language import Phrase, language, say, speak
from shapecheck.lint.notice import Notice

__all__ = ["DIED", "Progress", "Work", "each_file", "nothing_in"]

DIED = Phrase("the process died")
_FEW = 3  # files that one process does before others have started
_LARGE = 100_000  # bytes above which even a few files are shared out
_CHUNKS = 50  # for each process, so that none waits long for the last one
_GARBAGE = 1_000_000  # objects that are made before the rest is searched for garbage: it takes long, and finds little

Progress = Callable[[int, int], None]  # how many files are done, of how many
Task = TypeVar("Task")
Result = TypeVar("Result")


def _nothing() -> None:
    pass


@dataclass(frozen=True, slots=True)
class Work(Generic[Task, Result]):
    """What is done with a file.

    Parameters
    ----------
    do : callable
        Does a task; a function of a module, as other processes are given it.
    task : callable
        Gives the task for a file.
    died : callable
        Gives the result for a file with which a process has died.
    begin : callable
        Is called in each process before it does anything: no lambda.
    """

    do: Callable[[Task], Result]
    task: Callable[[str], Task]
    died: Callable[[str], Result]
    begin: Callable[[], None] = _nothing


def each_file(
    files: Sequence[str], work: Work[Task, Result], progress: Progress | None = None, *, processes: int | None = None
) -> Iterator[Result]:
    """Give the result for each file, in any order.

    Parameters
    ----------
    files : sequence of str
        The files.
    work : Work
        What is done with each.
    progress : callable, optional
        Called with how many files are done and how many there are.
    processes : int, optional
        How many processes share the files; as many as there are cores if it is not said, one for a few small files.
    """
    sizes = {path: _size(path) for path in files}
    if processes is None:
        few = len(files) <= _FEW and sum(sizes.values()) < _LARGE
        processes = (
            1 if few else len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        )
    if processes == 1 or not files:
        yield from _one_by_one(files, work, progress)
    else:
        largest_first = sorted(files, key=lambda path: (-sizes[path], path))
        yield from _shared(largest_first, work, progress, min(processes, len(files)))


def nothing_in(paths: Sequence[str], files: Sequence[str]) -> tuple[Notice, ...]:
    """Give a notice for each path that was asked for, where there is no file in any of them."""
    if files:
        return ()
    return tuple(Notice(path, Passed.UNSEEN, say("no Python file or notebook is in it")) for path in paths)


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError:
        return 0


def _one_by_one(files: Sequence[str], work: Work[Task, Result], progress: Progress | None) -> Iterator[Result]:
    work.begin()
    for done, path in enumerate(files):
        if progress is not None:
            progress(done, len(files))
        yield work.do(work.task(path))


def _some(do: Callable[[Task], Result], tasks: Sequence[Task]) -> list[Result]:
    """Do a few tasks, in another process."""
    return list(map(do, tasks))


def _begin(begin: Callable[[], None], spoken: str) -> None:
    """Let the search for garbage in this process be rare, and leave out what is there now: all of that stays.

    The process speaks the language of the one that it works for.
    """
    speak(spoken)
    from shapecheck.processes import (
        end_with_parent,
    )  # where there are no processes, as in a browser, it is not asked for

    end_with_parent()
    gc.freeze()
    gc.set_threshold(_GARBAGE)
    begin()


def _shared(
    files: Sequence[str], work: Work[Task, Result], progress: Progress | None, processes: int
) -> Iterator[Result]:
    """Share files out over several processes, the first ones first; a process that dies costs one file only."""
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from concurrent.futures.process import BrokenProcessPool

    import shapecheck.infer.program  # noqa: F401 - before the processes are forked off, so that each has it

    count = max(1, len(files) // (processes * _CHUNKS))
    chunks = [files[at : at + count] for at in range(0, len(files), count)]
    left: list[str] = []
    done = 0
    some = partial(_some, work.do)
    with ProcessPoolExecutor(processes, initializer=_begin, initargs=(work.begin, language())) as pool:
        futures = {}
        for chunk in chunks:
            try:
                futures[pool.submit(some, [work.task(path) for path in chunk])] = chunk
            except BrokenProcessPool:  # one has died already
                left += chunk
        for future in as_completed(futures):
            if isinstance(future.exception(), BrokenProcessPool):
                left += futures[future]
                continue
            yield from future.result()
            done += len(futures[future])
            if progress is not None:
                progress(done, len(files))
    yield from _alone(sorted(left), work)


def _alone(files: Sequence[str], work: Work[Task, Result]) -> Iterator[Result]:
    """Do the files one after the other in a process of their own, which is begun anew where it dies."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    some = partial(_some, work.do)
    pending = list(files)
    while pending:
        with ProcessPoolExecutor(1, initializer=_begin, initargs=(work.begin, language())) as pool:
            while pending:
                path = pending.pop(0)
                future = pool.submit(some, [work.task(path)])
                if isinstance(future.exception(), BrokenProcessPool):
                    yield work.died(path)
                    break
                yield from future.result()
