"""Does the window take files, and nothing that could run code?"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from desktop.ui.drops import dropped
from tests.building import MUNICIPALITY
from tests.ui.conftest import Stage

ITEMS = "application/x-qabstractitemmodeldatalist"
# What a prepared drag would carry: a pickle that would run a command if anybody unpickled it.
PAYLOAD = b"\x00\x00\x00\x00" + b"cos\nsystem\n(S'false'\ntR."


def of_paths(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


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
