"""Is the installed Qt the one we can trust on this Python?

PySide6 6.12.0 loses one reference to None per call that returns nothing on Python before 3.12 (measured on
3.10 and 3.11); after a few thousand calls the interpreter aborts, with no exception and no chance to
save. To be removed when one later version serves every Python we support.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import PySide6
from PySide6.QtCore import QObject

CALLS = 1_000
NOISE = 100


def references_lost(call: Callable[[], object]) -> int:
    """How many references to None disappear over a thousand calls; near zero when all is well."""
    call()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        call()
    return before - sys.getrefcount(None)


def test_qt_is_the_pinned_version() -> None:
    assert PySide6.__version__ == "6.11.3"


def test_calls_into_qt_lose_no_reference_to_none() -> None:
    thing = QObject()
    assert references_lost(lambda: thing.setObjectName("a")) < NOISE


def test_the_measure_sees_references_move() -> None:
    """References added show as a negative loss; where None is immortal (from 3.12 on) nothing moves."""
    kept: list[None] = []
    moved = references_lost(lambda: kept.append(None))
    assert moved <= -CALLS + NOISE if sys.version_info < (3, 12) else moved == 0
