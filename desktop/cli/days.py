"""How is a day told on the command line? In every way with its year in it: 2027-03-01, 01-03-2027, 1/3-2027.

What depends on the day the command is run ("i morgen", "1/3") is refused: a script must mean the same day
tomorrow.
"""

from __future__ import annotations

from datetime import date

from desktop.domain.dates import DateError
from desktop.domain.typed_dates import read_day

_ONE_DAY, _ANOTHER = date(2003, 1, 15), date(2061, 8, 24)
NONE = "none"
"""Takes a date away again."""


def day(text: str) -> date:
    """The day a text names.

    Raises:
        ValueError: none, or another one every year.
    """
    try:
        found = read_day(text, today=_ONE_DAY)
        same = found == read_day(text, today=_ANOTHER)
    except DateError as error:
        raise ValueError(error.kind.value) from None
    if not same:
        raise ValueError("no year")
    return found


def day_or_none(text: str) -> date | str:
    """A day, or "none".

    Raises:
        ValueError: as `day`.
    """
    return NONE if text == NONE else day(text)


for _reader in (day, day_or_none):
    _reader.__name__ = "date"  # argparse calls the value by it
