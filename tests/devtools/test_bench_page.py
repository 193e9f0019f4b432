"""Does a benchmark that is run again replace its own section of the page, and no other?"""

from __future__ import annotations

from devtools.bench import HEADING, page

FIRST, SECOND = "## First\n\n| a |\n|---|\n| 1 |\n", "## Second: of two\n\n| b |\n"


def test_all_of_them_make_the_page() -> None:
    assert page("", [FIRST, SECOND]) == f"{HEADING}\n{FIRST}\n{SECOND}"


def test_one_run_again_takes_its_own_place() -> None:
    there = page("", [FIRST, SECOND])
    again = "## First\n\n| a |\n|---|\n| 2 |\n"
    assert page(there, [again]) == page("", [again, SECOND])
    assert page(there, []) == there


def test_a_new_one_comes_last() -> None:
    there = page("", [FIRST])
    assert page(there, [SECOND]) == page("", [FIRST, SECOND])
