"""How is work done that makes hundreds of thousands of objects and drops none of them?

The garbage collector would go through all of them again and again and find nothing: half the time of a
large import.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_asleep() -> Iterator[None]:
    """Look for no garbage meanwhile; what nobody refers to goes at once all the same."""
    was_awake = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_awake:
            gc.enable()
