"""Has every word that the window shows been through the catalogue?

The catalogue is exchanged for one that marks what it translates. Whatever then stands in the window without a
mark, and does not come from the plan itself, was written past the catalogue and would stay English in Danish.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.plan import Municipality
from desktop.texts import checklist, labels, translate
from desktop.ui.appearance import Theme
from desktop.ui.main_window import MainWindow
from desktop.ui.messages import Recorder
from desktop.ui.page_host import PAGES
from desktop.ui.settings import Settings
from desktop.ui.tasks import InlineRunner
from desktop.workspace.checklist import checklist_of
from desktop.workspace.operations import ChooseEan
from desktop.workspace.session import Session
from tests.ui import plans

MARK = "§"
SPOKEN = ("text", "title", "windowTitle", "placeholderText", "toolTip", "statusTip", "accessibleName")
LETTERS = re.compile(r"[^\W\d_]{2,}")
NAMES = ("EAN Planner",)


class Marked(gettext.NullTranslations):
    """English source strings, each with a mark in front."""

    def gettext(self, message: str) -> str:
        return MARK + message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return MARK + (msgid1 if n == 1 else msgid2)


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything the catalogue gives carries the mark; numbers and dates are Danish and need no letters."""
    monkeypatch.setattr(translate, "_catalogue", lambda _language: Marked())
    translate.use("da")


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, marked: None) -> Iterator[MainWindow]:
    shown = MainWindow(
        tasks=InlineRunner(), settings=Settings(), theme=Theme(qapp), on_bug=_raise, messages=Recorder()
    )
    qtbot.addWidget(shown, before_close_func=lambda widget: widget.close_without_asking())
    shown.show()
    yield shown
    if shown.plan.session is not None:
        shown.plan.session.close()


def _raise(error: Exception) -> None:
    raise error


def spoken(window: QWidget) -> Iterator[tuple[str, str]]:
    """Every text of the window, with the kind of thing it stands on; hidden things too."""
    things = [window, *window.findChildren(QWidget), *window.findChildren(QAction)]
    for thing in things:
        for name in SPOKEN:
            read = getattr(thing, name, None)
            text = read() if callable(read) else None
            if isinstance(text, str):
                yield f"{type(thing).__name__}.{name}", text
        if isinstance(thing, QComboBox):
            yield from ((type(thing).__name__, thing.itemText(at)) for at in range(thing.count()))
        if isinstance(thing, QAbstractItemView) and thing.model() is not None:
            yield from ((type(thing).__name__, text) for text in headings(thing.model()))


def headings(model: QAbstractItemModel) -> Iterator[str]:
    for column in range(model.columnCount()):
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = model.headerData(column, Qt.Orientation.Horizontal, role)
            if isinstance(text, str):
                yield text


def unspoken(window: QWidget, data: tuple[str, ...] = ()) -> set[tuple[str, str]]:
    """What stands in the window past the catalogue, the plan's own words taken away."""
    own = sorted((*NAMES, *filter(None, data)), key=len, reverse=True)
    found = set()
    for where, text in spoken(window):
        rest = "" if MARK in text else text
        for word in own:
            rest = rest.replace(word, "")
        if LETTERS.search(rest):
            found.add((where, text))
    return found


def words_of(session: Session) -> tuple[str, ...]:
    """Everything in the plan that a page may show as it stands: names, files, trades, people."""
    municipality = session.municipality
    facts = [one.supplier.facts for one in session.assessments()]
    return (
        *(str(getattr(municipality, name) or "") for name in Municipality.__slots__),
        labels.erp(municipality.erp),
        *(value for one in facts for value in (one.name, one.city, one.email, one.address, one.contact)),
        *(source.file for source in session.sources()),
        *(trade.title for trade in session.trades.trades),
        *(checklist.short_title(task.definition) for task in checklist_of(session).tasks),
        *(entry.by for entry in session.history()),
        session.title,
    )


def visit_every_page(window: MainWindow, qapp: QApplication) -> None:
    for spec in PAGES:
        window.go_to(spec.name)
        qapp.processEvents()


def test_an_empty_window_says_nothing_of_its_own(window: MainWindow, qapp: QApplication) -> None:
    visit_every_page(window, qapp)
    assert len({text for _where, text in spoken(window) if MARK in text}) > 60
    assert unspoken(window) == set()


def test_a_plan_shows_its_own_words_and_the_catalogues(
    window: MainWindow, qapp: QApplication, tmp_path: Path
) -> None:
    session = plans.small_plan()
    session.run(ChooseEan("reuse:" + plans.KP_EAN))
    data = words_of(session)
    session.save_as(tmp_path / "prøve.eanplan")
    session.close()
    window.plan.open(tmp_path / "prøve.eanplan")
    assert window.plan.session is not None
    visit_every_page(window, qapp)
    assert unspoken(window, (*data, "prøve.eanplan", "prøve", str(tmp_path))) == set()


def test_a_text_written_past_the_catalogue_is_seen(window: MainWindow) -> None:
    window.setToolTip("Search in suppliers")
    assert unspoken(window) == {("MainWindow.toolTip", "Search in suppliers")}
    assert unspoken(window, ("Search in suppliers",)) == set()
