"""Ctrl-C while the store is being written."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class LateInterrupt(KeyboardInterrupt):
    """Ctrl-C came while the work was being written; it was let go on to its end."""


@contextmanager
def undisturbed(then: type[KeyboardInterrupt]) -> Iterator[None]:
    """Let Ctrl-C wait until what has been begun is done, and raise ``then`` for it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    interrupted = False

    def remember(_number: int, _frame: object) -> None:
        nonlocal interrupted
        interrupted = True

    before = signal.signal(signal.SIGINT, remember)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if interrupted:
        raise then
