"""Does the start page tell the right next step, from an empty plan to the last letter?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desktop.domain.plan import EanChoice, Municipality
from desktop.ui.badges import badges
from desktop.ui.pages.journey import StepAction, StepState, journey, missing_details
from desktop.ui.theme import Tone
from desktop.workspace.overview import Overview
from tests.building import MUNICIPALITY, NEW_EAN, NOON

pytestmark = pytest.mark.usefixtures("english")

EMPTY = Overview(
    suppliers=0,
    active=0,
    kp=0,
    outside=0,
    unknown=0,
    undecided=0,
    invoices=0,
    collective_sure=0,
    collective_suspected=0,
    cannot_split=0,
    problems=0,
    errors=0,
    choice=None,
    letters_to_write=0,
    letters_written=0,
    supplier_sources=0,
    invoice_sources=0,
    window_first=None,
    window_last=None,
    window_months=12,
)
SUPPLIERS = replace(EMPTY, suppliers=340, active=300, undecided=30, supplier_sources=1)
INVOICES = replace(SUPPLIERS, invoices=6000, invoice_sources=2, undecided=14, window_first=date(2025, 11, 1))
SETTLED = replace(INVOICES, undecided=0, kp=80, collective_sure=14)
CHOICE = EanChoice(1, "new", NEW_EAN, "", "mkh", NOON, "")
CHOSEN = replace(SETTLED, choice=CHOICE, letters_to_write=76)
WRITTEN = replace(CHOSEN, letters_written=76)


@pytest.mark.parametrize(
    ("overview", "done", "following"),
    [
        (EMPTY, 0, StepAction.IMPORT),
        (SUPPLIERS, 1, StepAction.IMPORT),
        (INVOICES, 2, StepAction.SETTLE),
        (SETTLED, 3, StepAction.CHOOSE),
        (CHOSEN, 4, StepAction.WRITE),
        (WRITTEN, 5, None),
    ],
)
def test_the_next_step_follows_from_the_plan(
    overview: Overview, done: int, following: StepAction | None
) -> None:
    steps = journey(overview)
    assert [step.state for step in steps[:done]] == [StepState.DONE] * done
    assert next((step.action for step in steps if step.state is StepState.NEXT), None) is following
    assert len(steps) == 5
    assert all(step.title and step.text and step.verb for step in steps)


def test_a_choice_made_early_is_kept_and_doubt_is_still_next() -> None:
    steps = journey(replace(INVOICES, choice=CHOICE, letters_to_write=60))
    assert steps[2].state is StepState.NEXT
    assert steps[3].state is StepState.DONE


def test_the_figures_stand_in_the_steps() -> None:
    steps = journey(replace(CHOSEN, letters_written=6))
    assert "340" in steps[0].text
    assert "6,000" in steps[1].text
    assert "20" in steps[3].text
    assert steps[4].text == "6 of 76 letters written"


def test_details_that_are_missing_are_named() -> None:
    assert missing_details(MUNICIPALITY) == ""
    assert missing_details(replace(MUNICIPALITY, phone="", go_live=None)) == "phone and date KP receives from"
    assert "e-mail" in missing_details(Municipality(name="X"))


def test_badges_point_at_what_waits() -> None:
    assert {badge.text for badge in badges(None).values()} == {""}
    assert {badge.text for badge in badges(EMPTY).values()} == {""}
    waiting = badges(replace(INVOICES, collective_suspected=3))
    assert (waiting["suppliers"].text, waiting["suppliers"].tone) == ("14", Tone.ATTENTION)
    assert (waiting["collective"].text, waiting["collective"].tone) == ("3", Tone.ATTENTION)
    settled = badges(CHOSEN)
    assert (settled["suppliers"].text, settled["suppliers"].tone) == ("340", Tone.NEUTRAL)
    assert settled["collective"].text == "14"
    assert settled["choice"].spoken == "Chosen"
    assert settled["letters"].text == "76"
    assert badges(WRITTEN)["letters"].tone is Tone.GOOD
