"""What was a plan of format 1 (0.1.0), and how do its rows read in format 2?

Format 2 only added columns and tables, so every row is what it was; what is new gets its default.
"""

from __future__ import annotations

VERSION = 1

FINGERPRINT = "59f9a27205a7904c7c6f53dc9332065c46b188acac8e28c30796dbc0635fbd94"
"""Of the tables as 0.1.0 made them; `tests/data/plan-format-1.eanplan` is such a plan."""


def row(table: str, row: dict[str, str | int | None]) -> dict[str, str | int | None]:  # noqa: ARG001 - as all steps
    """Nothing was renamed."""
    return row
