"""Is help there when it is asked for: beside the page, with the keyboard, and away again?"""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QSize, Qt, QUrl
from PySide6.QtGui import QFont, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

import desktop.ui
from desktop.domain.plan import Municipality
from desktop.ui.appearance import follow_text_size
from desktop.ui.help import topics
from desktop.ui.help.guide import GuideWindow
from desktop.ui.help.panel import HelpPanel, HelpWindow, help_for_dialog, side_by_side
from desktop.ui.help.view import HelpView
from desktop.ui.importing.wizard import ImportWizard
from desktop.ui.municipality_dialog import MunicipalityDialog
from desktop.ui.page_host import PAGES
from desktop.ui.pages.suppliers import SuppliersPage
from desktop.ui.settings import HELP_WIDTH, HELP_WINDOW
from desktop.ui.widgets.dialogs import PlainDialog
from tests.building import MUNICIPALITY
from tests.ui.conftest import Stage


@pytest.fixture
def wide(stage: Stage, sample_plan: Path) -> Stage:
    """A window with room for the help, and the sample in it."""
    stage.plan.open(sample_plan)
    stage.window.resize(1400, 800)
    return stage


def shown(stage: Stage) -> HelpPanel:
    panel = stage.window.help.shown
    assert panel is not None
    return panel


def test_nothing_of_the_help_is_made_before_it_is_asked_for(stage: Stage) -> None:
    assert stage.window.help.panel is None
    assert not stage.window.findChildren(HelpView)


@pytest.mark.parametrize("name", [spec.name for spec in PAGES])
def test_f1_opens_the_topic_of_the_page(wide: Stage, name: str) -> None:
    wide.window.go_to(name)
    wide.window.menus["help"].trigger()
    panel = shown(wide)
    assert panel.name == name
    assert panel.title.text() == topics.topic(name).title
    assert "Det gør I her" in panel.view.toPlainText()
    assert wide.window.menus["help"].shortcut().toString() == "F1"


def test_the_question_mark_by_the_title_opens_it_too(wide: Stage) -> None:
    wide.window.go_to("kp")
    wide.window.host.page("kp").header.help_button.click()
    assert shown(wide).name == "kp"


def test_the_help_goes_along_from_page_to_page(wide: Stage) -> None:
    wide.window.go_to("letters")
    wide.window.menus["help"].trigger()
    wide.window.go_to("tasks")
    assert shown(wide).name == "tasks"
    shown(wide).closed.emit()
    wide.window.go_to("letters")
    assert wide.window.help.shown is None


def test_escape_closes_the_help_and_gives_the_keyboard_back(wide: Stage, qtbot: QtBot) -> None:
    wide.window.activateWindow()
    wide.window.go_to("suppliers")
    page = wide.window.host.page("suppliers")
    assert page.focus_search()
    before = QApplication.focusWidget()
    wide.window.menus["help"].trigger()
    assert shown(wide).view.hasFocus()
    QTest.keyClick(shown(wide).view, Qt.Key.Key_Escape)
    assert wide.window.help.shown is None
    assert QApplication.focusWidget() is before


def test_f1_while_reading_closes_it(wide: Stage) -> None:
    wide.window.activateWindow()
    wide.window.menus["help"].trigger()
    wide.window.menus["help"].trigger()
    assert wide.window.help.shown is None


def test_f1_while_reading_something_else_comes_back_to_the_page(wide: Stage) -> None:
    wide.window.activateWindow()
    wide.window.go_to("letters")
    wide.window.menus["help"].trigger()
    shown(wide).view.anchorClicked.emit(QUrl("word:rykker"))
    wide.window.menus["help"].trigger()
    assert shown(wide).name == "letters"


def test_the_keyboard_does_not_go_back_to_what_is_gone(wide: Stage, qtbot: QtBot) -> None:
    wide.window.activateWindow()
    wide.window.import_files()
    wizard = wide.window.host.guest
    assert isinstance(wizard, ImportWizard)
    wizard.files.zone.files_button.setFocus()
    wide.window.menus["help"].trigger()
    with qtbot.waitSignal(wizard.destroyed):
        wizard.cancel.click()
    shown(wide).closed.emit()
    assert wide.window.help.shown is None


def test_a_word_is_explained_and_the_way_back_is_short(wide: Stage) -> None:
    wide.window.go_to("collective")
    wide.window.menus["help"].trigger()
    panel = shown(wide)
    assert not panel.back.isVisible()
    panel.view.anchorClicked.emit(QUrl("word:samleregning"))
    assert panel.name == topics.WORDS
    assert panel.view.textCursor().block().text() == "samleregning"
    panel.back.click()
    assert panel.name == "collective"
    assert not panel.back.isVisible()


def test_a_link_to_a_page_goes_there(wide: Stage) -> None:
    wide.window.go_to("suppliers")
    wide.window.menus["help"].trigger()
    shown(wide).view.anchorClicked.emit(QUrl("page:quality"))
    assert wide.window.host.current_name == "quality"
    assert shown(wide).name == "quality"


def test_the_help_remembers_how_wide_it_was(wide: Stage) -> None:
    wide.window.menus["help"].trigger()
    panel = shown(wide)
    beside = panel.parentWidget()
    assert beside is not None
    wide.settings.set(HELP_WIDTH, 480)
    panel.closed.emit()
    wide.window.menus["help"].trigger()
    assert panel.width() == 480


def test_without_room_beside_the_page_the_help_is_a_window(wide: Stage) -> None:
    wide.window.go_to("suppliers")
    wide.window.menus["help"].trigger()
    assert wide.window.help.window is None
    wide.settings.set(HELP_WIDTH, 1500)
    wide.window.resize(1000, 700)
    assert isinstance(wide.window.help.window, HelpWindow)
    assert shown(wide) is wide.window.help.window.panel
    assert shown(wide).name == "suppliers"
    assert not wide.window.help.window.isModal()
    QTest.keyClick(shown(wide).view, Qt.Key.Key_Escape)
    assert wide.window.help.shown is None


def test_the_filters_give_way_to_the_help_so_that_it_crowds_no_work(wide: Stage, qtbot: QtBot) -> None:
    wide.window.go_to("suppliers", undecided="yes")
    page = wide.window.host.page("suppliers")
    assert isinstance(page, SuppliersPage)
    page.toggle_side()
    page.toggle_side()
    page.view.choose([page.model.row(0).supplier.id])
    assert page.filters.isVisible()
    assert page.drawer.isVisible()
    wide.window.menus["help"].trigger()
    assert wide.window.help.window is None
    qtbot.waitUntil(page.filters.isHidden)
    assert page.drawer.isVisible()
    page.toggle_side()
    assert page.filters.isVisible()
    page.toggle_side()
    page.toggle_side()
    shown(wide).closed.emit()
    qtbot.waitUntil(page.filters.isVisible)


def test_wishes_for_the_filters_are_kept_while_the_help_stands_beside(wide: Stage, qtbot: QtBot) -> None:
    wide.window.go_to("suppliers")
    page = wide.window.host.page("suppliers")
    assert isinstance(page, SuppliersPage)
    page.toggle_side()
    page.toggle_side()
    wide.window.menus["help"].trigger()
    wide.window.go_to("start")
    shown(wide).closed.emit()
    wide.window.go_to("suppliers")
    qtbot.waitUntil(page.filters.isVisible)


def test_where_giving_way_is_not_enough_the_filters_stay(wide: Stage, qtbot: QtBot) -> None:
    wide.settings.set(HELP_WIDTH, 1500)
    wide.window.go_to("suppliers")
    page = wide.window.host.page("suppliers")
    assert isinstance(page, SuppliersPage)
    assert page.filters.isVisible()
    wide.window.menus["help"].trigger()
    assert wide.window.help.window is not None
    qtbot.waitUntil(page.filters.isVisible)


def test_the_help_by_itself_remembers_how_large_it_was(wide: Stage) -> None:
    wide.settings.set(HELP_WIDTH, 1500)
    wide.window.resize(1000, 700)
    wide.window.menus["help"].trigger()
    window = wide.window.help.window
    assert window is not None
    window.resize(612, 555)
    QTest.keyClick(window.panel.view, Qt.Key.Key_Escape)
    assert wide.settings.get(HELP_WINDOW) == (612, 555)


def test_a_width_set_by_key_is_remembered_as_one_that_was_pulled(wide: Stage, qtbot: QtBot) -> None:
    wide.window.activateWindow()
    wide.window.menus["help"].trigger()
    panel = shown(wide)
    before = panel.width()
    wider = next(one for one in panel.findChildren(QShortcut) if one.key().toString() == "Alt+Shift+Left")
    wider.activated.emit()
    qtbot.waitUntil(lambda: panel.width() > before)
    assert wide.settings.get(HELP_WIDTH) == panel.width()


def test_the_help_leaves_the_page_the_width_it_is_made_for(wide: Stage) -> None:
    wide.window.go_to("start")
    wide.window.menus["help"].trigger()
    page = wide.window.host.page("start")
    assert page.content.minimumSizeHint().width() <= page.width()
    wide.window.resize(wide.window.minimumSize())
    assert wide.window.help.window is not None
    assert page.content.minimumSizeHint().width() <= page.width()


def test_each_step_of_the_import_has_its_help(wide: Stage) -> None:
    wide.window.import_files()
    assert wide.window.menus["help"].isEnabled()
    wide.window.menus["help"].trigger()
    assert shown(wide).name == "import-files"
    wizard = wide.window.host.guest
    assert isinstance(wizard, ImportWizard)
    wizard.header.help_button.click()
    assert shown(wide).name == "import-files"
    wizard.cancel.click()
    assert shown(wide).name == wide.window.host.current_name


def test_a_dialog_has_its_help_in_a_window_of_its_own(wide: Stage, qtbot: QtBot) -> None:
    dialog = MunicipalityDialog(MUNICIPALITY, new=False, parent=wide.window)
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.keyClick(dialog, Qt.Key.Key_F1)
    windows = dialog.findChildren(HelpWindow)
    assert [window.panel.name for window in windows] == ["municipality"]
    assert not windows[0].isModal()
    QTest.keyClick(dialog, Qt.Key.Key_F1)
    assert dialog.findChildren(HelpWindow) == windows
    QTest.keyClick(windows[0].panel.view, Qt.Key.Key_Escape)
    assert not windows[0].isVisible()
    assert dialog.isVisible()


def test_from_a_dialog_a_page_is_read_about_and_the_guide_opens(wide: Stage, qtbot: QtBot) -> None:
    dialog = MunicipalityDialog(MUNICIPALITY, new=False, parent=wide.window)
    qtbot.addWidget(dialog)
    dialog.show()
    window = help_for_dialog(dialog, "import-done")
    window.panel.view.anchorClicked.emit(QUrl("page:quality"))
    assert window.panel.name == "quality"
    assert wide.window.host.current_name != "quality"
    window.panel.back.click()
    assert window.panel.name == "import-done"
    window.panel.view.anchorClicked.emit(QUrl("guide:1-begynd-en-plan"))
    guide = window.findChild(GuideWindow)
    assert guide is not None
    assert guide.view.textCursor().block().text() == "1. Begynd en plan"


def test_every_topic_a_dialog_names_exists() -> None:
    import_everything_of_the_window()
    named = {kind.help_topic for kind in PlainDialog.__subclasses__() if kind.help_topic}
    assert len(named) >= 9
    assert named <= set(topics.names())


def import_everything_of_the_window() -> None:
    """Dialogs are imported when they are opened; here all of them at once."""
    for found in pkgutil.walk_packages(desktop.ui.__path__, "desktop.ui."):
        importlib.import_module(found.name)


def test_the_question_mark_of_a_dialog_is_not_its_first_field(wide: Stage, qtbot: QtBot) -> None:
    dialog = MunicipalityDialog(Municipality(name=""), new=True, parent=wide.window)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.help_button is not None
    assert dialog.focusWidget() is not dialog.help_button


def test_the_guide_opens_at_the_section_that_was_asked_for(wide: Stage) -> None:
    wide.window.go_to("letters")
    wide.window.menus["help"].trigger()
    shown(wide).view.anchorClicked.emit(QUrl("guide:6-skriv-brevene"))
    guide = wide.window.help.guide
    assert isinstance(guide, GuideWindow)
    assert guide.isVisible()
    assert not guide.isModal()
    assert guide.view.textCursor().block().text() == "6. Skriv brevene"
    assert guide.sections.currentItem().text() == "6. Skriv brevene"


def test_every_section_of_the_guide_can_be_gone_to(qtbot: QtBot, english: None) -> None:
    window = GuideWindow()
    qtbot.addWidget(window)
    window.show_section()
    for row in range(window.sections.count()):
        window.sections.setCurrentRow(row)
        assert window.view.textCursor().block().text() == window.sections.item(row).text()


def test_the_window_says_that_the_help_is_danish(wide: Stage) -> None:
    wide.window.menus["help"].trigger()
    texts = [label.text() for label in shown(wide).findChildren(type(shown(wide).title))]
    assert "The help is written in Danish." in texts


def test_a_text_of_the_help_loads_nothing(qtbot: QtBot) -> None:
    view = HelpView()
    qtbot.addWidget(view)
    view.show_text("x", "![x](https://example.com/x.png) ![y](file:///etc/hostname)")
    assert view.loadResource(2, QUrl("file:///etc/hostname")) is None
    assert not view.openLinks()
    assert not view.openExternalLinks()


def test_every_topic_can_be_shown_and_said(qtbot: QtBot) -> None:
    panel = HelpPanel()
    qtbot.addWidget(panel)
    panel.show()
    for name in topics.names():
        panel.show_topic(name)
        assert panel.view.accessibleName() == panel.title.text() != ""
        assert panel.view.sections() == tuple(
            topics.slug(line.lstrip("# "))
            for line in topics.topic(name).text.splitlines()
            if line.startswith("#")
        )


def test_headings_are_larger_than_text_and_follow_the_text_size(qtbot: QtBot) -> None:
    view = HelpView()
    qtbot.addWidget(view)
    view.show()
    view.show_text("x", "# Stor\n\n## Mellem\n\n### Lille\n\nTekst")
    block = view.document().begin()
    sizes = []
    while block.isValid():
        sizes.append(block.begin().fragment().charFormat().font().pointSizeF())
        block = block.next()
    assert sizes[0] > sizes[1] > sizes[2]
    assert sizes[3] <= sizes[2]
    QApplication.setFont(QFont(QApplication.font().family(), 20))
    try:
        follow_text_size()
        larger = view.document().begin().begin().fragment().charFormat().font().pointSizeF()
        assert larger > sizes[0]
    finally:
        QApplication.setFont(QFont(QApplication.font().family(), 9))


def test_help_in_a_window_is_a_dialog_people_can_close(qtbot: QtBot, wide: Stage) -> None:
    window = HelpWindow(wide.window)
    qtbot.addWidget(window)
    assert isinstance(window, QDialog)
    assert window.windowTitle()


@given(
    st.integers(300, 900),
    st.integers(200, 700),
    st.integers(-200, 900),
    st.sampled_from([(1366, 728), (1024, 728), (1920, 1040), (800, 560)]),
)
def test_help_leaves_the_main_button_of_a_dialog_free(
    width: int, height: int, left: int, screen: tuple[int, int]
) -> None:
    room = QRect(0, 0, *screen)
    dialog = QRect(left, 100, min(width, screen[0]), height)
    size = QSize(460, 660)
    place, moved = side_by_side(dialog, size, room)
    now, beside = QRect(moved, dialog.size()), QRect(place, size)
    if dialog.width() + size.width() + 20 <= screen[0]:
        assert not now.intersects(beside)
        assert room.left() <= beside.left()
        assert beside.right() <= room.right()
    assert not beside.contains(QPoint(now.right() - 20, now.center().y())) or now.width() < size.width() + 20
