"""Does a date field say which day it understood, and write it out?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain.dates import DateError
from desktop.domain.typed_dates import Leaning
from desktop.texts import translate
from desktop.ui.widgets.day_field import DayField

FRIDAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def danish() -> Iterator[None]:
    translate.use("da")
    yield
    translate.use("")


def shown(qtbot: QtBot, field: DayField) -> DayField:
    """The field alone in a window, with the cursor in it."""
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    field.line.setFocus()
    qtbot.waitUntil(field.line.hasFocus)
    return field


def test_what_was_understood_is_told_while_typing_and_written_when_left(qtbot: QtBot) -> None:
    field = shown(qtbot, DayField("Fra", today=FRIDAY))
    QTest.keyClicks(field.line, "1/3")
    assert field.said.text() == "mandag den 1.\xa0marts 2027"
    assert field.field.accessibleDescription() == field.said.text()
    assert field.line.text() == "1/3"
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert field.line.text() == "01-03-2027"
    assert field.said.text() == "mandag den 1.\xa0marts 2027"
    assert field.day == date(2027, 3, 1)


def test_half_a_date_is_no_fault_until_it_is_left(qtbot: QtBot) -> None:
    field = shown(qtbot, DayField("Fra", today=FRIDAY))
    QTest.keyClicks(field.line, "man")
    assert "mandag" in field.said.text()
    QTest.keyClicks(field.line, "g")
    assert not field.said.isVisible()
    assert not field.check()
    assert field.said.text() == "Det er ikke en dato. Skriv den som 20-11-2026."
    QTest.keyClicks(field.line, "x")
    assert "ikke en dato" in field.said.text()
    assert field.line.text() == "mangx"
    with pytest.raises(DateError):
        _ = field.day


def test_an_empty_field_is_no_day_and_stops_only_where_one_is_needed(qtbot: QtBot) -> None:
    field = shown(qtbot, DayField("Fra", today=FRIDAY))
    assert field.check()
    assert field.day is None
    needed = shown(qtbot, DayField("Fra", today=FRIDAY, needed=True))
    assert not needed.check()
    assert needed.said.text() == "Datoen mangler."


def test_a_day_that_is_set_says_nothing_and_the_hint_comes_back(qtbot: QtBot) -> None:
    field = shown(qtbot, DayField("Fra", today=FRIDAY, hint="Lad feltet stå tomt."))
    assert field.said.text() == "Lad feltet stå tomt."
    QTest.keyClicks(field.line, "i morgen")
    assert field.said.text().startswith("lørdag")
    field.line.clearFocus()
    field.set_day(date(2026, 12, 1))
    assert field.line.text() == "01-12-2026"
    assert field.said.text() == "Lad feltet stå tomt."


def test_a_field_about_the_past_looks_back(qtbot: QtBot) -> None:
    field = shown(qtbot, DayField("Sendt", today=FRIDAY, leaning=Leaning.PAST))
    QTest.keyClicks(field.line, "1/12")
    assert field.day == date(2025, 12, 1)
