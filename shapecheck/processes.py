"""Processes that work for another one, and end when that ends, however it does."""

import os
import threading
from multiprocessing import parent_process
from multiprocessing.connection import wait

__all__ = ["end_with_parent"]

_TERMINATED = 143  # the status of a process that SIGTERM ended


def end_with_parent() -> None:
    """Let this process end at once when the one that began it is no more: ended, terminated or killed."""
    parent = parent_process()
    if parent is None:
        return

    def watch(sentinel: int) -> None:
        wait([sentinel])
        os._exit(_TERMINATED)  # nobody is left who would take what it finds

    threading.Thread(target=watch, args=(parent.sentinel,), daemon=True).start()
