"""Do the bars of a supplier tell when it fell silent?"""

from __future__ import annotations

from datetime import date

from desktop.domain.calendar import Window
from desktop.ui.pages.supplier_details import months_of

YEAR = Window(date(2025, 11, 14), date(2026, 11, 13), 12)


def test_the_bars_cover_the_period_that_counts_also_where_nothing_came() -> None:
    bars = months_of((("2026-02", 3), ("2026-03", 0), ("2026-04", 1)), YEAR)
    months = [month for month, _count in bars]
    assert months == ["2025-12", *(f"2026-{month:02}" for month in range(1, 12))]
    assert dict(bars)["2026-02"] == 3
    assert sum(count for _month, count in bars) == 4


def test_a_short_period_gives_few_bars() -> None:
    bars = months_of((("2026-10", 2),), Window(date(2026, 10, 1), date(2026, 11, 13), 2))
    assert bars == (("2026-10", 2), ("2026-11", 0))


def test_of_who_sent_nothing_in_the_period_the_last_months_are_shown() -> None:
    assert months_of((("2024-05", 1),), YEAR) == (("2024-05", 1),)
    assert months_of((), YEAR) == ()
    assert months_of((("2024-05", 1),), None) == (("2024-05", 1),)
