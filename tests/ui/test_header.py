"""Does a page's title stand on one line where there is room, whatever the font?"""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.ui.widgets.header import PageHeader


@pytest.mark.parametrize("family", ["DejaVu Serif", "Inter", "DejaVu Sans"])
@pytest.mark.parametrize("title", ["Eksempelby Kommune", "Hvad KP kan behandle", "Breve"])
def test_a_title_is_broken_only_where_it_must_be(qtbot: QtBot, family: str, title: str) -> None:
    header = PageHeader(title, "Hvor langt er I?")
    qtbot.addWidget(header)
    font = header.title.font()
    font.setFamily(family)
    header.title.setFont(font)
    header.add_action(QPushButton("Importér"))
    whole = header.title.fontMetrics().horizontalAdvance(title)
    header.resize(whole + 400, 120)
    header.show()
    assert header.title.width() >= whole
    assert header.title.height() < 2 * header.title.fontMetrics().height()
    assert header.help_button.x() < whole + 60
