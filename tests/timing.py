"""How long something may take."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """What is done takes less processor time than this.

    Python's collector rests meanwhile: it goes through all that thousands of tests have left, which takes longer than
    what is timed.
    """
    gc.disable()
    try:
        began = time.process_time()
        yield
        spent = time.process_time() - began
    finally:
        gc.enable()
    assert spent < seconds
