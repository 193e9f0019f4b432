"""Do the building blocks show text as text, say what they are, and answer to keys?"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.theme import Tone
from desktop.ui.widgets.action_card import ActionCard
from desktop.ui.widgets.banner import Banner
from desktop.ui.widgets.buttons import Button, Look, PrimaryButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.drawer import Drawer
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.fields import Labelled, LineField, SearchField, Verdict
from desktop.ui.widgets.figures import BigNumber, KeyValueRow
from desktop.ui.widgets.labels import ElidedLabel, PlainLabel, plain_tip
from desktop.ui.widgets.pills import Badge, Pill
from desktop.ui.widgets.progress import ProgressPanel
from desktop.ui.widgets.step_strip import StepStrip
from desktop.ui.widgets.veil import Veil

EVIL = '<img src="file://stranger/share/x.png"><b>Tandlæge</b> & Søn'


def show_active(qtbot: QtBot, widget: QWidget) -> None:
    """Show a window and give it the keyboard."""
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every resource a text document asked for."""
    asked: list[str] = []

    def load(_document: QTextDocument, _kind: int, name: QUrl) -> None:
        asked.append(name.toString())

    monkeypatch.setattr(QTextDocument, "loadResource", load)
    return asked


def test_markup_in_a_name_is_shown_and_never_read(qtbot: QtBot, loaded: list[str]) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    card = Card(page, title=EVIL, note=EVIL)
    for widget in (
        PlainLabel(EVIL),
        ElidedLabel(EVIL),
        Pill(EVIL),
        KeyValueRow(EVIL, EVIL),
        BigNumber(EVIL, EVIL),
        EmptyState("search", EVIL, EVIL),
        ActionCard("plus", EVIL, EVIL),
        Labelled(EVIL, LineField()),
    ):
        card.body.addWidget(widget)
    page.show()
    page.grab()
    labels = page.findChildren(QLabel)
    assert labels
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
    assert loaded == []


def test_a_label_cannot_be_talked_out_of_plain_text(qtbot: QtBot) -> None:
    label = PlainLabel("<b>x</b>")
    qtbot.addWidget(label)
    label.setTextFormat(Qt.TextFormat.RichText)
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_marks_that_turn_text_around_are_left_out(qtbot: QtBot) -> None:
    label = PlainLabel("Faktura \u202egpj.exe")
    qtbot.addWidget(label)
    assert label.text() == "Faktura gpj.exe"


def test_a_tool_tip_shows_markup_as_it_is_written(qtbot: QtBot) -> None:
    assert plain_tip("Tandlæge Bæk") == "Tandlæge Bæk"
    document = QTextDocument()
    document.setHtml(plain_tip(EVIL))
    assert document.toPlainText() == EVIL


def test_the_only_labels_in_the_window_are_plain_ones() -> None:
    """`QLabel` guesses whether its text is markup; outside `PlainLabel` nobody makes one."""
    from tests.architecture import source_rules

    makers = [
        source_rules.named(path)
        for path in source_rules.modules("desktop/ui")
        if "QLabel(" in path.read_text(encoding="utf-8").replace("class PlainLabel(QLabel)", "")
    ]
    assert makers == []


def test_no_message_box_is_used() -> None:
    """`QMessageBox` guesses markup as `QLabel` does, and its buttons are not ours."""
    from tests.architecture import source_rules

    users = [
        source_rules.named(path)
        for path in source_rules.modules("desktop/ui")
        if "QMessageBox" in path.read_text(encoding="utf-8")
    ]
    assert users == []


@pytest.mark.parametrize("look", list(Look))
def test_a_button_answers_to_keys_and_to_a_click(qtbot: QtBot, look: Look) -> None:
    button = Button("Gør det", look=look, icon="check")
    qtbot.addWidget(button)
    pressed: list[str] = []
    button.clicked.connect(lambda: pressed.append("x"))
    button.show()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
        QTest.keyClick(button, key)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(pressed) == 4


def test_a_button_is_as_wide_as_what_it_says(qtbot: QtBot) -> None:
    short, long = PrimaryButton("Gem"), PrimaryButton("Importér alle leverandører fra økonomisystemet")
    for button in (short, long):
        qtbot.addWidget(button)
        text = button.fontMetrics().horizontalAdvance(button.text())
        assert button.sizeHint().width() > text
        assert button.minimumSizeHint().width() >= button.sizeHint().width()


def test_a_button_with_only_an_icon_has_a_name(qtbot: QtBot) -> None:
    button = Button(look=Look.QUIET, icon="close", hint="Luk")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Luk"
    assert button.toolTip() == "Luk"


def test_focus_shows_for_keys_and_not_for_clicks(qtbot: QtBot) -> None:
    button = Button("Gør det")
    qtbot.addWidget(button)
    show_active(qtbot, button)
    button.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not button.shows_focus
    button.clearFocus()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert button.shows_focus
    button.setFocus(Qt.FocusReason.MouseFocusReason)
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert button.shows_focus


def test_an_action_card_is_one_button(qtbot: QtBot) -> None:
    card = ActionCard("plus", "Ny plan", "Begynd her", primary=True)
    qtbot.addWidget(card)
    card.resize(300, 180)
    card.show()
    pressed: list[str] = []
    card.clicked.connect(lambda: pressed.append("x"))
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=card.rect().center())
    QTest.keyClick(card, Qt.Key.Key_Space)
    assert len(pressed) == 2
    assert card.accessibleName() == "Ny plan"
    assert card.accessibleDescription() == "Begynd her"


def test_a_badge_without_a_count_is_not_there(qtbot: QtBot) -> None:
    badge = Badge()
    qtbot.addWidget(badge)
    badge.show_count("12", Tone.ATTENTION)
    assert not badge.isHidden()
    assert badge.accessibleName() == "12"
    badge.show_count("")
    assert badge.isHidden()


def test_a_banner_tells_and_offers_and_goes(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    there: list[bool] = []
    done: list[str] = []
    banner.shown_or_hidden.connect(there.append)
    banner.tell(
        "Planen er flyttet.",
        tone=Tone.BAD,
        title="Kan ikke gemmes",
        action="Gem som…",
        act=lambda: done.append("x"),
    )
    assert banner.accessibleName() == "Kan ikke gemmes Planen er flyttet."
    assert not banner.isHidden()
    banner.action.click()
    assert done == ["x"]
    assert banner.isHidden()
    assert there == [True, False]


def test_a_drawer_closes_with_escape(qtbot: QtBot) -> None:
    drawer = Drawer(title="Leverandør")
    qtbot.addWidget(drawer)
    drawer.show()
    with qtbot.waitSignal(drawer.closed):
        QTest.keyClick(drawer, Qt.Key.Key_Escape)
    assert drawer.isHidden()


def test_progress_shows_only_work_that_takes_a_moment(qtbot: QtBot) -> None:
    panel = ProgressPanel()
    qtbot.addWidget(panel)
    panel.start("Læser…")
    assert panel.isHidden()
    qtbot.waitUntil(lambda: not panel.isHidden())
    panel.report(500, 2_000)
    assert panel.line.accessibleDescription() == "25 %"
    with qtbot.waitSignal(panel.cancelled):
        panel.cancel.click()
    assert not panel.cancel.isEnabled()
    panel.stop()
    assert panel.isHidden()


def test_progress_of_quick_work_never_shows(qtbot: QtBot) -> None:
    panel = ProgressPanel()
    qtbot.addWidget(panel)
    panel.start("Læser…")
    panel.stop()
    qtbot.wait(400)
    assert panel.isHidden()


def test_the_veil_covers_and_gives_the_focus_back(qtbot: QtBot) -> None:
    page = QWidget()
    field = LineField(page)
    qtbot.addWidget(page)
    page.resize(600, 400)
    veil = Veil(page)
    show_active(qtbot, page)
    field.setFocus()
    veil.wait_for("Gemmer…")
    qtbot.waitUntil(veil.isVisible)
    assert veil.size() == page.size()
    page.resize(700, 500)
    assert veil.size() == page.size()
    veil.wait_for("")
    assert not veil.isVisible()
    assert QApplication.focusWidget() is field


def test_a_field_says_what_is_wrong_when_it_is_left(qtbot: QtBot) -> None:
    page = QWidget()
    other = LineField(page)
    field = Labelled(
        "Navn", LineField(), page, judge=lambda text: Verdict() if text else Verdict("Skriv et navn.", True)
    )
    qtbot.addWidget(page)
    show_active(qtbot, page)
    field.field.setFocus()
    other.setFocus()
    assert field.said.text() == "Skriv et navn."
    assert field.field.accessibleDescription() == "Skriv et navn."
    QTest.keyClicks(field.field, "A")
    assert field.said.isHidden()
    assert field.check()


def test_escape_empties_a_search(qtbot: QtBot) -> None:
    search = SearchField("Søg")
    qtbot.addWidget(search)
    show_active(qtbot, search)
    search.setFocus()
    QTest.keyClicks(search, "bæk")
    assert search.text() == "bæk"
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert search.text() == ""


def test_the_step_strip_says_where_one_is(qtbot: QtBot) -> None:
    strip = StepStrip(("Filer", "Kolonner"))
    qtbot.addWidget(strip)
    strip.show_step(1)
    assert "Kolonner" in strip.accessibleName()
    assert "2" in strip.accessibleName()
    strip.grab()


def test_the_icons_file_is_ours(tmp_path: Path) -> None:
    """One family in one file, drawn in the current colour and nothing else."""
    from desktop.paths import resources_dir

    text = (resources_dir() / "icons" / "line.svg").read_text(encoding="utf-8")
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    assert "#" not in text
