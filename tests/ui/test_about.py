"""Does the program say what it is and what it is built on?"""

from __future__ import annotations

from pytestqt.qtbot import QtBot

import desktop
from desktop.ui.about import AboutDialog, LicencesDialog
from desktop.ui.widgets.labels import PlainLabel
from desktop.workspace.licences import libraries


def test_it_says_its_version(qtbot: QtBot) -> None:
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    assert any(desktop.__version__ in label.text() for label in dialog.findChildren(PlainLabel))


def test_every_library_stands_there_with_its_licence(qtbot: QtBot) -> None:
    dialog = LicencesDialog()
    qtbot.addWidget(dialog)
    lines = dialog.text.toPlainText().splitlines()
    assert len(lines) == len(libraries())
    assert all(one.licence in line for one, line in zip(libraries(), lines, strict=True))
    assert dialog.text.isReadOnly()
    assert dialog.text.accessibleName()
