"""Does the window take files, and nothing that could run code?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.appearance import Theme
from desktop.ui.drops import dropped, readable
from desktop.ui.main_window import MainWindow
from desktop.ui.messages import Recorder
from desktop.ui.settings import RECENT, Settings
from desktop.ui.tasks import InlineRunner, ThreadRunner
from desktop.ui.widgets.fields import SearchField
from desktop.ui.widgets.note_field import NoteField
from tests.building import MUNICIPALITY
from tests.ui.conftest import Stage

ITEMS = "application/x-qabstractitemmodeldatalist"
# What a prepared drag would carry: a pickle that would run a command if anybody unpickled it.
PAYLOAD = b"\x00\x00\x00\x00" + b"cos\nsystem\n(S'false'\ntR."


def of_paths(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def _raise(error: Exception) -> None:
    raise error


def enter(stage: Stage, data: QMimeData) -> QDragEnterEvent:
    event = QDragEnterEvent(
        QPoint(300, 300),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.ignore()
    stage.window.dragEnterEvent(event)
    return event


def drop(stage: Stage, data: QMimeData) -> QDropEvent:
    event = QDropEvent(
        QPointF(300, 300),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.ignore()
    stage.window.dropEvent(event)
    return event


def test_plans_are_told_from_files_to_import(tmp_path: Path) -> None:
    found = dropped(of_paths(tmp_path / "a.csv", tmp_path / "b.EANPLAN", tmp_path / "folder"))
    assert found.plan == tmp_path / "b.EANPLAN"
    assert found.files == (tmp_path / "a.csv", tmp_path / "folder")


@pytest.mark.parametrize("kind", [ITEMS, "text/plain", "text/html", "application/octet-stream"])
def test_anything_else_is_not_taken(kind: str) -> None:
    data = QMimeData()
    data.setData(kind, PAYLOAD)
    assert not dropped(data)


def test_an_address_on_the_web_is_not_taken() -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://example.com/list.csv")])
    assert not dropped(data)


def test_the_window_refuses_a_planted_item_drag(stage: Stage) -> None:
    data = QMimeData()
    data.setData(ITEMS, PAYLOAD)
    assert not enter(stage, data).isAccepted()
    assert not drop(stage, data).isAccepted()
    assert stage.plan.session is None


def test_a_planted_item_drag_beside_a_file_is_never_asked_for_its_data(stage: Stage, tmp_path: Path) -> None:
    class Watched(QMimeData):
        asked: ClassVar[list[str]] = []

        def retrieveData(self, kind: str, preferred: object) -> object:
            self.asked.append(kind)
            return super().retrieveData(kind, preferred)  # type: ignore[arg-type]  # Qt's own type object

    stage.forms.append(None)
    data = Watched()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.csv"))])
    data.setData(ITEMS, PAYLOAD)
    assert enter(stage, data).isAccepted()
    drop(stage, data)
    assert ITEMS not in data.asked


def test_a_dropped_plan_is_opened(stage: Stage, tmp_path: Path) -> None:
    stage.forms.append(MUNICIPALITY)
    stage.plan.new()
    stage.messages.files.append(tmp_path / "plan.eanplan")
    stage.plan.save_as()
    stage.plan.close()
    assert stage.plan.session is None
    assert drop(stage, of_paths(tmp_path / "plan.eanplan")).isAccepted()
    assert stage.plan.title == MUNICIPALITY.name


def test_files_dropped_without_a_plan_make_one_first(stage: Stage, tmp_path: Path) -> None:
    path = tmp_path / "leverandører.csv"
    path.write_text("Kreditornr;Navn;CVR\n1;Tandlæge Prøve;10000009\n", encoding="utf-8")
    stage.forms.append(MUNICIPALITY)
    drop(stage, of_paths(path))
    assert stage.plan.session is not None
    wizard = stage.window.host.guest
    assert wizard is not None
    assert [item.path for item in wizard.flow.items] == [path]  # type: ignore[attr-defined]  # the wizard


def test_of_several_plans_one_is_opened_and_the_others_are_told_about(
    stage: Stage, sample_plan: Path, tmp_path: Path
) -> None:
    first, second = tmp_path / "a.eanplan", tmp_path / "b.eanplan"
    for copy in (first, second):
        copy.write_bytes(sample_plan.read_bytes())
    assert drop(stage, of_paths(first, second)).isAccepted()
    assert stage.plan.session is not None
    assert stage.plan.session.path == first
    assert "a.eanplan was taken" in stage.messages.said[-1][1]
    assert "Merge" in stage.messages.said[-1][1]


def test_what_is_told_about_other_plans_stands_when_the_plan_has_been_opened(
    qtbot: QtBot, qapp: QApplication, sample_plan: Path, tmp_path: Path
) -> None:
    """On the strip itself, with work that takes its time: opening a plan clears it."""
    for name in ("a", "b"):
        (tmp_path / f"{name}.eanplan").write_bytes(sample_plan.read_bytes())
    tasks = ThreadRunner(_raise)
    window = MainWindow(tasks=tasks, settings=Settings(), theme=Theme(qapp), on_bug=_raise)
    qtbot.addWidget(window, before_close_func=lambda one: one.close_without_asking())
    window.show()
    data = of_paths(tmp_path / "a.eanplan", tmp_path / "b.eanplan")
    drop(Stage(window, Recorder(), InlineRunner(), Settings(), []), data)
    qtbot.waitUntil(lambda: window.plan.session is not None and not window.plan.busy, timeout=30_000)
    assert window.banner.isVisible()
    assert "a.eanplan" in window.banner.text.text()
    tasks.stop_all()
    window.plan.close()


def test_a_plan_with_tables_beside_it_is_taken_first(stage: Stage, sample_plan: Path, tmp_path: Path) -> None:
    plan = tmp_path / "a.eanplan"
    plan.write_bytes(sample_plan.read_bytes())
    drop(stage, of_paths(tmp_path / "liste.xlsx", plan))
    assert stage.plan.session is not None
    assert stage.window.host.guest is None
    assert "Drop the other files again" in stage.messages.said[-1][1]


def test_what_holds_no_list_gets_a_calm_sentence_and_opens_nothing(stage: Stage, tmp_path: Path) -> None:
    assert drop(stage, of_paths(tmp_path / "Referat.DOCX", tmp_path / "billede.png")).isAccepted()
    assert stage.plan.session is None
    assert stage.window.host.guest is None
    kind, told = stage.messages.said[-1]
    assert kind == "info"
    assert "Referat.DOCX" in told


def test_a_folder_and_files_without_an_ending_go_to_the_import(tmp_path: Path) -> None:
    found = (tmp_path / "mappe", tmp_path / "udtræk", tmp_path / "brev.pdf")
    assert readable(found) == found[:2]


def test_nothing_is_taken_while_an_import_is_open_or_work_is_under_way(stage: Stage, tmp_path: Path) -> None:
    stage.forms.append(MUNICIPALITY)
    stage.plan.new()
    stage.window.import_files()
    guest = stage.window.host.guest
    assert not enter(stage, of_paths(tmp_path / "a.csv")).isAccepted()
    assert not drop(stage, of_paths(tmp_path / "a.csv")).isAccepted()
    assert stage.window.host.guest is guest
    stage.window._import_over("")
    stage.plan.busy = "Opening…"
    assert not enter(stage, of_paths(tmp_path / "a.csv")).isAccepted()
    stage.plan.busy = ""
    assert enter(stage, of_paths(tmp_path / "a.csv")).isAccepted()


@pytest.mark.parametrize("make", [lambda: SearchField("Search"), NoteField])
def test_a_file_is_not_typed_into_a_field(stage: Stage, tmp_path: Path, make: Callable[[], QWidget]) -> None:
    del stage
    field = make()
    data = of_paths(tmp_path / "a.csv")  # Qt's event does not keep it alive
    event = QDragEnterEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    field.dragEnterEvent(event)
    assert not event.isAccepted()
    field.deleteLater()


def test_the_list_of_recent_plans_can_be_cleared(stage: Stage, tmp_path: Path) -> None:
    stage.settings.remember_plan(tmp_path / "a.eanplan")
    stage.plan.state_changed.emit()
    clear = next(one for one in stage.window.menus.recent.actions() if one.text() == "&Clear the list")
    clear.trigger()
    assert stage.settings.get(RECENT) == ()
    assert not stage.window.menus.recent.menuAction().isVisible()
