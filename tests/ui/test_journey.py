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
from desktop.workspace.standing import Standing
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
TO_WRITE = Standing(to_write=76, to_write_now=76)
WRITTEN = Standing(to_write=76, written=76, unsent=76)
SENT = Standing(to_write=76, written=76, asked=76)
CHANGED = replace(SENT, changed=76)


@pytest.mark.parametrize(
    ("overview", "standing", "done", "following"),
    [
        (EMPTY, Standing(), 0, StepAction.IMPORT),
        (SUPPLIERS, Standing(), 1, StepAction.IMPORT),
        (INVOICES, Standing(), 2, StepAction.SETTLE),
        (SETTLED, Standing(), 3, StepAction.CHOOSE),
        (CHOSEN, TO_WRITE, 4, StepAction.WRITE),
        (CHOSEN, WRITTEN, 5, StepAction.SEND),
        (CHOSEN, SENT, 6, StepAction.FOLLOW),
        (CHOSEN, replace(SENT, changed=70, reminders=4), 6, StepAction.REMIND),
        (CHOSEN, CHANGED, 7, None),
    ],
)
def test_the_next_step_follows_from_the_plan(
    overview: Overview, standing: Standing, done: int, following: StepAction | None
) -> None:
    steps = journey(overview, standing)
    assert [step.state for step in steps[:done]] == [StepState.DONE] * done
    assert next((step.action for step in steps if step.state is StepState.NEXT), None) is following
    assert len(steps) == 7
    assert all(step.title and step.text and step.verb for step in steps)


GRADUAL = replace(TO_WRITE, gradual=True, without_wave=76)
PLANNED = replace(GRADUAL, waves=4, without_wave=0)


@pytest.mark.parametrize(
    ("standing", "following"),
    [
        (GRADUAL, StepAction.PLAN),
        (replace(PLANNED, without_wave=2), StepAction.PLAN),
        (replace(PLANNED, left_over=True), StepAction.PLAN),
        (PLANNED, StepAction.WRITE),
        # The pilot's letters are written; those of the waves go out in months.
        (replace(PLANNED, written=8, to_write_now=0, unsent_later=8), None),
        (replace(PLANNED, written=8, to_write_now=0, unsent=8), StepAction.SEND),
        (replace(PLANNED, written=8, to_write_now=0, asked=8), StepAction.FOLLOW),
        (replace(PLANNED, written=8, to_write_now=20, asked=8, changed=8), StepAction.WRITE),
    ],
)
def test_with_waves_what_is_not_due_yet_is_not_next(standing: Standing, following: StepAction | None) -> None:
    steps = journey(CHOSEN, standing)
    assert len(steps) == 8
    assert next((step.action for step in steps if step.state is StepState.NEXT), None) is following


def test_a_choice_made_early_is_kept_and_doubt_is_still_next() -> None:
    steps = journey(replace(INVOICES, choice=CHOICE), Standing(to_write=60, to_write_now=60))
    assert steps[2].state is StepState.NEXT
    assert steps[3].state is StepState.DONE


def test_the_figures_stand_in_the_steps() -> None:
    steps = journey(CHOSEN, replace(TO_WRITE, written=6))
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
    assert {badge.text for badge in badges(EMPTY, Standing()).values()} == {""}
    waiting = badges(replace(INVOICES, collective_suspected=3))
    assert (waiting["suppliers"].text, waiting["suppliers"].tone) == ("14", Tone.ATTENTION)
    assert (waiting["collective"].text, waiting["collective"].tone) == ("3", Tone.ATTENTION)
    settled = badges(CHOSEN, TO_WRITE)
    assert settled["suppliers"].text == "", "a number is what waits, and never how many there are"
    assert settled["collective"].text == ""
    assert settled["choice"].spoken == "Chosen"
    assert settled["letters"].text == "76"
    assert badges(CHOSEN, SENT)["letters"].tone is Tone.GOOD


@pytest.mark.parametrize(
    ("standing", "page", "text", "spoken"),
    [
        (Standing(tasks_overdue=2), "tasks", "2", "2 tasks should have been done"),
        (Standing(tasks_overdue=1), "tasks", "1", "1 task should have been done"),
        (replace(PLANNED, without_wave=3), "rollout", "3", "3 suppliers without a wave"),
        (replace(PLANNED, left_over=True), "rollout", "!", "The waves are from another choice"),
        (replace(SENT, reminders=5), "letters", "5", "5 reminders to send"),
        (replace(SENT, unsent=1, reminders=2), "letters", "3", "1 letter to send and 2 reminders to send"),
    ],
)
def test_what_waits_is_counted_in_the_rail_and_told_in_words(
    standing: Standing, page: str, text: str, spoken: str
) -> None:
    badge = badges(CHOSEN, standing)[page]
    assert (badge.text, badge.tone, badge.spoken) == (text, Tone.ATTENTION, spoken)


def test_nothing_is_counted_where_nothing_waits() -> None:
    found = badges(CHOSEN, replace(PLANNED, written=8, to_write_now=0, asked=8))
    assert [found[page].text for page in ("tasks", "rollout", "letters")] == ["", "", ""]
