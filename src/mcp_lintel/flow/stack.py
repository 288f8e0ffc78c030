"""Room for calls within calls within calls."""

import sys
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
STACK = 256 * 1024 * 1024
FRAMES = 30_000


def on_large_stack(work: Callable[[], T]) -> T:
    """What some work gives, done where it may nest deeply; raises what the work raises."""
    given: list[T] = []
    raised: list[BaseException] = []

    def attempt() -> None:
        try:
            given.append(work())
        except BaseException as error:  # handed to the caller's thread
            raised.append(error)

    before, limit = threading.stack_size(STACK), sys.getrecursionlimit()
    try:
        sys.setrecursionlimit(FRAMES)
        thread = threading.Thread(target=attempt)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(before)
        sys.setrecursionlimit(limit)
    if raised:
        raise raised[0]
    return given[0]
