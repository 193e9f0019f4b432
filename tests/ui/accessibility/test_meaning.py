"""Is anything said by colour alone? What has a colour of meaning has a word as well."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex

from desktop.ui.charts.chart import Chart
from desktop.ui.pages.start_progress import StepRow
from desktop.ui.rail import RailEntry
from desktop.ui.tables.columns import Looks
from desktop.ui.tables.view import RowView
from desktop.ui.theme import Tone
from desktop.ui.widgets import tone_ground
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.pills import Pill
from tests.ui.accessibility.hearing import LETTERS
from tests.ui.accessibility.scenes import PAGE_NAMES, Scene

_ROWS = 400


@pytest.mark.parametrize("name", PAGE_NAMES)
def test_pills_and_coloured_words_are_words(full: Scene, name: str) -> None:
    page = full.page(name)
    pills = [one for one in page.findChildren(Pill) if one.isVisible()]
    coloured = [one for one in page.findChildren(PlainLabel) if one.isVisible() and one._tone is not None]
    assert [one for one in pills if not one.text()] == []
    assert [one for one in coloured if not one.text()] == []


@pytest.mark.parametrize("name", PAGE_NAMES)
def test_rows_of_another_colour_have_another_word(full: Scene, name: str) -> None:
    for view in full.page(name).findChildren(RowView):
        rows = [view.rows.row(at) for at in range(min(_ROWS, view.model().rowCount(QModelIndex())))]
        for column in view.rows.columns:
            if column.looks is not Looks.PILL or column.tone is None:
                continue
            told: dict[str, set[Tone | None]] = {}
            for row in rows:
                told.setdefault(column.text(row), set()).add(column.tone(row))
            assert told.get("", {None}) == {None}, "a colour without a word"
            assert {text: tones for text, tones in told.items() if len(tones) > 1} == {}


def test_a_badge_of_the_rail_says_what_it_counts(full: Scene) -> None:
    full.page("start")
    badges = [one.badge for one in full.window.rail.findChildren(RailEntry) if one.badge.text]
    assert badges
    assert all(LETTERS.search(one.spoken) for one in badges)


def test_a_step_on_the_start_page_says_its_state(full: Scene) -> None:
    rows = [one for one in full.page("start").findChildren(StepRow) if one.isVisible()]
    assert rows
    assert all(LETTERS.search(one.accessibleDescription()) for one in rows)


def test_messages_of_different_weight_have_different_icons() -> None:
    weighty = [tone_ground._ICONS[tone] for tone in (Tone.GOOD, Tone.ATTENTION, Tone.BAD)]
    assert len(set(weighty)) == len(weighty)


@pytest.mark.parametrize("name", PAGE_NAMES)
def test_every_part_of_a_chart_is_told_in_words_of_its_own(full: Scene, name: str) -> None:
    for chart in full.page(name).findChildren(Chart):
        sentences = chart.sentences()
        assert len(set(sentences)) == len(sentences)
        assert all(LETTERS.search(one) for one in sentences)
        twin = chart.table()
        assert all(len(row) == len(twin.headings) for row in twin.rows)
        assert bool(twin.rows) == bool(sentences)
