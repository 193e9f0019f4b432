"""Do colours and text size follow the wish, at once, everywhere, and are they remembered?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QKeySequence, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui import appearance
from desktop.ui.appearance import TEXT_SIZES, Scheme, Theme, larger, scaled, smaller
from desktop.ui.page_host import PAGES
from desktop.ui.settings import SCHEME, TEXT_SIZE, Settings
from desktop.ui.tables.view import RowView
from desktop.ui.theme import Tone, colours, row_height
from desktop.ui.widgets.banner import Banner
from desktop.ui.widgets.buttons import Button, PrimaryButton
from desktop.ui.widgets.drawer import Drawer
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.note_field import NoteField
from desktop.ui.widgets.pills import Badge, Pill
from tests.ui.conftest import Stage

ROLE = QPalette.ColorRole


@pytest.fixture(autouse=True)
def as_it_was(qapp: QApplication) -> Iterator[None]:
    """Colours and font of the application, as the next test expects them."""
    before = QFont(qapp.font())
    yield
    Theme(qapp).use(Scheme.SYSTEM)
    qapp.setFont(before)


# ---------------------------------------------------------------------------------------------------- colours


@pytest.mark.parametrize("scheme", [scheme for scheme in Scheme if scheme is not Scheme.SYSTEM])
def test_a_scheme_is_what_its_name_says(qapp: QApplication, scheme: Scheme) -> None:
    Theme(qapp).use(scheme)
    found = colours(qapp.palette())
    assert found.dark is scheme.is_dark
    assert found.high_contrast is scheme.is_contrast


class AskedForContrast:
    """A system that was asked for high contrast."""

    def contrastPreference(self) -> Qt.ContrastPreference:
        return Qt.ContrastPreference.HighContrast


@pytest.mark.parametrize("scheme", list(Scheme))
def test_high_contrast_is_never_taken_from_who_asked_the_system_for_it(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, scheme: Scheme
) -> None:
    theme = Theme(qapp)
    monkeypatch.setattr(theme, "_accessibility", AskedForContrast())
    theme.use(scheme)
    found = colours(qapp.palette())
    assert found.high_contrast
    if scheme is not Scheme.SYSTEM:
        assert found.dark is scheme.is_dark


def test_a_field_gets_its_faint_hint_back_and_forth(qapp: QApplication, qtbot: QtBot) -> None:
    theme, field = Theme(qapp), QLineEdit()
    qtbot.addWidget(field)
    hints = []
    for scheme in (Scheme.DARK, Scheme.CONTRAST_DARK, Scheme.DARK):
        theme.use(scheme)
        qapp.processEvents()
        hints.append(field.palette().color(ROLE.PlaceholderText).name())
        assert hints[-1] != field.palette().color(ROLE.Text).name()
    assert hints[0] == hints[2]


def test_a_scheme_picked_in_the_menu_is_remembered(stage: Stage) -> None:
    stage.window.menus["scheme:contrast-dark"].trigger()
    assert colours(QApplication.palette()).high_contrast
    assert Settings().get(SCHEME) == "contrast-dark"


# -------------------------------------------------------------------------------------------------- text size


def test_steps_of_the_text_size() -> None:
    assert [larger(size) for size in TEXT_SIZES] == [125, 150, 200, 200]
    assert [smaller(size) for size in TEXT_SIZES] == [100, 100, 125, 150]


def test_a_text_size_is_a_factor_on_the_systems_font(qapp: QApplication) -> None:
    points, pixels = QFont(qapp.font()), QFont(qapp.font())
    points.setPointSizeF(9)
    pixels.setPixelSize(12)
    assert scaled(points, 150).pointSizeF() == pytest.approx(13.5)
    assert scaled(pixels, 150).pixelSize() == 18
    assert scaled(points, 150).family() == points.family()


def high(widget: QWidget) -> int:
    """The height it asks for: a note has a fixed one."""
    return widget.minimumHeight() or widget.sizeHint().height()


def test_every_widget_with_a_size_of_its_own_follows_at_once(stage: Stage, qtbot: QtBot) -> None:
    """Also those that set a font of their own, which Qt does not tell."""
    page = QWidget()
    column = QVBoxLayout(page)
    widgets: list[QWidget] = [
        PlainLabel("Navn"),
        Pill("Sikker", Tone.GOOD, icon="check-circle"),
        Badge(),
        PrimaryButton("Vælg"),
        NoteField(),
    ]
    for widget in widgets:
        column.addWidget(widget)
    qtbot.addWidget(page)
    page.show()
    before = [high(widget) for widget in widgets]
    stage.window.menus["text:200"].trigger()
    QApplication.processEvents()
    after = [high(widget) for widget in widgets]
    for widget, small, large in zip(widgets, before, after, strict=True):
        # A button has 32 px for small text, too: it grows by less than its text does.
        assert large > 1.2 * small, type(widget).__name__
        assert large >= widget.fontMetrics().height(), type(widget).__name__
    stage.window.menus["text:100"].trigger()
    QApplication.processEvents()
    assert [high(widget) for widget in widgets] == before


def test_rows_rail_and_panels_follow(stage: Stage, sample_plan: Path) -> None:
    stage.plan.open(sample_plan)
    window = stage.window
    window.go_to("suppliers")
    page = window.host.page("suppliers")
    view = page.findChildren(RowView)[0]
    drawer = page.findChildren(Drawer)[0]
    rail, row, panel = window.rail.sizeHint().width(), view.rowHeight(0), drawer.minimumWidth()
    window.menus["text:200"].trigger()
    QApplication.processEvents()
    assert view.rowHeight(0) == row_height(view.font()) > row
    assert window.rail.sizeHint().width() > rail
    assert panel < drawer.minimumWidth() < 2 * panel


def test_a_change_while_the_pages_are_open_reaches_every_text(stage: Stage, sample_plan: Path) -> None:
    """Nothing is left at the old size: neither what has a font of its own nor what has its parent's."""
    stage.plan.open(sample_plan)
    for spec in PAGES:
        stage.window.go_to(spec.name)
    stage.window.menus["text:200"].trigger()
    QApplication.processEvents()
    least = 0.92 * QApplication.font().pointSizeF() - 0.01
    texts = [one for one in stage.window.findChildren(QWidget) if isinstance(one, QLabel | Pill | Button)]
    left_behind = {f"{type(one).__name__}: {one.text()}" for one in texts if one.font().pointSizeF() < least}
    assert left_behind == set()
    assert len(texts) > 300


def test_the_keys_make_text_larger_smaller_and_as_the_system(stage: Stage) -> None:
    menus = stage.window.menus
    usual = QApplication.font().pointSizeF()
    for _ in range(2):
        menus["text:larger"].trigger()
    assert QApplication.font().pointSizeF() == pytest.approx(1.5 * usual)
    assert menus["text:150"].isChecked()
    menus["text:smaller"].trigger()
    assert menus["text:125"].isChecked()
    menus["text:usual"].trigger()
    assert QApplication.font().pointSizeF() == pytest.approx(usual)
    assert menus["text:100"].isChecked()
    assert QKeySequence("Ctrl++") in menus["text:larger"].shortcuts()
    assert QKeySequence("Ctrl+-") in menus["text:smaller"].shortcuts()
    assert menus["text:usual"].shortcut() == QKeySequence("Ctrl+0")


def test_a_text_size_is_remembered_and_used_at_the_next_start(stage: Stage) -> None:
    stage.window.menus["text:150"].trigger()
    assert Settings().get(TEXT_SIZE) == 150


@pytest.mark.parametrize("wrong", [90, 1000, "150", 150.0, True, None])
def test_a_text_size_that_is_none_of_ours_is_not_taken(wrong: object) -> None:
    assert TEXT_SIZE.read(wrong) is None


def test_looks_can_be_changed_in_the_middle_of_an_import(stage: Stage, sample_plan: Path) -> None:
    stage.plan.open(sample_plan)
    stage.window.import_files()
    for key in ("text:larger", "text:200", "scheme:dark", "scheme:contrast-light"):
        assert stage.window.menus[key].isEnabled(), key


def test_the_systems_text_size_is_followed_after_one_was_picked(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Qt stops following once a font was set; the window hears of it as a change of theme."""
    stage.window.menus["text:200"].trigger()
    large = QFont(QApplication.font())
    large.setPointSizeF(12)
    monkeypatch.setattr(appearance, "_system_font", lambda: QFont(large))
    QApplication.sendEvent(stage.window, QEvent(QEvent.Type.ThemeChange))
    assert QApplication.font().pointSizeF() == pytest.approx(24)


def test_a_message_keeps_room_for_its_icon(stage: Stage, qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    banner.tell("Planen er gemt.", tone=Tone.GOOD)
    before = banner.row.contentsMargins().left()
    stage.window.menus["text:200"].trigger()
    QApplication.processEvents()
    assert banner.row.contentsMargins().left() > before
