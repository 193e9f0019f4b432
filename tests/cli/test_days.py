"""Are dates taken on the command line as Danes write them, and those without a year refused?"""

from __future__ import annotations

from datetime import date

import pytest

from desktop.cli.days import day, day_or_none


@pytest.mark.parametrize(
    "text", ["2027-03-01", "01-03-2027", "1/3-2027", "1.3.27", "1. marts 2027", "010327"]
)
def test_every_way_with_a_year_is_the_same_day(text: str) -> None:
    assert day(text) == date(2027, 3, 1)


@pytest.mark.parametrize(
    "text", ["1/3", "1. marts", "i morgen", "fredag", "uge 9", "snart", "31-02-2027", ""]
)
def test_what_would_be_another_day_tomorrow_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        day(text)


def test_none_takes_a_date_away() -> None:
    assert day_or_none("none") == "none"
    assert day_or_none("1/3-2027") == date(2027, 3, 1)
