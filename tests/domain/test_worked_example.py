"""Does the example on docs/ean-choice.md come out as it was worked out by hand, to the digit?"""

from __future__ import annotations

import re

import pytest

from desktop.domain.assumptions import Assumptions
from desktop.domain.collective import CollectiveState
from desktop.domain.ean_choice import Comparison, compare
from desktop.domain.options import OptionFigures
from desktop.domain.relevance import Relevance
from tests.architecture import source_rules
from tests.building import OLD_EAN, OTHER_EAN, assessment

PAGE = source_rules.ROOT / "docs" / "ean-choice.md"


def comparison() -> Comparison:
    """The suppliers as the page's first table has them."""
    found = []
    for names, relevance, state, old, other in rows("The suppliers"):
        first, _, last = re.match(r"(\d+)(–(\d+))?", names).group(1, 2, 3)  # type: ignore[union-attr]
        for number in range(int(first), int(last or first) + 1):
            sent = {OLD_EAN: old, OTHER_EAN: other}
            used = {ean: int(told.split()[0]) for ean, told in sent.items() if told}
            found.append(assessment(number, Relevance(relevance), CollectiveState(state), used))
    return compare(found, Assumptions())


def rows(heading: str) -> list[list[str]]:
    """The cells of the table below a heading, without its own headings."""
    section = PAGE.read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def figure(name: str, found: OptionFigures) -> float:
    """The program's figure for a row of the page."""
    terms = {"letters": "letters", "calls": "calls", "reminders": "reminders", "set-up": "setup"}
    terms |= {"watching": "watching", "misrouted, hours": "misrouted"}
    for start, term in terms.items():
        if name.startswith(start):
            return found.hours_by_term[term].middle
    return {
        "contacts": found.contacts,
        "misrouted until changed": found.misrouted,
        "weeks": found.weeks,
        "hours in all": found.hours,
        "invoices in KP a month": found.day_one,
    }[next(start for start in PLAIN if name.startswith(start))].middle


PLAIN = ("contacts", "misrouted until changed", "weeks", "hours in all", "invoices in KP a month")
COSTS = rows("What it costs, with the assumptions as they are")


@pytest.mark.parametrize("row", COSTS, ids=[row[0] for row in COSTS])
@pytest.mark.parametrize(("place", "key"), [(1, f"reuse:{OLD_EAN}"), (2, "new")])
def test_the_figure_is_the_programs(row: list[str], place: int, key: str) -> None:
    told = row[place]
    found = comparison().figures(key)
    assert found is not None
    if row[0].startswith("invoices a month to the wrong"):
        value = found.misrouted.middle / Assumptions()["months_until_changed"]
    else:
        value = figure(row[0], found)
    digits = len(told.partition(".")[2])
    assert f"{value:.{digits}f}" == told


def test_the_classes_and_the_contacts_are_those_of_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    k, c, u, n, m = (int(re.search(rf"\*\*{name}\*\* = (\d+)", page).group(1)) for name in "KCUNM")  # type: ignore[union-attr]
    picture = comparison().eans[0]
    assert (picture.kp_suppliers, picture.collective_can_split) == (k, c)
    assert (picture.collective_cannot_split, picture.other_suppliers) == (u, n)
    reuse, new = (comparison().figures(key) for key in (f"reuse:{OLD_EAN}", "new"))
    assert reuse is not None
    assert new is not None
    assert (reuse.contacts.low, new.contacts.low) == (n + u + c + m, k + c + m)
